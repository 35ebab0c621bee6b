"""The conversation, one turn at a time: `step(knowledge, session, event, now) -> (session, replies)`.

Pure and total. The position is found again from the answers at every turn, so that going back, changing
one answer, a tap on an old keyboard or a new content need no case of their own: each only changes the
answers, and the page that follows is the one of the new answers.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

from dialogs.events import (
    Answer,
    Button,
    Card,
    Change,
    ContactCard,
    Define,
    Details,
    Do,
    Event,
    Media,
    Message,
    Reply,
    Say,
    Sources,
    Start,
    Tap,
)
from dialogs.pages.asking import question_page, recap_page, refine_page
from dialogs.pages.parts import act
from dialogs.pages.reading import definition, details_page, help_text, human_text, sources_page
from dialogs.pages.result import result_page
from dialogs.session import Session
from dialogs.text import Text, joined, typeset
from dialogs.turn import Turn
from dialogs.understanding import Lost, Understood, fold, understand
from knowledge.contacts import contacts_for
from knowledge.content import Knowledge
from knowledge.entry import UNKNOWN
from knowledge.walk import reachable

TIRED = 3
"""Misunderstandings in a row after which a human contact is given, and the options numbered."""

AWAY = timedelta(hours=20)
"""After this long, the person is welcomed back rather than told that her words were not understood."""

Outcome = tuple[Session, tuple[Reply, ...]]


def step(knowledge: Knowledge, session: Session, event: Event, now: datetime) -> Outcome:
    """Take one event. `now` is the local time of the person. Never raises, always says something."""
    session, dropped = _known(knowledge, session)
    turn = Turn(knowledge, session, now)
    after, replies = _handled(turn, event)
    if dropped and isinstance(replies[0], Message):
        notice = turn.say("reponses_perdues")
        replies = (replace(replies[0], text=joined([notice, replies[0].text], "\n\n")), *replies[1:])
    return replace(after, seen=now), replies


def _known(knowledge: Knowledge, session: Session) -> tuple[Session, bool]:
    """Leave out the answers that the content no longer knows."""
    kept = {
        question: value
        for question, value in session.answers.items()
        if question in knowledge.questions
        and value in {option.id for option in knowledge.choices(question, session.answers)}
    }
    focus = session.focus if session.focus in knowledge.questions else None
    return replace(session, answers=kept, focus=focus), len(kept) < len(session.answers)


def _handled(turn: Turn, event: Event) -> Outcome:
    match event:
        case Start():
            return _started(turn, event)
        case Say():
            return _read(turn, event.text)
        case Media():
            return _paged(turn, turn.session, turn.say("pas_de_texte"))
        case _:
            return _tapped(turn, event)


def _tapped(turn: Turn, event: Tap) -> Outcome:
    match event:
        case Answer():
            return _answered(turn, event)
        case Change():
            return _changed(turn, event.question)
        case Do():
            return _done(turn, event.act)
        case Define():
            return _defined(turn, event.term)
        case _:
            return _shown(turn, event)


def page(turn: Turn, notice: Text = (), *, numbered: bool = False) -> Message:
    """Return the page where the answers lead: a question, or the result."""
    if turn.question:
        return question_page(turn, turn.question, notice, numbered=numbered)
    assert turn.orientation is not None, "no question left means an orientation"  # noqa: S101
    return result_page(turn, turn.orientation, notice)


def _paged(turn: Turn, session: Session, notice: Text = ()) -> Outcome:
    """Return the page of a session, with a notice above."""
    return session, (page(replace_session(turn, session), notice),)


def replace_session(turn: Turn, session: Session) -> Turn:
    """Return the turn with another session."""
    return Turn(turn.knowledge, session, turn.now)


# --- opening, coming back -------------------------------------------------------------------------------


def _started(turn: Turn, event: Start) -> Outcome:
    payload = event.payload
    if payload in turn.knowledge.programmes:
        return turn.session, (details_page(turn, payload),)
    code = payload.removeprefix("r")
    if payload.startswith("r") and code in turn.knowledge.regions:
        answers = {**turn.answers, "region": code}
        answers.pop("departement", None)
        notice = turn.say("accueil_region", region=turn.knowledge.regions[code].within)
        return _paged(turn, turn.session.answered(answers), joined([turn.say("accueil"), notice], "\n\n"))
    if turn.answers:
        return turn.session, (_welcome_back(turn),)
    return _paged(turn, turn.session, turn.say("accueil"))


def _welcome_back(turn: Turn) -> Message:
    text = turn.say("nous_en_etions", reponses=turn.said())
    return Message(text, ((act(turn, "reprendre"),), (act(turn, "recapitulatif"), act(turn, "recommencer"))))


def _away(turn: Turn) -> bool:
    seen = turn.session.seen
    return bool(turn.answers) and seen is not None and turn.now - seen > AWAY


# --- typing ---------------------------------------------------------------------------------------------


def _read(turn: Turn, text: str) -> Outcome:
    chosen = _chosen(turn, text)
    if chosen:
        return _answered(turn, chosen)
    question = turn.question.id if turn.question else None
    meaning = understand(turn.knowledge, question, turn.answers, text)
    if isinstance(meaning, Understood):
        return _handled(replace_session(turn, replace(turn.session, misses=0)), meaning.event)
    if isinstance(meaning, Lost):
        return (turn.session, (_welcome_back(turn),)) if _away(turn) else _missed(turn)
    buttons = tuple((Button(typeset(_label(turn, choice)), choice),) for choice in meaning.choices)
    asked = Message(turn.say("vouliez_vous_dire"), (*buttons, (act(turn, "aide"),)))
    pairs = tuple((choice.question, choice.value) for choice in meaning.choices)
    return replace(turn.session, choices=pairs), (asked,)


def _chosen(turn: Turn, text: str) -> Answer | None:
    """Read the number of a choice that was just offered."""
    words = fold(text)
    choices = turn.session.choices
    if words.isdigit() and 1 <= int(words) <= len(choices):
        return Answer(*choices[int(words) - 1])
    return None


def _label(turn: Turn, choice: Answer) -> str:
    options = turn.knowledge.choices(choice.question, turn.answers)
    return next(option.label for option in options if option.id == choice.value)


def _missed(turn: Turn) -> Outcome:
    """Answer words that mean nothing: a hint, then the help, then a human and numbers."""
    misses = turn.session.misses + 1
    if misses >= 3:
        notice = joined([turn.say("pas_compris_humain"), human_text(turn)], "\n\n")
    elif misses == 2:
        notice = joined([turn.say("pas_compris"), help_text(turn)], "\n\n")
    else:
        notice = turn.say("pas_compris")
    session = replace(turn.session, misses=misses)
    return session, (page(turn, notice, numbered=misses >= 3),)


# --- answering ------------------------------------------------------------------------------------------


def _answered(turn: Turn, event: Answer) -> Outcome:
    known = turn.knowledge.questions.get(event.question)
    options = (
        {option.id for option in turn.knowledge.choices(event.question, turn.answers)} if known else set()
    )
    if known is None:
        return _paged(turn, turn.session, turn.say("bouton_perime"))
    if event.question == "region" and event.value == "autre":
        return turn.session, (_elsewhere(turn),)
    if event.value not in options or (event.value == UNKNOWN and event.question == "region"):
        key = "aide_question" if event.value == UNKNOWN else "bouton_perime"
        return _paged(turn, turn.session, turn.say(key, aide=known.help))
    answers, dropped = _kept(turn, {**turn.answers, event.question: event.value})
    notice = turn.say("reponses_laissees", reponses=dropped) if dropped else ()
    return _paged(turn, turn.session.answered(answers), notice)


def _kept(turn: Turn, answers: dict[str, str]) -> tuple[dict[str, str], str]:
    """Leave out the answers that no longer lead anywhere, and say which."""
    alive = reachable(turn.knowledge, answers)
    kept = {q: v for q, v in answers.items() if _counts(turn, q, answers, alive)}
    lost = [turn.phrase(question, answers[question]) for question in answers.keys() - kept.keys()]
    return kept, " · ".join(sorted(lost))


def _counts(turn: Turn, question: str, answers: dict[str, str], alive: frozenset[str]) -> bool:
    entry = turn.knowledge.questions[question]
    if question == "departement":
        region = turn.knowledge.regions.get(answers.get("region", ""))
        return region is not None and (
            answers[question] in region.departments or answers[question] == UNKNOWN
        )
    facts = turn.knowledge.effective(answers)
    return question == "region" or question in alive or any(way.may_hold(facts) for way in entry.asked_if)


def _elsewhere(turn: Turn) -> Message:
    """Answer honestly for a territory without a CRESS."""
    text = joined([turn.say("autre_territoire"), human_text(replace_session(turn, Session()))], "\n\n")
    return Message(text, ((act(turn, "reprendre"),), (act(turn, "recommencer"),)))


# --- what can be done at any moment ---------------------------------------------------------------------


def _changed(turn: Turn, question: str) -> Outcome:
    if question not in turn.knowledge.questions:
        return _paged(turn, turn.session, turn.say("bouton_perime"))
    return _paged(turn, replace(turn.session, focus=question, misses=0))


def _done(turn: Turn, name: str) -> Outcome:
    """Do what can be done at any moment; an act that makes no sense now shows where we are."""
    session = turn.session
    if name == "annuler" and not session.previous:
        return _paged(turn, replace(session, focus=None))
    changes: dict[str, Callable[[], Outcome]] = {
        "retour": lambda: _back(turn),
        "recommencer": lambda: _restarted(turn),
        "annuler": lambda: _paged(turn, Session(answers=session.previous)),
        "bonjour": lambda: _paged(turn, session, turn.say("bonjour" if turn.answers else "accueil")),
        "merci": lambda: _paged(turn, session, turn.say("merci")),
        "recapitulatif": lambda: (session, (recap_page(turn),)),
        "aide": lambda: (session, (_aside(turn, help_text(turn)),)),
        "humain": lambda: (session, (_aside(turn, human_text(turn)),)),
    }
    if name == "preciser" and turn.orientation and turn.refinements:
        return session, (refine_page(turn),)
    return changes.get(name, lambda: _paged(turn, replace(session, focus=None)))()


def _restarted(turn: Turn) -> Outcome:
    fresh = Session(previous=turn.answers or turn.session.previous)
    return _paged(turn, fresh, turn.say("on_recommence"))


def _aside(turn: Turn, text: Text) -> Message:
    return Message(text, ((act(turn, "reprendre"),), (act(turn, "recapitulatif"), act(turn, "recommencer"))))


def _back(turn: Turn) -> Outcome:
    """Leave a question asked out of turn, or take back the last answer."""
    if turn.session.focus or not turn.answers:
        return _paged(turn, replace(turn.session, focus=None))
    answers = dict(list(turn.answers.items())[:-1])
    return _paged(turn, turn.session.answered(answers))


def _shown(turn: Turn, event: Details | Sources | Card) -> Outcome:
    programme = turn.knowledge.programmes.get(event.programme)
    if programme is None:
        return _paged(turn, turn.session, turn.say("bouton_perime"))
    if turn.region and not programme.exists_in(turn.region):
        here = turn.knowledge.regions[turn.region].within
        return _paged(
            turn, turn.session, turn.say("pas_dans_la_region", dispositif=programme.short, region=here)
        )
    match event:
        case Details():
            return turn.session, (details_page(turn, event.programme),)
        case Sources():
            return turn.session, (sources_page(turn, event.programme),)
        case Card():
            reached = contacts_for(turn.knowledge, event.programme, turn.answers)
            contact = next(reach.contact for reach in reached if reach.contact.reachable)
            return turn.session, (ContactCard(contact),)


def _defined(turn: Turn, term: str) -> Outcome:
    entry = turn.knowledge.glossary.get(term)
    local = entry and (entry.regions == "partout" or turn.region in {None, *entry.regions})
    if entry is None or not local:
        return _paged(turn, turn.session, turn.say("mot_inconnu"))
    return _paged(turn, turn.session, definition(entry))
