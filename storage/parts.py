"""Reads the people of a region by parts, in order, so that others are answered between two parts."""

from collections.abc import Iterator, Sequence

from sqlite_utils import Database

PART = 100
"""People looked at, at a time: a few milliseconds."""

Part = list[tuple[int, tuple[int, ...]]]
"""Some people, in order, each with the ranks of what concerns her."""


def parts(db: Database, region: str, query: str, asked: Sequence[tuple[int, list[object]]]) -> Iterator[Part]:
    """Yield who a query finds, for each (rank, parameters): a part of the people, even when it finds nobody.

    The query takes the region, the chats after which a part begins and with which it ends, the parameters.
    """
    last = -(2**63)
    while asked:
        (end,) = db.execute(_END, [region, last, PART]).fetchone()
        if end is None:
            return
        found: dict[int, list[int]] = {}
        for rank, parameters in asked:
            for (chat,) in db.execute(query, [region, last, end, *parameters]):
                found.setdefault(chat, []).append(rank)
        yield [(chat, tuple(found[chat])) for chat in sorted(found)]
        last = end


_END = """
select max(chat) from (
    select distinct chat from subscriptions where region = ? and chat > ? order by chat limit ?
)
"""
