"""Problems as their editors read them."""

from dataclasses import replace

import pytest

from bot.verifying import causes_first
from knowledge.issues import Issue, KnowledgeError


def test_an_issue_says_where_what_and_the_repair() -> None:
    """An issue is one line with its place and its code; below, the line with a caret, and the repair."""
    bare = Issue("appels.yaml", 7, 4, "CB-205", "la clé « titre » manque")
    assert str(bare) == "appels.yaml:7:4 : la clé « titre » manque [CB-205]"
    mended = replace(bare, repair="ajoutez « titre: … »")
    assert str(mended) == f"{bare}\n    → ajoutez « titre: … »"
    shown = replace(mended, excerpt="   - appel: a")
    assert str(shown) == f"{bare}\n       - appel: a\n       ^\n    → ajoutez « titre: … »"


def test_issues_come_in_the_order_of_the_files() -> None:
    """All issues are kept, by file, line and column."""
    late, early = Issue("b.yaml", 1, 1, "CB-1", "b"), Issue("a.yaml", 10, 1, "CB-1", "a")
    first = Issue("a.yaml", 2, 5, "CB-1", "z")
    with pytest.raises(KnowledgeError, match=r"3 problème\(s\) dans le contenu") as caught:
        raise KnowledgeError((late, early, first))
    assert caught.value.issues == (first, early, late)


def test_a_tab_is_seen_and_the_caret_stands_under_it() -> None:
    """A tab is as wide as any other sign when it is told: it can be found."""
    tab = Issue("a.yaml", 2, 3, "CB-108", "la ligne contient une tabulation", "", "  \t- Vos statuts")
    assert str(tab).splitlines()[1:] == ["      ⇥- Vos statuts", "      ^"]


def test_what_others_follow_from_is_told_first() -> None:
    """An answer that leads nowhere first, then the rest; warnings are told apart, scenarios come last."""
    stuck, outside = Issue("b.yaml", 1, 1, "CB-402", "b"), Issue("a.yaml", 1, 1, "CB-404", "a")
    cut, old = Issue("c.yaml", 1, 1, "CB-424", "c"), Issue("d.yaml", 1, 1, "CB-504", "d")
    failed = Issue("scenarios/a.yaml", 1, 1, "CB-401", "s")
    assert causes_first((outside, stuck), (cut, old), (failed,)) == (stuck, outside, cut, failed)
