"""Scenarios written by the assistant: they hold, reach what they are for, and nothing in them is idle."""

from dataclasses import replace
from datetime import datetime

import pytest
from pydantic import TypeAdapter

from knowledge.content import Knowledge
from knowledge.drafting import Draft, answered, as_yaml, drafted, drafts, fresh, recorded
from knowledge.exercising import Exercise, Part
from knowledge.expected import Expected
from knowledge.needed import planner
from knowledge.orientation import Orientation
from knowledge.reader import read
from knowledge.scenarios import Scenario, failure
from knowledge.walk import Missing
from tests.knowledge.conftest import Folder
from tests.knowledge.situations import NOW


@pytest.fixture(scope="module")
def leaves(knowledge: Knowledge) -> tuple[Part, ...]:
    """Return every leaf of the tree."""
    return Exercise(knowledge).all((), NOW).missing("feuille")


@pytest.fixture(scope="module")
def made(knowledge: Knowledge, leaves: tuple[Part, ...]) -> tuple[Draft, ...]:
    """Return scenarios for every leaf, as if there were none."""
    return tuple(drafts(knowledge, leaves, {"consolider_1"}, NOW))


def test_every_leaf_has_its_scenario(
    knowledge: Knowledge, leaves: tuple[Part, ...], made: tuple[Draft, ...]
) -> None:
    """Each leaf gets one scenario, in the order of the tree, with an id that nothing bore."""
    assert tuple(draft.part for draft in made) == leaves
    names = [draft.scenario.id for draft in made]
    assert len(set(names)) == len(names)
    assert "consolider_1" not in names
    assert (
        not Exercise(knowledge)
        .all([answers for draft in made for answers in draft.scenario.situations], NOW)
        .missing("feuille")
    )


def test_drafts_hold_and_are_small(knowledge: Knowledge, made: tuple[Draft, ...]) -> None:
    """What is written is what the assistant answers; without any of its answers, the leaf is another one."""
    exercise = Exercise(knowledge)
    for draft in made:
        (when,) = draft.scenario.situations
        assert failure(knowledge, draft.scenario, NOW) is None
        assert {"statut", "region"} <= when.keys()
        for question in when.keys() - {"statut", "besoin", "region"}:
            fewer = {key: value for key, value in when.items() if key != question}
            assert not exercise.reaches(draft.part, fewer, NOW), (draft.scenario.id, question)


def test_one_scenario_may_do_for_two_parts(knowledge: Knowledge) -> None:
    """A part that an earlier scenario exercises has none of its own; one that nothing reaches has none."""
    nothing = Exercise(knowledge).all((), NOW)
    (urgent,) = (part for part in nothing.missing("reponse") if part.name == "urgence : oui")
    (modifier,) = (part for part in nothing.missing("ajustement") if part.name == "m06")
    assert [d.part for d in drafts(knowledge, (modifier, urgent), (), NOW)] == [modifier]
    (prize,) = (part for part in nothing.missing("ajustement") if part.name == "m17")
    (open_then,) = drafts(knowledge, (prize,), (), datetime(2023, 9, 1, 10))
    assert open_then.scenario.when["publics_fragiles"] == ("oui",)


def test_what_nothing_reaches_has_no_draft(knowledge: Knowledge) -> None:
    """Where Provence-Alpes-Côte d'Azur is unknown, nothing leads to what is said of full-time employees."""
    overseas = replace(knowledge, regions={"02": knowledge.regions["02"]})
    (part,) = (p for p in Exercise(overseas).all((), NOW).missing("ajustement") if p.name == "m07")
    assert not list(drafts(overseas, (part,), (), NOW))


def test_a_draft_is_read_back(knowledge: Knowledge, folder: Folder) -> None:
    """What is written is YAML that reads back as the same scenario, whatever is in « qui »."""
    who = 'Asso « l\'Écho » : \\"essai\\" #1, 50 % — [x]'
    answers = {
        "region": "94",
        "departement": "2A",
        "besoin": "consolider",
        "stade": "installe",
        "statut": "siae",
    }
    scenario = drafted(knowledge, "corse_1", answers, NOW, who)
    folder.write("scenarios/essai.yaml", as_yaml(scenario))
    written = read(folder.root / "scenarios" / "essai.yaml", "essai.yaml").data
    assert TypeAdapter(tuple[Scenario, ...]).validate_python(written) == (scenario,)
    assert list(scenario.when) == ["statut", "besoin", "stade", "region", "departement"]
    assert scenario.who == who
    told = drafted(knowledge, "corse_1", answers, NOW).who
    assert told.startswith("Une structure d'insertion, régler un point précis, une activité installée, ")
    assert told.endswith("en Corse, Corse-du-Sud (2A)")


def test_an_id_is_short_and_free() -> None:
    """An id keeps to what an id may be, and takes the first free number."""
    assert fresh("besoin_avec_porteur_et_plus", {"besoin_avec_porteur__1"}) == "besoin_avec_porteur__2"


@pytest.mark.parametrize(
    "answers",
    [
        {
            "statut": "association",
            "besoin": "developper",
            "region": "53",
            "salaries": "oui",
            "stade": "defini",
        },
        {"statut": "collectivite", "besoin": "financer", "region": "11", "departement": "93"},
        {"statut": "association", "besoin": "reseau", "region": "93", "adherent": "oui"},
        {"statut": "sans_structure", "besoin": "creer", "region": "02", "stade": "piste"},
    ],
)
def test_a_conversation_is_recorded_with_its_result(knowledge: Knowledge, answers: dict[str, str]) -> None:
    """The answers given are all there, and they lead to what the conversation showed."""
    when = recorded(knowledge, answers, NOW)
    assert not isinstance(when, Missing)
    assert answers.items() <= when.items()
    shown = planner(knowledge).settled(answers, NOW)
    told = answered(knowledge, when, NOW)
    assert isinstance(shown, Orientation)
    assert isinstance(told, Expected)
    assert (told.principal, *told.others) == tuple(suggestion.programme for suggestion in shown.now)


@pytest.mark.parametrize(
    ("answers", "missing"),
    [
        ({}, "statut"),
        ({"statut": "association", "besoin": "developper"}, "region"),
        ({"statut": "association", "besoin": "reseau", "region": "autre"}, "region"),
    ],
)
def test_a_conversation_without_a_result_says_what_is_missing(
    knowledge: Knowledge, answers: dict[str, str], missing: str
) -> None:
    """Nothing is recorded before a result: the question that is awaited is named."""
    assert recorded(knowledge, answers, NOW) == Missing(missing)
