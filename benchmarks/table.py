"""One table for all that is measured: each figure beside what is aimed at, met or not."""

import sys
from dataclasses import dataclass
from typing import Literal

from rich.console import Console
from rich.table import Table

Sense = Literal["au plus", "au moins", ""]


@dataclass(frozen=True)
class Figure:
    """A figure, and what is aimed at: at most, at least. Without a sense, it is only told."""

    name: str
    value: float
    unit: str
    sense: Sense = ""
    aim: float = 0.0

    @property
    def met(self) -> bool:
        """Tell whether it is what is aimed at."""
        return self.value <= self.aim if self.sense == "au plus" else self.value >= self.aim

    def row(self) -> tuple[str, str, str, str]:
        """Return the cells: name, figure, aim, verdict."""
        aim = f"{self.sense} {shown(self.aim)} {self.unit}" if self.sense else ""
        verdict = ("tenu" if self.met else "NON TENU") if self.sense else ""
        return self.name, f"{shown(self.value)} {self.unit}", aim, verdict


def shown(value: float) -> str:
    """Write a figure in French, with three digits that mean something."""
    digits = 0 if abs(value) >= 100 or value == int(value) else 1 if abs(value) >= 10 else 2
    return f"{value:,.{digits}f}".replace(",", "\u202f").replace(".", ",")


def told(title: str, figures: list[Figure]) -> None:
    """Print the figures of one part."""
    report({title: figures})


def report(parts: dict[str, list[Figure]]) -> None:
    """Print the figures of each part, and how many are what is aimed at."""
    table = Table(show_edge=False, pad_edge=False)
    for head in ("mesure", "chiffre", "visé", ""):
        right = head in {"chiffre", "visé"}
        table.add_column(head, justify="right" if right else "left", no_wrap=head != "mesure")
    for title, figures in parts.items():
        table.add_section()
        table.add_row(f"[bold]{title}[/bold]")
        for figure in figures:
            table.add_row(*figure.row(), style="red" if figure.sense and not figure.met else "")
    aimed = [figure.met for figures in parts.values() for figure in figures if figure.sense]
    console = Console(highlight=False, width=None if sys.stdout.isatty() else 110)
    console.print(table)
    if aimed:
        console.print(f"{sum(aimed)} visées tenues sur {len(aimed)}.")
