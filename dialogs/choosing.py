"""The answers just offered, and what is written to take one: a number, « oui », a name."""

from collections.abc import Sequence

from dialogs.courtesy import plain, unwrapped
from dialogs.events import Answer, Message, Tap
from dialogs.lexicon import lexicon
from dialogs.turn import Turn
from dialogs.understanding import Understood, understand
from dialogs.words import Words, fold, words
from knowledge.questions import STAFF

_AROUND = frozenset(
    {"votre", "mon", "ma", "notre", "le", "la", "l", "de", "changer", "modifier", "corriger", "change"}
    | {"je", "j", "veux", "voudrais", "peux", "souhaite"}
)
"""What stands around the name of an answer to change."""


def offered(turn: Turn) -> tuple[Answer, ...]:
    """Return the answers just offered."""
    return tuple(Answer(question, value) for question, value in turn.session.choices)


def changes(turn: Turn, choices: tuple[Answer, ...]) -> bool:
    """Tell whether one answer is offered in the place of that of before, which comes last."""
    return len(choices) == 2 and choices[0].question == choices[1].question and known(turn, choices[1])


def known(turn: Turn, answer: Answer) -> bool:
    """Tell whether an answer was given already."""
    return turn.answers.get(answer.question) == answer.value


def picked(turn: Turn, text: str) -> Answer | None:
    """Read which of the answers just offered is taken."""
    choices = offered(turn)
    if not choices:
        return None
    counted = choices[0].question == STAFF and not changes(turn, choices)
    by_rank = None if counted else ranked(choices, text)  # « 3 » is how many employees there are
    return by_rank or _agreed(turn, choices, text) or _named(turn, choices, text)


def ranked(choices: Sequence[Answer], text: str) -> Answer | None:
    """Read the number of an answer."""
    number = fold(text)
    return choices[int(number) - 1] if number.isdigit() and 1 <= int(number) <= len(choices) else None


def _agreed(turn: Turn, choices: tuple[Answer, ...], text: str) -> Answer | None:
    """Read « oui » to the only answer, « oui » or « non » to a change."""
    said, lists = words(text), lexicon(turn.knowledge).lists
    if changes(turn, choices):
        return next((c for c, word in zip(choices, ("oui", "non"), strict=True) if said in lists[word]), None)
    return choices[0] if len(choices) == 1 and said in lists["oui"] else None


def _named(turn: Turn, choices: tuple[Answer, ...], text: str) -> Answer | None:
    """Read the words of an answer, which say nothing else."""
    meaning = understand(turn.knowledge, choices[0].question, turn.answers, text)
    return next((choice for choice in choices if meaning == Understood(choice)), None)


def declined(turn: Turn, text: str) -> bool:
    """Read « autre chose » or « non » to all of them."""
    other = lexicon(turn.knowledge).intentions.get(words(text)) == "reprendre"
    return bool(turn.session.choices) and (other or refuses(turn, text))


def refuses(turn: Turn, text: str) -> bool:
    """Tell « non »."""
    return words(text) in lexicon(turn.knowledge).lists["non"]


def agrees(turn: Turn, text: str) -> bool:
    """Tell « oui » to several answers, which takes none of them."""
    return bool(turn.session.choices) and words(text) in lexicon(turn.knowledge).lists["oui"]


def labelled(turn: Turn, page: Message, text: str) -> Tap | None:
    """Return what the button of a page does whose label is typed, whatever the politeness around it."""
    vocabulary = lexicon(turn.knowledge)
    said, bare = words(text), plain(vocabulary, unwrapped(vocabulary, text)[1])
    buttons = (button for row in page.rows for button in row)
    return next((button.event for button in buttons if words(button.label) in {said, bare}), None)


def agreeable(turn: Turn, text: str) -> bool:
    """Tell « ok », « d'accord », and « oui » where nothing is asked."""
    vocabulary = lexicon(turn.knowledge)
    said = plain(vocabulary, words(text))
    agreed = turn.question is None and said in vocabulary.lists["oui"]
    return agreed or said in vocabulary.lists["politesse"]


def renamed(turn: Turn, text: str) -> str | None:
    """Return the question whose answer is to be changed, named as its button is: « votre besoin »."""
    said = words(text)
    bare = _bare(said)
    names = ((question, turn.knowledge.questions[question].name) for question in turn.answers)
    return next((q for q, name in names if bare != said and bare == _bare(words(name))), None)


def _bare(said: Words) -> Words:
    return tuple(word for word in said if word not in _AROUND)
