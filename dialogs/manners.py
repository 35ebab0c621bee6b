"""What a message says to us rather than of a structure (danger, anger, thanks), and what we owe at first."""

from dataclasses import replace

from dialogs.choosing import certain, plainly
from dialogs.clauses import clauses
from dialogs.distress import CRIES, worn
from dialogs.events import Answers, Do, Event, Message, Reply, Say, Start, noticed, tells
from dialogs.hearing import heard_answers
from dialogs.lexicon import Lexicon, lexicon
from dialogs.pages.current import Outcome, with_session
from dialogs.pages.pressing import danger_page
from dialogs.session import Session
from dialogs.text import Text, joined
from dialogs.turn import Turn
from dialogs.understanding import Lost, Meaning, Understood, Unsure, readings, understand
from dialogs.words import Words, words

_THANKS = Understood(Do("merci"))
_YOU = frozenset({"vous", "votre", "vos", "tu", "toi", "ton", "ta"})
_GOING = frozenset({"vais", "va", "allons", "viens", "venons"})
_OF_PRAISE = frozenset({"c", "est", "ce", "cette", "votre", "truc", "bot", "outil", "service", "tout"})


def in_danger(meaning: Meaning) -> str | None:
    """Return the cry that a message is (`distress.CRIES`)."""
    return next((cry for cry in CRIES if meaning == Understood(Do(cry))), None)


def endangered(turn: Turn, question: str | None, text: str, cry: str) -> Outcome:
    """Say whom to call, and keep what is certain in the message: going on asks nothing of it again."""
    found = (meaning for _, meaning in readings(turn.knowledge, question, turn.answers, text) if meaning)
    given = certain(next((meaning for meaning in found if not in_danger(meaning)), Lost()))
    session = heard_answers(turn, Answers(given), question)[0] if given else turn.session
    return session, (danger_page(with_session(turn, session), cry),)


def notice(turn: Turn, event: Event, after: Session, replies: tuple[Reply, ...]) -> Text:
    """Say what is kept, the first time that something is; a page that asks has maybe said it."""
    if not turn.new or isinstance(event, Start) or (after.blank and after.alerts == turn.session.alerts):
        return ()
    if turn.session.alerts and not (after.answers or after.focus):
        return ()  # it was said with the first of them
    if _told(turn, replies):
        return ()
    return turn.say("annonce_message" if isinstance(event, Say) and after.answers else "annonce_donnees")


def _told(turn: Turn, replies: tuple[Reply, ...]) -> bool:
    """Tell whether what is kept is said."""
    return tells(replies, turn.say("annonce_donnees"))


def unknown(turn: Turn, after: Session, replies: tuple[Reply, ...]) -> bool:
    """Tell whether somebody is as new as before: nothing is kept of her, and she was not told what is."""
    return turn.new and after.blank and after.alerts == turn.session.alerts and not _told(turn, replies)


def announced(turn: Turn, notice: Text, replies: tuple[Reply, ...]) -> tuple[Reply, ...]:
    """Put a notice above replies, but below what cannot wait; `turn`: as it is after them.

    That is the page of somebody in danger, and what only promises her something: of that alone is kept.
    """
    first, *others = replies
    only_promised = bool(turn.session.promised) and not turn.answers
    if not isinstance(first, Message) or not (_danger(turn, replies) or only_promised):
        return noticed(notice, replies)
    return (replace(first, text=joined([first.text, notice], "\n\n")), *others)


def _danger(turn: Turn, replies: tuple[Reply, ...]) -> bool:
    """Tell whether what is said is the page of somebody in danger."""
    first = replies[0]
    return isinstance(first, Message) and any(first.text == turn.say(cry) for cry in CRIES)


def comfort(turn: Turn, event: Event, replies: tuple[Reply, ...]) -> Text:
    """Return a kind word for who is worn out, above what is said anyway; a danger says more already."""
    tired = isinstance(event, Say) and worn(turn.knowledge, event.text)
    return turn.say("epuisement") if tired and not _danger(turn, replies) else ()


def meant(turn: Turn, meaning: Meaning, text: str) -> str | None:
    """Return what a message wants that says nothing of a structure: a person, the answers, a kind word."""
    known, said = lexicon(turn.knowledge), words(text)
    asking = isinstance(meaning, Understood) and isinstance(meaning.event, Do)
    if known.says("objections", said) and not asking:  # whatever else is said: nothing of it is kept
        return "confidentialite"
    return _told_us(turn, known, meaning, text, said)


def _told_us(turn: Turn, known: Lexicon, meaning: Meaning, text: str, said: Words) -> str | None:
    unread = isinstance(meaning, Lost) or (isinstance(meaning, Unsure) and meaning.guessed)
    if plainly(turn, text) in known.lists["secours"] and (turn.session.aside or unread):
        return "humain"
    if (unread or meaning == _THANKS) and known.says("notes", said) and _asks(turn, text):
        return "recapitulatif"
    if not unread:
        return None
    if known.says("facon_de_parler", said):
        return "rassure"
    if _angry(turn, known, meaning, said):
        return "mecontent"
    return "merci" if _praises(known, plainly(turn, text)) else None


def _asks(turn: Turn, text: str) -> bool:
    return any(clause.questioned for clause in clauses(turn.knowledge, text))


def _angry(turn: Turn, known: Lexicon, meaning: Meaning, said: Words) -> bool:
    """Tell anger, when it is at us or its words are all that a guess is made from."""
    if not known.says("colere", said):
        return False
    rest = known.without("colere", said)
    if meaning == Lost() or _YOU & {*said} or {*rest} <= known.hollow | known.empty | _GOING:
        return True
    question = turn.asked.id if turn.asked else None
    return understand(turn.knowledge, question, turn.answers, " ".join(rest)) == Lost()


def _praises(known: Lexicon, said: Words) -> bool:
    """Tell praise and thanks, and nothing more: « merci c'est super »."""
    rest = {*known.without("louanges", said)}
    return known.says("louanges", said) and rest <= known.fillers | known.small("legers") | _OF_PRAISE
