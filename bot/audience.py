"""Who is told of the calls: what a person asks for, what she was told, what waits for her."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from dialogs.session import Alert
from storage.broadcasts import Broadcasts
from storage.database import Database
from storage.outbox import GONE, Outbox
from storage.people import People
from storage.subscriptions import Subscription, Subscriptions
from storage.told import Told

STOPPED = "arrete"
"""The reason of what is not sent because the person wants nothing any more."""


@dataclass
class Audience:
    """Follows people: nobody who stopped, left or asked to be forgotten is written to."""

    subscriptions: Subscriptions
    told: Told
    outbox: Outbox
    broadcasts: Broadcasts
    people: People

    def alerts(self, chat: int) -> tuple[Alert, ...]:
        """Return what a chat asked for."""
        return tuple(Alert(s.region, s.programme, s.rhythm) for s in self.subscriptions.of(chat))

    def keep(self, chat: int, alerts: Iterable[Alert], now: datetime) -> None:
        """Keep what a chat asks for; what waits for it and is not asked for any more is not sent."""
        wanted = {Subscription(alert.region, alert.programme, alert.rhythm) for alert in alerts}
        less = set(self.subscriptions.of(chat)) - wanted
        self.subscriptions.keep(chat, wanted, now)
        if not wanted:
            self._withdraw(chat, STOPPED, now)
        elif less:
            self.told.withdraw(self.told.waiting(chat), now)  # what she still asks for is written anew
            self.broadcasts.narrow(chat, STOPPED, now)

    def leave(self, chat: int, now: datetime) -> None:
        """Write nothing more to a person who cannot be reached: she blocked the bot, or is not there."""
        self.subscriptions.forget(chat)
        self._withdraw(chat, GONE, now)
        self.people.leave(chat, now)

    def _withdraw(self, chat: int, reason: str, now: datetime) -> None:
        """Send nothing of what waits for a person, who was not told it: she may ask again."""
        self.outbox.withdraw(chat, reason, now)
        self.told.unsay(chat)

    def move(self, old: int, new: int) -> None:
        """Follow a chat that got another number."""
        self.subscriptions.move(old, new)
        self.told.move(old, new)


def audience_of(db: Database) -> Audience:
    """Return the audience that a file of data keeps."""
    return Audience(Subscriptions(db), Told(db), Outbox(db), Broadcasts(db), People(db))
