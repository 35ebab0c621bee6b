"""What is asked of a programme that is named, under a result or before."""

from dialogs.calling import absent, hinted, named
from dialogs.choosing import plainly
from dialogs.clauses import asks, clauses
from dialogs.lexicon import Lexicon, lexicon
from dialogs.pages.current import Outcome, noted
from dialogs.pages.reading import absent_text
from dialogs.showing import ABOUT
from dialogs.turn import Turn

SHORT = 9
"""Words of a message in which a programme that is named is asked about."""


def inquired(turn: Turn, act: str | None, text: str) -> Outcome | None:
    """Show the page that a message asks of the programme that it names; `act`: what it is known to ask."""
    if act is not None and act not in ABOUT:
        return None
    programme = named(turn, text)
    programme = programme or (hinted(turn, text) if turn.orientation else None)
    away = () if programme else absent(turn, text)
    if away and (act or _wondering(turn, None, text)):
        return turn.session, (noted(turn, absent_text(turn, away)),)
    if programme is None or (act is None and not _wondering(turn, programme, text)):
        return None
    what = act or _asked(lexicon(turn.knowledge), turn, text)
    return turn.session, (ABOUT[what](turn, programme),)


def _wondering(turn: Turn, programme: str | None, text: str) -> bool:
    """Tell whether a message that says nothing else asks about a programme: « et l'ESUS ? »."""
    if turn.orientation is None:
        return False
    held = programme and turn.orientation.suggestion(programme) and named(turn, text)
    heard = clauses(turn.knowledge, text)
    asking = any(clause.questioned or asks(lexicon(turn.knowledge), clause.said) for clause in heard)
    return bool(held) or asking or sum(len(clause.said) for clause in heard) <= SHORT


def _asked(known: Lexicon, turn: Turn, text: str) -> str:
    """Return what is asked: « et les dates de l'incubateur ? »; the whole page when nothing is."""
    said = known.bare(plainly(turn, text))
    sizes = known.wanted_sizes
    runs = (
        said[at : at + size] for at, word in enumerate(said) for size in sizes.get(word, ()) if word in sizes
    )
    found = sorted((len(run), known.wanted[run]) for run in runs if known.wanted.get(run) in ABOUT)
    return found[-1][1] if found else "details"
