"""What is kept of a conversation, and its way to plain data and back."""

import json
from dataclasses import replace
from datetime import datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from dialogs.session import Session, dump, load

IDS = st.text("abcdefghijklmnopqrstuvwxyz_0123456789", min_size=1, max_size=24)
PAIRS = st.lists(st.tuples(IDS, IDS), max_size=5)
SESSIONS = st.builds(
    Session,
    answers=PAIRS.map(dict),
    focus=st.none() | IDS,
    misses=st.integers(0, 9),
    choices=PAIRS.map(tuple),
    previous=PAIRS.map(dict),
    seen=st.none() | st.datetimes(),
    clashes=st.integers(0, 9),
)


@settings(deadline=None)
@given(
    SESSIONS,
    PAIRS.map(tuple),
    st.tuples(st.none() | IDS, st.none() | IDS),
    st.tuples(st.booleans(), st.booleans(), st.booleans()),
)
def test_a_session_survives_being_written(
    said: Session,
    later: tuple[tuple[str, str], ...],
    of: tuple[str | None, str | None],
    shown: tuple[bool, bool, bool],
) -> None:
    """A session written as JSON and read again is the same, in the same order."""
    aside, helped, offering = shown
    about, promised = of
    session = replace(said, later=later, about=about, promised=promised, aside=aside, helped=helped)
    session = replace(session, offering=offering, telling=(about, "tous") if about else None, abroad=aside)
    read = load(json.loads(json.dumps(dump(session))))
    assert read == session
    assert list(read.answers) == list(session.answers)


def test_what_is_empty_is_not_written() -> None:
    """A session holds the little that was said, and what is kept of it is no longer than that."""
    assert dump(Session()) == {}
    assert dump(Session({"statut": "association"})) == {"answers": [["statut", "association"]]}


def test_what_was_shown_aside_is_written_shortly() -> None:
    """A programme that is shown is what « it » is; what is no name of one is nothing."""
    assert dump(Session().showing("dla")) == {"aside": True, "about": "dla"}
    assert load({"aside": True, "about": 3}) == Session(aside=True)


def test_what_is_not_of_its_type_is_left_out() -> None:
    """Plain data of another shape give an empty field rather than an error."""
    odd: dict[str, object] = {
        "answers": None,
        "focus": 3,
        "misses": "x",
        "choices": "x",
        "previous": {},
        "seen": 0,
        "telling": None,
        "supposed": None,
    }
    assert load(odd) == Session()


@settings(deadline=None)
@given(SESSIONS)
def test_a_session_is_blank_when_only_the_time_is_in_it(session: Session) -> None:
    """A session is worth keeping as soon as it holds something other than its time, what waits included."""
    assert session.blank == (session == Session(seen=session.seen))
    assert not replace(session, later=(("region", "53"),)).blank


def test_answers_leave_nothing_pending() -> None:
    """New answers end the question asked out of turn, the misunderstandings and the choice offered."""
    seen = datetime.fromisoformat("2026-11-24T10:00")
    before = Session({"a": "b"}, "a", 2, (("a", "b"),), {"c": "d"}, seen)
    assert before.answered({"e": "f"}) == Session({"e": "f"}, previous={"c": "d"}, seen=seen)
