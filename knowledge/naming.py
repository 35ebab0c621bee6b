"""Names as people write them: reduced to what counts, and the one that was probably meant."""

import re
import unicodedata
from collections.abc import Iterable
from difflib import get_close_matches

NEAR, SHORT = 0.75, 0.65
"""How alike two names must be for one to be proposed; in short ones, one letter in three may differ."""
FEW = 4
_BETWEEN = re.compile(r"[^a-z0-9]+")


def plain(text: str) -> str:
    """Reduce a text to small letters without accents, digits and single spaces."""
    spread = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(char for char in spread if not unicodedata.combining(char))
    return _BETWEEN.sub(" ", bare).strip()


def nearest(name: str, known: Iterable[str]) -> str | None:
    """Return the known name that was meant: alike, or the only one that holds it.

    None when nothing is near enough: a wrong proposal is worse than none.
    """
    names = {plain(one): one for one in sorted(known) if one != name}
    wanted = plain(name)
    holding = [one for one in names if wanted and f" {wanted} " in f" {one} "]
    alike = SHORT if len(wanted) <= FEW else NEAR
    near = get_close_matches(wanted, names, 1, alike) or (holding if len(holding) == 1 else [])
    return names[near[0]] if near else None
