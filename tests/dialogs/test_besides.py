"""A message that says a structure and asks of a programme: the answers are taken, the question answered."""

import pytest

from knowledge.content import Knowledge
from tests.dialogs.talking import BRETON, Talk, told

LYON = {"statut": "association", "salaries": "oui", "region": "84", "departement": "69"}


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("le DLA c'est payant ? asso 3 salariés Lyon", "DLA\nCoût : Gratuit pour les structures employeuses"),
        ("j'ai le droit au DLA ? asso 3 salariés Lyon", "DLA\nPour qui : Une association, une coopérative"),
        ("les dates du prix cognacq-jay ? asso 3 salariés Lyon", "Prix Cognacq-Jay\nPrix Fondation"),
    ],
)
def test_what_is_asked_is_answered_above_the_next_question(
    knowledge: Knowledge, text: str, line: str
) -> None:
    """One line answers, then what was understood, then the next question."""
    talk = Talk(knowledge).say(text)
    assert talk.answers == LYON
    assert talk.text.index(line) < talk.text.index("J'ai compris :") < talk.text.index("De quoi avez-vous")


def test_what_is_no_question_is_not_answered(knowledge: Knowledge) -> None:
    """A programme that is only named asks nothing; nor does a question that names none."""
    assert "Coût" not in Talk(knowledge).say("on a eu un DLA, asso 3 salariés Lyon").text
    assert "Coût" not in Talk(knowledge).say("asso 3 salariés Lyon, vous connaissez ?").text


def test_the_price_of_the_result_is_not_said_twice(knowledge: Knowledge) -> None:
    """When the answers lead to the programme itself, its result says it."""
    text = "le DLA c'est payant ? asso 3 salariés à Rennes, développer une activité, projet défini"
    assert Talk(knowledge).say(text).text.count("Coût : Gratuit") == 1


def test_what_may_have_ended_is_said_to_be_confirmed(knowledge: Knowledge) -> None:
    """« MPESS, c'est encore ouvert ? »: nobody knows, before a result, under it, and elsewhere."""
    asked = "mpess c'est encore ouvert ?"
    assert "Son existence actuelle est à confirmer" in Talk(knowledge).say(asked).text
    there = told(knowledge, {**BRETON, "region": "93"}).say(asked).text
    assert "Rien ne montre qu'il existe encore : à confirmer auprès de la CRESS." in there
    assert "n'existe pas en Bretagne" in told(knowledge, BRETON).say(asked).text


def test_a_call_for_others_is_no_date_of_hers(knowledge: Knowledge) -> None:
    """Who has no structure is not told of the award of those who have one, before the result either."""
    asked = "quelles sont les dates de découvrir l'ESS ? "
    alone = Talk(knowledge).say(f"{asked}je suis seule à Mamoudzou, sans structure")
    assert alone.answers["statut"] == "sans_structure"
    assert "Prix de l'ESS" not in alone.text
    assert "Prix de l'ESS" in Talk(knowledge).say(f"{asked}association à Mayotte").text
