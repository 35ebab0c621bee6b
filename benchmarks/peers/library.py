"""The same bot with python-telegram-bot, and its floor. `turns` and `crowd` run it in a process of its own.

`plancher` makes the same calls and keeps nothing; `rien` is a ConversationHandler that keeps nothing on disk;
`vide` and `vivant` write a PicklePersistence at each update, beside nobody or thousands of conversations.
"""

import asyncio
import json
import sys
import tempfile
import warnings
from pathlib import Path
from typing import Any

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, LinkPreviewOptions, Update
from telegram.constants import ParseMode
from telegram.ext import (
    Application,
    ApplicationBuilder,
    CallbackQueryHandler,
    CommandHandler,
    ConversationHandler,
    MessageHandler,
    PersistenceInput,
    PicklePersistence,
    TypeHandler,
    filters,
)
from telegram.warnings import PTBUserWarning

from benchmarks.script import LIVE, NUMBERS, TOKEN, Noted, Page, Raw, Step, batches, canned, checked, loaded
from benchmarks.transport import Instant

App = Application[Any, Any, Any, Any, Any, Any]
PREVIEW = LinkPreviewOptions(is_disabled=True)
SAID = {"question1": "a:statut:association", "question2": "a:besoin:developper", "question3": "bretagne"}
"""What a person whose conversation is under way has answered."""


def keyboard(page: Page) -> InlineKeyboardMarkup:
    """Return the buttons of a page."""
    return InlineKeyboardMarkup(
        [[InlineKeyboardButton(text, callback_data=data) for text, data in row] for row in page.rows]
    )


async def answered(update: Update, context: Any, page: Page) -> None:
    """Answer a tap by editing its message, words by a new message."""
    look: dict[str, Any] = {
        "parse_mode": ParseMode.HTML,
        "reply_markup": keyboard(page),
        "link_preview_options": PREVIEW,
    }
    if query := update.callback_query:
        await query.answer()
        await query.edit_message_text(page.text, **look)
        return
    assert update.message
    assert update.message.text
    if not update.message.text.startswith("/"):
        last = context.user_data.get("message", 1)
        await context.bot.edit_message_reply_markup(update.message.chat.id, last)
    sent = await update.message.reply_text(page.text, **look)
    context.user_data["message"] = sent.message_id


def usual(script: list[Step], *, persistent: bool) -> "ConversationHandler[Any]":
    """Return the conversation: one state a question."""

    def step(rank: int) -> Any:
        async def handle(update: Update, context: Any) -> int:
            if rank:
                query = update.callback_query
                context.user_data[f"question{rank}"] = query.data if query else update.message.text  # type: ignore[union-attr]
            await answered(update, context, script[rank].page)
            return rank + 1 if rank + 1 < len(script) else ConversationHandler.END

        if not rank:
            return CommandHandler("start", handle)
        if script[rank].tap:
            return CallbackQueryHandler(handle)
        return MessageHandler(filters.TEXT & ~filters.COMMAND, handle)

    warnings.filterwarnings("ignore", category=PTBUserWarning)  # taps are on one message at a time, as meant
    states: dict[object, Any] = {rank: [step(rank)] for rank in range(1, len(script))}
    return ConversationHandler([step(0)], states, [step(0)], name="essai", persistent=persistent)


def floor(script: list[Step]) -> "TypeHandler[Update, Any, Any]":
    """Return a handler that makes the same calls and keeps nothing of what is answered."""
    pages = {step.key: step.page for step in script}

    async def handle(update: Update, context: Any) -> None:
        said = update.callback_query.data if update.callback_query else update.message.text  # type: ignore[union-attr]
        await answered(update, context, pages.get(said or "") or pages[""])

    return TypeHandler(Update, handle)


async def pickled(file: Path, live: int) -> "PicklePersistence[Any, Any, Any]":
    """Return a persistence that holds conversations under way, written once."""
    kept = PersistenceInput(bot_data=False, chat_data=False, callback_data=False)
    made: PicklePersistence[Any, Any, Any] = PicklePersistence(file, kept, on_flush=True)
    await made.get_user_data()
    await made.get_conversations("essai")
    said = json.dumps(SAID)
    for chat in range(NUMBERS, NUMBERS + live):
        # Read for each person, as from the wire: of words that all share, pickle writes one copy.
        await made.update_user_data(chat, {"message": 1, **json.loads(said)})
        await made.update_conversation("essai", (chat, chat), 4)
    await made.flush()
    return PicklePersistence(file, kept)


async def built(script: list[Step], variant: str, folder: Path, builder: Any) -> App:
    """Return the application of a variant."""
    pickling = variant in {"vide", "vivant"}
    if pickling:
        builder = builder.persistence(await pickled(folder / "etat", LIVE if variant == "vivant" else 0))
    app: App = builder.build()
    app.add_handler(floor(script) if variant == "plancher" else usual(script, persistent=pickling))
    return app


async def turns(script: list[Step], variant: str) -> None:
    """Hold conversations at once, on a transport that answers at once."""
    noted = Noted(maxlen=10)
    wire = Instant(canned(script), noted)
    with tempfile.TemporaryDirectory() as folder:
        builder = ApplicationBuilder().token(TOKEN).request(wire).get_updates_request(wire)
        app = await built(script, variant, Path(folder), builder)
        await app.initialize()

        async def process(update: Update) -> None:
            await app.update_processor.process_update(update, app.process_update(update))
            if app.persistence:
                await app.update_persistence()

        def parse(raw: Raw) -> Update:
            return Update.de_json(raw, app.bot)

        noted.clear()
        await checked(script, parse, process, noted)
        await batches(script, parse, process)


def polls(script: list[Step], api: str) -> None:
    """Serve a double of the Bot API, as the library does by itself: one update at a time."""
    app = ApplicationBuilder().token(TOKEN).base_url(api).build()
    app.add_handler(usual(script, persistent=False))
    app.run_polling()


def main() -> None:
    """Do what is asked: turns of a variant, or serve an address."""
    script = loaded(sys.stdin.readline())
    if sys.argv[1] == "turns":
        asyncio.run(turns(script, sys.argv[2]))
    else:
        polls(script, sys.argv[2])


if __name__ == "__main__":
    main()
