"""For operators and editors: is it running well, what did it not understand?"""

from pathlib import Path
from typing import Annotated

import typer

from bot import clock
from bot.cli import AsJson, Content, Data, app, knowledge_of, say, say_json
from bot.misunderstood import proposals, utterances
from bot.settings import Places
from bot.state import state
from storage.database import open_database
from storage.misses import Misses

CORPUS = Path("tests/understanding")


@app.command()
def etat(as_json: AsJson = False) -> None:  # noqa: FBT002
    """Dire si tout est prêt : contenu servi, dossier, données (code 1 si le bot ne peut pas servir)."""
    found = state(Places(), clock.system())
    if as_json:
        say_json(found.as_json())
    else:
        say(str(found))
    raise typer.Exit(0 if found.ok else 1)


statistiques = typer.Typer(no_args_is_help=True)
app.add_typer(statistiques, name="statistiques")


@statistiques.callback()
def _statistics() -> None:
    """Ce que le bot a vécu, sans rien sur personne."""


@statistiques.command()
def incompris(
    contenu: Content = None,
    donnees: Data = None,
    corpus: Annotated[
        Path, typer.Option(help="Le dossier des phrases sur lesquelles prouver un nouveau synonyme.")
    ] = CORPUS,
    as_json: AsJson = False,  # noqa: FBT002
) -> None:
    """Lister ce qui n'a pas été compris d'au moins trois personnes, avec le synonyme à coller."""
    misses = Misses(open_database(donnees or Places().donnees))
    readable = list(misses.readable(clock.wall(clock.MAINLAND, clock.system()).date()))
    found = list(proposals(knowledge_of(contenu), readable, utterances(corpus)))
    if as_json:
        told = {"incompris": [proposal.as_json() for proposal in found], "en_attente": misses.waiting()}
        say_json(told)
        return
    for proposal in found:
        say(str(proposal))
    waiting = f"{misses.waiting()} texte(s) de moins de trois personnes restent illisibles."
    say(f"{len(found)} texte(s) incompris. {waiting}")
