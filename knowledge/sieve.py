"""Many conditions, few of which hold: all are judged at once, one bit each."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Generic, TypeVar

from knowledge.entry import Condition, Facts

C = TypeVar("C", bound=Condition)
Leaves = Callable[[str | None, int], int]
"""Gives the conditions that a value leaves possible, or those that any other leaves."""


@dataclass(frozen=True)
class Sieve(Generic[C]):
    """Some conditions, in order. A fact that they look at leaves some of them possible, as bits."""

    conditions: tuple[C, ...]
    _sorted: dict[int, tuple[C, ...]] = field(default_factory=dict)

    def holding(self, facts: Facts) -> tuple[C, ...]:
        """Return the conditions that facts meet, in order."""
        met = self.met(facts)
        if met not in self._sorted:
            self._sorted[met] = tuple(c for rank, c in enumerate(self.conditions) if met >> rank & 1)
        return self._sorted[met]

    def met(self, facts: Facts) -> int:
        """Return the conditions that facts meet, as bits: the same ones are the same number."""
        left, known = (1 << len(self.conditions)) - 1, facts.get
        for key, leaves, otherwise in self._looked_at:
            left &= leaves(known(key), otherwise)
        return left

    @cached_property
    def _looked_at(self) -> tuple[tuple[str, Leaves, int], ...]:
        """By fact: the conditions that each value named leaves possible, and those that any other leaves."""
        keys = dict.fromkeys(key for c in self.conditions for key in (*c.when, *c.unless))
        return tuple((key, *self._leaves(key)) for key in keys)

    def _leaves(self, key: str) -> tuple[Leaves, int]:
        named = {value for c in self.conditions for value in (*c.when.get(key, ()), *c.unless.get(key, ()))}
        leaves: dict[str | None, int] = {value: self._possible({key: value}) for value in named}
        return leaves.get, self._possible({key: None})

    def _possible(self, known: dict[str, str | None]) -> int:
        return sum(1 << rank for rank, c in enumerate(self.conditions) if c.may_hold(known))
