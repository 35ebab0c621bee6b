"""A doubt waits: it is asked again until it is settled or left, whatever is asked or answered meanwhile."""

import pytest

from dialogs.events import Answer, Do
from dialogs.turn import Turn
from knowledge.content import Knowledge
from tests.dialogs.talking import Talk, told

MUTUAL = {"statut": "mutuelle", "besoin": "changer_echelle", "region": "75", "departement": "79"}
DOUBT = "Avez-vous au moins un salarié ?"
UNCLEAR = "250 salariés peut-être"


@pytest.fixture
def doubt(knowledge: Knowledge) -> Talk:
    """Return the conversation of somebody who was just asked whether there are employees at all."""
    talk = told(knowledge, MUTUAL).say(UNCLEAR)
    assert talk.text.endswith(DOUBT)
    assert talk.labels[0] == "Oui"
    return talk


@pytest.mark.parametrize(
    "said", ["projet défini", "on est à Niort", "c'est quoi une scic ?", "combien ça coûte ?", "hrtpq"]
)
def test_a_doubt_is_asked_again_after_anything_else(doubt: Talk, said: str) -> None:
    """Another answer is taken, a word is explained, noise is told: the doubt comes again with its buttons."""
    labels = doubt.labels
    doubt.say(said)
    assert doubt.text.endswith(DOUBT)
    assert doubt.labels == labels
    assert doubt.answers == MUTUAL | ({"stade": "defini"} if said == "projet défini" else {})
    assert f"Vous avez dit : {Turn(doubt.knowledge, doubt.session, doubt.now).said()}" in doubt.text
    assert doubt.say("oui").answers["salaries"] == "oui"


@pytest.mark.parametrize("said", ["aide", "mes réponses", "je veux parler à quelqu'un"])
def test_an_aside_leads_back_to_the_doubt(doubt: Talk, said: str) -> None:
    """« Continuer », like « retour », shows the doubt again and takes nothing back."""
    for back in (Do("reprendre"), Do("retour")):
        talk = Talk(doubt.knowledge, doubt.session, doubt.now).say(said).take(back)
        assert talk.text.endswith(DOUBT)
        assert talk.answers == MUTUAL


def test_the_help_of_a_doubt_is_that_of_its_question(doubt: Talk) -> None:
    """What is explained is what is asked."""
    assert doubt.knowledge.questions["salaries"].help[:30] in doubt.say("aide").text.replace("’", "'")


def test_a_doubt_is_left_by_going_back(doubt: Talk) -> None:
    """« Retour » under a doubt leaves it, and takes no answer back."""
    talk = doubt.say("retour")
    assert talk.session.choices == ()
    assert talk.answers == MUTUAL


def test_an_old_button_answers_and_the_doubt_stays(doubt: Talk) -> None:
    """An answer to another question, tapped, is taken."""
    talk = doubt.take(Answer("stade", "defini"))
    assert talk.answers["stade"] == "defini"
    assert talk.text.endswith(DOUBT)


def test_going_back_from_an_aside_takes_nothing_back(knowledge: Knowledge) -> None:
    """« Retour » on a sheet or a definition shows the result again; the next one takes an answer back."""
    known = {
        "statut": "association",
        "besoin": "consolider",
        "region": "53",
        "departement": "35",
        "salaries": "oui",
    }
    talk = told(knowledge, known).say("c'est quoi le DLA ?", "retour")
    assert talk.answers == known
    assert "Votre piste" in talk.text
    assert talk.say("retour").answers == {q: v for q, v in known.items() if q != "salaries"}


def test_a_mere_guess_contests_no_answer(knowledge: Knowledge) -> None:
    """What no word says, and is only likely, is not asked about a question that is answered already."""
    known = {"statut": "association", "besoin": "developper", "region": "93", "salaries": "oui"}
    talk = told(knowledge, known).say("le projet est clair, on démarre au printemps")
    assert talk.answers == {**known, "stade": "defini"}
    assert "Je change" not in talk.text
