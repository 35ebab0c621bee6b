"""What scenarios name and that does not exist: a misspelt name is told as such, not as a failure."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace

from knowledge.conditions import answered, answers
from knowledge.content import Knowledge
from knowledge.expected import NOBODY, Expected
from knowledge.issues import Finding, unknown
from knowledge.questions import NEED
from knowledge.scenarios import Scenario
from knowledge.texts import INTENTIONS

Path_ = tuple[str | int, ...]
Named = tuple[str, str, Collection[str | None], Collection[str]]
"""What is named, under which key, the names, and what they may be."""


def misnamed(knowledge: Knowledge, scenario: Scenario, file: str, rank: int) -> Iterator[Finding]:
    """Say which names of a scenario, the one of that rank in its file, do not exist."""
    yield from _answers(knowledge, file, (rank, "quand"), scenario.when)
    yield from _answers(knowledge, file, (rank, "mots"), scenario.words)
    yield from _strange(file, (rank,), _written(knowledge, scenario))
    if then := scenario.then:
        understood = {question: (value,) for question, value in (then.understood or {}).items()}
        yield from _answers(knowledge, file, (rank, "alors", "compris"), understood)
        yield from _answers(knowledge, file, (rank, "alors", "a_confirmer"), then.doubtful or {})
        yield from _strange(file, (rank, "alors"), (*_roles(knowledge, then), *_others(knowledge, then)))


def _strange(file: str, path: Path_, named: Iterable[Named]) -> Iterator[Finding]:
    for what, key, names, known in named:
        for name in names:
            if name and name not in known:
                yield _keyed(unknown(file, (*path, key), what, name, known), names)


def _answers(
    knowledge: Knowledge, file: str, path: Path_, said: Mapping[str, Collection[str]]
) -> Iterator[Finding]:
    for question, values in said.items():
        if question not in knowledge.questions:
            yield _keyed(unknown(file, path, "la question", question, knowledge.questions), said)
        for value in values:
            for finding in answered(knowledge, file, (*path, question), question, value):
                yield _keyed(finding, values)


def _keyed(finding: Finding, among: Collection[object]) -> Finding:
    """Return a finding about a name; where names are keys, on its key."""
    if not isinstance(among, Mapping):
        return finding
    return replace(finding, path=(*finding.path, finding.value), value="")


def _written(knowledge: Knowledge, scenario: Scenario) -> Iterator[Named]:
    yield "la demande", "demandes", scenario.wanted, INTENTIONS
    yield "le mot", "definitions", scenario.explained, knowledge.glossary
    yield "la question", "a_la_question", (scenario.asked,), knowledge.questions


def _roles(knowledge: Knowledge, then: Expected) -> Iterator[Named]:
    roles: dict[str, Collection[str | None]] = {
        "principal": (then.principal,),
        "autres": then.others,
        "ensuite": then.later,
        "dit": then.told,
        "pas_dit": then.unsaid,
        "contacts": then.people,
        "appels": then.deadlines,
    }
    for key, names in roles.items():
        yield "le dispositif", key, names, knowledge.programmes


def _others(knowledge: Knowledge, then: Expected) -> Iterator[Named]:
    calls = {NOBODY, *(call.id for call in knowledge.calls)}
    questions = {NOBODY, *knowledge.questions}
    needs = {NOBODY, *answers(knowledge, NEED)}
    yield "le motif", "motif", then.reason or (), knowledge.reasons
    yield "le fait", "faits", then.facts or (), knowledge.sources.facts
    yield "l'appel", "appel", (then.call,), calls
    yield "l'appel", "appels", [one for ids in then.deadlines.values() for one in ids], calls
    yield "la question", "question", (then.question,), questions
    yield "la question", "a_preciser", then.refinements or (), questions
    yield "le besoin", "besoin_suppose", (then.assumed,), needs
    yield "la demande", "demande", (then.wanted,), INTENTIONS
    yield "le mot", "mot", (then.explained,), knowledge.glossary
