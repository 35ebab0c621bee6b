"""Buttons on the wire: an event as callback data, at most 64 bytes, and back.

The data name ids of the content, never a position in a list, so that the keyboard of last week means
today what it meant then.
"""

from dialogs.events import (
    Answer,
    Card,
    Change,
    Dates,
    Define,
    Details,
    Do,
    Follow,
    Mute,
    Notify,
    Sources,
    Tap,
)

_KINDS: dict[str, type[Tap]] = {
    "a": Answer,
    "c": Change,
    "d": Details,
    "s": Sources,
    "f": Card,
    "i": Dates,
    "o": Follow,
    "n": Notify,
    "m": Mute,
    "g": Define,
    "x": Do,
}
DRAFT = "~"
"""The mark before the data of a button that a draft shows; see `bot.drafts`. No event begins with it."""
_LETTERS = {kind: letter for letter, kind in _KINDS.items()}


def encode(event: Tap) -> str:
    """Return the callback data of an event."""
    kind = type(event)
    return ":".join((_LETTERS[kind], *(getattr(event, name) for name in kind.__dataclass_fields__)))


def decode(data: str) -> Tap | None:
    """Return the event, or None for data that no button of ours ever had."""
    letter, *parts = data.split(":")
    kind = _KINDS.get(letter)
    if kind is None or len(parts) != len(kind.__dataclass_fields__) or not all(parts):
        return None
    return kind(*parts)
