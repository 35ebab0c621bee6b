"""What is shown beside an orientation, whatever the answers: the page of a programme, who to call, when.

It depends on the programme and on the region alone, so that it is compared once for each of them.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from knowledge.contacts import NATIONAL, NETWORKS
from knowledge.content import Knowledge
from knowledge.differences import Difference
from knowledge.outcomes import ANYTHING, UNSEEN, card, dates, people
from knowledge.places import CALLS

Fringe = Mapping[tuple[str, str], tuple[Difference, ...]]
"""What changed by (programme, region): the differences in the files that it comes from."""
_SHOWN = frozenset(
    {"nom", "court", "resume", "pour_qui", "format", "duree", "cout", "demarche", "preparer", "a_confirmer"}
)
_OPERATORS = {"dla": "dla", "incubateur": "incubateurs", "fabrique": "fabriques"}


@dataclass(frozen=True, eq=False)
class Version:
    """One state of the content: what it says, and the data of its files by name."""

    knowledge: Knowledge
    data: Mapping[str, object]


def fringes(
    before: Version, after: Version, found: tuple[Difference, ...], now: datetime
) -> dict[str, Fringe]:
    """Return what changed beside the orientations, by kind: `mots`, `contacts`, `echeances`."""
    kinds: dict[str, tuple[Callable[..., object], Callable[..., bool]]] = {
        "mots": (card, _of_card),
        "contacts": (people, partial(_of_people, before.knowledge, after.knowledge)),
        "echeances": (partial(dates, now=now), partial(_of_dates, before, after)),
    }
    return {
        name: dict(_changed(before.knowledge, after.knowledge, found, shown, concerns))
        for name, (shown, concerns) in kinds.items()
    }


def _changed(
    before: Knowledge,
    after: Knowledge,
    found: tuple[Difference, ...],
    shown: Callable[..., object],
    concerns: Callable[..., bool],
) -> Iterator[tuple[tuple[str, str], tuple[Difference, ...]]]:
    programmes = [p for p in after.programmes if p in before.programmes]
    whole = (ANYTHING,) if isinstance(shown, partial) else ()
    seen = [d for d in found if not UNSEEN.intersection((*d.path[-1:], *d.old_path[-1:]))]
    for programme in (*whole, *programmes):
        for region in sorted(before.regions.keys() & after.regions.keys()):
            written = tuple(d for d in seen if concerns(d, programme, region))
            if written and shown(before, programme, region) != shown(after, programme, region):
                yield (programme, region), written


def _of_card(difference: Difference, programme: str, region: str) -> bool:
    path = difference.path or difference.old_path
    if difference.file != f"dispositifs/{programme}.yaml" or not path:
        return False
    local = path[0] == "dans_la_region" and (len(path) == 1 or path[1] == region)
    return local or path[0] in _SHOWN


def _of_people(
    before: Knowledge, after: Knowledge, difference: Difference, programme: str, region: str
) -> bool:
    path = difference.path if len(difference.path) > len(difference.old_path) else difference.old_path
    roles = {knowledge.programmes[programme].contact for knowledge in (before, after)}
    if difference.file == f"regions/{region}.yaml":
        return path[:1] in {("cress",), ("departements",), *((_OPERATORS.get(role, ""),) for role in roles)}
    if difference.file == "national.yaml":
        names = roles | {NETWORKS.get(role, "") for role in roles} | {NATIONAL}
        return path[:1] == ("contacts",) and (len(path) == 1 or path[1] in names)
    return difference.file == f"dispositifs/{programme}.yaml" and path == ("contact",)


def _of_dates(before: Version, after: Version, difference: Difference, programme: str, _region: str) -> bool:
    if difference.file != CALLS:
        return False
    sides = ((before, difference.old_path), (after, difference.path))
    owners = {_owner(version.data[CALLS], path[0]) for version, path in sides if path}
    return programme in {ANYTHING, *owners} or not owners


def _owner(calls: object, rank: str | int) -> str:
    entry = calls[rank] if isinstance(calls, list) and isinstance(rank, int) else {}
    return str(entry.get("dispositif", ""))
