"""Mutations of the content: small edits that an editor could make by mistake, to see whether anybody notices.

Each kind is one generator over the plain data of the files. Everything is deterministic, nothing is read.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from knowledge.mutations import asking, branches, cards, dates, modifiers, places, texts
from knowledge.mutations.edits import Documents, Edit, Kind, Reach

__all__ = ["KINDS", "Documents", "Edit", "Kind", "Mutation", "Reach", "mutations"]

KINDS: tuple[Kind, ...] = (
    *branches.KINDS, *modifiers.KINDS, *cards.KINDS, *places.KINDS, *dates.KINDS, *asking.KINDS, *texts.KINDS,
)  # fmt: skip


@dataclass(frozen=True)
class Mutation:
    """An edit, and the kind it is of."""

    kind: Kind
    edit: Edit


def mutations(documents: Documents) -> Iterator[Mutation]:
    """Yield every mutation of the data of a content (by file), kind after kind."""
    for kind in KINDS:
        for edit in kind.kept(documents):
            yield Mutation(kind, edit)
