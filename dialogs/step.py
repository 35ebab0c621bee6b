"""The conversation, one turn at a time: `step(knowledge, session, event, now) -> (session, replies)`.

Pure and total. The position is found again from the answers at every turn, so that going back, changing
one answer, a tap on an old keyboard or a new content need no case of their own: each only changes the
answers, and the page that follows is the one of the new answers.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from dialogs.answering import ABROAD, answered, answered_all
from dialogs.besides import besides
from dialogs.choosing import (
    agreeable,
    agrees,
    amended,
    beyond_no,
    declined,
    listening,
    mere,
    picked,
    renamed,
    unseen,
    written,
)
from dialogs.distress import CRIES, worn
from dialogs.events import (
    Answer,
    Answers,
    Change,
    Define,
    Do,
    Event,
    Follow,
    Media,
    Message,
    Mute,
    Notify,
    Say,
    Start,
    Tap,
)
from dialogs.following import chosen, followed, silenced, timed
from dialogs.hearing import (
    asked_which,
    calmed,
    heard_answers,
    left,
    settled,
    turned_to,
    useless,
    with_elsewhere,
)
from dialogs.inquiring import inquired
from dialogs.manners import announced, comfort, endangered, in_danger, meant, notice
from dialogs.misunderstanding import TIRED, astray, guessed, missed
from dialogs.opening import away, started, welcome_back
from dialogs.pages.alerting import alerts_page
from dialogs.pages.asking import lost_text, recap_page, refine_page
from dialogs.pages.current import Outcome, noted, page, paged, with_session
from dialogs.pages.doubting import doubt_page
from dialogs.pages.parts import act, onward
from dialogs.pages.pressing import danger_page, pressing
from dialogs.pages.privacy import Delays, Held, held_page, privacy_page, receipt_page
from dialogs.pages.reading import help_text, human_text, sorry_text
from dialogs.people import met
from dialogs.promising import pledged
from dialogs.remembering import remembering
from dialogs.renewing import renewed, renewed_event
from dialogs.retracting import denied, retracted
from dialogs.session import Session
from dialogs.showing import ABOUT, ABOUT_RESULT, called, defined, shown
from dialogs.supposing import compared, imagined_in
from dialogs.text import Text, joined
from dialogs.turn import Turn
from dialogs.typed import pressed
from dialogs.understanding import Lost, Unsure
from dialogs.words import MAX_TEXT
from knowledge.content import Knowledge
from knowledge.questions import DEPARTMENT, REGION


def step(knowledge: Knowledge, session: Session, event: Event, now: datetime) -> Outcome:
    """Take one event. `now` is the local time of the person. Never raises, always says something."""
    session, lost = renewed(knowledge, session)
    turn = Turn(knowledge, session, now)
    if not isinstance(event, Say) and event != Do("autre_reponse"):
        turn = calmed(turn)
    after, replies = pledged(turn, *_handled(turn, renewed_event(knowledge, event)))
    notices = [
        comfort(turn, event, replies),
        pressing(turn, with_session(turn, after)),
        notice(turn, event, after, replies),
        lost_text(turn, lost) if lost else (),
    ]
    if any(notices):
        replies = announced(with_session(turn, after), joined(notices, "\n\n"), replies)
    return remembering(turn, after, replies), replies


def _handled(turn: Turn, event: Event) -> Outcome:
    match event:
        case Start():
            return started(turn, event)
        case Say():
            return _read(turn, event.text[:MAX_TEXT])
        case Media():
            return paged(turn, turn.session, turn.say("message_modifie" if event.edited else "pas_de_texte"))
        case Answers():
            return answered_all(turn, event)
        case _:
            return _tapped(turn, event)


def _tapped(turn: Turn, event: Tap) -> Outcome:
    match event:
        case Answer():
            return settled(turn, event)
        case Change():
            return _changed(turn, event.question)
        case Do():
            return _done(turn, event.act)
        case Define():
            return defined(turn, event.term)
        case Follow() | Notify() | Mute():
            return followed(turn, event)
        case _:
            return shown(turn, event)


# --- typing ---------------------------------------------------------------------------------------------


def _read(turn: Turn, text: str) -> Outcome:
    if tap := pressed(turn, text):
        return _tapped(turn if tap == Do("autre_reponse") else calmed(turn), tap)
    if wanted := (chosen(turn, text) if turn.session.offering else timed(turn, text)):
        return wanted
    if numbered := _numbered(turn, text):
        return numbered
    if turn.doubt and not turn.session.aside and (settling := _settling(turn, text)):
        return settling
    if wrong := retracted(turn, text):
        return _changed(calmed(turn), wrong)
    imagined = imagined_in(turn, text)
    return compared(calmed(turn), imagined) if imagined else met(calmed(turn), text) or _heard(turn, text)


def _numbered(turn: Turn, text: str) -> Outcome | None:
    """Take the answer whose number the page wrote; ask anew when its question is not on screen any more."""
    if turn.session.misses == TIRED and (answer := written(turn, text)):
        return settled(turn, answer)
    return (turn.session, (page(turn),)) if unseen(turn, text) else None


def _settling(turn: Turn, text: str) -> Outcome | None:
    """Read what settles the doubt on screen, or leaves it as it is."""
    if taken := picked(turn, text):
        return settled(turn, taken)
    if declined(turn, text):
        return left(turn)
    if after := beyond_no(turn, text):
        return _heard(with_session(turn, turn.session.but(choices=(), guessed=False, misses=0)), after)
    return (turn.session, (doubt_page(turn),)) if agrees(turn, text) or agreeable(turn, text) else None


def _heard(turn: Turn, text: str) -> Outcome:
    question = listening(turn, text)
    meaning = amended(turn, question, text)
    if isinstance(meaning, Unsure) and not meaning.sure and useless(turn, meaning.choices):
        meaning = Lost()
    heard = calmed(turn)
    if cry := in_danger(meaning):
        return endangered(heard, question, text, cry)
    if act := meant(heard, meaning, text):
        return _done(heard, act)
    if isinstance(meaning, Lost) or (isinstance(meaning, Unsure) and meaning.guessed):
        return _beside(heard, text) or _unclear(turn, meaning, text)
    if isinstance(meaning, Unsure):
        outcome = asked_which(heard, meaning.choices, (*meaning.sure, *meaning.within))
    elif isinstance(meaning.event, Answer | Answers):
        outcome = heard_answers(heard, meaning.event, question)
    else:
        return inquired(heard, meaning.event, text) or _handled(heard, meaning.event)
    return besides(turn, with_elsewhere(turn, outcome, meaning.elsewhere), text)


def _beside(turn: Turn, text: str) -> Outcome | None:
    """Answer what says nothing of a structure: a name to change, a programme, a mere « ok », « non »."""
    if worn(turn.knowledge, text):  # a kind word is told above: nothing is guessed
        return turn.session, (noted(turn, ()),)
    question = renamed(turn, text) or denied(turn, text)
    told = _changed(turn, question) if question else inquired(turn, None, text)
    if told:
        return told
    what = mere(turn, text)
    if what == "entendu":
        return turn.session, (_aside(turn, turn.say("entendu")),)
    return _done(turn, what) if what else None


def _unclear(turn: Turn, meaning: Lost | Unsure, text: str) -> Outcome:
    if isinstance(meaning, Unsure) and not astray(turn, meaning, text):
        return guessed(turn, meaning)
    return (turn.session, (welcome_back(turn),)) if away(turn) else missed(turn)


# --- what can be done at any moment ---------------------------------------------------------------------


def _changed(turn: Turn, question: str) -> Outcome:
    if question not in {*turn.answers, *turn.refinements, turn.plan.question}:
        return paged(turn, turn.session, turn.say("bouton_perime"))
    return turned_to(turn, question)


def _done(turn: Turn, name: str) -> Outcome:
    """Do what can be done at any moment; an act that makes no sense now shows where we are."""
    session = turn.session
    if name == "annuler" and not session.previous:
        return paged(turn, replace(session, focus=None))
    changes: dict[str, Callable[[], Outcome]] = {
        "retour": lambda: _back(turn),
        "recommencer": lambda: _restarted(turn),
        "autre_reponse": lambda: left(turn),
        "annuler": lambda: paged(turn, replace(_emptied(session), answers=session.previous)),
        "bonjour": lambda: started(turn, Start()),
        "stop": lambda: (session, (_stopped(turn),)),
        "alertes": lambda: (session, (alerts_page(turn),)),
        "sans_alertes": lambda: silenced(turn),
        "confidentialite": lambda: (replace(session, asked=name), (privacy_page(turn, Delays()),)),
        "donnees": lambda: (replace(session, asked=name), (held_page(turn, Held.of(session)),)),
        "supprimer": lambda: (Session(asked=name), (receipt_page(turn, Held.of(session), Delays()),)),
        "ailleurs": lambda: answered(turn, ABROAD),
        **dict.fromkeys(CRIES, lambda: (session, (danger_page(turn, name),))),
        "rassure": lambda: paged(turn, session, turn.say("rassure")),
        "mecontent": lambda: (session, (_aside(turn, sorry_text(turn)),)),
        **dict.fromkeys(("merci", "presentation"), lambda: (session, (_aside(turn, turn.say(name)),))),
        "pourquoi": lambda: paged(turn, session) if turn.orientation else _done(turn, "aide"),
        **dict.fromkeys(ABOUT_RESULT, lambda: _about_result(turn, name)),
        "recapitulatif": lambda: (session, (recap_page(turn),)),
        "aide": lambda: (session, (_aside(turn, help_text(turn)),)),
        "appels": lambda: called(turn),
        "humain": lambda: (session, (_aside(turn, human_text(turn)),)),
    }
    if name == "preciser" and turn.orientation and turn.refinements:
        return session, (refine_page(turn),)
    return changes.get(name, lambda: paged(turn, replace(session, focus=None)))()


def _about_result(turn: Turn, name: str) -> Outcome:
    """Show a page about the programme of the result; before there is one, say when it will be known."""
    if turn.orientation is None:
        early = "avant_resultat_prix" if name == "prix" else "avant_resultat"
        return paged(turn, turn.session, turn.say(early))
    return turn.session, (ABOUT[name](turn, turn.orientation.principal.programme),)


def _restarted(turn: Turn) -> Outcome:
    session = turn.session
    fresh = replace(_emptied(session), previous=session.answers or session.previous)
    return paged(turn, fresh, turn.say("on_recommence"))


def _emptied(session: Session) -> Session:
    """Return a session without anything said, of somebody who is no newcomer."""
    return Session(alerts=session.alerts, seen=session.seen)


def _stopped(turn: Turn) -> Message:
    """Stop here; somebody who has alerts may have meant them."""
    told = _aside(turn, turn.say("stop" if turn.answers else "stop_rien"))
    if not turn.session.alerts:
        return told
    text = joined([told.text, turn.say("stop_alertes")], "\n\n")
    return Message(text, ((act(turn, "sans_alertes"),), *told.rows))


def _aside(turn: Turn, text: Text) -> Message:
    return Message(text, ((onward(turn),), (act(turn, "recapitulatif"), act(turn, "recommencer"))))


def _back(turn: Turn) -> Outcome:
    """Leave what is shown aside, a doubt or a question asked out of turn, else take back the last answer.

    A département goes with the region that it came with: it was never asked.
    """
    if turn.session.aside:
        return paged(turn, turn.session)
    away = turn.doubt or turn.session.focus not in {None, turn.plan.question}
    if away or not turn.answers:
        told = () if away else turn.say("premiere_question")
        return paged(turn, replace(turn.session.settled, focus=None), told)
    given = list(turn.answers.items())
    together = tuple(question for question, _ in given[-2:]) == (REGION, DEPARTMENT)
    return paged(turn, turn.session.answered(dict(given[: -2 if together else -1])))
