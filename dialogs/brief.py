"""A short message read as an answer to the question on screen: its own words count more there."""

from dataclasses import replace

from dialogs import sentences
from dialogs.agreeing import answers, closing, ended, unechoed, unknown, wavering
from dialogs.clauses import Clause, asks
from dialogs.events import Answer
from dialogs.halves import BOTH, halves
from dialogs.lexicon import MINE, Lexicon, lexicon
from dialogs.likely import likely
from dialogs.owning import Match, own
from dialogs.reading import Reading
from dialogs.undoing import undone
from dialogs.weakening import weakened
from dialogs.words import Words
from knowledge.content import Knowledge
from knowledge.entry import UNKNOWN
from knowledge.questions import LEGAL, NEED, PLACES, REGION, STAFF, STAGE, STATUS

SHORT = 9
"""Words of a message in which a single word of the question is enough."""
HINTED = 3.0
"""Log-odds from which an answer is asked beside « je ne sais pas »."""
STRANGE = 2
"""Words that mean nothing here that such a message may hold."""
BESIDE = {
    "urgence": frozenset({NEED}),
    "creation_trois_mois": frozenset({NEED}),
    "mention_ess": frozenset({NEED, "esus_agree"}),
    "esus_agree": frozenset({NEED}),
    "plein_temps": frozenset({STATUS, STAFF}),
    "porteur": frozenset({NEED}),
    "salaries": frozenset({"porteur"}),
    **dict.fromkeys(("utilite_sociale", "decision", "benefices", "criteres_concours"), frozenset({NEED})),
}
"""Questions that are not answered by words said at another one, which use the same words."""
ASKED = frozenset({LEGAL, "publics_fragiles", "plein_temps", "paiement"})
"""Questions that only a message read at them answers."""
STAGING = frozenset({"tester", "reseau", "creer"})
"""Needs whose words also tell how far a project is: « on teste », « on se renseigne »."""
WHO = frozenset({None, STATUS, LEGAL, REGION})
"""Questions at which « je suis au chômage » says that the person has no structure."""
EARLY = frozenset({None, STATUS, NEED, LEGAL, STAFF, STAGE, *PLACES})
"""Questions at which people tell who they are: at a later one, what answers another question is asked."""
AFTER_NEED = frozenset({LEGAL, STAFF, STAGE})
"""Those of them at which a need is asked too: it was told before."""
TOGETHER = {"mention_ess": {"esus_agree"}, "decision": {"benefices"}, "benefices": {"decision"}}
"""Questions of which one is often answered at the other."""
STRICT = frozenset({"besoin", "salaries"})
"""Questions whose single words are too common to stand beside others."""


def read(knowledge: Knowledge, question: str | None, heard: list[Clause]) -> Reading:
    """Read a message: every answer of it, and that to the question on screen."""
    known = lexicon(knowledge)
    heard = unechoed(known, heard) if question else heard
    reading = sentences.read(known, heard)
    reading = reading.without((ASKED - {question}) | BESIDE.get(question or "", frozenset()))
    if question not in WHO:
        reading = reading.without({STATUS}, {"sans_structure", "collectif"})
    if question == STAGE:
        reading = reading.without({NEED}, STAGING)
    reading = _unsettled(reading, question)
    found = reading.by_question()
    beside = {NEED} if question in AFTER_NEED else found.keys() - TOGETHER.get(question or "", set())
    if question in AFTER_NEED or question not in EARLY:
        beside = {name for name in beside & found.keys() - {question} if not reading.only(name, known.hollow)}
        reading = replace(reading, doubtful=reading.doubtful | beside)
    if question is None or (question in found and question not in reading.doubtful):
        return reading
    said = tuple(word for part, _ in reading.heard for word in part)
    latest = max((rank for rank, clause in enumerate(heard) if clause.corrects), default=0)
    values, weak = _values(known, question, reading, heard[latest:])
    if not values and question not in PLACES:
        values, weak = closing(known, question, heard)
    rambling = False
    if not values and not found and _unknowable(knowledge, question) and unknown(known, said):
        values = (UNKNOWN, *_hinted(knowledge, question, said))
        rambling = len(said) > SHORT
        said = ()
    other = any(clause.said[:1] == ("ou",) for clause in heard)
    excepting = values == ("non",) and (known.says("exception", said) or _other_carrier(question, heard))
    unsure = (
        rambling
        or excepting
        or weak
        or (UNKNOWN not in values and wavering(known, heard))
        or known.says("hesitation", said)
    )
    unsure = unsure or (bool(values) and heard[-1].questioned and question not in {NEED, STATUS})
    unsure = unsure or (bool(values) and (other or "ou" in said))
    doubtful = {question} if unsure else set()
    matches = tuple(Match(0, 0, Answer(question, value)) for value in values)
    return replace(reading, matches=(*matches, *reading.matches), doubtful=reading.doubtful | doubtful)


def _other_carrier(question: str, heard: list[Clause]) -> bool:
    """Tell « pas moi, mon adjointe » from « pas moi »: somebody else carries it."""
    return question == "porteur" and any(clause.said[0] in MINE for clause in heard[1:])


def _unsettled(reading: Reading, question: str | None) -> Reading:
    """Doubt between creating and developing when whoever opens an activity has no structure yet.

    Nor is « pour financer des bourses » what a foundation needs: it is what it does.
    """
    found = reading.by_question()
    if found.get(NEED) == ("financer",) and {*found.get(STATUS, ())} & _GIVING:
        return replace(reading, doubtful=reading.doubtful | {NEED})
    planned = _unborn if question == NEED else _to_be_made
    if found.get(NEED) == ("creer",) and planned(reading):
        return replace(reading, doubtful=reading.doubtful | {STATUS})
    fresh = {*found.get(STATUS, ()), *found.get(LEGAL, ())} & _FRESH
    begins = any(
        match.answer.question == NEED and said[match.start] in _FOUNDING
        for said, matches in reading.heard
        for match in matches
    )
    mine = question in {None, STATUS} and any(_MINE & {*said} for said, _ in reading.heard)
    founding = STATUS not in found and (begins or mine)
    if found.get(NEED) != ("developper",) or not (fresh or founding):
        return reading
    return replace(reading, matches=(*reading.matches, Match(0, 0, Answer(NEED, "creer"))))


def _to_be_made(reading: Reading) -> bool:
    """Tell « une scop à six, les statuts sont à écrire »: what is to be created, not what one is."""
    named = ((said, m.start) for said, found in reading.heard for m in found if m.answer.question == STATUS)
    return any(at <= 1 and said[max(0, at - 1)] in {"un", "une"} for said, at in named)


def _unborn(reading: Reading) -> bool:
    """Tell « une scop à six, les statuts sont à écrire » from « notre asso crée une scop »."""
    said = (words for words, found in reading.heard if any(m.answer.question == STATUS for m in found))
    return all(_BEING.isdisjoint(words) for words in said)


_BEING = frozenset({"sommes", "est", "suis", "notre", "ma", "mon"})
_FOUNDING = frozenset({"creer", "monter", "fonder"})
_GIVING = frozenset({"fonds_dotation", "fondation"})
_MINE = frozenset({"je", "j", "mon", "ma"})
_FRESH = frozenset({"collectif", "sans_structure", "seul", "plusieurs"})


def _hinted(knowledge: Knowledge, question: str, said: Words) -> tuple[str, ...]:
    """Return what a long message that says not to know says all the same: « une scique, je sais pas si… »."""
    ranked = likely(knowledge, question, said) if len(said) > SHORT else []
    return tuple(value for value, score in ranked[:1] if value != UNKNOWN and score > HINTED)


def _unknowable(knowledge: Knowledge, question: str) -> bool:
    """Tell whether « je ne sais pas » is an answer to a question."""
    return knowledge.questions[question].option(UNKNOWN) is not None


def _values(
    known: Lexicon, question: str, reading: Reading, heard: list[Clause]
) -> tuple[tuple[str, ...], bool]:
    """Return the answers that words of the question say, and whether one of them is weakened."""
    named = _named(known, question, reading) if question not in PLACES else {}
    said = tuple(word for clause in heard if not clause.others for word in clause.said)
    agreed = _agreed(known, question, said)
    told = halves(known, question, heard)
    if len(named) == 1 and {*named} < BOTH:
        told = told if len(told) > 1 else tuple(dict.fromkeys((*named, *((agreed,) if agreed else ()))))
        return told, any(named.values())
    if named:
        return tuple(named), any(named.values())
    if agreed == "oui" and len(told) < len(BOTH) and ended(said):
        return (*(["non"] if answers(known, question, "non") else []), "oui"), True
    first = reading.heard[0][0] if agreed and reading.heard else ()
    never = len(told) < len(BOTH) and first[:1] == _NEVER and first[1:] != first[1:2]
    found = told if len(told) > 1 else (agreed or next(iter(told), None),)
    return tuple(value for value in found if value), never


def _agreed(known: Lexicon, question: str, said: Words) -> str | None:
    """Read « oui bien sûr, on en a deux »; « je crois que oui »."""
    while said and (said[0],) in known.lists["politesse"]:
        said = said[1:]
    for value in ("oui", "non"):
        refusing = _NOT if value == "oui" else ()
        agreed = any(said[:n] in known.lists[value] and said[n : n + 1] not in refusing for n in (1, 2, 3, 4))
        open_ = ended(said) or known.says("hesitation", said)
        if not agreed and not (value in said and open_):
            continue
        if any(value in values for values in known.whole[question].values()):
            return value
    return None


def _named(known: Lexicon, question: str, reading: Reading) -> dict[str, bool]:
    """Return the options whose words are in a short message, or are a whole part of a long one.

    Words that a phrase takes for another question say nothing here: « tout est prêt » asks for no loan; nor
    do those of a phrase that is undone. Of each option is told whether what is said is weakened.
    """
    spotted = [_spotted(known, question, said, matches, reading) for said, matches in reading.heard]
    pure = [(match, weak) for found, strange in spotted if not strange for match, weak in found]
    short = (
        sum(len(said) for said, _ in reading.heard) <= SHORT
        and sum(strange for _, strange in spotted) <= STRANGE
    )
    values = [(match, weak) for found, _ in spotted for match, weak in found] if short else pure
    return {match.answer.value: weak for match, weak in values}


def _spotted(
    known: Lexicon, question: str, said: Words, matches: tuple[Match, ...], reading: Reading
) -> tuple[list[tuple[Match, bool]], int]:
    light, small = known.small("legers"), known.hollow
    taken = {at for match in matches for at in range(match.start, match.end)}
    undoing = [match for match, words, why in reading.refused if words == said and why in _DENIALS]
    heard = [(at, word) for at, word in enumerate(said) if word not in light]
    bare = tuple(word for _, word in heard)
    values: list[tuple[Match, bool]] = []
    start = 0
    strange = STRANGE + 1 if known.says("autrui", said) or asks(known, said) else 0
    single = False
    while start < len(bare):
        size = _longest(known, question, bare, start)
        key = bare[start : start + size]
        at = heard[start][0]
        idle = all(word in small for word in key) or _counting(known, key, said[at - 1 : at])
        hollow = at in taken or (len(key) < len(bare) and idle) or (key == ("pas",) and "encore" not in said)
        hollow = hollow or (key[:1] == ("pret",) and said[at - 1 : at] in _A_LOAN)
        for value in known.near[question].get(key, ()) if size and not hollow else ():
            match = Match(heard[start][0], heard[start + size - 1][0] + 1, Answer(question, value))
            denied = any(o.answer == match.answer and o.start <= at < o.end for o in undoing)
            if denied or undone(known, said, match):
                continue
            if question != STATUS or own(known, said, match, []):
                values.append((match, weakened(known, said, match)))
                single = single or size == 1
        strange += _strangeness(small, bare[start]) if not size else 0
        start += max(size, 1)
    return values, strange * (STRANGE + 1) if single and question in STRICT else strange


_A_LOAN = (("le",), ("un",), ("du",), ("ce",), ("notre",), ("de",), ("mon",))
"""Before « prêt », which is then no readiness."""
_DENIALS = frozenset({"negation", "passe", "souhait", "personnel", "reprise"})


def _counting(known: Lexicon, key: Words, before: Words) -> bool:
    """Tell « on est 3 », « 3 millions » from « les 3 »: a number among other words counts something."""
    spelt = key[0] in known.small("nombres") - _VAGUE
    return len(key) == 1 and (spelt or (key[0].isdigit() and len(key[0]) == 1)) and before not in _THE


_VAGUE = frozenset({"un", "une", "plusieurs", "quelques", "nos", "mes"})
_NEVER = ("jamais",)
"""Before other words it may deny something else: « jamais touché un centime de subvention »."""
_NOT = (("pas",), ("plus",))
"""After « on peut », which is then no yes."""
_THE = (("les",), ("aux",))


def _strangeness(small: frozenset[str], word: str) -> int:
    return STRANGE + 1 if word.isdigit() else word not in small


def _longest(known: Lexicon, question: str, bare: Words, start: int) -> int:
    sizes = (size for size in known.near_sizes[question].get(bare[start], ()) if size <= len(bare) - start)
    entries = known.near[question]
    heard = ((size, bare[start : start + size]) for size in sizes)
    return next((size for size, said in heard if said in entries and said not in known.agreed), 0)
