"""Which answers a message most likely means, when no phrase in it says so: to be asked, never to be taken.

Every word and pair of words of the vocabulary of a question speaks for the options that use it and against
the others: the log-odds of a complement naive Bayes (Rennie et al., 2003), added up over the message.
"""

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import pairwise

from dialogs.lexicon import Lexicon, Words, lexicon, words
from knowledge.content import Knowledge
from knowledge.questions import PLACES, Question

SMOOTHING = 0.05
PAIR = 0.5
"""What a pair of words weighs beside a word."""
NUMBER = "#"
"""What stands for any number; alone, it speaks for nothing."""
STEM = 6
"""Letters of a word that count: « subventions » and « subventionner » say the same."""
_EMPTY = frozenset(
    {"je", "j", "on", "nous", "c", "est", "et", "que", "qui", "a", "ai", "il", "ca", "pour", "en", "dans"}
    | {"sur", "ce", "au", "aux", "avec", "y"}
)
_MARKS = re.compile(r"<\w+>|[()|]")

Weights = Mapping[str, float]


def likely(knowledge: Knowledge, question: str, said: Words) -> list[tuple[str, float]]:
    """Return the options of a question with their log-odds for repaired words, the likeliest first."""
    weights = _weights(knowledge)[question]
    seen = _features(lexicon(knowledge), said)
    if not any(feature in weights for feature in seen if not feature.startswith(NUMBER)):
        return []
    scores: dict[str, float] = {}
    for feature in seen:
        for option, weight in weights.get(feature, {}).items():
            scores[option] = scores.get(option, 0.0) + weight
    return sorted(scores.items(), key=lambda score: (-score[1], score[0]))


def _features(known: Lexicon, said: Words) -> set[str]:
    polite = known.small("politesse")
    stems = [NUMBER if word.isdigit() else word[:STEM] for word in said if word not in polite]
    light = known.small("legers") | _EMPTY
    return {stem for stem in stems if stem not in light} | {" ".join(pair) for pair in pairwise(stems)}


@lru_cache(maxsize=4)
def _weights(knowledge: Knowledge) -> Mapping[str, Mapping[str, Weights]]:
    return {
        question.id: _weighed(lexicon(knowledge), question) if question.id not in PLACES else {}
        for question in knowledge.questions.values()
    }


def _weighed(known: Lexicon, question: Question) -> Mapping[str, Weights]:
    """Return, for each feature of the vocabulary of a question, its log-odds for each option."""
    counts = {option: Counter(_seen(known, examples)) for option, examples in _examples(question)}
    counts = {option: count for option, count in counts.items() if count}
    total: Counter[str] = sum(counts.values(), Counter())
    size, others = len(total) * SMOOTHING, len(counts) - 1
    everything, sizes = total.total(), {option: count.total() for option, count in counts.items()}
    found: dict[str, dict[str, float]] = {}
    for feature, times in total.items():
        scale = PAIR if " " in feature else 1.0
        for option, count in counts.items():
            own = (count[feature] + SMOOTHING) / (sizes[option] + size)
            rest = times - count[feature] + SMOOTHING * others
            rest /= everything - sizes[option] + size * others
            found.setdefault(feature, {})[option] = scale * math.log(own / rest)
    return found


def _examples(question: Question) -> Iterator[tuple[str, list[Words]]]:
    for option in question.options:
        said = (option.label, option.phrase, *option.synonyms, *(_MARKS.sub(" ", p) for p in option.inside))
        yield option.id, [words(example) for example in said]


def _seen(known: Lexicon, examples: Iterable[Words]) -> Iterator[str]:
    for example in examples:
        yield from _features(known, example)
