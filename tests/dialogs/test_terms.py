"""Questions about a word, at either end of it or around it."""

import pytest

from dialogs.events import Define
from dialogs.understanding import Understood, understand
from knowledge.content import Knowledge


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
