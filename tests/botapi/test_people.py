"""The people: their verbs, what they see, and how tests wait, around a real polling `Application`."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import Any

import pytest
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup, Update
from telegram.error import BadRequest, Forbidden, NetworkError, RetryAfter
from telegram.ext import ApplicationBuilder, CallbackQueryHandler, MessageHandler, filters

from tests.botapi import BotApi
from tests.botapi.conftest import PERSON

GROUP = -100
YES_NO = InlineKeyboardMarkup(
    [[InlineKeyboardButton("Oui", callback_data="y"), InlineKeyboardButton("Non", callback_data="n")]]
)


async def _echo(update: Update, _: Any) -> None:
    assert update.message is not None
    await update.message.reply_text(f"<b>{update.message.text_html}</b>", "HTML", reply_markup=YES_NO)


async def _tapped(update: Update, _: Any) -> None:
    assert update.callback_query is not None
    await update.callback_query.edit_message_text(f"Choix : {update.callback_query.data}")
    await update.callback_query.answer("Noté")


@asynccontextmanager
async def _polling(api: BotApi) -> AsyncIterator[asyncio.Queue[object]]:
    """Run a small bot that repeats what it is told and notes what is tapped; yield its queue."""
    app = ApplicationBuilder().token(api.token).base_url(api.base_url).build()
    app.add_handler(MessageHandler(filters.TEXT & filters.UpdateType.MESSAGE, _echo))
    app.add_handler(CallbackQueryHandler(_tapped))
    async with app:
        assert app.updater is not None
        await app.updater.start_polling()
        await app.start()
        yield app.update_queue
        await app.updater.stop()
        await app.stop()


async def test_a_conversation(api: BotApi) -> None:
    """The person writes, taps, and sees the message edited in place, with a toast."""
    async with _polling(api):
        api.say(PERSON, "bonjour")
        await api.settle()
        assert [(m.text, m.labels) for m in api.shown(PERSON)] == [("bonjour", ["Oui", "Non"])]
        api.tap(PERSON, "Non")
        await api.settle(PERSON)
        assert [(m.text, m.labels, m.edited) for m in api.shown(PERSON)] == [("Choix : n", [], 1)]
    assert (api.toasts(PERSON), api.unanswered()) == (["Noté"], [])
    assert api.calls[-1].at >= api.calls[0].at


async def test_settling_is_exact_with_the_idleness_of_the_bot(api: BotApi) -> None:
    """With `idle`, updates the bot ignores settle too, and several of one chat are all waited for."""
    async with _polling(api) as queue:
        api.idle = queue.join
        api.sticker(PERSON)
        await api.settle()
        assert api.shown(PERSON) == []
        for text in ("un", "deux", "trois"):
            api.say(PERSON, text)
        await api.settle()
        assert [m.text for m in api.shown(PERSON)] == ["un", "deux", "trois"]


async def test_settling_waits_for_what_is_in_flight(api: BotApi) -> None:
    """A slow answer is waited for, by chat; what never comes is named."""
    async with _polling(api):
        api.fault("sendMessage", 200, "", chat_id=PERSON, delay=0.3)
        api.say(PERSON, "lent")
        api.say(8, "vite")
        await api.settle()
        assert [m.text for m in api.shown(8)] == ["vite"]
        assert [m.text for m in api.shown(PERSON)] == ["lent"]
        api.sticker(PERSON)
        await api.settle(8)
        with pytest.raises(AssertionError, match=r"not settled after 0.1 s: message 3 of chat 7 \(fetched\)"):
            await api.settle(timeout=0.1)
    with pytest.raises(AssertionError, match=r"still false after 0.01 s; last calls"):
        await api.wait_for(lambda: False, timeout=0.01)


async def test_groups(api: BotApi, bot: Bot) -> None:
    """A group message carries its chat, its author, what it replies to and its entities."""
    api.open_chat(GROUP, "supergroup")
    asked = await bot.send_message(GROUP, "Qui ?")
    mention = {"type": "mention", "offset": 0, "length": 10}
    api.say(GROUP, "@essai_bot moi", reply_to=asked.message_id, user_id=11, entities=[mention])
    api.say(-5, "/aide@essai_bot", chat_type="group")
    replied, command = [update.message for update in await bot.get_updates()]
    assert replied is not None
    assert command is not None
    assert (replied.chat.type, replied.from_user and replied.from_user.id) == ("supergroup", 11)
    assert replied.reply_to_message == asked
    assert replied.parse_entities() == {replied.entities[0]: "@essai_bot"}
    assert (command.chat.type, [e.type for e in command.entities]) == ("group", ["bot_command"])


async def test_taps(api: BotApi, bot: Bot) -> None:
    """A tap finds its button in the last message that shows it; an absent one lists those there are."""
    link = InlineKeyboardButton("Site", url="https://example.org")
    old = await bot.send_message(PERSON, "un", reply_markup=YES_NO)
    new = await bot.send_message(PERSON, "deux", reply_markup=YES_NO)
    await bot.send_message(PERSON, "trois", reply_markup=InlineKeyboardMarkup([[link]]))
    api.tap(PERSON, "Oui")
    api.tap(PERSON, "Oui", old.message_id)
    api.tap_data(PERSON, "forgé", 99)
    queries = [update.callback_query for update in await bot.get_updates()]
    assert [(q.data, q.message and q.message.message_id) for q in queries if q] == [
        ("y", new.message_id),
        ("y", old.message_id),
        ("forgé", 99),
    ]
    assert [q.message.is_accessible for q in queries if q and q.message] == [True, True, False]
    with pytest.raises(
        AssertionError, match=r"no button 'Peut-être' in chat 7.*3: \['Site'\]; 2: \['Oui', 'Non'\]"
    ):
        api.tap(PERSON, "Peut-être")
    with pytest.raises(AssertionError, match="no button 'Oui' in message 3 of chat 7"):
        api.tap(PERSON, "Oui", 3)
    with pytest.raises(AssertionError, match=r"opens 'https://example.org'"):
        api.tap(PERSON, "Site")


async def test_callbacks_are_answered_once_known(api: BotApi, bot: Bot) -> None:
    """Unknown callbacks and over-long toasts are refused; the others are owed an answer."""
    query = api.tap_data(PERSON, "x", 1)
    assert [owed["id"] for owed in api.unanswered()] == [query]
    with pytest.raises(
        BadRequest, match="Query is too old and response timeout expired or query id is invalid"
    ):
        await bot.answer_callback_query("1")
    with pytest.raises(BadRequest):
        await bot.answer_callback_query(query, "x" * 201)
    await bot.answer_callback_query(query)
    assert api.unanswered() == []


async def test_blocking_closes_the_chat(api: BotApi, bot: Bot) -> None:
    """A person who blocks the bot gets nothing more, until they let it in again."""
    api.block(PERSON)
    with pytest.raises(Forbidden, match="bot was blocked by the user"):
        await bot.send_message(PERSON, "x")
    api.unblock(PERSON)
    await bot.send_message(PERSON, "x")
    changes = [update.my_chat_member for update in await bot.get_updates()]
    assert [change.new_chat_member.status for change in changes if change] == ["kicked", "member"]


@pytest.mark.filterwarnings("ignore::telegram.warnings.PTBDeprecationWarning")  # of RetryAfter itself
async def test_faults_come_in_order(api: BotApi, bot: Bot) -> None:
    """Each scripted fault answers its calls once, in its chat only, and nothing reaches the screen."""
    api.open_chat(8)
    api.fault("sendMessage", 429, "Too Many Requests: retry after 3", {"retry_after": 3}, chat_id=PERSON)
    api.fault("sendMessage", 500, "Internal Server Error", chat_id=PERSON, delay=0.01)
    await bot.send_message(8, "passe")
    with pytest.raises(RetryAfter) as limited:
        await bot.send_message(PERSON, "x")
    assert limited.value.retry_after in (3, timedelta(seconds=3))
    with pytest.raises(NetworkError, match="Internal Server Error"):
        await bot.send_message(PERSON, "x")
    await bot.send_message(PERSON, "enfin")
    assert [m.text for m in api.shown(PERSON)] == ["enfin"]
    assert [call.status for call in api.calls if call.chat_id == PERSON] == [429, 500, 200]


async def test_any_update_may_be_pushed(api: BotApi, bot: Bot) -> None:
    """Whatever the verbs do not say is pushed as it is, numbered."""
    number = api.push({"poll_answer": {"poll_id": "1", "option_ids": [0], "option_persistent_ids": ["0"]}})
    [update] = await bot.get_updates()
    assert (update.update_id, update.poll_answer and update.poll_answer.option_ids) == (number, (0,))
