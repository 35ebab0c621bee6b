"""What holds of every orientation, whatever the answers: totality, limits, zones, and no undue influence."""

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.contacts import contacts_for
from knowledge.content import Knowledge
from knowledge.entry import Facts
from knowledge.lists import MAX_LATER, MAX_OTHERS
from knowledge.orientation import Orientation, Suggestion, contradictions, orient
from knowledge.walk import Missing
from tests.knowledge.situations import (
    BRITTANY,
    CLASSES,
    GUADELOUPE,
    NEEDS,
    NOW,
    PACA,
    RESERVED,
    STAGES,
    answers_to,
    listed,
    oriented,
    situation,
    situations,
)

AWAY = (BRITTANY, GUADELOUPE, "28", "06")
NO_EFFECT = {
    "adherent": "oui",
    "paiement": "non",
    "plein_temps": "oui",
    "urgence": "oui",
    "criteres_concours": "oui",
    "utilite_sociale": "non",
    "creation_trois_mois": "non",
    "fondation_entreprise": "oui",
}


def suggested(found: Orientation) -> tuple[Suggestion, ...]:
    """Return all that an orientation suggests."""
    return (*found.now, *found.later)


def told(knowledge: Knowledge, found: Orientation) -> str:
    """Return every sentence that goes with an orientation: reasons, remarks, and the facts cited."""
    parts = []
    for suggestion in suggested(found):
        parts += [suggestion.reason, *(remark.text for remark in suggestion.remarks)]
        parts += [knowledge.sources.facts[fact].statement for fact in suggestion.facts]
    return " ".join(parts).lower()


def check_shape(found: Orientation) -> None:
    """Hold the limits of an orientation: nothing twice, three other choices, two later steps, sources."""
    programmes = [suggestion.programme for suggestion in suggested(found)]
    assert len(set(programmes)) == len(programmes), programmes
    assert len(found.others) <= MAX_OTHERS
    assert len(found.later) <= MAX_LATER
    assert all(suggestion.reason and suggestion.facts for suggestion in suggested(found)), programmes


def check_place(knowledge: Knowledge, found: Orientation) -> None:
    """Hold that what is suggested exists in the region, and that somebody answers for it."""
    region = found.facts["region"]
    for suggestion in suggested(found):
        assert knowledge.programmes[suggestion.programme].exists_in(region), suggestion.programme
        reached = contacts_for(knowledge, suggestion.programme, found.facts)
        assert any(reach.contact.reachable for reach in reached), suggestion.programme


@settings(deadline=None)
@given(data=st.data())
def test_orienting_is_total(knowledge: Knowledge, data: st.DataObject) -> None:
    """Any answers to known questions give an orientation, or the name of a question that is missing."""
    found = orient(knowledge, data.draw(answers_to(knowledge)), data.draw(st.sampled_from([NOW, None])))
    if isinstance(found, Missing):
        assert found.question in knowledge.questions
    else:
        check_shape(found)
        check_place(knowledge, found)


@settings(deadline=None)
@given(data=st.data())
def test_enough_answers_always_give_an_orientation(knowledge: Knowledge, data: st.DataObject) -> None:
    """With a status, a stage, a need and a region, nothing is missing, whatever else is said."""
    answers = data.draw(situations(knowledge))
    found = oriented(knowledge, answers)
    check_shape(found)
    check_place(knowledge, found)


JUNK = st.sampled_from(
    ["", "x", "oui", "classe", "zone", "99", "93", "paca", "outre_mer", "employeur", "é" * 30]
)


@settings(deadline=None)
@given(data=st.data())
def test_junk_never_breaks_the_orientation(knowledge: Knowledge, data: st.DataObject) -> None:
    """Unknown questions and unknown answers, deduced facts included, are borne without an error."""
    keys = st.sampled_from([*knowledge.questions, "classe", "zone", "", "inconnue"])
    junk: Facts = data.draw(st.dictionaries(keys, JUNK, max_size=6))
    found = orient(knowledge, {**data.draw(answers_to(knowledge)), **junk}, NOW)
    assert isinstance(found, Orientation) or found.question in knowledge.questions


@pytest.mark.parametrize(
    "answers",
    [
        {"besoin": "creer", "stade": "piste", "region": "93"},
        {"statut": "inexistant", "besoin": "creer", "stade": "piste", "region": "93"},
        situation("employeur", "piste", "creer", classe="inexistante"),
    ],
)
def test_the_class_is_never_asked(knowledge: Knowledge, answers: dict[str, str]) -> None:
    """What is missing is a question that a person can answer, never a fact that is deduced."""
    found = orient(knowledge, answers, NOW)
    assert isinstance(found, Orientation) or found.question in knowledge.questions


@pytest.mark.parametrize("zone", ["metropole", "outre_mer", "inexistante"])
def test_a_zone_is_not_an_answer(knowledge: Knowledge, zone: str) -> None:
    """A zone given as an answer stands neither for a region nor against the zone of the region."""
    local = {"statut": "collectivite", "besoin": "besoin_local", "zone": zone}
    assert orient(knowledge, local, NOW) == Missing("region")
    home = situation("personne", "defini", "creer")
    assert listed(knowledge, home | {"zone": zone}) == listed(knowledge, home)


@pytest.mark.parametrize("region", AWAY)
def test_nothing_of_the_home_region_is_told_elsewhere(knowledge: Knowledge, region: str) -> None:
    """Section 8: no reason, remark or fact shown elsewhere names an offer of Provence-Alpes-Côte d'Azur."""
    for group, stage, need in product(CLASSES, STAGES, (*NEEDS, "ne_sait_pas")):
        answers = situation(group, stage, need, region)
        words = told(knowledge, oriented(knowledge, answers))
        assert not [word for word in RESERVED if word in words], answers


@settings(deadline=None)
@given(data=st.data())
def test_no_modifier_brings_the_home_region_elsewhere(knowledge: Knowledge, data: st.DataObject) -> None:
    """Section 8 holds whatever the answers that adjust."""
    answers = data.draw(situations(knowledge).filter(lambda drawn: drawn["region"] != PACA))
    words = told(knowledge, oriented(knowledge, answers))
    assert not [word for word in RESERVED if word in words]


@pytest.mark.parametrize("group", sorted(CLASSES))
def test_a_member_loses_the_membership_and_nothing_else(knowledge: Knowledge, group: str) -> None:
    """Being a member removes the membership, and never changes another principal support."""
    for stage, need, region in product(STAGES, NEEDS, (PACA, BRITTANY, GUADELOUPE)):
        unknown = oriented(knowledge, situation(group, stage, need, region))
        member = oriented(knowledge, situation(group, stage, need, region, adherent="oui"))
        assert member.suggestion("adhesion") is None
        if unknown.principal.programme != "adhesion":
            assert member.principal.programme == unknown.principal.programme
            kept = {s.programme for s in suggested(unknown)} - {"adhesion"}
            assert {s.programme for s in suggested(member)} == kept


@pytest.mark.parametrize(("question", "answer"), sorted(NO_EFFECT.items()))
def test_an_answer_out_of_place_changes_nothing(knowledge: Knowledge, question: str, answer: str) -> None:
    """An answer to a question that the situation does not raise has no effect on the orientation."""
    for group, stage, need in product(CLASSES, STAGES, NEEDS):
        plain = situation(group, stage, need, BRITTANY)
        found = oriented(knowledge, plain)
        if question not in knowledge.raised(found.facts, found.proposed):
            assert listed(knowledge, plain | {question: answer}) == listed(knowledge, plain)


def test_the_department_changes_only_the_contacts(knowledge: Knowledge) -> None:
    """The département never changes what is suggested."""
    for group, stage, need in product(CLASSES, STAGES, NEEDS):
        plain = situation(group, stage, need)
        assert listed(knowledge, plain | {"departement": "05"}) == listed(knowledge, plain)


def test_development_is_never_possible_now_without_a_project(knowledge: Knowledge) -> None:
    """Section 4: without a defined project, Créa and Développement are later steps at most."""
    for group, stage, need in product(CLASSES, ("pas_de_projet", "piste"), NEEDS):
        found = oriented(knowledge, situation(group, stage, need))
        assert {"mpess_developpement", "mpess_crea"}.isdisjoint(s.programme for s in found.now)


def test_contradictions_are_named(knowledge: Knowledge) -> None:
    """Answers that do not go together are told as pairs; answers that do are not."""
    assert contradictions(knowledge, situation("employeur", "defini", "creer")) == ()
    found = contradictions(knowledge, {"statut": "sans_structure", "salaries": "oui", "esus_agree": "oui"})
    assert {"statut": "sans_structure", "salaries": "oui"} in found
    assert len(found) == 2
