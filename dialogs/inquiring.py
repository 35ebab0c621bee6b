"""What is asked of a programme that is named, under a result or before."""

from dialogs.calling import absent, alone, hinted, listed, named
from dialogs.choosing import plainly
from dialogs.clauses import asks, clauses
from dialogs.events import Define, Do, Message
from dialogs.lexicon import HAVE, Lexicon, lexicon
from dialogs.locating import reached
from dialogs.pages.current import Outcome, noted
from dialogs.pages.reading import absent_text
from dialogs.showing import ABOUT, defined
from dialogs.turn import Turn
from dialogs.words import Words, words

_SAID_BESIDE = frozenset({None, "autres", "reprendre", "details", "prix", "echeances", "eligibilite"})
"""What a message that sets a programme aside may be taken for."""
SHORT = 9
"""Words of a message in which a programme that is named is asked about."""


def inquired(turn: Turn, event: Do | Define | None, text: str) -> Outcome | None:
    """Show the page that a message asks of the programme that it names; `event`: what it is known to ask.

    Of two words that it puts side by side, both are defined, as is one that stands alone.
    """
    if isinstance(event, Define):
        compared = listed(turn.knowledge, text)
        return defined(turn, *compared) if event.term in compared else None
    act = event.act if event else None
    if act == "humain" and (there := reached(turn, text)):
        return there
    aside = _set_aside(turn, act, text) if turn.question is None else None
    page = ABOUT["autres"](turn, aside) if aside else _asked_page(turn, act, text)
    term = alone(turn.knowledge, text) if act is None and page is None else None
    return (turn.session, (page,)) if page else defined(turn, term) if term else None


def _asked_page(turn: Turn, act: str | None, text: str) -> Message | None:
    """Return the page of a programme that is named; of one of another region, that it is not here."""
    if (act is not None and act not in ABOUT) or (act == "autres" and turn.question):
        return None
    programme = named(turn, text) or (hinted(turn, text) if turn.orientation else None)
    away = () if programme else absent(turn, text)
    if not (programme or away) or (act is None and not _wondering(turn, programme, text)):
        return None
    if programme is None:
        return noted(turn, absent_text(turn, away))
    return ABOUT[act or _asked(lexicon(turn.knowledge), turn, text)](turn, programme)


def _set_aside(turn: Turn, act: str | None, text: str) -> str | None:
    """Return the programme instead of which something else is asked for, in a message about nothing else.

    « On a déjà fait un DLA, autre chose ? »; « autre chose ? » and « ils ont refusé » are about the first one
    of the result. « Déjà fait un DLA : on peut en refaire un ? » asks about it.
    """
    known, said = lexicon(turn.knowledge), plainly(turn, text)
    first = turn.orientation.principal.programme if turn.orientation else None
    if _other(turn, said):
        return first
    programme = named(turn, text) or hinted(turn, text)
    if act not in _SAID_BESIDE or not (known.says("ecartes", said) or known.says("hormis", said)):
        return None
    heard = clauses(turn.knowledge, text)
    asking = [clause.said for clause in heard if clause.questioned or asks(known, clause.said)]
    if any(not known.says("hormis", words) and not _other(turn, words) for words in asking):
        return None
    away = {word for start, end in known.found("ecartes", said) for word in said[start:end]}
    return programme or (first if {*said} <= away | known.hollow | known.empty | HAVE else None)


def _other(turn: Turn, said: Words) -> bool:
    """Tell « autre chose », « d'autres pistes »."""
    act = lexicon(turn.knowledge).intentions.get(said)
    return act == "autres" or said == words(turn.label("bouton_autre_reponse"))


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
