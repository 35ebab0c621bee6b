"""What is shown of a programme or of a word: pages to read, things to keep."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import assert_never

from dialogs.agenda import agenda
from dialogs.calling import absent
from dialogs.events import Agenda, Card, ContactCard, Dates, Details, Message, Sources
from dialogs.pages.current import Outcome, noted, paged
from dialogs.pages.partly import audience_page, duration_page, preparation_page, price_page, reason_page
from dialogs.pages.reading import (
    absent_text,
    calls_page,
    contacts_page,
    dates_page,
    definition,
    definition_page,
    details_page,
)
from dialogs.pages.result import others_page
from dialogs.pages.sourcing import sources_page
from dialogs.session import Session
from dialogs.text import Text, joined
from dialogs.titles import meant
from dialogs.turn import Turn
from knowledge.contacts import contacts_for
from knowledge.programmes import Programme
from knowledge.questions import REGION
from knowledge.sources import Term
from knowledge.upcoming import next_windows

ABOUT: Mapping[str, Callable[[Turn, str], Message]] = {
    "details": details_page,
    "pourquoi": details_page,
    "prix": price_page,
    "duree": duration_page,
    "preparation": preparation_page,
    "eligibilite": audience_page,
    "sources": sources_page,
    "echeances": dates_page,
    "appels": dates_page,
    "humain": contacts_page,
    "autres": others_page,
}
"""The page of a programme that answers what is asked about it."""
OF_ITSELF: Mapping[str, Callable[[Turn, str], Message]] = {**ABOUT, "pourquoi": reason_page}
"""The same of a programme that is shown already: « pourquoi » is why it is suggested."""
ABOUT_RESULT = tuple(act for act in ABOUT if act not in {"pourquoi", "humain", "appels"})
"""What is asked of the programme of the result when none is named."""


def shown(turn: Turn, event: Details | Sources | Card | Dates) -> Outcome:
    """Show what is asked of a programme, where it exists."""
    programme = turn.knowledge.programmes.get(event.programme)
    if programme is None:
        return paged(turn, turn.session, turn.say("bouton_perime"))
    if turn.region and not programme.exists_in(turn.region):
        return paged(turn, turn.session, absent_text(turn, (programme.id,)))
    match event:
        case Details():
            return turn.session.showing(programme.id), (details_page(turn, event.programme),)
        case Sources():
            return turn.session.showing(programme.id), (sources_page(turn, event.programme),)
        case Card():
            reached = contacts_for(turn.knowledge, event.programme, turn.answers)
            contact = next(reach.contact for reach in reached if reach.contact.reachable)
            return turn.session, (ContactCard(contact),)
        case Dates():
            return turn.session.showing(programme.id), (
                _dates(turn, programme) or details_page(turn, programme.id),
            )
        case never:
            assert_never(never)


def called(turn: Turn) -> Outcome:
    """Show the calls of the region; it is asked for when it is not known."""
    if turn.region is None:
        return paged(turn, replace(turn.session, focus=REGION, promised="appels"), turn.say("alertes_region"))
    return turn.session, (calls_page(turn, turn.region),)


def _dates(turn: Turn, programme: Programme) -> Agenda | None:
    """Return the deadlines to come of a programme, those cancelled too; None when there are none any more."""
    windows = next_windows(turn.knowledge, programme.id, turn.region, turn.now)
    kept = agenda(turn.knowledge, programme.short, windows, turn.here)
    return kept if kept.dates else None


def defined(turn: Turn, *terms: str) -> Outcome:
    """Say what words mean, where the person is: above her question, but not above her whole result.

    Of a programme of another region, only that it is not here.
    """
    entries = [turn.knowledge.glossary[term] for term in terms if term in turn.knowledge.glossary]
    local = any(_local(turn, entry) for entry in entries)
    told = joined([_meant(turn, term) for term in terms], "\n\n")
    if turn.asked is None and local:
        return _defining(turn, entries), (definition_page(turn, told, entries),)
    session = (
        turn.session if turn.asked is None else replace(turn.session, about=_it(turn, entries), aside=False)
    )
    return session, (noted(turn, told),)


def _defining(turn: Turn, terms: list[Term]) -> Session:
    """Return the session once some words are defined: one that is a programme is what « it » is now."""
    name = _it(turn, terms)
    return turn.session.showing(name) if name else turn.session


def _it(turn: Turn, terms: list[Term]) -> str | None:
    """Return the programme that the only word to define means, where the person is or anywhere."""
    names = [name for term in terms for name in meant(turn.knowledge, term)]
    here = [
        name for name in names if not turn.region or turn.knowledge.programmes[name].exists_in(turn.region)
    ]
    return here[0] if len(here) == 1 and len(terms) == 1 else None


def _local(turn: Turn, term: Term) -> bool:
    return term.regions == "partout" or turn.region in {None, *term.regions}


def _meant(turn: Turn, term: str) -> Text:
    entry = turn.knowledge.glossary.get(term)
    if entry and _local(turn, entry):
        return definition(entry)
    away = absent(turn, entry.label) if entry else ()
    return absent_text(turn, away) if away else turn.say("mot_inconnu")
