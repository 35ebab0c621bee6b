"""How what is written in a setting is read. What cannot be raises ValueError."""

from urllib.parse import urlsplit

from bot.hours import CLOSES, OPENS, WEEK, Schedule

WEEKLY = "le jour et l'heure du résumé, de 9 à 18 h, par exemple « lundi 9 »"


def weekly(given: object) -> Schedule:
    """Read when the digest leaves: « lundi 9 ». Raises ValueError."""
    if isinstance(given, Schedule):
        return given
    day, _, hour = " ".join(str(given).lower().split()).partition(" ")
    if day not in WEEK or not hour.isdigit() or not OPENS.hour <= int(hour) < CLOSES.hour:
        raise ValueError(given)
    return Schedule(WEEK.index(day), int(hour))


def parts(given: str) -> list[str]:
    """Read what is written between commas."""
    return [part.strip() for part in given.split(",") if part.strip()]


def listed(given: object) -> object:
    """Read values between commas."""
    return parts(given) if isinstance(given, str) else given


def paired(given: object) -> object:
    """Read pairs between commas, each of which has a colon."""
    return [part.split(":") for part in parts(given)] if isinstance(given, str) else given


def filled(given: object) -> object:
    """Read nothing as no value."""
    return given or None


def loud(given: object) -> object:
    """Read a word whatever its case, and the spaces around it."""
    return given.strip().upper() if isinstance(given, str) else given


def reachable(given: object) -> object:
    """Read an address of the web. Raises ValueError for one that could be asked for nothing."""
    found = urlsplit(str(given).strip())
    if found.port == 0 or not found.hostname or " " in found.netloc:
        raise ValueError(given)
    found.hostname.encode("idna")
    return str(given).strip()


def placed(given: object) -> object:
    """Read where something is. Raises ValueError for what can be the name of no file that is told."""
    if "\0" in str(given):
        raise ValueError(given)
    str(given).encode()
    return given


def some(given: object) -> object:
    """Leave out what is empty: a variable without a value is one that is not there."""
    if not isinstance(given, dict):
        return given
    return {name: value for name, value in given.items() if value} or None
