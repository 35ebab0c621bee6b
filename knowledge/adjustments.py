"""The modifiers of `ajustements.yaml`: what changes in an orientation, and the reason shown."""

from typing import Self

from pydantic import Field, model_validator

from knowledge.entry import Condition, Entry, FactId, Id, Text, YesNo


class After(Entry):
    """Place a programme right after the first of some others."""

    programme: Id = Field(alias="dispositif")
    marks: tuple[Id, ...] = Field(alias="repere", min_length=1)


class Replacement(Entry):
    """A whole new orientation."""

    principal: Id
    others: tuple[Id, ...] = Field(alias="autres", default=())


class Action(Entry):
    """One change; exactly one key.

    `premier` puts a programme first, the former first one right behind. `premier_autre` and
    `dernier_autre` place it among the other choices, `si_place` only if there are fewer than three.
    `retirer` takes programmes off every list, `reporter` puts them in the later steps; `releve` of the
    modifier says who takes the place of a first one.
    """

    swap: tuple[Id, Id] | None = Field(alias="echanger", default=None)
    first: Id | None = Field(alias="premier", default=None)
    first_other: Id | None = Field(alias="premier_autre", default=None)
    last_other: Id | None = Field(alias="dernier_autre", default=None)
    after: After | None = Field(alias="placer_apres", default=None)
    remove: tuple[Id, ...] | None = Field(alias="retirer", default=None)
    postpone: tuple[Id, ...] | None = Field(alias="reporter", default=None)
    replace: Replacement | None = Field(alias="remplacer", default=None)
    first_later: Id | None = Field(alias="premier_ensuite", default=None)
    if_room: Id | None = Field(alias="si_place", default=None)

    @model_validator(mode="after")
    def _one_key(self) -> Self:
        if len(self.model_fields_set) != 1:
            raise ValueError("une action porte une seule clé", "mettez un tiret devant chaque changement")
        return self

    @property
    def programmes(self) -> tuple[str, ...]:
        """Every programme that the change names."""
        named = [self.first, self.first_other, self.last_other, self.first_later, self.if_room]
        named += [*(self.swap or ()), *(self.remove or ()), *(self.postpone or ())]
        named += [self.after.programme, *self.after.marks] if self.after else []
        named += [self.replace.principal, *self.replace.others] if self.replace else []
        return tuple(programme for programme in named if programme)


class Adjustment(Condition):
    """A modifier: under which condition, what it does, what it says.

    `among` asks that one of these programmes be first or another choice, `in_later` that one be a later
    step, `principal` that one be first, `pending` that one be proposed without a known session, and
    `open_edition` that a dated call of this programme be open. `relief` are the candidates to the first
    place, in order, when the first one goes: the first that is listed, or else the last of them.
    `short_remark` is what is said of the remark before the result.
    """

    id: Id = Field(alias="ajustement")
    among: tuple[Id, ...] = Field(alias="parmi", default=())
    in_later: tuple[Id, ...] = Field(alias="parmi_ensuite", default=())
    principal: tuple[Id, ...] = Field(alias="si_premier", default=())
    pending: tuple[Id, ...] = Field(alias="sans_session", default=())
    open_edition: Id | None = Field(alias="edition_ouverte", default=None)
    actions: tuple[Action, ...] = Field(alias="alors", default=())
    relief: tuple[Id, ...] = Field(alias="releve", default=())
    reason: Id | None = Field(alias="motif", default=None)
    remark: Text | None = Field(alias="remarque", default=None)
    short_remark: Text | None = Field(alias="remarque_courte", default=None)
    remark_on: tuple[Id, ...] = Field(alias="remarque_sur", default=())
    contact_first: YesNo = Field(alias="contact_en_tete", default=False)
    facts: tuple[FactId, ...] = Field(alias="faits", default=())

    @property
    def acted_on(self) -> tuple[str, ...]:
        """Every programme that the modifier's changes and its open edition name."""
        opened = (self.open_edition,) if self.open_edition else ()
        return (*opened, *(programme for action in self.actions for programme in action.programmes))
