"""Copies the data once a day, and erases the copies that are too old, while the bot runs."""

import asyncio
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from bot.clock import Clock, written
from bot.logs import log
from storage.backups import DamagedError, back_up, backups, damaged, rotate, set_aside
from storage.database import DAMAGED, UnusableError

HOUR = 3600.0
DAY = timedelta(days=1)


def salvage(file: Path, folder: Path, now: datetime) -> str:
    """Set a damaged file of data aside, so that the bot can begin; return what operators are to be told.

    That is nothing when the file is sound, or is not there. Raises UnusableError when it cannot be set aside.
    """
    try:
        aside = set_aside(file, "abime", now) if damaged(file) else None
    except OSError as error:
        raise UnusableError(file, DAMAGED) from error
    if aside is None:
        return ""
    log.error("donnees_abimees", mises_de_cote=aside.name)
    begins = f"Le fichier de données était abîmé. Il est gardé : {aside}. Le bot repart d'un fichier vide."
    last = next(iter(backups(folder)), None)
    if last is None:
        return f"{begins} Il n'y a aucune copie."
    return (
        f"{begins} Dernière copie : {last.path}, du {written(last.at)}. "
        f"Pour la remettre : arrêtez le bot, puis « cress-bot restaurer {last.path} »."
    )


@dataclass
class Copies:
    """The copies of a file of data in a folder, kept some days; `tell` speaks to the operators.

    With 0 days none is made.
    """

    file: Path
    folder: Path
    days: int
    clock: Clock
    tell: Callable[[str], None]
    _failing: bool = field(default=False, init=False)

    async def run(self) -> None:
        """Copy when a day has passed since the last copy, for ever."""
        while self.days:
            await self.look()
            await asyncio.sleep(HOUR)

    async def look(self) -> None:
        """Copy, in a thread, if it is time; a copy that cannot be made is told once, and tried again."""
        now = self.clock()
        try:
            if any(now - DAY < backup.at <= now for backup in backups(self.folder)):
                return
            made = await asyncio.to_thread(back_up, self.file, self.folder, now)
            erased = rotate(self.folder, now, self.days)
        except (OSError, sqlite3.Error, DamagedError) as error:
            log.error("copie_impossible", raison=type(error).__name__)
            if not self._failing:
                self.tell("La copie du jour n'a pas pu être faite. Le bot essaie de nouveau chaque heure.")
            self._failing = True
        else:
            log.info("copie_faite", fichier=made.path.name, effacees=len(erased))
            if self._failing:
                self.tell("La copie du jour est faite : tout est rentré dans l'ordre.")
            self._failing = False
