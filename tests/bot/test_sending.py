"""A broadcast whose process is killed: the fast part of `python -m tests.bot.sending`."""

from storage.outbox import State
from tests.bot.sending import campaign


async def test_processes_are_killed_and_nobody_is_forgotten_nor_written_to_twice() -> None:
    """Through real deaths, each message is sent once or in doubt, and what was accepted is never untold."""
    figures = await campaign(20, 4, rate=60, seed=5)
    assert (figures.duplicates, figures.lost, figures.untold) == (0, 0, 0)
    assert figures.states.keys() <= {State.SENT, State.DOUBTFUL}
    assert figures.states.total() == 20
    assert figures.lives > 2
