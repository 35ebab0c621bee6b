"""Somebody to call who is named: « le tél de France Active », « c'est quoi Katapult ? »."""

from collections.abc import Iterator

from dialogs.events import Message
from dialogs.lexicon import Lexicon, lexicon
from dialogs.pages.current import Outcome
from dialogs.pages.parts import act, contact_text, human_contacts, onward
from dialogs.pages.reading import definition
from dialogs.pages.sourcing import origin
from dialogs.targeting import act_of
from dialogs.text import Text, joined, rich
from dialogs.titles import meant, spelt
from dialogs.turn import Turn
from dialogs.words import Words, all_words, words
from knowledge.content import Knowledge
from knowledge.derived import derived, remembered
from knowledge.regions import Contact, Region
from knowledge.sources import Term
from knowledge.zones import CHAMBER

ASKING = ("humain", "definition", "details", "sources")
"""What is asked of somebody who is named."""
ENOUGH = 2
"""Words of a name that are enough when other things bear them too; one that nothing else bears is."""


def met(turn: Turn, text: str) -> Outcome | None:
    """Show those who are named and known where the person is, when the message says nothing else.

    Before the result, only when they are asked about: what names them may be an answer. Of somebody who is
    not known there, say so, with whom to ask.
    """
    region = turn.knowledge.regions.get(turn.region or "")
    said = words(text)
    if region is None:
        return None
    found = [(run, each) for run, each in _names(turn.knowledge, region.code) if _at(said, run) is not None]
    longest = max((run for run, _ in found), key=len, default=())
    if longest and _asks(turn, longest, _without(said, longest)):
        named = {each.name: each for run, each in reversed(found) if len(run) == len(longest)}
        return turn.session, (_shown(turn, _told(turn, [*named.values()])),)
    term = None if found else _unreached(turn, said)
    if term is None:
        return None
    nobody = turn.say("sans_contact", nom=term.label, region=region.within)
    told = joined([definition(term), joined([nobody, human_contacts(turn)])], "\n\n")
    return turn.session, (_shown(turn, told),)


def _asks(turn: Turn, name: Words, rest: Words) -> bool:
    """Tell whether the words around a name ask about it, or say nothing where nothing is asked.

    What the glossary explains is only looked for: its meaning is told otherwise.
    """
    known = lexicon(turn.knowledge)
    asked = {*rest} - known.hollow - known.empty
    if name in known.terms:
        return _reaches(turn, rest)
    return asked <= _asking(turn.knowledge) and bool(asked or not turn.asked)


def _unreached(turn: Turn, said: Words) -> Term | None:
    """Return the word of the glossary, no programme, whose contact is all that is asked: « le tel de… »."""
    start, end, name = next(spelt(turn.knowledge, said), (0, 0, CHAMBER))
    if name == CHAMBER or [*meant(turn.knowledge, term := turn.knowledge.glossary[name])]:
        return None
    return term if _reaches(turn, (*said[:start], *said[end:])) else None


def _reaches(turn: Turn, rest: Words) -> bool:
    """Tell whether words ask how to reach somebody: « le tél de »."""
    known = lexicon(turn.knowledge)
    return act_of(known, known.bare(rest)) == "humain"


def _shown(turn: Turn, told: Text) -> Message:
    return Message(told, ((onward(turn), act(turn, "humain")),))


def _told(turn: Turn, named: list[Contact]) -> Text:
    """Say who they are, how to reach them or who can tell, and where that comes from."""
    reachable = any(each.reachable for each in named)
    lines = [
        joined(
            [
                contact_text(turn, each, lacks=reachable),
                rich(each.text) if each.text else (),
                origin(turn, each),
            ]
        )
        for each in named
    ]
    who = () if reachable else joined([turn.say("demandez_coordonnees"), human_contacts(turn)])
    return joined([*lines, who], "\n\n")


@remembered(64)
def _names(knowledge: Knowledge, code: str) -> tuple[tuple[Words, Contact], ...]:
    """Return the names of those who are known in a region, its own name and its CRESS left out."""
    region = knowledge.regions[code]
    known, places = lexicon(knowledge), _places(region)
    listed = (*region.dla, *region.incubators, *region.factories, *region.offers)
    return tuple((run, each) for each in listed for run in _meaningful(known, places, words(each.name)))


def _places(region: Region) -> frozenset[str]:
    return frozenset(word for name in (region.name, *region.departments.values()) for word in words(name))


def _meaningful(known: Lexicon, places: frozenset[str], name: Words) -> Iterator[Words]:
    """Yield the runs of a name that name it."""
    for start in range(len(name)):
        for end in range(start + 1, len(name) + 1):
            telling = {*name[start:end]} - known.hollow - known.empty
            own = telling - places
            enough = own - known.known or (own and len(telling) >= ENOUGH)
            if enough and name[start] in telling and name[end - 1] in telling:
                yield name[start:end]


def _at(said: Words, run: Words) -> int | None:
    """Return where a run is in words, None when it is not."""
    places = (at for at in range(len(said) - len(run) + 1) if said[at : at + len(run)] == run)
    return next(places, None)


def _without(said: Words, run: Words) -> Words:
    at = _at(said, run) or 0
    return (*said[:at], *said[at + len(run) :])


@derived
def _asking(knowledge: Knowledge) -> frozenset[str]:
    """Return the words with which somebody is asked about."""
    entries = (entry for name in ASKING for entry in knowledge.intentions[name])
    around = lexicon(knowledge).small("autour_d_une_demande")
    return around | frozenset(word for said in all_words(entries) for word in said)
