"""Whether words that are the name of a place are one here, by what stands around them."""

from dialogs.lexicon import ARTICLES, Lexicon, lexicon
from dialogs.sights import LEADING, Sight, number_meant
from dialogs.spots import LARGE, NUMBER, Spots
from dialogs.words import Words
from knowledge.content import Knowledge

NOTABLE = 3_000
REACH = 3
SHORT_NAME = 5
_SUBJECTS = frozenset({"on", "il", "elle", "y", "nous", "j", "je", "n", "qui"})
_NICKNAMES = frozenset({"centre"})
"""Regions called by a word of every day: only a place when nothing else is asked."""


def meant(knowledge: Knowledge, sight: Sight, found: Spots) -> bool:
    """Tell whether words that are a name of place are one here."""
    known = lexicon(knowledge)
    near = sight.before[:REACH]
    if denied(known, sight) or _of_another(sight.before) or _pronoun(sight.before):
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
    """Tell « , pas la SPA de Paris », whose place is that of who one is not; the last words come first."""
    return (
        before[:1] == ("de",)
        and before[-1:] == ("pas",)
        and before[-2] in ARTICLES
        and len(before) <= REACH + 1
    )


def _pronoun(before: Words) -> bool:
    """Tell « on en aura un » from « on est en AURA »; the last words come first."""
    return before[:1] == ("en",) and not _SUBJECTS.isdisjoint(before[1:2])


def far(said: Words) -> bool:
    """Tell « loin de Paris » from « pas loin de Paris »."""
    return "loin" in said and {"pas", "non", "peu"}.isdisjoint(said)


def denied(known: Lexicon, sight: Sight) -> bool:
    """Tell « pas à Lyon » from « sans salarié, à Lyon »: only small words stand between."""
    before = sight.before[:REACH]
    if "loin" in before:
        return far(sight.said[: sight.start])
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
        named = len(word) >= SHORT_NAME or word in sight.capitals
        return expected or (named and not _named(known, sight))
    if people >= LARGE and len(word) >= SHORT_NAME - 1:
        return expected or not _named(known, sight)
    notable = people >= NOTABLE or word in sight.capitals
    return notable and word not in known.known and (expected or len(word) >= SHORT_NAME)


def _everyday_meant(sight: Sight, people: int, *, expected: bool, official: bool) -> bool:
    """Tell whether a word of every day is a place: « à Tours », « dans le Lot », or with its capital."""
    before = sight.before[0] if sight.before else ""
    alone = sight.alone and (sight.asked or not before)
    led = before in LEADING - {"de"} or sight.listed or alone
    if (official and led) or (people >= LARGE and (before == "a" or alone)):
        return True
    after = sight.said[sight.start + 1 : sight.start + 2]
    longer = not sight.capitals.isdisjoint(after)  # « la Croix-Rousse » is no « Croix »
    named = bool(before) and (official or before not in ARTICLES)  # « l'ARS » is no « Ars »
    return expected and sight.name[0] in sight.capitals and named and not longer


def _named(known: Lexicon, sight: Sight) -> bool:
    """Tell the name of a person: « Jean-Michel Bordeaux »."""
    return bool(sight.before) and sight.before[0] in sight.capitals and sight.before[0] not in known.known
