"""What programmes and words are called in a content: by a button, a term of the glossary, its spellings."""

import re
from collections.abc import Container, Iterable, Iterator, Mapping
from itertools import pairwise

from dialogs.lexicon import ARTICLES, Sizes, by_first, lexicon
from dialogs.words import Words, all_words, words
from knowledge.content import Knowledge
from knowledge.derived import derived
from knowledge.programmes import Programme
from knowledge.questions import STATUS
from knowledge.sources import Term

_ASIDE = re.compile(r"^(?:La|Le|Les) | ?\(.*\)")
BEFORE = ARTICLES | {
    "un",
    "une",
    "du",
    "au",
    "aux",
    "des",
    "d",
    "cet",
    "ce",
    "cette",
    "votre",
    "mon",
    "notre",
}
"""What stands before a word that is a name."""
SHORT = 9
"""Words of a question that is about a word."""
_WONDERING = frozenset(
    {"quel", "quelle", "quels", "quelles", "quand", "qui", "comment", "combien", "pourquoi", "quoi"}
)
_JOINING = frozenset({"et", "ou", "avec", "qu", "que", "entre"})
"""What stands between two words that are compared."""


def without_names(knowledge: Knowledge, said: Words) -> Words:
    """Return words without those that name programmes; the longest names count."""
    if _sizes(knowledge).keys().isdisjoint(said):
        return said
    spans = _spans(said, _called(knowledge), _sizes(knowledge))
    named = {at for start, end in spans for at in range(start, end)}
    return tuple(word for at, word in enumerate(said) if at not in named)


def listed(knowledge: Knowledge, text: str) -> list[str]:
    """Return the terms of the glossary that a text puts side by side: « un DLA et un incubateur »."""
    said = words(text)
    found = list(spelt(knowledge, said))
    beside: list[str] = []
    for (_, end, first), (start, _, second) in pairwise(found):
        between = {*said[end:start]}
        if between & _JOINING and between <= _JOINING | BEFORE:
            beside += [first, second]
    return list(dict.fromkeys(beside))


def alone(knowledge: Knowledge, text: str) -> str | None:
    """Return the term of the glossary that is all that a text says: « et la SCIC ? »."""
    said = words(text)
    found = list(spelt(knowledge, said))
    if len(found) != 1:
        return None
    (start, end, term), *_ = found
    return term if {*said[:start], *said[end:]} <= _JOINING | BEFORE else None


def wondered(knowledge: Knowledge, text: str) -> str | None:
    """Return the term that a short question is about: « quel tribunal ? », « 45 jours dès quand ».

    Not one that says what somebody is: « une asso peut-elle… » asks for no definition.
    """
    said = words(text)
    asking = "?" in text or not _WONDERING.isdisjoint(said)
    if not asking or len(said) > SHORT:
        return None
    mine = lexicon(knowledge).whole[STATUS]
    return next((term for start, end, term in spelt(knowledge, said) if said[start:end] not in mine), None)


def terms_in(knowledge: Knowledge, said: Words) -> list[str]:
    """Return the terms of the glossary in some words, in order and once."""
    return list(dict.fromkeys(term for _, _, term in spelt(knowledge, said)))


def spelt(knowledge: Knowledge, said: Words) -> Iterator[tuple[int, int, str]]:
    """Yield the terms of the glossary in some words and where they are, the longest spellings first."""
    known = lexicon(knowledge).terms
    for start, end in _spans(said, known, _term_sizes(knowledge)):
        yield start, end, known[said[start:end]]


def _spans(said: Words, names: Container[Words], sizes: Sizes) -> Iterator[tuple[int, int]]:
    """Yield where names are in some words, one after the other, the longest first."""
    at = 0
    while at < len(said):
        size = next((n for n in sizes.get(said[at], ()) if said[at : at + n] in names), 0)
        if size:
            yield at, at + size
        at += max(size, 1)


def runs(knowledge: Knowledge, said: Words) -> Iterator[tuple[Words, tuple[str, ...]]]:
    """Yield the names of programmes in some words, the longest first, with those that they name."""
    names = _called(knowledge)
    for size in range(min(_longest(knowledge), len(said)), 0, -1):
        for at in range(len(said) - size + 1):
            if found := names.get(said[at : at + size]):
                yield said[at : at + size], found


@derived
def _longest(knowledge: Knowledge) -> int:
    """Return how many words the longest name or term has: a long message is not looked at whole."""
    return max(map(len, (*lexicon(knowledge).terms, *_called(knowledge))))


@derived
def _sizes(knowledge: Knowledge) -> Sizes:
    return by_first(_called(knowledge))


@derived
def _term_sizes(knowledge: Knowledge) -> Sizes:
    return by_first(lexicon(knowledge).terms)


@derived
def _called(knowledge: Knowledge) -> Mapping[Words, tuple[str, ...]]:
    """Return the programmes of a content by what they are called."""
    found: dict[Words, dict[str, None]] = {}
    for programme in knowledge.programmes.values():
        found.setdefault(short(programme), {})[programme.id] = None
    for term in knowledge.glossary.values():
        for said in all_words((term.label, term.name or "", *term.spellings)):
            if said and said not in found:
                found[said] = dict.fromkeys(meant(knowledge, term))
    return {said: tuple(names) for said, names in found.items() if names}


def meant(knowledge: Knowledge, term: Term) -> Iterable[str]:
    """Return the programmes that a term of the glossary is about: itself, or those whose button holds it."""
    if term.id in knowledge.programmes:
        return (term.id,)
    label = words(term.label)
    holding = [p for p in knowledge.programmes.values() if _in(label, short(p))]
    family = all(short(programme)[: len(label)] == label for programme in holding)
    return [programme.id for programme in holding] if family or len(holding) == 1 else ()


def short(programme: Programme) -> Words:
    """Return the words of the button of a programme: « La CRESS » is « cress »."""
    return words(_ASIDE.sub("", programme.short))


def _in(name: Words, said: Words) -> bool:
    return any(said[at : at + len(name)] == name for at in range(len(said)))
