"""Calls for applications: `appels.yaml`. Of four types, each with its own way of being said."""

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime, time
from typing import Literal, Self

from pydantic import Field, model_validator

from knowledge.dates import Day, Moment
from knowledge.entry import Condition, Entry, FactId, Id, RegionCodes, Text, TimeZone, Url
from knowledge.recurring import RuleText, rule_of


class Cancelled(Entry):
    """Why a call or a session will not take place, and where it is said."""

    reason: Text = Field(alias="motif", max_length=300)
    source: Text


class Revision(Entry):
    """What changed in a call since it was first written, and when."""

    day: Day = Field(alias="le")
    told: Text = Field(alias="dit", max_length=300)


class Session(Entry):
    """One of several sessions of a call: of those computed by rule, it takes the place of one (`2027`)."""

    id: Id = Field(alias="session")
    opens: Moment | None = Field(alias="ouverture", default=None)
    closes: Moment | None = Field(alias="cloture", default=None)
    cancelled: Cancelled | None = Field(alias="annule", default=None)

    @model_validator(mode="after")
    def _complete(self) -> Self:
        if not (self.opens or self.closes or self.cancelled):
            told = "une session a une « ouverture », une « cloture », ou dit qu'elle est « annule »"
            raise ValueError(told, "ajoutez « cloture: … » avec sa date")
        if reversed_dates(self):
            raise ValueError(*REVERSED)
        return self


class Rhythm(Entry):
    """When a call comes back by rule; its opening is the last one before its closing."""

    opens: RuleText | None = Field(alias="ouverture", default=None)
    closes: RuleText = Field(alias="cloture")

    @property
    def sessions(self) -> str:
        """How its sessions are named: `2027`, or `2027_06` when they come each month (a pattern)."""
        return r"\d{4}_(?:0[1-9]|1[0-2])" if rule_of(self.closes).monthly else r"\d{4}"


class Call(Condition):
    """A call, an award or a yearly event, attached to a programme; its condition says whom it is for."""

    id: Id = Field(alias="appel")
    title: Text = Field(alias="titre", max_length=120)
    programme: Id = Field(alias="dispositif")
    kind: Literal["ponctuel", "recurrent", "permanent", "inconnu"] = Field(alias="type")
    opens: Moment | None = Field(alias="ouverture", default=None)
    closes: Moment | None = Field(alias="cloture", default=None)
    sessions: tuple[Session, ...] = ()
    rhythm: Rhythm | None = Field(alias="regle", default=None)
    timezone: TimeZone | None = Field(alias="fuseau", default=None)
    cancelled: Cancelled | None = Field(alias="annule", default=None)
    revisions: tuple[Revision, ...] = ()
    usual: Text | None = Field(alias="habituel", default=None)
    months: tuple[str, ...] = Field(alias="mois", default=())
    review: Day | None = Field(alias="revoir_avant", default=None)
    last_known: Day | None = Field(alias="derniere_connue", default=None)
    regions: RegionCodes
    link: Url | None = Field(alias="lien", default=None)
    facts: tuple[FactId, ...] = Field(alias="faits", default=())
    source: Text | None = None
    note: Text | None = Field(default=None, max_length=400)

    def __hash__(self) -> int:
        """Hash its name: the conditions that it holds cannot be hashed."""
        return hash(self.id)

    @model_validator(mode="after")
    def _complete(self) -> Self:
        wrong = next(self._wrong(), None)
        if wrong:
            raise ValueError(*wrong)
        return self

    def _wrong(self) -> Iterator[tuple[str, str]]:
        """Yield what does not hold together, each with its repair."""
        once = self.kind == "ponctuel"
        if once and not (self.opens or self.closes or self.sessions):
            yield (
                "un appel ponctuel a une « ouverture » ou une « cloture », ou des « sessions »",
                "ajoutez « cloture: … » avec sa date, ou écrivez « type: inconnu »",
            )
        if reversed_dates(self):
            yield REVERSED
        if self.kind == "recurrent" and not (self.usual or self.rhythm):
            yield (
                "un appel récurrent dit son moment « habituel », ou sa « regle »",
                "ajoutez « habituel: en janvier », ou « type: inconnu » si rien n'est su",
            )
        if self.rhythm and self.kind != "recurrent":
            yield "« regle » va avec « type: recurrent »", "changez « type », ou retirez « regle »"
        if not once and (self.opens or self.closes):
            yield (
                f"un appel « {self.kind} » n'a ni « ouverture » ni « cloture » : personne ne les lirait",
                "écrivez « type: ponctuel », ou retirez ces dates",
            )
        if self.cancelled and not once:
            yield (
                "« annule » va avec « type: ponctuel », ou dans une session",
                "mettez « annule » dans la session annulée, ou retirez l'appel s'il ne reviendra plus",
            )
        if not (self.facts or self.source):
            yield (
                "un appel porte ses « faits » ou sa « source »",
                "ajoutez « source: » et l'adresse de la page, ou « faits: [F…] »",
            )
        yield from self._wrong_sessions()

    def _wrong_sessions(self) -> Iterator[tuple[str, str]]:
        names = Counter(session.id for session in self.sessions)
        for name in (name for name, times in names.items() if times > 1):
            yield f"la session « {name} » est écrite {names[name]} fois", "donnez un nom à chacune"
        if self.rhythm:
            for name in (name for name in names if not re.fullmatch(self.rhythm.sessions, name)):
                told = f"la session « {name} » s'écrit 2027, ou 2027_06 pour un mois"
                yield told, "donnez-lui l'année de sa clôture, celle que la règle donnerait"
        elif self.sessions and self.kind != "ponctuel":
            told = "des « sessions » vont avec « type: ponctuel », ou avec une « regle »"
            yield told, "écrivez « type: ponctuel », ou retirez les « sessions »"
        elif any(not (session.opens or session.closes) for session in self.sessions):
            yield "une session a une « ouverture » ou une « cloture »", "ajoutez « cloture: … » à la session"
        if self.sessions and (self.opens or self.closes):
            told = "les dates s'écrivent dans les « sessions », ou à côté de « type », pas aux deux endroits"
            yield told, "mettez ces dates dans une session de plus, ou retirez-les"

    def concerns(self, region: str | None) -> bool:
        """Tell whether the call is for a region (INSEE code; None: unknown, only nationwide calls)."""
        return self.regions == "partout" or region in self.regions


REVERSED = (
    "la « cloture » vient avant l'« ouverture »",
    "relisez les deux dates, et corrigez celle qui est fausse",
)


def reversed_dates(dated: Call | Session) -> bool:
    """Tell whether something would close before it opens."""
    closes, opens = dated.closes, dated.opens
    return bool(opens and closes and last_instant(closes) < first_instant(opens))


def first_instant(moment: date) -> datetime:
    """Return the first instant of a day, or the instant itself when the hour is given."""
    return moment if isinstance(moment, datetime) else datetime.combine(moment, time.min)


def last_instant(moment: date) -> datetime:
    """Return the last instant of a day, or the instant itself when the hour is given."""
    return moment if isinstance(moment, datetime) else datetime.combine(moment, time.max)
