"""What only who keeps the data can say of them: all that is held about a chat, and what was erased of it."""

import json
from dataclasses import dataclass, field
from datetime import datetime

from bot.roles import Roles
from dialogs.events import Document, Reply
from dialogs.pages.privacy import Delays, Held, held_page, privacy_page, receipt_page
from dialogs.text import flat
from dialogs.turn import Turn
from storage.people import HOLDINGS, Erased, People

ERASE, HELD = "supprimer", "donnees"
"""What may be asked about all that is kept; see `Session.asked`."""
NAME = "mes-donnees.json"


@dataclass(frozen=True)
class Privacy:
    """How long things are kept, and who has a role by the settings."""

    delays: Delays = field(default_factory=Delays)
    roles: Roles = field(default_factory=Roles)
    operators: frozenset[int] = frozenset()

    def told(self, turn: Turn, asked: str, chat: int, people: People, now: datetime) -> tuple[Reply, ...]:
        """Return what is said to somebody who asks what is kept: in general, or of her (`HELD`)."""
        return self._held(turn, chat, people, now) if asked == HELD else (privacy_page(turn, self.delays),)

    def receipt(self, turn: Turn, erased: Erased) -> tuple[Reply, ...]:
        """Return what is said to somebody who was just forgotten; the turn is that of before."""
        return (receipt_page(turn, Held(erased.gone, erased.kept), self.delays),)

    def _held(self, turn: Turn, chat: int, people: People, now: datetime) -> tuple[Reply, ...]:
        """Say all that is held about a chat, and give it whole in a file, when there is any."""
        rows, roles = people.held(chat), self._roles(chat)
        counts = {name: len(found) for name, found in rows.items()}
        page = held_page(turn, Held(counts, roles=roles))
        if not rows and not roles:
            return (page,)
        texts = turn.knowledge.texts
        whole = {
            "numero": chat,
            "etabli_le": now.isoformat(timespec="seconds"),
            "confidentialite": {
                "numero": texts["confidentialite_numero"],
                "jour": texts["confidentialite_jour"],
            },
            "roles": list(roles),
            "tables": {h.table: rows.get(h.table, []) for h in HOLDINGS},
        }
        content = json.dumps(whole, ensure_ascii=False, indent=2)
        return page, Document(NAME, flat(turn.say("donnees_fichier")), content)

    def _roles(self, chat: int) -> tuple[str, ...]:
        """Name the roles of somebody, in French."""
        roles = self.roles
        named = {
            "opérateur": chat in self.operators,
            "administrateur": chat in roles.administrators,
            "diffuseur": chat in roles.broadcasters,
            f"éditeur ({', '.join(sorted(roles.editors.get(chat, ())))})": chat in roles.editors,
        }
        return tuple(name for name, has in named.items() if has)
