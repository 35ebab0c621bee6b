"""What was told, in a real SQLite: kept once for all that tell the same, known from the messages."""

from collections.abc import Iterable, Mapping
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st
from sqlite_utils import Database

from storage.batches import ALERTS, Batches, Phase
from storage.database import MEMORY, open_database
from storage.outbox import Draft, Outbox, State
from storage.told import Said, Told

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
FIRST, SECOND = ("prix:1", "ouverture", 1), ("prix:2", "ouverture", 1)
_OLD_TABLE = """
create table told (window text not null, chat integer not null, kind text not null,
revision integer not null, key text not null, primary key (window, chat, kind, revision)) without rowid
"""


def told_of(db: Database) -> set[tuple[str, int, str, int, str]]:
    """Return what everybody was told: window, chat, kind, revision, key."""
    return set(db.execute("select window, chat, kind, revision, key from told"))


def write(db: Database, said: Mapping[int, Iterable[Said]]) -> list[int]:
    """Write an alert to each of some chats; return their rows."""
    Batches(db).open(ALERTS, "Alertes", NOW, Phase.RUNNING)
    drafts = [Draft(f"k{chat}", chat, "alerte", "", NOW, Told(db).number(of)) for chat, of in said.items()]
    Outbox(db).add(ALERTS, drafts, NOW)
    return [row for (row,) in db.execute("select id from outbox order by id")]


_SAID = st.frozensets(
    st.tuples(st.sampled_from(["a", "b", "c"]), st.sampled_from(["ouverture", "ouvert"]), st.integers(1, 3))
)


@given(st.dictionaries(st.integers(1, 50), _SAID, max_size=12))
def test_each_was_told_what_her_message_says(said: dict[int, frozenset[Said]]) -> None:
    """No more, no less; the messages that tell the same bear one number, and no others do."""
    with closing(open_database(MEMORY)) as db:
        write(db, said)
        assert told_of(db) == {
            (window, chat, kind, revision, f"k{chat}")
            for chat, of in said.items()
            for window, kind, revision in of
        }
        numbers = {of: Told(db).number(sorted(of, reverse=True)) for of in {*said.values(), frozenset()}}
        assert len(set(numbers.values())) == len(numbers)
        assert numbers[frozenset()] is None
        assert dict(db.execute("select chat, says from outbox")) == {c: numbers[of] for c, of in said.items()}


def test_what_is_retracted_leaves_the_rest_of_what_was_cancelled(db: Database) -> None:
    """Of a cancelled message, only the window is untold; one that waits is cancelled and tells nothing."""
    rows = write(db, {1: [FIRST, SECOND], 2: [FIRST, SECOND], 3: [FIRST, SECOND], 4: [SECOND]})
    db.execute("update outbox set state = 'annule' where chat = 1")
    db.execute("update outbox set state = 'envoye' where chat = 3")
    told = Told(db)
    assert told.older("prix:1", 2) == rows[:2]
    told.retract("prix:1", rows, NOW)
    assert told_of(db) == {("prix:2", 1, "ouverture", 1, "k1")} | {
        (window, 3, kind, revision, "k3") for window, kind, revision in (FIRST, SECOND)
    }
    assert Outbox(db).counts() == {State.CANCELLED: 3, State.SENT: 1}


def test_what_was_kept_by_person_is_gathered(tmp_path: Path) -> None:
    """A file of before is read: each was told the same things by the same messages, under her last number."""
    with closing(open_database(tmp_path / "d")) as db:
        write(db, {1: [], 2: [], 3: [], 4: []})
        for query in (
            "drop view told",
            "drop table sayings",
            "drop index outbox_says",
            "drop index outbox_chat",
            "alter table outbox drop column says",
            "create index idx_outbox_chat on outbox (chat)",
            _OLD_TABLE,
            "create index idx_told_key on told (key)",
            "delete from _sqlite_migrations where name = 'sayings'",
        ):
            db.execute(query)
        before = {
            *(
                (window, chat, kind, revision, f"k{chat}")
                for chat in (1, 2)
                for window, kind, revision in (FIRST, SECOND)
            ),
            (*FIRST[:1], 30, *FIRST[1:], "k3"),
        }
        with db.atomic():
            db.conn.executemany("insert into told values (?, ?, ?, ?, ?)", before)
    with closing(open_database(tmp_path / "d")) as db:
        assert told_of(db) == before
        says = dict(db.execute("select chat, says from outbox"))
        assert says[1] == says[2] != says[30]
        assert says[4] is None
        assert Told(db).number([FIRST]) == says[30]
