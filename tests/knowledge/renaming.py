"""A whole content in which options and questions bear other names, with the renames that tell so."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from knowledge.content import Knowledge
from knowledge.entry import UNKNOWN
from knowledge.load import SHIPPED
from knowledge.questions import DEPARTMENT, LEGAL, NEED, REGION, STAGE, STATUS
from knowledge.reader import read

NEEDED = {STATUS, LEGAL, NEED, STAGE, REGION, DEPARTMENT}
"""Questions without which nothing works: their names are those of the code."""


@dataclass(frozen=True)
class Renaming:
    """What each question, and each answer to it, is called after the edit."""

    questions: Mapping[str, str]
    answers: Mapping[tuple[str, str], str]

    def question(self, name: str) -> str:
        """Return the name of a question after the edit."""
        return self.questions.get(name, name)

    def value(self, question: str, value: Any) -> Any:
        """Return the name of an answer, or of each of a list of them, after the edit."""
        if isinstance(value, list):
            return [self.value(question, each) for each in value]
        return self.answers.get((question, value), value)

    def facts(self, facts: Mapping[str, Any]) -> dict[str, Any]:
        """Return answers, one or several a question, as an editor writes them after the edit."""
        return {self.question(question): self.value(question, value) for question, value in facts.items()}

    def written(self, data: Any, asked: str = "") -> Any:
        """Return the data of a file after the edit; `asked` is the question of the node above."""
        if isinstance(data, list):
            return [self.written(part, asked) for part in data]
        if not isinstance(data, dict):
            return data
        if "autre_chose" in data:
            return {**data, "questions": self._examples(data["questions"])}
        own = data.get("question", asked)
        return {key: self._value(key, value, asked if key == "si" else own) for key, value in data.items()}

    def _value(self, key: str, value: Any, asked: str) -> Any:
        match key, value:
            case "question", _:
                return self.question(value)
            case "contradictions", list():
                return [self.facts(pair) for pair in value]
            case "quand" | "vaut" | "si" | "sauf", dict():
                return self.facts(value)
            case "id" | "defaut" | "sans_effet" | "si", str() | list():
                return self.value(asked, value)
            case "suppose", _:
                return self.value(NEED, value)
            case _:
                return self.written(value, asked)

    def _examples(self, questions: Mapping[str, Mapping[str, str]]) -> dict[str, dict[str, str]]:
        """Return the sentences of `exemples.yaml`, by question and answer."""
        return {
            self.question(question): {self.value(question, answer): said for answer, said in answers.items()}
            for question, answers in questions.items()
        }

    def renames(self) -> list[dict[str, str]]:
        """Return the entries of `renommages.yaml`, the answers under the old names of their questions."""
        answers = [
            {"question": question, "ancien": old, "nouveau": new}
            for (question, old), new in self.answers.items()
        ]
        moved = [{"ancienne_question": old, "nouvelle_question": new} for old, new in self.questions.items()]
        return answers + moved

    def write(self, root: Path) -> None:
        """Write the shipped content as it is after the edit."""
        for path in SHIPPED.rglob("*.yaml"):
            name = path.relative_to(SHIPPED)
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            data = self.written(read(path, str(name)).data)
            _dump(root / name, data)
        _dump(root / "renommages.yaml", self.renames())


def everything(knowledge: Knowledge) -> Renaming:
    """Rename every question that may be, and every option; « je ne sais pas » is the same everywhere."""
    return Renaming(
        {question: f"{question[:19]}_neuf" for question in knowledge.questions if question not in NEEDED},
        {
            (question.id, option.id): f"{option.id[:19]}_neuf"
            for question in knowledge.questions.values()
            for option in question.options
            if option.id != UNKNOWN and question.id != REGION
        },
    )


def _dump(path: Path, data: Any) -> None:
    path.write_text(yaml.safe_dump(data, allow_unicode=True, sort_keys=False, width=1000), encoding="utf-8")
