"""Syntax errors of YAML, told in plain French where the hand slipped, with a code and the repair."""

from dataclasses import dataclass

import yaml

from knowledge.slips import CLOSING, KEY, before, column, margin, slip

CHECK = "vérifiez les guillemets, les « : » et les retraits"
QUOTED = "mettez le texte entre guillemets droits"
ALIGN = "alignez-la avec ses voisines"
CONFLICT = ("<<<<<<<", "=======", ">>>>>>>")
KEY_ALONE = ("CB-115", "il manque « : » et une espace après la clé", "écrivez « clé: valeur »")
UNLISTED = (
    "CB-116",
    "la ligne ne commence pas par un tiret",
    "écrivez « - texte », avec le tiret du clavier",
)
_TOLD = {
    "conflict": ("CB-114", "un conflit de fusion n'est pas réglé", "gardez une seule des deux versions"),
    "tab": ("CB-108", "la ligne contient une tabulation", "remplacez la tabulation par des espaces"),
    "colon": ("CB-109", "un « : » dans le texte est pris pour une clé", QUOTED),
    "braces": ("CB-109", "deux « clé: » se suivent sur la ligne", "mettez des accolades : {clé: [valeur]}"),
    "key": KEY_ALONE,
    "item": (
        "CB-111",
        "il manque un tiret devant la ligne",
        "mettez « - » devant, comme devant ses voisines",
    ),
    "bullet": UNLISTED,
    "dash": ("CB-116", "il manque une espace après le tiret", "écrivez « - texte »"),
    "sign": ("CB-112", "un texte ne commence pas par ce signe", QUOTED),
    "quote": ("CB-110", "un guillemet ouvert n'est pas refermé", "refermez-le à la fin du texte"),
    "early": (
        "CB-117",
        "le guillemet se referme avant la fin du texte",
        "entourez tout le texte de guillemets droits \", et n'en mettez pas d'autres à l'intérieur",
    ),
    "[": ("CB-118", "un crochet ouvert n'est pas refermé", "fermez la liste avec ]"),
    "{": ("CB-118", "une accolade ouverte n'est pas refermée", "fermez-la avec }"),
    "]": ("CB-118", "un crochet est en trop", "retirez un ]"),
    "}": ("CB-118", "une accolade est en trop", "retirez un }"),
    "comma": ("CB-119", "il manque une virgule entre deux valeurs", "mettez une virgule avant celle-ci"),
    "full": (
        "CB-111",
        "la ligne suit une liste vide, écrite []",
        "retirez [] : la liste commence à cette ligne",
    ),
    "other": ("CB-112", "la ligne n'est pas du YAML correct", CHECK),
}


@dataclass(frozen=True)
class Told:
    """What is wrong in a text: where (line and column from 1), the code, the message, the repair."""

    line: int
    column: int
    code: str
    message: str
    repair: str


def in_french(error: yaml.MarkedYAMLError, text: str) -> Told:
    """Tell an error of the parser where the hand slipped, which may be above the line where it stumbled."""
    mark = error.problem_mark or error.context_mark
    line, at = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    culprit, problem = line_of(text, line), str(error.problem)
    marks = (number for number, said in enumerate(text.splitlines()[:line], 1) if said.startswith(CONFLICT))
    if conflict := next(marks, None):
        return Told(conflict, 1, *_TOLD["conflict"])
    if "\t" in culprit:
        return Told(line, culprit.index("\t") + 1, *_TOLD["tab"])
    if found := slip(text, line):
        kind = found.sign if found.kind in {"bracket", "extra"} else found.kind
        return Told(found.line, found.column, *_TOLD[kind])
    if "expected ':'" in problem and error.context_mark:
        return Told(error.context_mark.line + 1, error.context_mark.column + 1, *_TOLD["key"])
    return _stumbled(text, line, at, problem)


def _stumbled(text: str, line: int, at: int, problem: str) -> Told:
    """Tell a line that the parser did not expect there."""
    culprit = line_of(text, line)
    if "mapping values are not allowed" in problem:
        return _colon(text, line, at)
    _, above = before(text, line)
    if "[]" in text.splitlines()[: line - 1] or (_item(culprit) and above.rstrip().endswith(": []")):
        return Told(line, at, *_TOLD["full"])
    if "'-' indicator" in problem and _item_among(text, line):
        return Told(line, margin(culprit) + 1, *_TOLD["item"])
    if "did not find expected" in problem:
        return _aligned(text, line)
    return Told(line, at, *_TOLD["other"])


def _colon(text: str, line: int, at: int) -> Told:
    """Tell a colon that is read as a second key: the line is too far to the right, or it is in a sentence."""
    culprit = line_of(text, line)
    key, (number, above) = KEY.match(culprit), before(text, line)
    alone = _item(above) and ":" not in above and not culprit.lstrip().startswith("-")
    if alone and column(above) == column(culprit):
        return Told(number, column(above) + 1, *KEY_ALONE)
    if KEY.match(above) and not margin(above) and _item_among(text, number):
        return Told(number, margin(above) + 1, *_TOLD["item"])
    if key and key.start("after") == at and column(above) < column(culprit):
        return _shifted(text, line, column(above))
    braces = culprit[at:].strip()[:1] in CLOSING
    return Told(line, at, *_TOLD["braces" if braces else "colon"])


def _item_among(text: str, number: int) -> bool:
    """Tell whether a line without a dash is at the margin of lines that have one."""
    line = line_of(text, number)
    begun = " " * margin(line) + "- "
    return not line.startswith(begun) and any(said.startswith(begun) for said in text.splitlines())


def _aligned(text: str, line: int) -> Told:
    """Tell a line that begins at the column of none of its neighbours.

    When those above begin one space off, it is the first of them: indentations go two by two.
    """
    culprit = line_of(text, line)
    if _item(culprit) and len(margins := _margins_above(text, line)) == 1:
        return _misplaced(line, margin(culprit), margins.pop())
    wanted = column(culprit)
    number, above = before(text, line)
    if column(above) % 2 and not wanted % 2:
        while column(before(text, number)[1]) == column(above):
            number, _ = before(text, number)
        return _shifted(text, number, wanted)
    return _shifted(text, line, column(above))


def _shifted(text: str, line: int, wanted: int) -> Told:
    """Say how many spaces a line begins with, and how many it should, when that is sure."""
    culprit = line_of(text, line)
    found, at = column(culprit), margin(culprit)
    right = wanted - found + at
    sure = right >= 0 and (found > wanted or found == wanted - 1)
    return _misplaced(line, at, right if sure else None)


def _misplaced(line: int, found: int, wanted: int | None) -> Told:
    """Tell a line that begins after so many spaces, and how many there should be when that is known."""
    spaces = "" if wanted is None else f" : {_spaces(wanted)} devant, au lieu de {found}"
    message = "la ligne n'est pas alignée avec ses voisines"
    return Told(line, found + 1, "CB-111", message, ALIGN + spaces)


def _item(line: str) -> bool:
    return line.lstrip().startswith("- ")


def _margins_above(text: str, number: int) -> set[int]:
    """Return the margins of the items of the list above a line, back to the key that begins it."""
    found: set[int] = set()
    number, line = before(text, number)
    while number and (margin(line) or _item(line)):
        found |= {margin(line)} if _item(line) else set()
        number, line = before(text, number)
    return found


def _spaces(number: int) -> str:
    return {0: "aucune espace", 1: "1 espace"}.get(number, f"{number} espaces")


def line_of(text: str, number: int) -> str:
    """Return a line of a text (from 1), empty when there is none."""
    lines = text.splitlines()
    return lines[number - 1] if 0 < number <= len(lines) else ""
