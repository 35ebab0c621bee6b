"""The decision tree of `arbre/`: named branches made of nodes."""

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Self

from pydantic import Field, model_validator

from knowledge.entry import Cited, Entry, FactId, Id


class Proposal(Entry):
    """What a leaf concludes: ids of programmes by role, the id of the reason, the facts behind it."""

    principal: Id
    others: tuple[Id, ...] = Field(alias="autres", default=(), max_length=3)
    later: tuple[Id, ...] = Field(alias="ensuite", default=(), max_length=2)
    reason: Id = Field(alias="motif")
    facts: tuple[FactId, ...] = Field(alias="faits", min_length=1)

    @property
    def listed(self) -> tuple[str, ...]:
        """Every programme, best first."""
        return (self.principal, *self.others, *self.later)


class Node(Entry):
    """Either asks (`question`, `cas`, `sinon`), or goes on (`vers`), or concludes.

    `vers` may add a later step and a sentence to whatever the named branch concludes. `suppose` goes back
    to the start with a need that nobody gave. `classe` concludes the branch that sorts statuses.
    """

    question: Id | None = None
    cases: tuple["Case", ...] = Field(alias="cas", default=())
    otherwise: "Node | None" = Field(alias="sinon", default=None)
    to: Id | None = Field(alias="vers", default=None)
    added_later: tuple[Id, ...] = Field(alias="ensuite", default=())
    added_reason: Id | None = Field(alias="complement", default=None)
    proposal: Proposal | None = Field(alias="orientation", default=None)
    group: Id | None = Field(alias="classe", default=None)
    assumed: Id | None = Field(alias="suppose", default=None)

    @model_validator(mode="after")
    def _one_kind(self) -> Self:
        kinds = [self.question, self.to, self.proposal, self.group, self.assumed]
        if sum(kind is not None for kind in kinds) != 1:
            message = "un nœud porte une seule de ces clés : question, vers, orientation, classe, suppose"
            raise ValueError(message, "gardez-en une seule : les autres vont dans un « cas » ou un « sinon »")
        if self.question and not (self.cases or self.otherwise):
            raise ValueError(
                "une question du nœud n'a ni « cas » ni « sinon »", "ajoutez un « cas » par réponse"
            )
        return self

    def follow(self, value: str | None) -> "Node | None":
        """Return the node that an answer leads to, or None when nothing is foreseen for it."""
        return self._routes.get(value, self.otherwise)

    @cached_property
    def _routes(self) -> Mapping[str | None, "Node"]:
        return {value: case for case in reversed(self.cases) for value in case.when}

    def children(self) -> tuple["Node", ...]:
        """Return the nodes right below."""
        return self.cases + ((self.otherwise,) if self.otherwise else ())


class Case(Node):
    """A node reached by one answer, or by any of a list."""

    when: tuple[Cited, ...] = Field(alias="si", min_length=1)


class Branch(Node):
    """A node with a name: one file of `arbre/`."""

    name: Id = Field(alias="branche")


def nodes(node: Node, path: tuple[str | int, ...] = ()) -> Iterator[tuple[Node, tuple[str | int, ...]]]:
    """Walk down every node of a branch, with its path in the file."""
    yield node, path
    for rank, case in enumerate(node.cases):
        yield from nodes(case, (*path, "cas", rank))
    if node.otherwise:
        yield from nodes(node.otherwise, (*path, "sinon"))
