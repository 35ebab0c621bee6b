"""What the content says, drawn or listed."""

from pathlib import Path
from typing import Annotated

import typer

from bot import clock
from bot.calendar import calls_json, calls_table, region_agenda
from bot.cli import (
    AsJson,
    Content,
    Day,
    app,
    clock_of,
    knowledge_of,
    out,
    refuse,
    say_json,
    settings_of,
    write,
)
from bot.folder import taken
from bot.ics import ics as as_ics
from bot.settings import Places
from knowledge.drawing import as_mermaid, as_text
from knowledge.drawing_svg import as_svg


@app.command()
def arbre(
    contenu: Content = None,
    mermaid: Annotated[bool, typer.Option("--mermaid", help="Écrire un schéma Mermaid.")] = False,  # noqa: FBT002
    svg: Annotated[bool, typer.Option("--svg", help="Écrire un dessin SVG.")] = False,  # noqa: FBT002
    sortie: Annotated[Path | None, typer.Argument(help="Le fichier à écrire, au lieu de l'écran.")] = None,
) -> None:
    """Dessiner l'arbre de décision : en texte, en Mermaid ou en SVG."""
    if mermaid and svg:
        refuse("choisissez --mermaid ou --svg, pas les deux")
    drawn = (as_svg if svg else as_mermaid if mermaid else as_text)(knowledge_of(contenu))
    if sortie is None:
        print(drawn, end="")  # noqa: T201
    else:
        write(sortie, drawn)


@app.command()
def guide(
    sortie: Annotated[Path, typer.Argument(help="La page à écrire, par exemple guide.html.")],
    contenu: Content = None,
    date: Day = None,
) -> None:
    """Écrire tout le contenu en une page, à relire, à imprimer et à faire vérifier."""
    from bot.guide.page import guide_page  # noqa: PLC0415 - templates, for this command only

    now = clock.wall(clock.MAINLAND, clock_of(date)())
    folder = contenu or settings_of(Places).contenu
    write(sortie, guide_page(knowledge_of(folder), taken(folder).short, now))


@app.command()
def appels(
    contenu: Content = None,
    date: Day = None,
    region: Annotated[str | None, typer.Option(help="Le code INSEE d'une région, par exemple 93.")] = None,
    as_json: AsJson = False,  # noqa: FBT002
    ics: Annotated[
        Path | None, typer.Option("--ics", help="Écrire dans ce dossier un agenda par région.")
    ] = None,
) -> None:
    """Montrer les appels ouverts, à venir, habituels, permanents ou sans date, ou en faire des agendas."""
    knowledge = knowledge_of(contenu)
    if region is not None and region not in knowledge.regions:
        refuse(f"la région « {region} » n'existe pas ; codes : {', '.join(sorted(knowledge.regions))}")
    at = clock_of(date)()
    if ics:
        for code in [region] if region else sorted(knowledge.regions):
            write(ics / f"{code}.ics", as_ics(region_agenda(knowledge, code, at)))
        return
    now = clock.local(knowledge, {"region": region or ""}, at)
    if as_json:
        say_json(calls_json(knowledge, region, now))
    else:
        out.print(calls_table(knowledge, region, now))
