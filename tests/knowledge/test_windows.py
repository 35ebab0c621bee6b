"""Windows: when calls are to come, in which zone, and at which instants they open and close."""

from datetime import datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.calls import Call
from knowledge.content import Knowledge
from knowledge.load import load
from knowledge.upcoming import as_written, closing_soon
from knowledge.windows import Window, instant, timezone, wall
from tests.knowledge.calls import at, call, windows, with_calls
from tests.knowledge.situations import NOW

MARTINIQUE, REUNION, PACA = "02", "04", "93"
CANCELLED = {"motif": "Le financeur s'est retiré.", "source": "une page"}
RULE = {"type": "recurrent", "regle": {"ouverture": "1er lundi de mai", "cloture": "30 juin 18:00"}}


def ids(found: tuple[Window, ...] | list[Window]) -> list[str]:
    """Return the ids of windows, in order."""
    return [window.id for window in found]


def open_at(knowledge: Knowledge, one: Call, moment: str, region: str | None = None) -> bool:
    """Tell whether a call is open at a local time of a region."""
    here = instant(knowledge, region, at(moment))
    return any(window.running(here) for window in windows(knowledge, one, moment, region))


def test_a_day_without_an_hour_lasts_until_midnight(knowledge: Knowledge) -> None:
    """A call that closes on a day is still open in the last minute of that day, and no longer after."""
    essai = call(cloture="2026-01-29")
    assert open_at(knowledge, essai, "2026-01-29T23:59")
    assert windows(knowledge, essai, "2026-01-30T00:00") == []


def test_an_hour_is_kept_to_the_minute(knowledge: Knowledge) -> None:
    """A call that closes at an hour is over one minute later."""
    essai = call(cloture="2026-01-29 18:00")
    assert open_at(knowledge, essai, "2026-01-29T18:00")
    assert windows(knowledge, essai, "2026-01-29T18:01") == []


@pytest.mark.parametrize(
    ("region", "last"),
    [
        (None, "2026-01-29T18:00"),
        (PACA, "2026-01-29T18:00"),
        (MARTINIQUE, "2026-01-29T13:00"),
        ("03", "2026-01-29T14:00"),
        (REUNION, "2026-01-29T21:00"),
        ("06", "2026-01-29T20:00"),
    ],
)
def test_the_hour_of_a_nationwide_call_is_that_of_paris(
    knowledge: Knowledge, region: str | None, last: str
) -> None:
    """18:00 in Paris is another hour overseas: the call is over at the same instant everywhere."""
    essai = call(cloture="2026-01-29 18:00")
    assert open_at(knowledge, essai, last, region)
    assert not open_at(knowledge, essai, (at(last) + timedelta(minutes=1)).isoformat(), region)


def test_the_hour_of_a_regional_call_is_that_of_its_region(knowledge: Knowledge) -> None:
    """A call of one region, or that says its zone, keeps its hour; else it is that of Paris."""
    zones = {
        "America/Martinique": call(cloture="2026-01-29 18:00", regions=[MARTINIQUE]),
        "Indian/Reunion": call(
            cloture="2026-01-29 18:00", regions=[MARTINIQUE, REUNION], fuseau="Indian/Reunion"
        ),
        "Europe/Paris": call(cloture="2026-01-29 18:00", regions=[MARTINIQUE, REUNION]),
    }
    for zone, one in zones.items():
        (window,) = as_written(with_calls(knowledge, one))
        assert window.zone == zone
        assert window.closes == datetime(2026, 1, 29, 18, tzinfo=ZoneInfo(zone))


def test_a_day_is_over_there_or_here(knowledge: Knowledge) -> None:
    """Nobody is told that she has time when the day is over in Paris, or where she is."""
    essai = call(cloture="2026-01-29")
    assert open_at(knowledge, essai, "2026-01-29T18:59", MARTINIQUE)
    assert not open_at(knowledge, essai, "2026-01-29T19:00", MARTINIQUE)
    assert open_at(knowledge, essai, "2026-01-29T23:59", REUNION)
    assert not open_at(knowledge, essai, "2026-01-30T00:00", REUNION)


def test_a_call_without_a_closing_is_sure_only_until_it_opens(knowledge: Knowledge) -> None:
    """Once a call of unknown closing has opened, nobody knows whether it is still open."""
    essai = call(ouverture="2026-01-06")
    assert ids(windows(knowledge, essai, "2026-01-05T12:00")) == ["essai"]
    assert windows(knowledge, essai, "2026-01-07T00:00") == []


def test_a_call_without_a_date_is_never_over(knowledge: Knowledge) -> None:
    """A habit, a permanent offer and an unknown date are told for ever, and announce nothing."""
    for kind in ("recurrent", "permanent", "inconnu"):
        (window,) = windows(knowledge, call(type=kind, habituel="en mai"), "2090-01-01")
        assert (window.dated, window.live, list(window.turns("Europe/Paris"))) == (False, False, [])


def test_an_opening_is_past_from_its_first_instant(knowledge: Knowledge) -> None:
    """A call opens at midnight of its first day, at its hour when it has one, and always without a date."""
    assert open_at(knowledge, call(ouverture="2026-01-06", cloture="2026-01-29"), "2026-01-06T00:00")
    assert not open_at(knowledge, call(ouverture="2026-01-06 09:00"), "2026-01-06T08:59")
    assert open_at(knowledge, call(cloture="2026-01-29"), "2020-01-01T00:00")


def test_a_digest_changes_with_what_was_told(knowledge: Knowledge) -> None:
    """The digest depends on dates, link and cancellation, and on nothing else."""
    plain = {"ouverture": "2027-01-06", "cloture": "2027-01-29 18:00", "lien": "https://a.fr"}
    changes: list[dict[str, object]] = [
        {"ouverture": "2027-01-07"},
        {"cloture": "2027-01-29 17:00"},
        {"lien": "https://b.fr"},
        {"annule": CANCELLED},
        {"fuseau": "Indian/Reunion"},
    ]
    digests = [as_written(with_calls(knowledge, call(**plain)))[0].digest]
    digests += [as_written(with_calls(knowledge, call(**{**plain, **more})))[0].digest for more in changes]
    assert len(set(digests)) == len(digests)
    assert {len(digest) for digest in digests} == {12}
    day = call(cloture="2027-01-29"), call(cloture="2027-01-29", fuseau="Indian/Reunion")
    assert len({as_written(with_calls(knowledge, one))[0].digest for one in day}) == 1
    noted = as_written(with_calls(knowledge, call(**plain, note="Sur dossier.")))[0]
    assert noted.digest == digests[0]


SHIPPED = load()
DAYS = st.integers(min_value=-20, max_value=20)
HOURS = st.none() | st.integers(0, 23)
REGIONS = st.sampled_from([None, *SHIPPED.regions])


def written(day: datetime, hour: int | None) -> str:
    """Write a day, with an hour or not."""
    return f"{day:%Y-%m-%d}" + ("" if hour is None else f" {hour:02d}:30")


@given(DAYS, st.integers(1, 30), HOURS, HOURS, REGIONS)
def test_time_goes_one_way(
    opens: int, lasts: int, first: int | None, last: int | None, region: str | None
) -> None:
    """Wherever the person is, a window opens once, closes once, and turns where it says and nowhere else."""
    begin = NOW + timedelta(days=opens)
    essai = call(ouverture=written(begin, first), cloture=written(begin + timedelta(days=lasts), last))
    known = with_calls(SHIPPED, essai)
    (window,) = as_written(known)
    turns = sorted(window.turns(timezone(known, region)))
    hours = [turns[0] + timedelta(hours=7 * n - 28) for n in range(4 * (lasts + 4))]
    moments = sorted({*turns, *hours})
    states = {moment: _state(window, instant(known, region, moment)) for moment in moments}
    assert list(states.values()) == sorted(states.values())
    assert {later for now, later in pairwise(moments) if states[now] != states[later]} <= set(turns)
    for moment in moments:
        for soon in closing_soon(known, region, moment):
            assert soon.running(instant(known, region, moment))


def _state(window: Window, here: datetime) -> int:
    """Return 0 before it opens, 1 while it is open, 2 when it is over."""
    return 2 if window.over(here) else int(window.opened(here))


@given(st.datetimes(datetime(2026, 1, 1), datetime(2030, 1, 1)), REGIONS)
def test_a_local_time_is_read_back(moment: datetime, region: str | None) -> None:
    """The wall time of the instant of a local time is that local time, save in the hour that a year skips."""
    read = wall(timezone(SHIPPED, region), instant(SHIPPED, region, moment))
    assert abs(read - moment) in {timedelta(0), timedelta(hours=1)}
    assert read == moment or timezone(SHIPPED, region) == "Europe/Paris"
