"""What is asked of a place that is named: « le numéro de la CRESS Bretagne », « les appels en PACA »."""

from dataclasses import replace
from typing import NamedTuple

from dialogs import places
from dialogs.answering import kept
from dialogs.calling import named
from dialogs.clauses import clauses
from dialogs.events import Do, Message
from dialogs.lexicon import ARTICLES
from dialogs.pages.alerting import alert_page
from dialogs.pages.current import Outcome, with_session
from dialogs.pages.parts import act as button
from dialogs.pages.parts import human_contacts, onward
from dialogs.pages.reading import calls_page, contacts_page
from dialogs.showing import ABOUT
from dialogs.spots import Spot, spots
from dialogs.text import joined
from dialogs.turn import Turn
from dialogs.words import Words, all_words, capitals, words
from knowledge.announcing import EVERY
from knowledge.content import Knowledge
from knowledge.entry import Facts
from knowledge.questions import DEPARTMENT, REGION
from knowledge.zones import CHAMBER

LONGEST = 5
"""Words of the longest name of a region: « Provence-Alpes-Côte d'Azur »."""
_BEFORE = ARTICLES | {"de", "d", "du", "des", "en", "a", "au", "aux", "pour", "dans", "region"}
_CHAMBER = frozenset({None, CHAMBER})
"""Named by who asks for the CRESS, or for anybody."""


class Place(NamedTuple):
    """The only region of the places of a text, its département, and whether it may be taken unasked.

    `official`: it is a region or a département that is named, no town.
    """

    region: str | None
    department: str | None
    sure: bool
    official: bool

    @property
    def answers(self) -> Facts:
        """The place as answers."""
        told = {REGION: self.region, DEPARTMENT: self.department}
        return {question: value for question, value in told.items() if value}


def reached(turn: Turn, act: str, text: str) -> Outcome | None:
    """Show what is asked of another place than that of the person, when one is named.

    Where she said no region, that is hers from now on if the place is sure, or is a region or a département
    of which she asks more than the number of the CRESS, and she is told so; else nothing is written down.
    """
    place = _place(turn, text)
    if place.region is None or place.answers.items() <= turn.answers.items():
        return None
    before = {question: value for question, value in turn.answers.items() if question != DEPARTMENT}
    there = with_session(turn, turn.session.answered({**before, **place.answers}))
    page = _page(there, act, text)
    if page is None:
        return None
    of_the_chamber = act == "humain" and named(there, text) in _CHAMBER
    taken = turn.region is None and (place.sure or (place.official and not of_the_chamber))
    answers, _ = kept(turn, {**turn.answers, REGION: place.region})
    here = with_session(turn, turn.session.answered(answers)) if taken else turn
    notice = turn.say("compris", reponses=here.phrase(REGION, place.region)) if taken else ()
    return here.session, (_onward(here, replace(page, text=joined([notice, page.text], "\n\n"))),)


def _page(there: Turn, act: str, text: str) -> Message | None:
    """Return what is asked of a place: its calls or alerts, whom to talk to, or a programme that it has."""
    programme = named(there, text)
    if act == "appels" and programme is None:
        return calls_page(there, there.answers[REGION])
    if act == "alertes":
        offered = programme and there.knowledge.programmes[programme].offered_in(there.answers[REGION])
        return alert_page(there, there.answers[REGION], programme if programme and offered else EVERY)
    if act != "humain":
        return ABOUT[act](there, programme) if programme and act in ABOUT else None
    if programme and programme not in _CHAMBER:
        return contacts_page(there, programme)
    told = joined([there.say("humain_region"), human_contacts(there)])
    rows = ((onward(there),), (button(there, "recapitulatif"), button(there, "recommencer")))
    return Message(told, rows)


def _onward(turn: Turn, page: Message) -> Message:
    """Lead back to where the person is: what is shown is of another place."""
    back = {Do("resultat"), Do("reprendre")}
    rows = (tuple(onward(turn) if button.event in back else button for button in row) for row in page.rows)
    return replace(page, rows=tuple(rows))


def of_the_chamber(knowledge: Knowledge, said: Words) -> Spot | None:
    """Return the region that stands after the CRESS, where it can be nothing else: « la cress réunion »."""
    term = knowledge.glossary.get(CHAMBER)
    names = {spelling[0] for spelling in all_words((term.label, *term.spellings))} if term else set()
    for at in (at for at, word in enumerate(said) if word in names):
        rest = said[at + 1 :]
        while rest and rest[0] in _BEFORE:
            rest = rest[1:]
        for size in range(min(LONGEST, len(rest)), 0, -1):
            official = [spot for spot in spots(knowledge, rest[:size]) if spot.official and spot.region]
            if len(official) == 1:
                return official[0]
    return None


def _place(turn: Turn, text: str) -> Place:
    heard = clauses(turn.knowledge, text)
    where = places.inside(turn.knowledge, heard, capitals(text), asked=True)
    if near := of_the_chamber(turn.knowledge, words(text)):
        return Place(near.region, near.department, sure=False, official=True)
    regions = {spot.region for spot in where.spots}
    departments = {spot.department for spot in where.spots}
    region = regions.pop() if len(regions) == 1 else None
    department = departments.pop() if len(departments) == 1 else None
    return Place(region, department, where.sure, all(spot.official for spot in where.spots))
