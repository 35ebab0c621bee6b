"""Mutation testing of the content: is a small mistake of an editor noticed by anybody?

Each mutation is loaded and checked, then the scenarios that depend on its file are played, then what it may
change is enumerated: a mistake that changes nothing for anybody is set aside, and a situation that goes wrong
is noticed as `verifier` notices it.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cached_property, partial
from zoneinfo import ZoneInfo

from bot.concerned import ORIENTING, Watched, concerned
from bot.forking import each
from bot.playing import played
from dialogs.confusions import confusions
from dialogs.understanding import understand
from knowledge.contacts import contacts_for
from knowledge.content import Knowledge
from knowledge.editions import Edition, amended
from knowledge.entry import MAINLAND, Facts
from knowledge.enumeration import enumerate_all
from knowledge.issues import Issue, KnowledgeError
from knowledge.mutations import Mutation, mutations
from knowledge.mutations.edits import at
from knowledge.orientation import orient
from knowledge.questions import DEPARTMENT, REGION
from knowledge.scenarios import Scenario
from knowledge.situations import situations
from knowledge.upcoming import as_written, closing_soon, next_windows
from knowledge.walk import Missing
from knowledge.windows import Window, timezone, wall
from knowledge.written import Written

CHECK, SCENARIO, SITUATION = "vérification", "scénario", "situation"
HEARD = frozenset({"mots", "questions", "textes"})
"""What a mutation may change for its words to be understood otherwise."""
SITUATIONS, PLANS, WORDS = 1, 2, 4
MODIFIERS = "ajustements.yaml"
ENOUGH = 200
"""Situations that change and do not go wrong, after which no more are looked at."""
Oracle = Callable[[Edition, Mutation], str | None]
"""Something else that may notice a mutation: returns what it would say, or None."""


@dataclass(frozen=True)
class Verdict:
    """What became of a mutation: who noticed it (None: nobody), or that it changes nothing for anybody."""

    mutation: Mutation
    by: str | None
    harmless: bool = False

    @property
    def survived(self) -> bool:
        """Tell whether it changes something and nobody notices."""
        return self.by is None and not self.harmless


@dataclass(frozen=True)
class Given:
    """What a situation gives at some moments, with its facts and the files that it depends on."""

    answers: Facts
    facts: Facts
    seen: tuple[object, ...]
    files: frozenset[str]


@dataclass
class Court:
    """Judges the mutations of one edition at a local time, remembering what the edition itself gives.

    `oracles` are asked after the scenarios, by name; `within` keeps to the situations that begin with some
    answers.
    """

    edition: Edition
    now: datetime
    oracles: dict[str, Oracle] = field(default_factory=dict)
    within: Facts | None = None

    @cached_property
    def mutations(self) -> tuple[Mutation, ...]:
        """Every mutation of the content."""
        return tuple(mutations({name: document.data for name, document in self.edition.documents.items()}))

    @cached_property
    def watched(self) -> Watched:
        """The knowledge of the edition, watched."""
        return Watched(self.edition.knowledge)

    @cached_property
    def _depending(self) -> dict[str, list[Written]]:
        """The scenarios that depend on each file."""
        found: dict[str, list[Written]] = {}
        for written in self.edition.scenarios:
            scenario = written.scenario
            play = partial(played, scenario=scenario, now=self.now)
            for file in concerned(self.watched, scenario, play):
                found.setdefault(file, []).append(written)
        return found

    @cached_property
    def _moments(self) -> tuple[datetime, ...]:
        """The day of the check, and one for each set of open calls that a modifier looks at."""
        knowledge = self.edition.knowledge
        looked = {a.open_edition for a in knowledge.adjustments if a.open_edition}
        days: dict[frozenset[str], datetime] = {}
        for window in as_written(knowledge):
            if window.closes and window.call.programme in looked:
                here = window.closes.astimezone(ZoneInfo(MAINLAND))
                opened = (w.call.programme for w in as_written(knowledge) if w.running(here))
                days.setdefault(frozenset(looked.intersection(opened)), wall(MAINLAND, here))
        return (self.now, *days.values())

    @cached_property
    def _given(self) -> list[Given]:
        """What the edition gives in every situation."""
        found = []
        knowledge = self.edition.knowledge
        for answers in situations(knowledge, self.within):
            files = self.watched.files(partial(orient, answers=answers, now=self.now))
            result = orient(knowledge, answers, None)
            facts = answers if isinstance(result, Missing) else result.facts
            seen = tuple(_seen(knowledge, answers, moment) for moment in self._moments)
            found.append(Given(answers, facts, seen, files))
        return found

    def verdicts(self, mutations: Sequence[Mutation]) -> Iterator[Verdict]:
        """Yield the verdict of each mutation, in order, on all the cores."""
        _ = self._depending, self._moments, self._given  # found out once, for all those who will judge
        for mutation, fate in zip(mutations, each(self._fate, mutations), strict=True):
            yield Verdict(mutation, *fate)

    def _fate(self, mutation: Mutation) -> tuple[str | None, bool]:
        verdict = self.judge(mutation)
        return verdict.by, verdict.harmless

    def judge(self, mutation: Mutation) -> Verdict:
        """Say who notices a mutation, the quickest first."""
        try:
            mutant = amended(self.edition, mutation.edit.changes)
        except KnowledgeError:
            return Verdict(mutation, CHECK)
        if self._failing(mutation, mutant):
            return Verdict(mutation, SCENARIO)
        for name, oracle in self.oracles.items():
            if oracle(mutant, mutation):
                return Verdict(mutation, name)
        return self._enumerated(mutation, mutant)

    def _failing(self, mutation: Mutation, mutant: Edition) -> bool:
        files = mutation.edit.changes
        depending = {w.scenario.id: w.scenario for file in files for w in self._depending.get(file, ())}
        document = self.edition.documents[mutation.edit.file]
        question = at(document.data, (*mutation.edit.path[:1], "question"))
        last = WORDS if mutation.kind.reach in HEARD else PLANS
        ordered = sorted((_rank(scenario, question), name) for name, scenario in depending.items())
        tried = (depending[name] for rank, name in ordered if rank <= last)
        return any(played(mutant.knowledge, scenario, self.now) for scenario in tried)

    def _enumerated(self, mutation: Mutation, mutant: Edition) -> Verdict:
        reach = mutation.kind.reach
        if reach == "mots":
            noticed = next(confusions(mutant.knowledge), None)
            same = not noticed and _heard(self.edition, mutation) == _heard(mutant, mutation)
            return Verdict(mutation, CHECK if noticed else None, harmless=same)
        if reach == "contacts":
            return Verdict(mutation, None, harmless=_called(self.edition) == _called(mutant))
        if reach == "appels":
            return Verdict(mutation, None, harmless=_announced(self.edition, mutant, self.now))
        if reach == "orientation" or mutation.edit.file == MODIFIERS:
            return self._oriented(mutation, mutant)
        return Verdict(mutation, None)

    def _oriented(self, mutation: Mutation, mutant: Edition) -> Verdict:
        """Walk the situations that depend on what was edited: does anything change, or go wrong?"""
        moments = self._moments if mutation.edit.file == MODIFIERS else self._moments[:1]
        changed = 0
        for given in self._concerned(mutation, mutant):
            for moment, expected in zip(moments, given.seen, strict=False):
                found = _seen(mutant.knowledge, given.answers, moment)
                if found != expected:
                    changed += 1
                    if isinstance(found, Missing) or self._wrong(mutant, given.answers):
                        return Verdict(mutation, SITUATION)
            if changed >= ENOUGH:
                break
        return Verdict(mutation, None, harmless=not changed and _called(self.edition) == _called(mutant))

    def _wrong(self, mutant: Edition, answers: Facts) -> bool:
        return bool(enumerate_all(mutant.knowledge, self.now, answers).findings)

    def _concerned(self, mutation: Mutation, mutant: Edition) -> Iterator[Given]:
        """Yield the situations that an edit may change: a modifier that does not hold changes nothing."""
        files = frozenset(mutation.edit.changes)
        everything = bool(files & ORIENTING) or any(file.startswith("regions/") for file in files)
        holding = _holding(self.edition.knowledge, mutant.knowledge) if files == {MODIFIERS} else None
        for given in self._given:
            if (everything or given.files & files) and (holding is None or holding(given.facts)):
                yield given

    def placed(self, mutation: Mutation) -> Issue:
        """Say that nobody notices a mutation, at its line."""
        document = self.edition.documents[mutation.edit.file]
        told = f"personne ne remarquerait si l'on {mutation.edit.told}"
        return document.issue(mutation.edit.path, "", told)


def _seen(knowledge: Knowledge, answers: Facts, now: datetime) -> object:
    """Return what people see of what some answers lead to: the lists, the reasons, the facts, the remarks."""
    found = orient(knowledge, answers, now)
    if isinstance(found, Missing):
        return found
    return found.principal, found.others, found.later, found.assumed, found.contact_first


def _holding(knowledge: Knowledge, mutant: Knowledge) -> Callable[[Facts], bool] | None:
    """Return what tells, from the facts of a situation, whether edited modifiers can change it; None: always.

    One that does not hold changes nothing; those that changed places only count together.
    """
    before, after = knowledge.adjustments, mutant.adjustments
    edited = [a for a in (*before, *after) if (a in before) != (a in after)]
    if edited:
        return lambda facts: any(adjustment.holds(facts) for adjustment in edited)
    moved = [a for a, b in zip(before, after, strict=False) if a != b]
    return (lambda facts: all(adjustment.holds(facts) for adjustment in moved)) if moved else None


def _rank(scenario: Scenario, question: object) -> int:
    """Rank the scenarios, quickest first: texts, situations, the order of questions, then words.

    What is to be asked is drawn anew for each mutation, and a vocabulary is compiled for words.
    """
    if scenario.then and (scenario.then.question or scenario.then.refinements is not None):
        return PLANS
    if scenario.texts or scenario.when:
        return SITUATIONS if scenario.when else 0
    return WORDS - (question in scenario.words)


def _called(edition: Edition) -> object:
    """Return who is called for each programme, in each region and département."""
    knowledge = edition.knowledge
    return [
        contacts_for(knowledge, programme, {REGION: code, **({DEPARTMENT: department} if department else {})})
        for programme in knowledge.programmes
        for code, region in knowledge.regions.items()
        for department in (None, *region.departments)
    ]


def _announced(edition: Edition, mutant: Edition, now: datetime) -> bool:
    """Tell whether two editions announce the same calls, for each programme and region, at any time."""
    one, two = edition.knowledge, mutant.knowledge
    programmes = {call.programme for call in (*one.calls, *two.calls)}
    return all(
        next_windows(one, programme, region, at) == next_windows(two, programme, region, at)
        and closing_soon(one, region, at) == closing_soon(two, region, at)
        for region in one.regions
        for at in (now, *_instants((*as_written(one), *as_written(two)), timezone(one, region)))
        for programme in programmes
    )


def _instants(windows: tuple[Window, ...], zone: str) -> tuple[datetime, ...]:
    """Return a local time before, in and after each one from which something may be otherwise."""
    turns = {turn for window in windows for turn in window.turns(zone)}
    return tuple(sorted({turn + timedelta(seconds=s) for turn in turns for s in (-1, 0, 1)}))


def _heard(edition: Edition, mutation: Mutation) -> object:
    """Return what the words of a mutation mean, whatever the question on screen."""
    knowledge: Knowledge = edition.knowledge
    return [
        understand(knowledge, question, {}, word)
        for word in mutation.edit.words
        for question in (None, *knowledge.questions)
    ]
