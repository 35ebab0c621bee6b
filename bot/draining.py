"""Empties the outbox into Telegram: a few rows at a time, at the pace of `bot.pace`, replies to people first.

A row is claimed in the very turn that it is sent, so that a pause acts at once, and so that a process that is
killed leaves in doubt only what was on its way. See `bot.outcomes` for what becomes of a row.
"""

import asyncio
import sqlite3
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import partial

from telegram.error import ChatMigrated, RetryAfter, TelegramError

from bot.checkpointing import Checkpoints
from bot.clock import Clock
from bot.enduring import unavailable
from bot.logs import log
from bot.outbound import Outbound
from bot.outcomes import Outcome, outcome
from bot.pace import Withdrawn, seconds
from bot.packing import unpack
from bot.tallying import doubt, refusal, report
from storage.batches import Batches
from storage.outbox import GONE, LIMITED, Entry, Outbox, State

WIDTH = 32
"""Rows in flight: enough to hold the pace when Telegram takes a second to answer."""
MOUTHFUL = 4
"""Rows taken at once: making a message ready takes a millisecond or two, during which nobody is answered."""
TICK = 1.0
"""Seconds after which the outbox is looked at again, whatever happens: another process may have written."""
ATTEMPTS = 8
"""Failures after which a row is dropped."""
REST = 60.0
"""The most seconds that everything waits when Telegram cannot be reached."""


def _nobody(_chat: int) -> None:
    """Nothing else follows somebody who is gone."""


def _nowhere(_old: int, _new: int) -> None:
    """Nothing else follows a chat that moved."""


def _unheard(_name: str) -> None:
    """Nobody else hears of the end of a batch, nor of a message that could not be sent."""


def _never(_chat: int) -> datetime | None:
    """Nobody is ever busy."""
    return None


@dataclass
class Drain:
    """Sends what is due, until it is stopped.

    `tell` speaks to the operators. `gone` and `moved` let others follow a person who left, a group whose
    number changed; `busy` tells until when a person must not be interrupted; `ended` hears the name of a
    batch that is over, `dropped` the key of a message that was given up, once a day and person. Nothing
    leaves in the first `caution` seconds: what the process before sent counts in them.
    """

    outbox: Outbox
    batches: Batches
    outbound: Outbound
    clock: Clock
    tell: Callable[[str], None]
    gone: Callable[[int], None] = _nobody
    moved: Callable[[int, int], None] = _nowhere
    busy: Callable[[int], datetime | None] = _never
    ended: Callable[[str], None] = _unheard
    dropped: Callable[[str], None] = _unheard
    caution: float = 1.0
    _flights: dict[int, "asyncio.Task[None]"] = field(default_factory=dict, init=False)
    _claimed: set[int] = field(default_factory=set, init=False)
    _owed: deque[Callable[[], object]] = field(default_factory=deque, init=False)
    _given_up: set[tuple[int, date]] = field(default_factory=set, init=False)
    _failures: int = field(default=0, init=False)
    _resting: float = field(default=0.0, init=False)

    async def run(self) -> None:
        """Send what is due, for ever; cancelled, wait for what is on its way."""
        checkpoints = Checkpoints(self.outbox.file)
        self._keep(self._recover)
        self._resting = asyncio.get_running_loop().time() + self.caution
        try:
            while True:
                taken = self._take()
                checkpoints.begin()
                await (asyncio.sleep(0) if taken else self._look_again())
        finally:
            await self._land()

    def _recover(self) -> None:
        if left := self.outbox.recover(self.clock()):
            self.tell(doubt(left))

    def _take(self) -> bool:
        """Begin to send a few rows that are due, if there is room; return whether there were any.

        There are none while the data cannot be written.
        """
        if not self._pay() or self._rests():
            return False
        before = len(self._flights)
        try:
            room = min(MOUTHFUL, WIDTH - before)
            due = self.outbox.due(self.clock(), room, tuple(self._flights)) if room else []
            for entry in due:
                if entry.chat not in self._flights:
                    flight = asyncio.create_task(self._send(entry))
                    self._flights[entry.chat] = flight
                    flight.add_done_callback(partial(self._landed, entry))
            self._close()
        except sqlite3.DatabaseError as error:
            self._failed_to_write(error)
        return len(self._flights) > before

    def _close(self) -> None:
        """Tell the operators about the batches that are over."""
        for batch in self.batches.over():
            if self.batches.end(batch.batch, self.clock()):
                counts, gone = self.outbox.counts(batch.batch), self.outbox.gone(batch.batch)
                self.tell(report(batch, counts, gone))
                self.ended(batch.batch)

    async def _look_again(self) -> None:
        """Wait for a row to land, or for a moment."""
        if self._flights:
            await asyncio.wait(self._flights.values(), timeout=TICK, return_when=asyncio.FIRST_COMPLETED)
        else:
            await asyncio.sleep(TICK)

    async def _land(self) -> None:
        """Give up what waits for its turn, and wait for what is on its way."""
        flights = dict(self._flights)
        for chat, flight in flights.items():
            if chat not in self._claimed:
                flight.cancel()
        await asyncio.gather(*flights.values(), return_exceptions=True)
        self._pay()

    async def _send(self, entry: Entry) -> None:
        try:
            message = unpack(entry.body)
        except ValueError:
            self._refused(entry, "illisible")
            return
        try:
            await self.outbound.broadcast(entry.chat, message, lambda: self._begins(entry))
        except Withdrawn:
            return
        except TelegramError as error:
            self._not_accepted(entry, error)
        else:
            self._failures = 0
            self._settle(entry, State.SENT)

    def _begins(self, entry: Entry) -> bool:
        """Claim a row whose turn has come; False when it must not be sent, or not now."""
        now = self.clock()
        if self._owed or self._rests():
            return False
        if until := self.busy(entry.chat):
            self._keep(lambda: self.outbox.postpone(entry, until, now))
            return False
        try:
            claimed = self.outbox.claim(entry, now)
        except sqlite3.DatabaseError as error:
            self._failed_to_write(error)
            return False
        if claimed:
            self._claimed.add(entry.chat)
        return claimed

    def _landed(self, entry: Entry, flight: "asyncio.Task[None]") -> None:
        """Forget a flight; one that broke in an unforeseen way leaves a doubt."""
        del self._flights[entry.chat]
        claimed = entry.chat in self._claimed
        self._claimed.discard(entry.chat)
        error = None if flight.cancelled() else flight.exception()
        if error:
            log.error("envoi_interrompu", exc_info=error)
            self._resting = asyncio.get_running_loop().time() + REST
        if claimed and (error or flight.cancelled()):
            self._settle(entry, State.DOUBTFUL, "interrompu")

    def _not_accepted(self, entry: Entry, error: TelegramError) -> None:
        """Keep what became of a row that Telegram did not accept."""
        now, found = self.clock(), outcome(error)
        if isinstance(error, RetryAfter):
            until = now + timedelta(seconds=seconds(error))
            self._keep(lambda: self.outbox.postpone(entry, until, now, LIMITED))
        elif isinstance(error, ChatMigrated):
            to = error.new_chat_id
            self._keep(lambda: self.outbox.move(entry, to, now))
            self.moved(entry.chat, to)
        elif found is Outcome.GONE:
            self._settle(entry, State.DROPPED, GONE)
            self._keep(lambda: self.outbox.withdraw(entry.chat, GONE, now))
            self.gone(entry.chat)
        elif found is Outcome.REFUSED:
            self._refused(entry, str(error))
        elif found is Outcome.UNSENT:
            self._unsent(entry, type(error).__name__, now)
        else:
            self._settle(entry, State.DOUBTFUL, type(error).__name__)

    def _refused(self, entry: Entry, why: str) -> None:
        """Stop a batch whose content is refused: the row is dropped, the others wait for a decision."""
        self._settle(entry, State.DROPPED, why)
        self._keep(lambda: self._stop(entry, why))

    def _stop(self, entry: Entry, why: str) -> None:
        if self.batches.stop(entry.batch):
            self.tell(refusal(entry.batch, why))

    def _unsent(self, entry: Entry, why: str, now: datetime) -> None:
        """Try a row again later and later, and let everything rest: it is seldom about one person."""
        self._failures += 1
        rest = min(REST, 2.0 ** min(self._failures, 10))
        self._resting = asyncio.get_running_loop().time() + rest
        if entry.attempts + 1 >= ATTEMPTS:
            self._settle(entry, State.DROPPED, why)
            if (entry.chat, now.date()) not in self._given_up:  # else she always fails: let it be
                self._given_up.add((entry.chat, now.date()))
                self._keep(lambda: self.dropped(entry.key))
            return
        until = now + timedelta(seconds=5 * 2**entry.attempts)
        self._keep(lambda: self.outbox.again(entry, until, now, why))

    def _settle(self, entry: Entry, state: State, reason: str | None = None) -> None:
        now = self.clock()
        self._keep(lambda: self.outbox.settle(entry, state, now, reason))

    def _rests(self) -> bool:
        return asyncio.get_running_loop().time() < self._resting

    def _keep(self, write: Callable[[], object]) -> None:
        """Write to the data; what cannot be written now (disk full, file locked) is owed, in order."""
        self._owed.append(write)
        self._pay()

    def _pay(self) -> bool:
        """Write what is owed; False when it still cannot be written."""
        try:
            while self._owed:
                self._owed[0]()
                self._owed.popleft()
        except sqlite3.DatabaseError as error:
            self._failed_to_write(error)
        return not self._owed

    def _failed_to_write(self, error: sqlite3.DatabaseError) -> None:
        unavailable(error)
        self._resting = asyncio.get_running_loop().time() + TICK
