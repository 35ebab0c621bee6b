"""Slips of the hand in YAML: quotes, brackets, commas and spaces that are missing, or are in the wrong place.

The parser stumbles where it no longer understands, often lines below. Here lines are read as an editor reads
them, one after the other, to find the sign that is wrong.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

_HEAD = re.compile(r"""\s*(?:- +)*(?:(?:"[^"]*"|'[^']*'|[^\s'"#\[{][^'"#]*?)\s*:(?: +|$))?""")
"""What comes before a value: the indentation, dashes, a key."""
KEY = re.compile(r"""(?P<left>\s*(?:- +)*)(?:"[\w-]+"|'[\w-]+'|["']?(?!\d)[\w-]+["']?) ?:(?P<after>.|$)""")
BULLETS = "•·▪◦–—"
BULLET = re.compile(rf" *[{BULLETS}]")
"""A line that begins as an item does in Word."""
_DASH = re.compile(r" *-(?=[^\W\d])")
_SIGN = re.compile(r"^\s*(?:- +)*[\w]+: +(?:[-?&*!](?= |$)|[@%`]|[>|](?= *[^\s#+-]))")
_BLOCK = re.compile(r"(?:^|[\s:])[|>][+-]?\s*(?:#.*)?$")
_QUOTED = re.compile(r"""'(?:[^']|'')*'|"(?:[^"\\]|\\.)*\"""")
_PLAIN = re.compile(r"(?! )(?:[^,\[\]{}:#]|:(?! |$)|(?<! )#)+")
_SPACES = re.compile(" +")
CLOSING = {"[": "]", "{": "}"}
AFTER = ",]}:#"
"""What may follow a value between brackets."""


@dataclass(frozen=True)
class Slip:
    """A slip: its kind, its line and column from 1, the bracket or the quote that is concerned.

    Kinds: `quote`, `early`, `bracket`, `extra`, `comma`, `key`, `bullet`, `dash`, `sign`.
    """

    kind: str
    line: int
    column: int
    sign: str = ""


@dataclass
class _Open:
    sign: str
    line: int
    column: int
    base: int
    colon: bool = False


@dataclass
class _Reading:
    """The lines read so far: the brackets that are open, and the last line that says something."""

    stack: list[_Open] = field(default_factory=list)
    last: tuple[int, str] = (0, "")
    quote: Slip | None = None
    """The slip that a quote is, if it is not closed on the next line."""

    def line(self, number: int, line: str) -> Slip | None:
        """Read a line; return the first slip in it, or the bracket that should have been closed before."""
        begun = KEY.match(line) or re.match(r"\s*- ", line)
        if self.stack and begun and margin(line) <= self.stack[0].base:
            return self.quote or self.unclosed()
        self.last = (number, line)
        at = 0 if self.stack else _HEAD.match(line).end()  # type: ignore[union-attr]  # it matches nothing too
        if self.quote:
            line = self.quote.sign + line
            if _QUOTED.match(line) is None:
                return self.quote
            self.quote = None
        if not self.stack and line[at : at + 1] in {"'", '"'}:
            return self._quoted(number, line, at)
        return self._flow(number, line, at) if self.stack or line[at : at + 1] in CLOSING else None

    def unclosed(self) -> Slip:
        """Return the bracket that is still open, where it should have been closed."""
        number, line = self.last
        return Slip("bracket", number, len(line.rstrip()) + 1, self.stack[-1].sign)

    def _quoted(self, number: int, line: str, at: int) -> Slip | None:
        """Look at a text between quotes: does it end, and where?"""
        found = _QUOTED.match(line, at)
        if found is None:
            told = Slip("quote", number, at + 1, line[at])
            self.quote = told if self.stack else None
            return None if self.stack else told
        rest = line[found.end() :]
        if not rest.strip() or rest.lstrip()[0] in (AFTER if self.stack else "#:"):
            return None
        apart = bool(self.stack) and rest[0] == " "
        column = found.end() + 1 + len(rest) - len(rest.lstrip())
        return Slip("comma" if apart else "early", number, column, line[at])

    def _flow(self, number: int, line: str, at: int) -> Slip | None:
        """Read on between brackets, to the end of the line or of the brackets."""
        while at < len(line):
            sign = line[at]
            if sign in {"'", '"'}:
                if (slip := self._quoted(number, line, at)) or self.quote:
                    return slip
                at = _QUOTED.match(line, at).end()  # type: ignore[union-attr]  # it was just found
            elif plain := _PLAIN.match(line, at) or _SPACES.match(line, at):
                at = plain.end()
            elif sign == "#":
                return None
            else:
                if slip := self._sign(number, line, at):
                    return slip
                at += 1
                if not self.stack:
                    return _extra(number, line, at)
        return None

    def _sign(self, number: int, line: str, at: int) -> Slip | None:
        sign = line[at]
        if sign in CLOSING:
            base = self.stack[0].base if self.stack else _base(line, at)
            self.stack.append(_Open(sign, number, at + 1, base))
        elif sign in CLOSING.values():
            return self._closed(number, line, at)
        elif sign == ",":
            self.stack[-1].colon = False
        elif sign == ":" and self.stack[-1].sign == "{":
            if self.stack[-1].colon:
                return Slip("comma", number, line.rfind(" ", 0, at) + 2)
            self.stack[-1].colon = True
        return None

    def _closed(self, number: int, line: str, at: int) -> Slip | None:
        opened = self.stack.pop()
        if CLOSING[opened.sign] != line[at]:
            return Slip("bracket", number, at + 1, opened.sign)
        rest = line[at + 1 :].lstrip()
        if self.stack and rest and rest[0] not in AFTER:
            return Slip("comma", number, len(line) - len(rest) + 1)
        return None


def slip(text: str, until: int) -> Slip | None:
    """Return the first slip of a text, up to a line where the parser stumbled; None when none is seen."""
    reading = _Reading()
    for number, line in _lines(text):
        found = reading.line(number, line) if number <= until or reading.stack else None
        if found:
            return found
    return reading.quote or (reading.unclosed() if reading.stack else _glued(text, until))


def _glued(text: str, until: int) -> Slip | None:
    """Return the dash or the colon without a space, or the text begun by a sign, that nobody can read.

    It is on the line where the parser stumbled, or on the one before.
    """
    for number, line in [said for said in _lines(text) if said[0] <= until][:-3:-1]:
        if bullet := BULLET.match(line):
            return Slip("bullet", number, bullet.end())
        if dash := _DASH.match(line):
            return Slip("dash", number, dash.end())
        if sign := _SIGN.search(line):
            return Slip("sign", number, sign.end())
        key = KEY.match(line)
        if key and key["after"].strip() and not line[key.start("after") :].startswith("//"):
            return Slip("key", number, key.end("left") + 1)
    return None


def _extra(number: int, line: str, at: int) -> Slip | None:
    """Return the bracket that is too many once all are closed: this one if a value follows, or the next."""
    follows = line[at:].strip()[:1]
    if follows == ",":
        return Slip("extra", number, at, line[at - 1])
    return Slip("extra", number, at + 1, follows) if follows in {"]", "}"} else None


def _lines(text: str) -> Iterator[tuple[int, str]]:
    """Yield the lines that are YAML, with their number: neither empty, nor notes, nor a long text."""
    within: int | None = None
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            continue
        if within is not None and margin(line) > within:
            continue
        within = None
        if not line.lstrip().startswith("#"):
            yield number, line
            within = margin(line) if _BLOCK.search(line) else None


def margin(line: str) -> int:
    """Return how many spaces are at the start of a line."""
    return len(line) - len(line.lstrip(" "))


def column(line: str) -> int:
    """Return where what a line says begins, dashes left out."""
    return len(re.match(r"\s*(?:- +)*", line)[0])  # type: ignore[index]  # it matches nothing too


def _base(line: str, at: int) -> int:
    """Return the indentation at which a line is no longer between the brackets opened on another one."""
    return column(line) if column(line) < at else at - 1


def before(text: str, number: int) -> tuple[int, str]:
    """Return the last line that is YAML before a line, with its number; (0, "") when there is none."""
    return next((said for said in reversed(list(_lines(text))) if said[0] < number), (0, ""))
