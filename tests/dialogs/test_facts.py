"""What was told plainly stays told: nothing that follows loses it, and nothing else is put in its place."""

import pytest

from knowledge.content import Knowledge
from tests.dialogs.talking import RESULT, told

EMPLOYING = {**RESULT, "besoin": "consolider", "salaries": "oui"}
"""Answers of somebody whose employees are then said to be gone."""


@pytest.mark.parametrize(
    "refusal",
    [
        "non rien",
        "non rien ne change",
        "non laisse",
        "Non, rien.",
        "non c'est une erreur",
        "nan rien du tout",
    ],
)
def test_no_to_a_change_keeps_what_was_said(knowledge: Knowledge, refusal: str) -> None:
    """« Non » answers the change, whatever stands after it, and not the question that would be changed."""
    talk = told(knowledge, EMPLOYING).say("en fait on n'a plus de salarié")
    assert "Je change pour : aucun salarié ?" in talk.text
    talk.say(refusal)
    assert talk.answers["salaries"] == "oui"
    assert talk.session.choices == ()


def test_what_is_said_after_no_to_a_change_is_heard(knowledge: Knowledge) -> None:
    """What follows « non » may be the new answer all the same, or another one."""
    talk = told(knowledge, EMPLOYING).say("en fait on n'a plus de salarié", "non, on n'a plus aucun salarié")
    assert talk.answers["salaries"] == "non"
    talk = told(knowledge, EMPLOYING).say("en fait on n'a plus de salarié", "non, on est une scop")
    assert "Je change pour : une coopérative ?" in talk.text
    assert talk.answers["salaries"] == "oui"
