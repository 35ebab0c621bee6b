"""What is asked of a programme that is named, under a result or before."""

from dialogs.calling import absent, headed, hinted, named, naming
from dialogs.choosing import plainly
from dialogs.clauses import asks, clauses
from dialogs.events import Define, Do
from dialogs.frequent import frequent, here_or_not
from dialogs.lexicon import HAVE, lexicon
from dialogs.locating import reached
from dialogs.pages.current import Outcome, noted
from dialogs.pages.partly import brief_page
from dialogs.pages.reading import absent_text, question_help
from dialogs.showing import ABOUT, OF_ITSELF, defined
from dialogs.titles import alone, listed, meant, terms_in, without_names, wondered
from dialogs.turn import Turn
from dialogs.words import Words, words

_SAID_BESIDE = frozenset({None, "autres", "reprendre", "details", "prix", "echeances", "eligibilite"})
"""What a message that sets a programme aside may be taken for."""
_OF_THE_RESULT = frozenset({"autres", "appels"})
"""What is never asked of the programme shown last."""
_OF_THE_QUESTION = frozenset({"pourquoi", "humain", "preparation"})
"""What is not asked of a programme whose word was defined above a question, which is still on screen."""
SHORT = 9
"""Words of a message in which a programme that is named is asked about."""


def inquired(turn: Turn, event: Do | Define | None, text: str) -> Outcome | None:
    """Show the page that a message asks of the programme that it names; `event`: what it is known to ask.

    Without a name, it is about the programme shown last, until the person goes back to the result. Of two
    words that a message puts side by side, both are defined, as is one that stands alone.
    """
    if isinstance(event, Define):
        return _defined(turn, event.term, text)
    act = _meant(turn, event.act if event else None, text)
    if act and (there := reached(turn, act, text)):
        return there
    if told := frequent(turn, act) or here_or_not(turn, act, text):
        return told
    aside = _set_aside(turn, act, text) if turn.question is None else None
    if aside:
        return turn.session, (ABOUT["autres"](turn, aside),)
    asked = _asked_page(turn, act, text) or _general(turn, act)
    if asked:
        return asked
    term = (alone(turn.knowledge, text) or wondered(turn.knowledge, text)) if act is None else None
    return defined(turn, term) if term else None


def _meant(turn: Turn, act: str | None, text: str) -> str | None:
    """Return what is asked: « comment faire », once there is a result, is how to ask for its support.

    « C'est trop cher » asks for its price, and whom to tell so.
    """
    if turn.question:
        return act
    said, lists = plainly(turn, text), lexicon(turn.knowledge).lists
    acts = {"quoi_faire": "preparation", "trop_cher": "prix"}
    return next((meant for name, meant in acts.items() if said in lists[name]), act)


def _defined(turn: Turn, term: str, text: str) -> Outcome | None:
    """Say what two words mean; show a programme that is asked about by no word of the glossary."""
    compared = listed(turn.knowledge, text)
    if term in compared:
        return defined(turn, *compared)
    if term:
        return None
    programme = named(turn, text) or hinted(turn, text)
    away = () if programme else headed(turn, text)
    if programme:
        return turn.session.showing(programme), (ABOUT["details"](turn, programme),)
    return (turn.session, (noted(turn, absent_text(turn, away)),)) if away else None


def _asked_page(turn: Turn, act: str | None, text: str) -> Outcome | None:
    """Return the page of a programme that is named; of one of another region, that it is not here."""
    if (act is not None and act not in ABOUT) or (act == "autres" and turn.question):
        return None
    programme = named(turn, text) or (hinted(turn, text) if turn.orientation else None)
    away = () if programme else absent(turn, text)
    if not (programme or away):
        return _of_a_family(turn, act, text) or _of_the_last(turn, act)
    if act is None and not _wondering(turn, programme, text):
        return None
    if programme is None:
        return turn.session, (noted(turn, absent_text(turn, away)),)
    what = act or asked_of(turn, text)
    if what == "details" and turn.orientation and not turn.orientation.suggestion(programme):
        return turn.session.showing(programme), (brief_page(turn, programme),)
    return turn.session.showing(programme), (ABOUT[what](turn, programme),)


def _of_a_family(turn: Turn, act: str | None, text: str) -> Outcome | None:
    """Say what a name of several programmes means: « MPESS, c'est encore ouvert ? »."""
    terms = terms_in(turn.knowledge, words(text)) if act else []
    several = [term for term in terms if len([*meant(turn.knowledge, turn.knowledge.glossary[term])]) > 1]
    return defined(turn, several[0]) if len(terms) == 1 and several else None


def _of_the_last(turn: Turn, act: str | None) -> Outcome | None:
    """Return what is asked of the programme shown last, while it is still known where the person is."""
    last = turn.knowledge.programmes.get(turn.session.about or "")
    if not turn.session.aside and act in _OF_THE_QUESTION:
        return None
    if (
        last is None
        or act is None
        or act in _OF_THE_RESULT
        or (turn.region and not last.exists_in(turn.region))
    ):
        return None
    return turn.session.showing(last.id), (OF_ITSELF[act](turn, last.id),)


def _general(turn: Turn, act: str | None) -> Outcome | None:
    """Say why this question is asked, or why there is this result, and how to ask for its support."""
    if act == "pourquoi" and turn.asked:
        return turn.session, (noted(turn, question_help(turn)),)
    if turn.asked or turn.orientation is None or act not in {"pourquoi", "preparation", "prix"}:
        return None
    return turn.session, (OF_ITSELF[act](turn, turn.orientation.principal.programme),)


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
    """Tell whether a message that says nothing else asks about a programme: « et l'ESUS ? ».

    Before the result, only a question does.
    """
    heard = clauses(turn.knowledge, text)
    if turn.orientation is None:
        return any(clause.questioned for clause in heard)
    held = programme and turn.orientation.suggestion(programme) and named(turn, text)
    asking = any(clause.questioned or asks(lexicon(turn.knowledge), clause.said) for clause in heard)
    return bool(held) or asking or sum(len(clause.said) for clause in heard) <= SHORT


def asked_of(turn: Turn, text: str) -> str:
    """Return what is asked: « et les dates de l'incubateur ? »; the whole page when nothing is."""
    known = lexicon(turn.knowledge)
    naming_it = naming(turn, text)
    said = known.bare(_without(plainly(turn, text), naming_it[0] if naming_it else ()))
    sizes = known.wanted_sizes
    runs = (
        said[at : at + size] for at, word in enumerate(said) for size in sizes.get(word, ()) if word in sizes
    )
    found = sorted((len(run), known.wanted[run]) for run in runs if known.wanted.get(run) in ABOUT)
    return found[-1][1] if found else _lonely(turn, text, said)


def _lonely(turn: Turn, text: str, said: Words) -> str:
    """Return what a word asks that is alone beside a name: « combien l'adhésion »."""
    programme = turn.knowledge.programmes.get(named(turn, text) or hinted(turn, text) or "")
    rest = {*without_names(turn.knowledge, said[1:])} - lexicon(turn.knowledge).hollow
    act = lexicon(turn.knowledge).intentions.get(said[:1], "")
    return act if programme and act in ABOUT and rest <= {*words(programme.short)} else "details"


def _without(said: Words, run: Words) -> Words:
    """Return words without those that name a programme: « le prix Cognacq-Jay » asks no price."""
    size = len(run)
    at = next((at for at in range(len(said) - size + 1) if run and said[at : at + size] == run), len(said))
    return (*said[:at], *said[at + size :])
