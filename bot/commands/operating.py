"""For operators and editors: is it running well, what did it not understand?"""

from contextlib import closing
from pathlib import Path
from typing import Annotated

import typer

from bot import clock
from bot.cli import (
    AsJson,
    Content,
    Data,
    app,
    caution,
    data_of,
    existing,
    knowledge_of,
    say,
    say_json,
    settings_of,
)
from bot.misunderstood import proposals, utterances
from bot.parlance import App
from bot.purging import before, purged, report, written_anew
from bot.settings import Keeping, Retention
from bot.state import state
from storage.database import file_of, rewrite
from storage.misses import PEOPLE, Misses
from storage.purging import Purges

CORPUS = Path("tests/understanding")


@app.command()
def etat(as_json: AsJson = False) -> None:  # noqa: FBT002
    """Dire si tout est prêt : contenu servi, dossier, données (code 1 si le bot ne peut pas servir)."""
    places = settings_of(Keeping)
    found = state(places, clock.system(), caution(places.donnees, places))
    if as_json:
        say_json(found.as_json())
    else:
        say(str(found))
    existing(places.donnees)
    raise typer.Exit(0 if found.ok else 1)


statistiques = App(no_args_is_help=True)
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
    """Lister ce qui n'a pas été compris d'au moins cinq personnes, avec le synonyme à coller."""
    kept = settings_of(Retention)
    misses = Misses(data_of(donnees or kept.donnees))
    readable = list(misses.readable(before(kept.delays, clock.system()).miss))
    found = list(proposals(knowledge_of(contenu), readable, utterances(corpus)))
    if as_json:
        told = {"incompris": [proposal.as_json() for proposal in found], "en_attente": misses.waiting()}
        say_json(told)
        return
    for proposal in found:
        say(str(proposal))
    waiting = misses.waiting()
    few = f"moins de {PEOPLE} textes" if waiting is None else f"{waiting} texte(s)"
    say(f"{len(found)} texte(s) incompris. De moins de {PEOPLE} personnes, illisibles : {few}.")


@app.command()
def purger(donnees: Data = None, as_json: AsJson = False) -> None:  # noqa: FBT002
    """Oublier maintenant ce qui est trop vieux, comme le bot le fait chaque jour ; récrire le fichier."""
    kept = settings_of(Retention)
    with closing(data_of(donnees or kept.donnees)) as db:
        done = purged(Purges(db), kept.delays, clock.system())
        file = file_of(db)
        anew = rewrite(file)
    if as_json:
        say_json(done)
        return
    say(report(done))
    if told := written_anew(Path(file).stat().st_size, done=anew):
        say(told)
