"""Which answers a message most likely means, when no phrase in it says so: to be asked, never to be taken.

Whatever the vocabulary and the example sentences of a question are made of (words, pairs of words, parts of
words) speaks for the options that use it and against the others: the log-odds of a complement naive Bayes
(Rennie et al., 2003), added up over the message. Sentences about something else are one option more, above
which the others must stand.
"""

import math
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, pairwise

from dialogs.lexicon import Lexicon, Words, lexicon, words
from knowledge.content import Knowledge
from knowledge.entry import UNKNOWN
from knowledge.questions import PLACES, Option

SMOOTHING = 0.1
PAIR = 0.5
"""What a pair of words weighs beside a word."""
PART = 0.3
"""What three letters of a word weigh beside it."""
NUMBER = "#"
"""What stands for any number; alone, it speaks for nothing."""
STEM = 6
"""Letters of a word that count: « subventions » and « subventionner » say the same."""
SHORT = 3
"""Letters of a word that has no parts."""
OTHER = "autre_chose"
ANY = ""
_EMPTY = frozenset(
    {"je", "j", "on", "nous", "c", "est", "et", "que", "qui", "a", "ai", "il", "ca", "pour", "en", "dans"}
    | {"sur", "ce", "au", "aux", "avec", "y"}
)
_MARKS = re.compile(r"<\w+>|[()|]")

Vector = tuple[float, ...]
Weigh = Callable[[str], Vector]


def likely(knowledge: Knowledge, question: str, said: Words) -> list[tuple[str, float]]:
    """Return the options of a question with their log-odds for repaired words, the likeliest first.

    The log-odds are those above something else, 0 being as likely.
    """
    odds = _all_odds(knowledge).get(question)
    speech = _speech(lexicon(knowledge), said)
    if odds is None or not any(map(odds.knows, speech.stems)):
        return []
    found = [
        *map(odds.feature, speech.stems),
        *map(odds.feature, speech.pairs),
        *map(odds.parts, speech.whole),
    ]
    scores = dict(zip(odds.options, map(sum, zip(*found, strict=True)), strict=True))
    other = scores.pop(OTHER, 0.0)
    return sorted(((option, score - other) for option, score in scores.items()), key=lambda s: (-s[1], s[0]))


def about(knowledge: Knowledge, said: Words) -> list[tuple[str, float]]:
    """Return the questions that words most likely answer, with their log-odds, the likeliest first."""
    return likely(knowledge, ANY, said)


@dataclass(frozen=True)
class _Speech:
    """What is counted of some words: stems, pairs of stems, and the words that have parts."""

    stems: set[str]
    pairs: set[str]
    whole: set[str]


def _speech(known: Lexicon, said: Words) -> _Speech:
    polite = known.small("politesse")
    stems = [NUMBER if word.isdigit() else word[:STEM] for word in said if word not in polite]
    pairs = set(map(" ".join, pairwise(("^", *stems, "$"))))
    kept = {*stems} - _EMPTY - known.small("legers")
    return _Speech(kept, pairs, {word for word in said if len(word) > SHORT})


@lru_cache(maxsize=20_000)
def _parts(word: str) -> Words:
    held = f"_{word}_"
    return tuple(f"~{held[at : at + 3]}" for at in range(len(held) - 2))


@dataclass(frozen=True)
class _Odds:
    """What each feature and the parts of each word say of some options; `knows` tells the stems that do."""

    options: Words
    knows: Callable[[str], bool]
    feature: Weigh
    parts: Weigh


@lru_cache(maxsize=4)
def _all_odds(knowledge: Knowledge) -> Mapping[str, _Odds]:
    """Return the odds of the options of each question, and of the questions."""
    known = lexicon(knowledge)
    other = _counted(known, knowledge.examples.elsewhere.splitlines())
    mute = frozenset({NUMBER, *(word[:STEM] for entry in known.lists["politesse"] for word in entry)})
    found: dict[str, _Odds] = {}
    spoken: dict[str, Counter[str]] = {}
    for question in knowledge.questions.values():
        if question.id not in PLACES:
            counts = {
                option.id: _counted(known, _examples(knowledge, question.id, option))
                for option in question.options
            }
            found[question.id] = _odds({**counts, OTHER: other}, mute)
            spoken[question.id] = Counter()
            for option, count in counts.items():
                spoken[question.id].update(count if option != UNKNOWN else {})
    return {**found, ANY: _odds({**spoken, OTHER: other}, mute)}


def _counted(known: Lexicon, examples: Iterable[str]) -> Counter[str]:
    """Count the features of sentences, a part of a word as often as it is in them."""
    features: list[str] = []
    heard: list[str] = []
    for said in examples:
        speech = _speech(known, words(said))
        features += speech.stems
        features += speech.pairs
        heard += speech.whole
    counts = Counter(features)
    for word, times in Counter(heard).items():
        for part in _parts(word):
            counts[part] += times
    return counts


def _examples(knowledge: Knowledge, question: str, option: Option) -> Iterator[str]:
    """Yield what says an option: its vocabulary, and the sentences that mean it."""
    inside = (_MARKS.sub(" ", pattern) for pattern in option.inside)
    written = knowledge.examples.saying(question, option.id)
    return chain((option.label, option.phrase), option.synonyms, inside, written)


def _odds(seen: Mapping[str, Counter[str]], mute: frozenset[str]) -> _Odds:
    """Keep the counts of each option; what a feature weighs is worked out when it is met."""
    counts = {option: count for option, count in seen.items() if count}
    totals = {option: count.total() for option, count in counts.items()}
    everything, unseen = sum(totals.values()), len(set().union(*counts.values())) * SMOOTHING
    leaning = [math.log(everything - total + unseen) - math.log(total + unseen) for total in totals.values()]
    spoken = [count for option, count in counts.items() if option != OTHER]
    nothing = (0.0,) * len(counts)

    @lru_cache(maxsize=20_000)
    def feature(name: str) -> Vector:
        times = [count.get(name, 0) for count in counts.values()]
        total = sum(times)
        if not total:
            return nothing
        scale = PAIR if " " in name else PART if name[0] == "~" else 1.0
        absent = math.log(SMOOTHING) - math.log(total + SMOOTHING)
        weights = [(absent + lean) * scale for lean in leaning]
        for at, own in enumerate(times):
            if own:
                said = math.log(own + SMOOTHING) - math.log(total - own + SMOOTHING)
                weights[at] = (said + leaning[at]) * scale
        return tuple(weights)

    @lru_cache(maxsize=20_000)
    def parts(word: str) -> Vector:
        return tuple(map(sum, zip(*map(feature, _parts(word)), strict=True)))

    @lru_cache(maxsize=20_000)
    def knows(stem: str) -> bool:
        return stem not in mute and any(stem in count for count in spoken)

    return _Odds(tuple(counts), knows, feature, parts)
