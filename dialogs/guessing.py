"""What is asked beside what is sure: the likeliest answers, and answers that other words contradict.

All thresholds are log-odds, chosen on parts of the corpora held out of the vocabulary and of the example
sentences; see `make eval`.
"""

from collections.abc import Set

from dialogs import places
from dialogs.brief import ASKED, unknown
from dialogs.clauses import Clause
from dialogs.events import Answer
from dialogs.lexicon import Lexicon, Words, lexicon
from dialogs.likely import about, likely
from dialogs.sentences import Reading
from knowledge.content import Knowledge
from knowledge.entry import UNKNOWN
from knowledge.questions import STATUS

MOST = 3
"""How many answers to one question are asked."""
LIKELY = -8.0
"""From where the likeliest answer to the question on screen is worth asking."""
CLOSE = 14.0
"""How far behind it another one is asked too."""
BESIDE = -3.0
"""From where it is, beside answers that are sure."""
CLOSE_BESIDE = 6.0
"""How far behind it another one is asked too, to a question that is not on screen."""
MOST_BESIDE = 2
ABOUT = 5.0
"""From where words are about a question that is not on screen."""
CONTENT = 2
"""How many words that mean something it takes."""
CONTRADICTED = -3.0
"""How much likelier another answer must be than the one that a phrase says for both to be asked."""
UNSETTLED = -30.0
"""The same, in a message with « si » or « mais »."""
HESITANT = -90.0
"""The same, in a message that hesitates: « ou », « je crois », « je ne sais plus »."""
UNKNOWING = -15.0
"""The same, in a long message that says not to know."""
LONG = 6
_OPEN = frozenset({"si", "mais"})
_WEAK = frozenset({"autrui", "passe", "ignorance", "tiers"})
"""Why a phrase is refused, when it may still be meant."""


def here(knowledge: Knowledge, question: str, reading: Reading, heard: list[Clause]) -> list[Answer]:
    """Return the likeliest answers to the question on screen; what is said of others may be meant."""
    said = tuple(word for clause in heard for word in clause.said)
    likeliest = _likeliest(knowledge, question, said, LIKELY, CLOSE)
    return list(dict.fromkeys([*_weak(reading, question), *likeliest]))[:MOST]


def doubts(knowledge: Knowledge, question: str, reading: Reading, *, beside: bool) -> list[Answer]:
    """Return what must be asked of a sentence that says answers."""
    said = reading.by_question()
    found: list[Answer] = []
    if question not in said:
        left = reading.left(question)
        likeliest = _likeliest(knowledge, question, left, BESIDE, CLOSE) if _content(knowledge, left) else []
        found += _weak(reading, question) or likeliest
    for name, (value, *others) in said.items():
        if not others:
            found += _contested(knowledge, reading, Answer(name, value), here=name == question)
    whole = question in said and not reading.around(question)
    return [*found, *(_beside(knowledge, {question, *said}, reading) if beside and not whole else ())]


def _weak(reading: Reading, question: str) -> list[Answer]:
    """Return what a phrase says of the question, but maybe not of the person."""
    weak = (match.answer for match, _, why in reading.refused if why in _WEAK)
    return [answer for answer in weak if answer.question == question]


def _contested(knowledge: Knowledge, reading: Reading, answer: Answer, *, here: bool) -> list[Answer]:
    """Doubt about an answer that a phrase says, when the words around say another one, or hesitate."""
    question, value = answer.question, answer.value
    if value == UNKNOWN and (weak := _weak(reading, question)):
        return [*weak, answer]
    said = tuple(word for words, _ in reading.heard for word in words)
    if value == UNKNOWN and len(said) < LONG:
        return []
    denied = {match.answer for match, _, why in reading.refused if why == "negation"}
    open_words = tuple(word for left in reading.unexplained(1) for word in left)
    unsure = unknown(lexicon(knowledge), open_words)
    margin = CONTRADICTED
    if value == UNKNOWN:
        margin = UNKNOWING
    elif here and not denied:
        margin = _margin(lexicon(knowledge), open_words, unsure=unsure)
    near = margin != HESITANT and (question == STATUS or not here)
    around = (near and reading.around(question)) or reading.left(question)
    left = reading.unexplained(1, question if near and reading.around(question) else None)
    if margin == CONTRADICTED and not any(_content(knowledge, words) for words in left):
        return []
    ranked = likely(knowledge, question, around)
    least = dict(ranked).get(value, 0.0) + margin
    others = (other for other, score in ranked if score > least and (unsure or other != UNKNOWN))
    against = [
        other for other in (Answer(question, name) for name in others) if other not in {answer, *denied}
    ]
    return [answer, *against[: MOST - 1]] if against else []


def _margin(known: Lexicon, said: Words, *, unsure: bool) -> float:
    if unsure or "ou" in said or known.says("hesitation", said):
        return HESITANT
    return UNSETTLED if _OPEN & {*said} else CONTRADICTED


def _content(knowledge: Knowledge, said: Words) -> int:
    """Count the words that mean something; a place means nothing here."""
    if places.whole(knowledge, said):
        return 0
    hollow = lexicon(knowledge).hollow
    return sum(word not in hollow and not word.isdigit() for word in said)


def _beside(knowledge: Knowledge, told: Set[str], reading: Reading) -> list[Answer]:
    """Guess what the words that no phrase explains say of other questions."""
    found: list[Answer] = []
    for said in reading.unexplained():
        if _content(knowledge, said) < CONTENT:
            continue
        others = ((name, score) for name, score in about(knowledge, said) if name not in told | ASKED)
        question, score = next(others, ("", ABOUT))
        if score > ABOUT:
            found += _likeliest(knowledge, question, said, BESIDE, CLOSE_BESIDE)[:MOST_BESIDE]
    return found


def _likeliest(knowledge: Knowledge, question: str, said: Words, least: float, close: float) -> list[Answer]:
    ranked = likely(knowledge, question, said)[:MOST]
    enough = max(least, ranked[0][1] - close) if ranked else least
    return [Answer(question, value) for value, score in ranked if score >= enough]
