"""Talking with a person in a terminal."""

from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from bot.assistant import Assistant
from bot.audience import audience_of
from bot.cli import Content, Data, Day, app, clock_of, knowledge_of, out, refuse, say, settings_of
from bot.notebook import Notebook, UnwritableError
from bot.privacy import Privacy
from bot.settings import Places, Retention
from bot.terminal import CHAT, Talk
from storage.database import MEMORY, UnusableError, open_database
from storage.misses import Misses
from storage.people import People
from storage.sessions import Sessions


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
    try:
        notebook = Notebook(scenario) if scenario else None
    except UnwritableError as error:
        refuse(str(error))
    path = MEMORY if ephemere else donnees or settings_of(Places).donnees
    try:
        db = open_database(path)
    except UnusableError as error:
        say(f"{error}. La conversation ne sera pas gardée.")
        db, ephemere = open_database(MEMORY), True
    nobody = audience_of(db if ephemere else open_database(MEMORY))  # nothing is ever sent to a terminal
    audience, privacy = replace(nobody, people=People(db)), Privacy(settings_of(Retention).delays)
    assistant = Assistant(knowledge_of(contenu), Sessions(db), Misses(db), audience, clock_of(date), privacy)
    if contenu:
        say(f"BROUILLON : {contenu}")
    Talk(assistant, out, enregistrer, notebook).run(lambda: out.input("\n[bold]>[/bold] "))
    kept = not ephemere and not assistant.session(CHAT).blank
    out.print(assistant.knowledge.texts["au_revoir" if kept else "au_revoir_ephemere"], highlight=False)
