"""The people of a region, read by parts."""

from datetime import UTC, datetime

from storage.database import MEMORY, open_database
from storage.parts import PART
from storage.subscriptions import Subscription, Subscriptions
from storage.told import Item, Told

LONG_AGO, NOW = datetime(2026, 1, 1, tzinfo=UTC), datetime(2027, 3, 2, tzinfo=UTC)


def test_a_part_that_finds_nobody_is_yielded_and_each_person_once() -> None:
    """Who asked for something else is passed over, by parts too; those of another region are not read."""
    db = open_database(MEMORY)
    subscriptions, told = Subscriptions(db), Told(db)
    for chat in range(-2, 2 * PART + 10):
        asked = "ouverture" if chat >= PART else "rappels"
        region = "93" if chat % 100 == 7 else "53"
        subscriptions.keep(chat, [Subscription(region, one, asked) for one in ("tous", "dla")], LONG_AGO)
    item = Item("dla", "tous", "ouverture", "fenetre", "ouverture", 1, NOW, ("ouverture",))
    parts = list(told.due("53", [item]))
    wanted = [chat for chat in range(PART, 2 * PART + 10) if chat % 100 != 7]
    assert parts[0] == []
    assert [row for part in parts for row in part] == [(chat, (0,)) for chat in wanted]
    assert max(map(len, parts)) <= PART
    assert len(parts) == 3
    unasked = Item("dla", "tous", "lundi", "fenetre", "ouverture", 1, NOW, ("ouverture",))
    assert list(told.due("53", [unasked])) == []
