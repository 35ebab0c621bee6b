"""The methods of the Bot API the bot uses, played on the world."""

import json
from collections.abc import Callable
from typing import Any

from tests.botapi import limits
from tests.botapi.calls import Queue
from tests.botapi.limits import Formatted, bad_request
from tests.botapi.markup import parse_html, plain, trim
from tests.botapi.world import Chat, Json, Message, World

_ENCODED = frozenset(
    {"chat_id", "message_id", "offset", "limit", "timeout", "allowed_updates", "drop_pending_updates"}
    | {"reply_markup", "entities", "reply_parameters", "link_preview_options"}
    | {"commands", "scope", "show_alert", "cache_time"}
)
_NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same "
    "as a current content and reply markup of the message"
)
_OLD_QUERY = "query is too old and response timeout expired or query ID is invalid"


def decode(params: dict[str, str]) -> Json:
    """The parameters with their numbers, booleans and nested objects read from JSON."""
    return {name: _decoded(name, value) for name, value in params.items()}


def _decoded(name: str, value: str) -> object:
    if name not in _ENCODED:
        return value
    try:
        return json.loads(value)
    except ValueError:
        if name == "chat_id":
            return value
        description = f"can't parse {name} JSON object"
        raise bad_request(description) from None


class Methods:
    """One handler a method, from decoded parameters to the `result` of the answer."""

    def __init__(self, world: World, queue: Queue) -> None:
        self.world = world
        self.queue = queue
        self.callbacks: dict[str, Json] = {}
        self.answers: dict[str, Json] = {}
        self.profile: dict[tuple[str, str], str] = {}
        self.commands: dict[tuple[str, str], list[Json]] = {}
        self.webhook = ""
        self.secret = ""
        self.table: dict[str, Callable[[Json], Any]] = {
            "getMe": self._get_me,
            "sendMessage": self._send_message,
            "sendContact": self._send_contact,
            "sendDocument": self._send_document,
            "sendChatAction": self._send_chat_action,
            "editMessageText": self._edit_text,
            "editMessageReplyMarkup": self._edit_markup,
            "answerCallbackQuery": self._answer_callback,
            "setMyCommands": self._set_commands,
            "getMyCommands": self._get_commands,
            "setMyDescription": self._set_description,
            "setMyShortDescription": self._set_short_description,
            "setWebhook": self._set_webhook,
            "deleteWebhook": self._delete_webhook,
            "getWebhookInfo": self._webhook_info,
        }

    def _get_me(self, _: Json) -> Json:
        abilities = ("can_join_groups", "can_read_all_group_messages", "supports_inline_queries")
        return self.world.bot | dict.fromkeys(abilities, False)

    def _send_message(self, params: Json) -> Json:
        formatted = _formatted(params)
        chat = self.world.reachable(params.get("chat_id"))
        keyboard = _keyboard(params)
        message = self.world.add(chat, {}, reply_to=_replied(chat, params))
        message.put(formatted)
        message.dress(keyboard)
        return message.raw

    def _send_contact(self, params: Json) -> Json:
        names = ("phone_number", "first_name", "last_name", "vcard")
        contact = {name: params[name] for name in names if params.get(name)}
        limits.check_contact(*(contact.get(name, "") for name in ("phone_number", "first_name", "vcard")))
        chat = self.world.reachable(params.get("chat_id"))
        keyboard = _keyboard(params)
        message = self.world.add(chat, {"contact": contact}, reply_to=_replied(chat, params))
        message.dress(keyboard)
        return message.raw

    def _send_document(self, params: Json) -> Json:
        chat = self.world.reachable(params.get("chat_id"))
        if not params.get("document"):
            raise bad_request("there is no document in the request")
        limits.check_text(plain(params.get("caption", "") or " ", None))
        body: Json = {
            "file_id": "document",
            "file_unique_id": "unique-document",
            "content": params["document"],
        }
        message = self.world.add(chat, {"document": body, "caption": params.get("caption", "")})
        return message.raw

    def _send_chat_action(self, params: Json) -> bool:
        self.world.reachable(params.get("chat_id"))
        limits.check_action(params.get("action", ""))
        return True

    def _edit_text(self, params: Json) -> Json:
        formatted = _formatted(params)
        message = self._editable(params)
        if "text" not in message.raw:
            raise bad_request("there is no text in the message to edit")
        keyboard = _keyboard(params, inline_only=True)
        before = (message.raw["text"], message.raw.get("entities", []), message.keyboard)
        if (formatted.text, formatted.entities, keyboard) == before:
            raise bad_request(_NOT_MODIFIED)
        message.put(formatted)
        message.dress(keyboard)
        return self.world.touch(message).raw

    def _edit_markup(self, params: Json) -> Json:
        message = self._editable(params)
        keyboard = _keyboard(params, inline_only=True)
        if keyboard == message.keyboard:
            raise bad_request(_NOT_MODIFIED)
        message.dress(keyboard)
        return self.world.touch(message).raw

    def _editable(self, params: Json) -> Message:
        message = self.world.known(params.get("chat_id")).messages.get(params.get("message_id", 0))
        if message is None:
            raise bad_request("message to edit not found")
        if not message.mine:
            raise bad_request("message can't be edited")
        return message

    def _answer_callback(self, params: Json) -> bool:
        callback_id = params.get("callback_query_id", "")
        if callback_id not in self.callbacks:
            raise bad_request(_OLD_QUERY)
        limits.check_callback_answer(params.get("text", ""))
        self.answers.setdefault(callback_id, params)
        return True

    def _set_commands(self, params: Json) -> bool:
        commands = params.get("commands", [])
        limits.check_commands(commands)
        self.commands[_audience(params)] = commands
        return True

    def _get_commands(self, params: Json) -> list[Json]:
        return self.commands.get(_audience(params), [])

    def _set_description(self, params: Json) -> bool:
        limits.check_description(params.get("description", ""))
        return self._describe("description", params)

    def _set_short_description(self, params: Json) -> bool:
        limits.check_short_description(params.get("short_description", ""))
        return self._describe("short_description", params)

    def _describe(self, name: str, params: Json) -> bool:
        self.profile[name, params.get("language_code", "")] = params.get(name, "")
        return True

    def _set_webhook(self, params: Json) -> bool:
        url = params.get("url", "")
        if url and not url.startswith("https://"):
            raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
        return self._hook(url, params)

    def _delete_webhook(self, params: Json) -> bool:
        return self._hook("", params)

    def _hook(self, url: str, params: Json) -> bool:
        self.webhook, self.secret = url, params.get("secret_token", "")
        self.queue.allowed = params.get("allowed_updates", self.queue.allowed)
        if params.get("drop_pending_updates"):
            self.queue.drop()
        return True

    def _webhook_info(self, _: Json) -> Json:
        pending = self.queue.pending()
        return {"url": self.webhook, "has_custom_certificate": False, "pending_update_count": pending}


def _audience(params: Json) -> tuple[str, str]:
    scope = params.get("scope") or {"type": "default"}
    return json.dumps(scope, sort_keys=True), params.get("language_code", "")


def _formatted(params: Json) -> Formatted:
    text, mode = params.get("text", ""), params.get("parse_mode", "").lower()
    if not text:
        raise bad_request("message text is empty")
    if mode not in ("", "html"):
        raise bad_request("unsupported parse_mode")  # the double reads no Markdown
    formatted = trim(parse_html(text) if mode else plain(text, params.get("entities")))
    limits.check_text(formatted)
    return formatted


def _keyboard(params: Json, *, inline_only: bool = False) -> list[list[Json]]:
    markup: Json = params.get("reply_markup") or {}
    if markup and "inline_keyboard" not in markup and inline_only:
        raise bad_request("inline keyboard expected")
    rows: list[list[Json]] = [row for row in markup.get("inline_keyboard", []) if row]
    limits.check_keyboard(rows)
    return rows


def _replied(chat: Chat, params: Json) -> int | None:
    reply: Json = params.get("reply_parameters") or {}
    if not reply:
        return None
    number = reply.get("message_id")
    if number in chat.messages:
        return int(number)
    if not reply.get("allow_sending_without_reply"):
        raise bad_request("message to be replied not found")
    return None
