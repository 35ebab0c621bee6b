"""The scenarios written by CRESS staff: all hold, and a wrong one says why."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from pydantic import ValidationError

from knowledge.content import Knowledge
from knowledge.editions import read_edition
from knowledge.expected import Expected
from knowledge.issues import Issue, KnowledgeError
from knowledge.scenarios import Scenario, failure
from tests.knowledge.conftest import Folder
from tests.knowledge.situations import NOW

WRITTEN = read_edition().scenarios
SCENARIOS = [written.scenario for written in WRITTEN]


def scenario(principal: str, others: tuple[str, ...], **when: str) -> Scenario:
    """Return a scenario about an association with employees that has a precise point to settle."""
    answers = {"statut": "association", "salaries": "oui", "stade": "installe", "besoin": "consolider"}
    then = Expected(principal=principal, others=others, later=("mpess_developpement",))
    told = {"scenario": "essai", "qui": "Essai", "quand": {**answers, "region": "93", **when}}
    return Scenario.model_validate({**told, "alors": then})


@pytest.mark.parametrize("one", SCENARIOS, ids=lambda one: one.id)
def test_a_scenario_holds(knowledge: Knowledge, one: Scenario) -> None:
    """What CRESS staff wrote is what people get."""
    assert failure(knowledge, one, NOW) is None


def test_the_seventy_five_profiles_are_there() -> None:
    """Section 9 of the rules: each of the 75 profiles is a scenario, once."""
    profiles = sorted(one.id for one in SCENARIOS if re.fullmatch(r"t\d\d", one.id))
    assert profiles == [f"t{number:02}" for number in range(1, 76)]


def test_every_rule_of_the_table_is_there() -> None:
    """Section 6 of the rules: each rule of the decision table is a scenario at least."""
    table = Path(__file__).with_name("table.txt").read_text(encoding="utf-8")
    rules = {line.split(" | ")[0].lower() for line in table.splitlines() if line.startswith("R")}
    assert len(rules) > 200
    assert rules <= {one.id.split("_")[0][:4] for one in SCENARIOS}


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


def test_an_answer_that_lacks_is_told_where_answers_are() -> None:
    """What is wrong with the answers of a scenario is on the line of « quand », not in what is expected."""
    (first,) = (written for written in WRITTEN if written.scenario.id == "t01")
    for why in ("il manque la réponse à « stade »", "« 13 » n'est pas une réponse à « departement »"):
        issue = first.failed(why)
        assert issue.excerpt.startswith("  quand: {")
        assert "corrigez « quand »" in issue.repair


def test_expectations_are_written_without_empty_roles() -> None:
    """An expectation with one programme is written as that programme alone."""
    assert str(Expected(principal="cress")) == "cress"


EMPLOYER = {"statut": "association", "salaries": "oui", "stade": "installe", "besoin": "consolider"}
HERE = {**EMPLOYER, "region": "93"}


@pytest.mark.parametrize(
    ("when", "then", "problem"),
    [
        (
            HERE,
            {"motif": "besoin_cible", "contact": "CRESS Provence-Alpes-Côte d'Azur", "appel": "dla"},
            None,
        ),
        (HERE, {"motif": "urgence"}, "le motif, attendu : urgence — obtenu : besoin_cible"),
        (
            HERE,
            {"faits": ["F001"]},
            "les faits, attendu : F001 — obtenu : F077, F085, F095, F081, F163, F178",
        ),
        (HERE, {"appel": "lfse"}, "l'appel, attendu : lfse — obtenu : dla"),
        (HERE, {"contact_en_tete": "oui"}, "le contact en tête, attendu : oui — obtenu : non"),
        (HERE, {"besoin_suppose": "creer"}, "le besoin supposé, attendu : creer — obtenu : aucun"),
        (
            HERE,
            {"contact": "Avise"},
            "le contact 1 de dla, attendu : Avise — obtenu : CRESS Provence-Alpes-Côte d'Azur",
        ),
        (
            HERE,
            {"dit": {"dla": "question est précise"}, "pas_dit": {"dla": "payant", "club": "réseau"}},
            None,
        ),
        (HERE, {"dit": {"dla": "payant"}}, "dla : « payant » n'est pas dit"),
        (HERE, {"dit": {"club": "réseau"}}, "club : « réseau » n'est pas dit"),
        (
            HERE,
            {"pas_dit": {"mpess_developpement": ["payant", "Adhésion"]}},
            "mpess_developpement : « Adhésion » est dit",
        ),
        (
            {"region": "53"},
            {"contacts": {"cress": [{"nom": "CRESS Bretagne", "site": "https://www.ess-bretagne.org"}]}},
            None,
        ),
        (
            {"region": "53"},
            {"contacts": {"cress": ["CRESS Bretagne", "ESS France"]}},
            "le contact 2 de cress, attendu : ESS France — obtenu : aucun",
        ),
        (
            {"region": "53"},
            {"contacts": {"cress": [{"nom": "CRESS Bretagne", "telephone": "02"}]}},
            "le contact 1 de cress, attendu : CRESS Bretagne, 02 — obtenu : CRESS Bretagne, inconnu",
        ),
        ({"region": "53"}, {"contacts": {"dlaa": ["CRESS Bretagne"]}}, "le dispositif « dlaa » n'existe pas"),
        ({"region": "53"}, {"appels": {"mpess_crea": "aucun"}}, None),
        ({"region": "53"}, {"appels": {"esus": "dla"}}, "l'appel de esus, attendu : dla — obtenu : esus"),
        ({"statut": "association"}, {"question": "besoin"}, None),
        ({"statut": "collectif", "salaries": "oui"}, {"contredit": "oui"}, None),
        (HERE, {"contredit": "oui"}, "les réponses se contredisent, attendu : oui — obtenu : non"),
        (HERE, {"question": "stade"}, "la question suivante, attendu : stade — obtenu : aucun"),
        (
            HERE,
            {"a_preciser": ["stade"]},
            "à préciser, attendu : stade — obtenu : adherent, urgence, departement",
        ),
        ({"region": "53"}, {"motif": "urgence"}, "il manque la réponse à « stade »"),
        (
            {**HERE, "stade": ["installe", "defini"]},
            {"principal": "dla", "autres": ["peps"], "ensuite": ["mpess_developpement"]},
            (
                "attendu : dla ; autres : peps ; ensuite : mpess_developpement"
                " — obtenu : dla ; autres : mpess_developpement, adhesion"
            ),
        ),
    ],
)
def test_an_expectation_is_compared(
    knowledge: Knowledge, when: dict[str, object], then: dict[str, object], problem: str | None
) -> None:
    """Each key of « alors » holds, or says what was expected and what was found."""
    one = Scenario.model_validate({"scenario": "essai", "qui": "Essai", "quand": when, "alors": then})
    assert failure(knowledge, one, NOW) == problem


def test_no_call_for_the_principal_support(knowledge: Knowledge) -> None:
    """« aucun » is what is written where no call is known."""
    bare = replace(knowledge, calls=())
    then = {"appel": "aucun", "principal": "dla", "autres": ["peps"], "ensuite": ["mpess_developpement"]}
    one = Scenario.model_validate({"scenario": "essai", "qui": "Essai", "quand": HERE, "alors": then})
    assert failure(bare, one, NOW) is None


def test_a_scenario_is_played_as_of_its_day(knowledge: Knowledge) -> None:
    """The competition of 2026 is announced until its last day, the usual one afterwards."""
    for day, call in (("2026-01-29", "lfse_2026"), ("2026-01-30", "lfse")):
        data = {"scenario": "essai", "qui": "Essai", "quand": {"region": "53"}, "le": day}
        one = Scenario.model_validate({**data, "alors": {"appels": {"la_france_s_engage": call}}})
        assert failure(knowledge, one, NOW) is None


@pytest.mark.parametrize(
    ("texts", "problem"),
    [
        ({"textes": {"merci": "Avec plaisir"}, "departements": {"2A": "Corse-du-Sud"}}, None),
        ({"dla": {"cout": ["Gratuit", "F081"]}, "questions": {"statut": "Vous êtes"}}, None),
        ({"appels": {"lfse_2026": ["ouverture 2026-01-06", "cloture 2026-01-29 18:00"]}}, None),
        ({"glossaire": {"esus": "salade"}}, "glossaire, esus : « salade » n'y est pas"),
        ({"motifs": {"esuss": "salade"}}, "motifs : il n'y a pas de texte « esuss »"),
        ({"motif": {"esus": "salade"}}, "motif : il n'y a pas de texte « esus »"),
    ],
)
def test_what_a_text_says_is_compared(knowledge: Knowledge, texts: object, problem: str | None) -> None:
    """The words expected are in the text, or the text is named."""
    one = Scenario.model_validate({"scenario": "essai", "qui": "Essai", "textes": texts})
    assert failure(knowledge, one, NOW) == problem


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        ({}, "une seule de ces clés"),
        ({"quand": {"region": "93"}, "ecrit": "asso"}, "une seule de ces clés"),
        ({"quand": {"region": "93"}}, "« alors » va avec"),
        ({"mots": {"statut": {"association": "asso"}}, "alors": {"principal": "dla"}}, "« alors » va avec"),
        ({"quand": {"region": "93"}, "alors": {}}, "« alors » est vide"),
        ({"quand": {"region": "93"}, "alors": {"autres": ["dla"]}}, "vont avec un « principal »"),
    ],
)
def test_a_scenario_of_no_kind_is_refused(data: dict[str, object], problem: str) -> None:
    """A scenario says one thing, and what is expected goes with what it plays."""
    with pytest.raises(ValidationError, match=problem):
        Scenario.model_validate({"scenario": "essai", "qui": "Essai", **data})


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
