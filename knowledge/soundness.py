"""Is the tree a tree? Branches conclude, none leads back to itself, classes stay where they belong."""

from collections.abc import Iterator, Mapping

from knowledge.content import Knowledge
from knowledge.derived import derived
from knowledge.issues import Finding
from knowledge.tree import Node, nodes
from knowledge.walk import GROUPS


def all_nodes(knowledge: Knowledge) -> Iterator[tuple[str, Node, tuple[str | int, ...]]]:
    """Walk every node of the tree, with the name of its branch."""
    for name, branch in knowledge.tree.items():
        for node, path in nodes(branch):
            yield name, node, path


@derived
def places(knowledge: Knowledge) -> Mapping[int, tuple[str, tuple[str | int, ...]]]:
    """Return where each node and each proposal of the tree is written, by its id in memory: file, path."""
    found: dict[int, tuple[str, tuple[str | int, ...]]] = {}
    for name, node, path in all_nodes(knowledge):
        found[id(node)] = (f"arbre/{name}.yaml", path)
        if node.proposal:
            found[id(node.proposal)] = (f"arbre/{name}.yaml", (*path, "orientation"))
    return found


def unsound(knowledge: Knowledge) -> Iterator[Finding]:
    """Say which branches lead back to themselves, and which conclude with what is not theirs."""
    sorting = _from(knowledge, GROUPS)
    dangling = any(node.to and node.to not in knowledge.tree for _, node, _ in all_nodes(knowledge))
    for name in sorted(knowledge.tree):
        if name in _from(knowledge, name, included=False):
            message = f"la branche « {name} » ramène à elle-même"
            yield Finding(
                f"arbre/{name}.yaml", (), "CB-316", message, "faites-la conclure par une orientation"
            )
    for name, node, path in all_nodes(knowledge):
        file = f"arbre/{name}.yaml"
        if node.group and name not in sorting and not dangling:
            message = "seules les branches qui trient les statuts concluent par une classe"
            repair = "mettez une orientation"
            yield Finding(file, (*path, "classe"), "CB-317", message, repair, rests=("arbre/",))
        if (node.proposal or node.assumed) and name in sorting:
            message = "une branche qui trie les statuts conclut par une classe"
            yield Finding(file, path, "CB-318", message, "mettez « classe: … »")


def _from(knowledge: Knowledge, start: str, *, included: bool = True) -> frozenset[str]:
    """Return the branches reached from one, itself included or only if something leads back to it."""
    found: set[str] = {start} if included else set()
    pending = [start]
    while pending:
        branch = knowledge.tree.get(pending.pop())
        for node, _ in nodes(branch) if branch else ():
            if node.to and node.to in knowledge.tree and node.to not in found:
                found.add(node.to)
                pending.append(node.to)
    return frozenset(found)
