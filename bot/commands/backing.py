"""`sauvegarder` and `restaurer`: copies of the data, and how to go back to one."""

import os
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Annotated

import typer

from bot import clock
from bot.backing import why
from bot.cli import AsJson, Data, app, existing, refuse, say, say_json, settings_of
from bot.settings import Keeping
from storage.backups import Backup, Contents, DamagedError, backups, copies, examined, put_back, renew
from storage.database import FOREIGN, UnusableError, open_database
from storage.lease import Lease

MAKE_ONE = "« cress-bot sauvegarder » en fait une"


def told(contents: Contents) -> str:
    """Return what a file of data holds, as an operator reads it."""
    held = (
        (contents.conversations, "conversation"),
        (contents.subscribers, "abonné"),
        (contents.messages, "message"),
    )
    return ", ".join(f"{count} {name}{'s' if count > 1 else ''}" for count, name in held)


@app.command()
def sauvegarder(donnees: Data = None, as_json: AsJson = False) -> None:  # noqa: FBT002
    """Copier les données, même pendant que le bot tourne, et effacer les copies trop anciennes."""
    chosen, now = settings_of(Keeping), clock.system()
    file = existing(donnees or chosen.donnees)
    folder = chosen.folder(file)
    try:
        made, erased = renew(file, folder, now, chosen.sauvegardes)
        contents = examined(made.path)
    except (OSError, sqlite3.Error, DamagedError) as error:
        refuse(f"« {file} » n'a pas pu être copié : {why(error)}")
    kept = len(copies(file, folder))
    if as_json:
        say_json({"copie": _shown(made), "effacees": list(map(_shown, erased)), "gardees": kept})
        return
    say(f"Copie faite : {made.path} ({told(contents)})")
    days = chosen.sauvegardes
    gone = f"{len(erased)} de plus de {days} jours, effacée(s)" if days else "aucune n'est effacée"
    say(f"{kept} copie(s) gardée(s) ; {gone}.")


@app.command()
def restaurer(
    copie: Annotated[Path | None, typer.Argument(help="La copie ; sans elle, la plus récente.")] = None,
    verifier: Annotated[  # noqa: FBT002
        bool, typer.Option("--verifier", help="Lire la copie en entier, sans rien changer.")
    ] = False,
    donnees: Data = None,
) -> None:
    """Remettre les données comme dans une copie ; le fichier remplacé est mis de côté, jamais effacé."""
    kept = settings_of(Keeping)
    file = donnees or kept.donnees
    chosen = copie or _latest(file, kept.folder(file))
    try:
        if not verifier:
            _unused(file)
        contents = examined(chosen)
        aside = None if verifier else put_back(chosen, file, clock.system())
    except (OSError, DamagedError) as error:
        refuse(f"« {chosen} » ne peut pas être remise, rien n'a été changé : {why(error)}")
    if verifier:
        say(f"{chosen} : entière et lisible ({told(contents)}).")
        return
    say(f"{file} est comme dans {chosen} ({told(contents)}).")
    if aside:
        say(f"Ce qu'il contenait est gardé : {aside}")
    _say_whose(file, (aside or file.parent).stat())
    say("Ce que des personnes ont effacé depuis est revenu : voyez docs/exploitation.md, « Restaurer ».")


def _unused(file: Path) -> None:
    """Leave when a bot serves the file: it would go on with what is set aside."""
    from bot.serving import Held, tenure  # noqa: PLC0415 - for this command only

    if not file.exists():
        return
    try:
        with closing(open_database(file)) as db, tenure(Lease(db), clock.system):
            pass
    except Held:
        refuse("un bot sert ces données : arrêtez-le d'abord, rien n'a été changé")
    except UnusableError as error:
        if error.why == FOREIGN:
            refuse(f"{error}, rien n'a été changé")
        # else nobody can serve it


def _say_whose(file: Path, owner: os.stat_result) -> None:
    """Say what to do when the file could not be given to the account that the bot runs under."""
    if file.stat().st_uid != owner.st_uid:
        say(f"Ce fichier n'est pas au compte du bot. Pour le lui rendre : sudo chown {owner.st_uid} {file}")


def _latest(file: Path, folder: Path) -> Path:
    found = copies(file, folder)
    if not found:
        others = len(backups(folder))
        hint = f"nommez l'une des {others} d'autres fichiers, si c'est la bonne" if others else MAKE_ONE
        refuse(f"aucune copie de « {file} » dans « {folder} » ; {hint}")
    return found[0].path


def _shown(backup: Backup) -> dict[str, str]:
    return {"fichier": str(backup.path), "du": backup.at.isoformat()}
