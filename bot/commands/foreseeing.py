"""What will leave in the coming days, and what will be out of date."""

import asyncio
from typing import Annotated

import typer

from bot.announcing import Announcer
from bot.assistant import Assistant
from bot.audience import audience_of
from bot.cli import (
    AsJson,
    Content,
    Data,
    Day,
    app,
    clock_of,
    complain,
    existing,
    read_or_leave,
    refuse,
    say,
    say_json,
    settings_of,
)
from bot.foreseeing import expiring, foresee
from bot.settings import PREFIX, Places
from bot.values import WEEKLY, weekly
from knowledge.editions import read_edition
from storage.batches import Batches
from storage.database import MEMORY, copied, open_database
from storage.misses import Misses
from storage.sessions import Sessions

LONGEST = 366


@app.command()
def avancer(
    jours: Annotated[int, typer.Option(help="Le nombre de jours à regarder.", min=1, max=LONGEST)] = 90,
    contenu: Content = None,
    donnees: Data = None,
    date: Day = None,
    resume: Annotated[str, typer.Option(help=WEEKLY, envvar=f"{PREFIX}RESUME")] = "lundi 9",
    as_json: AsJson = False,  # noqa: FBT002
) -> None:
    """Montrer ce qui partira dans les jours qui viennent, à combien de personnes, et ce qui sera à revoir.

    Rien n'est envoyé ni changé : tout se passe sur une copie des données.
    """
    try:
        schedule = weekly(resume)
    except ValueError:
        refuse(f"« {resume} » n'est pas {WEEKLY}")
    now, edition = clock_of(date)(), read_or_leave(read_edition, contenu)
    file = donnees or settings_of(Places).donnees
    if donnees or file.exists():
        db = copied(existing(file))
    else:  # an editor has no data: what will be out of date is still worth seeing
        complain(f"Il n'y a pas de données à « {file} » : personne n'est compté.")
        db = open_database(MEMORY)
    assistant = Assistant(edition.knowledge, Sessions(db), Misses(db), audience_of(db), lambda: now)
    announcer = Announcer(assistant, Batches(db), schedule)
    messages = sorted(asyncio.run(foresee(announcer, now, jours)).items())
    later = [(day, edition.told(found)) for day, found in expiring(edition.knowledge, now, jours)]
    if as_json:
        say_json(
            {
                "messages": [
                    {"le": found.at.isoformat(), "lot": found.batch, "personnes": people, "texte": found.text}
                    for found, people in messages
                ],
                "a_revoir": [
                    {"le": day.isoformat(), "lieux": [issue.place, *issue.others], "quoi": issue.message}
                    for day, issues in later
                    for issue in issues
                ],
            }
        )
        return
    for found, people in messages:
        say(found.told(people))
    total = sum(people for _, people in messages)
    say(f"{total} message(s) en {jours} jour(s), si rien ne change d'ici là.")
    if later:
        say("\nÀ revoir d'ici là :")
    for day, issues in later:
        for issue in issues:
            more = f" (et {len(issue.others)} de plus)" if issue.others else ""
            say(f"{day:%d/%m/%Y}  {issue.place}{more} : {issue.message}")
