"""Sheets age, day by day."""

from dataclasses import replace
from datetime import date

import pytest

from knowledge.calls import Call
from knowledge.content import Knowledge
from knowledge.freshness import due, outdated, stale
from knowledge.issues import Finding

CHECKED = date(2026, 11, 23)
LAST = date(2027, 5, 22)
"""180 days later."""


def about(knowledge: Knowledge, today: date, file: str) -> list[Finding]:
    """Return what is told of a file on a day, contacts aside."""
    return [f for f in stale(knowledge, today) if f.file == file and f.code != "CB-504"]


@pytest.mark.parametrize(
    ("today", "codes"),
    [
        (date(2027, 4, 21), []),
        (date(2027, 4, 22), ["CB-501"]),
        (LAST, ["CB-501"]),
        (date(2027, 5, 23), ["CB-502"]),
    ],
)
def test_a_sheet_is_told_thirty_days_before_and_after(
    knowledge: Knowledge, today: date, codes: list[str]
) -> None:
    """180 days after it was checked, a sheet is old; its editors are told from thirty days before."""
    dla = knowledge.programmes["dla"]
    assert (dla.checked, due(dla)) == (CHECKED, LAST)
    assert [f.code for f in about(knowledge, today, "dispositifs/dla.yaml")] == codes
    assert [f.code for f in about(knowledge, today, "regions/53.yaml")] == codes
    assert outdated(dla, today) == (codes == ["CB-502"])


def test_a_sheet_may_say_its_own_day(knowledge: Knowledge) -> None:
    """`revoir_avant` takes the place of the 180 days, sooner or later."""
    dla = knowledge.programmes["dla"].model_copy(update={"review": date(2026, 12, 31)})
    known = replace(knowledge, programmes={**knowledge.programmes, "dla": dla})
    (soon,) = about(known, date(2026, 12, 31), "dispositifs/dla.yaml")
    assert soon.message == "fiche à revoir avant le 31/12/2026"
    assert outdated(dla, date(2027, 1, 1))
    assert not outdated(dla, date(2026, 12, 31))


@pytest.mark.parametrize(
    ("today", "ahead"),
    [(date(2026, 11, 21), 1), (date(2026, 11, 22), 0), (CHECKED, 0)],
)
def test_nothing_was_checked_after_today(knowledge: Knowledge, today: date, ahead: int) -> None:
    """A date to come is told; the day after is not: it has begun elsewhere."""
    codes = [f.code for f in about(knowledge, today, "dispositifs/dla.yaml")]
    assert codes == ["CB-510"] * ahead


@pytest.mark.parametrize(
    ("seen", "ahead"),
    [("2027-11-30", 1), ("2027-12", 1), ("2028", 1), ("2027-2028", 0), ("2026-11", 0), ("vers 2026", 0)],
)
def test_no_page_was_seen_after_today(knowledge: Knowledge, seen: str, ahead: int) -> None:
    """Only what is wholly to come is told: a month or a year may have begun."""
    region = knowledge.regions["93"]
    first = region.dla[0].model_copy(update={"seen": seen})
    known = replace(knowledge, regions={"93": region.model_copy(update={"dla": (first, *region.dla[1:])})})
    codes = [f.code for f in about(known, date(2027, 1, 2), "regions/93.yaml")]
    assert codes == ["CB-510"] * ahead


def call(**more: object) -> Call:
    """Return a dated call."""
    base = {"appel": "a", "titre": "A", "type": "ponctuel", "dispositif": "dla", "faits": ["F076"]}
    return Call.model_validate({"regions": ["53"], "cloture": "2026-11-20", **base, **more})


def test_a_call_that_is_over_needs_a_sequel(knowledge: Knowledge) -> None:
    """A past call is told when nothing else is known of its programme in a region, and only then."""
    today = date(2026, 11, 24)
    codes = [f.code for f in about(replace(knowledge, calls=(call(),)), today, "appels.yaml")]
    assert codes == ["CB-503"]
    national = call(regions="partout")
    usual = call(appel="b", type="recurrent", habituel="en mai", cloture=None)
    assert about(replace(knowledge, calls=(call(), usual)), today, "appels.yaml") == []
    assert len(about(replace(knowledge, calls=(national, usual)), today, "appels.yaml")) == 1
    assert about(replace(knowledge, calls=(call(cloture="2026-11-24"),)), today, "appels.yaml") == []


def test_a_call_may_be_reviewed(knowledge: Knowledge) -> None:
    """A call is told by its own `revoir_avant`."""
    waiting = call(cloture="2027-11-20", revoir_avant="24 novembre 2026")
    told = about(replace(knowledge, calls=(waiting,)), date(2026, 11, 25), "appels.yaml")
    assert [f.code for f in told] == ["CB-502"]


@pytest.mark.parametrize(
    ("seen", "told"),
    [
        ("2024-11-23", True),
        ("2024-11-24", False),
        ("2023-10-31", True),
        ("2023", True),
        ("2024", False),
        ("vers 2022-2023", True),
        ("date inconnue", False),
        ("2024-29-02", False),
        (None, False),
    ],
)
def test_a_contact_seen_two_years_ago_is_told(knowledge: Knowledge, seen: str | None, *, told: bool) -> None:
    """What was seen more than two years ago is told; an unknown date, which people read already, is not."""
    region = knowledge.regions["24"]
    (operator,) = region.dla
    dated = region.model_copy(update={"dla": (operator.model_copy(update={"seen": seen}),), "incubators": ()})
    findings = stale(replace(knowledge, regions={"24": dated}), date(2026, 11, 24))
    assert (("dla", 0, "vu_le") in [f.path for f in findings if f.code == "CB-504"]) == told
