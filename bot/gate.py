"""What Telegram sends, looked at before anything reads it: an update of another form is no update.

The library trusts what it gets: one odd field would end its polling, or would be met deep in a handler. What
the bot looks at is described here; the rest is left to the library, which may refuse it too.
"""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from telegram import Bot, Update
from telegram.error import TelegramError

from bot.logs import log
from bot.transport import Transport

Json = dict[str, Any]
Number = Annotated[int, Field(ge=-(2**53), le=2**53)]
"""What Telegram says of its numbers: at most 52 significant bits. SQLite would refuse more than 64."""


Date = Annotated[int, Field(ge=0, le=2**37)]
"""Seconds that are a date for Python too."""


class _Form(BaseModel):
    model_config = ConfigDict(strict=True, extra="ignore")


class _Chat(_Form):
    id: Number
    type: str


class _User(_Form):
    id: Number
    username: str | None = None


class _Entity(_Form):
    type: str
    offset: Number
    length: Number


class _Message(_Form):
    message_id: Number
    chat: _Chat
    text: str | None = None
    entities: list[_Entity] = []
    sender: _User | None = Field(default=None, alias="from")
    reply_to_message: "_Message | None" = None


class _Tapped(_Form):
    message_id: Number
    chat: _Chat


class _Query(_Form):
    id: str
    sender: _User = Field(alias="from")
    message: _Tapped | None = None
    data: str | None = None


class _Member(_Form):
    status: str


class _Change(_Form):
    chat: _Chat
    new_chat_member: _Member


class _Update(_Form):
    update_id: Number
    message: _Message | None = None
    edited_message: _Message | None = None
    callback_query: _Query | None = None
    my_chat_member: _Change | None = None


class _Person(_Form):
    id: Number
    is_bot: bool
    first_name: str


class _Alone(_Form):
    id: Number
    type: Literal["private"]


class _Words(_Form):
    message_id: Number
    date: Date
    chat: _Alone
    text: str
    sender: _Person = Field(alias="from")


class _Place(_Tapped):
    date: Date


class _Touch(_Form):
    id: str
    chat_instance: str
    data: str
    message: _Place
    sender: _Person = Field(alias="from")


class _Usual(_Form):
    update_id: Number
    message: _Words | None = None
    callback_query: _Touch | None = None


_WHERE = ("message_id", "date", "chat")
KINDS = [name for name in _Update.model_fields if name != "update_id"]
"""The kinds of updates that Telegram is asked for."""


def read_update(raw: object, bot: Bot | None = None) -> Update | None:
    """Return an update of a kind that was asked for, or None when it is no such thing."""
    if not isinstance(raw, dict) or not any(raw.get(kind) for kind in KINDS):
        return None
    try:
        if usual := _usual(raw):
            return Update.de_json(usual, bot)
        _Update.model_validate(raw)
        return Update.de_json(_asked(raw), bot)
    except ValidationError:
        log.warning("mise_a_jour_illisible")
    except Exception as error:  # noqa: BLE001 - the library does not say what an odd field makes it raise
        log.warning("mise_a_jour_illisible", raison=type(error).__name__)
    return None


def _usual(raw: Json) -> Json | None:
    """Return what is looked at of words in a private chat, or of a tap; None of anything else.

    Nothing in it is odd: the library reads it without fail, in half the time that the whole takes, and
    the first reading of `Polling`, which is to know whether it fails, is spared.
    """
    if len(raw) != 2:
        return None
    try:
        found = _Usual.model_validate(raw).model_dump(by_alias=True, exclude_none=True)
    except ValidationError:
        return None
    return found if len(found) == 2 else None


def _asked(raw: Json) -> Json:
    """Return what is looked at of an update: of the message whose button was tapped, where it is and no more.

    The library makes an object of each of its buttons: half of what it costs to read a tap.
    """
    asked = {name: raw[name] for name in ("update_id", *KINDS) if name in raw}
    tap = asked.get("callback_query")
    if tap and tap.get("message"):
        where = {name: value for name, value in tap["message"].items() if name in _WHERE}
        asked["callback_query"] = {**tap, "message": where}
    return asked


class Polling(Transport):
    """The requests of polling: what cannot be read is passed over, and the next updates are asked for."""

    @staticmethod
    def parse_json_payload(payload: bytes) -> Json:
        """Read an answer. Raises TelegramError when it is none; the updates in it can all be read."""
        told: object = Transport.parse_json_payload(payload)
        if not isinstance(told, dict):
            raise TelegramError("Invalid server response")
        if told.get("ok"):
            result = told.get("result")
            listed = result if isinstance(result, list) else []
            told["result"] = [_passable(raw) for raw in listed if _numbered(raw)]
        return told


def _numbered(raw: object) -> bool:
    number = raw.get("update_id") if isinstance(raw, dict) else None
    return isinstance(number, int) and not isinstance(number, bool)


def _passable(raw: Json) -> Json:
    return _usual(raw) or (_asked(raw) if read_update(raw) else {"update_id": raw["update_id"]})
