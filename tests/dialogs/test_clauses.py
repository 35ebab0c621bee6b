"""Messages cut into clauses: pauses, corrections, other people, and words that are no answers."""

import pytest

from dialogs.clauses import Clause, clauses
from knowledge.content import Knowledge


def said(knowledge: Knowledge, text: str) -> list[str]:
    """Return the clauses of a text, as plain text."""
    return [" ".join(clause.said) for clause in clauses(knowledge, text)]


@pytest.mark.parametrize("pause", [",", ";", ":", "!", "?", "\n", " (", "…", " - ", " – ", " / ", "..", ". "])
def test_a_pause_ends_a_clause(knowledge: Knowledge, pause: str) -> None:
    """Punctuation cuts a message; an apostrophe, a hyphen inside a word or a dot inside one does not."""
    assert said(knowledge, f"une asso{pause}deux salariés") == ["une asso", "deux salaries"]
    assert said(knowledge, "l'aide-mémoire S.C.O.P.") == ["l aide memoire scop"]
    assert said(knowledge, "?!") == []
    assert said(knowledge, "2,5 salariés") == ["2 5 salaries"]
    assert said(knowledge, "13,84") == ["13", "84"]


@pytest.mark.parametrize(
    "text",
    [
        "une asso enfin non une scop",
        "une asso, enfin non, une scop",
        "une asso. je voulais dire une scop",
        "une asso ! non pardon : une scop",
    ],
)
def test_a_correction_marks_what_follows(knowledge: Knowledge, text: str) -> None:
    """What comes after « enfin non » corrects what came before, wherever the pauses are."""
    first, last = clauses(knowledge, text)
    assert (first.corrects, last.corrects) == (False, True)
    assert last.said == ("une", "scop")


@pytest.mark.parametrize(
    ("text", "others"),
    [
        ("mon voisin a une sas", True),
        ("bonjour ma belle-sœur travaille à la mairie", True),
        ("notre expert-comptable est à Metz", True),
        ("mon voisin et moi on est une sas", False),
        ("on a une sas avec mon mari", False),
        ("le voisin a une sas", True),
        ("un ami et moi on est une sas", False),
        ("le comptable qui nous suit emploie cinq personnes", True),
        ("supposons qu'on ait un salarié", True),
        ("écris que je suis une scop", True),
        ("notre association", False),
    ],
)
def test_somebody_else_is_the_subject(knowledge: Knowledge, text: str, *, others: bool) -> None:
    """A clause about one's sister or accountant says nothing of oneself."""
    assert [clause.others for clause in clauses(knowledge, text)] == [others]


def test_who_was_named_before_stays_the_subject(knowledge: Knowledge) -> None:
    """A clause that begins with its verb is of who was said before; not one that says « on »."""
    read = clauses(knowledge, "l'asso d'à côté, celle de Vichy, emploie cinq personnes, on en a deux")
    assert [clause.others for clause in read] == [False, True, True, False]


def test_what_looks_like_an_answer_is_not_read(knowledge: Knowledge) -> None:
    """Words of « une association d'idées » are left out of what is read."""
    read = ("une", "bizarre")
    assert clauses(knowledge, "une association d'idées bizarre") == [Clause(read, read)]
