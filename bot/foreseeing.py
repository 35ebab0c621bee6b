"""What will leave, and what will be out of date: the announcements, run ahead of time on a copy of the data.

What is foreseen is what the same functions would send if neither the content nor what people ask changed.
"""

from bisect import insort
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from bot.announcing import Announcer
from bot.assistant import Assistant
from bot.clock import MAINLAND, frozen, wall, written
from bot.hours import next_allowed
from bot.packing import unpack
from dialogs.text import flat
from knowledge.content import Knowledge
from knowledge.freshness import stale
from knowledge.issues import Finding
from knowledge.upcoming import YEAR, between
from knowledge.windows import timezone
from storage.outbox import State

DAY, SECOND = timedelta(days=1), timedelta(seconds=1)
SOME = 500
"""Rows read at a time."""


@dataclass(frozen=True, order=True)
class Foreseen:
    """A message that will leave: when, from which batch, what it says."""

    at: datetime
    batch: str
    text: str

    def told(self, people: int) -> str:
        """Return what an operator reads of it; people are counted, never named."""
        head = f"{written(self.at)}  {self.batch}  {people} personne{'s' if people > 1 else ''}"
        return "\n    ".join((head, *filter(None, self.text.splitlines())))


async def foresee(announcer: Announcer, start: datetime, days: int) -> Counter[Foreseen]:
    """Return the messages that will leave from an instant on, with how many people get each.

    The announcer works on a copy of the data, which is written to; its clock is set.
    """
    assistant, outbox = announcer.assistant, announcer.assistant.audience.outbox
    found: Counter[Foreseen] = Counter()
    turns = sorted(set(_turns(announcer, start, days)))
    for at in turns:
        assistant.clock = frozen(at)
        await announcer.look()
        while due := outbox.due(at, SOME):
            for entry in due:
                if until := _busy(assistant, entry.chat):
                    outbox.postpone(entry, until, at)
                    if until <= start + days * DAY:
                        insort(turns, until)
                else:
                    found[Foreseen(at, entry.batch, _text(entry.body))] += 1
                    outbox.settle(entry, State.SENT, at)
    return found


def _busy(assistant: Assistant, chat: int) -> datetime | None:
    """Return until when a chat must not be interrupted, rounded up to a second, as it is kept."""
    until = assistant.busy(chat)
    return until and (until + timedelta(microseconds=999_999)).replace(microsecond=0)


def _turns(announcer: Announcer, start: datetime, days: int) -> Iterator[datetime]:
    """Yield the instants at which something may become due: the others have nothing new to say."""
    assistant = announcer.assistant
    end = start + days * DAY
    yield start
    yield from assistant.audience.outbox.waits(start, end)
    for region in assistant.audience.subscriptions.regions():
        zone = timezone(assistant.knowledge, region)
        local = wall(zone, start)
        windows = between(assistant.knowledge, region, local, wall(zone, end) + YEAR)
        opens = (w.opens for w in windows if w.opens)
        known = (_aware(wall(zone, w.opens or w.end) - YEAR, zone) + SECOND for w in windows)
        mornings = (_aware(datetime.combine(local, time.min) + n * DAY, zone) for n in range(days + 1))
        weeks = (start + n * DAY for n in range(-7, days + 7, 7))
        digests = (announcer.schedule.due(week, zone, region) for week in weeks)
        for moment in (*mornings, *opens, *known, *digests):
            at = next_allowed(moment, zone, region)
            if start < at <= end:
                yield at


def _aware(local: datetime, zone: str) -> datetime:
    return local.replace(tzinfo=ZoneInfo(zone))


@cache
def _text(body: str) -> str:
    return flat(unpack(body).text)


def expiring(knowledge: Knowledge, start: datetime, days: int) -> Iterator[tuple[date, tuple[Finding, ...]]]:
    """Yield what editors will have to look at again in the coming days, by the first day of each."""
    today = wall(MAINLAND, start).date()
    known = set(stale(knowledge, today))
    for day in (today + n * DAY for n in range(1, days + 1)):
        found = tuple(finding for finding in stale(knowledge, day) if finding not in known)
        known.update(found)
        if found:
            yield day, found
