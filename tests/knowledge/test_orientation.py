"""The orientation against the decision table: 222 rules, every class, stage and need, three zones."""

from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import pytest

from knowledge.content import Knowledge
from knowledge.lists import Lists
from knowledge.orientation import orient
from knowledge.walk import Leaf, Missing, walk
from knowledge.zones import transposed
from tests.knowledge.situations import (
    BRITTANY,
    CLASSES,
    GUADELOUPE,
    NEEDS,
    PACA,
    STAGES,
    oriented,
    situation,
    written,
)

MAINLAND_CODES = ("11", "24", "27", "28", "32", "44", "52", "53", "75", "76", "84", "94")


@dataclass(frozen=True)
class Rule:
    """One rule of the table: where it applies, and what it says in two zones."""

    number: str
    need: str
    groups: tuple[str, ...]
    stages: tuple[str, ...]
    home: str
    mainland: str


def read_table() -> tuple[Rule, ...]:
    """Read `table.txt`, one rule a line."""
    lines = Path(__file__).with_name("table.txt").read_text(encoding="utf-8").splitlines()
    cells = [[cell.strip() for cell in line.split("|")] for line in lines if not line.startswith("#")]
    return tuple(
        Rule(number, need, tuple(groups.split()), tuple(stages.split()), home, mainland)
        for number, need, groups, stages, home, mainland in cells
    )


TABLE = read_table()


def from_tree(knowledge: Knowledge, answers: dict[str, str]) -> str:
    """Write what the tree concludes in the zone of the region, before any modifier."""
    leaf = walk(knowledge, answers, strict=False)
    assert isinstance(leaf, Leaf)
    proposal = leaf.proposal
    lists = Lists(proposal.principal, proposal.others, (*proposal.later, *leaf.later))
    moved = transposed(knowledge, lists, leaf.facts)
    return written(moved.principal, moved.others, moved.later)


def cases(rule: Rule, region: str) -> list[dict[str, str]]:
    """Return the answers of every case of a rule."""
    need, carrier = ("besoin_local", "non") if rule.need == "sans_porteur" else (rule.need, "oui")
    return [
        situation(group, stage, need, region, porteur=carrier)
        for group in rule.groups
        for stage in rule.stages
    ]


def overseas(mainland: str) -> str:
    """Apply to the mainland column what section 5 adds overseas: no incubator, no Fabrique."""
    now, _, later = mainland.partition(" ; ")
    gone = {"incubateur_local", "fabrique_initiatives"}
    names = now.replace(" > ", ", ").split(", ")
    left = list(dict.fromkeys("cress" if name in gone else name for name in names))
    steps = tuple(name for name in later.split(", ") if name and name not in gone)
    return written(left[0], tuple(left[1:]), steps)


@pytest.mark.parametrize("rule", TABLE, ids=lambda rule: rule.number)
def test_the_tree_and_the_zones_equal_the_table(knowledge: Knowledge, rule: Rule) -> None:
    """Each rule gives what its two columns say, and overseas what the substitutions make of them."""
    for region, expected in (
        (PACA, rule.home),
        (BRITTANY, rule.mainland),
        (GUADELOUPE, overseas(rule.mainland)),
    ):
        for answers in cases(rule, region):
            assert from_tree(knowledge, answers) == expected, answers


@pytest.mark.parametrize("region", MAINLAND_CODES)
def test_all_mainland_regions_follow_the_same_column(knowledge: Knowledge, region: str) -> None:
    """The twelve regions of the mainland outside the home region have one and the same column."""
    for rule in TABLE:
        answers = cases(rule, region)[0]
        assert from_tree(knowledge, answers) == rule.mainland, rule.number


def test_the_table_covers_each_case_once(knowledge: Knowledge) -> None:
    """The 450 cases of the table and the 40 cases without a carrier are each covered by one rule."""
    covered = Counter((rule.need, g, s) for rule in TABLE for g in rule.groups for s in rule.stages)
    expected = {(need, group, stage) for need in NEEDS for group in CLASSES for stage in STAGES}
    expected |= {("sans_porteur", g, s) for g in CLASSES if g != "territoire" for s in STAGES}
    assert set(covered) == expected
    assert set(covered.values()) == {1}
    assert len(TABLE) == 222


@pytest.mark.parametrize("carrier", ["non", "ne_sait_pas", None])
def test_a_need_without_a_sure_carrier_goes_to_the_fabrique(
    knowledge: Knowledge, carrier: str | None
) -> None:
    """Nobody to carry, nobody known, or nothing said about it: the Fabrique first, whatever the class."""
    for group in CLASSES:
        answers = situation(group, "defini", "besoin_local")
        del answers["porteur"]
        answers |= {"porteur": carrier} if carrier else {}
        assert from_tree(knowledge, answers).startswith("fabrique_initiatives > cress")


@pytest.mark.parametrize(
    ("answers", "question"),
    [
        ({}, "stade"),
        ({"statut": "association", "besoin": "creer"}, "stade"),
        ({"statut": "association", "besoin": "creer", "stade": "defini"}, "region"),
        ({"statut": "association", "besoin": "reseau", "region": "autre"}, "region"),
        ({"statut": "association", "besoin": "reseau", "region": "ne_sait_pas"}, "region"),
    ],
)
def test_what_is_missing_is_named(knowledge: Knowledge, answers: dict[str, str], question: str) -> None:
    """Without a stage that counts, or a region that is known, the orientation says what it lacks."""
    assert orient(knowledge, answers, None) == Missing(question)


def test_an_unknown_status_needs_no_more_than_a_region(knowledge: Knowledge) -> None:
    """Who knows neither the status nor anything else is still sent to a person."""
    found = oriented(knowledge, {"statut": "ne_sait_pas", "region": PACA})
    assert found.principal.programme == "cress"


def test_the_reason_is_that_of_the_leaf(knowledge: Knowledge) -> None:
    """The principal carries the sentence and the facts of its leaf."""
    found = oriented(knowledge, situation("employeur", "installe", "consolider"))
    assert found.principal.reason == knowledge.reasons["besoin_cible"]
    assert found.principal.facts == ("F077", "F085", "F095", "F081", "F163", "F178")


def test_the_reason_of_a_shared_branch_has_its_complement(knowledge: Knowledge) -> None:
    """A branch passed on the way adds its sentence after that of the leaf, elsewhere too."""
    added = knowledge.reasons["esus_apres_creation"]
    for region in (PACA, BRITTANY, GUADELOUPE):
        found = oriented(knowledge, situation("personne", "defini", "esus", region))
        assert found.principal.reason.endswith(" " + added)


def test_the_reason_of_a_substitute_is_its_own(knowledge: Knowledge) -> None:
    """Where the local incubator stands for Créa, the sentence speaks of the incubator."""
    found = oriented(knowledge, situation("personne", "defini", "creer", BRITTANY))
    claim = knowledge.programmes["incubateur_local"].reason_elsewhere
    assert claim is not None
    assert found.principal.reason == claim.text


def test_a_modifier_that_changes_the_first_one_gives_its_reason(knowledge: Knowledge) -> None:
    """In an emergency the sentence says so, and rests on the facts of the modifier."""
    found = oriented(knowledge, situation("employeur", "defini", "financer", urgence="oui"))
    assert found.principal.reason == knowledge.reasons["urgence"]
    assert found.principal.facts == ("F086", "F088", "F109")


def test_other_choices_and_later_steps_say_why(knowledge: Knowledge) -> None:
    """Another choice carries its own sentence, and a later step the condition that opens it."""
    found = oriented(knowledge, situation("employeur", "installe", "consolider"))
    assert found.others[0].reason == knowledge.programmes["peps"].as_other.text
    later = knowledge.programmes["mpess_developpement"].as_later
    assert later is not None
    assert found.later[0].reason == later.text


def test_a_suggestion_is_found_in_any_role(knowledge: Knowledge) -> None:
    """A programme is found whether it is first, another choice or a later step, and not otherwise."""
    found = oriented(knowledge, situation("employeur", "installe", "consolider"))
    for programme in ("dla", "peps", "mpess_developpement"):
        suggestion = found.suggestion(programme)
        assert suggestion is not None
        assert suggestion.programme == programme
    assert found.suggestion("esus") is None


def test_the_dla_to_confirm_is_told_so(knowledge: Knowledge) -> None:
    """A mutual or a foundation hears that the DLA is to be confirmed, an association does not."""
    mutual = oriented(knowledge, situation("employeur_a_confirmer", "installe", "consolider"))
    assert any("à confirmer" in remark.text for remark in mutual.principal.remarks)
    association = oriented(knowledge, situation("employeur", "installe", "consolider"))
    assert not association.principal.remarks


def test_a_supposed_need_is_announced(knowledge: Knowledge) -> None:
    """The need that stands for silence is given with the orientation, and counts among its facts."""
    found = oriented(knowledge, situation("employeur", "installe", "ne_sait_pas"))
    assert (found.assumed, found.facts["besoin"]) == ("consolider", "consolider")
