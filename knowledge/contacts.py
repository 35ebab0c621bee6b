"""Who to call: the operator of the département, else of the region, else the CRESS, else the national one.

Whatever the chain gives, somebody reachable is in it: it goes on until a contact has an address, a site,
a phone or a mail, and it ends with ESS France.
"""

from dataclasses import dataclass
from typing import Literal

from knowledge.content import Knowledge
from knowledge.entry import Facts
from knowledge.regions import Chamber, Contact, Region, Sourced

NATIONAL = "ess_france"
NETWORKS = {"dla": "info_dla", "fabrique": "avise"}
Scope = Literal["departement", "region", "cress", "national"]


@dataclass(frozen=True)
class Reach:
    """A contact and how near it is to the person."""

    contact: Contact
    scope: Scope


def chamber_contact(chamber: Chamber) -> Contact:
    """Return the CRESS as a contact, with the source and the notes of what is known of it."""
    known = [value for value in (chamber.site, chamber.mail, chamber.phone, chamber.address) if value]
    notes = dict.fromkeys(part for value in known if value.note for part in value.note.split(" ; "))
    origin = known[0] if known else chamber.name
    return Contact(
        name=chamber.name.value,
        site=_value(chamber.site),
        mail=_value(chamber.mail),
        phone=_value(chamber.phone),
        address=_value(chamber.address),
        note=" ; ".join(notes) or None,
        source=origin.source,
        seen=origin.seen,
    )


def _value(sourced: Sourced | None) -> str | None:
    return sourced.value if sourced else None


def contacts_for(knowledge: Knowledge, programme: str, facts: Facts) -> tuple[Reach, ...]:
    """Return who to call for a programme, nearest first; the last one is always reachable."""
    role = knowledge.programmes[programme].contact
    region = knowledge.regions.get(facts.get("region", ""))
    if role in knowledge.national:
        found = [Reach(knowledge.national[role], "national")]
    else:
        found = _operators(region, role, facts.get("departement")) if region else []
    if region:
        found.append(Reach(chamber_contact(region.chamber), "cress"))
    if role in NETWORKS:
        found.append(Reach(knowledge.national[NETWORKS[role]], "national"))
    return _reachable(knowledge, found)


def human(knowledge: Knowledge, facts: Facts) -> tuple[Reach, ...]:
    """Return the human contact of a situation: the CRESS of the region, or the national head."""
    return contacts_for(knowledge, "cress", facts)


def served(knowledge: Knowledge, programme: str, facts: Facts) -> bool:
    """Tell whether one who gives the support of a programme is known there, not only who runs its network."""
    role = knowledge.programmes[programme].contact
    region = knowledge.regions.get(facts.get("region", ""))
    found = _operators(region, role, facts.get("departement")) if region else []
    return any(reach.contact.supports for reach in found)


def served_nearby(knowledge: Knowledge, programme: str, facts: Facts) -> bool:
    """Tell whether one is known in a part of the region, of somebody who said nothing of her département."""
    region = knowledge.regions.get(facts.get("region", ""))
    if region is None or facts.get("departement"):
        return False
    operators = region.operators(knowledge.programmes[programme].contact)
    return any(operator.departments for operator in operators)


def _operators(region: Region, role: str, department: str | None) -> list[Reach]:
    """Return the operators of the département, then of the region; without a département, no guess.

    Who gives the support comes before who runs the network, and before the site that tells of it.
    """
    operators = sorted(region.operators(role), key=lambda operator: not operator.supports)
    near = [Reach(o, "departement") for o in operators if department and department in o.departments]
    return near + [Reach(o, "region") for o in operators if not o.departments]


def _reachable(knowledge: Knowledge, found: list[Reach]) -> tuple[Reach, ...]:
    """Drop repetitions by name, and close the chain with ESS France when nobody in it can be reached."""
    unique: dict[str, Reach] = {}
    for reach in found:
        known = unique.get(reach.contact.name)
        if known is None or (reach.contact.reachable and not known.contact.reachable):
            unique[reach.contact.name] = reach
    if not any(reach.contact.reachable for reach in unique.values()):
        unique[NATIONAL] = Reach(knowledge.national[NATIONAL], "national")
    return tuple(unique.values())
