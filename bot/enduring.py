"""What holds while the data cannot be read or written: people are guided from memory, and nobody is lost.

The same turns are taken by a spare assistant, whose data are in memory. Once the file can be written again,
what people answered meanwhile is written to it. What must last (alerts, erasure) is refused in clear words.
"""

import asyncio
import errno
import sqlite3
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass, field

from bot.assistant import Assistant
from bot.audience import audience_of
from bot.causes import cause
from bot.logs import log
from dialogs.events import Event, Message, Reply
from dialogs.text import rich
from storage.database import MEMORY, UnusableError, open_database, unusable
from storage.misses import Misses
from storage.presence import GoneError
from storage.sessions import Sessions

AGAIN = 2.0
"""Seconds after which the data are tried again."""
PATIENCE = 1.0
"""Seconds that a turn, and all those behind it, wait for another process that writes; then nobody does."""


def _nobody(_text: str) -> None:
    """There are no operators yet."""


def _nothing() -> None:
    """Nobody else waits for the data."""


async def _at_once() -> bool:
    """The file was opened at the start."""
    return True


def unavailable(error: sqlite3.DatabaseError) -> None:
    """Note that the data cannot be read or written now; raise what is a mistake of ours."""
    if not unusable(error):
        raise error
    log.error("donnees_indisponibles", raison=str(error))


@dataclass
class Enduring(Assistant):
    """Takes turns whatever becomes of the data.

    `tell` speaks to the operators, `present` tells whether the file is still there, `waits` is for how many
    seconds it is waited for, `regain` opens one that could not be opened at the start, `again` hears that the
    data can be written again.
    """

    tell: Callable[[str], None] = _nobody
    present: Callable[[], bool] = lambda: True
    regain: Callable[[], Awaitable[bool]] = _at_once
    again: Callable[[], None] = _nothing
    waits: float = PATIENCE
    _spare: Assistant | None = field(default=None, init=False)
    _warned: set[int] = field(default_factory=set, init=False)
    _over: bool = field(default=False, init=False)

    def __post_init__(self) -> None:
        self.sessions.patience(self.waits)

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
                self.lost(error)
        spare = self._spare
        assert spare is not None, "the data are lost by now"  # noqa: S101
        spare.knowledge = self.knowledge
        if chat in self._warned:
            return spare.turn(chat, event)
        self._warned.add(chat)
        self._remember(spare, chat)
        return Message(rich(self.knowledge.texts["memoire"])), *spare.turn(chat, event)

    def lost(self, error: sqlite3.DatabaseError) -> None:
        """Guide people from memory from now on, and tell the operators; raise what is a mistake of ours.

        Nothing waits for the file any more: whoever writes to it is refused at once.
        """
        unavailable(error)
        if self._spare is not None:
            return
        self._over = isinstance(error, GoneError) or not isinstance(error, sqlite3.OperationalError)
        self.tell(_told(error))
        self._spare = self._begun()
        with suppress(sqlite3.DatabaseError):
            self.sessions.patience(0)

    def without(self, error: Exception) -> str:
        """Guide people from memory from the start on; return what operators are to be told."""
        self._spare = self._begun()
        return _told(error)

    async def run(self) -> None:
        """Look at the data from time to time, for ever."""
        while True:
            await asyncio.sleep(AGAIN)
            if await self.regain():
                self.look()

    def look(self) -> None:
        """If people are guided from memory, write what they answered to the file, once it can be.

        A file that is damaged, or is there no more, needs another start.
        """
        if not (self._over or self.present()):
            self.lost(GoneError("the file of data is gone"))
        if self._spare is None or self._over:
            return
        try:
            self._write_down(self._spare)
        except sqlite3.DatabaseError as error:
            self.lost(error)
            return
        log.info("donnees_revenues", conversations=len(self._warned))
        self.sessions.patience(self.waits)
        self._spare = None
        self._warned.clear()
        self.again()
        self.tell(
            "Les données peuvent de nouveau être écrites. Ce que les personnes ont répondu est enregistré."
        )

    def _write_down(self, spare: Assistant) -> None:
        """Keep, all or nothing, where each person is who was guided from memory."""
        now = self.clock()
        with self.sessions.together():
            self.sessions.tried()
            for chat in self._warned:
                if data := spare.sessions.load(chat):
                    self.sessions.save(chat, data, now)
                else:
                    self.sessions.forget(chat)

    def _begun(self) -> Assistant:
        """Return an assistant whose data are in memory; who is only remembered stays so."""
        db = open_database(MEMORY)
        held = Sessions(db), Misses(db), audience_of(db)
        return Assistant(self.knowledge, *held, self.clock, self.privacy, lasting=False, passing=self.passing)

    def _remember(self, spare: Assistant, chat: int) -> None:
        """Begin from what was kept of a chat, when it can be read."""
        with suppress(sqlite3.DatabaseError):
            if data := self.sessions.load(chat):
                spare.sessions.save(chat, data, self.clock())


ROOM, RIGHTS = "Faites de la place.", "Vérifiez les droits."
REPAIRS = {
    sqlite3.SQLITE_BUSY: "Si cela dure, fermez ce programme.",
    sqlite3.SQLITE_FULL: ROOM,
    sqlite3.SQLITE_READONLY: RIGHTS,
    sqlite3.SQLITE_CANTOPEN: RIGHTS,
}
"""What operators can do when data cannot be written, by the last byte of SQLite's code."""
MENDS = {errno.ENOSPC: ROOM, errno.EDQUOT: ROOM, errno.EFBIG: ROOM}
"""The same, by the number of an error of the system."""


def _told(error: Exception) -> str:
    """Say what happened, to operators."""
    guided = "Le bot répond toujours, de mémoire"
    if isinstance(error, GoneError):
        return f"Le fichier de données n'est plus là. {guided}. Remettez-le, ou une copie, puis relancez."
    if isinstance(error, UnusableError):
        return f"{error}. {guided}, et essaie de nouveau."
    if isinstance(error, sqlite3.OperationalError | OSError):
        told = f"Les données ne peuvent pas être écrites : {cause(error)}"
        return f"{told}. {guided}, et essaie de nouveau. {_repair(error)}"
    return (
        f"Le fichier de données est abîmé. {guided}. Relancez-le : il mettra ce "
        "fichier de côté et nommera la dernière copie."
    )


def _repair(error: Exception) -> str:
    if isinstance(error, OSError):
        return MENDS.get(error.errno or 0, RIGHTS)
    return REPAIRS.get(getattr(error, "sqlite_errorcode", 0) & 0xFF, "Vérifiez le disque.")
