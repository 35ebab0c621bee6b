"""The report of the mutations: who noticed, of which kind, and what nobody would have noticed."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from time import perf_counter
from typing import get_args

from bot.mutating import Court, Verdict
from knowledge.issues import Issue
from knowledge.mutations import Reach

ENOUGH = 0.95
"""The share of mutations that must be noticed."""
SERIOUS: tuple[str, ...] = get_args(Reach)
SHOWN = 40
"""Survivors told in words; `--json` gives them all."""


@dataclass(frozen=True)
class Survey:
    """All the verdicts, and where each survivor is written, most serious first."""

    verdicts: tuple[Verdict, ...]
    survivors: tuple[tuple[Verdict, Issue], ...]
    seconds: float

    @property
    def noticed(self) -> Counter[str]:
        """How many were noticed, by whom."""
        return Counter(verdict.by for verdict in self.verdicts if verdict.by)

    @property
    def harmless(self) -> int:
        """How many change nothing for anybody."""
        return sum(verdict.harmless for verdict in self.verdicts)

    @property
    def score(self) -> float:
        """The share noticed, of those that change something."""
        counted = len(self.verdicts) - self.harmless
        return self.noticed.total() / counted if counted else 1.0

    @property
    def ok(self) -> bool:
        """Tell whether enough of them are noticed."""
        return self.score >= ENOUGH

    @property
    def kinds(self) -> dict[str, Counter[str]]:
        """What became of the mutations, by kind."""
        found: dict[str, Counter[str]] = {}
        for verdict in self.verdicts:
            fate = verdict.by or ("sans effet" if verdict.harmless else "survivantes")
            found.setdefault(verdict.mutation.kind.name, Counter())[fate] += 1
        return found

    def as_json(self) -> dict[str, object]:
        """Return the report in its stable shape."""
        return {
            "ok": self.ok,
            "mutations": len(self.verdicts),
            "sans_effet": self.harmless,
            "remarquees": dict(self.noticed),
            "part": round(self.score, 4),
            "par_genre": {name: dict(fates) for name, fates in self.kinds.items()},
            "survivantes": [
                {"fichier": i.file, "ligne": i.line, "genre": v.mutation.kind.name, "phrase": i.message}
                for v, i in self.survivors
            ],
            "secondes": round(self.seconds, 1),
        }

    def __str__(self) -> str:
        by = ", ".join(f"{count} par {_FULL.get(name, name)}" for name, count in self.noticed.most_common())
        summary = (
            f"{len(self.verdicts)} mutations, dont {self.harmless} sans aucun effet ; "
            f"{self.score:.1%} des autres remarquées ({by}), en {self.seconds:.0f} s."
        )
        lines = [summary]
        width = max(map(len, self.kinds), default=0)
        for name, fates in self.kinds.items():
            counted = fates.total() - fates["sans effet"]
            lines.append(f"  {name:<{width}}  {counted - fates['survivantes']:>4} sur {counted}")
        lines += [f"{issue.file}:{issue.line} : {issue.message}" for _, issue in self.survivors[:SHOWN]]
        left = len(self.survivors) - SHOWN
        return "\n".join([*lines, f"… et {left} autres ; --json les donne toutes."] if left > 0 else lines)


_FULL = {
    "vérification": "une vérification",
    "scénario": "un scénario",
    "situation": "le parcours des situations",
}


def survey(court: Court, judged: Iterable[Verdict]) -> Survey:
    """Gather the verdicts of a court, as they come."""
    start = perf_counter()
    verdicts = tuple(judged)
    lived = [(verdict, court.placed(verdict.mutation)) for verdict in verdicts if verdict.survived]
    lived.sort(key=lambda pair: (SERIOUS.index(pair[0].mutation.kind.reach), pair[1]))
    return Survey(verdicts, tuple(lived), perf_counter() - start)
