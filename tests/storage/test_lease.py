"""The lease: one holder at a time, whatever the order of what happens."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from storage.database import MEMORY, open_database
from storage.lease import LASTS, Holder, Lease

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
HOLDERS = [Holder("ici", 1, NOON), Holder("ici", 2, NOON), Holder("ailleurs", 1, NOON)]
DEED = st.sampled_from(["take", "renew", "give back", "die"])
DEEDS = st.lists(st.tuples(DEED, st.sampled_from(HOLDERS), st.integers(0, 90)), max_size=20)


@given(DEEDS)
def test_nobody_is_dispossessed_while_the_lease_lasts(deeds: list[tuple[str, Holder, int]]) -> None:
    """Told by a model: who holds it, until when; another takes it only when it is free, over or of a dead."""
    lease, now = Lease(open_database(MEMORY)), NOON
    holder: Holder | None = None
    until, dead = NOON, set[Holder]()
    for deed, who, seconds in deeds:
        now += timedelta(seconds=seconds)
        match deed:
            case "take":
                given_up = holder if holder in dead else None
                free = holder is None or now >= until or given_up is not None
                assert lease.take(who, now, given_up) == free
                if free:
                    holder, until = who, now + LASTS
            case "renew":
                assert lease.renew(who, now) == (holder == who)
                until = now + LASTS if holder == who else until
            case "give back":
                lease.give_back(who)
                holder = None if holder == who else holder
            case _:
                dead.add(who)
        assert lease.holder() == holder
