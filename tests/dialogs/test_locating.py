"""Whom to talk to at a place that is named, before the region is known or from another one."""

import pytest

from knowledge.content import Knowledge
from tests.dialogs.talking import BRETON, NETWORK, RESULT, told


@pytest.mark.parametrize(
    ("text", "chamber"),
    [
        ("je veux parler à quelqu'un à Lille", "CRESS Hauts-de-France"),
        ("je veux le numéro de la CRESS Bretagne", "CRESS Bretagne"),
        ("le numéro de la CRESS PACA", "CRESS Provence-Alpes-Côte d'Azur"),
        ("contacter la cress de Lyon", "CRESS Auvergne-Rhône-Alpes"),
        ("téléphone cress normandie", "CRESS Normandie"),
        ("parler à quelqu'un à Rennes", "CRESS Bretagne"),
    ],
)
@pytest.mark.parametrize("answers", [{}, {"statut": "association"}])
def test_the_chamber_of_the_place_is_given(
    knowledge: Knowledge, text: str, chamber: str, answers: dict[str, str]
) -> None:
    """Before any region is known, the CRESS of the place that is named is given, not the national head."""
    talk = told(knowledge, answers).say(text)
    assert f"Vous pouvez parler à une personne, par exemple à :\n{chamber}" in talk.text
    assert "Dites-moi votre région" not in talk.text
    assert talk.labels[0] == "Continuer"


def test_a_place_that_is_sure_is_taken_and_said(knowledge: Knowledge) -> None:
    """Where she says to be is her region from now on; the CRESS that she only names is not."""
    talk = told(knowledge, NETWORK).say("parler à quelqu'un à Rennes")
    assert talk.text.startswith("J'ai compris : en Bretagne.")
    assert talk.answers == {**NETWORK, "region": "53"}
    talk = told(knowledge, NETWORK).say("je veux le numéro de la CRESS Bretagne")
    assert "J'ai compris" not in talk.text
    assert talk.answers == NETWORK


def test_another_region_than_hers_changes_nothing(knowledge: Knowledge) -> None:
    """From Brittany, the CRESS of Lyon is given, and Brittany stays her region; that of a programme too."""
    talk = told(knowledge, RESULT).say("contacter la cress de Lyon")
    assert "CRESS Auvergne-Rhône-Alpes" in talk.text
    assert talk.answers == RESULT
    assert talk.labels[0] == "Retour au résultat"
    text = told(knowledge, RESULT).say("qui contacter pour le DLA à Marseille ?").text
    assert text.startswith("Pour le dispositif DLA, vous pouvez contacter :\nFrance Active PACA")
    assert "\nCRESS Provence" in text


def test_a_place_that_is_two_or_none_changes_nothing(knowledge: Knowledge) -> None:
    """« Saint-Denis » is in many regions, and « sympa » is none: the answer is as ever."""
    for text in ("parler à quelqu'un à Saint-Denis", "je veux parler à quelqu'un de sympa"):
        assert told(knowledge, NETWORK).say(text).text.startswith("Dites-moi votre région"), text
        assert "CRESS Bretagne" in told(knowledge, RESULT).say(text).text, text


@pytest.mark.parametrize("answers", [{}, NETWORK])
@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("quels appels à projets sont ouverts en PACA", "Les appels que je connais en Provence"),
        ("quelles sont les dates limites des appels à projets en PACA", "Les appels que je connais en Prov"),
        ("quel est la date du Starter en PACA", "date habituelle vers le 30 juin"),
    ],
)
def test_the_region_of_a_question_is_taken(
    knowledge: Knowledge, text: str, shown: str, answers: dict[str, str]
) -> None:
    """What is asked of a region is answered for it, and it is hers from now on when she said none."""
    talk = told(knowledge, answers).say(text)
    assert "J'ai compris : en Provence-Alpes-Côte d'Azur." in talk.text
    assert shown in talk.text
    assert talk.answers == {**answers, "region": "93"}


def test_the_calls_of_another_region_change_nothing(knowledge: Knowledge) -> None:
    """Who is in Brittany sees the calls of Provence, and stays in Brittany."""
    talk = told(knowledge, BRETON).say("quels appels à projets sont ouverts en PACA")
    assert talk.text.startswith("Les appels que je connais en Provence-Alpes-Côte d'Azur :")
    assert talk.answers == BRETON
    assert "Retour au résultat" in talk.labels


@pytest.mark.parametrize("text", ["starter date limite", "incubateur starter date limite"])
def test_a_programme_of_one_region_has_the_dates_of_it(knowledge: Knowledge, text: str) -> None:
    """Before the region is known, the dates and the people are those of where it is."""
    talk = told(knowledge, NETWORK).say(text)
    assert talk.text.startswith("Incubateur Inter-Made, parcours Starter\nCe dispositif existe seulement")
    assert "date habituelle vers le 30 juin" in talk.text
    assert "Inter-Made (Marseille)" in talk.text
    assert talk.answers == NETWORK


@pytest.mark.parametrize(
    "text",
    [
        "contact DLA Sarthe",
        "je veux contacter le dla de la Sarthe",
        "qui est le DLA en Sarthe ?",
        "le téléphone du dla dans la Sarthe",
    ],
)
def test_whom_to_call_for_a_programme_at_a_place(knowledge: Knowledge, text: str) -> None:
    """The place is enough, before the result and from another region."""
    who = "Pour le dispositif DLA, vous pouvez contacter :\nCRESS des Pays de la Loire"
    for answers in ({}, NETWORK):
        talk = told(knowledge, answers).say(text)
        assert who in talk.text
        assert talk.answers == {**answers, "region": "52"}
    talk = told(knowledge, BRETON).say(text)
    assert talk.text.startswith(who)
    assert talk.answers == BRETON


def test_whom_to_call_here(knowledge: Knowledge) -> None:
    """« Ici » is the region of the person, which is asked for when she said none."""
    talk = told(knowledge, BRETON).say("c'est qui le dla ici ?")
    assert talk.text.startswith("Pour le dispositif DLA, vous pouvez contacter :\nCRESS Bretagne")
    talk = told(knowledge, {}).say("c'est qui le dla ici ?")
    assert "Dites-moi d'abord votre région." in talk.text
    assert talk.session.focus == "region"


def test_a_place_of_the_region_is_not_said_again(knowledge: Knowledge) -> None:
    """The département of a question is used and not told; what was answered is not heard anew."""
    provence = {**BRETON, "region": "93"}
    talk = told(knowledge, provence).say("le téléphone du dla dans le var")
    assert talk.text.startswith("Pour le dispositif DLA, vous pouvez contacter :")
    assert talk.answers == provence
    talk = told(knowledge, provence).say("il fait quel temps à Marseille ?")
    assert "J'ai compris" not in talk.text
    assert talk.answers == provence


def test_what_is_said_beside_is_heard(knowledge: Knowledge) -> None:
    """A question about a programme that tells of the structure too is no mere question."""
    talk = told(knowledge, {}).say("association de la Sarthe avec 3 salariés, contact DLA")
    assert talk.answers.items() >= {"statut": "association", "salaries": "oui"}.items()
