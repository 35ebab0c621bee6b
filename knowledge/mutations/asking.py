"""Edits of the questions: when they are asked, what an answer implies, and the words that say it."""

from collections.abc import Iterator
from dataclasses import replace

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

FILE = "questions.yaml"
INTENTIONS = "intentions.yaml"


def _all(documents: Documents) -> Iterator[tuple[Path, Data, str]]:
    for rank, question in enumerate(documents[FILE]):
        yield (rank,), question, f"de la question « {question['question']} »"


def _options(documents: Documents) -> Iterator[tuple[Path, Data, str, list[Data]]]:
    for path, question, _ in _all(documents):
        for rank, option in enumerate(listed(question, "options")):
            name = f"« {option['id']} » ({question['question']})"
            yield (*path, "options", rank), option, name, question["options"]


def _setting_changed(documents: Documents) -> Iterator[Edit]:
    for path, question, where in _all(documents):
        for key in ("toujours", "defaut", "sans_effet", "preciser"):
            if key in question:
                told = f"retirait « {key}: {question[key]} » {where}"
                yield removed(documents, told, FILE, (*path, key))
        for key in ("defaut", "sans_effet"):
            values = [option["id"] for option in listed(question, "options")]
            if key in question and len(values) > 1:
                other = values[(values.index(question[key]) + 1) % len(values)]
                told = f"écrivait « {key}: {other} » au lieu de « {question[key]} » {where}"
                yield edited(documents, told, FILE, (*path, key), other)


def _condition_removed(documents: Documents) -> Iterator[Edit]:
    for path, question, where in _all(documents):
        ways = listed(question, "posee_si")
        for rank, way in enumerate(ways):
            at = (*path, "posee_si", rank)
            if len(ways) > 1:
                yield removed(documents, f"retirait {quoted(way)} de « posee_si » {where}", FILE, at)
            for rank_, programme in enumerate(listed(way, "issue")):
                told = f"retirait « {programme} » de « issue » {where}"
                yield removed(documents, told, FILE, (*at, "issue", rank_))
            for key, values in (way.get("si") or {}).items():
                told = f"retirait la condition « {key}: {quoted_bare(values)} » de « posee_si » {where}"
                yield removed(documents, told, FILE, (*at, "si", key))
                for place, value in enumerate(values if len(values) > 1 else ()):
                    told = f"retirait « {value} » de « {key} » dans « posee_si » {where}"
                    yield removed(documents, told, FILE, (*at, "si", key, place))


def _implied_changed(documents: Documents) -> Iterator[Edit]:
    for path, option, name, options in _options(documents):
        if "vaut" not in option:
            continue
        yield removed(documents, f"retirait « vaut » de {name}", FILE, (*path, "vaut"))
        rank = int(path[-1])
        other = (rank + 1) % len(options)
        told = f"passait « vaut » de {name} à « {options[other]['id']} »"
        less = removed(documents, told, FILE, (*path, "vaut"))
        target: Path = (*path[:-1], other)
        given = {**options[other], "vaut": option["vaut"]}
        yield Edit(told, FILE, path, {FILE: put(less.changes[FILE], target, given)})


def _labels_swapped(documents: Documents) -> Iterator[Edit]:
    for path, option, name, options in _options(documents):
        rank = int(path[-1])
        for key in ("libelle", "phrase") if rank + 1 < len(options) else ():
            told = f"échangeait « {key} » de {name} et de « {options[rank + 1]['id']} »"
            other: Path = (*path[:-1], rank + 1, key)
            edit = exchanged(documents, told, (FILE, (*path, key)), (FILE, other))
            yield replace(edit, words=(option[key], options[rank + 1][key]))


def _option_removed(documents: Documents) -> Iterator[Edit]:
    for path, _, name, _ in _options(documents):
        yield removed(documents, f"retirait la réponse {name}", FILE, path)


def _questions_swapped(documents: Documents) -> Iterator[Edit]:
    questions = documents[FILE]
    for rank in range(len(questions) - 1):
        one, two = questions[rank]["question"], questions[rank + 1]["question"]
        told = f"échangeait l'ordre des questions « {one} » et « {two} »"
        yield exchanged(documents, told, (FILE, (rank,)), (FILE, (rank + 1,)))


def _questions_texts_swapped(documents: Documents) -> Iterator[Edit]:
    questions = documents[FILE]
    for rank in range(len(questions) - 1):
        for key in ("texte", "aide", "nom"):
            one, two = questions[rank]["question"], questions[rank + 1]["question"]
            told = f"échangeait « {key} » des questions « {one} » et « {two} »"
            yield exchanged(documents, told, (FILE, (rank, key)), (FILE, (rank + 1, key)))


def _word_removed(key: str) -> Kind:
    def edits(documents: Documents) -> Iterator[Edit]:
        for path, option, name, _ in _options(documents):
            for rank, word in enumerate(listed(option, key)):
                told = f"retirait {quoted(word)} de « {key} » de {name}"
                yield replace(removed(documents, told, FILE, (*path, key, rank)), words=(word,))

    names = {"synonymes": "synonyme retiré", "dans_une_phrase": "tournure retirée"}
    return Kind(names[key], "mots", edits, 100)


def _word_moved(documents: Documents) -> Iterator[Edit]:
    for path, option, name, options in _options(documents):
        other = (int(path[-1]) + 1) % len(options)
        for rank, word in enumerate(listed(option, "synonymes") if len(options) > 1 else ()):
            told = f"passait le synonyme {quoted(word)} de {name} à « {options[other]['id']} »"
            less = removed(documents, told, FILE, (*path, "synonymes", rank))
            target: Path = (*path[:-1], other)
            given = {**options[other], "synonymes": [*listed(options[other], "synonymes"), word]}
            data = put(less.changes[FILE], target, given)
            yield Edit(told, FILE, (*path, "synonymes", rank), {FILE: data}, (word,))


def _intention_changed(documents: Documents) -> Iterator[Edit]:
    names = list(documents[INTENTIONS])
    for place, (name, words) in enumerate(documents[INTENTIONS].items()):
        for rank, word in enumerate(words):
            told = f"retirait « {word} » de l'intention « {name} »"
            less = removed(documents, told, INTENTIONS, (name, rank))
            yield replace(less, words=(word,))
            other = names[(place + 1) % len(names)]
            told = f"passait « {word} » de l'intention « {name} » à « {other} »"
            data = put(less.changes[INTENTIONS], (other,), [*documents[INTENTIONS][other], word])
            yield Edit(told, INTENTIONS, (name, rank), {INTENTIONS: data}, (word,))


KINDS = (
    Kind("réglage d'une question changé", "questions", _setting_changed),
    Kind("condition d'une question retirée", "questions", _condition_removed),
    Kind("« vaut » changé", "orientation", _implied_changed),
    Kind("réponse retirée d'une question", "questions", _option_removed),
    Kind("questions échangées", "questions", _questions_swapped),
    Kind("textes de deux questions échangés", "textes", _questions_texts_swapped),
    Kind("libellés échangés", "mots", _labels_swapped, 60),
    _word_removed("synonymes"),
    _word_removed("dans_une_phrase"),
    Kind("synonyme passé à une autre réponse", "mots", _word_moved, 50),
    Kind("mot d'une intention changé", "mots", _intention_changed, 50),
)
