"""What some situations have in common: the fewest answers that tell them from all the others."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, reduce
from operator import and_, or_

from knowledge.entry import Facts
from knowledge.questions import REGION

FEW = 4
"""More values than these for one question describe nothing to a reader."""


@dataclass(frozen=True)
class Shared:
    """Answers that situations share: each question with its possible values; the regions (codes).

    `exact`: every situation with these answers in these regions is one of them.
    """

    answers: tuple[tuple[str, tuple[str, ...]], ...]
    regions: tuple[str, ...]
    exact: bool


@dataclass(frozen=True, eq=False)
class Domain:
    """All the situations, each with its answers and the regions it stands for; sets of them are bits."""

    answers: Sequence[Facts]
    regions: Sequence[tuple[str, ...]]
    _bits: dict[str, dict[str, int]] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        ranks: dict[str, dict[str, list[int]]] = {}
        for rank, facts in enumerate(self.answers):
            for question, value in facts.items():
                ranks.setdefault(question, {}).setdefault(value, []).append(rank)
        bits = {q: {v: self._set(found) for v, found in values.items()} for q, values in ranks.items()}
        object.__setattr__(self, "_bits", bits)

    def _set(self, ranks: Iterable[int]) -> int:
        flags = bytearray(len(self.answers) // 8 + 1)
        for rank in ranks:
            flags[rank >> 3] |= 1 << (rank & 7)
        return int.from_bytes(flags, "little")

    def shared(self, ranks: Sequence[int], regions: frozenset[str], weight: int) -> Shared:
        """Describe situations by what they share; `weight` counts them with their regions."""
        own = self._set(ranks)
        sets = self._constraints(own, self.answers[ranks[0]])
        whole = self._met(sets.values())
        for question in reversed(list(sets)):
            rest = {name: bits for name, bits in sets.items() if name != question}
            if self._met(rest.values()) == whole:
                sets = rest
        told = tuple((question, self._values(question, own)) for question in sets if question != REGION)
        exact = self._weight(whole, regions) == weight
        return Shared(told, tuple(sorted(regions)), exact)

    def _constraints(self, own: int, example: Facts) -> dict[str, int]:
        """Return the situations allowed by each question that all of these answer, with few values."""
        found: dict[str, int] = {}
        for question in example:
            values = self._values(question, own)
            allowed = reduce(or_, (self._bits[question][value] for value in values))
            telling = len(values) < len(self._bits[question])
            if own & ~allowed == 0 and telling and (question == REGION or len(values) <= FEW):
                found[question] = allowed
        return found

    def _values(self, question: str, own: int) -> tuple[str, ...]:
        return tuple(value for value, bits in self._bits[question].items() if bits & own)

    def _met(self, sets: Iterable[int]) -> int:
        return reduce(and_, sets, (1 << len(self.answers)) - 1)

    def _weight(self, own: int, regions: frozenset[str]) -> int:
        """Count the situations of a set with those of their regions that are among some."""
        total = 0
        for value, bits in self._bits.get(REGION, {}).items():
            alike = self.groups.get(value, ())
            total += (bits & own).bit_count() * len(regions.intersection(alike))
        return total

    @cached_property
    def groups(self) -> Mapping[str, tuple[str, ...]]:
        """The regions that each region of an answer stands for."""
        both = zip(self.answers, self.regions, strict=True)
        return {facts[REGION]: regions for facts, regions in both if REGION in facts}
