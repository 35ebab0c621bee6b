"""Stops and starts again a broadcast that leaves: who may, and what the journal keeps of it."""

from collections.abc import Callable
from datetime import timedelta

from bot.desk import Desk, Refusal
from storage.batches import Phase
from storage.broadcasts import Broadcast

HELD = (Phase.PAUSED, Phase.STOPPED)
LATE = timedelta(days=31)
"""How long a broadcast that has not ended is shown to those who answer for it."""


class Steering:
    """Acts on the batches of broadcasts; raises Refusal, having done nothing, when it must not."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def hold(self, who: int, number: int) -> None:
        """Suspend a broadcast that leaves: what is on its way arrives, nothing more leaves."""
        self._steer(who, number, "suspend", self._desk.batches.pause)

    def go_on(self, who: int, number: int) -> None:
        """Let a suspended broadcast leave again."""
        self._steer(who, number, "relance", self._desk.batches.resume)

    def give_up(self, who: int, number: int) -> None:
        """Cancel what is left of a suspended broadcast, for good."""
        held = self._desk.phase(self._desk.get(number)) in HELD
        self._steer(who, number, "renonce", lambda batch: held and self._cancel(batch))

    def _cancel(self, batch: str) -> bool:
        return self._desk.outbox.cancel(batch, self._desk.clock()) > 0

    def _steer(self, who: int, number: int, what: str, change: Callable[[str], bool]) -> None:
        desk = self._desk
        broadcast = desk.get(number)
        desk.answering(who, broadcast)
        if not change(broadcast.batch):
            raise Refusal("L'envoi a changé entre-temps. Voici où il en est.")
        desk.broadcasts.note(number, what, who, desk.clock())

    def leaving(self, who: int) -> list[Broadcast]:
        """Return the late broadcasts that somebody answers for, and whose messages wait or leave."""
        desk = self._desk
        late = (b for b in desk.broadcasts.since(desk.clock() - LATE) if desk.roles.answers(who, b.author))
        return [broadcast for broadcast in late if desk.phase(broadcast) in (Phase.RUNNING, *HELD)]
