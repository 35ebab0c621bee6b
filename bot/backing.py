"""Copies the data once a day, and erases the copies that are too old, while the bot runs."""

import asyncio
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from bot.causes import cause
from bot.clock import Clock, written
from bot.logs import log
from storage.backups import Backup, DamagedError, copies, damaged, lost, renew, set_aside
from storage.database import BARRED, DAMAGED, UncopiedError, UnusableError

HOUR = 3600.0
DAY = timedelta(days=1)


def why(error: Exception) -> str:
    """Say why a copy cannot be made or put back."""
    return str(error) if isinstance(error, DamagedError) else cause(error)


def salvage(file: Path, folder: Path, now: datetime) -> str:
    """Set a file of data that is lost aside, so that the bot can begin; return what operators are to be told.

    It is when it is damaged, or when it has copies and is empty, or is not there. Else nothing is told.
    Raises UnusableError when it cannot be set aside.
    """
    why = BARRED
    try:
        last = lost(file, folder)
        if last is None and not damaged(file):
            return ""
        missing, empty, why = not file.exists(), last is not None, DAMAGED
        aside = set_aside(file, "abime", now)
    except OSError as error:
        raise UnusableError(file, why) from error
    last = last or next(iter(copies(file, folder)), None)
    named = last.path.name if last else None
    if missing:
        log.error("donnees_absentes", derniere_copie=named)
        told = f"Le fichier de données n'existe plus ({file}), et il y en a des copies."
    else:
        log.error("donnees_abimees", mises_de_cote=aside and aside.name, derniere_copie=named)
        told = f"Le fichier de données était {'vide' if empty else 'abîmé'}. Il est gardé : {aside}."
    return f"{told} Le bot repart d'un fichier vide. {_remedy(last)}"


def _remedy(last: Backup | None) -> str:
    if last is None:
        return "Il n'y a aucune copie."
    return (
        f"Dernière copie : {last.path}, du {written(last.at)}. "
        f"Pour la remettre : arrêtez le bot, puis « cress-bot restaurer {last.path} »."
    )


@dataclass(frozen=True)
class Caution:
    """Copies a file of data before it is brought up to date for this version, so that one can go back.

    The copy is kept as long as the others; with 0 days, none is made. `heard` is told where it is.
    """

    folder: Path
    days: int
    clock: Clock
    heard: Callable[[str], object]

    def __call__(self, file: Path) -> None:
        """Copy the file. Raises UncopiedError, and it is left as it is."""
        if not self.days:
            return
        try:
            made, _ = renew(file, self.folder, self.clock(), self.days)
        except (OSError, sqlite3.Error, DamagedError) as error:
            told = (
                f"il vient d'une version d'avant, et n'a pas pu être copié dans « {self.folder} » avant "
                f"d'être mis à jour : {why(error)}"
            )
            raise UncopiedError(file, told) from error
        self.heard(
            "Les données sont mises à jour pour cette version du programme. Comme elles étaient : "
            f"{made.path}. Pour revenir à la version d'avant : docs/exploitation.md, « Mettre à jour »."
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
            if any(now - DAY < backup.at <= now for backup in copies(self.file, self.folder)):
                return
            made, erased = await asyncio.to_thread(renew, self.file, self.folder, now, self.days)
        except (OSError, sqlite3.Error, DamagedError) as error:
            log.error("copie_impossible", raison=why(error))
            if not self._failing:
                self.tell(
                    f"La copie du jour n'a pas pu être faite : {why(error)}. "
                    "Le bot essaie de nouveau chaque heure."
                )
            self._failing = True
        else:
            log.info("copie_faite", fichier=made.path.name, effacees=len(erased))
            if self._failing:
                self.tell("La copie du jour est faite : tout est rentré dans l'ordre.")
            self._failing = False
