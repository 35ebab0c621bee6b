"""What is worked out of a content once: for each content, and only as long as it is in use."""

import weakref
from collections.abc import Callable
from dataclasses import replace

from knowledge.content import Knowledge
from knowledge.derived import CONTENTS, derived, let_go, remembered


def counting() -> tuple[list[int], Callable[[Knowledge], list[Knowledge]]]:
    """Return what is worked out of a content, which holds it, and the times that it was."""
    times: list[int] = []

    @derived
    def made(knowledge: Knowledge) -> list[Knowledge]:
        times.append(1)
        return [knowledge]

    return times, made


def test_it_is_worked_out_once_for_each_content(knowledge: Knowledge) -> None:
    """Whatever is asked of another content meanwhile."""
    times, made = counting()
    other = replace(knowledge)
    first = made(knowledge)
    assert made(other) == [other]
    assert made(knowledge) is first
    assert len(times) == 2


def test_a_content_that_is_not_used_is_let_go(knowledge: Knowledge) -> None:
    """However many contents there were, the last ones are all that is held, without looking for garbage."""
    _, made = counting()
    contents = [replace(knowledge) for _ in range(7)]
    for content in contents:
        made(content)
    alive = [weakref.ref(content) for content in contents]
    del contents, content
    assert sum(reference() is not None for reference in alive) == CONTENTS


def test_drafts_and_a_candidate_cost_nothing_to_what_is_served(knowledge: Knowledge) -> None:
    """An operator tries a draft anew while another content is examined: nobody waits for it in a turn."""
    times, made = counting()
    contents = (knowledge, replace(knowledge), replace(knowledge), replace(knowledge))
    for content in (*contents, *contents):
        made(content)
    assert len(times) == len(contents)


def test_what_another_takes_the_place_of_goes_at_once(knowledge: Knowledge) -> None:
    """Piece by piece; what is served, and what is tried meanwhile, is not worked out again."""
    times, made = counting()
    before, tried = replace(knowledge), replace(knowledge)
    made(before)
    served, draft = made(knowledge), made(tried)
    left = weakref.ref(before)
    assert len(list(let_go(before))) == 1
    del before
    assert left() is None
    assert made(knowledge) is served
    assert made(tried) is draft
    assert len(times) == 3


def test_who_stops_halfway_leaves_nothing(knowledge: Knowledge) -> None:
    """The bot may stop, or another content come, while the pieces go."""
    (_, first), (_, second) = counting(), counting()
    before = replace(knowledge)
    first(before)
    second(before)
    left, going = weakref.ref(before), let_go(before)
    next(going)
    going.close()
    del before
    assert left() is None


def test_so_many_results_are_remembered(knowledge: Knowledge) -> None:
    """Those of the last uses, apart for each content."""
    asked: list[str] = []

    @remembered(2)
    def read(_knowledge: Knowledge, word: str) -> str:
        asked.append(word)
        return word.upper()

    assert [read(knowledge, word) for word in ("a", "b", "a", "c", "b")] == ["A", "B", "A", "C", "B"]
    assert asked == ["a", "b", "c", "b"]
    assert read(replace(knowledge), "b") == "B"
    assert asked[4:] == ["b"]
