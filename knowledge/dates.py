"""Days and hours as people write them: « 2026-01-29 », « 29/01/2026 », « 29 janvier 2026 à 18 h »."""

import re
from datetime import date, datetime, time
from typing import Annotated

from pydantic import BeforeValidator

from knowledge.naming import plain

MONTHS = (
    "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre",
    "novembre", "décembre",
)  # fmt: skip
WEEKDAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
HOUR = r"(?:(?:à )?\d{1,2}(?::\d{2}| ?h(?: ?\d{2})?))"
WRITTEN = "une date s'écrit 2026-01-29, 29/01/2026 ou 29 janvier 2026"
TIMED = f"{WRITTEN}, puis l'heure s'il y en a une : 18:00"
SO = "l'année, le mois et le jour, avec des tirets : 2026-01-29"
SO_TIMED = "l'année, le mois et le jour, avec des tirets, puis l'heure : 2026-01-29 18:00"
NO_SUCH_DAY = "ce jour n'existe pas : relisez l'année, le mois et le jour"
_PLAIN_MONTHS = tuple(plain(month) for month in MONTHS)
_FRENCH = re.compile(r"(?:le )?(\d{1,2})(?:er)? (\w+) (\d{4})", re.IGNORECASE)
_SLASHED = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_ODD = re.compile(r"(\d{1,2})[-./](\d{1,2})[-./](\d{2}|\d{4})")
_MONTH = re.compile(r"(\w+) (\d{4})")
_MOMENT = re.compile(rf"(?P<day>.+?),? (?P<hour>{HOUR})")


def day_of(text: str) -> date:
    """Read a day. Raises ValueError with what is wrong, and the repair."""
    written = text.strip()
    if parts := _parts(written):
        try:
            return date(*parts)
        except ValueError:
            raise ValueError(WRITTEN, NO_SUCH_DAY) from None
    if odd := _ODD.fullmatch(written):
        day, month, year = odd.groups()
        raise ValueError(WRITTEN, f"écrivez {day:0>2}/{month:0>2}/{year:0>4}".replace("/00", "/20"))
    raise ValueError(WRITTEN, SO)


def moment_of(text: str) -> date:
    """Read a day, or a day and an hour: a datetime then. Raises ValueError like `day_of`."""
    timed = _MOMENT.fullmatch(text.strip())
    try:
        return datetime.combine(day_of(timed["day"]), hour_of(timed["hour"])) if timed else day_of(text)
    except ValueError as error:
        repair = error.args[1] if error.args[1:] and error.args[1] != SO else SO_TIMED
        raise ValueError(TIMED, repair) from None


def hour_of(text: str) -> time:
    """Read an hour: « 18:00 », « 18 h », « 18h30 ». Raises ValueError."""
    hour, *minute = re.findall(r"\d+", text)
    return time(int(hour), int(minute[0]) if minute else 0)


def month_of(text: str) -> tuple[int, int] | None:
    """Read a month, « mars 2020 », as a year and a number; None for anything else."""
    named = _MONTH.fullmatch(text.strip())
    if named is None or plain(named[1]) not in _PLAIN_MONTHS:
        return None
    return int(named[2]), _PLAIN_MONTHS.index(plain(named[1])) + 1


def _parts(text: str) -> tuple[int, int, int] | None:
    """Return the year, the month and the day of a date that has one of the three forms."""
    if iso := _ISO.fullmatch(text):
        return int(iso[1]), int(iso[2]), int(iso[3])
    if slashed := _SLASHED.fullmatch(text):
        return int(slashed[3]), int(slashed[2]), int(slashed[1])
    french = _FRENCH.fullmatch(text)
    month = month_of(f"{french[2]} {french[3]}") if french else None
    return (*month, int(french[1])) if french and month else None


def _day(value: object) -> object:
    return day_of(value) if isinstance(value, str) else value


def _moment(value: object) -> object:
    return moment_of(value) if isinstance(value, str) else value


Day = Annotated[date, BeforeValidator(_day)]
Moment = Annotated[datetime | date, BeforeValidator(_moment)]
"""A day, or a day and an hour; a day without an hour stays a day."""
