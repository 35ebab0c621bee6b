"""What is to come: which windows are told of a programme, and which ones close soon."""

from datetime import datetime

import pytest

from knowledge.calls import Call
from knowledge.content import Knowledge
from knowledge.upcoming import between, closing_soon, coming, next_windows
from knowledge.windows import Window, instant
from tests.knowledge.calls import at, call, windows, with_calls
from tests.knowledge.situations import NOW

PACA = "93"
CANCELLED = {"motif": "Le financeur s'est retiré.", "source": "une page"}
RULE = {"type": "recurrent", "regle": {"ouverture": "1er lundi de mai", "cloture": "30 juin 18:00"}}


def ids(found: tuple[Window, ...] | list[Window]) -> list[str]:
    """Return the ids of windows, in order."""
    return [window.id for window in found]


def told(knowledge: Knowledge, *calls: Call, region: str | None = None, now: datetime = NOW) -> list[str]:
    """Return the windows told of the DLA."""
    return ids(next_windows(with_calls(knowledge, *calls), "dla", region, now))


def test_sessions_are_windows_of_their_own(knowledge: Knowledge) -> None:
    """Each session of a year has its dates and its name; those that are over are told no more."""
    spring, autumn = (
        {"session": "ete", "cloture": "2027-06-30"},
        {"session": "hiver", "cloture": "2027-12-01"},
    )
    essai = call(sessions=[autumn, spring])
    assert told(knowledge, essai) == ["essai:ete", "essai:hiver"]
    assert told(knowledge, essai, now=at("2027-07-01T00:00")) == ["essai:hiver"]
    whole = call(sessions=[autumn], annule=CANCELLED)
    assert [window.live for window in windows(knowledge, whole, "2027-01-01")] == [False]


def test_a_rule_gives_the_next_session(knowledge: Knowledge) -> None:
    """A call that comes back by rule is told for its next session, from its opening to its closing."""
    (window,) = windows(knowledge, call(**RULE), "2026-11-24")
    assert (window.id, window.opening, window.closing) == (
        "essai:2027",
        at("2027-05-03").date(),
        at("2027-06-30T18:00"),
    )
    assert ids(windows(knowledge, call(**RULE), "2027-06-30T18:00")) == ["essai:2027"]
    assert ids(windows(knowledge, call(**RULE), "2027-06-30T18:01")) == ["essai:2028"]


def test_a_rule_may_open_the_year_before(knowledge: Knowledge) -> None:
    """An opening is the last one before its closing, even in the year before."""
    essai = call(type="recurrent", regle={"ouverture": "1er décembre", "cloture": "31 janvier"})
    (window,) = windows(knowledge, essai, "2026-12-15")
    assert (window.session, str(window.opening), str(window.closing)) == ("2027", "2026-12-01", "2027-01-31")
    monthly = call(type="recurrent", regle={"cloture": "15 de chaque mois"})
    assert ids(windows(knowledge, monthly, "2026-12-16")) == ["essai:2027_01"]


def test_what_an_editor_writes_of_a_session_wins_over_the_rule(knowledge: Knowledge) -> None:
    """A session written beside a rule takes its place: other dates, even in the next year, or cancelled."""
    moved = call(**RULE, sessions=[{"session": "2027", "cloture": "2028-01-15"}])
    assert [str(w.closing) for w in windows(knowledge, moved, "2028-01-10")] == ["2028-01-15"]
    gone = call(**RULE, sessions=[{"session": "2027", "annule": CANCELLED}])
    found = windows(knowledge, gone, "2026-11-24")
    assert [(window.session, window.live) for window in found] == [("2027", False), ("2028", True)]
    assert found[0].closing == at("2027-06-30T18:00")
    never = [{"session": str(year), "annule": CANCELLED} for year in range(2026, 2040)]
    assert not any(w.live for w in windows(knowledge, call(**RULE, sessions=never), "2026-11-24"))


def test_dated_calls_come_first_and_nearest_first(knowledge: Knowledge) -> None:
    """When a programme has calls to come, they alone are told, the nearest closing first."""
    calls = (
        call(appel="habitude", type="recurrent", habituel="en janvier"),
        call(appel="loin", cloture="2027-06-30"),
        call(appel="pres", cloture="2027-01-29"),
        call(appel="passe", cloture="2025-01-29"),
    )
    assert told(knowledge, *calls) == ["pres", "loin"]


def test_what_is_cancelled_is_told_after_what_is_sure(knowledge: Knowledge) -> None:
    """A cancelled call is told until its end, after what takes place and before what is usual."""
    gone = call(appel="annule", cloture="2027-01-29", annule=CANCELLED)
    usual = call(appel="habitude", type="recurrent", habituel="en janvier")
    assert told(knowledge, gone, usual) == ["annule", "habitude"]
    assert told(knowledge, gone, call(appel="loin", cloture="2027-06-30")) == ["loin", "annule"]
    assert told(knowledge, gone) == ["annule"]
    assert told(knowledge, gone, usual, now=at("2027-01-30T00:00")) == ["habitude"]
    assert closing_soon(with_calls(knowledge, gone), None, at("2027-01-28T00:00")) == ()


@pytest.mark.parametrize(
    ("kinds", "expected"),
    [
        (("inconnu", "permanent", "recurrent"), ["recurrent"]),
        (("inconnu", "permanent"), ["permanent"]),
        (("inconnu",), ["inconnu"]),
        ((), []),
    ],
)
def test_without_a_date_the_most_certain_is_told(
    knowledge: Knowledge, kinds: tuple[str, ...], expected: list[str]
) -> None:
    """Without a call to come, what is usual is told, else what is permanent, else that nothing is known."""
    calls = (call(appel=kind, type=kind, habituel="en janvier") for kind in kinds)
    assert told(knowledge, *calls) == expected


def test_calls_of_others_are_left_out(knowledge: Knowledge) -> None:
    """The calls of another programme or of another region are not told."""
    other = call(appel="autre", dispositif="esus", cloture="2027-01-29")
    away = call(appel="ailleurs", regions=["53"], cloture="2027-01-29")
    assert told(knowledge, other, away, region=PACA) == []


def test_closing_soon_is_within_fifteen_days_whatever_the_programme(knowledge: Knowledge) -> None:
    """M16: an open call that closes in less than fifteen days is told, nearest first, in its region only."""
    calls = (
        call(appel="dans_10", dispositif="esus", cloture="2026-12-04"),
        call(appel="dans_2", cloture="2026-11-26 12:00"),
        call(appel="dans_20", cloture="2026-12-14"),
        call(appel="pas_ouvert", ouverture="2026-11-28", cloture="2026-11-30"),
        call(appel="ailleurs", regions=["53"], cloture="2026-11-30"),
        call(appel="sans_cloture", ouverture="2026-11-24"),
        call(appel="habitude", type="recurrent", habituel="en décembre"),
        call(appel="regle", type="recurrent", regle={"cloture": "1er de chaque mois"}),
    )
    found = closing_soon(with_calls(knowledge, *calls), PACA, NOW)
    assert ids(found) == ["dans_2", "regle:2026_12", "dans_10"]


def test_between_two_times(knowledge: Knowledge) -> None:
    """Every window that may be seen between two times is found, cancelled ones too, and no other."""
    monthly = call(appel="mois", type="recurrent", regle={"cloture": "15 de chaque mois"})
    gone = call(appel="annule", cloture="2027-01-20", annule=CANCELLED)
    early = call(appel="tot", ouverture="2027-02-10", cloture="2028-01-01")
    late = call(appel="tard", ouverture="2027-03-01", cloture="2027-04-01")
    known = with_calls(knowledge, monthly, gone, early, late)
    found = between(known, PACA, at("2027-01-16T00:00"), at("2027-02-16T00:00"))
    assert ids(found) == ["mois:2027_02", "annule", "tot"]


def test_coming_takes_a_call_of_the_content(knowledge: Knowledge) -> None:
    """A call that is over has no window left."""
    past = next(one for one in knowledge.calls if one.id == "lfse_2025")
    assert coming(knowledge, past, instant(knowledge, None, NOW)) == ()
