"""Problems as their editors read them."""

from dataclasses import replace

import pytest

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
