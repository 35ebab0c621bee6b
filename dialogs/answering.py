"""An answer given: checked, kept with those that still lead somewhere, and the page that follows."""

from dataclasses import replace

from dialogs.events import Answer, Answers, Message
from dialogs.pages.current import Outcome, paged, with_session
from dialogs.pages.parts import act, human_contacts
from dialogs.pages.reading import human_text, nationwide_page
from dialogs.session import Session
from dialogs.text import Text, joined
from dialogs.turn import Turn
from knowledge.entry import UNKNOWN
from knowledge.needed import planner
from knowledge.questions import ELSEWHERE, REGION

ABROAD = Answer(REGION, ELSEWHERE)


def answered(turn: Turn, event: Answer) -> Outcome:
    """Take an answer, of today's button or of an old one."""
    known = turn.knowledge.questions.get(event.question)
    if known is None:
        return paged(turn, turn.session, turn.say("bouton_perime"))
    if event == ABROAD:
        return outside(turn), (elsewhere(turn),)
    offered = turn.knowledge.offers(event.question, event.value, turn.answers)
    if event.value == UNKNOWN and event.question == REGION:
        return _without_region(turn, known.help)
    if not offered:
        key = "aide_question" if event.value == UNKNOWN else "bouton_perime"
        return paged(turn, turn.session, turn.say(key, aide=known.help))
    option = known.option(event.value)
    implied = option.implied if option else {}
    before = {q: v for q, v in turn.answers.items() if q == event.question or q not in implied}
    answers, dropped = kept(turn, {**before, event.question: event.value})
    return paged(turn, turn.session.answered(answers, (event.question,)), _left(turn, dropped))


def _without_region(turn: Turn, help_: str) -> Outcome:
    """Explain the question once to who does not know the region; then say what needs none."""
    if turn.session.focus == REGION:
        return turn.session, (nationwide_page(turn),)
    told = [turn.say("aide_question", aide=help_), human_text(turn)]
    return paged(turn, replace(turn.session, focus=REGION), joined(told, "\n\n"))


def answered_all(turn: Turn, event: Answers) -> Outcome:
    """Take several answers at once, and say what was understood."""
    given = {answer.question: answer.value for answer in event.answers}
    answers, dropped = kept(turn, {**turn.answers, **given})
    session = turn.session.answered(answers, given)
    after = with_session(turn, session)
    heard = {q: v for q, v in given.items() if q in answers}
    new = {q: v for q, v in heard.items() if turn.answers.get(q) != v} or heard
    notice = joined([turn.say("compris", reponses=after.said(new)), _left(turn, dropped)])
    return paged(turn, session, notice)


def _left(turn: Turn, dropped: str) -> Text:
    return turn.say("reponses_laissees", reponses=dropped) if dropped else ()


def kept(turn: Turn, answers: dict[str, str]) -> tuple[dict[str, str], str]:
    """Leave out the answers that no longer lead anywhere, and say which."""
    counting = planner(turn.knowledge).counting(answers)
    alive = {question: value for question, value in answers.items() if question in counting}
    lost = [turn.phrase(question, answers[question]) for question in answers.keys() - counting]
    return alive, " · ".join(sorted(lost))


def outside(turn: Turn) -> Session:
    """Return the session of somebody who says to be where there is no CRESS: no region is asked again."""
    return turn.session if turn.region else replace(turn.session, abroad=True, focus=None)


def elsewhere(turn: Turn) -> Message:
    """Answer honestly for a territory without a CRESS."""
    text = joined([turn.say("autre_territoire"), human_contacts(with_session(turn, Session()))])
    return Message(text, ((act(turn, "reprendre"),), (act(turn, "recommencer"),)))
