"""What answers put to work in the content."""

import pytest

from knowledge.content import Knowledge
from knowledge.editions import read_edition
from knowledge.exercising import KINDS, Exercise, Kind
from tests.knowledge.situations import NOW

EMPLOYER = {
    "statut": "association",
    "salaries": "oui",
    "stade": "installe",
    "besoin": "consolider",
    "region": "93",
}


@pytest.fixture(scope="module")
def exercise(knowledge: Knowledge) -> Exercise:
    """Return the parts of the shipped content."""
    return Exercise(knowledge)


def names(exercise: Exercise, kind: Kind, **answers: str) -> set[str]:
    """Return the names of the parts of a kind that some answers exercise."""
    return {part.name for part in exercise.by({**EMPLOYER, **answers}, NOW) if part.kind == kind}


def test_answers_exercise_a_leaf_and_themselves(exercise: Exercise) -> None:
    """One leaf, and each answer that counts."""
    assert names(exercise, "feuille") == {"dla (besoin_cible)"}
    assert names(exercise, "reponse") == {
        "statut : association", "salaries : oui", "stade : installe", "besoin : consolider",
    }  # fmt: skip


def test_an_answer_without_effect_exercises_nothing(exercise: Exercise) -> None:
    """An answer to a question that the situation does not raise, or that does not exist, is not counted."""
    assert names(exercise, "reponse", plein_temps="oui", humeur="bonne") == names(exercise, "reponse")


def test_modifiers_rules_and_variants_are_exercised(exercise: Exercise) -> None:
    """What plays after the leaf is exercised too: modifiers, replacements one after the other, variants."""
    assert "m06_employeur" in names(exercise, "ajustement", urgence="oui")
    assert names(
        exercise, "ailleurs", region="02", statut="sans_structure", besoin="tester", stade="test"
    ) == {
        "incubateur_couveuse → incubateur_local (outre_mer)",
        "incubateur_starter → incubateur_local (outre_mer)",
        "incubateur_local → cress (outre_mer)",
        "mpess_crea → incubateur_local (outre_mer)",
    }
    assert "peps → rien (metropole, outre_mer)" in names(exercise, "ailleurs", region="53")
    assert names(exercise, "variante", statut="mutuelle")


def test_nothing_is_exercised_without_an_orientation(exercise: Exercise) -> None:
    """Answers that lead nowhere yet exercise nothing."""
    assert exercise.by({"statut": "association"}, NOW) == frozenset()


def test_the_shipped_scenarios_exercise_every_leaf(exercise: Exercise) -> None:
    """Leaves, answers, replacements and variants: all; modifiers: all but one, out of reach now."""
    found = exercise.all(
        (facts for written in read_edition().scenarios for facts in written.scenario.situations), NOW
    )
    missing = {kind: [part.name for part in found.missing(kind)] for kind in KINDS}
    assert missing == {"feuille": [], "reponse": [], "ajustement": ["m17"], "ailleurs": [], "variante": []}
    assert found.counts("feuille") == (182, 182)
