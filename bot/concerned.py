"""Which files a result depends on: what is looked up is watched, so that little has to be played again."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import TypeVar

from knowledge.content import Knowledge
from knowledge.questions import DEPARTMENT, REGION
from knowledge.scenarios import Scenario

T = TypeVar("T")
ORIENTING = frozenset(
    {"questions.yaml", "ajustements.yaml", "appels.yaml", "motifs.yaml", "national.yaml", "sources.yaml"}
)
"""Files of which any part may count for an orientation, besides the branches, programmes and regions met."""
READING = frozenset({"questions.yaml", "intentions.yaml", "glossaire.yaml", "mots.yaml", "exemples.yaml"})
SAYING = frozenset(
    {"textes.yaml", "motifs.yaml", "glossaire.yaml", "questions.yaml", "appels.yaml", "sources.yaml"}
)


class _Noted(Mapping[str, T]):
    """A mapping that notes which file each thing looked up in it is written in."""

    def __init__(self, folder: str, held: Mapping[str, T], noted: set[str]) -> None:
        self.folder = folder
        self.held = held
        self.noted = noted

    def __getitem__(self, key: str) -> T:
        self.noted.add(f"{self.folder}/{key}.yaml")
        return self.held[key]

    def __iter__(self) -> Iterator[str]:
        self.noted |= {f"{self.folder}/{key}.yaml" for key in self.held}
        return iter(self.held)

    def __len__(self) -> int:
        return len(self.held)


@dataclass
class Watched:
    """A knowledge whose branches, programmes and regions tell when they are looked up."""

    knowledge: Knowledge
    noted: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        """Put the watched mappings in place; what is computed once from all regions is so beforehand."""
        self.knowledge = replace(
            self.knowledge,
            tree=_Noted("arbre", self.knowledge.tree, self.noted),
            programmes=_Noted("dispositifs", self.knowledge.programmes, self.noted),
            regions=_Noted("regions", self.knowledge.regions, self.noted),
        )
        self.knowledge.effective({})
        dict(self.knowledge.timezones)
        for question in (REGION, DEPARTMENT):
            self.knowledge.choices(question, {})

    def files(self, work: Callable[[Knowledge], object]) -> frozenset[str]:
        """Do some work, and return the files of branches, programmes and regions that it looked up."""
        self.noted.clear()
        work(self.knowledge)
        return frozenset(self.noted)


def concerned(watched: Watched, scenario: Scenario, play: Callable[[Knowledge], object]) -> frozenset[str]:
    """Return the files that a scenario depends on: an edit of any other one cannot change what it gives.

    What plans questions remembers what it has seen, so those scenarios depend on every branch.
    """
    if scenario.written or scenario.words or scenario.wanted or scenario.explained:
        return READING | {f"regions/{code}.yaml" for code in watched.knowledge.regions}
    met = watched.files(play)
    if scenario.texts:
        return SAYING | met
    regions = {f"regions/{code}.yaml" for code in scenario.when.get("region", watched.knowledge.regions)}
    then = scenario.then
    if then and (then.question or then.refinements is not None):
        met |= watched.files(lambda knowledge: [*knowledge.tree, *knowledge.programmes, *knowledge.regions])
    return ORIENTING | met | regions
