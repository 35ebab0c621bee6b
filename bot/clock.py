"""The only place that reads the clock."""

from collections.abc import Callable
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from knowledge.content import Knowledge
from knowledge.entry import MAINLAND, Facts
from knowledge.windows import timezone, wall

__all__ = ["MAINLAND", "Clock", "frozen", "local", "system", "wall", "written"]

Clock = Callable[[], datetime]
"""Gives the present instant, aware."""


def system() -> datetime:
    """Return the present instant (UTC)."""
    return datetime.now(UTC)  # noqa: TID251 - this is the door


def frozen(moment: datetime) -> Clock:
    """Return a clock that always gives the same instant: a local time of mainland France, if naive."""
    aware = moment if moment.tzinfo else moment.replace(tzinfo=ZoneInfo(MAINLAND))
    return lambda: aware


def local(knowledge: Knowledge, answers: Facts, instant: datetime) -> datetime:
    """Return the wall time, naive, where the person is: her region's, else mainland France's."""
    return wall(timezone(knowledge, answers.get("region")), instant)


def written(instant: datetime) -> str:
    """Write an instant as operators read it: « 24/11/2026 13:02 », in mainland France."""
    return wall(MAINLAND, instant).strftime("%d/%m/%Y %H:%M")
