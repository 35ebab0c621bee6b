"""`verifier`: everything that can be checked of a content, in one report."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from time import perf_counter

from bot.playing import broken
from dialogs.confusions import confusions
from knowledge.enumeration import enumerate_all
from knowledge.issues import KnowledgeError
from knowledge.load import read_edition


@dataclass(frozen=True)
class Report:
    """What was checked, and what is wrong."""

    problems: tuple[str, ...]
    scenarios: int = 0
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
            "scenarios": self.scenarios,
            "situations": self.situations,
            "secondes": round(self.seconds, 2),
        }

    def __str__(self) -> str:
        counts = f"{self.scenarios} scénarios, {self.situations} situations, {self.seconds:.1f} s"
        if self.ok:
            return f"Tout est bon : {counts}."
        return "\n".join((*self.problems, f"{len(self.problems)} problème(s) ; {counts}."))


def report(folder: Path, now: datetime) -> Report:
    """Check a folder of content: form and references, then scenarios, then every situation."""
    start = perf_counter()
    try:
        edition = read_edition(folder)
    except KnowledgeError as error:
        return Report(tuple(str(issue) for issue in error.issues))
    knowledge = edition.knowledge
    failures = [str(issue) for issue in broken(edition, now)]
    found = enumerate_all(knowledge, now)
    problems = (*failures, *confusions(knowledge), *found.problems)
    return Report(problems, len(edition.scenarios), found.situations, perf_counter() - start)
