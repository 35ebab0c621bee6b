"""Mutation testing of the content: known mistakes are noticed by whom they should, others are told."""

from dataclasses import replace
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.__main__ import app
from bot.mutating import CHECK, SCENARIO, SITUATION, Court
from bot.playing import played
from bot.surviving import survey
from knowledge.editions import Edition, amended, read_edition
from knowledge.issues import KnowledgeError
from knowledge.mutations import Mutation
from tests.knowledge.situations import NOW

EDITION = read_edition()
WITHIN = {"statut": "association", "besoin": "consolider"}


@pytest.fixture(scope="module")
def court() -> Court:
    """Return a court of the shipped content."""
    return Court(EDITION, NOW, within=WITHIN)


@pytest.fixture(scope="module")
def bare() -> Court:
    """Return a court of the same content without any scenario."""
    return Court(replace(EDITION, scenarios=()), NOW, within=WITHIN)


def one(court: Court, told: str) -> Mutation:
    """Return the mutation that some words tell."""
    return next(mutation for mutation in court.mutations if told in mutation.edit.told)


@pytest.mark.parametrize(
    ("told", "by"),
    [
        ("échangeait « dla » et « peps » dans la branche consolider", SCENARIO),
        ("retirait l'ajustement m04", SCENARIO),
        ("échangeait les CRESS de Bretagne", SCENARIO),
        ("écrivait « cloture: 2026-01-30 18:00 »", SCENARIO),
        ("retirait « cloture: 2023-06-30 » de l'appel starter_2023", CHECK),
        ("échangeait les textes « merci »", SCENARIO),
    ],
)
def test_a_known_mistake_is_noticed(court: Court, told: str, by: str) -> None:
    """Each mistake is noticed by a check or by a scenario."""
    assert court.judge(one(court, told)).by == by


def test_without_scenarios_mistakes_survive(bare: Court) -> None:
    """What only scenarios notice survives without them, and is told at its line."""
    swapped = one(bare, "échangeait « dla » et « peps » dans la branche consolider")
    verdict = bare.judge(swapped)
    assert verdict.survived
    issue = bare.placed(swapped)
    assert (issue.file, issue.message[:37]) == (
        "arbre/consolider.yaml",
        "personne ne remarquerait si l'on écha",
    )
    assert bare.judge(one(bare, "échangeait les CRESS de Bretagne")).survived


def test_a_situation_that_goes_wrong_is_noticed(bare: Court) -> None:
    """Without scenarios, an answer that leads nowhere is noticed by walking the situations."""
    court = replace(bare, within={"statut": "association", "besoin": "esus"})
    lost = one(court, "retirait le cas « employeur, esus_employeur » dans la branche esus")
    assert court.judge(lost).by == SITUATION


def test_a_mistake_without_effect_is_set_aside(bare: Court) -> None:
    """A contact list that nobody is shown, a call in the past: nothing changes for anybody."""
    offer = next(m for m in bare.mutations if "(offres," in m.edit.told and "retirait" in m.edit.told)
    verdict = bare.judge(offer)
    assert (verdict.by, verdict.harmless, verdict.survived) == (None, True, False)


def test_an_oracle_may_notice(bare: Court) -> None:
    """Something else that notices is asked, and named."""
    asked = replace(bare, oracles={"invariant": lambda _, mutation: mutation.edit.told})
    assert asked.judge(one(asked, "échangeait « dla » et « peps »")).by == "invariant"


def test_a_wrong_content_is_told_before_any_mutation(tmp_path: Path) -> None:
    """The command first says what is wrong, as without the option."""
    told = CliRunner().invoke(app, ["verifier", "--mutations", "--contenu", str(tmp_path / "rien")])
    assert told.exit_code == 1
    assert "le dossier n'existe pas" in told.output


def failing(edition: Edition, mutation: Mutation) -> bool:
    """Play every scenario of a mutated edition."""
    try:
        mutant = amended(edition, mutation.edit.changes)
    except KnowledgeError:
        return True
    return any(played(mutant.knowledge, written.scenario, NOW) for written in edition.scenarios)


def test_the_scenarios_left_aside_would_not_have_noticed(court: Court) -> None:
    """Playing only the scenarios that depend on a file gives what playing all of them gives."""
    chosen = [m for m in court.mutations if m.kind.reach in {"orientation", "contacts"}][::600]
    for mutation in chosen:
        by = court.judge(mutation).by
        assert (by in {CHECK, SCENARIO}) == failing(EDITION, mutation), mutation.edit.told


def test_all_cores_judge_as_one_does(bare: Court) -> None:
    """Forked processes give the same verdicts, in the same order."""
    court = replace(bare, within={"statut": "association", "besoin": "esus"})
    chosen = court.mutations[::400]
    assert len(chosen) > 10
    assert list(court.verdicts(chosen)) == [court.judge(mutation) for mutation in chosen]


def test_the_report_counts_and_tells(bare: Court) -> None:
    """The report gives the share noticed, by kind, and the survivors, the most serious first."""
    chosen = [
        one(bare, "échangeait les textes « merci »"),
        one(bare, "échangeait « dla » et « peps » dans la branche consolider"),
        one(bare, "retirait « cloture: 2023-06-30 » de l'appel starter_2023"),
    ]
    found = survey(bare, map(bare.judge, chosen))
    told = found.as_json()
    assert (told["mutations"], told["remarquees"], told["part"], told["ok"]) == (3, {CHECK: 1}, 0.3333, False)
    assert [issue.file for _, issue in found.survivors] == ["arbre/consolider.yaml", "textes.yaml"]
    lines = str(found).splitlines()
    assert lines[0].startswith(
        "3 mutations, dont 0 sans aucun effet ; 33.3% des autres remarquées (1 par une"
    )
    assert "personne ne remarquerait si l'on échangeait « dla » et « peps »" in lines[-2]
    assert survey(bare, []).ok
