"""What a sentence was heard to say: the phrases kept, those undone, and the words that no phrase explains."""

from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass, replace

from dialogs.events import Answer
from dialogs.lexicon import ARTICLES
from dialogs.owning import Match
from dialogs.placing import Told
from dialogs.words import Words
from knowledge.entry import UNKNOWN
from knowledge.questions import STATUS

REACH = 3
"""How many words left beside a phrase say something of their own."""
MORE = 4
"""How many words say no more of a structure than where it is."""
_HELD = frozenset({"de", "d", "a"})
_US = frozenset({"on", "nous", "notre", "nos", "je", "j", "moi", "mon", "ma", "mes"})


@dataclass(frozen=True)
class Reading:
    """What a sentence says, the questions about which the person is not sure, and its clauses as heard."""

    matches: tuple[Match, ...]
    doubtful: frozenset[str] = frozenset()
    heard: tuple[tuple[Words, tuple[Match, ...]], ...] = ()
    refused: tuple[tuple[Match, Words, str], ...] = ()
    """The phrases that the words around undo, with these words and why (see `REFUSALS`)."""
    mended: frozenset[str] = frozenset()
    """The words that stand for misspelt ones."""
    placed: frozenset[str] = frozenset()
    """The words that name places, which say nothing else."""
    answered: frozenset[str] = frozenset()
    """The questions that earlier messages answered."""

    def left(self, question: str, *, near: bool = False) -> Words:
        """Return the words that say nothing of other questions; `near`: of the clauses that say it."""
        found: list[str] = []
        for said, matches in self.heard:
            if near and not any(match.answer.question == question for match in matches):
                continue
            own, others = _covered(matches, question)
            found += [word for at, word in enumerate(said) if at in own or at not in others]
        return tuple(found)

    def unplaced(self, said: Iterable[str]) -> Words:
        """Return words without those that name places."""
        return tuple(word for word in said if word not in self.placed)

    def unexplained(self, least: int = REACH, beside: str | None = None) -> Iterator[Words]:
        """Yield, clause by clause, the words that no phrase explains; `least` of them beside a phrase.

        `beside`: only in the clauses that say something of that question.
        """
        for said, matches in self.heard:
            if beside and not any(match.answer.question == beside for match in matches):
                continue
            taken = {at for match in matches for at in range(match.start, match.end)}
            left = tuple(word for at, word in enumerate(said) if at not in taken)
            if len(left) >= (least if matches else min(least, 2)):
                yield left

    def open(self, question: str) -> Words:
        """Return the words that no phrase explains, but those of the clauses about other questions only."""
        return tuple(
            word
            for said, matches in self.heard
            if not matches or any(match.answer.question == question for match in matches)
            for at, word in enumerate(said)
            if not any(match.start <= at < match.end for match in matches)
        )

    def denied(self) -> set[Answer]:
        """Return the answers that the person says not to be hers."""
        return {match.answer for match, _, why in self.refused if why == "negation"}

    def only(self, question: str, small: Set[str]) -> bool:
        """Tell whether a message says an answer to a question and, but for small words, nothing else."""
        if len(self.heard) != 1 or self.refused:
            return False
        said, matches = self.heard[0]
        told = {at for match in matches for at in range(match.start, match.end)}
        return {match.answer.question for match in matches} == {question} and all(
            at in told or word in small for at, word in enumerate(said)
        )

    def vague(self) -> bool:
        """Tell whether all that is said is not to know."""
        return bool(self.matches) and all(match.answer.value == UNKNOWN for match in self.matches)

    def theirs(self) -> set[Words]:
        """Return the clauses that speak of somebody else's structure, or of a former one."""
        own = {said for said, matches in self.heard if any(m.answer.question == STATUS for m in matches)}
        return {said for _, said, why in self.refused if why in {"autrui", "tiers", "passe"}} - own

    def of_others(self) -> set[Answer]:
        """Return what is told of somebody else's structure: « j'aide une asso qui veut grandir »."""
        theirs = self.theirs() if self.refused else ()
        return {
            match.answer
            for said, matches in self.heard
            if said in theirs and "qui" in said and _US.isdisjoint(said[said.index("qui") :])
            for match in matches
            if match.start > said.index("qui")
        }

    def designated(self, heads: Set[str]) -> set[Answer]:
        """Return what is said of a structure told by its town: « la scic de Mulhouse remplit tout ça ».

        It may be somebody else's; « la mairie de Foix », of which no more is said, is one's own.
        """
        return {
            match.answer
            for said, matches in self.heard
            if said[0] in ARTICLES and len(said) > MORE and _US.isdisjoint(said)
            if said[1] in heads and said[2] in _HELD
            for match in matches
        }

    def told(self) -> Told:
        """Return the words of the phrases that say something of the person, and the clauses of others."""
        phrases = ((said, match) for said, found in self.heard for match in found)
        own = frozenset(word for said, match in phrases for word in said[match.start : match.end])
        return Told(own, self.theirs())

    def around(self, question: str) -> Words:
        """Return the words of the clauses that say something of a question."""
        parts = (said for said, found in self.heard if any(m.answer.question == question for m in found))
        return tuple(word for said in parts for word in said)

    def by_question(self) -> dict[str, tuple[str, ...]]:
        """Return the values said, by question, in order and once."""
        found: dict[str, tuple[str, ...]] = {}
        for match in self.matches:
            answer = match.answer
            found[answer.question] = tuple(dict.fromkeys((*found.get(answer.question, ()), answer.value)))
        return found

    def without(self, questions: Set[str], values: Set[str] | None = None) -> "Reading":
        """Return the reading without what it says of some questions, or only without some values."""

        def kept(matches: tuple[Match, ...]) -> tuple[Match, ...]:
            return tuple(
                match
                for match in matches
                if match.answer.question not in questions
                or (values is not None and match.answer.value not in values)
            )

        if not any(match.answer.question in questions for match in self.matches):
            return self
        heard = tuple((said, kept(matches)) for said, matches in self.heard)
        doubtful = self.doubtful - (questions if values is None else set())
        return replace(self, matches=kept(self.matches), doubtful=doubtful, heard=heard)


def _covered(matches: tuple[Match, ...], question: str) -> tuple[set[int], set[int]]:
    """Return the ranks of the words that say something of a question, and of the others."""
    ranks: tuple[set[int], set[int]] = (set(), set())
    for match in matches:
        ranks[match.answer.question != question].update(range(match.start, match.end))
    return ranks
