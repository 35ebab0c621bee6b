"""Laws of understanding, on the corpora and on chance."""

import random
import string
import unicodedata
from collections.abc import Callable

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from bot.answers import meaning_json
from dialogs.lexicon import lexicon
from dialogs.understanding import Lost, Understood, Unsure, understand
from dialogs.words import words
from knowledge.content import Knowledge
from knowledge.questions import PLACES
from tests.understanding.evaluate import TUNED, corpus
from tests.understanding.noise import ALPHABETS, FILLED, filled, noise

ENTRIES = [(entry["t"], entry.get("q")) for part in TUNED for entry in corpus(part)]
UTTERANCES = st.integers(0, len(ENTRIES) - 1)
"""Ranks of utterances: their texts would be too long to print."""
BEFORE = ("", "bonjour, ", "Bonsoir ! ", "svp, ", "alors voilà, ", "euh ")
AFTER = ("", " merci", ", merci d'avance", " svp", " !", "  ")
UNRELATED = ("xylophone", "brontosaure", "clavecin", "kiwi", "stratosphère", "éclipse")


def bare(text: str) -> str:
    """Take the accents off a text."""
    spread = unicodedata.normalize("NFKD", text.replace("œ", "oe").replace("Œ", "OE"))
    return "".join(char for char in spread if not unicodedata.combining(char))


CHANGES: dict[str, Callable[[str], str]] = {
    "accents": bare,
    "capitals": str.lower,
    "both": lambda text: bare(text).lower(),
}


def told(knowledge: Knowledge, text: str, question: str | None) -> dict[str, object]:
    """Return what a text means, in its stable shape."""
    return meaning_json(knowledge, {"texte": text, "question": question})


@settings(deadline=None, max_examples=150)
@given(UTTERANCES, st.sampled_from(["accents", "capitals", "both"]))
def test_accents_never_change_a_verdict(knowledge: Knowledge, rank: int, change: str) -> None:
    """Accents do not count; small letters neither, but for places, whose capital tells them from words."""
    text, question = ENTRIES[rank]
    changed = told(knowledge, CHANGES[change](text), question)
    if change == "accents":
        assert changed == told(knowledge, text, question)
        return
    filled, choices = placeless(changed)
    before, others = placeless(told(knowledge, text, question))
    assert filled == before
    if not (choices is None or others is None):
        assert choices == others


def placeless(meaning: dict[str, object]) -> tuple[object, object]:
    """Leave places out of what a meaning fills and asks; None for what is asked when it is about places.

    One question is asked at a time: a place in doubt is asked before another answer in doubt.
    """
    answers, choices = meaning["reponses"], meaning["choix"]
    assert isinstance(answers, dict)
    assert isinstance(choices, list)
    filled_in = {question: value for question, value in answers.items() if question not in PLACES}
    about_places = any(choice["question"] in PLACES for choice in choices)
    return filled_in, None if about_places else choices


@settings(deadline=None, max_examples=150)
@given(UTTERANCES, st.sampled_from(BEFORE), st.sampled_from(AFTER))
def test_politeness_never_changes_a_verdict(knowledge: Knowledge, rank: int, before: str, after: str) -> None:
    """Politeness around a text that says anything else changes nothing at all."""
    text, question = ENTRIES[rank]
    polite = lexicon(knowledge).lists["politesse"] | lexicon(knowledge).lists["ouverture"]
    assume(not all((word,) in polite for word in words(text)))
    assert told(knowledge, f"{before}{text}{after}", question) == told(knowledge, text, question)


@settings(deadline=None, max_examples=150)
@given(rank=UTTERANCES, word=st.sampled_from(UNRELATED), first=st.booleans())
def test_an_unrelated_word_never_makes_nothing_something(
    knowledge: Knowledge, rank: int, word: str, *, first: bool
) -> None:
    """What fills nothing still fills nothing with a word more."""
    text, question = ENTRIES[rank]
    if isinstance(understand(knowledge, question, {}, text), Lost):
        longer = f"{word} {text}" if first else f"{text} {word}"
        assert filled(understand(knowledge, question, {}, longer)) == ()


@pytest.mark.parametrize("alphabet", ALPHABETS)
def test_noise_never_raises_and_hardly_ever_fills(knowledge: Knowledge, alphabet: str) -> None:
    """Random texts are read without an error, and fill an answer no more often than was measured."""
    count = 600
    chance = random.Random(20261124)
    wrong = sum(
        bool(filled(understand(knowledge, *noise(knowledge, alphabet, chance)))) for _ in range(count)
    )
    assert wrong / count <= FILLED[alphabet]


def test_a_known_word_among_the_unrelated_would_prove_nothing(knowledge: Knowledge) -> None:
    """The unrelated words of these laws are indeed in no vocabulary, and no place."""
    for word in UNRELATED:
        folded = bare(word)
        assert folded not in lexicon(knowledge).known
        assert folded not in knowledge.gazetteer.communes


def test_filled_reads_what_is_taken(knowledge: Knowledge) -> None:
    """The measure of noise counts answers that are taken, and those taken beside a doubt."""
    assert [a.value for a in filled(understand(knowledge, "statut", {}, "une asso"))] == ["association"]
    both = understand(knowledge, "statut", {}, "asso de St Denis")
    assert isinstance(both, Unsure)
    assert [answer.value for answer in filled(both)] == ["association"]
    assert filled(understand(knowledge, "statut", {}, string.punctuation)) == ()
    assert isinstance(understand(knowledge, "statut", {}, "aide"), Understood)
    assert filled(understand(knowledge, "statut", {}, "aide")) == ()
