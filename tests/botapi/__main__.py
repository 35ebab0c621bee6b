"""A Telegram of one's own, in the terminal: `make telegram-local`, then the bot in another terminal.

Lines are said in the chat of a person: words, a command, the number of a button; `2: bonjour` makes person 2
speak, `bloquer` and `débloquer` do it to the bot. What the bot writes or changes is printed as it comes.
"""

import asyncio
import re
import sys
from contextlib import suppress

from tests.botapi.server import TOKEN, BotApi
from tests.botapi.world import Shown

HELP = "Écrivez un message, un numéro de bouton, « bloquer », ou « 2: bonjour » pour une autre personne."
_WHO = re.compile(r"(\d+)\s*:\s*(.*)")


class Desk:
    """The people who sit at the terminal."""

    def __init__(self, api: BotApi) -> None:
        self.api = api
        self._seen: dict[tuple[int, int], Shown] = {}

    def typed(self, line: str) -> None:
        """Do what a line says."""
        found = _WHO.fullmatch(line)
        chat, words = (int(found[1]), found[2]) if found else (1, line)
        buttons = [
            (shown.id, button) for shown in self.api.shown(chat) for row in shown.buttons for button in row
        ]
        if words.isdigit() and 1 <= int(words) <= len(buttons):
            message, button = buttons[int(words) - 1]
            self.api.tap_data(chat, button.data, message)
        elif words in {"bloquer", "débloquer"}:
            (self.api.block if words == "bloquer" else self.api.unblock)(chat)
        elif words:
            self.api.say(chat, words)

    async def watch(self) -> None:
        """Print what appears or changes on the screens, for ever."""
        while True:
            await self.api.wait_for(self._news, timeout=10**6)
            for chat in list(self.api.world.chats):
                for shown in self.api.shown(chat):
                    if self._seen.get((chat, shown.id)) != shown:
                        self._seen[chat, shown.id] = shown
                        print(self._told(chat, shown), flush=True)

    def _news(self) -> bool:
        chats = list(self.api.world.chats)
        return any(self._seen.get((chat, s.id)) != s for chat in chats for s in self.api.shown(chat))

    def _told(self, chat: int, shown: Shown) -> str:
        """Return a message with the numbers of its buttons, counted over all that the chat shows."""
        before = sum(len(row) for s in self.api.shown(chat) if s.id < shown.id for row in s.buttons)
        numbers = iter(range(before + 1, before + 1000))
        rows = ["  " + "  ".join(f"[{next(numbers)}] {b.label}" for b in row) for row in shown.buttons]
        head = f"--- personne {chat}, message {shown.id}{' (modifié)' if shown.edited else ''}"
        return "\n".join((head, shown.text or f"({shown.kind})", *rows))


async def main() -> None:
    """Serve until the end of what is typed."""
    async with BotApi() as api:
        print(f"CRESS_API={api.base_url} CRESS_TOKEN={TOKEN} .venv/bin/cress-bot lancer\n{HELP}", flush=True)
        desk = Desk(api)
        watching = asyncio.create_task(desk.watch())
        while line := await asyncio.to_thread(sys.stdin.readline):
            desk.typed(line.strip())
        watching.cancel()
        with suppress(asyncio.CancelledError):
            await watching


if __name__ == "__main__":
    with suppress(KeyboardInterrupt):
        asyncio.run(main())
