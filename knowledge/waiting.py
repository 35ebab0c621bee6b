"""Can every question be asked?"""

from collections.abc import Iterator

from knowledge.content import Knowledge
from knowledge.issues import Finding, about
from knowledge.questions import PLACES
from knowledge.soundness import all_nodes
from knowledge.walk import GROUPS

NEVER = "changez la condition, ou posez la question plus tôt"


def unasked(knowledge: Knowledge) -> Iterator[Finding]:
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
        yield Finding("questions.yaml", path, "CB-335", message, NEVER, about=told, rests=("arbre/",))
