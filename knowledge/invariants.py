"""What must hold in every situation, written by CRESS staff (`invariants.yaml`): « jamais ceci si cela »."""

from typing import Self

from pydantic import Field, model_validator

from knowledge.entry import Condition, FactId, Id, Text
from knowledge.lists import Lists


class Invariant(Condition):
    """A promise about the programmes that the situations of a condition get.

    `never` are those that appear nowhere, not even later; `not_now` neither first nor among the other
    choices; `not_first` not first; `always` all appear now; `first` says which ones may come first.
    """

    id: Id = Field(alias="invariant")
    sentence: Text = Field(alias="phrase")
    never: tuple[Id, ...] = Field(alias="jamais", default=())
    not_now: tuple[Id, ...] = Field(alias="jamais_maintenant", default=())
    not_first: tuple[Id, ...] = Field(alias="jamais_premier", default=())
    always: tuple[Id, ...] = Field(alias="toujours", default=())
    first: tuple[Id, ...] = Field(alias="premier", default=())
    facts: tuple[FactId, ...] = Field(alias="faits", default=())

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if not self.named:
            keys = "jamais, jamais_maintenant, jamais_premier, toujours ou premier"
            message = f"un invariant porte au moins une de ces clés : {keys}"
            raise ValueError(
                message, "ajoutez celle de la promesse, avec ses dispositifs : « jamais: [dla] »"
            )
        return self

    @property
    def named(self) -> tuple[str, ...]:
        """Every programme that the promise names."""
        return (*self.never, *self.not_now, *self.not_first, *self.always, *self.first)

    def broken(self, lists: Lists) -> str | None:
        """Say, in French, how some lists break the promise; None when they keep it."""
        now, first = lists.now, lists.principal
        for programme in self.never:
            if programme in now or programme in lists.later:
                return f"« {programme} » y figure"
        for programme in self.not_now:
            if programme in now:
                return f"« {programme} » y figure"
        for programme in self.always:
            if programme not in now:
                return f"« {programme} » y manque"
        if first in self.not_first or (self.first and first not in self.first):
            return f"« {first} » y est premier"
        return None
