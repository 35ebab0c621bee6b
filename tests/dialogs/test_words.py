"""Words reduced to what counts."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dialogs.words import MAX_TEXT, all_words, fold, words

LIKELY = st.text("aàÀéœŒßİıǅ①Ａа\u0430\u0420\u0301\u00ad\u200b\ufeff '’-0１", max_size=12)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("  L'ÉCONOMIE sociale… ", "l economie sociale"),
        ("cœur, Ægir", "coeur aegir"),
        ("Straße", "strasse"),
        ("①②", "12"),
        ("?!", ""),
        ("Ａｓｓｏ", "asso"),
        ("e\u0301te\u0301", "ete"),
        ("as\u00adso\u200bciation", "association"),
        ("\u0430sso", "asso"),
        ("\u0420\u0410\u0421A", "paca"),
        ("我有3个", "xx3x"),
    ],
)
def test_fold(text: str, folded: str) -> None:
    """Case, accents, ligatures, widths, punctuation, unseen and look-alike characters do not count."""
    assert fold(text) == folded


@settings(deadline=None, max_examples=300)
@given(LIKELY | st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    """Folding is idempotent and leaves only small letters, digits and single spaces."""
    folded = fold(text)
    assert fold(folded) == folded
    assert set(folded) <= set("abcdefghijklmnopqrstuvwxyz0123456789 ")
    assert "  " not in folded


def test_only_the_beginning_of_a_huge_text_is_read() -> None:
    """What comes after a thousand characters is not looked at."""
    assert fold("a" * MAX_TEXT + "b" * 1_000_000) == "a" * MAX_TEXT


def test_no_text_makes_a_number_that_python_refuses() -> None:
    """Characters that spread into several digits stay far from the longest number that can be read."""
    assert int(fold("⑳" * 100_000)) > 0


@settings(deadline=None)
@given(
    st.lists(
        LIKELY | st.sampled_from(["S.C.O.P.", "a\x1eb", "", "x" * (MAX_TEXT - 1), "une asso à Gap"]),
        max_size=6,
    )
)
def test_many_texts_are_folded_as_each_would_be(texts: list[str]) -> None:
    """Folding many texts at once gives the words of each, in order."""
    assert all_words(texts) == [words(text) for text in texts]
