"""What the button does whose label is typed."""

from dialogs.choosing import labelled
from dialogs.events import Tap
from dialogs.pages.asking import refine_page
from dialogs.pages.current import page
from dialogs.turn import Turn


def pressed(turn: Turn, text: str) -> Tap | None:
    """Return what the button does whose label is typed: of the page, or of those that refine the result."""
    if turn.question and (not turn.doubtful or turn.session.aside):
        return None
    refined = None if turn.asked or not turn.refinements else labelled(turn, refine_page(turn), text)
    return labelled(turn, page(turn), text) or refined
