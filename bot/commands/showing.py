"""What the content says, drawn or listed."""

from typing import Annotated

import typer

from bot import clock
from bot.calendar import calls_json, calls_table
from bot.cli import AsJson, Content, Day, app, clock_of, knowledge_of, out, refuse, say_json
from knowledge.drawing import as_mermaid, as_text


@app.command()
def arbre(
    contenu: Content = None,
    mermaid: Annotated[bool, typer.Option(help="Écrire un schéma Mermaid.")] = False,  # noqa: FBT002
) -> None:
    """Dessiner l'arbre de décision, en texte ou en Mermaid."""
    knowledge = knowledge_of(contenu)
    print((as_mermaid if mermaid else as_text)(knowledge), end="")  # noqa: T201


@app.command()
def appels(
    contenu: Content = None,
    date: Day = None,
    region: Annotated[str | None, typer.Option(help="Le code INSEE d'une région, par exemple 93.")] = None,
    as_json: AsJson = False,  # noqa: FBT002
) -> None:
    """Montrer les appels ouverts, à venir, habituels, permanents ou sans date."""
    knowledge = knowledge_of(contenu)
    if region is not None and region not in knowledge.regions:
        refuse(f"la région « {region} » n'existe pas ; codes : {', '.join(sorted(knowledge.regions))}")
    now = clock.local(knowledge, {"region": region or ""}, clock_of(date)())
    if as_json:
        say_json(calls_json(knowledge, region, now))
    else:
        out.print(calls_table(knowledge, region, now))
