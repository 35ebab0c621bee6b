"""Edits of the decision tree: an orientation, a condition, a way through."""

from collections.abc import Iterator

from knowledge.mutations.edits import (
    Data,
    Documents,
    Edit,
    Kind,
    Path,
    edited,
    exchanged,
    files,
    listed,
    quoted,
    removed,
)  # fmt: skip


def nodes(data: Data, path: Path = (), way: str = "") -> Iterator[tuple[Path, Data, str]]:
    """Yield every node of a branch: its path, what it says, and the answers that lead to it."""
    yield path, data, way
    for rank, case in enumerate(listed(data, "cas")):
        when = " ou ".join(case["si"])
        yield from nodes(case, (*path, "cas", rank), f"{way}, {when}" if way else when)
    if "sinon" in data:
        yield from nodes(data["sinon"], (*path, "sinon"), f"{way}, sinon" if way else "sinon")


def _all(documents: Documents) -> Iterator[tuple[str, Path, Data, str]]:
    for file, data in files(documents, "arbre"):
        for path, node, way in nodes(data):
            yield file, path, node, f"dans la branche {data['branche']}" + (f" ({way})" if way else "")


def _leaves(documents: Documents) -> Iterator[tuple[str, Path, Data, str]]:
    for file, path, node, where in _all(documents):
        if "orientation" in node:
            yield file, (*path, "orientation"), node["orientation"], where


def _first_swapped(documents: Documents) -> Iterator[Edit]:
    for file, path, leaf, where in _leaves(documents):
        for other in listed(leaf, "autres")[:1]:
            told = f"échangeait « {leaf['principal']} » et « {other} » {where}"
            yield exchanged(documents, told, (file, (*path, "principal")), (file, (*path, "autres", 0)))


def _listed_removed(documents: Documents) -> Iterator[Edit]:
    for file, path, leaf, where in _leaves(documents):
        for key in ("autres", "ensuite"):
            for rank, programme in enumerate(listed(leaf, key)):
                told = f"retirait « {programme} » de « {key} » {where}"
                yield removed(documents, told, file, (*path, key, rank))


def _others_swapped(documents: Documents) -> Iterator[Edit]:
    for file, path, leaf, where in _leaves(documents):
        others = listed(leaf, "autres")
        for rank in range(len(others) - 1):
            told = f"échangeait « {others[rank]} » et « {others[rank + 1]} » {where}"
            way = (*path, "autres")
            yield exchanged(documents, told, (file, (*way, rank)), (file, (*way, rank + 1)))


def _reason_replaced(documents: Documents) -> Iterator[Edit]:
    reasons = list(documents["motifs.yaml"])
    for file, path, leaf, where in _leaves(documents):
        other = reasons[(reasons.index(leaf["motif"]) + 1) % len(reasons)]
        told = f"remplaçait le motif « {leaf['motif']} » par « {other} » {where}"
        yield edited(documents, told, file, (*path, "motif"), other)


def _fact_removed(documents: Documents) -> Iterator[Edit]:
    for file, path, leaf, where in _leaves(documents):
        facts = listed(leaf, "faits")
        for rank, fact in enumerate(facts if len(facts) > 1 else ()):
            yield removed(documents, f"retirait le fait {fact} {where}", file, (*path, "faits", rank))


def _value_removed(documents: Documents) -> Iterator[Edit]:
    for file, path, node, where in _all(documents):
        for rank, case in enumerate(listed(node, "cas")):
            for place, value in enumerate(case["si"] if len(case["si"]) > 1 else ()):
                told = f"retirait la réponse « {value} » d'un cas {where}"
                yield removed(documents, told, file, (*path, "cas", rank, "si", place))


def _value_moved(documents: Documents) -> Iterator[Edit]:
    for file, path, node, where in _all(documents):
        cases = listed(node, "cas")
        for rank, case in enumerate(cases if len(cases) > 1 else ()):
            other = (rank + 1) % len(cases)
            for place, value in enumerate(case["si"] if len(case["si"]) > 1 else ()):
                told = f"passait la réponse « {value} » dans le cas voisin {where}"
                way = (*path, "cas", rank, "si", place)
                less = removed(documents, told, file, way)
                target = [*cases[other]["si"], value]
                yield Edit(
                    told,
                    file,
                    way,
                    edited(less.changes, told, file, (*path, "cas", other, "si"), target).changes,
                )


def _case_removed(documents: Documents) -> Iterator[Edit]:
    for file, path, node, where in _all(documents):
        for rank, case in enumerate(listed(node, "cas")):
            told = f"retirait le cas {quoted(case['si'])} {where}"
            yield removed(documents, told, file, (*path, "cas", rank))
        if "sinon" in node:
            yield removed(documents, f"retirait « sinon » {where}", file, (*path, "sinon"))


def _cases_swapped(documents: Documents) -> Iterator[Edit]:
    for file, path, node, where in _all(documents):
        cases = listed(node, "cas")
        for rank in range(len(cases) - 1):
            one, two = cases[rank]["si"], cases[rank + 1]["si"]
            told = f"échangeait les réponses {quoted(one)} et {quoted(two)} {where}"
            way = (*path, "cas")
            yield exchanged(documents, told, (file, (*way, rank, "si")), (file, (*way, rank + 1, "si")))


def _way_changed(documents: Documents) -> Iterator[Edit]:
    """Change where a node leads, to the next of those written in its branch."""
    for file, data in files(documents, "arbre"):
        for key in ("vers", "classe", "suppose"):
            found = [(path, node[key]) for path, node, _ in nodes(data) if key in node]
            values = list(dict.fromkeys(value for _, value in found))
            for path, value in found if len(values) > 1 else ():
                other = values[(values.index(value) + 1) % len(values)]
                told = f"écrivait « {key}: {other} » au lieu de « {value} » dans la branche {data['branche']}"
                yield edited(documents, told, file, (*path, key), other)


def _addition_removed(documents: Documents) -> Iterator[Edit]:
    for file, path, node, where in _all(documents):
        for key in ("ensuite", "complement") if "vers" in node else ():
            if key in node:
                told = f"retirait « {key}: {node[key]} » {where}"
                yield removed(documents, told, file, (*path, key))


KINDS = (
    Kind("premier et autre choix échangés", "orientation", _first_swapped),
    Kind("autre choix ou étape retirés", "orientation", _listed_removed),
    Kind("autres choix échangés", "orientation", _others_swapped),
    Kind("réponse retirée d'un cas", "orientation", _value_removed),
    Kind("réponse passée dans un autre cas", "orientation", _value_moved),
    Kind("cas retiré", "orientation", _case_removed),
    Kind("cas échangés", "orientation", _cases_swapped),
    Kind("chemin changé", "orientation", _way_changed),
    Kind("ajout d'une branche retiré", "orientation", _addition_removed),
    Kind("motif remplacé", "orientation", _reason_replaced),
    Kind("fait d'une orientation retiré", "sources", _fact_removed),
)
