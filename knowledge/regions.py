"""Regions and the people to call: `regions/<code>.yaml` and `national.yaml`."""

import re
from datetime import date
from typing import Annotated, Literal

from pydantic import AfterValidator, BeforeValidator, Field, StringConstraints

from knowledge.dates import NO_SUCH_DAY, Day, day_of, month_of
from knowledge.entry import DEPARTMENT, MAINLAND, REGION, Entry, Text, TimeZone, Url

Zone = Literal["paca", "metropole", "outre_mer"]
Role = Literal["operateur", "animation", "information"]
"""What somebody named in a region does: gives the support, runs its network, or only tells of it (a site)."""
Department = Annotated[str, StringConstraints(pattern=DEPARTMENT)]
Origin = Url | Literal["relevé dans un dépôt public"]


UNDATED = "date inconnue"
SEEN = (
    "une date de relevé s'écrit 2026-11-26, 26/11/2026, novembre 2026, 2026, « vers 2020 », « 2022-2023 » "
    "ou « date inconnue »"
)
_SEEN = re.compile(r"(?:(?:vers|après) )?(?:(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?|\d{4}-\d{4})(?: ou après)?")


def _seen_on(written: str) -> str:
    """Check when a page was seen: a day, a month, a year, about or after them, a period, or not known.

    What is written as people write is kept in the shorter form: « mars 2026 » is 2026-03.
    """
    if written == UNDATED:
        return written
    if month := month_of(written):
        return f"{month[0]}-{month[1]:02}"
    found = _SEEN.fullmatch(written)
    try:
        if not found:
            return day_of(written).isoformat()
        date(int(found[1] or 1), int(found[2] or 1), int(found[3] or 1))
    except ValueError as error:
        raise ValueError(SEEN, *(error.args[1:] or (NO_SUCH_DAY,))) from None
    return written


Seen = Annotated[Text, AfterValidator(_seen_on)]


class Sourced(Entry):
    """A value, the page it was read on, and when that page was seen."""

    value: Text = Field(alias="valeur")
    source: Origin
    seen: Seen = Field(alias="vu_le")
    note: Text | None = None


class SourcedSite(Sourced):
    """The address of a site, and where it was read."""

    value: Url = Field(alias="valeur")


def _unknown(value: object) -> object:
    return None if value == "inconnu" else value


Maybe = Annotated[Sourced | None, BeforeValidator(_unknown)]
MaybeSite = Annotated[SourcedSite | None, BeforeValidator(_unknown)]
MaybeText = Annotated[Text | None, BeforeValidator(_unknown)]
MaybeUrl = Annotated[Url | None, BeforeValidator(_unknown)]


class Chamber(Entry):
    """The CRESS of a region; what no source gives is None, written `inconnu`."""

    name: Sourced = Field(alias="nom")
    site: MaybeSite
    mail: Maybe = Field(alias="courriel")
    phone: Maybe = Field(alias="telephone")
    address: Maybe = Field(alias="adresse")


class Contact(Entry):
    """Somebody to call: an operator, an incubator, a national network.

    `role`: who runs a network of operators, or the site that tells of it, is no operator.
    """

    name: Text = Field(alias="nom")
    role: Role = "operateur"
    departments: tuple[Department, ...] = Field(alias="departements", default=())
    town: Text | None = Field(alias="ville", default=None)
    territory: Text | None = Field(alias="territoire", default=None)
    text: Text | None = Field(alias="texte", default=None)
    site: MaybeUrl = None
    mail: MaybeText = Field(alias="courriel", default=None)
    phone: MaybeText = Field(alias="telephone", default=None)
    address: MaybeText = Field(alias="adresse", default=None)
    price: MaybeText = Field(alias="prix", default=None)
    note: Text | None = None
    source: Origin | None = None
    seen: Seen | None = Field(alias="vu_le", default=None)

    @property
    def reachable(self) -> bool:
        """Tell whether a person can reach them with what is written here."""
        return bool(self.site or self.mail or self.phone or self.address)

    @property
    def supports(self) -> bool:
        """Tell whether they support people themselves."""
        return self.role == "operateur"


class Listed(Contact):
    """A contact as it is written in a list: where it was read, and when, is always said."""

    source: Origin
    seen: Seen = Field(alias="vu_le")


class Region(Entry):
    """A region, owned by its CRESS."""

    code: Annotated[str, StringConstraints(pattern=REGION)] = Field(alias="region")
    name: Text = Field(alias="nom")
    within: Text = Field(alias="en")
    spellings: tuple[Text, ...] = Field(alias="aussi", default=())
    zone: Zone
    timezone: TimeZone = Field(alias="fuseau", default=MAINLAND)
    departments: dict[Department, Text] = Field(alias="departements", min_length=1)
    chamber: Chamber = Field(alias="cress")
    dla: tuple[Listed, ...] = ()
    incubators: tuple[Listed, ...] = Field(alias="incubateurs", default=())
    factories: tuple[Listed, ...] = Field(alias="fabriques", default=())
    offers: tuple[Listed, ...] = Field(alias="offres", default=())
    checked: Day = Field(alias="verifie_le")
    review: Day | None = Field(alias="revoir_avant", default=None)

    def operators(self, role: str) -> tuple[Contact, ...]:
        """Return the contacts of a role (`dla`, `incubateur`, `fabrique`), possibly none."""
        roles = {"dla": self.dla, "incubateur": self.incubators, "fabrique": self.factories}
        return roles.get(role, ())
