"""Talking with a person in a terminal."""

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.assistant import Assistant
from bot.audience import audience_of
from bot.cli import Content, Data, Day, app, caution, clock_of, knowledge_of, out, refuse, say, settings_of
from bot.privacy import Privacy
from bot.settings import Keeping, Retention
from bot.terminal import CHAT, Talk
from storage.database import BARRED, MEMORY, Database, UnusableError, open_database
from storage.misses import Misses
from storage.people import People
from storage.sessions import Sessions

if TYPE_CHECKING:
    from bot.notebook import Notebook
    from bot.scribing import Scribe


@app.command()
def discuter(
    contenu: Content = None,
    date: Day = None,
    enregistrer: Annotated[Path | None, typer.Option(help="Écrire la conversation dans ce fichier.")] = None,
    scenario: Annotated[
        Path | None,
        typer.Option(help="Ajouter la situation, et le résultat obtenu, à ce fichier de scénarios."),
    ] = None,
    donnees: Data = None,
    ephemere: Annotated[bool, typer.Option("--ephemere", help="Ne rien garder de la conversation.")] = False,  # noqa: FBT002
) -> None:
    """Parler avec l'assistant dans ce terminal."""
    notebook = _notebook(scenario) if scenario else None
    kept = None if ephemere else _kept(donnees or settings_of(Keeping).donnees)
    db, ephemere = kept or open_database(MEMORY), kept is None
    nobody = audience_of(db if ephemere else open_database(MEMORY))  # nothing is ever sent to a terminal
    audience, privacy = replace(nobody, people=People(db)), Privacy(settings_of(Retention).delays)
    assistant = Assistant(knowledge_of(contenu), Sessions(db), Misses(db), audience, clock_of(date), privacy)
    if contenu:
        say(f"BROUILLON : {contenu}")
    scribe = _scribe(assistant, notebook) if notebook else None
    Talk(assistant, out, enregistrer, scribe).run(lambda: out.input("\n[bold]>[/bold] "))
    held = not ephemere and not assistant.session(CHAT).blank
    out.print(assistant.knowledge.texts["au_revoir" if held else "au_revoir_ephemere"], highlight=False)


def _kept(file: Path) -> Database | None:
    """Open the file of data, or say why the conversation will not be kept.

    One that is lost is not made anew where it has copies: the bot is to say so when it starts.
    """
    try:
        if not file.exists() or not file.stat().st_size:
            from storage.backups import lost  # noqa: PLC0415 - rarely needed

            if last := lost(file, settings_of(Keeping).folder(file)):
                say(f"« {file} » n'est plus là, ou est vide ; dernière copie : {last.path}.")
                say("La conversation ne sera pas gardée.")
                return None
        return open_database(file, before=caution(file, settings_of(Keeping)))
    except OSError:
        error = UnusableError(file, BARRED)
    except UnusableError as unusable:
        error = unusable
    say(f"{error}. La conversation ne sera pas gardée.")
    return None


def _notebook(file: Path) -> "Notebook":
    """Open the file where scenarios are added, or say why it cannot be written and leave."""
    from bot.notebook import Notebook, UnwritableError  # noqa: PLC0415 - for this option only

    try:
        return Notebook(file)
    except UnwritableError as error:
        refuse(str(error))


def _scribe(assistant: Assistant, notebook: "Notebook") -> "Scribe":
    from bot.scribing import Scribe  # noqa: PLC0415 - for this option only

    return Scribe(assistant, CHAT, notebook)
