"""What the button does whose label is typed."""

from dialogs.choosing import labelled, plainly
from dialogs.events import Dates, Tap
from dialogs.pages.asking import refine_page
from dialogs.pages.current import beyond, page
from dialogs.turn import Turn
from dialogs.words import Words, words


def pressed(turn: Turn, text: str) -> Tap | None:
    """Return what the button does whose label is typed: of the page, or of those that refine the result."""
    if turn.question and not beyond(turn) and (not turn.doubtful or turn.session.aside):
        return None
    if turn.orientation and not turn.asked and {words(text), plainly(turn, text)} & _agenda(turn):
        return Dates(turn.session.about or turn.orientation.principal.programme)
    refined = None if turn.asked or not turn.refinements else labelled(turn, refine_page(turn), text)
    return labelled(turn, page(turn), text) or refined


def _agenda(turn: Turn) -> set[Words]:
    """Return how the button that keeps the dates is typed: whole, or its last word."""
    label = words(turn.label("bouton_agenda"))
    return {label, label[-1:]}
