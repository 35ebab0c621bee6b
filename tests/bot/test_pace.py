"""The pace, in virtual time: exact to the instant, without waiting."""

import asyncio
import contextlib
from bisect import bisect_left
from collections.abc import Coroutine
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from telegram.constants import FloodLimit
from telegram.error import BadRequest, RetryAfter

from bot.pace import DIFFUSION, PATIENCE, RATE, Pace, Turn, Withdrawn, counted, seconds
from tests.virtual import VirtualLoop, run

pytestmark = pytest.mark.filterwarnings("ignore::telegram.warnings.PTBDeprecationWarning")  # of RetryAfter

STEP = 1 / RATE
REPLY = None
GROUP = -100


@dataclass
class Platform:
    """What the limiter calls: it notes when, and answers after a delay; `limits` are 429 to come, by chat."""

    pace: Pace = field(default_factory=Pace)
    delay: float = 0.0
    sent: list[tuple[float, int]] = field(default_factory=list)
    limits: dict[int, list[float]] = field(default_factory=dict)

    async def _answer(self, chat: int) -> bool:
        self.sent.append((now(), chat))
        await asyncio.sleep(self.delay)
        if self.limits.get(chat):
            raise RetryAfter(timedelta(seconds=self.limits[chat].pop(0)))
        return True

    async def call(self, chat: int, how: str | Turn | None = REPLY, endpoint: str = "sendMessage") -> float:
        """Make a call; return when it was answered."""
        await self.pace.process_request(self._answer, (chat,), {}, endpoint, {"chat_id": chat}, how)
        return now()

    async def call_at(self, at: float, chat: int, how: str | None = REPLY) -> float:
        """Make a call at an instant."""
        await asyncio.sleep(at - now())
        return await self.call(chat, how)

    @property
    def times(self) -> list[float]:
        """When calls were made."""
        return [at for at, _ in self.sent]


def now() -> float:
    """Return the virtual time."""
    return asyncio.get_running_loop().time()


def most(times: list[float], width: float = 1.0) -> int:
    """Return the most instants in any window, its two ends included."""
    times = sorted(times)
    return max((rank - bisect_left(times, at - width) + 1 for rank, at in enumerate(times)), default=0)


async def gathered(*calls: Coroutine[Any, Any, float]) -> list[Any]:
    """Make calls at once; return when each was answered, or why it was not."""
    return list(await asyncio.gather(*calls, return_exceptions=True))


def test_a_broadcast_is_even_from_its_first_second() -> None:
    """300 messages leave one step after the other: never 30 in a second, wherever it begins."""
    platform = Platform()
    run(_all(platform, range(300)))
    gaps = [after - before for before, after in zip(platform.times, platform.times[1:], strict=False)]
    assert gaps == pytest.approx([STEP] * 299)
    assert most(platform.times) <= 29


async def _all(platform: Platform, chats: range, how: str = DIFFUSION) -> list[Any]:
    return await gathered(*(platform.call(chat, how) for chat in chats))


_ARRIVALS = st.lists(
    st.tuples(st.floats(0, 3), st.integers(1, 12) | st.just(GROUP), st.sampled_from([REPLY, DIFFUSION])),
    min_size=1,
    max_size=120,
)


@given(_ARRIVALS, st.floats(25, 30))
@settings(deadline=None, max_examples=60)
def test_no_second_ever_sees_too_many(arrivals: list[tuple[float, int, str | None]], rate: float) -> None:
    """Whenever calls come, each leaves; none of the limits is passed, from any instant on."""
    platform = Platform(Pace(rate))
    run(gathered(*(platform.call_at(*arrival) for arrival in arrivals)))
    assert len(platform.sent) == len(arrivals)
    assert most(platform.times, 1 - 1e-9) <= FloodLimit.MESSAGES_PER_SECOND
    assert most([at for at, chat in platform.sent if chat == GROUP], 60 - 1e-9) <= 20


_BURSTS = st.lists(
    st.tuples(
        st.floats(0, 3),
        st.integers(1, 40).map(lambda count: range(1, count + 1)) | st.just(range(-3, 0)),
        st.sampled_from([REPLY, DIFFUSION]),
        st.sampled_from(["sendMessage", "sendDocument", "editMessageText"]),
    ),
    min_size=1,
    max_size=8,
)
"""When some chats are written to, people or groups, and how."""
_HOLDS = st.lists(st.tuples(st.floats(0, 4), st.floats(0, 0.3)), max_size=20)


_FOLLOWED = [(0.0, range(-3, 0), REPLY, "sendMessage"), (1.0, range(1, 9), REPLY, "sendMessage")]


@example([*_FOLLOWED, (1.0, range(1, 11), REPLY, "sendMessage")], [(1.25, 0.25)], 2.0, 0.0)
@given(_BURSTS, _HOLDS, st.floats(0.5, 2.5), st.floats(0, 0.3))
@settings(deadline=None, max_examples=60)
def test_no_second_sees_too_many_though_all_is_slow_and_processes_end(
    bursts: list[tuple[float, range, str | None, str]],
    holds: list[tuple[float, float]],
    end: float,
    restart: float,
) -> None:
    """Replies, edits, alerts and broadcasts, to people and groups, share the same seconds.

    Whatever holds the event loop, and when a process follows another that was killed while it sent.
    """
    before, after = Platform(), Platform()

    async def life(platform: Platform) -> None:
        await platform.pace.initialize()
        since = now()
        calls = [
            _later(platform, max(at, since), chat, how, method)
            for at, chats, how, method in bursts
            for chat in chats
        ]
        await asyncio.gather(*calls, *(_held(at, seconds) for at, seconds in holds if at >= since))

    async def scene() -> None:
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(life(before), end)
        await asyncio.sleep(restart)
        await life(after)

    run(scene())
    assert len(after.sent) == sum(len(chats) for _, chats, _, _ in bursts)
    assert most(sorted([*before.times, *after.times]), 1 - 1e-9) <= FloodLimit.MESSAGES_PER_SECOND


async def _later(platform: Platform, at: float, chat: int, how: str | None, method: str) -> None:
    await asyncio.sleep(at - now())
    await platform.call(chat, how, method)


async def _held(at: float, seconds: float) -> None:
    """Hold the event loop, from an instant on, as something slow does; a few times, some turns apart."""
    await asyncio.sleep(at - now())
    loop = asyncio.get_running_loop()
    assert isinstance(loop, VirtualLoop)
    for _ in range(4):
        loop.hold(seconds / 4)
        await asyncio.sleep(0)


_REPLIES = st.lists(st.floats(0, 3), min_size=1, max_size=60)


@given(_REPLIES)
@settings(deadline=None, max_examples=60)
def test_a_reply_waits_one_turn_more_than_without_broadcast(arrivals: list[float]) -> None:
    """The law that makes people never wait for a broadcast: at most 36 ms, whatever else they do."""
    alone, beside = Platform(), Platform()
    without = run(gathered(*(alone.call_at(at, 1000 + n) for n, at in enumerate(arrivals))))
    during = run(_during(beside, arrivals))
    assert max(b - a for a, b in zip(sorted(without), sorted(during), strict=True)) <= STEP + 1e-9


async def _during(platform: Platform, arrivals: list[float]) -> list[Any]:
    broadcast = asyncio.create_task(_all(platform, range(150)))
    replies = await gathered(*(platform.call_at(at, 1000 + n) for n, at in enumerate(arrivals)))
    broadcast.cancel()
    return replies


def test_a_reply_passes_before_thousands() -> None:
    """While 3,000 messages wait, a reply of two messages is said within two turns."""
    platform = Platform()

    async def scene() -> float:
        broadcast = asyncio.create_task(_all(platform, range(3000)))
        await asyncio.sleep(1)
        asked = now()
        await platform.call(9000)
        said = await platform.call(9000)
        broadcast.cancel()
        return said - asked

    assert run(scene()) <= 2 * STEP + 1e-9


def test_a_chat_is_written_to_once_a_second_by_broadcasts() -> None:
    """Rows of one chat are a second apart, after a reply too; others do not wait for them."""
    platform = Platform()

    async def scene() -> None:
        await platform.call(1)
        await gathered(*(platform.call(chat, DIFFUSION) for chat in (1, 1, 2)))

    run(scene())
    assert [chat for _, chat in platform.sent] == [1, 2, 1, 1]
    assert platform.times[2:] == pytest.approx([1.0, 2.0])


def test_a_group_hears_twenty_a_minute() -> None:
    """The twenty-first waits for the first to be a minute old, replies included."""
    platform = Platform()
    run(gathered(*(platform.call(GROUP) for _ in range(22))))
    assert platform.times[19] < 1
    assert platform.times[20:] == pytest.approx([60 + at for at in platform.times[:2]])


def test_a_limited_chat_waits_alone() -> None:
    """A short wait holds only its chat; its reply is said after it, then the others of the chat, in order."""
    platform = Platform(limits={1: [3]})
    first, second, other = run(gathered(*(platform.call(chat) for chat in (1, 1, 2))))
    assert other < 1
    assert [chat for at, chat in platform.sent if at < 3] == [1, 2]
    assert first == pytest.approx(3)
    assert 3 < second < 3 + STEP


def test_a_reply_is_tried_again_once() -> None:
    """A second refusal, or a long one, is raised at once; and all that comes for that chat meanwhile."""
    twice = Platform(limits={1: [1, 1]})
    (error,) = run(gathered(twice.call(1)))
    assert isinstance(error, RetryAfter)
    assert twice.times == pytest.approx([0, 1])
    long = Platform(limits={1: [7200]})

    async def scene() -> list[Any]:
        first = await gathered(long.call(1), long.call(2))
        await asyncio.sleep(3600)
        return [*first, *await gathered(long.call(1), long.call(1, DIFFUSION)), await long.call_at(7201, 1)]

    refused, said, still, too, at_last = run(scene())
    assert seconds(refused) == 7200
    assert said < 1
    assert seconds(still) == seconds(too) == 3600
    assert (len(long.sent), at_last) == (3, 7201)


def test_a_broadcast_never_waits_for_a_limited_chat() -> None:
    """Refused, it is raised at once, for the row that left and for the row that waits."""
    platform = Platform(limits={1: [2]}, delay=0.1)
    first, second = run(gathered(platform.call(1, DIFFUSION), platform.call(1, DIFFUSION)))
    assert [seconds(first), seconds(second)] == [2, 2]
    assert platform.times == [0]


def test_nothing_is_sent_to_a_chat_before_its_time() -> None:
    """Over every kind of call, no send falls within a wait that was asked for."""
    platform = Platform(limits={chat: [chat % 5 + 0.5, 4] for chat in range(1, 30)}, delay=0.05)
    calls = [platform.call_at(n / 20, n % 30, how) for n in range(200) for how in (REPLY, DIFFUSION)]
    asked = {chat: list(waits) for chat, waits in platform.limits.items()}
    run(gathered(*calls))
    for chat, waits in asked.items():
        times = [at for at, whose in platform.sent if whose == chat]
        answered = times[0] + platform.delay
        within = [at for at in times if answered < at < answered + waits[0] - 1e-9]
        assert within == [], (chat, within)


def test_a_turn_may_say_no() -> None:
    """Asked just before it is sent, what is withdrawn takes no turn; an error is raised where it belongs."""
    platform = Platform()
    asked: list[float] = []

    def no() -> bool:
        asked.append(now())
        return False

    def broken() -> bool:
        raise BadRequest("panne")

    turns: list[str | Turn] = [DIFFUSION, no, broken, lambda: True]
    answers = run(gathered(*(platform.call(n, how) for n, how in enumerate(turns))))
    assert isinstance(answers[1], Withdrawn)
    assert isinstance(answers[2], BadRequest)
    assert asked == [pytest.approx(STEP)]
    assert platform.times == pytest.approx([0, STEP])


def test_what_is_no_message_is_not_slowed() -> None:
    """Acknowledging a tap and « is typing » take no turn; what goes to no chat neither."""
    platform = Platform()
    methods = ("answerCallbackQuery", "sendChatAction", "getMe")
    run(gathered(*(platform.call(1, endpoint=method) for method in methods * 50)))
    assert platform.times == [0] * 150
    assert all(map(counted, ("sendMessage", "sendDocument", "editMessageText", "editMessageReplyMarkup")))


def test_a_call_that_is_cancelled_as_its_turn_comes_holds_up_nobody() -> None:
    """After something slow, the cancellation and the turn come together, and the next one is served."""
    platform = Platform()

    async def scene() -> None:
        calls = [asyncio.create_task(platform.call(chat)) for chat in (1, 2, 3)]
        await asyncio.sleep(0)
        asyncio.get_running_loop().call_at(now() + 0.9 * STEP, calls[1].cancel)
        await _held(now() + 0.5 * STEP, STEP)
        async with asyncio.timeout(5):
            await asyncio.gather(*calls, return_exceptions=True)

    run(scene())
    assert [chat for _, chat in platform.sent] == [1, 3]


def test_who_leaves_takes_no_turn() -> None:
    """A call that is cancelled while it waits leaves its turn; the end of the bot cancels those that wait."""
    platform = Platform()

    async def scene() -> None:
        calls = [asyncio.create_task(platform.call(n)) for n in range(4)]
        await asyncio.sleep(0)
        calls[1].cancel()
        await asyncio.wait(calls[:3])
        await platform.pace.shutdown()
        await asyncio.wait(calls)
        assert calls[3].cancelled()

    run(scene())
    assert [chat for _, chat in platform.sent] == [0, 2]


def test_nothing_is_kept_of_a_chat_after_a_minute() -> None:
    """A broadcast of thousands leaves no memory but that of the last minute."""
    platform = Platform()

    async def scene() -> None:
        for chat in range(3000):
            await platform.call(chat, DIFFUSION)
        platform.limits = {1: [PATIENCE + 1], 2: [PATIENCE + 1]}
        await gathered(platform.call(1))
        await asyncio.sleep(120)
        await gathered(platform.call(2))

    run(scene())
    assert len(platform.pace._sent) <= 1
    assert len(platform.pace._limited) == 1
