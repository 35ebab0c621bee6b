"""A page that is remembered is the one that would be made."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from dialogs.pages.asking import question_page
from dialogs.pages.current import alike, page
from dialogs.pages.result import result_page
from dialogs.session import Alert, Session
from dialogs.text import plain
from dialogs.turn import Turn
from knowledge.content import Knowledge
from knowledge.entry import Facts
from knowledge.upcoming import YEAR, between
from knowledge.windows import timezone
from tests.dialogs.talking import NETWORK, NOW, REFINABLE, RESULT
from tests.dialogs.test_pages_result import closing

TICK = timedelta(microseconds=1)
ASIDE = (-TICK, timedelta(), TICK, timedelta(seconds=30), timedelta(seconds=60) - TICK)


def turns(knowledge: Knowledge, region: str) -> list[datetime]:
    """Return the local times, near each opening and closing of a year and a fortnight before, to look at."""
    zone = timezone(knowledge, region)
    found = {turn for window in between(knowledge, region, NOW, NOW + YEAR) for turn in window.turns(zone)}
    days = (timedelta(), timedelta(days=15))
    return sorted({turn - before + aside for turn in found for before in days for aside in ASIDE})


@pytest.mark.parametrize("answers", [RESULT, REFINABLE], ids=["bretagne", "provence"])
def test_the_result_of_a_minute_is_that_of_each_of_its_moments(knowledge: Knowledge, answers: Facts) -> None:
    """Around each opening and each closing, the page is the one made for that very moment."""
    first = Turn(knowledge, Session(answers), NOW).orientation
    assert first
    dated = replace(knowledge, calls=(closing(first.principal.programme, "2026-12-03 18:00"),))
    session = Session(answers, alerts=(Alert(answers["region"], "dla", "ouverture"),))
    told = set()
    for now in turns(dated, answers["region"]):
        turn = Turn(dated, session, now)
        assert turn.orientation
        made = result_page(turn, turn.orientation, plain("Bonjour"))
        assert page(turn, plain("Bonjour")) == made, now
        told.add(made)
    assert len(told) == 3  # a fortnight before, on the day, after


def test_the_first_instant_of_a_minute_is_apart() -> None:
    """A call that closes at 18:00 is open then, and over just after."""
    noon = datetime(2026, 11, 24, 12)
    assert [alike(noon + aside) - noon for aside in ASIDE] == [
        -timedelta(minutes=1) + TICK,
        timedelta(),
        TICK,
        TICK,
        TICK,
    ]


def test_a_question_is_that_of_its_session(knowledge: Knowledge) -> None:
    """What was said, the question asked out of turn, what may be taken back and the notice make the page."""
    sessions = [
        Session(NETWORK),
        Session(dict(reversed(NETWORK.items()))),
        Session(NETWORK, focus="statut"),
        Session({"statut": "association"}),
        Session(previous=NETWORK),
        Session(seen=NOW),
    ]
    shown = set()
    for session in [*sessions, *sessions]:
        for notice, numbered in (((), False), (plain("Bonjour"), True)):
            turn = Turn(knowledge, session, NOW)
            assert turn.question
            made = question_page(turn, turn.question, notice, numbered=numbered)
            assert page(turn, notice, numbered=numbered) == made
            shown.add(made)
    assert len(shown) == 2 * len(sessions)
