"""When people may be written to: real calendars, and laws over five years of instants."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from holidays import country_holidays
from hypothesis import given
from hypothesis import strategies as st

from bot.hours import allowed, next_allowed, together
from knowledge.content import Knowledge
from knowledge.load import load

KNOWLEDGE = load()
PARIS = "Europe/Paris"
INSTANTS = st.datetimes(datetime(2025, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC))


def after(moment: str, region: str, knowledge: Knowledge = KNOWLEDGE) -> str:
    """Return the first allowed local time from a local time of a region."""
    zone = knowledge.regions[region].timezone
    instant = datetime.fromisoformat(moment).replace(tzinfo=ZoneInfo(zone))
    return next_allowed(instant, zone, region).astimezone(ZoneInfo(zone)).strftime("%Y-%m-%d %H:%M")


@pytest.mark.parametrize(
    ("moment", "region", "first"),
    [
        ("2026-11-24 13:30", "53", "2026-11-24 13:30"),
        ("2026-11-24 08:59", "53", "2026-11-24 09:00"),
        ("2026-11-24 18:59", "53", "2026-11-24 18:59"),
        ("2026-11-24 19:00", "53", "2026-11-25 09:00"),
        ("2026-11-28 19:00", "53", "2026-11-30 09:00"),  # Saturday evening, then Sunday
        ("2026-12-24 20:00", "53", "2026-12-26 09:00"),  # Christmas
        ("2026-12-24 20:00", "44", "2026-12-28 09:00"),  # Saint Stephen's day in Alsace-Moselle, then Sunday
        ("2027-03-26 10:00", "53", "2027-03-26 10:00"),  # Good Friday
        ("2027-03-26 10:00", "44", "2027-03-27 09:00"),
        ("2026-05-27 10:00", "01", "2026-05-28 09:00"),  # the abolition of slavery, each its day
        ("2026-05-22 10:00", "02", "2026-05-23 09:00"),
        ("2026-06-10 10:00", "03", "2026-06-11 09:00"),
        ("2025-12-20 10:00", "04", "2025-12-22 09:00"),
        ("2026-04-27 10:00", "06", "2026-04-28 09:00"),
        ("2026-04-27 10:00", "93", "2026-04-27 10:00"),
        ("2026-03-29 08:00", "53", "2026-03-30 09:00"),  # the night is shorter, on a Sunday
    ],
)
def test_nobody_is_woken(moment: str, region: str, first: str) -> None:
    """Evenings, nights, Sundays and public holidays, those of the region only, wait for the next morning."""
    assert after(moment, region) == first


@given(instant=INSTANTS, region=st.sampled_from(sorted(KNOWLEDGE.regions)))
def test_the_first_allowed_instant(instant: datetime, region: str) -> None:
    """It is not before, is allowed, is the same asked again, and no half hour before it is allowed."""
    zone = KNOWLEDGE.regions[region].timezone
    found = next_allowed(instant, zone, region)
    here = found.astimezone(ZoneInfo(zone))
    assert found >= instant
    assert 9 <= here.hour < 19
    assert here.weekday() != 6
    assert allowed(found, zone, region)
    assert found - instant < timedelta(days=5)
    if found > instant:
        assert not allowed(found - timedelta(minutes=30), zone, region)


@given(instant=INSTANTS, regions=st.sets(st.sampled_from(sorted(KNOWLEDGE.regions)), min_size=1))
def test_somebody_of_several_regions_is_woken_in_none(instant: datetime, regions: set[str]) -> None:
    """The instant found is allowed in each of them, and is not before; for one region it is its own."""
    places = [(KNOWLEDGE.regions[region].timezone, region) for region in sorted(regions)]
    found = together(instant, places)
    assert found >= instant
    assert all(allowed(found, *place) for place in places)
    if len(places) == 1:
        assert found == next_allowed(instant, *places[0])


def test_all_of_france_rests() -> None:
    """The eleven national holidays of a year, in every region."""
    shared = [(1, 1), (4, 6), (5, 1), (5, 8), (5, 14), (5, 25), (7, 14), (8, 15), (11, 1), (11, 11), (12, 25)]
    for month, day in shared:
        noon = datetime(2026, month, day, 12, tzinfo=ZoneInfo(PARIS))
        assert not any(allowed(noon, PARIS, region) for region in KNOWLEDGE.regions)


PARTS = {"01": ["971"], "02": ["972"], "03": ["973"], "04": ["974"], "06": ["976"], "44": ["57", "6AE"]}


@pytest.mark.parametrize("region", sorted(KNOWLEDGE.regions))
def test_public_holidays_are_those_of_the_calendars(region: str) -> None:
    """For twenty years, nobody is written to on the days that a library of calendars tells, no other."""
    years = range(2020, 2040)
    told = [country_holidays("FR", subdiv=part, years=years) for part in PARTS.get(region, [None])]
    days = (date(2020, 1, 1) + timedelta(days=count) for count in range(365 * len(years)))
    for day in days:
        rests = day.weekday() == 6 or any(day in calendar for calendar in told)
        noon = datetime.combine(day, time(12), ZoneInfo(PARIS))
        assert allowed(noon, PARIS, region) is not rests, day
