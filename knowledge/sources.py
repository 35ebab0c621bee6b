"""Where things come from (`sources.yaml`) and what words mean (`glossaire.yaml`)."""

from typing import Literal

from pydantic import Field

from knowledge.entry import Entry, FactId, Id, RegionCodes, Text, Url


class Page(Entry):
    """A public page."""

    title: Text = Field(alias="titre")
    address: Url = Field(alias="adresse")


class Fact(Entry):
    """One numbered fact, its nature and its origin."""

    statement: Text = Field(alias="enonce", max_length=240)
    nature: Literal["loi", "page", "oral", "deduction", "douteux"]
    pages: tuple[str, ...] = ()
    moment: str | None = Field(default=None, pattern=r"^[0-9]{2}:[0-9]{2}:[0-9]{2}$")
    regions: RegionCodes = "partout"

    def concerns(self, region: str | None) -> bool:
        """Tell whether the fact may be shown to a person of a region."""
        return self.regions == "partout" or region in self.regions


class Sources(Entry):
    """All pages and facts."""

    pages: dict[str, Page]
    facts: dict[FactId, Fact] = Field(alias="faits")


class Term(Entry):
    """A word of the field, explained."""

    label: Text = Field(alias="terme")
    id: Id
    name: Text | None = Field(alias="nom", default=None)
    definition: Text = Field(max_length=300)
    spellings: tuple[Text, ...] = Field(alias="aussi", default=())
    regions: RegionCodes = "partout"
    facts: tuple[FactId, ...] = Field(alias="faits", default=())
