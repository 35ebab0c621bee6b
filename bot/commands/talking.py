"""Talking with people: in a terminal, on Telegram."""

import asyncio
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from bot import clock
from bot.assistant import Assistant
from bot.audience import audience_of
from bot.cli import Content, Data, Day, app, clock_of, complain, knowledge_of, out, refuse, say, settings_of
from bot.folder import Refused
from bot.notebook import Notebook, UnwritableError
from bot.privacy import Privacy
from bot.settings import Places, Retention, Settings
from bot.terminal import CHAT, Talk
from storage.database import MEMORY, UnusableError, open_database
from storage.lease import Lease
from storage.misses import Misses
from storage.people import People
from storage.sessions import Sessions
from storage.versions import Versions


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
    path = MEMORY if ephemere else donnees or Places().donnees
    try:
        db = open_database(path)
    except UnusableError as error:
        say(f"{error}. La conversation ne sera pas gardée.")
        db, ephemere = open_database(MEMORY), True
    nobody = audience_of(open_database(MEMORY))  # nothing is ever sent to a terminal
    audience, privacy = replace(nobody, people=People(db)), Privacy(settings_of(Retention).delays)
    assistant = Assistant(knowledge_of(contenu), Sessions(db), Misses(db), audience, clock_of(date), privacy)
    if contenu:
        say(f"BROUILLON : {contenu}")
    Talk(assistant, out, enregistrer, notebook).run(lambda: out.input("\n[bold]>[/bold] "))
    kept = not ephemere and not assistant.session(CHAT).blank
    out.print(assistant.knowledge.texts["au_revoir" if kept else "au_revoir_ephemere"], highlight=False)


@app.command()
def lancer() -> None:
    """Lancer le bot Telegram (réglages : CRESS_TOKEN, CRESS_DONNEES, CRESS_CONTENU)."""
    from telegram.error import InvalidToken, TelegramError  # noqa: PLC0415

    from bot.backing import salvage  # noqa: PLC0415
    from bot.keeping import opening  # noqa: PLC0415
    from bot.logs import configure, hidden  # noqa: PLC0415
    from bot.running import run  # noqa: PLC0415 - the terminal does not need Telegram
    from bot.serving import Held, tenure  # noqa: PLC0415

    chosen = settings_of(Settings)
    configure(chosen.journal, chosen.secrets)
    now = clock.wall(clock.MAINLAND, clock.system())
    try:
        salvaged = salvage(chosen.donnees, chosen.folder(chosen.donnees), clock.system())
        with closing(open_database(chosen.donnees)) as db, tenure(Lease(db), clock.system) as held:
            opened = asyncio.run(opening(chosen.contenu, Versions(db), now))
            run(opened, chosen, held, salvaged)
    except (Refused, Held, UnusableError) as refused:
        _unable(str(refused))
    except OSError as error:
        why = error.strerror or type(error).__name__
        _unable(f"Le bot ne peut pas écouter ({why}). Vérifiez CRESS_WEBHOOK_PORT et CRESS_SANTE_PORT.")
    except InvalidToken:
        _unable("Telegram refuse le jeton de CRESS_TOKEN. Recopiez en entier celui que donne @BotFather.")
    except TelegramError as error:
        told = hidden(str(error), chosen.secrets)
        _unable(
            f"Telegram n'a pas accepté le démarrage : {told}. Vérifiez le réseau, CRESS_API et le webhook."
        )


def _unable(why: str) -> NoReturn:
    complain(why)
    raise typer.Exit(1) from None
