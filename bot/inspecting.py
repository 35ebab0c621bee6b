"""What is looked at of a content besides its situations: scenarios, words, pages, the day, what is idle."""

from dataclasses import dataclass
from datetime import datetime

from bot.limits import limits
from bot.playing import broken
from dialogs.confusions import confusions
from knowledge.content import Knowledge
from knowledge.editions import Edition
from knowledge.freshness import stale
from knowledge.issues import Issue
from knowledge.leftovers import leftovers
from knowledge.orientation import Conclusion, End, conclude
from knowledge.soundness import all_nodes


@dataclass(frozen=True)
class Inspected:
    """The scenarios that do not hold, what else is to be told, and how many leaves the scenarios cover."""

    failures: tuple[Issue, ...]
    told: tuple[Issue, ...]
    leaves: tuple[int, int]


def inspected(edition: Edition, now: datetime) -> Inspected:
    """Play the scenarios of an edition at a local time, and look at all that needs no walk."""
    found = ends(edition, now)
    return Inspected(broken(edition, now), looked_at(edition, found, now), _leaves(edition.knowledge, found))


def ends(edition: Edition, now: datetime) -> list[End]:
    """Return what the situations of the scenarios lead to at a local time, where nothing is missing."""
    situations = (answers for written in edition.scenarios for answers in written.scenario.situations)
    found = ((answers, conclude(edition.knowledge, answers, now)) for answers in situations)
    return [(answers, end) for answers, end in found if isinstance(end, Conclusion)]


def looked_at(edition: Edition, found: list[End], now: datetime) -> tuple[Issue, ...]:
    """Return what reading, Telegram, the day and what is never used have to say of a content.

    The results measured are those of some situations.
    """
    knowledge = edition.knowledge
    measured = limits(knowledge, found, now)
    return edition.told(
        (*confusions(knowledge), *measured, *stale(knowledge, now.date()), *leftovers(knowledge))
    )


def _leaves(knowledge: Knowledge, found: list[End]) -> tuple[int, int]:
    """Return how many leaves of the tree some situations lead to, and how many there are."""
    every = [node.proposal for _, node, _ in all_nodes(knowledge) if node.proposal]
    return len({id(end.leaf.proposal) for _, end in found}), len(every)
