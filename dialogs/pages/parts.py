"""What several pages share: buttons, contacts, remarks."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from dialogs.events import Button, Do, Follow, Row
from dialogs.text import Text, bold, flat, joined, link, plain, rich, typeset
from dialogs.turn import Turn
from knowledge.contacts import Reach, contacts_for, human, served, served_nearby
from knowledge.entry import Claim
from knowledge.freshness import outdated
from knowledge.questions import REGION
from knowledge.regions import Contact

Notes = Mapping[str, str | None]
"""The contacts that are told above, by name, with what is noted of each."""
NOBODY: Notes = {}
"""No contact that is told above."""
PAIR = 20
"""Two labels share a row when neither is longer: what a narrow phone shows without cutting."""


def act(turn: Turn, name: str) -> Button:
    """Return the button of something that can be done at any moment."""
    return Button(turn.label(f"bouton_{name}"), Do(name))


def onward(turn: Turn) -> Button:
    """Return the button that leads back to the result, or to the question that is waiting."""
    return act(turn, "resultat" if turn.orientation and not turn.doubtful else "reprendre")


def reminder(turn: Turn, notice: Text) -> Text:
    """Say all the answers, unless the notice above has just said them."""
    if not turn.answers or typeset(turn.said()) in flat(notice):
        return ()
    return turn.say("vous_avez_dit", reponses=turn.said())


def alert_row(turn: Turn, programme: str) -> tuple[Row, ...]:
    """Return the button that asks to be told of the calls of a programme, once the region is known."""
    region = turn.region
    return ((Button(turn.label("bouton_alerter"), Follow(region, programme)),),) if region else ()


def packed(buttons: list[Button]) -> tuple[Row, ...]:
    """Put the buttons two by two when both labels are short, one a row otherwise."""
    rows: list[Row] = []
    for button in buttons:
        last = rows[-1] if rows else ()
        if len(last) == 1 and len(button.label) <= PAIR and len(last[0].label) <= PAIR:
            rows[-1] = (*last, button)
        else:
            rows.append((button,))
    return tuple(rows)


def human_contacts(turn: Turn) -> Text:
    """Say whom to talk to in the situation: the CRESS of the region, or the national head."""
    return joined(_reached(turn, human(turn.knowledge, turn.answers), nearest=False))


def _again(turn: Turn, contact: Contact, told: Notes) -> Text:
    """Name a contact whose ways are told above, with what was not told of it there."""
    if contact.name not in told:
        return ()
    note = rich(f"({contact.note})") if contact.note and contact.note != told[contact.name] else ()
    return joined([turn.say("contact_plus_haut", nom=bold(contact.name)), note], " ")


def contact_text(turn: Turn, contact: Contact, *, lacks: bool = True) -> Text:
    """Say a contact: name, then what can be done to reach it, then how sure it is.

    `lacks` tells what is not known of it, unless it is told once for several.
    """
    place = contact.town or contact.territory
    head = joined([bold(contact.name), plain(f"({place})") if place else ()], " ")
    ways = _ways(turn, contact, lacks=lacks)
    note = rich(f"({contact.note})") if contact.note else ()
    return joined([turn.say("contact_ligne", nom=head, moyens=ways) if ways else head, note], " ")


def contact_list(turn: Turn, contacts: Iterable[Contact], told: Notes = NOBODY) -> list[Text]:
    """Say contacts; what several of them lack is told once, after them. Those `told` are only named again."""
    lines = [*contacts]
    several = sum(not (each.phone or each.mail) for each in lines if each.name not in told) > 1
    said = [_again(turn, each, told) or contact_text(turn, each, lacks=not several) for each in lines]
    return [*said, turn.say("contacts_incomplets")] if several else said


def _ways(turn: Turn, contact: Contact, *, lacks: bool) -> Text:
    """Say what can be done with what is known, and what is not known."""
    phone, mail = contact.phone or "", contact.mail or ""
    site = link(_domain(contact.site), contact.site) if contact.site else ()
    address = turn.say("joindre_adresse", adresse=contact.address) if contact.address else ()
    if phone or mail:
        key = "joindre_deux" if phone and mail else "joindre_telephone" if phone else "joindre_courriel"
        return joined([turn.say(key, telephone=phone, courriel=mail), site, address], ", ")
    seen = turn.say("joindre_site", site=site) if site else ()
    missing = turn.say("sans_telephone" if contact.reachable else "sans_coordonnees") if lacks else ()
    return joined([seen, missing, address], ", ")


def homed(turn: Turn, programme: str) -> Turn:
    """Return the turn where a programme of one only region is, for somebody who said no region."""
    zones = turn.knowledge.programmes[programme].zones
    if turn.region or zones == "partout" or len(zones) != 1:
        return turn
    return inside(turn, next(iter(zones)))


def inside(turn: Turn, region: str) -> Turn:
    """Return the turn as it would be in a region (INSEE code)."""
    answers = {**turn.answers, REGION: region}
    return Turn(turn.knowledge, replace(turn.session, answers=answers), turn.now)


def bullet(text: str) -> Text:
    """Return a line of a list."""
    return rich(f"• {text}")


def steps(turn: Turn, programme: str) -> list[str]:
    """Say the steps of a programme: the first ones are others where nobody is known who gives its support."""
    home = homed(turn, programme).answers
    known = served(turn.knowledge, programme, home)
    told = [step.told(served=known) for step in turn.knowledge.programmes[programme].steps]
    if not known and served_nearby(turn.knowledge, programme, home):
        told[0] = turn.knowledge.texts["dire_departement"] + " " + told[0]
    return told


def priced(turn: Turn, programme: str) -> Contact | None:
    """Return the contact whose price is known, among those who are told first: none is further away."""
    reached = contacts_for(turn.knowledge, programme, homed(turn, programme).answers)
    shown = (reach.contact for reach in reached[: _first_reachable(reached) + 1])
    return next((contact for contact in shown if contact.price), None)


def own_cost(turn: Turn, programme: str) -> Claim:
    """Say what a programme costs to somebody in the situation of the person."""
    return turn.knowledge.programmes[programme].cost_for(turn.knowledge.effective(turn.answers))


def unpublished(turn: Turn, programme: str) -> dict[str, str]:
    """Return whom to ask what is not published of a programme: how long, and how much if no contact says."""
    asked = turn.knowledge.programmes[programme].unpublished(turn.knowledge.effective(turn.answers))
    return {key: whom for key, whom in asked.items() if key != "cout" or not priced(turn, programme)}


def cost(turn: Turn, programme: str) -> Text:
    """Say what a programme costs: what its nearest contact asks, else what is known of it in general."""
    contact = priced(turn, programme)
    if contact is None:
        return turn.say("cout", texte=rich(own_cost(turn, programme).text))
    return turn.say("cout", texte=turn.say("cout_contact", texte=contact.price or "", nom=contact.name))


def dated(turn: Turn, programme: str) -> Text:
    """Say that a programme, or the contacts of the region, were checked too long ago to be taken as sure."""
    region = turn.knowledge.regions.get(homed(turn, programme).region or "")
    sheets = (("fiche_ancienne", turn.knowledge.programmes[programme]), ("contacts_anciens", region))
    told = [
        turn.say(key, jour=sheet.checked.strftime("%d/%m/%Y"))
        for key, sheet in sheets
        if sheet and outdated(sheet, turn.now.date())
    ]
    return told[0] if told else ()


def _domain(address: str) -> str:
    return address.split("//", 1)[1].split("/", 1)[0].removeprefix("www.")


def contacts(
    turn: Turn, programme: str, *, nearest: bool = False, above: tuple[Reach, ...] = ()
) -> list[Text]:
    """Say who to call for a programme; what is unknown is said, with who can tell.

    `nearest` stops at the first one who can be reached. Those who are told `above` are only named again.
    """
    reached = contacts_for(turn.knowledge, programme, homed(turn, programme).answers)
    return _reached(turn, reached, nearest=nearest, above=above)


def _reached(
    turn: Turn, reached: tuple[Reach, ...], *, nearest: bool, above: tuple[Reach, ...] = ()
) -> list[Text]:
    first = _first_reachable(reached)
    told = {reach.contact.name: reach.contact.note for reach in above}
    people = [reach.contact for reach in reached]
    unknown = [_again(turn, each, told) or contact_text(turn, each, lacks=False) for each in people[:first]]
    who_can_tell = [turn.say("demandez_coordonnees")] if first else []
    able = people[first : first + 1] if nearest else people[first:]
    return [*unknown, *who_can_tell, *contact_list(turn, able, told)]


def _first_reachable(reached: tuple[Reach, ...]) -> int:
    """Return the rank of the first one who can be reached; there is always one."""
    return next(rank for rank, reach in enumerate(reached) if reach.contact.reachable)
