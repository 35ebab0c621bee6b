"""What was written goes back into the file without holding anybody."""

import asyncio
from contextlib import closing
from pathlib import Path

from bot.checkpointing import Checkpoints
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


async def test_data_in_memory_need_none() -> None:
    """Nothing is begun."""
    with closing(open_database(MEMORY)) as db:
        checkpoints = Checkpoints(file_of(db))
        checkpoints.begin()
        assert checkpoints._running is None
        await checkpoints.ended()
