"""Corrections, over random histories: exactly those who hold an old date get the new one, and nobody else."""

import os
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.assistant import Assistant
from bot.audience import audience_of
from bot.clock import frozen
from knowledge.announcing import EVERY
from knowledge.calls import Call
from knowledge.load import load
from storage.database import MEMORY, open_database
from storage.misses import Misses
from storage.outbox import State
from storage.sessions import Sessions
from storage.subscriptions import Subscription
from tests.bot.test_announcing import Office, prize

KNOWLEDGE = load()
DAY = timedelta(days=1)
START = datetime(2027, 9, 6, 10, tzinfo=UTC)
"""A Monday, without a holiday for weeks."""
PEOPLE = (1, 2, 3)
ENDS = ("2027-12-10", "2027-12-17", "2028-01-20")
WHY = {"motif": "Faute de jury.", "source": "https://example.org"}

CHANGES = st.tuples(st.just("change"), st.sampled_from(ENDS), st.booleans())
STOPS = st.tuples(st.sampled_from(["stop", "erase", "leave", "ask"]), st.sampled_from(PEOPLE))
FATES = st.sampled_from([State.SENT, State.DOUBTFUL, State.DROPPED])
SENDS = st.tuples(st.just("send"), st.dictionaries(st.sampled_from(PEOPLE), FATES))
HISTORIES = st.lists(st.one_of(CHANGES, STOPS, SENDS), max_size=14)


def call(end: str, *, cancelled: bool) -> Call:
    """Return the call, as it is after a change."""
    return prize("2027-09-06 13:00", end, **({"annule": WHY} if cancelled else {}))


@dataclass
class Model:
    """What must be: who asks, who is yet to be told, what each person holds, what was given up for her."""

    says: tuple[str, bool] = (ENDS[0], False)
    asks: set[int] = field(default_factory=set)
    eager: set[int] = field(default_factory=lambda: set(PEOPLE))
    holds: dict[int, tuple[str, bool]] = field(default_factory=dict)
    lost: dict[int, tuple[str, bool]] = field(default_factory=dict)

    def due(self) -> set[int]:
        """Return who must be written to: those who hold something else, those who wait for the opening."""
        self.lost = {person: lost for person, lost in self.lost.items() if lost == self.says}
        old = {person for person, held in self.holds.items() if held != self.says}
        return (self.asks & (old | (set() if self.says[1] else self.eager))) - self.lost.keys()

    def sent(self, person: int, fate: State) -> None:
        """Note what became of a message."""
        if fate is State.DROPPED:
            self.lost[person] = self.says  # it is not written again, until it changes
            return
        self.eager.discard(person)
        self.holds[person] = self.says

    def stops(self, person: int, how: str) -> None:
        """Note that somebody wants nothing any more, or asks again: she has seen what is open."""
        if how == "ask":
            self.asks.add(person)
            return
        self.asks.discard(person)
        self.eager.discard(person)
        if how != "stop":
            self.lost.pop(person, None)
        if how == "erase":
            self.holds.pop(person, None)


@settings(max_examples=int(os.environ.get("CRESS_ESSAIS", "12")), deadline=None)
@given(history=HISTORIES)
@example(
    [
        ("send", {}),
        ("change", ENDS[1], False),
        ("stop", 1),
        ("send", {}),
        ("change", ENDS[0], False),
        ("ask", 1),
    ]
)
async def test_exactly_those_who_hold_an_old_date_are_corrected(history: list[tuple[object, ...]]) -> None:
    """After each change, those who were told and still ask get what is true now, once; nobody else does.

    `CRESS_ESSAIS=200` tries 200 histories.
    """
    with closing(open_database(MEMORY)) as db:
        assistant = Assistant(KNOWLEDGE, Sessions(db), Misses(db), audience_of(db), frozen(START))
        office, model = Office(assistant, db), Model(asks=set(PEOPLE))
        for person in PEOPLE:
            office.asks(person, "ouverture")
        office.calls(call(ENDS[0], cancelled=False))
        now = START + timedelta(minutes=1)
        assistant.clock = frozen(now)
        await office.announcer.look()
        for event in [*history, ("send", {})]:
            now += 3 * DAY if now.weekday() == 4 else DAY
            assistant.clock = frozen(now)
            await happen(office, model, event, now)


async def happen(office: Office, model: Model, event: tuple[object, ...], now: datetime) -> None:
    """Let something happen, to the office and to the model; when things are sent, compare."""
    audience = office.assistant.audience
    match event:
        case ("change", str(end), bool(cancelled)):
            model.says = (end, cancelled)
            office.calls(call(end, cancelled=cancelled))
        case (str(how), int(person)):
            model.stops(person, how)
            wanted = [Subscription("53", EVERY, "ouverture")]
            acts: dict[str, Callable[[], object]] = {
                "stop": lambda: audience.subscriptions.keep(person, [], now),
                "erase": lambda: audience.people.forget(person, now),
                "leave": lambda: audience.leave(person, now),
                "ask": lambda: audience.subscriptions.keep(person, wanted, now),
            }
            acts[how]()
        case ("send", dict(fates)):
            await office.announcer.look()
            due = office.outbox.due(now, 100)
            assert sorted(entry.chat for entry in due) == sorted(model.due())
            for entry in due:
                fate = fates.get(entry.chat, State.SENT)
                assert office.outbox.claim(entry, now)
                office.outbox.settle(entry, fate, now)
                model.sent(entry.chat, fate)
