"""What does a change change, for whom?"""

from pathlib import Path
from typing import Annotated

import typer

from bot import clock
from bot.cli import AsJson, Content, Day, app, clock_of, complain, refuse, say, say_json, settings_of
from bot.comparison import Told
from bot.revisions import RevisionError, opened
from bot.settings import Places
from knowledge.editions import Edition, read_edition
from knowledge.issues import KnowledgeError

Former = Annotated[
    str, typer.Argument(help="L'état d'avant : un dossier, ou une version de git (HEAD, v1.2…).")
]
Latter = Annotated[str | None, typer.Argument(help="L'état d'après ; sans lui, le dossier du contenu.")]
Whole = Annotated[bool, typer.Option("--tout", help="Tout montrer, et pas seulement le plus fréquent.")]


@app.command()
def comparer(
    avant: Former,
    apres: Latter = None,
    contenu: Content = None,
    date: Day = None,
    tout: Whole = False,  # noqa: FBT002
    as_json: AsJson = False,  # noqa: FBT002
) -> None:
    """Comparer deux états du contenu : ce qui change, pour qui, à cause de quelle ligne."""
    now = clock.wall(clock.MAINLAND, clock_of(date)())
    working = contenu or settings_of(Places).contenu
    former = _edition(avant, working, as_json=as_json)
    latter = _edition(apres or str(working), working, former, as_json=as_json)
    told = Told.of(former, latter, now)
    if as_json:
        say_json(told.as_json())
    else:
        say(told.text(whole=tout))


def _edition(name: str, working: Path, other: Edition | None = None, *, as_json: bool) -> Edition:
    """Read one side (the files that differ from the other), or say why it cannot be read and leave."""
    try:
        with opened(name, working) as folder:
            return read_edition(folder, other)
    except RevisionError as error:
        refuse(str(error))
    except KnowledgeError as error:
        if as_json:
            say_json({"contenu": name, "problemes": [str(issue) for issue in error.issues]})
        else:
            told = [f"« {name} » ne peut pas être comparé :", *map(str, error.issues)]
            complain("\n".join(told))
        raise typer.Exit(1) from None
