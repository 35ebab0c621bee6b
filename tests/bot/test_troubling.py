"""A broadcast through troubles: the fast part of `python -m tests.bot.troubling`."""

from storage.outbox import State
from tests.bot.troubling import campaign


async def test_a_full_disk_a_lock_a_moved_clock_and_a_death_lose_and_repeat_nothing() -> None:
    """Of a real process: each message is sent once or in doubt, and what was accepted is never untold."""
    seen = await campaign(150, times=1, seconds=0.5, rate=60, seed=2)
    assert (seen.duplicates, seen.lost, seen.untold) == (0, 0, 0)
    assert seen.states.total() == 150
    assert seen.states.keys() <= {State.SENT, State.DOUBTFUL}
    assert seen.lives == 2
