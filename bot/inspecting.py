"""What is looked at of a content besides its situations: scenarios, words, pages, the day, what is idle."""

from dataclasses import dataclass
from datetime import datetime

from bot.limits import limits
from bot.playing import broken
from bot.scenarist import exercised
from dialogs.confusions import confusions
from knowledge.freshness import stale
from knowledge.issues import Issue
from knowledge.leftovers import leftovers
from knowledge.load import Edition


@dataclass(frozen=True)
class Inspected:
    """The scenarios that do not hold, what else is to be told, and how many leaves the scenarios cover."""

    failures: tuple[Issue, ...]
    told: tuple[Issue, ...]
    leaves: tuple[int, int]


def inspected(edition: Edition, now: datetime) -> Inspected:
    """Play the scenarios of an edition at a local time, and look at all that needs no walk."""
    leaves = exercised(edition, now).counts("feuille")
    return Inspected(broken(edition, now), looked_at(edition, now), leaves)


def looked_at(edition: Edition, now: datetime) -> tuple[Issue, ...]:
    """Return what reading, Telegram, the day and what is never used have to say of a content."""
    knowledge = edition.knowledge
    situations = [answers for written in edition.scenarios for answers in written.scenario.situations]
    measured = limits(knowledge, situations, now)
    return edition.told(
        (*confusions(knowledge), *measured, *stale(knowledge, now.date()), *leftovers(knowledge))
    )
