"""The same people before and after: every situation of two contents, matched with one another.

A situation is a full set of answers in one region, « je ne sais pas » included where silence has a meaning
of its own. Each content asks its own questions; a situation of one goes with each situation of the other
that agrees on every question both of them ask. So a question added or taken away makes nobody new: it is
the same person, asked more or less. New is only who gives an answer, or lives in a region, that the former
content does not know where it asks.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from knowledge.adjusting import open_edition, pending
from knowledge.content import Knowledge
from knowledge.entry import UNKNOWN, Condition, Facts
from knowledge.needed import awaited
from knowledge.questions import REGION
from knowledge.soundness import all_nodes
from knowledge.walk import Leaf, Missing, walk

Regions = tuple[str, ...]


@dataclass(frozen=True, eq=False)
class Person:
    """One situation of a content while it is asked: the answers so far, and where they lead in the tree."""

    knowledge: Knowledge
    answers: dict[str, str]
    leaf: Leaf | Missing

    @classmethod
    def known(cls, knowledge: Knowledge, answers: dict[str, str]) -> "Person":
        """Return the person who gave some answers."""
        return cls(knowledge, answers, walk(knowledge, answers, strict=True))

    @cached_property
    def question(self) -> str | None:
        """The next question; None when there is none, or when the tree foresees nothing for an answer."""
        question = awaited(self.knowledge, self.leaf, self.answers)
        return None if question in self.answers else question

    def answering(self, question: str, value: str) -> "Person":
        """Return the person with one more answer; a question that only adjusts does not move the leaf."""
        answers = {**self.answers, question: value}
        option = self.knowledge.questions[question].option(value)
        if isinstance(self.leaf, Missing) or question == REGION or (option and option.implied):
            return Person.known(self.knowledge, answers)
        return Person(self.knowledge, answers, self.leaf.knowing(question, value))


@dataclass(frozen=True)
class Pair:
    """The same person before and now (None: unknown there), and the regions that she stands for."""

    before: Person | None
    after: Person | None
    regions: Regions

    @property
    def answers(self) -> Facts:
        """Everything that is answered, on either side."""
        return {key: said for side in (self.before, self.after) if side for key, said in side.answers.items()}


@dataclass(frozen=True, eq=False)
class Pairing:
    """Two contents whose situations are matched, as of a local time."""

    before: Knowledge
    after: Knowledge
    now: datetime

    @cached_property
    def groups(self) -> dict[str, Regions]:
        """The regions that both contents treat alike, under the code that stands for each group."""
        alike: dict[object, list[str]] = {}
        for code in sorted(self.before.regions.keys() | self.after.regions.keys()):
            sides = [_treated(knowledge, code, self.now) for knowledge in (self.before, self.after)]
            # A region that its own file treats otherwise stands alone: the cause is to be told by its file.
            key = (*sides, code if sides[0][:1] != sides[1][:1] else "")
            alike.setdefault(key, []).append(code)
        return {codes[0]: tuple(codes) for codes in alike.values()}

    def pairs(self, within: Facts | None = None) -> Iterator[Pair]:
        """Yield every pair, then who can no longer say the same; `within` keeps to some answers."""
        start = dict(within or {})
        same = asks(self.before) == asks(self.after)
        for own, twins in self._met(self.after, None if same else self.before, start):
            alike = (Person(self.before, own.answers, own.leaf),) if same else twins or (None,)
            for twin in alike:
                yield Pair(twin, own, self._regions(own, start))
        if _loses(self.before, self.after):
            for own, twins in self._met(self.before, self.after, start):
                taken = tuple(twin for twin in twins if _otherwise(own, twin))
                for twin in taken if twins else (None,):
                    yield Pair(own, twin, self._regions(own, start))

    def _regions(self, own: Person, within: Facts) -> Regions:
        """Return the regions that a situation stands for: all of them when it ends before its region."""
        if REGION in within:
            return (within[REGION],)
        code = own.answers.get(REGION)
        return self.groups[code] if code else tuple(sorted(own.knowledge.regions))

    def _met(
        self, asking: Knowledge, other: Knowledge | None, start: dict[str, str]
    ) -> Iterator[tuple[Person, tuple[Person, ...]]]:
        """Yield each situation of a content with those of the other, if any, that go with it."""
        yield from self._asked(Person.known(asking, start), Person.known(other, start) if other else None)

    def _asked(self, own: Person, twin: Person | None) -> Iterator[tuple[Person, tuple[Person, ...]]]:
        twin = _followed(twin, own.answers) if twin else None
        if own.question is None:
            yield own, tuple(self._completed(twin, own.answers)) if twin else ()
            return
        for value in self._values(own):
            yield from self._asked(own.answering(own.question, value), twin)

    def _completed(self, twin: Person, answers: Facts) -> Iterator[Person]:
        """Ask the rest: what this content asks and the other one did not."""
        followed = _followed(twin, answers)
        if followed is None:
            return
        if followed.question is None:
            yield followed
            return
        for value in self._values(followed):
            yield from self._completed(followed.answering(followed.question, value), answers)

    def _values(self, person: Person) -> tuple[str, ...]:
        known = person.knowledge
        if person.question == REGION:
            return tuple(code for code in self.groups if code in known.regions)
        return known.questions[str(person.question)].meanings


def _otherwise(own: Person, twin: Person) -> bool:
    """Tell whether « je ne sais pas » is another answer now: asked now, nobody gives it."""
    shared = own.answers.keys() & twin.answers.keys()
    return any(own.answers[question] != twin.answers[question] for question in shared)


def _followed(twin: Person, answers: Facts) -> Person | None:
    """Answer with what was said to the other content; None when this one does not know that answer."""
    while twin.question in answers:
        question = str(twin.question)
        value = understood(twin.knowledge, question, answers[question])
        if value is None:
            return None
        twin = twin.answering(question, value)
    return twin


def _loses(before: Knowledge, after: Knowledge) -> bool:
    """Tell whether somebody can no longer say the same: a region or an answer is gone, or is silence now."""
    shared = before.questions.keys() & after.questions.keys()
    answers = ((before.questions[q].meanings, after.questions[q].meanings) for q in shared)
    return not before.regions.keys() <= after.regions.keys() or any(
        set(was) - set(now) for was, now in answers
    )


def asks(knowledge: Knowledge) -> object:
    """Return what decides which questions are asked, and which answers they have."""
    return (
        [
            (q.id, q.meanings, q.default, q.always, q.asked_if, [(o.id, o.implied) for o in q.options])
            for q in knowledge.questions.values()
        ],
        knowledge.tree,
        {code: region.zone for code, region in knowledge.regions.items()},
    )


def understood(knowledge: Knowledge, question: str, value: str) -> str | None:
    """Return an answer as a content takes it: silence for « je ne sais pas » when that is how it is said."""
    if question == REGION:
        return value if value in knowledge.regions else None
    if value in knowledge.questions[question].meanings:
        return value
    return knowledge.questions[question].default if value == UNKNOWN else None


def _treated(knowledge: Knowledge, code: str, now: datetime) -> tuple[object, ...]:
    """Return all that an orientation may read of a region; nothing when the content does not know it."""
    if code not in knowledge.regions:
        return ()
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
        programme: (
            pending(knowledge, programme, region, now),
            open_edition(knowledge, programme, region, now),
        )
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
