"""Situations in words: the answers that some share, their regions, and what the result was and is."""

from collections.abc import Iterator
from dataclasses import dataclass

from knowledge.content import Knowledge
from knowledge.entry import Facts
from knowledge.outcomes import Roles
from knowledge.sharing import Shared
from knowledge.zones import HOME

FEW_REGIONS = 4
THIN = "\u202f"


def number(count: int) -> str:
    """Write a number with a thin space between thousands."""
    return f"{count:,}".replace(",", THIN)


@dataclass(frozen=True, eq=False)
class Situations:
    """Says situations with the words of two contents; the latter is asked first."""

    before: Knowledge
    after: Knowledge

    def answer(self, question: str, values: tuple[str, ...]) -> str:
        """Say the answers to a question as people would: « une association ou une coopérative »."""
        return " ou ".join(self._phrase(question, value) for value in values)

    def _phrase(self, question: str, value: str) -> str:
        for knowledge in (self.after, self.before):
            options = knowledge.choices(question, {}) if question in knowledge.questions else ()
            for option in options:
                if option.id == value:
                    return option.phrase
        return value

    def example(self, answers: Facts) -> str:
        """Say a whole situation on one line."""
        return " · ".join(self.answer(question, (value,)) for question, value in answers.items())

    def shared(self, shared: Shared) -> str:
        """Say what situations share: their answers, then their regions."""
        answers = [self.answer(question, values) for question, values in shared.answers]
        return " · ".join([*answers, self.regions(frozenset(shared.regions))])

    def regions(self, codes: frozenset[str]) -> str:
        """Say some regions: a whole zone by its name, else the regions by theirs."""
        known = {**self.before.regions, **self.after.regions}
        if codes == known.keys():
            return f"dans les {len(codes)} régions"
        zones: dict[str, set[str]] = {}
        for code, region in known.items():
            zones.setdefault(region.zone, set()).add(code)
        home = " et ".join(known[code].name for code in sorted(zones.get(HOME, ())))
        titles = {"metropole": f"en métropole hors {home}", "outre_mer": "outre-mer"}
        whole = [zone for zone in titles if zone in zones and zones[zone] <= codes and len(zones[zone]) > 1]
        left = codes.difference(*(zones[zone] for zone in whole))
        told = [f"{titles[zone]} ({len(zones[zone])} régions)" for zone in whole]
        if len(left) > FEW_REGIONS:
            told.append(f"{len(left)} régions ({', '.join(known[code].name for code in sorted(left))})")
        else:
            told += [known[code].within for code in sorted(left)]
        return ", ".join(told)

    def moves(self, before: Roles | None, after: Roles | None) -> Iterator[str]:
        """Say what a result was and is, only where it is not the same."""
        if before == after:
            return
        if before is None or after is None:
            yield f"{self._all(before)} → {self._all(after)}"
            return
        if before.principal != after.principal:
            yield f"{self._names((before.principal,))} → {self._names((after.principal,))}"
        for title, old, new in (
            ("aussi possible", before.others, after.others),
            ("plus tard", before.later, after.later),
        ):
            if old != new:
                yield f"{title} : {self._names(old)} → {self._names(new)}"

    def _all(self, roles: Roles | None) -> str:
        return self._names(roles.all) if roles else "aucune orientation"

    def _names(self, programmes: tuple[str, ...]) -> str:
        known = {**self.before.programmes, **self.after.programmes}
        return ", ".join(known[programme].short for programme in programmes) or "rien"
