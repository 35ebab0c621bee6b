"""Days and hours are read in ISO or as people write them; what cannot be is told with its repair."""

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.dates import MONTHS, SO_TIMED, TIMED, WRITTEN, day_of, moment_of
from knowledge.regions import Contact

MINUTES = st.datetimes(datetime(1900, 1, 1), datetime(2100, 1, 1)).map(
    lambda at: at.replace(second=0, microsecond=0)
)


@given(st.dates(date(1000, 1, 1)))
def test_each_form_of_a_day_is_read_back(day: date) -> None:
    """ISO, with slashes, with the name of the month, with or without accents and capitals."""
    named = f"{day.day}{'er' if day.day == 1 else ''} {MONTHS[day.month - 1]} {day.year}"
    bare = named.replace("é", "e").replace("û", "u")
    for written in (day.isoformat(), f"{day:%d/%m/%Y}", named, named.upper(), bare, f"le {named}"):
        assert day_of(written) == moment_of(written) == day


@given(MINUTES)
def test_each_form_of_an_hour_is_read_back(at: datetime) -> None:
    """« 18:00 », « 18h00 », « à 18 h 00 », and « 18 h » when it is a whole hour."""
    hours = [f"{at:%H:%M}", f"{at:%H}h{at:%M}", f"à {at.hour} h {at:%M}"]
    hours += [f"{at.hour} h", f"à {at.hour}h"] if not at.minute else []
    for day in (f"{at:%Y-%m-%d}", f"{at:%d/%m/%Y}", f"{at.day} {MONTHS[at.month - 1]} {at.year}"):
        for hour in hours:
            assert moment_of(f"{day} {hour}") == at


@pytest.mark.parametrize(
    ("written", "repair"),
    [
        ("31/02/2026", "ce jour n'existe pas"),
        ("06-01-2026", "écrivez 06/01/2026"),
        ("6.1.26", "écrivez 06/01/2026"),
        ("bientôt", "2026-01-29"),
        ("23 november 2026", "2026-01-29"),
        ("", "2026-01-29"),
    ],
)
def test_what_is_no_day_is_told_with_its_repair(written: str, repair: str) -> None:
    """The day that was meant is proposed, when it can be known."""
    with pytest.raises(ValueError, match="une date") as refused:
        day_of(written)
    assert refused.value.args[0] == WRITTEN
    assert repair in refused.value.args[1]


@pytest.mark.parametrize("written", ["2026-01-29 25:00", "2026-01-29T18:00", "29/01/2026 à midi", "18:00"])
def test_what_is_no_hour_is_told_with_its_repair(written: str) -> None:
    """An hour that does not exist, or alone, or in another form."""
    with pytest.raises(ValueError, match="une date") as refused:
        moment_of(written)
    assert refused.value.args == (TIMED, SO_TIMED)


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("26/03/2020", "2020-03-26"),
        ("26 mars 2020", "2020-03-26"),
        ("mars 2020", "2020-03"),
        ("2020-03", "2020-03"),
        ("vers 2020", "vers 2020"),
        ("date inconnue", "date inconnue"),
    ],
)
def test_when_a_page_was_seen_is_kept_in_one_form(written: str, kept: str) -> None:
    """So that what is old is noticed, however it was written."""
    assert Contact.model_validate({"nom": "CRESS", "vu_le": written}).seen == kept
