"""What every piece of content is made of: frozen entries, ids, claims, conditions."""

from collections.abc import Mapping
from functools import cached_property
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints, WithJsonSchema

Facts = Mapping[str, str]
"""What is known of a situation: answers by question id, plus the deduced `classe` and `zone`."""

Id = Annotated[str, StringConstraints(pattern=r"^[a-z0-9_]{1,24}$")]
FACT = r"^F[0-9]{3}$"
FactId = Annotated[str, StringConstraints(pattern=FACT)]
DEPARTMENT = r"^(?:[0-9]{2}|2A|2B|97[1-6])$"
VALUE = r"^[a-z0-9_]{1,24}$|^2[AB]$"
Value = Annotated[str, StringConstraints(pattern=VALUE)]
Text = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]
Cited = Annotated[Text, WithJsonSchema({"pattern": VALUE, "type": "string"})]
"""An answer defined elsewhere. Any text is read: what it names is looked for, and the nearest proposed."""
REGION = r"^\d{2}$"
RegionCode = Annotated[Text, WithJsonSchema({"pattern": REGION, "type": "string"})]
"""The code of a region, read as any text for the same reason."""
RegionCodes = tuple[RegionCode, ...] | Literal["partout"]
ADDRESS = r"^https?://[^\s]+$"
Url = Annotated[str, StringConstraints(pattern=ADDRESS)]
UNKNOWN = "ne_sait_pas"
TimeZone = Literal[
    "Europe/Paris", "America/Guadeloupe", "America/Martinique", "America/Cayenne", "America/Miquelon",
    "Indian/Reunion", "Indian/Mayotte",
]  # fmt: skip
"""The mainland and the six overseas zones."""
MAINLAND: TimeZone = "Europe/Paris"


def _yes_no(value: object) -> object:
    return {"oui": True, "non": False}.get(value, value) if isinstance(value, str) else value


YesNo = Annotated[bool, BeforeValidator(_yes_no), Field(strict=True)]


class Entry(BaseModel):
    """A frozen piece of content; an unknown key is an error."""

    model_config = ConfigDict(
        defer_build=True, frozen=True, extra="forbid", validate_by_name=True, validate_by_alias=True
    )


class Claim(Entry):
    """A sentence shown to people, with the numbers of the facts it rests on."""

    text: Text = Field(alias="texte")
    facts: tuple[FactId, ...] = Field(alias="faits", min_length=1)


class Condition(Entry):
    """Equality on facts and nothing else: every key of `si` matches, no key of `sauf` does."""

    when: dict[Id, tuple[Cited, ...]] = Field(alias="si", default_factory=dict)
    unless: dict[Id, tuple[Cited, ...]] = Field(alias="sauf", default_factory=dict)

    def holds(self, facts: Facts) -> bool:
        """Tell whether the condition is met; an unknown fact meets no `si`."""
        for key, values in self._wanted:
            if facts.get(key) not in values:
                return False
        return all(facts.get(key) not in values for key, values in self._unwanted)

    def may_hold(self, known: Mapping[str, str | None]) -> bool:
        """Tell whether the condition may hold, from what is known of some keys (None: no such fact)."""
        wanted = all(known[key] in values for key, values in self._wanted if key in known)
        return wanted and all(known[key] not in values for key, values in self._unwanted if key in known)

    @cached_property
    def _wanted(self) -> tuple[tuple[str, frozenset[str]], ...]:
        return tuple((key, frozenset(values)) for key, values in self.when.items())

    @cached_property
    def _unwanted(self) -> tuple[tuple[str, frozenset[str]], ...]:
        return tuple((key, frozenset(values)) for key, values in self.unless.items())
