"""What the content keeps and never says, or says without a source: nothing wrong, but worth a look."""

from collections import defaultdict
from collections.abc import Iterator

from knowledge.citing import cited
from knowledge.contacts import NATIONAL, NETWORKS
from knowledge.content import Knowledge
from knowledge.entry import UNKNOWN, Condition
from knowledge.issues import Finding
from knowledge.soundness import all_nodes

UNCITED = "citez-le là où il sert, ou laissez-le : rien ne change pour les personnes"
UNNAMED = "proposez-le dans l'arbre ou dans un ajustement, ou retirez-le"
SOURCED = "ajoutez « faits: [F…] » quand une source le dit"
ALIKE = "faites-en une seule réponse, ou donnez à l'une d'elles un cas"
TWICE = "gardez une seule des deux pages, et corrigez les faits qui citent l'autre"


def leftovers(knowledge: Knowledge) -> Iterator[Finding]:
    """Say what is never used or has no source."""
    yield from _sources(knowledge)
    yield from _people(knowledge)
    yield from _alike(knowledge)
    named = _named(knowledge)
    for name in (name for name in knowledge.programmes if name not in named):
        message = f"le dispositif « {name} » n'est jamais proposé"
        yield Finding(f"dispositifs/{name}.yaml", (), "CB-505", message, UNNAMED)
    for rank, term in enumerate(knowledge.glossary.values()):
        if not term.facts:
            message = f"la définition de « {term.label} » n'a pas de source"
            yield Finding("glossaire.yaml", (rank,), "CB-506", message, SOURCED, about="sans source")


def _sources(knowledge: Knowledge) -> Iterator[Finding]:
    file, pages, facts = "sources.yaml", knowledge.sources.pages, knowledge.sources.facts
    used = {number for _, _, numbers in cited(knowledge) for number in numbers}
    for number in (number for number in facts if number not in used):
        message = f"le fait {number} n'est cité nulle part"
        yield Finding(file, ("faits", number), "CB-505", message, UNCITED, about="faits")
    opened = {page for fact in facts.values() for page in fact.pages}
    for page in (page for page in pages if page not in opened):
        message = f"la page {page} n'est citée par aucun fait"
        yield Finding(file, ("pages", page), "CB-505", message, UNCITED, about="pages")
    known: dict[str, str] = {}
    for page, entry in pages.items():
        first = known.setdefault(entry.address, page)
        if first != page:
            message = f"l'adresse de la page {page} est déjà celle de la page {first}"
            yield Finding(file, ("pages", page, "adresse"), "CB-507", message, TWICE)


def _people(knowledge: Knowledge) -> Iterator[Finding]:
    """Say which national contacts nobody is ever sent to."""
    sent = {NATIONAL, *NETWORKS.values()} | {p.contact for p in knowledge.programmes.values()}
    for name in (name for name in knowledge.national if name not in sent):
        message = f"le contact « {name} » n'est donné nulle part"
        yield Finding("national.yaml", ("contacts", name), "CB-505", message, UNCITED, about="nationaux")


def _conditions(knowledge: Knowledge) -> Iterator[Condition]:
    yield from knowledge.adjustments
    for question in knowledge.questions.values():
        yield from question.asked_if
    for programme in knowledge.programmes.values():
        yield from (*programme.variants, *programme.costs, *programme.elsewhere)


def _tested(knowledge: Knowledge) -> dict[str, set[str]]:
    """Return the answers that some case or some condition names, by question."""
    named: defaultdict[str, set[str]] = defaultdict(set)
    for _, node, _ in all_nodes(knowledge):
        for case in node.cases:
            named[node.question or ""] |= set(case.when)
    for condition in _conditions(knowledge):
        for key, values in (*condition.when.items(), *condition.unless.items()):
            named[key] |= set(values)
    for contradiction in knowledge.contradictions:
        for key, value in contradiction.items():
            named[key].add(value)
    return named


def _alike(knowledge: Knowledge) -> Iterator[Finding]:
    """Say which answers of one question are told apart by nothing: several that no condition names."""
    tested = _tested(knowledge)
    for rank, question in enumerate(knowledge.questions.values()):
        named = tested.get(question.id, set()) | {UNKNOWN}
        free = [
            (place, option.label)
            for place, option in enumerate(question.options)
            if option.id not in named and not option.implied
        ]
        for place, label in free[1:]:
            message = f"« {label} » et « {free[0][1]} » donnent toujours le même résultat"
            yield Finding("questions.yaml", (rank, "options", place), "CB-508", message, ALIKE)


def _named(knowledge: Knowledge) -> set[str | None]:
    """Return the programmes that something may propose."""
    named: set[str | None] = set()
    for _, node, _ in all_nodes(knowledge):
        named |= set(node.added_later)
        if node.proposal:
            named |= {node.proposal.principal, *node.proposal.others, *node.proposal.later}
    for adjustment in knowledge.adjustments:
        named |= {*adjustment.acted_on, *adjustment.relief}
    for programme in knowledge.programmes.values():
        named |= {way for rule in programme.elsewhere for way in (rule.by, rule.later)}
    return named
