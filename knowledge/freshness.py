"""What depends on the day: sheets to check again, calls that are over, contacts seen long ago."""

import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta

from knowledge.calls import Call
from knowledge.content import Knowledge
from knowledge.issues import Finding
from knowledge.programmes import Programme
from knowledge.reaching import contacts_of
from knowledge.regions import Region
from knowledge.upcoming import coming, next_windows
from knowledge.windows import instant

KEPT = timedelta(days=180)
"""How long a sheet is trusted after it was checked, unless it says `revoir_avant`."""
NOTICE = timedelta(days=30)
"""How long before that day its editors are told."""
YEARS = 2
"""A contact seen longer ago than that deserves a call."""
CONFIRM = "relisez la fiche, corrigez-la si besoin, puis mettez la date du jour dans « verifie_le »"
OVER = "ajoutez la prochaine édition, ou un appel « type: recurrent » ou « type: inconnu »"
CALL_THEM = "vérifiez ces contacts, puis mettez la date du jour dans « vu_le »"
_DAY = re.compile(r"(\d{4})(?:-(\d{2})(?!\d))?(?:-(\d{2})(?!\d))?")


def due(sheet: Programme | Region) -> date:
    """Return the last day on which a sheet is trusted."""
    return sheet.review or sheet.checked + KEPT


def outdated(sheet: Programme | Region, today: date) -> bool:
    """Tell whether people must be told that a sheet was checked too long ago."""
    return today > due(sheet)


def stale(knowledge: Knowledge, today: date) -> Iterator[Finding]:
    """Say what editors should look at again, as of a day."""
    for programme in knowledge.programmes.values():
        file = f"dispositifs/{programme.id}.yaml"
        yield from _sheet(file, ("verifie_le",), due(programme), today)
        yield from _ahead(file, ("verifie_le",), programme.checked, today)
    for region in knowledge.regions.values():
        file = f"regions/{region.code}.yaml"
        yield from _sheet(file, ("verifie_le",), due(region), today)
        yield from _ahead(file, ("verifie_le",), region.checked, today)
        yield from _seen(region, today)
    for rank, call in enumerate(knowledge.calls):
        if call.review:
            yield from _sheet("appels.yaml", (rank,), call.review, today)
        if _over(knowledge, call, datetime.combine(today, datetime.min.time())):
            message = f"l'appel « {call.title} » est passé, et rien ne dit la suite"
            yield Finding("appels.yaml", (rank,), "CB-503", message, OVER)


def _sheet(file: str, path: tuple[str | int, ...], last: date, today: date) -> Iterator[Finding]:
    """Say that a sheet is soon to be checked, or should have been; those of one day are told as one."""
    said = last.strftime("%d/%m/%Y")
    if today > last:
        message = f"fiche à revoir depuis le {said} : les personnes lisent « à confirmer »"
        yield Finding(file, path, "CB-502", message, CONFIRM, about=f"revoir {said}")
    elif today >= last - NOTICE:
        yield Finding(
            file, path, "CB-501", f"fiche à revoir avant le {said}", CONFIRM, about=f"revoir {said}"
        )


def _ahead(file: str, path: tuple[str | int, ...], day: date, today: date) -> Iterator[Finding]:
    """Say that something would have been checked after today; elsewhere, it may already be tomorrow."""
    if day > today + timedelta(days=1):
        message = f"cette date est à venir : {day:%d/%m/%Y}"
        yield Finding(file, path, "CB-510", message, "mettez le jour où vous avez vérifié")


def _over(knowledge: Knowledge, call: Call, now: datetime) -> bool:
    """Tell whether a dated call is over in a region where nothing is known of its programme any more."""
    if coming(knowledge, call, instant(knowledge, None, now)):
        return False
    regions = tuple(knowledge.regions) if call.regions == "partout" else call.regions
    return any(not next_windows(knowledge, call.programme, region, now) for region in regions)


def _seen(region: Region, today: date) -> Iterator[Finding]:
    """Say which contacts were seen too long ago; a date that nobody knows is said to people already."""
    file, code = f"regions/{region.code}.yaml", "CB-504"
    for path, seen in _dates(region):
        if first := min(_days(seen, 1, 1), default=None):
            yield from _ahead(file, path, first, today)
        last = max(_days(seen, 12, 28), default=None)
        if last and last.replace(year=last.year + YEARS) < today:
            message = f"contact relevé il y a plus de {YEARS} ans ({seen})"
            yield Finding(file, path, code, message, CALL_THEM, about="relevé")


def _dates(region: Region) -> Iterator[tuple[tuple[str | int, ...], str]]:
    for key, contacts in contacts_of(region):
        for rank, contact in enumerate(contacts):
            yield (key, rank, "vu_le"), contact.seen or ""
    chamber = region.chamber
    for name in ("site", "mail", "phone", "address"):
        value = getattr(chamber, name)
        if value:
            yield ("cress", type(chamber).model_fields[name].alias or name, "vu_le"), value.seen


def _days(seen: str, month: int, day: int) -> Iterator[date]:
    """Yield the days, up to the 28th, that « 2020-01-07 », « 2023 » or « vers 2022-2023 » may mean."""
    for found in _DAY.findall(seen):
        parts = int(found[0]), int(found[1] or month), min(int(found[2] or day), 28)
        if 1 <= parts[1] <= 12 and parts[2]:
            yield date(*parts)
