"""Places in a message: the whole of it, those of a sentence, or a misspelt one.

A word of every day is a place only when it is written as one, and where one is expected.
"""

from collections.abc import Iterable, Iterator, Set

from dialogs.abroad import AWAY, apart, named_away, stays
from dialogs.clauses import Clause, asks
from dialogs.lexicon import ARTICLES, Lexicon, lexicon
from dialogs.listing import begins_list, listed
from dialogs.misspelt import near
from dialogs.numbering import a_sum, confirmed, counting, same
from dialogs.placing import SPEAKING, Told, Where, anchored, astray, denied, far, meant, naming_words
from dialogs.seating import barely
from dialogs.sights import Sight, name_at
from dialogs.sounding import sounded
from dialogs.spots import (
    CODE,
    CONTRACTED,
    LARGE,
    NOTABLE,
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
from knowledge.derived import remembered

LIKELY_FROM = 8
UNTOLD = Told()
_NO_PLACES = ("oui", "non", "negation", "politesse")
_MOVING = frozenset({"installe", "installons", "installer", "demenage", "demenageons", "demenager", "ouvre"})
_NEXT = frozenset({"prochain", "prochaine", "bientot", "terme"})
_NOT_US = (("pas", "nous"), ("pas", "moi"), ("nous", "non"), ("moi", "non"), ("mais", "pas", "nous"))


@remembered(32)
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
        wide = tuple(s for s in spots(knowledge, around) if s.official or not s.people)
        found = held(towns, wide) or tuple(spot for spot in wide if same(towns, spot))
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
        if any(words in known.lists[name] for words in (form, said) for name in _NO_PLACES):
            continue  # a word that is an answer elsewhere is no misspelling: « non » is not « Nant »
        found, sure = near(knowledge, form, slips)
        kept = settled(found)
        if len(kept) == 1:
            large = kept[0].people >= LARGE or kept[0].official
            sure = sure or (large and len(" ".join(form)) >= LIKELY_FROM)
        heard = () if sure else sounded(knowledge, form)
        if found or heard:
            return settled((*heard, *found)) if heard else kept, sure and len(kept) == 1
    return (), False


def _forms(said: Words, small: frozenset[str]) -> Iterable[Words]:
    """Yield the message as it is, then without the small words before the place; not « loin de Paris »."""
    if far(said):
        return
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
    told: Told = UNTOLD,
) -> Where:
    """Read the places of a sentence, the longest names first, where a place is expected.

    `asked`: the question on screen is about places, so that a clause may begin with one. Tells too
    whether they may be taken unasked: not a small town without « à » or « de » before, nor a small letter
    in a message that says nothing else (not `backed`), nor a clause that speaks of somebody else (`told`),
    nor a sum (« devis : 14000 »), nor, at another question, what is asked about, or aimed at: « essaimer en
    Bretagne », which says nothing beside where the person is.
    """
    read: list[Spots] = []
    aims: list[Spots] = []
    strayed: list[Spots] = []
    sure, corrects = True, False
    naming: set[str] = set()
    known = lexicon(knowledge)
    said: Words = ()
    for clause in parts:
        ahead, said = said, clause.said
        gone = known.says("autrefois", clause.said) or known.says("jadis", clause.said)
        aimed = -1 if asked else _aiming(known, clause)
        past = clause.others or (gone and not asked)
        strange = known.says("autrui", clause.said) and SPEAKING.isdisjoint(clause.said)
        sure = sure and not known.says("reniement", clause.said) and clause.said not in _NOT_US
        sights = [] if past else _sights(knowledge, clause, capitals, told.own, asked=asked, backed=backed)
        placed = {at for sight, _ in sights for at in range(sight.start, sight.start + sight.length)}
        naming |= naming_words(known, clause.raw, [sight for sight, _ in sights])
        corrects = corrects or clause.corrects
        if corrects and sights:
            read, sure, corrects = [], True, False
        aims += [here for sight, here in sights if 0 <= aimed <= sight.start]
        for sight, here in sights:
            if 0 <= aimed <= sight.start:
                continue
            sure = (
                sure
                and (backed or _plain(known, sight))
                and not _everyday(known, sight, here, asked=asked)
                and not (ahead and told.own.isdisjoint(ahead) and a_sum(sight, here, sights))
                and not (gone or (not asked and _moving(clause.said)))
                and not (strange and not sight.coded)
                and clause.said not in told.theirs
            )
            read.append(here)
            loose = astray(known, sight) or not anchored(known, sight, told.own, placed)
            if loose or not _certain(sight, here):
                strayed.append(here)
    sure = sure and not _beyond(read, strayed) and bool(read or not aims)
    found = [spot for here in apart(_narrowed(read or aims)) for spot in settled(here)]
    return Where(tuple(found), sure, frozenset(naming) - known.around_places)


def united(found: Spots, *, apart: bool) -> Spots:
    """Keep one spot a region; `apart`: one a département, where all lie in one region."""
    departments = {spot.department: spot for spot in found if spot.department}
    if apart and len(departments) > 1 and len({spot.region for spot in found}) == 1:
        return tuple(departments.values())
    return together([*found])


def _moving(said: Words) -> bool:
    """Tell « on s'installe à Brest l'an prochain », where nobody is yet."""
    return not (_MOVING.isdisjoint(said) or _NEXT.isdisjoint(said))


def _everyday(known: Lexicon, sight: Sight, here: Spots, *, asked: bool) -> bool:
    """Tell a word of every day that is a clause by itself, or stands right after a structure."""
    alone = sight.alone and not asked and sight.length == 1 and sight.name[0] in known.small("courants")
    return alone or barely(known, sight, max(spot.people for spot in here))


def _beyond(read: list[Spots], strayed: list[Spots]) -> bool:
    """Tell whether places where nobody says to be lie out of the regions of the others."""
    regions = {spot.region for here in read if here not in strayed for spot in here}
    return any(spot.region not in regions for here in strayed for spot in here)


def _aiming(known: Lexicon, clause: Clause) -> int:
    """Return from which word of a clause a place is asked about, or aimed at; -1: from none."""
    if asks(known, clause.said):
        return 0
    return min((start for start, _ in known.found("visees", clause.raw)), default=-1)


def _certain(sight: Sight, found: Spots) -> bool:
    """Tell whether a place is large, or told by what stands before it."""
    people = max(spot.people for spot in found)
    coded = sight.coded and bool(sight.before or sight.asked or len(sight.name[0]) == CODE)
    large = coded or ((found[0].official or people >= LARGE) and sight.plainly)
    led = sight.start > 0 and sight.before[0] not in {"de", "d"}
    hers = sight.told and found[0].official
    certain = large or (led and (people >= NOTABLE or sight.length > 1 or hers))
    return certain and sight.before[:2] != ("a", "y")


def _plain(known: Lexicon, sight: Sight) -> bool:
    """Tell « je suis à gap » from « tout à l'heure »: a capital, a number, or a clause that says no more."""
    own = sight.said[sight.start : sight.start + sight.length]
    if sight.coded or len(own) > 1 + (sight.name[0] in ARTICLES) or sight.capitals & {*own}:
        return True
    return {*sight.said} - {*own} <= known.around_places


def refused(knowledge: Knowledge, clause: Clause) -> Iterator[tuple[Spots, Words]]:
    """Yield the places where a clause says that nobody is, with its other words: « pas à Rennes »."""
    known, said = lexicon(knowledge), clause.raw
    for start in range(len(said)):
        most = min(reach(knowledge, said[start : start + 2]), len(said) - start)
        for length in range(most, 0, -1):
            here = named(knowledge, name_at(said, start, length))
            sight = Sight(said, start, length, frozenset(), asked=False, backed=True, listed=False)
            if here and denied(known, sight):
                yield here, (*said[:start], *said[start + length :])
                break


def _sights(
    knowledge: Knowledge,
    clause: Clause,
    capitals: frozenset[str],
    own: Set[str],
    *,
    asked: bool,
    backed: bool,
) -> list[tuple[Sight, Spots]]:
    """Return the places of a clause, and what each may be."""
    found: list[tuple[Sight, Spots]] = []
    known, said = lexicon(knowledge), clause.raw
    start = end = 0
    refused: int | None = None
    while start < len(said):
        most = min(reach(knowledge, said[start : start + 2]), len(said) - start)
        away = named_away(known, said, start)
        for length in range(max(most, away), max(away, 1) - 1, -1):
            here = named(knowledge, name_at(said, start, length)) if length <= most else ()
            here = (AWAY, *here) if length == away else here
            if not here or counting(said, start, length):
                continue
            among = listed(said, start, end) or begins_list(knowledge, said[start + length :])
            hers = start > 0 and said[start - 1] in own - known.around_places
            sight = Sight(said, start, length, capitals, asked=asked, backed=backed, listed=among, told=hers)
            within = refused is not None and {*said[refused:start]} <= known.small("lieu")
            if within or denied(known, sight):  # « pas Saint-Denis de la Réunion » is not in la Réunion
                start += length - 1
                refused = start + 1
                break
            town = found[-1][1] if found and end == start else ()
            closer = bool(town) and sight.coded and all(same(town, spot) for spot in here)
            beside = closer or held(town, here) or confirmed(knowledge, sight, here)
            if kept := _meant(knowledge, sight, here) or (here if beside else ()):
                found = found[:-1] if closer else found  # « paca 06 » is the département
                found.append((sight, _precise(said, kept)))
                start += length - 1
                end = start + 1
                break
        start += 1
    return found


def _meant(knowledge: Knowledge, sight: Sight, here: Spots) -> Spots:
    """Return what a name is here: a place abroad where the person stays, a commune where it is meant."""
    communes = tuple(spot for spot in here if spot is not AWAY)
    if AWAY in here and stays(lexicon(knowledge), sight):
        return (AWAY,) if sight.before[:1] in {("en",), ("au",)} else here
    return communes if communes and meant(knowledge, sight, communes) else ()


def _narrowed(read: list[Spots]) -> list[Spots]:
    """Keep, of a town named with its département or region, the one that lies there."""
    around = tuple(spot for here in read for spot in here if not spot.people)
    narrowed = [held(here, around) or here for here in read]
    kept = [here for here, wide in zip(narrowed, read, strict=True) if here is not wide]
    return kept or read
