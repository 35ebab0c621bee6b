"""Edits of the modifiers (`ajustements.yaml`) and of the answers that do not go together."""

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
    listed,
    put,
    quoted,
    quoted_bare,
    removed,
)  # fmt: skip

FILE = "ajustements.yaml"
FILTERS = ("parmi", "parmi_ensuite", "si_premier", "sans_session", "edition_ouverte")


def _all(documents: Documents) -> Iterator[tuple[Path, Data, str]]:
    for rank, entry in enumerate(documents[FILE]["ajustements"]):
        yield ("ajustements", rank), entry, f"de l'ajustement {entry['ajustement']}"


def _condition_removed(documents: Documents) -> Iterator[Edit]:
    for path, entry, where in _all(documents):
        for key in ("si", "sauf"):
            for question, values in entry.get(key, {}).items():
                name = "la condition" if key == "si" else "l'exception"
                told = f"retirait {name} « {question}: {quoted_bare(values)} » {where}"
                yield removed(documents, told, FILE, (*path, key, question))


def _value_removed(documents: Documents) -> Iterator[Edit]:
    for path, entry, where in _all(documents):
        for key in ("si", "sauf"):
            for question, values in entry.get(key, {}).items():
                for rank, value in enumerate(values if len(values) > 1 else ()):
                    told = f"retirait « {value} » de « {question} » dans « {key} » {where}"
                    yield removed(documents, told, FILE, (*path, key, question, rank))


def _filter_removed(documents: Documents) -> Iterator[Edit]:
    for path, entry, where in _all(documents):
        for key in FILTERS:
            values = entry.get(key)
            if values:
                told = f"retirait « {key}: {quoted_bare(values)} » {where}"
                yield removed(documents, told, FILE, (*path, key))
            for rank, value in enumerate(values if isinstance(values, list) and len(values) > 1 else ()):
                told = f"retirait « {value} » de « {key} » {where}"
                yield removed(documents, told, FILE, (*path, key, rank))


def _entry_removed(documents: Documents) -> Iterator[Edit]:
    for path, entry, _ in _all(documents):
        yield removed(documents, f"retirait l'ajustement {entry['ajustement']}", FILE, path)


def _entry_doubled(documents: Documents) -> Iterator[Edit]:
    entries = documents[FILE]["ajustements"]
    for rank, entry in enumerate(entries):
        told = f"recopiait l'ajustement {entry['ajustement']} à la fin"
        data = put(documents[FILE], ("ajustements",), [*entries, entry])
        yield Edit(told, FILE, ("ajustements", rank), {FILE: data})


def _entry_moved(documents: Documents) -> Iterator[Edit]:
    entries = documents[FILE]["ajustements"]
    for rank, (one, two) in enumerate(pairwise(entries)):
        told = f"plaçait l'ajustement {two['ajustement']} avant {one['ajustement']}"
        ranks = ((FILE, ("ajustements", rank)), (FILE, ("ajustements", rank + 1)))
        yield exchanged(documents, told, *ranks)


def _action_removed(documents: Documents) -> Iterator[Edit]:
    for path, entry, where in _all(documents):
        for rank, action in enumerate(listed(entry, "alors")):
            told = f"retirait l'action {quoted(action)} {where}"
            yield removed(documents, told, FILE, (*path, "alors", rank))
            for key, values in action.items():
                for place, value in enumerate(values if isinstance(values, list) and len(values) > 1 else ()):
                    if key != "echanger":
                        told = f"retirait « {value} » de « {key} » {where}"
                        yield removed(documents, told, FILE, (*path, "alors", rank, key, place))


def _place_changed(documents: Documents) -> Iterator[Edit]:
    """Place a programme elsewhere in the lists: first instead of second, last instead of first…"""
    other = {
        "premier": "premier_autre", "premier_autre": "dernier_autre", "dernier_autre": "premier_autre",
        "si_place": "premier_autre", "premier_ensuite": "dernier_autre", "retirer": "reporter",
        "reporter": "retirer",
    }  # fmt: skip
    for path, entry, where in _all(documents):
        for rank, action in enumerate(listed(entry, "alors")):
            for key, value in action.items():
                if key in other:
                    told = f"écrivait « {other[key]} » au lieu de « {key}: {quoted_bare(value)} » {where}"
                    yield edited(documents, told, FILE, (*path, "alors", rank), {other[key]: value})


def _relief_changed(documents: Documents) -> Iterator[Edit]:
    for path, entry, where in _all(documents):
        values = listed(entry, "releve")
        for rank, value in enumerate(values):
            told = f"retirait « {value} » de « releve » {where}"
            yield removed(documents, told, FILE, (*path, "releve", rank))
        if len(values) > 1:
            told = f"inversait l'ordre de « releve » {where}"
            yield edited(documents, told, FILE, (*path, "releve"), values[::-1])


def _said_removed(documents: Documents) -> Iterator[Edit]:
    for path, entry, where in _all(documents):
        for key in ("motif", "remarque", "contact_en_tete"):
            if key in entry:
                yield removed(documents, f"retirait « {key} » {where}", FILE, (*path, key))
        for rank, programme in enumerate(listed(entry, "remarque_sur")):
            told = f"retirait « {programme} » de « remarque_sur » {where}"
            yield removed(documents, told, FILE, (*path, "remarque_sur", rank))


def _reason_replaced(documents: Documents) -> Iterator[Edit]:
    reasons = list(documents["motifs.yaml"])
    for path, entry, where in _all(documents):
        if "motif" in entry:
            other = reasons[(reasons.index(entry["motif"]) + 1) % len(reasons)]
            told = f"remplaçait le motif « {entry['motif']} » par « {other} » {where}"
            yield edited(documents, told, FILE, (*path, "motif"), other)


def _fact_removed(documents: Documents) -> Iterator[Edit]:
    for path, entry, where in _all(documents):
        for rank, fact in enumerate(listed(entry, "faits")):
            yield removed(documents, f"retirait le fait {fact} {where}", FILE, (*path, "faits", rank))


def _contradiction_removed(documents: Documents) -> Iterator[Edit]:
    for rank, pair in enumerate(documents[FILE]["contradictions"]):
        told = f"retirait la contradiction {quoted(pair)}"
        yield removed(documents, told, FILE, ("contradictions", rank))


KINDS = (
    Kind("condition d'un ajustement retirée", "orientation", _condition_removed),
    Kind("réponse retirée d'un ajustement", "orientation", _value_removed),
    Kind("filtre d'un ajustement retiré", "orientation", _filter_removed),
    Kind("ajustement retiré", "orientation", _entry_removed),
    Kind("ajustement écrit deux fois", "orientation", _entry_doubled),
    Kind("ajustements échangés", "orientation", _entry_moved),
    Kind("action retirée", "orientation", _action_removed),
    Kind("place changée par un ajustement", "orientation", _place_changed),
    Kind("relève changée", "orientation", _relief_changed),
    Kind("motif ou remarque d'un ajustement retirés", "orientation", _said_removed),
    Kind("motif d'un ajustement remplacé", "orientation", _reason_replaced),
    Kind("contradiction retirée", "questions", _contradiction_removed),
    Kind("fait d'un ajustement retiré", "sources", _fact_removed),
)
