"""A scenario, where it is written, and how its failure is told there."""

import re
from dataclasses import dataclass

from knowledge.issues import Issue
from knowledge.reader import Document
from knowledge.scenarios import ANSWER, Scenario

EXPECTED = "si ce changement est voulu, corrigez « {key} » ; sinon, corrigez ce qui l'a causé"
HEARD = "si ce changement est voulu, corrigez le scénario ; sinon, remettez le mot qui a été retiré"
SAID = "si ce changement est voulu, corrigez le scénario ; sinon, remettez le texte"
_QUOTED = re.compile("« (.+?) »")
"""The words that a failure is about, which stand in the scenario."""


@dataclass(frozen=True)
class Written:
    """A scenario, and where it is written."""

    scenario: Scenario
    document: Document
    rank: int

    def failed(self, why: str) -> Issue:
        """Say that it no longer holds, on the line of the answers, of what is expected, or of the words."""
        message = f"scénario {self.scenario.id} ({self.scenario.who}) : {why}"
        if self.scenario.when:
            key = "quand" if ANSWER in why else "alors"
            return self.document.issue((self.rank, key), "CB-401", message, EXPECTED.format(key=key))
        words = _QUOTED.search(why)
        path = self.document.where(words[1], (self.rank,)) if words else (self.rank,)
        if self.scenario.texts:
            return self.document.issue(path, "CB-412", message, SAID)
        return self.document.issue(path, "CB-411", message, HEARD)
