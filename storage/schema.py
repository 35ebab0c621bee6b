"""The tables of the file of data, as they came to be: one migration each time that something was added."""

from sqlite_utils import Database
from sqlite_utils.db import Table
from sqlite_utils.migrations import Migrations

migrations = Migrations("cress-bot")


def table(db: Database, name: str) -> Table:
    """Return a table (never a view)."""
    found = db[name]
    assert isinstance(found, Table)  # noqa: S101 - for the type checker
    return found


@migrations()
def chats(db: Database) -> None:
    """One row a conversation: what was answered, and when the last event came (UTC)."""
    table(db, "chats").create(
        {"chat": int, "session": str, "seen": str}, pk="chat", not_null={"session", "seen"}
    )


@migrations()
def misses(db: Database) -> None:
    """Keep what was not understood, by digest of question and text; see `storage.misses`."""
    table(db, "misses").create(
        {"key": str, "question": str, "text": str, "times": int, "people": str, "day": str},
        pk="key",
        not_null={"times", "people", "day"},
    )
    table(db, "keys").create({"key": str}, pk="key")


@migrations()
def versions(db: Database) -> None:
    """Keep the contents that were served, and each time one began to be; see `storage.versions`."""
    table(db, "versions").create(
        {"hash": str, "first": str, "files": bytes}, pk="hash", not_null={"first", "files"}
    )
    table(db, "servings").create({"id": int, "hash": str, "at": str}, pk="id", not_null={"hash", "at"})
    table(db, "servings").create_index(["hash"])


@migrations()
def outbox(db: Database) -> None:
    """Keep what is to be sent, one row a (message, person), by batch; see `storage.outbox`."""
    table(db, "batches").create(
        {"batch": str, "title": str, "state": str, "opened": str, "closed": str},
        pk="batch",
        not_null={"title", "state", "opened"},
    )
    rows = table(db, "outbox")
    rows.create(
        {
            "id": int,
            "key": str,
            "chat": int,
            "batch": str,
            "kind": str,
            "body": str,
            "not_before": str,
            "state": str,
            "attempts": int,
            "reason": str,
            "moved": str,
        },
        pk="id",
        not_null={"key", "chat", "batch", "kind", "body", "not_before", "state", "attempts", "moved"},
        defaults={"attempts": 0},
    )
    rows.create_index(["key"], unique=True)
    rows.create_index(["batch", "state", "not_before"])
    rows.create_index(["chat"])
    db.execute("create index outbox_leaving on outbox (id) where state = 'en_cours'")


@migrations()
def alerts(db: Database) -> None:
    """Keep who asked to be told of what, and what was told; see `storage.subscriptions`, `storage.told`."""
    table(db, "subscriptions").create(
        {"chat": int, "region": str, "programme": str, "rhythm": str, "since": str},
        pk=("chat", "region", "programme", "rhythm"),
        not_null={"since"},
    )
    table(db, "subscriptions").create_index(["region", "chat", "programme", "rhythm", "since"])
    table(db, "subscriptions").create_index(["region", "programme", "rhythm"])
    table(db, "revisions").create(
        {"window": str, "revision": int, "digest": str, "at": str, "ends": str},
        pk=("window", "revision"),
        not_null={"digest", "at"},
    )
    db.execute(
        "create table told (window text not null, chat integer not null, kind text not null, "
        "revision integer not null, key text not null, "
        "primary key (window, chat, kind, revision)) without rowid"
    )  # in the order in which it is read and written: half the time for a hundred thousand people
    table(db, "told").create_index(["key"])
    table(db, "digests").create({"week": str, "region": str, "at": str}, pk=("week", "region"))


@migrations()
def broadcasts(db: Database) -> None:
    """Keep the broadcasts, whom they reach, what is asked about them, and the journal of all that."""
    table(db, "broadcasts").create(
        {
            "id": int,
            "author": int,
            "regions": str,
            "text": str,
            "state": str,
            "seal": str,
            "confirmed": int,
            "at": str,
        },
        pk="id",
        not_null={"author", "text", "state", "at"},
    )
    db.execute(
        "create table audiences (broadcast integer not null, chat integer not null, regions text not null, "
        "primary key (broadcast, chat)) without rowid"  # written twice as fast, in one go, at a confirmation
    )
    table(db, "prompts").create(
        {"chat": int, "broadcast": int, "what": str, "until": str},
        pk="chat",
        not_null={"broadcast", "what", "until"},
    )
    table(db, "journal").create(
        {"id": int, "at": str, "who": int, "what": str, "detail": str},
        pk="id",
        not_null={"at", "who", "what", "detail"},
    )
    again = (
        "when exists (select 1 from journal where id = new.id)"  # or else "insert or replace" would delete
    )
    for change, when in (("update", ""), ("delete", ""), ("insert", again)):
        db.execute(
            f"create trigger journal_{change} before {change} on journal {when} "
            "begin select raise(abort, 'the journal is only added to'); end"
        )


@migrations()
def departures(db: Database) -> None:
    """Keep since when a person cannot be reached, so that she is forgotten in time; see `storage.people`.

    And when the daily purge was done last; see `storage.purging`.
    """
    table(db, "departures").create({"chat": int, "at": str}, pk="chat", not_null={"at"})
    table(db, "purges").create({"at": str}, pk="at")


@migrations()
def sayings(db: Database) -> None:
    """Keep what a message tells once for all that tell the same, by a number that each of them bears.

    `told` was a row for each person and thing, half of the work of an announcement; it is now read from both.
    """
    db.execute(
        "create table sayings (id integer not null, window text not null, kind text not null, "
        "revision integer not null, primary key (window, kind, revision, id)) without rowid"
    )
    table(db, "sayings").create_index(["id"])
    table(db, "outbox").add_column("says", int)
    for query in _GATHER:
        db.execute(query)
    db.execute("drop index idx_outbox_chat")
    db.execute("create index outbox_chat on outbox (chat, says)")
    db.execute("create index outbox_says on outbox (says, state) where says is not null")
    db.execute(
        "create view told as select t.window, o.chat, t.kind, t.revision, o.key "
        "from outbox o join sayings t on t.id = o.says"
    )


@migrations()
def bodies(db: Database) -> None:
    """Keep once the text of all the messages that say the same: `outbox.wording` is its number."""
    db.execute("create table bodies (id integer primary key, body text not null unique)")
    db.execute("insert into bodies (body) select body from outbox group by body order by min(id)")
    db.execute("alter table outbox add column wording integer")
    db.execute("update outbox set wording = (select id from bodies where bodies.body = outbox.body)")
    db.execute("alter table outbox drop column body")
    table(db, "outbox").create_index(["wording"])


@migrations()
def tallies(db: Database) -> None:
    """Keep how many messages of a batch became what, once their rows are gone; see `storage.tallies`."""
    db.execute(
        "create table tallies (batch text not null, region text not null, state text not null, "
        "gone integer not null, rows integer not null, "
        "primary key (batch, region, state, gone)) without rowid"
    )


_GATHER = (
    "create temp table facts (key text primary key, chat integer, said text)",
    """
    insert into facts
    select key, min(chat), group_concat(window || char(10) || kind || char(10) || revision, char(10))
    from (select * from told order by key, window, kind, revision) group by key
    """,
    "create temp table sets (id integer primary key, said text unique, key text)",
    "insert into sets (said, key) select said, min(key) from facts group by said",
    "insert into sayings select s.id, t.window, t.kind, t.revision from sets s join told t on t.key = s.key",
    """
    update outbox set
    chat = (select chat from facts where facts.key = outbox.key),
    says = (select id from facts join sets using (said) where facts.key = outbox.key)
    where key in (select key from facts)
    """,
    "drop table facts",
    "drop table sets",
    "drop table told",
)
"""Makes sets of what each message tells; a group whose number changed was told under its new one."""
