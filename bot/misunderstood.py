"""`statistiques incompris`: what people wrote in vain, with a synonym to paste and what it would change."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from dialogs.likely import likely
from dialogs.repairing import repaired
from dialogs.understanding import understand
from dialogs.words import words
from knowledge.content import Knowledge
from knowledge.reader import read
from storage.misses import Miss

Utterances = Sequence[tuple[str | None, str]]
"""Question on screen and text, of the corpora against which a new synonym is proved."""


@dataclass(frozen=True)
class Proposal:
    """A text with the option whose synonym it could be (None: an editor must choose).

    `changed` are the texts of the corpora that would then be understood otherwise; None when it could not
    be tried.
    """

    miss: Miss
    option: str | None
    changed: tuple[str, ...] | None

    def as_json(self) -> dict[str, object]:
        """Return the proposal in its stable shape."""
        return {
            "question": self.miss.question,
            "texte": self.miss.text,
            "fois": self.miss.times,
            "option": self.option,
            "yaml": self.yaml,
            "verdicts_changes": None if self.changed is None else list(self.changed),
        }

    @property
    def yaml(self) -> str | None:
        """The lines to paste into `questions.yaml`, at the option."""
        return f'- id: {self.option}\n  synonymes: ["{self.miss.text}"]' if self.option else None

    def __str__(self) -> str:
        where = f"à la question « {self.miss.question} »" if self.miss.question else "au résultat"
        lines = [f"« {self.miss.text} », {where}, {self.miss.times} fois"]
        if self.yaml is None:
            return "\n".join([*lines, "  aucune réponse n'est proche : choisissez l'option vous-même"])
        lines += [f"  questions.yaml, question « {self.miss.question} » :"]
        lines += [f"    {line}" for line in self.yaml.splitlines()]
        return "\n".join([*lines, f"  {self._proof()}"])

    def _proof(self) -> str:
        if self.changed is None:
            return "preuve non faite : aucun corpus de phrases"
        if not self.changed:
            return "aucune phrase du corpus ne serait comprise autrement"
        return (
            f"ATTENTION, seraient comprises autrement : {' ; '.join(f'« {text} »' for text in self.changed)}"
        )


def proposals(knowledge: Knowledge, misses: Sequence[Miss], corpus: Utterances) -> Iterator[Proposal]:
    """Yield a proposal for each text that was not understood."""
    for miss in misses:
        option = _nearest(knowledge, miss)
        changed = tuple(_changes(knowledge, miss, option, corpus)) if option and corpus else None
        yield Proposal(miss, option, changed)


def utterances(folder: Path) -> Utterances:
    """Read the texts of the corpora of a folder (`t` and `q` of each entry); nothing when it is missing."""
    found: list[tuple[str | None, str]] = []
    for path in sorted(folder.glob("*.yaml")):
        data = read(path, path.name).data
        if isinstance(data, list):
            found += [(entry.get("q"), entry["t"]) for entry in data if isinstance(entry, dict)]
    return found


def _nearest(knowledge: Knowledge, miss: Miss) -> str | None:
    """Return the likeliest option, when the vocabulary says anything."""
    if miss.question is None or miss.question not in knowledge.questions:
        return None
    scores = likely(knowledge, miss.question, repaired(knowledge, words(miss.text)))
    return scores[0][0] if scores and scores[0][1] > 0 else None


def _changes(knowledge: Knowledge, miss: Miss, option: str, corpus: Utterances) -> Iterator[str]:
    """Yield the other texts that are understood otherwise once the text is a synonym of the option."""
    after = _with_synonym(knowledge, str(miss.question), option, miss.text)
    for question, text in corpus:
        if words(text) == words(miss.text):
            continue
        if understand(knowledge, question, {}, text) != understand(after, question, {}, text):
            yield text


def _with_synonym(knowledge: Knowledge, question: str, value: str, text: str) -> Knowledge:
    asked = knowledge.questions[question]
    options = tuple(
        option.model_copy(update={"synonyms": (*option.synonyms, text)}) if option.id == value else option
        for option in asked.options
    )
    questions = {**knowledge.questions, question: asked.model_copy(update={"options": options})}
    return replace(knowledge, questions=questions)
