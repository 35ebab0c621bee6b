"""An answer that is said to be wrong, or true no more, without the right one: its question is asked again."""

from dialogs import brief, places
from dialogs.choosing import AROUND, plainly
from dialogs.clauses import clauses
from dialogs.lexicon import HAVE, ONE, Lexicon, lexicon
from dialogs.repairing import repaired
from dialogs.spots import Spot
from dialogs.turn import Turn
from dialogs.words import Words, words
from knowledge.entry import UNKNOWN
from knowledge.questions import DEPARTMENT, REGION

_WHOSE = frozenset({"vos", "qui"})
_SPEAKING = frozenset({"je", "j", "on", "nous", "suis"})
_SAYING = _SPEAKING | frozenset({"n", "ne", "c", "ce", "ca", "en", "a", "au", "aux", "dans", "de", "d", "du"})


def retracted(turn: Turn, text: str) -> str | None:
    """Return the question that a message names to say that its answer is wrong: « ce n'est plus mon statut ».

    The message says nothing else: « on a changé de statut, on est une scop » gives the right answer.
    """
    known = lexicon(turn.knowledge)
    typed = plainly(turn, text)
    if not known.says("rectifications", typed):
        return None
    said = repaired(turn.knowledge, typed)
    wrong = _wrong(known, said)
    heads = {question: _named(turn, question) for question in turn.answers}
    told = next((question for question, name in heads.items() if name and name[0] in said), None)
    rest = {*said} - wrong - known.hollow - AROUND - HAVE
    return told if told and rest <= {*heads[told]} else None


def _named(turn: Turn, question: str) -> Words:
    """Return what an answer is called: « vos salariés » is « salariés »."""
    name = words(turn.knowledge.questions[question].name)
    return tuple(word for word in name if word not in AROUND | _WHOSE)


def _wrong(known: Lexicon, said: Words) -> set[str]:
    """Return the words that say that something is wrong."""
    return {word for start, end in known.found("rectifications", said) for word in said[start:end]}


def denied(turn: Turn, text: str) -> str | None:
    """Return the question whose answer a message denies: « on n'est plus en Bretagne », said there.

    It is denied whole: « pas une grosse association », « pas à Rennes même » deny something else.
    """
    known = lexicon(turn.knowledge)
    heard = clauses(turn.knowledge, text)
    for match, said, why in brief.read(turn.knowledge, None, heard).refused:
        answer = match.answer
        mine = turn.answers.get(answer.question) == answer.value
        if why == "negation" and mine and _plainly(known, (*said[: match.start], *said[match.end :])):
            return answer.question
    for clause in heard:
        for spots, beside in places.refused(turn.knowledge, clause):
            if any(_there(turn, spot) for spot in spots) and _plainly(known, beside):
                return REGION
    return None


def _plainly(known: Lexicon, beside: Words) -> bool:
    """Tell whether somebody speaks of herself, and words only say that she is not."""
    small = known.small("negation") | known.small("politesse") | HAVE | ONE | _SAYING
    return not _SPEAKING.isdisjoint(beside) and {*beside} <= small


def _there(turn: Turn, spot: Spot) -> bool:
    """Tell whether a place is where the person said to be."""
    near = spot.department is None or turn.answers.get(DEPARTMENT, UNKNOWN) in {UNKNOWN, spot.department}
    return spot.region is not None and spot.region == turn.region and near
