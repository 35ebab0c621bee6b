"""All the scenarios of a content, played: those about situations, and those about words."""

from collections.abc import Iterator
from datetime import datetime

from dialogs.rehearsing import misheard
from knowledge.content import Knowledge
from knowledge.editions import Edition
from knowledge.issues import Finding, Issue
from knowledge.misnamed import misnamed
from knowledge.scenarios import Scenario, failure
from knowledge.written import Written


def played(knowledge: Knowledge, scenario: Scenario, now: datetime) -> str | None:
    """Return why a scenario does not hold at a local time, in French, or None when it does."""
    return failure(knowledge, scenario, now) or misheard(knowledge, scenario)


def broken(edition: Edition, now: datetime) -> tuple[Issue, ...]:
    """Return the names misspelt by scenarios, then the scenarios that do not hold at a local time."""
    named = [(written, tuple(_misnamed(edition.knowledge, written))) for written in edition.scenarios]
    strange = edition.told(finding for _, findings in named for finding in findings)
    sound = (written for written, findings in named if not findings)
    tried = ((written, played(edition.knowledge, written.scenario, now)) for written in sound)
    return (*strange, *(written.failed(why) for written, why in tried if why))


def _misnamed(knowledge: Knowledge, written: Written) -> Iterator[Finding]:
    return misnamed(knowledge, written.scenario, written.document.file, written.rank)
