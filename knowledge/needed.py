"""Which question comes next, and which ones only refine.

A question is asked before the result only when its answer can change the principal support. That is
decided, not written: the answers still missing form a decision diagram whose leaves are principal
programmes; where every answer to a question leads to the same diagram, the question is skipped. What is
left on top is the question to ask. A skipped question, like one that only adjusts the rest, is offered
with the result when its answer would change something shown.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from knowledge.contacts import contacts_for
from knowledge.content import Knowledge
from knowledge.derived import derived
from knowledge.entry import UNKNOWN, Facts
from knowledge.orientation import Orientation, Suggestion, conclude, concluded, contradictory, orient
from knowledge.questions import DEPARTMENT, REGION, STAGE
from knowledge.walk import GROUPS, Leaf, Missing, possible_groups, reachable, walk

MAX_QUESTIONS = 7
REMEMBERED = 2_000
"""Answers whose plan and questions that still count are remembered: most people take the same few ways."""

Diagram = str | tuple[str, tuple["Diagram", ...]]
Key = tuple[str | None, ...]
"""The answer to each question, in their order: a third of the memory of a set of answers."""
Said = tuple[tuple[str, str], ...]
"""The answers given, in the order in which they were."""


@dataclass(frozen=True)
class Plan:
    """What to ask next (None: nothing), and the answers with silence put where no question is needed."""

    facts: Facts
    question: str | None


@dataclass
class Planner:
    """Plans the questions over one knowledge; remembers the diagrams it has drawn, and what still counts."""

    knowledge: Knowledge
    _diagrams: dict[Key, Diagram] = field(default_factory=dict)
    _counting: dict[Said, frozenset[str]] = field(default_factory=dict)
    _plans: dict[Said, Plan] = field(default_factory=dict)

    def plan(self, answers: Facts) -> Plan:
        """Return the next question and the answers completed by those that are left aside."""
        key = tuple(answers.items())
        if key not in self._plans:
            if len(self._plans) == REMEMBERED:
                self._plans.clear()
            self._plans[key] = self._planned(answers)
        return self._plans[key]

    def _planned(self, answers: Facts) -> Plan:
        facts: dict[str, str] = dict(answers)
        while (question := first_unanswered(self.knowledge, facts)) is not None:
            untaken = question in facts and question not in answers
            if untaken or self._wanted(question, facts, len(answers.keys() - {DEPARTMENT})):
                return Plan(facts, question)
            facts[question] = self.silence(question)
        return Plan(facts, None)

    def settled(self, answers: Facts, now: datetime) -> Orientation | None:
        """Return the orientation once no question is needed before it, else None.

        A reason that would be another one if a question left aside had been answered is not given: it
        would tell people something they never said. The general reason of the programme is. That of an
        emergency, for the same programme, is not waited for: whoever is in one says so.
        """
        plan = self.plan(answers)
        result = None if plan.question else orient(self.knowledge, plan.facts, now)
        if not isinstance(result, Orientation):
            return None
        aside = plan.facts.keys() - answers.keys()
        ways = [{**plan.facts, question: value} for question in aside for value in self.values(question)]
        if all(_same_reason(result, orient(self.knowledge, way, now)) for way in ways):
            return result
        return replace(result, principal=generally(self.knowledge, result.principal, answers.get(REGION)))

    def _wanted(self, question: str, facts: Facts, given: int) -> bool:
        entry = self.knowledge.questions[question]
        if entry.always:
            return True
        room = MAX_QUESTIONS - given - (STAGE not in facts)
        if entry.default and room <= 0:
            return False
        diagrams = [self.diagram({**facts, question: value}) for value in self.values(question)]
        return any(diagram != diagrams[0] for diagram in diagrams[1:])

    def silence(self, question: str) -> str:
        """Return the answer that stands for a question left aside while planning."""
        entry = self.knowledge.questions[question]
        return entry.default or entry.unneeded or self.values(question)[0]

    def values(self, question: str) -> tuple[str, ...]:
        """Return the answers worth trying; one region stands for all those of its zone."""
        if question == REGION:
            zones = {
                region.zone: code for code, region in sorted(self.knowledge.regions.items(), reverse=True)
            }
            return tuple(zones.values())
        return self.knowledge.questions[question].alternatives

    def diagram(self, facts: Facts) -> Diagram:
        """Return the reduced diagram of the principal supports that the missing answers lead to."""
        key = self._key(facts)
        if key not in self._diagrams:
            self._diagrams[key] = self._drawn(facts)
        return self._diagrams[key]

    def _key(self, answers: Facts) -> Key:
        return tuple(map(answers.get, self.knowledge.questions))

    def _drawn(self, facts: Facts) -> Diagram:
        leaf = walk(self.knowledge, facts, strict=True)
        question = awaited(self.knowledge, leaf, facts)
        if question is None or question in facts:
            return principal(self.knowledge, facts, leaf)
        below = tuple(self.diagram({**facts, question: value}) for value in self.values(question))
        return below[0] if all(diagram == below[0] for diagram in below[1:]) else (question, below)

    def counting(self, answers: Facts) -> frozenset[str]:
        """Return the questions whose answer still leads somewhere: in the tree (see `reachable`) or not."""
        key = tuple(answers.items())
        if key not in self._counting:
            if len(self._counting) == REMEMBERED:
                self._counting.clear()
            alive, facts = reachable(self.knowledge, answers), self.knowledge.effective(answers)
            ways = [{**facts, GROUPS: group} for group in possible_groups(self.knowledge, facts)]
            self._counting[key] = frozenset(q for q in answers if self._counts(q, facts, ways, alive))
        return self._counting[key]

    def _counts(self, question: str, facts: Facts, ways: Sequence[Facts], alive: frozenset[str]) -> bool:
        """Tell whether an answer counts; `ways`: the facts with each class that they may still lead to."""
        if question == DEPARTMENT:
            region = self.knowledge.regions.get(facts.get(REGION, ""))
            return region is not None and facts[DEPARTMENT] in {*region.departments, UNKNOWN}
        asked_if = self.knowledge.questions[question].asked_if
        return (
            question == REGION
            or question in alive
            or any(condition.may_hold(way) for condition in asked_if for way in ways)
        )

    def refinements(self, answers: Facts, now: datetime) -> tuple[str, ...]:
        """Return the questions without an answer whose answer would change what the result shows."""
        facts = self.plan(answers).facts
        shown = signature(self.knowledge, orient(self.knowledge, facts, now))
        return tuple(q for q in self._left_aside(answers) if self._changes(q, facts, now, shown))

    def _left_aside(self, answers: Facts) -> tuple[str, ...]:
        facts = dict(answers)
        aside: list[str] = []
        while (question := first_unanswered(self.knowledge, facts)) is not None and question not in facts:
            aside.append(question)
            facts[question] = self.silence(question)
        return (*aside, *(q for q in (DEPARTMENT,) if q not in answers))

    def _changes(self, question: str, facts: Facts, now: datetime, shown: object) -> bool:
        ways = ({**facts, question: option.id} for option in self.knowledge.choices(question, facts))
        return any(signature(self.knowledge, orient(self.knowledge, way, now)) != shown for way in ways)


def _same_reason(result: Orientation, other: Orientation | Missing) -> bool:
    if isinstance(other, Missing):
        return False
    first, second = result.principal, other.principal
    pressing = other.contact_first and not result.contact_first and first.programme == second.programme
    return pressing or first.reason == second.reason


@derived
def planner(knowledge: Knowledge) -> Planner:
    """Return the planner of a knowledge: one for all conversations, so that diagrams are drawn once."""
    return Planner(knowledge)


def generally(knowledge: Knowledge, suggestion: Suggestion, region: str | None) -> Suggestion:
    """Return a suggestion with what can be said of the programme whatever the situation."""
    programme = knowledge.programmes[suggestion.programme]
    claim = programme.reason_elsewhere or programme.as_other
    facts = knowledge.shown(claim.facts, region) or knowledge.shown(programme.all_facts, region)
    return replace(suggestion, reason=claim.text, facts=facts)


def first_unanswered(knowledge: Knowledge, facts: Facts) -> str | None:
    """Return the first question without an answer: of the tree, then what adjusts.

    The region comes as soon as a question that is not for everybody does: where a programme does not
    exist, several of the questions that lead to it are of no use.
    """
    return awaited(knowledge, walk(knowledge, facts, strict=True), facts)


def awaited(knowledge: Knowledge, leaf: Leaf | Missing, facts: Facts) -> str | None:
    """Return the first question without an answer, the tree being walked as far as the answers go."""
    asked = knowledge.questions[leaf.question] if isinstance(leaf, Missing) else None
    if asked and asked.always:
        return asked.id
    if REGION not in facts:
        return REGION
    return leaf.question if isinstance(leaf, Missing) else first_adjusting(knowledge, leaf, facts)


def first_adjusting(knowledge: Knowledge, leaf: Leaf, facts: Facts) -> str | None:
    """Return the first question without an answer among those that adjust what a leaf proposes."""
    for question in knowledge.raised(leaf.facts, leaf.proposed):
        if question not in facts:
            return question
    return None


def principal(knowledge: Knowledge, facts: Facts, leaf: Leaf | Missing | None = None) -> str:
    """Return the principal support of a situation where every question has an answer.

    Its leaf, when it is known, spares a walk; not where contradictions may undo some of the answers.
    """
    if isinstance(leaf, Leaf) and not (leaf.assumed or contradictory(knowledge, leaf.facts)):
        conclusion = concluded(knowledge, leaf, None)
    else:
        conclusion = conclude(knowledge, facts, None)
    return "" if isinstance(conclusion, Missing) else conclusion.result.lists.principal


def signature(knowledge: Knowledge, orientation: Orientation | Missing) -> object:
    """Return what people see of an orientation: programmes by role, remarks, and who to call."""
    if isinstance(orientation, Missing):
        return orientation
    return (
        tuple((s.programme, s.remarks) for s in orientation.now),
        tuple((s.programme, s.remarks) for s in orientation.later),
        contacts_for(knowledge, orientation.principal.programme, orientation.facts),
    )
