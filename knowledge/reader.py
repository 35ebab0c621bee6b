"""YAML without surprises: every scalar is a string, every value knows its line.

Built on the events of YAML, which come before any implicit typing: `NO`, `01`, `12:00` and phone numbers stay
what the editor wrote.
"""

import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from pathlib import Path

import yaml

from knowledge.issues import Issue, KnowledgeError
from knowledge.slips import BULLET, BULLETS
from knowledge.syntax import ALIGN, KEY_ALONE, QUOTED, UNLISTED, in_french

Path_ = tuple[str | int, ...]
MAX_BYTES = 1_000_000
MAX_DEPTH = 40
AGAIN = "annulez, ou reprenez la version précédente du fichier"
FLATTEN = "un seul crochet de chaque côté : [ … ]"
ONCE = "gardez-en une seule"
UNDASHED = f"mettez un tiret devant, si un autre élément commence ici ; sinon, {ONCE}"
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_DEEP = ("CB-105", "les crochets ou les retraits sont trop imbriqués")
_ANCHORED = ("CB-106", "un texte ne commence pas par & ni par *")
_FOLLOWS = ("CB-111", "la ligne est prise pour la suite de la précédente", ALIGN)
_TAGGED = ("CB-107", "un texte ne commence pas par !")
_UNSEEN = re.compile("[\u00ad\u200b\u200c\u200e\u200f\u202a-\u202e\u2060\ufeff]")
"""Signs that nobody sees, brought by a copy and paste: they break words and addresses."""
_CURVED = re.compile("[“”„‟‘]|«[^»]*»$")
"""How a text begins that another tool has put between its own quotes."""


@dataclass
class Document:
    """The data of a file, and its text, where the position of a value is found again when it must be told."""

    file: str
    data: object = None
    issues: list[Issue] = field(default_factory=list)
    text: str = ""

    @property
    def marks(self) -> Mapping[Path_, tuple[int, int]]:
        """The position (line, column, from 1) of each value by its path."""
        return _marks(self.text)

    def where(self, value: str, path: Path_) -> Path_:
        """Return the path of the first text equal to a value, at a path or below it; the path without one."""
        found = (at for at, text in _texts(self.data, ()) if text == value and at[: len(path)] == path)
        return next(found, path)

    def line(self, number: int) -> str:
        """Return a line as it is written (from 1), empty when there is none."""
        return self.lines[number - 1] if 0 < number <= len(self.lines) else ""

    @cached_property
    def lines(self) -> list[str]:
        """The lines as they are written."""
        return self.text.splitlines()

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
    document.issues += _unseen(document)
    try:
        document.data = _Reading(document).data()
    except yaml.MarkedYAMLError as error:
        told = in_french(error, text)
        where = (name, told.line, told.column, told.code, told.message, told.repair)
        raise KnowledgeError((Issue(*where, document.line(told.line)),)) from None
    except yaml.YAMLError:
        message = "le fichier contient un caractère interdit en YAML"
        raise KnowledgeError((Issue(name, 1, 1, "CB-104", message, "retapez la ligne concernée"),)) from None
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


class _Reading:
    """The events of a file, made into data; what can be told without stopping is kept in the document.

    What no file of content needs is refused: anchors, aliases, tags, nesting too deep to be read.
    """

    def __init__(self, document: Document) -> None:
        self._document = document
        self._next = _LOADER(document.text).get_event
        bulleted = any(sign in document.text for sign in BULLETS)  # in few files: their lines need no look
        lines = enumerate(document.lines)
        self._signed = {n for n, line in lines if "#" in line or (bulleted and BULLET.match(line))}

    def data(self) -> object:
        """Return the data of the only document of the file. Raises KnowledgeError and yaml.YAMLError."""
        self._next()  # the stream begins
        if isinstance(self._next(), yaml.StreamEndEvent):
            repair = "reprenez la version précédente ; une liste vide s'écrit []"
            raise KnowledgeError((Issue(self._document.file, 1, 1, "CB-101", "le fichier est vide", repair),))
        data = self._value(self._next(), 0)
        while not isinstance(event := self._next(), yaml.StreamEndEvent):
            if isinstance(event, yaml.DocumentStartEvent):
                problem = "but found another document"
                raise yaml.MarkedYAMLError(problem=problem, problem_mark=event.start_mark)  # type: ignore[arg-type]
        return data

    def _value(self, event: yaml.Event, depth: int) -> object:
        """Return what a scalar says, or what a collection that begins holds."""
        if isinstance(event, yaml.ScalarEvent):
            if event.anchor or event.tag:
                self._refuse(event, depth)
            if not event.style and self._odd(event):
                for told in (_dashes, _cut, _curved):
                    self._document.issues += told(event, self._document)
            return event.value
        self._refuse(event, depth + 1)
        if isinstance(event, yaml.MappingStartEvent):
            return self._mapping(depth + 1)
        items: list[object] = []
        while not isinstance(item := self._next(), yaml.SequenceEndEvent):
            items.append(self._value(item, depth + 1))
        return items

    def _odd(self, scalar: yaml.ScalarEvent) -> bool:
        """Tell a text where a slip may hide: it or its line begins with a sign; a # is beside; it goes on."""
        first, last = scalar.start_mark, scalar.end_mark
        if not (scalar.value[:1].isalnum() and first and last and first.line == last.line):
            return True
        return last.line in self._signed

    def _mapping(self, depth: int) -> dict[str, object]:
        data: dict[str, object] = {}
        keys: dict[str, yaml.Event] = {}
        undashed = False
        while not isinstance(event := self._next(), yaml.MappingEndEvent):
            key, follows = self._key(event, depth), self._next()
            value = self._value(follows, depth)
            if value == "" and _glued(event, follows, self._document):
                self._document.issues.append(_at(event, self._document, *KEY_ALONE))
            elif key in data:
                if not undashed:  # else the whole of another item follows: one dash mends it
                    (line, _) = _start(keys[key])
                    undashed = key == next(iter(keys)) and _dashed(self._document.line(line))
                    told = f"la clé « {key} » est écrite deux fois (déjà ligne {line})"
                    repair = UNDASHED if undashed else ONCE
                    self._document.issues.append(_at(event, self._document, "CB-113", told, repair))
            else:
                data[key], keys[key] = value, event
        return data

    def _key(self, event: yaml.Event, depth: int) -> str:
        if isinstance(event, yaml.ScalarEvent) and not (event.anchor or event.tag):
            return str(event.value)
        return str(self._value(event, depth))

    def _refuse(self, event: yaml.Event, depth: int) -> None:
        named = getattr(event, "anchor", None)  # an alias has one too: the one it stands for
        if depth > MAX_DEPTH or named or getattr(event, "tag", None):
            told = (*_DEEP, FLATTEN) if depth > MAX_DEPTH else (*(_ANCHORED if named else _TAGGED), QUOTED)
            raise KnowledgeError((_at(event, self._document, *told),))


def _at(event: yaml.Event, document: Document, code: str, message: str, repair: str) -> Issue:
    line, column = _start(event)
    return Issue(document.file, line, column, code, message, repair, document.line(line))


def _start(event: yaml.Event) -> tuple[int, int]:
    return (event.start_mark.line + 1, event.start_mark.column + 1) if event.start_mark else (1, 1)


def _dashes(scalar: yaml.ScalarEvent, document: Document) -> Iterator[Issue]:
    """Tell a list that is no list, on its first wrong line: a dash without a space, or a continued item."""
    first, last = (mark.line + 1 if mark else 1 for mark in (scalar.start_mark, scalar.end_mark))
    if scalar.value.startswith("-") and re.match(r"-\w", scalar.value):
        message, repair = "il manque une espace après le tiret", "écrivez « - texte »"
        yield _at(scalar, document, "CB-116", message, repair)
        return
    for number in range(first, last + 1):
        line = document.line(number)
        told = UNLISTED if BULLET.match(line) else _FOLLOWS if number > first and _dashed(line) else None
        if told:
            yield Issue(document.file, number, len(line) - len(line.lstrip()) + 1, *told, line)
            return


def _cut(scalar: yaml.ScalarEvent, document: Document) -> Iterator[Issue]:
    """Tell a sentence that a # cuts short; apart from what follows, after a single word, it begins a note."""
    line, at = (scalar.end_mark.line + 1, scalar.end_mark.column) if scalar.end_mark else (1, 0)
    rest = document.line(line)[at:].lstrip(" ")
    if rest.startswith("#") and (" " in scalar.value or rest[1:2].strip()):
        message = "la fin du texte, après le #, est prise pour une note"
        column = document.line(line).index("#", at) + 1
        repair = (
            QUOTED if " " in scalar.value else f"{QUOTED} ; si c'est une note, mettez une espace après le #"
        )
        yield Issue(document.file, line, column, "CB-120", message, repair, document.line(line))


def _curved(scalar: yaml.ScalarEvent, document: Document) -> Iterator[Issue]:
    """Tell a text between quotes that are not those of YAML: people would read them."""
    if _CURVED.match(scalar.value):
        message = "les guillemets autour du texte ne sont pas des guillemets droits"
        repair = "remplacez-les par des guillemets droits"
        yield _at(scalar, document, "CB-121", message, f'{repair} : "…"')


def _unseen(document: Document) -> Iterator[Issue]:
    """Tell the signs that nobody sees, each after the word that it follows."""
    for number, line in enumerate(document.lines if _UNSEEN.search(document.text) else (), 1):
        if found := _UNSEEN.search(line):
            word = line[: found.start()].split(" ")[-1]
            repair = f"effacez-le, après « {word} » : retapez ce mot" if word else "retapez la ligne"
            message, column = "la ligne contient un caractère invisible", found.start() + 1
            yield Issue(document.file, number, column, "CB-104", message, repair, line)


def _dashed(line: str) -> bool:
    return line.lstrip().startswith("- ")


def _glued(key: yaml.Event, value: yaml.Event, document: Document) -> bool:
    """Tell whether a key between braces has nothing that makes it one: « salaries:oui », « salaries oui »."""
    end, begun, ended = key.end_mark, value.start_mark, value.end_mark
    if not (end and begun and ended and end.index == begun.index == ended.index):
        return False
    return not document.line(end.line + 1)[end.column :].lstrip().startswith(":")


@lru_cache(maxsize=8)
def _marks(text: str) -> Mapping[Path_, tuple[int, int]]:
    """Return the position of each value of a text that was read, by its path: few texts are asked for it."""
    found: dict[Path_, tuple[int, int]] = {}
    pending: list[tuple[Path_, yaml.Node, yaml.Node]] = []
    if root := yaml.compose(text, Loader=_LOADER):
        pending.append(((), root, root))
    while pending:
        path, told, node = pending.pop()
        found[path] = told.start_mark.line + 1, told.start_mark.column + 1
        if isinstance(node, yaml.MappingNode):
            pending += [((*path, str(key.value)), key, value) for key, value in node.value]
        elif isinstance(node, yaml.SequenceNode):
            pending += [((*path, rank), item, item) for rank, item in enumerate(node.value)]
    return found


def closed(root: Path) -> bool:
    """Tell whether a folder is there and may not be read: listed, it may look empty."""
    try:
        os.scandir(root).close()
        os.stat(f"{root}/.")  # noqa: PTH116 - so that the files in it may be reached
    except (FileNotFoundError, NotADirectoryError):
        return False
    except OSError:
        return True
    return False
