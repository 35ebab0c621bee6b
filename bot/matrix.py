"""`couverture`: what each region finds for each programme, as tables for the terminal and for Markdown."""

from collections.abc import Iterator
from dataclasses import dataclass

from rich.table import Table

from knowledge.content import Knowledge
from knowledge.coverage import ASPECTS, STATES, Aspect, Cell, State, tally

TITLES: dict[Aspect, str] = {"contact": "Contact", "echeance": "Échéance", "source": "Source"}
SAID: dict[State, str] = {
    "servi": "servi",
    "habituel": "date habituelle",
    "repli": "repli nommé",
    "inconnu": "date inconnue",
    "trou": "trou",
    "sans_objet": "sans objet",
}
LETTERS: dict[State, str] = {
    "servi": "S",
    "habituel": "H",
    "repli": "R",
    "inconnu": "D",
    "trou": "T",
    "sans_objet": "-",
}
LEGEND = """\
S servi : le contact demandé par la fiche, un appel daté ou sans date limite, des faits avec leur source
H date habituelle, à confirmer
R repli nommé : un autre contact, ou un autre dispositif, répond à sa place (voir la liste)
D date inconnue : l'assistant le dit
T trou : rien n'est écrit, à compléter
- sans objet : le dispositif n'existe pas dans la région et n'y est pas proposé"""
MOST = 4
"""Fewer regions than this left out: they are told rather than the others."""
TOLD: tuple[State, ...] = ("repli", "inconnu", "trou")
"""The states whose cells are listed in words below the tables."""


@dataclass(frozen=True)
class Row:
    """What a region finds for a programme, in words: names, then what is said of each aspect."""

    region: str
    programme: str
    contact: str
    deadline: str
    source: str


@dataclass(frozen=True)
class Grid:
    """A table before it is drawn."""

    title: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    def as_rich(self) -> Table:
        """Return the table for a terminal; letters are one space apart so that it holds in 80 columns."""
        table = Table(*self.heads, title=self.title, title_justify="left", box=None, padding=(0, 1, 0, 0))
        for row in self.rows:
            table.add_row(*row)
        return table

    def as_markdown(self) -> str:
        """Return the table in Markdown, under its title."""
        lines = (self.heads, ("---",) * len(self.heads), *self.rows)
        drawn = ("| " + " | ".join(cell.replace("|", "/") for cell in line) + " |" for line in lines)
        return "\n".join((f"## {self.title}", "", *drawn))


def summary(cells: tuple[Cell, ...]) -> str:
    """Count the cells, in words."""
    regions, programmes = {cell.region for cell in cells}, {cell.programme for cell in cells}
    where = f"{len(regions)} régions" if len(regions) > 1 else "1 région"
    size = f"{where} × {len(programmes)} dispositifs × {len(ASPECTS)} aspects, {len(cells)} cases"
    return f"{size} : {_counted(cells)}"


def grids(knowledge: Knowledge, cells: tuple[Cell, ...]) -> Iterator[Grid]:
    """Yield one table an aspect, a letter a region; or one table in words when there is one region."""
    regions = tuple(dict.fromkeys(cell.region for cell in cells))
    if len(regions) == 1:
        yield _in_words(knowledge, cells)
        return
    for aspect in ASPECTS:
        own = tuple(cell for cell in cells if cell.aspect == aspect)
        letters = {(cell.programme, cell.region): LETTERS[cell.state] for cell in own}
        rows = tuple(
            (programme.short, *(letters[programme.id, region] for region in regions))
            for programme in knowledge.programmes.values()
        )
        yield Grid(f"{TITLES[aspect]} ({_counted(own)})", ("Dispositif", *regions), rows)


def rows(knowledge: Knowledge, cells: tuple[Cell, ...]) -> tuple[Row, ...]:
    """Return the cells in words, one row a region and programme."""
    told: dict[tuple[str, str], list[str]] = {}
    for cell in cells:
        told.setdefault((cell.region, cell.programme), []).append(_words(knowledge, cell))
    return tuple(
        Row(knowledge.regions[region].name, knowledge.programmes[programme].short, *aspects)
        for (region, programme), aspects in told.items()
    )


def _in_words(knowledge: Knowledge, cells: tuple[Cell, ...]) -> Grid:
    told = {(cell.programme, cell.aspect): _words(knowledge, cell) for cell in cells}
    rows = tuple(
        (programme.short, *(told[programme.id, aspect] for aspect in ASPECTS))
        for programme in knowledge.programmes.values()
    )
    name = knowledge.regions[cells[0].region].name
    return Grid(name, ("Dispositif", *TITLES.values()), rows)


def _words(knowledge: Knowledge, cell: Cell) -> str:
    """Say a cell: its state, and who or what serves it, or the file to complete."""
    if cell.state == "trou":
        return f"{SAID[cell.state]}, à compléter dans {cell.file}"
    if cell.aspect == "source" and not cell.through:
        return f"{SAID[cell.state]} : {len(cell.found.by)} faits"
    names = _named(knowledge, cell)
    return f"{SAID[cell.state]} : {names}" if names else SAID[cell.state]


def _named(knowledge: Knowledge, cell: Cell) -> str:
    """Name what stands for a programme, else who or what serves the cell."""
    if cell.through:
        return " ou ".join(knowledge.programmes[programme].short for programme in cell.through)
    names = ", ".join(cell.found.by)
    within = cell.found.within
    return f"{names}, sauf département {', '.join(within)}" if within else names


def lists(knowledge: Knowledge, cells: tuple[Cell, ...]) -> Iterator[tuple[str, list[str]]]:
    """Yield what is not served by itself, in words: a title, and one line a programme.

    What stands for a programme does so under every aspect: it is told once.
    """
    replaced = [cell for cell in cells if cell.through and cell.aspect == ASPECTS[0]]
    yield "Dispositifs remplacés ailleurs", _lines(knowledge, replaced)
    for state in TOLD:
        for aspect in ASPECTS:
            found = [c for c in cells if (c.state, c.aspect) == (state, aspect)]
            own = [c for c in found if state != "repli" or not c.through]
            yield f"{TITLES[aspect]} : {SAID[state]}", _lines(knowledge, own)


def _lines(knowledge: Knowledge, cells: list[Cell]) -> list[str]:
    groups: dict[str, dict[str, list[Cell]]] = {}
    for cell in cells:
        groups.setdefault(cell.programme, {}).setdefault(_named(knowledge, cell), []).append(cell)
    return [
        f"{knowledge.programmes[programme].short} : "
        + " ; ".join(_group(knowledge, names, group) for names, group in by_name.items())
        for programme, by_name in groups.items()
    ]


def _group(knowledge: Knowledge, names: str, cells: list[Cell]) -> str:
    told = f"{names or 'rien'} ({_where(knowledge, [cell.region for cell in cells])})"
    files = ", ".join(dict.fromkeys(cell.file for cell in cells))
    return f"{told}, à compléter dans {files}" if cells[0].state == "trou" else told


def _where(knowledge: Knowledge, regions: list[str]) -> str:
    """Say some regions by their codes, the other way round when they are most of them."""
    others = sorted(knowledge.regions.keys() - set(regions))
    if len(others) < MOST:
        return f"partout sauf {', '.join(others)}" if others else "partout"
    return ", ".join(regions)


def codes(knowledge: Knowledge, cells: tuple[Cell, ...]) -> str:
    """Say which region each code stands for."""
    regions = dict.fromkeys(cell.region for cell in cells)
    return ", ".join(f"{code} {knowledge.regions[code].name}" for code in regions)


def as_markdown(knowledge: Knowledge, cells: tuple[Cell, ...]) -> str:
    """Return the whole matrix in Markdown."""
    legend = "\n".join(f"- {line}" for line in LEGEND.splitlines())
    parts = ["# Couverture", summary(cells), legend, f"Régions : {codes(knowledge, cells)}."]
    parts += [grid.as_markdown() for grid in grids(knowledge, cells)]
    parts += [
        f"## {title}\n\n" + "\n".join(f"- {line}" for line in lines)
        for title, lines in lists(knowledge, cells)
    ]
    return "\n\n".join(parts) + "\n"


def as_json(cells: tuple[Cell, ...]) -> dict[str, object]:
    """Return the matrix in its stable shape."""
    return {
        "bilan": tally(cells),
        "cases": [
            {
                "region": cell.region,
                "dispositif": cell.programme,
                "aspect": cell.aspect,
                "etat": cell.state,
                "par": list(cell.found.by),
                "par_dispositif": list(cell.through),
                "departements": list(cell.found.within),
                "fichier": cell.file,
            }
            for cell in cells
        ],
    }


def _counted(cells: tuple[Cell, ...]) -> str:
    counts = tally(cells)
    return ", ".join(f"{SAID[state]} {counts[state]}" for state in STATES if counts[state])
