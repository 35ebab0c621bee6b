"""Which situations cannot have changed: nothing on their way differs, so that they need not be worked out."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from knowledge.adjustments import Adjustment
from knowledge.content import Knowledge
from knowledge.entry import Facts
from knowledge.lists import LAST_RESORT
from knowledge.orientation import contradictory
from knowledge.pairing import Pair, kind, sessions
from knowledge.programmes import Programme
from knowledge.questions import REGION
from knowledge.walk import Leaf, Missing


@dataclass(frozen=True, eq=False)
class Untouched:
    """What two contents have in common, as of a local time. It errs on the side of doubt."""

    before: Knowledge
    after: Knowledge
    now: datetime
    alike: bool = field(init=False)
    everything: bool = field(init=False)
    programmes: frozenset[str] = field(init=False)
    reasons: frozenset[str] = field(init=False)
    regions: frozenset[str] = field(init=False)
    modifiers: tuple[Adjustment, ...] = field(init=False)

    def __post_init__(self) -> None:
        before, after = self.before, self.after
        put = object.__setattr__
        put(self, "alike", _rules(before) == _rules(after))
        programmes = _apart(*(_programmes(knowledge, self.now) for knowledge in (before, after)))
        put(self, "programmes", frozenset(p for p in _all(before, after) if self._reach(p) & programmes))
        put(self, "reasons", _apart(before.reasons, after.reasons))
        put(self, "regions", _apart(*({c: kind(k, c) for c in k.regions} for k in (before, after))))
        put(self, "modifiers", self._doubtful())
        same = self.alike and before.tree == after.tree
        put(
            self,
            "everything",
            same and not (self.programmes or self.reasons or self.regions or self.modifiers),
        )

    def _doubtful(self) -> tuple[Adjustment, ...]:
        """Return the modifiers that differ, or that may bring a programme or a reason that does."""
        listed = [{a.id: a for a in knowledge.adjustments} for knowledge in (self.before, self.after)]
        apart = _apart(*listed)
        return tuple(
            adjustment
            for names in listed
            for adjustment in names.values()
            if adjustment.id in apart
            or adjustment.reason in self.reasons
            or self.programmes.intersection(_brought(adjustment))
        )

    def _reach(self, programme: str) -> set[str]:
        """Return a programme with all that may take its place."""
        found: set[str] = set()
        pending = [programme]
        while pending:
            name = pending.pop()
            if name not in found:
                found.add(name)
                pending += [t for k in (self.before, self.after) for t in _targets(k, name)]
        return found

    def holds(self, pair: Pair) -> bool:
        """Tell whether a pair surely leads to the same programmes with the same words."""
        if pair.before is None or pair.after is None or pair.before.answers != pair.after.answers:
            return False
        if self.everything:
            return True
        old, new = pair.before.leaf, pair.after.leaf
        if not self.alike or isinstance(new, Missing) or old != new or contradictory(self.after, new.facts):
            return False
        return new.facts.get(REGION) not in self.regions and not self._doubts(new)

    def _doubts(self, leaf: Leaf) -> bool:
        proposal = leaf.proposal
        named = (LAST_RESORT, proposal.principal, *proposal.others, *proposal.later, *leaf.later)
        if self.programmes.intersection(named) or self.reasons & {proposal.reason, leaf.added_reason}:
            return True
        return any(_may_hold(modifier, leaf.facts) for modifier in self.modifiers)


def _brought(modifier: Adjustment) -> frozenset[str]:
    """Return the programmes that a modifier may add to lists; its open edition is one."""
    named = {modifier.open_edition, *modifier.relief}
    for action in modifier.actions:
        named |= {action.first, action.first_other, action.last_other, action.first_later, action.if_room}
        named |= {*(action.swap or ()), action.after.programme if action.after else None}
        named |= {action.replace.principal, *action.replace.others} if action.replace else set()
    return frozenset(programme for programme in named if programme)


def _may_hold(modifier: Adjustment, facts: Facts) -> bool:
    """Tell whether a condition may hold once the answers that make no sense are left out."""
    return all(facts.get(key) in values for key, values in modifier.when.items())


def _rules(knowledge: Knowledge) -> object:
    """Return what no situation escapes: contradictions, when questions make sense, the order of modifiers."""
    asked = {q.id: q.asked_if for q in knowledge.questions.values()}
    return knowledge.contradictions, asked, [a.id for a in knowledge.adjustments]


def _programmes(knowledge: Knowledge, now: datetime) -> dict[str, object]:
    """Return what an orientation reads of each programme, its calls as of a time included."""
    dated = {code: sessions(knowledge, code, now) for code in knowledge.regions}
    return {
        programme.id: (_decides(programme), {code: read.get(programme.id) for code, read in dated.items()})
        for programme in knowledge.programmes.values()
    }


def _decides(programme: Programme) -> object:
    return (
        programme.state, programme.elsewhere, programme.variants,
        programme.as_other.text, programme.as_later, programme.reason_elsewhere,
    )  # fmt: skip


def _targets(knowledge: Knowledge, programme: str) -> list[str]:
    entry = knowledge.programmes.get(programme)
    rules = entry.elsewhere if entry else ()
    return [target for rule in rules for target in (rule.by, rule.later) if target]


def _all(before: Knowledge, after: Knowledge) -> frozenset[str]:
    return frozenset(before.programmes) | frozenset(after.programmes)


def _apart(old: Mapping[str, object], new: Mapping[str, object]) -> frozenset[str]:
    """Return the keys whose value is not the same on both sides."""
    return frozenset(key for key in {**old, **new} if old.get(key) != new.get(key))
