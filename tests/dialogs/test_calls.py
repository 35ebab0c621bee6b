"""« Quels appels à projets en ce moment ? »: the calls of the region, with whom to ask."""

from dataclasses import replace

import pytest

from knowledge.content import Knowledge
from tests.dialogs.talking import NETWORK, RESULT, told
from tests.dialogs.test_deadlines import call

ASKED = (
    "quels appels à projets en ce moment dans ma région ?",
    "quels sont les prochains appels à projets",
    "les appels ouverts",
    "y a-t-il des appels à projets en ce moment ?",
)


@pytest.mark.parametrize("text", ASKED)
@pytest.mark.parametrize("answers", [RESULT, {**NETWORK, "region": "53"}])
def test_the_calls_of_the_region_are_shown(knowledge: Knowledge, text: str, answers: dict[str, str]) -> None:
    """Under a result or before, no need is changed: the calls, whom to ask, their programmes, the alerts."""
    talk = told(knowledge, answers).say(text)
    assert talk.answers == answers
    assert talk.text.startswith("Les appels que je connais en Bretagne :\n• Concours La France s'engage")
    assert "À contacter :\nCRESS Bretagne" in talk.text
    assert {"La France s'engage", "M'alerter"} <= {*talk.labels}
    assert "Être prévenu : Tous les appels, en Bretagne" in talk.tap("M'alerter").text


def test_only_those_of_the_region_are(knowledge: Knowledge) -> None:
    """A call of Provence is shown there only, and its programme a tap away."""
    there = told(knowledge, {**NETWORK, "region": "93"}).say("les appels ouverts")
    assert "Incubateur Starter, appel de printemps" in there.text
    assert there.tap("Starter (Inter-Made)").text.startswith("Incubateur Inter-Made, parcours Starter")
    assert "Starter" not in told(knowledge, RESULT).say("les appels ouverts").text


def test_a_known_date_comes_first(knowledge: Knowledge) -> None:
    """What has a date is told before what is usual, and instead of it for the same programme."""
    dates = {"ouverture": "2026-12-01", "cloture": "2027-01-29"}
    soon = call(titre="Concours La France s'engage 2027", dispositif="la_france_s_engage", **dates)
    text = told(replace(knowledge, calls=(*knowledge.calls, soon)), RESULT).say("les appels ouverts").text
    first = text.splitlines()[1]
    assert first.startswith("• Concours La France s'engage 2027")
    assert "ouvre" in first
    assert "date habituelle en janvier" not in text


def test_without_a_region_it_is_asked(knowledge: Knowledge) -> None:
    """The region is asked first, whatever question was on screen."""
    talk = told(knowledge, {"statut": "association"}).say("les appels ouverts")
    assert talk.text.startswith("Dites-moi d'abord votre région.")
    assert "Dans quelle région ?" in talk.text
    assert talk.say("Bretagne").answers == {"statut": "association", "region": "53"}


def test_no_call_at_all_says_so(knowledge: Knowledge) -> None:
    """Where no date is known, it is said, with whom to ask."""
    text = told(replace(knowledge, calls=()), RESULT).say("les appels ouverts").text
    assert text.startswith("Les appels que je connais en Bretagne :\nJe ne connais aucune date")
    assert "CRESS Bretagne" in text


def test_an_answer_is_no_question(knowledge: Knowledge) -> None:
    """To answer a call is a need."""
    talk = told(knowledge, {"statut": "association"}).say("on veut répondre à un appel à projets")
    assert talk.answers["besoin"] == "financer"


def test_the_calls_of_a_programme_are_its_dates(knowledge: Knowledge) -> None:
    """« Les prochains appels de La France s'engage » are the dates of it."""
    text = told(knowledge, RESULT).say("les prochains appels de La France s'engage").text
    assert text.startswith("Concours La France s'engage\nÉchéances :")


def test_those_without_a_date_are_named(knowledge: Knowledge) -> None:
    """A call of the region whose date nobody publishes is in the list, to be confirmed."""
    mayotte = told(knowledge, {**NETWORK, "region": "06"}).say("les appels ouverts").text
    assert "• So'Défi, aide de Mayotte : date non publiée, suite à confirmer." in mayotte
    assert "So'Défi" not in told(knowledge, RESULT).say("les appels ouverts").text
    assert "Fonds et financements" not in mayotte


@pytest.mark.parametrize("text", ["so'défi ?", "sodefi", "c'est quoi so'défi ?"])
def test_the_aid_of_mayotte_is_known_by_its_name(knowledge: Knowledge, text: str) -> None:
    """So'Défi is told there, as known of 2024 and to be confirmed, and nowhere else."""
    there = told(
        knowledge, {"statut": "association", "salaries": "oui", "besoin": "financer", "region": "06"}
    )
    assert "Suite à confirmer auprès de la CRESS" in there.say(text).text
    assert "50 000" not in told(knowledge, RESULT).say(text).text


def test_a_call_for_others_is_no_deadline(knowledge: Knowledge) -> None:
    """The Prix de l'ESS are for structures of the ESS: nobody else reads them as the next deadline."""
    alone = (
        told(knowledge, {"statut": "sans_structure", "besoin": "reseau", "region": "06"}).say("résultat").text
    )
    assert "Prochaine échéance : Mois de l'ESS" in alone
    assert "Prix de l'ESS" not in alone
    details = told(knowledge, {"statut": "sans_structure", "besoin": "reseau", "region": "06"}).say(
        "en savoir plus"
    )
    assert "Prix de l'ESS : date habituelle" not in details.text
    assert "Mois de l'ESS" in details.text
