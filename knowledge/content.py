"""Everything the assistant knows, as one value."""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from knowledge.adjustments import Adjustment
from knowledge.calls import Call
from knowledge.entry import Condition, Facts
from knowledge.examples import NO_EXAMPLES, Examples
from knowledge.gazetteer import Gazetteer
from knowledge.invariants import Invariant
from knowledge.programmes import Programme
from knowledge.questions import AskedIf, Option, Question
from knowledge.regions import Contact, Region
from knowledge.renames import Rename, Renames, renames
from knowledge.sieve import Sieve
from knowledge.sources import Sources, Term
from knowledge.tree import Branch, nodes


@dataclass(frozen=True, eq=False, repr=False)
class Knowledge:
    """The content of one folder; two loads of the same folder are two values."""

    questions: Mapping[str, Question]
    tree: Mapping[str, Branch]
    adjustments: tuple[Adjustment, ...]
    contradictions: tuple[Facts, ...]
    reasons: Mapping[str, str]
    programmes: Mapping[str, Programme]
    regions: Mapping[str, Region]
    national: Mapping[str, Contact]
    calls: tuple[Call, ...]
    glossary: Mapping[str, Term]
    texts: Mapping[str, str]
    intentions: Mapping[str, tuple[str, ...]]
    sources: Sources
    words: Mapping[str, tuple[str, ...]]
    renames: tuple[Rename, ...]
    gazetteer: Gazetteer
    invariants: tuple[Invariant, ...] = ()
    examples: Examples = NO_EXAMPLES

    @cached_property
    def mark(self) -> object:
        """What stands for this content, and for no other one, without holding it."""
        return object()

    @cached_property
    def _implying(self) -> Mapping[str, Mapping[str, Facts]]:
        """The options that answer other questions too, by question."""
        found = {q.id: {o.id: o.implied for o in q.options if o.implied} for q in self.questions.values()}
        return {question: options for question, options in found.items() if options}

    @cached_property
    def _zones(self) -> Mapping[str, str]:
        return {code: region.zone for code, region in self.regions.items()}

    @cached_property
    def groups(self) -> frozenset[str]:
        """The classes that the tree concludes."""
        return frozenset(
            node.group for branch in self.tree.values() for node, _ in nodes(branch) if node.group
        )

    @cached_property
    def timezones(self) -> Mapping[str, str]:
        """The time zone of each region."""
        return {code: region.timezone for code, region in self.regions.items()}

    @cached_property
    def modifiers(self) -> Sieve[Adjustment]:
        """The modifiers, ready to be looked through."""
        return Sieve(self.adjustments)

    @cached_property
    def promises(self) -> Sieve[Invariant]:
        """The invariants, ready to be looked through."""
        return Sieve(self.invariants)

    @property
    def conditions(self) -> tuple[Condition, ...]:
        """Every condition of the modifiers, the invariants and the programmes."""
        programmes = self.programmes.values()
        own = (condition for p in programmes for condition in (*p.variants, *p.elsewhere))
        return (*self.adjustments, *self.invariants, *own)

    @cached_property
    def opposed(self) -> Sieve[Condition]:
        """The answers that do not go together, ready to be looked through."""
        ways = ({key: (value,) for key, value in pair.items()} for pair in self.contradictions)
        return Sieve(tuple(Condition(when=way) for way in ways))

    @cached_property
    def renamed(self) -> Renames:
        """What the answers given before an edit are called today."""
        return renames(self.renames)

    @cached_property
    def adjusting(self) -> frozenset[str]:
        """The questions that the tree does not ask itself, by id."""
        return frozenset(question.id for question in self.questions.values() if question.asked_if)

    @cached_property
    def _ways(self) -> tuple[Sieve[AskedIf], Mapping[int, str]]:
        """Every alternative under which an adjusting question makes sense, and whose each one is."""
        asked = {id(way): question.id for question in self.questions.values() for way in question.asked_if}
        return Sieve(tuple(way for q in self.questions.values() for way in q.asked_if)), asked

    def raised(self, facts: Facts, proposed: frozenset[str]) -> tuple[str, ...]:
        """Return the adjusting questions that make sense, in order, for what the tree proposed (ids)."""
        ways, asked = self._ways
        key = ways.met(facts), proposed
        if key not in self._raised:
            raising = (asked[id(way)] for way in ways.holding(facts) if way.concerns(proposed))
            self._raised[key] = tuple(dict.fromkeys(raising))
        return self._raised[key]

    @cached_property
    def _raised(self) -> dict[tuple[int, frozenset[str]], tuple[str, ...]]:
        """What was found to be raised: few sets of conditions hold, few sets of programmes are proposed."""
        return {}

    def effective(self, answers: Facts) -> dict[str, str]:
        """Return the answers with what they imply and the zone of the region.

        What was said outright wins over what another answer implies; what is no question is left out.
        """
        facts = {question: value for question, value in answers.items() if question in self.questions}
        for question, options in self._implying.items():
            implied = options.get(facts.get(question, ""), {})
            facts.update(
                {key: said for key, said in implied.items() if key == question or key not in answers}
            )
        zone = self._zones.get(facts.get("region", ""))
        if zone:
            facts["zone"] = zone
        return facts

    def shown(self, facts: tuple[str, ...], region: str | None) -> tuple[str, ...]:
        """Keep the facts (numbers) that may be shown in a region."""
        return tuple(fact for fact in facts if self.sources.facts[fact].concerns(region))

    @cached_property
    def _regional(self) -> tuple[Option, ...]:
        """The regions as options, by name."""
        return tuple(
            Option(id=r.code, label=r.name, phrase=r.within, synonyms=r.spellings)
            for r in sorted(self.regions.values(), key=lambda r: unicodedata.normalize("NFKD", r.name))
        )

    @cached_property
    def _departmental(self) -> Mapping[str, tuple[Option, ...]]:
        """The departments of each region as options."""
        return {
            region.code: tuple(
                Option(id=code, label=name, phrase=f"{name} ({code})")
                for code, name in region.departments.items()
            )
            for region in self.regions.values()
        }

    def choices(self, question: str, answers: Facts) -> tuple[Option, ...]:
        """Return the options of a question as they stand after some answers.

        Those of `region` are the regions, by name; those of `departement` belong to the answered region.
        """
        own: tuple[Option, ...] = ()
        if question == "region":
            own = self._regional
        elif question == "departement":
            own = self._departmental.get(answers.get("region", ""), ())
        return own + self.questions[question].options

    def offers(self, question: str, value: str, answers: Facts) -> bool:
        """Tell whether an answer is among the options of a question as they stand after some answers."""
        if question == "departement":
            return any(option.id == value for option in self.choices(question, answers))
        return value in self._offered[question]

    @cached_property
    def _offered(self) -> Mapping[str, frozenset[str]]:
        return {name: frozenset(option.id for option in self.choices(name, {})) for name in self.questions}
