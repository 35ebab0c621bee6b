"""Places as answers: a region, its département, or the doubt between several."""

from dialogs.events import Answer
from dialogs.spots import NUMBER, Spot, Spots, spots
from dialogs.words import Words
from knowledge.content import Knowledge
from knowledge.questions import DEPARTMENT, ELSEWHERE, REGION


def placed(spot: Spot) -> tuple[Answer, ...]:
    """Return the region and the département of a place, when it has them."""
    region = (Answer(REGION, spot.region),) if spot.region else ()
    return (*region, *((Answer(DEPARTMENT, spot.department),) if spot.department else ()))


def elsewhere(found: Spots) -> tuple[Answer, ...]:
    """Return the regions of the smaller places of the only name that is meant."""
    return tuple(Answer(REGION, region) for region in found[0].overwhelmed)


def either_place(question: str | None, found: Spots) -> list[Answer]:
    """Ask between places: their départements where these are asked for, else their regions."""
    if question == DEPARTMENT and all(spot.department or spot.among for spot in found):
        return departments(found)
    ours = any(spot.region for spot in found)
    return [Answer(REGION, spot.region or ELSEWHERE) for spot in found] if ours else []


def within(question: str | None, found: Spots) -> tuple[Answer, ...]:
    """Return the département of the only place whose region is to be asked: it goes with the region."""
    only = found[0] if len(found) == 1 and question != DEPARTMENT else None
    return placed(only)[1:] if only and only.region else ()


def departments(found: Spots) -> list[Answer]:
    """Ask between départements, those of one region too: « à cheval sur l'Aube et la Marne »."""
    named = (name for spot in found for name in (spot.among or (spot.department,)))
    return [Answer(DEPARTMENT, name) for name in named if name]


def coded(knowledge: Knowledge, said: Words) -> Spots:
    """Return what the number of a département, or the code of a territory an ocean away, names alone."""
    number = len(said) == 1 and NUMBER.match(said[0])
    found = spots(knowledge, said) if number or (len(said) == 1 and said[0].isdigit()) else ()
    return found if number or not any(spot.region for spot in found) else ()
