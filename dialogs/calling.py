"""The programmes that a text names: by their button, a spelling of the glossary, or a word of the result."""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import pairwise, takewhile

from dialogs.lexicon import ARTICLES, lexicon
from dialogs.turn import Turn
from dialogs.words import Words, all_words, words
from knowledge.content import Knowledge
from knowledge.programmes import Programme
from knowledge.sources import Term

_ASIDE = re.compile(r"^(?:La|Le|Les) | ?\(.*\)")
_BEFORE = ARTICLES | {
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
_JOINING = frozenset({"et", "ou", "avec", "qu", "que", "entre"})
"""What stands between two words that are compared."""


def named(turn: Turn, text: str) -> str | None:
    """Return the programme that a text names where the person is; the longest name counts.

    A name of several is that of the one that the result holds: « le MPESS ».
    """
    said = words(text)
    called = _called(turn.knowledge)
    for run in _runs(turn.knowledge, said):
        here = [name for name in called[run] if _here(turn, name)]
        if found := _one(turn, here):
            return found
    return None


def hinted(turn: Turn, text: str) -> str | None:
    """Return the only programme whose button begins with a word that a text names: of the result, else here.

    Or the only one of the result whose name begins with a term that is named: « et l'incubateur ? ».
    """
    said, held = words(text), _held(turn)
    labels = [words(turn.knowledge.glossary[term].label) for term in terms_in(turn.knowledge, said)]
    begins = [p.id for p in held.values() if any(words(p.name)[: len(label)] == label for label in labels)]
    heads = [name for name in turn.knowledge.programmes if _here(turn, name) and _headed(turn, said, name)]
    among = ([name for name in heads if name in held], begins, heads)
    return next((found[0] for found in among if len(found) == 1), None)


def absent(turn: Turn, text: str) -> tuple[str, ...]:
    """Return the programmes that a text names, when all of them exist in other regions only.

    By their button, or by a word of those regions: « l'incubateur » is said everywhere.
    """
    said, called = words(text), _called(turn.knowledge)
    for run in _runs(turn.knowledge, said):
        term = turn.knowledge.glossary.get(lexicon(turn.knowledge).terms.get(run, ""))
        everywhere = term is not None and term.regions == "partout"
        if not everywhere and not any(_here(turn, name) for name in called[run]):
            return called[run]
    return ()


def family(programmes: Iterable[Programme]) -> str:
    """Return the words with which the buttons of some programmes begin: « MPESS »."""
    shorts = zip(*(programme.short.split() for programme in programmes), strict=False)
    return " ".join(first for first, *others in takewhile(lambda same: len({*same}) == 1, shorts))


def terms_in(knowledge: Knowledge, said: Words) -> list[str]:
    """Return the terms of the glossary in some words, in order and once."""
    return list(dict.fromkeys(term for _, _, term in _terms(knowledge, said)))


def listed(knowledge: Knowledge, text: str) -> list[str]:
    """Return the terms of the glossary that a text puts side by side: « un DLA et un incubateur »."""
    said = words(text)
    found = list(_terms(knowledge, said))
    beside: list[str] = []
    for (_, end, first), (start, _, second) in pairwise(found):
        between = {*said[end:start]}
        if between & _JOINING and between <= _JOINING | _BEFORE:
            beside += [first, second]
    return list(dict.fromkeys(beside))


def alone(knowledge: Knowledge, text: str) -> str | None:
    """Return the term of the glossary that is all that a text says: « et la SCIC ? »."""
    said = words(text)
    found = list(_terms(knowledge, said))
    if len(found) != 1:
        return None
    (start, end, term), *_ = found
    return term if {*said[:start], *said[end:]} <= _JOINING | _BEFORE else None


def _terms(knowledge: Knowledge, said: Words) -> Iterator[tuple[int, int, str]]:
    """Yield the terms of the glossary in some words and where they are, the longest spellings first."""
    known, longest = lexicon(knowledge).terms, _longest(knowledge)
    start = 0
    while start < len(said):
        sizes = range(min(longest, len(said) - start), 0, -1)
        size = next((size for size in sizes if said[start : start + size] in known), 0)
        if size:
            yield start, start + size, known[said[start : start + size]]
        start += max(size, 1)


@lru_cache(maxsize=4)
def _longest(knowledge: Knowledge) -> int:
    """Return how many words the longest name or term has: a long message is not looked at whole."""
    return max(map(len, (*lexicon(knowledge).terms, *_called(knowledge))))


def _one(turn: Turn, names: list[str]) -> str | None:
    if len(names) > 1:
        names = [name for name in names if name in _held(turn)]
    return names[0] if len(names) == 1 else None


def _here(turn: Turn, name: str) -> bool:
    return turn.region is None or turn.knowledge.programmes[name].exists_in(turn.region)


def _held(turn: Turn) -> Mapping[str, Programme]:
    """Return the programmes of the result."""
    result = turn.orientation
    names = [each.programme for each in (*result.now, *result.later)] if result else []
    return {name: turn.knowledge.programmes[name] for name in names}


def _headed(turn: Turn, said: Words, name: str) -> bool:
    """Tell whether words name a programme by the first word of its button: « l'incubateur »."""
    head = short(turn.knowledge.programmes[name])[0]
    at = [rank for rank, word in enumerate(said) if word == head and said[max(0, rank - 1)] in _BEFORE]
    return bool(at) and not _common(turn.knowledge, head)


def _common(knowledge: Knowledge, word: str) -> bool:
    """Tell a word that says nothing, or that is used to ask: « le prix », « les aides »."""
    known = lexicon(knowledge)
    return word in known.hollow or any(word in entry for entry in known.intentions)


@lru_cache(maxsize=4)
def _called(knowledge: Knowledge) -> Mapping[Words, tuple[str, ...]]:
    """Return the programmes of a content by what they are called."""
    found: dict[Words, dict[str, None]] = {}
    for programme in knowledge.programmes.values():
        found.setdefault(short(programme), {})[programme.id] = None
    for term in knowledge.glossary.values():
        for said in all_words((term.label, term.name or "", *term.spellings)):
            if said and said not in found:
                found[said] = dict.fromkeys(_meant(knowledge, term))
    return {said: tuple(names) for said, names in found.items() if names}


def _meant(knowledge: Knowledge, term: Term) -> Iterable[str]:
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


def _runs(knowledge: Knowledge, said: Words) -> Iterator[Words]:
    """Yield the names of programmes in some words, the longest first."""
    names = _called(knowledge)
    for size in range(min(_longest(knowledge), len(said)), 0, -1):
        for at in range(len(said) - size + 1):
            if said[at : at + size] in names:
                yield said[at : at + size]


def _in(name: Words, said: Words) -> bool:
    return any(said[at : at + len(name)] == name for at in range(len(said)))
