"""A message as it is kept in the outbox: JSON, the events of its buttons as on the wire.

It names ids of the content, never positions, so that what was written before a change of content is sent as
it was written, and its buttons mean today what they meant then.
"""

import json

from bot.buttons import decode, encode
from bot.outbound import split
from dialogs.events import Button, Message
from dialogs.text import Span, flat


def pack(message: Message) -> str:
    """Return a message as it is kept. Raises ValueError when it is empty or does not hold in one message."""
    if len(split(message.text)) != 1:
        raise ValueError(flat(message.text))
    spans = [[span.text, span.bold, span.link] for span in message.text]
    rows = [[[button.label, encode(button.event)] for button in row] for row in message.rows]
    return json.dumps({"text": spans, "rows": rows}, ensure_ascii=False, separators=(",", ":"))


def unpack(body: str) -> Message:
    """Return the message that was packed. Raises ValueError when it is none."""
    try:
        kept = json.loads(body)
        text = tuple(Span(*span) for span in kept["text"])
        return Message(text, tuple(tuple(_button(*button) for button in row) for row in kept["rows"]))
    except (KeyError, TypeError) as error:
        raise ValueError(body) from error


def _button(label: str, data: str) -> Button:
    event = decode(data)
    if event is None:
        raise ValueError(data)
    return Button(label, event)
