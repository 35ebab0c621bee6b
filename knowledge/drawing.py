"""The tree, drawn from the same data that runs: indented text, and Mermaid."""

from collections.abc import Iterator

from knowledge.content import Knowledge
from knowledge.tree import Node, Proposal
from knowledge.walk import GROUPS, START


def as_text(knowledge: Knowledge) -> str:
    """Return the tree as indented text, one branch after the other."""
    parts = ["\n".join((name, *_lines(knowledge, knowledge.tree[name], 1))) for name in _order(knowledge)]
    return "\n\n".join(parts) + "\n"


def _order(knowledge: Knowledge) -> list[str]:
    first = [name for name in (START, GROUPS) if name in knowledge.tree]
    return [*first, *sorted(knowledge.tree.keys() - set(first))]


def _lines(knowledge: Knowledge, node: Node, depth: int) -> Iterator[str]:
    margin = "  " * depth
    if node.question is None:
        yield f"{margin}→ {_end(knowledge, node)}"
        return
    yield f"{margin}{_question(knowledge, node.question)}"
    for case in node.cases:
        yield f"{margin}  si {_values(knowledge, node.question, case.when)}"
        yield from _lines(knowledge, case, depth + 2)
    if node.otherwise:
        yield f"{margin}  sinon"
        yield from _lines(knowledge, node.otherwise, depth + 2)


def _question(knowledge: Knowledge, name: str) -> str:
    return knowledge.questions[name].text if name in knowledge.questions else f"Selon la {name}"


def _values(knowledge: Knowledge, question: str, values: tuple[str, ...]) -> str:
    if question not in knowledge.questions:
        return " ou ".join(values)
    labels = {option.id: option.label for option in knowledge.questions[question].options}
    return " ou ".join(labels.get(value, value) for value in values)


def _end(knowledge: Knowledge, node: Node) -> str:
    if node.to:
        later = f" (puis {', '.join(node.added_later)})" if node.added_later else ""
        return f"branche {node.to}{later}"
    if node.assumed:
        return f"on suppose le besoin : {node.assumed}"
    return _proposal(knowledge, node.proposal) if node.proposal else f"classe {node.group}"


def _proposal(knowledge: Knowledge, proposal: Proposal) -> str:
    def names(ids: tuple[str, ...]) -> str:
        return ", ".join(knowledge.programmes[name].short for name in ids)

    others = f" ; aussi {names(proposal.others)}" if proposal.others else ""
    later = f" ; ensuite {names(proposal.later)}" if proposal.later else ""
    return f"{names((proposal.principal,))}{others}{later}"


def as_mermaid(knowledge: Knowledge) -> str:
    """Return the tree as a Mermaid flowchart, one subgraph a branch, the condition on every edge."""
    lines = ["flowchart LR"]
    for name in _order(knowledge):
        lines.append(f'  subgraph {name}["{name}"]')
        lines += [f"    {line}" for line in _shapes(knowledge, knowledge.tree[name], name)]
        lines.append("  end")
    lines += [f"  {edge}" for name in _order(knowledge) for edge in _links(knowledge.tree[name], name)]
    return "\n".join(lines) + "\n"


def _shapes(knowledge: Knowledge, node: Node, key: str) -> Iterator[str]:
    if node.question is None:
        yield f'{key}_n(["{_label(_end(knowledge, node))}"])'
        return
    yield f'{key}_n{{"{_label(_question(knowledge, node.question))}"}}'
    for rank, child in enumerate(node.children()):
        yield from _shapes(knowledge, child, f"{key}_{rank}")
        case = node.cases[rank] if rank < len(node.cases) else None
        when = _values(knowledge, node.question, case.when) if case else "sinon"
        yield f'{key}_n -- "{_label(when)}" --> {key}_{rank}_n'


def _links(node: Node, key: str) -> Iterator[str]:
    target = START if node.assumed else node.to
    if target:
        yield f"{key}_n -.-> {target}_n"
    for rank, child in enumerate(node.children()):
        yield from _links(child, f"{key}_{rank}")


def _label(text: str) -> str:
    return text.replace('"', "'").replace("[", "(").replace("]", ")")
