"""The chats as people see them: who is there, what is on screen, what was edited in place."""

import time
from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import dataclass, field
from itertools import count
from typing import Any, NamedTuple

from tests.botapi.limits import ApiError, Formatted, bad_request

Json = dict[str, Any]

_UPGRADED = "Bad Request: group chat was upgraded to a supergroup chat"
GROUP_MEMBER = 4242
"""Who speaks in a group when a test names nobody."""


class Button(NamedTuple):
    """An inline button: what it says, and its callback data (or the address it opens)."""

    label: str
    data: str


@dataclass(frozen=True, slots=True)
class Shown:
    """A message of the bot, as it stands now."""

    id: int
    kind: str
    text: str
    html: str
    entities: list[Json]
    buttons: list[list[Button]]
    edited: int
    reply_to: int | None

    @property
    def labels(self) -> list[str]:
        """The labels of all its buttons, in reading order."""
        return [button.label for row in self.buttons for button in row]


@dataclass(frozen=True, slots=True)
class Contact:
    """A contact card the bot sent."""

    id: int
    phone_number: str
    first_name: str
    last_name: str
    vcard: str
    buttons: list[list[Button]]


@dataclass(slots=True)
class Message:
    """A message of a chat, as Telegram would serialise it, and what the double remembers of it."""

    raw: Json
    mine: bool
    html: str = ""
    edited: int = 0

    @property
    def id(self) -> int:
        """Its number in the chat."""
        return int(self.raw["message_id"])

    @property
    def keyboard(self) -> list[list[Json]]:
        """The rows of its inline keyboard, raw."""
        rows: list[list[Json]] = self.raw.get("reply_markup", {}).get("inline_keyboard", [])
        return rows

    @property
    def buttons(self) -> list[list[Button]]:
        """The rows of its inline keyboard, as a person sees them."""
        return [
            [Button(b["text"], b.get("callback_data") or b.get("url") or "") for b in row]
            for row in self.keyboard
        ]

    def put(self, formatted: Formatted) -> None:
        """Show this text."""
        self.html = formatted.html
        self.raw["text"] = formatted.text
        self._set("entities", formatted.entities)

    def dress(self, keyboard: list[list[Json]]) -> None:
        """Show this inline keyboard, or none."""
        self._set("reply_markup", {"inline_keyboard": keyboard} if any(keyboard) else None)

    def _set(self, key: str, value: object) -> None:
        if value:
            self.raw[key] = value
        else:
            self.raw.pop(key, None)

    def shown(self) -> Shown:
        """The message as tests read it."""
        return Shown(
            id=self.id,
            kind=next((kind for kind in ("contact", "document") if kind in self.raw), "text"),
            text=self.raw.get("text", ""),
            html=self.html,
            entities=deepcopy(self.raw.get("entities", [])),
            buttons=self.buttons,
            edited=self.edited,
            reply_to=self.raw.get("reply_to_message", {}).get("message_id"),
        )


@dataclass(slots=True)
class Chat:
    """A chat and its messages, in order."""

    id: int
    type: str
    blocked: bool = False
    moved_to: int | None = None
    messages: dict[int, Message] = field(default_factory=dict)

    @property
    def raw(self) -> Json:
        """The chat as Telegram serialises it."""
        name = {"first_name": "Camille"} if self.type == "private" else {"title": "Le groupe"}
        return {"id": self.id, "type": self.type, **name}

    def user(self, user_id: int | None = None) -> Json:
        """The person of a private chat, or a member of the group."""
        who = user_id or (self.id if self.type == "private" else GROUP_MEMBER)
        return {"id": who, "is_bot": False, "first_name": "Camille", "language_code": "fr"}

    def mine(self) -> Iterator[Message]:
        """The bot's messages, latest first."""
        return (message for message in reversed(self.messages.values()) if message.mine)


class World:
    """The bot's account and every chat it is in."""

    def __init__(self, bot_id: int, clock: Callable[[], float] = time.time) -> None:
        self.bot: Json = {"id": bot_id, "is_bot": True, "first_name": "Essai", "username": "essai_bot"}
        self.chats: dict[int, Chat] = {}
        self._clock = clock
        self._numbers = count(1)

    def now(self) -> int:
        """The platform's clock, in whole seconds."""
        return int(self._clock())

    def open(self, chat_id: int, chat_type: str | None = None) -> Chat:
        """The chat, created at its first mention; a negative number is a group unless told otherwise."""
        if chat_id not in self.chats:
            self.chats[chat_id] = Chat(chat_id, chat_type or ("private" if chat_id > 0 else "group"))
        elif chat_type is not None:
            self.chats[chat_id].type = chat_type
        return self.chats[chat_id]

    def known(self, chat_id: object) -> Chat:
        """The chat a bot names, which must exist."""
        if chat_id is None or chat_id == "":
            raise bad_request("chat_id is empty")
        chat = self.chats.get(chat_id) if isinstance(chat_id, int) else None
        if chat is None:
            raise bad_request("chat not found")
        if chat.moved_to is not None:
            raise ApiError(400, _UPGRADED, {"migrate_to_chat_id": chat.moved_to})
        return chat

    def reachable(self, chat_id: object) -> Chat:
        """The chat a bot writes to, which must also let it."""
        chat = self.known(chat_id)
        if chat.blocked:
            raise ApiError(403, "Forbidden: bot was blocked by the user")
        return chat

    def add(self, chat: Chat, body: Json, sender: Json | None = None, reply_to: int | None = None) -> Message:
        """A new message, the bot's when nobody else sends it."""
        raw: Json = {
            "message_id": next(self._numbers),
            "date": self.now(),
            "chat": chat.raw,
            "from": sender or self.bot,
            **body,
        }
        if reply_to is not None:
            replied = deepcopy(chat.messages[reply_to].raw)
            replied.pop("reply_to_message", None)
            raw["reply_to_message"] = replied
        message = Message(raw, mine=sender is None)
        chat.messages[message.id] = message
        return message

    def touch(self, message: Message) -> Message:
        """Note that the message was edited just now."""
        message.edited += 1
        message.raw["edit_date"] = self.now()
        return message
