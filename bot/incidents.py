"""Operators hear of incidents: what kind and which number, never about whom, and not too often."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from telegram import Update
from telegram.error import Forbidden
from telegram.ext import CallbackContext

from bot.clock import Clock
from bot.measuring import Measures

PAUSE = timedelta(minutes=15)
"""Time after an incident that was told, during which the others are counted and not told."""


def numbered(error: BaseException | None) -> str:
    """Return the number by which a person and the operators speak of an error: drawn once, and kept in it."""
    kept = vars(error) if error else {}
    return str(kept.setdefault("incident", secrets.token_hex(3).upper()))


@dataclass
class Incidents:
    """Counts the replies that an error prevented, and tells the operators, with `tell`."""

    tell: Callable[[str], None]
    measures: Measures
    clock: Clock
    _told: datetime | None = field(default=None, init=False)
    _held: int = field(default=0, init=False)

    async def failed(self, update: object, context: CallbackContext[Any, Any, Any, Any]) -> None:
        """Hear of an error, as the application does; one that prevented no reply is only in the log."""
        if isinstance(update, Update) and not isinstance(context.error, Forbidden):
            self.measures.incident()
            self.note(numbered(context.error), type(context.error).__name__)

    def note(self, number: str, kind: str) -> None:
        """Tell of an incident by its number and the kind of its error, or count it."""
        now = self.clock()
        if self._told and now < self._told + PAUSE:
            self._held += 1
            return
        more = f" Et {self._held} autre(s) depuis le précédent message." if self._held else ""
        self.tell(f"Incident {number} ({kind}). La personne a lu ce numéro ; le journal dit tout.{more}")
        self._told, self._held = now, 0
