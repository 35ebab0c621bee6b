"""Misspelt words put right against the vocabulary: fuzzy on words, so that meaning can stay exact.

Short forms are written in full. A word that is known, short, a number or a place is never touched. The
distance allowed depends on the length, and the nearest word must be the only one that near.
"""

import re
from collections.abc import Callable
from functools import lru_cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

from dialogs.lexicon import Lexicon, lexicon
from dialogs.words import Words, words
from knowledge.content import Knowledge
from knowledge.derived import derived

SHORT = 4
LONG = 8
_HELD = re.compile(r"(.)\1{2,}")
_ELIDED = re.compile(r"^(qu|[djlmnst])([aeiouyh]?\w{3,})$")


def repaired(knowledge: Knowledge, said: Words) -> Words:
    """Return the words with those that are one slip away from the vocabulary put right."""
    known = lexicon(knowledge)
    if known.untouched.issuperset(said):
        return said
    found: list[str] = []
    for at, word in enumerate(said):
        if word in known.untouched:
            found.append(word)
            continue
        right = _repaired(knowledge, known, word)
        repeated = len(right) > 1 and said[at + 1 : at + 2] == right[-1:]
        found += right[:-1] if repeated else right
    return tuple(found)


def mended(knowledge: Knowledge, said: Words) -> frozenset[str]:
    """Return the words that stand for misspelt ones: near them, no more."""
    known = lexicon(knowledge)
    if known.untouched.issuperset(said):
        return frozenset()
    odd = (word for word in said if word not in known.untouched and word not in known.short_forms)
    right = ((word, _repaired(knowledge, known, word)) for word in odd)
    return frozenset(near for word, (near, *others) in right if not others and near != word)


def _repaired(knowledge: Knowledge, known: Lexicon, word: str) -> Words:
    if word in known.short_forms:
        return known.short_forms[word]
    if word in known.known or word.isdigit():
        return (word,)
    word = _HELD.sub(r"\1", word)
    if word in known.known or len(word) < SHORT or word in knowledge.gazetteer.communes:
        return (word,)
    if word in _official(knowledge):
        return (word,)
    near = _nearest(knowledge)(word)
    return (near,) if near else _respelt(knowledge, known, word)


@derived
def _official(knowledge: Knowledge) -> frozenset[str]:
    """Return the words of the names of regions and départements: « Denis » is no « devis »."""
    regions = knowledge.regions.values()
    names = (name for region in regions for name in (region.name, *region.departments.values()))
    return frozenset(word for name in names for word in words(name))


def _respelt(knowledge: Knowledge, known: Lexicon, word: str) -> Words:
    """Put an apostrophe back (« dinsertion »), or a `c` for a `k`."""
    elided = _ELIDED.match(word)
    if elided and elided[2] in known.known:
        return (elided[1], elided[2])
    for sound in ("c", "qu") if word[0] == "k" else ():
        near = f"{sound}{word[1:]}"
        right = near if near in known.known else _nearest(knowledge)(near)
        if right:
            return (right,)
    return (word,)


@derived
def _nearest(knowledge: Knowledge) -> Callable[[str], str | None]:
    """Return what finds the nearest word of a vocabulary; what it remembers is forgotten with the content."""
    shelves: dict[tuple[str, int], list[str]] = {}
    for word in sorted(lexicon(knowledge).known):
        if len(word) >= SHORT and not word.isdigit():
            shelves.setdefault((word[0], len(word)), []).append(word)

    @lru_cache(maxsize=20_000)
    def nearest(word: str) -> str | None:
        bound = 1 if len(word) < LONG else 2
        found: list[tuple[str, int, int]] = []
        for length in range(len(word) - bound, len(word) + bound + 1):
            near = shelves.get((word[0], length), [])
            found += process.extract(word, near, scorer=OSA.distance, score_cutoff=bound, limit=len(near))
        best = min((distance for _, distance, _ in found), default=0)
        names = sorted({name for name, distance, _ in found if distance == best})
        stems = {name.rstrip("sxetrz") for name in names}
        return min(names, key=len) if len(stems) == 1 else None

    return nearest
