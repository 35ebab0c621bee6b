"""Dates that come back, written as people write them: « 30 juin 18:00 », « dernier vendredi de juin ».

A rule gives one day a year, or one a month when it says « de chaque mois »; it never skips one.
"""

import re
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import lru_cache
from typing import Annotated

from dateutil.rrule import MONTHLY, YEARLY, rrule, weekday
from pydantic import AfterValidator

from knowledge.dates import HOUR, MONTHS, WEEKDAYS, hour_of
from knowledge.entry import Text

WRITTEN = (
    "une règle s'écrit « 30 juin 18:00 », « dernier vendredi de juin », « 1er lundi d'octobre » "
    "ou « 15 de chaque mois »"
)
ALWAYS = "une règle tombe chaque année, ou chaque mois : ce jour n'existe pas toujours"
_RULE = re.compile(
    r"(?:le )?(?P<rank>\d{1,2}|dernier)(?:er|e|ème)?(?: (?P<name>[a-z]+))??"
    r"(?: (?P<each>de chaque mois)| (?:de |d'|d’)?(?P<month>[a-zûé]+))"
    rf"(?: (?P<hour>{HOUR}))?"
)
_RANKS = {"premier": "1", "deuxième": "2", "troisième": "3", "quatrième": "4"}
_SHORTEST = 28
_LAST = -1
_USUAL_YEAR = 2027
"""A year that is not a leap year: a day that it has, every year has."""


@dataclass(frozen=True)
class Rule:
    """A day of a month (None: of each month), counted from its start or (-1) from its end, and an hour.

    `weekday` is 0 for Monday: the day counted is then that one, else any.
    """

    rank: int
    weekday: int | None
    month: int | None
    hour: time | None

    @property
    def monthly(self) -> bool:
        """Tell whether it comes back each month, and not once a year."""
        return self.month is None

    def in_year(self, year: int) -> tuple[date, ...]:
        """Return the days of a year, in order; with their hour when there is one."""
        counted = (
            {"bymonthday": self.rank}
            if self.weekday is None
            else {"byweekday": weekday(self.weekday)(self.rank)}
        )
        found = rrule(
            MONTHLY if self.monthly else YEARLY,
            dtstart=datetime(year, 1, 1),  # noqa: DTZ001 - a day of the calendar
            until=datetime(year, 12, 31),  # noqa: DTZ001
            bymonth=self.month,
            **counted,
        )
        return tuple(datetime.combine(day, self.hour) if self.hour else day.date() for day in found)


@lru_cache(maxsize=256)
def rule_of(text: str) -> Rule:
    """Read a rule. Raises ValueError, in French, when it is none or would skip a year or a month."""
    words = " ".join(_RANKS.get(word, word) for word in text.lower().split())
    read = _RULE.fullmatch(words)
    named = read and read["name"]
    if read is None or (read["month"] and read["month"] not in MONTHS):
        raise ValueError(WRITTEN)
    if (named and named not in {*WEEKDAYS, "jour"}) or (read["rank"] == "dernier" and not named):
        raise ValueError(WRITTEN)
    rank = _LAST if read["rank"] == "dernier" else int(read["rank"])
    month = MONTHS.index(read["month"]) + 1 if read["month"] else None
    try:
        hour = hour_of(read["hour"]) if read["hour"] else None
    except ValueError:
        raise ValueError(WRITTEN) from None
    rule = Rule(rank, WEEKDAYS.index(named) if named in WEEKDAYS else None, month, hour)
    if not _always(rule):
        raise ValueError(ALWAYS)
    return rule


def _always(rule: Rule) -> bool:
    """Tell whether the day exists every year, or every month: four Mondays are sure, a fifth is not."""
    if rule.rank == _LAST:
        return True
    if rule.rank == 0 or rule.weekday is not None:
        return 1 <= rule.rank <= _SHORTEST // len(WEEKDAYS)
    return rule.rank <= _SHORTEST or (
        not rule.monthly and bool(Rule(rule.rank, None, rule.month, None).in_year(_USUAL_YEAR))
    )


def _checked(text: str) -> str:
    rule_of(text)
    return text


RuleText = Annotated[Text, AfterValidator(_checked)]
"""A rule as its editor writes it."""
