"""YAML without surprises: every scalar is a string, every value knows its line.

Built on `yaml.compose`, which gives the nodes before any implicit typing: `NO`, `01`, `12:00` and phone
numbers stay what the editor wrote.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import yaml

from knowledge.issues import Issue, KnowledgeError
from knowledge.syntax import ALIGN, KEY_ALONE, QUOTED, in_french, line_of

Path_ = tuple[str | int, ...]
MAX_BYTES = 1_000_000
MAX_DEPTH = 40
AGAIN = "annulez, ou reprenez la version précédente du fichier"
FLATTEN = "un seul crochet de chaque côté : [ … ]"
_TAGGED = ("CB-107", "un texte ne commence pas par !")


@dataclass
class Document:
    """The data of a file, and the position (line, column, from 1) of each value by its path."""

    file: str
    data: object = None
    marks: dict[Path_, tuple[int, int]] = field(default_factory=dict)
    issues: list[Issue] = field(default_factory=list)
    text: str = ""

    def where(self, value: str, path: Path_) -> Path_:
        """Return the path of the first text equal to a value, at a path or below it; the path without one."""
        found = (at for at, text in _texts(self.data, ()) if text == value and at[: len(path)] == path)
        return next(found, path)

    def line(self, number: int) -> str:
        """Return a line as it is written (from 1), empty when there is none."""
        return line_of(self.text, number)

    def position(self, path: Path_) -> tuple[int, int]:
        """Return the line and column of a path, or of the nearest value above it that has a position."""
        while path and path not in self.marks:
            path = path[:-1]
        return self.marks.get(path, (1, 1))

    def issue(self, path: Path_, code: str, message: str, repair: str = "") -> Issue:
        """Make an issue at a path, or at the nearest value above it that has a position."""
        line, column = self.position(path)
        return Issue(self.file, line, column, code, message, repair, self.line(line))


def read(path: Path, name: str, known: Document | None = None) -> Document:
    """Read a file of the content; `name` is how the editor knows it. `known` is returned if nothing changed.

    Raises KnowledgeError with every problem of form found in the file.
    """
    text = _text(path, name)
    if known and known.text == text:
        return known
    document = Document(name, text=text)
    node = _composed(document.text, name)
    if node is None:
        repair = "reprenez la version précédente ; une liste vide s'écrit []"
        raise KnowledgeError((Issue(name, 1, 1, "CB-101", "le fichier est vide", repair),))
    document.data = _plain(node, (), document)
    if document.issues:
        raise KnowledgeError(tuple(document.issues))
    return document


def _texts(data: object, path: Path_) -> Iterator[tuple[Path_, str]]:
    """Yield every text of some data, with its path."""
    if isinstance(data, str):
        yield path, data
    pairs = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for key, value in pairs:
        yield from _texts(value, (*path, key))


def _text(path: Path, name: str) -> str:
    raw = path.read_bytes()
    if len(raw) > MAX_BYTES:
        raise KnowledgeError((Issue(name, 0, 0, "CB-102", "le fichier dépasse 1 Mo", "découpez-le"),))
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        repair = "enregistrez le fichier en UTF-8"
        raise KnowledgeError(
            (Issue(name, line, 1, "CB-103", "un caractère est illisible", repair),)
        ) from None


def _composed(text: str, name: str) -> yaml.Node | None:
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        _scan(text, name, loader)
        return yaml.compose(text, Loader=loader)
    except yaml.MarkedYAMLError as error:
        told = in_french(error, text)
        where = (name, told.line, told.column, told.code, told.message, told.repair)
        raise KnowledgeError((Issue(*where, line_of(text, told.line)),)) from None
    except yaml.YAMLError:
        message = "le fichier contient un caractère interdit en YAML"
        raise KnowledgeError((Issue(name, 1, 1, "CB-104", message, "retapez la ligne concernée"),)) from None


def _scan(text: str, name: str, loader: type) -> None:
    """Refuse what no file of content needs: anchors, aliases, tags, and nesting too deep to be read."""
    depth = 0
    for event in yaml.parse(text, Loader=loader):
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        named = getattr(event, "anchor", None) or isinstance(event, yaml.AliasEvent)
        tagged = getattr(event, "tag", None)
        if depth > MAX_DEPTH or named or tagged:
            deep = ("CB-105", "les crochets ou les retraits sont trop imbriqués")
            anchored = ("CB-106", "un texte ne commence pas par & ni par *")
            code, what = deep if depth > MAX_DEPTH else anchored if named else _TAGGED
            line, column = (event.start_mark.line, event.start_mark.column) if event.start_mark else (0, 0)
            repair = FLATTEN if depth > MAX_DEPTH else QUOTED
            issue = Issue(name, line + 1, column + 1, code, what, repair, line_of(text, line + 1))
            raise KnowledgeError((issue,))


def _plain(node: yaml.Node, path: Path_, document: Document) -> object:
    document.marks[path] = (node.start_mark.line + 1, node.start_mark.column + 1)
    if isinstance(node, yaml.MappingNode):
        return _mapping(node, path, document)
    if isinstance(node, yaml.SequenceNode):
        return [_plain(child, (*path, rank), document) for rank, child in enumerate(node.value)]
    if isinstance(node, yaml.ScalarNode) and not node.style:
        document.issues += (*_dashes(node, document), *_cut(node, document))
    return node.value


def _dashes(node: yaml.ScalarNode, document: Document) -> Iterator[Issue]:
    """Tell a list that is no list, on its first wrong line: a dash without a space, or a continued item."""
    first, last = node.start_mark.line + 1, node.end_mark.line + 1
    if re.match(r"-\w", node.value):
        message, repair = "il manque une espace après le tiret", "écrivez « - texte »"
        column = node.start_mark.column + 1
        yield Issue(document.file, first, column, "CB-116", message, repair, document.line(first))
        return
    for number in range(first + 1, last + 1):
        line = document.line(number)
        if line.lstrip().startswith("- "):
            column = len(line) - len(line.lstrip()) + 1
            message = "la ligne est prise pour la suite de la précédente"
            yield Issue(document.file, number, column, "CB-111", message, ALIGN, line)
            return


def _cut(node: yaml.ScalarNode, document: Document) -> Iterator[Issue]:
    """Tell a sentence that a # cuts short; after a single word, it is a note like another."""
    line, at = node.end_mark.line + 1, node.end_mark.column
    rest = document.line(line)[at:]
    if rest.lstrip().startswith("#") and " " in node.value:
        message = "la fin du texte, après le #, est prise pour une note"
        column = at + rest.index("#") + 1
        yield Issue(document.file, line, column, "CB-120", message, QUOTED, document.line(line))


def _mapping(node: yaml.MappingNode, path: Path_, document: Document) -> dict[str, object]:
    data: dict[str, object] = {}
    for key_node, value_node in node.value:
        key = str(key_node.value)
        if _glued(key_node, value_node, document):
            document.marks[(*path, key)] = (key_node.start_mark.line + 1, key_node.start_mark.column + 1)
            document.issues.append(document.issue((*path, key), *KEY_ALONE))
            continue
        if key in data:
            before, _ = document.marks[(*path, key)]
            document.marks[(*path, key)] = (key_node.start_mark.line + 1, key_node.start_mark.column + 1)
            message = f"la clé « {key} » est écrite deux fois (déjà ligne {before})"
            document.issues.append(document.issue((*path, key), "CB-113", message, "gardez-en une seule"))
            continue
        data[key] = _plain(value_node, (*path, key), document)
        document.marks[(*path, key)] = (key_node.start_mark.line + 1, key_node.start_mark.column + 1)
    return data


def _glued(key: yaml.Node, value: yaml.Node, document: Document) -> bool:
    """Tell whether a key between braces has nothing that makes it one: « salaries:oui », « salaries oui »."""
    after = document.line(key.end_mark.line + 1)[key.end_mark.column :].lstrip()
    return value.start_mark.index == value.end_mark.index == key.end_mark.index and after[:1] != ":"
