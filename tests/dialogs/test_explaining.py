"""The trace of a reading says, in French, what was read, what was not, and why."""

from dialogs.explaining import WHY, explain
from dialogs.sentences import REFUSALS
from knowledge.content import Knowledge


def trace(knowledge: Knowledge, question: str | None, text: str) -> list[str]:
    """Return the lines of a trace."""
    return list(explain(knowledge, question, {}, text))


def test_every_refusal_has_its_words() -> None:
    """Each reason why a phrase says nothing can be told."""
    assert WHY.keys() == set(REFUSALS)


def test_a_whole_trace(knowledge: Knowledge) -> None:
    """Words, repairs, phrases kept and undone, places and what decided."""
    lines = trace(knowledge, "statut", "On est une ptite asso de Gap, pas une scop, 3 salariés")
    assert lines[0] == "mots lus : on est une ptite asso de gap pas une scop 3 salaries"
    assert lines[1] == "mots corrigés : ptite → petite"
    assert "« asso » dit statut = association" in lines
    assert "« scop » ne dit pas statut = cooperative : une négation l'annule" in lines
    assert "lieu : région 93, département 05" in lines
    assert lines[-2].startswith("réponses probables à « statut » : ")
    assert lines[-1] == "lecture retenue : phrase"


def test_others_corrections_and_doubts(knowledge: Knowledge) -> None:
    """What concerns somebody else, what is corrected and what is doubtful are told."""
    lines = trace(knowledge, "statut", "mon voisin a une sas. On est une asso, enfin non, peut-être une scop")
    assert "« mon voisin a une sas » parle de quelqu'un d'autre : rien n'y est lu" in lines
    assert "« peut etre une scop » corrige ce qui précède" in lines
    assert "la personne hésite sur « statut »" in lines


def test_nothing_at_all(knowledge: Knowledge) -> None:
    """A text without a word, or without a question on screen, has a trace too."""
    assert trace(knowledge, None, "?!") == ["mots lus : ", "lecture retenue : aucune"]
    assert trace(knowledge, "statut", "xylophone")[-2:] == [
        "réponses probables à « statut » : aucun indice",
        "lecture retenue : aucune",
    ]
