"""What is sent to those who asked: the calls of a region, grouped by what is new of them, on one screen."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from dialogs.deadlines import said
from dialogs.events import Button, Do, Message
from dialogs.text import Text, flat, joined, rich, typeset
from knowledge.announcing import Kind, Notice
from knowledge.content import Knowledge
from knowledge.windows import instant

LINES, SCREEN = 8, 2500
"""Calls told in one message, and its characters: what one screen shows."""
GROUPS: tuple[tuple[str, tuple[Kind, ...]], ...] = (
    ("annonce_correction", ("correction",)),
    ("annonce_rappel", ("rappel_3", "rappel_15")),
    ("annonce_ouvert", ("ouverture", "ouvert")),
    ("annonce_connue", ("connue",)),
    ("annonce_a_venir", ("a_venir",)),
)
"""The parts of a message, the most urgent first; a call is told once, in the first part that has it."""


def announcement(
    knowledge: Knowledge, region: str, notices: Sequence[Notice], now: datetime, *, weekly: bool
) -> tuple[Message, tuple[Notice, ...]]:
    """Say notices about the calls of a region (INSEE code), at its local time; `weekly` is the digest.

    Return the message, and the notices that it tells: what one screen does not hold is left for another.
    Every notice of a window that is told is told with it.
    """
    ranks = {kind: rank for rank, (_, kinds) in enumerate(GROUPS) for kind in kinds}
    ordered = sorted(notices, key=lambda notice: (ranks[notice.kind], notice.window.end, notice.window.id))
    windows = list(dict.fromkeys(notice.window.id for notice in ordered))
    for lines in range(min(LINES, len(windows)), 0, -1):
        kept = set(windows[:lines])
        told = tuple(notice for notice in ordered if notice.window.id in kept)
        text = _text(knowledge, region, told, now, len(windows) - lines, weekly=weekly)
        if len(flat(text)) <= SCREEN:
            break
    acts = ("alertes", "sans_alertes")
    rows = tuple((Button(typeset(knowledge.texts[f"bouton_{name}"]), Do(name)),) for name in acts)
    return Message(text, rows), told


def _text(
    knowledge: Knowledge, region: str, told: Sequence[Notice], now: datetime, more: int, *, weekly: bool
) -> Text:
    texts, place = knowledge.texts, knowledge.regions[region].within
    title = rich(texts["annonce_semaine" if weekly else "annonce_alertes"], region=place)
    rest = rich(texts["annonce_suite"], nombre=str(more)) if more else ()
    parts = _parts(knowledge, told, instant(knowledge, region, now))
    return joined([title, *parts, rest, rich(texts["annonce_pied"])], "\n\n")


def _parts(knowledge: Knowledge, told: Sequence[Notice], here: datetime) -> Iterator[Text]:
    """Yield the parts, each call in the first one that has it."""
    texts, shown = knowledge.texts, set[str]()
    for title, kinds in GROUPS:
        windows = {n.window.id: n.window for n in told if n.kind in kinds and n.window.id not in shown}
        shown |= windows.keys()
        lines = (
            rich(texts["annonce_ligne"], appel=said(knowledge, window, here)) for window in windows.values()
        )
        if windows:
            yield joined([rich(texts[title]), *lines])
