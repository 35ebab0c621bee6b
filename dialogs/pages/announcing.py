"""What is sent to those who asked: the calls of a region, grouped by what is new of them, on one screen."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from dialogs.deadlines import said
from dialogs.events import Button, Do, Message, Row
from dialogs.text import Text, flat, joined, rich
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


@dataclass(frozen=True)
class Announcement:
    """What is sent about the calls of a region (INSEE code) at its local time; `weekly` is the digest."""

    knowledge: Knowledge
    region: str
    now: datetime
    weekly: bool

    def of(self, notices: Sequence[Notice]) -> tuple[Message, tuple[Notice, ...]]:
        """Return the message, and the notices that it tells: what one screen does not hold is left out.

        Every notice of a window that is told is told with it. A line is never longer than a screen: what a
        call may say is bounded.
        """
        ranks = {kind: rank for rank, (_, kinds) in enumerate(GROUPS) for kind in kinds}
        ordered = sorted(notices, key=lambda n: (ranks[n.kind], n.window.end, n.window.id))
        windows = list(dict.fromkeys(notice.window.id for notice in ordered))
        for lines in range(min(LINES, len(windows)), 1, -1):
            if len(flat(self._text(_among(ordered, windows[:lines]), len(windows) - lines))) <= SCREEN:
                break
        else:
            lines = 1
        told = _among(ordered, windows[:lines])
        return Message(self._text(told, len(windows) - lines), self._rows()), told

    def _text(self, told: Sequence[Notice], more: int) -> Text:
        title = "annonce_semaine" if self.weekly else "annonce_alertes"
        head = self._say(title, region=self.knowledge.regions[self.region].within)
        rest = self._say("annonce_suite", nombre=str(more)) if more else ()
        return joined([head, *self._parts(told), rest, self._say("annonce_pied")], "\n\n")

    def _parts(self, told: Sequence[Notice]) -> Iterator[Text]:
        """Yield the parts, each call in the first one that has it."""
        here, shown = instant(self.knowledge, self.region, self.now), set[str]()
        for title, kinds in GROUPS:
            windows = {n.window.id: n.window for n in told if n.kind in kinds and n.window.id not in shown}
            shown |= windows.keys()
            calls = (said(self.knowledge, window, here) for window in windows.values())
            lines = [self._say("annonce_ligne", appel=call) for call in calls]
            if lines:
                yield joined([self._say(title), *lines])

    def _rows(self) -> tuple[Row, ...]:
        acts = ("alertes", "sans_alertes")
        return tuple((Button(flat(self._say(f"bouton_{name}")), Do(name)),) for name in acts)

    def _say(self, key: str, **values: str | Text) -> Text:
        return rich(self.knowledge.texts[key], **values)


def _among(notices: Sequence[Notice], windows: Collection[str]) -> tuple[Notice, ...]:
    return tuple(notice for notice in notices if notice.window.id in windows)
