"""What is often asked and is in no sheet: it is said not to be known, with whom to ask."""

import pytest

from dialogs.events import Card
from knowledge.content import Knowledge
from tests.dialogs.talking import BRETON, NETWORK, readable, told

PROVENCE = {**BRETON, "region": "93"}
OVERSEAS = {**NETWORK, "region": "01", "adherent": "non"}


@pytest.mark.parametrize(
    ("text", "told_first"),
    [
        ("c'est à distance ?", "Je ne sais pas si l'accompagnement se fait sur place ou à distance."),
        ("vous pouvez m'envoyer ça par mail ?", "Je n'envoie pas de courriel."),
        ("quel statut on doit prendre ?", "Je ne choisis pas un statut à votre place"),
    ],
)
@pytest.mark.parametrize("answers", [BRETON, NETWORK, {}])
def test_what_is_not_known_is_said(
    knowledge: Knowledge, text: str, told_first: str, answers: dict[str, str]
) -> None:
    """Under a result, and above the question before it; nothing is filled."""
    talk = told(knowledge, answers).say(text)
    assert talk.text.startswith(told_first)
    assert talk.answers == answers
    assert ("Dans quelle région ?" in talk.text) == (answers is NETWORK)


def test_who_can_tell_is_of_the_sheet_on_screen(knowledge: Knowledge) -> None:
    """Who knows whether it is at a distance is whom to call for what is shown."""
    assert "Info DLA" in told(knowledge, BRETON).say("c'est à distance ?").text
    assert "Info DLA" not in told(knowledge, BRETON).say("et l'incubateur ?", "c'est à distance ?").text


def test_the_contact_card_is_offered_instead_of_a_mail(knowledge: Knowledge) -> None:
    """Once there is a programme to call for."""
    talk = told(knowledge, BRETON).say("vous pouvez m'envoyer ça par mail ?")
    assert talk.buttons[0].event == Card("dla")
    assert "Fiche contact" in talk.text
    assert "Fiche contact" not in told(knowledge, NETWORK).say("recevoir ça par mail").text


def test_whether_there_is_one_here(knowledge: Knowledge) -> None:
    """The one of the region, those of one kind, or that none is known; the region is asked for."""
    text = "y a un incubateur chez nous ?"
    assert told(knowledge, BRETON).say(text).text.startswith("Incubateur ESS de votre territoire")
    talk = told(knowledge, PROVENCE).say(text)
    assert talk.text.startswith(
        "Oui. Je connais en Provence-Alpes-Côte d'Azur : Couveuse (Inter-Made), Starter"
    )
    assert readable(talk.labels[0]) == "Couveuse (Inter-Made)"
    talk = told(knowledge, OVERSEAS).say(text)
    assert talk.text.startswith("Je n'en connais pas en Guadeloupe.")
    assert "ESS France" in talk.text
    talk = told(knowledge, {"statut": "association"}).say(text)
    assert talk.text.startswith("Dites-moi d'abord votre région.")
    assert told(knowledge, OVERSEAS).say("y a un MPESS chez nous ?").text.startswith("MPESS : ce dispositif")


@pytest.mark.parametrize(
    "text", ["vous faites quoi de mes données", "c'est quoi votre boite vous faites quoi de mes données"]
)
def test_what_is_done_of_the_answers_is_the_privacy(knowledge: Knowledge, text: str) -> None:
    """It is no question about who answers."""
    assert told(knowledge, BRETON).say(text).text.startswith("Confidentialité")


def test_money_to_pay_is_the_price(knowledge: Knowledge) -> None:
    """« On doit mettre de l'argent ? » is no need of money."""
    assert "Coût : Gratuit" in told(knowledge, BRETON).say("on doit mettre de l'argent ?").text
