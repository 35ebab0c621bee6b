"""Places in a text: regions, départements by name or number, postal codes, communes, intercommunalities.

A name that several regions share is not guessed, unless one of the places is so much larger that nobody
would mean another. A word of every day is a place only when it is written as one.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

from dialogs.lexicon import ARTICLES, Lexicon, Words, lexicon, words
from knowledge.content import Knowledge

OVERWHELMING = 20
"""How many times more inhabitants make one place the only one meant."""
LARGE = 20_000
NOTABLE = 3_000
LONGEST = 6
FUZZY_FROM = 3
LIKELY_FROM = 8
SURE_FROM = 10
_NUMBER = re.compile(r"^(?:97[1-6]|2[ab]|\d{2})$")
_NICKNAMES = frozenset({"centre", "sud"})
"""Regions called by a word of every day: only a place when nothing else is asked."""
_ALIASES = {"st": "saint", "ste": "sainte", "sts": "saints", "stes": "saintes"}


@dataclass(frozen=True)
class Spot:
    """A place: its region (None: it has no CRESS), its département when it is settled, its inhabitants.

    `official` is the name of a region or of a département, which no town overwhelms.
    """

    region: str | None
    department: str | None
    people: int = 0
    official: bool = False


Spots = tuple[Spot, ...]


@lru_cache(maxsize=4)
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


def spots(knowledge: Knowledge, said: Words) -> Spots:
    """Return what a name may be; an empty tuple when it is no known place."""
    said = tuple(_ALIASES.get(word, word) for word in said)
    name = " ".join(said)
    names, regions = _territory(knowledge)
    bare = " ".join(said[1:]) if said and said[0] in ARTICLES else name
    official = names.get(name) or names.get(bare, ())
    towns = tuple(
        Spot(regions.get(place.department), place.department, place.people)
        for place in knowledge.gazetteer.named(name)
    )
    rivals = tuple(t for t in towns if t.people >= LARGE and t.region not in {s.region for s in official})
    if official:
        return official + rivals
    return towns or _coded(knowledge, said)


def _coded(knowledge: Knowledge, said: Words) -> Spots:
    """Read a postal code, or the number of a département."""
    _, regions = _territory(knowledge)
    code = "".join(said)
    if len(code) == 5 and code.isdigit():
        held = knowledge.gazetteer.posted(code)
        return tuple(Spot(regions.get(place.department), place.department) for place in held)
    if _NUMBER.match(code) and code.upper() in regions:
        return (Spot(regions[code.upper()], code.upper()),)
    return ()


def near(knowledge: Knowledge, said: Words, slips: int) -> tuple[Spots, bool]:
    """Return the places whose name is some slips away, and whether they are near enough to be taken.

    Near enough: the only name that near, long enough that no other word looks like it.
    """
    name = " ".join(_ALIASES.get(word, word) for word in said)
    if len(name) < FUZZY_FROM * slips:
        return (), False
    found = _within(knowledge, name, slips)
    held = tuple(spot for candidate in found for spot in spots(knowledge, tuple(candidate.split())))
    return held, len(found) == 1 and len(name) >= SURE_FROM * slips


def _within(knowledge: Knowledge, name: str, allowed: int) -> list[str]:
    shelves = _shelves(knowledge)
    found: list[str] = []
    for length in range(len(name) - allowed, len(name) + allowed + 1):
        shelf = shelves.get(length, [])
        near = process.extract(name, shelf, scorer=OSA.distance, score_cutoff=allowed, limit=len(shelf))
        found += [candidate for candidate, _, _ in near]
    return found


@lru_cache(maxsize=4)
def _shelves(knowledge: Knowledge) -> Mapping[int, list[str]]:
    shelves: dict[int, list[str]] = {}
    for name in (*_territory(knowledge)[0], *knowledge.gazetteer.communes, *knowledge.gazetteer.groups):
        shelves.setdefault(len(name), []).append(name)
    return shelves


def settled(candidates: Spots) -> Spots:
    """Keep one spot a region, the largest first; a single one when it overwhelms the others."""
    regions: dict[str | None, list[Spot]] = {}
    for spot in candidates:
        regions.setdefault(spot.region, []).append(spot)
    merged = sorted((_merged(group) for group in regions.values()), key=lambda spot: -spot.people)
    proud = any(spot.official for spot in merged)
    if len(merged) > 1 and not proud and merged[0].people >= max(LARGE, OVERWHELMING * merged[1].people):
        return (merged[0],)
    return tuple(merged)


def _merged(group: list[Spot]) -> Spot:
    group = sorted(group, key=lambda spot: -spot.people)
    departments = {spot.department for spot in group}
    first = group[0]
    sure = len(departments) == 1 or first.people >= OVERWHELMING * max(1, group[1].people)
    official = any(spot.official for spot in group)
    return Spot(first.region, first.department if sure else None, first.people, official)


def whole(knowledge: Knowledge, said: Words) -> Spots:
    """Read a message that is a place and little else: « vers Gap », « le 9-3 », « Paris 20e »."""
    for form in _forms(said, lexicon(knowledge).small("lieu")):
        found = spots(knowledge, form)
        if found:
            return settled(_precise(said, found))
    return ()


def _precise(said: Words, found: Spots) -> Spots:
    """Keep the département when the person says that it is one."""
    official = tuple(spot for spot in found if spot.official)
    return official if official and "departement" in said else found


def guessed(knowledge: Knowledge, said: Words, slips: int) -> tuple[Spots, bool]:
    """Read a message that is a misspelt place and little else; tell whether it may be taken unasked."""
    known = lexicon(knowledge)
    for form in _forms(said, known.small("lieu")):
        if any(form in known.lists[name] for name in ("oui", "non", "negation")):
            continue  # a word that is an answer elsewhere is no misspelling: « non » is not « Nant »
        found, sure = near(knowledge, form, slips)
        if found:
            kept = settled(found)
            large = kept[0].people >= LARGE or kept[0].official
            return kept, len(kept) == 1 and (sure or (large and len(" ".join(form)) >= LIKELY_FROM))
    return (), False


def _forms(said: Words, small: frozenset[str]) -> Iterable[Words]:
    """Yield the message as it is, then without the small words before the place."""
    yield said
    for start in range(1, len(said)):
        if said[start - 1] not in small:
            return
        yield said[start:]


def inside(knowledge: Knowledge, said: Words, capitals: frozenset[str], *, asked: bool) -> tuple[Spots, bool]:
    """Read the places of a sentence, the longest names first, where a place is expected.

    `asked`: the question on screen is about places, so that the sentence may begin with one. Tells too
    whether they may be taken unasked: a small town without « à » or « de » before is only asked.
    """
    found: list[Spot] = []
    sure = True
    start = 0
    while start < len(said):
        for length in range(min(LONGEST, len(said) - start), 0, -1):
            named = spots(knowledge, said[start : start + length])
            if named and _meant(knowledge, Sight(said, start, length, capitals, asked=asked), named):
                kept = settled(_precise(said, named))
                found += kept
                sure = sure and (start > 0 or kept[0].official or kept[0].people >= LARGE)
                start += length - 1
                break
        start += 1
    regions = {spot.region for spot in found}
    return (settled(tuple(found)) if len(regions) < len(found) else tuple(found)), sure


@dataclass(frozen=True)
class Sight:
    """Words of a sentence that are the name of a place, and where they stand."""

    said: Words
    start: int
    length: int
    capitals: frozenset[str]
    asked: bool

    @property
    def name(self) -> Words:
        """The words of the name."""
        return self.said[self.start : self.start + self.length]

    @property
    def before(self) -> Words:
        """The words before, the nearest first."""
        return self.said[: self.start][::-1]


def _meant(knowledge: Knowledge, sight: Sight, found: Spots) -> bool:
    """Tell whether words that are a name of place are one here."""
    known = lexicon(knowledge)
    if any(word in known.small("negation") for word in sight.before[:REACH]):
        return False
    if any(word.isdigit() for word in sight.name) or _NUMBER.match("".join(sight.name)):
        return _number_meant(sight)
    official = any(spot.official for spot in found)
    people = max(spot.people for spot in found)
    expected = sight.before[0] in known.small("lieu") if sight.before else sight.asked
    if sight.length > 1:
        return official or expected or people >= NOTABLE
    return _word_meant(known, sight, expected=expected, official=official, notable=people >= NOTABLE)


def _word_meant(known: Lexicon, sight: Sight, *, expected: bool, official: bool, notable: bool) -> bool:
    """Tell whether a single word is a place here; a word of every day needs its capital."""
    word = sight.name[0]
    if word in _NICKNAMES:
        return False
    if word in known.small("courants"):
        return expected and word in sight.capitals and bool(sight.before)
    if official:
        return len(word) > SHORT_NAME or expected
    return expected and (notable or word in sight.capitals) and word not in known.known


REACH = 3
SHORT_NAME = 5
_BEFORE_NUMBER = frozenset({"le", "departement", "dept", "du"})
_AFTER_NUMBER = frozenset({"", "et", "en", "pour", "nous", "on", "depuis"})


def _number_meant(sight: Sight) -> bool:
    """A number is a place after « le », « dans le », « département », or when it is a postal code alone."""
    end = sight.start + sight.length
    after = sight.said[end] if end < len(sight.said) else ""
    before = sight.before[0] if sight.before else ""
    if before.isdigit() or after.isdigit():
        return False
    if sight.length == 1 and len(sight.name[0]) == 5:
        return True
    return before in _BEFORE_NUMBER and after in _AFTER_NUMBER


def without_chamber(knowledge: Knowledge, said: Words) -> bool:
    """Tell whether a message ends with a place that has no CRESS: a country, or an ocean away."""
    named = lexicon(knowledge).lists["territoires_sans_cress"]
    return any(said[-size:] in named for size in (1, 2, 3, 4))
