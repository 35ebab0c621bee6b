"""Is the content right?"""

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.progress import track

from bot import clock
from bot.cli import AsJson, Content, Day, app, clock_of, err, knowledge_of, say, say_json, settings_of
from bot.settings import Places
from bot.verifying import Report, report
from knowledge.editions import read_edition

if TYPE_CHECKING:
    from bot.surviving import Survey

Mutations = Annotated[
    bool, typer.Option("--mutations", help="Essayer de petites erreurs : seraient-elles remarquées ? (long)")
]


@app.command()
def verifier(
    contenu: Content = None,
    date: Day = None,
    mutations: Mutations = False,  # noqa: FBT002
    as_json: AsJson = False,  # noqa: FBT002
) -> None:
    """Vérifier tout le contenu : forme, renvois, scénarios, et chaque situation possible."""
    now = clock.wall(clock.MAINLAND, clock_of(date)())
    folder = contenu or settings_of(Places).contenu
    found: Report | Survey = report(folder, now)
    if found.ok and mutations:
        found = _mutated(folder, now)
    if as_json:
        say_json(found.as_json())
    else:
        say(str(found))
    raise typer.Exit(0 if found.ok else 1)


def _mutated(folder: Path, now: datetime) -> "Survey":
    """Judge every mutation of a content that is right; the progress is shown on the side."""
    from bot.mutating import Court  # noqa: PLC0415 - half a second, for this option only
    from bot.surviving import survey  # noqa: PLC0415

    court = Court(read_edition(folder), now)
    found = court.verdicts(court.mutations)
    return survey(court, track(found, "Mutations", len(court.mutations), console=err, transient=True))


@app.command()
def voisins(contenu: Content = None) -> None:
    """Lister les mots de deux réponses qu'une seule faute fait confondre."""
    from dialogs.confusions import neighbours  # noqa: PLC0415 - half a second, for this command only

    for pair in neighbours(knowledge_of(contenu)):
        told = f"{pair.question} : {pair.word} ({pair.option}), {pair.other} ({pair.across})"
        say(told)


@app.command()
def questions(contenu: Content = None, as_json: AsJson = False) -> None:  # noqa: FBT002
    """Compter les questions posées avant le résultat, pour toutes les combinaisons de réponses."""
    from knowledge.lengths import lengths  # noqa: PLC0415 - a few seconds, for this command only

    found = lengths(knowledge_of(contenu))
    counts = {str(number): found.counts[number] for number in sorted(found.counts)}
    if as_json:
        say_json({"mediane": found.median, "maximum": found.longest, "effectifs": counts})
        return
    total = sum(found.counts.values())
    for number, count in counts.items():
        say(f"{number} questions : {count:>6} combinaisons ({count / total:.1%})")
    say(f"Médiane {found.median}, maximum {found.longest}, sur {total} combinaisons.")
