"""What `comparer` finds, against brute force: every situation of both contents, in every region, one by one.

python -m tests.knowledge.comparing          every edit, over the situations it is looked at in
python -m tests.knowledge.comparing whole 3  the first three edits over the whole domain
"""

import sys
import time
from collections.abc import Iterator, Mapping
from datetime import datetime
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from knowledge.comparing import KINDS, Comparison, compare
from knowledge.content import Knowledge
from knowledge.editions import read_edition
from knowledge.entry import UNKNOWN, Facts
from knowledge.fringes import Version
from knowledge.needed import first_unanswered
from knowledge.orientation import Orientation, orient
from knowledge.outcomes import ANYTHING, card, dates, people
from knowledge.questions import REGION
from tests.knowledge.edits import EDITS, edited

NOW = datetime(2026, 11, 24, 10)
Situation = frozenset[tuple[str, str]]
Changes = dict[tuple[Situation, Situation], frozenset[str]]
"""What changes by pair of situations (before, now): the kinds."""


def shipped() -> Version:
    """Return the shipped content with its data."""
    edition = read_edition()
    return Version(edition.knowledge, {name: document.data for name, document in edition.documents.items()})


def asked(knowledge: Knowledge, facts: dict[str, str]) -> Iterator[dict[str, str]]:
    """Yield every full set of answers that begins with some."""
    question = first_unanswered(knowledge, facts)
    if question is None or question in facts:
        yield facts
        return
    for value in knowledge.questions[question].meanings:
        yield from asked(knowledge, {**facts, question: value})


def taken(knowledge: Knowledge, question: str, value: str) -> str | None:
    """Return an answer as a content takes it, None when it does not know it."""
    entry = knowledge.questions[question]
    if question == REGION or value in entry.meanings:
        return value
    return entry.default if value == UNKNOWN else None


def agree(before: Knowledge, after: Knowledge, old: Facts, new: Facts) -> bool:
    """Tell whether two situations may be those of one person: the same answer wherever both ask."""
    return all(
        taken(before, question, new[question]) == old[question]
        or taken(after, question, old[question]) == new[question]
        for question in old.keys() & new.keys()
    )


def shown(knowledge: Knowledge, facts: Facts) -> tuple[object, object, object, object]:
    """Return all that is seen of a situation, a part for each kind of change."""
    found, region = orient(knowledge, facts, NOW), facts.get(REGION, "")
    if not isinstance(found, Orientation):
        return None, (), (), ()
    everything = [s.programme for s in (*found.now, *found.later)]
    texts = tuple((s.reason, tuple(r.text for r in s.remarks)) for s in (*found.now, *found.later))
    return (
        tuple(tuple(s.programme for s in part) for part in ((found.principal,), found.others, found.later)),
        (texts, found.assumed, found.contact_first, [beside(knowledge, p, region)[0] for p in everything]),
        [beside(knowledge, p, region)[1] for p in everything],
        [dates(knowledge, ANYTHING, region, NOW), *(beside(knowledge, p, region)[2] for p in everything)],
    )


@cache
def beside(knowledge: Knowledge, programme: str, region: str) -> tuple[object, object, object]:
    """Return the page of a programme, who to call, and its calls, in a region."""
    return (
        card(knowledge, programme, region),
        people(knowledge, programme, region),
        dates(knowledge, programme, region, NOW),
    )


class Brute:
    """Everything worked out, situation by situation; what concerns the content before is kept."""

    def __init__(self, before: Version) -> None:
        """Start from a content."""
        self.before = before.knowledge
        self._seen: dict[tuple[int, Situation], tuple[object, ...]] = {}

    def _shown(self, knowledge: Knowledge, facts: Facts) -> tuple[object, ...]:
        key = (id(knowledge), frozenset(facts.items()))
        if knowledge is not self.before:
            return shown(knowledge, facts)
        if key not in self._seen:
            self._seen[key] = shown(knowledge, facts)
        return self._seen[key]

    def changes(self, after: Knowledge, within: Mapping[str, str], region: str) -> tuple[Changes, int, int]:
        """Return what changes in a region, then how many situations are new, and gone."""
        start = {**within, REGION: region}
        olds, news = list(asked(self.before, dict(start))), list(asked(after, dict(start)))
        found: Changes = {}
        left = {frozenset(old.items()) for old in olds}
        new = 0
        for now in news:
            mates = [old for old in olds if agree(self.before, after, old, now)]
            new += not mates
            for old in mates:
                left.discard(frozenset(old.items()))
                kinds = self._kinds(after, old, now)
                if kinds:
                    found[frozenset(old.items()), frozenset(now.items())] = kinds
        return found, new, len(left)

    def _kinds(self, after: Knowledge, old: Facts, now: Facts) -> frozenset[str]:
        was, is_ = self._shown(self.before, old), shown(after, now)
        if was[0] != is_[0]:
            return frozenset({"orientations"})
        return frozenset(kind for kind, a, b in zip(KINDS, was, is_, strict=True) if a != b)


def found_in(comparison: Comparison, region: str) -> Changes:
    """Return what a comparison says of one region, in the shape of brute force."""
    found: Changes = {}
    for change in comparison.changes:
        kinds = frozenset(kind for kind, regions in change.regions.items() if region in regions)
        if kinds:
            sides = [{**side, REGION: region} for side in (change.before, change.after)]
            found[frozenset(sides[0].items()), frozenset(sides[1].items())] = kinds
    return found


def domains(knowledge: Knowledge, within: Mapping[str, str], *, whole: bool) -> Iterator[dict[str, str]]:
    """Yield the parts of the domain to be worked out one after the other."""
    if not whole:
        yield dict(within)
        return
    for status in knowledge.questions["statut"].meanings:
        for need in knowledge.questions["besoin"].meanings:
            yield {"statut": status, "besoin": need}


def campaign(*, whole: bool, count: int) -> int:
    """Compare each edit in every region by both ways; print what was found, return how many differ."""
    before, wrong = shipped(), 0
    brute = Brute(before)
    for edit in EDITS[:count]:
        start = time.perf_counter()
        with TemporaryDirectory() as folder:
            after = edited(before, edit, Path(folder))
        found = compare(before, after, NOW)
        seconds, total, bad = time.perf_counter() - start, 0, 0
        for within in domains(before.knowledge, edit.within, whole=whole):
            near = found if whole else compare(before, after, NOW, within)
            for region in sorted(before.knowledge.regions):
                expected, _, _ = brute.changes(after.knowledge, within, region)
                told = {
                    pair: kinds
                    for pair, kinds in found_in(near, region).items()
                    if within.items() <= pair[0] and within.items() <= pair[1]
                }
                total += len(expected)
                bad += expected != told
        wrong += bool(bad)
        told_ = "exact" if not bad else f"{bad} écarts"
        print(
            f"{edit} : {found.changed} situations en {seconds:.1f} s ; vérifiées : {total}, {told_}",
            flush=True,
        )
    print(f"{count} modifications, {wrong} inexactes")
    return wrong


if __name__ == "__main__":
    number = int(sys.argv[2]) if len(sys.argv) > 2 else len(EDITS)
    sys.exit(1 if campaign(whole="whole" in sys.argv, count=number) else 0)
