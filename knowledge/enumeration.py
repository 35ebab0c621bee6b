"""The domain is finite, so it is walked and not sampled: every situation, over the coming year.

For each of them: one principal support, nothing outside its zone, somebody to call, a source, no word of a
regional offer elsewhere, no dead end, and every invariant kept.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property

from knowledge.contacts import contacts_for
from knowledge.content import Knowledge
from knowledge.entry import Condition, Facts
from knowledge.invariants import Invariant
from knowledge.issues import Finding
from knowledge.orientation import Conclusion, Suggestion, conclude, concluded, contradictory, sensible, told
from knowledge.questions import REGION
from knowledge.sieve import Sieve
from knowledge.situations import kinds, moments, settled
from knowledge.soundness import places
from knowledge.unreached import Taken, Unreached
from knowledge.walk import Leaf, Missing
from knowledge.zones import HOME

RESERVED = ("mpess", "980", "starter", "couveuse", "peps", "inter-made")
"""Words of the offers of Provence-Alpes-Côte d'Azur: never shown elsewhere."""

Key = tuple[object, ...]


@dataclass
class Enumeration:
    """What the walk through every situation found."""

    situations: int = 0
    principals: Counter[str] = field(default_factory=Counter)
    findings: list[Finding] = field(default_factory=list)


def enumerate_all(knowledge: Knowledge, now: datetime, within: Facts | None = None) -> Enumeration:
    """Walk every situation of the 366 days from a local time; say what is wrong, each problem once.

    `within` keeps to the situations that begin with some answers.
    """
    survey = _Survey(knowledge, now)
    for answers, leaf in settled(knowledge, within or {}):
        survey.take(answers, leaf)
    survey.found.findings += survey.outside()
    if within is None:
        survey.found.findings += Unreached(knowledge, survey.taken, survey.played).findings()
    return survey.found


@dataclass
class _Survey:
    """The walk: what was found, and what need not be looked at twice."""

    knowledge: Knowledge
    now: datetime
    found: Enumeration = field(default_factory=Enumeration)
    taken: Taken = field(default_factory=set)
    played: set[str] = field(default_factory=set)
    _taken: tuple[tuple[int, str | None], ...] = ()
    _outside: dict[str, dict[str, Facts]] = field(default_factory=dict)
    _said: set[Finding] = field(default_factory=set)
    _principals: dict[Key, str] = field(default_factory=dict)
    _seen: set[Key] = field(default_factory=set)
    _moments: dict[str, tuple[tuple[str, datetime], ...]] = field(default_factory=dict)

    def take(self, answers: dict[str, str], leaf: Leaf | Missing) -> None:
        """Look at a situation in all the regions and at all the moments that it stands for."""
        codes = kinds(self.knowledge).get(answers.get(REGION, ""), ("",))
        self.found.situations += len(codes)
        if isinstance(leaf, Missing):
            self._say(answers, _stuck(self.knowledge, leaf))
            return
        if leaf.taken is not self._taken:  # those of a leaf that answers adjust are the same value
            self._taken = leaf.taken
            self.taken.update(leaf.taken)
        key = self._key(leaf, codes)
        if key not in self._principals:
            self._principals[key] = self._looked(answers, leaf, codes)
        self.found.principals[self._principals[key]] += len(codes)

    def _looked(self, answers: dict[str, str], leaf: Leaf, codes: tuple[str, ...]) -> str:
        """Say what is wrong in a situation, and return its principal support."""
        first = ""
        for code, moment in self._standing(codes):
            here = {**answers, REGION: code}
            at = leaf if answers == here else leaf.knowing(REGION, code)
            conclusion = self._concluded(here, at, moment)
            first = first or conclusion.result.lists.principal
            for finding in self._wrong(here, conclusion, codes):
                self._say(here, finding)
        return first

    def _key(self, leaf: Leaf, codes: tuple[str, ...]) -> Key:
        """Return all that a conclusion depends on: the leaf, the kind of region, the conditions met."""
        if contradictory(self.knowledge, leaf.facts):
            return tuple(leaf.facts.items())
        facts = sensible(self.knowledge, leaf.facts, leaf.proposed)
        return id(leaf.proposal), leaf.later, leaf.added_reason, codes[0], self._conditions.met(facts)

    @cached_property
    def _conditions(self) -> Sieve[Condition]:
        """Every condition, ready to be looked through."""
        return Sieve(self.knowledge.conditions)

    def _standing(self, codes: tuple[str, ...]) -> tuple[tuple[str, datetime], ...]:
        if codes[0] not in self._moments:
            self._moments[codes[0]] = moments(self.knowledge, codes, self.now)
        return self._moments[codes[0]]

    def _concluded(self, answers: Facts, leaf: Leaf, moment: datetime) -> Conclusion:
        """Conclude from the leaf, or from the answers again when two contradictions undo it."""
        if contradictory(self.knowledge, leaf.facts):
            conclusion = conclude(self.knowledge, answers, moment)
        else:
            conclusion = concluded(self.knowledge, leaf, moment)
        assert isinstance(conclusion, Conclusion), "a situation has its region"  # noqa: S101
        return conclusion

    def _placed(self, answers: Facts, conclusion: Conclusion, codes: tuple[str, ...]) -> None:
        """Keep where programmes are proposed without existing, with the first situation that shows it."""
        lists = conclusion.result.lists
        for programme in (*lists.now, *lists.later):
            entry = self.knowledge.programmes[programme]
            for code in (code for code in codes if not entry.exists_in(code)):
                self._outside.setdefault(programme, {}).setdefault(code, answers)

    def outside(self) -> Iterator[Finding]:
        """Say once which programmes are proposed where they do not exist, and in which regions."""
        for programme, found in self._outside.items():
            message = f"{programme} proposé hors de sa zone, en région {', '.join(sorted(found))}"
            repair = "ajoutez une règle dans « ailleurs », ou la région dans « zones »"
            finding = Finding(f"dispositifs/{programme}.yaml", ("zones",), "CB-404", message, repair)
            yield finding.with_example(_example(next(iter(found.values()))))

    def _wrong(self, answers: Facts, conclusion: Conclusion, codes: tuple[str, ...]) -> Iterator[Finding]:
        lists, promises = conclusion.result.lists, self.knowledge.promises
        if self._new(("promises", promises.met(conclusion.facts), lists)):
            for invariant in promises.holding(conclusion.facts):
                if how := invariant.broken(lists):
                    yield from self._broken(invariant, how, conclusion)
        if self._new(("places", codes[0], lists)):
            self._placed(answers, conclusion, codes)
            for programme in (*lists.now, *lists.later):
                if self._new((programme, codes)):
                    yield from _local(self.knowledge, programme, codes)
        self.played.update(adjustment.id for adjustment in conclusion.result.played)
        if self._new((*_wording(self.knowledge, conclusion), codes[0])):
            yield from _words(self.knowledge, conclusion)

    def _broken(self, invariant: Invariant, how: str, conclusion: Conclusion) -> Iterator[Finding]:
        """Say once that an invariant is broken, at the first orientation that breaks it."""
        if self._new((invariant.id,)):
            file, path = places(self.knowledge)[id(conclusion.leaf.proposal)]
            message = f"l'invariant {invariant.id} n'est pas tenu ({invariant.sentence}) : {how}"
            repair = "corrigez l'arbre ou l'ajustement, ou l'invariant s'il a tort"
            yield Finding(file, path, "CB-408", message, repair)

    def _new(self, key: Key) -> bool:
        new = key not in self._seen
        self._seen.add(key)
        return new

    def _say(self, answers: Facts, finding: Finding) -> None:
        """Keep a finding the first time, with the situation as a scenario would write it."""
        if finding not in self._said:
            self._said.add(finding)
            self.found.findings.append(finding.with_example(_example(answers)))


def _example(answers: Facts) -> str:
    """Write a situation as a scenario would."""
    when = ", ".join(f"{question}: {value}" for question, value in answers.items())
    return f"par exemple quand {{{when}}}"


def _stuck(knowledge: Knowledge, missing: Missing) -> Finding:
    file, path = places(knowledge)[id(missing.node)]
    message = f"sans issue : aucun cas pour une réponse à « {missing.question} »"
    return Finding(file, path, "CB-402", message, "ajoutez un cas pour cette réponse, ou un « sinon »")


def _local(knowledge: Knowledge, programme: str, codes: tuple[str, ...]) -> Iterator[Finding]:
    """Say in which regions nobody can be called about a programme."""
    for code in codes:
        if not any(reach.contact.reachable for reach in contacts_for(knowledge, programme, {REGION: code})):
            message = f"{programme} sans contact joignable en région {code}"
            repair = "donnez un site ou un téléphone"
            yield Finding(f"regions/{code}.yaml", ("cress",), "CB-405", message, repair)


def _wording(knowledge: Knowledge, conclusion: Conclusion) -> Key:
    """Return all that the words of a conclusion depend on, in a kind of region; see `orientation.told`."""
    leaf, result = conclusion.leaf, conclusion.result
    lists = result.lists
    variants = (
        knowledge.programmes[programme].variant(conclusion.facts, first=programme == lists.principal)
        for programme in (*lists.now, *lists.later)
    )
    said = id(leaf.proposal), leaf.added_reason, id(result.cause), lists
    return (*said, *map(id, variants), *map(id, result.played))


def _words(knowledge: Knowledge, conclusion: Conclusion) -> Iterator[Finding]:
    result = told(knowledge, conclusion)
    if not result.principal.facts:
        file, path = places(knowledge)[id(conclusion.leaf.proposal)]
        message = f"{result.principal.programme} proposé sans source"
        yield Finding(file, path, "CB-403", message, "citez un fait qui peut être montré dans cette région")
    if conclusion.facts["zone"] != HOME:
        for suggestion in (*result.now, *result.later):
            yield from _reserved(knowledge, suggestion)


def _reserved(knowledge: Knowledge, suggestion: Suggestion) -> Iterator[Finding]:
    for text in (suggestion.reason, *(remark.text for remark in suggestion.remarks)):
        for word in RESERVED:
            if word in text.lower():
                message = f"« {word} » affiché hors de sa région avec {suggestion.programme}"
                yield Finding(
                    *_written(knowledge, suggestion, text), "CB-406", message, "dites-le autrement", text
                )


def _written(knowledge: Knowledge, suggestion: Suggestion, text: str) -> tuple[str, tuple[str | int, ...]]:
    """Return the file of a sentence that is shown."""
    if any(text.startswith(reason) for reason in knowledge.reasons.values()):
        return "motifs.yaml", ()
    if any(adjustment.remark == text for adjustment in knowledge.adjustments):
        return "ajustements.yaml", ()
    return f"dispositifs/{suggestion.programme}.yaml", ()
