"""From replies to calls of the Bot API: the only place that writes HTML and that waits for Telegram."""

import asyncio
import json
from collections.abc import Sequence
from functools import lru_cache
from html import escape
from typing import Any

from telegram import InputFile
from telegram.constants import ParseMode
from telegram.error import BadRequest, EndPointNotFound, InvalidToken
from telegram.ext import ExtBot

from bot.buttons import encode
from bot.pace import Turn
from bot.sizes import MESSAGE, width
from bot.vcard import vcard
from dialogs.events import Agenda, ContactCard, Document, Message, Reply, Row
from dialogs.text import Span, Text

REMEMBERED = 2_000
"""Keyboards remembered, to take the last one away when a new message comes: those of a minute at the most
that Telegram lets a bot send, of hours on a usual day. Forgetting one is harmless."""

DRAWN = 128
"""Messages whose calls are remembered: the pages that many people are shown, one after the other."""

Json = dict[str, Any]
_NO_PREVIEW = json.dumps({"is_disabled": True})


def html(text: Text) -> str:
    """Return a text as HTML; everything in it is escaped here and nowhere else."""
    return "".join(_html(span) for span in text)


def _html(span: Span) -> str:
    body = escape(span.text)
    if span.bold:
        body = f"<b>{body}</b>"
    return f'<a href="{escape(span.link, quote=True)}">{body}</a>' if span.link else body


def split(text: Text, limit: int = MESSAGE) -> list[Text]:
    """Cut a text into parts within the limit, at line ends, in a word only when nothing else helps."""
    parts: list[list[Span]] = [[]]
    room = limit
    for piece in _pieces(text, limit):
        size = width(piece.text)
        if size > room:
            parts.append([])
            room = limit
        parts[-1].append(piece)
        room -= size
    return [tuple(part) for part in parts if "".join(span.text for span in part).strip()]


def parts(message: Message) -> list[Message]:
    """Cut a message into those that Telegram admits; the buttons are under the last one."""
    texts = split(message.text)
    return [*map(Message, texts[:-1]), *(Message(last, message.rows) for last in texts[-1:])]


def _pieces(text: Text, limit: int) -> list[Span]:
    """Cut spans at line ends, and lines longer than the limit anywhere."""
    half = limit // 2
    return [
        Span(line[start : start + half], span.bold, span.link)
        for span in text
        for line in span.text.splitlines(keepends=True)
        for start in range(0, len(line), half)
    ]


def keyboard(rows: tuple[Row, ...], mark: str = "") -> str | None:
    """Return the buttons as Telegram wants them (JSON), their data after a mark."""
    if not rows:
        return None
    listed = [[{"text": b.label, "callback_data": mark + encode(b.event)} for b in row] for row in rows]
    return json.dumps({"inline_keyboard": listed})


def drawn(part: Message, mark: str = "") -> Json:
    """Return what the call that sends a message says; its length is that of one part."""
    return {
        "text": html(part.text),
        "parse_mode": ParseMode.HTML,
        "link_preview_options": _NO_PREVIEW,
        "reply_markup": keyboard(part.rows, mark),
    }


@lru_cache(maxsize=DRAWN)
def _drawn(message: Message, mark: str) -> tuple[Json, ...]:
    """Return what the calls that send a message say, in as many parts as that needs."""
    return tuple(drawn(part, mark) for part in parts(message))


class Outbound:
    """Delivers replies: edits the message that was tapped, sends the others, takes old keyboards away."""

    def __init__(self, bot: ExtBot[Any], mark: str = "") -> None:
        self._bot = bot
        self._mark = mark
        self._keyboards: dict[int, int] = {}

    def marked(self, mark: str) -> "Outbound":
        """Return a twin whose buttons bear a mark; either takes away the last keyboard of the other."""
        twin = Outbound(self._bot, mark)
        twin._keyboards = self._keyboards
        return twin

    async def deliver(self, chat: int, replies: tuple[Reply, ...], tapped: int | None) -> None:
        """Carry out the replies to an event; `tapped` is the message whose button raised it."""
        for reply in replies:
            match reply:
                case ContactCard():
                    await self._card(chat, reply)
                case Agenda():
                    from bot.ics import ics  # noqa: PLC0415 - five megabytes, for a file that few ask for

                    await self._file(chat, ics(reply), "agenda.ics", reply.name)
                case Document():
                    await self._file(chat, reply.content.encode(), reply.name, reply.caption)
                case _:
                    await self._message(chat, reply, tapped)
                    tapped = None

    async def broadcast(self, chat: int, message: Message, turn: Turn | None = None) -> None:
        """Send a message that answers nothing, of one part, when its turn comes; without one, as a reply.

        It leaves what is on screen as it is: the question under way keeps its buttons, and is not edited.
        Raises Withdrawn when its turn says no, and what Telegram says, a wait included.
        """
        await self._call("sendMessage", chat, drawn(message, self._mark), turn)

    async def _call(self, method: str, chat: int, given: Json, turn: Turn | None = None) -> Any:
        """Make a call about a chat, and return what Telegram answers as it came.

        By `ExtBot.send_message`, objects are made of the buttons, and of the whole message that comes back,
        of which only the number is looked at: that makes a call eleven times dearer. The library warns that
        it has a method of the same name, unless the name has an underscore more, which it takes away. It
        would write a number as JSON twice, which takes longer than the rest of what it does with it: numbers
        are given as they go on the wire.
        """
        told = {"chat_id": str(chat), **given}
        try:
            return await self._bot.do_api_request(f"{method}_", told, rate_limit_args=turn)
        except EndPointNotFound as error:  # the method exists: it is the token that is not found
            raise InvalidToken(str(error.__cause__)) from error

    async def _message(self, chat: int, message: Message, tapped: int | None) -> None:
        calls = _drawn(message, self._mark)
        editable = not message.beside and len(calls) == 1
        if tapped is not None and editable and await self._edited(chat, tapped, calls[0]):
            self._remember(chat, tapped)
            return
        last = self._keyboards.pop(chat, None)
        if last is None:
            await self._send(chat, calls)
            return
        done = await asyncio.gather(
            self._take_away(chat, last), self._send(chat, calls), return_exceptions=True
        )  # side by side: nobody waits for an old keyboard
        for error in filter(None, done):
            raise error

    async def _send(self, chat: int, calls: Sequence[Json]) -> None:
        for call in calls:
            sent = await self._call("sendMessage", chat, call)
            if call["reply_markup"]:
                self._remember(chat, sent["message_id"])

    async def _edited(self, chat: int, tapped: int, call: Json) -> bool:
        """Edit the tapped message; False when it cannot be any more (deleted, or too old)."""
        try:
            await self._call("editMessageText", chat, {"message_id": str(tapped), **call})
        except BadRequest as error:
            return "not modified" in str(error)
        return True

    async def _take_away(self, chat: int, last: int) -> None:
        """Take the keyboard of the last message away: its buttons would still work, but would clutter."""
        try:
            await self._call("editMessageReplyMarkup", chat, {"message_id": str(last)})
        except BadRequest as error:
            if "not modified" not in str(error) and "not found" not in str(error):
                raise

    def _remember(self, chat: int, message: int) -> None:
        self._keyboards.pop(chat, None)
        self._keyboards[chat] = message
        if len(self._keyboards) > REMEMBERED:
            del self._keyboards[next(iter(self._keyboards))]

    async def _card(self, chat: int, reply: ContactCard) -> None:
        """Send a contact: as a contact of the phone when there is a number, else as a card to open."""
        contact, card = reply.contact, vcard(reply.contact)
        if contact.phone:
            await self._bot.send_contact(chat, contact.phone, contact.name, vcard=card)
            return
        await self._file(chat, card.encode(), "contact.vcf", contact.name)

    async def _file(self, chat: int, content: bytes, name: str, caption: str) -> None:
        await self._bot.send_document(chat, InputFile(content, filename=name), caption=caption)
