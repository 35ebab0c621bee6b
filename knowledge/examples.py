"""Sentences such as people write them (`exemples.yaml`), from which guesses are learnt."""

from collections.abc import Mapping

from pydantic import Field

from knowledge.entry import Entry, Id, Value


class Examples(Entry):
    """Sentences, one a line: by question and option, and those that answer no question."""

    elsewhere: str = Field(alias="autre_chose", default="")
    of: Mapping[Id, Mapping[Value, str]] = Field(alias="questions", default_factory=dict)

    def saying(self, question: str, option: str) -> list[str]:
        """Return the sentences that mean an option."""
        return self.of.get(question, {}).get(option, "").splitlines()


NO_EXAMPLES = Examples()
