"""What holds while the data cannot be read or written: people are guided from memory, and nobody is lost.

The same turns are taken by a spare assistant, whose data are in memory. Once the file can be written again,
what people answered meanwhile is written to it. What must last (alerts, erasure) is refused in clear words.
"""

import asyncio
import sqlite3
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field

from bot.assistant import Assistant
from bot.audience import audience_of
from bot.logs import log
from dialogs.events import Event, Message, Reply
from dialogs.text import rich
from storage.database import MEMORY, open_database, unusable
from storage.misses import Misses
from storage.sessions import Sessions

AGAIN = 5.0
"""Seconds after which the data are tried again."""


def _nobody(_text: str) -> None:
    """There are no operators yet."""


@dataclass
class Enduring(Assistant):
    """Takes turns whatever becomes of the data. `tell` speaks to the operators."""

    tell: Callable[[str], None] = _nobody
    _spare: Assistant | None = field(default=None, init=False)
    _warned: set[int] = field(default_factory=set, init=False)

    @property
    def keeps(self) -> bool:
        """Tell whether what people say is kept now."""
        return self._spare is None

    def turn(self, chat: int, event: Event) -> tuple[Reply, ...]:
        """Take an event of a chat and return what to say, with a notice the first time it is not kept."""
        if self._spare is None:
            try:
                return super().turn(chat, event)
            except sqlite3.DatabaseError as error:
                if not unusable(error):
                    raise
                self._spare = self._begun(error)
        spare = self._spare
        spare.knowledge = self.knowledge
        if chat in self._warned:
            return spare.turn(chat, event)
        self._warned.add(chat)
        self._remember(spare, chat)
        return Message(rich(self.knowledge.texts["memoire"])), *spare.turn(chat, event)

    async def run(self) -> None:
        """Try the data again from time to time, for ever."""
        while True:
            await asyncio.sleep(AGAIN)
            self.look()

    def look(self) -> None:
        """If people are guided from memory, write what they answered to the file, once it can be."""
        if self._spare is None:
            return
        try:
            self._write_down(self._spare)
        except sqlite3.DatabaseError as error:
            if not unusable(error):
                raise
            log.error("donnees_indisponibles", raison=str(error))
            return
        log.info("donnees_revenues", conversations=len(self._warned))
        self._spare = None
        self._warned.clear()
        self.tell(
            "Les données peuvent de nouveau être écrites. Ce que les personnes ont répondu est enregistré."
        )

    def _write_down(self, spare: Assistant) -> None:
        """Keep, all or nothing, where each person is who was guided from memory."""
        now = self.clock()
        with self.sessions.at_once():
            for chat in self._warned:
                if data := spare.sessions.load(chat):
                    self.sessions.save(chat, data, now)
                else:
                    self.sessions.forget(chat)

    def _begun(self, error: sqlite3.DatabaseError) -> Assistant:
        """Return an assistant whose data are in memory; the operators are told."""
        log.error("donnees_indisponibles", raison=str(error))
        self.tell(_told(error))
        db = open_database(MEMORY)
        held = Sessions(db), Misses(db), audience_of(db)
        return Assistant(self.knowledge, *held, self.clock, self.privacy, lasting=False)

    def _remember(self, spare: Assistant, chat: int) -> None:
        """Begin from what was kept of a chat, when it can be read."""
        with suppress(sqlite3.DatabaseError):
            if data := self.sessions.load(chat):
                spare.sessions.save(chat, data, self.clock())


def _told(error: sqlite3.DatabaseError) -> str:
    """Say what happened, to operators."""
    if isinstance(error, sqlite3.OperationalError):
        return (
            f"Les données ne peuvent pas être écrites ({error}). Le bot répond toujours, de mémoire, et "
            "essaie de nouveau. Vérifiez la place et les droits sur le disque."
        )
    return (
        "Le fichier de données est abîmé. Le bot répond toujours, de mémoire. Relancez-le : il mettra ce "
        "fichier de côté et nommera la dernière copie."
    )
