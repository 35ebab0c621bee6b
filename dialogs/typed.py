"""What the button does whose label is typed."""

from dialogs.choosing import labelled, plainly
from dialogs.events import Answer, Dates, Tap
from dialogs.lexicon import lexicon
from dialogs.pages.asking import refine_page, refining
from dialogs.pages.current import beyond, page
from dialogs.turn import Turn
from dialogs.words import Words, words
from knowledge.content import Knowledge
from knowledge.derived import derived


def pressed(turn: Turn, text: str) -> Tap | None:
    """Return what the button does whose label is typed: of the page, or of those that refine the result."""
    if turn.session.supposed and _takes(turn, text):
        return Answer(*turn.session.supposed)
    if turn.question and not beyond(turn) and (not turn.doubtful or turn.session.aside):
        return None
    if (tap := labelled(turn, page(turn), text)) or turn.asked:
        return tap
    forms = {words(text), plainly(turn, text)}
    if forms & _agenda(turn) and turn.orientation:
        return Dates(turn.session.about or turn.orientation.principal.programme)
    if forms.isdisjoint(_refining(turn.knowledge)) or not turn.refinements:
        return None  # what refines the result takes as long to find as two turns
    return labelled(turn, refine_page(turn), text)


def _takes(turn: Turn, text: str) -> bool:
    """Tell « prends cette réponse », after what was supposed: its button may be typed."""
    said = plainly(turn, text)
    label = words(turn.label("bouton_prendre_reponse"))
    return said == label or said in lexicon(turn.knowledge).lists["prendre"]


@derived
def _refining(knowledge: Knowledge) -> frozenset[Words]:
    """Return the labels of all that may refine a result."""
    return frozenset(words(refining(question)) for question in knowledge.questions.values())


def _agenda(turn: Turn) -> set[Words]:
    """Return how the button that keeps the dates is typed: whole, or its last word."""
    label = words(turn.label("bouton_agenda"))
    return {label, label[-1:]}
