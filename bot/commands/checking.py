"""Is the content right?"""

import typer

from bot import clock
from bot.cli import AsJson, Content, Day, app, clock_of, knowledge_of, say, say_json
from bot.settings import Places
from bot.verifying import report
from dialogs.confusions import neighbours


@app.command()
def verifier(contenu: Content = None, date: Day = None, as_json: AsJson = False) -> None:  # noqa: FBT002
    """Vérifier tout le contenu : forme, renvois, scénarios, et chaque situation possible."""
    found = report(contenu or Places().contenu, clock.wall(clock.MAINLAND, clock_of(date)()))
    if as_json:
        say_json(found.as_json())
    else:
        say(str(found))
    raise typer.Exit(0 if found.ok else 1)


@app.command()
def voisins(contenu: Content = None) -> None:
    """Lister les mots de deux réponses qu'une seule faute fait confondre."""
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
