"""What is too old goes, by parts; what is not stays."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta

from sqlite_utils import Database

from storage.batches import Batches, Phase
from storage.broadcasts import Broadcasts
from storage.misses import Misses
from storage.outbox import GONE as GONE_AWAY
from storage.outbox import Draft, Outbox, State
from storage.people import People
from storage.prompts import Prompt, Prompts
from storage.purging import PART, Before, Purges
from storage.revisions import Revisions
from storage.sessions import Sessions
from storage.subscriptions import Subscription, Subscriptions
from storage.told import Told

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
WORD, GONE, MISS = NOW - timedelta(days=400), NOW - timedelta(days=30), date(2026, 8, 26)
SECOND = timedelta(seconds=1)
MARIE, PAUL, LEA, CHLOE = 5_000_000_001, 5_000_000_002, 5_000_000_003, 5_000_000_004
ASKED = [Subscription("53", "dla", "lundi")]


def purged(db: Database) -> Counter[str]:
    """Purge everything, and return how many of each kind went."""
    done: Counter[str] = Counter()
    for kind, count in Purges(db).run(Before(WORD, GONE, MISS), NOW):
        done[kind] += count
    return done


def sent(db: Database, chat: int, batch: str, at: datetime, window: str | None = None) -> None:
    """Send a message of a batch to a chat at an instant, which tells a window."""
    outbox, key = Outbox(db), f"{batch}:{chat}"
    Batches(db).open(batch, batch, at, Phase.RUNNING)
    says = Told(db).number([(window, "ouverture", 1)] if window else [])
    outbox.add(batch, [Draft(key, chat, "x", "{}", at, says)], at)
    (entry,) = [entry for entry in outbox.due(at + SECOND, 1000) if entry.key == key]
    outbox.settle(entry, State.SENT, at)


def test_a_conversation_goes_after_its_last_word(db: Database) -> None:
    """One second decides; more people than a part are all looked at; alerts outlive the answers."""
    sessions = Sessions(db)
    for chat in range(PART + 10):
        sessions.save(chat, {}, WORD - SECOND if chat % 2 else WORD)
    Subscriptions(db).keep(1, ASKED, WORD - SECOND)
    assert purged(db) == Counter(conversations=PART // 2 + 5)
    assert sessions.count() == PART // 2 + 5
    assert sessions.load(1) is None
    assert Subscriptions(db).of(1) == tuple(ASKED)
    assert purged(db) == Counter()


def test_who_left_is_forgotten_after_a_time_unless_she_came_back(db: Database) -> None:
    """Coming back is writing, or asking for alerts, since; she is then not gone any more."""
    people, sessions = People(db), Sessions(db)
    for chat, left in ((MARIE, GONE - SECOND), (PAUL, GONE), (LEA, GONE - SECOND), (CHLOE, GONE - SECOND)):
        sessions.save(chat, {}, GONE - timedelta(days=9))
        people.leave(chat, left)
    sessions.save(LEA, {}, GONE)
    Subscriptions(db).keep(CHLOE, ASKED, GONE)
    assert purged(db) == Counter(partis=1)
    assert people.held(MARIE) == {}
    assert set(people.held(PAUL)) == {"chats", "departures"}
    assert set(people.held(LEA)) == {"chats"}
    assert set(people.held(CHLOE)) == {"chats", "subscriptions"}


def test_an_old_message_is_only_counted(db: Database) -> None:
    """By batch and by state, without a row nor its text; a recent one, or one that waits, stays."""
    sent(db, MARIE, "resume-2025-10-06", WORD - SECOND)
    sent(db, PAUL, "resume-2025-10-06", WORD)
    Outbox(db).add("resume-2025-10-06", [Draft("attend", LEA, "x", "{}", NOW)], WORD - SECOND)
    Outbox(db).add("resume-2025-10-06", [Draft("vieux", CHLOE, "x", '{"vieux":1}', NOW)], WORD - SECOND)
    Outbox(db).withdraw(CHLOE, GONE_AWAY, WORD - SECOND)
    before = Outbox(db).counts("resume-2025-10-06"), Outbox(db).gone("resume-2025-10-06"), Outbox(db).counts()
    assert purged(db) == Counter(messages=2)
    assert People(db).held(MARIE) == {}
    assert set(People(db).held(PAUL)) == set(People(db).held(LEA)) == {"outbox"}
    counts = Counter({State.SENT: 2, State.WAITING: 1, State.CANCELLED: 1})
    assert Outbox(db).counts("resume-2025-10-06") == counts
    after = Outbox(db).counts("resume-2025-10-06"), Outbox(db).gone("resume-2025-10-06"), Outbox(db).counts()
    assert after == before
    assert {chat for (chat,) in db.execute("select chat from outbox")} == {PAUL, LEA}
    assert [body for (body,) in db.execute("select body from bodies")] == ["{}"]
    assert purged(db) == Counter()
    assert Outbox(db).counts("resume-2025-10-06") == counts
    assert Outbox(db).by_region("resume-2025-10-06") == {"": (counts, 1)}


def test_who_was_forgotten_is_counted_too_in_time(db: Database) -> None:
    """What she was sent without her number waits as long as that of the others, then goes."""
    for chat, at in ((MARIE, WORD), (PAUL, WORD - SECOND)):
        sent(db, chat, "lot", at)
        People(db).forget(chat, at)
    assert purged(db) == Counter()
    assert db.execute("select count(*) from outbox").fetchone() == (1,)
    assert Outbox(db).counts("lot") == Counter({State.SENT: 2})


def test_the_file_is_bounded(db: Database) -> None:
    """Years of broadcasts to the same people hold no more than what is kept of the last ones."""
    sizes = []
    for month in range(40):
        at = NOW - timedelta(days=30 * (40 - month))
        outbox, text = Outbox(db), f"{month}" * 400
        Batches(db).open(f"lot{month}", "lot", at, Phase.RUNNING)
        outbox.add(f"lot{month}", [Draft(f"{month}:{n}", n, "x", text, at) for n in range(1, 201)], at)
        db.execute("update outbox set state = 'envoye' where state = 'a_envoyer'")
        for _ in Purges(db).run(Before(at - timedelta(days=390), at, MISS), at):
            pass
        sizes.append(db.execute("select (select count(*) from outbox), count(*) from bodies").fetchone())
    assert sizes[-1] == sizes[20] == (14 * 200, 14)
    assert Outbox(db).counts() == Counter({State.SENT: 40 * 200})


def test_what_a_subscriber_still_knows_is_not_told_twice(db: Database) -> None:
    """What says a window that is not over stays, while she has alerts; the rest of what she was told goes."""
    told = Revisions(db)
    told.revise("finie", None, "a", NOW - timedelta(days=1), WORD)
    told.revise("ouverte", None, "a", NOW + timedelta(days=1), WORD)
    for chat in (MARIE, PAUL):
        for window in ("finie", "ouverte"):
            sent(db, chat, f"lot-{window}", WORD - SECOND, window)
    Subscriptions(db).keep(MARIE, ASKED, WORD)
    assert purged(db) == Counter(messages=3)
    held = People(db).held(MARIE)
    assert [row["window"] for row in held["told"]] == ["ouverte"]
    assert [row["batch"] for row in held["outbox"]] == ["lot-ouverte"]
    assert People(db).held(PAUL) == {}


def test_an_old_broadcast_keeps_its_report_and_no_number(db: Database) -> None:
    """Those it reached, and those of an audience that nothing was sent to, are numbers of nobody, or gone."""
    broadcasts, day = Broadcasts(db), WORD.date()
    for chat in (MARIE, PAUL):
        Subscriptions(db).keep(chat, ASKED, WORD)
    for confirmed in (True, False):
        made = broadcasts.new(1, None, "Bonjour", WORD - SECOND)
        seal = broadcasts.sealed(made, day).seal
        assert broadcasts.propose(made.id, seal, 1, WORD - SECOND)
        assert [*broadcasts.freeze(made.id, seal)] == []
        if confirmed:
            assert broadcasts.confirm(made.id, seal, day, 1, WORD - SECOND)
            broadcasts.left(made.id, WORD - SECOND)
    sent(db, MARIE, "diffusion-1", WORD - SECOND)
    before = broadcasts.by_region(1)
    assert purged(db) == Counter(messages=1)
    assert broadcasts.by_region(1) == before == {"53": (Counter({State.SENT: 1}), 0)}
    for chat in (MARIE, PAUL):
        assert set(People(db).held(chat)) == {"subscriptions"}
    assert (
        db.execute("select chat from audiences where broadcast = 1 and chat = ?", [MARIE]).fetchone() is None
    )


def test_texts_and_what_was_asked_go_too(db: Database) -> None:
    """Texts that nobody understood, and what the next message of somebody was for."""
    for rank, day in enumerate((MISS, MISS - timedelta(days=1))):
        Misses(db).note("statut", f"zz{rank}", MARIE, day)
    Prompts(db).ask(MARIE, Prompt(1, "texte"), NOW - timedelta(hours=1))
    Prompts(db).ask(PAUL, Prompt(1, "texte"), NOW)
    assert purged(db) == Counter(incompris=1)
    assert People(db).held(MARIE) == {}
    assert set(People(db).held(PAUL)) == {"prompts"}


def test_when_it_was_done_last_is_kept(db: Database) -> None:
    """Once it is finished, not when it began."""
    purges = Purges(db)
    assert purges.last() is None
    parts = purges.run(Before(WORD, GONE, MISS), NOW)
    next(parts)
    assert purges.last() is None
    assert list(parts) == []
    assert purges.last() == NOW
