"""Broadcasts, their seal and the journal, in a real SQLite."""

import sqlite3
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlite_utils import Database

from storage.batches import Batches
from storage.broadcasts import FROZEN, PAGE, Broadcast, Broadcasts, Stage
from storage.database import MEMORY, open_database
from storage.journal import Journal
from storage.outbox import GONE, Draft, Outbox, State
from storage.prompts import PATIENCE, Prompt, Prompts
from storage.subscriptions import Subscription, Subscriptions

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
TODAY = date(2026, 11, 24)
ANNE, PAUL = 1, 2
DB = open_database(MEMORY)
"""Of the law, which writes all it reads."""
WANTED = st.dictionaries(st.integers(1, 9), st.sets(st.sampled_from(["11", "53", "93"]), min_size=1))


@pytest.fixture
def db(db: Database) -> Database:
    """Return a database in memory, in which three people asked for something."""
    asked(db, {10: {"53"}, 11: {"53", "93"}, 12: {"93"}})
    return db


@pytest.fixture
def broadcasts(db: Database) -> Broadcasts:
    """Return the broadcasts, none yet."""
    return Broadcasts(db)


def asked(db: Database, wanted: dict[int, set[str]]) -> None:
    """Make people ask to be told of regions."""
    for chat, regions in wanted.items():
        Subscriptions(db).keep(chat, [Subscription(region, "dla", "lundi") for region in regions], NOW)


def proposed(broadcasts: Broadcasts, regions: tuple[str, ...] | None = None) -> tuple[int, str]:
    """Propose a broadcast as it is; return its number and its seal."""
    made = broadcasts.new(ANNE, regions, "Bonjour", NOW)
    seal = broadcasts.sealed(made, TODAY).seal
    assert broadcasts.propose(made.id, seal, ANNE, NOW)
    return made.id, seal


def of(broadcasts: Broadcasts, number: int) -> Broadcast:
    """Return a broadcast that exists."""
    found = broadcasts.get(number)
    assert found is not None
    return found


def confirm(broadcasts: Broadcasts, number: int, seal: str, who: int = PAUL, day: date = TODAY) -> bool:
    """Freeze the audience, then confirm the seal."""
    frozen = sum(broadcasts.freeze(number, seal))
    assert frozen % FROZEN == 0
    return broadcasts.confirm(number, seal, day, who, NOW)


@given(first=WANTED, second=WANTED, regions=st.none() | st.lists(st.sampled_from(["11", "53"]), unique=True))
def test_a_seal_is_its_audience(
    first: dict[int, set[str]], second: dict[int, set[str]], regions: list[str] | None
) -> None:
    """Two audiences have the same seal when, and only when, they are the same chats."""
    seals, reached = [], []
    for wanted in (first, second):
        DB.execute("delete from subscriptions")
        asked(DB, wanted)
        found = Broadcasts(DB).sealed(Broadcasts(DB).new(ANNE, regions, "Bonjour", NOW), TODAY)
        chats = {chat for chat, codes in wanted.items() if codes and (regions is None or codes & {*regions})}
        assert found.people == len(chats)
        seals.append(found.seal)
        reached.append(chats)
    assert (seals[0] == seals[1]) == (reached[0] == reached[1])


@pytest.mark.parametrize(
    "change",
    [
        lambda db, number: Broadcasts(db).write(number, "Bonsoir", ANNE, NOW),
        lambda db, number: Broadcasts(db).choose(number, ["53"], ANNE, NOW),
        lambda db, _number: Subscriptions(db).forget(12),
        lambda db, _number: asked(db, {13: {"11"}}),
    ],
    ids=["text", "regions", "somebody stopped", "somebody came"],
)
def test_what_changed_is_not_confirmed(
    db: Database, broadcasts: Broadcasts, change: Callable[[Database, int], object]
) -> None:
    """After any change, the seal that was proposed is refused, and nothing of it is kept."""
    number, seal = proposed(broadcasts)
    before = len(list(Journal(db).lines()))
    change(db, number)
    assert not confirm(broadcasts, number, seal)
    assert list(broadcasts.recipients(number)) == []
    assert of(broadcasts, number).state in {Stage.DRAFT, Stage.PROPOSED}
    assert "confirme" not in [line.what for line in Journal(db).lines()][before:]


def test_a_seal_is_for_a_day_and_for_once(broadcasts: Broadcasts) -> None:
    """Another day is refused, another seal too; once confirmed, nobody confirms nor changes it again."""
    number, seal = proposed(broadcasts)
    assert not confirm(broadcasts, number, seal, day=TODAY + timedelta(days=1))
    assert not confirm(broadcasts, number, "0" * 16)
    assert confirm(broadcasts, number, seal)
    assert not confirm(broadcasts, number, seal)
    assert not broadcasts.write(number, "Autre", ANNE, NOW)
    assert not broadcasts.choose(number, None, ANNE, NOW)
    assert not broadcasts.drop(number, ANNE, NOW)
    found = of(broadcasts, number)
    assert (found.state, found.confirmed, found.seal, found.text) == (Stage.CONFIRMED, PAUL, seal, "Bonjour")


def test_two_administrators_at_once(tmp_path: Path) -> None:
    """In two processes, one only confirms."""
    path = tmp_path / "donnees.sqlite3"
    with closing(open_database(path)) as one, closing(open_database(path)) as other:
        asked(one, {10: {"53"}})
        number, seal = proposed(Broadcasts(one))
        done = [confirm(Broadcasts(db), number, seal, who) for db, who in ((one, 1), (other, 2))]
    assert done == [True, False]


def crowd(db: Database, *chats: int) -> None:
    """Make many people ask at once."""
    rows = [(chat, "53", "dla", "lundi", NOW.isoformat()) for chat in chats]
    db.conn.executemany("insert into subscriptions values (?, ?, ?, ?, ?)", rows)


def test_what_is_confirmed_is_what_was_sealed(db: Database, broadcasts: Broadcasts) -> None:
    """Whoever comes while the audience is frozen: she is not in it, or nothing is confirmed."""
    crowd(db, *range(1000, 1000 + 2 * FROZEN))
    number, seal = proposed(broadcasts)
    freezing = broadcasts.freeze(number, seal)
    assert next(freezing) == FROZEN
    crowd(db, 1, 9999)
    list(freezing)
    assert not broadcasts.confirm(number, seal, TODAY, PAUL, NOW)
    Subscriptions(db).forget(9999)
    list(broadcasts.freeze(number, seal))
    assert not broadcasts.confirm(number, seal, TODAY, PAUL, NOW)
    Subscriptions(db).forget(1)
    freezing = broadcasts.freeze(number, seal)
    next(freezing)
    crowd(db, 1)
    list(freezing)
    assert broadcasts.confirm(number, seal, TODAY, PAUL, NOW)
    reached = [chat for chat, _ in broadcasts.recipients(number)]
    assert reached == [10, 11, 12, *range(1000, 1000 + 2 * FROZEN)]


def test_a_slower_confirmation_changes_nothing(db: Database, broadcasts: Broadcasts) -> None:
    """What another administrator confirmed meanwhile is not frozen again."""
    crowd(db, *range(1000, 1000 + FROZEN))
    number, seal = proposed(broadcasts)
    slower = broadcasts.freeze(number, seal)
    next(slower)
    assert confirm(broadcasts, number, seal)
    crowd(db, 9999)
    assert list(slower) == []
    assert 9999 not in dict(broadcasts.recipients(number))


def test_the_audience_is_that_of_the_confirmation(db: Database, broadcasts: Broadcasts) -> None:
    """Who comes after is not in it; who stopped since is not written to."""
    number, seal = proposed(broadcasts, ("53",))
    confirm(broadcasts, number, seal)
    asked(db, {14: {"53"}})
    assert list(broadcasts.recipients(number)) == [(10, ("53",)), (11, ("53",))]
    Subscriptions(db).forget(10)
    assert list(broadcasts.recipients(number)) == [(11, ("53",))]


def test_who_leaves_its_regions_is_not_written_to(db: Database, broadcasts: Broadcasts) -> None:
    """Neither when the messages are written, nor once hers waits; who keeps one of them is."""
    outbox, subscriptions = Outbox(db), Subscriptions(db)
    number, seal = proposed(broadcasts, ("53",))
    confirm(broadcasts, number, seal)
    batch = of(broadcasts, number).batch
    Batches(db).open(batch, "Diffusion", NOW)
    outbox.add(batch, (Draft(f"{batch}:{n}", n, "diffusion", "{}", NOW) for n in (10, 11)), NOW)
    asked(db, {11: {"53"}})
    broadcasts.narrow(11, "arrete", NOW)
    assert outbox.counts(batch) == {State.WAITING: 2}
    asked(db, {11: {"93"}})
    broadcasts.narrow(11, "arrete", NOW)
    assert outbox.counts(batch) == {State.WAITING: 1, State.CANCELLED: 1}
    assert list(broadcasts.recipients(number)) == [(10, ("53",))]
    subscriptions.forget(10)
    assert list(broadcasts.recipients(number)) == []


def test_who_stops_while_the_messages_are_written(db: Database, broadcasts: Broadcasts) -> None:
    """Recipients are read page by page: who stops meanwhile is left out of the next one."""
    asked(db, {chat: {"11"} for chat in range(1000, 1000 + PAGE + 10)})
    number, seal = proposed(broadcasts, ("11",))
    confirm(broadcasts, number, seal)
    reading = broadcasts.recipients(number)
    first = [next(reading) for _ in range(PAGE)]
    Subscriptions(db).forget(1000 + PAGE + 3)
    assert len(first) + len(list(reading)) == PAGE + 9


def test_what_became_of_it_by_region(db: Database, broadcasts: Broadcasts) -> None:
    """Each person in one region, the first of hers; who is gone is counted apart."""
    number, seal = proposed(broadcasts)
    confirm(broadcasts, number, seal)
    batches, outbox, batch = Batches(db), Outbox(db), of(broadcasts, number).batch
    batches.open(batch, "Diffusion", NOW)
    drafts = [
        Draft(f"{batch}:{chat}", chat, "diffusion", "{}", NOW) for chat, _ in broadcasts.recipients(number)
    ]
    outbox.add(batch, drafts, NOW)
    batches.start(batch)
    for entry, state, reason in zip(
        outbox.due(NOW, 3), (State.SENT, State.DOUBTFUL, State.DROPPED), (None, "TimedOut", GONE), strict=True
    ):
        outbox.settle(entry, state, NOW, reason)
    assert broadcasts.by_region(number) == {
        "53": (Counter({State.SENT: 1, State.DOUBTFUL: 1}), 0),
        "93": (Counter({State.DROPPED: 1}), 1),
    }


def test_from_draft_to_end(broadcasts: Broadcasts) -> None:
    """Who has something to finish, what waits for a yes, what is leaving, what left that day."""
    assert broadcasts.open_of(ANNE) is None
    number, seal = proposed(broadcasts)
    assert [found.id for found in broadcasts.proposed()] == [number]
    assert broadcasts.reopen(number, "refuse", PAUL, NOW)
    assert not broadcasts.reopen(number, "refuse", PAUL, NOW)
    assert broadcasts.open_of(ANNE) == of(broadcasts, number)
    broadcasts.propose(number, seal, ANNE, NOW)
    confirm(broadcasts, number, seal)
    assert [found.id for found in broadcasts.confirmed()] == [number]
    broadcasts.left(number, NOW)
    assert of(broadcasts, number).state is Stage.LEFT
    assert broadcasts.confirmed() == []
    assert [found.id for found in broadcasts.since(NOW)] == [number]
    assert broadcasts.since(NOW + timedelta(seconds=1)) == []
    other = broadcasts.new(ANNE, ("53",), "", NOW)
    assert broadcasts.drop(other.id, ANNE, NOW)
    assert broadcasts.open_of(ANNE) is None
    assert broadcasts.get(99) is None


def test_the_journal_tells_who_did_what(db: Database, broadcasts: Broadcasts) -> None:
    """A line a change, in order; nothing about the people."""
    number, seal = proposed(broadcasts)
    broadcasts.write(number, "Autre", ANNE, NOW)
    broadcasts.drop(number, ANNE, NOW + timedelta(minutes=1))
    lines = list(Journal(db).lines())
    assert [(line.who, line.what, line.detail) for line in lines] == [
        (ANNE, "commence", "diffusion 1"),
        (ANNE, "valide", f"diffusion 1 {seal}"),
        (ANNE, "texte", "diffusion 1"),
        (ANNE, "abandonne", "diffusion 1"),
    ]
    assert lines[-1].at == NOW + timedelta(minutes=1)


@pytest.mark.parametrize(
    "change",
    [
        "update journal set who = 9",
        "delete from journal",
        "insert or replace into journal values (1, '', 9, '', '')",
    ],
)
def test_the_journal_is_only_added_to(db: Database, broadcasts: Broadcasts, change: str) -> None:
    """The database itself refuses anything else."""
    broadcasts.new(ANNE, None, "Bonjour", NOW)
    with pytest.raises(sqlite3.IntegrityError, match="only added to"):
        db.execute(change)
    assert [line.who for line in Journal(db).lines()] == [ANNE]


def test_a_question_waits_a_quarter_of_an_hour(db: Database) -> None:
    """One at a time, the last one; then what is written is a message like any other."""
    prompts = Prompts(db)
    assert prompts.of(ANNE, NOW) is None
    prompts.ask(ANNE, Prompt(1, "texte"), NOW)
    prompts.ask(ANNE, Prompt(2, "motif"), NOW)
    assert prompts.of(ANNE, NOW + PATIENCE) == Prompt(2, "motif")
    assert prompts.of(PAUL, NOW) is None
    assert prompts.of(ANNE, NOW + PATIENCE + timedelta(seconds=1)) is None
    prompts.forget(ANNE)
    assert prompts.of(ANNE, NOW) is None
