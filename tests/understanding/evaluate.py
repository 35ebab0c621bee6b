"""Measures the understanding on the corpora: `python -m tests.understanding.evaluate [-v] [PART…]`.

Parts: `reglage_1` to `reglage_22` (tuning), and `gele` (frozen: only ever measured, never read to tune, and
`-v` does not show it). An utterance is `t` its text, `q` the question on screen, and what it must give: `r`
answers filled, `o` answers that may be filled or not, `c` a doubt to ask about, `i` something wanted, `n`
nothing. Each part is measured by an assistant that has not learnt from it: without its sentences among the
examples (`exemples.yaml`). Of each utterance is said:

- right: exactly what had to be filled is filled, or the doubt that had to be asked is asked;
- asked: what had to be filled is among what is asked, nothing wrong is filled (rightly asked);
- missed: nothing wrong is filled, but something is missing;
- wrong: something is filled that must not be (wrong acceptance).
"""

import sys
from collections import Counter
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from bot.answers import meaning_json
from dialogs.words import fold
from knowledge.content import Knowledge
from knowledge.examples import Examples
from knowledge.load import load
from knowledge.reader import read

HERE = Path(__file__).parent
FROZEN = "gele"
TUNED = tuple(f"reglage_{rank}" for rank in range(1, 23))
PARTS = (*TUNED, FROZEN)
SAME = (
    {("statut", "sans_structure"), ("personne_morale", "seul")},
    {("statut", "collectif"), ("personne_morale", "plusieurs")},
)
"""Two ways of saying one thing: whoever has no structure is alone or in a group without one."""


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
    tuned = {entry["t"].lower() for tuning in TUNED for entry in corpus(tuning)}
    return [entry for entry in data if entry["t"].lower() not in tuned]


def judge(knowledge: Knowledge, entry: dict[str, Any]) -> Result:
    """Say what came out of an utterance."""
    told: dict[str, Any] = meaning_json(knowledge, {"texte": entry["t"], "question": entry.get("q")})
    return Result(entry["t"], entry.get("q", "-"), _kind(knowledge, entry, told), told, entry)


def _kind(knowledge: Knowledge, entry: dict[str, Any], told: dict[str, Any]) -> str:
    expected = _with_implied(knowledge, entry.get("r", {}))
    allowed = set({**entry.get("o", {}), **expected}.items())
    allowed.update(*(pair for pair in SAME if pair & allowed))
    doubts = [(q, v) for choice in entry.get("c", []) for q, v in choice.items()]
    filled: dict[str, str] = told["reponses"]
    asked = [(choice["question"], choice["reponse"]) for choice in told["choix"]]
    if any(
        pair not in allowed
        for pair in filled.items()
        if pair[0] != "departement" or "departement" in expected
    ):
        return "wrong"
    if "i" in entry:
        return "right" if told.get("intention") == entry["i"] else "missed"
    if doubts:
        return "right" if set(doubts) & set(asked) else "missed"
    left = {(q, v) for q, v in expected.items() if not _has(filled, q, v)}
    if not left:
        return "right"
    left = {(q, v) for q, v in left if q != "departement"}
    return "asked" if left <= set(asked) else "missed"


def _with_implied(knowledge: Knowledge, answers: dict[str, str]) -> dict[str, str]:
    """Write answers as they are told: an option may stand for others."""
    found: dict[str, str] = {}
    for question, value in answers.items():
        option = knowledge.questions[question].option(value)
        found |= option.implied if option and option.implied else {question: value}
    return found


def _has(filled: dict[str, str], question: str, value: str) -> bool:
    same = next((pair for pair in SAME if (question, value) in pair), {(question, value)})
    return any(pair in same for pair in filled.items())


def measure(knowledge: Knowledge, part: str) -> list[Result]:
    """Judge every utterance of a part, by an assistant that has not learnt from it."""
    unlearnt = without(knowledge, part)
    return [judge(unlearnt, entry) for entry in corpus(part)]


def without(knowledge: Knowledge, part: str) -> Knowledge:
    """Leave out of the example sentences those of a part."""
    own = {fold(entry["t"]) for entry in corpus(part)}

    def kept(sentences: str) -> str:
        return "\n".join(said for said in sentences.splitlines() if fold(said) not in own)

    of = {
        question: {option: kept(said) for option, said in options.items()}
        for question, options in knowledge.examples.of.items()
    }
    examples = Examples(elsewhere=kept(knowledge.examples.elsewhere), of=of)
    return replace(knowledge, examples=examples)


def report(part: str, results: list[Result], *, verbose: bool) -> None:
    """Print the rates, and by question what is missed or wrong."""
    kinds = Counter(result.kind for result in results)
    total = len(results)
    good = kinds["right"] + kinds["asked"]
    print(f"{part} : {total} phrases ; comprises ou bien demandées {good / total:.1%} ; ", end="")
    print(
        f"acceptées à tort {kinds['wrong'] / total:.2%} ({kinds['wrong']}) ; manquées {kinds['missed']} ; ",
        end="",
    )
    nothing = [result for result in results if "n" in result.expected]
    needless = sum(bool(result.told["choix"]) for result in nothing)
    print(f"demandes pour rien {needless} sur {len(nothing)}")
    for question in sorted({result.question for result in results}):
        own = Counter(result.kind for result in results if result.question == question)
        print(f"  {question:22} {dict(own)}")
    for result in results if verbose and part != FROZEN else []:
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
