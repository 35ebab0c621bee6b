"""The manuals of `docs/`, as a reader who carries them out sees them."""

import re
from collections.abc import Iterator
from pathlib import Path

DOCS = Path(__file__).parents[1] / "docs"
_BLOCK = re.compile(r"(?ms)^```(?P<language>\w*)\n(?P<text>.*?)^```$")


def manual(name: str) -> str:
    """Return the text of a manual, no-break spaces written as others: they are typed so."""
    text = (DOCS / name).read_text(encoding="utf-8")
    return text.replace("\u00a0", " ").replace("\u202f", " ")


def blocks(text: str) -> Iterator[re.Match[str]]:
    """Yield the blocks of a text: their `language`, their `text`."""
    return _BLOCK.finditer(text)


def lines(block: re.Match[str]) -> list[str]:
    """Return the commands of a block, without what is noted after them."""
    return [line.split("#")[0].strip() for line in block["text"].splitlines() if line.strip()]
