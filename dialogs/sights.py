"""Words of a sentence that are the name of a place, and how they stand in it."""

from dataclasses import dataclass

from dialogs.lexicon import ARTICLES, Words
from dialogs.spots import CONTRACTED

LEADING = frozenset({"dans", "en", "de", "du", "vers", "departement", "region", "cote", "depuis"})
"""What stands before a place that is meant as one."""


@dataclass(frozen=True)
class Sight:
    """Words of a sentence that are the name of a place, and where they stand."""

    said: Words
    start: int
    length: int
    capitals: frozenset[str]
    asked: bool
    backed: bool
    listed: bool

    @property
    def name(self) -> Words:
        """The words of the name; « au Tampon » is « le Tampon »."""
        first, *others = self.said[self.start : self.start + self.length]
        return (CONTRACTED.get(first, first) if others else first, *others)

    @property
    def coded(self) -> bool:
        """Tell whether the name has a number in it."""
        return any(word.isdigit() for word in self.name)

    @property
    def alone(self) -> bool:
        """Tell whether the clause is the name, after « à » or « dans » at most."""
        return self.length + self.start == len(self.said) and self.start <= 1

    @property
    def plainly(self) -> bool:
        """Tell « dans la Loire » from « à l'aube »: a word of every day needs its capital, or what leads."""
        article = self.name[0] in ARTICLES
        *_, last = self.name
        if self.alone or self.length > 1 + article or last in self.capitals:
            return True
        before = self.before[0] if self.before else ""
        bare = article or before in ARTICLES
        ahead = next((word for word in self.before if word not in ARTICLES), "")
        return ahead in (LEADING if bare else LEADING | {"a", "et", "ou"})

    @property
    def before(self) -> Words:
        """The words before, the nearest first."""
        return self.said[: self.start][::-1]
