"""Territories without a CRESS: a country, or an ocean away."""

from collections.abc import Iterable

from dialogs.clauses import Clause
from dialogs.lexicon import lexicon
from dialogs.words import Words
from knowledge.content import Knowledge

BESIDE = 3
"""Words that may say something else in a clause that names such a territory."""
_NOT = (("pas",), ("non",))


def without_chamber(knowledge: Knowledge, said: Words) -> bool:
    """Tell whether a message ends with a place that has no CRESS: a country, or an ocean away."""
    known = lexicon(knowledge)
    abroad, small = known.lists["territoires_sans_cress"], known.small("lieu")
    for size in (1, 2, 3, 4):
        before = said[:-size]
        while before and before[-1] in small:
            before = before[:-1]
        if said[-size:] in abroad and before[-1:] not in _NOT:  # « Laval, pas au Canada »
            return True
    return False


def abroad(knowledge: Knowledge, heard: Iterable[Clause]) -> int:
    """Return how many words name a place that has no CRESS, where a clause says little else; 0: none."""
    known = lexicon(knowledge)
    sizes = (
        end - start
        for said in (clause.said for clause in heard if not clause.others)
        for start, end in known.found("territoires_sans_cress", said)
        if len({*said[:start], *said[end:]} - known.around_places) <= BESIDE
    )
    return max(sizes, default=0)
