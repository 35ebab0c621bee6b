"""What is foreseen is what is sent: the same announcements, ahead of time, on a copy."""

import json
import os
from collections import Counter
from contextlib import chdir, closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from sqlite_utils import Database
from typer.testing import CliRunner, Result

from bot.__main__ import app
from bot.assistant import Assistant
from bot.audience import audience_of
from bot.clock import frozen
from bot.foreseeing import Foreseen, expiring, foresee
from bot.hours import Schedule
from bot.packing import pack, unpack
from dialogs.events import Answer, Message
from dialogs.text import flat, plain
from knowledge.announcing import EVERY, RHYTHMS
from knowledge.calls import Call
from knowledge.content import Knowledge
from storage.batches import Phase
from storage.database import MEMORY, copied, open_database
from storage.misses import Misses
from storage.outbox import Draft, State
from storage.sessions import Sessions
from storage.subscriptions import Subscription, Subscriptions
from tests.bot.test_announcing import Office, prize

START = datetime(2027, 3, 1, 6, tzinfo=UTC)
"""A Monday, before nine o'clock anywhere but at La Réunion and Mayotte."""
DAYS = 21
DAY = timedelta(days=1)
REGIONS = ["53", "04", "01"]

DRAWN = st.tuples(
    st.integers(-10, 25) | st.integers(364, 390),
    st.integers(0, 23),
    st.integers(0, 40),
    st.sampled_from([*REGIONS, "partout"]),
)
"""A call: the day and the hour of its opening (it may come within sight a year before), how long, where."""
ASKED = st.tuples(st.integers(1, 4), st.sampled_from(REGIONS), st.sampled_from(RHYTHMS))
"""A person, and what she asks to be told."""


def call(rank: int, drawn: tuple[int, int, int, str], start: datetime) -> Call:
    """Return a made-up call that opens some days after the start, at an hour, for some days."""
    after, hour, length, region = drawn
    opens = start + timedelta(days=after)
    regions = region if region == "partout" else [region]
    closes = opens + timedelta(days=length)
    return prize(
        f"{opens:%Y-%m-%d} {hour:02d}:00", f"{closes:%Y-%m-%d} 23:59", appel=f"essai{rank}", regions=regions
    )


class Life:
    """An office with calls, which people joined before the start."""

    def __init__(
        self,
        db: Database,
        knowledge: Knowledge,
        calls: list[Call],
        asked: list[tuple[int, str, str]],
        schedule: Schedule,
    ) -> None:
        assistant = Assistant(knowledge, Sessions(db), Misses(db), audience_of(db), frozen(START - DAY))
        self.office = Office(assistant, db)
        self.office.announcer.schedule = schedule
        self.office.calls(*calls)
        for chat, region, rhythm in asked:
            self.office.asks(chat, rhythm, region=region)

    async def foreseen(self, start: datetime) -> Counter[Foreseen]:
        """Run it ahead of time."""
        return await foresee(self.office.announcer, start, DAYS)

    async def lived(self, start: datetime) -> Counter[Foreseen]:
        """Look every hour, and a second later, and send as the bot does; return what was sent."""
        found: Counter[Foreseen] = Counter()
        outbox, busy = self.office.outbox, self.office.assistant.busy
        for half in range(2 * DAYS * 24 + 1):
            now = start + timedelta(hours=half // 2, seconds=half % 2)
            self.office.assistant.clock = frozen(now)
            await self.office.announcer.look()
            for entry in outbox.due(now, 1000):
                if until := busy(entry.chat):
                    outbox.postpone(entry, until, now)
                    continue
                outbox.settle(entry, State.SENT, now)
                found[Foreseen(now, entry.batch, flat(unpack(entry.body).text))] += 1
        return found


@settings(max_examples=int(os.environ.get("CRESS_ESSAIS", "6")), deadline=None)
@given(
    drawn=st.lists(DRAWN, max_size=4),
    asked=st.lists(ASKED, min_size=1, max_size=8),
    later=st.integers(0, 300),
    day=st.integers(0, 5),
)
@example([(0, 1, 30, "partout")], [(1, "04", "lundi"), (1, "53", "rappels"), (1, "01", "ouverture")], 0, 0)
@example([(370, 14, 9, "04"), (371, 11, 9, "01")], [(1, "04", "connue"), (2, "01", "connue")], 0, 0)
@example([(0, 9, 40, "53")], [(1, "53", "lundi")], 62, 5)  # a Saturday that is a holiday
async def test_what_is_foreseen_is_what_is_sent(
    knowledge: Knowledge,
    drawn: list[tuple[int, int, int, str]],
    asked: list[tuple[int, str, str]],
    later: int,
    day: int,
) -> None:
    """Whatever the calls, the day, what people ask: the same messages, to as many people, at the same hour.

    `CRESS_ESSAIS=50` tries 50 of them.
    """
    start = START + later * DAY
    calls = [call(rank, one, start) for rank, one in enumerate(drawn)]
    with closing(open_database(MEMORY)) as one, closing(open_database(MEMORY)) as other:
        lives = [Life(db, knowledge, calls, asked, Schedule(day)) for db in (one, other)]
        assert await lives[0].foreseen(start) == await lives[1].lived(start)


async def test_what_waits_already_is_foreseen_at_its_hour(knowledge: Knowledge) -> None:
    """A broadcast that leaves minute after minute; what is limited into the night leaves in the morning."""
    with closing(open_database(MEMORY)) as db:
        office = Life(db, knowledge, [], [(1, "53", "lundi"), (2, "53", "lundi")], Schedule()).office
        start, body = START + timedelta(hours=5), pack(Message(plain("Bonjour")))
        night = start + timedelta(hours=13)
        office.batches.open("lot", "Un envoi", start, Phase.RUNNING)
        minute = start + timedelta(minutes=1)
        office.outbox.add(
            "lot", [Draft(f"lot:{n}", n, "diffusion", body, at) for n, at in ((1, minute), (2, night))], start
        )
        found = await foresee(office.announcer, start, 2)
    assert [(f"{foreseen.at:%d %H:%M}", people) for foreseen, people in sorted(found.items())] == [
        ("01 11:01", 1),
        ("02 08:00", 1),
    ]


async def test_who_is_answering_is_foreseen_when_she_stops(knowledge: Knowledge) -> None:
    """Ten minutes after her last word, as it will be."""
    with closing(open_database(MEMORY)) as db:
        office = Life(db, knowledge, [], [(1, "53", "lundi")], Schedule()).office
        start = START + timedelta(hours=5)
        office.assistant.clock = frozen(start)
        office.assistant.turn(1, Answer("statut", "association"))
        office.batches.open("lot", "Un envoi", start, Phase.RUNNING)
        draft = Draft("lot:1", 1, "diffusion", pack(Message(plain("Bonjour"))), start)
        office.outbox.add("lot", [draft], start)
        (foreseen,) = await foresee(office.announcer, start + timedelta(minutes=4), 2)
    assert f"{foreseen.at:%d %H:%M}" == "01 11:10"


async def test_what_waits_beyond_the_days_looked_at_is_not_foreseen(knowledge: Knowledge) -> None:
    """What becomes due in the last night leaves the morning after."""
    with closing(open_database(MEMORY)) as db:
        office = Life(db, knowledge, [], [(1, "53", "lundi")], Schedule()).office
        start = START + timedelta(hours=15)
        office.batches.open("lot", "Un envoi", start, Phase.RUNNING)
        night = Draft("lot:1", 1, "diffusion", pack(Message(plain("Bonjour"))), start + timedelta(hours=22))
        office.outbox.add("lot", [night], start)
        assert await foresee(office.announcer, start, 1) == {}


def avancer(*words: str) -> Result:
    """Run the command in a wide terminal."""
    return CliRunner(env={"COLUMNS": "300"}).invoke(app, ["avancer", *words])


def test_who_has_no_data_sees_what_will_be_out_of_date(tmp_path: Path) -> None:
    """An editor looks at her content far from the bot: nobody is counted, and nothing is created."""
    with chdir(tmp_path):
        told = avancer("--date", "2026-11-28")
    assert told.exit_code == 0
    assert "personne n'est compté" in told.output
    assert "À revoir d'ici là" in told.output
    assert list(tmp_path.iterdir()) == []


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """Return a file of data where two people follow the calls of Brittany."""
    path = tmp_path / "donnees.sqlite3"
    with closing(open_database(path)) as db:
        for chat in (71001, 71002):
            wanted = [Subscription("53", EVERY, rhythm) for rhythm in ("lundi", "rappels")]
            Subscriptions(db).keep(chat, wanted, datetime(2025, 12, 1, tzinfo=UTC))
    return path


def test_the_command_counts_people_and_names_nobody(data: Path) -> None:
    """Each message with its hour and its audience, what will be out of date; the file is left as it was."""
    before = data.read_bytes()
    words = ("--donnees", str(data), "--date", "2026-01-04", "--jours", "30")
    told = avancer(*words)
    assert told.exit_code == 0
    assert (
        "05/01/2026 09:00  resume-2026-01-05  2 personnes\n    Les appels de la semaine, en Bretagne"
        in told.output
    )
    assert "message(s) en 30 jour(s), si rien ne change d'ici là." in told.output
    assert "71001" not in told.output
    assert data.read_bytes() == before
    found = json.loads(
        avancer("--donnees", str(data), "--date", "2026-01-04", "--jours", "30", "--json").output
    )
    assert set(found) == {"messages", "a_revoir"}
    assert found["messages"][0]["personnes"] == 2
    assert found["messages"][0]["lot"] == "resume-2026-01-05"


def test_what_will_be_out_of_date_is_told_with_its_day(knowledge: Knowledge) -> None:
    """A sheet to be checked again is told on the day from which its editors are, and not before."""
    start = datetime(2026, 11, 24, 9, tzinfo=UTC)
    later = list(expiring(knowledge, start, 200))
    days = {day for day, found in later if any(finding.code == "CB-502" for finding in found)}
    assert days
    assert len({finding for _, found in later for finding in found}) == sum(len(found) for _, found in later)
    assert min(days) > start.date() + timedelta(days=150)


def test_a_schedule_that_means_nothing_is_refused(data: Path) -> None:
    """A day that is none, an hour in the night: code 2, and what is expected."""
    for wrong in ("lune 9", "lundi", "lundi 3", "dimanche 9"):
        told = avancer("--donnees", str(data), "--resume", wrong)
        assert told.exit_code == 2
        assert "par exemple « lundi 9 »" in told.output


def test_a_copy_is_apart(data: Path) -> None:
    """What is written to a copy does not reach the file."""
    with closing(copied(data)) as copy:
        assert Subscriptions(copy).forget(71001) == 2
    with closing(open_database(data)) as db:
        assert len(Subscriptions(db).of(71001)) == 2
