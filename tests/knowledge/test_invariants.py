"""Invariants: what editors promise of every situation."""

from dataclasses import replace

import pytest
from pydantic import ValidationError

from knowledge.content import Knowledge
from knowledge.enumeration import enumerate_all
from knowledge.invariants import Invariant
from knowledge.lists import Lists
from tests.knowledge.situations import NOW
from tests.knowledge.test_situations import with_call

LISTS = Lists("dla", ("cress", "adhesion"), ("esus",))


def promise(**keys: object) -> Invariant:
    """Return an invariant with some keys, as they are written."""
    return Invariant.model_validate({"invariant": "essai", "phrase": "Une promesse", **keys})


@pytest.mark.parametrize(
    ("keys", "told"),
    [
        ({"jamais": ["peps", "esus"]}, "« esus » y figure"),
        ({"jamais": ["cress"]}, "« cress » y figure"),
        ({"jamais_maintenant": ["esus"]}, None),
        ({"jamais_maintenant": ["cress"]}, "« cress » y figure"),
        ({"jamais_premier": ["dla"]}, "« dla » y est premier"),
        ({"jamais_premier": ["cress"]}, None),
        ({"toujours": ["dla", "cress"]}, None),
        ({"toujours": ["dla", "esus"]}, "« esus » y manque"),
        ({"premier": ["cress", "dla"]}, None),
        ({"premier": ["cress"]}, "« dla » y est premier"),
    ],
)
def test_a_promise_is_kept_or_broken(keys: dict[str, object], told: str | None) -> None:
    """Each key says what it says, and how it is broken."""
    assert promise(**keys).broken(LISTS) == told


def test_a_promise_promises_something() -> None:
    """An invariant without a promise is a mistake."""
    with pytest.raises(ValidationError, match="au moins une de ces clés"):
        promise(si={"statut": ["siae"]})


def test_a_promise_broken_is_told_once(knowledge: Knowledge) -> None:
    """A wrong promise is told at the orientation that breaks it, once, with a situation to paste."""
    wrong = replace(
        knowledge, invariants=(promise(si={"classe": ["employeur_a_confirmer"]}, jamais=["dla"]),)
    )
    (finding,) = enumerate_all(wrong, NOW, {"statut": "mutuelle"}).findings
    assert finding.code == "CB-408"
    assert finding.file.startswith("arbre/")
    assert "« dla » y figure (par exemple quand {statut: mutuelle, besoin: " in finding.message


def test_a_promise_broken_on_some_days_only_is_told(knowledge: Knowledge) -> None:
    """What happens only while a call is open is found months before."""
    watched = replace(knowledge, invariants=(promise(jamais=["prix_cognacq_jay"]),))
    domain = {"statut": "association", "besoin": "tester", "region": "93"}
    assert not enumerate_all(watched, NOW, domain).findings
    (finding,) = enumerate_all(with_call(watched, "prix_cognacq_jay"), NOW, domain).findings
    assert "« prix_cognacq_jay » y figure" in finding.message


def test_the_shipped_promises_have_sources(knowledge: Knowledge) -> None:
    """The shipped promises all bear on programmes and answers that exist, and cite facts."""
    assert len(knowledge.invariants) >= 20
    assert all(set(invariant.named) <= knowledge.programmes.keys() for invariant in knowledge.invariants)
    assert all(invariant.facts for invariant in knowledge.invariants)
