"""`scenarios`: what the scenarios exercise of the content, and those written for the rest."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from knowledge.drafting import Draft, as_yaml, drafts
from knowledge.editions import Edition
from knowledge.exercising import KINDS, Exercise, Exercised, Kind, Part

NAMES: dict[Kind, str] = {
    "feuille": "Feuilles de l'arbre",
    "reponse": "Réponses aux questions",
    "ajustement": "Ajustements",
    "ailleurs": "Règles « ailleurs »",
    "variante": "Variantes",
}
KEYS: dict[Kind, str] = {
    "feuille": "feuilles",
    "reponse": "reponses",
    "ajustement": "ajustements",
    "ailleurs": "ailleurs",
    "variante": "variantes",
}


def exercised(edition: Edition, now: datetime) -> Exercised:
    """Return what the scenarios of an edition exercise of it at a local time."""
    return Exercise(edition.knowledge).all(
        (answers for w in edition.scenarios for answers in w.scenario.situations), now
    )


@dataclass(frozen=True)
class Exercising:
    """What the scenarios of an edition cover, told to people and to programs."""

    edition: Edition
    found: Exercised

    def as_json(self) -> dict[str, object]:
        """Return the report in its stable shape."""
        return {
            "scenarios": len(self.edition.scenarios),
            **{KEYS[kind]: self._kind_json(kind) for kind in KINDS},
        }

    def _kind_json(self, kind: Kind) -> dict[str, object]:
        done, total = self.found.counts(kind)
        missing = [{"ou": placed(self.edition, part), "nom": part.name} for part in self.found.missing(kind)]
        return {"couverts": done, "total": total, "manquants": missing}

    def __str__(self) -> str:
        lines = [f"{len(self.edition.scenarios)} scénarios."]
        lines += [f"{NAMES[kind]} : {share(*self.found.counts(kind))}" for kind in KINDS]
        for kind in KINDS:
            missing = self.found.missing(kind)
            lines += ["", f"{NAMES[kind]} qu'aucun scénario ne couvre :"] if missing else []
            lines += [f"  {placed(self.edition, part)} : {part.name}" for part in missing]
        if any(self.found.missing(kind) for kind in KINDS):
            lines += ["", "Pour écrire les scénarios qui manquent : cress-bot scenarios nouveau"]
        return "\n".join(lines)


def share(done: int, total: int) -> str:
    """Say a part of a whole: « 43 sur 180 (23 %) », rounded down so that only the whole is 100 %."""
    return f"{done} sur {total} ({100 * done // total if total else 100} %)"


def placed(edition: Edition, part: Part) -> str:
    """Say where a part is written: « arbre/esus.yaml:12 »."""
    return edition.line(part.file, part.path)


def proposed(edition: Edition, now: datetime) -> tuple[tuple[Draft, ...], tuple[Part, ...]]:
    """Return scenarios for what none exercises, and the parts that no situation reaches at this time."""
    found = exercised(edition, now)
    missing = tuple(part for kind in KINDS for part in found.missing(kind))
    made = tuple(drafts(edition.knowledge, missing, {w.scenario.id for w in edition.scenarios}, now))
    reached = (
        Exercise(edition.knowledge)
        .all((answers for draft in made for answers in draft.scenario.situations), now)
        .done
    )
    return made, tuple(part for part in missing if part not in reached)


def file_of(edition: Edition, made: Iterable[Draft], day: str) -> str:
    """Write a file of scenarios to be read again, each with the place of what it exercises."""
    head = (
        f"# Scénarios proposés le {day} : ce que l'assistant répond aujourd'hui.\n"
        "# Relisez-les un par un. Corrigez « qui » et, si la réponse n'est pas la bonne, « alors ».\n\n"
    )
    entries = (
        f"# à relire : est-ce bien ce que vous attendez ? ({placed(edition, draft.part)})\n"
        f"{as_yaml(draft.scenario)}"
        for draft in made
    )
    return head + "\n".join(entries)
