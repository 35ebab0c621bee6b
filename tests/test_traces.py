"""What looks for a number in a file of data finds it there, however SQLite wrote it."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.traces import holds

LARGE = 2**31 + 987_654_321
NUMBERS = (
    9_191_919,
    1_234_567_890,
    2**31 - 1,
    LARGE,
    -1_234_567_890,
    -1_001_234_567_890,
    2**47 + 12345,
    -(2**55),
)
"""Of three bytes and more: shorter ones are in any file by chance."""


def written(folder: Path, kind: str, *numbers: int) -> bytes:
    """Return a file of data that holds numbers."""
    with closing(sqlite3.connect(folder / "d", isolation_level=None)) as db:
        db.execute(f"create table t (number {kind}, word text)")
        db.executemany("insert into t values (?, 'mot')", [[number] for number in numbers])
    return (folder / "d").read_bytes()


@pytest.mark.parametrize("kind", ["integer", "integer primary key", "text"])
@pytest.mark.parametrize("number", NUMBERS)
def test_a_number_is_found_where_it_was_left(kind: str, number: int, tmp_path: Path) -> None:
    """As a value in its shortest form, as the key of a row, in digits; and only where it is."""
    others = [7, 300, 70_000, 2**32 + 1]
    (tmp_path / "sans").mkdir()
    assert holds(written(tmp_path, kind, *others, number), number)
    assert not holds(written(tmp_path / "sans", kind, *others), number)
