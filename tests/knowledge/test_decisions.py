"""The decision table says what a conversation says, of every situation, once."""

from collections.abc import Iterator
from datetime import datetime
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.content import Knowledge
from knowledge.decisions import Conditions, Outcome, Table, decisions, merged
from knowledge.entry import Facts
from knowledge.orientation import Orientation, orient
from knowledge.questions import REGION
from knowledge.walk import Missing, walk

NOON = datetime(2026, 11, 24, 12)
ANSWERS = st.dictionaries(st.sampled_from("abc"), st.sampled_from("123"))


@pytest.fixture(scope="module")
def tables(knowledge: Knowledge) -> tuple[Table, ...]:
    """Return the decisions of one day in November."""
    return decisions(knowledge, NOON)


def expanded(when: Conditions) -> list[dict[str, str]]:
    """Return every set of answers that a condition stands for."""
    return [dict(zip(when, values, strict=True)) for values in product(*when.values())]


def written(table: Table) -> Iterator[tuple[Facts, Outcome]]:
    """Yield every situation that a table writes, with what it says of it."""
    for group in table.classes:
        for row in group.rows:
            whos = [who for rank in row.publics for way in group.publics[rank] for who in expanded(way)]
            for who, rest in product(whos, expanded(row.when)):
                yield {**who, **rest}, row.outcome


def asked(knowledge: Knowledge, answers: Facts) -> Iterator[Facts]:
    """Yield every set of answers that the tree asks for, in its own order."""
    end = walk(knowledge, answers, strict=True)
    if not isinstance(end, Missing):
        yield answers
        return
    for option in knowledge.questions[end.question].options:
        yield from asked(knowledge, {**answers, end.question: option.id})


def test_each_kind_of_region_has_its_table(knowledge: Knowledge, tables: tuple[Table, ...]) -> None:
    """Every region is in one table, and every class in each."""
    assert sorted(code for table in tables for code in table.regions) == sorted(knowledge.regions)
    assert len({tuple(group.name for group in table.classes) for table in tables}) == 1


def test_the_table_says_what_a_conversation_says(knowledge: Knowledge, tables: tuple[Table, ...]) -> None:
    """Each situation stands once, and its row says the same programmes and reason as its orientation."""
    for table in tables:
        seen: set[frozenset[tuple[str, str]]] = set()
        for answers, outcome in written(table):
            key = frozenset(answers.items())
            assert key not in seen, answers
            seen.add(key)
            result = orient(knowledge, {**answers, REGION: table.regions[-1]}, NOON)
            assert isinstance(result, Orientation)
            assert [s.programme for s in result.now] == [outcome.principal, *outcome.others], answers
            assert [s.programme for s in result.later] == list(outcome.later), answers
            assert result.principal.reason == outcome.reason, answers


def test_no_situation_is_left_out(knowledge: Knowledge, tables: tuple[Table, ...]) -> None:
    """Every path of the tree is in the table of a region, with all the answers that it asks for."""
    found = [answers.items() for answers, _ in written(tables[0])]
    by_status: dict[str, list[set[tuple[str, str]]]] = {}
    for items in found:
        by_status.setdefault(dict(items)["statut"], []).append(set(items))
    paths = list(asked(knowledge, {}))
    assert len(paths) > 1_000
    for answers in paths:
        assert any(answers.items() <= items for items in by_status[answers["statut"]]), answers


@given(st.lists(ANSWERS, unique_by=lambda answers: tuple(sorted(answers.items()))))
def test_merged_conditions_stand_for_exactly_what_was_given(situations: list[dict[str, str]]) -> None:
    """Nothing is added, lost or said twice."""
    back = [sorted(answers.items()) for when in merged(situations) for answers in expanded(when)]
    assert sorted(back) == sorted(sorted(answers.items()) for answers in situations)
