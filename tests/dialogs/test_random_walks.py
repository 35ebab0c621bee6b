"""Laws that hold whatever people do, in whatever order, at whatever time."""

import json
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.buttons import decode, encode
from dialogs.events import Answer, Change, Define, Details, Do, Event, Media, Say, Sources, Start
from dialogs.session import dump, load
from knowledge.content import Knowledge
from tests.dialogs.talking import NETWORK, Talk, told
from tests.dialogs.walks import Script, empty, misprints, reserved, scripts, walk

PACA = "93"
UNNAMED = (Answer, Change, Do, Media)
"""Events by which nobody names a programme or a word."""


@pytest.fixture(scope="module")
def conversations(knowledge: Knowledge) -> st.SearchStrategy[Script]:
    """Return what draws conversations; made once, for it lists the whole content."""
    return scripts(knowledge)


@settings(deadline=None, max_examples=100)
@given(data=st.data())
def test_step_always_answers(
    knowledge: Knowledge, conversations: st.SearchStrategy[Script], data: st.DataObject
) -> None:
    """No event raises, each is answered with words, and the session survives being written."""
    for _, talk in walk(knowledge, data.draw(conversations)):
        assert not empty(talk)
        assert talk.session.seen == talk.now
        assert load(json.loads(json.dumps(dump(talk.session)))) == talk.session


@settings(deadline=None, max_examples=80)
@given(data=st.data())
def test_every_button_can_be_pressed(
    knowledge: Knowledge, conversations: st.SearchStrategy[Script], data: st.DataObject
) -> None:
    """Every button has a short label, goes through the wire unchanged, and is answered when pressed."""
    talk = Talk(knowledge)
    for _, talk in walk(knowledge, data.draw(conversations)):
        for button in talk.buttons:
            assert 0 < len(button.label.strip()) <= len(button.label) <= 64
            assert len(encode(button.event).encode()) <= 64
            assert decode(encode(button.event)) == button.event
    for button in talk.buttons:
        assert not empty(replace(talk).take(button.event))


@settings(deadline=None, max_examples=80)
@given(data=st.data())
def test_everything_is_typeset(
    knowledge: Knowledge, conversations: st.SearchStrategy[Script], data: st.DataObject
) -> None:
    """No reply keeps a plain space beside punctuation, a straight apostrophe or markup."""
    for event, talk in walk(knowledge, data.draw(conversations)):
        assert misprints(talk) == [], event


@settings(deadline=None, max_examples=100)
@given(data=st.data())
def test_the_offers_of_a_region_stay_there(
    knowledge: Knowledge, conversations: st.SearchStrategy[Script], data: st.DataObject
) -> None:
    """Elsewhere the offers of Provence are never shown; without a region, only to who names them."""
    for event, talk in walk(knowledge, data.draw(conversations)):
        region = talk.answers.get("region")
        if region not in {None, PACA} or (region is None and isinstance(event, UNNAMED)):
            assert reserved(talk) == [], event


def pages(knowledge: Knowledge) -> list[Event]:
    """Return what opens every page of the content once."""
    programmes = knowledge.programmes
    return [
        *(Start(programme) for programme in programmes),
        *(Details(programme) for programme in programmes),
        *(Sources(programme) for programme in programmes),
        *(Define(term) for term in knowledge.glossary),
        *(Change(question) for question in knowledge.questions),
        *(Say(term.label) for term in knowledge.glossary.values()),
    ]


@pytest.mark.parametrize("region", [None, PACA, "53", "01"])
def test_every_page_is_typeset(knowledge: Knowledge, region: str | None) -> None:
    """Every page of the content is typeset, in Provence, elsewhere and without a region."""
    answers = {**NETWORK, "region": region} if region else NETWORK
    found = {
        text: event for event in pages(knowledge) for text in misprints(told(knowledge, answers).take(event))
    }
    assert found == {}


@pytest.mark.parametrize("region", ["53", "01", "94", "11"])
def test_no_page_elsewhere_shows_the_offers_of_provence(knowledge: Knowledge, region: str) -> None:
    """Whatever page is asked for in another region, nothing reserved to Provence is on it."""
    answers = {**NETWORK, "region": region}
    found = [event for event in pages(knowledge) if reserved(told(knowledge, answers).take(event))]
    assert found == []
