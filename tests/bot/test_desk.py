"""The rules of broadcasts, and when their messages leave: real SQLite, no Telegram."""

import asyncio
from collections import Counter
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlite_utils import Database

from bot.audience import audience_of
from bot.clock import frozen
from bot.desk import Desk, OtherSeal, Refusal
from bot.hours import allowed
from bot.posting import PART
from bot.roles import Roles
from knowledge.load import load
from storage.batches import Batches
from storage.broadcasts import FROZEN, Broadcasts, Stage
from storage.database import MEMORY, open_database
from storage.outbox import Outbox, State
from storage.subscriptions import Subscription, Subscriptions
from tests.bot.conftest import NOON

KNOWLEDGE = load()
ANNE, CARL = 1, 3
ONE = Roles(frozenset({ANNE}), frozenset({CARL}))
EVENING = datetime(2026, 11, 24, 17, 58, tzinfo=UTC)
"""Two minutes before 19 h in mainland France."""


def desk(db: Database, now: datetime = NOON, roles: Roles = ONE, rate: float = 28) -> Desk:
    """Return a desk on some data, at an instant."""
    stores = Broadcasts(db), Subscriptions(db), Outbox(db), Batches(db)
    return Desk(*stores, roles, lambda: KNOWLEDGE, frozen(now), rate)


def asked(db: Database, wanted: dict[int, set[str]]) -> None:
    """Make people ask to be told of regions."""
    for chat, regions in wanted.items():
        Subscriptions(db).keep(chat, [Subscription(code, "dla", "lundi") for code in regions], NOON)


def sent(at: Desk, author: int = ANNE, regions: tuple[str, ...] | None = None) -> int:
    """Broadcast a sentence; return its number."""
    made = at.begin(author, "Bonjour", regions)
    seal = asyncio.run(at.sheet(made)).seal
    asyncio.run(at.validate(author, made.id, seal))
    asyncio.run(at.confirm(author, made.id, seal))
    return made.id


def leaving(db: Database) -> dict[int, datetime]:
    """Return when each message may leave."""
    rows = db.query("select chat, not_before from outbox")
    return {row["chat"]: datetime.fromisoformat(row["not_before"]) for row in rows}


def to_the_second(at: datetime) -> datetime:
    """Return an instant as the data keep it."""
    return at.replace(microsecond=0)


DB = open_database(MEMORY)
"""Of the law, which writes all it reads."""


@given(
    wanted=st.dictionaries(
        st.integers(1, 20),
        st.sets(st.sampled_from(sorted(KNOWLEDGE.regions)), min_size=1, max_size=3),
        min_size=1,
    ),
    now=st.datetimes(datetime(2026, 1, 1), datetime(2027, 1, 1), timezones=st.just(UTC)).map(to_the_second),
)
def test_everybody_once_and_nobody_woken(wanted: dict[int, set[str]], now: datetime) -> None:
    """Exactly the people who asked get one row, which waits for an hour allowed in each of their regions."""
    for emptied in ("delete from subscriptions", "delete from outbox"):
        DB.execute(emptied)
    asked(DB, wanted)
    sent(desk(DB, now))
    found = leaving(DB)
    assert found.keys() == wanted.keys()
    for chat, at in found.items():
        assert at >= now
        assert all(allowed(at, KNOWLEDGE.regions[code].timezone, code) for code in wanted[chat])


def test_a_broadcast_of_the_evening_ends_in_the_morning(db: Database) -> None:
    """What the pace cannot send before 19 h waits for 9 h."""
    asked(db, {chat: {"53"} for chat in range(1, 6)})
    sent(desk(db, EVENING, rate=1 / 60))
    tomorrow = datetime(2026, 11, 25, 8, tzinfo=UTC)
    assert list(leaving(db).values()) == [EVENING, EVENING + timedelta(minutes=1), *[tomorrow] * 3]


def test_a_role_that_was_taken_back(db: Database) -> None:
    """What its author may not send any more is not sent, even confirmed by somebody who may."""
    asked(db, {10: {"53"}})
    before = desk(db, roles=Roles(frozenset({1, 2}), frozenset({CARL})))
    made = before.begin(CARL, "Bonjour")
    seal = asyncio.run(before.sheet(made)).seal
    asyncio.run(before.validate(CARL, made.id, seal))
    after = desk(db, roles=Roles(frozenset({1, 2})))
    with pytest.raises(Refusal, match="ne sont plus, dans le rôle"):
        asyncio.run(after.confirm(1, made.id, seal))
    with pytest.raises(Refusal, match="Seule la personne qui l'a écrite"):
        after.write(CARL, made.id, "Autre")
    assert Outbox(db).counts() == {}


def test_people_are_counted_beside(db: Database, tmp_path: Path) -> None:
    """A sheet counts the people of a file by another connection, so that nobody waits: as in memory."""
    with closing(open_database(tmp_path / "d")) as file:
        sheets = []
        asked_of_the_loop: list[str] = []
        for data in (db, file):
            at = desk(data)
            asked(data, {10: {"53"}, 11: {"53", "93"}, 12: {"94"}})
            made = at.begin(ANNE, "Bonjour", ("53", "93"))
            data.conn.set_trace_callback(asked_of_the_loop.append if data is file else None)
            sheets.append(asyncio.run(at.sheet(made)))
            assert asyncio.run(at.counts()) == Counter({"53": 2, "93": 1, "94": 1})
    assert sheets[0] == sheets[1]
    assert sheets[1].people == 2
    assert asked_of_the_loop
    assert not [query for query in asked_of_the_loop if "subscriptions" in query]


def test_what_is_refused_changes_nothing(db: Database) -> None:
    """Nothing to say, nobody to tell, another page, what is over: each says why."""
    at = desk(db)
    made = at.begin(ANNE)
    empty = asyncio.run(at.sheet(made))
    with pytest.raises(Refusal, match="pas encore de texte"):
        asyncio.run(at.validate(ANNE, made.id, empty.seal))
    with pytest.raises(Refusal, match="pas encore de texte"):
        at.sample(ANNE, made)
    at.write(ANNE, made.id, "Bonjour")
    with pytest.raises(OtherSeal, match="ont changé"):
        asyncio.run(at.validate(ANNE, made.id, empty.seal))
    seal = asyncio.run(at.sheet(at.get(made.id))).seal
    with pytest.raises(Refusal, match="personne à prévenir"):
        asyncio.run(at.validate(ANNE, made.id, seal))
    with pytest.raises(Refusal, match="n'a pas été validée"):
        asyncio.run(at.confirm(ANNE, made.id, empty.seal))
    with pytest.raises(Refusal, match="n'existe pas"):
        at.drop(ANNE, 99)
    with pytest.raises(Refusal, match="a changé entre-temps"):
        at.reopen(ANNE, made.id)
    assert at.get(made.id).state is Stage.DRAFT


@pytest.mark.parametrize("steps", range(4))
def test_a_process_that_ends_at_any_await(db: Database, steps: int) -> None:
    """Whatever was written by then, nothing had left; the next process writes each message once."""
    asked(db, {chat: {"53"} for chat in range(2 * PART + 1)})
    at = desk(db)
    made = at.begin(ANNE, "Bonjour")
    seal = asyncio.run(at.sheet(made)).seal
    asyncio.run(at.validate(ANNE, made.id, seal))
    confirming = at.confirm(ANNE, made.id, seal)
    for _ in range(steps):
        confirming.send(None)
    confirming.close()
    assert at.outbox.due(NOON, 9) == []
    if steps:
        assert at.outbox.counts().total() == min(steps * PART, 2 * PART + 1)
        asyncio.run(desk(db).resume())
    else:
        asyncio.run(at.confirm(ANNE, made.id, seal))
    assert at.outbox.counts() == {State.WAITING: 2 * PART + 1}
    assert len(leaving(db)) == 2 * PART + 1
    assert at.outbox.due(NOON, 9) != []


def test_a_process_that_ends_while_people_are_frozen(db: Database) -> None:
    """Nothing is confirmed and nothing leaves; confirmed again, everybody gets it."""
    rows = [(chat, "53", "dla", "lundi", "2026-01-01T00:00:00+00:00") for chat in range(FROZEN + 1)]
    db.conn.executemany("insert into subscriptions values (?, ?, ?, ?, ?)", rows)
    at = desk(db)
    made = at.begin(ANNE, "Bonjour")
    seal = asyncio.run(at.sheet(made)).seal
    asyncio.run(at.validate(ANNE, made.id, seal))
    confirming = at.confirm(ANNE, made.id, seal)
    confirming.send(None)
    confirming.close()
    asyncio.run(desk(db).resume())
    assert at.get(made.id).state is Stage.PROPOSED
    assert at.outbox.counts() == {}
    asyncio.run(at.confirm(ANNE, made.id, seal))
    assert at.outbox.counts() == {State.WAITING: FROZEN + 1}


def test_a_confirmation_that_was_cut_short(db: Database) -> None:
    """Confirmed again after an end in the middle, it writes what is missing, each message once."""
    asked(db, {10: {"53"}, 11: {"53"}})
    at = desk(db)
    number = sent(at)
    db.execute("delete from outbox where chat = 11")
    db.execute("update broadcasts set state = 'confirme'")
    with pytest.raises(Refusal, match="déjà confirmée, par 1"):
        asyncio.run(at.confirm(ANNE, number, "0" * 16))
    asyncio.run(at.confirm(ANNE, number, at.get(number).seal or ""))
    assert Outbox(db).counts() == {State.WAITING: 2}
    assert at.get(number).state is Stage.LEFT


def test_nothing_names_who_was_forgotten(db: Database) -> None:
    """Her number is nowhere in the data, not even inside a key; the report still counts her messages."""
    marie, other = 424242, 11
    asked(db, {marie: {"53"}, other: {"53"}})
    at = desk(db)
    first, second = sent(at), sent(at)
    for entry in at.outbox.due(NOON, 9):
        if entry.batch == at.get(first).batch:
            at.outbox.settle(entry, State.SENT, NOON)
    before = at.broadcasts.by_region(first)
    audience_of(db).people.forget(marie, NOON)
    dump = "\n".join(db.conn.iterdump())
    assert f"{marie}" not in dump
    assert f":{other}" in dump
    assert at.broadcasts.by_region(first) == before == {"53": (Counter({State.SENT: 2}), 0)}
    assert at.broadcasts.by_region(second) == {"53": (Counter({State.WAITING: 1, State.CANCELLED: 1}), 1)}
    assert [entry.chat for entry in at.outbox.due(NOON, 9)] == [other]


def test_who_is_forgotten_before_her_message_is_written(db: Database) -> None:
    """The broadcast goes on without her, even if she asks again meanwhile."""
    asked(db, {10: {"53"}, 11: {"53"}})
    at = desk(db)
    number = sent(at)
    db.execute("delete from outbox")
    db.execute("update broadcasts set state = 'confirme'")
    audience_of(db).people.forget(10, NOON)
    asked(db, {10: {"53"}})
    asyncio.run(at.resume())
    assert leaving(db).keys() == {11}
    assert at.broadcasts.by_region(number) == {"53": (Counter({State.WAITING: 1}), 0)}
