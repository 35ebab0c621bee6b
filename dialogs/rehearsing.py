"""The scenarios about words: what people write, and what must be understood of it."""

from collections.abc import Iterator, Mapping

from dialogs.events import Answer, Answers, Define
from dialogs.understanding import Lost, Meaning, Understood, Unsure, understand
from knowledge.content import Knowledge
from knowledge.entry import Facts
from knowledge.expected import Expected
from knowledge.scenarios import Scenario


def misheard(knowledge: Knowledge, scenario: Scenario) -> str | None:
    """Return what is not understood as a scenario says, in French, or None; only those about words count."""
    if scenario.written:
        return _misread(knowledge, scenario.asked, scenario.written, scenario.then or Expected())
    return next(_foreign(knowledge, scenario), None)


def _foreign(knowledge: Knowledge, scenario: Scenario) -> Iterator[str]:
    for question, options in scenario.words.items():
        if question not in knowledge.questions:
            yield f"la question « {question} » n'existe pas"
        for value, text in _each(options):
            meaning = understand(knowledge, question, {}, text)
            if Answer(question, value) not in answers_of(meaning):
                yield f"« {text} », attendu : {question} {value} — obtenu : {_told(meaning)}"
    for act, text in _each(scenario.wanted):
        yield from filter(None, [_misread(knowledge, None, text, Expected(wanted=act))])
    for term, text in _each(scenario.explained):
        yield from filter(None, [_misread(knowledge, None, text, Expected(explained=term))])


def _each(words: Mapping[str, tuple[str, ...]]) -> Iterator[tuple[str, str]]:
    """Yield each text with what it must mean."""
    return ((meant, text) for meant, texts in words.items() for text in texts)


def _misread(knowledge: Knowledge, question: str | None, text: str, then: Expected) -> str | None:
    meaning = understand(knowledge, question, {}, text)
    expected = _expected(then)
    found = _told(meaning)
    return None if expected == found else f"« {text} », attendu : {expected} — obtenu : {found}"


def answers_of(meaning: Meaning) -> tuple[Answer, ...]:
    """Return the answers that are sure."""
    if isinstance(meaning, Unsure):
        return meaning.sure
    event = meaning.event if isinstance(meaning, Understood) else None
    if isinstance(event, Answers):
        return event.answers
    return (event,) if isinstance(event, Answer) else ()


def _told(meaning: Meaning) -> str:
    """Write a meaning as what a scenario expects is written."""
    if isinstance(meaning, Lost):
        return "incompris"
    sure = _pairs({answer.question: answer.value for answer in answers_of(meaning)})
    if isinstance(meaning, Unsure):
        asked: dict[str, tuple[str, ...]] = {}
        for choice in meaning.choices:
            asked[choice.question] = (*asked.get(choice.question, ()), choice.value)
        doubts = _pairs({question: " ou ".join(values) for question, values in asked.items()})
        return f"{sure} à confirmer {doubts}".strip()
    if isinstance(meaning.event, Define):
        return f"mot {meaning.event.term}"
    return sure or f"demande {getattr(meaning.event, 'act', '')}"


def _expected(then: Expected) -> str:
    sure = _pairs(then.understood or {})
    if then.doubtful is not None:
        doubts = _pairs({question: " ou ".join(values) for question, values in then.doubtful.items()})
        return f"{sure} à confirmer {doubts}".strip()
    if then.explained:
        return f"mot {then.explained}"
    return f"demande {then.wanted}" if then.wanted else sure or "incompris"


def _pairs(answers: Facts) -> str:
    return ", ".join(f"{question} {value}" for question, value in sorted(answers.items()))
