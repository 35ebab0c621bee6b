"""The desk where broadcasts are written, confirmed and sent: the same rules in Telegram and in a terminal."""

import asyncio
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TypeVar
from zoneinfo import ZoneInfo

from bot.checkpointing import apart
from bot.clock import MAINLAND, Clock, wall
from bot.hours import place, together
from bot.pace import RATE
from bot.packing import pack, unpack
from bot.posting import post
from bot.roles import Roles
from bot.sheet import Sheet, message, named, warnings
from bot.tallying import tally
from dialogs.events import Message
from knowledge.content import Knowledge
from storage.batches import Batches, Phase
from storage.broadcasts import OPEN, Broadcast, Broadcasts, Stage
from storage.outbox import Draft, Outbox, State
from storage.subscriptions import Subscriptions

DIGEST = "resume-"
"""The beginning of the batch of a digest."""
T = TypeVar("T")
_BATCH = re.compile(r"diffusion-(\d+)")


class Refusal(Exception):  # noqa: N818 - nothing is wrong
    """What was asked is not done; the message says why, in French."""


class OtherSeal(Refusal):
    """The text, the people or the day are not those that were shown."""


@dataclass
class Desk:
    """Does what those who have a role ask; raises Refusal, having done nothing, when it must not."""

    broadcasts: Broadcasts
    subscriptions: Subscriptions
    outbox: Outbox
    batches: Batches
    roles: Roles
    knowledge: Callable[[], Knowledge]
    clock: Clock
    rate: float = RATE

    def get(self, number: int) -> Broadcast:
        """Return a broadcast."""
        found = self.broadcasts.get(number)
        if found is None:
            told = f"La diffusion {number} n'existe pas."
            raise Refusal(told)
        return found

    async def counts(self) -> Counter[str]:
        """Count the people by region."""
        return await self._aside(lambda subscriptions, *_: subscriptions.count())

    async def sheet(self, broadcast: Broadcast) -> Sheet:
        """Return a broadcast as it would leave now; of one that was confirmed, the people of today."""
        regions, day = broadcast.regions, self._day()
        counts, sealed, rows, gone = await self._aside(
            lambda subscriptions, broadcasts, outbox: (
                subscriptions.count(regions),
                broadcasts.sealed(broadcast, day),
                outbox.counts(broadcast.batch),
                outbox.gone(broadcast.batch),
            )
        )
        knowledge, now = self.knowledge(), self.clock()
        told: Iterator[str] = iter(())
        if broadcast.state in OPEN:
            today = self.broadcasts.since(datetime.combine(self._day(), time(), ZoneInfo(MAINLAND)))
            told = warnings(knowledge, broadcast, counts, now, today)
        text = message(knowledge, broadcast.text)
        phase = self.phase(broadcast)
        return Sheet(broadcast, text, sealed.people, counts, sealed.seal, tuple(told), phase, rows, gone)

    def phase(self, broadcast: Broadcast) -> Phase | None:
        """Return where the batch of a broadcast is, None before it is confirmed."""
        batch = self.batches.get(broadcast.batch)
        return batch.state if batch else None

    async def _aside(self, ask: Callable[[Subscriptions, Broadcasts, Outbox], T]) -> T:
        """Return what is found by going through everybody: in a thread, so that nobody is held."""
        return await apart(
            self.outbox.file,
            lambda db: ask(Subscriptions(db), Broadcasts(db), Outbox(db)),
            lambda: ask(self.subscriptions, self.broadcasts, self.outbox),
        )

    def sample(self, who: int, broadcast: Broadcast) -> Message:
        """Return the message of a broadcast exactly as each person would get it."""
        return unpack(self._sampled(who, broadcast))

    def post_sample(self, who: int, broadcast: Broadcast) -> str:
        """Write down that message for who asks, for the running bot to send now; return its batch."""
        self.answering(who, broadcast)
        body, now, batch = self._sampled(who, broadcast), self.clock(), f"essai-{broadcast.id}"
        self.batches.open(batch, f"Essai de la diffusion {broadcast.id}", now, Phase.RUNNING)
        self.batches.resume(batch)  # the last one may have been refused
        self.outbox.add(batch, [Draft(f"{batch}:{who}:{now:%Y%m%dT%H%M%S%f}", who, "essai", body, now)], now)
        return batch

    def answering(self, who: int, broadcast: Broadcast) -> None:
        """Raise Refusal unless somebody answers for a broadcast."""
        if not self.roles.answers(who, broadcast.author):
            raise Refusal(_THEIRS)

    def _sampled(self, who: int, broadcast: Broadcast) -> str:
        try:
            body = pack(message(self.knowledge(), broadcast.text))
        except ValueError:
            raise Refusal("Il n'y a pas encore de texte.") from None
        self.broadcasts.note(broadcast.id, "essai", who, self.clock())
        return body

    def begin(self, who: int, text: str = "", regions: Sequence[str] | None = None) -> Broadcast:
        """Begin a broadcast, to all that somebody may write to when no region is given."""
        chosen = self.roles.reach(who) if regions is None else regions
        self._may_reach(who, chosen)
        return self.broadcasts.new(who, chosen, self._checked(text) if text else "", self.clock())

    def write(self, who: int, number: int, text: str) -> None:
        """Change the text of her broadcast."""
        self._mine(who, number)
        self._done(self.broadcasts.write(number, self._checked(text), who, self.clock()))

    def choose(self, who: int, number: int, regions: Sequence[str] | None) -> None:
        """Change the regions of her broadcast."""
        self._mine(who, number)
        self._may_reach(who, regions)
        self._done(self.broadcasts.choose(number, regions, who, self.clock()))

    def drop(self, who: int, number: int) -> None:
        """Give her broadcast up."""
        self._mine(who, number)
        self._done(self.broadcasts.drop(number, who, self.clock()))

    def reopen(self, who: int, number: int) -> None:
        """Take her broadcast back, that waits to be confirmed."""
        self._mine(who, number)
        self._done(self.broadcasts.reopen(number, "reprend", who, self.clock()))

    async def validate(self, who: int, number: int, seal: str) -> None:
        """Ask that a seal of her broadcast be confirmed."""
        broadcast = self._mine(who, number)
        self._may_reach(who, broadcast.regions)
        sheet = await self.sheet(broadcast)
        if not broadcast.text:
            raise Refusal("Il n'y a pas encore de texte.")
        if seal != sheet.seal:
            raise OtherSeal(_CHANGED)
        if not sheet.people:
            raise Refusal("Il n'y a personne à prévenir : rien à envoyer.")
        self._done(self.broadcasts.propose(number, seal, who, self.clock()))

    def refuse(self, who: int, number: int) -> Broadcast:
        """Give back to its author a broadcast that somebody was asked to confirm."""
        broadcast = self._confirmable(who, number)
        self._done(self.broadcasts.reopen(number, "refuse", who, self.clock()))
        return broadcast

    async def confirm(self, who: int, number: int, seal: str) -> Broadcast:
        """Confirm a seal and write the messages down. Asked again, write down what is missing.

        When text, people or day are not what was sealed, it becomes a draft again and OtherSeal is raised.
        """
        broadcast = self._confirmable(who, number)
        self._may_reach(broadcast.author, broadcast.regions)
        if broadcast.state is not Stage.CONFIRMED:
            await self._seal(who, broadcast, seal)
        elif broadcast.seal != seal:
            raise Refusal(self._over(broadcast))
        await self._leave(self.get(number))
        return self.get(number)

    async def _seal(self, who: int, broadcast: Broadcast, seal: str) -> None:
        """Confirm a seal; an old page undoes nothing, a broadcast that changed must be validated again."""
        if broadcast.state is not Stage.PROPOSED:
            raise Refusal(self._over(broadcast))
        if broadcast.seal != seal:
            raise OtherSeal(_CHANGED)
        for _ in self.broadcasts.freeze(broadcast.id, seal):
            await asyncio.sleep(0)
        now = self.clock()
        if not self.broadcasts.confirm(broadcast.id, seal, self._day(), who, now):
            self._done(self.broadcasts.reopen(broadcast.id, "sceau perime", who, now))
            raise OtherSeal(_CHANGED)

    async def resume(self) -> None:
        """Write down the messages of what was confirmed when a process ended."""
        for broadcast in self.broadcasts.confirmed():
            await self._leave(broadcast)

    def report(self, batch: str) -> tuple[frozenset[int] | None, str] | None:
        """Return who reads how a batch ended (None: the operators) and what, by region; None when by none."""
        if batch.startswith(DIGEST):
            return None, "\n".join(("Par région :", *self._by_region(self.outbox.by_region(batch))))
        found = _BATCH.fullmatch(batch)
        broadcast = self.broadcasts.get(int(found[1])) if found else None
        if broadcast is None:
            return None
        lines = self._by_region(self.broadcasts.by_region(broadcast.id))
        readers = self.roles.administrators | {broadcast.author}
        return readers, "\n".join((f"Diffusion {broadcast.id} terminée.", *lines))

    def _by_region(self, found: Mapping[str, tuple[Counter[State], int]]) -> list[str]:
        return named(self.knowledge(), {region: tally(*counted) for region, counted in found.items()})

    async def _leave(self, broadcast: Broadcast) -> None:
        now = self.clock()
        named = (broadcast.batch, f"Diffusion {broadcast.id}")
        await post(self.outbox, self.batches, named, self._drafts(broadcast, now), now)
        self.broadcasts.left(broadcast.id, now)

    def _drafts(self, broadcast: Broadcast, now: datetime) -> Iterator[Draft]:
        """Yield the messages; a minute holds what the pace lets through, so that none leaves at night."""
        knowledge = self.knowledge()
        body = pack(message(knowledge, broadcast.text))
        firsts: dict[tuple[int, tuple[str, ...]], datetime] = {}
        for rank, (chat, regions) in enumerate(self.broadcasts.recipients(broadcast.id)):
            key = int(rank / self.rate / 60), regions
            if key not in firsts:
                minute = now + timedelta(minutes=key[0])
                firsts[key] = together(minute, [place(knowledge, region) for region in regions])
            yield Draft(f"{broadcast.batch}:{chat}", chat, "diffusion", body, firsts[key])

    def _mine(self, who: int, number: int) -> Broadcast:
        broadcast = self.get(number)
        if broadcast.author != who or not self.roles.writes(who):
            raise Refusal("Seule la personne qui l'a écrite peut faire cela.")
        if broadcast.state not in OPEN:
            raise Refusal(self._over(broadcast))
        return broadcast

    def _confirmable(self, who: int, number: int) -> Broadcast:
        broadcast = self.get(number)
        if who not in self.roles.confirmers(broadcast.author):
            raise Refusal("Un autre administrateur doit confirmer cette diffusion.")
        return broadcast

    def _may_reach(self, who: int, regions: Sequence[str] | None) -> None:
        if not self.roles.covers(who, regions):
            raise Refusal("Ces régions ne sont pas, ou ne sont plus, dans le rôle de l'auteur.")
        if unknown := regions and set(regions) - self.knowledge().regions.keys():
            told = f"Ce n'est pas le code d'une région : {', '.join(sorted(unknown))}."
            raise Refusal(told)

    def _checked(self, text: str) -> str:
        try:
            pack(message(self.knowledge(), text))
        except ValueError:
            raise Refusal("Le texte est vide, ou trop long pour un message (4 096 caractères).") from None
        return text.strip()

    def _over(self, broadcast: Broadcast) -> str:
        told = {
            Stage.DRAFT: "n'a pas été validée par son auteur",
            Stage.DROPPED: "est abandonnée",
        }.get(broadcast.state, f"est déjà confirmée, par {broadcast.confirmed}")
        return f"La diffusion {broadcast.id} {told}."

    def _done(self, changed: bool) -> None:  # noqa: FBT001 - what the change returned
        if not changed:
            raise Refusal("La diffusion a changé entre-temps. La voici.")

    def _day(self) -> date:
        return wall(MAINLAND, self.clock()).date()


_THEIRS = "Seuls son auteur et les administrateurs peuvent faire cela."
_CHANGED = "Le texte, les personnes ou le jour ont changé depuis cette page : rien n'est parti."
