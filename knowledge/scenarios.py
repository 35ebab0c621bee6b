"""Scenarios written by CRESS staff: « quand » such answers, « alors » such orientation."""

from datetime import datetime

from pydantic import Field

from knowledge.content import Knowledge
from knowledge.entry import Entry, Id, Text, Value
from knowledge.orientation import orient
from knowledge.walk import Missing


class Expected(Entry):
    """Programme ids by role, in order."""

    principal: Id
    others: tuple[Id, ...] = Field(alias="autres", default=())
    later: tuple[Id, ...] = Field(alias="ensuite", default=())

    def __str__(self) -> str:
        others = f" ; autres : {', '.join(self.others)}" if self.others else ""
        later = f" ; ensuite : {', '.join(self.later)}" if self.later else ""
        return f"{self.principal}{others}{later}"


class Scenario(Entry):
    """One situation and what must come out of it; a question left out is passed."""

    id: Id = Field(alias="scenario")
    who: Text = Field(alias="qui")
    when: dict[Id, Value] = Field(alias="quand")
    then: Expected = Field(alias="alors")


def failure(knowledge: Knowledge, scenario: Scenario, now: datetime) -> str | None:
    """Return what is wrong with a scenario, in French, or None when it holds."""
    for question, value in scenario.when.items():
        if question not in knowledge.questions:
            return f"la question « {question} » n'existe pas"
        if value not in {option.id for option in knowledge.choices(question, scenario.when)}:
            return f"« {value} » n'est pas une réponse à « {question} »"
    result = orient(knowledge, scenario.when, now)
    if isinstance(result, Missing):
        return f"il manque la réponse à « {result.question} »"
    found = Expected(
        principal=result.principal.programme,
        others=tuple(s.programme for s in result.others),
        later=tuple(s.programme for s in result.later),
    )
    return None if found == scenario.then else f"attendu : {scenario.then} — obtenu : {found}"
