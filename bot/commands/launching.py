"""Launching the bot on Telegram."""

import asyncio
import errno
from pathlib import Path
from typing import NoReturn
from urllib.parse import urlsplit

import typer
from aiohttp import ClientError
from telegram.error import InvalidToken, TelegramError, TimedOut

from bot import clock
from bot.awaiting import holding
from bot.cli import app, complain, settings_of
from bot.folder import Refused
from bot.keeping import opening
from bot.logs import configure, hidden, log
from bot.running import run
from bot.serving import Held, stoppable
from bot.settings import Settings
from storage.database import UnusableError
from storage.versions import Versions

DEAF = {
    errno.EADDRINUSE: "un autre programme a pris ce port",
    errno.EADDRNOTAVAIL: "cette adresse n'est pas de cette machine",
    errno.EACCES: "ce compte n'en a pas le droit sous 1024",
}
"""Why the bot cannot listen, for the reasons that people meet."""


@app.command()
def lancer() -> None:
    """Lancer le bot Telegram (réglages : CRESS_TOKEN, CRESS_DONNEES, CRESS_CONTENU)."""
    chosen = settings_of(Settings)
    configure(chosen.journal, chosen.secrets)
    now = clock.wall(clock.MAINLAND, clock.system())
    try:
        with stoppable(), holding(*_kept(chosen), clock.system) as data:
            run(asyncio.run(opening(chosen.contenu, Versions(data.db), now)), chosen, data)
    except KeyboardInterrupt:
        log.info("arret")  # before it served
    except Refused as refused:
        _unable(f"Le contenu du dossier « {chosen.contenu.absolute()} » ne peut pas être servi :\n{refused}")
    except (Held, UnusableError) as refused:
        _unable(str(refused))
    except OSError as error:
        why = DEAF.get(error.errno or 0, error.strerror or type(error).__name__)
        _unable(
            f"Le bot ne peut pas écouter ({why}). Vérifiez CRESS_WEBHOOK_PORT, CRESS_WEBHOOK_ECOUTE, "
            "CRESS_SANTE_PORT et CRESS_SANTE_ECOUTE."
        )
    except InvalidToken:
        _unable("Telegram refuse le jeton de CRESS_TOKEN. Recopiez en entier celui que donne @BotFather.")
    except TelegramError as error:
        _unable(_refused(error, chosen))


def _kept(chosen: Settings) -> tuple[Path, Path, int]:
    """Return the file of data, the folder of its copies, and for how many days they are kept."""
    return chosen.donnees, chosen.folder(chosen.donnees), chosen.sauvegardes


def _refused(error: TelegramError, chosen: Settings) -> str:
    """Say what stopped the start: nothing was reached, or what answered refused it."""
    if isinstance(error, TimedOut) or isinstance(error.__cause__, ClientError):
        host = urlsplit(chosen.api).hostname
        return (
            f"L'adresse {host} ne peut pas être jointe : rien n'y répond, ou le réseau n'y mène pas. "
            "Vérifiez la connexion de cette machine (nom, pare-feu, HTTPS_PROXY) et CRESS_API."
        )
    told = hidden(str(error), chosen.secrets)
    return (
        f"Telegram n'a pas accepté le démarrage. Il répond : « {told} ». "
        "Vérifiez CRESS_API et les réglages du webhook, ou réessayez plus tard."
    )


def _unable(why: str) -> NoReturn:
    complain(why)
    raise typer.Exit(1) from None
