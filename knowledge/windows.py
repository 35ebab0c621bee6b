"""Windows: the dated openings and closings of the calls, in one line of time whatever the time zone.

An hour is that of the zone of the call, a person reads it in hers. A day without an hour is a day of the
calendar: it is over as soon as it is over there or where the person is, so that nobody is told too long that
she has time.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from functools import cached_property, lru_cache
from hashlib import sha256
from zoneinfo import ZoneInfo

from knowledge.calls import Call, Cancelled, Rhythm, Session, first_instant, last_instant
from knowledge.content import Knowledge
from knowledge.entry import MAINLAND
from knowledge.recurring import rule_of

_TICK = timedelta(microseconds=1)


@dataclass(frozen=True)
class Window:
    """A call from its opening to its closing, in a time zone; without either, a call that has no date.

    `opening` and `closing` are as written: a day, or a day and an hour of the zone. `session` is "" when the
    call has only one.
    """

    call: Call
    zone: str = MAINLAND
    session: str = ""
    opening: date | None = None
    closing: date | None = None
    cancelled: Cancelled | None = None

    @property
    def id(self) -> str:
        """Its stable name: `call`, or `call:session`."""
        return f"{self.call.id}:{self.session}" if self.session else self.call.id

    @property
    def dated(self) -> bool:
        """Tell whether one of its dates is known."""
        return self.last is not None

    @property
    def last(self) -> date | None:
        """Its closing, its opening when nobody knows when it closes."""
        return self.closing or self.opening

    @property
    def live(self) -> bool:
        """Tell whether it has a date and will take place."""
        return self.dated and self.cancelled is None

    @cached_property
    def opens(self) -> datetime | None:
        """Its first instant (UTC)."""
        return self._instant(first_instant(self.opening)) if self.opening else None

    @cached_property
    def closes(self) -> datetime | None:
        """Its last instant (UTC)."""
        return self._instant(last_instant(self.closing)) if self.closing else None

    @cached_property
    def end(self) -> datetime:
        """The last instant (UTC) at which it is sure. Without a closing, nobody knows once it has opened.

        Without any date, it never ends.
        """
        return self._instant(last_instant(self.last)) if self.last else datetime.max.replace(tzinfo=UTC)

    @property
    def _whole(self) -> date | None:
        """Its last day, when it has no hour."""
        return None if isinstance(self.last, datetime) else self.last

    def exact(self, moment: date | None) -> date | None:
        """Return one of its dates as it is everywhere: a day, or an instant (UTC) when there is an hour."""
        return self._instant(moment) if isinstance(moment, datetime) else moment

    def _instant(self, local: datetime) -> datetime:
        return local.replace(tzinfo=ZoneInfo(self.zone)).astimezone(UTC)

    def over(self, here: datetime) -> bool:
        """Tell whether it is past at an instant, given in the time zone of the person."""
        return here > self.end or bool(self._whole and here.date() > self._whole)

    def opened(self, here: datetime) -> bool:
        """Tell whether its opening, when there is one, is past at an instant."""
        return self.opens is None or self.opens <= here

    def running(self, here: datetime) -> bool:
        """Tell whether it is open at an instant, given in the time zone of the person."""
        return self.live and self.opened(here) and not self.over(here)

    def shown(self, moment: date | None, here: datetime) -> date | None:
        """Return one of its dates as a person reads it: an hour is moved to her zone, a day is not."""
        if not isinstance(moment, datetime):
            return moment
        return self._instant(moment).astimezone(here.tzinfo).replace(tzinfo=None)

    def elsewhere(self, here: datetime) -> bool:
        """Tell whether its hours are read otherwise where the person is."""
        dates = (self.opening, self.closing)
        return any(moment and self.shown(moment, here) != moment for moment in dates)

    def turns(self, zone: str) -> Iterator[datetime]:
        """Yield the local times of a zone from which something of it may be otherwise."""
        if self.opens:
            yield wall(zone, self.opens)
        if self.dated:
            yield wall(zone, self.end) + _TICK
        if self._whole:
            yield last_instant(self._whole) + _TICK

    @property
    def sequence(self) -> int:
        """How far it has changed: it rises with each revision written, and when it is cancelled."""
        return 2 * len(self.call.revisions) + (self.cancelled is not None)

    @property
    def digest(self) -> str:
        """What people were told of it, in twelve signs: another digest is another thing to say."""
        dates = (self.exact(moment) for moment in (self.opening, self.closing))
        told = (*dates, self.call.link, "annule" if self.cancelled else None)
        return sha256("\n".join(map(str, told)).encode()).hexdigest()[:12]


def timezone(knowledge: Knowledge, region: str | None) -> str:
    """Return the time zone of a region (INSEE code), that of the mainland when it is not known."""
    return knowledge.timezones.get(region or "", MAINLAND)


def instant(knowledge: Knowledge, region: str | None, now: datetime) -> datetime:
    """Return the instant of a local time (naive) of a region, in the time zone of that region."""
    return now.replace(tzinfo=ZoneInfo(timezone(knowledge, region)))


def wall(zone: str, moment: datetime) -> datetime:
    """Return the wall time, naive, of a time zone at an instant."""
    return moment.astimezone(ZoneInfo(zone)).replace(tzinfo=None)


def zone_of(knowledge: Knowledge, call: Call) -> str:
    """Return the zone of the hours of a call: its own, that of its only region, else that of the mainland."""
    alone = call.regions[0] if len(call.regions) == 1 else None
    return call.timezone or timezone(knowledge, alone)


def windows_of(call: Call, zone: str) -> tuple[Window, ...]:
    """Return the windows of a call that are written, past ones too; none when it comes back by rule.

    A call without a date is its own window.
    """
    if call.rhythm:
        return ()
    if call.sessions:
        return tuple(_of_session(call, zone, session) for session in call.sessions)
    if call.kind != "ponctuel":
        return (Window(call, zone),)
    return (Window(call, zone, "", call.opens, call.closes, call.cancelled),)


def _of_session(call: Call, zone: str, session: Session) -> Window:
    cancelled = session.cancelled or call.cancelled
    return Window(call, zone, session.id, session.opens, session.closes, cancelled)


def ruled(call: Call, zone: str, years: range) -> Iterator[Window]:
    """Yield the windows that close in some years by rule."""
    if call.rhythm:
        for year in years:
            yield from _in_year(call, call.rhythm, zone, year)


@lru_cache(maxsize=1024)
def _in_year(call: Call, rhythm: Rhythm, zone: str, year: int) -> tuple[Window, ...]:
    """Return the windows that close in a year by rule, each with the last opening before its closing."""
    closing = rule_of(rhythm.closes)
    opening = rule_of(rhythm.opens) if rhythm.opens else None
    starts = [day for y in (year - 1, year) for day in opening.in_year(y)] if opening else []
    own = {session.id: session for session in call.sessions}
    found = []
    for end in closing.in_year(year):
        name = f"{end:%Y_%m}" if closing.monthly else f"{end:%Y}"
        start = next((s for s in reversed(starts) if first_instant(s) <= last_instant(end)), None)
        computed = Window(call, zone, name, start, end)
        found.append(_instead(computed, own[name]) if name in own else computed)
    return tuple(found)


def _instead(computed: Window, session: Session) -> Window:
    """Return what an editor wrote of a session in place of what the rule says."""
    if session.opens or session.closes:
        return _of_session(computed.call, computed.zone, session)
    return replace(computed, cancelled=session.cancelled)
