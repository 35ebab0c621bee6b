"""What a support costs to the person who asks, and what is said when she cannot pay it."""

import pytest

from dialogs.events import Do
from knowledge.content import Knowledge
from tests.dialogs.talking import BRETON, told

TOULON = {"statut": "association", "besoin": "developper", "stade": "defini", "region": "93"}
ALONE = {**TOULON, "salaries": "non"}
EMPLOYER = {**TOULON, "salaries": "oui"}


def test_an_opco_is_not_promised_without_employees(knowledge: Knowledge) -> None:
    """An OPCO helps employers: a structure without employees is told so, with whom to ask."""
    alone = told(knowledge, ALONE).take(Do("resultat")).text
    assert "Coût : 980 €. L'OPCO aide les employeurs. Sans salarié, demandez à la CRESS" in alone
    assert "finançables par l'OPCO" not in alone
    assert "Coût : 980 €, finançables par l'OPCO" in told(knowledge, EMPLOYER).take(Do("resultat")).text


@pytest.mark.parametrize("text", ["c'est trop cher", "on peut pas payer", "et si on a pas d'opco ?"])
def test_a_price_that_stops_is_told_again(knowledge: Knowledge, text: str) -> None:
    """« C'est trop cher » shows the price, and whom to tell so; the facts are those of the situation."""
    said = told(knowledge, ALONE).say(text).text
    assert "Coût : 980 €. L'OPCO aide les employeurs." in said
    assert "CRESS Provence-Alpes-Côte d'Azur" in said
    assert "F219" in said
    assert "F148" not in said


def test_without_an_opco_an_employer_compares(knowledge: Knowledge) -> None:
    """« Et si on n'a pas d'OPCO ? » is what would refine the result, supposed: the price is told too."""
    said = told(knowledge, EMPLOYER).say("et si on n'a pas d'opco ?").text
    assert "Si vous aviez dit : une participation impossible." in said
    assert "Sinon, demandez à la CRESS" in said
    assert "• DLA" in said


def test_what_refines_may_be_typed(knowledge: Knowledge) -> None:
    """The label of a question that would refine the result asks it, under the result."""
    assert "Pouvez-vous payer 980 €" in told(knowledge, EMPLOYER).say("Participation de 980 €").text


def test_before_the_result_nothing_is_too_expensive(knowledge: Knowledge) -> None:
    """Without a result there is no price to tell again."""
    assert "980 €" not in told(knowledge, {"statut": "association"}).say("c'est trop cher").text


def test_the_price_of_joining_is_no_price_of_the_result(knowledge: Knowledge) -> None:
    """« Adhérer, ça coûte combien ? » is asked of the membership, not of the DLA, which is free."""
    talk = told(knowledge, BRETON)
    for text in ("adhérer ça coûte combien", "c'est combien la cotisation ?"):
        assert talk.say(text).text.startswith("Adhérer à la CRESS\nCoût : Montant non publié")
    assert talk.say("je veux adhérer").text.startswith("Adhérer à la CRESS")
