"""Conversations whose process is killed: the fast part of `python -m tests.bot.killing`."""

from tests.bot.killing import campaign


async def test_an_answer_that_was_seen_understood_is_kept() -> None:
    """Through real deaths, nothing seen is lost, nothing is half kept, and everybody gets her result."""
    found = await campaign(5, seed=3)
    assert (found.kills, found.lost, found.wrong) == (5, 0, 0)
    assert found.finished >= 3
