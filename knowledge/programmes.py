"""A programme of `dispositifs/<id>.yaml`: one way of being supported."""

import re
from typing import Literal

from pydantic import Field

from knowledge.dates import Day
from knowledge.entry import (
    Claim,
    Condition,
    Entry,
    FactId,
    Facts,
    Id,
    RegionCode,
    RegionCodes,
    Text,
    YesNo,
)

_UNPUBLISHED = re.compile(r"publié|précisé|à demander", re.IGNORECASE)
_PRICED = re.compile(r"\d|gratuit|payant", re.IGNORECASE)
_PARTS = re.compile(r"[.;]\s")


class Variant(Condition):
    """What must be said when the programme is proposed in a given situation, or only when it is first."""

    text: Text = Field(alias="texte")
    facts: tuple[FactId, ...] = Field(alias="faits", min_length=1)
    only_first: YesNo = Field(alias="si_premier", default=False)

    @property
    def claim(self) -> Claim:
        """Return what is said, without when."""
        return Claim(text=self.text, facts=self.facts)


class Elsewhere(Condition):
    """What takes the place of the programme in a zone where it does not exist.

    Not in the regions that the programme names. `by` replaces it first or among the other choices, `later`
    among the later steps; None drops it.
    `unless_operator`: the rule is void in a region whose data name an operator of the programme.
    """

    zone: tuple[Id, ...]
    by: Id | None = Field(alias="par", default=None)
    later: Id | None = Field(alias="ensuite", default=None)
    unless_operator: YesNo = Field(alias="sauf_operateur", default=False)


class Step(Claim):
    """What to do, or what to do where nobody is known who gives the support."""

    unserved: Text | None = Field(alias="sans_operateur", default=None)

    def told(self, *, served: bool) -> str:
        """Return what to do where somebody who gives the support is known, or not."""
        return self.text if served or self.unserved is None else self.unserved


class Published(Claim):
    """How long a programme lasts, or what it costs; `ask`: whom to ask, when nothing of it is published."""

    ask: Text | None = Field(alias="voir_avec", default=None)

    @property
    def unsaid(self) -> bool:
        """Tell whether each sentence says that nothing is published, and no more: a number, a price would."""
        silent = all(_UNPUBLISHED.search(part) for part in _PARTS.split(self.text))
        return silent and not _PRICED.search(self.text)


class Programme(Entry):
    """A programme, with everything shown of it.

    `emergency`: where it is told, as another choice, to somebody in an emergency: as ever, for later, or not.
    """

    id: Id = Field(alias="dispositif")
    name: Text = Field(alias="nom", max_length=70)
    short: Text = Field(alias="court", max_length=32)
    summary: Text = Field(alias="resume")
    audience: Claim = Field(alias="pour_qui")
    format: Claim
    duration: Published = Field(alias="duree")
    cost: Published = Field(alias="cout")
    costs: tuple[Variant, ...] = Field(alias="cout_selon", default=())
    steps: tuple[Step, ...] = Field(alias="demarche", min_length=1)
    prepare: tuple[Text, ...] = Field(alias="preparer")
    zones: RegionCodes
    contact: Id
    state: Literal["ouvert", "inconnu", "arrete"] = Field(alias="etat")
    doubts: tuple[Claim, ...] = Field(alias="a_confirmer", default=())
    as_other: Claim = Field(alias="en_autre")
    as_later: Claim | None = Field(alias="en_ensuite", default=None)
    emergency: Literal["maintenant", "ensuite", "rien"] = Field(alias="en_urgence", default="maintenant")
    variants: tuple[Variant, ...] = Field(alias="variantes", default=())
    elsewhere: tuple[Elsewhere, ...] = Field(alias="ailleurs", default=())
    reason_elsewhere: Claim | None = Field(alias="motif_ailleurs", default=None)
    regional: dict[RegionCode, Claim] = Field(alias="dans_la_region", default_factory=dict)
    facts: tuple[FactId, ...] = Field(alias="faits", default=())
    checked: Day = Field(alias="verifie_le")
    review: Day | None = Field(alias="revoir_avant", default=None)

    def exists_in(self, region: str) -> bool:
        """Tell whether the programme exists in a region (INSEE code)."""
        return self.zones == "partout" or self.names(region)

    def names(self, region: str) -> bool:
        """Tell whether a region is one of those that the programme names as its own."""
        return self.zones != "partout" and region in self.zones

    def offered_in(self, region: str) -> bool:
        """Tell whether the programme exists in a region and was not ended."""
        return self.exists_in(region) and self.state != "arrete"

    def variant(self, facts: Facts, *, first: bool) -> Variant | None:
        """Return the first variant that the situation calls for."""
        for variant in self.variants:
            if variant.holds(facts) and (first or not variant.only_first):
                return variant
        return None

    def cost_for(self, facts: Facts) -> Claim:
        """Return what it costs in a situation; for anybody when nothing is said of hers."""
        return next((cost.claim for cost in self.costs if cost.holds(facts)), self.cost)

    def unpublished(self, facts: Facts) -> dict[str, str]:
        """Return whom to ask what is not published: how long it lasts, what it costs in a situation."""
        own = any(cost.holds(facts) for cost in self.costs)
        asked = {"duree": self.duration.ask, "cout": None if own else self.cost.ask}
        return {key: whom for key, whom in asked.items() if whom}

    @property
    def claims(self) -> tuple[Claim, ...]:
        """Every sourced sentence of the programme."""
        single = (self.audience, self.format, self.duration, self.cost, self.as_other)
        optional = tuple(claim for claim in (self.as_later, self.reason_elsewhere) if claim)
        return single + self.steps + self.doubts + optional + tuple(self.regional.values())

    @property
    def all_facts(self) -> tuple[str, ...]:
        """Every fact number the programme rests on, without repetition."""
        cited = [fact for claim in self.claims for fact in claim.facts]
        cited += [fact for variant in (*self.variants, *self.costs) for fact in variant.facts]
        return tuple(dict.fromkeys([*cited, *self.facts]))
