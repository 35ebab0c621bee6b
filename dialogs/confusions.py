"""Words of the content that are not understood as their editor meant: each one is read back."""

from collections.abc import Iterator

from dialogs.events import Answer, Answers, Do
from dialogs.understanding import Meaning, Understood, Unsure, understand
from knowledge.content import Knowledge
from knowledge.entry import UNKNOWN


def confusions(knowledge: Knowledge) -> Iterator[str]:
    """Say, in French, which labels and synonyms mean something else when their question is on screen.

    An intention that wins over a synonym, two options with one word, a town that hides an answer: all show
    here, because the words are read exactly as those of a person would be.
    """
    for question in knowledge.questions.values():
        for option in question.options:
            for said in (option.label, *option.synonyms):
                meaning = understand(knowledge, question.id, {}, said)
                if not _meant(meaning, question.id, option.id):
                    yield (
                        f"questions.yaml : « {said} » ({question.id}, {option.id}) est compris comme "
                        f"{_told(meaning)} ; changez ce mot, ou retirez-le"
                    )


def _meant(meaning: Meaning, question: str, value: str) -> bool:
    if isinstance(meaning, Unsure):
        return False
    event = meaning.event if isinstance(meaning, Understood) else None
    given = event.answers if isinstance(event, Answers) else (event,)
    return Answer(question, value) in given or (value != UNKNOWN and event == Do("ailleurs"))


def _told(meaning: Meaning) -> str:
    if isinstance(meaning, Unsure):
        return " ou ".join(f"{choice.question} {choice.value}" for choice in meaning.choices)
    event = meaning.event if isinstance(meaning, Understood) else None
    if event is None:
        return "rien"
    given = event.answers if isinstance(event, Answers) else (event,)
    return ", ".join(f"{a.question} {a.value}" if isinstance(a, Answer) else "une demande" for a in given)
