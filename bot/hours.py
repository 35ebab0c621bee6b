"""When the bot may write to somebody of itself: 9 to 19 h where she is, no Sunday, no public holiday."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from knowledge.content import Knowledge
from knowledge.dates import WEEKDAYS
from knowledge.windows import timezone

if TYPE_CHECKING:
    from holidays import HolidayBase

OPENS, CLOSES = time(9), time(19)
_SUNDAY = WEEKDAYS.index("dimanche")
WEEK = WEEKDAYS[:_SUNDAY]
"""The days of the week on which people may be written to."""
_DAY = timedelta(days=1)
_OWN: dict[str, tuple[str, ...]] = {
    "01": ("971",),
    "02": ("972",),
    "03": ("973",),
    "04": ("974",),
    "06": ("976",),
    "44": ("57", "6AE"),
}
"""By region (INSEE code), the parts of France, as the library names them, that have holidays of their own.

Where they vary inside a region (Moselle and Alsace in Grand Est), a holiday of one part is kept for all.
"""


@dataclass(frozen=True)
class Schedule:
    """When the digest leaves, in the local time of a region: a day of the week (0 is Monday) and an hour."""

    day: int = 0
    hour: int = 9

    def due(self, now: datetime, zone: str, region: str) -> datetime:
        """Return when the digest of the week of an instant leaves: later if nobody may be written to then."""
        day = monday(now.astimezone(ZoneInfo(zone))) + self.day * _DAY
        return next_allowed(datetime.combine(day, time(self.hour), ZoneInfo(zone)), zone, region)


def monday(local: datetime) -> date:
    """Return the first day of a week."""
    return local.date() - timedelta(days=local.weekday())


def allowed(instant: datetime, zone: str, region: str) -> bool:
    """Tell whether people of a region may be written to at an instant."""
    return next_allowed(instant, zone, region) == instant


def next_allowed(instant: datetime, zone: str, region: str) -> datetime:
    """Return the first instant (UTC), from an aware one, at which people of a region may be written to.

    `zone` is their time zone, `region` an INSEE code.
    """
    here = instant.astimezone(ZoneInfo(zone))
    day = here.date()
    if _working(day, region) and here.time() < CLOSES:
        return max(instant.astimezone(UTC), _opening(day, zone))
    day += _DAY
    while not _working(day, region):
        day += _DAY
    return _opening(day, zone)


def together(instant: datetime, places: Collection[tuple[str, str]]) -> datetime:
    """Return the first instant (UTC) allowed in several (zone, region) at once: nobody knows where she is.

    There is one every working day: the evening of the east is not before the morning of the west.
    """
    found = instant.astimezone(UTC)
    while (later := max((next_allowed(found, *place) for place in places), default=found)) > found:
        found = later
    return found


def place(knowledge: Knowledge, region: str) -> tuple[str, str]:
    """Return a region (INSEE code) as `together` wants it: its time zone, then its code."""
    return timezone(knowledge, region), region


def _opening(day: date, zone: str) -> datetime:
    return datetime.combine(day, OPENS, ZoneInfo(zone)).astimezone(UTC)


def _working(day: date, region: str) -> bool:
    return day.weekday() != _SUNDAY and not any(day in calendar for calendar in _calendars(region))


@cache
def _calendars(region: str) -> "tuple[HolidayBase, ...]":
    from holidays import country_holidays  # noqa: PLC0415 - a tenth of a second that few commands need

    parts: tuple[str | None, ...] = _OWN.get(region, (None,))
    return tuple(country_holidays("FR", subdiv=part) for part in parts)
