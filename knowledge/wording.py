"""What pydantic finds wrong, told in French with a code and a repair."""

import re
from collections.abc import Callable, Iterable
from typing import Any, cast

from pydantic import TypeAdapter
from pydantic_core import ErrorDetails

from knowledge.dates import SO, WRITTEN
from knowledge.entry import ADDRESS, FACT, REGION
from knowledge.entry import DEPARTMENT as CODE
from knowledge.naming import nearest, plain

KEYS = "des clés et des valeurs sont attendues ici"
_MESSAGES = {
    "string_too_short": ("CB-207", "le texte est vide", "écrivez-le, ou retirez la clé"),
    "dict_type": ("CB-210", KEYS, "écrivez « clé: valeur », une par ligne"),
    "model_attributes_type": ("CB-210", KEYS, "écrivez « clé: valeur », une par ligne"),
    "too_short": ("CB-211", "la liste est vide", "mettez-y au moins une valeur, ou retirez la clé"),
    "too_long": ("CB-212", "la liste est trop longue", "gardez les premières valeurs"),
    "date_from_datetime_parsing": ("CB-215", WRITTEN, SO),
    "date_parsing": ("CB-215", WRITTEN, SO),
    "bool_type": ("CB-216", "la réponse attendue est oui ou non", "écrivez oui, ou non"),
}
FEW = ("CB-211", "il manque une valeur dans la liste", "deux sont attendues, séparées par une virgule")
NONE = ("", "aucun", "aucune", "inconnu", "non")
NOT_ALLOWED = "cette valeur n'est pas admise"
SHAPE = "cette valeur n'a pas la forme attendue"
RULE = "reprenez une des formes du guide, avec un jour qui existe toujours"
LONGEST = 24
IDENTIFIER = f"de petites lettres sans accent, des chiffres et des _, pas d'espace, {LONGEST} signes au plus"
MOMENT = r"^[0-9]{2}:[0-9]{2}:[0-9]{2}$"
_FORMS = {
    FACT: "un numéro de fait s'écrit F et trois chiffres : F076",
    CODE: "un numéro de département s'écrit 05, 2A ou 974",
    REGION: "une région se nomme par son code INSEE : les deux chiffres du nom du fichier",
    MOMENT: 'un moment s\'écrit "00:30:16", entre guillemets : les heures, les minutes et les secondes',
    ADDRESS: "une adresse commence par http:// ou https:// et ne contient pas d'espace",
}


def in_french(detail: ErrorDetails, kind: object) -> tuple[str, str, str]:
    """Return the code, the message and the repair of a finding of pydantic."""
    context: dict[str, Any] = detail.get("ctx", {})
    key = str(detail["loc"][-1]) if detail["loc"] else ""
    kinds: dict[str, Callable[[], tuple[str, str, str]]] = {
        "missing": lambda: (
            FEW if isinstance(detail["loc"][-1], int) else _lacking([*map(str, context.get("keys", [key]))])
        ),
        "extra_forbidden": lambda: (
            "CB-206",
            f"la clé « {key} » n'existe pas",
            _near(_nearest(detail, kind)),
        ),
        "string_type": lambda: ("CB-208", "un texte est attendu ici", _single(detail)),
        "tuple_type": lambda: ("CB-209", "une liste est attendue ici", _listing(detail)),
        "string_too_long": lambda: _too_long(int(context["max_length"])),
        "value_error": lambda: _refused(*context["error"].args),
        "literal_error": lambda: ("CB-213", NOT_ALLOWED, _allowed(str(context["expected"]), detail["input"])),
        "string_pattern_mismatch": lambda: _shape(str(context["pattern"]), detail),
        "model_type": lambda: ("CB-210", KEYS, _within(detail, kind)),
    }
    told = kinds.get(detail["type"])
    return told() if told else _MESSAGES.get(detail["type"], ("CB-213", NOT_ALLOWED, "lisez le guide"))


def causes(details: list[ErrorDetails], kind: object) -> list[ErrorDetails]:
    """Leave out what only follows from another finding of pydantic.

    A list said empty because its items are wrong, a key said missing because it is misspelt, a key unknown
    because it belongs to the one above, which holds nothing, the second of two forms that a value could have.
    The keys that one entry lacks are one finding.
    """
    shallow = {
        (*d["loc"][:-1], key)
        for d in details
        if d["type"] == "model_type" and not d["input"]
        for key in _schema(d, kind).get("properties", ())
    }
    misspelt = {(*d["loc"][:-1], _nearest(d, kind)) for d in details if d["type"] == "extra_forbidden"}
    told = [d["loc"] for d in details if d["type"] != "literal_error"]
    return _together(
        d
        for d in details
        if not (d["type"] == "too_short" and d["input"])
        if not (d["type"] == "missing" and d["loc"] in misspelt)
        if not (d["type"] == "extra_forbidden" and d["loc"] in shallow)
        if not (
            d["type"] == "literal_error"
            and str(d["loc"][-1]).startswith("literal")
            and any(loc[: len(d["loc"]) - 1] == d["loc"][:-1] for loc in told)
        )
    )


def _together(details: Iterable[ErrorDetails]) -> list[ErrorDetails]:
    """Make one finding of the keys that an entry lacks, where the first is told."""
    found: list[ErrorDetails] = []
    lacking: dict[tuple[int | str, ...], list[int | str]] = {}
    for detail in details:
        key, entry = detail["loc"][-1] if detail["loc"] else "", detail["loc"][:-1]
        if detail["type"] != "missing" or isinstance(key, int):
            found.append(detail)
        elif entry in lacking:
            lacking[entry].append(key)
        else:
            lacking[entry] = [key]
            found.append({**detail, "ctx": {"keys": lacking[entry]}})
    return found


def _lacking(keys: list[str]) -> tuple[str, str, str]:
    named = ", ".join(f"« {key} »" for key in keys)
    told = f"la clé {named} manque" if len(keys) == 1 else f"les clés {named} manquent"
    return "CB-205", told, "ajoutez " + ", ".join(f"« {key}: … »" for key in keys)


def _nearest(detail: ErrorDetails, kind: object) -> str | None:
    key = str(detail["loc"][-1])
    return nearest(key, _keys(kind))


def _shape(pattern: str, detail: ErrorDetails) -> tuple[str, str, str]:
    """Say how a value is written; a name that is defined there is proposed as it should be."""
    given, listed = str(detail["input"]), isinstance(detail["loc"][-1], int)
    better = plain(given).replace(" ", "_")
    if pattern not in _FORMS and better == given:
        return "CB-214", f"ce nom a {len(given)} signes", f"raccourcissez-le à {LONGEST} signes"
    if listed and pattern != ADDRESS and len(given.split()) > 1:
        return "CB-214", SHAPE, "mettez une virgule entre les valeurs, et pas d'espace dans un nom"
    name = pattern not in _FORMS and not listed and better and given[-1].isalnum()
    proposed = f"écrivez « {better} » : " if name else ""
    return "CB-214", SHAPE, proposed + _FORMS.get(pattern, IDENTIFIER)


def _within(detail: ErrorDetails, kind: Any) -> str:
    """Say which keys are written below, when that is known; « inconnu » where it is enough."""
    keys = (
        ", ".join(f"« {key}: … »" for key in _schema(detail, kind).get("required", ())) or "« clé: valeur »"
    )
    sourced = _class(detail).startswith("Sourced")
    return f"écrivez dessous, une par ligne, avec deux espaces de plus : {keys}" + ", ou inconnu" * sourced


def _schema(detail: ErrorDetails, kind: Any) -> dict[str, Any]:
    """Return what is known of the entry that was expected where something else is."""
    definitions = TypeAdapter(kind).json_schema(by_alias=True).get("$defs", {})
    return cast("dict[str, Any]", definitions.get(_class(detail), {}))


def _class(detail: ErrorDetails) -> str:
    return str(detail.get("ctx", {}).get("class_name", ""))


def _single(detail: ErrorDetails) -> str:
    """Say how a text is written; in a list, what a colon cut in two is one."""
    cut = isinstance(detail["input"], dict) and isinstance(detail["loc"][-1], int)
    return (
        "mettez le texte entre guillemets droits"
        if cut
        else "écrivez un seul texte, sans crochets ni sous-clés"
    )


def _refused(message: str, repair: str = RULE) -> tuple[str, str, str]:
    """Return what a check of ours says; a date or a rule that cannot be read has a code of its own."""
    dated = message.startswith(("une date", "une règle"))
    return "CB-215" if dated else "CB-218", message, repair


def _listing(detail: ErrorDetails) -> str:
    """Say how the list is written: with the value that is there, or with codes where regions are expected."""
    if {"regions", "zones"} & set(detail["loc"]):
        return 'mettez les codes des régions entre crochets, comme ["93"], ou écrivez partout sans crochets'
    given = str(detail["input"])
    if given in NONE:
        return "écrivez [] pour une liste vide, sinon mettez les valeurs entre crochets"
    if isinstance(detail["input"], dict):
        return "mettez un tiret et une espace devant chaque élément de la liste"
    if given.endswith("]"):
        return f"mettez la valeur entre crochets : [{given}"
    return f"mettez la valeur entre crochets : [{given if given.isalnum() else '…'}]"


def _near(key: str | None) -> str:
    return (
        f"vouliez-vous « {key} » ?" if key else "retirez-la, ou cherchez son vrai nom dans une fiche voisine"
    )


def _too_long(limit: int) -> tuple[str, str, str]:
    return "CB-217", f"le texte dépasse {limit} caractères", f"raccourcissez-le à {limit} caractères"


def _allowed(expected: str, given: object) -> str:
    """List the values that may be written, the one that was meant first."""
    values = re.findall("'([^']+)'", expected)
    near = nearest(str(given), values)
    meant = f"vouliez-vous « {near} » ? " if near else ""
    return f"{meant}valeurs admises : {', '.join(values)}"


def _keys(kind: Any) -> list[str]:
    """List the keys that editors may write anywhere below a type."""
    schema = TypeAdapter(kind).json_schema(by_alias=True)
    definitions = [schema, *schema.get("$defs", {}).values()]
    return sorted({key for part in definitions for key in part.get("properties", {})})
