"""What is covered: each region by somebody, a date and a source; each part of the content by a scenario."""

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer

from bot import clock
from bot.cli import (
    AsJson,
    Content,
    Day,
    app,
    clock_of,
    knowledge_of,
    out,
    read_or_leave,
    refuse,
    say,
    say_json,
    settings_of,
)
from bot.matrix import LEGEND, as_json, as_markdown, codes, grids, lists, summary
from bot.parlance import App
from bot.scenarist import Exercising, exercised, file_of, placed, proposed
from bot.settings import Places
from dialogs.deadlines import day
from knowledge.coverage import coverage
from knowledge.editions import read_edition


@app.command()
def couverture(
    contenu: Content = None,
    date: Day = None,
    region: Annotated[str | None, typer.Option(help="Le code INSEE d'une région, par exemple 93.")] = None,
    markdown: Annotated[bool, typer.Option("--markdown", help="Écrire en Markdown.")] = False,  # noqa: FBT002
    en_json: AsJson = False,  # noqa: FBT002
) -> None:
    """Montrer, par région et par dispositif, qui a un contact, une échéance, une source."""
    knowledge = knowledge_of(contenu)
    if region is not None and region not in knowledge.regions:
        refuse(f"la région « {region} » n'existe pas ; codes : {', '.join(sorted(knowledge.regions))}")
    cells = coverage(knowledge, clock.local(knowledge, {"region": region or ""}, clock_of(date)()), region)
    if en_json:
        say_json(as_json(cells))
        return
    if markdown:
        print(as_markdown(knowledge, cells), end="")  # noqa: T201
        return
    for grid in grids(knowledge, cells):
        out.print(grid.as_rich())
        say("")
    if region is None:
        say(f"{LEGEND}\n\nRégions : {codes(knowledge, cells)}.")
        for title, lines in lists(knowledge, cells):
            if lines:
                say("\n".join(("", title, *(f"  {line}" for line in lines))))
        say("")
    say(summary(cells))


@dataclass(frozen=True)
class _Asked:
    """The options given to the group, for a sub-command that has none of its own."""

    contenu: Path | None
    date: str | None


scenarios = App(invoke_without_command=True)
app.add_typer(scenarios, name="scenarios")


@scenarios.callback()
def _covered(
    context: typer.Context,
    contenu: Content = None,
    date: Day = None,
    as_json: AsJson = False,  # noqa: FBT002
) -> None:
    """Dire ce que les scénarios couvrent du contenu, et ce qu'ils ne couvrent pas."""
    context.obj = _Asked(contenu, date)
    if context.invoked_subcommand:
        return
    edition = read_or_leave(read_edition, contenu)
    told = Exercising(edition, exercised(edition, clock.wall(clock.MAINLAND, clock_of(date)())))
    if as_json:
        say_json(told.as_json())
    else:
        say(str(told))


@scenarios.command()
def nouveau(
    context: typer.Context,
    contenu: Content = None,
    date: Day = None,
    sortie: Annotated[Path | None, typer.Option(help="Le fichier à écrire ; il ne doit pas exister.")] = None,
) -> None:
    """Écrire un scénario pour tout ce qu'aucun ne couvre, à relire."""
    folder = contenu or context.obj.contenu or settings_of(Places).contenu
    now = clock.wall(clock.MAINLAND, clock_of(date or context.obj.date)())
    path = _fit(sortie) if sortie else _free(folder / "scenarios" / f"nouveaux_{now:%Y_%m_%d}.yaml")
    edition = read_or_leave(read_edition, folder)
    made, unreached = proposed(edition, now)
    for part in unreached:
        say(f"Aucune situation n'y mène à cette date : {placed(edition, part)} : {part.name}")
    if not made:
        say("Aucun scénario à écrire.")
        return
    _write(path, file_of(edition, made, day(now.date())))
    say(f"{len(made)} scénario(s) écrits dans {path}.")
    say("Relisez-les un par un, corrigez-les, puis lancez : cress-bot verifier")


def _fit(path: Path) -> Path:
    """Return a path where a new file can be written, or leave before anything is worked out."""
    if path.exists():
        refuse(f"« {path} » existe déjà : rien n'a été écrit. Donnez un autre nom après --sortie.")
    if not path.parent.is_dir():
        refuse(f"« {path.parent} » n'existe pas : créez d'abord ce dossier")
    return path


def _free(path: Path) -> Path:
    """Return a path that nothing bears yet."""
    number = 2
    free = path
    while free.exists():
        free = path.with_stem(f"{path.stem}_{number}")
        number += 1
    return free


def _write(path: Path, text: str) -> None:
    """Write a new file, never over another one; leave when it cannot be."""
    try:
        path.parent.mkdir(exist_ok=True)
        with path.open("x", encoding="utf-8") as file:
            file.write(text)
    except OSError:
        refuse(f"« {path} » ne peut pas être écrit")
