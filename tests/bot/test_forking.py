"""Work done beside: the same as done here, and what breaks in it is told here."""

import pytest

from bot.forking import beside, each


def test_each_gives_what_a_loop_gives() -> None:
    """In order, with what the work was born with."""
    born_with = {"plus": 3}
    assert list(each(lambda case: case + born_with["plus"], range(100))) == [case + 3 for case in range(100)]
    assert list(each(str, [])) == []


def test_what_is_done_beside_is_there_when_asked() -> None:
    """Two pieces of work do not mix."""
    with beside(lambda: sum(range(1000))) as one, beside(lambda: "un" + "deux") as other:
        assert (one(), other(), list(each(str, [1, 2]))) == (499500, "undeux", ["1", "2"])


def test_what_breaks_beside_breaks_here() -> None:
    """An error is not swallowed."""
    with pytest.raises(ZeroDivisionError), beside(lambda: 1 // 0) as work:
        work()
    with pytest.raises(ZeroDivisionError):
        list(each(lambda case: 1 // case, [1, 0]))
