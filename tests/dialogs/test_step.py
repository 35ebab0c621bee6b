"""Opening, coming back, and typing."""

from dataclasses import replace
from datetime import timedelta

import pytest

from dialogs.events import Answer, Define, Do, Media, Say, Start
from dialogs.session import Session
from knowledge.content import Knowledge
from tests.dialogs.talking import NETWORK, NOW, RESULT, Talk, readable, told

HOURS_20 = timedelta(hours=20)


def test_the_first_words(knowledge: Knowledge) -> None:
    """The conversation opens with a welcome and the first question, and keeps the time of the event."""
    talk = Talk(knowledge).take(Start())
    assert talk.text.startswith("Bonjour.")
    assert "Vous êtes ?" in talk.text
    assert talk.session == Session(seen=NOW)


@pytest.mark.parametrize("payload", ["r", "rxx", "93", "R93", "r 93", "' OR 1=1", "x" * 500, "\x00"])
def test_a_link_that_means_nothing_opens_as_usual(knowledge: Knowledge, payload: str) -> None:
    """An unknown deep link is a plain opening."""
    assert Talk(knowledge).take(Start(payload)).text == Talk(knowledge).take(Start()).text


def test_the_link_of_a_region_answers_the_region(knowledge: Knowledge) -> None:
    """The link of a CRESS notes the region and says so."""
    talk = Talk(knowledge).take(Start("r53"))
    assert talk.answers == {"region": "53"}
    assert "Je note que vous êtes en Bretagne." in talk.text


def test_the_link_of_another_region_drops_what_belongs_to_the_former(knowledge: Knowledge) -> None:
    """A link that changes the region leaves aside the département and what no longer counts, and says so."""
    before = {**NETWORK, "region": "93", "departement": "13", "paiement": "oui"}
    talk = told(knowledge, before).take(Start("r53"))
    assert talk.answers == {**NETWORK, "region": "53"}
    assert "Bouches-du-Rhône (13)" in talk.text


def test_the_link_of_the_same_region_keeps_the_department(knowledge: Knowledge) -> None:
    """A link to the region already answered changes no answer."""
    before = {**NETWORK, "region": "93", "departement": "13"}
    assert told(knowledge, before).take(Start("r93")).answers == before


def test_the_link_of_a_programme_shows_it(knowledge: Knowledge) -> None:
    """The link of a programme opens its page, and leads to the questions."""
    talk = Talk(knowledge).take(Start("dla"))
    assert talk.text.startswith("Dispositif local d'accompagnement (DLA)")
    assert "Continuer" in talk.labels


def test_the_link_of_a_programme_that_is_not_in_the_region(knowledge: Knowledge) -> None:
    """The link of a programme of another region says that it does not exist here, as a button would."""
    talk = told(knowledge, {**NETWORK, "region": "53"}).take(Start("peps"))
    assert "ce dispositif n'existe pas en Bretagne" in talk.text
    assert "Un ensemble de programmes" not in talk.text


@pytest.mark.parametrize("event", [Start(), Do("bonjour"), Say("Bonsoir !")])
def test_opening_again_resumes(knowledge: Knowledge, event: Start | Do | Say) -> None:
    """Who comes back is told where we were, and chooses."""
    talk = told(knowledge, NETWORK).take(event)
    said = "Nous en étions à : une association · rencontrer un réseau ou vous informer."
    assert said in talk.text
    assert talk.labels == ("Continuer", "Mes réponses", "Recommencer")
    assert "Dans quelle région ?" in talk.tap("Continuer").text


def test_unknown_words_after_a_long_time_welcome_back(knowledge: Knowledge) -> None:
    """After more than twenty hours, words that mean nothing are a greeting, not a mistake."""
    before = Session(answers=NETWORK, misses=1, seen=NOW - HOURS_20 - timedelta(seconds=1))
    talk = Talk(knowledge, before).say("ça va depuis ?")
    assert talk.text.startswith("Bonjour. Nous en étions à :")
    assert talk.session.misses == 1
    assert talk.session.seen == NOW


@pytest.mark.parametrize(
    "before",
    [
        Session(answers=NETWORK, seen=NOW - HOURS_20),
        Session(answers=NETWORK, seen=NOW + timedelta(days=400)),
        Session(answers=NETWORK),
        Session(seen=NOW - timedelta(days=400)),
    ],
)
def test_unknown_words_otherwise_are_not_understood(knowledge: Knowledge, before: Session) -> None:
    """Before twenty hours, with a clock gone back, or with nothing answered, unknown words are said so."""
    talk = Talk(knowledge, before).say("ça va depuis ?")
    assert talk.text.startswith("Je n'ai pas compris.")


def test_known_words_after_a_long_time_answer(knowledge: Knowledge) -> None:
    """After a long time, words that answer the question do answer it."""
    talk = Talk(knowledge, Session(answers=NETWORK, seen=NOW - timedelta(days=30))).say("bretagne")
    assert talk.answers["region"] == "53"


@pytest.mark.parametrize(("edited", "key"), [(False, "pas_de_texte"), (True, "message_modifie")])
def test_what_is_not_a_new_text(knowledge: Knowledge, *, edited: bool, key: str) -> None:
    """A picture or an edited message is told to be unread, and the question stays."""
    talk = told(knowledge, NETWORK).take(Media(edited))
    assert talk.text.startswith(readable(knowledge.texts[key]))
    assert "Dans quelle région ?" in talk.text


def test_thanks_are_answered(knowledge: Knowledge) -> None:
    """Thanks get a word back, and a way on."""
    talk = told(knowledge, NETWORK).say("merci beaucoup")
    assert talk.text == "Avec plaisir. Je reste là si besoin."
    assert talk.labels[0] == "Continuer"


def test_a_term_is_explained_and_the_question_comes_again(knowledge: Knowledge) -> None:
    """The meaning of a word comes above the question that was on screen."""
    talk = told(knowledge, NETWORK).say("c'est quoi le DLA ?")
    assert talk.text.startswith("DLA : Dispositif local d'accompagnement")
    assert "Dans quelle région ?" in talk.text


def test_a_term_is_explained_alone_under_a_result(knowledge: Knowledge) -> None:
    """The result is long, and on screen already: one tap leads back to it, another one to what is named."""
    talk = told(knowledge, RESULT).say("c'est quoi le DLA ?")
    assert talk.text.startswith("DLA : Dispositif local d'accompagnement")
    assert "Votre piste" not in talk.text
    assert talk.labels == ("En savoir plus", "Retour au résultat", "Parler à quelqu'un")
    assert told(knowledge, RESULT).say("c'est quoi une SCOP ?").labels == talk.labels[1:]


def test_a_word_of_another_region_is_not_explained(knowledge: Knowledge) -> None:
    """A word of Provence is explained there and to who gave no region; elsewhere, it is said not to be here.

    What is no programme is unknown there.
    """
    for region in ({}, {"region": "93"}):
        assert told(knowledge, region).take(Define("mpess")).text.startswith("MPESS : Mon projet")
    elsewhere = told(knowledge, {"region": "53"}).take(Define("mpess"))
    assert elsewhere.text.startswith("MPESS : ce dispositif n'existe pas en Bretagne.")
    assert "Vous êtes ?" in elsewhere.text
    for word in ("inter_made", "inconnu"):
        unknown = told(knowledge, {"region": "53"}).take(Define(word))
        assert unknown.text.startswith("Ce mot n'est pas dans mon lexique."), word
    assert told(knowledge, RESULT).take(Define("inter_made")).labels[0] == "Retour au résultat"


def test_a_number_with_two_meanings_is_asked_then_chosen(knowledge: Knowledge) -> None:
    """« 13 » at the region question asks which region, and then « 1 » chooses the first."""
    talk = told(knowledge, NETWORK).say("13")
    assert talk.text == "Dans quelle région ?"
    assert talk.labels == ("Provence-Alpes-Côte d'Azur", "Mayotte", "Autre chose", "Aide")
    assert talk.answers == NETWORK
    assert replace(talk).say("1").answers["region"] == "93"
    assert told(knowledge, NETWORK).say("13", "2").answers["region"] == "06"
    assert told(knowledge, NETWORK).say("13", "13").text == "Dans quelle région ?"


def test_typing_and_tapping_are_one(knowledge: Knowledge) -> None:
    """Typed words and the button they name lead to the same session and the same page."""
    known = Session(seen=NOW)
    typed = Talk(knowledge, known).say("Asso")
    tapped = Talk(knowledge, known).take(Answer("statut", "association"))
    assert (typed.session, typed.replies) == (tapped.session, tapped.replies)
