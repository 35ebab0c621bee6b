"""The scenarios written by CRESS staff: all hold, and a wrong one says why."""

import re

import pytest

from knowledge.content import Knowledge
from knowledge.issues import Issue, KnowledgeError
from knowledge.load import read_edition
from knowledge.scenarios import Expected, Scenario, failure
from tests.knowledge.conftest import Folder
from tests.knowledge.situations import NOW

WRITTEN = read_edition().scenarios
SCENARIOS = [written.scenario for written in WRITTEN]


def scenario(principal: str, others: tuple[str, ...], **when: str) -> Scenario:
    """Return a scenario about an association with employees that has a precise point to settle."""
    answers = {"statut": "association", "salaries": "oui", "stade": "installe", "besoin": "consolider"}
    then = Expected(principal=principal, others=others, later=("mpess_developpement",))
    return Scenario(id="essai", who="Essai", when={**answers, "region": "93", **when}, then=then)


@pytest.mark.parametrize("one", SCENARIOS, ids=lambda one: one.id)
def test_a_scenario_holds(knowledge: Knowledge, one: Scenario) -> None:
    """What CRESS staff wrote is what people get."""
    assert failure(knowledge, one, NOW) is None


def test_the_seventy_five_profiles_are_there() -> None:
    """Section 9 of the rules: each of the 75 profiles is a scenario, once."""
    profiles = sorted(one.id for one in SCENARIOS if re.fullmatch(r"t\d\d", one.id))
    assert profiles == [f"t{number:02}" for number in range(1, 76)]


def test_a_wrong_expectation_shows_both_sides(knowledge: Knowledge) -> None:
    """A scenario that does not hold says what was expected and what was found."""
    assert failure(knowledge, scenario("cress", ("peps",)), NOW) == (
        "attendu : cress ; autres : peps ; ensuite : mpess_developpement"
        " — obtenu : dla ; autres : peps ; ensuite : mpess_developpement"
    )


def test_a_scenario_that_fails_is_told_where_it_expects(knowledge: Knowledge) -> None:
    """The line is that of « alors », with its code and what to do."""
    (first,) = (written for written in WRITTEN if written.scenario.id == "t01")
    issue = first.failed("attendu : dla — obtenu : cress")
    assert (issue.file, issue.line, issue.code) == ("scenarios/employeurs.yaml", 6, "CB-401")
    assert issue.excerpt.startswith("  alors: {principal: dla")
    assert "scénario t01 (MSA Services Provence Azur" in issue.message
    assert "corrigez « alors »" in issue.repair


def test_expectations_are_written_without_empty_roles() -> None:
    """An expectation with one programme is written as that programme alone."""
    assert str(Expected(principal="cress")) == "cress"


@pytest.mark.parametrize(
    ("when", "problem"),
    [
        ({"humeur": "bonne"}, "la question « humeur » n'existe pas"),
        ({"salaries": "beaucoup"}, "« beaucoup » n'est pas une réponse à « salaries »"),
        ({"region": "99"}, "« 99 » n'est pas une réponse à « region »"),
        ({"departement": "29"}, "« 29 » n'est pas une réponse à « departement »"),
        ({"region": "autre"}, "il manque la réponse à « region »"),
    ],
)
def test_a_scenario_that_makes_no_sense_says_why(
    knowledge: Knowledge, when: dict[str, str], problem: str
) -> None:
    """An unknown question or answer, or one that is missing, is told in French."""
    assert failure(knowledge, scenario("dla", (), **when), NOW) == problem


def faults(folder: Folder) -> tuple[Issue, ...]:
    """Return what is wrong with the scenarios of a folder."""
    with pytest.raises(KnowledgeError) as caught:
        read_edition(folder.root)
    return caught.value.issues


def test_a_scenario_written_twice_is_told(folder: Folder) -> None:
    """A scenario with the id of another is told, in one file or across two."""
    line = folder.edit("scenarios/personnes.yaml", "scenario: t36", "scenario: t35")
    folder.edit("scenarios/societes.yaml", "scenario: t18", "scenario: t01")
    assert [(issue.file, issue.line, issue.message) for issue in faults(folder)] == [
        ("scenarios/personnes.yaml", line, "« t35 » est défini deux fois"),
        ("scenarios/societes.yaml", 0, "le scénario « t01 » existe déjà dans un autre fichier"),
    ]


def test_a_scenario_badly_written_is_told(folder: Folder) -> None:
    """A key that does not exist in a scenario is told at its line."""
    line = folder.edit("scenarios/personnes.yaml", "  qui:", "  que:")
    assert {(issue.file, issue.message) for issue in faults(folder)} == {
        ("scenarios/personnes.yaml", "la clé « que » n'existe pas"),
    }
    assert line in {issue.line for issue in faults(folder)}
