"""Phones, postal codes, hours, regions and days survive YAML without quotes."""

import random

import pytest

from tests.knowledge.roundtrip import KINDS, changed, drawn


def test_no_value_is_changed() -> None:
    """Thousands of values typed without quotes are read as they were typed."""
    assert changed(5_000, 1) == []


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_is_drawn(kind: str) -> None:
    """Each kind gives many values."""
    chance = random.Random(1)
    assert len({drawn(kind, chance) for _ in range(200)}) > 10
