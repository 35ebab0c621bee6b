"""What a message asks of a programme beside its answers: « le DLA est payant ? On est une asso »."""

from collections.abc import Callable, Mapping

from dialogs.calling import named
from dialogs.clauses import clauses
from dialogs.events import noticed
from dialogs.inquiring import asked_of
from dialogs.pages.current import Outcome, with_session
from dialogs.pages.parts import cost
from dialogs.pages.reading import claimed, due
from dialogs.text import Text, bold, joined
from dialogs.turn import Turn

_SHORTLY: Mapping[str, Callable[[Turn, str], Text]] = {
    "prix": cost,
    "duree": lambda turn, name: claimed(turn, "duree", turn.knowledge.programmes[name].duration),
    "eligibilite": lambda turn, name: claimed(turn, "pour_qui", turn.knowledge.programmes[name].audience),
    "echeances": lambda turn, name: due(turn, name)[0],
}
"""What is asked that one line answers, above the question that comes next."""


def besides(turn: Turn, outcome: Outcome, text: str) -> Outcome:
    """Answer in a line, above the page, what a message asks of a programme beside its answers."""
    session, replies = outcome
    after = with_session(turn, session)
    told = list(dict.fromkeys(_answers(after, text)))
    return (session, noticed(joined(told, "\n\n"), replies)) if told else outcome


def _answers(turn: Turn, text: str) -> list[Text]:
    return [
        joined([bold(turn.knowledge.programmes[name].short), _SHORTLY[act](turn, name)])
        for act, name in _asked(turn, text)
        if turn.orientation is None or turn.orientation.principal.programme != name
    ]


def _asked(turn: Turn, text: str) -> list[tuple[str, str]]:
    """Return what is asked, and of which programme, in the clauses that ask of one."""
    found: list[tuple[str, str]] = []
    for clause in clauses(turn.knowledge, text) if "?" in text else ():  # they take as long as the rest
        said = " ".join(clause.said)
        name = named(turn, said) if clause.questioned else None
        if name and (act := asked_of(turn, said)) in _SHORTLY:
            found.append((act, name))
    return found
