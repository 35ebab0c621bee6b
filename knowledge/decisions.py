"""The decision table: in each kind of region, who needs what and how far along is led where.

Every situation of the tree is oriented as a conversation would, with nothing said of the questions that only
modifiers ask; then situations that are told the same thing are written as one row.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from knowledge.content import Knowledge
from knowledge.entry import Facts
from knowledge.orientation import Orientation, orient
from knowledge.questions import NEED, REGION
from knowledge.situations import kinds
from knowledge.walk import Missing, sort, walk

Conditions = dict[str, tuple[str, ...]]
"""Answers by question, any of several."""

PUBLIC = "public"


@dataclass(frozen=True)
class Outcome:
    """What is told: programmes by role, the reason of the first, the facts of the reason."""

    principal: str
    others: tuple[str, ...]
    later: tuple[str, ...]
    reason: str
    facts: tuple[str, ...]


@dataclass(frozen=True)
class Row:
    """What some of the publics of a class are told (positions in the class) under some answers."""

    publics: tuple[int, ...]
    when: Conditions
    outcome: Outcome


@dataclass(frozen=True)
class Class:
    """A class: its publics, each a few ways of being it, all led alike; and the rows."""

    name: str
    publics: tuple[tuple[Conditions, ...], ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Table:
    """The decisions in a kind of region (INSEE codes)."""

    regions: tuple[str, ...]
    classes: tuple[Class, ...]


def decisions(knowledge: Knowledge, now: datetime) -> tuple[Table, ...]:
    """Return one table a kind of region, at a local time."""
    profiles: dict[str, list[Facts]] = {}
    for answers, name in _profiles(knowledge, {}):
        profiles.setdefault(name, []).append(answers)
    return tuple(
        Table(codes, tuple(_class(knowledge, n, who, code, now) for n, who in profiles.items()))
        for code, codes in kinds(knowledge).items()
    )


def _profiles(knowledge: Knowledge, answers: Facts) -> Iterator[tuple[Facts, str]]:
    """Yield every set of answers that settles the class, and the class."""
    found = sort(knowledge, knowledge.effective(answers))
    if not isinstance(found, Missing):
        yield answers, found
        return
    for option in knowledge.questions[found.question].options:
        yield from _profiles(knowledge, {**answers, found.question: option.id})


def _class(knowledge: Knowledge, name: str, profiles: list[Facts], region: str, now: datetime) -> Class:
    alike: dict[tuple[tuple[tuple[tuple[str, str], ...], Outcome], ...], list[Facts]] = {}
    for who in profiles:
        cells = tuple(
            (tuple(rest.items()), _outcome(knowledge, {**who, **rest, REGION: region}, now))
            for rest in _rests(knowledge, who, {})
        )
        alike.setdefault(cells, []).append(who)
    told: dict[Outcome, list[Facts]] = {}
    for rank, cells in enumerate(alike):
        for rest, outcome in cells:
            told.setdefault(outcome, []).append({**dict(rest), PUBLIC: str(rank)})
    rows = [_row(when, outcome) for outcome, rests in told.items() for when in merged(rests)]
    needs = [option.id for option in knowledge.questions[NEED].options]
    rows.sort(key=lambda row: needs.index(row.when[NEED][0]) if NEED in row.when else 0)
    return Class(name, tuple(tuple(merged(who)) for who in alike.values()), tuple(rows))


def _rests(knowledge: Knowledge, who: Facts, answers: Facts) -> Iterator[Facts]:
    """Yield every set of further answers that the tree asks somebody of a class."""
    end = walk(knowledge, {**who, **answers}, strict=True)
    if not isinstance(end, Missing):
        yield answers
        return
    for option in knowledge.questions[end.question].options:
        yield from _rests(knowledge, who, {**answers, end.question: option.id})


def _outcome(knowledge: Knowledge, answers: Facts, now: datetime) -> Outcome:
    result = orient(knowledge, answers, now)
    assert isinstance(result, Orientation), "nothing is missing at a leaf"  # noqa: S101
    first = result.principal
    others, later = (tuple(s.programme for s in told) for told in (result.others, result.later))
    return Outcome(first.programme, others, later, first.reason, first.facts)


def _row(when: Conditions, outcome: Outcome) -> Row:
    publics = tuple(int(rank) for rank in when[PUBLIC])
    return Row(publics, {question: v for question, v in when.items() if question != PUBLIC}, outcome)


def merged(situations: Iterable[Facts]) -> list[Conditions]:
    """Write sets of answers as few conditions, which stand for exactly those.

    Those that differ by the answer to one question become one; question by question, the last one first.
    """
    rows: list[Conditions] = [{q: (value,) for q, value in answers.items()} for answers in situations]
    for question in reversed(list(dict.fromkeys(q for row in rows for q in row))):
        alike: dict[tuple[tuple[str, tuple[str, ...]], ...], list[Conditions]] = {}
        apart = [row for row in rows if question not in row]
        for row in rows:
            if question in row:
                rest = tuple((q, values) for q, values in row.items() if q != question)
                alike.setdefault(rest, []).append(row)
        united = [
            {**group[0], question: tuple(v for r in group for v in r[question])} for group in alike.values()
        ]
        rows = apart + united
    return rows
