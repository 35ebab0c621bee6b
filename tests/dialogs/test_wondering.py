"""A word that is asked about is explained, and answers nothing: « et l'agrément ESUS », « incubateur ? »."""

import pytest

from knowledge.content import Knowledge
from tests.dialogs.talking import RESULT, Talk, told

MENTION = {"statut": "societe_classique", "region": "76", "departement": "31", "besoin": "financer"}
"""Answers after which the mention of the ESS is asked."""
NEEDING = {"statut": "association", "salaries": "oui", "region": "27", "departement": "21"}
"""Answers after which the need is asked."""


@pytest.mark.parametrize(
    ("answers", "text", "said"),
    [
        (MENTION, "et l'agrément esus", "Entreprise solidaire d'utilité sociale"),
        (MENTION, "et l'agrément esus ?", "Entreprise solidaire d'utilité sociale"),
        (MENTION, "l'agrément ESUS ?", "Entreprise solidaire d'utilité sociale"),
        (NEEDING, "et l'agrément esus", "Entreprise solidaire d'utilité sociale"),
        (NEEDING, "incubateur ?", "Incubateur"),
        (NEEDING, "couveuse ?", "Couveuse"),
        (NEEDING, "et la couveuse", "Couveuse"),
        (NEEDING, "et le dla", "Dispositif local d'accompagnement"),
    ],
)
def test_a_word_asked_about_is_explained(
    knowledge: Knowledge, answers: dict[str, str], text: str, said: str
) -> None:
    """It is explained above the question, which waits: nothing is stored."""
    talk = told(knowledge, answers)
    asked = talk.turn.question
    talk.say(text)
    assert said in talk.text
    assert talk.answers == answers
    assert talk.session.choices == ()
    assert talk.turn.question == asked


@pytest.mark.parametrize(
    "text", ["et l'agrément esus", "et le dla", "et la couveuse", "esus ?", "et la scic"]
)
def test_under_a_result_nothing_is_stored_either(knowledge: Knowledge, text: str) -> None:
    """The result stays what it is."""
    talk = told(knowledge, RESULT).say(text)
    assert talk.answers == RESULT
    assert talk.session.choices == ()
    assert "pas compris" not in talk.text


def test_the_same_word_without_a_question_answers(knowledge: Knowledge) -> None:
    """« Incubateur » answers the need, and « asso ? » may still be who one is."""
    assert told(knowledge, NEEDING).say("incubateur").answers["besoin"] == "tester"
    assert Talk(knowledge).say("association ?").answers.get("statut", "association") == "association"
