"""Phrases that mean an answer anywhere in a sentence, as they are written and as they are heard.

They are written short: `(a|b c)` is a choice of words, `(a|)` may be absent, `<activite>` is a list of
`mots.yaml`; light words (articles, possessives…) count nowhere in a phrase.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property

from dialogs.events import Answer
from dialogs.words import Words, all_words, folded
from knowledge.content import Knowledge

Fits = frozenset[Words]
Ranks = tuple[int, ...]
NOTHING: Fits = frozenset({()})
_CHOICE = re.compile(r"\(([^()]*)\)|<([^<>]*)>")


@dataclass(frozen=True)
class Phrase:
    """A phrase that means an answer anywhere: for each place in it, the words that may stand there."""

    places: tuple[frozenset[Words], ...]
    answer: Answer

    @cached_property
    def sizes(self) -> tuple[tuple[int, ...], ...]:
        """The numbers of words that may stand at each place."""
        return tuple(tuple({len(chosen) for chosen in fits}) for fits in self.places)

    def end(self, said: Words, at: int, place: int = 0) -> int:
        """Return where the phrase ends when it is said at a word; -1 when it is not."""
        if place == len(self.places):
            return at
        fits = self.places[place]
        longest = -1
        for size in self.sizes[place]:
            if said[at : at + size] in fits and at + size <= len(said):
                longest = max(longest, self.end(said, at + size, place + 1))
        return longest

    def firsts(self) -> set[str]:
        """Return the words that may begin the phrase."""
        found: set[str] = set()
        for fits in self.places:
            found |= {chosen[0] for chosen in fits if chosen}
            if () not in fits:
                break
        return found

    def needed(self) -> set[str]:
        """Return words of which one must be said: the last ones of the last place that may not be empty."""
        full = next((fits for fits in reversed(self.places) if () not in fits), frozenset())
        return {chosen[-1] for chosen in full}


def compiled(knowledge: Knowledge, light: frozenset[str]) -> tuple[Phrase, ...]:
    """Return the phrases of every option, in the order of the questions."""

    @cache
    def said(text: str) -> Words:
        return bare(light, text.split())

    @cache
    def chosen(texts: str) -> Fits:
        return frozenset(key for text in texts.split("|") if (key := said(text)) or not text.strip())

    @cache
    def listed(name: str) -> Fits:
        entries = all_words(knowledge.words[name.replace(" ", "_")])
        return frozenset(key for entry in entries if (key := bare(light, entry)))

    @cache
    def fixed(text: str) -> Fits:
        return frozenset({said(text)})

    written = [
        (pattern, Answer(question.id, option.id))
        for question in knowledge.questions.values()
        for option in question.options
        for pattern in option.inside
    ]
    patterns = folded((pattern for pattern, _ in written), keep="(|)<>")
    return tuple(
        Phrase(tuple(fits for fits in _places(pattern, fixed, chosen, listed) if fits != NOTHING), answer)
        for pattern, (_, answer) in zip(patterns, written, strict=True)
    )


def _places(pattern: str, *read: Callable[[str], Fits]) -> Iterator[Fits]:
    """Yield what may stand at each place of a phrase: plain words, then a choice, and so on."""
    fixed, chosen, listed = read
    at = 0
    for choice in _CHOICE.finditer(pattern):
        yield fixed(pattern[at : choice.start()])
        yield listed(choice[2]) if choice[2] else chosen(choice[1])
        at = choice.end()
    yield fixed(pattern[at:])


def ranked(phrases: Iterable[Phrase]) -> dict[str, dict[str, Ranks]]:
    """Return the ranks of phrases by each first word, and by each of the words of which one is needed.

    Many words come with the same ranks, which are kept once.
    """
    found: dict[str, dict[str, Ranks]] = {}
    one: dict[Ranks, Ranks] = {}
    for rank, phrase in enumerate(phrases):
        for first in phrase.firsts():
            begun = found.setdefault(first, {})
            for needed in phrase.needed():
                ranks = (*begun.get(needed, ()), rank)
                begun[needed] = one.setdefault(ranks, ranks)
    return found


def bare(light: frozenset[str], said: Iterable[str]) -> Words:
    """Return words without the light ones."""
    return tuple(word for word in said if word not in light)
