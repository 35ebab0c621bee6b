"""What is to be sent, in a real SQLite: written once, claimed once, never lost."""

from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlite_utils import Database

from storage.batches import ALERTS, Batches, Phase
from storage.database import MEMORY, open_database, rewrite
from storage.outbox import GONE, LIMITED, Draft, Entry, Outbox, State
from storage.schema import migrations

NOW = datetime(2026, 11, 30, 9, tzinfo=UTC)
SOON = NOW + timedelta(minutes=1)


def _add_and_fail(outbox: Outbox) -> None:
    outbox.add("lot", [draft(2)], NOW)
    raise RuntimeError("panne")


@pytest.fixture
def db(db: Database) -> Database:
    """Return a database that keeps nothing, with one running batch, `lot`."""
    Batches(db).open("lot", "Un envoi", NOW, Phase.RUNNING)
    return db


@pytest.fixture
def outbox(db: Database) -> Outbox:
    """Return its outbox."""
    return Outbox(db)


@pytest.fixture
def batches(db: Database) -> Batches:
    """Return its batches."""
    return Batches(db)


def draft(chat: int, key: str = "", at: datetime = NOW) -> Draft:
    """Return a message to somebody."""
    return Draft(key or f"k{chat}", chat, "resume", "{}", at)


def chats(entries: list[Entry]) -> list[int]:
    """Return whom rows are for."""
    return [entry.chat for entry in entries]


def claimed(outbox: Outbox, now: datetime = NOW) -> Entry:
    """Claim the first row that is due."""
    (entry,) = outbox.due(now, 1)
    assert outbox.claim(entry, now)
    return entry


def test_a_key_is_written_once(outbox: Outbox) -> None:
    """Writing again writes only what is new, whatever the chat, the batch and the time say."""
    assert outbox.add("lot", map(draft, range(5)), NOW) == 5
    assert outbox.add("lot", map(draft, range(7)), SOON) == 2
    assert outbox.counts() == {State.WAITING: 7}


def test_what_is_written_is_written_whole_or_not_at_all(db: Database, outbox: Outbox) -> None:
    """An error on the way leaves nothing; neither does one in the transaction around."""

    def broken() -> Iterator[Draft]:
        yield draft(1)
        raise RuntimeError("panne")

    with pytest.raises(RuntimeError):
        outbox.add("lot", broken(), NOW)
    with pytest.raises(RuntimeError), db.atomic():
        _add_and_fail(outbox)
    assert outbox.counts() == {}


def test_a_batch_must_be_open(outbox: Outbox) -> None:
    """Nothing is written for a batch that was never opened."""
    with pytest.raises(LookupError, match="ailleurs"):
        outbox.add("ailleurs", [draft(1)], NOW)


def test_rows_are_due_at_their_time(outbox: Outbox) -> None:
    """The oldest first, none a part of a second before its time, none of the chats left out."""
    late = NOW + timedelta(microseconds=1)
    outbox.add("lot", [draft(1, at=late), draft(2), draft(3), draft(4, at=SOON)], NOW)
    assert chats(outbox.due(NOW, 9)) == [2, 3]
    assert chats(outbox.due(NOW + timedelta(seconds=1), 9, besides=[3])) == [2, 1]
    assert chats(outbox.due(SOON, 3)) == [2, 3, 1]


def test_batches_share_what_leaves(outbox: Outbox, batches: Batches) -> None:
    """A batch of thousands does not make the alerts wait for its end."""
    batches.open(ALERTS, "Alertes", SOON, Phase.RUNNING)
    outbox.add("lot", map(draft, range(100)), NOW)
    outbox.add(ALERTS, map(draft, range(200, 203)), NOW)
    assert Counter(entry.batch for entry in outbox.due(NOW, 8)) == {"lot": 4, ALERTS: 3}


def test_a_row_is_claimed_once(outbox: Outbox) -> None:
    """Claimed, it is due no more; a second claim is refused."""
    outbox.add("lot", [draft(1)], NOW)
    entry = claimed(outbox)
    assert not outbox.claim(entry, NOW)
    assert outbox.due(NOW, 9) == []
    outbox.settle(entry, State.SENT, NOW)
    assert outbox.counts("lot") == {State.SENT: 1}


def test_a_claim_is_kept_if_the_process_dies(tmp_path: Path) -> None:
    """Another process sees it at once, and knows it for a doubt."""
    with closing(open_database(tmp_path / "d")) as db, closing(open_database(tmp_path / "d")) as other:
        Batches(db).open("lot", "Un envoi", NOW, Phase.RUNNING)
        Outbox(db).add("lot", [draft(1)], NOW)
        claimed(Outbox(db))
        assert Outbox(other).counts() == {State.LEAVING: 1}
        assert Outbox(other).recover(NOW) == 1


@pytest.mark.parametrize("hold", ["pause", "stop", "cancel"])
def test_a_held_batch_gives_nothing(outbox: Outbox, batches: Batches, hold: str) -> None:
    """Rows chosen before are not claimed any more: a pause acts on the very next message."""
    outbox.add("lot", [draft(1), draft(2)], NOW)
    (first, second) = outbox.due(NOW, 9)
    assert outbox.claim(first, NOW)
    held = outbox.cancel("lot", NOW) == 1 if hold == "cancel" else getattr(batches, hold)("lot")
    assert held
    assert not outbox.claim(second, NOW)
    assert outbox.due(NOW, 9) == []
    assert batches.resume("lot") == (hold != "cancel")
    assert len(outbox.due(NOW, 9)) == (0 if hold == "cancel" else 1)


def test_what_is_added_later(outbox: Outbox, batches: Batches) -> None:
    """A batch that was done runs again; what is added to a cancelled one is cancelled; alerts go on."""
    batches.open(ALERTS, "Alertes", NOW, Phase.RUNNING)
    outbox.add("lot", [draft(1)], NOW)
    outbox.settle(claimed(outbox), State.SENT, NOW)
    assert [batch.batch for batch in batches.over()] == ["lot"]
    assert batches.end("lot", NOW)
    assert batches.over() == []
    outbox.add("lot", [draft(2)], NOW)
    assert chats(outbox.due(NOW, 9)) == [2]
    assert outbox.cancel("lot", NOW) == 1
    assert [batch.batch for batch in batches.over()] == ["lot"]
    outbox.add("lot", [draft(3)], NOW)
    assert outbox.counts("lot") == {State.SENT: 1, State.CANCELLED: 2}
    outbox.add(ALERTS, [draft(4)], NOW)
    assert outbox.cancel(ALERTS, NOW) == 1
    outbox.add(ALERTS, [draft(5)], NOW)
    assert chats(outbox.due(NOW, 9)) == [5]


def test_a_batch_leaves_when_all_is_written(outbox: Outbox, batches: Batches) -> None:
    """While it is prepared nothing leaves, and it is not over; it starts once."""
    batches.open("autre", "Un autre", NOW)
    outbox.add("autre", [draft(1)], NOW)
    assert outbox.due(NOW, 9) == []
    assert batches.start("autre")
    assert not batches.start("autre")
    assert chats(outbox.due(NOW, 9)) == [1]
    assert not batches.end(ALERTS, NOW)


def test_waiting_concerns_the_whole_chat(outbox: Outbox) -> None:
    """A limited chat makes all its rows wait, none sooner than it would have; the others go on."""
    later = SOON + timedelta(hours=1)
    drafts = [draft(1), draft(1, "deux"), draft(1, "trois", at=later), draft(2)]
    outbox.add("lot", drafts, NOW)
    outbox.postpone(claimed(outbox), SOON, NOW)
    assert chats(outbox.due(NOW, 9)) == [2]
    assert chats(outbox.due(SOON, 9)) == [2, 1, 1]
    assert chats(outbox.due(later, 9)) == [2, 1, 1, 1]
    assert all(entry.attempts == 0 for entry in outbox.due(later, 9))


def test_a_limit_is_for_what_is_added_later_too(outbox: Outbox, batches: Batches) -> None:
    """And for what is repeated; not when it was only night, nor once the limit is over."""
    outbox.add("lot", [draft(1), draft(2), draft(1, "doute")], NOW)
    limited, night, doubtful = (claimed(outbox) for _ in range(3))
    outbox.settle(doubtful, State.DOUBTFUL, NOW)
    outbox.postpone(limited, SOON, NOW, LIMITED)
    outbox.postpone(night, SOON, NOW)
    outbox.cancel("lot", NOW)
    batches.open(ALERTS, "Alertes", NOW, Phase.RUNNING)
    outbox.add(ALERTS, [draft(1, "tard"), draft(2, "nuit")], NOW)
    assert outbox.repeat([doubtful.id], NOW) == [doubtful.id]
    assert chats(outbox.due(NOW, 9)) == [2]
    assert sorted(chats(outbox.due(SOON, 9))) == [1, 1, 2]


def test_who_was_forgotten_is_not_sent_again(outbox: Outbox) -> None:
    """What was leaving and failed is cancelled, what is in doubt is not repeated; each is still counted."""
    outbox.add("lot", [draft(7, "a"), draft(7, "b"), draft(7, "c"), draft(8)], NOW)
    failed, held, doubtful = (claimed(outbox) for _ in range(3))
    outbox.settle(doubtful, State.DOUBTFUL, NOW)
    outbox.forget(7)
    outbox.again(failed, SOON, NOW, "panne")
    outbox.postpone(held, SOON, NOW)
    assert outbox.repeat([failed.id, doubtful.id], NOW) == []
    assert outbox.counts() == {State.CANCELLED: 2, State.DOUBTFUL: 1, State.WAITING: 1}
    assert chats(outbox.due(SOON, 9)) == [8]


def test_a_failed_send_is_tried_again_later(outbox: Outbox) -> None:
    """The attempt is counted, with its reason."""
    outbox.add("lot", [draft(1)], NOW)
    outbox.again(claimed(outbox), SOON, NOW, "NetworkError")
    assert outbox.due(NOW, 9) == []
    (entry,) = outbox.due(SOON, 9)
    assert (entry.attempts, entry.reason, entry.state) == (1, "NetworkError", State.WAITING)


def test_a_chat_that_moves_is_followed(outbox: Outbox) -> None:
    """All it has waiting goes to its new number, but not what was chosen for the old one."""
    outbox.add("lot", [draft(1), draft(1, "deux"), draft(2)], NOW)
    _, other, _ = outbox.due(NOW, 9)
    outbox.move(claimed(outbox), -100, NOW)
    assert chats(outbox.due(NOW, 9)) == [-100, -100, 2]
    assert not outbox.claim(other, NOW)


def test_nothing_more_goes_to_somebody_who_is_gone(outbox: Outbox) -> None:
    """What she has waiting is cancelled, what was sent stays so, and it is never repeated."""
    outbox.add("lot", [draft(1), draft(1, "deux"), draft(2)], NOW)
    entry = claimed(outbox)
    outbox.settle(entry, State.DROPPED, NOW, GONE)
    assert outbox.withdraw(1, GONE, NOW) == 1
    assert outbox.counts() == {State.DROPPED: 1, State.CANCELLED: 1, State.WAITING: 1}
    assert outbox.gone("lot") == 2
    assert outbox.repeat([entry.id], NOW) == []


def test_a_doubtful_row_waits_for_a_decision(outbox: Outbox, batches: Batches) -> None:
    """It is listed, never due by itself; repeated on demand, its batch runs again."""
    outbox.add("lot", [draft(1), draft(2)], NOW)
    entry = claimed(outbox)
    outbox.settle(claimed(outbox), State.SENT, NOW)
    assert outbox.recover(NOW) == 1
    assert [found.id for found in outbox.doubtful()] == [entry.id]
    assert batches.end("lot", NOW)
    assert outbox.repeat([entry.id, entry.id, 99], SOON) == [entry.id]
    assert list(outbox.doubtful()) == []
    assert chats(outbox.due(SOON, 9)) == [1]


def test_batches_are_listed(outbox: Outbox, batches: Batches) -> None:
    """The last opened first, each with its state."""
    batches.open("autre", "Un autre", SOON)
    batches.open("autre", "Un autre titre", NOW)
    assert [(batch.batch, batch.title, batch.state) for batch in batches.all()] == [
        ("autre", "Un autre", Phase.PREPARING),
        ("lot", "Un envoi", Phase.RUNNING),
    ]
    assert batches.get("rien") is None


class _History:
    """What may happen to eight rows, and what must be counted then."""

    def __init__(self, db: Database) -> None:
        self.outbox, self.batches = Outbox(db), Batches(db)
        self.batches.open("lot", "Un envoi", NOW, Phase.RUNNING)
        self.outbox.add("lot", [draft(chat, f"{chat}-{n}") for chat in range(1, 5) for n in range(2)], NOW)
        self.leaving: list[Entry] = []
        self.sent = 0

    def claim(self, count: int) -> None:
        self.leaving += [entry for entry in self.outbox.due(NOW, count) if self.outbox.claim(entry, NOW)]

    def send(self, _: int) -> None:
        self.sent += self._settled(State.SENT)

    def doubt(self, _: int) -> None:
        self._settled(State.DOUBTFUL)

    def _settled(self, state: State) -> int:
        taken, self.leaving = self.leaving[:1], self.leaving[1:]
        for entry in taken:
            self.outbox.settle(entry, state, NOW)
        return len(taken)

    def again(self, _: int) -> None:
        taken, self.leaving = self.leaving[:1], self.leaving[1:]
        for entry in taken:
            self.outbox.again(entry, NOW, NOW, "panne")

    def postpone(self, _: int) -> None:
        taken, self.leaving = self.leaving[:1], self.leaving[1:]
        for entry in taken:
            self.outbox.postpone(entry, NOW, NOW)

    def withdraw(self, chat: int) -> None:
        self.outbox.withdraw(chat, GONE, NOW)

    def pause(self, _: int) -> None:
        self.batches.pause("lot")

    def resume(self, _: int) -> None:
        self.batches.resume("lot")

    def recover(self, _: int) -> None:
        assert self.outbox.recover(NOW) == len(self.leaving)
        self.leaving = []


_ACTS = st.sampled_from([name for name in vars(_History) if not name.startswith("_")])


@given(st.lists(st.tuples(_ACTS, st.integers(1, 4)), max_size=30))
@settings(deadline=None, max_examples=50)
def test_no_row_is_ever_lost(acts: list[tuple[str, int]]) -> None:
    """Whatever happens in whatever order, each row written is in one state, and a sent one stays sent."""
    with closing(open_database(MEMORY)) as db:
        history = _History(db)
        for act, number in acts:
            getattr(history, act)(number)
            counts = history.outbox.counts()
            assert counts.total() == 8
            assert counts[State.SENT] == history.sent
            assert counts[State.LEAVING] == len(history.leaving)


def test_thousands_are_written_at_once(outbox: Outbox) -> None:
    """Drafts are read one at a time; how long it takes is measured by `benchmarks.sending`."""
    assert outbox.add("lot", map(draft, range(10_000)), NOW) == 10_000
    assert outbox.counts() == {State.WAITING: 10_000}


def test_a_text_is_kept_once(db: Database, outbox: Outbox) -> None:
    """However many say it, in one go or not; each row is read with it, and a repeated key writes none."""
    long = "x" * 800
    drafts = [Draft(f"{n}", n, "appel", long if n % 2 else f"{long}y", NOW) for n in range(1, 101)]
    assert outbox.add("lot", drafts[:50], NOW) == 50
    assert outbox.add("lot", drafts, NOW) == 50
    assert db.execute("select count(*) from bodies").fetchone() == (2,)
    assert {entry.chat: entry.body for entry in outbox.due(NOW, 200)} == {d.chat: d.body for d in drafts}


def test_texts_that_were_kept_in_each_row_are_gathered(tmp_path: Path) -> None:
    """A file of before is read: each row says and tells what it did, and what weighs goes."""
    path, texts = tmp_path / "d", [f"{n}" * 800 for n in range(3)]
    with closing(Database(path)) as old:
        migrations.apply(old, stop_before="bodies")
        said = "insert into sayings (id, window, kind, revision) values (7, 'w', 'o', 1)"
        old.execute(said)
        row = "insert into outbox (key, chat, batch, kind, body, not_before, state, moved, says) values "
        for chat in range(300):
            values = [f"lot:{chat}", chat, texts[chat % 3], NOW.isoformat(), NOW.isoformat()]
            old.execute(f"{row} (?, ?, 'lot', 'x', ?, ?, 'douteux', ?, 7)", values)
        old.conn.commit()
    before = path.stat().st_size
    with closing(open_database(path)) as db:
        assert {entry.chat: entry.body for entry in Outbox(db).doubtful()} == {
            chat: texts[chat % 3] for chat in range(300)
        }
        assert db.execute("select count(*) from told where kind = 'o'").fetchone() == (300,)
        assert rewrite(str(path))
    assert before - path.stat().st_size > 250 * 800
