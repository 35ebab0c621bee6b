"""Many conditions, few of which can hold: sorted out once for each kind of situation."""

from dataclasses import dataclass, field
from typing import Generic, TypeVar

from knowledge.entry import Condition, Facts

USUAL = ("classe", "statut", "besoin", "stade", "zone")
"""The facts that every situation has and that most conditions look at."""

C = TypeVar("C", bound=Condition)


@dataclass(frozen=True)
class Sieve(Generic[C]):
    """Some conditions, in order, and those that the usual facts leave possible."""

    conditions: tuple[C, ...]
    _possible: dict[tuple[str | None, ...], tuple[C, ...]] = field(default_factory=dict)

    def holding(self, facts: Facts) -> list[C]:
        """Return the conditions that facts meet, in order."""
        kind = usual(facts)
        if kind not in self._possible:
            known = dict(zip(USUAL, kind, strict=True))
            self._possible[kind] = tuple(c for c in self.conditions if c.may_hold(known))
        return [condition for condition in self._possible[kind] if condition.holds(facts)]


def usual(facts: Facts) -> tuple[str | None, ...]:
    """Return the usual facts of a situation, None where there is none."""
    return tuple(facts.get(key) for key in USUAL)
