"""Why the same person is led elsewhere: the first thing, on the way, that is no longer the same.

The way is: what her answers mean, the nodes of the tree, what replaces a programme where it does not exist,
the modifiers in their order, what has stopped. Where both ways come to the same lists again, what came
before does not count.
"""

from dataclasses import dataclass
from datetime import datetime

from knowledge.adjusting import open_edition, pending
from knowledge.adjustments import Adjustment
from knowledge.content import Knowledge
from knowledge.entry import Condition
from knowledge.lists import Lists
from knowledge.orientation import Conclusion
from knowledge.places import (
    Place,
    call_place,
    modifier_place,
    programme_place,
    question_place,
    region_place,
)  # fmt: skip
from knowledge.programmes import Elsewhere
from knowledge.questions import REGION
from knowledge.turning import Side, meant_otherwise, turned
from knowledge.walk import START, Missing
from knowledge.zones import rule_here, transposed

Step = Adjustment | str
_SAID = ("motif", "contact_en_tete", "remarque_sur", "remarque", "faits")
_LEAF, _ZONE, _STOP = "arbre", "zone", "arret"


@dataclass(frozen=True, eq=False)
class Trace:
    """The same person before and after, as of a local time."""

    before: Side
    after: Side
    now: datetime

    def parting(self) -> Place:
        """Return what made the programmes, or their roles, other ones."""
        before, after = self.before.conclusion, self.after.conclusion
        meaning = meant_otherwise(self.before, self.after)
        if meaning or isinstance(before, Missing) or isinstance(after, Missing):
            return meaning or self._turned()
        was, now, met = _apart(_steps(self.before.knowledge, before), _steps(self.after.knowledge, after))
        if met is None:
            return self._turned()
        if _ZONE in (was, now):
            return self._replaced(met)
        return self._adjusted(was, now) or self._stopped(met)

    def _turned(self) -> Place:
        return turned(self.before, self.after) or Place(f"arbre/{START}.yaml")

    def _replaced(self, lists: Lists) -> Place:
        """Return the rule that no longer replaces one of the programmes by the same one."""
        ways = [(p, "by") for p in lists.now] + [(p, "later") for p in lists.later]
        found = (self._rule(programme, role) for programme, role in ways)
        return next(place for place in found if place)

    def _rule(self, programme: str, role: str) -> Place | None:
        """Return the first rule, from a programme to what stands for it, that is not the same."""
        old, new = self._rules(programme)
        target = getattr(new, role, None)
        if (old is None) != (new is None) or getattr(old, role, None) != target:
            return self._rule_place(programme, role)
        return self._rule(target, role) if target else None

    def _rules(self, programme: str) -> tuple[Elsewhere | None, Elsewhere | None]:
        """Return the rule that replaces a programme on each side, None where none does."""
        old, new = (
            rule_here(side.knowledge, programme, side.reached.facts) for side in (self.before, self.after)
        )
        return old, new

    def _rule_place(self, programme: str, role: str) -> Place:
        sides = (self.before, self.after)
        old, new = self._rules(programme)
        known, left = (side.knowledge.programmes[programme].elsewhere for side in sides)
        if new and new not in known:
            return programme_place(
                programme, "ailleurs", left.index(new), "par" if role == "by" else "ensuite"
            )
        if old and old not in left:
            return programme_place(programme, "ailleurs", known.index(old), now=False)
        return region_place(self.after.answers[REGION], "fabriques")

    def _adjusted(self, was: Step | None, now: Step | None) -> Place | None:
        """Return why a modifier does not do the same, or None when none is at fault."""
        old = was.id if isinstance(was, Adjustment) else None
        new = now.id if isinstance(now, Adjustment) else None
        if new and (new not in self.before.played or not old or old in self.after.played):
            return self.modifier(new)
        return self.modifier(old) if old else None

    def modifier(self, name: str) -> Place:
        """Return why a modifier does not play, or does not do the same: itself, the answers, the calendar."""
        old, new = self.before.modifier(name), self.after.modifier(name)
        if new is None:
            return modifier_place(self.before.knowledge, name, now=False)
        if old is None:
            return modifier_place(self.after.knowledge, name)
        if old != new:
            return self._edited(old, new)
        return self.asked(new) or self._waited(new) or modifier_place(self.after.knowledge, name)

    def _edited(self, old: Adjustment, new: Adjustment) -> Place:
        """Return the key that is not the same, what decides before what is said."""
        was, now = (a.model_dump(by_alias=True, exclude_unset=True) for a in (old, new))
        apart = [key for key in {**now, **was} if now.get(key) != was.get(key)]
        key = min(apart, key=lambda key: _SAID.index(key) if key in _SAID else -1)
        if key in now:
            return modifier_place(self.after.knowledge, new.id, key)
        return modifier_place(self.before.knowledge, old.id, key, now=False)

    def asked(self, condition: Condition) -> Place | None:
        """Return what makes a fact that a condition looks at another one, or known on one side only."""
        for key in (*condition.when, *condition.unless):
            if self.before.reached.facts.get(key) != self.after.reached.facts.get(key):
                return self._question(key) or turned(self.before, self.after)
        return None

    def _question(self, key: str) -> Place | None:
        """Return the question that came, went, or is asked in other situations."""
        old, new = (side.knowledge.questions.get(key) for side in (self.before, self.after))
        if old and not new:
            return question_place(self.before.knowledge, key, now=False)
        if new and not old:
            return question_place(self.after.knowledge, key)
        if old and new and old.asked_if != new.asked_if:
            return question_place(self.after.knowledge, key, "posee_si")
        return None

    def _waited(self, modifier: Adjustment) -> Place | None:
        """Return what the calendar or the state of a programme changes for a modifier."""
        region = self.after.answers[REGION]
        old, new = self.before.knowledge, self.after.knowledge
        for programme in modifier.pending:
            if pending(old, programme, region, self.now) != pending(new, programme, region, self.now):
                stated = old.programmes[programme].state == new.programmes[programme].state
                return call_place(old, new, programme) if stated else programme_place(programme, "etat")
        opened = modifier.open_edition
        if opened and open_edition(old, opened, region, self.now) != open_edition(
            new, opened, region, self.now
        ):
            return call_place(old, new, opened)
        return None

    def _stopped(self, lists: Lists) -> Place:
        """Return the programme that has stopped, or works again."""
        old, new = self.before.knowledge.programmes, self.after.knowledge.programmes
        listed = (*lists.now, *lists.later)
        return programme_place(next(p for p in listed if old[p].state != new[p].state), "etat")


def _steps(knowledge: Knowledge, conclusion: Conclusion) -> list[tuple[Step, Lists]]:
    """Return the lists after each step of the way."""
    proposal, result = conclusion.leaf.proposal, conclusion.result
    lists = Lists(proposal.principal, proposal.others, (*proposal.later, *conclusion.leaf.later))
    return [
        (_LEAF, lists),
        (_ZONE, transposed(knowledge, lists, conclusion.facts)),
        *zip(result.played, result.left, strict=True),
        (_STOP, result.lists),
    ]


def _apart(
    old: list[tuple[Step, Lists]], new: list[tuple[Step, Lists]]
) -> tuple[Step | None, Step | None, Lists | None]:
    """Return the steps right after the last lists that both ways came to, and these lists."""
    met = {(_name(step), lists): rank for rank, (step, lists) in enumerate(old)}
    marks = [(_name(step), lists) for step, lists in new]
    last = next((rank for rank in reversed(range(len(new))) if marks[rank] in met), None)
    if last is None:
        return old[0][0], new[0][0], None
    lists = new[last][1]
    was, now = old[met[marks[last]] + 1 :], new[last + 1 :]
    return was[0][0] if was else None, now[0][0] if now else None, lists


def _name(step: Step) -> str:
    return step.id if isinstance(step, Adjustment) else step
