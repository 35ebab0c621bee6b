"""`appels`: what is open, what comes, what is usual, what is permanent, and what nobody knows."""

from collections.abc import Iterator
from datetime import date, datetime
from zoneinfo import ZoneInfo

from rich.table import Table

from dialogs.agenda import agenda
from dialogs.deadlines import said
from dialogs.events import Agenda
from dialogs.text import flat, rich
from knowledge.content import Knowledge
from knowledge.upcoming import YEAR, between, next_windows
from knowledge.windows import Window, instant, timezone, wall


def shown(knowledge: Knowledge, region: str | None, now: datetime) -> list[Window]:
    """Return the windows worth showing at a local time, by programme; past ones are not.

    Without a region, those of every region, at the same instant.
    """
    at = instant(knowledge, region, now)
    regions = [region] if region else list(knowledge.regions)
    times = {code: wall(timezone(knowledge, code), at) for code in regions}
    found: dict[str, Window] = {}
    for programme in knowledge.programmes:
        for code, local in times.items():
            if knowledge.programmes[programme].exists_in(code):
                found.update({w.id: w for w in next_windows(knowledge, programme, code, local)})
    return list(found.values())


def calls_json(knowledge: Knowledge, region: str | None, now: datetime) -> list[dict[str, object]]:
    """Return the windows in their stable shape."""
    return [
        {
            "appel": window.call.id,
            "session": window.session or None,
            "dispositif": window.call.programme,
            "titre": window.call.title,
            "type": window.call.kind,
            "regions": _list(window.call.regions),
            "ouverture": _written(window, window.opening),
            "cloture": _written(window, window.closing),
            "annule": window.cancelled.reason if window.cancelled else None,
            "phrase": phrase,
            "lien": window.call.link,
        }
        for window, phrase in _told(knowledge, region, now)
    ]


def _list(regions: tuple[str, ...] | str) -> list[str] | str:
    return regions if isinstance(regions, str) else list(regions)


def _written(window: Window, moment: date | None) -> str | None:
    """Write a day, or an instant with its offset from UTC."""
    if isinstance(moment, datetime):
        return moment.replace(tzinfo=ZoneInfo(window.zone)).isoformat()
    return moment.isoformat() if moment else None


def _told(knowledge: Knowledge, region: str | None, now: datetime) -> Iterator[tuple[Window, str]]:
    here = instant(knowledge, region, now)
    for window in shown(knowledge, region, now):
        yield window, flat(said(knowledge, window, here))


def region_agenda(knowledge: Knowledge, region: str, at: datetime) -> Agenda:
    """Return what may be seen within a year in a region (INSEE code), as of an instant."""
    now = wall(timezone(knowledge, region), at)
    windows = (
        window
        for window in between(knowledge, region, now, now + YEAR)
        if knowledge.programmes[window.call.programme].exists_in(region)
    )
    name = flat(rich(knowledge.texts["agenda_region"], region=knowledge.regions[region].within))
    return agenda(knowledge, name, windows, at)


def calls_table(knowledge: Knowledge, region: str | None, now: datetime) -> Table:
    """Return the windows as a table."""
    table = Table("Dispositif", "Appel", "Type", "Échéance")
    for window, phrase in _told(knowledge, region, now):
        call = window.call
        table.add_row(knowledge.programmes[call.programme].short, call.title, call.kind, phrase)
    return table
