"""Can every case be followed, and every question be asked?"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from knowledge.content import Knowledge
from knowledge.issues import Finding, about
from knowledge.questions import NEED, PLACES, REGION
from knowledge.soundness import all_nodes, groups
from knowledge.tree import Node
from knowledge.walk import GROUPS, START

Values = frozenset[str]
Known = frozenset[tuple[str, Values]]
"""What is known of the answers at a node: the values that each question may still have."""
NEVER = "changez la condition, ou posez la question plus tôt"
USELESS = "retirez cette réponse du cas, ou déplacez le cas là où elle est encore possible"


def paths(knowledge: Knowledge) -> Iterator[Finding]:
    """Say which answers of the tree can never be followed, and which questions can never be asked."""
    everything = all(node.to in knowledge.tree for _, node, _ in all_nodes(knowledge) if node.to)
    if everything and {START, GROUPS, NEED} <= knowledge.tree.keys():
        yield from _blocked(knowledge)
    yield from _unasked(knowledge)


@dataclass
class _Trip:
    """Every way down the tree, kept apart only by what the answers may still be."""

    knowledge: Knowledge
    domains: dict[str, Values]
    met: dict[int, set[str]] = field(default_factory=dict)
    """The values that the question of a node may have there, by identity of the node."""
    _seen: set[tuple[int, Known]] = field(default_factory=set)

    def down(self, start: Node) -> None:
        """Follow every way from a node."""
        pending: list[tuple[Node, Known]] = [(start, frozenset())]
        while pending:
            node, known = pending.pop()
            if (id(node), known) not in self._seen:
                self._seen.add((id(node), known))
                pending += self._after(node, known)

    def _after(self, node: Node, known: Known) -> Iterator[tuple[Node, Known]]:
        if node.to:
            yield self.knowledge.tree[node.to], known
        elif node.assumed:
            yield self.knowledge.tree[START], _with(known, NEED, frozenset({node.assumed}))
        elif node.question:
            left = dict(known).get(node.question, self.domains.get(node.question, frozenset()))
            self.met.setdefault(id(node), set()).update(left)
            for case in node.cases:
                yield from ((case, k) for k in _narrowed(known, node.question, left & set(case.when)))
                left -= set(case.when)
            if node.otherwise:
                yield from ((node.otherwise, k) for k in _narrowed(known, node.question, left))


def _with(known: Known, question: str, values: Values) -> Known:
    return frozenset({*(pair for pair in known if pair[0] != question), (question, values)})


def _narrowed(known: Known, question: str, values: Values) -> tuple[Known, ...]:
    return (_with(known, question, values),) if values else ()


def _blocked(knowledge: Knowledge) -> Iterator[Finding]:
    trip = _Trip(knowledge, _domains(knowledge))
    trip.down(knowledge.tree[START])
    trip.down(knowledge.tree[GROUPS])
    for name, node, path in all_nodes(knowledge):
        met = trip.met.get(id(node), set())
        for rank, case in enumerate(node.cases if met else ()):
            for place, value in enumerate(case.when):
                if value in trip.domains.get(node.question or "", ()) and value not in met:
                    where = (*path, "cas", rank, "si", place)
                    told = f"« {value} » n'arrive jamais ici : plus haut, « {node.question} » vaut déjà "
                    message = told + " ou ".join(sorted(met))
                    rests = ("arbre/", "questions.yaml")
                    yield Finding(f"arbre/{name}.yaml", where, "CB-326", message, USELESS, rests=rests)


def _domains(knowledge: Knowledge) -> dict[str, Values]:
    domains = {q.id: frozenset(o.id for o in q.options) for q in knowledge.questions.values()}
    zones = frozenset(region.zone for region in knowledge.regions.values())
    regions = domains.get(REGION, frozenset()) | knowledge.regions.keys()
    return domains | {REGION: regions, GROUPS: groups(knowledge), "zone": zones}


def _unasked(knowledge: Knowledge) -> Iterator[Finding]:
    """Say which questions wait for an answer that only comes after them, or never."""
    questions = knowledge.questions.values()
    asked = {node.question for _, node, _ in all_nodes(knowledge)} | PLACES
    asked |= {question.id for question in questions if question.always}
    known = asked | {GROUPS, "zone"} | {key for q in questions for o in q.options for key in o.implied}
    waiting = [question for question in questions if question.id not in asked]
    while ready := [q for q in waiting if any(way.when.keys() <= known for way in q.asked_if)]:
        known |= {question.id for question in ready}
        waiting = [question for question in waiting if question not in ready]
    ranks = {question.id: rank for rank, question in enumerate(questions)}
    for question in waiting:
        wanted = sorted({key for way in question.asked_if for key in way.when} - known)
        why = f"elle attend la réponse à {', '.join(wanted)}" if wanted else "rien dans l'arbre ne la pose"
        message = f"la question « {question.id} » n'est jamais posée : {why}"
        path = (ranks[question.id], "posee_si") if wanted else (ranks[question.id],)
        told = about("la question", question.id)
        yield Finding("questions.yaml", path, "CB-325", message, NEVER, about=told, rests=("arbre/",))
