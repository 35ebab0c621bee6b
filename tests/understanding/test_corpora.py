"""The corpora, held: what was measured once does not get worse."""

import random

import pytest

from knowledge.content import Knowledge
from tests.understanding.evaluate import FROZEN, PARTS, TUNED, corpus, judge, measure
from tests.understanding.territory import SEED, communes, edited, postal_codes
from tests.understanding.territory import measure as measure_places


@pytest.mark.parametrize("part", PARTS)
def test_most_is_understood_and_nearly_nothing_is_wrong(knowledge: Knowledge, part: str) -> None:
    """On each part the rates that were measured hold."""
    kinds = [result.kind for result in measure(knowledge, part)]
    good = kinds.count("right") + kinds.count("asked")
    assert good / len(kinds) >= UNDERSTOOD[part]
    assert kinds.count("wrong") / len(kinds) <= WRONG[part]


UNDERSTOOD = {
    "reglage_1": 0.98, "reglage_2": 0.98, "reglage_3": 0.98, "reglage_4": 0.98, "reglage_5": 0.97,
    "reglage_6": 0.97, "reglage_7": 0.91, "reglage_8": 0.97, "reglage_9": 0.96,
    "reglage_10": 0.975, "reglage_11": 0.94, "reglage_12": 0.965, "reglage_13": 0.88,
    "reglage_14": 0.87, "reglage_15": 0.985, "reglage_16": 0.955, "reglage_17": 0.97, "reglage_18": 0.98,
    "reglage_19": 0.98, "reglage_20": 0.98, "reglage_21": 0.985, "reglage_22": 0.965, FROZEN: 0.945,
}  # fmt: skip
WRONG = {**dict.fromkeys(TUNED, 0.003), "reglage_13": 0.016, "reglage_14": 0.008, FROZEN: 0.007}
"""A little under what was measured last; the goal is 0.95 and 0.005 on the frozen part."""


def test_the_parts_are_large_and_share_nothing() -> None:
    """At least 3,000 utterances in all; none of the frozen ones was tuned on."""
    texts = {part: {entry["t"].lower() for entry in corpus(part)} for part in PARTS}
    assert sum(map(len, texts.values())) >= 3_000
    assert texts[FROZEN].isdisjoint(set().union(*(texts[part] for part in TUNED)))


def test_the_legal_categories_of_the_insee(knowledge: Knowledge) -> None:
    """Each of the official labels gives our status, or nothing."""
    results = [judge(knowledge, {**entry, "q": "statut"}) for entry in corpus("insee")]
    assert len(results) >= 250
    assert [r.text for r in results if r.kind not in {"right", "asked"}] == []


def test_every_postal_code_is_understood(knowledge: Knowledge) -> None:
    """Postal codes give their region, or the regions they share."""
    counts = postal_codes(knowledge)
    assert set(counts) <= {"right", "asked"}


def test_every_commune_is_understood(knowledge: Knowledge) -> None:
    """Every exact name gives its region, is asked, or has its region in a button under a much larger one."""
    counts = measure_places(knowledge, communes(knowledge), str)
    assert set(counts) == {"right", "asked", "offered", "region"}
    assert counts["offered"] < 80
    assert counts["region"] == 4  # Bourgogne, two Bretagne, La Réunion: communes of a few hundred people


@pytest.mark.parametrize(("slips", "good", "wrong"), [(1, 0.97, 0.01), (2, 0.88, 0.01)])
def test_misspelt_communes(knowledge: Knowledge, slips: int, good: float, wrong: float) -> None:
    """Names of communes with one or two random edits are right or rightly asked, nearly never wrong."""
    chance = random.Random(SEED)
    drawn = chance.sample(communes(knowledge), 800)
    counts = measure_places(knowledge, drawn, lambda name: edited(name, chance, slips))
    assert (counts["right"] + counts["asked"] + counts["offered"]) / len(drawn) >= good
    assert counts["wrong"] / len(drawn) <= wrong
