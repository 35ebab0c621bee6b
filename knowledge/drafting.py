"""Scenarios written by the assistant, to be read again by people: what it answers today, in their words."""

import json
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from knowledge.content import Knowledge
from knowledge.entry import Facts
from knowledge.exercising import Exercise, Part
from knowledge.expected import Expected
from knowledge.needed import planner
from knowledge.orientation import orient
from knowledge.questions import PLACES, REGION
from knowledge.scenarios import Scenario
from knowledge.situations import kinds, settled
from knowledge.walk import Leaf, Missing
from knowledge.zones import HOME

STEM = 20
"""The length of an id before its number: an id has at most 24 characters."""


@dataclass(frozen=True)
class Draft:
    """A scenario made for a part of the content that none exercised."""

    scenario: Scenario
    part: Part


def drafts(
    knowledge: Knowledge, missing: tuple[Part, ...], taken: Collection[str], now: datetime
) -> Iterator[Draft]:
    """Yield scenarios that exercise the missing parts, in their order; one may do for several.

    Each has the answers that everybody gives, and the fewest others. A part that no situation reaches at
    this time has no scenario. `taken` are the ids already in use.
    """
    exercise = Exercise(knowledge)
    examples = _examples(knowledge, exercise, frozenset(missing), now)
    used, done = set(taken), set[Part]()
    for part in missing:
        if part not in done and part in examples:
            always = {q: v for q, v in examples[part].items() if knowledge.questions[q].always}
            when = fewest(examples[part], always, partial(exercise.reaches, part, now=now))
            done |= exercise.by(when, now)
            scenario = drafted(knowledge, fresh(part.stem, used), when, now)
            used.add(scenario.id)
            yield Draft(scenario, part)


def _examples(
    knowledge: Knowledge, exercise: Exercise, missing: frozenset[Part], now: datetime
) -> dict[Part, Facts]:
    """Return the first situation that exercises each part; where every programme exists comes first."""
    found: dict[Part, Facts] = {}
    left = missing
    for region in sorted(kinds(knowledge), key=lambda code: knowledge.regions[code].zone != HOME):
        for answers, leaf in settled(knowledge, {REGION: region}):
            if not left:
                return found
            if isinstance(leaf, Leaf) and exercise.may_reach(left, leaf):
                found |= dict.fromkeys(exercise.by(answers, now) & left, answers)
                left = missing - found.keys()
    return found


def fewest(answers: Facts, kept: Facts, holds: Callable[[Facts], bool]) -> dict[str, str]:
    """Leave out, from the last one, but those to be kept, every answer that something holds without."""
    left = dict(answers)
    for question in reversed([question for question in answers if question not in kept]):
        fewer = {key: value for key, value in left.items() if key != question}
        left = fewer if holds(fewer) else left
    return left


def answered(knowledge: Knowledge, answers: Facts, now: datetime) -> Expected | Missing:
    """Return what a set of answers leads to, as a scenario expects it."""
    result = orient(knowledge, answers, now)
    if isinstance(result, Missing):
        return result
    others, later = (tuple(s.programme for s in listed) for listed in (result.others, result.later))
    return Expected(principal=result.principal.programme, others=others, later=later)


def drafted(knowledge: Knowledge, name: str, answers: Facts, now: datetime, who: str = "") -> Scenario:
    """Return the scenario of answers that lead to an orientation; `who` is made from them when not given."""
    then = answered(knowledge, answers, now)
    assert isinstance(then, Expected), "the answers of a scenario lead to an orientation"  # noqa: S101
    order = sorted(
        answers, key=lambda question: (question in PLACES, list(knowledge.questions).index(question))
    )
    when = {question: answers[question] for question in order}
    return Scenario(
        id=name,
        who=who or situation(knowledge, when),
        when={question: (value,) for question, value in when.items()},
        then=then,
    )


def recorded(knowledge: Knowledge, answers: Facts, now: datetime) -> Facts | Missing:
    """Return the answers that give again the result of a conversation, or the question that it awaits.

    Every answer that was given is kept; a question left aside is there only if the result needs it.
    """
    plan = planner(knowledge).plan(answers)
    reached = answered(knowledge, plan.facts, now)
    if plan.question or isinstance(reached, Missing):
        return Missing(plan.question or REGION)

    def same(facts: Facts) -> bool:
        return answered(knowledge, facts, now) == reached

    return fewest(plan.facts, answers, same)


def situation(knowledge: Knowledge, answers: Facts) -> str:
    """Say a situation in French, from the phrases of the answers, in their order."""
    phrases = [
        option.phrase
        for question, value in answers.items()
        for option in knowledge.choices(question, answers)
        if option.id == value
    ]
    told = ", ".join(phrases)
    return told[:1].upper() + told[1:]


def fresh(stem: str, taken: Collection[str]) -> str:
    """Return an id that nothing bears yet: the stem and a number."""
    number = 1
    while (name := f"{stem[:STEM]}_{number}") in taken:
        number += 1
    return name


def as_yaml(scenario: Scenario) -> str:
    """Write a scenario as people write them, one line a key."""
    when = ", ".join(f"{question}: {_values(values)}" for question, values in scenario.when.items())
    then = scenario.then
    assert then is not None, "a drafted scenario expects an orientation"  # noqa: S101
    lists = f"autres: [{', '.join(then.others)}], ensuite: [{', '.join(then.later)}]"
    return (
        f"- scenario: {scenario.id}\n"
        f"  qui: {json.dumps(scenario.who, ensure_ascii=False)}\n"
        f"  quand: {{{when}}}\n"
        f"  alors: {{principal: {then.principal}, {lists}}}\n"
    )


def _values(values: tuple[str, ...]) -> str:
    """Write one answer alone, several as a list."""
    told = ", ".join(map(_value, values))
    return told if len(values) == 1 else f"[{told}]"


def _value(value: str) -> str:
    """Put what would look like a number between quotes, as in the rest of the content."""
    return value if value.isidentifier() else f'"{value}"'
