"""How much one person may ask."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.assistant import Assistant
from bot.buckets import CAPACITY, RATE, REMEMBERED, Buckets, Verdict
from bot.webhook import App
from tests.bot.conftest import NOON, both_ways
from tests.botapi.server import BotApi

MARIE, PAUL = 1001, 1002


@given(st.lists(st.integers(-5, 100), max_size=300))
def test_nobody_gets_more_than_her_share(pauses: list[int]) -> None:
    """Over any time, at most a bucketful and what flowed in are served; a notice comes once a bucketful."""
    buckets, now, served, told, flowed = Buckets(), NOON, 0, 0, 0
    for pause in pauses:
        now += timedelta(seconds=pause / 10)
        flowed += max(pause, 0)
        verdict = buckets.take(MARIE, now)
        served += verdict is Verdict.SERVED
        told += verdict is Verdict.TOLD
    assert served <= CAPACITY + flowed / 10 * RATE
    assert told <= 1 + served / CAPACITY
    assert served >= min(len(pauses), CAPACITY)
    assert buckets.take(PAUL, now) is Verdict.SERVED


def test_who_was_told_is_told_again_only_after_a_rest() -> None:
    """Somebody who goes on hammering reads the notice once; after a rest she may be told again."""
    buckets = Buckets()
    told = [buckets.take(MARIE, NOON + timedelta(seconds=n / 10)) for n in range(1000)]
    assert told.count(Verdict.TOLD) == 1
    rested = NOON + timedelta(hours=1)
    assert [buckets.take(MARIE, rested) for _ in range(CAPACITY + 1)][-1] is Verdict.TOLD


def test_those_seen_longest_ago_are_forgotten() -> None:
    """A crowd does not fill the memory, and who speaks now is not forgotten."""
    buckets = Buckets()
    for _ in range(CAPACITY):
        buckets.take(MARIE, NOON)
    for who in range(REMEMBERED - 1):
        buckets.take(-who - 1, NOON)
    assert buckets.take(MARIE, NOON) is Verdict.TOLD
    for who in range(REMEMBERED):
        buckets.take(-who - 1, NOON)
    assert buckets.take(MARIE, NOON) is Verdict.SERVED


@both_ways
async def test_a_flood_is_answered_once_and_harms_nobody(app: App, api: BotApi, assistant: Assistant) -> None:
    """Two hundred messages in one go: a bucketful is answered, then one notice, and the next person is."""
    for _ in range(200):
        api.say(MARIE, "asso")
    api.say(PAUL, "mutuelle")
    await api.settle(timeout=30)
    texts = [message.text for message in api.shown(MARIE)]
    assert len(texts) == CAPACITY + 1
    assert [text for text in texts if "plus vite que je ne peux les lire" in text] == texts[-1:]
    assert dict(assistant.session(MARIE).answers) == {"statut": "association"}
    assert "une mutuelle" in api.shown(PAUL)[-1].text


async def test_in_a_group_each_person_has_her_own(app: App, api: BotApi) -> None:
    """Somebody who asked for too much is not served in a group either; the others there are."""
    for _ in range(CAPACITY + 1):
        api.say(MARIE, "/aide")
    await api.settle(timeout=30)
    group = -100500
    for who in (MARIE, PAUL):
        api.say(group, "/aide", chat_type="supergroup", user_id=who)
    await api.settle()
    assert len(api.shown(group)) == 1
