"""Calls for applications: `appels.yaml`. Of four types, each with its own way of being said."""

from datetime import date, datetime, time
from typing import Annotated, Literal, Self

from pydantic import BeforeValidator, Field, model_validator

from knowledge.entry import Day, Entry, FactId, Id, Text, Url, day_of


def _moment(value: object) -> object:
    """Read a day, with or without an hour: `2026-01-29 18:00`; a day without an hour stays a day."""
    if not isinstance(value, str):
        return value
    day, _, hour = value.rpartition(" ") if ":" in value else (value, "", "")
    try:
        return datetime.combine(day_of(day), time.fromisoformat(hour)) if hour else day_of(day)
    except ValueError:
        raise ValueError("une date s'écrit 2026-01-29, ou 2026-01-29 18:00 avec l'heure") from None


Moment = Annotated[datetime | date, BeforeValidator(_moment)]


class Call(Entry):
    """A call, an award or a yearly event, attached to a programme."""

    id: Id = Field(alias="appel")
    title: Text = Field(alias="titre")
    programme: Id = Field(alias="dispositif")
    kind: Literal["ponctuel", "recurrent", "permanent", "inconnu"] = Field(alias="type")
    opens: Moment | None = Field(alias="ouverture", default=None)
    closes: Moment | None = Field(alias="cloture", default=None)
    usual: Text | None = Field(alias="habituel", default=None)
    months: tuple[str, ...] = Field(alias="mois", default=())
    review: Day | None = Field(alias="revoir_avant", default=None)
    last_known: Day | None = Field(alias="derniere_connue", default=None)
    regions: tuple[Id, ...] | Literal["partout"]
    link: Url | None = Field(alias="lien", default=None)
    facts: tuple[FactId, ...] = Field(alias="faits", default=())
    source: Text | None = None
    note: Text | None = None

    @model_validator(mode="after")
    def _complete(self) -> Self:
        if self.kind == "ponctuel" and not (self.opens or self.closes):
            raise ValueError("un appel ponctuel a une « ouverture » ou une « cloture »")
        if self.opens and self.closes and last_instant(self.closes) < first_instant(self.opens):
            raise ValueError("la « cloture » vient avant l'« ouverture »")
        if self.kind == "recurrent" and not self.usual:
            raise ValueError("un appel récurrent dit son moment « habituel »")
        if not (self.facts or self.source):
            raise ValueError("un appel porte ses « faits » ou sa « source »")
        return self

    def concerns(self, region: str | None) -> bool:
        """Tell whether the call is for a region (INSEE code; None: unknown, only nationwide calls)."""
        return self.regions == "partout" or region in self.regions

    def upcoming(self, now: datetime) -> bool:
        """Tell whether a dated call is open or about to open at a local time.

        A call whose closing is unknown is only sure before its opening: after that, nobody knows.
        """
        if self.kind != "ponctuel":
            return False
        end = self.closes or self.opens
        return end is not None and now <= last_instant(end)

    def opened(self, now: datetime) -> bool:
        """Tell whether the opening, when there is one, is past."""
        return self.opens is None or first_instant(self.opens) <= now


def first_instant(moment: date) -> datetime:
    """Return the first instant of a day, or the instant itself when the hour is given."""
    return moment if isinstance(moment, datetime) else datetime.combine(moment, time.min)


def last_instant(moment: date) -> datetime:
    """Return the last instant of a day, or the instant itself when the hour is given."""
    return moment if isinstance(moment, datetime) else datetime.combine(moment, time.max)


def next_calls(
    calls: tuple[Call, ...], programme: str, region: str | None, now: datetime
) -> tuple[Call, ...]:
    """Return what is to be said of the deadlines of a programme, most certain first.

    Dated calls still to come, nearest first; else what is usual; else permanent or unknown.
    """
    own = [call for call in calls if call.programme == programme and call.concerns(region)]
    dated = sorted(
        (call for call in own if call.upcoming(now)),
        key=lambda c: last_instant(c.closes or c.opens or date.max),
    )
    if dated:
        return tuple(dated)
    for kind in ("recurrent", "permanent", "inconnu"):
        found = tuple(call for call in own if call.kind == kind)
        if found:
            return found
    return ()


def closing_soon(
    calls: tuple[Call, ...], region: str | None, now: datetime, days: int = 15
) -> tuple[Call, ...]:
    """Return the calls that close within some days in a region, whatever the programme (rule M16)."""
    soon = [
        call
        for call in calls
        if call.closes and call.concerns(region) and call.upcoming(now) and call.opened(now)
        if (last_instant(call.closes) - now).days < days
    ]
    return tuple(sorted(soon, key=lambda call: last_instant(call.closes or date.max)))
