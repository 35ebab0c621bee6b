"""Places in a message: the whole of it, those of a sentence, or a misspelt one.

A word of every day is a place only when it is written as one, and where one is expected.
"""

from collections.abc import Iterable, Iterator, Set
from functools import lru_cache

from dialogs.clauses import Clause
from dialogs.lexicon import ARTICLES, Lexicon, lexicon
from dialogs.misspelt import near
from dialogs.sights import LEADING, Sight, name_at, number_meant
from dialogs.sounding import sounded
from dialogs.spots import (
    CODE,
    CONTRACTED,
    LARGE,
    NUMBER,
    Spots,
    held,
    named,
    namesakes,
    reach,
    room,
    settled,
    spots,
    together,
)
from dialogs.words import Words
from knowledge.content import Knowledge

NOTABLE = 3_000
LIKELY_FROM = 8
_SUBJECTS = frozenset({"on", "il", "elle", "y", "nous", "j", "je", "n", "qui"})
_NICKNAMES = frozenset({"centre"})
"""Regions called by a word of every day: only a place when nothing else is asked."""
_LISTING = frozenset({"et", "ou", "ni", "puis", "voire", "soit", *ARTICLES, "a", "en", "dans", "de", "d"})


@lru_cache(maxsize=32)
def whole(knowledge: Knowledge, said: Words) -> Spots:
    """Read a message that is a place and little else: « vers Gap », « le 9-3 », « 34 Béziers »."""
    for form in _forms(said, lexicon(knowledge).small("lieu")):
        found = spots(knowledge, form) or _twice(knowledge, form)
        if found:
            return settled((*_precise(said, found), *namesakes(knowledge, said)))
    return ()


def _twice(knowledge: Knowledge, said: Words) -> Spots:
    """Read a town with its département or its region, in one order or the other."""
    small = lexicon(knowledge).small("lieu")
    for town, after in _cuts(knowledge, said):
        towns = named(knowledge, town)
        around = tuple(word for word in after if word not in small) if towns else ()
        found = held(towns, tuple(s for s in spots(knowledge, around) if s.official or not s.people))
        if found:
            return found
    return ()


def _cuts(knowledge: Knowledge, said: Words) -> Iterator[tuple[Words, Words]]:
    """Yield words at one end that may be a town, and the others."""
    first = room(knowledge, said)
    for cut in range(1, len(said)):
        if cut <= first:
            yield said[:cut], said[cut:]
        if len(said) - cut <= room(knowledge, said[cut : cut + 2]):
            yield said[cut:], said[:cut]


def _precise(said: Words, found: Spots) -> Spots:
    """Keep the département when the person says that it is one."""
    official = tuple(spot for spot in found if spot.official)
    return official if official and "departement" in said else found


def guessed(knowledge: Knowledge, said: Words, slips: int) -> tuple[Spots, bool]:
    """Read a message that is a misspelt place and little else; tell whether it may be taken unasked.

    A large town that it sounds like is asked beside the nearest names: « Monpelier » is no village of Drôme.
    """
    known = lexicon(knowledge)
    for form in _forms(said, known.small("lieu")):
        if any(form in known.lists[name] for name in ("oui", "non", "negation")):
            continue  # a word that is an answer elsewhere is no misspelling: « non » is not « Nant »
        found, sure = near(knowledge, form, slips)
        kept = settled(found)
        if kept and len(kept) == 1:
            large = kept[0].people >= LARGE or kept[0].official
            sure = sure or (large and len(" ".join(form)) >= LIKELY_FROM)
        heard = () if sure else sounded(knowledge, form)
        if found or heard:
            return settled((*heard, *found)) if heard else kept, sure and len(kept) == 1
    return (), False


def _forms(said: Words, small: frozenset[str]) -> Iterable[Words]:
    """Yield the message as it is, then without the small words before the place."""
    yield said
    if said and said[0] in CONTRACTED:
        yield (CONTRACTED[said[0]], *said[1:])
    for start in range(1, len(said)):
        if said[start - 1] not in small:
            return
        yield said[start:]


def inside(
    knowledge: Knowledge,
    parts: Iterable[Clause],
    capitals: frozenset[str],
    *,
    asked: bool,
    backed: bool = True,
    theirs: Set[Words] = frozenset(),
) -> tuple[Spots, bool]:
    """Read the places of a sentence, the longest names first, where a place is expected.

    `asked`: the question on screen is about places, so that a clause may begin with one. Tells too
    whether they may be taken unasked: not a small town without « à » or « de » before, nor a small letter
    in a message that says nothing else (not `backed`), nor a clause that speaks of somebody else (`theirs`).
    """
    read: list[Spots] = []
    sure = True
    corrects = False
    known = lexicon(knowledge)
    for clause in parts:
        gone = known.says("autrefois", clause.said) or known.says("jadis", clause.said)
        past = clause.others or (gone and not asked)
        sights = [] if past else _sights(knowledge, clause.raw, capitals, asked=asked, backed=backed)
        corrects = corrects or clause.corrects
        if corrects and sights:
            read, sure, corrects = [], True, False
        for sight, here in sights:
            backed_here = backed or _plain(known, sight)
            sure = sure and backed_here and not gone and clause.said not in theirs and _certain(sight, here)
            read.append(here)
    found = [spot for here in _narrowed(read) for spot in settled(here)]
    return together(found), sure


def _certain(sight: Sight, found: Spots) -> bool:
    """Tell whether a place is large, or told by what stands before it."""
    people = max(spot.people for spot in found)
    coded = sight.coded and bool(sight.before or sight.asked or len(sight.name[0]) == CODE)
    large = coded or ((found[0].official or people >= LARGE) and sight.plainly)
    led = sight.start > 0 and sight.before[0] not in {"de", "d"}
    certain = large or (led and (people >= NOTABLE or sight.length > 1))
    return certain and sight.before[:2] != ("a", "y")


def _plain(known: Lexicon, sight: Sight) -> bool:
    """Tell « je suis à gap » from « tout à l'heure »: a capital, a number, or a clause that says no more."""
    own = sight.said[sight.start : sight.start + sight.length]
    if sight.coded or len(own) > 1 + (sight.name[0] in ARTICLES) or sight.capitals & {*own}:
        return True
    return {*sight.said} - {*own} <= known.around_places


def _sights(
    knowledge: Knowledge, said: Words, capitals: frozenset[str], *, asked: bool, backed: bool
) -> list[tuple[Sight, Spots]]:
    """Return the places of a clause, and what each may be."""
    found: list[tuple[Sight, Spots]] = []
    start = end = 0
    while start < len(said):
        most = min(reach(knowledge, said[start : start + 2]), len(said) - start)
        for length in range(most, 0, -1):
            here = named(knowledge, name_at(said, start, length))
            if not here:
                continue
            listed = _listed(said, start, end) or _begins_list(knowledge, said[start + length :])
            sight = Sight(said, start, length, capitals, asked=asked, backed=backed, listed=listed)
            if _meant(knowledge, sight, here):
                found.append((sight, _precise(said, here)))
                start += length - 1
                end = start + 1
                break
        start += 1
    return found


def _listed(said: Words, start: int, end: int) -> bool:
    """Tell whether words come right after another place: « Blois et Vendôme », « Nantes ou Rennes »."""
    between = said[end:start]
    return bool(end) and all(word in _LISTING for word in between)


def _begins_list(knowledge: Knowledge, after: Words) -> bool:
    """Tell whether « ou » and another place come next: « Lot ou Dordogne »."""
    if after[:1] not in {("ou",), ("et",)}:
        return False
    others = after[1:]
    while others and others[0] in _LISTING:
        others = others[1:]
    return any(spots(knowledge, others[:size]) for size in range(1, min(3, len(others)) + 1))


def _narrowed(read: list[Spots]) -> list[Spots]:
    """Keep, of a town named with its département or region, the one that lies there."""
    around = tuple(spot for here in read for spot in here if not spot.people)
    narrowed = [held(here, around) or here for here in read]
    kept = [here for here, wide in zip(narrowed, read, strict=True) if here is not wide]
    return kept or read


def _meant(knowledge: Knowledge, sight: Sight, found: Spots) -> bool:
    """Tell whether words that are a name of place are one here."""
    known = lexicon(knowledge)
    near = sight.before[:REACH]
    if (_denied(known, near) and "loin" not in near) or _of_another(sight.before):
        return False
    if sight.coded or NUMBER.match("".join(sight.name)):
        return number_meant(sight)
    if {*near} & known.small("avant_un_nom"):
        return False
    official = any(spot.official for spot in found)
    people = max(spot.people for spot in found)
    contracted = sight.name[0] != sight.said[sight.start]
    lead = sight.before[0] in known.small("lieu") if sight.before else sight.asked
    expected = lead or contracted or sight.listed or sight.alone
    if sight.name[0] in ARTICLES and sight.length > 1:
        return _town_meant(known, sight, people, expected=expected, official=official)
    if sight.length > 1:
        everyday = {*sight.name} <= known.known and not (sight.capitals & {*sight.name} or sight.alone)
        return official or people >= NOTABLE or (expected and not everyday)
    return _word_meant(known, sight, people, expected=expected, official=official)


def _town_meant(known: Lexicon, sight: Sight, people: int, *, expected: bool, official: bool) -> bool:
    """Tell whether a name that begins with an article is a place: « le Mans », but not « le projet »."""
    others = {*sight.name[1:]}
    if sight.alone and sight.backed and not others & (known.small("courants") | known.known):
        return True
    ordinary = (not official and people < LARGE) or known.small("courants") & others
    led = bool(sight.before) and sight.before[0] in LEADING
    plainly = bool(sight.capitals & others) or (official and (led or sight.alone))
    return expected and (not ordinary or plainly)


def _of_another(before: Words) -> bool:
    """Tell « , pas la SPA de Paris », whose place is that of who one is not, and « on en aura un ».

    The words are the last first.
    """
    if before[:1] == ("en",) and before[1:2] and before[1] in _SUBJECTS:
        return True
    return (
        before[:1] == ("de",)
        and before[-1:] == ("pas",)
        and before[-2] in ARTICLES
        and len(before) <= REACH + 1
    )


def _denied(known: Lexicon, before: Words) -> bool:
    """Tell « pas à Lyon » from « sans salarié, à Lyon »: only small words stand between."""
    for word in before:
        if word in known.small("negation"):
            return True
        if word not in known.small("lieu"):
            return False
    return False


def _word_meant(known: Lexicon, sight: Sight, people: int, *, expected: bool, official: bool) -> bool:
    """Tell whether a single word is a place here; a word of every day needs its capital."""
    word = sight.name[0]
    if word in _NICKNAMES or sight.before[:1] in {("un",), ("une",)}:
        return False
    if word in known.small("courants"):
        return _everyday_meant(sight, people, expected=expected, official=official)
    if official and sight.before[:1] and sight.before[0] in ARTICLES:
        return sight.before[1] in LEADING if len(sight.before) > 1 else sight.asked or sight.alone
    if official:
        return len(word) > SHORT_NAME or expected
    if people >= LARGE and len(word) >= SHORT_NAME - 1:
        return expected or not _named(known, sight)
    notable = people >= NOTABLE or word in sight.capitals
    return notable and word not in known.known and (expected or len(word) >= SHORT_NAME)


def _everyday_meant(sight: Sight, people: int, *, expected: bool, official: bool) -> bool:
    """Tell whether a word of every day is a place: « à Tours », « dans le Lot », or with its capital."""
    before = sight.before[0] if sight.before else ""
    led = before in LEADING - {"de"} or sight.listed or (sight.alone and (sight.asked or not before))
    if (official and led) or (people >= LARGE and before == "a"):
        return True
    return expected and sight.name[0] in sight.capitals and bool(before)


def _named(known: Lexicon, sight: Sight) -> bool:
    """Tell the name of a person: « Jean-Michel Bordeaux »."""
    return bool(sight.before) and sight.before[0] in sight.capitals and sight.before[0] not in known.known


REACH = 3
SHORT_NAME = 5


def without_chamber(knowledge: Knowledge, said: Words) -> bool:
    """Tell whether a message ends with a place that has no CRESS: a country, or an ocean away."""
    abroad = lexicon(knowledge).lists["territoires_sans_cress"]
    return any(said[-size:] in abroad for size in (1, 2, 3, 4))
