"""Where what is shown comes from: how sure it is, what is to be confirmed, then the facts and their pages."""

from dialogs.events import Button, Details, Message
from dialogs.pages.parts import act, onward, own_cost
from dialogs.text import Text, joined, link, plain, rich, typeset
from dialogs.turn import Turn
from knowledge.contacts import contacts_for
from knowledge.programmes import Programme
from knowledge.regions import Contact
from knowledge.sources import Fact

Origin = tuple[str, tuple[str, ...]]
"""The nature of a fact and the pages it comes from."""
SURE = frozenset({"loi", "page"})
"""The natures of what is written where anybody may read it."""


def sources_page(turn: Turn, programme_id: str) -> Message:
    """Say how sure what is shown is, what is to be confirmed, then where each fact comes from."""
    programme = turn.knowledge.programmes[programme_id]
    numbers = tuple(dict.fromkeys(_shown(turn, programme)))
    head = turn.say("sources", dispositif=programme.name, jour=programme.checked.strftime("%d/%m/%Y"))
    doubts = [rich(claim.text) for claim in programme.doubts]
    reached = [reach.contact for reach in contacts_for(turn.knowledge, programme_id, turn.answers)]
    who = [origin(turn, contact) for contact in reached if contact.source]
    paragraphs = [
        joined([head, _shortly(turn, numbers)]),
        joined([turn.say("a_confirmer"), *doubts], " ") if doubts else (),
        *origins(turn, numbers),
        joined([turn.say("sources_contacts"), *who]) if who else (),
    ]
    rows = (
        (Button(turn.label("bouton_details"), Details(programme_id)),),
        (onward(turn), act(turn, "humain")),
    )
    return Message(joined(paragraphs, "\n\n"), rows)


def _shown(turn: Turn, programme: Programme) -> tuple[str, ...]:
    """Return the facts behind what the person sees: the result, or the whole sheet once it was opened.

    Not those behind what is said to others: of another region, of another situation.
    """
    suggestion = turn.orientation.suggestion(programme.id) if turn.orientation else None
    remarks = suggestion.remarks if suggestion else ()
    said = [*(suggestion.facts if suggestion else ()), *(fact for each in remarks for fact in each.facts)]
    claims = [programme.duration, own_cost(turn, programme.id), programme.steps[0]]
    if suggestion and turn.session.about != programme.id:
        return (*said, *(fact for claim in claims for fact in claim.facts))
    local = programme.regional.get(turn.region or "")
    claims += [programme.audience, programme.format, *programme.steps, *programme.doubts]
    claims += [local] if local else []
    return (*said, *(fact for claim in claims for fact in claim.facts), *programme.facts)


def _shortly(turn: Turn, numbers: tuple[str, ...]) -> Text:
    """Say how many of some facts are written where anybody may read them."""
    shown = turn.knowledge.shown(numbers, turn.region)
    sure = sum(turn.knowledge.sources.facts[number].nature in SURE for number in shown)
    if sure == len(shown):
        return turn.say("sources_sures")
    return turn.say("sources_bref", surs=str(sure), tous=str(len(shown)))


def origins(turn: Turn, numbers: tuple[str, ...]) -> list[Text]:
    """Say some facts, those of the region of the person, each under where it comes from."""
    facts = turn.knowledge.shown(numbers, turn.region)
    groups = _by_origin([(number, turn.knowledge.sources.facts[number]) for number in facts])
    return [_origin_group(turn, origin, told) for origin, told in groups.items()]


def _by_origin(facts: list[tuple[str, Fact]]) -> dict[Origin, list[tuple[str, Fact]]]:
    """Group facts by where they come from, the first cited first."""
    groups: dict[Origin, list[tuple[str, Fact]]] = {}
    for number, fact in facts:
        groups.setdefault((fact.nature, fact.pages), []).append((number, fact))
    return groups


def _origin_group(turn: Turn, origin: Origin, facts: list[tuple[str, Fact]]) -> Text:
    nature, pages = origin
    sources = turn.knowledge.sources.pages
    named = joined([link(sources[page].title, sources[page].address) for page in pages], typeset(" ; "))
    told = [
        turn.say(
            "source_fait",
            enonce=fact.statement.rstrip("."),
            numero=f"{number}, {fact.moment}" if fact.moment else number,
        )
        for number, fact in facts
    ]
    return joined([turn.say("source_pages", nature=turn.label(f"nature_{nature}"), pages=named), *told])


def origin(turn: Turn, contact: Contact) -> Text:
    """Say where a contact comes from, and when it was seen."""
    return turn.say(
        "source_contact", nom=contact.name, page=plain(contact.source or ""), date=contact.seen or "?"
    )
