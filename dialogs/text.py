"""Text with a little emphasis, and the French typography that nobody types.

Content is written with plain spaces and straight apostrophes; people read no-break spaces and ’. A text
is a tuple of spans, so that no adapter ever parses markup: values put into a template stay values.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

NBSP = "\u00a0"
THIN = "\u202f"
REMEMBERED = 128
"""Texts without a value that are remembered."""


@dataclass(frozen=True)
class Span:
    """A run of characters of one kind; `link` makes it a link."""

    text: str
    bold: bool = False
    link: str | None = None


Text = tuple[Span, ...]

_RULES = (
    (re.compile(r"'"), "’"),
    (re.compile(r"[ \u00a0]([;!?])"), THIN + r"\1"),
    (re.compile(r"[ \u00a0]([:»])"), NBSP + r"\1"),
    (re.compile(r"«[ \u00a0]"), "«" + NBSP),
    (re.compile(r"(?<=\d)[ \u00a0](?=\d{3}(?!\d))"), THIN),
    (re.compile(r"(?<=\d)[ \u00a0](?=[€%])"), NBSP),
)
_RULED = re.compile(r"'|[ \u00a0][;!?:»]|«[ \u00a0]|\d[ \u00a0][\d€%]")
"""What one of the rules would change: few texts need them."""
_PIECE = re.compile(r"\*([^*]+)\*|\{([a-z_]+)\}|https?://[^\s;,)]*[^\s;,.)]")


def typeset(text: str) -> str:
    """Put the spaces and apostrophes of French typography; doing it twice changes nothing."""
    for pattern, replacement in _RULES if _RULED.search(text) else ():
        text = pattern.sub(replacement, text)
    return text


def plain(text: str) -> Text:
    """Make a text of one span, as it must be read; an address in it becomes a link."""
    return _filled(text.replace("*", "∗").replace("{", "(").replace("}", ")"), {})


def bold(text: str) -> Text:
    """Make an emphasised text."""
    return (Span(typeset(text), bold=True),)


def link(text: str, address: str) -> Text:
    """Make a link."""
    return (Span(typeset(text), link=address),)


def rich(template: str, **values: str | Text) -> Text:
    """Read a template of the content: `*emphasis*`, `{value}`, and addresses."""
    return _filled(template, values) if values else _alone(template)


@lru_cache(maxsize=REMEMBERED)
def _alone(template: str) -> Text:
    """Read a template once for all who are told it."""
    return _filled(template, {})


def _filled(template: str, values: dict[str, str | Text]) -> Text:
    spans: list[Span] = []
    end = 0
    for piece in _PIECE.finditer(template):
        spans += _run(template[end : piece.start()])
        spans += _piece(piece, values)
        end = piece.end()
    return tuple(spans + _run(template[end:]))


def _run(text: str) -> list[Span]:
    return [Span(typeset(text))] if text else []


def _piece(piece: re.Match[str], values: dict[str, str | Text]) -> Text:
    strong, name = piece.group(1), piece.group(2)
    if strong:
        inner = _filled(strong, values)
        return tuple(Span(span.text, bold=True, link=span.link) for span in inner)
    if name:
        value = values[name]
        return value if isinstance(value, tuple) else plain(value)
    return (Span(piece.group(0), link=piece.group(0)),)


def joined(parts: list[Text], separator: str = "\n") -> Text:
    """Join texts, leaving out the empty ones."""
    kept = [part for part in parts if part]
    spans: list[Span] = []
    for rank, part in enumerate(kept):
        if rank:
            spans.append(Span(separator))
        spans += part
    return tuple(spans)


def flat(text: Text) -> str:
    """Return the characters without emphasis; a link whose text does not tell its address shows it."""
    return "".join(
        span.text if span.link is None or span.text in span.link else f"{span.text} ({span.link})"
        for span in text
    )
