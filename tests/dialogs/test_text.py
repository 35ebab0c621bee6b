"""Emphasis, values, links, and French typography."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dialogs.text import NBSP, THIN, Span, bold, flat, joined, link, plain, rich, typeset

TRICKY = st.text(st.sampled_from(f" {NBSP}{THIN};!?:«»'’0123456789€%*{{}}ax"), max_size=40)
ANY = st.one_of(TRICKY, st.text(max_size=40))


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("l'aide", "l’aide"),
        ("Vous êtes ?", f"Vous êtes{THIN}?"),
        ("Bravo !", f"Bravo{THIN}!"),
        ("un ; deux", f"un{THIN}; deux"),
        ("Coût : gratuit", f"Coût{NBSP}: gratuit"),
        ("« oui »", f"«{NBSP}oui{NBSP}»"),
        ("1 000 000 €", f"1{THIN}000{THIN}000{NBSP}€"),
        ("12 %", f"12{NBSP}%"),
        ("18 h", "18 h"),
        ("04 1234", "04 1234"),
        ("12:30", "12:30"),
    ],
)
def test_typeset(typed: str, read: str) -> None:
    """French spaces and apostrophes take the place of those that are typed, and nothing else moves."""
    assert typeset(typed) == read


@settings(deadline=None, max_examples=300)
@given(ANY)
def test_typeset_twice_changes_nothing(text: str) -> None:
    """Typesetting is idempotent."""
    assert typeset(typeset(text)) == typeset(text)


@settings(deadline=None, max_examples=300)
@given(ANY)
def test_typeset_leaves_no_plain_space_beside_punctuation(text: str) -> None:
    """Whatever is typed, no plain space stays before ; ! ? : » or after «, and no straight apostrophe."""
    assert not re.search(r" [;!?:»]|« |'", typeset(text))


def test_emphasis_and_values() -> None:
    """Stars make bold, braces take values."""
    assert rich("*a* {x}", x="b") == (Span("a", bold=True), Span(" "), Span("b"))


def test_values_stay_values() -> None:
    """Stars, braces and angle brackets of a value are read as characters, never as markup."""
    text = rich("*a* {x}", x="*b* {y} <b>")
    assert [span.bold for span in text] == [True, False, False]
    assert flat(text) == "a ∗b∗ (y) <b>"


@settings(deadline=None, max_examples=300)
@given(ANY)
def test_no_value_makes_emphasis(value: str) -> None:
    """Whatever its characters, a value is never emphasised and leaves no markup behind."""
    text = rich("*a* {x}", x=value)
    assert [span.text for span in text if span.bold] == ["a"]
    assert not set("*{}") & set(flat(text))


def test_a_text_is_put_as_it_is() -> None:
    """A value that is already a text keeps its emphasis and its links."""
    assert rich("{x}", x=(*bold("b"), *link("c", "https://c.fr"))) == (
        Span("b", bold=True),
        Span("c", link="https://c.fr"),
    )


def test_emphasis_reaches_the_values_and_links_inside() -> None:
    """What is between stars is bold whole, values and addresses included."""
    text = rich("*{x} sur https://a.fr*", x="dit")
    assert [span.text for span in text if span.bold] == ["dit", " sur ", "https://a.fr"]
    assert text[-1].link == "https://a.fr"


@pytest.mark.parametrize(
    ("template", "address"),
    [
        ("Voir https://a.fr/b?c=d, puis", "https://a.fr/b?c=d"),
        ("(https://a.fr).", "https://a.fr"),
        ("Sur http://a.fr ; ailleurs", "http://a.fr"),
    ],
)
def test_an_address_becomes_a_link_without_the_punctuation_around(template: str, address: str) -> None:
    """An address is a link, and the punctuation after it is not part of it."""
    assert [span.link for span in rich(template) if span.link] == [address]


def test_an_address_in_a_value_becomes_a_link() -> None:
    """A plain text is one span, save that its addresses are links."""
    assert plain("page https://a.fr") == (Span("page "), Span("https://a.fr", link="https://a.fr"))


def test_joined_leaves_out_what_is_empty() -> None:
    """Parts are separated once each, and empty ones leave no blank line."""
    assert flat(joined([rich("a"), (), rich("b"), ()], "\n\n")) == "a\n\nb"
    assert joined([(), ()]) == ()


def test_flat_shows_the_address_that_a_label_hides() -> None:
    """Without links, an address is written beside a label that does not tell it, and only then."""
    assert flat(link("la page", "https://a.fr")) == "la page (https://a.fr)"
    assert flat(link("a.fr", "https://a.fr")) == "a.fr"
