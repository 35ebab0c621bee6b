"""Where things are written: the file and the path of what an orientation rests on."""

from dataclasses import dataclass

from knowledge.content import Knowledge
from knowledge.soundness import places
from knowledge.tree import Node

Path_ = tuple[str | int, ...]
ADJUSTMENTS, CALLS, QUESTIONS, REASONS = "ajustements.yaml", "appels.yaml", "questions.yaml", "motifs.yaml"


@dataclass(frozen=True)
class Place:
    """A value in the content as it is now, or as it was before when it is no longer there."""

    file: str
    path: Path_ = ()
    now: bool = True


def node_place(knowledge: Knowledge, node: Node, *keys: str, now: bool = True) -> Place:
    """Return the place of a node, or of a key in it."""
    file, path = places(knowledge)[id(node)]
    return Place(file, (*path, *keys), now)


def programme_place(programme: str, *path: str | int, now: bool = True) -> Place:
    """Return the place of a value of a programme."""
    return Place(f"dispositifs/{programme}.yaml", path, now)


def region_place(region: str, *path: str | int, now: bool = True) -> Place:
    """Return the place of a value of a region."""
    return Place(f"regions/{region}.yaml", path, now)


def question_place(knowledge: Knowledge, question: str, *path: str | int, now: bool = True) -> Place:
    """Return the place of a question, or of a value of it."""
    return Place(QUESTIONS, (list(knowledge.questions).index(question), *path), now)


def modifier_place(knowledge: Knowledge, name: str, *path: str | int, now: bool = True) -> Place:
    """Return the place of a modifier, or of a value of it."""
    rank = [adjustment.id for adjustment in knowledge.adjustments].index(name)
    return Place(ADJUSTMENTS, ("ajustements", rank, *path), now)


def modifiers_place(*path: str | int) -> Place:
    """Return the place of what stands beside the modifiers."""
    return Place(ADJUSTMENTS, path)


def call_place(before: Knowledge, after: Knowledge, programme: str) -> Place:
    """Return the first call of a programme that is new or changed, else the first that is gone."""
    rank = _other(before, after, programme)
    if rank is not None:
        return Place(CALLS, (rank,))
    return Place(CALLS, (_other(after, before, programme) or 0,), now=False)


def _other(there: Knowledge, here: Knowledge, programme: str) -> int | None:
    """Return the rank of the first call of a programme that is only in one of two contents."""
    ranked = enumerate(here.calls)
    return next((rank for rank, c in ranked if c.programme == programme and c not in there.calls), None)
