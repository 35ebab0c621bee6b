"""The renames of `renommages.yaml`: what an answer given before an edit is called today."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Annotated, TypeVar

from pydantic import Discriminator, Field, Tag

from knowledge.entry import Entry, Facts, Id, Value

Name = TypeVar("Name", str, tuple[str, str])
_QUESTIONS = {"ancienne_question", "nouvelle_question"}


class OptionRename(Entry):
    """An option of a question bears another id, or was merged into another option."""

    question: Id
    old: Value = Field(alias="ancien")
    new: Value = Field(alias="nouveau")


class QuestionRename(Entry):
    """A question bears another id, or was merged into another question."""

    old: Id = Field(alias="ancienne_question")
    new: Id = Field(alias="nouvelle_question")


def _kind(written: object) -> str:
    return "question" if isinstance(written, dict) and _QUESTIONS & written.keys() else "option"


Rename = Annotated[
    Annotated[OptionRename, Tag("option")] | Annotated[QuestionRename, Tag("question")], Discriminator(_kind)
]


def followed(moves: Mapping[Name, Name], name: Name) -> Name:
    """Follow a name from move to move, up to its last one; a circle is left before it closes."""
    seen = {name}
    while name in moves and moves[name] not in seen:
        name = moves[name]
        seen.add(name)
    return name


@dataclass(frozen=True)
class Renames:
    """The moves of the questions, and those of the answers, whose questions bear the name of today."""

    questions: Mapping[str, str]
    answers: Mapping[tuple[str, str], tuple[str, str]]

    def question(self, name: str) -> str:
        """Return what a question is called today."""
        return followed(self.questions, name)

    def answer(self, question: str, value: str) -> tuple[str, str]:
        """Return what an answer is called today: question, option."""
        return followed(self.answers, (self.question(question), value))

    def today(self, answers: Facts) -> dict[str, str]:
        """Return answers as they are called today, in their order.

        Of two questions that became one, the answer given under the name of today is kept.
        """
        told: dict[str, str] = {}
        for question, value in answers.items():
            name, today = self.answer(question, value)
            if name == question or name not in answers:
                told[name] = today
        return told


def renames(entries: Iterable[OptionRename | QuestionRename]) -> Renames:
    """Return the moves that entries tell; an entry may name a question as it was called then."""
    listed = tuple(entries)
    questions = {entry.old: entry.new for entry in listed if isinstance(entry, QuestionRename)}
    answers = {
        (name, entry.old): (name, entry.new)
        for entry in listed
        if isinstance(entry, OptionRename)
        for name in (followed(questions, entry.question),)
    }
    return Renames(questions, answers)
