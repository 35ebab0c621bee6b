"""Words reduced to what counts."""

import re
import unicodedata

MAX_TEXT = 1000
"""Characters read of a message; the rest is not looked at."""

_NOT_A_WORD = re.compile(r"[^a-z0-9]+")
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


def fold(text: str) -> str:
    """Reduce a text to what counts: small letters without accents, digits, single spaces. Idempotent.

    Characters that cannot be seen go; letters of other alphabets that look Latin become Latin, the others
    become `x`, so that « 我有3个 » is no number.
    """
    if text.isascii():
        return _NOT_A_WORD.sub(" ", text[:MAX_TEXT].lower()).strip()
    seen = _SILENT.sub("", text[:MAX_TEXT]).casefold().translate(_ALIKE)
    spread = unicodedata.normalize("NFKD", seen).casefold().translate(_ALIKE)
    bare = "".join(char for char in spread if not unicodedata.combining(char))
    return _NOT_A_WORD.sub(" ", _FOREIGN.sub("x", bare)).strip()
