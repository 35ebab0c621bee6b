"""What is to come of the calls: for a programme, in a region, at a local time."""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from knowledge.calls import Call
from knowledge.content import Knowledge
from knowledge.derived import derived, remembered
from knowledge.entry import Facts
from knowledge.windows import Window, instant, ruled, windows_of, zone_of

YEAR = timedelta(days=366)
"""How far ahead the calls are looked at."""
AHEAD = 5
"""Years looked at to find the next session of a call that comes back by rule."""


def coming(knowledge: Knowledge, call: Call, here: datetime) -> tuple[Window, ...]:
    """Return the windows of a call that are not over, in the order of the file.

    Of those computed by rule, up to the next one that takes place. A call without a date is its own window.
    """
    zone = zone_of(knowledge, call)
    return _coming(call, zone, windows_of(call, zone), here)


@remembered(64)
def next_windows(
    knowledge: Knowledge,
    programme: str,
    region: str | None,
    now: datetime,
    apart: frozenset[str] = frozenset(),
) -> tuple[Window, ...]:
    """Return what is to be said of the deadlines of a programme at a local time, most certain first.

    `apart`: the calls that are not for the person.

    The windows to come, nearest first; else what is usual; else permanent or unknown. What was to come and
    is cancelled is told after the windows to come, before what is usual.
    """
    here = instant(knowledge, region, now)
    own = [
        window
        for call, zone, written in _by_programme(knowledge).get(programme, ())
        if call.concerns(region) and call.id not in apart
        for window in _coming(call, zone, written, here)
    ]
    live = sorted((window for window in own if window.live), key=lambda window: window.end)
    gone = sorted((window for window in own if window.cancelled), key=lambda window: window.end)
    if live:
        return (*live, *gone)
    undated = [window for window in own if not window.dated]
    for kind in ("recurrent", "permanent", "inconnu"):
        found = [window for window in undated if window.call.kind == kind]
        if found:
            return (*gone, *found)
    return tuple(gone)


def for_others(knowledge: Knowledge, facts: Facts) -> frozenset[str]:
    """Return the calls that are not for somebody in a situation."""
    return frozenset(call.id for call in knowledge.calls if not call.holds(facts))


def closing_soon(
    knowledge: Knowledge, region: str | None, now: datetime, days: int = 15
) -> tuple[Window, ...]:
    """Return the windows that close within some days in a region, whatever the programme (rule M16)."""
    end = now + timedelta(days=days)
    here, limit = (instant(knowledge, region, moment) for moment in (now, end))
    soon = [
        window
        for window in between(knowledge, region, now, end)
        if window.running(here) and window.closes and window.closes < limit
    ]
    return tuple(sorted(soon, key=lambda window: window.end))


def between(knowledge: Knowledge, region: str | None, start: datetime, end: datetime) -> tuple[Window, ...]:
    """Return the dated windows of a region, cancelled ones too, that one may see between two local times.

    Those that are not over at the start and that open, or else close, before the end.
    """
    here, limit = (instant(knowledge, region, moment) for moment in (start, end))
    return tuple(
        window
        for window in dated(knowledge, range(start.year - 1, end.year + 2))
        if window.call.concerns(region) and not window.over(here) and (window.opens or window.end) < limit
    )


def usual(knowledge: Knowledge, region: str, now: datetime) -> tuple[Window, ...]:
    """Return the calls of a region that come back at a usual date, whose next one is not published."""
    here = instant(knowledge, region, now)
    found = [
        window
        for call in knowledge.calls
        if call.concerns(region)
        for window in coming(knowledge, call, here)
    ]
    live = {window.call.programme for window in found if window.live}
    return tuple(w for w in found if w.call.kind == "recurrent" and w.call.programme not in live)


def undated(knowledge: Knowledge, region: str, now: datetime) -> tuple[Window, ...]:
    """Return the calls of a region, and not of all, of which nobody knows when they open or close."""
    here = instant(knowledge, region, now)
    own = (call for call in knowledge.calls if call.regions != "partout" and call.concerns(region))
    return tuple(w for call in own if call.kind == "inconnu" for w in coming(knowledge, call, here))


def as_written(knowledge: Knowledge) -> tuple[Window, ...]:
    """Return the dated windows that editors wrote, past ones too: not those computed by rule."""
    return tuple(dated(knowledge, range(0)))


def unrevised(before: Knowledge, after: Knowledge, now: datetime) -> list[str]:
    """Return the windows whose dates changed and that agendas would not follow: their sequence did not rise.

    At an instant: what was past, and still is, concerns nobody.
    """
    years = range(now.year - 1, now.year + 3)
    old = {window.id: window for window in dated(before, years)}
    return [
        new.id
        for new in dated(after, years)
        if (known := old.get(new.id))
        and known.digest != new.digest
        and known.sequence >= new.sequence
        and max(known.end, new.end) > now
    ]


def dated(knowledge: Knowledge, years: range) -> Iterator[Window]:
    """Yield the dated windows, past and cancelled ones too; of those by rule, those of some years."""
    for calls in _by_programme(knowledge).values():
        for call, zone, written in calls:
            yield from (window for window in (*written, *ruled(call, zone, years)) if window.dated)


Known = tuple[Call, str, tuple[Window, ...]]
"""A call, its zone, and its windows that are written and not computed by rule."""


@derived
def _by_programme(knowledge: Knowledge) -> Mapping[str, tuple[Known, ...]]:
    found: dict[str, tuple[Known, ...]] = {}
    for call in knowledge.calls:
        zone = zone_of(knowledge, call)
        found[call.programme] = (*found.get(call.programme, ()), (call, zone, windows_of(call, zone)))
    return found


def _coming(call: Call, zone: str, written: tuple[Window, ...], here: datetime) -> tuple[Window, ...]:
    found = [window for window in written if not window.over(here)]
    first = here.astimezone(ZoneInfo(zone)).year
    for window in ruled(call, zone, range(first - 1, first + AHEAD)):
        if not window.over(here):
            found.append(window)
            if window.live:
                break
    return tuple(found)
