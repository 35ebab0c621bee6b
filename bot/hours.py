"""When the bot may write to somebody of itself: 9 to 19 h where she is, no Sunday, no public holiday."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from dateutil.easter import easter

from knowledge.content import Knowledge
from knowledge.dates import WEEKDAYS
from knowledge.windows import timezone

OPENS, CLOSES = time(9), time(19)
_SUNDAY = WEEKDAYS.index("dimanche")
WEEK = WEEKDAYS[:_SUNDAY]
"""The days of the week on which people may be written to."""
_DAY, _WEEK = timedelta(days=1), timedelta(days=7)
Feasts = tuple[frozenset[tuple[int, int]], frozenset[int]]
"""Public holidays: months and days, and days after Easter (before it when negative)."""
_FRANCE: Feasts = (
    frozenset({(1, 1), (5, 1), (5, 8), (7, 14), (8, 15), (11, 1), (11, 11), (12, 25)}),
    frozenset({1, 39, 50}),
)
_OWN: dict[str, Feasts] = {
    "01": (frozenset({(5, 27), (7, 21)}), frozenset({-24, -2})),
    "02": (frozenset({(5, 22), (7, 21)}), frozenset({-2})),
    "03": (frozenset({(6, 10)}), frozenset()),
    "04": (frozenset({(12, 20)}), frozenset()),
    "06": (frozenset({(4, 27)}), frozenset()),
    "44": (frozenset({(12, 26)}), frozenset({-2})),
}
"""Those that a region (INSEE code) has beside the others; one of a part (Moselle, Alsace) is kept for all.

The calendars of the whole world, as a library has them, would be sixteen megabytes: a test compares.
"""


@dataclass(frozen=True)
class Schedule:
    """When the digest leaves, in the local time of a region: a day of the week (0 is Monday) and an hour."""

    day: int = 0
    hour: int = 9

    def due(self, now: datetime, zone: str, region: str) -> datetime:
        """Return when the digest of the week of an instant leaves: later if nobody may be written to then."""
        return self._leaves(monday(now.astimezone(ZoneInfo(zone))), zone, region)

    def week(self, now: datetime, zone: str, region: str) -> date | None:
        """Return the first day of the week whose digest should have left by an instant, or None.

        It is the week before when its day was a holiday, and the next working day is in this one.
        """
        this = monday(now.astimezone(ZoneInfo(zone)))
        before = self._leaves(this - _WEEK, zone, region)
        if self._leaves(this, zone, region) <= now:
            return this
        late = monday(before.astimezone(ZoneInfo(zone))) == this and before <= now
        return this - _WEEK if late else None

    def _leaves(self, first: date, zone: str, region: str) -> datetime:
        day = first + self.day * _DAY
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
    since = (day - easter(day.year)).days
    feasts = (_FRANCE, _OWN.get(region, _FRANCE))
    rests = any((day.month, day.day) in fixed or since in moving for fixed, moving in feasts)
    return day.weekday() != _SUNDAY and not rests
