"""`verifier`: everything that can be checked of a content, in one report."""

import gc
import json
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

from bot import clock
from bot.forking import beside
from knowledge.editions import Edition, read_edition
from knowledge.enumeration import enumerate_all
from knowledge.issues import Issue, KnowledgeError

if TYPE_CHECKING:
    from bot.inspecting import Inspected

STUCK = "CB-402"
"""An answer that leads nowhere."""


@dataclass(frozen=True)
class Report:
    """What was checked, and what is wrong."""

    problems: tuple[str, ...]
    warnings: tuple[str, ...] = ()
    scenarios: int = 0
    covered: str = "0 feuille de l'arbre"
    situations: int = 0
    seconds: float = 0.0

    @property
    def ok(self) -> bool:
        """Tell whether nothing is wrong."""
        return not self.problems

    def as_json(self) -> dict[str, object]:
        """Return the report in its stable shape."""
        return {
            "ok": self.ok,
            "problemes": list(self.problems),
            "avertissements": list(self.warnings),
            "scenarios": self.scenarios,
            "situations": self.situations,
            "secondes": round(self.seconds, 2),
        }

    def __str__(self) -> str:
        tried = f"{self.scenarios} scénarios pour {self.covered}"
        counts = f"{tried}, {self.situations} situations, {self.seconds:.1f} s"
        said = f"Tout est bon : {counts}." if self.ok else f"{len(self.problems)} problème(s) ; {counts}."
        watch = f"\nÀ regarder quand vous pourrez ({len(self.warnings)}) :" if self.warnings else ""
        return "\n".join((*self.problems, *((watch, *self.warnings, "") if watch else ()), said))


def report(folder: Path, now: datetime) -> Report:
    """Check a folder of content: form and references, then scenarios, then every situation."""
    gc.disable()  # what a check builds holds no cycle: looking for garbage in it takes a tenth of the time
    try:
        return _report(folder, now)
    finally:
        gc.enable()


def _report(folder: Path, now: datetime) -> Report:
    start = perf_counter()
    try:
        edition = read_edition(folder)
    except KnowledgeError as error:
        return Report(tuple(str(issue) for issue in error.issues))
    with beside(lambda: _inspected(edition, now)) as inspected:
        found = enumerate_all(edition.knowledge, now)
        seen = inspected()
    situations = tuple(map(edition.placed, found.findings))
    problems = tuple(map(str, causes_first(situations, seen.told, seen.failures)))
    warnings = tuple(str(issue) for issue in seen.told if issue.warning)
    covered = "{} feuilles de l'arbre sur {}".format(*seen.leaves)
    spent = perf_counter() - start
    return Report(problems, warnings, len(edition.scenarios), covered, found.situations, spent)


def causes_first(
    situations: Iterable[Issue], told: Iterable[Issue], failures: Iterable[Issue]
) -> Iterable[Issue]:
    """Put first the answers that lead nowhere, last the scenarios: they may only follow from the rest."""
    wrong = (*situations, *(issue for issue in told if not issue.warning))
    return (*sorted(wrong, key=lambda issue: issue.code != STUCK), *failures)


def main() -> None:
    """Write, in one line of JSON, the report on the folder named on the command line, as of now."""
    _, folder = sys.argv
    found = report(Path(folder), clock.wall(clock.MAINLAND, clock.system()))
    print(json.dumps(found.as_json(), ensure_ascii=False))  # noqa: T201


def _inspected(edition: Edition, now: datetime) -> "Inspected":
    """Look at the rest, in the process that does so: what it imports (the pages) takes a while."""
    from bot.inspecting import inspected  # noqa: PLC0415

    return inspected(edition, now)


if __name__ == "__main__":
    main()
