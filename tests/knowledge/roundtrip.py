"""Values that YAML likes to change, read as they were written: `python -m tests.knowledge.roundtrip [N]`."""

import random
import sys
import tempfile
from pathlib import Path

from knowledge.reader import read

KINDS = ("phone", "postal", "hour", "region", "day", "word")
_WORDS = "NO no on Off yes Yes true null ~ 1e3 0x1F 0o17 1_000 .5 12:30:45".split()  # noqa: SIM905 - a list of words
BATCH = 500


def drawn(kind: str, chance: random.Random) -> str:
    """Draw a value of a kind, as an editor may type it without quotes."""
    digits = "".join(chance.choices("0123456789", k=10))
    day = f"{chance.randint(1900, 2100)}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"
    return {
        "phone": f"0{digits[1:]}" if chance.random() < 0.5 else f"+33 {digits[0]} {digits[1:3]} {digits[3:]}",
        "postal": digits[:5],
        "hour": f"{chance.randint(0, 23)}:{chance.randint(0, 59):02}",
        "region": chance.choice(("01", "02", "03", "04", "06", "11", "2A", "2B", "93", "94", "974")),
        "day": day if chance.random() < 0.5 else f"{day} {chance.randint(0, 23):02}:00",
        "word": chance.choice(_WORDS),
    }[kind]


def changed(count: int, seed: int) -> list[tuple[str, object]]:
    """Write values without quotes, read them, and return those that are no longer the same."""
    chance = random.Random(seed)
    wrong: list[tuple[str, object]] = []
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "essai.yaml"
        for start in range(0, count, BATCH):
            values = [drawn(chance.choice(KINDS), chance) for _ in range(min(BATCH, count - start))]
            path.write_text("".join(f"- {value}\n" for value in values), encoding="utf-8")
            found = read(path, "essai.yaml").data
            assert isinstance(found, list)
            wrong += [pair for pair in zip(values, found, strict=True) if pair[0] != pair[1]]
    return wrong


def main() -> None:
    """Print how many values change: none."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    print(f"{count} valeurs, {len(changed(count, 20261124))} changées")


if __name__ == "__main__":
    main()
