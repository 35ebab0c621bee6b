"""Answers heard in typed words: what is certain is taken, what is not is asked.

What contradicts an earlier answer is asked too, and never replaces it in silence; two answers of one
message that do not go together bring the status back, once, then a human (rule M12).
"""

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import replace

from dialogs.answering import ABROAD, answered, answered_all, elsewhere, kept, outside
from dialogs.events import Answer, Answers, Button, Message, noticed
from dialogs.pages.current import Outcome, noted, paged, with_session
from dialogs.pages.doubting import changes, doubt_page, known
from dialogs.pages.parts import packed
from dialogs.session import Session
from dialogs.text import Text, joined
from dialogs.turn import Turn
from knowledge.entry import UNKNOWN
from knowledge.orientation import contradictions
from knowledge.questions import DEPARTMENT, LEGAL, NEED, PLACES, REGION, STATUS

_ALWAYS = frozenset({STATUS, NEED, REGION})
"""Questions that are asked whatever the rest: a doubt about one of them is worth asking after another."""


def heard_answers(turn: Turn, event: Answer | Answers, question: str | None) -> Outcome:
    """Take the answers of a message; `question` is the one on screen, which may always be answered anew."""
    given = event.answers if isinstance(event, Answers) else (event,)
    moved = question == REGION and any(a.question == REGION and _differs(turn, a) for a in given)
    settled = {question, DEPARTMENT} if moved else {question}
    contested = tuple(a for a in given if a.question not in settled and _differs(turn, a))
    if contested:
        return asked_which(turn, contested[:1], [answer for answer in given if answer != contested[0]])
    if ABROAD in given and len(given) > 1:
        near = tuple(answer for answer in given if answer != ABROAD)
        there = with_session(turn, outside(turn))
        return _told_abroad(turn, heard_answers(there, Answers(near), question))
    if len(given) > 1 and _clash(turn, given):
        return _clashed(turn, given)
    if _noted_already(turn, given):
        return _still_noted(turn, given)
    outcome = answered(turn, given[0]) if len(given) == 1 else answered_all(turn, Answers(given))
    return _resumed(turn, outcome, given)


def _noted_already(turn: Turn, given: Collection[Answer]) -> bool:
    """Tell whether a message only says again, under a result, what is known: nothing else is asked."""
    return not (turn.asked or turn.session.choices) and all(known(turn, answer) for answer in given)


def _still_noted(turn: Turn, given: Iterable[Answer]) -> Outcome:
    """Say in one line that answers are noted already: the long result, which is the same, is one tap away."""
    told = turn.said({answer.question: answer.value for answer in given})
    return turn.session, (noted(turn, turn.say("deja_note", reponses=told)),)


def settled(turn: Turn, answer: Answer) -> Outcome:
    """Take an answer that was offered, then what else the message said that put it in question."""
    if (turn.session.misses or turn.session.choices) and not turn.doubtful:
        turn = with_session(turn, replace(turn.session, misses=0, choices=(), guessed=False))
    given = (answer, *_department(turn, answer))
    outcome = answered_all(turn, Answers(given)) if given[1:] else answered(turn, answer)
    return _resumed(turn, outcome, given)


def _department(turn: Turn, answer: Answer) -> tuple[Answer, ...]:
    """Return the département that was told with a region that was to be confirmed, and is."""
    if answer.question != REGION or not turn.session.later:
        return ()
    there = {**turn.answers, answer.question: answer.value}
    waiting = (Answer(question, value) for question, value in turn.session.later if question == DEPARTMENT)
    told = [each for each in waiting if turn.knowledge.offers(DEPARTMENT, each.value, there)]
    return tuple(told[:1])


def left(turn: Turn) -> Outcome:
    """Leave a doubt: its question is asked whole when it is the next one; what else was said still waits."""
    session = replace(turn.session.settled, focus=None)
    after = with_session(turn, session)
    if not turn.doubt or (after.question and after.question.id in {choice.question for choice in turn.doubt}):
        return paged(turn, replace(session, later=turn.session.later))
    return _resumed(turn, paged(turn, session), turn.doubt)


def calmed(turn: Turn) -> Turn:
    """Return the turn after something understood: a guess is left, a doubt that was not understood waits."""
    if not turn.session.misses:
        return turn
    return with_session(turn, replace(put_off(turn) if turn.session.guessed else turn.session, misses=0))


def put_off(turn: Turn) -> Session:
    """Return the session with no doubt on screen: one about another question than the next waits."""
    here = () if turn.question is None else (Answer(turn.question.id, UNKNOWN),)
    later = _pairs(_waiting(turn, here)) if here else turn.session.later
    return replace(turn.session, choices=(), guessed=False, later=later)


def turned_to(turn: Turn, question: str) -> Outcome:
    """Ask a question out of turn, to correct its answer: a doubt about another waits, a change is left."""
    later = () if changes(turn) else _pairs(_doubting(turn, {question}))
    return paged(turn, replace(turn.session.settled, focus=question, later=later))


def _resumed(turn: Turn, outcome: Outcome, given: Collection[Answer]) -> Outcome:
    """Ask, once nothing else is in doubt, what waits of an earlier message, but what is `given`.

    What is asked of everybody comes at once; another doubt waits for its question.
    """
    session = outcome[0]
    later = () if session.later or session.choices else _waiting(turn, given)
    if not later:
        return outcome
    after = with_session(turn, session)
    rest = tuple(each for each in later if not known(after, each))
    useful = tuple(each for each in rest if _useful(after, rest, each))
    several = _several(useful)
    now = _ALWAYS | several | ({after.question.id} if after.question else set())
    others = tuple(each for each in useful if each.question not in several and _differs(after, each))
    doubts = tuple(each for each in useful if each.question in now and each not in others)
    waiting = [each for each in rest if each not in {*others, *doubts}]
    if others:
        session, replies = heard_answers(after, Answers(others), None)
        return replace(session, later=(*session.later, *_pairs((*doubts, *waiting)))), replies
    if doubts:
        session, replies = _noting(after, given, asked_which(after, doubts, ()))
        return replace(session, later=(*session.later, *_pairs(waiting))), replies
    return replace(session, later=_pairs(waiting)), outcome[1]


def _noting(turn: Turn, given: Iterable[Answer], outcome: Outcome) -> Outcome:
    """Say above a doubt that comes back what was just noted."""
    told = turn.said({answer.question: answer.value for answer in given if known(turn, answer)})
    session, replies = outcome
    return session, noticed(turn.say("compris", reponses=told), replies) if told else replies


def _waiting(turn: Turn, given: Collection[Answer]) -> tuple[Answer, ...]:
    """Return what is in doubt or waits of an earlier message, and is about no question of some answers."""
    if not (turn.session.choices or turn.session.later):
        return ()
    about = {answer.question for answer in given}
    about |= {DEPARTMENT} if REGION in about else set()
    later = (Answer(question, value) for question, value in turn.session.later)
    return (*_doubting(turn, about), *(answer for answer in later if answer.question not in about))


def _doubting(turn: Turn, about: Collection[str]) -> tuple[Answer, ...]:
    """Return the answers in doubt that are about none of some questions."""
    doubts = [choice for choice in turn.doubt if not known(turn, choice)] if turn.doubtful else []
    return tuple(choice for choice in doubts if choice.question not in about)


def _several(answers: Iterable[Answer]) -> set[str]:
    """Return the questions that several of some answers are about: which of them is meant is in doubt."""
    counted = Counter(answer.question for answer in answers)
    return {question for question, times in counted.items() if times > 1}


def with_elsewhere(turn: Turn, outcome: Outcome, smaller: tuple[Answer, ...]) -> Outcome:
    """Offer, under what was heard, the regions of much smaller places of the same name: one tap corrects."""
    session, (first, *others) = outcome
    chosen = session.answers.get(REGION)
    regions = [answer for answer in smaller if chosen and answer.value != chosen]
    if not regions or not isinstance(first, Message):
        return outcome
    names = [turn.knowledge.regions[answer.value].name for answer in regions]
    labels = [turn.label("bouton_autre_lieu", region=name) for name in names]
    rows = packed([Button(label, answer) for label, answer in zip(labels, regions, strict=True)])
    text = joined([first.text, turn.say("autre_lieu")], "\n\n")
    return session, (replace(first, text=text, rows=(*first.rows, *rows)), *others)


def _told_abroad(turn: Turn, outcome: Outcome) -> Outcome:
    """Say above the page that the person is where there is no CRESS; the rest of her message is taken."""
    session, replies = outcome
    return session, noticed(elsewhere(turn).text, replies)


def _differs(turn: Turn, answer: Answer) -> bool:
    before = turn.answers.get(answer.question, UNKNOWN)
    return before not in {UNKNOWN, answer.value} and answer.value != UNKNOWN


def asked_which(
    turn: Turn, choices: tuple[Answer, ...], sure: Iterable[Answer], *, guessed: bool = False
) -> Outcome:
    """Ask which of several answers is meant, after taking what is sure; a guess, or one, may be none.

    To one question at a time: what is sure and contradicts an earlier answer first, then the question on
    screen; the others in their turn. What was answered already, and is only said again, is not asked.
    """
    sure, choices = tuple(sure), _at_home(turn, choices)
    if ABROAD in sure and not _differs(turn, ABROAD):
        near = tuple(answer for answer in sure if answer != ABROAD)
        there = with_session(turn, outside(turn))
        return _told_abroad(turn, asked_which(there, choices, near, guessed=guessed))
    given = tuple(answer for answer in sure if not _differs(turn, answer))
    contested = tuple(answer for answer in sure if _differs(turn, answer))
    if not (guessed or contested) and all(known(turn, choice) for choice in choices):
        given = (*given, *choices)
        if _noted_already(turn, given):
            return _still_noted(turn, given)
        return _resumed(turn, answered_all(turn, Answers(given)), given)
    useful = tuple(choice for choice in choices if _useful(turn, given, choice))
    if given and not useful:
        return _resumed(turn, answered_all(turn, Answers(given)), given)
    first = () if any(_differs(turn, choice) for choice in choices) else contested[:1]
    asked = first or _to_one_question(turn, useful or choices)
    later = [answer for answer in contested if answer not in asked]
    if not guessed:
        later += [each for each in useful if each not in asked]
    if REGION in {answer.question for answer in asked}:
        later += [answer for answer in given if answer.question == DEPARTMENT]
        given = tuple(answer for answer in given if answer.question != DEPARTMENT)
    later += _waiting(turn, (*sure, *choices))
    choices = _offered(turn, asked)
    session = answered_all(turn, Answers(given))[0] if given else turn.session
    after = with_session(turn, session)
    new = [answer for answer in given if known(after, answer) and not known(turn, answer)]
    told = after.said({answer.question: answer.value for answer in new})
    notice = turn.say("compris", reponses=told) if told else ()
    session = replace(session, choices=_pairs(choices), guessed=guessed, later=_pairs(later))
    return session, (doubt_page(with_session(turn, session), notice, guessed=guessed),)


def _at_home(turn: Turn, choices: tuple[Answer, ...]) -> tuple[Answer, ...]:
    """Settle a name that several regions have by the one that is known, unless it is corrected."""
    here = Answer(REGION, turn.region or "")
    if here not in choices or (turn.question and turn.question.id in PLACES):
        return choices
    others = tuple(choice for choice in choices if choice.question != REGION)
    return others or (here,)


def _pairs(answers: Iterable[Answer]) -> tuple[tuple[str, str], ...]:
    return tuple((answer.question, answer.value) for answer in answers)


def _useful(turn: Turn, given: tuple[Answer, ...], choice: Answer) -> bool:
    """Tell whether an answer would count, beside what is given."""
    answers = {answer.question: answer.value for answer in (*given, choice)}
    return choice.question in kept(turn, {**turn.answers, **answers})[0]


def useless(turn: Turn, choices: Iterable[Answer]) -> bool:
    """Tell whether none of some answers would count: their question means nothing to the person."""
    return not any(_useful(turn, (), choice) for choice in choices)


def _offered(turn: Turn, choices: tuple[Answer, ...]) -> tuple[Answer, ...]:
    """Return the answers to choose from: that of before comes last; of « oui » and « non », all."""
    question = choices[0].question
    before = dict.fromkeys(Answer(c.question, turn.answers[c.question]) for c in choices if _differs(turn, c))
    values = [option.id for option in turn.knowledge.choices(question, turn.answers)]
    if not before and {"oui", "non"} <= {*values}:
        return tuple(Answer(question, value) for value in values)
    return (*dict.fromkeys(choice for choice in choices if choice not in before), *before)


def _to_one_question(turn: Turn, choices: tuple[Answer, ...]) -> tuple[Answer, ...]:
    here = turn.question.id if turn.question else ""
    first = here if any(choice.question == here for choice in choices) else choices[0].question
    asked = PLACES if first in PLACES else {first}
    return tuple(choice for choice in choices if choice.question in asked)


def _clash(turn: Turn, given: tuple[Answer, ...]) -> bool:
    """Tell whether answers of one message do not go together."""
    return bool(contradictions(turn.knowledge, {answer.question: answer.value for answer in given}))


def _clashed(turn: Turn, given: tuple[Answer, ...]) -> Outcome:
    """Ask for the status again; the second time, hold it for unknown so that a human takes over."""
    answers = {answer.question: answer.value for answer in given}
    (pair, *_) = contradictions(turn.knowledge, answers)
    said = " · ".join(turn.phrase(question, value) for question, value in pair.items())
    if turn.session.clashes:
        unknown = {**turn.answers, STATUS: UNKNOWN, LEGAL: UNKNOWN}
        return paged(turn, turn.session.answered(unknown), _told(turn, said))
    kept = {**turn.answers, **{q: v for q, v in answers.items() if q not in pair}}
    kept.pop(STATUS, None)
    session = replace(turn.session.answered(kept), clashes=turn.session.clashes + 1)
    return paged(turn, session, _told(turn, said))


def _told(turn: Turn, said: str) -> Text:
    return turn.say("incoherence", reponses=said)
