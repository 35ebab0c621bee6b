"""What people ask to be told, in a real SQLite."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlite_utils import Database

from storage.database import MEMORY, open_database
from storage.subscriptions import Subscription, Subscriptions

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
DLA = Subscription("53", "dla", "lundi")
PEPS = Subscription("93", "peps", "ouverture")
ANY = st.sets(
    st.builds(
        Subscription, st.sampled_from(["53", "93"]), st.sampled_from(["dla", "peps"]), st.sampled_from("ab")
    )
)


@pytest.fixture
def subscriptions(db: Database) -> Subscriptions:
    """Return the subscriptions of an empty database."""
    return Subscriptions(db)


@settings(max_examples=25)
@given(wanted=st.lists(st.tuples(st.integers(1, 3), ANY), max_size=6))
def test_what_was_asked_last_is_what_is_kept(wanted: list[tuple[int, set[Subscription]]]) -> None:
    """Whatever came before, a chat has exactly what it asked for last, and the others what they asked for."""
    db = open_database(MEMORY)
    subscriptions = Subscriptions(db)
    for chat, asked in wanted:
        subscriptions.keep(chat, asked, NOW)
    last = dict(wanted)
    assert {chat: set(subscriptions.of(chat)) for chat in last} == last
    assert subscriptions.regions() == sorted({one.region for asked in last.values() for one in asked})
    db.close()


def test_what_is_still_asked_keeps_its_day(db: Database, subscriptions: Subscriptions) -> None:
    """Asking for more does not begin again what was asked for before."""
    subscriptions.keep(1, [DLA], NOW)
    subscriptions.keep(1, [DLA, PEPS], NOW + timedelta(days=3))
    since = dict(db.execute("select programme, since from subscriptions").fetchall())
    assert since == {"dla": "2026-11-24T09:00:00+00:00", "peps": "2026-11-27T09:00:00+00:00"}


def test_an_audience_is_counted_by_region(subscriptions: Subscriptions) -> None:
    """Each chat once; one that asked in two regions is in both counts."""
    subscriptions.keep(1, [DLA, PEPS], NOW)
    subscriptions.keep(2, [DLA, Subscription("53", "dla", "rappels")], NOW)
    assert subscriptions.count(["93"]) == {"93": 1}
    assert subscriptions.count([]) == {}
    assert subscriptions.count() == {"53": 2, "93": 1}
    assert subscriptions.count(["93", "11"]) == {"93": 1}
    assert subscriptions.regions() == ["53", "93"]


def test_a_chat_that_moved_is_followed(subscriptions: Subscriptions) -> None:
    """Its subscriptions go to the new number, which may have asked already; the old one has none."""
    subscriptions.keep(1, [DLA, PEPS], NOW)
    subscriptions.keep(-100, [DLA], NOW)
    subscriptions.move(1, -100)
    assert subscriptions.of(1) == ()
    assert subscriptions.of(-100) == (DLA, PEPS)


def test_nothing_is_kept_of_who_is_forgotten(subscriptions: Subscriptions) -> None:
    """Forgetting tells how many there were."""
    subscriptions.keep(1, [DLA, PEPS], NOW)
    assert subscriptions.forget(1) == 2
    assert subscriptions.forget(1) == 0
    assert subscriptions.of(1) == ()
    assert subscriptions.count() == {}
