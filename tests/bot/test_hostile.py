"""People who wish the bot ill: it lives, repeats nothing, keeps its state right, and serves the next one."""

import json
import logging
import random

import pytest
from telegram import Update

from bot.assistant import Assistant
from bot.gate import KINDS, Polling, read_update
from bot.inbound import read
from bot.logs import configure
from bot.webhook import App
from dialogs.words import fold
from knowledge.entry import UNKNOWN
from tests.bot.conftest import both_ways
from tests.bot.hostile import MARK, Tapped, inputs, malformed
from tests.bot.updates import kinds, paths, spoilt, update
from tests.botapi.server import BotApi

pytestmark = pytest.mark.filterwarnings(
    "ignore::telegram.warnings.PTBDeprecationWarning"
)  # of its own classes

MARIE = 1001
FIRST = 10_000
"""The first of the hostile people: each input comes from another one."""


def refusals(api: BotApi) -> list[str]:
    """Return what Telegram refused, but for edits of messages that were never there."""
    return [
        call.description for call in api.calls if call.status != 200 and "not found" not in call.description
    ]


def incidents(caplog: pytest.LogCaptureFixture) -> list[str]:
    """Return what was logged as an incident, or by somebody else than the bot."""
    return [record.message for record in caplog.records if record.levelno >= logging.ERROR]


async def served(api: BotApi, person: int) -> bool:
    """Tell whether an honest person is served."""
    api.say(person, "mutuelle")
    await api.settle(person, timeout=60)
    return "une mutuelle" in api.shown(person)[-1].text


def test_the_corpus_is_large() -> None:
    """At least 150 inputs, none twice, and most of them marked."""
    listed = list(inputs())
    assert len(set(listed)) == len(listed) >= 150
    assert sum(MARK in (one.data if isinstance(one, Tapped) else one.text) for one in listed) >= 100


@both_ways
async def test_what_is_typed_or_forged_harms_nobody(
    app: App, api: BotApi, assistant: Assistant, caplog: pytest.LogCaptureFixture
) -> None:
    """Each input comes from a person of its own, who gets an answer in which nothing of hers is read."""
    people = {FIRST + rank: one for rank, one in enumerate(inputs())}
    for person, one in people.items():
        if isinstance(one, Tapped):
            api.tap_data(person, one.data, 77)
        else:
            api.say(person, one.text)
        if person % 20 == 0:  # in one go, a slow machine would make requests time out
            await api.settle(timeout=60)
    await api.settle(timeout=60)
    assert incidents(caplog) == []
    assert refusals(api) == []
    assert api.unanswered() == []
    for person, one in people.items():
        shown = api.shown(person)
        assert len(shown) == 1, one
        assert MARK.lower() not in fold(shown[0].text + shown[0].html + "".join(shown[0].labels)), one
        answers = assistant.session(person).answers
        for question, value in answers.items():
            options = {option.id for option in assistant.knowledge.choices(question, answers)}
            assert value in {UNKNOWN, *options}, one
        assert not (answers and isinstance(one, Tapped)), one
    assert await served(api, MARIE)


@both_ways
async def test_a_tap_replayed_counts_once(app: App, api: BotApi, assistant: Assistant) -> None:
    """The same taps delivered again, late and in the wrong order, leave the state of the last tap."""
    api.say(MARIE, "/start")
    await api.settle()
    for label in ("Association", "Développer une activité", "Bretagne"):
        api.tap(MARIE, label)
        await api.settle()
    before = dict(assistant.session(MARIE).answers)
    for number in (4, 3, 2, 4, 3, 2):
        api.repeat(number)
        await api.settle()
    assert dict(assistant.session(MARIE).answers) == before
    assert len(api.shown(MARIE)) == 1


@both_ways
async def test_updates_of_every_kind_and_form(
    app: App, api: BotApi, assistant: Assistant, caplog: pytest.LogCaptureFixture
) -> None:
    """Those that were not asked for, or are malformed, are passed over; people are served meanwhile."""
    for chat in (
        7,
        0,
        -1,
    ):  # those that made-up updates name: there are people behind all that Telegram sends
        api.open_chat(chat)
    asked, odd = 0, list(malformed(random.Random(6), 120))
    for rank, raw in enumerate(odd):
        del raw["update_id"]
        api.push(raw)
        if rank % 40 == 0:
            api.say(MARIE + rank, "mutuelle")
            asked += 1
    await api.settle(timeout=60)
    assert incidents(caplog) == []
    assert await served(api, FIRST)
    assert all("une mutuelle" in api.shown(MARIE + rank)[-1].text for rank in range(0, len(odd), 40))
    assert asked >= 4
    assert set(api.hook.statuses) <= {200, 400}


@pytest.mark.parametrize("kind", ["message", "callback_query", "my_chat_member"])
def test_no_field_that_is_missing_or_odd_ends_the_reading(kind: str) -> None:
    """Each field of the library, beside what an update must hold, absent or odd: read, or passed over."""
    configure("ERROR")
    bare, full = update(1, kind, full=False), update(1, kind, full=True)
    heard = passed = 0
    for field in full[kind]:
        raw = {**bare, kind: {**bare[kind], field: full[kind][field]}}
        for path in paths(raw[kind][field], (kind, field)):
            for other in spoilt(raw, path) if len(path) <= 3 else ():
                told = read_update(other)
                polled = Polling.parse_json_payload(json.dumps({"ok": True, "result": [other]}).encode())
                assert [Update.de_json(raw, None).update_id for raw in polled["result"]] in ([], [1])
                if told is None:
                    passed += 1
                    continue
                heard += 1
                assert told.update_id == 1
                assert told.effective_chat is not None or kind == "callback_query"
                read(told, "essai_bot")
    assert heard > 50
    assert passed > 50


def test_every_kind_of_the_library_is_made() -> None:
    """What is not asked for is passed over, what is asked for is read; no kind of the library is left out."""
    for kind in kinds():
        for full in (False, True):
            assert (read_update(update(1, kind, full=full)) is not None) == (kind in KINDS), kind
    assert set(KINDS) < set(kinds())
    assert len(kinds()) >= 23
