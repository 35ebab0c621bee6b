"""Edits of the calls (`appels.yaml`): their dates, their kind, for whom and for what they are."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from itertools import pairwise

from knowledge.dates import moment_of
from knowledge.mutations.edits import Data, Documents, Edit, Kind, Path, edited, exchanged, quoted, removed

FILE = "appels.yaml"
KIND = {"ponctuel": "inconnu", "recurrent": "inconnu", "permanent": "inconnu", "inconnu": "permanent"}
DATED = ("ouverture", "cloture")


def _all(documents: Documents) -> Iterator[tuple[Path, Data, str]]:
    for rank, call in enumerate(documents[FILE]):
        yield (rank,), call, f"de l'appel {call['appel']}"


def _date_shifted(documents: Documents) -> Iterator[Edit]:
    for path, call, where in _all(documents):
        for key in DATED:
            if key in call:
                moment = moment_of(call[key])
                hour = f" {moment:%H:%M}" if isinstance(moment, datetime) else ""
                for other in _shifted(date(moment.year, moment.month, moment.day)):
                    value = f"{other}{hour}"
                    told = f"écrivait « {key}: {value} » au lieu de « {call[key]} » {where}"
                    yield edited(documents, told, FILE, (*path, key), value)


def _shifted(day: date) -> tuple[date, ...]:
    """Return the day before and the day after, and the same day of another month and of another year."""
    month = day.replace(day=min(day.day, 28), month=day.month % 12 + 1)
    year = day.replace(day=min(day.day, 28), year=day.year + 1)
    return day - timedelta(days=1), day + timedelta(days=1), month, year


def _date_removed(documents: Documents) -> Iterator[Edit]:
    for path, call, where in _all(documents):
        for key in DATED:
            if key in call:
                told = f"retirait « {key}: {call[key]} » {where}"
                yield removed(documents, told, FILE, (*path, key))


def _kind_changed(documents: Documents) -> Iterator[Edit]:
    for path, call, where in _all(documents):
        told = f"écrivait « type: {KIND[call['type']]} » au lieu de « {call['type']} » {where}"
        yield edited(documents, told, FILE, (*path, "type"), KIND[call["type"]])


def _regions_changed(documents: Documents) -> Iterator[Edit]:
    for path, call, where in _all(documents):
        other = ["93"] if call["regions"] == "partout" else "partout"
        told = f"écrivait les régions {quoted(other)} au lieu de {quoted(call['regions'])} {where}"
        yield edited(documents, told, FILE, (*path, "regions"), other)


def _programme_changed(documents: Documents) -> Iterator[Edit]:
    names = list(dict.fromkeys(call["dispositif"] for call in documents[FILE]))
    for path, call, where in _all(documents):
        other = names[(names.index(call["dispositif"]) + 1) % len(names)]
        told = f"écrivait « dispositif: {other} » au lieu de « {call['dispositif']} » {where}"
        yield edited(documents, told, FILE, (*path, "dispositif"), other)


def _call_removed(documents: Documents) -> Iterator[Edit]:
    for path, call, _ in _all(documents):
        yield removed(documents, f"retirait l'appel {call['appel']}", FILE, path)


def _said_swapped(documents: Documents) -> Iterator[Edit]:
    """Exchange the usual moments of two calls, and the titles of two calls that follow each other."""
    for key in ("habituel", "titre"):
        ranks = [rank for rank, call in enumerate(documents[FILE]) if key in call]
        for one, two in pairwise(ranks):
            names = documents[FILE][one]["appel"], documents[FILE][two]["appel"]
            told = f"échangeait « {key} » des appels {names[0]} et {names[1]}"
            yield exchanged(documents, told, (FILE, (one, key)), (FILE, (two, key)))


KINDS = (
    Kind("date d'un appel décalée", "appels", _date_shifted),
    Kind("date d'un appel retirée", "appels", _date_removed),
    Kind("type d'un appel changé", "appels", _kind_changed),
    Kind("régions d'un appel changées", "appels", _regions_changed),
    Kind("dispositif d'un appel changé", "appels", _programme_changed),
    Kind("appel retiré", "appels", _call_removed),
    Kind("titres ou moments de deux appels échangés", "textes", _said_swapped),
)
