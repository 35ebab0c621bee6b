"""What is kept is said the first time that something is, however a person begins."""

import pytest

from dialogs.events import Answer, Details, Do, Event, Notify, Say, Start
from dialogs.session import Alert, Session
from knowledge.content import Knowledge
from tests.dialogs.talking import Talk

NOTICE = "/confidentialite dit tout"
FIRST = (
    Start(),
    Start("r53"),
    Say("quels sont les appels ?"),
    Say("consolider"),
    Say("qsdfgh"),
    Say("on est une association"),
    Answer("besoin", "developper"),
    Notify("53", "dla", "ouverture"),
)


@pytest.mark.parametrize("event", FIRST, ids=str)
def test_it_is_said_once(knowledge: Knowledge, event: Event) -> None:
    """By words, an old button, an alert asked for, or something that is not understood."""
    talk = Talk(knowledge).take(event)
    assert talk.text.count(NOTICE) == 1
    assert NOTICE not in talk.take(Answer("statut", "association")).text


def test_it_is_said_when_something_is_kept(knowledge: Knowledge) -> None:
    """Not above a page that nothing of is kept, nor each time to somebody who only has alerts."""
    assert NOTICE not in Talk(knowledge).take(Details("dla")).text
    alerted = Session(alerts=(Alert("53", "dla", "ouverture"),))
    assert NOTICE not in Talk(knowledge, alerted).take(Do("humain")).text


@pytest.mark.parametrize(
    "first", [Say("que fait un incubateur ?"), Say("merci"), Start("dla"), Do("aide")], ids=str
)
def test_who_first_asks_something_reads_it_before_anything_is_kept(
    knowledge: Knowledge, first: Event
) -> None:
    """Nothing was kept of what she asked, nor said: she is as new as before."""
    talk = Talk(knowledge).take(first)
    assert NOTICE not in talk.text
    assert NOTICE in talk.take(Answer("statut", "association")).text
    assert NOTICE not in talk.take(Answer("besoin", "developper")).text
