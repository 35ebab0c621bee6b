"""Dates that come back, from the words of an editor to the days of a year."""

from calendar import monthrange
from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.dates import MONTHS, WEEKDAYS
from knowledge.recurring import ALWAYS, WRITTEN, rule_of

FRIDAY = 4


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("30 juin 18:00", datetime.fromisoformat("2027-06-30T18:00")),
        ("le 30 juin à 9:05", datetime.fromisoformat("2027-06-30T09:05")),
        ("1er juillet", date(2027, 7, 1)),
        ("dernier vendredi de juin", date(2027, 6, 25)),
        ("1er lundi d'octobre 12:00", datetime.fromisoformat("2027-10-04T12:00")),
        ("Premier lundi d’octobre", date(2027, 10, 4)),
        ("2e mardi de mars", date(2027, 3, 9)),
        ("deuxième mardi de mars", date(2027, 3, 9)),
        ("dernier jour de février", date(2027, 2, 28)),
        ("31 août", date(2027, 8, 31)),
    ],
)
def test_a_yearly_rule_gives_one_day(text: str, day: date) -> None:
    """A rule that names a month gives the day, and the hour, that its words say."""
    assert rule_of(text).in_year(2027) == (day,)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("15 de chaque mois", date(2027, 1, 15), date(2027, 12, 15)),
        ("dernier jour de chaque mois", date(2027, 1, 31), date(2027, 12, 31)),
        ("1er lundi de chaque mois", date(2027, 1, 4), date(2027, 12, 6)),
    ],
)
def test_a_monthly_rule_gives_one_day_a_month(text: str, first: date, last: date) -> None:
    """« de chaque mois » gives twelve days a year."""
    days = rule_of(text).in_year(2027)
    assert (len(days), days[0], days[-1]) == (12, first, last)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("fin juin", WRITTEN),
        ("dernier juin", WRITTEN),
        ("30 juhin", WRITTEN),
        ("1er dimache de juin", WRITTEN),
        ("30 juin 25:00", WRITTEN),
        ("chaque année", WRITTEN),
        ("31 juin", ALWAYS),
        ("0 juin", ALWAYS),
        ("29 février", ALWAYS),
        ("31 de chaque mois", ALWAYS),
        ("5e lundi de juin", ALWAYS),
    ],
)
def test_a_rule_that_is_none_is_refused(text: str, message: str) -> None:
    """What is no rule, or would skip a year or a month, is refused in French."""
    with pytest.raises(ValueError, match="^" + message[:20]) as told:
        rule_of(text)
    assert str(told.value) == message


@given(
    st.sampled_from(["1er", "2e", "3e", "4e", "dernier"]),
    st.sampled_from(WEEKDAYS),
    st.sampled_from(MONTHS),
    st.integers(2020, 2100),
)
def test_a_weekday_of_a_month_is_that_weekday_of_that_month(
    rank: str, weekday: str, month: str, year: int
) -> None:
    """Every year has one, on the right weekday, in the right week of the right month."""
    (day,) = rule_of(f"{rank} {weekday} de {month}").in_year(year)
    assert (day.weekday(), day.month, day.year) == (WEEKDAYS.index(weekday), MONTHS.index(month) + 1, year)
    left = monthrange(year, day.month)[1] - day.day
    assert left < 7 if rank == "dernier" else (day.day - 1) // 7 == int(rank[0]) - 1
