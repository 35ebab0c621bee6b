"""Edits of the cards of programmes: where they exist, what replaces them, who to call, what is said."""

from collections.abc import Iterator
from itertools import pairwise

from knowledge.mutations.edits import (
    Data,
    Documents,
    Edit,
    Kind,
    Path,
    at,
    edited,
    exchanged,
    files,
    listed,
    quoted,
    removed,
)  # fmt: skip

CLAIMS = ("pour_qui", "format", "duree", "cout", "en_autre", "en_ensuite", "motif_ailleurs")
STATES = {"ouvert": ("inconnu", "arrete"), "inconnu": ("ouvert", "arrete"), "arrete": ("ouvert",)}


def _all(documents: Documents) -> Iterator[tuple[str, Data, str]]:
    for file, data in files(documents, "dispositifs"):
        yield file, data, f"de {data['dispositif']}"


def _rule_removed(documents: Documents) -> Iterator[Edit]:
    for file, data, where in _all(documents):
        for rank, rule in enumerate(listed(data, "ailleurs")):
            path = ("ailleurs", rank)
            yield removed(documents, f"retirait « ailleurs » {quoted(rule)} {where}", file, path)
            for place, zone in enumerate(rule["zone"] if len(rule["zone"]) > 1 else ()):
                told = f"retirait la zone « {zone} » d'un « ailleurs » {where}"
                yield removed(documents, told, file, (*path, "zone", place))
            for key in rule.keys() - {"zone"}:
                told = f"retirait « {key}: {rule[key]} » d'un « ailleurs » {where}"
                yield removed(documents, told, file, (*path, key))


def _rule_changed(documents: Documents) -> Iterator[Edit]:
    for file, data, where in _all(documents):
        for rank, rule in enumerate(listed(data, "ailleurs")):
            for key in ("par", "ensuite"):
                if key in rule:
                    other = "decouverte" if rule[key] == "cress" else "cress"
                    told = (
                        f"écrivait « {key}: {other} » au lieu de « {rule[key]} » dans un « ailleurs » {where}"
                    )
                    yield edited(documents, told, file, ("ailleurs", rank, key), other)


def _state_changed(documents: Documents) -> Iterator[Edit]:
    for file, data, where in _all(documents):
        for other in STATES[data["etat"]]:
            told = f"écrivait « etat: {other} » au lieu de « {data['etat']} » {where}"
            yield edited(documents, told, file, ("etat",), other)


def _zones_changed(documents: Documents) -> Iterator[Edit]:
    for file, data, where in _all(documents):
        other = ["93"] if data["zones"] == "partout" else "partout"
        told = f"écrivait « zones: {quoted(other)} » au lieu de {quoted(data['zones'])} {where}"
        yield edited(documents, told, file, ("zones",), other)


def _contact_changed(documents: Documents) -> Iterator[Edit]:
    roles = list(dict.fromkeys(data["contact"] for _, data, _ in _all(documents)))
    for file, data, where in _all(documents):
        other = roles[(roles.index(data["contact"]) + 1) % len(roles)]
        told = f"écrivait « contact: {other} » au lieu de « {data['contact']} » {where}"
        yield edited(documents, told, file, ("contact",), other)


def _variant_changed(documents: Documents) -> Iterator[Edit]:
    for file, data, where in _all(documents):
        for rank, variant in enumerate(listed(data, "variantes")):
            path = ("variantes", rank)
            yield removed(documents, f"retirait la variante {quoted(variant['texte'])} {where}", file, path)
            for question in variant.get("si", {}):
                told = f"retirait la condition « {question} » d'une variante {where}"
                yield removed(documents, told, file, (*path, "si", question))
            if "si_premier" in variant:
                told = f"retirait « si_premier » d'une variante {where}"
                yield removed(documents, told, file, (*path, "si_premier"))


def _texts_swapped(documents: Documents) -> Iterator[Edit]:
    cards = list(files(documents, "dispositifs"))
    for key in (*(f"{claim}/texte" for claim in CLAIMS), "resume", "nom", "court"):
        path: Path = tuple(key.split("/"))
        having = [(file, data) for file, data in cards if at(data, path)]
        for (file, data), (other, across) in pairwise(having):
            told = f"échangeait « {path[0]} » de {data['dispositif']} et de {across['dispositif']}"
            yield exchanged(documents, told, (file, path), (other, path))


def _line_removed(documents: Documents) -> Iterator[Edit]:
    for file, data, where in _all(documents):
        for key in ("demarche", "a_confirmer", "preparer"):
            for rank, line in enumerate(listed(data, key)):
                text = line["texte"] if isinstance(line, dict) else line
                told = f"retirait {quoted(text)} de « {key} » {where}"
                yield removed(documents, told, file, (key, rank))
                if "sans_operateur" in line:
                    told = f"retirait {quoted(line['sans_operateur'])} de « {key} » {where}"
                    yield removed(documents, told, file, (key, rank, "sans_operateur"))
        for code in data.get("dans_la_region", {}):
            told = f"retirait ce qui est dit de la région {code} {where}"
            yield removed(documents, told, file, ("dans_la_region", code))
        for key in {"motif_ailleurs", "en_ensuite"} & data.keys():
            yield removed(documents, f"retirait « {key} » {where}", file, (key,))


def _whom_removed(documents: Documents) -> Iterator[Edit]:
    for file, data, where in _all(documents):
        for key in ("duree", "cout"):
            if whom := data[key].get("voir_avec"):
                told = f"retirait « voir_avec: {whom} » de « {key} » {where}"
                yield removed(documents, told, file, (key, "voir_avec"))


def _fact_removed(documents: Documents) -> Iterator[Edit]:
    for file, data, where in _all(documents):
        paths: list[Path] = [(key, "faits") for key in CLAIMS] + [("faits",)]
        paths += [
            (key, n, "faits") for key in ("demarche", "a_confirmer") for n in range(len(listed(data, key)))
        ]
        for path in paths:
            facts = at(data, path) or []
            for rank, fact in enumerate(facts if len(facts) > 1 else ()):
                told = f"retirait le fait {fact} de « {path[0]} » {where}"
                yield removed(documents, told, file, (*path, rank))


KINDS = (
    Kind("« ailleurs » retiré", "orientation", _rule_removed),
    Kind("« ailleurs » changé", "orientation", _rule_changed),
    Kind("état d'un dispositif changé", "orientation", _state_changed),
    Kind("zones d'un dispositif changées", "textes", _zones_changed),
    Kind("contact d'un dispositif changé", "contacts", _contact_changed),
    Kind("variante changée", "orientation", _variant_changed),
    Kind("textes de deux dispositifs échangés", "textes", _texts_swapped),
    Kind("ligne d'un dispositif retirée", "textes", _line_removed),
    Kind("« voir_avec » retiré", "textes", _whom_removed),
    Kind("fait d'un dispositif retiré", "sources", _fact_removed, 120),
)
