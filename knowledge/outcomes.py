"""What people see of a situation, as values to compare: programmes by role, words, who to call, when."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from knowledge.contacts import contacts_for
from knowledge.content import Knowledge
from knowledge.orientation import Conclusion, told
from knowledge.questions import DEPARTMENT, REGION
from knowledge.upcoming import closing_soon, next_windows
from knowledge.walk import Missing
from knowledge.windows import Window, instant

ANYTHING = "*"
"""Stands for « whatever the programme », where something is shown in every situation of a region."""
UNSEEN = frozenset({"source", "vu_le", "faits", "mois", "verifie_le"})
"""Keys of contacts and calls that the result does not show."""


@dataclass(frozen=True)
class Roles:
    """Programme ids by role, in order."""

    principal: str
    others: tuple[str, ...] = ()
    later: tuple[str, ...] = ()

    @property
    def all(self) -> tuple[str, ...]:
        """Every programme that is shown."""
        return (self.principal, *self.others, *self.later)


def roles(conclusion: Conclusion | Missing) -> Roles | None:
    """Return the programmes shown; None when the answers lead nowhere."""
    if isinstance(conclusion, Missing):
        return None
    lists = conclusion.result.lists
    return Roles(lists.principal, lists.others, lists.later)


def words(knowledge: Knowledge, conclusion: Conclusion | Missing) -> tuple[tuple[str, str], ...]:
    """Return the sentences of a result, each with its programme, then what is said of the whole."""
    if isinstance(conclusion, Missing):
        return ()
    found = told(knowledge, conclusion)
    said = [
        (suggestion.programme, text)
        for suggestion in (*found.now, *found.later)
        for text in (suggestion.reason, *(remark.text for remark in suggestion.remarks))
    ]
    return (*said, ("", found.assumed or ""), ("", "contact" if found.contact_first else ""))


def card(knowledge: Knowledge, programme: str, region: str) -> object:
    """Return what the page of a programme says, contacts and calls left out."""
    entry = knowledge.programmes[programme]
    local = entry.regional.get(region)
    claims = (entry.audience, entry.format, entry.duration, entry.cost, *entry.steps, *entry.doubts)
    return (
        (entry.name, entry.short, entry.summary, local.text if local else ""),
        tuple(claim.text for claim in claims),
        tuple(step.unserved for step in entry.steps),
        tuple((cost.when, cost.unless, cost.text) for cost in entry.costs),
        (entry.duration.ask, entry.cost.ask),
        entry.prepare,
    )


def people(knowledge: Knowledge, programme: str, region: str) -> object:
    """Return who is shown for a programme in a region, whatever the département; sources left out."""
    return tuple(_chain(knowledge, programme, region))


def _chain(knowledge: Knowledge, programme: str, region: str) -> Iterator[object]:
    for department in ("", *knowledge.regions[region].departments):
        reached = contacts_for(knowledge, programme, {REGION: region, DEPARTMENT: department})
        contacts = [reach.contact for reach in reached]
        yield (
            department,
            tuple(
                (c.name, c.town, c.territory, c.site, c.mail, c.phone, c.address, c.price, c.note)
                for c in contacts
            ),
        )


def dates(knowledge: Knowledge, programme: str, region: str, now: datetime) -> object:
    """Return the calls shown for a programme in a region, or those about to close, whatever the programme."""
    here = instant(knowledge, region, now)
    if programme == ANYTHING:
        return tuple((w.call.programme, *_told(w, here)) for w in closing_soon(knowledge, region, now))
    return tuple(_told(window, here) for window in next_windows(knowledge, programme, region, now))


def _told(window: Window, here: datetime) -> tuple[object, ...]:
    """Return what is read of a window in the time zone of a person."""
    call, gone = window.call, window.cancelled
    dates = tuple(window.shown(moment, here) for moment in (window.opening, window.closing))
    usual = () if window.dated else (call.usual, call.last_known)
    changes = tuple((revision.day, revision.told) for revision in call.revisions[-1:] if window.dated)
    return call.title, call.kind, dates, gone and gone.reason, usual, changes, call.link, call.note
