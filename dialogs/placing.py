"""Whether words that are the name of a place are one here, by what stands around them."""

from collections.abc import Set
from dataclasses import dataclass
from itertools import chain
from typing import NamedTuple

from dialogs.lexicon import ARTICLES, MINE, Lexicon, lexicon
from dialogs.seating import NEAR, barely, settled_there
from dialogs.sights import LEADING, Sight, number_meant
from dialogs.spots import LARGE, NOTABLE, NUMBER, Spots
from dialogs.words import Words
from knowledge.content import Knowledge

REACH = 3
SHORT_NAME = 5
_SUBJECTS = frozenset({"on", "il", "elle", "y", "nous", "j", "je", "n", "qui"})
_LINKING = _SUBJECTS | {"ils", "elles", "que", "qu", "avec", "contre", "chez", "et", "mais", "par", "aupres"}
_ASTRAY = frozenset({"avait", "avions", "avais", "avaient", "cress"})
_THIRD = frozenset({"il", "elle", "ils", "elles", "celui", "celle", "ceux", "celles"})
_HELD = frozenset({"de", "d", "a"})
_COMES = frozenset({"vient", "viennent", "provient", "proviennent", "arrivent", "descendent"})
_EVEN = frozenset({"meme", "voire"})
"""Before « de Nantes »: people come from as far as there."""
_THAN = frozenset({"que", "qu"})
_MORE = frozenset({"plus", "moins", "aussi", "autant", "mieux", "pire"})
"""Before « qu'à Lyon », which is then compared with."""
_THEY = frozenset({"ils", "elles"})
_IMPERSONAL = (("faut",), ("faudrait",), ("manque",))
_DETERMINERS = frozenset({"un", "une", "des", "le", "la", "les", "l"})
SPEAKING = frozenset({"on", "je", "j"})
_HAVING = frozenset({"a", "ai", "avons"})
NAMED = 3
"""The same where a place is asked, when no one is the subject: « au bord du lac d'Annecy »."""
FEW = 1
"""Words of a clause that may say nothing of the person when she is at a place."""
SHORT = 6
"""Words of a clause that is only a place, at a question about places: « celui de Tarbes »."""
_US = frozenset({"on", "notre", "nos", "je", "j", "moi", "mon", "ma", "mes"})
_OURS = ("structure", "activite", "siens", "lieu")
"""Lists of what a place may be told of: « une épicerie à Gap »."""
_DEGREES = frozenset(
    {"tres", "trop", "plutot", "assez", "si", "aussi", "bien", "moins", "plus", "super", "hyper", "tellement"}
    | {"vraiment", "vachement", "carrement", "encore", "peu", "pas", "coute", "coutent", "revient", "parait"}
)
"""Before « cher », « creuse », which then tell how something is."""
_PLACED = frozenset({"a", "de", "d"})
"""Before a town where somebody is, or a structure."""
_NICKNAMES = frozenset({"centre"})
"""Regions called by a word of every day: only a place when nothing else is asked."""


@dataclass(frozen=True)
class Told:
    """What a sentence says: the words by which the person tells of herself, and the clauses of others."""

    own: Set[str] = frozenset()
    theirs: Set[Words] = frozenset()


class Where(NamedTuple):
    """The places of a sentence, whether they may be taken unasked, and the words that name them."""

    spots: Spots
    sure: bool
    words: frozenset[str] = frozenset()


def naming_words(known: Lexicon, said: Words, sights: list[Sight]) -> set[str]:
    """Return the words of the names of places, and those before that say to be there: « je vis à »."""
    if not sights:
        return set()
    named = {at for sight in sights for at in range(sight.start, sight.start + sight.length)}
    starts = {sight.start for sight in sights}
    for start, end in chain(known.found("ancrage", said), known.found("trajets", said)):
        if end in starts and end > start + 1:
            named |= {*range(start, end)}
    return {said[at] for at in named}


def meant(knowledge: Knowledge, sight: Sight, found: Spots) -> bool:
    """Tell whether words that are a name of place are one here."""
    known = lexicon(knowledge)
    near = sight.before[:REACH]
    if denied(known, sight) or _of_another(sight.before) or _pronoun(sight.before):
        return False
    if sight.coded or NUMBER.match("".join(sight.name)):
        return number_meant(sight)
    if {*near} & known.small("avant_un_nom") or _nickname_of_downtown(sight):
        return False
    official = any(spot.official for spot in found)
    people = max(spot.people for spot in found)
    lead = sight.before[0] in known.small("lieu") if sight.before else sight.asked
    expected = lead or sight.contracted or sight.listed or sight.alone
    if sight.name[0] in ARTICLES and sight.length > 1:
        whole = max((spot.people for spot in found if not spot.shortened), default=0)
        bare = _town_written(known, sight, whole)
        return _town_meant(known, sight, people, expected=expected or bare, official=official)
    if sight.length > 1:
        everyday = {*sight.name} <= known.known and not (sight.capitals & {*sight.name} or sight.alone)
        return official or people >= NOTABLE or (expected and not everyday)
    return _word_meant(known, sight, people, expected=expected, official=official)


def _nickname_of_downtown(sight: Sight) -> bool:
    """Tell « les commerçants du centre » from « région Centre »."""
    return sight.length > 1 and sight.name[-1] in _NICKNAMES and not sight.capitals & {*sight.name}


def _town_meant(known: Lexicon, sight: Sight, people: int, *, expected: bool, official: bool) -> bool:
    """Tell whether a name that begins with an article is a place: « le Mans », but not « le projet »."""
    others = {*sight.name[1:]}
    if sight.alone and sight.backed and not others & (known.small("courants") | known.known):
        return True
    strange = not others & (known.small("courants") | known.known)
    named = len(others) > 1 or (strange and settled_there(known, sight))  # « la Ville-du-Bois », « la Crau »
    ordinary = (not official and people < LARGE) or bool(known.small("courants") & others)
    ordinary = ordinary and not (named and people >= NOTABLE)
    led = bool(sight.before) and sight.before[0] in LEADING
    plainly = bool(sight.capitals & others) or (official and (led or sight.alone))
    return expected and (not ordinary or plainly or barely(known, sight, people))


def _town_written(known: Lexicon, sight: Sight, people: int) -> bool:
    """Tell « asso Le Havre, 10 salariés »: a large town, by its capital or a word of no other use."""
    others = {*sight.name[1:]}
    strange = not others & (known.small("courants") | known.known)
    if sight.capitals & others:
        return people >= (NOTABLE if strange else LARGE)
    return strange and people >= LARGE


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


def astray(known: Lexicon, sight: Sight) -> bool:
    """Tell « j'ai quitté le Var », « il y en a une à Tarbes », « la Cress de Bretagne » from where one is."""
    said = sight.said
    if (_COMES | _EVEN) & {*sight.before[:2]} or (
        _THAN & {*sight.before[:2]} and _MORE & {*said[: sight.start]}
    ):
        return True
    if known.says("trajets", said) or known.says("rencontres", said) or _relatives(known, said):
        return True
    if not _ASTRAY.isdisjoint(said) or ("avant" in said and not _HAVING.isdisjoint(said)):
        return True
    after = said[sight.start + sight.length :]
    if sight.said[sight.start] in ARTICLES and sight.start == 0 and not sight.coded and after:
        return not {*after} <= known.around_places
    short = sight.start == 0 or (sight.asked and len(said) <= SHORT)
    return (not short and _of_a_third(known, said)) or _designated(known, sight)


def anchored(known: Lexicon, sight: Sight, told: Set[str], placed: Set[int]) -> bool:
    """Tell « une asso de Gap », « on est basés à Gap » from « on attend une réponse de Paris ».

    Around the place is little else than what the person says of herself (`told`) and other places (`placed`);
    or before it, what she says, or that she is there.
    """
    said = sight.said
    small = known.around_places | known.small("qualificatifs") | told
    own = known.small("structure") | known.small("activite")
    strange = [
        at
        for at, word in enumerate(said)
        if at not in placed and word not in small and word not in own and not word.isdigit()
    ]
    named = NAMED if sight.asked else FEW
    few = named if _SUBJECTS.isdisjoint(said) else 0
    if len(strange) <= few or known.says("ancrage", said[max(0, sight.start - NEAR) : sight.start + 1]):
        return True
    last = max((at for at in range(sight.start) if said[at] in told - known.around_places), default=None)
    return last is not None and _LINKING.isdisjoint(said[last + 1 : sight.start])


def _designated(known: Lexicon, sight: Sight) -> bool:
    """Tell « la scic de Mulhouse remplit tout ça », one among others, from « la mairie de Foix »."""
    led, head, *others = (*sight.before, "", "")
    after = {*sight.said[sight.start + sight.length :]} - known.around_places
    if sight.said[0] not in ARTICLES or led not in _HELD or not after or not _US.isdisjoint(sight.said):
        return False
    return head in known.designating and {*others} <= known.small("qualificatifs") | {""}


def _relatives(known: Lexicon, said: Words) -> bool:
    """Tell « j'ai des cousins dans la Sarthe » from « ex-Picardie »."""
    return any(said[start:end] != ("ex",) for start, end in known.found("proches", said))


def _of_a_third(known: Lexicon, said: Words) -> bool:
    """Tell « un journaliste de Nice est venu », « elle habite Pau » from « l'épicerie est à Gap »."""
    if not _US.isdisjoint(said) and not (said[0] in MINE and SPEAKING.isdisjoint(said)):
        return False
    if _THEY & {*said}:
        return True
    if said[0] in _THIRD:
        return said[1:2] not in _IMPERSONAL and said[1:3] != ("s", "agit")
    if said[:2] == ("c", "est") and said[2:3] and said[2] in ARTICLES | MINE and "qui" in said:
        said = said[2:]  # « c'est la mairie de Brest qui adhère »
    named = next((word for word in said[1:] if word not in known.small("qualificatifs")), "")
    return said[0] in _DETERMINERS | MINE and not any(named in known.small(name) for name in _OURS)


def denied(known: Lexicon, sight: Sight) -> bool:
    """Tell « pas à Lyon » from « sans salarié, à Lyon »: only small words stand between."""
    before = sight.before[:REACH]
    if "loin" in before:
        return far(sight.said[: sight.start])
    for word in before:
        if word in known.small("negation"):
            return not (word == "plus" and "que" in sight.said[sight.start :])
        if word not in known.small("lieu"):
            return False
    return False


def _word_meant(known: Lexicon, sight: Sight, people: int, *, expected: bool, official: bool) -> bool:
    """Tell whether a single word is a place here; a word of every day needs its capital."""
    word = sight.name[0]
    if word in _NICKNAMES or sight.before[:1] in {("un",), ("une",)}:
        return False
    if word in known.small("courants"):
        everyday = _everyday_meant(sight, people, expected=expected, official=official)
        return everyday or barely(known, sight, people)
    if official:
        return _territory_meant(known, sight, expected=expected)
    short = (expected and word in sight.capitals) or sight.after_her
    if people >= LARGE and (len(word) >= SHORT_NAME - 1 or short):
        return expected or not _named(known, sight)
    if word in known.known:  # « sel de Guérande » is in the vocabulary: it says no less where somebody is
        led = expected and {*sight.before[:1]} <= _PLACED
        return people >= NOTABLE and led and word not in known.small("nombres")
    notable = people >= NOTABLE or word in sight.capitals
    return notable and (expected or len(word) >= SHORT_NAME)


def _territory_meant(known: Lexicon, sight: Sight, *, expected: bool) -> bool:
    """Tell whether a single word is a region or a département here."""
    if sight.before[:1] and sight.before[0] in ARTICLES:
        return sight.before[1] in LEADING if len(sight.before) > 1 else sight.asked or sight.alone
    named = len(sight.name[0]) >= SHORT_NAME or sight.name[0] in sight.capitals
    return expected or sight.after_her or (named and not _named(known, sight))


def _everyday_meant(sight: Sight, people: int, *, expected: bool, official: bool) -> bool:
    """Tell whether a word of every day is a place: « à Tours », « dans le Lot », or with its capital."""
    before = sight.before[0] if sight.before else ""
    if before in _DEGREES:
        return False
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
