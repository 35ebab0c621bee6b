"""`etat`: is everything ready? For operators, and for the health check of the container."""

import sqlite3
from dataclasses import dataclass
from importlib.metadata import version

from bot.settings import Places
from knowledge.issues import KnowledgeError
from knowledge.load import load
from storage.database import open_database
from storage.sessions import Sessions


@dataclass(frozen=True)
class State:
    """The version, the problems of the content, the conversations kept (None: the data cannot be read)."""

    version: str
    problems: int
    conversations: int | None

    @property
    def ok(self) -> bool:
        """Tell whether the bot can serve."""
        return not self.problems and self.conversations is not None

    def as_json(self) -> dict[str, object]:
        """Return the state in its stable shape."""
        return {
            "ok": self.ok,
            "version": self.version,
            "problemes": self.problems,
            "conversations": self.conversations,
        }

    def __str__(self) -> str:
        content = "contenu correct" if not self.problems else f"contenu : {self.problems} problème(s)"
        kept = "données illisibles" if self.conversations is None else f"{self.conversations} conversation(s)"
        return f"cress-bot {self.version} : {content}, {kept}."


def state(places: Places) -> State:
    """Look at the content and at the data."""
    try:
        load(places.contenu)
        problems = 0
    except KnowledgeError as error:
        problems = len(error.issues)
    try:
        db = open_database(places.donnees)
        conversations: int | None = Sessions(db).count()
        db.conn.close()
    except (sqlite3.DatabaseError, OSError):
        conversations = None
    return State(version("cress-bot"), problems, conversations)
