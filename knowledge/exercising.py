"""What a set of answers puts to work in the content: the leaf, the options, the rules.

The scenarios are judged by it: a part of the content that none of them exercises may be changed without
anybody noticing.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from knowledge.content import Knowledge
from knowledge.entry import Condition, Entry, Facts
from knowledge.orientation import Conclusion, conclude
from knowledge.programmes import Elsewhere, Programme
from knowledge.questions import PLACES
from knowledge.soundness import all_nodes
from knowledge.walk import Leaf, Missing
from knowledge.zones import rule_here

Kind = Literal["feuille", "reponse", "ajustement", "ailleurs", "variante"]
KINDS: tuple[Kind, ...] = ("feuille", "reponse", "ajustement", "ailleurs", "variante")


@dataclass(frozen=True)
class Part:
    """Something that answers may exercise: its kind, where it is written (file and path), and its name."""

    kind: Kind
    file: str
    path: tuple[str | int, ...]
    name: str

    @property
    def stem(self) -> str:
        """The name of its file, without folder nor suffix."""
        return self.file.rpartition("/")[2].removesuffix(".yaml")


@dataclass(frozen=True)
class Exercised:
    """The parts of a content, and those that some answers exercise."""

    parts: tuple[Part, ...]
    done: frozenset[Part]

    def missing(self, kind: Kind) -> tuple[Part, ...]:
        """Return the parts of a kind that nothing exercises, in the order of the content."""
        return tuple(part for part in self.parts if part.kind == kind and part not in self.done)

    def counts(self, kind: Kind) -> tuple[int, int]:
        """Return how many parts of a kind are exercised, and how many there are."""
        total = sum(part.kind == kind for part in self.parts)
        return total - len(self.missing(kind)), total


class Exercise:
    """The parts of one knowledge, found again from the entries they are made of."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._knowledge = knowledge
        self._entries = {part: entry for entry, part in _parts(knowledge)}
        self._parts = {id(entry): part for part, entry in self._entries.items()}

    def all(self, situations: Iterable[Facts], now: datetime) -> Exercised:
        """Return every part of the content, and those that some sets of answers exercise."""
        done = frozenset(part for answers in situations for part in self.by(answers, now))
        return Exercised(tuple(self._parts.values()), done)

    def by(self, answers: Facts, now: datetime) -> frozenset[Part]:
        """Return the parts that a set of answers exercises; none when no orientation comes out of it."""
        conclusion = conclude(self._knowledge, answers, now)
        if isinstance(conclusion, Missing):
            return frozenset()
        touched = _touched(self._knowledge, answers, conclusion)
        return frozenset(self._parts[id(entry)] for entry in touched if id(entry) in self._parts)

    def may_reach(self, wanted: Collection[Part], leaf: Leaf) -> bool:
        """Tell at little cost whether the answers that lead to a leaf may exercise one of some parts."""
        others = (self._entries.get(part) for part in wanted if part.kind != "feuille")
        return self._parts[id(leaf.proposal)] in wanted or any(
            not isinstance(entry, Condition) or entry.may_hold(leaf.facts) for entry in others
        )

    def reaches(self, part: Part, answers: Facts, now: datetime) -> bool:
        """Tell whether a set of answers exercises a part."""
        return part in self.by(answers, now)


def _parts(knowledge: Knowledge) -> Iterator[tuple[Entry, Part]]:
    """Yield what can be exercised, in the order of the content."""
    for name, node, path in all_nodes(knowledge):
        if node.proposal:
            told = f"{node.proposal.principal} ({node.proposal.reason})"
            yield node.proposal, Part("feuille", f"arbre/{name}.yaml", (*path, "orientation"), told)
    yield from _options(knowledge)
    for rank, adjustment in enumerate(knowledge.adjustments):
        yield adjustment, Part("ajustement", "ajustements.yaml", ("ajustements", rank), adjustment.id)
    for programme in knowledge.programmes.values():
        yield from _rules(programme)


def _options(knowledge: Knowledge) -> Iterator[tuple[Entry, Part]]:
    """Yield the answers of the questions: « je ne sais pas » is silence, and regions are elsewhere."""
    for rank, question in enumerate(knowledge.questions.values()):
        for place, option in enumerate(question.options):
            if option.id in question.alternatives and question.id not in PLACES:
                where = (rank, "options", place)
                yield option, Part("reponse", "questions.yaml", where, f"{question.id} : {option.id}")


def _rules(programme: Programme) -> Iterator[tuple[Entry, Part]]:
    file = f"dispositifs/{programme.id}.yaml"
    for rank, rule in enumerate(programme.elsewhere):
        told = f"{programme.id} → {rule.by or 'rien'} ({', '.join(rule.zone)})"
        yield rule, Part("ailleurs", file, ("ailleurs", rank), told)
    for rank, variant in enumerate(programme.variants):
        yield variant, Part("variante", file, ("variantes", rank), f"{programme.id} : {variant.text}")


def _touched(knowledge: Knowledge, answers: Facts, conclusion: Conclusion) -> Iterator[Entry | None]:
    """Yield the leaf, the answers that count in the situation, then the rules met on the way."""
    yield conclusion.leaf.proposal
    for question in answers.keys() & knowledge.questions.keys() & conclusion.facts.keys():
        yield knowledge.questions[question].option(answers[question])
    yield from conclusion.result.played
    for programme in conclusion.leaf.proposed:
        yield from _moved(knowledge, programme, conclusion.facts)
    lists = conclusion.result.lists
    for programme in (*lists.now, *lists.later):
        yield knowledge.programmes[programme].variant(conclusion.facts, first=programme == lists.principal)


def _moved(knowledge: Knowledge, programme: str, facts: Facts) -> Iterator[Elsewhere]:
    """Yield the rules that a programme meets in a zone, one after the other."""
    rule = rule_here(knowledge, programme, facts)
    while rule:
        yield rule
        rule = rule_here(knowledge, rule.by, facts) if rule.by else None
