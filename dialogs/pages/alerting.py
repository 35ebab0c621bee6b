"""Pages about alerts: what one may be told of a programme, and all that was asked for."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import repeat

from dialogs.deadlines import deadline
from dialogs.events import Button, Follow, Message, Mute, Notify, Reply, Row
from dialogs.pages.parts import act, onward
from dialogs.text import Text, joined, typeset
from dialogs.turn import Turn
from knowledge.announcing import EVERY, RHYTHMS, awaited, dateless


def alert_page(turn: Turn, region: str, programme: str) -> Message:
    """Show what one may be told of a programme of a region, or of all of them, and what was chosen."""
    chosen = subjects(turn).get((region, programme), set())
    told = _deadline(turn, region, programme) if programme != EVERY else ()
    open_always = not awaited(turn.knowledge, programme, region)
    kept = turn.say("alerte_choisie", rythmes=_listed(turn, chosen)) if chosen else turn.say("alerte_rien")
    text = joined(
        [
            turn.say("alerte_titre", dispositif=_name(turn, programme), region=_place(turn, region)),
            told,
            turn.say("alerte_sans_date") if open_always else joined([kept, turn.say("alerte_consigne")]),
        ],
        "\n\n",
    )
    rhythms = () if open_always else _rhythms(turn, region, programme, chosen)
    return Message(text, (*rhythms, *_around(turn, region, programme)))


def _deadline(turn: Turn, region: str, programme: str) -> Text:
    """Say the next deadline; there is no contact on this page whom to ask for one that is not published."""
    told = deadline(turn.knowledge, programme, region, turn.now)[0]
    return turn.say("alerte_date_inconnue") if told == turn.say("appel_inconnu") else told


def _rhythms(turn: Turn, region: str, programme: str, chosen: set[str]) -> tuple[Row, ...]:
    offered = [
        r for r in RHYTHMS if r != "connue" or r in chosen or dateless(turn.knowledge, programme, region)
    ]
    mark = turn.label("bouton_choisi")
    return tuple(
        (
            Button(f"{mark} {label}", Mute(region, programme, rhythm))
            if rhythm in chosen
            else Button(label, Notify(region, programme, rhythm)),
        )
        for rhythm in offered
        for label in (turn.label(f"bouton_{rhythm}"),)
    )


def _around(turn: Turn, region: str, programme: str) -> tuple[Row, ...]:
    every = (_every(turn, region),) if programme != EVERY else ()
    return (*every, (act(turn, "alertes"), onward(turn)))


def _every(turn: Turn, region: str) -> Row:
    return (Button(turn.label("bouton_tous_les_appels"), Follow(region, EVERY)),)


def alerts_page(turn: Turn) -> Message:
    """Show all that was asked for, with a way to change each and to stop all."""
    asked = subjects(turn)
    if not asked:
        where = () if turn.region else turn.say("alertes_region")
        text = joined([joined([turn.say("alertes_aucune"), where], " "), _lost(turn)], "\n\n")
        stop = ((act(turn, "sans_alertes"),),) if turn.session.alerts else ()
        return Message(text, (*_offered(turn), *stop, (onward(turn),)), beside=True)
    several = len({region for region, _ in asked}) > 1
    marks = [f"{rank}." if several else "•" for rank in range(1, len(asked) + 1)]
    lines = alert_lines(turn, marks)
    changes = tuple(
        (Button(_subject(turn, programme, mark if several else ""), Follow(region, programme)),)
        for mark, (region, programme) in zip(marks, asked, strict=True)
    )
    rows = (*changes, (act(turn, "sans_alertes"),), (onward(turn),))
    return Message(joined([turn.say("alertes"), *lines, _lost(turn)]), rows, beside=True)


def offered(page: Reply) -> tuple[Button, ...]:
    """Return the buttons of the page of alerts that lead to one; another page has none."""
    if not isinstance(page, Message) or not page.beside:
        return ()
    return tuple(button for row in page.rows for button in row if isinstance(button.event, Follow))


def telling(page: Reply) -> dict[str, Notify | Mute]:
    """Return the buttons of a page that say when to tell, by rhythm; another page has none."""
    rows = page.rows if isinstance(page, Message) else ()
    events = (button.event for row in rows for button in row)
    return {event.rhythm: event for event in events if isinstance(event, Notify | Mute)}


def subject(page: Reply) -> tuple[str, str] | None:
    """Return the region and the programme of which a page asks when to tell."""
    event = next(iter(telling(page).values()), None)
    return (event.region, event.programme) if event else None


def which_page(turn: Turn) -> Message:
    """Ask which of the alerts of the page is meant."""
    return replace(alerts_page(turn), text=turn.say("alertes_lesquelles"))


def alert_lines(turn: Turn, marks: Sequence[str] = ()) -> list[Text]:
    """Say what was asked for, one line a region and programme, after a mark."""
    return [
        turn.say(
            "alertes_ligne",
            marque=mark,
            dispositif=_name(turn, programme),
            region=_place(turn, region),
            rythmes=_listed(turn, rhythms),
        )
        for mark, ((region, programme), rhythms) in zip(
            marks or repeat("•"), subjects(turn).items(), strict=False
        )
    ]


def _lost(turn: Turn) -> Text:
    """Say that something asked for is about what the content has no more."""
    gone = any(not known(turn, alert.region, alert.programme) for alert in turn.session.alerts)
    return turn.say("alertes_sans_objet") if gone else ()


def _offered(turn: Turn) -> tuple[Row, ...]:
    """Offer what may be asked for from here: the support found, and all the calls of the region."""
    if turn.region is None:
        return ()
    every = _every(turn, turn.region)
    if turn.orientation is None:
        return (every,)
    first = turn.orientation.principal.programme
    return ((Button(_subject(turn, first), Follow(turn.region, first)),), every)


def subjects(turn: Turn) -> dict[tuple[str, str], set[str]]:
    """Return the rhythms asked for, by region and programme that the content knows."""
    found: dict[tuple[str, str], set[str]] = {}
    for alert in sorted(turn.session.alerts):
        if known(turn, alert.region, alert.programme) and alert.rhythm in RHYTHMS:
            found.setdefault((alert.region, alert.programme), set()).add(alert.rhythm)
    return found


def known(turn: Turn, region: str, programme: str) -> bool:
    """Tell whether the content knows a region, and a programme that is offered there (or all of them)."""
    if region not in turn.knowledge.regions:
        return False
    entry = turn.knowledge.programmes.get(programme)
    return programme == EVERY or (entry is not None and entry.offered_in(region))


def _subject(turn: Turn, programme: str, mark: str = "") -> str:
    """Return what a button says of alerts; a mark, that of its line, when there are several regions."""
    name = _name(turn, programme)
    return typeset(f"{mark} {name}" if mark else name)


def _name(turn: Turn, programme: str) -> str:
    return turn.label("tous_les_appels") if programme == EVERY else turn.knowledge.programmes[programme].short


def _place(turn: Turn, region: str) -> str:
    return turn.knowledge.regions[region].within


def _listed(turn: Turn, rhythms: set[str]) -> Text:
    return joined([turn.say(f"rythme_{rhythm}") for rhythm in RHYTHMS if rhythm in rhythms], typeset(" ; "))
