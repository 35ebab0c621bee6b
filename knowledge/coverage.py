"""What a region finds for each programme: a contact, a deadline, a source; its own, another's, or none.

Each cell asks the functions of the conversation: what stands for the programme there, who is called, which
calls are told, which facts are shown.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import product
from typing import Literal

from knowledge.contacts import Reach, contacts_for
from knowledge.content import Knowledge
from knowledge.entry import Facts
from knowledge.questions import DEPARTMENT, REGION
from knowledge.upcoming import next_windows
from knowledge.zones import CHAMBER, here

Aspect = Literal["contact", "echeance", "source"]
State = Literal["servi", "habituel", "repli", "inconnu", "trou", "sans_objet"]
ASPECTS: tuple[Aspect, ...] = ("contact", "echeance", "source")
STATES: tuple[State, ...] = ("servi", "habituel", "repli", "inconnu", "trou", "sans_objet")
"""From the best to the worst: `habituel` is a usual moment to be confirmed, `inconnu` a date nobody knows.

`sans_objet` is for a programme that does not exist in the region and that nothing there leads to.
"""
_OF_CALLS: dict[str, State] = {"recurrent": "habituel", "permanent": "servi", "inconnu": "inconnu"}


@dataclass(frozen=True)
class Found:
    """How well something is served, and by what: names of contacts, titles of calls, numbers of facts.

    `within` are the départements that have a contact of their own when the others have none.
    """

    state: State
    by: tuple[str, ...] = ()
    within: tuple[str, ...] = ()


@dataclass(frozen=True)
class Cell:
    """What a region (INSEE code) finds for a programme, under one aspect.

    `through` are the programmes that stand for it there, empty when it exists there itself.
    """

    region: str
    programme: str
    aspect: Aspect
    found: Found
    through: tuple[str, ...] = ()

    @property
    def state(self) -> State:
        """How well the cell is served."""
        return self.found.state

    @property
    def file(self) -> str:
        """The file to complete to serve it better."""
        files = {"contact": f"regions/{self.region}.yaml", "echeance": "appels.yaml"}
        return files.get(self.aspect, f"dispositifs/{self.programme}.yaml")


def coverage(knowledge: Knowledge, now: datetime, region: str | None = None) -> tuple[Cell, ...]:
    """Return the cells of every region, or of one, in the order of the codes, programmes and aspects."""
    return tuple(
        _cell(knowledge, programme, code, aspect, now)
        for code in ([region] if region else sorted(knowledge.regions))
        for programme in knowledge.programmes
        for aspect in ASPECTS
    )


def tally(cells: tuple[Cell, ...]) -> dict[State, int]:
    """Count the cells in each state, from the best to the worst."""
    counts = Counter(cell.state for cell in cells)
    return {state: counts[state] for state in STATES}


def stand_ins(knowledge: Knowledge, programme: str, region: str) -> tuple[str, ...]:
    """Return what stands for a programme where it does not exist, whatever the rest of the answers."""
    place = {REGION: region, "zone": knowledge.regions[region].zone}
    ways = [*(way for rule in knowledge.programmes[programme].elsewhere for way in _ways(rule.when)), {}]
    found = (here(knowledge, programme, {**place, **way}) or CHAMBER for way in ways)
    return tuple(dict.fromkeys(other for other in found if other != programme))


def _ways(when: dict[str, tuple[str, ...]]) -> Iterator[dict[str, str]]:
    """Yield every set of answers under which a condition holds."""
    for values in product(*when.values()):
        yield dict(zip(when, values, strict=True))


def _cell(knowledge: Knowledge, programme: str, region: str, aspect: Aspect, now: datetime) -> Cell:
    others = stand_ins(knowledge, programme, region)
    if not others and not knowledge.programmes[programme].exists_in(region):
        return Cell(region, programme, aspect, Found("sans_objet"))
    if not others:
        return Cell(region, programme, aspect, _own(knowledge, programme, region, aspect, now))
    found = [_own(knowledge, other, region, aspect, now) for other in others]
    worst = max((one.state for one in found), key=STATES.index)
    state = worst if worst in {"inconnu", "trou"} else "repli"
    names = tuple(dict.fromkeys(name for one in found for name in one.by))
    return Cell(region, programme, aspect, Found(state, names), others)


def _own(knowledge: Knowledge, programme: str, region: str, aspect: Aspect, now: datetime) -> Found:
    """Say how a programme that exists in a region is served there."""
    if aspect == "contact":
        return _called(knowledge, programme, region)
    if aspect == "echeance":
        known = [w for w in next_windows(knowledge, programme, region, now) if not w.cancelled]
        state = "trou" if not known else "servi" if known[0].live else _OF_CALLS[known[0].call.kind]
        return Found(state, tuple(dict.fromkeys(window.call.title for window in known)))
    facts = knowledge.shown(knowledge.programmes[programme].all_facts, region)
    return Found("servi" if facts else "trou", facts)


def _called(knowledge: Knowledge, programme: str, region: str) -> Found:
    """Say who answers: the contact that the programme asks for in every département, or another one."""
    asked = knowledge.programmes[programme].contact
    departments = tuple(knowledge.regions[region].departments)
    places: list[Facts] = [{REGION: region, DEPARTMENT: department} for department in departments]
    reached = [_first(knowledge, programme, place) for place in places]
    own = tuple(d for d, reach in zip(departments, reached, strict=True) if _asked(knowledge, asked, reach))
    if own == departments:
        return Found("servi", tuple(dict.fromkeys(reach.contact.name for reach in reached)))
    elsewhere = (reach.contact.name for reach in reached if not _asked(knowledge, asked, reach))
    return Found("repli", tuple(dict.fromkeys(elsewhere)), own)


def _first(knowledge: Knowledge, programme: str, place: Facts) -> Reach:
    """Return the first one who can be reached; the chain always ends with somebody who can."""
    return next(reach for reach in contacts_for(knowledge, programme, place) if reach.contact.reachable)


def _asked(knowledge: Knowledge, asked: str, reach: Reach) -> bool:
    """Tell whether somebody is the one that the programme names as its contact, or an operator of its own."""
    if asked in knowledge.national:
        return reach.contact == knowledge.national[asked]
    return reach.scope == "cress" if asked == CHAMBER else reach.scope in {"departement", "region"}
