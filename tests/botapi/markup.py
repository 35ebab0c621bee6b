"""Telegram's HTML parse mode: from the source a bot sends to the text and entities a person sees.

Stricter than the platform on one point: a bare `&` or `>`, which Telegram lets through although its
documentation asks to escape them, is refused here, so that a forgotten escape never passes a test.
"""

import re
from dataclasses import dataclass, field
from html import escape, unescape
from typing import Any, NoReturn

from tests.botapi.limits import Formatted, bad_request

_TYPES = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "a": "text_link",
    "code": "code",
    "pre": "pre",
    "span": "spoiler",
    "tg-spoiler": "spoiler",
    "blockquote": "blockquote",
}
_TOKEN = re.compile(
    r"""(?P<tag><(?:"[^"]*"|'[^']*'|[^<>"'])*>)
      | (?P<reference>&(?:lt|gt|amp|quot|\#[0-9]{1,7}|\#x[0-9a-fA-F]{1,6});)
      | (?P<plain>[^<>&]+)
      | (?P<bare>[<>&])""",
    re.VERBOSE,
)
_TAG = re.compile(r"<(?P<end>/?)(?P<name>[^\s>]*)(?P<attributes>[^>].*)?>", re.DOTALL)
_ATTRIBUTE = re.compile(r"""\s+(?P<name>[^\s=]+)(?:\s*=\s*(?:"(?P<double>[^"]*)"|'(?P<single>[^']*)'))?""")
_LINK = re.compile(r"(?:https?|tg)://\S+", re.IGNORECASE)


def utf16(text: str) -> int:
    """Length in UTF-16 code units, the unit of Telegram's offsets."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def parse_html(source: str) -> Formatted:
    """Read `source` as Telegram does; raise its 400 "can't parse entities" where it would."""
    return _Reader(source).read()


def trim(formatted: Formatted) -> Formatted:
    """The text as the platform keeps it: no blank at its end, nor at its start before the first entity."""
    text = formatted.text.rstrip()
    first = min((entity["offset"] for entity in formatted.entities), default=len(text))
    lead = min(len(text) - len(text.lstrip(" \n")), first)
    text, room = text[lead:], utf16(text) - lead
    kept = [
        entity
        | {"offset": entity["offset"] - lead, "length": min(entity["length"], room + lead - entity["offset"])}
        for entity in formatted.entities
        if entity["offset"] - lead < room
    ]
    return Formatted(text, kept, formatted.html)


def plain(text: str, entities: list[dict[str, Any]] | None = None) -> Formatted:
    """Text sent without a parse mode, with the entities given beside it."""
    return Formatted(text, list(entities or ()), escape(text, quote=False))


@dataclass(slots=True)
class _Open:
    """A tag not yet closed."""

    name: str
    attributes: dict[str, str]
    offset: int
    position: int


@dataclass(slots=True)
class _Reader:
    """One pass over one source."""

    source: str
    text: str = ""
    offset: int = 0
    opened: list[_Open] = field(default_factory=list)
    entities: list[dict[str, Any]] = field(default_factory=list)

    def read(self) -> Formatted:
        for token in _TOKEN.finditer(self.source):
            if token.lastgroup == "tag":
                self._tag(token)
            elif token.lastgroup == "bare":
                self._bare(token)
            else:
                self._write(unescape(token[0]) if token.lastgroup == "reference" else token[0])
        if self.opened:
            _refuse(f'Can\'t find end tag corresponding to start tag "{self.opened[-1].name}"')
        self.entities.sort(key=lambda entity: (entity["offset"], -entity["length"]))
        return Formatted(self.text, self.entities, self.source)

    def _write(self, text: str) -> None:
        self.text += text
        self.offset += utf16(text)

    def _byte(self, token: re.Match[str]) -> int:
        return len(self.source[: token.start()].encode())

    def _bare(self, token: re.Match[str]) -> NoReturn:
        if token[0] == "<":
            _refuse(f"Unclosed start tag at byte offset {self._byte(token)}")
        _refuse(f"Character '{token[0]}' must be escaped at byte offset {self._byte(token)}")

    def _tag(self, token: re.Match[str]) -> None:
        tag = _TAG.fullmatch(token[0])
        assert tag is not None
        name = tag["name"].lower()
        if tag["end"]:
            self._close(name, self._byte(token))
        else:
            self._start(name, tag["attributes"] or "", self._byte(token))

    def _start(self, name: str, attributes: str, byte: int) -> None:
        if name not in _TYPES:
            _refuse(f'Unsupported start tag "{name}" at byte offset {byte}')
        if re.fullmatch(rf"(?:{_unnamed(_ATTRIBUTE.pattern)})*\s*", attributes) is None:
            _refuse(f'Unexpected attribute in the tag "{name}" at byte offset {byte}')
        known = {
            found["name"].lower(): unescape(found["double"] or found["single"] or "")
            for found in _ATTRIBUTE.finditer(attributes)
        }
        if name == "span" and known.get("class") != "tg-spoiler":
            _refuse(f'Tag "span" must have class "tg-spoiler" at byte offset {byte}')
        self.opened.append(_Open(name, known, self.offset, len(self.text)))

    def _close(self, name: str, byte: int) -> None:
        if not self.opened:
            _refuse(f"Unexpected end tag at byte offset {byte}")
        tag = self.opened.pop()
        if name != tag.name:
            _refuse(f'Unmatched end tag at byte offset {byte}, expected "</{tag.name}>", found "</{name}>"')
        if self.offset > tag.offset:
            self._entity(tag)

    def _entity(self, tag: _Open) -> None:
        entity: dict[str, Any] = {
            "type": _TYPES[tag.name],
            "offset": tag.offset,
            "length": self.offset - tag.offset,
        }
        if tag.name == "a":
            entity["url"] = tag.attributes.get("href") or self.text[tag.position :]
            if not _LINK.fullmatch(entity["url"]):
                return  # as on the platform: the text stays, the link silently goes
        if tag.name == "blockquote" and "expandable" in tag.attributes:
            entity["type"] = "expandable_blockquote"
        self.entities.append(entity)


def _unnamed(pattern: str) -> str:
    return re.sub(r"\?P<\w+>", "?:", pattern)


def _refuse(reason: str) -> NoReturn:
    description = f"can't parse entities: {reason}"
    raise bad_request(description)
