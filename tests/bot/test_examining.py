"""What is examined while people talk: the thread gives way to them, and all is as before afterwards."""

import gc
import sys
import weakref

import pytest

from bot.examining import BRIEF, USUAL, threaded
from knowledge.load import load


def seen(*, fails: bool) -> tuple[bool, float]:
    """Return how the interpreter is while the work is done."""
    if fails:
        raise ValueError(gc.isenabled(), sys.getswitchinterval())
    return gc.isenabled(), sys.getswitchinterval()


async def test_work_done_beside_gives_way() -> None:
    """While it is done, garbage waits and threads take turns faster; afterwards neither is so."""
    during, interval = await threaded(seen, fails=False)
    assert not during
    assert interval == pytest.approx(BRIEF)
    assert gc.isenabled()
    assert sys.getswitchinterval() == pytest.approx(USUAL)


async def test_work_that_fails_leaves_all_as_it_was() -> None:
    """A failure is raised, and the interpreter is as before."""
    with pytest.raises(ValueError, match="False"):
        await threaded(seen, fails=True)
    assert gc.isenabled()
    assert sys.getswitchinterval() == pytest.approx(USUAL)


async def test_what_is_there_is_looked_through_no_more() -> None:
    """Garbage is never looked for in what was built: a content has ten thousands of objects."""
    built: list[list[int]] = await threaded(lambda: [[]])
    assert not any(found is built for found in gc.get_objects())
    later: list[list[int]] = [[]]
    assert any(found is later for found in gc.get_objects())


def test_a_content_goes_by_itself() -> None:
    """What is served no longer is no cycle: it goes at once, without any garbage being looked for."""
    gc.disable()
    try:
        knowledge = load()
        left = weakref.ref(knowledge)
        del knowledge
        assert left() is None
    finally:
        gc.enable()
