"""The same people before and after: every situation of two contents, matched with one another.

A situation is a full set of answers in one region, « je ne sais pas » included where silence has a meaning
of its own. Each content asks its own questions; a situation of one goes with each situation of the other
that agrees on every question both of them ask. So a question added or taken away makes nobody new: it is
the same person, asked more or less. New is only who gives an answer, or lives in a region, that the former
content does not know where it asks.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime

from knowledge.adjusting import open_edition, pending
from knowledge.content import Knowledge
from knowledge.entry import UNKNOWN, Condition, Facts
from knowledge.needed import first_unanswered
from knowledge.questions import REGION
from knowledge.soundness import all_nodes

Regions = tuple[str, ...]


@dataclass(frozen=True)
class Pair:
    """What one person was asked before and is asked now (None: unknown there), and the regions alike."""

    before: Facts | None
    after: Facts | None
    regions: Regions

    @property
    def answers(self) -> Facts:
        """Everything that is answered, on either side."""
        return {**(self.before or {}), **(self.after or {})}


@dataclass(frozen=True)
class Pairing:
    """Two contents whose situations are matched, as of a local time."""

    before: Knowledge
    after: Knowledge
    now: datetime
    groups: dict[str, Regions] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "groups", _groups(self.before, self.after, self.now))

    def pairs(self, within: Facts | None = None) -> Iterator[Pair]:
        """Yield every pair, then who is no longer known; `within` keeps to some answers."""
        start = dict(within or {})
        for own, twins in self._met(self.after, self.before, start, {}):
            for twin in twins or (None,):
                yield Pair(twin, own, self._regions(own, start))
        if _loses(self.before, self.after):
            for own, twins in self._met(self.before, self.after, start, {}):
                if not twins:
                    yield Pair(own, None, self._regions(own, start))

    def _regions(self, own: Facts, within: Facts) -> Regions:
        """Return the regions that a situation stands for: all of them when it ends before its region."""
        if REGION in within:
            return (within[REGION],)
        return self.groups[own[REGION]] if REGION in own else tuple(sorted(self.after.regions))

    def _met(
        self, asking: Knowledge, other: Knowledge, own: dict[str, str], twin: dict[str, str] | None
    ) -> Iterator[tuple[dict[str, str], tuple[dict[str, str], ...]]]:
        """Yield each situation of a content with those of the other that go with it."""
        if twin is not None:
            twin = _followed(other, twin, own)
        question = first_unanswered(asking, own)
        if question is None or question in own:
            yield own, () if twin is None else tuple(self._completed(other, twin, own))
            return
        for value in self._values(asking, question):
            yield from self._met(asking, other, {**own, question: value}, twin)

    def _completed(
        self, other: Knowledge, twin: dict[str, str], own: dict[str, str]
    ) -> Iterator[dict[str, str]]:
        """Ask the rest: what this content asks and the other one did not."""
        followed = _followed(other, twin, own)
        if followed is None:
            return
        question = first_unanswered(other, followed)
        if question is None or question in followed:
            yield followed
            return
        for value in self._values(other, question):
            yield from self._completed(other, {**followed, question: value}, own)

    def _values(self, knowledge: Knowledge, question: str) -> tuple[str, ...]:
        if question == REGION:
            return tuple(code for code in self.groups if code in knowledge.regions)
        return knowledge.questions[question].meanings


def _followed(other: Knowledge, twin: dict[str, str], own: Facts) -> dict[str, str] | None:
    """Answer the questions of a content with what was said to the other; None: it does not know that answer."""
    while (question := first_unanswered(other, twin)) in own and question not in twin:
        assert question is not None, "None is the answer to nothing"  # noqa: S101
        value = understood(other, question, own[question])
        if value is None:
            return None
        twin = {**twin, question: value}
    return twin


def understood(knowledge: Knowledge, question: str, value: str) -> str | None:
    """Return an answer as a content takes it: silence for « je ne sais pas » when that is how it is said."""
    if question == REGION:
        return value if value in knowledge.regions else None
    if value in knowledge.questions[question].meanings:
        return value
    return knowledge.questions[question].default if value == UNKNOWN else None


def _loses(before: Knowledge, after: Knowledge) -> bool:
    """Tell whether some answer of a question that stays is no longer possible."""
    shared = (before.questions.keys() & after.questions.keys()) - {REGION}
    return bool(before.regions.keys() - after.regions.keys()) or any(
        understood(after, question, value) is None
        for question in shared
        for value in before.questions[question].meanings
    )


def _groups(before: Knowledge, after: Knowledge, now: datetime) -> dict[str, Regions]:
    """Group the regions that both contents treat alike as of a time, under the code that stands for each."""
    alike: dict[object, list[str]] = {}
    for code in sorted(before.regions.keys() | after.regions.keys()):
        key = tuple(_treated(knowledge, code, now) for knowledge in (before, after))
        alike.setdefault(key, []).append(code)
    return {codes[0]: tuple(codes) for codes in alike.values()}


def _treated(knowledge: Knowledge, code: str, now: datetime) -> object:
    """Return all that an orientation may read of a region; None when the content does not know it."""
    if code not in knowledge.regions:
        return None
    named = code if code in _singled_out(knowledge) else ""
    return kind(knowledge, code), named, tuple(sessions(knowledge, code, now).items())


def kind(knowledge: Knowledge, code: str) -> tuple[str, bool]:
    """Return the zone of a region, and whether it names a Fabrique."""
    region = knowledge.regions[code]
    return region.zone, bool(region.factories)


def sessions(knowledge: Knowledge, region: str, now: datetime) -> dict[str, tuple[bool, bool]]:
    """Return what modifiers may read of the calendar in a region, by programme: no session, a call open."""
    read = {programme for adjustment in knowledge.adjustments for programme in adjustment.pending}
    read |= {adjustment.open_edition for adjustment in knowledge.adjustments if adjustment.open_edition}
    return {
        programme: (pending(knowledge, programme, region, now), open_edition(knowledge, programme, region, now))
        for programme in sorted(read)
    }


def _singled_out(knowledge: Knowledge) -> frozenset[str]:
    """Return the regions that some condition or some branch names."""
    named = {
        value
        for condition in conditions(knowledge)
        for said in (condition.when, condition.unless)
        for value in said.get(REGION, ())
    }
    asking = (node for _, node, _ in all_nodes(knowledge) if node.question == REGION)
    return frozenset(named.union(*(case.when for node in asking for case in node.cases)))


def conditions(knowledge: Knowledge) -> Iterator[Condition]:
    """Yield every condition that an orientation may read."""
    yield from knowledge.adjustments
    for programme in knowledge.programmes.values():
        yield from (*programme.variants, *programme.elsewhere)
    for question in knowledge.questions.values():
        yield from question.asked_if
