"""A narrow question gets a narrow answer, under a result."""

import pytest

from dialogs.events import Agenda
from knowledge.content import Knowledge
from tests.dialogs.talking import BRETON, Talk, told

TOWN = {"statut": "collectivite", "besoin": "besoin_local", "porteur": "non", "region": "53"}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("faut être adhérent ?", "Vous pouvez parler à la CRESS sans adhérer"),
        ("c'est obligatoire d'adhérer ?", "Vous pouvez parler à la CRESS sans adhérer"),
        ("vous pouvez m'envoyer tout ça par mail", "Je n'envoie pas de courriel."),
        ("envoyez moi un mail", "Je n'envoie pas de courriel."),
        ("on peut toucher combien", "Je ne connais pas le montant que vous pourriez recevoir."),
        ("les autres dates ?", "Les appels que je connais en Bretagne :"),
        ("ok merci je les appelle demain", "Avec plaisir."),
        ("donnez-moi le numéro du DLA", "Pour le dispositif DLA, vous pouvez contacter :\nCRESS Bretagne"),
        ("combien l'adhésion", "Adhérer à la CRESS\nCoût : Montant non publié, à demander"),
    ],
)
def test_what_is_asked_is_answered_and_no_more(knowledge: Knowledge, text: str, said: str) -> None:
    """Neither the whole sheet, nor « je n'ai pas compris »."""
    talk = told(knowledge, BRETON).say(text)
    assert talk.text.startswith(said)
    assert "La démarche :" not in talk.text
    assert talk.answers == BRETON


def test_what_a_programme_says_of_joining_comes_first(knowledge: Knowledge) -> None:
    """Where the proof of membership is asked for, it is said."""
    text = told(knowledge, {**BRETON, "region": "93"}).say("faut être adhérent ?").text
    assert text.startswith("• Réunissez les pièces, dont la preuve d'adhésion à la CRESS.")


def test_a_programme_that_is_not_ours_says_for_whom_it_is(knowledge: Knowledge) -> None:
    """« Et le DLA ? », of a town: for whom it is, and that her answers do not lead there."""
    text = told(knowledge, TOWN).say("et le dla ?").text
    assert "Pour qui : Une association" in text
    assert "Vos réponses ne mènent pas à ce dispositif aujourd'hui." in text
    assert "La démarche :" not in text


def test_the_agenda_may_be_typed(knowledge: Knowledge) -> None:
    """« Agenda » is the button of the dates; without any date to keep, the sheet is shown."""
    for text in ("ajouter à mon agenda", "agenda"):
        talk = told(knowledge, BRETON).say(text)
        shown = talk.text.startswith("Dispositif local d'accompagnement")
        assert shown or isinstance(talk.replies[0], Agenda)


@pytest.mark.parametrize("text", ["ok", "d'accord", "oui"])
def test_ok_takes_the_only_answer(knowledge: Knowledge, text: str) -> None:
    """Where one answer is offered, « ok » is a yes."""
    talk = Talk(knowledge).say("association employeuse à Rennes, demander l'agrément esus")
    assert talk.say(text).answers["region"] == "53"
