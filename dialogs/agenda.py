"""Deadlines to keep in an agenda: one date a window, named and counted so that a change is followed."""

from collections.abc import Iterable
from datetime import UTC, date, datetime

from dialogs.deadlines import day
from dialogs.events import Agenda, Appointment
from dialogs.text import flat, plain, rich, typeset
from knowledge.content import Knowledge
from knowledge.windows import Window


def agenda(knowledge: Knowledge, name: str, windows: Iterable[Window], made: datetime) -> Agenda:
    """Return the dated windows as an agenda, made at an instant."""
    dates = (appointment(knowledge, window) for window in windows if window.dated)
    return Agenda(typeset(name), tuple(dates), made.astimezone(UTC))


def appointment(knowledge: Knowledge, window: Window) -> Appointment:
    """Return the closing of a dated window, its opening when nobody knows when it closes."""
    texts, call = knowledge.texts, window.call
    moment = window.exact(window.last)
    assert moment, "a dated window has a date"  # noqa: S101
    key = "agenda_cloture" if window.closing else "agenda_ouverture"
    return Appointment(
        uid=f"{window.id}@cress-bot",
        sequence=window.sequence,
        title=flat(rich(texts[key], titre=plain(call.title))),
        told=_told(knowledge, window),
        moment=moment,
        cancelled=window.cancelled is not None,
        link=call.link,
    )


def _told(knowledge: Knowledge, window: Window) -> str:
    """Say what it is, whether it is cancelled, what changed, what must be known; no hour: zones differ."""
    texts, call = knowledge.texts, window.call
    opening = date(*window.opening.timetuple()[:3]) if window.opening else None
    gone = window.cancelled
    lines = [
        plain(knowledge.programmes[call.programme].name),
        rich(texts["agenda_ouvre"], jour=day(opening)) if opening and window.closing else (),
        rich(texts["agenda_annule"], motif=gone.reason) if gone else (),
        *(rich(texts["appel_revise"], jour=day(r.day), dit=r.told) for r in call.revisions[-1:]),
        plain(call.note) if call.note else (),
        rich(texts["agenda_verifier"]),
    ]
    return "\n".join(flat(line) for line in lines if line)
