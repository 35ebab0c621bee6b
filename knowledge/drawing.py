"""The tree, drawn from the same data that runs: boxes, a condition on every edge, as text and as Mermaid."""

from collections.abc import Iterator
from dataclasses import dataclass

from knowledge.content import Knowledge
from knowledge.questions import NEED
from knowledge.tree import Case, Node, Proposal
from knowledge.walk import GROUPS, START

OTHERWISE = "sinon"


@dataclass(frozen=True)
class Box:
    """One box of a branch: a question, what it concludes, or the branch (`target`) that it goes on with.

    `lines` is what it says, the first line standing out; `when` the condition on the edge that leads to it
    (None at the top); `edge` what is taken along to the target.
    """

    lines: tuple[str, ...]
    when: str | None = None
    boxes: tuple["Box", ...] = ()
    target: str | None = None
    edge: str = "suite"


def branches(knowledge: Knowledge) -> dict[str, Box]:
    """Return every branch by name, the start and the sorting of statuses first."""
    first = [name for name in (START, GROUPS) if name in knowledge.tree]
    names = [*first, *sorted(knowledge.tree.keys() - set(first))]
    return {name: _box(knowledge, knowledge.tree[name], None) for name in names}


def _box(knowledge: Knowledge, node: Node, when: str | None) -> Box:
    if node.question:
        boxes = tuple(_box(knowledge, child, _condition(knowledge, node, child)) for child in node.children())
        return Box((_question(knowledge, node.question),), when, boxes)
    if node.to:
        later = (f"ensuite {_names(knowledge, node.added_later)}",) if node.added_later else ()
        return Box((f"branche {node.to}", *later), when, target=node.to)
    if node.assumed:
        need = _values(knowledge, NEED, (node.assumed,))
        return Box((f"on suppose le besoin : {need}",), when, target=START, edge=f"avec le besoin : {need}")
    return Box(_proposal(knowledge, node.proposal) if node.proposal else (f"classe {node.group}",), when)


def _question(knowledge: Knowledge, name: str) -> str:
    return knowledge.questions[name].text if name in knowledge.questions else f"Selon la {name}"


def _condition(knowledge: Knowledge, node: Node, child: Node) -> str:
    """Say when a child is followed; « sinon » tells which answers are left, when they are known."""
    question = node.question or ""
    if isinstance(child, Case):
        return f"si {_values(knowledge, question, child.when)}"
    taken = {value for case in node.cases for value in case.when}
    left = tuple(value for value in _met(knowledge, question).values() if value not in taken)
    return f"{OTHERWISE} ({_values(knowledge, question, left)})" if left else OTHERWISE


def _met(knowledge: Knowledge, question: str) -> dict[str, str]:
    """Return the value that a node meets for each answer, by label: an answer may stand for another one."""
    known = knowledge.questions.get(question)
    return (
        {option.label: option.implied.get(question, option.id) for option in known.options} if known else {}
    )


def _values(knowledge: Knowledge, question: str, values: tuple[str, ...]) -> str:
    met = _met(knowledge, question)
    labels = [label for value in values for label in met if met[label] == value]
    return " ou ".join(labels or values)


def _proposal(knowledge: Knowledge, proposal: Proposal) -> tuple[str, ...]:
    roles = (("", (proposal.principal,)), ("aussi ", proposal.others), ("ensuite ", proposal.later))
    return tuple(f"{role}{_names(knowledge, ids)}" for role, ids in roles if ids)


def _names(knowledge: Knowledge, programmes: tuple[str, ...]) -> str:
    return ", ".join(knowledge.programmes[name].short for name in programmes)


def as_text(knowledge: Knowledge) -> str:
    """Return the tree as indented text, one branch after the other."""
    parts = ["\n".join((name, *_indented(box, 1))) for name, box in branches(knowledge).items()]
    return "\n\n".join(parts) + "\n"


def branch_text(box: Box) -> str:
    """Return one branch as indented text."""
    return "\n".join(_indented(box, 0))


def _indented(box: Box, depth: int) -> Iterator[str]:
    margin = "  " * depth
    yield f"{margin}{'' if box.boxes else '→ '}{' ; '.join(box.lines)}"
    for child in box.boxes:
        yield f"{margin}  {child.when}"
        yield from _indented(child, depth + 2)


def as_mermaid(knowledge: Knowledge) -> str:
    """Return the tree as a Mermaid flowchart, one subgraph a branch, the condition on every edge."""
    drawn = branches(knowledge)
    lines = ["flowchart LR"]
    for name, box in drawn.items():
        lines.append(f'  subgraph {name}["{name}"]')
        lines += [f"    {line}" for line in _shapes(box, name)]
        lines.append("  end")
    lines += [f"  {link}" for name, box in drawn.items() for link in _links(box, name)]
    return "\n".join(lines) + "\n"


def _shapes(box: Box, key: str) -> Iterator[str]:
    told = _label(" ; ".join(box.lines))
    yield f'{key}_n{{"{told}"}}' if box.boxes else f'{key}_n(["{told}"])'
    for rank, child in enumerate(box.boxes):
        yield from _shapes(child, f"{key}_{rank}")
        yield f'{key}_n -- "{_label(child.when or "")}" --> {key}_{rank}_n'


def _links(box: Box, key: str) -> Iterator[str]:
    if box.target:
        yield f'{key}_n -. "{_label(box.edge)}" .-> {box.target}_n'
    for rank, child in enumerate(box.boxes):
        yield from _links(child, f"{key}_{rank}")


def _label(text: str) -> str:
    return text.replace('"', "'").replace("[", "(").replace("]", ")")
