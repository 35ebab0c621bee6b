"""`etat`: is everything ready? For operators, and for the health check of the container."""

import sqlite3
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from importlib.metadata import version
from pathlib import Path

from bot.clock import MAINLAND, wall, written
from bot.folder import Refused, taken, unpacked
from bot.settings import Places
from bot.tallying import tally
from bot.verifying import report
from storage.database import Before, UnusableError, open_database
from storage.lease import Holder, Lease
from storage.outbox import Outbox
from storage.outbox import State as Sent
from storage.purging import Purges
from storage.sessions import Sessions
from storage.versions import Version, Versions


@dataclass(frozen=True)
class State:
    """The program, the content that was last served, the problems of the folder, the conversations kept.

    `problems` is None when the folder is what is served: it was checked then. `conversations` is None when
    the data cannot be read. `purged` is when what was too old was last forgotten, None if never; `last` is
    when the last word came, `sends` how many messages of the outbox are in each state, `bot` what serves now.
    """

    version: str
    serving: Version | None
    problems: int | None
    conversations: int | None
    purged: datetime | None = None
    last: datetime | None = None
    sends: Mapping[Sent, int] = field(default_factory=dict)
    bot: Holder | None = None

    @property
    def ok(self) -> bool:
        """Tell whether the bot can serve: a folder that is refused does not stop it, once it has served."""
        return self.conversations is not None and (self.serving is not None or not self.problems)

    @property
    def folder(self) -> str:
        """What the folder is: `servi`, `nouveau` (right and not served), `refuse`."""
        return "servi" if self.problems is None else "refuse" if self.problems else "nouveau"

    def as_json(self) -> dict[str, object]:
        """Return the state in its stable shape."""
        return {
            "ok": self.ok,
            "version": self.version,
            "contenu": self.serving.hash if self.serving else None,
            "contenu_depuis": self.serving.at.isoformat() if self.serving else None,
            "dossier": self.folder,
            "problemes": self.problems or 0,
            "conversations": self.conversations,
            "purge": self.purged.isoformat() if self.purged else None,
            "dernier_message": self.last.isoformat(timespec="seconds") if self.last else None,
            "envois": {state.value: count for state, count in self.sends.items()},
            "bot": self.bot
            and {
                "machine": self.bot.machine,
                "processus": self.bot.pid,
                "depuis": self.bot.since.isoformat(timespec="seconds"),
            },
        }

    def __str__(self) -> str:
        kept = "données illisibles" if self.conversations is None else f"{self.conversations} conversation(s)"
        heard = f", dernier message le {written(self.last)}" if self.last else ""
        sends = f", envois : {tally(Counter(self.sends), 0)}" if self.sends else ""
        purged = f", purge du {written(self.purged)}" if self.purged else ""
        return f"cress-bot {self.version} : {self._content()}, {kept}{heard}{sends}{purged}.{self._running()}"

    def _running(self) -> str:
        if self.conversations is None:
            return ""
        if self.bot is None:
            return "\nAucun bot ne tourne sur ces données."
        return (
            f"\nUn bot tourne : machine {self.bot.machine}, processus {self.bot.pid}, "
            f"depuis le {written(self.bot.since)}.\n"
            "Ses temps de réponse et ses erreurs : la page /sante (CRESS_SANTE_PORT)."
        )

    def _content(self) -> str:
        served = self.serving
        since = f"contenu {served.short} depuis le {written(served.at)}" if served else "rien n'a été servi"
        folder = {
            "servi": "le dossier est à jour",
            "nouveau": "le dossier est correct et sera pris" if served else "le dossier est correct",
            "refuse": f"le dossier est refusé, {self.problems} problème(s)",
        }
        return f"{since}, {folder[self.folder]}"


def state(places: Places, instant: datetime, before: Before | None = None) -> State:
    """Look at the data and at the folder of content; it is checked only when it is not what is served.

    `before` is what is done to data that are not up to date.
    """
    try:
        db = open_database(places.donnees, create=False, before=before)
        serving, sessions = Versions(db).current(), Sessions(db)
        conversations, last = sessions.count(), sessions.last()
        purged, sends, bot = Purges(db).last(), Outbox(db).counts(), Lease(db).serving(instant)
        db.conn.close()
    except (UnusableError, sqlite3.DatabaseError):
        return State(version("cress-bot"), None, _problems(places.contenu, None, instant), None)
    problems = _problems(places.contenu, serving, instant)
    return State(version("cress-bot"), serving, problems, conversations, purged, last, sends, bot)


def _problems(folder: Path, serving: Version | None, instant: datetime) -> int | None:
    """Count the problems of the folder; None when it is what is served."""
    try:
        snapshot = taken(folder)
    except Refused as refused:
        return len(refused.problems)
    if serving and snapshot.hash == serving.hash:
        return None
    with unpacked(snapshot) as aside:
        return len(report(aside, wall(MAINLAND, instant)).problems)
