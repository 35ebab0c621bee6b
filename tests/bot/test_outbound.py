"""What leaves for Telegram: HTML escaped in one place, texts cut within the limit."""

from html.parser import HTMLParser

from hypothesis import given, settings
from hypothesis import strategies as st
from telegram.constants import MessageLimit

from bot.outbound import Outbound, html, split
from bot.sizes import width
from dialogs.events import Button, Do, Message
from dialogs.text import Span, Text, flat, plain, rich
from tests.bot.wire import Wire
from tests.virtual import run

ANY = st.text(max_size=300)
SPANS = st.builds(Span, ANY, st.booleans(), st.none() | st.just('https://exemple.fr/?a=1&b="2"'))
TEXTS = st.lists(SPANS, min_size=1, max_size=6).map(tuple)


class _Reader(HTMLParser):
    """Reads HTML back as plain characters, and refuses any tag that is not ours."""

    def __init__(self) -> None:
        super().__init__()
        self.read = ""

    def handle_starttag(self, tag: str, attrs: object) -> None:  # noqa: ARG002
        assert tag in {"b", "a"}

    def handle_data(self, data: str) -> None:
        self.read += data


@given(TEXTS)
@settings(deadline=None)
def test_whatever_is_said_comes_out_as_said(text: Text) -> None:
    """No character of a text is ever read as markup."""
    reader = _Reader()
    reader.feed(html(text))
    reader.close()
    assert reader.read == "".join(span.text for span in text).replace("\r\n", "\n").replace("\r", "\n") or (
        "\r" in "".join(span.text for span in text)
    )


def test_a_value_cannot_bring_its_own_markup() -> None:
    """A value with tags is shown with its tags."""
    assert html(rich("*Oui* {x}", x="<b>&</b>")) == "<b>Oui</b> &lt;b&gt;&amp;&lt;/b&gt;"


@given(st.lists(st.builds(Span, st.text(max_size=3000)), min_size=1, max_size=8).map(tuple))
@settings(deadline=None)
def test_a_long_text_is_cut_within_the_limit_and_loses_nothing(text: Text) -> None:
    """Every part fits, and the parts put together are the text."""
    parts = split(text)
    assert all(width("".join(s.text for s in part)) <= MessageLimit.MAX_TEXT_LENGTH for part in parts)
    whole = "".join(span.text for span in text)
    told = "".join(span.text for part in parts for span in part)
    assert told.split() == whole.split() if whole.strip() else not parts


def test_a_text_is_cut_at_a_line_end() -> None:
    """A cut falls between lines when it can."""
    lines = [f"ligne {n} " + "x" * 90 for n in range(60)]
    first, second = split((Span("\n".join(lines)),))
    assert flat(first).endswith("\n")
    assert flat(second).startswith("ligne ")


def test_an_emoji_counts_twice() -> None:
    """Lengths are counted as Telegram counts them, in UTF-16 units."""
    assert width("é😀") == 3


def test_a_broadcast_leaves_the_question_under_way_as_it_is() -> None:
    """It edits nothing and takes no button away; the next answer takes away those of the question."""
    wire = Wire()
    button = ((Button("Oui", Do("aide")),),)

    async def scene() -> None:
        outbound = Outbound(wire.bot())
        await outbound.deliver(7, (Message(plain("Une question"), button),), None)
        await outbound.broadcast(7, Message(plain("Un appel"), button), lambda: True)
        await outbound.deliver(7, (Message(plain("La suite"), button),), None)

    run(scene())
    question, call, taken, answer = [sent.params for sent in wire.sent]
    assert [params["method"] for params in (question, call, answer)] == ["sendMessage"] * 3
    assert "reply_markup" in call
    assert (taken["method"], taken["message_id"]) == ("editMessageReplyMarkup", "1")
