"""Conversations drawn at random, and the laws that every reply keeps."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from hypothesis import strategies as st

from dialogs.events import (
    ACTS,
    Answer,
    Card,
    Change,
    Dates,
    Define,
    Details,
    Do,
    Event,
    Media,
    Message,
    Say,
    Sources,
    Start,
)
from dialogs.text import Text
from knowledge.content import Knowledge
from tests.dialogs.talking import Talk, readable, told

UNTYPED = re.compile(r" [;!?:»]|« |'|[{}*]")
"""What typesetting and templates must never leave behind."""
RESERVED = re.compile(r"mpess|980 €|starter|couveuse|peps", re.IGNORECASE)
"""Words of the offers of Provence-Alpes-Côte d'Azur, never shown elsewhere."""
REFUSAL = re.compile(r"^.* : ce dispositif n'existe pas .*$", re.MULTILINE)
"""The sentence that names a programme only to say that it does not exist here."""
JUNK = st.one_of(
    st.text(max_size=30),
    st.sampled_from(
        [
            "",
            "\x00\x1b[31m",
            "{reponses}",
            "*a* {b}",
            "' OR 1=1 --",
            "a:b:c",
            "x" * 5000,
            "👩‍🚀" * 400,
            "\ud800",
        ]
    ),
)
LONG_AGO = timedelta(days=800)


@dataclass(frozen=True)
class Press:
    """Press a button of the last keyboard shown, counted from its first one, as often around as needed."""

    rank: int


Move = Event | Press


@dataclass(frozen=True)
class Script:
    """What was answered before, then what happens, each after a jump of the clock."""

    answers: dict[str, str]
    moves: list[tuple[timedelta, Move]]


def moves(knowledge: Knowledge) -> st.SearchStrategy[Move]:
    """Draw anything that can happen: events with real ids, with junk, or a button that is on screen."""
    answers = [
        Answer(question, option.id)
        for question in knowledge.questions
        for option in knowledge.choices(question, {"region": "93"})
    ]
    early = [answer for answer in answers if answer.question in {"statut", "besoin", "region"}]
    labels = [option.label for answer in answers for option in knowledge.questions[answer.question].options]
    questions = st.sampled_from(list(knowledge.questions)) | JUNK
    programmes = st.sampled_from(list(knowledge.programmes)) | JUNK
    payloads = [*knowledge.programmes, *(f"r{code}" for code in knowledge.regions)]
    typed = [
        *labels,
        *(text for texts in knowledge.intentions.values() for text in texts),
        "13",
        "05",
        "20000",
    ]
    return st.one_of(
        st.sampled_from(early),
        st.builds(Press, st.integers(0, 30)),
        st.sampled_from(answers),
        st.builds(Say, st.sampled_from(typed) | st.integers(0, 99).map(str) | JUNK),
        st.builds(Start, st.sampled_from(payloads) | JUNK),
        st.builds(Answer, questions, JUNK),
        st.builds(Change, questions),
        st.one_of(*(st.builds(kind, programmes) for kind in (Details, Sources, Card, Dates))),
        st.builds(Define, st.sampled_from(list(knowledge.glossary)) | JUNK),
        st.builds(Do, st.sampled_from(ACTS) | JUNK),
        st.builds(Media, st.booleans()),
    )


def scripts(knowledge: Knowledge) -> st.SearchStrategy[Script]:
    """Draw conversations from their beginning or from some answers; the clock jumps back and forth."""
    known = {
        question: st.sampled_from([option.id for option in knowledge.questions[question].options])
        for question in ("statut", "besoin", "salaries", "stade", "porteur")
    }
    known["region"] = st.sampled_from(list(knowledge.regions))
    jumps = st.just(timedelta()) | st.timedeltas(-LONG_AGO, LONG_AGO)
    happening = st.lists(st.tuples(jumps, moves(knowledge)), min_size=1, max_size=12)
    return st.builds(Script, st.just({}) | st.fixed_dictionaries(known), happening)


def walk(knowledge: Knowledge, script: Script) -> Iterator[tuple[Event, Talk]]:
    """Talk a script through, and show the conversation after each event."""
    talk = told(knowledge, script.answers)
    keyboard = talk.buttons
    for jump, move in script.moves:
        if isinstance(move, Press):
            event: Event = keyboard[move.rank % len(keyboard)].event if keyboard else Do("reprendre")
        else:
            event = move
        talk.now += jump
        talk.take(event)
        keyboard = talk.buttons or keyboard
        yield event, talk


def untyped(text: Text) -> list[str]:
    """Return what typesetting left behind in a text, addresses aside."""
    shown = "".join("adresse" if span.link == span.text else span.text for span in text)
    return [shown[max(0, found.start() - 20) : found.end() + 10] for found in UNTYPED.finditer(shown)]


def misprints(talk: Talk) -> list[str]:
    """Return what typesetting left behind in the last replies, labels included."""
    labels = [button.label for button in talk.buttons if UNTYPED.search(button.label)]
    return [found for message in talk.messages for found in untyped(message.text)] + labels


def reserved(talk: Talk) -> list[str]:
    """Return the reserved words of the last replies, those of a refusal aside."""
    text = REFUSAL.sub("", talk.text)
    return RESERVED.findall("\n".join((text, *talk.labels)))


def empty(talk: Talk) -> bool:
    """Tell whether the last replies say nothing, or hold a message that says nothing."""
    messages = [reply for reply in talk.replies if isinstance(reply, Message)]
    blank = [message for message in messages if not readable("".join(s.text for s in message.text)).strip()]
    return not talk.replies or bool(blank)
