"""Every situation, enumerated: the domain is finite, so it is walked and not sampled.

A situation is a full set of answers: to every question that the tree or the modifiers can ask, for every
option, in every region. For each of them: one principal support, nothing outside its zone, somebody to
call, no dead end, no exception.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache

from knowledge.contacts import contacts_for
from knowledge.content import Knowledge
from knowledge.entry import Facts
from knowledge.needed import first_unanswered, planner
from knowledge.orientation import Orientation, orient
from knowledge.questions import REGION
from knowledge.soundness import all_nodes
from knowledge.walk import Missing, walk
from knowledge.zones import HOME

RESERVED = ("mpess", "980", "starter", "couveuse", "peps", "inter-made")
"""Words of the offers of Provence-Alpes-Côte d'Azur: never shown elsewhere."""


@dataclass
class Enumeration:
    """What the walk through every situation found."""

    situations: int = 0
    principals: Counter[str] = field(default_factory=Counter)
    problems: list[str] = field(default_factory=list)
    leaves: set[int] = field(default_factory=set)
    played: set[str] = field(default_factory=set)


def situations(knowledge: Knowledge, answers: Facts | None = None) -> Iterator[dict[str, str]]:
    """Yield every full set of answers, one region standing for its kind.

    « Je ne sais pas » stands for silence where silence has a meaning.
    """
    facts = dict(answers or {})
    question = first_unanswered(knowledge, facts)
    if question is None or question in facts:
        yield facts
        return
    values = kinds(knowledge) if question == REGION else knowledge.questions[question].alternatives
    for value in values:
        yield from situations(knowledge, {**facts, question: value})


@lru_cache(maxsize=4)
def kinds(knowledge: Knowledge) -> dict[str, tuple[str, ...]]:
    """Group the regions that lead to the same lists, under the code that stands for each group.

    Same zone; and, in a zone where a rule depends on it, a Fabrique named in both or in neither.
    """
    rules = [rule for programme in knowledge.programmes.values() for rule in programme.elsewhere]
    looked_at = {zone for rule in rules if rule.unless_operator for zone in rule.zone}
    groups: dict[tuple[str, bool], list[str]] = {}
    for code, region in sorted(knowledge.regions.items()):
        kind = (region.zone, region.zone in looked_at and bool(region.factories))
        groups.setdefault(kind, []).append(code)
    return {codes[0]: tuple(codes) for codes in groups.values()}


def enumerate_all(knowledge: Knowledge, now: datetime, within: Facts | None = None) -> Enumeration:
    """Walk every situation and say what is wrong in any of them, each problem once.

    `within` keeps to the situations that begin with some answers.
    """
    found = Enumeration()
    seen: set[str] = set()
    alike = kinds(knowledge)
    for answers in situations(knowledge, within):
        found.situations += len(alike.get(answers.get(REGION, ""), ("",)))
        for problem in _problems(knowledge, answers, now, found):
            if problem not in seen:
                seen.add(problem)
                found.problems.append(f"{problem} (par exemple : {answers})")
    if within is None:
        found.problems += _unused(knowledge, found)
    return found


def _problems(knowledge: Knowledge, answers: Facts, now: datetime, found: Enumeration) -> Iterator[str]:
    leaf = walk(knowledge, answers, strict=True)
    result = orient(knowledge, answers, now)
    if isinstance(result, Missing) or isinstance(leaf, Missing):
        yield "sans issue : une réponse manque encore"
        return
    found.leaves.add(id(leaf.proposal))
    found.principals[result.principal.programme] += len(kinds(knowledge)[answers[REGION]])
    if not result.principal.facts:
        yield f"{result.principal.programme} proposé sans source"
    if knowledge.regions[answers[REGION]].zone != HOME:
        yield from _reserved(result)
    for region in kinds(knowledge)[answers[REGION]]:
        for suggestion in (*result.now, *result.later):
            yield from _local(knowledge, suggestion.programme, region)


@lru_cache(maxsize=10_000)
def _local(knowledge: Knowledge, programme: str, region: str) -> tuple[str, ...]:
    """Say what is wrong with a programme proposed in a region: it must exist there, with somebody to call."""
    problems = []
    if not knowledge.programmes[programme].exists_in(region):
        problems.append(f"{programme} proposé hors de sa zone, en région {region}")
    if not any(r.contact.reachable for r in contacts_for(knowledge, programme, {REGION: region})):
        problems.append(f"{programme} sans contact joignable en région {region}")
    return tuple(problems)


def _reserved(result: Orientation) -> Iterator[str]:
    for suggestion in (*result.now, *result.later):
        told = " ".join((suggestion.reason, *(remark.text for remark in suggestion.remarks))).lower()
        for word in RESERVED:
            if word in told:
                yield f"« {word} » affiché hors de sa région avec {suggestion.programme}"


def _unused(knowledge: Knowledge, found: Enumeration) -> Iterator[str]:
    for name, node, _ in all_nodes(knowledge):
        if node.proposal and id(node.proposal) not in found.leaves:
            yield f"arbre/{name}.yaml : une orientation ({node.proposal.reason}) que rien n'atteint"


@dataclass(frozen=True)
class Lengths:
    """How many questions come before the first orientation, over every set of answers a person may give."""

    counts: Counter[int]

    @property
    def median(self) -> int:
        """The number of questions of the middle situation."""
        ordered = sorted(self.counts.elements())
        return ordered[len(ordered) // 2]

    @property
    def longest(self) -> int:
        """The longest questionnaire."""
        return max(self.counts)


def lengths(knowledge: Knowledge) -> Lengths:
    """Count the questions asked before the result for every combination of answers and every region."""
    counts: Counter[int] = Counter()
    weights: Counter[str] = Counter(region.zone for region in knowledge.regions.values())
    _count(knowledge, {}, weights, counts)
    return Lengths(counts)


def _count(knowledge: Knowledge, answers: Facts, weights: Counter[str], counts: Counter[int]) -> None:
    plan = planner(knowledge).plan(answers)
    if plan.question is None:
        counts[len(answers)] += weights[knowledge.regions[answers[REGION]].zone]
        return
    if plan.question == REGION:
        values = planner(knowledge).values(REGION)
    else:
        values = tuple(option.id for option in knowledge.choices(plan.question, answers))
    for value in values:
        _count(knowledge, {**answers, plan.question: value}, weights, counts)
