"""Somebody to call who is named, where she is known and where she is not."""

import pytest

from knowledge.content import Knowledge
from tests.dialogs.talking import BRETON, told

CAEN = {"statut": "sans_structure", "besoin": "creer", "stade": "defini", "region": "28", "departement": "14"}
PARIS = {**BRETON, "region": "11", "departement": "75"}
RENNES = {**BRETON, "departement": "35"}
MAYOTTE = {**BRETON, "region": "06"}


@pytest.mark.parametrize(
    ("answers", "text", "who"),
    [
        (CAEN, "katapult", "Adress Normandie, incubateur Katapult : voyez adress-normandie.org"),
        (CAEN, "c'est quoi katapult ?", "Adress Normandie, incubateur Katapult"),
        (CAEN, "le tel de katapult", "Adress Normandie, incubateur Katapult"),
        (PARIS, "le tel de france active", "France Active Île-de-France ("),
        (RENNES, "tag35 c'est quoi", "TAg35 : voyez tag.bzh"),
        (MAYOTTE, "fanya lab ?", "Fanya Lab"),
    ],
)
def test_who_is_named_is_shown(knowledge: Knowledge, answers: dict[str, str], text: str, who: str) -> None:
    """Who they are, how to reach them, and where it was read; nothing is changed."""
    talk = told(knowledge, answers).say(text)
    assert talk.text.startswith(who)
    assert "page vue :" in talk.text
    assert talk.answers == answers


def test_who_cannot_be_reached_is_asked_elsewhere(knowledge: Knowledge) -> None:
    """Somebody without a phone, a mail or a site comes with who can give it; an offer, with what it is."""
    text = told(knowledge, PARIS).say("le tel de france active").text
    assert "Coordonnées inconnues ici, demandez-les à :\nCRESS Île-de-France" in text
    assert text.lower().count("coordonnées inconnues ici") == 1
    assert "Accompagnement gratuit des projets" in told(knowledge, MAYOTTE).say("fanya lab ?").text


def test_who_is_not_known_there_is_said_not_to_be(knowledge: Knowledge) -> None:
    """A word of the glossary whose contact is asked, and is not known here, is said so."""
    text = told(knowledge, RENNES).say("le tel de france active").text
    assert text.startswith("France Active\nRéseau qui conseille")
    assert "Je ne connais pas le contact de France Active en Bretagne." in text
    assert "CRESS Bretagne" in text


@pytest.mark.parametrize(
    "text", ["on est accompagnés par katapult depuis deux ans", "on cherche des financements", "normandie"]
)
def test_what_says_something_else_names_nobody(knowledge: Knowledge, text: str) -> None:
    """A name in a sentence that says something of the structure is not asked about."""
    assert "page vue :" not in told(knowledge, CAEN).say(text).text


def test_the_validity_of_a_label_is_not_its_delay(knowledge: Knowledge) -> None:
    """« C'est long ? », of the ESUS label: the delay is not known, then how long it is valid."""
    answers = {"statut": "association", "salaries": "oui", "besoin": "esus", "region": "53"}
    text = told(knowledge, answers).say("c'est long ?").text
    assert "Durée : Délai de la demande non précisé, à demander. L'agrément vaut ensuite 5 ans" in text
