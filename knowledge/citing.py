"""What must hold of facts: those that are cited exist, and each comes from somewhere."""

from collections.abc import Iterator

from knowledge.content import Knowledge
from knowledge.issues import DEFINED, Finding, about, unknown
from knowledge.soundness import all_nodes
from knowledge.whereabouts import no_region

SOURCED = "ajoutez « pages: […] », ou « moment: … »"


def cites(knowledge: Knowledge) -> Iterator[Finding]:
    """Say which facts and pages are cited and do not exist, and which facts come from nowhere."""
    for file, path, facts in cited(knowledge):
        for number in facts:
            if number not in knowledge.sources.facts:
                message = f"le fait « {number} » n'existe pas"
                repair = "corrigez le numéro, ou ajoutez-le dans sources.yaml"
                told = about("le fait", number)
                yield Finding(
                    file, path, "CB-301", message, repair, number, about=told, rests=DEFINED["le fait"]
                )
    for number, fact in knowledge.sources.facts.items():
        for page in fact.pages:
            if page not in knowledge.sources.pages:
                yield unknown("sources.yaml", ("faits", number), "la page", page, knowledge.sources.pages)
        yield from codes(knowledge, "sources.yaml", ("faits", number), fact.regions)
        if not fact.pages and not fact.moment:
            message = f"le fait {number} n'a ni page ni moment"
            yield Finding("sources.yaml", ("faits", number), "CB-309", message, SOURCED)


def cited(knowledge: Knowledge) -> Iterator[tuple[str, tuple[str | int, ...], tuple[str, ...]]]:
    """List where facts are cited: file, path, numbers."""
    for name, node, path in all_nodes(knowledge):
        if node.proposal:
            yield f"arbre/{name}.yaml", (*path, "orientation", "faits"), node.proposal.facts
    for programme in knowledge.programmes.values():
        yield f"dispositifs/{programme.id}.yaml", (), programme.all_facts
    for rank, adjustment in enumerate(knowledge.adjustments):
        yield "ajustements.yaml", ("ajustements", rank, "faits"), adjustment.facts
    for rank, invariant in enumerate(knowledge.invariants):
        yield "invariants.yaml", (rank, "faits"), invariant.facts
    for rank, call in enumerate(knowledge.calls):
        yield "appels.yaml", (rank, "faits"), call.facts
    for rank, term in enumerate(knowledge.glossary.values()):
        yield "glossaire.yaml", (rank, "faits"), term.facts


def codes(
    knowledge: Knowledge, file: str, path: tuple[str | int, ...], codes: tuple[str, ...] | str
) -> Iterator[Finding]:
    """Say which region codes do not exist."""
    for code in () if isinstance(codes, str) else codes:
        if code not in knowledge.regions:
            yield no_region(knowledge, file, path, code)
