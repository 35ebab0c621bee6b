"""What conditions and scenarios name: questions, and answers to them."""

from collections.abc import Collection, Iterator, Mapping

from knowledge.content import Knowledge
from knowledge.issues import Finding, unknown
from knowledge.questions import DEPARTMENT, REGION
from knowledge.walk import GROUPS
from knowledge.whereabouts import no_region

DEDUCED = frozenset({GROUPS, "zone"})
TOO_NARROW = "employez « region » : les contacts d'un département, eux, sont dans regions/"
_KINDS = {GROUPS: "la classe", "zone": "la zone"}

Path_ = tuple[str | int, ...]


def condition(
    knowledge: Knowledge, file: str, path: Path_, wanted: Mapping[str, tuple[str, ...]]
) -> Iterator[Finding]:
    """Say which questions and answers of a condition do not exist, or cannot be a condition."""
    for key, values in wanted.items():
        yield from asked(knowledge, file, (*path, key), key)
        for value in values:
            yield from answered(knowledge, file, (*path, key), key, value)


def asked(knowledge: Knowledge, file: str, path: Path_, key: str) -> Iterator[Finding]:
    """Say that a condition bears on a question that does not exist, or on the département.

    The situations that are checked are those of each region: a promise about a département is not held.
    """
    if key == DEPARTMENT:
        message = "une condition ne peut pas porter sur le département"
        yield Finding(file, path, "CB-324", message, TOO_NARROW)
    elif key not in knowledge.questions and key not in DEDUCED:
        yield unknown(file, path, "la question", key, [*knowledge.questions, *DEDUCED])


def answered(knowledge: Knowledge, file: str, path: Path_, key: str, value: str) -> Iterator[Finding]:
    """Say that an answer to a question does not exist; nothing is said of a question that does not."""
    if key == DEPARTMENT or (key not in knowledge.questions and key not in DEDUCED):
        return
    known = answers(knowledge, key)
    if value in known or (key == REGION and value in knowledge.regions):
        return
    if key == REGION:
        yield no_region(knowledge, file, path, value)
    else:
        yield unknown(file, path, _KINDS.get(key, "la réponse"), value, known, key)


def answers(knowledge: Knowledge, key: str) -> Collection[str]:
    """Return the answers that a condition may name, regions apart."""
    if key == GROUPS:
        return knowledge.groups
    if key == "zone":
        return frozenset(region.zone for region in knowledge.regions.values())
    return frozenset(option.id for option in knowledge.questions[key].options)
