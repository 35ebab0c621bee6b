"""What must hold across files: every id leads somewhere, every word has one meaning, every claim a source."""

from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches

from knowledge.contacts import NATIONAL, NETWORKS
from knowledge.content import Knowledge
from knowledge.issues import Finding
from knowledge.questions import DEPARTMENT, NEED, REGION, STAGE, STATUS
from knowledge.regions import Region
from knowledge.soundness import all_nodes, groups, unsound
from knowledge.texts import INTENTIONS, PLACEHOLDERS, placeholders
from knowledge.tree import Node, Proposal
from knowledge.walk import GROUPS, START

DEDUCED = {GROUPS, "zone"}
ROLES = {"cress", "dla", "incubateur", "fabrique"}


def check(knowledge: Knowledge) -> tuple[Finding, ...]:
    """Return all findings across the files; what everything else stands on comes first."""
    missing = tuple(_needed(knowledge))
    parts = (_tree, _unused, _adjustments, _questions, _programmes, _places, _facts, _words)
    return missing or tuple(finding for part in parts for finding in part(knowledge))


def _needed(knowledge: Knowledge) -> Iterator[Finding]:
    for name in (STATUS, NEED, STAGE, REGION, DEPARTMENT):
        if name not in knowledge.questions:
            yield Finding(
                "questions.yaml", (), f"la question « {name} » manque", "l'assistant ne peut s'en passer"
            )
    for name in (START, GROUPS, NEED):
        if name not in knowledge.tree:
            yield Finding(f"arbre/{name}.yaml", (), "cette branche manque", "remettez le fichier à sa place")


def _unknown(file: str, path: tuple[str | int, ...], what: str, name: str, known: Iterable[str]) -> Finding:
    near = get_close_matches(name, list(known), 1, 0.5)
    repair = f"vouliez-vous « {near[0]} » ?" if near else ""
    return Finding(file, path, f"{what} « {name} » n'existe pas", repair)


def _tree(knowledge: Knowledge) -> Iterator[Finding]:
    for name, node, path in all_nodes(knowledge):
        file = f"arbre/{name}.yaml"
        if node.to and node.to not in knowledge.tree:
            yield _unknown(file, (*path, "vers"), "la branche", node.to, knowledge.tree)
        if node.question:
            yield from _cases(knowledge, file, node, path)
        if node.assumed and node.assumed not in _foreseen(knowledge):
            yield _unknown(file, (*path, "suppose"), "le besoin", node.assumed, _foreseen(knowledge))
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
        yield _unknown(file, (*path, "question"), "la question", asked, knowledge.questions)
        return
    values = _values(knowledge, asked)
    seen: set[str] = set()
    for rank, case in enumerate(node.cases):
        for place, value in enumerate(case.when):
            where = (*path, "cas", rank, "si", place)
            if value not in values:
                yield _unknown(file, where, "la réponse", value, values)
            if value in seen:
                yield Finding(
                    file, where, f"« {value} » figure déjà dans un cas précédent", "gardez-en un seul"
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
        yield Finding(file, path, f"« {programme} » figure deux fois dans cette orientation", "gardez-en un")
    for programme in proposal.later:
        if programme in knowledge.programmes and not knowledge.programmes[programme].as_later:
            message = f"« {programme} » vient plus tard mais sa fiche ne dit pas à quelle condition"
            yield Finding(file, path, message, f"ajoutez « en_ensuite » dans dispositifs/{programme}.yaml")
    if proposal.reason not in knowledge.reasons:
        yield _unknown(file, (*path, "motif"), "le motif", proposal.reason, knowledge.reasons)


def _programme_ids(
    knowledge: Knowledge, file: str, path: tuple[str | int, ...], named: Iterable[str | None]
) -> Iterator[Finding]:
    for programme in dict.fromkeys(named):
        if programme and programme not in knowledge.programmes:
            yield _unknown(file, path, "le dispositif", programme, knowledge.programmes)


def _unused(knowledge: Knowledge) -> Iterator[Finding]:
    """What nothing refers to is either a mistake or dead weight."""
    found = list(all_nodes(knowledge))
    branches = {node.to for _, node, _ in found} | {START, GROUPS}
    for name in knowledge.tree.keys() - branches:
        yield Finding(f"arbre/{name}.yaml", (), f"la branche « {name} » ne sert nulle part", "supprimez-la")
    reasons = {node.proposal.reason for _, node, _ in found if node.proposal}
    reasons |= {node.added_reason for _, node, _ in found if node.added_reason}
    reasons |= {adjustment.reason for adjustment in knowledge.adjustments if adjustment.reason}
    for reason in knowledge.reasons.keys() - reasons:
        yield Finding("motifs.yaml", (reason,), f"le motif « {reason} » ne sert nulle part", "supprimez-le")


def _condition(
    knowledge: Knowledge, file: str, path: tuple[str | int, ...], condition: Mapping[str, tuple[str, ...]]
) -> Iterator[Finding]:
    for key, values in condition.items():
        if key not in knowledge.questions and key not in DEDUCED:
            yield _unknown(file, (*path, key), "la question", key, [*knowledge.questions, *DEDUCED])
            continue
        known = _values(knowledge, key)
        for value in values:
            if value not in known:
                yield _unknown(file, (*path, key), "la réponse", value, known)


def _adjustments(knowledge: Knowledge) -> Iterator[Finding]:
    file = "ajustements.yaml"
    for rank, adjustment in enumerate(knowledge.adjustments):
        path = ("ajustements", rank)
        yield from _condition(knowledge, file, (*path, "si"), adjustment.when)
        yield from _condition(knowledge, file, (*path, "sauf"), adjustment.unless)
        named = (*adjustment.among, *adjustment.in_later, *adjustment.principal, *adjustment.remark_on)
        named += (*adjustment.relief, *adjustment.pending, *adjustment.acted_on)
        yield from _programme_ids(knowledge, file, path, named)
        if adjustment.reason and adjustment.reason not in knowledge.reasons:
            yield _unknown(file, (*path, "motif"), "le motif", adjustment.reason, knowledge.reasons)
        if adjustment.remark and not adjustment.facts:
            yield Finding(file, path, "une remarque affichée porte ses « faits »", "ajoutez « faits: [F…] »")
    for rank, contradiction in enumerate(knowledge.contradictions):
        pairs = {key: (value,) for key, value in contradiction.items()}
        yield from _condition(knowledge, file, ("contradictions", rank), pairs)


def _questions(knowledge: Knowledge) -> Iterator[Finding]:
    file = "questions.yaml"
    for rank, question in enumerate(knowledge.questions.values()):
        for key, value in (("defaut", question.default), ("sans_effet", question.unneeded)):
            if value and not question.option(value):
                yield _unknown(file, (rank, key), "la réponse", value, [o.id for o in question.options])
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
            yield _unknown(file, ("contact",), "le contact", programme.contact, roles)
        for rank, variant in enumerate(programme.variants):
            yield from _condition(knowledge, file, ("variantes", rank, "si"), variant.when)
        for rank, rule in enumerate(programme.elsewhere):
            path = ("ailleurs", rank)
            yield from _condition(knowledge, file, (*path, "si"), {"zone": rule.zone, **rule.when})
            yield from _programme_ids(knowledge, file, path, (rule.by, rule.later))
            if programme.id in {rule.by, rule.later}:
                yield Finding(
                    file, path, "un dispositif ne peut pas se remplacer lui-même", "nommez-en un autre"
                )


def _codes(
    knowledge: Knowledge, file: str, path: tuple[str | int, ...], codes: tuple[str, ...] | str
) -> Iterator[Finding]:
    for code in () if isinstance(codes, str) else codes:
        if code not in knowledge.regions:
            yield _unknown(file, path, "la région", code, knowledge.regions)


def _places(knowledge: Knowledge) -> Iterator[Finding]:
    for needed in (NATIONAL, *NETWORKS.values()):
        if needed not in knowledge.national:
            yield Finding("national.yaml", ("contacts",), f"le contact « {needed} » manque")
    for region in knowledge.regions.values():
        yield from _departments(region)
    for rank, call in enumerate(knowledge.calls):
        yield from _programme_ids(knowledge, "appels.yaml", (rank,), (call.programme,))
        yield from _codes(knowledge, "appels.yaml", (rank, "regions"), call.regions)


def _departments(region: Region) -> Iterator[Finding]:
    for contact in (*region.dla, *region.incubators, *region.factories, *region.offers):
        for department in contact.departments:
            if department not in region.departments:
                message = f"le département {department} n'est pas dans la région {region.name}"
                yield Finding(f"regions/{region.code}.yaml", (), f"{contact.name} : {message}")


def _facts(knowledge: Knowledge) -> Iterator[Finding]:
    for file, path, facts in cited(knowledge):
        for number in facts:
            if number not in knowledge.sources.facts:
                message = f"le fait « {number} » n'existe pas"
                yield Finding(file, path, message, "corrigez le numéro, ou ajoutez-le dans sources.yaml")
    for number, fact in knowledge.sources.facts.items():
        for page in fact.pages:
            if page not in knowledge.sources.pages:
                yield _unknown("sources.yaml", ("faits", number), "la page", page, knowledge.sources.pages)
        yield from _codes(knowledge, "sources.yaml", ("faits", number), fact.regions)
        if not fact.pages and not fact.moment:
            yield Finding("sources.yaml", ("faits", number), f"le fait {number} n'a ni page ni moment")


def cited(knowledge: Knowledge) -> Iterator[tuple[str, tuple[str | int, ...], tuple[str, ...]]]:
    """List where facts are cited: file, path, numbers."""
    for name, node, path in all_nodes(knowledge):
        if node.proposal:
            yield f"arbre/{name}.yaml", (*path, "orientation", "faits"), node.proposal.facts
    for programme in knowledge.programmes.values():
        yield f"dispositifs/{programme.id}.yaml", ("faits",), programme.all_facts
    for rank, adjustment in enumerate(knowledge.adjustments):
        yield "ajustements.yaml", ("ajustements", rank, "faits"), adjustment.facts
    for rank, call in enumerate(knowledge.calls):
        yield "appels.yaml", (rank, "faits"), call.facts
    for rank, term in enumerate(knowledge.glossary.values()):
        yield "glossaire.yaml", (rank, "faits"), term.facts


def _words(knowledge: Knowledge) -> Iterator[Finding]:
    for key in sorted(PLACEHOLDERS.keys() - knowledge.texts.keys()):
        yield Finding("textes.yaml", (), f"le texte « {key} » manque", f"ajoutez « {key}: … »")
    for key, text in knowledge.texts.items():
        if key not in PLACEHOLDERS:
            yield _unknown("textes.yaml", (key,), "le texte", key, PLACEHOLDERS)
        else:
            yield from _braces(key, text)
    for key in sorted(set(INTENTIONS) - knowledge.intentions.keys()):
        yield Finding("intentions.yaml", (), f"l'intention « {key} » manque", f"ajoutez « {key}: […] »")
    for key in knowledge.intentions.keys() - set(INTENTIONS):
        yield _unknown("intentions.yaml", (key,), "l'intention", key, INTENTIONS)
    for rank, term in enumerate(knowledge.glossary.values()):
        yield from _codes(knowledge, "glossaire.yaml", (rank, "regions"), term.regions)


def _braces(key: str, text: str) -> Iterator[Finding]:
    """Check what stands between braces: a permitted word, and nothing else."""
    repair = f"mots permis : {', '.join(sorted(PLACEHOLDERS[key])) or 'aucun'}"
    try:
        wrong = placeholders(text) - PLACEHOLDERS[key]
    except ValueError:
        yield Finding("textes.yaml", (key,), "une accolade est seule", "fermez-la, ou retirez-la")
        return
    for name in sorted(wrong):
        yield Finding("textes.yaml", (key,), f"le mot entre accolades « {name} » n'existe pas", repair)
