"""How long the questionnaire is, over every set of answers that a person may give."""

from collections import Counter
from dataclasses import dataclass

from knowledge.content import Knowledge
from knowledge.entry import Facts
from knowledge.needed import planner
from knowledge.questions import REGION


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
