"""Numbers right after the name of a place: its département, its postal code, or what is counted next."""

from collections.abc import Iterable

from dialogs.sights import Sight
from dialogs.spots import CODE, Spot, Spots, held, named
from dialogs.words import Words
from knowledge.content import Knowledge


def counting(said: Words, start: int, length: int) -> bool:
    """Tell « Paris 2 salariés » from « Paris 2 »: the number is of what follows, and Paris is Paris."""
    last = said[start + length - 1]
    return length > 1 and last.isdigit() and len(last) < CODE and start + length < len(said)


def confirmed(knowledge: Knowledge, sight: Sight, here: Spots) -> bool:
    """Tell whether the number of its département follows a town: « asso pau 64 »."""
    after = sight.said[sight.start + sight.length :][:1]
    coded = named(knowledge, after) if sight.told and after and after[0].isdigit() else ()
    return bool(held(here, coded))


def a_sum(sight: Sight, code: Spots, sights: Iterable[tuple[Sight, Spots]]) -> bool:
    """Tell « 14000 », which may be a sum, from « Ajaccio 20000 », the postal code of its town."""
    return sight.rounded and not any(held(town, code) for _, town in sights)


def same(named: Spots, spot: Spot) -> bool:
    """Tell whether a region or a département is said twice: « Gironde 33 », « Bretagne 35 »."""
    official = (other for other in named if other.official and other.region == spot.region)
    return any(other.department in {None, spot.department} for other in official)
