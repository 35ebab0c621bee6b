"""The scenarios written by CRESS staff: all hold, and a wrong one says why."""

from pathlib import Path

import pytest
from pydantic import TypeAdapter

from knowledge.content import Knowledge
from knowledge.load import SHIPPED
from knowledge.reader import read
from knowledge.scenarios import Expected, Scenario, failure
from tests.knowledge.situations import NOW


def all_scenarios() -> list[Scenario]:
    """Read every file of `content/scenarios/`."""
    found: list[Scenario] = []
    for path in sorted(Path(SHIPPED, "scenarios").glob("*.yaml")):
        document = read(path, path.name)
        found += TypeAdapter(tuple[Scenario, ...]).validate_python(document.data)
    return found


SCENARIOS = all_scenarios()


def scenario(principal: str, others: tuple[str, ...] = (), **when: str) -> Scenario:
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
    assert sorted(one.id for one in SCENARIOS) == [f"t{number:02}" for number in range(1, 76)]


def test_a_wrong_expectation_shows_both_sides(knowledge: Knowledge) -> None:
    """A scenario that does not hold says what was expected and what was found."""
    assert failure(knowledge, scenario("cress", ("peps",)), NOW) == (
        "attendu : cress ; autres : peps ; ensuite : mpess_developpement"
        " — obtenu : dla ; autres : peps ; ensuite : mpess_developpement"
    )


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
    assert failure(knowledge, scenario("dla", **when), NOW) == problem
