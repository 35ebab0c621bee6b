"""From replies to calls of the Bot API: the only place that writes HTML and that waits for Telegram."""

import asyncio
from collections import OrderedDict
from collections.abc import Sequence
from html import escape
from typing import Any

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, InputFile, LinkPreviewOptions
from telegram.constants import MessageLimit, ParseMode
from telegram.error import BadRequest
from telegram.ext import ExtBot

from bot.buttons import encode
from bot.ics import ics
from bot.pace import Turn
from bot.vcard import vcard
from dialogs.events import Agenda, ContactCard, Document, Message, Reply, Row
from dialogs.text import Span, Text

REMEMBERED = 10_000
"""Keyboards remembered, to take the last one away when a new message comes. Forgetting one is harmless."""

_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)


def html(text: Text) -> str:
    """Return a text as HTML; everything in it is escaped here and nowhere else."""
    return "".join(_html(span) for span in text)


def _html(span: Span) -> str:
    body = escape(span.text)
    if span.bold:
        body = f"<b>{body}</b>"
    return f'<a href="{escape(span.link, quote=True)}">{body}</a>' if span.link else body


def width(text: str) -> int:
    """Return the length that Telegram counts: UTF-16 code units."""
    return len(text.encode("utf-16-le")) // 2


def split(text: Text, limit: int = MessageLimit.MAX_TEXT_LENGTH) -> list[Text]:
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


def keyboard(rows: tuple[Row, ...], mark: str = "") -> InlineKeyboardMarkup | None:
    """Return the buttons as Telegram wants them, their data after a mark."""
    if not rows:
        return None
    return InlineKeyboardMarkup(
        [[InlineKeyboardButton(b.label, callback_data=mark + encode(b.event)) for b in row] for row in rows]
    )


class Outbound:
    """Delivers replies: edits the message that was tapped, sends the others, takes old keyboards away."""

    def __init__(self, bot: ExtBot[Any], mark: str = "") -> None:
        self._bot = bot
        self._mark = mark
        self._keyboards: OrderedDict[int, int] = OrderedDict()

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
        await self._bot.send_message(
            chat,
            html(message.text),
            ParseMode.HTML,
            reply_markup=keyboard(message.rows, self._mark),
            link_preview_options=_NO_PREVIEW,
            rate_limit_args=turn,
        )

    async def _message(self, chat: int, message: Message, tapped: int | None) -> None:
        pieces = parts(message)
        if (
            tapped is not None
            and not message.beside
            and len(pieces) == 1
            and await self._edited(chat, tapped, message)
        ):
            self._remember(chat, tapped)
            return
        last = self._keyboards.pop(chat, None)
        done = await asyncio.gather(
            self._take_away(chat, last), self._send(chat, pieces), return_exceptions=True
        )  # side by side: nobody waits for an old keyboard
        for error in filter(None, done):
            raise error

    async def _send(self, chat: int, pieces: Sequence[Message]) -> None:
        for part in pieces:
            markup = keyboard(part.rows, self._mark)
            sent = await self._bot.send_message(
                chat, html(part.text), ParseMode.HTML, reply_markup=markup, link_preview_options=_NO_PREVIEW
            )
            if markup:
                self._remember(chat, sent.message_id)

    async def _edited(self, chat: int, tapped: int, message: Message) -> bool:
        """Edit the tapped message; False when it cannot be any more (deleted, or too old)."""
        try:
            await self._bot.edit_message_text(
                html(message.text),
                chat,
                tapped,
                parse_mode=ParseMode.HTML,
                reply_markup=keyboard(message.rows, self._mark),
                link_preview_options=_NO_PREVIEW,
            )
        except BadRequest as error:
            return "not modified" in str(error)
        return True

    async def _take_away(self, chat: int, last: int | None) -> None:
        """Take the keyboard of the last message away: its buttons would still work, but would clutter."""
        if last is None:
            return
        try:
            await self._bot.edit_message_reply_markup(chat, last)
        except BadRequest as error:
            if "not modified" not in str(error) and "not found" not in str(error):
                raise

    def _remember(self, chat: int, message: int) -> None:
        self._keyboards[chat] = message
        self._keyboards.move_to_end(chat)
        if len(self._keyboards) > REMEMBERED:
            self._keyboards.popitem(last=False)

    async def _card(self, chat: int, reply: ContactCard) -> None:
        """Send a contact: as a contact of the phone when there is a number, else as a card to open."""
        contact, card = reply.contact, vcard(reply.contact)
        if contact.phone:
            await self._bot.send_contact(chat, contact.phone, contact.name, vcard=card)
            return
        await self._file(chat, card.encode(), "contact.vcf", contact.name)

    async def _file(self, chat: int, content: bytes, name: str, caption: str) -> None:
        await self._bot.send_document(chat, InputFile(content, filename=name), caption=caption)
