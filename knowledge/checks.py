"""What must hold across files: every id leads somewhere, every word has one meaning, every claim a source."""

from collections.abc import Iterable, Iterator

from knowledge.citing import cites, codes
from knowledge.conditions import answered, asked, condition
from knowledge.contacts import NATIONAL, NETWORKS
from knowledge.content import Knowledge
from knowledge.doubles import doubles
from knowledge.following import following
from knowledge.issues import Finding, about, unknown, unused
from knowledge.links import links
from knowledge.questions import DEPARTMENT, LEGAL, NEED, REGION, STAGE, STATUS
from knowledge.reaching import contacts_of, reaching
from knowledge.regions import Region
from knowledge.soundness import all_nodes, unsound
from knowledge.tree import Node, Proposal
from knowledge.waiting import unasked
from knowledge.walk import GROUPS, START
from knowledge.wordy import wordy

PLACED = "corrigez le numéro, ou déplacez le contact dans le fichier de sa région"
ROLES = {"cress", "dla", "incubateur", "fabrique"}


def check(knowledge: Knowledge, unread: frozenset[str] = frozenset()) -> tuple[Finding, ...]:
    """Return all findings across the files; what everything else stands on comes first.

    What rests on a file that could not be read (`unread`, by name), or on a branch that is missing, is not
    told: it might be true only because of that.
    """
    missing = [finding for finding in _needed(knowledge) if finding.holds(unread)]
    absent = unread | {finding.file for finding in missing if finding.file.startswith("arbre/")}
    parts = (
        *(_tree, _unused, _adjustments, _invariants, _questions, _programmes, _hidden, _places),
        *(cites, wordy, reaching, following, doubles, links, unasked),
    )
    found = (finding for part in parts for finding in part(knowledge))
    return (*missing, *(finding for finding in found if finding.holds(absent)))


def _needed(knowledge: Knowledge) -> Iterator[Finding]:
    for name in (STATUS, LEGAL, NEED, STAGE, REGION, DEPARTMENT):
        if name not in knowledge.questions:
            yield Finding(
                "questions.yaml",
                (),
                "CB-310",
                f"la question « {name} » manque",
                "l'assistant ne peut s'en passer",
                about=about("la question", name),
            )
    for name in (START, GROUPS, NEED):
        if name not in knowledge.tree:
            yield Finding(
                f"arbre/{name}.yaml",
                (),
                "CB-311",
                "cette branche manque",
                "remettez le fichier à sa place",
                about=about("la branche", name),
            )


def _tree(knowledge: Knowledge) -> Iterator[Finding]:
    for name, node, path in all_nodes(knowledge):
        file = f"arbre/{name}.yaml"
        if node.to and node.to not in knowledge.tree:
            yield unknown(file, (*path, "vers"), "la branche", node.to, knowledge.tree)
        if node.question:
            yield from _cases(knowledge, file, node, path)
        if node.assumed and node.assumed not in _foreseen(knowledge):
            yield unknown(file, (*path, "suppose"), "le besoin", node.assumed, _foreseen(knowledge))
        yield from _reason(knowledge, file, (*path, "complement"), node.added_reason)
        if node.proposal:
            yield from _proposal(knowledge, file, node.proposal, (*path, "orientation"))
        yield from _programme_ids(knowledge, file, (*path, "ensuite"), node.added_later)
    yield from unsound(knowledge)


def _foreseen(knowledge: Knowledge) -> list[str]:
    """List the needs that have a case in their branch, so that assuming one leads somewhere."""
    branch = knowledge.tree.get(NEED)
    return [need for case in branch.cases for need in case.when] if branch else []


def _cases(knowledge: Knowledge, file: str, node: Node, path: tuple[str | int, ...]) -> Iterator[Finding]:
    key = node.question or ""
    yield from asked(knowledge, file, (*path, "question"), key)
    seen: set[str] = set()
    for rank, case in enumerate(node.cases):
        for place, value in enumerate(case.when):
            where = (*path, "cas", rank, "si", place)
            yield from answered(knowledge, file, where, key, value)
            if value in seen:
                yield Finding(
                    file,
                    where,
                    "CB-303",
                    f"« {value} » figure déjà dans un cas précédent",
                    "gardez-en un seul",
                )
            seen.add(value)


def _proposal(
    knowledge: Knowledge, file: str, proposal: Proposal, path: tuple[str | int, ...]
) -> Iterator[Finding]:
    listed = proposal.listed
    yield from _programme_ids(knowledge, file, path, listed)
    for programme in sorted({p for p in listed if listed.count(p) > 1}):
        yield Finding(
            file, path, "CB-304", f"« {programme} » figure deux fois dans cette orientation", "gardez-en un"
        )
    for programme in proposal.later:
        if programme in knowledge.programmes and not knowledge.programmes[programme].as_later:
            message = f"« {programme} » vient plus tard mais sa fiche ne dit pas à quelle condition"
            yield Finding(
                file, path, "CB-305", message, f"ajoutez « en_ensuite » dans dispositifs/{programme}.yaml"
            )
    yield from _reason(knowledge, file, (*path, "motif"), proposal.reason)


def _reason(
    knowledge: Knowledge, file: str, path: tuple[str | int, ...], named: str | None
) -> Iterator[Finding]:
    if named and named not in knowledge.reasons:
        yield unknown(file, path, "le motif", named, knowledge.reasons)


def _programme_ids(
    knowledge: Knowledge, file: str, path: tuple[str | int, ...], named: Iterable[str | None]
) -> Iterator[Finding]:
    for programme in dict.fromkeys(named):
        if programme and programme not in knowledge.programmes:
            yield unknown(file, path, "le dispositif", programme, knowledge.programmes)


def _unused(knowledge: Knowledge) -> Iterator[Finding]:
    """What nothing refers to is either a mistake or dead weight."""
    found = list(all_nodes(knowledge))
    branches = {node.to for _, node, _ in found} | {START, GROUPS}
    for name in knowledge.tree.keys() - branches:
        yield unused(f"arbre/{name}.yaml", (), "la branche", name)
    reasons = {node.proposal.reason for _, node, _ in found if node.proposal}
    reasons |= {node.added_reason for _, node, _ in found if node.added_reason}
    reasons |= {adjustment.reason for adjustment in knowledge.adjustments if adjustment.reason}
    for reason in knowledge.reasons.keys() - reasons:
        yield unused("motifs.yaml", (reason,), "le motif", reason)


def _adjustments(knowledge: Knowledge) -> Iterator[Finding]:
    file = "ajustements.yaml"
    names = [adjustment.id for adjustment in knowledge.adjustments]
    for rank, adjustment in enumerate(knowledge.adjustments):
        path = ("ajustements", rank)
        if adjustment.id in names[:rank]:
            yield Finding(
                file, path, "CB-204", f"« {adjustment.id} » est défini deux fois", "gardez-en un seul"
            )
        yield from condition(knowledge, file, (*path, "si"), adjustment.when)
        yield from condition(knowledge, file, (*path, "sauf"), adjustment.unless)
        named = (*adjustment.among, *adjustment.in_later, *adjustment.principal, *adjustment.remark_on)
        named += (*adjustment.relief, *adjustment.pending, *adjustment.acted_on)
        yield from _programme_ids(knowledge, file, path, named)
        yield from _reason(knowledge, file, (*path, "motif"), adjustment.reason)
        if not (adjustment.actions or adjustment.remark or adjustment.contact_first):
            told = "cet ajustement ne change rien et ne dit rien"
            yield Finding(file, path, "CB-338", told, "ajoutez « alors: », ou « remarque: … », ou retirez-le")
        if adjustment.remark and not adjustment.facts:
            yield Finding(
                file, path, "CB-306", "une remarque affichée porte ses « faits »", "ajoutez « faits: [F…] »"
            )
    for rank, contradiction in enumerate(knowledge.contradictions):
        pairs = {key: (value,) for key, value in contradiction.items()}
        yield from condition(knowledge, file, ("contradictions", rank), pairs)


def _invariants(knowledge: Knowledge) -> Iterator[Finding]:
    file = "invariants.yaml"
    for rank, invariant in enumerate(knowledge.invariants):
        yield from condition(knowledge, file, (rank, "si"), invariant.when)
        yield from condition(knowledge, file, (rank, "sauf"), invariant.unless)
        yield from _programme_ids(knowledge, file, (rank,), invariant.named)


def _questions(knowledge: Knowledge) -> Iterator[Finding]:
    file = "questions.yaml"
    for rank, question in enumerate(knowledge.questions.values()):
        for key, value in (("defaut", question.default), ("sans_effet", question.unneeded)):
            if value and not question.option(value):
                known = [option.id for option in question.options]
                yield unknown(file, (rank, key), "la réponse", value, known, question.id)
        for place, way in enumerate(question.asked_if):
            yield from condition(knowledge, file, (rank, "posee_si", place, "si"), way.when)
            yield from _programme_ids(knowledge, file, (rank, "posee_si", place, "issue"), way.proposed)
        for place, option in enumerate(question.options):
            implied = {key: (value,) for key, value in option.implied.items()}
            yield from condition(knowledge, file, (rank, "options", place, "vaut"), implied)


def _programmes(knowledge: Knowledge) -> Iterator[Finding]:
    roles = ROLES | knowledge.national.keys()
    for programme in knowledge.programmes.values():
        file = f"dispositifs/{programme.id}.yaml"
        yield from codes(knowledge, file, ("zones",), programme.zones)
        for code in programme.regional:
            yield from codes(knowledge, file, ("dans_la_region", code), (code,))
        if programme.contact not in roles:
            yield unknown(file, ("contact",), "le contact", programme.contact, roles)
        for rank, variant in enumerate(programme.variants):
            yield from condition(knowledge, file, ("variantes", rank, "si"), variant.when)
        for rank, cost in enumerate(programme.costs):
            yield from condition(knowledge, file, ("cout_selon", rank, "si"), cost.when)
        for rank, rule in enumerate(programme.elsewhere):
            path = ("ailleurs", rank)
            yield from condition(knowledge, file, (*path, "si"), {"zone": rule.zone, **rule.when})
            yield from _programme_ids(knowledge, file, path, (rule.by, rule.later))
            if programme.id in {rule.by, rule.later}:
                yield Finding(
                    file,
                    path,
                    "CB-307",
                    "un dispositif ne peut pas se remplacer lui-même",
                    "nommez-en un autre",
                )


def _hidden(knowledge: Knowledge) -> Iterator[Finding]:
    """Yield what « voir_avec » would hide from the result: a sentence that says something."""
    for programme in knowledge.programmes.values():
        for key, claim in (("duree", programme.duration), ("cout", programme.cost)):
            if claim.ask and not claim.unsaid:
                file = f"dispositifs/{programme.id}.yaml"
                message = f"« {claim.text} » dit quelque chose, et « voir_avec » le cache du résultat"
                yield Finding(file, (key, "voir_avec"), "CB-339", message, "retirez « voir_avec »")


def _places(knowledge: Knowledge) -> Iterator[Finding]:
    for needed in (NATIONAL, *NETWORKS.values()):
        if needed not in knowledge.national:
            yield Finding(
                "national.yaml",
                ("contacts",),
                "CB-312",
                f"le contact « {needed} » manque",
                f"ajoutez « {needed}: … »",
                about=about("le contact", needed),
            )
    for region in knowledge.regions.values():
        yield from _departments(region)
    for rank, call in enumerate(knowledge.calls):
        yield from _programme_ids(knowledge, "appels.yaml", (rank,), (call.programme,))
        yield from codes(knowledge, "appels.yaml", (rank, "regions"), call.regions)
        yield from condition(knowledge, "appels.yaml", (rank, "si"), call.when)
        yield from condition(knowledge, "appels.yaml", (rank, "sauf"), call.unless)
    for rank, term in enumerate(knowledge.glossary.values()):
        yield from codes(knowledge, "glossaire.yaml", (rank, "regions"), term.regions)


def _departments(region: Region) -> Iterator[Finding]:
    for key, contacts in contacts_of(region):
        for rank, contact in enumerate(contacts):
            for place, department in enumerate(contact.departments):
                if department not in region.departments:
                    message = f"le département {department} n'est pas dans la région {region.name}"
                    path = (key, rank, "departements", place)
                    told = f"{contact.name} : {message}"
                    yield Finding(f"regions/{region.code}.yaml", path, "CB-308", told, PLACED)
