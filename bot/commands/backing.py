"""`sauvegarder` and `restaurer`: copies of the data, and how to go back to one."""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Annotated

import typer

from bot import clock
from bot.cli import AsJson, Data, app, refuse, say, say_json, settings_of
from bot.settings import Keeping
from storage.backups import Backup, Contents, DamagedError, back_up, backups, examined, put_back, rotate
from storage.database import UnusableError, open_database
from storage.lease import Lease

WHY: dict[type[Exception], str] = {
    FileNotFoundError: "ce fichier n'existe pas",
    PermissionError: "vous n'en avez pas le droit",
    sqlite3.DatabaseError: "ce fichier n'est pas une base de données lisible",
}
"""Why a copy cannot be made or put back, for the reasons that people meet."""


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
    file = donnees or chosen.donnees
    folder = chosen.folder(file)
    try:
        made = back_up(file, folder, now)
        contents = examined(made.path)
        erased = rotate(folder, now, chosen.sauvegardes)
    except (OSError, sqlite3.Error, DamagedError) as error:
        refuse(f"« {file} » n'a pas pu être copié, rien n'a été changé : {_why(error)}")
    kept = len(backups(folder))
    if as_json:
        say_json({"copie": _shown(made), "effacees": list(map(_shown, erased)), "gardees": kept})
        return
    say(f"Copie faite : {made.path} ({told(contents)})")
    say(f"{kept} copie(s) gardée(s) ; {len(erased)} de plus de {chosen.sauvegardes} jours, effacée(s).")


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
    chosen = copie or _latest(kept.folder(file))
    if not verifier:
        _unused(file)
    try:
        contents = examined(chosen)
        aside = None if verifier else put_back(chosen, file, clock.system())
    except (OSError, DamagedError) as error:
        refuse(f"« {chosen} » ne peut pas être remise, rien n'a été changé : {_why(error)}")
    if verifier:
        say(f"{chosen} : entière et lisible ({told(contents)}).")
        return
    say(f"{file} est comme dans {chosen} ({told(contents)}).")
    if aside:
        say(f"Ce qu'il contenait est gardé : {aside}")
    say("Ce que des personnes ont effacé depuis est revenu : voyez docs/exploitation.md, « Restaurer ».")


def _why(error: Exception) -> str:
    if isinstance(error, DamagedError):
        return str(error)
    return WHY.get(type(error), "le disque est plein, ou ne peut pas être lu ou écrit")


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
    except UnusableError:
        pass  # nobody can serve it


def _latest(folder: Path) -> Path:
    found = backups(folder)
    if not found:
        refuse(f"aucune copie dans « {folder} » ; « cress-bot sauvegarder » en fait une")
    return found[0].path


def _shown(backup: Backup) -> dict[str, str]:
    return {"fichier": str(backup.path), "du": backup.at.isoformat()}
