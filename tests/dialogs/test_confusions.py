"""Words of the content read back as a person would type them."""

from dataclasses import replace

import pytest

from dialogs.confusions import confusions, neighbours
from dialogs.events import Answer
from dialogs.understanding import Understood, understand
from knowledge.content import Knowledge


def spoilt(knowledge: Knowledge, word: str) -> Knowledge:
    """Return the content with a word added to the synonyms of « Association »."""
    question = knowledge.questions["statut"]
    options = tuple(
        o.model_copy(update={"synonyms": (*o.synonyms, word)}) if o.id == "association" else o
        for o in question.options
    )
    changed = question.model_copy(update={"options": options})
    return replace(knowledge, questions={**knowledge.questions, "statut": changed})


def test_the_shipped_words_mean_what_they_say(knowledge: Knowledge) -> None:
    """Every label and synonym is understood as its option."""
    assert list(confusions(knowledge)) == []


def test_a_word_of_another_option_is_told(knowledge: Knowledge) -> None:
    """A synonym that another option has too is told for both."""
    first, second = confusions(spoilt(knowledge, "scop"))
    assert "« scop » (statut, association) est compris comme statut" in first.message
    last = len(knowledge.questions["statut"].options[0].synonyms)
    assert (first.code, first.file, first.path) == (
        "CB-421",
        "questions.yaml",
        (0, "options", 0, "synonymes", last),
    )
    assert second.code == "CB-421"


def test_a_word_that_cannot_be_read_is_told(knowledge: Knowledge) -> None:
    """A synonym of signs alone can never be understood."""
    (told,) = confusions(spoilt(knowledge, "…"))
    assert "est compris comme rien" in told.message


def test_a_town_that_hides_an_answer_is_told(knowledge: Knowledge) -> None:
    """A synonym that is the name of a town is told with what it is taken for."""
    question = knowledge.questions["region"]
    options = tuple(
        o.model_copy(update={"synonyms": (*o.synonyms, "Gap")}) if o.id == "autre" else o
        for o in question.options
    )
    changed = question.model_copy(update={"options": options})
    (told,) = confusions(replace(knowledge, questions={**knowledge.questions, "region": changed}))
    assert "« Gap » (region, autre) est compris comme region 93, departement 05" in told.message


@pytest.mark.parametrize(("word", "told"), [("retour", "une commande"), ("oublie-moi", "une commande")])
def test_a_word_that_takes_a_command_away_is_told(knowledge: Knowledge, word: str, told: str) -> None:
    """« retour » under an answer would not go back any more."""
    (finding,) = confusions(spoilt(knowledge, word))
    assert finding.code == "CB-421"
    assert f"« {word} » (statut, association) est déjà {told}" in finding.message


@pytest.mark.parametrize("word", ["rennes", "Bretagne", "Saint-Étienne"])
def test_a_word_that_takes_a_place_away_is_told(knowledge: Knowledge, word: str) -> None:
    """A large town or a region under an answer to something else would not be heard any more."""
    (finding,) = confusions(spoilt(knowledge, word))
    assert "est déjà le nom d'un lieu" in finding.message


def test_a_pattern_may_be_optional_throughout(knowledge: Knowledge) -> None:
    """A pattern whose every word may be left out is read all the same."""
    question = knowledge.questions["adherent"]
    options = tuple(
        o.model_copy(update={"inside": ("(vraiment|)(adhérents|)",)}) if o.id == "oui" else o
        for o in question.options
    )
    changed = question.model_copy(update={"options": options})
    known = replace(knowledge, questions={**knowledge.questions, "adherent": changed})
    assert understand(known, "adherent", {}, "oui") == Understood(Answer("adherent", "oui"))


def test_a_slip_from_one_option_to_another_is_told(knowledge: Knowledge) -> None:
    """A new word one slip away from a word of another option is told, until an editor accepts the pair."""
    near = spoilt(knowledge, "fondations")
    (told,) = (finding for finding in confusions(near) if finding.code == "CB-422")
    assert "« fondation » (fondation) et « fondations » (association), à la question statut" in told.message
    assert "ajoutez « fondation fondations » aux voisins_admis de mots.yaml" in told.repair
    assert told.path[:3] == (0, "options", 0)
    accepted = (*near.words["voisins_admis"], "fondation fondations")
    allowed = replace(near, words={**near.words, "voisins_admis": accepted})
    assert not [finding for finding in confusions(allowed) if finding.code == "CB-422"]


def test_the_map_holds_every_accepted_pair(knowledge: Knowledge) -> None:
    """What editors accepted is still in the map: no pair is accepted for nothing."""
    found = {f"{pair.word} {pair.other}" for pair in neighbours(knowledge)}
    assert found == set(knowledge.words["voisins_admis"])
