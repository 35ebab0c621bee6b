"""The official names of the territory: communes, postal codes, intercommunalities, by département.

Data: INSEE and La Poste, through `@etalab/decoupage-administratif` (Licence Ouverte 2.0), made compact by
`scripts/territories.py`. The places of a name are read only when it is asked for.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Place:
    """A place in a département, and its inhabitants (0: unknown)."""

    department: str
    people: int = 0


@dataclass(frozen=True, eq=False, repr=False)
class Gazetteer:
    """Places by folded name, and départements by postal code."""

    communes: Mapping[str, str] = field(default_factory=dict)
    codes: Mapping[str, str] = field(default_factory=dict)
    groups: Mapping[str, str] = field(default_factory=dict)

    def named(self, name: str) -> tuple[Place, ...]:
        """Return the communes of a folded name, the largest first, else the intercommunality's places."""
        if name in self.communes:
            return tuple(_place(held) for held in self.communes[name].split())
        return tuple(Place(department) for department in self.groups.get(name, "").split())

    def populous(self, least: int) -> Iterator[str]:
        """Yield the names of which a place has at least so many inhabitants."""
        for name, held in self.communes.items():
            if int(held.partition(" ")[0].partition(":")[2]) >= least:
                yield name

    def posted(self, code: str) -> tuple[Place, ...]:
        """Return the places of a postal code (five digits), none when there is no such code."""
        return tuple(Place(department) for department in self.codes.get(code, "").split())


def _place(held: str) -> Place:
    department, _, people = held.partition(":")
    return Place(department, int(people))


def gazetteer(lines: Iterable[str]) -> Gazetteer:
    """Read the file: communes, postal codes, intercommunalities; names on one line, places on the next."""
    names_first = [line.split("\t") for line in lines]
    kinds = zip(names_first[::2], names_first[1::2], strict=True)
    return Gazetteer(*(dict(zip(names, places, strict=True)) for names, places in kinds))
