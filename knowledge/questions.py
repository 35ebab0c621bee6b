"""The questions of `questions.yaml`."""

from collections.abc import Mapping
from functools import cached_property

from pydantic import Field

from knowledge.entry import UNKNOWN, Cited, Condition, Entry, Id, Text, Value, YesNo

STATUS, NEED, STAGE, STAFF, EMERGENCY = "statut", "besoin", "stade", "salaries", "urgence"
LEGAL = "personne_morale"
"""Asked of who does not know her status; held for unknown with it when answers contradict it."""
REGION, DEPARTMENT = "region", "departement"
ELSEWHERE = "autre"
"""The region of a territory that has no CRESS."""
PLACES = frozenset({REGION, DEPARTMENT})
"""Questions whose options are the regions, and the départements of one."""


class Option(Entry):
    """One answer to a question.

    `phrase` continues « Vous avez dit : … ». `synonyms` are other words for the whole answer, `inside` are
    words that mean it anywhere in a sentence. `implied` are answers to other questions that this one gives
    at the same time.
    """

    id: Value
    label: Text = Field(alias="libelle")
    phrase: Text
    synonyms: tuple[Text, ...] = Field(alias="synonymes", default=())
    inside: tuple[Text, ...] = Field(alias="dans_une_phrase", default=())
    implied: dict[Id, Cited] = Field(alias="vaut", default_factory=dict)


class Question(Entry):
    """A closed question; `region` and `departement` take their options from the regions.

    `default` is what silence means; `unneeded` stands for an answer that would not change the principal
    support, when silence has no meaning. `always` questions are asked whatever the rest. `asked_if` are the
    alternatives under which a question that the tree does not ask itself makes sense.
    """

    id: Id = Field(alias="question")
    text: Text = Field(alias="texte")
    help: Text = Field(alias="aide")
    name: Text = Field(alias="nom")
    options: tuple[Option, ...] = ()
    default: Cited | None = Field(alias="defaut", default=None)
    unneeded: Cited | None = Field(alias="sans_effet", default=None)
    always: YesNo = Field(alias="toujours", default=False)
    refine: Text | None = Field(alias="preciser", default=None)
    asked_if: tuple["AskedIf", ...] = Field(alias="posee_si", default=())

    def option(self, value: str) -> Option | None:
        """Return the option of that id, or None."""
        return self._by_id.get(value)

    @cached_property
    def _by_id(self) -> Mapping[str, Option]:
        return {option.id: option for option in reversed(self.options)}

    @cached_property
    def meanings(self) -> tuple[str, ...]:
        """Every answer with a meaning of its own: not knowing has none where silence is another answer."""
        silent = self.default is not None and self.default != UNKNOWN
        return tuple(o.id for o in self.options if not (silent and o.id == UNKNOWN))

    @property
    def alternatives(self) -> tuple[str, ...]:
        """Values worth trying to see what the answer changes: silence and « je ne sais pas » are one."""
        return tuple(o.id for o in self.options if not (self.default and o.id == UNKNOWN))


class AskedIf(Condition):
    """One alternative under which a question makes sense."""

    proposed: tuple[Id, ...] = Field(alias="issue", default=())

    def concerns(self, proposed: frozenset[str]) -> bool:
        """Tell whether one of the programmes it is about is proposed."""
        return not self.proposed or not proposed.isdisjoint(self.proposed)
