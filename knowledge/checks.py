"""What must hold across files: every id leads somewhere, every word has one meaning, every claim a source."""

from collections.abc import Iterable, Iterator, Mapping

from knowledge.contacts import NATIONAL, NETWORKS
from knowledge.content import Knowledge
from knowledge.issues import Finding, unknown
from knowledge.questions import DEPARTMENT, NEED, REGION, STAGE, STATUS
from knowledge.reaching import contacts_of, reaching
from knowledge.regions import Region
from knowledge.soundness import all_nodes, groups, unsound
from knowledge.tree import Node, Proposal
from knowledge.walk import GROUPS, START
from knowledge.wordy import wordy

DEDUCED = {GROUPS, "zone"}
PLACED = "corrigez le numéro, ou déplacez le contact dans le fichier de sa région"
SOURCED = "ajoutez « pages: […] », ou « moment: … »"
ROLES = {"cress", "dla", "incubateur", "fabrique"}


def check(knowledge: Knowledge) -> tuple[Finding, ...]:
    """Return all findings across the files; what everything else stands on comes first."""
    missing = tuple(_needed(knowledge))
    parts = (_tree, _unused, _adjustments, _questions, _programmes, _places, _facts, wordy, reaching)
    return missing or tuple(finding for part in parts for finding in part(knowledge))


def _needed(knowledge: Knowledge) -> Iterator[Finding]:
    for name in (STATUS, NEED, STAGE, REGION, DEPARTMENT):
        if name not in knowledge.questions:
            yield Finding(
                "questions.yaml",
                (),
                "CB-310",
                f"la question « {name} » manque",
                "l'assistant ne peut s'en passer",
            )
    for name in (START, GROUPS, NEED):
        if name not in knowledge.tree:
            yield Finding(
                f"arbre/{name}.yaml", (), "CB-311", "cette branche manque", "remettez le fichier à sa place"
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
        if node.proposal:
            yield from _proposal(knowledge, file, node.proposal, (*path, "orientation"))
        yield from _programme_ids(knowledge, file, (*path, "ensuite"), node.added_later)
    yield from unsound(knowledge)


def _foreseen(knowledge: Knowledge) -> list[str]:
    """List the needs that have a case in their branch, so that assuming one leads somewhere."""
    return [need for case in knowledge.tree[NEED].cases for need in case.when]


def _cases(knowledge: Knowledge, file: str, node: Node, path: tuple[str | int, ...]) -> Iterator[Finding]:
    asked = node.question or ""
    if asked not in knowledge.questions and asked not in DEDUCED:
        yield unknown(file, (*path, "question"), "la question", asked, [*knowledge.questions, *DEDUCED])
        return
    values = _values(knowledge, asked)
    seen: set[str] = set()
    for rank, case in enumerate(node.cases):
        for place, value in enumerate(case.when):
            where = (*path, "cas", rank, "si", place)
            if value not in values:
                yield unknown(file, where, "la réponse", value, values)
            if value in seen:
                yield Finding(
                    file,
                    where,
                    "CB-303",
                    f"« {value} » figure déjà dans un cas précédent",
                    "gardez-en un seul",
                )
            seen.add(value)


def _values(knowledge: Knowledge, key: str) -> frozenset[str]:
    if key == GROUPS:
        return groups(knowledge)
    if key == "zone":
        return frozenset(region.zone for region in knowledge.regions.values())
    options = frozenset(option.id for option in knowledge.questions[key].options)
    return options | frozenset(knowledge.regions) if key == REGION else options


def _proposal(
    knowledge: Knowledge, file: str, proposal: Proposal, path: tuple[str | int, ...]
) -> Iterator[Finding]:
    listed = (proposal.principal, *proposal.others, *proposal.later)
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
    if proposal.reason not in knowledge.reasons:
        yield unknown(file, (*path, "motif"), "le motif", proposal.reason, knowledge.reasons)


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
        yield Finding(
            f"arbre/{name}.yaml", (), "CB-302", f"la branche « {name} » ne sert nulle part", "supprimez-la"
        )
    reasons = {node.proposal.reason for _, node, _ in found if node.proposal}
    reasons |= {node.added_reason for _, node, _ in found if node.added_reason}
    reasons |= {adjustment.reason for adjustment in knowledge.adjustments if adjustment.reason}
    for reason in knowledge.reasons.keys() - reasons:
        yield Finding(
            "motifs.yaml", (reason,), "CB-302", f"le motif « {reason} » ne sert nulle part", "supprimez-le"
        )


def _condition(
    knowledge: Knowledge, file: str, path: tuple[str | int, ...], condition: Mapping[str, tuple[str, ...]]
) -> Iterator[Finding]:
    for key, values in condition.items():
        if key not in knowledge.questions and key not in DEDUCED:
            yield unknown(file, (*path, key), "la question", key, [*knowledge.questions, *DEDUCED])
            continue
        known = _values(knowledge, key)
        for value in values:
            if value not in known:
                yield unknown(file, (*path, key), "la réponse", value, known)


def _adjustments(knowledge: Knowledge) -> Iterator[Finding]:
    file = "ajustements.yaml"
    names = [adjustment.id for adjustment in knowledge.adjustments]
    for rank, adjustment in enumerate(knowledge.adjustments):
        path = ("ajustements", rank)
        if adjustment.id in names[:rank]:
            yield Finding(
                file, path, "CB-204", f"« {adjustment.id} » est défini deux fois", "gardez-en un seul"
            )
        yield from _condition(knowledge, file, (*path, "si"), adjustment.when)
        yield from _condition(knowledge, file, (*path, "sauf"), adjustment.unless)
        named = (*adjustment.among, *adjustment.in_later, *adjustment.principal, *adjustment.remark_on)
        named += (*adjustment.relief, *adjustment.pending, *adjustment.acted_on)
        yield from _programme_ids(knowledge, file, path, named)
        if adjustment.reason and adjustment.reason not in knowledge.reasons:
            yield unknown(file, (*path, "motif"), "le motif", adjustment.reason, knowledge.reasons)
        if adjustment.remark and not adjustment.facts:
            yield Finding(
                file, path, "CB-306", "une remarque affichée porte ses « faits »", "ajoutez « faits: [F…] »"
            )
    for rank, contradiction in enumerate(knowledge.contradictions):
        pairs = {key: (value,) for key, value in contradiction.items()}
        yield from _condition(knowledge, file, ("contradictions", rank), pairs)


def _questions(knowledge: Knowledge) -> Iterator[Finding]:
    file = "questions.yaml"
    for rank, question in enumerate(knowledge.questions.values()):
        for key, value in (("defaut", question.default), ("sans_effet", question.unneeded)):
            if value and not question.option(value):
                yield unknown(file, (rank, key), "la réponse", value, [o.id for o in question.options])
        for place, way in enumerate(question.asked_if):
            yield from _condition(knowledge, file, (rank, "posee_si", place, "si"), way.when)
            yield from _programme_ids(knowledge, file, (rank, "posee_si", place, "issue"), way.proposed)
        for place, option in enumerate(question.options):
            implied = {key: (value,) for key, value in option.implied.items()}
            yield from _condition(knowledge, file, (rank, "options", place, "vaut"), implied)


def _programmes(knowledge: Knowledge) -> Iterator[Finding]:
    roles = ROLES | knowledge.national.keys()
    for programme in knowledge.programmes.values():
        file = f"dispositifs/{programme.id}.yaml"
        yield from _codes(knowledge, file, ("zones",), programme.zones)
        yield from _codes(knowledge, file, ("dans_la_region",), tuple(programme.regional))
        if programme.contact not in roles:
            yield unknown(file, ("contact",), "le contact", programme.contact, roles)
        for rank, variant in enumerate(programme.variants):
            yield from _condition(knowledge, file, ("variantes", rank, "si"), variant.when)
        for rank, rule in enumerate(programme.elsewhere):
            path = ("ailleurs", rank)
            yield from _condition(knowledge, file, (*path, "si"), {"zone": rule.zone, **rule.when})
            yield from _programme_ids(knowledge, file, path, (rule.by, rule.later))
            if programme.id in {rule.by, rule.later}:
                yield Finding(
                    file,
                    path,
                    "CB-307",
                    "un dispositif ne peut pas se remplacer lui-même",
                    "nommez-en un autre",
                )


def _codes(
    knowledge: Knowledge, file: str, path: tuple[str | int, ...], codes: tuple[str, ...] | str
) -> Iterator[Finding]:
    for code in () if isinstance(codes, str) else codes:
        if code not in knowledge.regions:
            yield unknown(file, path, "la région", code, knowledge.regions)


def _places(knowledge: Knowledge) -> Iterator[Finding]:
    for needed in (NATIONAL, *NETWORKS.values()):
        if needed not in knowledge.national:
            yield Finding(
                "national.yaml",
                ("contacts",),
                "CB-312",
                f"le contact « {needed} » manque",
                f"ajoutez « {needed}: … »",
            )
    for region in knowledge.regions.values():
        yield from _departments(region)
    for rank, call in enumerate(knowledge.calls):
        yield from _programme_ids(knowledge, "appels.yaml", (rank,), (call.programme,))
        yield from _codes(knowledge, "appels.yaml", (rank, "regions"), call.regions)
    for rank, term in enumerate(knowledge.glossary.values()):
        yield from _codes(knowledge, "glossaire.yaml", (rank, "regions"), term.regions)


def _departments(region: Region) -> Iterator[Finding]:
    for key, contacts in contacts_of(region):
        for rank, contact in enumerate(contacts):
            for place, department in enumerate(contact.departments):
                if department not in region.departments:
                    message = f"le département {department} n'est pas dans la région {region.name}"
                    path = (key, rank, "departements", place)
                    told = f"{contact.name} : {message}"
                    yield Finding(f"regions/{region.code}.yaml", path, "CB-308", told, PLACED)


def _facts(knowledge: Knowledge) -> Iterator[Finding]:
    for file, path, facts in cited(knowledge):
        for number in facts:
            if number not in knowledge.sources.facts:
                message = f"le fait « {number} » n'existe pas"
                repair = "corrigez le numéro, ou ajoutez-le dans sources.yaml"
                yield Finding(file, path, "CB-301", message, repair, number)
    for number, fact in knowledge.sources.facts.items():
        for page in fact.pages:
            if page not in knowledge.sources.pages:
                yield unknown("sources.yaml", ("faits", number), "la page", page, knowledge.sources.pages)
        yield from _codes(knowledge, "sources.yaml", ("faits", number), fact.regions)
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
    for rank, call in enumerate(knowledge.calls):
        yield "appels.yaml", (rank, "faits"), call.facts
    for rank, term in enumerate(knowledge.glossary.values()):
        yield "glossaire.yaml", (rank, "faits"), term.facts
