"""The daily purge: of the running bot, and by the command."""

import json
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from sqlite_utils import Database
from structlog.testing import capture_logs
from typer.testing import CliRunner

from bot.__main__ import app
from bot.clock import frozen, system
from bot.purging import Purger, before, report, written_anew
from dialogs.pages.privacy import Delays
from storage.database import file_of, open_database
from storage.people import People
from storage.purging import Before, Purges
from storage.sessions import Sessions

NOW = datetime(2027, 3, 31, 4, tzinfo=UTC)
"""Six in the morning in mainland France."""
runner = CliRunner()


def purger(db: Database, now: datetime = NOW, **besides: int) -> Purger:
    """Return the purge of a file of data, at an instant."""
    return Purger(Purges(db), Delays(), frozen(now), file_of(db), **besides)


def old(db: Database, *chats: int, now: datetime = NOW) -> None:
    """Keep conversations in which nothing was said for 14 months."""
    for chat in chats:
        Sessions(db).save(chat, {}, now - timedelta(days=430))


def test_since_when_things_are_kept() -> None:
    """Months are those of the calendar, and a day is one of mainland France."""
    late = datetime(2027, 3, 31, 22, 30, tzinfo=UTC)
    assert before(Delays(words=13, departures=30, misses=90), late) == Before(
        datetime(2026, 2, 28, 22, 30, tzinfo=UTC), datetime(2027, 3, 1, 22, 30, tzinfo=UTC), date(2027, 1, 1)
    )


async def test_it_is_done_once_a_day_with_a_report(db: Database) -> None:
    """At the start if it was not done today, then each day from three in the morning on."""
    day = timedelta(days=1)
    old(db, 1, 2)
    with capture_logs() as logs:
        await purger(db).look()
        old(db, 3)
        await purger(db, NOW + timedelta(hours=20, minutes=59)).look()
        assert Sessions(db).count() == 1
        await purger(db, NOW + timedelta(hours=21)).look()
    assert Sessions(db).count() == 0
    assert [(entry["event"], entry["conversations"]) for entry in logs] == [("purge", 2), ("purge", 1)]
    assert {*logs[0]} == {"event", "log_level", "conversations", "partis", "messages", "incompris"}
    assert Purges(db).last() == NOW + day - timedelta(hours=3)


async def test_no_trace_outlives_the_minute_nor_the_night(tmp_path: Path) -> None:
    """What is erased leaves the file beside at the next minute; a file that is too large is not rewritten."""
    path, beside = tmp_path / "d", tmp_path / "d-wal"
    with closing(open_database(path)) as db:
        await purger(db).look()
        for chat in range(500):
            Sessions(db).save(chat, {"marque": f"oubliez-{chat}"}, NOW)
        await purger(db).look()
        for chat in range(500):
            People(db).forget(chat, NOW)
        assert b"oubliez-7" in path.read_bytes()
        await purger(db).look()
        assert beside.stat().st_size == 0
        assert b"oubliez-7" not in path.read_bytes()
        size = path.stat().st_size
        await purger(db, NOW + timedelta(days=1), largest=size - 1).look()
        assert path.stat().st_size == size
        await purger(db, NOW + timedelta(days=2), largest=size).look()
        assert path.stat().st_size < size


async def test_a_file_that_is_busy_waits_for_the_next_minute(tmp_path: Path) -> None:
    """Somebody who writes meanwhile stops nothing, and loses nothing."""
    with closing(open_database(tmp_path / "d")) as db, closing(open_database(tmp_path / "d")) as other:
        await purger(db).look()
        other.execute("begin immediate")
        await purger(db).look()
        Sessions(other).save(1, {}, NOW)
        other.execute("commit")
        await purger(db).look()
        assert Sessions(db).count() == 1


async def test_a_file_that_is_too_large_to_be_written_anew_is_told_once(tmp_path: Path) -> None:
    """In the log; by the command, each time, with what to do."""
    with closing(open_database(tmp_path / "d")) as db, capture_logs() as logs:
        daily = purger(db, largest=0)
        await daily.look()
        daily.clock = frozen(NOW + timedelta(days=1))
        await daily.look()
    assert [entry["event"] for entry in logs] == ["purge", "fichier_non_recrit", "purge"]
    assert "relancez « cress-bot purger » à une heure calme" in written_anew(120_000_000, done=True)
    assert written_anew(90_000_000, done=True) == ""


def test_a_file_that_could_not_be_written_anew_is_told() -> None:
    """What was erased may still be read in it."""
    assert "n'a pas pu être récrit" in written_anew(1, done=False)


def test_the_report_is_read() -> None:
    """Only what was forgotten is told."""
    kinds = {"conversations": 2, "partis": 0, "messages": 0, "incompris": 1}
    assert report(kinds) == "Oublié : 2 conversation(s) trop vieille(s), 1 phrase(s) incomprise(s)."
    assert report(dict.fromkeys(kinds, 0)) == "Rien n'était trop vieux."


def test_the_command(tmp_path: Path) -> None:
    """It forgets at once, by the settings, and says what; the shape of its JSON is stable."""
    path = str(tmp_path / "d")
    with closing(open_database(path)) as db:
        old(db, 1, 2, now=system())
        Sessions(db).save(3, {}, system() - timedelta(days=100))
    told = runner.invoke(app, ["purger", "--donnees", path])
    assert (told.exit_code, told.output) == (0, "Oublié : 2 conversation(s) trop vieille(s).\n")
    told = runner.invoke(app, ["purger", "--donnees", path, "--json"], env={"CRESS_CONSERVATION": "2"})
    assert json.loads(told.output) == {"conversations": 1, "partis": 0, "messages": 0, "incompris": 0}
    told = runner.invoke(app, ["purger", "--donnees", path], env={"CRESS_CONSERVATION": "0"})
    assert told.exit_code == 2
    assert "CRESS_CONSERVATION n'est pas correct : les mois gardés" in told.output
