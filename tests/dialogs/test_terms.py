"""Questions about a word, at either end of it or around it."""

import pytest

from dialogs.events import Define, Do
from dialogs.understanding import Understood, understand
from knowledge.content import Knowledge
from tests.dialogs.talking import Talk


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("c'est quoi un DLA ?", "dla"),
        ("DLA ça veut dire quoi", "dla"),
        ("ça veut dire quoi au juste une scic", "scic"),
        ("c'est quoi la différence entre une scop et une scic", "scop"),
        ("pouvez-vous me dire ce que veut dire DLA svp", "dla"),
        ("kesako PTCE", ""),
        ("qu'est-ce qu'un bidule", ""),
    ],
)
@pytest.mark.parametrize("question", ["statut", "besoin", None])
def test_a_word_is_asked_about(knowledge: Knowledge, question: str | None, text: str, term: str) -> None:
    """The word is found wherever it stands; one of no glossary is still asked about, and fills nothing."""
    assert understand(knowledge, question, {}, text) == Understood(Define(term))


def test_a_long_story_asks_about_no_word(knowledge: Knowledge) -> None:
    """An opening lost in a long message is no question about a word."""
    text = "je ne sais plus qui m'a dit c'est quoi ton projet mais voilà on est une association de quartier"
    meaning = understand(knowledge, "statut", {}, text)
    assert not (isinstance(meaning, Understood) and isinstance(meaning.event, Define))


IN_TROUBLE = "asso dijon, plus de trésorerie"
"""An emergency, whose page tells of a court, of 45 days, of an ad hoc representative, of a conciliation."""


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("c'est quel tribunal ?", "Tribunal"),
        ("on va à quel tribunal", "Tribunal"),
        ("45 jours à partir de quand", "45 jours"),
        ("mandataire ad hoc c'est quoi", "Mandataire ad hoc"),
        ("conciliation ?", "Conciliation"),
        ("qui peut nous aider pour l'urssaf", "Urssaf"),
        ("c'est quoi un dépôt de bilan", "Dépôt de bilan"),
        ("cessation des paiements c'est quoi", "Cessation des paiements"),
        ("liquidation judiciaire ?", "Liquidation judiciaire"),
        ("c'est quoi la sauvegarde", "Sauvegarde"),
    ],
)
def test_the_words_of_an_emergency_are_explained(knowledge: Knowledge, text: str, term: str) -> None:
    """Whatever our own page of an emergency says can be asked about, before a result and after it."""
    for first in (IN_TROUBLE, f"{IN_TROUBLE}, 5 salariés"):
        talk = Talk(knowledge).say(first)
        before = talk.answers
        assert talk.say(text).text.startswith(term)
        assert talk.answers == before


@pytest.mark.parametrize(
    "text",
    [
        "c'est quoi un dépôt de bilan",
        "cessation des paiements c'est quoi",
        "c'est quoi une procédure d'alerte",
    ],
)
def test_who_asks_for_a_word_is_in_no_emergency(knowledge: Knowledge, text: str) -> None:
    """A word that is asked about tells nothing of a structure, be it in the glossary or not."""
    assert Talk(knowledge).say(text).answers == {}


@pytest.mark.parametrize("text", ["liquidation judiciaire", "cessation des paiements", "dépôt de bilan"])
def test_who_only_says_it_is_in_an_emergency(knowledge: Knowledge, text: str) -> None:
    """The same words, without a question, tell what the structure is in."""
    assert Talk(knowledge).say(text).answers["urgence"] == "oui"


def test_the_words_of_an_emergency_have_sources(knowledge: Knowledge) -> None:
    """What is said of the law rests on facts."""
    told = ("cessation_paiements", "depot_bilan", "quarante_cinq_jours", "tribunal", "mandataire_ad_hoc")
    more = ("conciliation", "sauvegarde", "redressement_judiciaire", "liquidation_judiciaire", "urssaf")
    assert all(knowledge.glossary[term].facts for term in (*told, *more))


@pytest.mark.parametrize("question", [None, "stade"])
@pytest.mark.parametrize(
    "text", ["c'est qui le contact", "du coup c'est qui le directeur ?", "c'est qui le chargé de mission ?"]
)
def test_who_somebody_is_asks_for_no_word(knowledge: Knowledge, question: str | None, text: str) -> None:
    """A person is asked for: somebody to call is told, and no word is said to be unknown."""
    assert understand(knowledge, question, {}, text) == Understood(Do("humain"))
    assert understand(knowledge, question, {}, "c'est qui Avise ?") == Understood(Define("avise"))
    assert understand(knowledge, question, {}, "c'est quoi un zinzin ?") == Understood(Define(""))


def test_what_is_asked_for_is_no_unknown_word(knowledge: Knowledge) -> None:
    """« C'est quoi mes alertes ? » asks for them."""
    assert understand(knowledge, "stade", {}, "c'est quoi mes alertes ?") == Understood(Do("alertes"))


def test_it_is_the_programme_that_was_just_defined(knowledge: Knowledge) -> None:
    """« C'est gratuit ? » after « c'est quoi le DLA ? » is about it, until something else is said."""
    talk = Talk(knowledge).say("c'est quoi le DLA ?")
    assert "Vous êtes ?" in talk.text
    assert "Pour cette question" in Talk(knowledge).say("c'est quoi le DLA ?", "pourquoi ?").text
    assert talk.say("c'est gratuit ?").text.startswith(
        "Dispositif local d'accompagnement (DLA)\nCoût : Gratuit"
    )
    assert talk.say("c'est pour qui ?").text.startswith("Dispositif local d'accompagnement (DLA)\nPour qui :")
    other = Talk(knowledge).say("c'est quoi le DLA ?", "une association", "c'est gratuit ?")
    assert other.text.startswith("Cet assistant est gratuit.")
    word = Talk(knowledge).say("c'est quoi le DLA ?", "c'est quoi une scic ?", "c'est gratuit ?")
    assert word.text.startswith("Cet assistant est gratuit.")
