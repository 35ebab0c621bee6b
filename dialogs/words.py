"""Words reduced to what counts."""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

Words = tuple[str, ...]

MAX_TEXT = 1000
"""Characters read of a message; the rest is not looked at."""

COMMAND = re.compile(r"\s*/[^\W\d]\w*\s*")
"""A command, and no more: « /foo » is no word « foo »."""
_NOT_A_WORD = re.compile(r"[^a-z0-9]+")
_DOTTED = re.compile(r"\b(?:[^\W\d_]\.){2,}(?:[^\W\d_]\b)?")
_BELOW = re.compile(r"\s*[-\u2212\u2013]\s?\d+\s*")
"""A number below zero, and no more: it is not the number of a button."""
_APART = "\x1e"
"""Stands between texts that are folded together."""
_ALIKE = str.maketrans(
    {
        "œ": "oe",
        "€": " euros ",
        "æ": "ae",
        "ß": "ss",
        "а": "a",
        "е": "e",
        "о": "o",
        "р": "p",
        "с": "c",
        "х": "x",
        "і": "i",
    }
)
_FOREIGN = re.compile(r"[^\W\d_a-z]")
_SILENT = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")


class _Folding(dict[int, str]):
    """What each character is reduced to, worked out the first time it is met."""

    def __missing__(self, code: int) -> str:
        seen = _SILENT.sub("", chr(code)).casefold().translate(_ALIKE)
        spread = unicodedata.normalize("NFKD", seen).casefold().translate(_ALIKE)
        bare = _FOREIGN.sub("x", "".join(char for char in spread if not unicodedata.combining(char)))
        if code < _KEPT:
            self[code] = bare
        return bare


_KEPT = 0x3000
"""Characters above which are rare enough to be worked out anew."""
_FOLDING = _Folding()


def fold(text: str) -> str:
    """Reduce a text to what counts: small letters without accents, digits, single spaces. Idempotent.

    Characters that cannot be seen go; letters of other alphabets that look Latin become Latin, the others
    become `x`, so that « 我有3个 » is no number.
    """
    return _NOT_A_WORD.sub(" ", text[:MAX_TEXT].translate(_FOLDING)).strip()


@lru_cache(maxsize=8)
def words(text: str) -> Words:
    """Return the folded words of a text; « S.C.O.P. » is one, « -1 » is « moins 1 ».

    Those of a message are asked for by each way of reading it: the last ones are remembered.
    """
    return (*_below(text), *fold(_undotted(text)).split())


def all_words(texts: Iterable[str]) -> list[Words]:
    """Return the folded words of many texts, in much less time than one by one, and each word held once."""
    texts = [*texts]
    once: dict[str, str] = {}
    return [
        (*_below(text), *[once.setdefault(word, word) for word in said.split()])
        for text, said in zip(texts, folded(texts), strict=True)
    ]


def _below(text: str) -> Words:
    return ("moins",) if _BELOW.fullmatch(text) else ()


def folded(texts: Iterable[str], keep: str = "") -> list[str]:
    """Fold many texts at once, whole; the characters to `keep` stay, and spaces around them."""
    apart = [_undotted(text).replace(_APART, " ") for text in texts]
    return _but(keep).sub(" ", _APART.join(apart).translate(_FOLDING)).split(_APART) if apart else []


@lru_cache(maxsize=4)
def _but(keep: str) -> re.Pattern[str]:
    return re.compile(f"[^a-z0-9{_APART}{re.escape(keep)}]+")


def _undotted(text: str) -> str:
    return _DOTTED.sub(lambda found: found[0].replace(".", ""), text) if "." in text else text


def capitals(text: str) -> frozenset[str]:
    """Return the words written with a capital inside a text, folded."""
    return frozenset(word for found in _CAPITAL.findall(text[:MAX_TEXT]) for word in words(found))


_CAPITAL = re.compile(r"(?<=[\s'’(-])([A-ZÀ-Ý][\w'’-]+)")
