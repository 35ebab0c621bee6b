"""Conversations as plain text: what the terminal writes and golden tests replay.

# 2026-11-24 10:00        the clock, at the start or at any moment
> /start                  what the person types
> [Association]           a button tapped, by its label: the last one shown that bears it
    > (photo)                 something that is not text
Vous êtes ?               what is said back
  [Association] [Mutuelle]
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, time

from bot.vcard import vcard
from dialogs.events import (
    Agenda,
    Button,
    ContactCard,
    Document,
    Event,
    Media,
    Message,
    Reply,
    Row,
    Say,
    Start,
)
from dialogs.text import flat
from dialogs.words import fold
from knowledge.dates import moment_of

_CLOCK = re.compile(r"^# (\d{4}-\d{2}-\d{2}(?: \d{2}:\d{2})?)$")
_TAP = re.compile(r"^\[(.+)\]$")

_UNREADABLE: dict[str, Event] = {"(photo)": Media(), "(message modifié)": Media(edited=True)}


def moment(text: str) -> datetime:
    """Read a day, with or without its hour (10:00 then). Raises ValueError."""
    read = moment_of(text)
    return read if isinstance(read, datetime) else datetime.combine(read, time(10))


@dataclass
class Screen:
    """The keyboards shown so far, to find a button again."""

    messages: list[Message] = field(default_factory=list)

    def show(self, replies: tuple[Reply, ...]) -> list[str]:
        """Keep what is shown, and return its lines."""
        self.messages += [reply for reply in replies if isinstance(reply, Message)]
        return [line for reply in replies for line in lines(reply)]

    def event(self, typed: str) -> Event:
        """Return what a typed line means: /start, a button by label, or words."""
        if typed == "/start" or typed.startswith("/start "):
            return Start(typed.removeprefix("/start").strip())
        if typed in _UNREADABLE:
            return _UNREADABLE[typed]
        tapped = _TAP.match(typed)
        button = self.labelled(tapped.group(1)) if tapped else None
        return button.event if button else Say(typed)

    def labelled(self, label: str) -> Button | None:
        """Return the last button shown with a label, whatever its spaces and apostrophes."""
        buttons = [b for message in reversed(self.messages) for row in message.rows for b in row]
        return next((button for button in buttons if fold(button.label) == fold(label)), None)

    @property
    def buttons(self) -> list[Button]:
        """The buttons of the last message, in order."""
        return [button for row in self.messages[-1].rows for button in row] if self.messages else []


def lines(reply: Reply) -> Iterator[str]:
    """Return a reply as lines of text."""
    match reply:
        case Message():
            yield from flat(reply.text).splitlines()
            yield from (_row(row) for row in reply.rows)
        case ContactCard():
            yield from (f"  | {line}" for line in vcard(reply.contact).split("\r\n") if line)
        case Agenda():
            from bot.ics import ics  # noqa: PLC0415 - a tenth of the start, for a file that few ask for

            yield from (f"  | {line}" for line in ics(reply).decode().split("\r\n") if line)
        case Document():
            yield from (f"  | {line}" for line in reply.content.splitlines())


def _row(row: Row) -> str:
    return "  " + " ".join(f"[{button.label}]" for button in row)


def clock_line(line: str) -> datetime | None:
    """Return the instant that a line of a transcript sets, if it is one."""
    found = _CLOCK.match(line)
    return moment(found.group(1)) if found else None
