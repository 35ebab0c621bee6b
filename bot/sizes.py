"""What Telegram counts, and the most that it admits.

The figures are those of python-telegram-bot, as a test sees: a content is checked without loading what talks
to Telegram, which takes half a second.
"""

MESSAGE = 4096
"""Signs of a message."""
COMMAND, DESCRIPTION, SHORT_DESCRIPTION = 256, 512, 120
"""Signs of what is said of a command, and of the bot."""
BUTTONS = 100
"""Buttons under a message."""


def width(text: str) -> int:
    """Return the length that Telegram counts: UTF-16 code units."""
    return len(text.encode("utf-16-le")) // 2
