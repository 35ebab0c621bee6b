"""The three lists of an orientation, and the few moves that modifiers make on them."""

from collections.abc import Callable
from typing import NamedTuple

MAX_OTHERS = 3
MAX_LATER = 2
LAST_RESORT = "cress"


class Lists(NamedTuple):
    """Programme ids: the principal one, the other choices possible now, the later steps.

    `tied` are the programmes that a modifier put right behind the first one and that keep that place.
    """

    principal: str
    others: tuple[str, ...] = ()
    later: tuple[str, ...] = ()
    tied: frozenset[str] = frozenset()

    @property
    def now(self) -> tuple[str, ...]:
        """What is possible now, best first."""
        return (self.principal, *self.others)

    def with_now(self, now: tuple[str, ...]) -> "Lists":
        """Replace what is possible now; the first one is the principal."""
        return Lists(now[0], now[1:], self.later, self.tied)

    def without(self, gone: tuple[str, ...], relief: tuple[str, ...]) -> "Lists":
        """Take programmes off what is possible now.

        When the first one goes, its place is for the first of `relief` that is listed, else for the last
        of `relief`; without `relief`, for the next in order, and for the CRESS when nothing is left.
        """
        now = tuple(programme for programme in self.now if programme not in gone)
        if self.principal in gone and (relief or not now):
            relief = relief or (LAST_RESORT,)
            heir = next((candidate for candidate in relief if candidate in now), relief[-1])
            now = (heir, *(programme for programme in now if programme != heir))
        return self.with_now(now)

    def first(self, programme: str) -> "Lists":
        """Put a programme first, the former first one right behind."""
        return self.with_now((programme, *(p for p in self.now if p != programme)))

    def first_other(self, programme: str) -> "Lists":
        """Put a programme at the head of the other choices; a later step thus becomes possible now."""
        if programme == self.principal:
            return self
        others = (programme, *(p for p in self.others if p != programme))
        later = tuple(p for p in self.later if p != programme)
        return self._replace(others=others[:MAX_OTHERS], later=later, tied=self.tied | {programme})

    def last_other(self, programme: str) -> "Lists":
        """Add a programme as the last of the other choices, in the place of the third if there are three."""
        if programme in self.now:
            return self
        return self._replace(others=(*self.others[: MAX_OTHERS - 1], programme))

    def if_room(self, programme: str) -> "Lists":
        """Add a programme to the other choices when there are fewer than three."""
        return self if len(self.others) >= MAX_OTHERS else self.last_other(programme)

    def placed_after(self, programme: str, marks: tuple[str, ...]) -> "Lists":
        """Place a programme right after the first of `marks`, unless it already ranks better.

        What is tied behind the first one keeps its place (profile T03: membership before the DLA).
        """
        at = next((rank for rank, listed in enumerate(self.now) if listed in marks), None)
        if at is None or programme in self.now[: at + 1] or programme in self.tied:
            return self
        rest = tuple(p for p in self.now if p != programme)
        at += 1
        while at < len(rest) and rest[at] in self.tied:
            at += 1
        return self.with_now((*rest[:at], programme, *rest[at:]))

    def swapped(self, one: str, two: str) -> "Lists":
        """Exchange two programmes."""
        names = {one: two, two: one}
        return self.mapped(lambda programme: names.get(programme, programme))

    def mapped(self, rename: Callable[[str], str]) -> "Lists":
        """Rename the programmes that are possible now."""
        return self.with_now(tuple(rename(programme) for programme in self.now))

    def tidy(self) -> "Lists":
        """Drop repetitions, the best rank winning, and what exceeds three other choices and two steps."""
        now = tuple(dict.fromkeys(self.now))
        later = tuple(dict.fromkeys(p for p in self.later if p not in now))
        return Lists(now[0], now[1 : MAX_OTHERS + 1], later[:MAX_LATER], self.tied)
