"""`diffuser`: broadcasts from a terminal, by the rules of `bot.desk`. The running bot sends them."""

import asyncio
import time
from functools import cache
from pathlib import Path
from typing import Annotated

import typer
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from bot import clock
from bot.cli import Content, Data, app, data_of, knowledge_of, out, refuse, say, settings_of
from bot.desk import Desk, Refusal
from bot.parlance import App
from bot.settings import Staff
from bot.sheet import shown
from bot.tallying import STATES, tally
from bot.values import parts
from dialogs.text import flat
from storage.batches import Batches
from storage.broadcasts import OPEN, Broadcast, Broadcasts, Stage
from storage.journal import TERMINAL, Journal
from storage.outbox import Outbox, State
from storage.subscriptions import Subscriptions

Number = Annotated[int, typer.Argument(metavar="ID", help="Le numéro de la diffusion.")]
Who = Annotated[int, typer.Option("--de", help="Votre numéro Telegram : il doit avoir un rôle.")]
GLANCE = 0.5
"""Seconds between two looks at the outbox."""

diffuser = App(no_args_is_help=True)
app.add_typer(diffuser, name="diffuser")


@diffuser.callback()
def _broadcasts() -> None:
    """Écrire aux personnes qui ont demandé des alertes : préparer, confirmer, suivre."""


@diffuser.command()
def nouveau(
    texte: Annotated[Path, typer.Argument(metavar="TEXTE", help="Un fichier de texte ; *en gras*.")],
    de: Who,
    regions: Annotated[
        str | None, typer.Option(help="Les codes des régions, comme 53,93. Sans cela, toutes les vôtres.")
    ] = None,
    donnees: Data = None,
    contenu: Content = None,
) -> None:
    """Commencer une diffusion et la montrer : rien ne part."""
    try:
        written = texte.read_text(encoding="utf-8-sig")  # as some editors write it
    except (OSError, UnicodeError):
        refuse(f"« {texte} » ne peut pas être lu : il faut un fichier de texte en UTF-8")
    if not written.strip():
        refuse(f"« {texte} » est vide")
    codes = None if regions is None else tuple(parts(regions))
    desk = _desk(donnees, contenu)
    try:
        broadcast = desk.begin(de, written, codes)
    except Refusal as refusal:
        refuse(str(refusal))
    _show(desk, broadcast)


@diffuser.command()
def montrer(numero: Number, donnees: Data = None, contenu: Content = None) -> None:
    """Montrer une diffusion : le texte exact, les personnes par région, ce qui mérite un regard, le sceau."""
    desk = _desk(donnees, contenu)
    _show(desk, _found(desk, numero))


@diffuser.command()
def essai(numero: Number, de: Who, donnees: Data = None, contenu: Content = None) -> None:
    """S'envoyer le message, tel que chaque personne le recevra : le bot qui tourne l'envoie."""
    desk = _desk(donnees, contenu)
    try:
        batch = desk.post_sample(de, _found(desk, numero))
    except Refusal as refusal:
        refuse(str(refusal))
    say(f"L'essai part vers {de}, dans le lot {batch}. Il faut que {de} ait déjà écrit au bot.")


@diffuser.command()
def confirmer(
    numero: Number,
    de: Who,
    sceau: Annotated[str, typer.Option(help="Le sceau donné par « diffuser montrer ».")],
    donnees: Data = None,
    contenu: Content = None,
) -> None:
    """Valider sa diffusion, ou confirmer celle d'une autre personne : le bot l'envoie."""
    desk = _desk(donnees, contenu)
    broadcast = _found(desk, numero)
    try:
        if broadcast.state is Stage.DRAFT and broadcast.author == de:
            asyncio.run(desk.validate(de, numero, sceau))
        if broadcast.author != de or de in desk.roles.confirmers(de):
            asyncio.run(desk.confirm(de, numero, sceau))
    except Refusal as refusal:
        refuse(f"{refusal} Pour la revoir : cress-bot diffuser montrer {numero}")
    _show(desk, _found(desk, numero))


@diffuser.command()
def suivre(
    numero: Number,
    une_fois: Annotated[bool, typer.Option("--une-fois", help="Dire où on en est, sans attendre.")] = False,  # noqa: FBT002
    donnees: Data = None,
    contenu: Content = None,
) -> None:
    """Suivre une diffusion jusqu'à sa fin, puis dire ce qu'elle est devenue, par région."""
    desk = _desk(donnees, contenu)
    broadcast = _found(desk, numero)
    if desk.batches.get(broadcast.batch) is None:
        refuse(f"la diffusion {numero} n'est pas confirmée : rien ne part")
    if not une_fois:
        _watch(desk, broadcast)
    say(_progress(desk, broadcast))
    found = desk.report(broadcast.batch)
    for line in found[1].splitlines()[1:] if found else ():
        say(f"    {line}")


@diffuser.command()
def journal(donnees: Data = None) -> None:
    """Lire ce que chacun a fait, depuis le début : rien ne s'efface."""
    lines = list(Journal(data_of(donnees)).lines())
    for line in lines:
        who = "terminal" if line.who == TERMINAL else line.who
        say(f"{clock.written(line.at)}  {who}  {line.what}  {line.detail}")
    say(f"{len(lines)} ligne(s).")


def _desk(path: Path | None, folder: Path | None) -> Desk:
    """Open the desk on the data; leave when a role is badly written."""
    chosen = settings_of(Staff)
    db = data_of(path or chosen.donnees)
    stores = Broadcasts(db), Subscriptions(db), Outbox(db), Batches(db)
    return Desk(*stores, chosen.roles, cache(lambda: knowledge_of(folder)), clock.system)


def _found(desk: Desk, number: int) -> Broadcast:
    try:
        return desk.get(number)
    except Refusal as refusal:
        refuse(str(refusal))


def _show(desk: Desk, broadcast: Broadcast) -> None:
    """Show a broadcast, and the command that comes next."""
    sheet = asyncio.run(desk.sheet(broadcast))
    say(flat(shown(desk.knowledge(), sheet)))
    if broadcast.state in OPEN:
        confirmers = sorted(desk.roles.confirmers(broadcast.author))
        say(f"Sceau : {sheet.seal}")
        for one in confirmers if broadcast.state is Stage.PROPOSED else [broadcast.author]:
            command = f"cress-bot diffuser confirmer {broadcast.id} --de {one} --sceau {sheet.seal}"
            say(f"Pour aller plus loin : {command}")
    elif broadcast.state is not Stage.DROPPED:
        say(f"Pour la suivre : cress-bot diffuser suivre {broadcast.id}")


def _watch(desk: Desk, broadcast: Broadcast) -> None:
    """Show a bar until nothing waits any more."""
    columns = TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn()
    with Progress(*columns, console=out) as bar:
        task = bar.add_task(f"Diffusion {broadcast.id}", total=None)
        while True:
            counts = desk.outbox.counts(broadcast.batch)
            left = counts[State.WAITING] + counts[State.LEAVING]
            bar.update(task, completed=counts.total() - left, total=counts.total())
            if not left:
                return
            time.sleep(GLANCE)


def _progress(desk: Desk, broadcast: Broadcast) -> str:
    """Say where the messages are: « Diffusion 1, en cours : 2 à envoyer, 1 envoyé »."""
    batch = desk.batches.get(broadcast.batch)
    state = f", {STATES[batch.state]}" if batch else ""
    told = tally(desk.outbox.counts(broadcast.batch), desk.outbox.gone(broadcast.batch))
    return f"Diffusion {broadcast.id}{state} : {told}"
