"""From an update of Telegram to an event of the conversation."""

import re
from dataclasses import dataclass
from functools import lru_cache

from telegram import CallbackQuery, Message, MessageEntity, Update
from telegram.constants import ChatType

from bot.buttons import decode
from dialogs.events import Answer, Do, Event, Media, Say, Start
from dialogs.words import MAX_TEXT

COMMANDS: dict[str, Event] = {
    "aide": Do("aide"),
    "help": Do("aide"),
    "retour": Do("retour"),
    "recommencer": Do("recommencer"),
    "recap": Do("recapitulatif"),
    "humain": Do("humain"),
    "alertes": Do("alertes"),
    "confidentialite": Do("confidentialite"),
    "privacy": Do("confidentialite"),
    "mesdonnees": Do("donnees"),
    "oublier": Do("supprimer"),
}
STAFF = {"essai", "diffuser"}
"""The commands of those who have a role, who are answered before: for anybody else there are none."""
UNKNOWN = "zzz"
"""A word that means nothing."""
_COMMAND = re.compile(r"^/([a-z0-9_]{1,32})(?:@(\w+))?(?:\s+(.*))?$", re.DOTALL | re.IGNORECASE)
STALE = Answer("bouton", "perime")
"""What a button that means nothing any more raises: an answer to no question."""


@dataclass(frozen=True)
class Inbound:
    """What a person did, where, and what must be acknowledged or edited."""

    chat: int
    event: Event
    callback: str | None = None
    message: int | None = None


def read(update: Update, username: str) -> Inbound | None:
    """Return what an update means, or None when it is not for the bot to answer."""
    if update.callback_query:
        return _tap(update.callback_query)
    message = update.message or update.edited_message
    if message is None or not _addressed(message, username):
        return None
    event = Media(edited=True) if update.edited_message else _event(message, username)
    return Inbound(message.chat.id, event) if event else None


def _tap(query: CallbackQuery) -> Inbound | None:
    """Read a tap; one whose message is too old to be known is answered by a new message."""
    if query.message is None:
        return Inbound(query.from_user.id, decode(query.data or "") or STALE, query.id)
    event = decode(query.data or "") or STALE
    return Inbound(query.message.chat.id, event, query.id, query.message.message_id)


def _event(message: Message, username: str) -> Event | None:
    if message.text is None:
        return Media() if _content(message) else None
    said = message.text[:MAX_TEXT].strip()
    text = _mentions(username).sub("", said).strip()
    command = _COMMAND.match(said)
    if not command:
        return Say(text)
    name, payload = command.group(1).lower(), (command.group(3) or "").strip()
    if name in STAFF:  # as a word, it would be understood: « essai » is « tester une activité »
        return Say(text.replace(f"/{command.group(1)}", UNKNOWN, 1))
    return Start(payload) if name == "start" else COMMANDS.get(name, Say(text))


@lru_cache(maxsize=1)
def _mentions(username: str) -> re.Pattern[str]:
    return re.compile(rf"@{re.escape(username)}\b", re.IGNORECASE)


def _content(message: Message) -> bool:
    """Tell something a person sent from a notice of the service (pinned, joined, title changed…)."""
    return bool(message.effective_attachment) or message.story is not None or message.dice is not None


def _addressed(message: Message, username: str) -> bool:
    """Tell whether the bot is spoken to: always in private; in a group, by command, mention or reply."""
    if message.chat.type == ChatType.PRIVATE:
        return True
    if message.chat.type not in {ChatType.GROUP, ChatType.SUPERGROUP}:
        return False
    answered = message.reply_to_message and message.reply_to_message.from_user
    if answered and (answered.username or "").lower() == username.lower():
        return True
    command = _COMMAND.match((message.text or "")[:MAX_TEXT].strip())
    if command:
        return (command.group(2) or username).lower() == username.lower()
    mentions = message.parse_entities([MessageEntity.MENTION]) if message.text else {}
    return any(mention.lower() == f"@{username}".lower() for mention in mentions.values())
