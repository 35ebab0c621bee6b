"""The platform: its methods, limits and long polls, for a bare `telegram.Bot`."""

import asyncio
from typing import Any

import httpx
import pytest
from telegram import Bot, BotCommand, InlineKeyboardButton, InlineKeyboardMarkup, constants
from telegram.error import BadRequest, Conflict, InvalidToken, NetworkError

from tests.botapi import BotApi, limits
from tests.botapi.conftest import PERSON

YES_NO = InlineKeyboardMarkup(
    [[InlineKeyboardButton("Oui", callback_data="y"), InlineKeyboardButton("Non", callback_data="n")]]
)


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        (limits.MAX_TEXT, constants.MessageLimit.MAX_TEXT_LENGTH),
        (limits.MAX_BUTTONS, constants.InlineKeyboardMarkupLimit.TOTAL_BUTTON_NUMBER),
        (limits.MAX_BUTTONS_PER_ROW, constants.InlineKeyboardMarkupLimit.BUTTONS_PER_ROW),
        (limits.MAX_CALLBACK_DATA, constants.InlineKeyboardButtonLimit.MAX_CALLBACK_DATA),
        (limits.MAX_CALLBACK_ANSWER, constants.CallbackQueryLimit.ANSWER_CALLBACK_QUERY_TEXT_LENGTH),
        (limits.MAX_DESCRIPTION, constants.BotDescriptionLimit.MAX_DESCRIPTION_LENGTH),
        (limits.MAX_SHORT_DESCRIPTION, constants.BotDescriptionLimit.MAX_SHORT_DESCRIPTION_LENGTH),
        (limits.MAX_COMMANDS, constants.BotCommandLimit.MAX_COMMAND_NUMBER),
        (limits.MAX_COMMAND_DESCRIPTION, constants.BotCommandLimit.MAX_DESCRIPTION),
        (limits.MAX_VCARD, constants.ContactLimit.VCARD),
        (limits.CHAT_ACTIONS, {action.value for action in constants.ChatAction}),
    ],
)
def test_the_limits_are_those_the_library_knows(ours: object, theirs: object) -> None:
    """Every bound equals the constant of python-telegram-bot."""
    assert ours == theirs


async def test_a_message_is_shown_without_its_markup(api: BotApi, bot: Bot) -> None:
    """The result, the screen and the recorded call agree, down to UTF-16 offsets and trimmed blanks."""
    sent = await bot.send_message(PERSON, " \n🌱 <b>Été</b> &amp; co \n", "HTML", reply_markup=YES_NO)
    [shown] = api.shown(PERSON)
    assert sent.text == shown.text == "🌱 Été & co"
    assert sent.parse_entities() == {sent.entities[0]: "Été"}
    assert shown.html == " \n🌱 <b>Été</b> &amp; co \n"
    assert shown.buttons == [[("Oui", "y"), ("Non", "n")]]
    assert (shown.kind, shown.labels, shown.edited) == ("text", ["Oui", "Non"], 0)
    call = api.calls[-1]
    assert (call.method, call.status, call.params["chat_id"]) == ("sendMessage", 200, PERSON)


def _keyboard(*rows: tuple[int, str, str]) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup(
        [[InlineKeyboardButton(label, callback_data=data)] * n for n, label, data in rows]
    )


@pytest.mark.parametrize(
    ("params", "refusal"),
    [
        ({"text": ""}, "Message text is empty"),
        ({"text": " \n"}, "Text must be non-empty"),
        ({"text": "<b></b>", "parse_mode": "HTML"}, "Text must be non-empty"),
        ({"text": "x" * 4097}, "Message is too long"),
        ({"text": "x", "parse_mode": "Plain"}, "Unsupported parse_mode"),
        ({"text": "x", "reply_markup": _keyboard((1, "x", "é" * 33))}, "Button_data_invalid"),
        ({"text": "x", "reply_markup": _keyboard((1, " ", "x"))}, "button text must be non-empty"),
        ({"text": "x", "reply_markup": _keyboard((1, "x", ""))}, "Text buttons are unallowed"),
        ({"text": "x", "reply_markup": _keyboard(*[(1, "x", "x")] * 101)}, "Reply markup is too long"),
        ({"text": "x", "reply_markup": _keyboard((9, "x", "x"))}, "Reply markup is too long"),
        ({"text": "x", "chat_id": 8}, "Chat not found"),
        ({"text": "x", "chat_id": "@personne"}, "Chat not found"),
        ({"text": "x", "reply_to_message_id": 99}, "Message to be replied not found"),
    ],
)
async def test_a_bad_message_is_refused(api: BotApi, bot: Bot, params: Any, refusal: str) -> None:
    """Each limit answers a 400 and leaves the screen as it was."""
    with pytest.raises(BadRequest, match=f"(?i){refusal}"):
        await bot.send_message(**{"chat_id": PERSON} | params)
    assert api.shown(PERSON) == []
    assert api.calls[-1].status == 400


async def test_the_largest_message_passes(api: BotApi, bot: Bot) -> None:
    """Limits hold after parsing, and are reached without being passed."""
    keyboard = _keyboard(*[(8, "x", "é" * 32)] * 12, (4, "x", "x"))
    await bot.send_message(PERSON, f"<b>{'&amp;' * 4096}</b>", "HTML", reply_markup=keyboard)
    assert len(api.shown(PERSON)[0].text) == 4096


async def test_messages_are_edited_in_place(api: BotApi, bot: Bot) -> None:
    """An edit replaces text and keyboard; the same again, or an unknown message, is refused."""
    sent = await bot.send_message(PERSON, "un", reply_markup=YES_NO)
    await bot.edit_message_text("deux", PERSON, sent.message_id)
    assert [(m.text, m.buttons, m.edited) for m in api.shown(PERSON)] == [("deux", [], 1)]
    with pytest.raises(BadRequest, match="Message is not modified: specified new message content"):
        await bot.edit_message_text("deux", PERSON, sent.message_id)
    await bot.edit_message_reply_markup(PERSON, sent.message_id, reply_markup=YES_NO)
    with pytest.raises(BadRequest, match="Message is not modified"):
        await bot.edit_message_reply_markup(PERSON, sent.message_id, reply_markup=YES_NO)
    with pytest.raises(BadRequest, match="Message to edit not found"):
        await bot.edit_message_text("x", PERSON, 99)
    with pytest.raises(BadRequest, match="Message can't be edited"):
        await bot.edit_message_text("x", PERSON, api.say(PERSON, "bonjour"))


async def test_contacts_are_shown(api: BotApi, bot: Bot) -> None:
    """A contact keeps its card, sent as multipart too; a heavy card is refused."""
    await bot.send_contact(PERSON, "+33100000000", "Ana", vcard="BEGIN:VCARD\r\nEND:VCARD")
    [contact] = api.contacts(PERSON)
    assert (contact.first_name, contact.last_name, contact.vcard) == ("Ana", "", "BEGIN:VCARD\r\nEND:VCARD")
    assert api.shown(PERSON)[0].kind == "contact"
    with pytest.raises(BadRequest):
        await bot.send_contact(PERSON, "+33100000000", "Ana", vcard="x" * 2049)
    async with httpx.AsyncClient(trust_env=False) as client:
        form = {"chat_id": (None, str(PERSON)), "text": (None, "é\r\nà")}
        answer = await client.post(f"{api.base_url}{api.token}/sendMessage", files=form)
    assert answer.json()["result"]["text"] == "é\r\nà"


async def test_the_profile_and_the_commands_are_kept(bot: Bot, api: BotApi) -> None:
    """Descriptions and commands are accepted within their limits, by language."""
    await bot.set_my_description("d" * 512)
    await bot.set_my_short_description("s" * 120, language_code="fr")
    await bot.set_my_commands([BotCommand("aide", "Aide")], language_code="fr")
    assert await bot.get_my_commands(language_code="fr") == (BotCommand("aide", "Aide"),)
    assert await bot.get_my_commands() == ()
    for wrong in (
        bot.set_my_description("d" * 513),
        bot.set_my_short_description("s" * 121),
        bot.set_my_commands([BotCommand("Aide", "x")]),
        bot.set_my_commands([BotCommand("aide", "")]),
        bot.send_chat_action(PERSON, "dancing"),
    ):
        with pytest.raises(BadRequest):
            await wrong
    assert await bot.send_chat_action(PERSON, constants.ChatAction.TYPING)


async def test_strangers_are_turned_away(api: BotApi, bot: Bot) -> None:
    """A wrong token is a 401, an unknown method or path a 404."""
    stranger = Bot("1:x", base_url=api.base_url)
    with pytest.raises(InvalidToken):
        await stranger.initialize()
    await stranger.shutdown()
    with pytest.raises(InvalidToken, match="Not Found"):
        await bot.get_my_name()
    async with httpx.AsyncClient(trust_env=False) as client:
        answer = await client.get(f"http://127.0.0.1:{api.port}/")
    assert (answer.status_code, answer.json()["description"]) == (404, "Not Found")


async def test_updates_wait_until_confirmed(api: BotApi, bot: Bot) -> None:
    """An update comes again until a later offset; kinds the bot does not allow never come."""
    first = api.say(PERSON, "un")
    api.sticker(PERSON), api.voice(PERSON), api.photo(PERSON, "vue")
    updates = await bot.get_updates(timeout=0)
    assert await bot.get_updates(timeout=0) == updates
    assert [u.message.message_id for u in updates if u.message] == list(range(first, first + 4))
    api.edit(PERSON, first, "/deux @ici")
    [edited] = await bot.get_updates(updates[-1].update_id + 1)
    assert edited.edited_message is not None
    assert [e.type for e in edited.edited_message.entities] == ["bot_command", "mention"]
    assert await bot.get_updates(edited.update_id, allowed_updates=["callback_query"]) == ()


async def test_a_long_poll_wakes_gives_way_and_closes(bot: Bot, api: BotApi) -> None:
    """A push answers a waiting poll at once, a second poll ends the first, a webhook forbids both."""
    first = asyncio.create_task(bot.get_updates(timeout=30))
    await api.wait_for(lambda: len(api.polls) == 1)
    async with Bot(api.token, base_url=api.base_url) as other:
        second = asyncio.create_task(other.get_updates(timeout=30))
        with pytest.raises(Conflict):
            await first
        api.say(PERSON, "bonjour")
        assert len(await second) == 1
    await bot.set_webhook("https://example.org/")
    with pytest.raises(Conflict):
        await bot.get_updates()
    assert (await bot.get_webhook_info()).pending_update_count == 1
    await bot.delete_webhook(drop_pending_updates=True)
    assert await bot.get_updates(timeout=0) == ()


async def test_leaving_ends_a_long_poll_and_every_task() -> None:
    """The double stops by itself, a poll and a delayed fault still open, and leaves nothing behind."""
    async with BotApi() as api, Bot(api.token, base_url=api.base_url) as bot:
        api.fault("getMe", 500, "Internal Server Error", delay=30)
        me = asyncio.create_task(bot.get_me())
        poll = asyncio.create_task(bot.get_updates(timeout=30))
        await api.wait_for(lambda: api.polls and api.calls[-1].status is None)
        await api.__aexit__(None, None, None)
        assert await poll == ()
        with pytest.raises(NetworkError):
            await me
    assert asyncio.all_tasks() == {asyncio.current_task()}
