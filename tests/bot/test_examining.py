"""What is examined while people talk: the thread gives way to them, and all is as before afterwards."""

import gc
import sys

import pytest

from bot.examining import BRIEF, USUAL, threaded


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
