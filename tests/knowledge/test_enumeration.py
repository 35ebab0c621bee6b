"""Walking every situation finds what no single file shows."""

from dataclasses import replace
from datetime import datetime

import pytest

from knowledge.content import Knowledge
from knowledge.entry import Facts
from knowledge.enumeration import Enumeration, enumerate_all
from knowledge.invariants import Invariant
from knowledge.orientation import Orientation, orient
from knowledge.programmes import Programme
from knowledge.regions import Contact
from knowledge.situations import kinds, situations

NOW = datetime(2026, 11, 24, 10)


WITHIN = {"statut": "mutuelle", "besoin": "esus"}


def problems(knowledge: Knowledge) -> list[str]:
    """Walk some situations of a content that was spoilt on purpose; return what is found."""
    return [finding.message.split(" (")[0] for finding in enumerate_all(knowledge, NOW, WITHIN).findings]


def with_programme(knowledge: Knowledge, name: str, **changes: object) -> Knowledge:
    """Return the content with some fields of a programme changed."""
    changed = knowledge.programmes[name].model_copy(update=changes)
    return replace(knowledge, programmes={**knowledge.programmes, name: changed})


@pytest.fixture(scope="module")
def shipped(knowledge: Knowledge) -> Enumeration:
    """Walk the shipped content once, whole."""
    return enumerate_all(knowledge, NOW)


def test_the_shipped_content_has_no_problem(shipped: Enumeration) -> None:
    """Every combination of answers in every region: one support, in its zone, with a source and a contact."""
    assert shipped.findings == []
    assert shipped.situations > 190_000
    assert sum(shipped.principals.values()) == shipped.situations


def test_every_programme_but_the_prizes_is_first_somewhere(
    shipped: Enumeration, knowledge: Knowledge
) -> None:
    """Only the national competition and the prize never come first."""
    assert knowledge.programmes.keys() - shipped.principals.keys() == {
        "la_france_s_engage",
        "prix_cognacq_jay",
    }


def test_regions_of_a_kind_lead_to_the_same_lists(knowledge: Knowledge) -> None:
    """What is walked in one region holds in all those it stands for."""
    facts: Facts = {"statut": "association", "salaries": "oui", "stade": "piste", "besoin": "besoin_local"}

    def lists(code: str) -> object:
        result = orient(knowledge, {**facts, "porteur": "oui", "region": code}, NOW)
        assert isinstance(result, Orientation)
        return [s.programme for s in (*result.now, *result.later)]

    assert sorted(code for codes in kinds(knowledge).values() for code in codes) == sorted(knowledge.regions)
    for first, codes in kinds(knowledge).items():
        assert all(lists(code) == lists(first) for code in codes)


def test_a_situation_answers_every_question_once(knowledge: Knowledge) -> None:
    """A situation is a full set of answers; no two are the same."""
    told = [tuple(sorted(answers.items())) for answers in situations(knowledge, {"statut": "mutuelle"})]
    assert len(told) == len(set(told)) > 100


def test_an_offer_outside_its_zone_is_found(knowledge: Knowledge) -> None:
    """A programme that the tree gives where it does not exist is told once, with every region."""
    spoilt = with_programme(knowledge, "esus", zones=("93",))
    elsewhere = ", ".join(sorted(knowledge.regions.keys() - {"93"}))
    told = [problem for problem in problems(spoilt) if "hors de sa zone" in problem]
    assert told == [f"esus proposé hors de sa zone, en région {elsewhere}"]


def test_nobody_to_call_is_found(knowledge: Knowledge) -> None:
    """A region where nobody can be reached is told."""
    national = {**knowledge.national, "ess_france": Contact(name="ESS France")}
    assert "esus sans contact joignable en région 01" in problems(replace(knowledge, national=national))


def test_a_reserved_word_elsewhere_is_found(knowledge: Knowledge) -> None:
    """A reason that names an offer of one region, shown in another, is told once."""
    reasons = {**knowledge.reasons, "esus_demande": "Après le parcours Starter."}
    told = problems(replace(knowledge, reasons=reasons))
    assert told == ["« starter » affiché hors de sa région avec esus"]


def test_a_support_without_a_source_is_found(knowledge: Knowledge) -> None:
    """A programme whose facts may not be shown in a region is told."""
    home = {"regions": ("93",)}
    facts = {number: fact.model_copy(update=home) for number, fact in knowledge.sources.facts.items()}
    sources = knowledge.sources.model_copy(update={"facts": facts})
    assert problems(replace(knowledge, sources=sources)) == ["esus proposé sans source"]


def test_a_day_read_twice_is_the_same(knowledge: Knowledge) -> None:
    """An entry made again from its own values is the same entry."""
    for programme in knowledge.programmes.values():
        assert Programme.model_validate(programme.model_dump()) == programme


def test_a_reserved_word_is_told_where_it_is_written(knowledge: Knowledge) -> None:
    """A remark of a modifier and the sentence of a programme are told in their own files."""
    word = "Après le parcours Starter."
    remark = tuple(
        adjustment.model_copy(update={"remark": word, "remark_on": ("esus",)})
        if adjustment.remark
        else adjustment
        for adjustment in knowledge.adjustments
    )
    claim = knowledge.programmes["cress"].as_other.model_copy(update={"text": "PEPS d'abord."})
    spoilt = replace(with_programme(knowledge, "cress", as_other=claim), adjustments=remark)
    domain = {"statut": "siae", "besoin": "esus"}
    files = {
        finding.file for finding in enumerate_all(spoilt, NOW, domain).findings if finding.code == "CB-406"
    }
    assert files == {"ajustements.yaml", "dispositifs/cress.yaml"}


def test_answers_that_contradict_each_other_are_walked_too(knowledge: Knowledge) -> None:
    """With two contradictions the status is not believed: somebody is called, and nothing goes wrong."""
    within = {"statut": "sans_structure", "salaries": "oui", "esus_agree": "oui", "besoin": "financer"}
    found = enumerate_all(knowledge, NOW, within)
    assert found.principals.keys() == {"cress"}
    assert not found.findings


@pytest.mark.parametrize("region", ["01", "53", "93", "94"])
def test_a_promise_about_one_region_is_held_there(knowledge: Knowledge, region: str) -> None:
    """A region that a condition names stands for itself; the others of its kind are not concerned."""
    promise = Invariant.model_validate(
        {"invariant": "essai", "phrase": "Essai", "si": {"region": [region]}, "jamais": ["cress"]}
    )
    promised = replace(knowledge, invariants=(*knowledge.invariants, promise))
    within = {"statut": "association", "besoin": "consolider"}
    found = enumerate_all(promised, NOW, within).findings
    assert [finding.code for finding in found] == ["CB-408"]
    assert not enumerate_all(knowledge, NOW, within).findings
