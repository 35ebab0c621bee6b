"""A hostile corpus: what is written in `hostile.yaml`, and what is too long or too odd to be there."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml

from bot.gate import KINDS
from tests.bot.updates import Json, kinds, paths, spoilt, update

CORPUS = yaml.safe_load(Path(__file__).with_suffix(".yaml").read_text(encoding="utf-8"))
MARK = "ZQX"
"""What must not come back."""


@dataclass(frozen=True)
class Typed:
    """Something typed."""

    text: str


@dataclass(frozen=True)
class Tapped:
    """A tap, forged."""

    data: str


Input = Typed | Tapped


def inputs() -> Iterator[Input]:
    """Yield what people may type and tap."""
    for family, listed in CORPUS.items():
        yield from map(Tapped if family == "taps" else Typed, listed)
    yield from map(Typed, _long())


def _long() -> Iterator[str]:
    """Yield texts of up to 100,000 characters, each built to cost much to whoever reads it all."""
    size = 100_000
    zalgo = "".join(char + "\u0335\u0321\u0322\u0327\u0328\u0338\u0489" * 20 for char in "association")
    for seed in (
        "a",
        "asso ",
        "<b>",
        "{",
        "\u0301",
        "é",
        "ﷺ",
        "1 ",
        "😀",
        "pas ",
        "\u202e",
        "/",
        "@essai_bot ",
    ):
        yield (f"{MARK} {seed * size}")[:size]
    yield f"{MARK} {zalgo}"
    yield " ".join(f"mot{n}" for n in range(15_000)) + MARK
    yield f"{MARK} " + "(" * 50_000 + ")" * 50_000
    yield "\n" * size + MARK
    yield f"/start {MARK * 30_000}"
    yield f"/{'a' * size}"


def malformed(chance: random.Random, count: int) -> Iterator[Json]:
    """Yield updates of every kind, whole and bare, then some with one thing missing or odd in them."""
    for kind in kinds():
        for full in (False, True):
            yield update(0, kind, full=full)
    for _ in range(count):
        raw = update(0, chance.choice(KINDS), full=False)
        raw = chance.choice(list(spoilt(raw, chance.choice(list(paths(raw))))))
        if "update_id" in raw and isinstance(raw["update_id"], int):  # the queue of the double needs a number
            yield raw
