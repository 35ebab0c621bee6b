"""What no situation reaches: cases of the tree and modifiers, with the answers that never go together."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from knowledge.adjustments import Adjustment
from knowledge.content import Knowledge
from knowledge.entry import UNKNOWN, Facts
from knowledge.issues import Finding
from knowledge.situations import settled
from knowledge.tree import Node
from knowledge.walk import Leaf

Taken = set[tuple[int, str | None]]
"""Nodes (their id in memory) with the answers that came there."""

Path = tuple[str | int, ...]
USELESS = "retirez ce qui ne sert pas, ou corrigez la condition"


@dataclass(frozen=True)
class Requirement:
    """One condition on a fact: its value is one of some, or none of them."""

    key: str
    values: frozenset[str]
    wanted: bool = True

    def met(self, facts: Facts) -> bool:
        """Tell whether facts meet it."""
        return (facts.get(self.key) in self.values) is self.wanted

    def __str__(self) -> str:
        values = " ou ".join(sorted(self.values))
        return f"« {self.key} : {values} »" if self.wanted else f"« {self.key} » autre que {values}"


@dataclass(frozen=True)
class Unreached:
    """Looks for what no situation reaches, once every situation has been walked."""

    knowledge: Knowledge
    taken: Taken
    played: set[str]

    def findings(self) -> Iterator[Finding]:
        """Say what is of no use, the highest point of the tree first."""
        for name, branch in self.knowledge.tree.items():
            yield from self._below(f"arbre/{name}.yaml", branch, (), ())
        for rank, adjustment in enumerate(self.knowledge.adjustments):
            if adjustment.id not in self.played and not (adjustment.pending or adjustment.open_edition):
                message = f"l'ajustement {adjustment.id} ne joue dans aucune situation"
                told = message + self._why(_required(adjustment))
                yield Finding("ajustements.yaml", ("ajustements", rank), "CB-407", told, USELESS)

    def _below(
        self, file: str, node: Node, path: Path, required: tuple[Requirement, ...]
    ) -> Iterator[Finding]:
        if not node.question:
            return
        for rank, case in enumerate(node.cases):
            at, dead = (*path, "cas", rank), [v for v in case.when if self._dead(node, v)]
            for value in dead:
                own = (*required, Requirement(node.question, frozenset({value})))
                told = f"aucune situation n'arrive ici avec « {value} »" + self._why(own)
                yield Finding(file, (*at, "si", case.when.index(value)), "CB-407", told, USELESS)
            if len(dead) < len(case.when):
                own = (*required, Requirement(node.question, frozenset(case.when)))
                yield from self._below(file, case, at, own)
        if node.otherwise:
            yield from self._otherwise(file, node, path, required)

    def _otherwise(
        self, file: str, node: Node, path: Path, required: tuple[Requirement, ...]
    ) -> Iterator[Finding]:
        covered = frozenset(value for case in node.cases for value in case.when)
        own = (*required, Requirement(node.question or "", covered, wanted=False))
        if any(at == id(node) and value not in covered for at, value in self.taken):
            assert node.otherwise is not None, "it is what is looked at"  # noqa: S101
            yield from self._below(file, node.otherwise, (*path, "sinon"), own)
        else:
            told = "aucune situation n'arrive à ce « sinon »" + self._why(own)
            yield Finding(file, (*path, "sinon"), "CB-407", told, USELESS)

    def _dead(self, node: Node, value: str) -> bool:
        """Tell whether no answer comes there, other than a silence that stands for another one."""
        question = self.knowledge.questions.get(node.question or "")
        silent = value == UNKNOWN and question is not None and question.default is not None
        return (id(node), value) not in self.taken and not silent

    def _why(self, required: tuple[Requirement, ...]) -> str:
        """Name the fewest conditions that no situation meets together, when there are such."""
        clash = list(required)
        if self._together(clash):
            return ""
        for requirement in required:
            fewer = [r for r in clash if r is not requirement]
            if not self._together(fewer):
                clash = fewer
        if len(clash) == 1:
            return f" : {clash[0]} n'existe dans aucune"
        return f" : {' et '.join(map(str, clash))} ne vont jamais ensemble"

    def _together(self, requirements: list[Requirement]) -> bool:
        return any(all(r.met(facts) for r in requirements) for facts in self._situations)

    @cached_property
    def _situations(self) -> list[Facts]:
        return [leaf.facts for _, leaf in settled(self.knowledge, {}) if isinstance(leaf, Leaf)]


def _required(adjustment: Adjustment) -> tuple[Requirement, ...]:
    wanted = (Requirement(key, frozenset(values)) for key, values in adjustment.when.items())
    unwanted = (
        Requirement(key, frozenset(values), wanted=False) for key, values in adjustment.unless.items()
    )
    return (*wanted, *unwanted)
