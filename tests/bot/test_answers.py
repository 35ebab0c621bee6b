"""The JSON shapes that scripts rely on."""

from datetime import datetime

import pytest

from bot.answers import WrongInputError, meaning_json, orientation_json
from knowledge.content import Knowledge

NOW = datetime(2026, 11, 24, 10)
COMPLETE = {
    "statut": "association",
    "salaries": "oui",
    "stade": "defini",
    "besoin": "developper",
    "region": "93",
}


def test_an_orientation_in_json(knowledge: Knowledge) -> None:
    """A complete situation gives every key of the documented shape."""
    told = orientation_json(knowledge, COMPLETE, NOW)
    assert set(told) == {
        "principal", "autres", "ensuite", "besoin_suppose", "questions_restantes", "verifie_le",
    }  # fmt: skip
    principal = told["principal"]
    assert isinstance(principal, dict)
    assert principal["dispositif"] == "mpess_developpement"
    assert set(principal) == {
        "dispositif", "motif", "faits", "contacts", "appels", "echeances", "remarques",
    }  # fmt: skip
    assert told["questions_restantes"] == []
    assert told["verifie_le"] == "2026-11-23"


def test_the_need_that_was_assumed_is_told(knowledge: Knowledge) -> None:
    """A need left out is assumed from the stage, and said."""
    told = orientation_json(knowledge, {"statut": "association", "stade": "test", "region": "53"}, NOW)
    assert told["besoin_suppose"] == "tester"


def test_what_cannot_be_passed_is_asked(knowledge: Knowledge) -> None:
    """Without a region nothing is concluded; the questions to come are listed, the next one first."""
    told = orientation_json(knowledge, {"statut": "association"}, NOW)
    assert told["principal"] is None
    assert told["verifie_le"] is None
    assert told["questions_restantes"] == ["besoin", "region", "porteur", "salaries", "stade"]


def test_a_stage_that_changes_nothing_is_not_needed(knowledge: Knowledge) -> None:
    """Where the stage cannot change the support, the orientation is given without it."""
    told = orientation_json(
        knowledge, {"statut": "association", "salaries": "oui", "besoin": "consolider", "region": "93"}, NOW
    )
    assert isinstance(told["principal"], dict)
    assert told["principal"]["dispositif"] == "dla"


def test_two_answers_that_do_not_go_together(knowledge: Knowledge) -> None:
    """One contradiction asks for the status again; two lead to a human (rule M12)."""
    one = {
        "statut": "sans_structure",
        "salaries": "oui",
        "stade": "defini",
        "besoin": "creer",
        "region": "93",
    }
    assert orientation_json(knowledge, one, NOW)["questions_restantes"] == ["statut", "creation_trois_mois"]
    two = orientation_json(knowledge, {**one, "esus_agree": "oui"}, NOW)
    assert isinstance(two["principal"], dict)
    assert two["principal"]["dispositif"] == "cress"


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ([], "un objet"),
        ({"status": "x"}, "la question « status » n'existe pas"),
        ({"statut": "sci", "region": "99"}, "« sci » n'est pas une réponse à « statut » ; « 99 »"),
    ],
)
def test_wrong_input_is_named(knowledge: Knowledge, data: object, words: str) -> None:
    """All that does not exist is named, in French."""
    with pytest.raises(WrongInputError, match=words):
        orientation_json(knowledge, data, NOW)


def test_unknown_answers_and_nulls_are_passed(knowledge: Knowledge) -> None:
    """« ne_sait_pas » is admitted everywhere; null is no answer."""
    told = orientation_json(
        knowledge, {**COMPLETE, "adherent": "ne_sait_pas", "urgence": None, "region": "ne_sait_pas"}, NOW
    )
    assert told["principal"] is None
    assert told["questions_restantes"] == ["region"]


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ({"texte": "asso", "question": "statut"}, ("compris", {"statut": "association"}, [])),
        ({"texte": "blabla", "question": "statut"}, ("incompris", {}, [])),
        ({"texte": "retour"}, ("compris", {}, [])),
        ({"texte": "c'est quoi le DLA ?"}, ("compris", {}, [])),
        (
            {"texte": "33", "question": "departement", "reponses": {"region": "75"}},
            ("compris", {"region": "75", "departement": "33"}, []),
        ),
    ],
)
def test_meanings_in_json(knowledge: Knowledge, data: object, expected: tuple[object, ...]) -> None:
    """A text is understood, to be confirmed, or not understood."""
    told = meaning_json(knowledge, data)
    assert (told["verdict"], told["reponses"], told["choix"]) == expected


def test_a_doubt_lists_the_candidates(knowledge: Knowledge) -> None:
    """Words with two meanings list both."""
    told = meaning_json(knowledge, {"texte": "13", "question": "region"})
    assert told["verdict"] == "a_confirmer"
    assert {"question": "region", "reponse": "93"} in told["choix"]  # type: ignore[operator]


@pytest.mark.parametrize("data", [[], {}, {"texte": 3}, {"texte": "x", "question": "rien"}])
def test_a_meaning_needs_a_text(knowledge: Knowledge, data: object) -> None:
    """Input without a text, or about no question, is refused."""
    with pytest.raises(WrongInputError):
        meaning_json(knowledge, data)
