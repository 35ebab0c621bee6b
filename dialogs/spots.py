"""What a name of place may be: regions, départements by name or number, postal codes, communes.

A name that several regions share is not guessed, unless one of the places is so much larger that nobody
would mean another.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import chain

from dialogs.lexicon import ARTICLES, lexicon
from dialogs.words import Words, words
from knowledge.content import Knowledge
from knowledge.derived import derived, remembered

OVERWHELMING = 20
"""How many times more inhabitants make one place the only one meant."""
COMMON = 3
"""How many other regions have a place of a name that is asked all the same."""
LARGE = 20_000
NOTABLE = 3_000
REMEMBERED = 4_000
"""Words of which it is remembered whether they are a place: a few thousand make most messages."""
LONGEST = 6
"""Words of the longest name of place that is looked for inside a sentence."""
CODE = 5
NUMBER = re.compile(r"^(?:97[1-6]|2[ab]|\d{2})$")
_OVERSEAS = ("984", "986", "987", "988")
"""How the postal codes begin of what is French, and neither a département nor in the gazetteer."""
CONTRACTED = {"au": "le", "du": "le", "aux": "les", "des": "les"}


@dataclass(frozen=True)
class Spot:
    """A place: its region (None: it has no CRESS), its département when it is settled, its inhabitants.

    `official` is the name of a region or of a département, which no town overwhelms; `shortened` is a town
    called by the beginning of its name, which overwhelms no other. `overwhelmed`: the regions of the smaller
    places of that name, which somebody may mean all the same; `among`: the départements of several places
    of the region that are named side by side.
    """

    region: str | None
    department: str | None
    people: int = 0
    official: bool = False
    shortened: bool = False
    overwhelmed: tuple[str, ...] = ()
    among: tuple[str, ...] = ()


Spots = tuple[Spot, ...]


@derived
def _territory(knowledge: Knowledge) -> tuple[Mapping[str, Spots], Mapping[str, str]]:
    """Return the spots of regions and départements by folded name, and the region of each département."""
    names: dict[str, Spots] = {}
    regions: dict[str, str] = {}
    for region in knowledge.regions.values():
        only = next(iter(region.departments)) if len(region.departments) == 1 else None
        for name in (region.name, *region.spellings):
            names[" ".join(words(name))] = (Spot(region.code, only, official=True),)
        for code, name in region.departments.items():
            regions[code] = region.code
            names.setdefault(" ".join(words(name)), (Spot(region.code, code, official=True),))
    return names, regions


def official_names(knowledge: Knowledge) -> Iterable[str]:
    """Return the folded names of regions and départements."""
    return _territory(knowledge)[0].keys()


def namesakes(knowledge: Knowledge, said: Words) -> Spots:
    """Return the regions named after what is the name of a département elsewhere: « Loire »."""
    return _namesakes(knowledge).get(" ".join(said), ())


@derived
def _namesakes(knowledge: Knowledge) -> Mapping[str, Spots]:
    names, _ = _territory(knowledge)
    found: dict[str, Spots] = {}
    for region in knowledge.regions.values():
        last = words(region.name)[-1]
        if names.get(last, ()) and names[last][0].region != region.code:
            found[last] = (*found.get(last, ()), Spot(region.code, None, official=True))
    return found


@derived
def _renaming(knowledge: Knowledge) -> frozenset[str]:
    return frozenset(said[0] for said in lexicon(knowledge).nicknames)


def _of_saint(full: Words) -> bool:
    return len(full) == 1 and full[0].startswith("saint")


def renamed(knowledge: Knowledge, said: Words) -> Words:
    """Write the nicknames of places in full: « tlse » is Toulouse, « st » is « saint »."""
    nicknames = lexicon(knowledge).nicknames
    if _renaming(knowledge).isdisjoint(said):
        return said
    if said in nicknames:
        return nicknames[said]
    written = (nicknames.get((word,), ()) for word in said)
    return tuple(full[0] if _of_saint(full) else word for word, full in zip(said, written, strict=True))


def spots(knowledge: Knowledge, said: Words) -> Spots:
    """Return what a name may be; an empty tuple when it is no known place."""
    return named(knowledge, said) if 0 < len(said) <= room(knowledge, said) else ()


def named(knowledge: Knowledge, said: Words) -> Spots:
    """Return what a name may be, of no more words than there is `room` for."""
    typed, said = said, renamed(knowledge, said)
    name = " ".join(said)
    names, _ = _territory(knowledge)
    as_said = names.get(name, ())
    official = as_said or (names.get(" ".join(said[1:])) if said[0] in ARTICLES else None) or ()
    towns = _towns(knowledge, name)
    if not towns or max(town.people for town in towns) < LARGE:
        towns += _begun(knowledge).get(name, ())
    if not official:
        return towns or _coded(knowledge, said)
    others = {spot.region for spot in official}
    rivals = tuple(town for town in towns if town.people >= LARGE and town.region not in others)
    homonyms = (*towns, *(_towns(knowledge, " ".join(typed)) if typed != said else ()))
    smaller = dict.fromkeys(t.region for t in homonyms if t.region and t.region not in others)
    if as_said and _is_region(knowledge, as_said[0]):
        smaller = {}  # nobody gives it for a hamlet
    return (*(replace(spot, overwhelmed=tuple(smaller)) for spot in official), *rivals)


def _is_region(knowledge: Knowledge, spot: Spot) -> bool:
    return spot.department is None or len(knowledge.regions[spot.region or ""].departments) == 1


def _towns(knowledge: Knowledge, name: str) -> Spots:
    """Return the communes of a name, else the intercommunality's places."""
    _, regions = _territory(knowledge)
    return tuple(
        Spot(regions.get(place.department), place.department, place.people)
        for place in knowledge.gazetteer.named(name)
    )


@derived
def _begun(knowledge: Knowledge) -> Mapping[str, Spots]:
    """Return the large towns by what people call them for short: « Évry », « Clermont », « Aix »."""
    _, regions = _territory(knowledge)
    found: dict[str, Spots] = {}
    for name in knowledge.gazetteer.populous(LARGE):
        first, *others = name.split()
        if first in ARTICLES and len(others) > 1:
            first, *others = f"{first} {others[0]}", *others[1:]
        if not others or first in ARTICLES or first.startswith("saint"):
            continue
        large = (place for place in knowledge.gazetteer.named(name) if place.people >= LARGE)
        towns = (
            Spot(regions.get(place.department), place.department, place.people, shortened=True)
            for place in large
        )
        found[first] = (*found.get(first, ()), *towns)
    return found


def _coded(knowledge: Knowledge, said: Words) -> Spots:
    """Read a postal code, or the number of a département."""
    _, regions = _territory(knowledge)
    code = "".join(said)
    if len(code) == CODE and code.isdigit():
        posted = knowledge.gazetteer.posted(code)
        if not posted and code.startswith(_OVERSEAS):
            return (Spot(None, None),)
        return tuple(Spot(regions.get(place.department), place.department) for place in posted)
    if NUMBER.match(code) and code.upper() in regions:
        return (Spot(regions[code.upper()], code.upper()),)
    return ()


def settled(candidates: Spots) -> Spots:
    """Keep one spot a region, the largest first; a single one when it overwhelms the others."""
    regions: dict[str | None, list[Spot]] = {}
    for spot in candidates:
        regions.setdefault(spot.region, []).append(spot)
    merged = sorted((_merged(group) for group in regions.values()), key=lambda spot: -spot.people)
    proud = any(spot.official for spot in merged) or (bool(merged) and merged[0].shortened)
    several = 1 < len(merged) <= COMMON + 1 and merged[0].region is not None
    if several and not proud and merged[0].people >= max(LARGE, OVERWHELMING * merged[1].people):
        return (replace(merged[0], overwhelmed=tuple(spot.region for spot in merged[1:] if spot.region)),)
    return tuple(merged)


def together(named: list[Spot]) -> Spots:
    """Keep one spot a region of places named side by side; its département only where all of them lie."""
    regions: dict[str | None, list[Spot]] = {}
    for spot in named:
        regions.setdefault(spot.region, []).append(spot)
    return tuple(group[0] if len(group) == 1 else _beside(group) for group in regions.values())


def _beside(group: list[Spot]) -> Spot:
    """Gather places of one region: in a département if all are, else among several."""
    among = dict.fromkeys(spot.department for spot in group)
    told = tuple(department for department in among if department)
    shared = told[0] if len(among) == 1 and told else None
    return replace(_merged(group), department=shared, among=() if shared else told)


def _merged(group: list[Spot]) -> Spot:
    group = sorted(group, key=lambda spot: -spot.people)
    departments = {spot.department for spot in group}
    first = group[0]
    named = {spot.department for spot in group if spot.official} - {first.department}
    ahead = not named and first.people >= OVERWHELMING * max(1, group[min(1, len(group) - 1)].people)
    sure = len(departments) == 1 or ahead
    official = any(spot.official for spot in group)
    department = first.department if sure else None
    smaller = tuple(dict.fromkeys(region for spot in group for region in spot.overwhelmed))
    return Spot(first.region, department, first.people, official, first.shortened, smaller)


def held(towns: Spots, around: Spots) -> Spots:
    """Keep the towns that lie in one of the départements, or else of the regions."""
    near = {spot.department for spot in around if spot.department}
    kept = tuple(town for town in towns if town.people and town.department in near)
    regions = {spot.region for spot in around if not spot.department}
    return kept or tuple(town for town in towns if town.people and town.region in regions)


def reach(knowledge: Knowledge, said: Words) -> int:
    """Return how many of the words that begin a sentence may be a place; 0: there is none."""
    first = said[0]
    if first not in _longest(knowledge) and not first[0].isdigit() and not _single(knowledge, first):
        return 0
    return min(LONGEST, room(knowledge, (CONTRACTED.get(first, first), *said[1:2])))


def room(knowledge: Knowledge, said: Words) -> int:
    """Return the most words of the name of a place that begins with some words."""
    if not said:
        return 0
    first, *others = said
    longest = _longest(knowledge)
    if first in ARTICLES:
        return max(longest.get(f"{first} {others[0]}", 0), 1 + room(knowledge, said[1:])) if others else 0
    most = longest[first] if first in longest else int(_single(knowledge, first))
    return max(most, len(first) <= CODE and first[0].isdigit() and 2)


@remembered(REMEMBERED)
def _single(knowledge: Knowledge, word: str) -> bool:
    """Tell whether a word is a whole name of place."""
    places = knowledge.gazetteer
    return word in places.communes or word in _territory(knowledge)[0] or word in places.groups


@derived
def _longest(knowledge: Knowledge) -> Mapping[str, int]:
    """Return the most words of the names of places of several words, and of what places are called for short.

    By first word; by the first two after an article.
    """
    names = chain(_territory(knowledge)[0], knowledge.gazetteer.communes, knowledge.gazetteer.groups)
    nicknames = lexicon(knowledge).nicknames
    longest: dict[str, int] = {}
    for name in (*(name for name in names if " " in name), *map(" ".join, nicknames)):
        first, _, others = name.partition(" ")
        if first in ARTICLES and others:
            first = f"{first} {others.partition(' ')[0]}"
        longest[first] = max(name.count(" ") + 1, longest.get(first, 1))
    longest = dict.fromkeys((*ARTICLES, *CONTRACTED), 0) | dict.fromkeys(_begun(knowledge), 1) | longest
    saints = {short: longest.get(full[0], 1) for (short, *_), full in nicknames.items()}
    return longest | {short: max(length, longest.get(short, 1)) for short, length in saints.items()}
