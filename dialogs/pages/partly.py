"""Pages that say one thing of a programme: its price, how long it takes, what to prepare, for whom it is."""

from collections.abc import Iterable

from dialogs.events import Button, Details, Message, Row, Sources
from dialogs.pages.parts import act, bullet, contacts, cost, dated, onward, own_cost, priced, steps
from dialogs.pages.reading import claimed, only, why
from dialogs.pages.sourcing import origin, origins
from dialogs.text import Text, bold, joined, rich
from dialogs.turn import Turn


def price_page(turn: Turn, programme: str) -> Message:
    """Show what a programme costs, who can say more, and where that comes from; unknown is said so."""
    facts, local = own_cost(turn, programme).facts, priced(turn, programme)
    sources = [origin(turn, local)] if local else origins(turn, facts)
    return _page(turn, programme, [cost(turn, programme)], sources)


def duration_page(turn: Turn, programme: str) -> Message:
    """Show how long a programme lasts, who can say more, and where that comes from."""
    duration = turn.knowledge.programmes[programme].duration
    return _page(turn, programme, [claimed(turn, "duree", duration)], origins(turn, duration.facts))


def preparation_page(turn: Turn, programme: str) -> Message:
    """Show what to have at hand, then the steps, then whom to call."""
    entry = turn.knowledge.programmes[programme]
    items = [bullet(item) for item in entry.prepare]
    listed = [rich(f"{rank}. {step}") for rank, step in enumerate(steps(turn, programme), 1)]
    told = joined([turn.say("preparer_avant"), *items]) if items else ()
    return _page(turn, programme, [told, joined([turn.say("demarche"), *listed])])


def audience_page(turn: Turn, programme: str) -> Message:
    """Show for whom a programme is, then what the answers of the person lead to, then what is doubtful."""
    entry = turn.knowledge.programmes[programme]
    place = joined([_place(turn, programme), why(turn, entry)])
    doubts = [bullet(claim.text) for claim in entry.doubts]
    told = joined([turn.say("a_confirmer"), *doubts]) if doubts else ()
    return _page(turn, programme, [claimed(turn, "pour_qui", entry.audience), place, told])


def brief_page(turn: Turn, programme: str) -> Message:
    """Show what a programme that is not in the result is, and for whom; one tap shows the rest."""
    entry = turn.knowledge.programmes[programme]
    head = [bold(entry.name), rich(entry.summary), only(turn, entry), why(turn, entry)]
    told = joined([joined(head), claimed(turn, "pour_qui", entry.audience)], "\n\n")
    return Message(told, _rows(turn, programme))


def reason_page(turn: Turn, programme: str) -> Message:
    """Show why a programme is in the result, or that it is not, and no more; one tap says from where."""
    entry = turn.knowledge.programmes[programme]
    reason = joined([bold(entry.name), only(turn, entry), why(turn, entry) or rich(entry.summary)])
    first, *others = _rows(turn, programme)
    return Message(reason, (first, (Button(turn.label("bouton_sources"), Sources(programme)),), *others))


def _place(turn: Turn, programme: str) -> Text:
    """Say as what a programme is in the result."""
    result = turn.orientation
    if result is None or result.suggestion(programme) is None:
        return ()
    if result.principal.programme == programme:
        return turn.say("place_piste")
    now = {suggestion.programme for suggestion in result.others}
    return turn.say("place_maintenant" if programme in now else "place_ensuite")


def _page(turn: Turn, programme: str, told: list[Text], sources: Iterable[Text] = ()) -> Message:
    """Return what is said of a programme under its name, with whom to call; one tap shows the rest."""
    entry = turn.knowledge.programmes[programme]
    first, *others = told
    paragraphs = [
        joined([bold(entry.name), only(turn, entry), first]),
        *others,
        joined([turn.say("prix_a_preciser"), *contacts(turn, programme, nearest=True)]),
        *sources,
        dated(turn, programme),
    ]
    return Message(joined(paragraphs, "\n\n"), _rows(turn, programme))


def _rows(turn: Turn, programme: str) -> tuple[Row, ...]:
    return (
        (Button(turn.label("bouton_details"), Details(programme)),),
        (onward(turn), act(turn, "humain")),
    )
