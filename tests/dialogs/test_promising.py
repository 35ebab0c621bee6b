"""What is promised to who has not said her region is kept as soon as she does."""

import pytest

from dialogs.events import Do, Start
from knowledge.content import Knowledge
from tests.dialogs.talking import NETWORK, Talk, told


@pytest.mark.parametrize(
    ("asked", "place", "who"),
    [
        ("j'ai juste besoin d'un numero de telephone", "Martinique", "CRESS Martinique"),
        ("je voudrais parler à un humain", "77000", "CRESS Île-de-France"),
        ("contact cress", "Rennes", "CRESS Bretagne : écrivez à cress@cress-bretagne.org"),
    ],
)
def test_the_contact_is_given_once_the_region_is_known(
    knowledge: Knowledge, asked: str, place: str, who: str
) -> None:
    """« Dites-moi votre région et je vous donne le contact » is kept, once, above the question."""
    talk = Talk(knowledge).say(asked)
    assert "Dites-moi votre région et je vous donne le contact" in talk.text
    assert talk.say(place).text.startswith(f"Vous pouvez parler à une personne, par exemple à :\n{who}")
    assert "Vous êtes ?" in talk.text
    assert talk.session.promised is None
    assert "par exemple à" not in talk.say("une association").text


def test_a_promise_waits_for_the_region(knowledge: Knowledge) -> None:
    """What is said between the promise and the region does not break it; beginning again does."""
    talk = Talk(knowledge).say("je voudrais parler à un humain", "une association", "rennes")
    assert "CRESS Bretagne" in talk.text
    again = Talk(knowledge).say("je voudrais parler à un humain").take(Do("recommencer"))
    assert "CRESS Bretagne" not in again.say("rennes").text


def test_alerts_and_calls_follow_the_region(knowledge: Knowledge) -> None:
    """The alerts, or the calls, that were asked for are shown when the region is said."""
    talk = Talk(knowledge).say("mes alertes", "bretagne")
    assert "Tous les appels de la région" in talk.labels
    assert "Être prévenu : Tous les appels, en Bretagne" in talk.say("oui").text
    calls = Talk(knowledge).say("quels appels à projets en ce moment ?", "bretagne").text
    assert "Les appels que je connais en Bretagne :" in calls


def test_nothing_is_promised_to_who_said_where_she_is(knowledge: Knowledge) -> None:
    """A region that is known needs no promise."""
    talk = told(knowledge, {**NETWORK, "region": "53"}).say("parler à quelqu'un")
    assert talk.session.promised is None


def test_alerts_asked_for_a_place_are_offered_there(knowledge: Knowledge) -> None:
    """The region of the message is hers, and the alerts about its calls are offered at once."""
    talk = Talk(knowledge).say("je veux être prévenu des prochains appels à projet en bretagne")
    assert talk.answers == {"region": "53"}
    assert "Être prévenu : Tous les appels, en Bretagne" in talk.text
    assert "d'abord votre région" not in talk.text
    of_one = Talk(knowledge).say("prévenez-moi pour le mois de l'ess en bretagne")
    assert "Dites-moi d'abord" not in of_one.text


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("je veux juste le tel de la cress paca", "CRESS Provence-Alpes-Côte d'Azur"),
        ("cress paca telephone", "CRESS Provence-Alpes-Côte d'Azur"),
        ("contact cress réunion", "CRESS de La Réunion"),
        ("c'est quoi le numéro de la cress de la réunion ?", "CRESS de La Réunion"),
        ("juste le numero de tel de la cress martinique svp", "CRESS Martinique"),
        ("tel cress bretagne", "CRESS Bretagne"),
        ("contact cress pays de la loire", "CRESS des Pays de la Loire"),
    ],
)
def test_the_chamber_of_a_region_is_given(knowledge: Knowledge, text: str, who: str) -> None:
    """What stands after the CRESS is a region, even a word that means something else."""
    talk = Talk(knowledge).say(text)
    assert f"par exemple à :\n{who}" in talk.text
    assert talk.answers == {}


@pytest.mark.parametrize(("typed", "region"), [("35", "53"), ("13", "93"), ("974", "04")])
@pytest.mark.parametrize("act", ["alertes", "humain"])
def test_a_number_says_where_she_is(knowledge: Knowledge, act: str, typed: str, region: str) -> None:
    """Right after « dites-moi votre région »: it is no rank in the question, which is not on screen."""
    talk = Talk(knowledge).take(Start()).take(Do(act)).say(typed)
    talk = talk if talk.answers else talk.say("oui")
    assert talk.answers["region"] == region


def test_later_it_is_a_rank_again(knowledge: Knowledge) -> None:
    """Once the question is on screen."""
    talk = Talk(knowledge).take(Start()).take(Do("alertes")).tap("Continuer").say("1")
    assert talk.answers == {"statut": "association"}


@pytest.mark.parametrize("act", ["alertes", "humain"])
def test_a_rank_is_no_place(knowledge: Knowledge, act: str) -> None:
    """« 1 » is no département: the question whose first answer it may be is shown, nobody is told off."""
    talk = Talk(knowledge).take(Start()).take(Do(act)).say("1")
    assert "Vous êtes ?" in talk.text
    assert "pas compris" not in talk.text
    assert (talk.answers, talk.session.misses) == ({}, 0)


def test_whom_an_emergency_names_is_not_told_again(knowledge: Knowledge) -> None:
    """The contact that was promised is the one of the emergency: it is told once, with each note once."""
    talk = Talk(knowledge).say("vous servez à rien", "on a plus de tréso et 4 salariés", "guyane")
    assert talk.text.count("0594 20 76 70") == 1
    assert talk.text.count("page non datée") == 1
    assert talk.session.promised is None


def test_a_region_that_is_to_be_confirmed_has_somebody_to_call(knowledge: Knowledge) -> None:
    """« 06 » in a sentence is asked about: until then, who asks for somebody is not asked where she is."""
    talk = Talk(knowledge).say("asso 1901, 06, 3 etp, besoin de sous", "quelqu'un à appeler ?")
    assert talk.text.startswith(
        "Si vous êtes en Provence-Alpes-Côte d'Azur :\nCRESS Provence-Alpes-Côte d'Azur"
    )
    assert "Dites-moi votre région" not in talk.text
    assert "region" not in talk.answers
    tired = Talk(knowledge).say("asso 1901, 06, 3 etp", "il fait beau", "il pleut", "il vente")
    assert "Si vous êtes en Provence-Alpes-Côte d'Azur :" in tired.text
