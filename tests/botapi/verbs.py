"""What people do to the bot: they write, tap, edit, leave. Every verb takes effect at once."""

import re
from copy import deepcopy
from itertools import count

from tests.botapi.calls import Call, Pulse, Queue
from tests.botapi.markup import utf16
from tests.botapi.methods import Methods
from tests.botapi.world import Chat, Contact, Json, Message, Shown, World

_AUTOMATIC = {
    "bot_command": re.compile(r"(?<![\w/])/\w{1,64}(?:@\w{3,32})?"),
    "mention": re.compile(r"(?<![\w/@])@\w{3,32}"),
}


class People:
    """The verbs of the tests, and their reading of the screen."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.calls: list[Call] = []
        self._queue = Queue()
        self._methods = Methods(world, self._queue)
        self._pulse = Pulse()
        self._callbacks = count(9_000_000_001)

    def push(self, update: Json) -> int:
        """Queue any update, given without (or with) its number; return the number."""
        raw = deepcopy(update)
        queued = self._queue.push(raw)
        if isinstance(queued.callback_id, str):
            self._methods.callbacks[queued.callback_id] = raw["callback_query"]
        if isinstance(queued.chat_id, int):
            self.world.open(queued.chat_id)
        self._pulse.beat()
        return queued.id

    def repeat(self, number: int) -> None:
        """Deliver an update a second time, as Telegram does after a failure of its own."""
        self._queue.repeat(number)
        self._pulse.beat()

    def reverse(self) -> None:
        """Deliver the updates that wait in the wrong order."""
        self._queue.reverse()

    def post(
        self,
        chat_id: int,
        body: Json,
        *,
        chat_type: str | None = None,
        user_id: int | None = None,
        reply_to: int | None = None,
    ) -> int:
        """Send a message of any content as a person; return its number."""
        chat = self.world.open(chat_id, chat_type)
        message = self.world.add(chat, body, chat.user(user_id), reply_to)
        self.push({"message": message.raw})
        return message.id

    def say(
        self,
        chat_id: int,
        text: str,
        *,
        chat_type: str | None = None,
        user_id: int | None = None,
        reply_to: int | None = None,
        entities: list[Json] | None = None,
    ) -> int:
        """Write a text, its commands and mentions recognised unless `entities` is given."""
        body = _body(text, entities)
        return self.post(chat_id, body, chat_type=chat_type, user_id=user_id, reply_to=reply_to)

    def edit(self, chat_id: int, message_id: int, text: str) -> None:
        """Edit a text written before."""
        message = self.world.chats[chat_id].messages[message_id]
        assert not message.mine, f"message {message_id} is the bot's"
        message.raw.pop("entities", None)
        message.raw.update(_body(text, None))
        self.push({"edited_message": self.world.touch(message).raw})

    def sticker(self, chat_id: int) -> int:
        """Send a sticker."""
        size = {"width": 512, "height": 512}
        body = _file("sticker") | size | {"type": "regular", "is_animated": False, "is_video": False}
        return self.post(chat_id, {"sticker": body})

    def voice(self, chat_id: int) -> int:
        """Send a voice message."""
        return self.post(chat_id, {"voice": _file("voice") | {"duration": 3}})

    def photo(self, chat_id: int, caption: str | None = None) -> int:
        """Send a photo."""
        body: Json = {"photo": [_file("photo") | {"width": 90, "height": 90}]}
        return self.post(chat_id, body | ({"caption": caption} if caption else {}))

    def tap(
        self, chat_id: int, label: str, message_id: int | None = None, *, user_id: int | None = None
    ) -> str:
        """Tap a button, in the last message that shows it or in the one given; return the callback's id."""
        chat = self.world.open(chat_id)
        candidates = [m for m in chat.mine() if message_id in (None, m.id)]
        for message in candidates:
            for button in (button for row in message.keyboard for button in row if button["text"] == label):
                assert "callback_data" in button, f"button {label!r} opens {button.get('url')!r}"
                return self.tap_data(chat_id, button["callback_data"], message.id, user_id=user_id)
        raise AssertionError(_absent(label, chat_id, message_id, candidates))

    def tap_data(self, chat_id: int, data: str, message_id: int, *, user_id: int | None = None) -> str:
        """Send a callback, forged or of a button long gone; return its id."""
        chat = self.world.open(chat_id)
        message = chat.messages.get(message_id)
        inaccessible = {"chat": chat.raw, "message_id": message_id, "date": 0}
        query = {
            "id": str(next(self._callbacks)),
            "from": chat.user(user_id),
            "message": message.raw if message else inaccessible,
            "chat_instance": str(chat_id),
            "data": data,
        }
        self.push({"callback_query": query})
        return str(query["id"])

    def block(self, chat_id: int) -> None:
        """Block the bot: it is told, and its messages no longer pass."""
        self._member(chat_id, blocked=True)

    def unblock(self, chat_id: int) -> None:
        """Let the bot in again."""
        self._member(chat_id, blocked=False)

    def _member(self, chat_id: int, *, blocked: bool) -> None:
        chat = self.world.open(chat_id)
        chat.blocked = blocked
        member: Json = {"user": self.world.bot, "status": "member"}
        kicked: Json = {"user": self.world.bot, "status": "kicked", "until_date": 0}
        old, new = (member, kicked) if blocked else (kicked, member)
        body: Json = {"chat": chat.raw, "from": chat.user(), "date": self.world.now()}
        self.push({"my_chat_member": body | {"old_chat_member": old, "new_chat_member": new}})

    def migrate(self, group: int, supergroup: int) -> None:
        """Turn a group into a supergroup: its old number is refused, with the new one."""
        self.world.open(group).moved_to = supergroup
        self.world.open(supergroup, "supergroup")
        self.post(group, {"migrate_to_chat_id": supergroup})
        self.post(supergroup, {"migrate_from_chat_id": group})

    def open_chat(self, chat_id: int, chat_type: str | None = None) -> None:
        """Let the bot write first to a chat (a group it was added to, say)."""
        self.world.open(chat_id, chat_type)

    def shown(self, chat_id: int) -> list[Shown]:
        """The bot's messages in a chat, oldest first, as they stand now."""
        return [message.shown() for message in self._messages(chat_id) if message.mine]

    def contacts(self, chat_id: int) -> list[Contact]:
        """The contact cards the bot sent to a chat."""
        return [_contact(m) for m in self._messages(chat_id) if m.mine and "contact" in m.raw]

    def documents(self, chat_id: int) -> list[str]:
        """The contents of the files the bot sent to a chat."""
        mine = (message.raw for message in self._messages(chat_id) if message.mine)
        return [raw["document"]["content"] for raw in mine if "document" in raw]

    def toasts(self, chat_id: int) -> list[str]:
        """The texts shown by its answers to callbacks of a chat."""
        answers = self._methods.answers.items()
        return [
            answer["text"]
            for callback_id, answer in answers
            if answer.get("text") and self._callback_chat(callback_id) == chat_id
        ]

    def unanswered(self) -> list[Json]:
        """The callback queries pushed and never answered."""
        callbacks = self._methods.callbacks.items()
        return [query for callback_id, query in callbacks if callback_id not in self._methods.answers]

    def _messages(self, chat_id: int) -> list[Message]:
        chat: Chat | None = self.world.chats.get(chat_id)
        return list(chat.messages.values()) if chat else []

    def _callback_chat(self, callback_id: str) -> int | None:
        query = self._methods.callbacks.get(callback_id, {})
        found: int | None = query.get("message", {}).get("chat", {}).get("id")
        return found


def _body(text: str, entities: list[Json] | None) -> Json:
    if entities is None:
        entities = [
            {"type": kind, "offset": utf16(text[: found.start()]), "length": utf16(found[0])}
            for kind, pattern in _AUTOMATIC.items()
            for found in pattern.finditer(text)
        ]
    return {"text": text} | ({"entities": entities} if entities else {})


def _file(kind: str) -> Json:
    return {"file_id": kind, "file_unique_id": f"unique-{kind}"}


def _contact(message: Message) -> Contact:
    card = dict.fromkeys(("last_name", "vcard"), "") | message.raw["contact"]
    return Contact(id=message.id, buttons=message.buttons, **card)


def _absent(label: str, chat_id: int, message_id: int | None, messages: list[Message]) -> str:
    where = f"chat {chat_id}" if message_id is None else f"message {message_id} of chat {chat_id}"
    seen = "; ".join(f"{m.id}: {m.shown().labels}" for m in messages if m.keyboard) or "no button at all"
    return f"no button {label!r} in {where}, which shows {seen}"
