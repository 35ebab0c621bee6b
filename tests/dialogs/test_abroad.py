"""Places that have no CRESS, in a sentence: it is said, nothing else is lost, and no region is made up."""

import json

import pytest

from bot.answers import meaning_json
from dialogs.events import Do, Say
from dialogs.session import dump, load
from knowledge.content import Knowledge
from tests.dialogs.talking import NETWORK, Talk, told

AWAY = (
    "association à Saint-Pierre-et-Miquelon, 2 salariés",
    "association à Nouméa, 2 salariés",
    "association à Bruxelles, 2 salariés",
    "asso, Genève, 2 salariés",
    "une association en Suisse, 2 salariés",
)
NOT_THERE = (
    "association de solidarité avec le Mali, on ouvre une école au Sénégal",
    "association, un financement de l'Europe",
    "on travaille avec une association à Dakar",
    "ma sœur a une asso à Londres",
)


def region(knowledge: Knowledge, text: str, question: str = "statut") -> tuple[str | None, set[str]]:
    """Return the region taken, and those asked."""
    heard = meaning_json(knowledge, {"texte": text, "question": question})
    filled, choices = heard["reponses"], heard["choix"]
    assert isinstance(filled, dict)
    assert isinstance(choices, list)
    return filled.get("region"), {each["reponse"] for each in choices if each["question"] == "region"}


@pytest.mark.parametrize("text", AWAY)
def test_who_is_where_there_is_no_chamber_is_told(knowledge: Knowledge, text: str) -> None:
    """The place is no region of ours; what else is said is taken, and the next question is asked."""
    assert region(knowledge, text) == ("autre", set())
    talk = Talk(knowledge).say(text)
    assert talk.answers == {"statut": "association", "salaries": "oui"}
    assert "je préfère ne rien vous dire de faux" in talk.text
    assert "De quoi avez-vous besoin ?" in talk.text


@pytest.mark.parametrize("text", NOT_THERE)
def test_where_help_is_sent_is_not_where_one_is(knowledge: Knowledge, text: str) -> None:
    """A country where one acts, sells, or knows somebody says nothing of where the person is."""
    assert region(knowledge, text) == (None, set())


def test_a_name_that_is_here_too_is_asked(knowledge: Knowledge) -> None:
    """« Mons » is in Belgium and in five of our regions, « Saint-Martin » is one of the Antilles."""
    for text in ("scop à Mons", "association, Montréal"):
        taken, asked = region(knowledge, text)
        assert taken is None
        assert "autre" in asked
        assert len(asked) > 1
    for text in ("on est à Saint-Martin", "à Montréal"):
        taken, asked = region(knowledge, text, "region")
        assert (taken, "autre" in asked) == (None, True)


def test_a_region_here_prevails(knowledge: Knowledge) -> None:
    """Who is in Lille and speaks of Brazil is in Lille; « pas à Bruxelles » says nothing."""
    assert region(knowledge, "asso à Lille, on importe du café du Brésil") == ("32", set())
    assert region(knowledge, "association, pas à Bruxelles mais à Lille")[0] == "32"


def test_what_is_doubtful_is_asked_all_the_same(knowledge: Knowledge) -> None:
    """Above a doubt too it is said; a region said before is only changed when that is asked."""
    talk = Talk(knowledge).say("association à Bruxelles, on veut un financement ou revoir notre gouvernance")
    assert "je préfère ne rien vous dire de faux" in talk.text
    assert talk.answers == {"statut": "association"}
    assert "De quoi avez-vous besoin ?" in talk.text
    talk = Talk(knowledge).say("association à Rennes, financement").take(Say("en fait on est à Bruxelles"))
    assert talk.answers["region"] == "53"


def test_the_region_is_not_asked_again_of_somebody_abroad(knowledge: Knowledge) -> None:
    """« Continuer » says whom to ask rather than the question; a town, or a tap, goes on with a region."""
    talk = told(knowledge, NETWORK).say("je suis en Suisse").tap("Continuer")
    assert "Vous êtes hors des 18 régions qui ont une CRESS" in talk.text
    assert "ESS France" in talk.text
    assert "Dans quelle région ?" not in talk.text
    assert talk.labels[0] == "Choisir ma région"
    assert talk.answers == NETWORK
    kept = Talk(knowledge, load(json.loads(json.dumps(dump(talk.session)))), talk.now)
    assert "Dans quelle région ?" not in kept.say("on a 3 salariés").text
    there = kept.say("en fait je suis à Lille")
    assert (there.answers["region"], there.session.abroad) == ("32", False)
    for choosing in ("Choisir ma région", "choisir ma région"):
        again = Talk(knowledge, talk.session, talk.now).say("aide").tap("Continuer")
        asked = again.tap(choosing) if choosing[0] == "C" else again.say(choosing)
        assert "Dans quelle région ?" in asked.text


def test_what_comes_before_the_region_is_asked_of_somebody_abroad(knowledge: Knowledge) -> None:
    """She is told at once; her status and her need are still asked, since her project may be here."""
    talk = Talk(knowledge).say("une asso en Belgique, on veut se développer")
    assert "je préfère ne rien vous dire de faux" in talk.text
    assert talk.session.abroad
    assert "hors des 18 régions" in talk.text


def test_beginning_again_forgets_that_one_is_abroad(knowledge: Knowledge) -> None:
    """After « recommencer » nothing is known, and the region is asked."""
    talk = told(knowledge, NETWORK).say("je suis en Suisse").take(Do("recommencer")).answer(NETWORK)
    assert "Dans quelle région ?" in talk.text


@pytest.mark.parametrize(
    "text", ["je vous écris de Tahiti, une asso de pêcheurs", "bonjour, je suis de Tahiti"]
)
def test_where_one_writes_from_is_where_one_is(knowledge: Knowledge, text: str) -> None:
    """« De Tahiti » right after « je vous écris » is no school of there."""
    honest = "je préfère ne rien vous dire de faux"
    assert honest in Talk(knowledge).say(text).text
    assert honest not in Talk(knowledge).say("asso, on travaille avec une école de Bamako").text


def test_nothing_is_said_to_be_kept_that_was_not(knowledge: Knowledge) -> None:
    """Who leaves before any answer is not told that her answers are kept."""
    assert "gardées" not in Talk(knowledge).say("salut", "merci au revoir").text
    assert "Vos réponses sont gardées." in Talk(knowledge).say("une association", "merci au revoir").text


@pytest.mark.parametrize("text", ["Saint-Pierre et Miquelon", "Saint-Pierre-et-Miquelon", "Nouméa"])
def test_a_territory_that_is_all_the_message_is_understood_anywhere(knowledge: Knowledge, text: str) -> None:
    """A name of several words is no word of every day, though one begins with « Saint »."""
    talk = Talk(knowledge).say(text)
    assert "je préfère ne rien vous dire de faux" in talk.text
    assert talk.session.abroad
