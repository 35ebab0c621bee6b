"""Names of places that stand right after what says that somebody is there: « une asso à la Crau »."""

import math

from dialogs.lexicon import ARTICLES, Lexicon
from dialogs.sights import Sight
from dialogs.spots import LARGE, NOTABLE

NEAR = 5
"""Words before a place among which « on est basés » counts."""


def barely(known: Lexicon, sight: Sight, people: int) -> bool:
    """Tell « asso à moulins »: a word of every day, in small letters, is a town right after a structure.

    It is asked; a large town needs no structure before « à », when no article is a part of its name.
    """
    if _bluntly(known, sight, people):
        return True
    bare = sight.name[1:] if sight.name[0] in ARTICLES else sight.name
    least, most = (NOTABLE, LARGE) if bare == sight.name else (LARGE, math.inf)
    small = known.small("courants").issuperset(bare) and sight.capitals.isdisjoint(bare)
    ends = sight.start + sight.length == len(sight.said)
    return small and ends and least <= people < most and _head(known, sight) in known.small("structure")


def _bluntly(known: Lexicon, sight: Sight, people: int) -> bool:
    """Tell « association nice », « asso de nice »: a large town right after a structure, and nothing else."""
    ends = sight.start + sight.length == len(sight.said)
    ahead = sight.before[1:] if sight.before[:1] == ("de",) else sight.before
    everyday = known.small("courants").issuperset(sight.name)
    return everyday and people >= LARGE and ends and len(ahead) == 1 and ahead[0] in known.small("structure")


def settled_there(known: Lexicon, sight: Sight) -> bool:
    """Tell « une asso à la Crau », « on est basés au Rheu »: where a structure is, or the person."""
    head = _head(known, sight)
    near = sight.said[max(0, sight.start - NEAR) : sight.start + 1]
    return bool(head) and (head in known.small("structure") or known.says("ancrage", near))


def _head(known: Lexicon, sight: Sight) -> str:
    """Return what stands before « à », or « au », and a name of place."""
    ahead = sight.before if sight.contracted else sight.before[1:] if sight.before[:1] == ("a",) else ()
    return next((word for word in ahead if word not in known.small("qualificatifs")), "")
