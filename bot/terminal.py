"""The conversation in a terminal: numbers for buttons, words for the rest."""

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from rich.console import Console
from rich.text import Text as RichText

from bot.assistant import Assistant
from bot.clock import MAINLAND
from bot.transcript import Screen
from dialogs.events import Answer, Event, Message, Reply, Say, Start
from dialogs.text import Text, typeset
from dialogs.words import fold
from knowledge.questions import PLACES

if TYPE_CHECKING:
    from bot.scribing import Scribe

CHAT = 0
"""The chat of the terminal: no person of Telegram has this number."""

QUIT = {"quitter", "quit", "exit", "q", "au revoir"}
Prompt = Callable[[], str]


class Talk:
    """A conversation between the person at the keyboard and the assistant."""

    def __init__(
        self,
        assistant: Assistant,
        console: Console,
        record: Path | None = None,
        scribe: "Scribe | None" = None,
    ) -> None:
        self._assistant = assistant
        self._console = console
        self._record = record
        self._scribe = scribe
        self._screen = Screen()
        if record:
            day = assistant.clock().astimezone(ZoneInfo(MAINLAND))
            record.write_text(f"# {day:%Y-%m-%d %H:%M}\n", encoding="utf-8")

    def run(self, prompt: Prompt) -> None:
        """Talk until the person leaves (« quitter », end of input, interruption)."""
        texts = self._assistant.knowledge.texts
        self._console.print(texts["consigne_terminal"], style="dim", highlight=False)
        if self._scribe:
            self._console.print(texts["consigne_scenario"], style="dim", highlight=False)
        with suppress(EOFError, KeyboardInterrupt):
            self._talk(prompt)
        if self._scribe and self._scribe.behind:
            self._note(self._scribe, "")

    def _talk(self, prompt: Prompt) -> None:
        self._take("/start", Start())
        while fold(typed := prompt().strip()) not in QUIT:
            if self._scribe and (who := described(typed)) is not None:
                self._note(self._scribe, who)
            elif typed:
                self._take(typed, self._event(typed))

    def _event(self, typed: str) -> Event:
        """Read a line: the number of a button, else what the words mean.

        The number of a region is left to the understanding, which knows that « 13 » may be a département.
        """
        events = [button.event for button in self._screen.buttons]
        if typed.isdigit() and 1 <= int(typed) <= len(events):
            event = events[int(typed) - 1]
            among = sum(isinstance(other, Answer) for other in events) > 1
            place = isinstance(event, Answer) and event.question in PLACES
            return Say(typed) if place and among else event
        return self._screen.event(typed)

    def _note(self, scribe: "Scribe", who: str) -> None:
        self._console.print(scribe.note(who), style="green", highlight=False, markup=False, soft_wrap=True)

    def _take(self, typed: str, event: Event) -> None:
        before = self._assistant.session(CHAT).alerts
        replies = self._assistant.turn(CHAT, event)
        told = self._screen.show(replies)
        if self._record:
            written = "\n".join((f"> {self._said(typed, event)}", *told, ""))
            with self._record.open("a", encoding="utf-8") as file:
                file.write(written)
        number = 1
        for reply in replies:
            number = self._print(reply, number)
        if not before and self._assistant.session(CHAT).alerts:
            notice = typeset(self._assistant.knowledge.texts["alertes_terminal"])
            self._console.print(notice, style="dim", highlight=False)

    def _said(self, typed: str, event: Event) -> str:
        """Write a number as the label it stood for, so that a transcript reads alone."""
        if typed.isdigit() and not isinstance(event, Say):
            return f"[{self._label(event) or typed}]"
        return typed

    def _label(self, event: Event) -> str | None:
        labels = [
            b.label
            for message in self._screen.messages
            for row in message.rows
            for b in row
            if b.event == event
        ]
        return labels[-1] if labels else None

    def _print(self, reply: Reply, number: int) -> int:
        if not isinstance(reply, Message):
            self._console.print("\n".join(Screen().show((reply,))), style="green", highlight=False)
            return number
        self._console.print()
        self._console.print(styled(reply.text))
        for row in reply.rows:
            line = RichText("  ")
            for button in row:
                line.append(f"[{number}] ", style="bold cyan").append(f"{button.label}   ")
                number += 1
            self._console.print(line)
        return number


def described(typed: str) -> str | None:
    """Return who the scenario asked for is about (« scénario Association de Brest »), None without asking."""
    head, _, who = typed.removeprefix("enregistrer comme ").partition(" ")
    return who.strip() if fold(head) == "scenario" else None


def styled(text: Text) -> RichText:
    """Return a text as rich shows it; nothing in it is read as markup."""
    shown = RichText()
    for span in text:
        style = "bold" if span.bold else ""
        if span.link:
            told = span.text if span.text in span.link else f"{span.text} ({span.link})"
            shown.append(told, style=f"{style} underline link {span.link}".strip())
        else:
            shown.append(span.text, style=style)
    return shown
