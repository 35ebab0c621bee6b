"""The official names of the territory: communes, postal codes, intercommunalities, by département.

Data: INSEE and La Poste, through `@etalab/decoupage-administratif` (Licence Ouverte 2.0), made compact by
`scripts/territories.py`. A line is read only when its name is asked for.
"""

from collections.abc import Iterable, Mapping
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

    def posted(self, code: str) -> tuple[Place, ...]:
        """Return the places of a postal code (five digits), none when there is no such code."""
        return tuple(Place(department) for department in self.codes.get(code, "").split())


def _place(held: str) -> Place:
    department, _, people = held.partition(":")
    return Place(department, int(people))


def gazetteer(lines: Iterable[str]) -> Gazetteer:
    """Read the lines of the file: `kind TAB name TAB places`."""
    kinds: dict[str, dict[str, str]] = {"c": {}, "p": {}, "e": {}}
    for line in lines:
        kind, name, places = line.split("\t")
        kinds[kind][name] = places
    return Gazetteer(kinds["c"], kinds["p"], kinds["e"])
