"""A doubt waits: it is asked again until it is settled or left, whatever is asked or answered meanwhile."""

import pytest

from dialogs.events import Answer, Change, Do
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


def test_a_doubt_comes_back_after_a_correction_that_is_asked(doubt: Talk) -> None:
    """« Je change pour : en Bretagne ? » comes first; taken or not, it is noted, then the doubt is back."""
    labels = doubt.labels
    for reply, region in (("oui", "en Bretagne"), ("non", "en Nouvelle-Aquitaine")):
        talk = Talk(doubt.knowledge, doubt.session, doubt.now).say("en fait on est en Bretagne")
        assert "Je change pour : en Bretagne ?" in talk.text
        assert talk.say(reply).text == f"J'ai compris : {region}. « Mes réponses » pour corriger.\n\n{DOUBT}"
        assert talk.labels == labels
        assert talk.say("oui").answers["salaries"] == "oui"


def test_a_doubt_comes_back_after_a_correction_that_is_tapped(doubt: Talk) -> None:
    """« Mes réponses », « Votre région », another one: the doubt is asked again; not the subject."""
    talk = Talk(doubt.knowledge, doubt.session, doubt.now).say("mes réponses").tap("Votre région")
    assert talk.text.endswith("Touchez une réponse, ou écrivez-la.")
    assert talk.tap("Bretagne").text.endswith(DOUBT)
    assert talk.answers["region"] == "53"
    about = Talk(doubt.knowledge, doubt.session, doubt.now).take(Change("salaries"))
    assert about.session.later == ()


def test_a_change_that_is_asked_comes_back_after_another(knowledge: Knowledge) -> None:
    """Neither of two corrections, written one after the other, is forgotten."""
    talk = told(knowledge, MUTUAL).say("en fait on est en Bretagne", "et puis on est une asso")
    assert "Je change pour : une association ?" in talk.text
    assert "Je change pour : en Bretagne ?" in talk.say("oui").text
    assert talk.say("oui").answers == {
        "statut": "association",
        "besoin": "changer_echelle",
        "region": "53",
    }


def test_a_doubt_beside_an_earlier_answer_comes_back_too(knowledge: Knowledge) -> None:
    """Two needs are said in the place of the one of before: another correction loses none of them."""
    before = {"statut": "association", "besoin": "creer"}
    talk = (
        told(knowledge, before).take(Change("besoin")).say("une subvention ou de l'aide pour la gouvernance")
    )
    labels = talk.labels
    assert talk.session.choices[-1] == ("besoin", "creer")
    talk.take(Change("statut"), Answer("statut", "cooperative"))
    assert talk.text.startswith("J'ai compris : une coopérative.")
    assert talk.labels == labels
