"""/diffuser: those who have a role write to the people of their regions, in Telegram.

Nothing is in memory: drafts, what is asked and what waits to be confirmed are in the data. Each button says
the broadcast and the seal that it was shown with, so that one of last week does no harm.
"""

import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from telegram import Update

from bot.buttons import decode
from bot.desk import Desk, OtherSeal, Refusal
from bot.inbound import Inbound
from bot.pages import EVERYWHERE, REGION, Act, Pages
from dialogs.events import Answer, Message
from dialogs.text import plain
from storage.broadcasts import Broadcast
from storage.prompts import Prompt, Prompts

MARK = "="
"""The mark before the data of a button of these pages; no event of the conversation begins with it."""
_COMMAND = re.compile(r"/diffuser(?:@\w+)?", re.IGNORECASE)
_SHOWN = re.compile(r"(\d{1,9})-([0-9a-f]+)")
_TEXT, _REASON = "texte", "motif"


@dataclass(frozen=True)
class Said:
    """What is said back; pages for others, by chat; a message as everybody would get it, for the asker."""

    page: Message
    others: tuple[tuple[int, Message], ...] = ()
    sample: Message | None = None


class Diffuser:
    """Answers those who have a role; for anybody else, it is not there."""

    def __init__(self, desk: Desk, prompts: Prompts) -> None:
        self._desk, self._prompts = desk, prompts
        self._pages = Pages(desk)
        steering = self._pages.steering
        self._acts: dict[str, Callable[[int, Broadcast, str], Awaitable[Said]]] = {
            Act.SAMPLE: self._sample,
            Act.TEXT: self._ask_text,
            Act.VALIDATE: self._validate,
            Act.CONFIRM: self._confirm,
            Act.REFUSE: self._refuse,
            Act.REOPEN: self._reopen,
            Act.DROP: self._drop,
            Act.NEW: self._new,
            Act.HOLD: self._steering(steering.hold, "Suspendue"),
            Act.GO_ON: self._steering(steering.go_on, "Relancée"),
            Act.GIVE_UP: self._steering(steering.give_up, "Arrêtée pour de bon"),
        }

    async def said(self, update: Update, inbound: Inbound) -> Said | None:
        """Return what is said to a command, to a button or to a text that was asked for, else None."""
        who = inbound.chat
        if not self._desk.roles.writes(who):
            return None
        if update.callback_query:
            return await self._touched(who, update.callback_query.data or "")
        text = ((update.message and update.message.text) or "").strip()
        if _COMMAND.fullmatch(text):
            self._prompts.forget(who)
            return await self._opened(who)
        prompt = self._prompts.of(who, self._desk.clock())
        if prompt is None or not text:
            return None
        self._prompts.forget(who)
        return None if text.startswith("/") else await self._written(who, prompt, text)

    async def _opened(self, who: int, notice: str = "") -> Said:
        """Show what somebody has to finish, else what she is asked to confirm, else begin."""
        mine, asked = self._desk.broadcasts.open_of(who), self._pages.asked(who)
        if mine is None and not asked:
            return await self._begun(who, notice)
        if mine and not mine.text:
            return await self._asking(who, mine, notice)
        return Said(await self._pages.page(who, mine or asked[0], notice))

    async def _begun(self, who: int, notice: str = "") -> Said:
        try:
            return await self._asking(who, self._desk.begin(who), notice)
        except Refusal as refusal:
            return Said(Message(plain(str(refusal))))

    async def _asking(self, who: int, broadcast: Broadcast, notice: str = "") -> Said:
        self._prompts.ask(who, Prompt(broadcast.id, _TEXT), self._desk.clock())
        return Said(await self._pages.ask_text(who, broadcast, notice))

    async def _written(self, who: int, prompt: Prompt, text: str) -> Said:
        """Take what was asked for: the text of a broadcast, or why it is refused."""
        broadcast = self._desk.get(prompt.broadcast)
        if prompt.what == _REASON:
            reason = Message(plain(f"Diffusion {broadcast.id}, motif du refus : {text}"))
            return Said(Message(plain("Le motif est transmis.")), ((broadcast.author, reason),))
        try:
            self._desk.write(who, broadcast.id, text)
        except Refusal as refusal:
            return await self._opened(who, str(refusal))
        return await self._page(who, broadcast)

    async def _touched(self, who: int, data: str) -> Said | None:
        """Do what a button says; whatever is tapped, nothing that was asked for is waited for any more."""
        self._prompts.forget(who)
        if not data.startswith(MARK):
            return None
        event = decode(data.removeprefix(MARK))
        found = _SHOWN.fullmatch(event.question) if isinstance(event, Answer) else None
        broadcast = self._desk.broadcasts.get(int(found[1])) if found else None
        if not (isinstance(event, Answer) and found and broadcast and self._pages.visible(who, broadcast)):
            return await self._opened(who, "Ce bouton ne correspond plus à rien.")
        return await self._done(who, broadcast, found[2], event.value)

    async def _done(self, who: int, broadcast: Broadcast, seal: str, act: str) -> Said:
        try:
            if act.startswith(REGION):
                return await self._choose(who, broadcast, act.removeprefix(REGION))
            todo = self._acts.get(act)
            return await todo(who, broadcast, seal) if todo else await self._page(who, broadcast)
        except OtherSeal as changed:
            author, told = broadcast.author, f"{changed} Voici la nouvelle page."
            others = ((author, await self._now(author, broadcast, told)),) if author != who else ()
            return Said(await self._now(who, broadcast, told), others)
        except Refusal as refusal:
            return await self._page(who, broadcast, str(refusal))

    async def _now(self, who: int, broadcast: Broadcast, notice: str = "") -> Message:
        return await self._pages.page(who, self._desk.get(broadcast.id), notice)

    async def _page(self, who: int, broadcast: Broadcast, notice: str = "") -> Said:
        return Said(await self._now(who, broadcast, notice))

    async def _choose(self, who: int, broadcast: Broadcast, code: str) -> Said:
        """Show the regions; a code adds or removes one, `EVERYWHERE` takes all that she may write to."""
        chosen = broadcast.regions
        if code == EVERYWHERE:
            self._desk.choose(who, broadcast.id, self._desk.roles.reach(who))
        elif code:
            changed = set(chosen or ()) ^ {code}
            self._desk.choose(who, broadcast.id, tuple(sorted(changed)))
        return Said(await self._pages.regions(who, self._desk.get(broadcast.id)))

    async def _sample(self, who: int, broadcast: Broadcast, _seal: str) -> Said:
        sample = self._desk.sample(who, broadcast)
        return Said(
            await self._now(who, broadcast, "Voici l'essai, tel que chaque personne le recevra."), (), sample
        )

    async def _ask_text(self, who: int, broadcast: Broadcast, _seal: str) -> Said:
        return await self._asking(who, broadcast)

    async def _validate(self, who: int, broadcast: Broadcast, seal: str) -> Said:
        await self._desk.validate(who, broadcast.id, seal)
        others = sorted(self._desk.roles.confirmers(who) - {who})
        return Said(
            await self._now(who, broadcast),
            tuple([(other, await self._now(other, broadcast)) for other in others]),
        )

    async def _confirm(self, who: int, broadcast: Broadcast, seal: str) -> Said:
        await self._desk.confirm(who, broadcast.id, seal)
        told = "C'est confirmé."
        return Said(await self._now(who, broadcast, told), await self._author(who, broadcast, told))

    async def _author(self, who: int, broadcast: Broadcast, told: str) -> tuple[tuple[int, Message], ...]:
        """Return what the author is told of what somebody else did."""
        author = broadcast.author
        return ((author, await self._now(author, broadcast, told)),) if author != who else ()

    def _steering(self, steer: Callable[[int, int], None], done: str) -> Callable[..., Awaitable[Said]]:
        """Return what stops or starts a broadcast that leaves; its author reads who did."""

        async def said(who: int, broadcast: Broadcast, _seal: str) -> Said:
            steer(who, broadcast.id)
            others = await self._author(who, broadcast, f"{done} par {who}.")
            return Said(await self._now(who, broadcast), others)

        return said

    async def _refuse(self, who: int, broadcast: Broadcast, _seal: str) -> Said:
        self._desk.refuse(who, broadcast.id)
        self._prompts.ask(who, Prompt(broadcast.id, _REASON), self._desk.clock())
        told = await self._now(broadcast.author, broadcast, f"Votre diffusion est refusée par {who}.")
        return Said(await self._pages.ask_reason(broadcast), ((broadcast.author, told),))

    async def _reopen(self, who: int, broadcast: Broadcast, _seal: str) -> Said:
        self._desk.reopen(who, broadcast.id)
        return await self._page(who, broadcast)

    async def _drop(self, who: int, broadcast: Broadcast, _seal: str) -> Said:
        self._desk.drop(who, broadcast.id)
        return await self._page(who, broadcast)

    async def _new(self, who: int, _broadcast: Broadcast, _seal: str) -> Said:
        mine = self._desk.broadcasts.open_of(who)
        return await self._opened(who) if mine else await self._begun(who)
