"""The labels of options, written at any question: a whole one answers its own, a word of one is asked."""

from collections.abc import Mapping

from dialogs.events import Answer
from dialogs.lexicon import Lexicon, lexicon
from dialogs.words import Words, words
from knowledge.content import Knowledge
from knowledge.derived import derived
from knowledge.entry import UNKNOWN
from knowledge.questions import PLACES, STATUS

LONG = 5
"""Letters of a word that tells which label it is of."""
_IT_IS = (("c", "est"), ("c",))


def exact(knowledge: Knowledge, said: Words) -> tuple[Answer | None, bool]:
    """Read a message that is an answer to one question, whichever is on screen; tell whether it is sure.

    A status, or a whole label: « activité installée ». « C'est installé », a word of one, is not sure.
    """
    known = lexicon(knowledge)
    if status := known.whole[STATUS].get(said, ()):
        only = len(status) == 1 and status[0] != UNKNOWN
        return Answer(STATUS, status[0]) if only else None, only
    labels = _labels(knowledge)
    if said in labels:
        return labels[said], True
    bare = next((said[len(it) :] for it in _IT_IS if said[: len(it)] == it), said)
    return (_worded(known, labels, bare[0]) if len(bare) == 1 else None), False


def _worded(known: Lexicon, labels: Mapping[Words, Answer | None], word: str) -> Answer | None:
    """Return the only answer that a word says, if its label has it: « installé », « installée »."""
    saying = [
        Answer(question, value)
        for question in known.whole
        for value in known.whole[question].get((word,), ())
    ]
    if len(saying) != 1 or len(word) < LONG:
        return None
    forms = {word, f"{word}e"}
    held = any(answer == saying[0] and not forms.isdisjoint(label) for label, answer in labels.items())
    return saying[0] if held else None


@derived
def _labels(knowledge: Knowledge) -> Mapping[Words, Answer | None]:
    """Return the answer of each label of several words; None: several questions have it."""
    found: dict[Words, Answer | None] = {}
    for question in knowledge.questions.values():
        if question.id in PLACES:
            continue
        for option in question.options:
            for label in {words(option.label), words(option.phrase)}:
                if len(label) > 1 and option.id != UNKNOWN:
                    answer = Answer(question.id, option.id)
                    found[label] = answer if found.get(label, answer) == answer else None
    return found
