"""Every situation: a full set of answers, to every question that the tree or the modifiers can ask.

One region stands for its kind: those that lead to the same lists. One moment stands for all those of the
coming year when the calendar says the same.
"""

from collections.abc import Iterator
from datetime import datetime

from knowledge.adjusting import open_edition, pending
from knowledge.content import Knowledge
from knowledge.derived import derived
from knowledge.entry import Facts
from knowledge.needed import awaited, first_adjusting
from knowledge.questions import REGION
from knowledge.upcoming import YEAR, between
from knowledge.walk import Leaf, Missing, walk
from knowledge.windows import timezone


def situations(knowledge: Knowledge, answers: Facts | None = None) -> Iterator[dict[str, str]]:
    """Yield every full set of answers that begins with some, one region standing for its kind.

    « Je ne sais pas » stands for silence where silence has a meaning.
    """
    return (facts for facts, _ in settled(knowledge, answers or {}))


def settled(knowledge: Knowledge, answers: Facts) -> Iterator[tuple[dict[str, str], Leaf | Missing]]:
    """Yield every full set of answers with the leaf it leads to, or the question where the tree is stuck."""
    pending = [dict(answers)]
    while pending:
        facts = pending.pop()
        leaf = walk(knowledge, facts, strict=True)
        if isinstance(leaf, Leaf) and REGION in facts:
            yield from _adjusted(knowledge, facts, leaf)
            continue
        question = awaited(knowledge, leaf, facts)
        if question is None or question in facts:
            yield facts, leaf
        else:
            pending += [{**facts, question: value} for value in reversed(_values(knowledge, question))]


def _adjusted(
    knowledge: Knowledge, facts: dict[str, str], leaf: Leaf
) -> Iterator[tuple[dict[str, str], Leaf]]:
    """Answer the questions that adjust: they do not move the leaf, only what is known there."""
    pending = [(facts, leaf)]
    while pending:
        facts, leaf = pending.pop()
        question = first_adjusting(knowledge, leaf, facts)
        if question is None:
            yield facts, leaf
        else:
            values = reversed(knowledge.questions[question].meanings)
            pending += [_answered(knowledge, facts, leaf, question, value) for value in values]


def _answered(
    knowledge: Knowledge, facts: dict[str, str], leaf: Leaf, question: str, value: str
) -> tuple[dict[str, str], Leaf]:
    known = {**facts, question: value}
    option = knowledge.questions[question].option(value)
    implying = option is not None and option.implied
    after = walk(knowledge, known, strict=True) if implying else leaf.knowing(question, value)
    assert isinstance(after, Leaf), "an answer more never takes a leaf away"  # noqa: S101
    return known, after


def _values(knowledge: Knowledge, question: str) -> tuple[str, ...]:
    return tuple(kinds(knowledge)) if question == REGION else knowledge.questions[question].meanings


@derived
def kinds(knowledge: Knowledge) -> dict[str, tuple[str, ...]]:
    """Group the regions that lead to the same lists, under the code that stands for each group.

    Same zone; in a zone where a rule depends on it, a Fabrique named in both or in neither; named by the same
    programmes, and by no condition: one that is stands for itself.
    """
    programmes = knowledge.programmes.values()
    rules = [rule for programme in programmes for rule in programme.elsewhere]
    looked_at = {zone for rule in rules if rule.unless_operator for zone in rule.zone}
    alone = _named(knowledge)
    groups: dict[tuple[object, ...], list[str]] = {}
    for code, region in sorted(knowledge.regions.items()):
        own = code if code in alone else ""
        local = tuple(programme.id for programme in programmes if programme.names(code))
        kind = (region.zone, region.zone in looked_at and bool(region.factories), own, local)
        groups.setdefault(kind, []).append(code)
    return {codes[0]: tuple(codes) for codes in groups.values()}


def _named(knowledge: Knowledge) -> set[str]:
    """Return the regions that a condition names, of a modifier, an invariant or a programme."""
    looked_at = (keys for c in knowledge.conditions for keys in (c.when, c.unless))
    return {code for keys in looked_at for code in keys.get(REGION, ())}


def moments(
    knowledge: Knowledge, codes: tuple[str, ...], start: datetime
) -> tuple[tuple[str, datetime], ...]:
    """Return the regions and local times of the coming 366 days that stand for all the others of a kind.

    Between two openings or closings nothing changes; and of the calendar, an orientation only sees whether
    the programmes that modifiers name have a session.
    """
    seen: dict[tuple[bool, ...], tuple[str, datetime]] = {}
    for code in codes:
        for moment in _turns(knowledge, code, start):
            seen.setdefault(calendar(knowledge, code, moment), (code, moment))
    return tuple(seen.values())


def calendar(knowledge: Knowledge, region: str, now: datetime) -> tuple[bool, ...]:
    """Return what an orientation sees of the calendar in a region at a local time."""
    waiting = (pending(knowledge, p, region, now) for a in knowledge.adjustments for p in a.pending)
    editions = (a.open_edition for a in knowledge.adjustments if a.open_edition)
    return (*waiting, *(open_edition(knowledge, programme, region, now) for programme in editions))


def _turns(knowledge: Knowledge, region: str, start: datetime) -> list[datetime]:
    """Return the times from which something may be otherwise: now, each opening, the end of each closing."""
    end, zone = start + YEAR, timezone(knowledge, region)
    turns = {turn for window in between(knowledge, region, start, end) for turn in window.turns(zone)}
    return [start, *sorted(turn for turn in turns if start < turn < end)]
