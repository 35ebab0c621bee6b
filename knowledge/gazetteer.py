"""The official names of the territory: communes, postal codes, intercommunalities, by département.

Data: INSEE and La Poste, through `@etalab/decoupage-administratif` (Licence Ouverte 2.0), made compact by
`scripts/territories.py`. A name and its places are read only when they are asked for: as they are written,
35,000 names hold in one megabyte.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby


@dataclass(frozen=True)
class Place:
    """A place in a département, and its inhabitants (0: unknown)."""

    department: str
    people: int = 0


class Roll(Mapping[str, str]):
    """Folded names, and what each bears, as they are written: « ;lyon=69:522250;lens=62:32000; » is a page.

    A page has the names of a length that begin with a letter, sorted.
    """

    def __init__(self, pages: Iterable[str] = ()) -> None:
        self._pages: dict[int, dict[str, str]] = {}
        for page in filter(None, pages):
            name = page[1 : page.index("=")]
            self._pages.setdefault(len(name), {})[name[0]] = page

    def __contains__(self, name: object) -> bool:
        return f";{name}=" in self._page(str(name))

    def __getitem__(self, name: str) -> str:
        _, named, rest = self._page(name).partition(f";{name}=")
        if not named:
            raise KeyError(name)
        return rest.partition(";")[0]

    def __iter__(self) -> Iterator[str]:
        return (name for name, _ in self.entries())

    def __len__(self) -> int:
        return sum(1 for _ in self.entries())

    def entries(self) -> Iterator[tuple[str, str]]:
        """Yield the names and what they bear, much faster than one by one."""
        return (entry for length in self._pages for entry in self._entries(length))

    def sized(self, length: int) -> Iterator[str]:
        """Yield the names of so many characters, sorted."""
        return (name for name, _ in self._entries(length))

    def _entries(self, length: int) -> Iterator[tuple[str, str]]:
        for page in self._pages.get(length, {}).values():
            for entry in page[1:-1].split(";"):
                yield entry[:length], entry[length + 1 :]

    def _page(self, name: str) -> str:
        return self._pages.get(len(name), {}).get(name[:1], "")


class Gazetteer:
    """Places by folded name, and départements by postal code; read when somebody first asks for one.

    `lines` gives the file: communes, postal codes, intercommunalities; a line each, of pages.
    """

    def __init__(self, lines: Callable[[], Iterable[str]]) -> None:
        self._lines = lines

    @cached_property
    def communes(self) -> Roll:
        """What each commune bears: its places, the largest first."""
        return self._rolls[0]

    @cached_property
    def codes(self) -> Roll:
        """The départements of each postal code."""
        return self._rolls[1]

    @cached_property
    def groups(self) -> Roll:
        """The départements of each intercommunality."""
        return self._rolls[2]

    @cached_property
    def _rolls(self) -> tuple[Roll, ...]:
        return tuple(Roll(line.split("\t")) for line in self._lines())

    def named(self, name: str) -> tuple[Place, ...]:
        """Return the communes of a folded name, the largest first, else the intercommunality's places."""
        if name in self.communes:
            return tuple(_place(held) for held in self.communes[name].split())
        return tuple(Place(department) for department in self.groups.get(name, "").split())

    def populous(self, least: int) -> list[str]:
        """Return the names of which a place has at least so many inhabitants, sorted."""
        entries = self.communes.entries()
        return sorted(
            name for name, held in entries if int(held.partition(" ")[0].partition(":")[2]) >= least
        )

    def posted(self, code: str) -> tuple[Place, ...]:
        """Return the places of a postal code (five digits), none when there is no such code."""
        return tuple(Place(department) for department in self.codes.get(code, "").split())


def _place(held: str) -> Place:
    department, _, people = held.partition(":")
    return Place(department, int(people))


def paged(held: Mapping[str, str]) -> str:
    """Write a line of the file: what each name bears, in pages."""
    by_page = groupby(sorted(held, key=lambda name: (len(name), name)), lambda name: (len(name), name[0]))
    return "\t".join(f";{';'.join(f'{name}={held[name]}' for name in names)};" for _, names in by_page)
