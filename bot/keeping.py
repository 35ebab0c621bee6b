"""The content being served: changed for another one that is right, kept when the other one is wrong."""

import sqlite3
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from bot.assistant import Assistant
from bot.clock import MAINLAND, wall
from bot.enduring import unavailable
from bot.examining import Check, already, elsewhere, examined, released
from bot.folder import Refused, taken
from bot.logs import log
from knowledge.content import Knowledge
from knowledge.upcoming import unrevised
from storage.versions import Snapshot, Versions

TOLD = 3
"""Problems of a refusal that are told; the others are counted."""
NAMED = 5
"""Files of a change that are named; the others are counted."""
LONG = 700
"""Characters of a problem that are told: three of them hold in one message of Telegram."""
UNSEEN = "Une date ou un lien a changé sans ligne de plus dans « revisions », les agendas ne suivront pas : "
HOW = {"modifies": "modifiés", "ajoutes": "ajoutés", "retires": "retirés"}
Tell = Callable[[str], None]


@dataclass(frozen=True, repr=False)
class Opening:
    """What the bot starts with: a content, and the problems of the folder when it is not the folder's.

    Shown by its name alone: asyncio shows what `run` returns, and a whole content takes five megabytes.
    """

    knowledge: Knowledge
    snapshot: Snapshot
    problems: tuple[str, ...] = ()


async def opening(folder: Path, versions: Versions, now: datetime, check: Check = elsewhere) -> Opening:
    """Return the content of the folder, or the last one that was served when the folder's is wrong.

    Raises Refused, with the problems of the folder, when there is nothing else to serve.
    """
    last = versions.current()
    try:
        snapshot = taken(folder)
        known = last is not None and last.snapshot.hash == snapshot.hash
        return Opening(await examined(snapshot, already if known else check, now), snapshot)
    except Refused as refused:
        if last is None:
            raise
        try:
            return Opening(await examined(last.snapshot, already, now), last.snapshot, refused.problems)
        except Refused:
            raise refused from None


@dataclass
class Keeper:
    """Takes what the folder becomes. Changing the content is changing one reference, between two turns."""

    assistant: Assistant
    versions: Versions
    serving: Snapshot
    tell: Tell
    check: Check = elsewhere
    refused: tuple[str, ...] = field(default=(), init=False)

    def __post_init__(self) -> None:
        """Note that the content begins to be served."""
        self.note()

    def note(self) -> None:
        """Keep which content is served; while nothing can be written, it is noted once something can."""
        try:
            self.versions.serve(self.serving, self.assistant.clock())
        except sqlite3.DatabaseError as error:
            unavailable(error)

    async def take(self, snapshot: Snapshot) -> None:
        """Serve a snapshot if it is right; else keep serving, and say why.

        Cancelled before it serves, it changes nothing.
        """
        if snapshot.hash == self.serving.hash:
            if self.refused:
                self._settle(f"Le dossier est revenu à la version {snapshot.short}.")
            return
        now = wall(MAINLAND, self.assistant.clock())
        try:
            knowledge = await examined(snapshot, self.check, now)
        except Refused as refused:
            self.refuse(refused.problems)
            return
        before = self.assistant.knowledge
        self._serve(snapshot, knowledge)
        await released(before)

    def refuse(self, problems: tuple[str, ...]) -> None:
        """Keep serving, and say why; the same refusal twice in a row is said once."""
        if problems == self.refused:
            return
        self.refused = problems
        log.warning("contenu_refuse", problemes=len(problems), premiers=list(problems[:TOLD]))
        self.tell(self._refusal(problems))

    def _serve(self, snapshot: Snapshot, knowledge: Knowledge) -> None:
        changes = named(snapshot.changes(self.serving))
        unseen = unrevised(self.assistant.knowledge, knowledge, self.assistant.clock())
        self.assistant.knowledge, self.serving = knowledge, snapshot
        self.note()
        log.info("contenu_servi", version=snapshot.short, fichiers=len(snapshot.files), change=changes)
        told = f"\n{UNSEEN}{_list(tuple(unseen))}." if unseen else ""
        self._settle(f"Nouveau contenu, version {snapshot.short} ({changes}).{told}")

    def _settle(self, sentence: str) -> None:
        self.tell(f"Le contenu est de nouveau bon. {sentence}" if self.refused else sentence)
        self.refused = ()

    def _refusal(self, problems: tuple[str, ...]) -> str:
        first = [f"• {problem[:LONG]}" for problem in problems[:TOLD]]
        more = len(problems) - TOLD
        if more > 0:
            first.append(f"… et {more} autre{'s' if more > 1 else ''}. Pour tout lire : cress-bot verifier")
        told = f"Le contenu du dossier est refusé. Le bot continue avec la version {self.serving.short}."
        return "\n".join((told, *first))


def named(changes: Mapping[str, tuple[str, ...]]) -> str:
    """Say which files changed: « modifiés : a.yaml, b.yaml ; ajoutés : c.yaml »."""
    return " ; ".join(f"{HOW[how]} : {_list(names)}" for how, names in changes.items())


def _list(names: tuple[str, ...]) -> str:
    more = len(names) - NAMED
    return ", ".join(names[:NAMED]) + (f" et {more} de plus" if more > 0 else "")
