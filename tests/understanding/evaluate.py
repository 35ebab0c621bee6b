"""Measures the understanding on the corpora: `python -m tests.understanding.evaluate [-v] [PART…]`.

Parts: `reglage` and `reglage_bis` (tuning), and `gele` (frozen, only ever measured). For each utterance:

- right: exactly what had to be filled is filled, or the doubt that had to be asked is asked;
- asked: what had to be filled is among what is asked, nothing wrong is filled (rightly asked);
- missed: nothing wrong is filled, but something is missing;
- wrong: something is filled that must not be (wrong acceptance).
"""

import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.answers import meaning_json
from knowledge.content import Knowledge
from knowledge.load import load
from knowledge.reader import read

HERE = Path(__file__).parent
FROZEN = "gele"
PARTS = ("reglage", "reglage_bis", FROZEN)


@dataclass(frozen=True)
class Result:
    """What came out of an utterance."""

    text: str
    question: str
    kind: str
    told: dict[str, Any]
    expected: dict[str, Any]


def corpus(part: str) -> list[dict[str, Any]]:
    """Read a part: utterances with their expected meaning; of the frozen one, those never tuned on."""
    data = read(HERE / f"{part}.yaml", part).data
    assert isinstance(data, list)
    if part != FROZEN:
        return data
    tuned = {entry["t"].lower() for tuning in PARTS if tuning != FROZEN for entry in corpus(tuning)}
    return [entry for entry in data if entry["t"].lower() not in tuned]


def judge(knowledge: Knowledge, entry: dict[str, Any]) -> Result:
    """Say what came out of an utterance."""
    told: dict[str, Any] = meaning_json(knowledge, {"texte": entry["t"], "question": entry.get("q")})
    return Result(entry["t"], entry.get("q", "-"), _kind(entry, told), told, entry)


def _kind(entry: dict[str, Any], told: dict[str, Any]) -> str:
    expected: dict[str, str] = entry.get("r", {})
    doubts = [(q, v) for choice in entry.get("c", []) for q, v in choice.items()]
    filled: dict[str, str] = told["reponses"]
    asked = [(choice["question"], choice["reponse"]) for choice in told["choix"]]
    if any(
        expected.get(q) != v and not (q == "departement" and q not in expected) for q, v in filled.items()
    ):
        return "wrong"
    if "i" in entry:
        return "right" if told.get("intention") == entry["i"] else "missed"
    if doubts:
        return "right" if set(doubts) & set(asked) else "missed"
    if all(filled.get(q) == v for q, v in expected.items()):
        return "right"
    left = {(q, v) for q, v in expected.items() if filled.get(q) != v and q != "departement"}
    return "asked" if left <= set(asked) else "missed"


def measure(knowledge: Knowledge, part: str) -> list[Result]:
    """Judge every utterance of a part."""
    return [judge(knowledge, entry) for entry in corpus(part)]


def report(part: str, results: list[Result], *, verbose: bool) -> None:
    """Print the rates, and by question what is missed or wrong."""
    kinds = Counter(result.kind for result in results)
    total = len(results)
    good = kinds["right"] + kinds["asked"]
    print(f"{part} : {total} phrases ; comprises ou bien demandées {good / total:.1%} ; ", end="")
    print(f"acceptées à tort {kinds['wrong'] / total:.2%} ({kinds['wrong']}) ; manquées {kinds['missed']}")
    for question in sorted({result.question for result in results}):
        own = Counter(result.kind for result in results if result.question == question)
        print(f"  {question:22} {dict(own)}")
    for result in results if verbose else []:
        if result.kind in {"missed", "wrong"}:
            print(f"  {result.kind:7} [{result.question}] {result.text!r}")
            print(f"          attendu { ({k: v for k, v in result.expected.items() if k not in 'tq'}) }")
            print(f"          obtenu  {result.told}")


def main() -> None:
    """Measure the parts asked for, both by default."""
    parts = [part for part in PARTS if part in sys.argv] or PARTS
    knowledge = load()
    for part in parts:
        report(part, measure(knowledge, part), verbose="-v" in sys.argv)


if __name__ == "__main__":
    main()
