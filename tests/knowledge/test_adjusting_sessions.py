"""The modifier M09 on the real content: what happens without a known session, or when a programme stops."""

from dataclasses import replace

import pytest
from pydantic import TypeAdapter

from knowledge.adjusting import pending
from knowledge.calls import Call
from knowledge.content import Knowledge
from tests.knowledge.situations import NOW, listed, remarks, situation

TO_CONFIRM = "À confirmer par la CRESS"


def with_state(knowledge: Knowledge, state: str, *programmes: str) -> Knowledge:
    """Return the knowledge with another state of some programmes."""
    changed = {p: knowledge.programmes[p].model_copy(update={"state": state}) for p in programmes}
    return replace(knowledge, programmes={**knowledge.programmes, **changed})


def with_session(knowledge: Knowledge, programme: str) -> Knowledge:
    """Return the knowledge in which a programme is open and has a session to come."""
    written = {"appel": "session", "titre": "Session", "dispositif": programme, "type": "ponctuel"}
    session = TypeAdapter(Call).validate_python(
        {**written, "cloture": "2027-01-29", "regions": ["93"], "source": "une page"}
    )
    return replace(with_state(knowledge, "ouvert", programme), calls=(*knowledge.calls, session))


@pytest.mark.parametrize(
    ("group", "stage", "need", "expected"),
    [
        ("employeur", "defini", "tester", "mpess_developpement > dla, incubateur_starter"),
        ("esus_employeur", "defini", "besoin_local", "mpess_developpement > dla, fabrique_initiatives"),
        ("employeur", "defini", "creer", "mpess_crea > dla, mpess_developpement"),
        (
            "employeur_a_confirmer",
            "test",
            "developper",
            "mpess_developpement > incubateur_starter, peps, dla",
        ),
        ("ess_sans_salarie", "defini", "consolider", "mpess_developpement > adhesion"),
        ("ess_sans_salarie", "defini", "financer", "mpess_developpement > financement, adhesion"),
        ("ess_sans_salarie", "installe", "developper", "mpess_developpement > peps"),
        ("territoire", "defini", "creer", "fabrique_initiatives > mpess_crea, incubateur_starter, cress"),
        ("employeur", "installe", "consolider", "dla > peps ; mpess_developpement"),
    ],
)
def test_m09_without_a_session_what_is_sure_follows(
    knowledge: Knowledge, group: str, stage: str, need: str, expected: str
) -> None:
    """M09: without a known session, the DLA follows for A1 and A4, else Starter while the activity starts."""
    assert listed(knowledge, situation(group, stage, need)) == expected


@pytest.mark.parametrize(
    ("need", "programme"), [("developper", "mpess_developpement"), ("creer", "mpess_crea")]
)
def test_m09_says_that_the_session_is_to_be_confirmed(
    knowledge: Knowledge, need: str, programme: str
) -> None:
    """M09: a programme without a known session is told as to be confirmed, and no longer once it has one."""
    employer = situation("employeur", "defini", need, adherent="oui")
    assert TO_CONFIRM in remarks(knowledge, employer, programme)
    sure = with_session(with_session(knowledge, "mpess_developpement"), "mpess_crea")
    assert TO_CONFIRM not in remarks(sure, employer, programme)


def test_m09_a_session_keeps_the_order_of_the_table(knowledge: Knowledge) -> None:
    """M09: with a session to come, the DLA does not move up; once the session is past, it does again."""
    sure = with_session(knowledge, "mpess_developpement")
    employer = situation("employeur", "defini", "tester")
    assert listed(sure, employer) == "mpess_developpement > incubateur_starter, dla"
    past = NOW.replace(year=2027, month=6)
    assert listed(sure, employer, past) == "mpess_developpement > dla, incubateur_starter"


def test_pending_without_a_calendar_looks_at_the_state_only(knowledge: Knowledge) -> None:
    """When the calendar is left out, a programme is pending if its state is not known to be open."""
    assert pending(knowledge, "mpess_developpement", "93", None)
    assert not pending(knowledge, "incubateur_starter", "93", None)
    assert pending(knowledge, "incubateur_starter", "93", NOW)
    assert not pending(knowledge, "dla", "93", NOW)


def test_m09_what_has_stopped_is_replaced_by_the_next_one(knowledge: Knowledge) -> None:
    """M09: a programme that has stopped disappears from every list and the next one takes its place."""
    stopped = with_state(knowledge, "arrete", "mpess_developpement", "mpess_crea")
    assert listed(stopped, situation("employeur", "defini", "developper")) == "dla > incubateur_starter"
    assert listed(stopped, situation("employeur", "installe", "consolider")) == "dla > peps"


def test_m09_membership_never_takes_the_place_of_what_has_stopped(knowledge: Knowledge) -> None:
    """M09: when the next one would be membership, or when nothing is left, the CRESS is first."""
    stopped = with_state(knowledge, "arrete", "mpess_developpement")
    assert listed(stopped, situation("ess_sans_salarie", "defini", "consolider")) == "cress > adhesion"
    bare = with_state(knowledge, "arrete", *knowledge.programmes.keys() - {"cress"})
    assert listed(bare, situation("employeur", "installe", "reseau")) == "cress"
