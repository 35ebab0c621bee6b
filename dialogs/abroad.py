"""Places that have no CRESS: countries, towns abroad, territories an ocean away."""

from collections.abc import Iterable

from dialogs.clauses import Clause
from dialogs.lexicon import Lexicon, lexicon
from dialogs.sights import Sight
from dialogs.spots import LARGE, Spot, Spots, named
from dialogs.words import Words
from knowledge.content import Knowledge

AWAY = Spot(None, None, LARGE, official=True)
BESIDE = 3
"""Words that may say something else in a clause that names such a place."""
NEAR = 5
LONGEST = 4
"""Words of the longest name."""
_NOT = (("pas",), ("non",))
_AT = frozenset({"a", "au", "aux", "en"})
_FROM = frozenset({"de", "depuis", "d"})
"""Right after « je suis », « je vous écris »: « une école de Bamako » is not where one is."""
_LIST = "territoires_sans_cress"


def named_away(known: Lexicon, said: Words, start: int) -> int:
    """Return how many words of a sentence, from one on, name a place without a CRESS; 0: none."""
    sizes = known.sizes[_LIST].get(said[start])
    if not sizes:
        return 0
    fitting = (size for size in sizes if start + size <= len(said))
    return next((size for size in fitting if said[start : start + size] in known.lists[_LIST]), 0)


def alone(known: Lexicon, said: Words) -> bool:
    """Tell a message that is such a name: « Suisse », « à Montréal »."""
    start = next((at for at, word in enumerate(said) if word not in known.small("lieu")), 0)
    return said[start:] in known.lists[_LIST]


def stays(known: Lexicon, sight: Sight) -> bool:
    """Tell « une asso à Genève », « je vous écris de Tahiti » from « des écoles au Mali », only helped."""
    before = sight.before[0] if sight.before else ""
    if sight.alone and before != "l":
        return True
    if before in _FROM:
        return any(end == sight.start - 1 for _, end in known.found("ancrage", sight.said[: sight.start - 1]))
    if before not in _AT:
        return False
    small = known.around_places | known.small("qualificatifs")
    head = next((word for word in sight.before if word not in small), "")
    near = sight.said[max(0, sight.start - NEAR) : sight.start + 1]
    return head in known.small("structure") or known.says("ancrage", near)


def apart(read: list[Spots]) -> list[Spots]:
    """Keep the places of our regions, if any; « Genève, côté suisse » is no « Suisse » of theirs."""
    if any(here == (AWAY,) for here in read):
        read = [(AWAY,) if AWAY in here else here for here in read]
    return [here for here in read if any(spot.region for spot in here)] or read


def without_chamber(knowledge: Knowledge, said: Words) -> bool:
    """Tell whether a message ends with a place that has no CRESS, and that no commune is called by."""
    known = lexicon(knowledge)
    for size in range(1, LONGEST + 1):
        before, end = said[:-size], said[-size:]
        while before and before[-1] in known.small("lieu"):
            before = before[:-1]
        denied = before[-1:] in _NOT  # « Laval, pas au Canada »
        if end in known.lists[_LIST] and not denied and not any(s.region for s in named(knowledge, end)):
            return True
    return False


def told(known: Lexicon, heard: Iterable[Clause]) -> bool:
    """Tell whether a clause names such a place and little else: « ici c'est Wallis, le bout du monde »."""
    return any(
        len({*said[:start], *said[end:]} - known.around_places) <= BESIDE
        for said in (clause.said for clause in heard if not clause.others)
        for start, end in known.found(_LIST, said)
    )
