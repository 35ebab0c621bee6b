"""What must hold of the renames: each leads from a name that is gone to one that is there, by one way."""

from collections.abc import Callable, Collection, Iterable, Iterator

from knowledge.content import Knowledge
from knowledge.issues import Finding, unknown
from knowledge.questions import REGION
from knowledge.renames import Name, OptionRename, QuestionRename, followed

FILE = "renommages.yaml"
QUESTIONS, ANSWERS = ("ancienne_question", "nouvelle_question"), ("ancien", "nouveau")
THERE = "retirez cette ligne, ou l'ancien nom dans questions.yaml"
AROUND = "retirez la ligne qui revient en arrière"
TWICE = "gardez la ligne qui donne le bon nom"
Move = tuple[int, Name, Name]
"""The rank of an entry in the file, the name before and the name after."""


def following(knowledge: Knowledge) -> Iterator[Finding]:
    """Say which renames do not lead from an old name to one of today."""
    listed = tuple(enumerate(knowledge.renames))
    questions = [(rank, entry.old, entry.new) for rank, entry in listed if isinstance(entry, QuestionRename)]
    yield from _moves(questions, QUESTIONS, "la question", lambda _: knowledge.questions)
    answers: list[Move[tuple[str, str]]] = []
    for rank, entry in listed:
        if not isinstance(entry, OptionRename):
            continue
        question = knowledge.renamed.question(entry.question)
        if question in knowledge.questions:
            answers.append((rank, (question, entry.old), (question, entry.new)))
        elif entry.question not in knowledge.renamed.questions:
            yield unknown(FILE, (rank, "question"), "la question", entry.question, knowledge.questions)
    yield from _moves(answers, ANSWERS, "la réponse", lambda name: _values(knowledge, name[0]))


def _values(knowledge: Knowledge, question: str) -> frozenset[str]:
    """List what may be answered to a question, in any region."""
    options = (knowledge.choices(question, {REGION: region}) for region in knowledge.regions)
    return frozenset(option.id for each in options for option in each)


def _moves(
    listed: Iterable[Move[Name]], keys: tuple[str, str], what: str, beside: Callable[[Name], Collection[str]]
) -> Iterator[Finding]:
    """Check moves of one kind; `keys` are those of the two names, `beside` gives the names of today."""
    moves: dict[Name, Name] = {}
    for rank, before, after in listed:
        if before in moves:
            message = f"« {_shown(before)} » est renommé deux fois"
            yield Finding(FILE, (rank, keys[0]), "CB-323", message, TWICE)
        moves.setdefault(before, after)
    for rank, before, after in listed:
        known = beside(before)
        if _shown(before) in known:
            message = f"« {_shown(before)} » est renommé, mais existe encore"
            yield Finding(FILE, (rank, keys[0]), "CB-321", message, THERE)
        elif followed(moves, before) in moves:
            message = f"les renommages de « {_shown(before)} » tournent en rond"
            yield Finding(FILE, (rank, keys[0]), "CB-322", message, AROUND)
        elif after not in moves and _shown(after) not in known:
            yield unknown(FILE, (rank, keys[1]), what, _shown(after), known)


def _shown(name: str | tuple[str, str]) -> str:
    return name if isinstance(name, str) else name[1]
