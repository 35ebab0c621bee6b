"""What was written goes back into the file without holding anybody."""

import asyncio
from contextlib import closing
from pathlib import Path

from bot.checkpointing import EVERY, FULL, Checkpoints
from storage.database import MEMORY, file_of, open_database
from storage.sessions import Sessions
from tests.bot.conftest import NOON


async def test_a_checkpoint_is_made_beside(tmp_path: Path) -> None:
    """One at a time, from a thread, until the file holds all."""
    with closing(open_database(tmp_path / "d")) as db:
        Sessions(db).save(1, {"answers": "x" * 50_000}, NOON)
        checkpoints = Checkpoints(file_of(db))
        checkpoints.begin()
        checkpoints.begin()
        await asyncio.wait_for(checkpoints.ended(), 5)
        assert (tmp_path / "d").stat().st_size > 50_000


async def test_much_writing_waits_for_what_was_not_brought_back(tmp_path: Path) -> None:
    """The file beside never gets far longer than what may be late, and no write brings pages back itself."""
    with closing(open_database(tmp_path / "d")) as db:
        db.execute("pragma wal_autocheckpoint = 0")
        checkpoints = Checkpoints(file_of(db))
        longest = 0
        for chat in range(12 * EVERY):
            Sessions(db).save(chat, {"answers": "x" * 600_000}, NOON)
            await checkpoints.breathe()
            longest = max(longest, (tmp_path / "d-wal").stat().st_size // 4096)
        await checkpoints.ended()
        assert (tmp_path / "d").stat().st_size > 11 * EVERY * 600_000
        assert FULL < longest < FULL + 3 * EVERY * 150


async def test_data_in_memory_need_none() -> None:
    """Nothing is begun."""
    with closing(open_database(MEMORY)) as db:
        checkpoints = Checkpoints(file_of(db))
        checkpoints.begin()
        assert checkpoints._running is None
        await checkpoints.ended()
