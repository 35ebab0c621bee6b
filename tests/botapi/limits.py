"""What the platform refuses, and how it says so.

Where Telegram's wording is not public (over-long descriptions, too many commands), only the 400 is to be
relied upon.
"""

import re
from dataclasses import dataclass
from typing import Any, Final

MAX_TEXT: Final = 4096
MAX_BUTTONS: Final = 100
MAX_BUTTONS_PER_ROW: Final = 8
MAX_CALLBACK_DATA: Final = 64
MAX_CALLBACK_ANSWER: Final = 200
MAX_DESCRIPTION: Final = 512
MAX_SHORT_DESCRIPTION: Final = 120
MAX_COMMANDS: Final = 100
MAX_COMMAND_DESCRIPTION: Final = 256
MAX_VCARD: Final = 2048

CHAT_ACTIONS: Final = frozenset(
    {"typing", "choose_sticker", "find_location"}
    | {f"record_{medium}" for medium in ("video", "voice", "video_note")}
    | {f"upload_{medium}" for medium in ("photo", "video", "voice", "document", "video_note")}
)
_COMMAND = re.compile(r"[a-z0-9_]{1,32}")
_URL = re.compile(r"(?:(?:https?://)?[^\s/:@]+\.[^\s/]+(?:/\S*)?|(?:https?|tg)://\S+)", re.IGNORECASE)
_ACTIONS = ("url", "callback_data", "web_app", "login_url", "switch_inline_query", "copy_text")


class ApiError(Exception):
    """An answer `{"ok": false, ...}`."""

    def __init__(self, code: int, description: str, parameters: dict[str, Any] | None = None) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.parameters = parameters

    def body(self) -> dict[str, Any]:
        """The JSON object of the answer."""
        body: dict[str, Any] = {"ok": False, "error_code": self.code, "description": self.description}
        return body | ({"parameters": self.parameters} if self.parameters else {})


def bad_request(description: str) -> ApiError:
    """The platform's usual refusal."""
    return ApiError(400, f"Bad Request: {description}")


@dataclass(frozen=True, slots=True)
class Formatted:
    """A text as shown, its entities, and the HTML it came from."""

    text: str
    entities: list[dict[str, Any]]
    html: str


def check_text(formatted: Formatted) -> None:
    """A message shows 1 to 4096 characters, counted in UTF-16 code units (the strictest reading)."""
    if not formatted.text:
        raise bad_request("text must be non-empty")
    if len(formatted.text.encode("utf-16-le", "surrogatepass")) // 2 > MAX_TEXT:
        raise bad_request("message is too long")


def check_keyboard(rows: list[list[dict[str, Any]]]) -> None:
    """An inline keyboard holds at most 100 buttons, eight a row, each with a text and one action."""
    if sum(map(len, rows)) > MAX_BUTTONS or any(len(row) > MAX_BUTTONS_PER_ROW for row in rows):
        raise bad_request("reply markup is too long")
    for row in rows:
        for button in row:
            _check_button(button)


def _check_button(button: dict[str, Any]) -> None:
    if not str(button.get("text", "")).strip():
        raise bad_request("inline keyboard button text must be non-empty")
    if len([action for action in _ACTIONS if button.get(action)]) != 1:
        raise bad_request(
            "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard"
        )
    if len(button.get("callback_data", "").encode()) > MAX_CALLBACK_DATA:
        raise bad_request("BUTTON_DATA_INVALID")
    if "url" in button and not _URL.fullmatch(button["url"]):
        wrong = f"inline keyboard button URL '{button['url']}' is invalid: Wrong HTTP URL"
        raise bad_request(wrong)


def check_callback_answer(text: str) -> None:
    """A toast holds at most 200 characters."""
    if len(text) > MAX_CALLBACK_ANSWER:
        raise bad_request("MESSAGE_TOO_LONG")


def check_commands(commands: list[dict[str, Any]]) -> None:
    """At most 100 commands of 1 to 32 lower-case characters, described in 1 to 256."""
    if len(commands) > MAX_COMMANDS:
        raise bad_request("too many bot commands")
    for command in commands:
        if not _COMMAND.fullmatch(str(command.get("command", ""))):
            raise bad_request("BOT_COMMAND_INVALID")
        if not 1 <= len(str(command.get("description", ""))) <= MAX_COMMAND_DESCRIPTION:
            raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")


def check_description(text: str) -> None:
    """The empty chat shows at most 512 characters."""
    if len(text) > MAX_DESCRIPTION:
        raise bad_request("DESCRIPTION_TOO_LONG")


def check_short_description(text: str) -> None:
    """The profile shows at most 120 characters."""
    if len(text) > MAX_SHORT_DESCRIPTION:
        raise bad_request("ABOUT_TOO_LONG")


def check_contact(phone_number: str, first_name: str, vcard: str) -> None:
    """A contact has a number and a first name; its card weighs at most 2048 bytes."""
    if not phone_number:
        raise bad_request("contact phone number must be non-empty")
    if not first_name:
        raise bad_request("contact first name must be non-empty")
    if len(vcard.encode()) > MAX_VCARD:
        raise bad_request("vCard is too long")


def check_action(action: str) -> None:
    """A chat action is one of the documented ones."""
    if action not in CHAT_ACTIONS:
        raise bad_request("wrong parameter action in request")
