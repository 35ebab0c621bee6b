"""Callback data: 64 bytes at most, and back to the same event."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from telegram.constants import InlineKeyboardButtonLimit

from bot.buttons import DRAFT, decode, encode
from dialogs.events import Answer, Card, Change, Dates, Define, Details, Do, Sources, Tap

IDS = st.text("abcdefghijklmnopqrstuvwxyz0123456789_", min_size=1, max_size=24)
TAPS = st.one_of(
    st.builds(Answer, IDS, IDS),
    *(st.builds(kind, IDS) for kind in (Change, Details, Sources, Card, Dates, Define, Do)),
)


@given(TAPS)
def test_an_event_survives_the_wire(event: Tap) -> None:
    """Any event of legal ids fits in callback data, even marked, and comes back the same."""
    data = encode(event)
    assert decode(DRAFT + data) is None
    assert len((DRAFT + data).encode()) <= InlineKeyboardButtonLimit.MAX_CALLBACK_DATA
    assert decode(data) == event


@pytest.mark.parametrize("data", ["", "a", "a:", "a:b", "a:b:", "z:b", "d:a:b", "x"])
def test_foreign_data_is_no_event(data: str) -> None:
    """Data that no button of ours had is nothing."""
    assert decode(data) is None
