"""Telegram's HTML, read and refused as the platform does."""

import pytest

from tests.botapi import ApiError
from tests.botapi.markup import parse_html


@pytest.mark.parametrize(
    ("source", "text", "kinds"),
    [
        ("<b>a</b> <i>b</i> <u>c</u> <s>d</s>", "a b c d", ["bold", "italic", "underline", "strikethrough"]),
        ("<strong><em>x</em></strong>", "x", ["italic", "bold"]),
        ('<a href="https://x.fr/?a=1&amp;b=2">l</a>', "l", ["text_link"]),
        ('<a href="x.pdf">l</a>', "l", []),
        ("<code>c</code><pre>p</pre>", "cp", ["code", "pre"]),
        ('<span class="tg-spoiler">s</span>', "s", ["spoiler"]),
        ("<blockquote expandable>q</blockquote>", "q", ["expandable_blockquote"]),
        ("1 &lt; 2 &amp; 3 &gt; 2, l&#39;&quot;été&quot;", '1 < 2 & 3 > 2, l\'"été"', []),
    ],
)
def test_html_is_read_as_telegram_does(source: str, text: str, kinds: list[str]) -> None:
    """Supported tags become entities, and escapes become characters."""
    formatted = parse_html(source)
    assert (formatted.text, [entity["type"] for entity in formatted.entities]) == (text, kinds)


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("<b>x", 'Can\'t find end tag corresponding to start tag "b"'),
        ("é<b><i>x</b></i>", 'Unmatched end tag at byte offset 9, expected "</i>", found "</b>"'),
        ("x</b>", "Unexpected end tag at byte offset 1"),
        ("<div>x</div>", 'Unsupported start tag "div" at byte offset 0'),
        ("a<br/>b", 'Unsupported start tag "br/" at byte offset 1'),
        ("1 < 2", "Unclosed start tag at byte offset 2"),
        ("2 > 1", "Character '>' must be escaped at byte offset 2"),
        ("eau & gaz", "Character '&' must be escaped at byte offset 4"),
        ("un&nbsp;mot", "Character '&' must be escaped at byte offset 2"),
        ("<span>x</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
        ("<a href=x>l</a>", 'Unexpected attribute in the tag "a" at byte offset 0'),
    ],
)
def test_bad_html_is_refused(source: str, reason: str) -> None:
    """Telegram's reason comes with its 400."""
    with pytest.raises(ApiError) as refusal:
        parse_html(source)
    assert (refusal.value.code, str(refusal.value)) == (400, f"Bad Request: can't parse entities: {reason}")
