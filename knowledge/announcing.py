"""What there is to announce of the calls of a region at an instant, by the rhythms that people ask for.

The same windows as in the conversation (`knowledge.upcoming`), seen by what should be said of them now.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal, get_args

from knowledge.calls import Call
from knowledge.content import Knowledge
from knowledge.upcoming import YEAR, between
from knowledge.windows import Window, instant

Rhythm = Literal["lundi", "ouverture", "rappels", "connue"]
RHYTHMS: tuple[Rhythm, ...] = get_args(Rhythm)
"""When people ask to be told: the digest of the Monday, the opening, before the end, once a date is known."""
EVERY = "tous"
"""In place of a programme: all of those of the region."""

Kind = Literal["a_venir", "ouvert", "ouverture", "connue", "rappel_15", "rappel_3", "correction"]
"""What is said of a window; each of them is said once, ever, to a person."""
SOON = timedelta(days=14)
"""How long before its opening a call enters the digest."""
REMINDERS: tuple[tuple[Kind, int], ...] = (("rappel_3", 3), ("rappel_15", 15))
"""The reminders, and the days before the end from which they are due; the nearest replaces the other."""


@dataclass(frozen=True)
class Notice:
    """Something to say of a window to those who asked for a rhythm."""

    window: Window
    kind: Kind
    rhythm: Rhythm


def alerts(knowledge: Knowledge, region: str, now: datetime) -> tuple[Notice, ...]:
    """Return what is to be said as it happens, at a local time: openings, dates now known, reminders."""
    here = instant(knowledge, region, now)
    windows = _live(knowledge, region, now, now + YEAR)
    return tuple(notice for window in windows for notice in _happening(window, here))


def digest(knowledge: Knowledge, region: str, now: datetime) -> tuple[Notice, ...]:
    """Return what the digest of a region may hold at a local time: what is open, then what opens soon."""
    here = instant(knowledge, region, now)
    windows = _live(knowledge, region, now, now + SOON)
    found = sorted(windows, key=lambda window: (not window.running(here), window.end))
    return tuple(Notice(w, "ouvert" if w.running(here) else "a_venir", "lundi") for w in found)


def _live(knowledge: Knowledge, region: str, start: datetime, end: datetime) -> Iterator[Window]:
    """Yield the windows of the programmes of a region that take place and may be seen between two times."""
    for window in between(knowledge, region, start, end):
        if window.live and knowledge.programmes[window.call.programme].offered_in(region):
            yield window


def _happening(window: Window, here: datetime) -> Iterator[Notice]:
    yield Notice(window, "connue", "connue")
    if not window.running(here):
        return
    yield Notice(window, "ouverture", "ouverture")
    closing = window.shown(window.closing, here)
    left = closing.toordinal() - here.toordinal() if closing else YEAR.days
    reminder: Kind | None = next((kind for kind, days in REMINDERS if left <= days), None)
    if reminder:
        yield Notice(window, reminder, "rappels")


def dateless(knowledge: Knowledge, programme: str, region: str) -> bool:
    """Tell whether a programme has no call in a region, or one whose date is not known: it may become so."""
    calls = _own(knowledge, programme, region)
    unsure = (call.kind == "inconnu" or (call.kind == "recurrent" and not call.rhythm) for call in calls)
    return not calls or any(unsure)


def awaited(knowledge: Knowledge, programme: str, region: str) -> bool:
    """Tell whether something may ever be announced of a programme in a region: not if it is always open."""
    calls = _own(knowledge, programme, region)
    return not calls or any(call.kind != "permanent" for call in calls)


def _own(knowledge: Knowledge, programme: str, region: str) -> tuple[Call, ...]:
    calls = (call for call in knowledge.calls if programme in {EVERY, call.programme})
    return tuple(call for call in calls if call.concerns(region))
