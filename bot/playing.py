"""All the scenarios of a content, played: those about situations, and those about words."""

from datetime import datetime

from dialogs.rehearsing import misheard
from knowledge.content import Knowledge
from knowledge.issues import Issue
from knowledge.load import Edition
from knowledge.scenarios import Scenario, failure


def played(knowledge: Knowledge, scenario: Scenario, now: datetime) -> str | None:
    """Return why a scenario does not hold at a local time, in French, or None when it does."""
    return failure(knowledge, scenario, now) or misheard(knowledge, scenario)


def broken(edition: Edition, now: datetime) -> tuple[Issue, ...]:
    """Return the scenarios that do not hold at a local time, each on its line."""
    tried = ((written, played(edition.knowledge, written.scenario, now)) for written in edition.scenarios)
    return tuple(written.failed(why) for written, why in tried if why)
