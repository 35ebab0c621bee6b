"""A message as the outbox keeps it, and back."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.packing import pack, unpack
from dialogs.events import Answer, Button, Card, Do, Message
from dialogs.text import Span, plain

TAP = st.builds(Do, st.sampled_from(["aide", "retour"])) | st.builds(Card, st.text("abc_", min_size=1))
TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
SPANS = st.builds(Span, TEXT, st.booleans(), st.none() | st.just("https://exemple.fr/"))
ROWS = st.lists(st.lists(st.builds(Button, TEXT, TAP), min_size=1, max_size=3).map(tuple), max_size=3).map(
    tuple
)


@given(st.lists(SPANS, min_size=1, max_size=5).map(tuple), ROWS)
def test_a_message_is_kept_as_it_is(text: tuple[Span, ...], rows: tuple[Any, ...]) -> None:
    """What is unpacked is what was packed; what holds in no message is refused."""
    message = Message(text, rows)
    if "".join(span.text for span in text).strip():
        assert unpack(pack(message)) == message
    else:
        with pytest.raises(ValueError):  # noqa: PT011 - the text itself
            pack(message)


@pytest.mark.parametrize("body", ["", "{}", '{"text":[["x"]],"rows":[[["a","zz"]]]}', '{"text":3,"rows":[]}'])
def test_what_was_never_packed_is_refused(body: str) -> None:
    """Nothing is made up."""
    with pytest.raises(ValueError):  # noqa: PT011 - the body itself
        unpack(body)


def test_a_long_text_is_no_message_of_the_outbox() -> None:
    """One row is one message of Telegram, so that it is sent or not."""
    with pytest.raises(ValueError, match="x"):
        pack(Message((Span("x\n" * 3000),)))
    assert unpack(pack(Message(plain("a"), ((Button("b", Answer("q", "v")),),)))).rows[0][0].event == Answer(
        "q", "v"
    )
