"""Two states of the content compared over every situation: what changes, for whom, because of which line."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from knowledge.differences import Difference, differences
from knowledge.entry import Facts
from knowledge.fringes import Fringe, Version, fringes
from knowledge.orientation import Conclusion, conclude, concluded, contradictory
from knowledge.outcomes import ANYTHING, Roles, roles, words
from knowledge.pairing import Pair, Pairing, Person, asks, understood
from knowledge.places import Place
from knowledge.questions import REGION
from knowledge.saying import said_otherwise
from knowledge.sharing import Domain, Shared
from knowledge.tracing import Trace
from knowledge.turning import Side
from knowledge.untouched import Untouched
from knowledge.walk import Missing

KINDS = ("orientations", "mots", "contacts", "echeances")


@dataclass(frozen=True)
class Group:
    """Situations that change in the same way because of the same line; `situations` counts every region."""

    place: Place
    situations: int
    shared: Shared
    example: Facts
    before: Roles | None = None
    after: Roles | None = None


@dataclass(frozen=True)
class Change:
    """A situation that changes: its answers before and now, and by kind the regions where it does."""

    before: Facts
    after: Facts
    regions: Mapping[str, frozenset[str]]


@dataclass(frozen=True)
class Comparison:
    """What differs: the situations on both sides, those that change, by kind, the new and the gone ones.

    `situations` is None when nothing that differs can change any, so that they were not even counted.
    `changed` counts a situation once, `totals` once a kind. `new` and `gone` count by (question, answer).
    """

    situations: int | None
    changed: int
    totals: Mapping[str, int]
    groups: Mapping[str, tuple[Group, ...]]
    new: Mapping[tuple[str, str], int]
    gone: Mapping[tuple[str, str], int]
    values: tuple[Difference, ...]
    changes: tuple[Change, ...]


@dataclass
class _Found:
    """The situations of a group while they are gathered."""

    region: str
    """A region of the first of them."""
    ranks: list[int] = field(default_factory=list)
    regions: set[str] = field(default_factory=set)
    weight: int = 0

    def add(self, rank: int, regions: frozenset[str]) -> None:
        self.ranks.append(rank)
        self.regions |= regions
        self.weight += len(regions)


_Key = tuple[str, Place, Roles | None, Roles | None]


@dataclass(eq=False)
class _Comparing:
    before: Version
    after: Version
    now: datetime
    fringe: Mapping[str, Fringe]
    spared: Untouched
    answers: list[Facts] = field(default_factory=list)
    regions: list[tuple[str, ...]] = field(default_factory=list)
    found: dict[_Key, _Found] = field(default_factory=dict)
    totals: Counter[str] = field(default_factory=Counter)
    changes: list[Change] = field(default_factory=list)
    new: Counter[tuple[str, str]] = field(default_factory=Counter)
    gone: Counter[tuple[str, str]] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        self.reached = frozenset(region for fringe in self.fringe.values() for _, region in fringe)

    def weigh(self, pair: Pair) -> None:
        """Count one pair, with all the regions it stands for."""
        if pair.before is None:
            self.new[_unknown(self.before, pair.answers)] += len(pair.regions)
        elif pair.after is None:
            self.gone[_unknown(self.after, pair.answers)] += len(pair.regions)
        else:
            self.answers.append(pair.answers)
            self.regions.append(pair.regions)
            self._compare(pair, pair.before, pair.after)

    def _compare(self, pair: Pair, before: Person, after: Person) -> None:
        regions = frozenset(pair.regions)
        if self.spared.holds(pair):
            near = self.reached.intersection(regions)
            if near:
                self._count(before, after, self._beside(roles(_concluded(after, self.now)), near))
            return
        old, new = (_side(person, self.now) for person in (before, after))
        was, now = roles(old.conclusion), roles(new.conclusion)
        if was != now:
            self._add("orientations", Trace(old, new, self.now).parting(), regions, (was, now))
            self._count(before, after, {"orientations": regions})
            return
        spoken = words(old.knowledge, old.conclusion) != words(new.knowledge, new.conclusion)
        for place in said_otherwise(Trace(old, new, self.now)) if spoken else ():
            self._add("mots", place, regions)
        beside = self._beside(now, regions)
        self._count(before, after, {**beside, "mots": regions if spoken else beside["mots"]})

    def _beside(self, shown: Roles | None, regions: frozenset[str]) -> dict[str, frozenset[str]]:
        return {kind: self._around(kind, shown, regions) for kind in self.fringe}

    def _around(self, kind: str, shown: Roles | None, regions: frozenset[str]) -> frozenset[str]:
        """Gather what changes beside the orientation; return the regions where something does."""
        fringe = self.fringe[kind]
        programmes = (ANYTHING, *(shown.all if shown else ()))
        hit: dict[Place, set[str]] = {}
        touched = [(p, r) for p in programmes for r in regions if (p, r) in fringe]
        for programme, region in touched:
            for difference in fringe[programme, region]:
                hit.setdefault(place_of(difference), set()).add(region)
        for place, where in hit.items():
            self._add(kind, place, frozenset(where))
        return frozenset(region for _, region in touched)

    def _add(
        self,
        kind: str,
        place: Place,
        regions: frozenset[str],
        roles: tuple[Roles | None, Roles | None] = (None, None),
    ) -> None:
        found = self.found.setdefault((kind, place, *roles), _Found(min(regions)))
        found.add(len(self.answers) - 1, regions)

    def _count(self, before: Person, after: Person, touched: Mapping[str, frozenset[str]]) -> None:
        self.totals.update({kind: len(regions) for kind, regions in touched.items()})
        if any(touched.values()):
            self.changes.append(Change(before.answers, after.answers, touched))

    def groups(self, kind: str, domain: Domain) -> tuple[Group, ...]:
        """Return the groups of a kind, the largest first."""
        groups = [
            Group(
                place,
                found.weight,
                domain.shared(found.ranks, frozenset(found.regions), found.weight),
                {**self.answers[found.ranks[0]], REGION: found.region},
                old,
                new,
            )
            for (name, place, old, new), found in self.found.items()
            if name == kind
        ]
        return tuple(sorted(groups, key=lambda g: (-g.situations, g.place.file, str(g.place.path))))


def compare(before: Version, after: Version, now: datetime, within: Facts | None = None) -> Comparison:
    """Compare two contents as of a local time; `within` keeps to the situations that have some answers."""
    values = differences(before.data, after.data)
    fringe = fringes(before, after, values, now)
    spared = Untouched(before.knowledge, after.knowledge, now)
    work = _Comparing(before, after, now, fringe, spared)
    walked = not spared.everything or work.reached or asks(before.knowledge) != asks(after.knowledge)
    if walked:
        for pair in Pairing(before.knowledge, after.knowledge, now).pairs(within):
            work.weigh(pair)
    domain = Domain(work.answers, work.regions)
    return Comparison(
        sum(len(regions) for regions in work.regions) if walked else None,
        sum(len(frozenset().union(*change.regions.values())) for change in work.changes),
        {kind: work.totals[kind] for kind in KINDS},
        {kind: work.groups(kind, domain) for kind in KINDS},
        work.new,
        work.gone,
        values,
        tuple(work.changes),
    )


def place_of(difference: Difference) -> Place:
    """Return where a difference is to be read: now, or before for what is gone."""
    if difference.kind == "retrait":
        return Place(difference.file, difference.old_path, now=False)
    return Place(difference.file, difference.path)


def _side(person: Person, now: datetime) -> Side:
    return Side(person.knowledge, person.answers, _concluded(person, now))


def _concluded(person: Person, now: datetime) -> Conclusion | Missing:
    """Conclude from the leaf; from the answers again when contradictions make the status unbelievable."""
    if isinstance(person.leaf, Missing) or contradictory(person.knowledge, person.leaf.facts):
        return conclude(person.knowledge, person.answers, now)
    return concluded(person.knowledge, person.leaf, now)


def _unknown(version: Version, answers: Facts) -> tuple[str, str]:
    """Return the first answer that a content does not know."""
    knowledge = version.knowledge
    return next(
        (question, value)
        for question, value in answers.items()
        if question in knowledge.questions and understood(knowledge, question, value) is None
    )
