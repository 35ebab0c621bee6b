"""The vocabulary of a content, compiled once: whole answers, phrases, intentions, small words.

Phrases are written short: `(a|b c)` is a choice of words, `(a|)` may be absent, `<activite>` is a list of
`mots.yaml`; light words (articles, possessives…) count nowhere in a phrase.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache

from dialogs.events import Answer
from dialogs.words import fold
from knowledge.content import Knowledge
from knowledge.questions import Option

Words = tuple[str, ...]
ARTICLES = frozenset({"le", "la", "l", "les"})
MINE = frozenset({"ma", "mon", "mes", "notre", "nos"})
HAVE = frozenset({"a", "ai", "avons", "ont", "avait", "avions", "ete", "est", "sommes"})
_DOTTED = re.compile(r"\b(?:[^\W\d_]\.){2,}(?:[^\W\d_]\b)?")
_CHOICE = re.compile(r"\(([^()]*)\)|<(\w+)>")


def words(text: str) -> Words:
    """Return the folded words of a text; « S.C.O.P. » is one."""
    joined = _DOTTED.sub(lambda found: found[0].replace(".", ""), text) if "." in text else text
    return tuple(fold(joined).split())


@dataclass(frozen=True)
class Phrase:
    """A phrase that means an answer anywhere: for each place in it, the words that may stand there."""

    places: tuple[frozenset[Words], ...]
    answer: Answer

    @cached_property
    def sizes(self) -> tuple[tuple[int, ...], ...]:
        """The numbers of words that may stand at each place."""
        return tuple(tuple({len(chosen) for chosen in fits}) for fits in self.places)

    @cached_property
    def lasts(self) -> frozenset[str]:
        """The words of which one must be said: the last ones of the last place that may not be empty."""
        needed = [fits for fits in self.places if () not in fits]
        return frozenset(chosen[-1] for chosen in needed[-1]) if needed else frozenset()

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


@dataclass(frozen=True)
class Lexicon:
    """`inside` holds, by first word, the phrases that mean an answer anywhere.

    `wanted` holds the intentions of several words, `near` is `whole`: both without light words. `singles`
    holds the entries of one word of `lists`, `sizes` the lengths of its entries by first word, the longest
    first.
    """

    whole: Mapping[str, Mapping[Words, tuple[str, ...]]]
    near: Mapping[str, Mapping[Words, tuple[str, ...]]]
    inside: Mapping[str, tuple[Phrase, ...]]
    intentions: Mapping[Words, str]
    wanted: Mapping[Words, str]
    terms: Mapping[Words, str]
    openings: Mapping[int, frozenset[Words]]
    lists: Mapping[str, frozenset[Words]]
    singles: Mapping[str, frozenset[str]]
    sizes: Mapping[str, Mapping[str, tuple[int, ...]]]
    short_forms: Mapping[str, Words]
    nicknames: Mapping[Words, Words]
    known: frozenset[str]

    def small(self, name: str) -> frozenset[str]:
        """Return the single words of a list of `mots.yaml`."""
        return self.singles[name]

    def bare(self, said: Words) -> Words:
        """Return words without the light ones."""
        return _bare(self.small("legers"), said)

    @cached_property
    def agreed(self) -> frozenset[Words]:
        """The ways of saying yes or no."""
        return self.lists["oui"] | self.lists["non"]

    @cached_property
    def fillers(self) -> frozenset[str]:
        """The small words around an answer."""
        return self.small("remplissage") | self.small("politesse")

    @cached_property
    def hollow(self) -> frozenset[str]:
        """The words that say nothing by themselves, those of doubt included."""
        unsure = frozenset(word for entry in self.lists["hesitation"] for word in entry)
        return self.small("legers") | self.fillers | unsure

    @cached_property
    def around_places(self) -> frozenset[str]:
        """The words that say nothing but where: those of `lieu`, and the hollow ones."""
        return self.hollow | self.small("lieu")

    @cached_property
    def longest_wanted(self) -> int:
        """The most words of an intention, light ones left out."""
        return max(map(len, self.wanted), default=0)

    @cached_property
    def closing(self) -> frozenset[str]:
        """The last words of the thanks after a message."""
        return frozenset(entry[-1] for entry in self.lists["fermeture"])

    @cached_property
    def polite(self) -> Mapping[int, frozenset[Words]]:
        """The polite words that are no yes, by number of words, the longest first."""
        return _by_size(self.lists["politesse"] - self.lists["oui"])

    def says(self, name: str, said: Words) -> bool:
        """Tell whether an entry of a list of `mots.yaml` is somewhere in words."""
        return next(self.found(name, said), None) is not None

    def found(self, name: str, said: Words) -> Iterator[tuple[int, int]]:
        """Yield where the entries of a list of `mots.yaml` are in words: start and end, the longest first."""
        entries, sizes = self.lists[name], self.sizes[name]
        if sizes.keys().isdisjoint(said):
            return
        for start, word in enumerate(said):
            for size in sizes.get(word, ()):
                if said[start : start + size] in entries and start + size <= len(said):
                    yield start, start + size
                    break


@lru_cache(maxsize=4)
def lexicon(knowledge: Knowledge) -> Lexicon:
    """Compile the vocabulary of a content."""
    lists, short_forms = _lists(knowledge)
    singles = {name: _singles(entries) for name, entries in lists.items()}
    light = singles["legers"]
    whole = {
        question.id: _whole(knowledge.choices(question.id, {})) for question in knowledge.questions.values()
    }
    intents = {
        words(said): name
        for name, entries in knowledge.intentions.items()
        if name != "definition"
        for said in entries
    }
    terms = _terms(knowledge)
    openings = frozenset(words(said) for said in knowledge.intentions["definition"])
    inside = _inside(knowledge, light)
    near = {question: _near(light, entries) for question, entries in whole.items()}
    wanted = {_bare(light, said): name for said, name in intents.items() if len(_bare(light, said)) > 1}
    phrases = [phrase for entries in whole.values() for phrase in entries]
    phrases += [*_chosen(inside), *intents, *terms, *openings, *short_forms.values()]
    phrases += [entry for entries in lists.values() for entry in entries]
    known = frozenset(word for phrase in phrases for word in phrase)
    return Lexicon(
        whole,
        near,
        inside,
        intents,
        wanted,
        terms,
        _by_size(openings),
        lists,
        singles,
        {name: _sizes(entries) for name, entries in lists.items()},
        short_forms,
        _pairs(knowledge, "surnoms"),
        known,
    )


def _terms(knowledge: Knowledge) -> dict[Words, str]:
    """Return the terms of the glossary by their spellings."""
    return {
        words(spelling): term.id
        for term in knowledge.glossary.values()
        for spelling in (term.label, term.name or "", *term.spellings)
        if words(spelling)
    }


def _by_size(entries: frozenset[Words]) -> Mapping[int, frozenset[Words]]:
    """Return entries by number of words, the longest first."""
    sizes = sorted({len(entry) for entry in entries}, reverse=True)
    return {size: frozenset(entry for entry in entries if len(entry) == size) for size in sizes}


def _sizes(entries: Iterable[Words]) -> dict[str, tuple[int, ...]]:
    found: dict[str, set[int]] = {}
    for entry in entries:
        found.setdefault(entry[0], set()).add(len(entry))
    return {first: tuple(sorted(sizes, reverse=True)) for first, sizes in found.items()}


def _singles(entries: Iterable[Words]) -> frozenset[str]:
    return frozenset(entry[0] for entry in entries if len(entry) == 1)


def _bare(light: frozenset[str], said: Words) -> Words:
    return tuple(word for word in said if word not in light)


def _lists(knowledge: Knowledge) -> tuple[dict[str, frozenset[Words]], dict[str, Words]]:
    """Return the lists of words, and the short forms (« ke = que ») apart."""
    lists = {
        name: frozenset(words(entry) for entry in entries)
        for name, entries in knowledge.words.items()
        if name not in {"abreviations", "surnoms"}
    }
    short_forms = _pairs(knowledge, "abreviations")
    return lists, {short: meant for (short, *_), meant in short_forms.items()}


def _pairs(knowledge: Knowledge, name: str) -> dict[Words, Words]:
    """Return what is written short, and what it means: « tlse = toulouse »."""
    pairs = (entry.split("=", 1) for entry in knowledge.words[name])
    return {words(short): words(meant) for short, meant in pairs}


def _whole(options: Iterable[Option]) -> dict[Words, tuple[str, ...]]:
    return _by_words(
        (words(said), option.id)
        for option in options
        for said in (option.label, option.phrase, *option.synonyms)
    )


def _near(light: frozenset[str], entries: Mapping[Words, tuple[str, ...]]) -> dict[Words, tuple[str, ...]]:
    bare = ((_bare(light, said), value) for said, values in entries.items() for value in values)
    return _by_words((key, value) for key, value in bare if key)


def _by_words(pairs: Iterable[tuple[Words, str]]) -> dict[Words, tuple[str, ...]]:
    """Gather the values of the same words, in order and once."""
    found: dict[Words, tuple[str, ...]] = {}
    for key, value in pairs:
        found[key] = tuple(dict.fromkeys((*found.get(key, ()), value)))
    return found


def _inside(knowledge: Knowledge, light: frozenset[str]) -> dict[str, tuple[Phrase, ...]]:
    found: dict[str, list[Phrase]] = {}
    lists = {name: _any_of(light, entries) for name, entries in knowledge.words.items()}
    for question in knowledge.questions.values():
        for option in question.options:
            for pattern in option.inside:
                places = tuple(_places(lists, light, pattern))
                phrase = Phrase(places, Answer(question.id, option.id))
                for first in phrase.firsts():
                    found.setdefault(first, []).append(phrase)
    return {first: tuple(phrases) for first, phrases in found.items()}


def _places(
    lists: Mapping[str, frozenset[Words]], light: frozenset[str], pattern: str
) -> Iterator[frozenset[Words]]:
    """Yield what may stand at each place of a phrase: plain words, then a choice, and so on."""
    at = 0
    for choice in _CHOICE.finditer(pattern):
        yield frozenset({_bare(light, words(pattern[at : choice.start()]))})
        yield lists[choice[2]] if choice[2] else _any_of(light, choice[1].split("|"))
        at = choice.end()
    yield frozenset({_bare(light, words(pattern[at:]))})


def _any_of(light: frozenset[str], chosen: Iterable[str]) -> frozenset[Words]:
    return frozenset(key for said in chosen if (key := _bare(light, words(said))) or not said)


def _chosen(inside: Mapping[str, tuple[Phrase, ...]]) -> set[Words]:
    return set[Words]().union(*{fits for phrases in inside.values() for p in phrases for fits in p.places})
