"""What leaves an answer in doubt: words that say another one, or that do not speak of it at all.

All thresholds are log-odds; see `dialogs.guessing`.
"""

import math
from itertools import pairwise

from dialogs import places
from dialogs.agreeing import unknown
from dialogs.events import Answer
from dialogs.lexicon import MINE, Lexicon, lexicon
from dialogs.likely import about, likely
from dialogs.reading import Reading
from dialogs.staff import had, lacking
from dialogs.words import Words
from knowledge.content import Knowledge
from knowledge.entry import UNKNOWN
from knowledge.questions import NEED, STAFF, STAGE, STATUS

MOST = 3
"""How many answers to one question are asked."""
CONTRADICTED = -3.0
"""How much likelier another answer must be than the one that a phrase says for both to be asked."""
UNSETTLED = -30.0
"""The same, in a message with « si », « mais », « par contre »."""
HESITANT = -90.0
"""The same, in a message that hesitates: « ou », « je crois », « je ne sais plus »."""
UNKNOWING = -15.0
"""The same, in a long message that says not to know."""
LONG = 6
PHRASE = 3
"""Words of a phrase that needs no other word beside it."""
SETTLED = 5.0
"""Under which the words around an answer to a question that is not on screen leave it in doubt."""
ASIDE = 15.0
"""The same for a stage."""
_ASIDE = {Answer(STAFF, "bientot"): ASIDE, Answer(NEED, "esus"): math.inf}
"""The same, for answers whose words often say something else."""
SAID = 4.0
"""Under which those of the whole message do, when the question is on screen."""
NAMED = 20.0
"""The same, when only a word of the question says it, among `MANY` others."""
MANY = 2
OVERSAID = 12.0
"""How much likelier another status must be, over the whole message, for both to be asked."""
_SEVERAL = frozenset({"on", "nous"})
_SOME = MINE | {"un", "une", "des", "deux", "trois", "quatre", "d", "quelques", "plusieurs", "2", "3", "4"}
_ALONE = frozenset({"seul", "seule", "solo"})
_SINGLE = frozenset({"je", "j", "suis", "moi", "seul", "seule"})
_OF = frozenset({"de", "d", "du", "des"})
_POSSESSIVE = MINE | {"votre", "vos"}
_UNDERWAY = frozenset({"cours", "train", "fin", "attente", "debut", "pas", "plus"})
_UNDERWAY |= {
    "dizaine",
    "douzaine",
    "quinzaine",
    "vingtaine",
    "trentaine",
    "quarantaine",
    "cinquantaine",
    "centaine",
}
"""Before « de », which then names nothing: « en cours d'instruction », « une dizaine de salariés »."""
_OPEN = frozenset({"si", "mais", "revanche", "cependant", "toutefois"})
_HOWEVER = ("par", "contre")
_WEAK = frozenset({"autrui", "passe", "ignorance", "question", "tiers"})
"""Why a phrase is refused, when it may still be meant."""


def weakly(knowledge: Knowledge, reading: Reading, answer: Answer, *, here: bool) -> list[Answer]:
    """Doubt about an answer of which the words around do not speak: « j'arrive » is no employee to come."""
    near = reading.left(answer.question, near=True)
    if not here:
        if _misread(knowledge, reading, answer):
            return [answer]
        if _lacked(reading, answer) or (answer.question == NEED and _all_said(knowledge, reading, answer)):
            return []
        odds = dict(about(knowledge, near)).get(answer.question, 0.0) if near else math.inf
        if answer.question == NEED:
            odds = max(odds, dict(likely(knowledge, NEED, near)).get(answer.value, 0.0))
        least = _ASIDE.get(answer, ASIDE if answer.question == STAGE else SETTLED)
        return [answer] if odds < least else []
    return _weakly_here(knowledge, reading, answer, named=not near)


def _all_said(knowledge: Knowledge, reading: Reading, answer: Answer) -> bool:
    """Tell whether a phrase is all that its clause says, or says two answers: « on dépose le bilan »."""
    return any(
        match.answer == answer
        and match.end - match.start >= PHRASE
        and (
            any(other.start == match.start and other.answer != answer for other in found)
            or not meaningful(knowledge, (*said[: match.start], *said[match.end :]))
        )
        for said, found in reading.heard
        for match in found
    )


def _misread(knowledge: Knowledge, reading: Reading, answer: Answer) -> bool:
    """Tell whether only misspelt words say an answer: « réexpliquer » may be no « répliquer »."""
    small = lexicon(knowledge).small("legers")
    said = [words[m.start : m.end] for words, found in reading.heard for m in found if m.answer == answer]
    return bool(reading.mended and said) and all({*words} - small <= reading.mended for words in said)


def numbered(known: Lexicon, reading: Reading, answer: Answer) -> bool:
    """Tell whether employees are said to be there, by number: « SARL 3 salariés Gap » needs no other word."""
    theirs = reading.theirs()
    return answer.question == STAFF and any(
        had(known, said, at) and said not in theirs
        for said, matches in reading.heard
        for match in matches
        if match.answer == answer
        for at in range(max(0, match.start - 1), match.end)
    )


def _lacked(reading: Reading, answer: Answer) -> bool:
    """Tell « association à Strasbourg sans salarié », which no other word has to bear out."""
    return answer == Answer(STAFF, "non") and any(
        lacking(said, match.start) and said not in reading.theirs()
        for said, matches in reading.heard
        for match in matches
        if match.answer == answer
    )


def _weakly_here(knowledge: Knowledge, reading: Reading, answer: Answer, *, named: bool) -> list[Answer]:
    """Doubt about an answer to the question on screen; `named`: a word of the question says it, no phrase."""
    known = lexicon(knowledge)
    said = known.without("egares", tuple(word for words, _ in reading.heard for word in words))
    content = sum(meaningful(knowledge, known.without("egares", left)) for left in reading.unexplained(1))
    corrected = any(denied.question == answer.question for denied in reading.denied())
    agreed = (named and said[:1] in known.agreed) or (answer.question == STATUS and _mine(reading, answer))
    if corrected or agreed or not content or answer.value == UNKNOWN:
        return []
    if named and _complemented(knowledge, said, answer):
        return [answer]
    if named and content < MANY:
        return []
    if answer == Answer(STATUS, "sans_structure") and _accompanied(known, said):
        return [answer, Answer(STATUS, "collectif")]
    ranked = likely(knowledge, answer.question, said)
    own = dict(ranked).get(answer.value, 0.0)
    if answer.question == STATUS and ranked and ranked[0][1] > own + OVERSAID:
        oversaid = _rivals(knowledge, answer, reading.left(STATUS), OVERSAID)[:1]
        if oversaid:
            return [answer, *oversaid]
    return [answer] if own < (NAMED if named else SAID) else []


def _mine(reading: Reading, answer: Answer) -> bool:
    """Tell « notre scop », which no other word makes doubtful."""
    return any(
        match.answer == answer and MINE & {*said[max(0, match.start - 1) : match.start]}
        for said, found in reading.heard
        for match in found
    )


def _complemented(knowledge: Knowledge, said: Words, answer: Answer) -> bool:
    """Tell « groupe de rock » from « groupe de voisins »: what follows « de » speaks of something else."""
    at = next((at for at, word in enumerate(said) if word in _OF and said[at - 1] not in _UNDERWAY), 0)
    if not at or {*said[at + 1 :]} & _POSSESSIVE:
        return False
    after = tuple(word for word in said[at + 1 :] if word not in lexicon(knowledge).hollow)
    return len(after) == 1 and dict(likely(knowledge, answer.question, after)).get(answer.value, 0.0) <= 0


def mentioned(reading: Reading, question: str, *, but: str = "") -> list[Answer]:
    """Return what a phrase says of the question, but maybe not of the person; not what is refused `but`."""
    weak = [(match.answer, why) for match, _, why in reading.refused if why in _WEAK - {but}]
    over = any(answer == Answer(question, "oui") and why == "passe" for answer, why in weak)
    no = [Answer(question, "non")] if over else []  # what was is likely no more
    return [*no, *(answer for answer, _ in weak if answer.question == question)]


def _accompanied(known: Lexicon, said: Words) -> bool:
    """Tell « on n'a pas de structure », « étudiante, un projet avec ma coloc » from somebody alone."""
    after = (said[at + 1 : at + 4] for at, word in enumerate(said) if word == "avec")
    if any(_SOME & {*near[:1]} and known.says("compagnie", near) for near in after):
        return _ALONE.isdisjoint(said)
    return bool(_SEVERAL & {*said} and not _SINGLE & {*said})


def contested(knowledge: Knowledge, reading: Reading, answer: Answer, *, here: bool) -> list[Answer]:
    """Doubt about an answer that a phrase says, when the words around say another one, or hesitate."""
    question, value = answer.question, answer.value
    if value == UNKNOWN and (weak := mentioned(reading, question)):
        return [*weak, answer]
    said = tuple(word for words, _ in reading.heard for word in words)
    if value == UNKNOWN and len(said) < LONG:
        return []
    denied = reading.denied()
    known = lexicon(knowledge)
    open_words = tuple(word for left in reading.unexplained(1) for word in left)
    unsure = unknown(known, known.without("egares", open_words))
    margin = CONTRADICTED
    if value == UNKNOWN:
        margin = UNKNOWING
    elif here and not denied:
        margin = _margin(known, known.without("egares", reading.open(question)), unsure=unsure)
    near = margin != HESITANT and (question == STATUS or not here)
    beside = reading.around(question) if near else ()
    left = reading.unexplained(1, question if beside else None)
    if margin == CONTRADICTED and not any(meaningful(knowledge, words) for words in left):
        return []
    rivals = _rivals(knowledge, answer, beside or reading.left(question), margin)
    if beside and rivals:  # the words of other answers bear out this one, and never another
        own = _rivals(knowledge, answer, reading.left(question, near=True), margin)
        rivals = [rival for rival in rivals if rival in own]
    against = [rival for rival in rivals if rival not in denied and (unsure or rival.value != UNKNOWN)]
    return [answer, *against[: MOST - 1]] if against else []


def _rivals(knowledge: Knowledge, answer: Answer, said: Words, margin: float) -> list[Answer]:
    """Return the other answers that words say, at most a margin less than an answer."""
    ranked = likely(knowledge, answer.question, said)
    least = dict(ranked).get(answer.value, 0.0) + margin
    values = (value for value, score in ranked if score > least and value != answer.value)
    return [Answer(answer.question, value) for value in values]


def _margin(known: Lexicon, said: Words, *, unsure: bool) -> float:
    if unsure or "ou" in said or known.says("hesitation", said):
        return HESITANT
    return UNSETTLED if _OPEN & {*said} or _HOWEVER in pairwise(said) else CONTRADICTED


def meaningful(knowledge: Knowledge, said: Words) -> int:
    """Count the words that mean something; a place means nothing here."""
    known = lexicon(knowledge)
    full = sum(word not in known.hollow and not word.isdigit() for word in said)
    if not full:
        return 0
    start = next((at for at, word in enumerate(said) if word not in known.around_places), len(said))
    placed = places.whole(knowledge, said[start:]) or (start and places.whole(knowledge, said))
    return 0 if placed else full
