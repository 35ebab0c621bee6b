"""How many messages of each batch became what, once their own rows are too old to be kept.

A row that bears nobody's number any more says nothing but what it counts for: it is added to the tally of its
batch, and goes. What is counted of a batch is its rows and its tally.
"""

import json
from collections.abc import Sequence

from sqlite_utils import Database

Row = tuple[str, str, int, int]
"""A region (several, with commas, for a broadcast), a state, how many rows, and how many of people gone."""


class Tallies:
    """Counts rows; each change is one transaction, or a part of the one that is open."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def fold(self, ids: Sequence[int]) -> None:
        """Keep of some rows, which nobody's number is in, what they count for; erase them."""
        with self._db.atomic():
            for query in _FOLD:
                self._db.execute(query, [json.dumps(ids)])

    def sweep(self) -> None:
        """Erase the texts that no row says any more."""
        self._db.execute(_SWEEP)

    def states(self, batch: str | None) -> list[tuple[str, int]]:
        """Count the rows (of a batch) by state."""
        query = _STATES.format(where="" if batch is None else "where batch = :batch")
        return self._db.execute(query, {"batch": batch}).fetchall()

    def gone(self, batch: str, reason: str) -> int:
        """Count the rows of a batch whose person could not be reached any more, for that reason."""
        return int(self._db.execute(_GONE, {"batch": batch, "reason": reason}).fetchone()[0])

    def digest(self, batch: str, reason: str) -> list[Row]:
        """Count the rows of a digest by the region that is in their key, where there is one, and by state."""
        return self._db.execute(_DIGEST, {"batch": batch, "reason": reason}).fetchall()

    def broadcast(self, number: int, reason: str) -> list[Row]:
        """Count the rows of a broadcast by the regions that it was for, and by state."""
        return self._db.execute(_BROADCAST, {"broadcast": number, "reason": reason}).fetchall()


_IDS = "(select value from json_each(?1))"
_NUMBER = "cast(substr(batch, 11) as integer)"
_FOLD = (
    f"""
    insert into tallies (batch, region, state, gone, rows)
    select batch, coalesce((
        select regions from audiences a
        where batch like 'diffusion-%' and a.broadcast = {_NUMBER} and a.chat = outbox.chat
    ), '') as region, state, coalesce(reason, '') = 'parti' as gone, count(*) from outbox
    where id in {_IDS} group by 1, 2, 3, 4
    on conflict do update set rows = rows + excluded.rows
    """,  # noqa: S608 - no value
    f"""
    delete from audiences where (broadcast, chat) in (
        select {_NUMBER}, chat from outbox where id in {_IDS} and batch like 'diffusion-%'
    )
    """,  # noqa: S608 - no value
    f"delete from outbox where id in {_IDS}",  # noqa: S608 - no value
)
_SWEEP = "delete from bodies where not exists (select 1 from outbox where wording = bodies.id)"
_STATES = """
select state, sum(rows) from (
    select state, count(*) as rows from outbox {where} group by state
    union all
    select state, rows from tallies {where}
) group by state
"""
_GONE = """
select (
    select count(*) from outbox where batch = :batch and state in ('abandonne', 'annule') and reason = :reason
) + (
    select coalesce(sum(rows), 0) from tallies
    where batch = :batch and state in ('abandonne', 'annule') and gone
)
"""
_DIGEST = """
select case when key glob batch || ':[0-9][0-9]:*' then substr(key, length(batch) + 2, 2) else '' end,
state, count(*), sum(coalesce(reason, '') = :reason)
from outbox where batch = :batch group by 1, 2
union all
select region, state, rows, rows * gone from tallies where batch = :batch order by 1, 2
"""
_BROADCAST = """
select regions, state, count(*), sum(coalesce(reason, '') = :reason)
from audiences join outbox on key = 'diffusion-' || broadcast || ':' || audiences.chat
where broadcast = :broadcast group by 1, 2
union all
select region, state, rows, rows * gone from tallies
where batch = 'diffusion-' || :broadcast and region <> '' order by 1, 2
"""
