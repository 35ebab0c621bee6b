"""From answers to a leaf of the tree.

The position in the tree is never stored: it is found again from the answers at every turn. Two ways of
walking serve two purposes. The *strict* one stops at the first question without an answer: it is how the
questions of a situation are found. The *lenient* one takes the default of a question, or the `sinon` of
its node, and stops only where nothing stands for an answer: it is how a result is given as soon as the
answers that matter are there.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from knowledge.content import Knowledge
from knowledge.entry import Facts
from knowledge.questions import NEED, STATUS
from knowledge.tree import Node, Proposal

START = "depart"
GROUPS = "classe"


@dataclass(frozen=True)
class Missing:
    """The walk needs the answer to a question to go on.

    `node` is where it has an answer that no case foresees, None when the answer is what is missing.
    """

    question: str
    node: Node | None = field(default=None, compare=False)


class Leaf(NamedTuple):
    """The walk concluded: the proposal, the facts it used, and what branches passed on the way added."""

    proposal: Proposal
    facts: Facts
    proposed: frozenset[str]
    """Every programme that the tree proposes, in whatever role."""
    assumed: str | None = None
    later: tuple[str, ...] = ()
    added_reason: str | None = None
    taken: tuple[tuple[int, str | None], ...] = ()
    """The nodes passed (their id in memory) with the answer that each got."""

    def knowing(self, question: str, value: str) -> "Leaf":
        """Return the leaf with one more answer, to a question that the tree does not ask."""
        return self._replace(facts={**self.facts, question: value})


@dataclass
class _Path:
    knowledge: Knowledge
    facts: dict[str, str]
    strict: bool
    assumed: str | None = None
    later: list[str] = field(default_factory=list)
    added_reason: str | None = None
    taken: list[tuple[int, str | None]] = field(default_factory=list)
    passed: list[Node] = field(default_factory=list)

    def value(self, question: str) -> str | Missing | None:
        """Return the answer, deducing the class and taking defaults when lenient."""
        if question in self.facts:
            return self.facts[question]
        if question == GROUPS:
            return self.group()
        if self.strict:
            return Missing(question)
        return self.knowledge.questions[question].default

    def group(self) -> str | Missing:
        """Deduce the class from the branch that sorts statuses."""
        end = self.follow(self.knowledge.tree[GROUPS])
        if isinstance(end, Missing):
            return end
        self.facts[GROUPS] = end.group or ""
        return self.facts[GROUPS]

    def follow(self, node: Node) -> Node | Missing:
        """Go down from a node to the one that concludes."""
        while not (node.proposal or node.group):
            self.passed.append(node)
            if node.assumed:
                self.assumed = self.facts[NEED] = node.assumed
                node = self.knowledge.tree[START]
            elif node.to:
                self.later += node.added_later
                self.added_reason = node.added_reason or self.added_reason
                node = self.knowledge.tree[node.to]
            else:
                step = self.ask(node)
                if isinstance(step, Missing):
                    return step
                node = step
        self.passed.append(node)
        return node

    def ask(self, node: Node) -> Node | Missing:
        question = node.question or ""
        value = self.value(question)
        if isinstance(value, Missing):
            return value
        self.taken.append((id(node), value))
        return node.follow(value) or Missing(STATUS if question == GROUPS else question, node)


def walk(knowledge: Knowledge, answers: Facts, *, strict: bool) -> Leaf | Missing:
    """Walk the tree with what is known; total for any answers."""
    path = _Path(knowledge, knowledge.effective(answers), strict)
    end = path.follow(knowledge.tree[START])
    if isinstance(end, Missing):
        return end
    assert end.proposal is not None, "only the branch of classes concludes with a class"  # noqa: S101
    path.value(GROUPS)
    later, taken = tuple(path.later), tuple(path.taken)
    proposed = frozenset((*end.proposal.listed, *later))
    return Leaf(end.proposal, path.facts, proposed, path.assumed, later, path.added_reason, taken)


def route(knowledge: Knowledge, answers: Facts) -> tuple[Node, ...]:
    """Return the nodes passed from the start, in order, those that sort the status included."""
    path = _Path(knowledge, knowledge.effective(answers), strict=False)
    path.follow(knowledge.tree[START])
    path.value(GROUPS)
    return tuple(path.passed)


def reachable(knowledge: Knowledge, answers: Facts) -> frozenset[str]:
    """Return the questions of the tree that may still count, whatever the missing answers turn out to be."""
    facts = classed(knowledge, answers)
    found: set[str] = set()
    seen: set[int] = set()
    pending: list[Node] = [knowledge.tree[START], knowledge.tree[GROUPS]]
    while pending:
        node = pending.pop()
        if id(node) in seen:
            continue
        seen.add(id(node))
        if node.question:
            found.add(node.question)
        if node.assumed:
            found |= reachable(knowledge, {**answers, NEED: node.assumed})
        pending += _possible(knowledge, node, facts)
    return frozenset(found - {GROUPS})


def possible_groups(knowledge: Knowledge, facts: Facts) -> frozenset[str]:
    """Return the classes that are still possible, whatever the missing answers turn out to be."""
    found: set[str] = set()
    pending: list[Node] = [knowledge.tree[GROUPS]]
    while pending:
        node = pending.pop()
        found |= {node.group} if node.group else set()
        pending += _possible(knowledge, node, facts)
    return frozenset(found)


def walk_group(knowledge: Knowledge, facts: Facts) -> str | None:
    """Return the class when the answers settle it, else None."""
    group = sort(knowledge, facts)
    return None if isinstance(group, Missing) else group


def classed(knowledge: Knowledge, answers: Facts) -> Facts:
    """Return what answers imply, with the class when they settle it."""
    facts = knowledge.effective(answers)
    group = walk_group(knowledge, facts)
    return {**facts, GROUPS: group} if group else facts


def sort(knowledge: Knowledge, facts: Facts) -> str | Missing:
    """Return the class of facts, or the question that is needed to tell it."""
    return _Path(knowledge, dict(facts), strict=True).group()


def _possible(knowledge: Knowledge, node: Node, facts: Facts) -> Iterator[Node]:
    if node.to:
        yield knowledge.tree[node.to]
    elif node.question and node.question in facts:
        after = node.follow(facts[node.question])
        if after:
            yield after
    else:
        yield from node.children()
