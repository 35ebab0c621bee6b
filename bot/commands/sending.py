"""What is sent: the batches, what is in doubt; pause, resume, cancel. The bot obeys at its next message."""

from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer

from bot import clock
from bot.cli import AsJson, Data, app, data_of, refuse, say, say_json
from bot.parlance import App
from bot.tallying import STATES, tally
from storage.batches import ALERTS, Batch, Batches
from storage.journal import TERMINAL, Journal
from storage.outbox import Entry, Outbox
from storage.told import Told

Lot = Annotated[str, typer.Argument(metavar="LOT", help="Le nom du lot, donné par « envois ».")]

envois = App()
app.add_typer(envois, name="envois")


class _Open:
    """The data of a command, open."""

    def __init__(self, path: Path | None) -> None:
        db = data_of(path)
        self.outbox, self.batches, self.news, self._journal = Outbox(db), Batches(db), Told(db), Journal(db)
        self.now = clock.system()

    def batch(self, name: str) -> Batch:
        """Return a batch; leave when there is none."""
        found = self.batches.get(name)
        if found is None:
            refuse(f"aucun lot ne s'appelle « {name} » ; « cress-bot envois » les montre")
        return found

    def note(self, what: str, detail: str) -> None:
        """Keep what was done in the journal."""
        self._journal.note(TERMINAL, what, detail, self.now)

    def cancel(self, name: str) -> bool:
        """Cancel a batch; of a digest, what is still true is left to the next one. Return whether it did."""
        cancelled = self.outbox.cancel(name, self.now) > 0
        if name != ALERTS:  # which would say it again in a minute
            self.news.renounce(name)
        return cancelled

    def as_json(self, batch: Batch) -> dict[str, object]:
        """Return a batch in its stable shape."""
        return {
            "lot": batch.batch,
            "titre": batch.title,
            "etat": batch.state.value,
            "ouvert_le": batch.opened.isoformat(),
            "messages": {state.value: count for state, count in self.outbox.counts(batch.batch).items()},
            "partis": self.outbox.gone(batch.batch),
        }

    def told(self, batch: Batch) -> str:
        """Return a batch as operators read it."""
        counts = tally(self.outbox.counts(batch.batch), self.outbox.gone(batch.batch))
        head = f"{clock.written(batch.opened)}  {batch.batch}  {STATES[batch.state]}  {batch.title}"
        return f"{head}\n    {counts}"


@envois.callback(invoke_without_command=True)
def _list(context: typer.Context, donnees: Data = None, as_json: AsJson = False) -> None:  # noqa: FBT002
    """Lister ce que le bot envoie de lui-même, le plus récent d'abord."""
    if context.invoked_subcommand:
        return
    opened = _Open(donnees)
    found = list(opened.batches.all())
    if as_json:
        say_json({"envois": [opened.as_json(batch) for batch in found]})
        return
    for batch in found:
        say(opened.told(batch))
    say(f"{len(found)} envoi(s).")


@envois.command()
def douteux(donnees: Data = None, as_json: AsJson = False) -> None:  # noqa: FBT002
    """Lister les messages dont personne ne sait s'ils sont arrivés."""
    outbox = _Open(donnees).outbox
    if as_json:
        say_json({"douteux": [_as_json(entry) for entry in outbox.doubtful()]})
        return
    count = 0
    for count, entry in enumerate(outbox.doubtful(), 1):  # noqa: B007 - said after
        said = REASONS.get(entry.reason or "", "la réponse de Telegram n'est pas venue")
        say(f"{entry.id}  {entry.batch}  {entry.kind}  {clock.written(entry.moved)}  {said}")
    say(f"{count} message(s) en doute. Pour en renvoyer : cress-bot envois repeter NUMÉRO…")


REASONS = {
    "arret": "le bot s'est arrêté pendant l'envoi",
    "interrompu": "un incident a interrompu l'envoi",
}
"""Why a message is in doubt, as operators read it."""


def _as_json(entry: Entry) -> dict[str, object]:
    return {
        "numero": entry.id,
        "lot": entry.batch,
        "genre": entry.kind,
        "depuis": entry.moved.isoformat(),
        "raison": entry.reason,
    }


@envois.command()
def repeter(
    numeros: Annotated[list[int], typer.Argument(metavar="NUMÉRO…", help="Donnés par « envois douteux ».")],
    donnees: Data = None,
) -> None:
    """Renvoyer des messages en doute, ou abandonnés : la personne les recevra peut-être deux fois."""
    opened = _Open(donnees)
    repeated = opened.outbox.repeat(numeros, opened.now)
    if repeated:
        opened.note("repete", ", ".join(map(str, repeated)))
    say(f"{len(repeated)} message(s) à renvoyer.")
    if left := [str(number) for number in numeros if number not in repeated]:
        refuse(f"ni en doute ni abandonné, personne partie, ou date changée depuis : {', '.join(left)}")


@envois.command()
def pause(lot: Lot, donnees: Data = None) -> None:
    """Suspendre un lot : ce qui part arrive, plus rien ne part."""
    _change(lot, donnees, "suspend", lambda opened: opened.batches.pause(lot))


@envois.command()
def reprendre(lot: Lot, donnees: Data = None) -> None:
    """Reprendre un lot en pause ou arrêté, là où il en était."""
    _change(lot, donnees, "relance", lambda opened: opened.batches.resume(lot))


@envois.command()
def annuler(lot: Lot, donnees: Data = None) -> None:
    """Renoncer à tout ce qui reste d'un lot ; ce qui est déjà parti l'est pour de bon."""
    _change(lot, donnees, "renonce", lambda opened: opened.cancel(lot))


def _change(lot: str, donnees: Path | None, what: str, change: Callable[[_Open], bool]) -> None:
    """Change a batch, note it and say how it is; leave with code 2 when it could not be."""
    opened = _Open(donnees)
    before = opened.batch(lot)
    if not change(opened) and opened.batch(lot) == before:
        refuse(f"rien à faire : le lot {lot} est {STATES[before.state]}")
    opened.note(what, lot)
    say(opened.told(opened.batch(lot)))
