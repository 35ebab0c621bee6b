"""Calls for applications: when they are to come, which ones are told, which ones close soon."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from knowledge.calls import Call, closing_soon, next_calls
from knowledge.content import Knowledge
from tests.knowledge.situations import NOW


def call(**keys: object) -> Call:
    """Return a call as its editor writes it, with what every call needs."""
    written = {"appel": "essai", "titre": "Essai", "dispositif": "dla", "type": "ponctuel"}
    return TypeAdapter(Call).validate_python({**written, "regions": "partout", "source": "une page", **keys})


def at(moment: str) -> datetime:
    """Return a local time."""
    return datetime.fromisoformat(moment)


def ids(calls: tuple[Call, ...]) -> list[str]:
    """Return the ids of calls, in order."""
    return [one.id for one in calls]


def test_a_day_without_an_hour_lasts_until_midnight() -> None:
    """A call that closes on a day is still to come in the last minute of that day, and no longer after."""
    essai = call(cloture="2026-01-29")
    assert essai.upcoming(at("2026-01-29T23:59"))
    assert not essai.upcoming(at("2026-01-30T00:00"))


def test_an_hour_is_kept_to_the_minute() -> None:
    """A call that closes at an hour is over one minute later."""
    essai = call(cloture="2026-01-29 18:00")
    assert essai.upcoming(at("2026-01-29T18:00"))
    assert not essai.upcoming(at("2026-01-29T18:01"))


def test_a_call_without_a_closing_is_sure_only_until_it_opens() -> None:
    """Once a call of unknown closing has opened, nobody knows whether it is still open."""
    essai = call(ouverture="2026-01-06")
    assert essai.upcoming(at("2026-01-05T12:00"))
    assert not essai.upcoming(at("2026-01-07T00:00"))


@pytest.mark.parametrize("kind", ["recurrent", "permanent", "inconnu"])
def test_only_a_dated_call_is_to_come(kind: str) -> None:
    """A habit, a permanent offer and an unknown date announce nothing."""
    assert not call(type=kind, habituel="en janvier", cloture="2027-01-29").upcoming(NOW)


def test_an_opening_is_past_from_its_first_instant() -> None:
    """A call opens at midnight of its first day, at its hour when it has one, and always without a date."""
    assert call(ouverture="2026-01-06", cloture="2026-01-29").opened(at("2026-01-06T00:00"))
    assert not call(ouverture="2026-01-06 09:00").opened(at("2026-01-06T08:59"))
    assert call(cloture="2026-01-29").opened(at("2020-01-01T00:00"))


def test_a_regional_call_concerns_its_regions_only() -> None:
    """A call for some regions concerns nobody else, and nobody whose region is unknown."""
    essai = call(cloture="2026-01-29", regions=["93"])
    assert [essai.concerns(region) for region in ("93", "53", None)] == [True, False, False]
    assert call(cloture="2026-01-29").concerns(None)


@pytest.mark.parametrize(
    ("keys", "message"),
    [
        ({}, "un appel ponctuel a une « ouverture » ou une « cloture »"),
        ({"type": "recurrent"}, "un appel récurrent dit son moment « habituel »"),
        ({"type": "permanent", "source": None}, "un appel porte ses « faits » ou sa « source »"),
        ({"cloture": "29 janvier"}, "une date s'écrit 2026-01-29, ou 2026-01-29 18:00 avec l'heure"),
        ({"cloture": "2026-02-30"}, "une date s'écrit 2026-01-29, ou 2026-01-29 18:00 avec l'heure"),
    ],
)
def test_an_incomplete_call_is_refused(keys: dict[str, object], message: str) -> None:
    """A call without what its type requires is refused, and says what is missing."""
    with pytest.raises(ValidationError, match="(?s)" + message):
        call(**keys)


def test_a_date_already_read_stays_as_it_is() -> None:
    """A moment that is a date already, not a text, is taken as it is."""
    assert call(cloture=at("2026-01-29T18:00")).closes == at("2026-01-29T18:00")


def test_dated_calls_come_first_and_nearest_first() -> None:
    """When a programme has calls to come, they alone are told, the nearest closing first."""
    calls = (
        call(appel="habitude", type="recurrent", habituel="en janvier"),
        call(appel="loin", cloture="2027-06-30"),
        call(appel="pres", cloture="2027-01-29"),
        call(appel="passe", cloture="2025-01-29"),
    )
    assert ids(next_calls(calls, "dla", None, NOW)) == ["pres", "loin"]


@pytest.mark.parametrize(
    ("kinds", "told"),
    [
        (("inconnu", "permanent", "recurrent"), ["recurrent"]),
        (("inconnu", "permanent"), ["permanent"]),
        (("inconnu",), ["inconnu"]),
        ((), []),
    ],
)
def test_without_a_date_the_most_certain_is_told(kinds: tuple[str, ...], told: list[str]) -> None:
    """Without a call to come, what is usual is told, else what is permanent, else that nothing is known."""
    calls = tuple(call(appel=kind, type=kind, habituel="en janvier") for kind in kinds)
    assert ids(next_calls(calls, "dla", None, NOW)) == told


def test_calls_of_others_are_left_out() -> None:
    """The calls of another programme or of another region are not told."""
    calls = (
        call(appel="autre", dispositif="esus", cloture="2027-01-29"),
        call(appel="ailleurs", regions=["53"], cloture="2027-01-29"),
    )
    assert next_calls(calls, "dla", "93", NOW) == ()


def test_closing_soon_is_within_fifteen_days_whatever_the_programme() -> None:
    """M16: an open call that closes in less than fifteen days is told, nearest first, in its region only."""
    calls = (
        call(appel="dans_10", dispositif="esus", cloture="2026-12-04"),
        call(appel="dans_2", cloture="2026-11-26 12:00"),
        call(appel="dans_20", cloture="2026-12-14"),
        call(appel="pas_ouvert", ouverture="2026-11-28", cloture="2026-11-30"),
        call(appel="ailleurs", regions=["53"], cloture="2026-11-30"),
        call(appel="sans_cloture", ouverture="2026-11-30"),
        call(appel="habitude", type="recurrent", habituel="en décembre", cloture="2026-11-30"),
    )
    assert ids(closing_soon(calls, "93", NOW)) == ["dans_2", "dans_10"]


@given(st.integers(min_value=-20, max_value=20), st.integers(min_value=0, max_value=30))
def test_closing_soon_is_always_to_come(opens: int, lasts: int) -> None:
    """Whatever its dates, a call that closes soon is open and to come at that time."""
    first = NOW + timedelta(days=opens)
    last = first + timedelta(days=lasts)
    essai = call(ouverture=f"{first:%Y-%m-%d}", cloture=f"{last:%Y-%m-%d}")
    for one in closing_soon((essai,), None, NOW):
        assert one.opened(NOW)
        assert one.upcoming(NOW)


def test_every_programme_says_something_of_its_dates_where_it_exists(knowledge: Knowledge) -> None:
    """Every programme has a call, a habit or an unknown date, save the CRESS and the common-law aids."""
    silent = {
        programme.id
        for programme in knowledge.programmes.values()
        for region in knowledge.regions
        if programme.exists_in(region) and not next_calls(knowledge.calls, programme.id, region, NOW)
    }
    assert silent <= {"cress", "droit_commun"}
