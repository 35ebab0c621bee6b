"""Calls made for the tests, as their editor writes them."""

from dataclasses import replace
from datetime import datetime

from pydantic import TypeAdapter

from knowledge.calls import Call
from knowledge.content import Knowledge
from knowledge.upcoming import coming
from knowledge.windows import Window, instant


def call(**keys: object) -> Call:
    """Return a call as its editor writes it, with what every call needs."""
    written = {"appel": "essai", "titre": "Essai", "dispositif": "dla", "type": "ponctuel"}
    return TypeAdapter(Call).validate_python({**written, "regions": "partout", "source": "une page", **keys})


def at(moment: str) -> datetime:
    """Return a local time."""
    return datetime.fromisoformat(moment)


def with_calls(knowledge: Knowledge, *calls: Call) -> Knowledge:
    """Return the content with these calls and no other."""
    return replace(knowledge, calls=calls)


def windows(knowledge: Knowledge, one: Call, moment: str, region: str | None = None) -> list[Window]:
    """Return the windows of a call not over at a local time of a region."""
    known = with_calls(knowledge, one)
    return list(coming(known, one, instant(known, region, at(moment))))
