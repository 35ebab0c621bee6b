"""The orientation: from answers to the right support, why, and what else."""

from dataclasses import dataclass
from datetime import datetime

from knowledge.adjusting import Adjusted, adjusted
from knowledge.adjustments import Adjustment
from knowledge.content import Knowledge
from knowledge.entry import UNKNOWN, Facts
from knowledge.lists import Lists
from knowledge.questions import LEGAL, STATUS
from knowledge.walk import Leaf, Missing, walk
from knowledge.zones import transposed

MAX_CONTRADICTIONS = 2


@dataclass(frozen=True)
class Remark:
    """A sentence to show with a programme, and the facts behind it."""

    text: str
    facts: tuple[str, ...]


@dataclass(frozen=True)
class Suggestion:
    """One programme in an orientation: why, and what must be said with it."""

    programme: str
    reason: str
    facts: tuple[str, ...]
    remarks: tuple[Remark, ...] = ()


@dataclass(frozen=True)
class Orientation:
    """What the answers lead to.

    `proposed` is what the tree concluded, before zone and modifiers; `assumed` the need that nobody gave;
    `contact_first` asks that somebody to call be shown before anything else.
    """

    principal: Suggestion
    others: tuple[Suggestion, ...]
    later: tuple[Suggestion, ...]
    facts: Facts
    proposed: frozenset[str]
    assumed: str | None = None
    contact_first: bool = False

    @property
    def now(self) -> tuple[Suggestion, ...]:
        """What is possible now, best first."""
        return (self.principal, *self.others)

    def suggestion(self, programme: str) -> Suggestion | None:
        """Return the suggestion of a programme, in whatever role."""
        return next((s for s in (*self.now, *self.later) if s.programme == programme), None)


@dataclass(frozen=True)
class Conclusion:
    """The lists that the answers lead to, and how: the leaf, the facts that count, the modifiers."""

    leaf: Leaf
    facts: Facts
    result: Adjusted


End = tuple[Facts, Conclusion]
"""Some answers, and what they lead to."""


def conclude(knowledge: Knowledge, answers: Facts, now: datetime | None) -> Conclusion | Missing:
    """Return the lists, or the question without which nothing can be said. Total.

    Answers to questions that make no sense in the situation have no effect. `now` is the local time, None
    to leave the calendar out.
    """
    leaf = walk(knowledge, coherent(knowledge, answers), strict=False)
    return leaf if isinstance(leaf, Missing) else concluded(knowledge, leaf, now)


def concluded(knowledge: Knowledge, leaf: Leaf, now: datetime | None) -> Conclusion | Missing:
    """Return the lists that a leaf leads to, or the region when it is missing."""
    if "zone" not in leaf.facts:
        return Missing("region")
    proposal = leaf.proposal
    lists = Lists(proposal.principal, proposal.others, (*proposal.later, *leaf.later))
    facts = sensible(knowledge, leaf.facts, leaf.proposed)
    result = adjusted(knowledge, transposed(knowledge, lists, facts), facts, now)
    return Conclusion(leaf, facts, result)


def orient(knowledge: Knowledge, answers: Facts, now: datetime | None) -> Orientation | Missing:
    """Return the orientation in words, or the question without which nothing can be said. Total."""
    conclusion = conclude(knowledge, answers, now)
    return conclusion if isinstance(conclusion, Missing) else told(knowledge, conclusion)


def contradictions(knowledge: Knowledge, answers: Facts) -> tuple[Facts, ...]:
    """Return the pairs of answers that do not go together."""
    facts = knowledge.effective(answers)
    return tuple(pair for pair in knowledge.contradictions if pair.items() <= facts.items())


def contradictory(knowledge: Knowledge, facts: Facts) -> bool:
    """Tell whether two pairs of facts or more do not go together."""
    return knowledge.opposed.met(facts).bit_count() >= MAX_CONTRADICTIONS


def coherent(knowledge: Knowledge, answers: Facts) -> Facts:
    """Hold the status for unknown when two contradictions or more make it unbelievable (rule M12)."""
    if not contradictory(knowledge, knowledge.effective(answers)):
        return answers
    return {**answers, **dict.fromkeys((STATUS, LEGAL), UNKNOWN)}


def sensible(knowledge: Knowledge, facts: Facts, proposed: frozenset[str]) -> dict[str, str]:
    """Return the facts that count: no answer to an adjusting question that the situation does not raise."""
    idle = knowledge.adjusting.difference(knowledge.raised(facts, proposed))
    if idle.isdisjoint(facts):
        return dict(facts)
    return {key: value for key, value in facts.items() if key not in idle}


def told(knowledge: Knowledge, conclusion: Conclusion) -> Orientation:
    """Put a conclusion in words: the reasons, the facts behind them, the remarks."""
    leaf, facts, result = conclusion.leaf, conclusion.facts, conclusion.result
    lists = result.lists

    def suggestion(programme: str, text: str, cited: tuple[str, ...], *, first: bool = False) -> Suggestion:
        region = facts.get("region")
        shown = knowledge.shown(cited, region) or knowledge.shown(
            knowledge.programmes[programme].all_facts, region
        )
        return Suggestion(programme, text, shown, _remarks(knowledge, programme, facts, result, first=first))

    reason = _reason(knowledge, leaf, lists.principal, result.cause)
    others = [(p, knowledge.programmes[p].as_other) for p in lists.others]
    later = [(p, knowledge.programmes[p].as_later or knowledge.programmes[p].as_other) for p in lists.later]
    return Orientation(
        suggestion(lists.principal, *reason, first=True),
        tuple(suggestion(p, claim.text, claim.facts) for p, claim in others),
        tuple(suggestion(p, claim.text, claim.facts) for p, claim in later),
        facts,
        leaf.proposed,
        leaf.assumed,
        contact_first=any(adjustment.contact_first for adjustment in result.played),
    )


def _reason(
    knowledge: Knowledge, leaf: Leaf, principal: str, cause: Adjustment | None
) -> tuple[str, tuple[str, ...]]:
    """Say why the first one is first: the modifier that put it there, the leaf, or the zone."""
    if cause and cause.reason:
        return knowledge.reasons[cause.reason], cause.facts
    programme = knowledge.programmes[principal]
    added = " " + knowledge.reasons[leaf.added_reason] if leaf.added_reason else ""
    if principal == leaf.proposal.principal:
        return knowledge.reasons[leaf.proposal.reason] + added, leaf.proposal.facts
    claim = programme.reason_elsewhere or programme.as_other
    return claim.text + added, claim.facts


def _remarks(
    knowledge: Knowledge, programme: str, facts: Facts, result: Adjusted, *, first: bool = False
) -> tuple[Remark, ...]:
    """Gather what must be said with a programme: its variant, then the modifiers that name it."""
    variant = knowledge.programmes[programme].variant(facts, first=first)
    told = [Remark(variant.text, variant.facts)] if variant else []
    for adjustment in result.played:
        targets = adjustment.remark_on
        if adjustment.remark and (programme in targets if targets else first):
            told.append(Remark(adjustment.remark, adjustment.facts))
    return tuple(told)
