"""Whom to talk to at a place that is named, before the region is known or from another one."""

import pytest

from knowledge.content import Knowledge
from tests.dialogs.talking import NETWORK, RESULT, told


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
    assert text.startswith("Pour le dispositif DLA, vous pouvez contacter :\nCRESS Provence")


def test_a_place_that_is_two_or_none_changes_nothing(knowledge: Knowledge) -> None:
    """« Saint-Denis » is in many regions, and « sympa » is none: the answer is as ever."""
    for text in ("parler à quelqu'un à Saint-Denis", "je veux parler à quelqu'un de sympa"):
        assert told(knowledge, NETWORK).say(text).text.startswith("Dites-moi votre région"), text
        assert "CRESS Bretagne" in told(knowledge, RESULT).say(text).text, text
