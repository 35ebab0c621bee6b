"""Places named one after the other: « Blois et Vendôme », « Lot ou Dordogne »."""

from dialogs.lexicon import ARTICLES
from dialogs.spots import spots
from dialogs.words import Words
from knowledge.content import Knowledge

_LISTING = frozenset({"et", "ou", "ni", "puis", "voire", "soit", *ARTICLES, "a", "en", "dans", "de", "d"})


def listed(said: Words, start: int, end: int) -> bool:
    """Tell whether words come right after another place: « Blois et Vendôme », « Nantes ou Rennes »."""
    between = said[end:start]
    return bool(end) and all(word in _LISTING for word in between)


def begins_list(knowledge: Knowledge, after: Words) -> bool:
    """Tell whether « ou » and another place come next: « Lot ou Dordogne »."""
    if after[:1] not in {("ou",), ("et",)}:
        return False
    others = after[1:]
    while others and others[0] in _LISTING:
        others = others[1:]
    return any(spots(knowledge, others[:size]) for size in range(1, min(3, len(others)) + 1))
