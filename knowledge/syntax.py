"""Syntax errors of YAML, told in plain French with a code and the repair that mends most of them."""

import re

import yaml

CHECK = "vérifiez les guillemets, les « : » et les retraits"
QUOTED = "mettez le texte entre guillemets droits"
ALIGN = "alignez-la avec ses voisines"
CONFLICT = ("<<<<<<<", "=======", ">>>>>>>")
_OPENED = re.compile(r"^\s*(?:- )?(?:[^\s'\"#][^'\"#]*: )?(?P<quote>['\"])")
_TOLD = {
    "conflict": ("CB-114", "un conflit de fusion n'est pas réglé", "gardez une seule des deux versions"),
    "tab": ("CB-108", "la ligne contient une tabulation", "remplacez la tabulation par des espaces"),
    "colon": ("CB-109", "un « : » dans le texte est pris pour une clé", QUOTED),
    "key": ("CB-115", "il manque « : » et une espace après la clé", "écrivez « clé: valeur »"),
    "quote": ("CB-110", "un guillemet ouvert n'est pas refermé", "refermez-le à la fin du texte"),
    "full": (
        "CB-111",
        "la ligne suit une liste vide, écrite []",
        "retirez [] : la liste commence à cette ligne",
    ),
    "indent": ("CB-111", "la ligne n'est pas alignée avec les précédentes", ALIGN),
    "other": ("CB-112", "la ligne n'est pas du YAML correct", CHECK),
}


def in_french(error: yaml.MarkedYAMLError, text: str, line: int) -> tuple[str, str, str]:
    """Return the code, the message and the repair of an error of the parser, told on a line."""
    culprit, problem = line_of(text, line), str(error.problem)
    signs = {
        "conflict": culprit.startswith(CONFLICT),
        "tab": "\t" in culprit,
        "colon": "mapping values are not allowed" in problem,
        "key": "expected ':'" in problem,
        "quote": "quoted scalar" in str(error.context) or unclosed(text, line) is not None,
        "full": "[]" in text.splitlines()[: line - 1],
        "indent": "did not find expected" in problem,
    }
    return _TOLD[next((kind for kind, seen in signs.items() if seen), "other")]


def unclosed(text: str, until: int) -> tuple[int, int] | None:
    """Return where a text opens a quote that its line does not close, up to a line; None when none does."""
    for number, line in enumerate(text.splitlines()[:until], 1):
        opened = _OPENED.match(line)
        if opened and opened["quote"] not in line[opened.end() :]:
            return number, opened.end()
    return None


def line_of(text: str, number: int) -> str:
    """Return a line of a text (from 1), empty when there is none."""
    lines = text.splitlines()
    return lines[number - 1] if 0 < number <= len(lines) else ""
