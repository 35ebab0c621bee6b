"""Flood control, lost answers, groups that move, updates that come twice or in the wrong order."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass

import pytest
from telegram import Bot
from telegram.constants import FloodLimit
from telegram.error import ChatMigrated, NetworkError, RetryAfter
from telegram.ext import ApplicationBuilder, MessageHandler, filters

from tests.botapi import ApiError, BotApi, flood
from tests.botapi.calls import DROPPED, Call
from tests.botapi.conftest import PERSON

pytestmark = pytest.mark.filterwarnings("ignore::telegram.warnings.PTBDeprecationWarning")  # of RetryAfter
GROUP, SUPERGROUP = -5, -1005


@dataclass
class Watch:
    """A clock that a test moves."""

    now: float = 1000.0

    def __call__(self) -> float:
        """The time."""
        return self.now


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        (flood.PER_SECOND, FloodLimit.MESSAGES_PER_SECOND),
        (flood.PER_SECOND_IN_A_CHAT, FloodLimit.MESSAGES_PER_SECOND_PER_CHAT),
        (flood.PER_MINUTE_IN_A_GROUP, FloodLimit.MESSAGES_PER_MINUTE_PER_GROUP),
    ],
)
def test_the_limits_are_those_the_library_knows(ours: int, theirs: int) -> None:
    """Every bound equals the constant of python-telegram-bot."""
    assert ours == theirs


def refused(control: flood.Flood, chat: int, method: str = "sendMessage") -> int:
    """Return how long a call is told to wait, zero when it passes."""
    try:
        control.check(Call(method, {}, chat_id=chat))
    except ApiError as error:
        return int((error.parameters or {})["retry_after"]) if error.code == 429 else -1
    return 0


def test_thirty_a_second_in_all() -> None:
    """The thirty-first within any second is refused, wherever the second begins; a refusal does not count."""
    watch = Watch()
    control = flood.Flood(watch)
    for n in range(20):
        assert not refused(control, 100 + n)
    watch.now += 0.6
    assert [refused(control, 200 + n) for n in range(12)] == [0] * 10 + [1, 1]
    watch.now += 0.41
    assert [refused(control, 300 + n) for n in range(21)] == [0] * 20 + [1]


def test_one_a_second_in_a_chat_after_a_burst() -> None:
    """A short burst passes, then one a second; another chat is not concerned."""
    watch = Watch()
    control = flood.Flood(watch)
    assert [refused(control, PERSON) for _ in range(7)] == [0] * flood.BURST + [1, 1]
    assert refused(control, 8) == 0
    watch.now += 1
    assert [refused(control, PERSON, method) for method in ("editMessageText", "sendMessage")] == [0, 1]


def test_twenty_a_minute_in_a_group() -> None:
    """The twenty-first is told to wait until the first is a minute old."""
    watch = Watch()
    control = flood.Flood(watch)
    for _ in range(20):
        watch.now += 1
        assert not refused(control, GROUP)
    assert refused(control, GROUP) == 41
    watch.now += 41
    assert not refused(control, GROUP)


def test_what_shows_nothing_is_not_counted() -> None:
    """Acknowledging and « is typing » pass, however many."""
    control = flood.Flood(Watch())
    methods = ("sendChatAction", "answerCallbackQuery", "getUpdates")
    assert {refused(control, PERSON, method) for method in methods for _ in range(99)} == {0}


@pytest.fixture
async def strict() -> AsyncIterator[BotApi]:
    """A double with the limits of the platform."""
    async with BotApi(limits=True) as running:
        running.open_chat(PERSON)
        yield running


async def test_the_server_refuses_and_sees_who_does_not_wait(strict: BotApi) -> None:
    """Over HTTP: a 429 with its time to wait, nothing on screen; what comes too early is noted."""
    async with Bot(strict.token, base_url=strict.base_url) as bot:
        for _ in range(flood.BURST):
            await bot.send_message(PERSON, "x")
        for _ in range(2):
            with pytest.raises(RetryAfter):
                await bot.send_message(PERSON, "x")
        await bot.send_chat_action(PERSON, "typing")
    assert len(strict.shown(PERSON)) == flood.BURST
    assert [call.status for call in strict.early] == [429]


@pytest.mark.parametrize("accepted", [True, False])
async def test_an_answer_is_lost(api: BotApi, bot: Bot, *, accepted: bool) -> None:
    """The connection closes without an answer, whether the message arrived or not."""
    api.drop("sendMessage", accepted=accepted)
    with pytest.raises(NetworkError, match="RemoteProtocolError"):
        await bot.send_message(PERSON, "perdu")
    await bot.send_message(PERSON, "suite")
    assert [message.text for message in api.shown(PERSON)] == ["perdu"] * accepted + ["suite"]
    assert [call.status for call in api.calls if call.method == "sendMessage"] == [DROPPED, 200]


async def test_an_answer_comes_too_late(api: BotApi, bot: Bot) -> None:
    """The message is there, and the bot gave up waiting."""
    api.fault("sendMessage", 200, "", delay=0.3)
    with pytest.raises(NetworkError, match="Timed out"):
        await bot.send_message(PERSON, "tard", read_timeout=0.05)
    await api.wait_for(lambda: api.shown(PERSON))


async def test_a_group_moves(api: BotApi, bot: Bot) -> None:
    """Its old number is refused with the new one, which works; both chats are told."""
    api.open_chat(GROUP)
    api.migrate(GROUP, SUPERGROUP)
    with pytest.raises(ChatMigrated) as moved:
        await bot.send_message(GROUP, "x")
    assert moved.value.new_chat_id == SUPERGROUP
    await bot.send_message(SUPERGROUP, "x")
    old, new = [update.message for update in await bot.get_updates()]
    assert old is not None
    assert new is not None
    assert (old.migrate_to_chat_id, new.migrate_from_chat_id) == (SUPERGROUP, GROUP)


async def test_updates_come_twice(api: BotApi, bot: Bot) -> None:
    """One that was confirmed is delivered again, then confirmed for good."""
    api.say(PERSON, "un")
    (first,) = await bot.get_updates(timeout=0)
    assert await bot.get_updates(first.update_id + 1, timeout=0) == ()
    api.repeat(first.update_id)
    assert await bot.get_updates(first.update_id + 1, timeout=0) == (first,)
    assert await bot.get_updates(first.update_id + 1, timeout=0) == ()


async def test_updates_come_in_the_wrong_order(api: BotApi) -> None:
    """A bot that polls gets all of them, even so."""
    heard: list[str] = []

    async def hear(update: object, _: object) -> None:
        heard.append(str(getattr(getattr(update, "message", None), "text", "")))

    app = ApplicationBuilder().token(api.token).base_url(api.base_url).build()
    app.add_handler(MessageHandler(filters.TEXT, hear))
    for text in ("un", "deux", "trois"):
        api.say(PERSON, text)
    api.reverse()
    async with app:
        assert app.updater is not None
        await app.updater.start_polling()
        await app.start()
        await asyncio.wait_for(api.wait_for(lambda: set(heard) == {"un", "deux", "trois"}), 5)
        await app.updater.stop()
        await app.stop()
    assert heard[:3] == ["trois", "deux", "un"]
