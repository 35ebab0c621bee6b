"""Edits of the regions and of the national contacts: who is called where, and how."""

from collections.abc import Iterator
from itertools import pairwise

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
    removed,
)  # fmt: skip

OPERATORS = ("dla", "incubateurs", "fabriques", "offres")
WAYS = ("site", "courriel", "telephone", "adresse")
NATIONAL = "national.yaml"


def _regions(documents: Documents) -> Iterator[tuple[str, Data]]:
    yield from files(documents, "regions")


def _operators(documents: Documents) -> Iterator[tuple[str, Path, Data, str]]:
    for file, data in _regions(documents):
        for key in OPERATORS:
            for rank, operator in enumerate(listed(data, key)):
                yield file, (key, rank), operator, f"« {operator['nom']} » ({key}, {data['nom']})"


def _chambers_swapped(documents: Documents) -> Iterator[Edit]:
    regions = list(_regions(documents))
    for (file, data), (other, across) in zip(regions, [*regions[1:], regions[0]], strict=True):
        told = f"échangeait les CRESS de {data['nom']} et de {across['nom']}"
        yield exchanged(documents, told, (file, ("cress",)), (other, ("cress",)))


def _zones_swapped(documents: Documents) -> Iterator[Edit]:
    regions = list(_regions(documents))
    for file, data in regions:
        other, across = next((f, d) for f, d in regions if d["zone"] != data["zone"])
        told = f"échangeait les zones de {data['nom']} et de {across['nom']}"
        yield exchanged(documents, told, (file, ("zone",)), (other, ("zone",)))


def _operator_removed(documents: Documents) -> Iterator[Edit]:
    for file, path, _, name in _operators(documents):
        yield removed(documents, f"retirait {name}", file, path)


def _operators_swapped(documents: Documents) -> Iterator[Edit]:
    for file, data in _regions(documents):
        for key in OPERATORS:
            for rank in range(len(listed(data, key)) - 1):
                one, two = data[key][rank]["nom"], data[key][rank + 1]["nom"]
                told = f"échangeait les noms « {one} » et « {two} » ({key}, {data['nom']})"
                paths = ((file, (key, rank, "nom")), (file, (key, rank + 1, "nom")))
                yield exchanged(documents, told, *paths)


def _department_changed(documents: Documents) -> Iterator[Edit]:
    for file, path, operator, name in _operators(documents):
        codes = list(documents[file]["departements"])
        for rank, code in enumerate(listed(operator, "departements")):
            yield removed(
                documents, f"retirait le département {code} de {name}", file, (*path, "departements", rank)
            )
            other = codes[(codes.index(code) + 1) % len(codes)]
            told = f"écrivait le département {other} au lieu de {code} pour {name}"
            yield edited(documents, told, file, (*path, "departements", rank), other)


def _ways(documents: Documents) -> Iterator[tuple[str, Path, str, str]]:
    """Yield every way of reaching somebody: file, path, what is written, whose it is."""
    for file, data in _regions(documents):
        for key in WAYS:
            if isinstance(data["cress"][key], dict):
                name = data["cress"]["nom"]["valeur"]
                yield file, ("cress", key, "valeur"), data["cress"][key]["valeur"], name
    national = documents[NATIONAL]["contacts"].items()
    others = [(NATIONAL, ("contacts", name), contact) for name, contact in national]
    for file, path, contact in [*((f, p, c) for f, p, c, _ in _operators(documents)), *others]:
        for key in WAYS:
            if contact.get(key, "inconnu") != "inconnu":
                yield file, (*path, key), contact[key], contact["nom"]


def _way_mistyped(documents: Documents) -> Iterator[Edit]:
    """Exchange two signs that follow each other: two digits of a phone, two letters of an address."""
    for file, path, value, name in _ways(documents):
        turned = _turned(value)
        if turned != value:
            told = f"écrivait « {turned} » au lieu de « {value} » pour {name}"
            yield edited(documents, told, file, path, turned)


def _turned(value: str) -> str:
    """Exchange the last two signs of a word that differ."""
    for rank in range(len(value) - 2, 0, -1):
        one, two = value[rank], value[rank + 1]
        if one != two and one.isalnum() and two.isalnum():
            return value[:rank] + two + one + value[rank + 2 :]
    return value


def _way_removed(documents: Documents) -> Iterator[Edit]:
    for file, path, value, name in _ways(documents):
        told = f"effaçait « {value} » de {name}"
        if path[0] == "cress":
            yield edited(documents, told, file, path[:2], "inconnu")
        else:
            yield removed(documents, told, file, path)


def _national_swapped(documents: Documents) -> Iterator[Edit]:
    names = list(documents[NATIONAL]["contacts"])
    for one, two in pairwise(names):
        told = f"échangeait les contacts nationaux « {one} » et « {two} »"
        yield exchanged(documents, told, (NATIONAL, ("contacts", one)), (NATIONAL, ("contacts", two)))


def _departments_swapped(documents: Documents) -> Iterator[Edit]:
    for file, data in _regions(documents):
        codes = list(data["departements"])
        for one, two in pairwise(codes):
            told = f"échangeait les noms des départements {one} et {two}"
            paths = ((file, ("departements", one)), (file, ("departements", two)))
            yield exchanged(documents, told, *paths)


def _department_moved(documents: Documents) -> Iterator[Edit]:
    """Give a region its code in the list of another one: a département written in the wrong file."""
    regions = list(_regions(documents))
    for (file, data), (other, across) in zip(regions, [*regions[1:], regions[0]], strict=True):
        code = list(data["departements"])[-1]
        if len(data["departements"]) > 1:
            told = f"passait le département {code} de {data['nom']} à {across['nom']}"
            less = removed(documents, told, file, ("departements", code))
            given = {**across["departements"], code: data["departements"][code]}
            changes = {**less.changes, **edited(documents, told, other, ("departements",), given).changes}
            yield Edit(told, file, ("departements", code), changes)


KINDS = (
    Kind("CRESS de deux régions échangées", "contacts", _chambers_swapped),
    Kind("zones de deux régions échangées", "orientation", _zones_swapped),
    Kind("opérateur retiré", "contacts", _operator_removed),
    Kind("opérateurs échangés", "contacts", _operators_swapped),
    Kind("département d'un opérateur changé", "contacts", _department_changed),
    Kind("numéro ou adresse mal recopiés", "contacts", _way_mistyped),
    Kind("numéro ou adresse effacés", "contacts", _way_removed),
    Kind("contacts nationaux échangés", "contacts", _national_swapped),
    Kind("noms de départements échangés", "textes", _departments_swapped),
    Kind("département passé à une autre région", "questions", _department_moved),
)
