"""Random texts, and how often they fill an answer: `python -m tests.understanding.noise [N]`."""

import random
import string
import sys
from collections import Counter
from collections.abc import Iterable

from dialogs.events import Answer, Answers
from dialogs.lexicon import lexicon
from dialogs.understanding import Meaning, Understood, Unsure, understand
from knowledge.content import Knowledge
from knowledge.entry import Facts
from knowledge.load import load

ALPHABETS = ("letters", "unicode", "syllables", "words")
"""Any letters; any characters; syllables as in French; words of the vocabulary in any order."""
FILLED = {"letters": 0.01, "unicode": 0.015, "syllables": 0.015, "words": 0.19}
"""How often each kind may fill an answer, a little above what was measured on 100,000 of them; words of the
vocabulary in any order do say things."""
_SYLLABLES = [c + v for c in "bcdfglmnprstv" for v in ("a", "e", "i", "o", "u", "ou", "an", "on")]


def noise(knowledge: Knowledge, alphabet: str, chance: random.Random) -> tuple[str | None, Facts, str]:
    """Draw a question (or the result), no answers, and a text."""
    question = chance.choice([None, *knowledge.questions])
    size = chance.randint(1, 8)
    drawn: Iterable[str]
    if alphabet == "letters":
        drawn = ("".join(chance.choices(string.ascii_letters, k=chance.randint(1, 10))) for _ in range(size))
    elif alphabet == "unicode":
        drawn = (
            chr(chance.choice((chance.randint(32, 0x2FF), chance.randint(0, 0x10FFFF)))) for _ in range(30)
        )
    elif alphabet == "syllables":
        drawn = ("".join(chance.choices(_SYLLABLES, k=chance.randint(2, 4))) for _ in range(size))
    else:
        drawn = chance.choices(sorted(lexicon(knowledge).known), k=size)
    return question, {}, ("" if alphabet == "unicode" else " ").join(drawn)


def filled(meaning: Meaning) -> tuple[Answer, ...]:
    """Return the answers that a meaning takes."""
    if isinstance(meaning, Unsure):
        return meaning.sure
    event = meaning.event if isinstance(meaning, Understood) else None
    if isinstance(event, Answers):
        return event.answers
    return (event,) if isinstance(event, Answer) else ()


def main() -> None:
    """Print how often each kind of noise fills an answer, and which."""
    knowledge = load()
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 25_000
    for alphabet in ALPHABETS:
        chance = random.Random(20261124)
        found: Counter[str] = Counter()
        wrong = 0
        for _ in range(count):
            answers = filled(understand(knowledge, *noise(knowledge, alphabet, chance)))
            wrong += bool(answers)
            found.update(answer.question for answer in answers)
        print(f"{alphabet:10} {count} textes, {wrong / count:.2%} remplissent : {dict(found.most_common(4))}")


if __name__ == "__main__":
    main()
