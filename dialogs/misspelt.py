"""Names of places that are misspelt: those a few slips away from what was typed."""

from collections.abc import Callable
from functools import cache
from itertools import chain

from rapidfuzz import process
from rapidfuzz.distance import OSA

from dialogs.spots import Spots, official_names, renamed, spots
from dialogs.words import Words
from knowledge.content import Knowledge
from knowledge.derived import derived

FUZZY_FROM = 3
SURE_FROM = 10


def near(knowledge: Knowledge, said: Words, slips: int) -> tuple[Spots, bool]:
    """Return the places whose name is some slips away, and whether they are near enough to be taken.

    Near enough: the only name that near, long enough that no other word looks like it.
    """
    name = " ".join(renamed(knowledge, said))
    if len(name) < FUZZY_FROM * slips:
        return (), False
    found = _within(knowledge, name, slips)
    named = tuple(spot for candidate in found for spot in spots(knowledge, tuple(candidate.split())))
    return named, len(found) == 1 and len(name) >= SURE_FROM * slips


def _within(knowledge: Knowledge, name: str, allowed: int) -> list[str]:
    """Return the names at most some slips away that begin alike, but for one letter at the beginning."""
    shelf = _shelves(knowledge)
    begun = [(at, letter) for letter in dict.fromkeys(name[:2]) for at in (0, 1)]
    found: dict[str, None] = {}
    for length in range(len(name) - allowed, len(name) + allowed + 1):
        for at, letter in begun:
            names = shelf(length, at, letter).split(";")
            near = process.extract(name, names, scorer=OSA.distance, score_cutoff=allowed, limit=len(names))
            found.update(dict.fromkeys(candidate for candidate, _, _ in near))
    return list(found)


@derived
def _shelves(knowledge: Knowledge) -> Callable[[int, int, str], str]:
    """Return what gives the names of a length by one of their first two letters, with semicolons between.

    They are sorted out when asked for; one text takes a fifth of the memory of its names.
    """
    rolls = knowledge.gazetteer.communes, knowledge.gazetteer.groups
    official = official_names(knowledge)

    @cache
    def shelf(length: int, at: int, letter: str) -> str:
        known = (name for name in official if len(name) == length)
        names = chain(known, *(roll.sized(length) for roll in rolls))
        return ";".join([name for name in names if name[at : at + 1] == letter])

    return shelf
