"""What every command shares: the application, its options, and how it speaks to a terminal."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, NoReturn, TypeVar

import typer
from rich.console import Console

from bot import clock
from bot.parlance import App, speak_french
from bot.settings import Keeping, Places, Read, SettingsError, read_settings
from bot.sweeping import unswept
from bot.transcript import moment
from knowledge.content import Knowledge
from knowledge.issues import KnowledgeError
from knowledge.load import load
from storage.database import Before, Database, UnusableError, open_database, sought

speak_french()
app = App(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)
T = TypeVar("T")
out = Console(emoji=False)
err = Console(stderr=True, emoji=False)

Content = Annotated[Path | None, typer.Option("--contenu", help="Le dossier du contenu.")]
Data = Annotated[Path | None, typer.Option("--donnees", help="Le fichier de données.")]
Day = Annotated[
    str | None, typer.Option("--date", help="Parler comme ce jour-là : 2026-11-24, ou « 2026-11-24 18:00 ».")
]
AsJson = Annotated[bool, typer.Option("--json", help="Répondre en JSON, forme stable.")]


@app.callback()
def cress_bot() -> None:
    """L'assistant d'orientation des CRESS."""


def say(text: str) -> None:
    """Write a text as it is, nothing in it read as markup nor cut."""
    out.print(text, highlight=False, markup=False, soft_wrap=True)


def say_json(told: object) -> None:
    """Write a value as one line of JSON."""
    print(json.dumps(told, ensure_ascii=False), flush=True)  # noqa: T201


def knowledge_of(folder: Path | None) -> Knowledge:
    """Load the content, or say all that is wrong with it and leave."""
    return read_or_leave(load, folder)


def read_or_leave(reading: Callable[[Path], T], folder: Path | None) -> T:
    """Read a folder of content in some way, or say all that is wrong with it and leave."""
    try:
        with unswept():
            return reading(folder or settings_of(Places).contenu)
    except KnowledgeError as error:
        for issue in error.issues:
            complain(str(issue))
        raise typer.Exit(1) from None


def existing(file: Path) -> Path:
    """Return a file of data that is there, or say that it is not and leave."""
    try:
        return sought(file)
    except UnusableError as error:
        _without(error)


def data_of(file: Path | None) -> Database:
    """Open the file of data, or say why it cannot be and leave: a command for operators creates none."""
    chosen = settings_of(Keeping)
    path = file or chosen.donnees
    try:
        return open_database(path, create=False, before=caution(path, chosen))
    except UnusableError as error:
        _without(error)


def caution(file: Path, chosen: Keeping) -> Before:
    """Return what copies a file of data before a command brings it up to date, and says so."""

    def copy(path: Path) -> None:
        from bot.backing import Caution  # noqa: PLC0415 - rarely needed

        Caution(chosen.folder(file), chosen.sauvegardes, clock.system, complain)(path)

    return copy


def _without(error: UnusableError) -> NoReturn:
    complain(str(error))
    raise typer.Exit(1) from None


def clock_of(date: str | None) -> clock.Clock:
    """Return the clock of a command: the real one, or one stopped at a day; leave when it is no day."""
    if date is None:
        return clock.system
    try:
        return clock.frozen(moment(date))
    except ValueError:
        refuse("une date s'écrit 2026-11-24 ou 24/11/2026, ou « 2026-11-24 18:00 » avec l'heure")


def settings_of(kind: type[Read]) -> Read:
    """Read settings of a kind, or say all that is missing or wrong and leave."""
    try:
        return read_settings(kind)
    except SettingsError as error:
        refuse(str(error))


def complain(message: str) -> None:
    """Write what is wrong on the standard error, as it is."""
    err.print(message, highlight=False, markup=False, soft_wrap=True)


def refuse(message: str) -> NoReturn:
    """Leave with code 2: the command was used wrongly."""
    complain(message)
    raise typer.Exit(2)


def write(path: Path, content: str | bytes) -> None:
    """Write a file for the person and say so; leave with code 2 when it cannot be written there."""
    try:
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    except OSError as error:
        refuse(f"« {path} » ne peut pas être écrit : {WHY.get(type(error), 'choisissez un autre endroit')}")
    say(f"Écrit : {path}")


WHY: dict[type[OSError], str] = {
    FileNotFoundError: "son dossier n'existe pas",
    IsADirectoryError: "c'est un dossier",
    PermissionError: "vous n'en avez pas le droit",
}
"""Why a file cannot be written, for the reasons that people meet."""
