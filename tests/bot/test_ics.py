"""Agendas: what is written is read back, by the library that agendas use."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar
from sqlite_utils import Database
from typer.testing import CliRunner

from bot.__main__ import app as command
from bot.application import build
from bot.assistant import Assistant
from bot.audience import audience_of
from bot.calendar import region_agenda
from bot.clock import frozen
from bot.ics import ics
from bot.transcript import lines
from dialogs.events import Agenda, Appointment
from knowledge.calls import Call
from knowledge.content import Knowledge
from storage.misses import Misses
from storage.sessions import Sessions
from tests.bot.conftest import serving
from tests.botapi.server import BotApi
from tests.knowledge.calls import call, with_calls

MARIE = 1001
OPEN = datetime(2026, 1, 20, 10, tzinfo=UTC)
"""A day on which a call of the content was open."""
ALARMS = [timedelta(days=-15), timedelta(days=-3)]
LABEL = "Ajouter à mon agenda"
CANCELLED = {"motif": "Le financeur s'est retiré.", "source": "une page"}

LINES = st.text(st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp"]), min_size=1, max_size=90)
MOMENTS = st.dates(date(2020, 1, 1), date(2100, 1, 1)) | st.datetimes(
    datetime(2020, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC)
).map(lambda moment: moment.replace(microsecond=0))
DATES = st.builds(
    Appointment,
    uid=st.from_regex(r"[a-z0-9_]{1,24}(:[a-z0-9_]{1,24})?@cress-bot", fullmatch=True),
    sequence=st.integers(0, 99),
    title=LINES,
    told=st.lists(LINES, min_size=1, max_size=4).map("\n".join),
    moment=MOMENTS,
    cancelled=st.booleans(),
    link=st.none() | st.from_regex(r"https://[a-z]{1,60}\.fr/\?[a-z,;=&]{0,60}", fullmatch=True),
)


def read(content: bytes) -> Agenda:
    """Read an agenda back with the library; each date has its alarms."""
    calendar: Any = Calendar.from_ical(content)
    events = calendar.walk("VEVENT")
    made = {event["dtstamp"].dt for event in events}
    return Agenda(str(calendar["x-wr-calname"]), tuple(map(_appointment, events)), *made)


def _appointment(event: Any) -> Appointment:
    assert [alarm["trigger"].dt for alarm in event.walk("VALARM")] == ALARMS
    return Appointment(
        uid=str(event["uid"]),
        sequence=int(event["sequence"]),
        title=str(event["summary"]),
        told=str(event["description"]),
        moment=event["dtstart"].dt,
        cancelled=event["status"] == "CANCELLED",
        link=str(event["url"]) if "url" in event else None,
    )


@given(LINES, st.lists(DATES, min_size=1, max_size=2))
@settings(max_examples=50, deadline=None)
def test_what_is_written_is_read_back(name: str, dates: list[Appointment]) -> None:
    """Whatever an agenda holds, the library reads the same, in lines that RFC 5545 accepts."""
    agenda = Agenda(name, tuple(dates), OPEN)
    content = ics(agenda)
    assert read(content) == agenda
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))
    assert content.endswith(b"END:VCALENDAR\r\n")


def of_region(knowledge: Knowledge, *calls: Call, region: str = "93") -> list[Appointment]:
    """Return the dates of the agenda of a region, written and read back."""
    agenda = region_agenda(with_calls(knowledge, *calls), region, OPEN)
    return list(read(ics(agenda)).dates)


def test_a_change_is_followed(knowledge: Knowledge) -> None:
    """The same date keeps its name; its number rises with each revision, and when it is cancelled."""
    revisions = [{"le": "2026-01-10", "dit": "Clôture repoussée."}, {"le": "2026-01-15", "dit": "Encore."}]
    versions: list[dict[str, object]] = [
        {"cloture": "2026-03-01 18:00"},
        {"cloture": "2026-03-08 18:00", "revisions": revisions[:1]},
        {"cloture": "2026-03-08 18:00", "revisions": revisions[:1], "annule": CANCELLED},
        {"cloture": "2026-03-15 18:00", "revisions": revisions},
    ]
    (*dates,) = (of_region(knowledge, call(**keys))[0] for keys in versions)
    assert {one.uid for one in dates} == {"essai@cress-bot"}
    assert [one.sequence for one in dates] == sorted({one.sequence for one in dates})
    assert [one.cancelled for one in dates] == [False, False, True, False]
    assert dates[0].moment == datetime(2026, 3, 1, 17, tzinfo=UTC)


def test_the_agenda_of_a_region(knowledge: Knowledge) -> None:
    """It holds every session of a year to come, of the programmes of that region, and nothing else."""
    calls = (
        call(appel="mois", type="recurrent", regle={"cloture": "15 de chaque mois"}),
        call(appel="ailleurs", cloture="2026-03-01", regions=["53"]),
        call(appel="passe", cloture="2026-01-01"),
        call(appel="inconnu", type="inconnu"),
        call(appel="paca", cloture="2026-03-01", dispositif="mpess_crea"),
    )
    found = [one.uid for one in of_region(knowledge, *calls)]
    assert (len(found), found[0], found[-1]) == (13, "mois:2026_02@cress-bot", "paca@cress-bot")
    assert len(of_region(knowledge, *calls, region="02")) == 12


async def test_the_button_gives_the_file(knowledge: Knowledge, api: BotApi, db: Database) -> None:
    """From the page of a programme that has a date to come, a tap gives a file for the agenda."""
    assistant = Assistant(knowledge, Sessions(db), Misses(db), audience_of(db), frozen(OPEN))
    async with serving(build(assistant, api.token, api.base_url), api):
        api.say(MARIE, "/start la_france_s_engage")
        await api.settle()
        api.tap(MARIE, LABEL)
        await api.settle()
    (document,) = api.documents(MARIE)
    (one,) = read(document.encode()).dates
    assert (one.uid, one.moment) == ("lfse_2026@cress-bot", datetime(2026, 1, 29, 17, tzinfo=UTC))
    assert api.unanswered() == []


def test_a_terminal_shows_the_file(knowledge: Knowledge) -> None:
    """In a terminal, the lines of the file are shown."""
    shown = list(lines(region_agenda(knowledge, "93", OPEN)))
    assert shown[0] == "  | BEGIN:VCALENDAR"
    assert "  | UID:lfse_2026@cress-bot" in shown


def test_a_file_for_each_region(tmp_path: Path, knowledge: Knowledge) -> None:
    """`appels --ics` writes one agenda a region, or that of one; a folder that is not there is told."""
    runner, words = CliRunner(), ["appels", "--date", "2026-01-20", "--ics"]
    assert runner.invoke(command, [*words, str(tmp_path)]).exit_code == 0
    assert {path.stem for path in tmp_path.glob("*.ics")} == set(knowledge.regions)
    agenda = read((tmp_path / "02.ics").read_bytes())
    assert agenda.name == "Appels de l’ESS en Martinique"
    assert [one.uid for one in agenda.dates] == ["lfse_2026@cress-bot"]
    one = runner.invoke(command, [*words, str(tmp_path / "absent"), "--region", "93"])
    assert one.exit_code == 2
    assert "son dossier n'existe pas" in one.output
