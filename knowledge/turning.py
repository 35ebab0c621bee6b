"""Where two ways through the tree part: what the answers mean, then the nodes passed."""

from dataclasses import dataclass

from knowledge.adjustments import Adjustment
from knowledge.content import Knowledge
from knowledge.derived import derived
from knowledge.entry import Facts
from knowledge.orientation import Conclusion, coherent
from knowledge.places import ADJUSTMENTS, Place, node_place, question_place, region_place
from knowledge.questions import REGION, Option
from knowledge.soundness import places
from knowledge.tree import Case, Node
from knowledge.walk import Missing, route

_KINDS = (
    ("orientation", "proposal"),
    ("question", "question"),
    ("vers", "to"),
    ("suppose", "assumed"),
    ("classe", "group"),
)
_ADDED = (("ensuite", "added_later"), ("complement", "added_reason"))
_LEAF = (("principal", "principal"), ("autres", "others"), ("ensuite", "later"), ("motif", "reason"))


@dataclass(frozen=True, eq=False)
class Side:
    """One person in one content: what she was asked, and what came of it."""

    knowledge: Knowledge
    answers: Facts
    conclusion: Conclusion | Missing

    @property
    def meant(self) -> Facts:
        """What the answers mean before the tree is walked."""
        return self.knowledge.effective(coherent(self.knowledge, self.answers))

    @property
    def reached(self) -> Conclusion:
        """The conclusion, where there is one."""
        assert isinstance(self.conclusion, Conclusion), "what leads nowhere is told before"  # noqa: S101
        return self.conclusion

    @property
    def played(self) -> tuple[str, ...]:
        """The ids of the modifiers that played, in order."""
        return tuple(adjustment.id for adjustment in self.reached.result.played)

    def modifier(self, name: str) -> Adjustment | None:
        """Return a modifier by its id, or None."""
        return next((a for a in self.knowledge.adjustments if a.id == name), None)

    @property
    def route(self) -> tuple[Node, ...]:
        """The nodes passed."""
        return route(self.knowledge, coherent(self.knowledge, self.answers))


def meant_otherwise(before: Side, after: Side) -> Place | None:
    """Return what makes the same answers mean something else, or None."""
    old, new = before.meant, after.meant
    apart = [key for key in new if key in old and new[key] != old[key]]
    if not apart:
        return None
    key = apart[0]
    if key == "zone":
        return region_place(after.answers[REGION], "zone")
    if before.answers.get(key) != after.answers.get(key) and key in before.answers and key in after.answers:
        return question_place(after.knowledge, key, "defaut")
    implied = _implied(before.knowledge, after.knowledge, after.answers)
    return implied or _contradicted(before.knowledge, after.knowledge)


def _contradicted(before: Knowledge, after: Knowledge) -> Place:
    """Return the contradiction that is new, or the one that is gone."""
    was, now = before.contradictions, after.contradictions
    new, gone = (
        [r for r, pair in enumerate(these) if pair not in those] for these, those in ((now, was), (was, now))
    )
    return Place(ADJUSTMENTS, ("contradictions", (new or gone or [0])[0]), now=bool(new or not gone))


def _implied(before: Knowledge, after: Knowledge, answers: Facts) -> Place | None:
    """Return the option, among those chosen, that no longer implies the same answers."""
    for question, value in answers.items():
        old, new = (_option(knowledge, question, value) for knowledge in (before, after))
        if old and new and old.implied != new.implied:
            rank = after.questions[question].options.index(new)
            return question_place(after, question, "options", rank, "vaut")
    return None


def _option(knowledge: Knowledge, question: str, value: str) -> Option | None:
    return knowledge.questions[question].option(value) if question in knowledge.questions else None


def turned(before: Side, after: Side) -> Place | None:
    """Return the first node that is not the same on both ways, or the key that changed in the last one."""
    was, now = before.route, after.route
    for old, new in zip(was, now, strict=False):
        if _kind(before.knowledge, old) != _kind(after.knowledge, new):
            return _turn(before.knowledge, after.knowledge, old, new)
    old, new = was[-1], now[-1]
    if len(now) < len(was):
        return node_place(before.knowledge, was[len(now)], "si", now=False)
    if len(was) < len(now):
        return node_place(after.knowledge, now[len(was)], "si")
    keys = [
        key for key, name in _LEAF if getattr(old.proposal, name, None) != getattr(new.proposal, name, None)
    ]
    if keys and _moved(before.knowledge, old, new):
        return node_place(after.knowledge, new, "si")
    return node_place(after.knowledge, new, "orientation", keys[0]) if keys else None


def _turn(before: Knowledge, after: Knowledge, old: Node, new: Node) -> Place:
    """Return what leads to another node: the case that takes the answer or lets it go, else what is there."""
    if isinstance(old, Case) and not isinstance(new, Case):
        left = _case(after, old)
        return node_place(after, left, "si") if left else node_place(before, old, now=False)
    if _moved(before, old, new):
        return node_place(after, new, "si")
    same = all(getattr(old, name) == getattr(new, name) for _, name in _KINDS)
    extra = [key for key, name in _ADDED if getattr(old, name) != getattr(new, name)]
    if same and extra:
        return node_place(after, new, extra[0])
    return node_place(after, new, next(key for key, name in _KINDS if getattr(new, name) is not None))


def _case(knowledge: Knowledge, like: Case) -> Case | None:
    """Return the case that does the same for some of the same answers."""
    cases = (node for name in knowledge.tree for node in _all(knowledge.tree[name]) if isinstance(node, Case))
    return next((c for c in cases if set(c.when) & set(like.when) and _body(c) == _body(like)), None)


def _moved(before: Knowledge, old: Node, new: Node) -> bool:
    """Tell whether the answer goes to a case that was there already, for other answers."""
    if not isinstance(new, Case) or (isinstance(old, Case) and old.when == new.when):
        return False
    return _body(new) in _bodies(before)


def _body(node: Node) -> object:
    """Return what a node does, whatever answers lead to it."""
    return repr(node.model_dump(exclude={"when", "name"}))


@derived
def _bodies(knowledge: Knowledge) -> frozenset[object]:
    return frozenset(_body(node) for name in knowledge.tree for node in _all(knowledge.tree[name]))


def _all(node: Node) -> list[Node]:
    return [node, *(below for child in node.children() for below in _all(child))]


def _kind(knowledge: Knowledge, node: Node) -> object:
    """Return what must be the same for two nodes to be the same step: branch, and what it does there."""
    file, _ = places(knowledge)[id(node)]
    return (
        file, node.question, node.to, node.assumed, node.group, node.added_later, node.added_reason,
        node.proposal is not None,
    )  # fmt: skip
