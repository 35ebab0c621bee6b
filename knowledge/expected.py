"""What a scenario expects: « alors ». Only what is written is compared."""

from typing import Annotated, Self

from pydantic import BeforeValidator, Field, model_validator

from knowledge.entry import Cited, Entry, FactId, Id, Text, YesNo
from knowledge.regions import Role

NOBODY = "aucun"
"""What an editor writes where no call and no question is expected."""


def _listed(value: object) -> object:
    return [value] if isinstance(value, str) else value


def _said(value: object) -> object:
    return {"nom": value} if isinstance(value, str) else value


Ids = Annotated[tuple[Id, ...], BeforeValidator(_listed, json_schema_input_type=Id | tuple[Id, ...])]
Values = Annotated[
    tuple[Cited, ...], BeforeValidator(_listed, json_schema_input_type=Cited | tuple[Cited, ...])
]
Texts = Annotated[tuple[Text, ...], BeforeValidator(_listed, json_schema_input_type=Text | tuple[Text, ...])]


class Ways(Entry):
    """Somebody to call, as far as it is written: the name, then what reaches them; a name alone is enough."""

    name: Text = Field(alias="nom")
    town: Text | None = Field(alias="ville", default=None)
    site: Text | None = None
    mail: Text | None = Field(alias="courriel", default=None)
    phone: Text | None = Field(alias="telephone", default=None)
    address: Text | None = Field(alias="adresse", default=None)
    price: Text | None = Field(alias="prix", default=None)
    role: Role | None = None

    def __str__(self) -> str:
        return ", ".join(str(getattr(self, name)) for name in self.written)

    @property
    def written(self) -> tuple[str, ...]:
        """The names of what is expected."""
        return tuple(name for name in type(self).model_fields if getattr(self, name) is not None)


Somebody = Annotated[Ways, BeforeValidator(_said, json_schema_input_type=Text | Ways)]


class Expected(Entry):
    """What must come out of a situation, or of words; programme ids by role, in order.

    `reason` may be followed by the one that a branch adds; `told` are words found in what is said of a
    programme, `unsaid` words that are not; `people` and `deadlines` hold for any programme.
    """

    principal: Id | None = None
    others: tuple[Id, ...] = Field(alias="autres", default=())
    later: tuple[Id, ...] = Field(alias="ensuite", default=())
    reason: Ids | None = Field(alias="motif", default=None)
    facts: tuple[FactId, ...] | None = Field(alias="faits", default=None)
    contact: Somebody | None = None
    call: Id | None = Field(alias="appel", default=None)
    told: dict[Id, Texts] = Field(alias="dit", default_factory=dict)
    unsaid: dict[Id, Texts] = Field(alias="pas_dit", default_factory=dict)
    contact_first: YesNo | None = Field(alias="contact_en_tete", default=None)
    assumed: Id | None = Field(alias="besoin_suppose", default=None)
    contradictory: YesNo | None = Field(alias="contredit", default=None)
    question: Id | None = None
    refinements: tuple[Id, ...] | None = Field(alias="a_preciser", default=None)
    people: dict[Id, tuple[Somebody, ...]] = Field(alias="contacts", default_factory=dict)
    deadlines: dict[Id, Ids] = Field(alias="appels", default_factory=dict)
    understood: dict[Id, Cited] | None = Field(alias="compris", default=None)
    doubtful: dict[Id, Values] | None = Field(alias="a_confirmer", default=None)
    wanted: Id | None = Field(alias="demande", default=None)
    explained: Id | None = Field(alias="mot", default=None)
    lost: YesNo = Field(alias="incompris", default=False)

    @model_validator(mode="after")
    def _something(self) -> Self:
        if not self.model_fields_set:
            raise ValueError(
                "« alors » est vide : rien n'est attendu", "écrivez ce que vous attendez : {principal: dla}"
            )
        if (self.others or self.later) and not self.principal:
            raise ValueError(
                "« autres » et « ensuite » vont avec un « principal »", "ajoutez « principal: … »"
            )
        return self

    def __str__(self) -> str:
        others = f" ; autres : {', '.join(self.others)}" if self.others else ""
        later = f" ; ensuite : {', '.join(self.later)}" if self.later else ""
        return f"{self.principal}{others}{later}"
