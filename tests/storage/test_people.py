"""What is held about a chat: all of it, told, then erased for good."""

from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path
from random import Random

from sqlite_utils import Database

from storage.batches import Batches, Phase
from storage.broadcasts import Broadcasts
from storage.database import checkpoint, open_database, rewrite
from storage.journal import Journal
from storage.outbox import NOBODY, Draft, Outbox
from storage.people import HOLDINGS, Erased, People
from storage.prompts import Prompt, Prompts
from storage.sessions import Sessions
from storage.subscriptions import Subscription, Subscriptions
from storage.told import Told
from tests.traces import holds

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
MARIE, PAUL = 5_123_456_789, 6_987_654_321
SESSION = {
    "answers": [["statut", "association"]], "focus": None, "misses": 0, "choices": [], "previous": [],
    "seen": None,
}  # fmt: skip
NOBODYS = {
    "misses": {"key", "question", "text", "times", "people", "day"},
    "keys": {"key"},
    "versions": {"hash", "first", "files"},
    "servings": {"id", "hash", "at"},
    "batches": {"batch", "title", "state", "opened", "closed"},
    "revisions": {"window", "revision", "digest", "at", "ends"},
    "digests": {"week", "region", "at"},
    "purges": {"at"},
    "bodies": {"id", "body"},
    "tallies": {"batch", "region", "state", "gone", "rows"},
    "lease": {"id", "host", "pid", "since", "renewed"},
    "chats": {"session", "seen"},
    "subscriptions": {"region", "programme", "rhythm", "since"},
    "told": {"window", "kind", "revision", "key"},
    "sayings": {"id", "window", "kind", "revision"},
    "outbox": {
        *(
            "id",
            "key",
            "batch",
            "kind",
            "wording",
            "not_before",
            "state",
            "attempts",
            "reason",
            "moved",
            "says",
        ),
    },
    "audiences": {"broadcast", "regions"},
    "prompts": {"broadcast", "what", "until"},
    "departures": {"at"},
    "broadcasts": {"id", "regions", "text", "state", "seal", "at"},
    "journal": {"id", "at", "what", "detail"},
    "_sqlite_migrations": {"id", "migration_set", "name", "applied_at"},
}
"""The columns that hold no number of a chat. Keys hold it, and go with the column beside them."""


def fill(db: Database, chat: int) -> None:
    """Write something about a chat in every table that may hold it, but those of a role."""
    week, key = "resume-2026-11-30", f"resume-2026-11-30:{chat}"
    outbox, broadcasts = Outbox(db), Broadcasts(db)
    Sessions(db).save(chat, SESSION, NOW)
    Subscriptions(db).keep(chat, [Subscription("53", "dla", "lundi")], NOW)
    Batches(db).open(week, "Résumé", NOW, Phase.RUNNING)
    outbox.add(week, [Draft(key, chat, "x", "{}", NOW, Told(db).number([("w", "o", 1)]))], NOW)
    Prompts(db).ask(chat, Prompt(1, "texte"), NOW)
    People(db).leave(chat, NOW)
    made = broadcasts.new(1, None, "[pas du JSON", NOW)
    seal = broadcasts.sealed(made, date(2026, 11, 24)).seal
    assert broadcasts.propose(made.id, seal, 1, NOW)
    assert [*broadcasts.freeze(made.id, seal)] == []
    Batches(db).open(made.batch, "Diffusion", NOW, Phase.RUNNING)
    outbox.add(made.batch, [Draft(f"{made.batch}:{chat}", chat, "x", "{}", NOW)], NOW)


def test_every_column_that_may_hold_a_chat_is_named(db: Database) -> None:
    """A table or a column that is added must be said to be about a person, or about nobody."""
    tables = (*db.table_names(), *db.view_names())
    schema = {name: {row[1] for row in db.execute(f"pragma table_info({name})")} for name in tables}
    named = {
        name: NOBODYS.get(name, set()) | {c for h in HOLDINGS if h.table == name for c in h.columns}
        for name in schema
    }
    assert schema == named
    for holding in HOLDINGS:
        assert not NOBODYS[holding.table] & set(holding.columns)


def test_all_that_is_held_is_told(db: Database) -> None:
    """Each table that holds the chat is there with its rows; nobody else's are."""
    fill(db, MARIE)
    fill(db, PAUL)
    Journal(db).note(MARIE, "commence", "diffusion 1", NOW)
    held = People(db).held(MARIE)
    assert set(held) == {h.table for h in HOLDINGS} - {"broadcasts"}
    assert held["chats"] == [{"chat": MARIE, "session": SESSION, "seen": NOW.isoformat()}]
    assert [row["body"] for row in held["outbox"]] == [{}, {}]
    assert str(PAUL) not in str(held)
    broadcasts = People(db).held(1)["broadcasts"]
    assert [row["text"] for row in broadcasts] == ["[pas du JSON"] * 2
    assert People(db).held(3) == {}
    assert People(db).count(3) == {}


def test_forgetting_leaves_nothing_and_says_what_it_erased(db: Database) -> None:
    """The receipt counts the rows of each table; the others keep theirs; a second time erases nothing."""
    fill(db, MARIE)
    fill(db, PAUL)
    people, before = People(db), People(db).count(PAUL)
    assert people.forget(MARIE, NOW) == Erased(
        {
            "chats": 1, "subscriptions": 1, "told": 1, "outbox": 2, "audiences": 2, "prompts": 1,
            "departures": 1,
        },
        {},
    )  # fmt: skip
    assert people.count(MARIE) == {}
    assert people.count(PAUL) == before
    assert people.forget(MARIE, NOW) == Erased({}, {})
    rows = db.execute("select chat, key, state from outbox where chat >= ?", [NOBODY]).fetchall()
    assert [(str(MARIE) in key, state) for _, key, state in rows] == [(False, "annule")] * 2


def test_what_was_done_with_a_role_stays_and_is_said(db: Database) -> None:
    """Broadcasts and the journal keep who did what."""
    broadcast = Broadcasts(db).new(MARIE, None, "Bonjour", NOW)
    Sessions(db).save(MARIE, {}, NOW)
    erased = People(db).forget(MARIE, NOW)
    assert erased == Erased({"chats": 1}, {"broadcasts": 1, "journal": 1})
    assert Broadcasts(db).get(broadcast.id) == broadcast


def test_who_comes_back_is_not_gone(db: Database) -> None:
    """The first day somebody could not be reached is kept, until she can be again."""
    people = People(db)
    Sessions(db).save(MARIE, SESSION, NOW)
    people.leave(MARIE, NOW)
    people.leave(MARIE, NOW.replace(day=25))
    assert people.held(MARIE)["departures"] == [{"chat": MARIE, "at": "2026-11-24T12:00:00+00:00"}]
    people.back(MARIE)
    assert set(people.held(MARIE)) == {"chats"}


def test_nothing_begins_to_be_held_when_somebody_leaves(db: Database) -> None:
    """Of whom nothing is held, a departure is not kept either."""
    People(db).leave(MARIE, NOW)
    assert People(db).held(MARIE) == {}


def test_no_byte_of_the_file_tells_who_was_erased(tmp_path: Path) -> None:
    """Hundreds of people come, change and go; once written anew, the file holds none of those who went."""
    path, chance = tmp_path / "d", Random(20261127)
    with closing(open_database(path)) as db:
        people = [chance.randrange(5 * 10**9, 7 * 10**9) for _ in range(400)]
        erased = people[::3]
        for chat in (*people, *people[::2]):
            Sessions(db).save(chat, {"answers": [["a", "b" * chance.randrange(80)]]}, NOW)
            wanted = [Subscription(str(chance.randrange(90)), "dla", rhythm) for rhythm in "abc"]
            Subscriptions(db).keep(chat, wanted[: chance.randrange(4)], NOW)
        for chat in erased:
            People(db).forget(chat, NOW)
        checkpoint(str(path), emptied=True)
        before = [chat for chat in erased if holds(path.read_bytes(), chat)]
        rewrite(str(path))
        data = path.read_bytes()
        assert [chat for chat in erased if holds(data, chat)] == []
        assert all(holds(data, chat) for chat in set(people) - set(erased))
        assert len(before) < len(erased) / 10  # copies that SQLite left between two rows
        assert (tmp_path / "d-wal").stat().st_size == 0
