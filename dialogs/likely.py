"""What a message most likely means, when no phrase says so: an answer, asked and never taken, or a page.

Whatever the vocabulary and the example sentences of a question are made of (words, pairs of words, parts of
words) speaks for the options that use it and against the others: the log-odds of a complement naive Bayes
(Rennie et al., 2003), added up over the message. Sentences about something else are one option more, above
which the others must stand.
"""

import math
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import chain
from operator import add
from typing import Any, NamedTuple

from dialogs.lexicon import Lexicon, lexicon
from dialogs.words import Words, all_words
from knowledge.content import Knowledge
from knowledge.derived import derived
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
ACT = "demande"
_NO_ACTS = frozenset({UNKNOWN, "definition"})
"""Intentions that are told otherwise: an answer, a question about a word."""
REMEMBERED = 4_000
"""Features, and words, of which what they weigh is remembered."""
BYTE = 255
_ALONE = tuple(bytes((times,)) for times in range(BYTE + 1))
_MARKS = re.compile(r"<\w+>|[()|]")

Times = bytes | tuple[int, ...]
"""How many times each option has a feature: bytes, where all of them hold in one."""
Vector = tuple[float, ...]
Weigh = Callable[[str], Vector]
Counts = Iterable[tuple[str, int]]
"""How many times each feature is met."""
Heard = Iterable[tuple[str, Counts]]
"""The same, by option."""
One = dict[Any, Any]
"""What was met, by itself: of what is equal, one is kept."""


def likely(knowledge: Knowledge, question: str, said: Words) -> list[tuple[str, float]]:
    """Return the options of a question with their log-odds for repaired words, the likeliest first.

    The log-odds are those above something else, 0 being as likely.
    """
    odds = _all_odds(knowledge).get(question)
    speech = _speech(lexicon(knowledge), said)
    if odds is None or not any(map(odds.knows, speech.stems)):
        return []
    features = chain(speech.stems, speech.pairs)
    heard = [odds.feature(name) for name in features if name in odds.own or name in odds.other]
    scores = dict(
        zip(odds.options, map(sum, zip(*heard, *map(odds.parts, speech.whole), strict=True)), strict=True)
    )
    other = scores.pop(OTHER, 0.0)
    return [
        (option, -less)
        for less, option in sorted((other - score, option) for option, score in scores.items())
    ]


def said_of(knowledge: Knowledge, question: str, said: Words) -> set[str]:
    """Return the options of a question that have one of the words, or pairs of words, of their own."""
    odds = _all_odds(knowledge)[question]
    speech = _speech(lexicon(knowledge), said)
    rows = [odds.own[name] for name in (*filter(odds.knows, speech.stems), *speech.pairs) if name in odds.own]
    return {option for at, option in enumerate(odds.options) if any(any(row[at : at + 1]) for row in rows)}


def asked(knowledge: Knowledge, said: Words) -> list[tuple[str, float]]:
    """Return what words most likely ask to do, with its log-odds, the likeliest first."""
    return likely(knowledge, ACT, said)


def about(knowledge: Knowledge, said: Words) -> list[tuple[str, float]]:
    """Return the questions that words most likely answer, with their log-odds, the likeliest first."""
    return likely(knowledge, ANY, said)


class _Speech(NamedTuple):
    """What is counted of some words: stems, pairs of stems, and the words that have parts."""

    stems: set[str]
    pairs: set[str]
    whole: set[str]


def _speech(known: Lexicon, said: Words) -> _Speech:
    polite = known.small("politesse")
    stems = [NUMBER if word.isdigit() else word[:STEM] for word in said if word not in polite]
    kept = {*stems} - known.empty
    pairs = {*map(add, ("^ ", *[f"{stem} " for stem in stems]), (*stems, "$"))}
    return _Speech(kept, pairs, {word for word in said if len(word) > SHORT})


def _parts(word: str) -> Words:
    held = f"_{word}_"
    return tuple([f"~{held[at : at + 3]}" for at in range(len(held) - 2)])


@dataclass(frozen=True)
class _Odds:
    """What each feature (of the options' `own`, or of the `other`) and the parts of each word say of options.

    `mute` holds the stems that say nothing.
    """

    options: Words
    own: Mapping[str, Times]
    other: Mapping[str, int]
    mute: Set[str]
    feature: Weigh
    parts: Weigh

    def knows(self, stem: str) -> bool:
        """Tell whether a stem says something of an option, not only of something else; a letter does not."""
        return len(stem) > 1 and stem in self.own and stem not in self.mute

    def said(self) -> "_Said":
        """Count what is said of all the options together, but not to know none."""
        return _Said(self.own, self.options.index(UNKNOWN) if UNKNOWN in self.options else None)


@dataclass(frozen=True)
class _Said(Mapping[str, int]):
    """How many times each feature is met, whatever the option, but for one of them; `beside` is added.

    Counted when it is asked: written down, it would weigh a megabyte.
    """

    own: Mapping[str, Times]
    but: int | None = None
    beside: Mapping[str, int] = field(default_factory=dict)

    def __getitem__(self, name: str) -> int:
        if times := self._times(self.own.get(name, b"")) + self.beside.get(name, 0):
            return times
        raise KeyError(name)

    def _times(self, row: Times) -> int:
        return sum(row) - (row[self.but] if row and self.but is not None else 0)

    def counted(self) -> Iterator[tuple[str, int]]:
        """Yield the features that are met, and how many times each is."""
        beside = self.beside
        for name, row in self.own.items():
            if times := self._times(row) + beside.get(name, 0):
                yield name, times
        yield from ((name, times) for name, times in beside.items() if name not in self.own)

    def __iter__(self) -> Iterator[str]:
        """Yield the features that are met."""
        return (name for name, _ in self.counted())

    def __len__(self) -> int:
        """Count them."""
        return sum(1 for _ in self)


@derived
def _all_odds(knowledge: Knowledge) -> Mapping[str, _Odds]:
    """Return the odds of the options of each question, of the questions, and of what is asked to do."""
    known = lexicon(knowledge)
    other = Counter(_features(known, knowledge.examples.elsewhere.splitlines()))
    mute = frozenset({NUMBER, *(word[:STEM] for entry in known.lists["politesse"] for word in entry)})
    one: One = {name: name for name in other}
    found: dict[str, _Odds] = {}
    for question in knowledge.questions.values():
        if question.id not in PLACES:
            heard = (
                (option.id, Counter(_features(known, _examples(knowledge, question.id, option))).items())
                for option in question.options
            )
            found[question.id] = _odds(heard, other, mute, one)
    spoken = _odds(((question, odds.said().counted()) for question, odds in found.items()), other, mute, one)
    acts = (
        (name, Counter(_features(known, phrases)).items())
        for name, phrases in knowledge.intentions.items()
        if name not in _NO_ACTS
    )
    beside = replace(spoken.said(), beside=other)
    return {**found, ANY: spoken, ACT: _odds(acts, beside, mute, one)}


def _features(known: Lexicon, examples: Iterable[str]) -> Iterator[str]:
    """Yield the features of each sentence once, and the parts of its words as often as they are in it."""
    for said in all_words(examples):
        stems, pairs, whole = _speech(known, said)
        yield from stems
        yield from pairs
        for word in whole:
            yield from _parts(word)


def _examples(knowledge: Knowledge, question: str, option: Option) -> Iterator[str]:
    """Yield what says an option: its vocabulary, and the sentences that mean it."""
    inside = (_MARKS.sub(" ", pattern) for pattern in option.inside)
    written = knowledge.examples.saying(question, option.id)
    return chain((option.label, option.phrase), option.synonyms, inside, written)


def _times(heard: Heard, one: One) -> tuple[dict[str, Times], dict[str, int]]:
    """Return how many times each option that has any has each feature, and how many it has in all.

    The counts are met one after the other; of what is equal, one is kept: most of it is.
    """
    rows: dict[str, Times] = {}
    totals: dict[str, int] = {}
    for option, count in heard:
        at, total = len(totals), 0
        for name, times in count:
            rows[one.setdefault(name, name)] = _wider(rows.get(name, b""), at, times)
            total += times
        if total:
            totals[option] = total
    own: dict[str, Times] = {}
    while rows:
        name, row = rows.popitem()
        row = _wider(row, len(totals) - 1, 0) if len(row) < len(totals) else row
        own[name] = one.setdefault(row, row)
    return own, totals


def _wider(row: Times, at: int, times: int) -> Times:
    """Return a row with a number of times at a place, further than all that it has."""
    if times > BYTE or isinstance(row, tuple):
        return (*row, *[0] * (at - len(row)), times)
    return (row if len(row) == at else row.ljust(at, b"\0")) + _ALONE[times]


def _odds(heard: Heard, other: Mapping[str, int], mute: Set[str], one: One) -> _Odds:
    """Keep the counts of each option; what a feature weighs is worked out when it is met."""
    own, had = _times(heard, one)
    beside = bool(other)  # asked once: it may have to be counted
    totals = [*had.values(), *([sum(other.values())] if beside else ())]
    everything, unseen = sum(totals), (len(own) + len(other) - len(other.keys() & own)) * SMOOTHING
    leaning = [math.log(everything - total + unseen) - math.log(total + unseen) for total in totals]
    unheard, nothing = bytes(len(had)), (0.0,) * len(totals)

    @lru_cache(maxsize=REMEMBERED)
    def feature(name: str) -> Vector:
        times = (*own.get(name, unheard), *([other.get(name, 0)] if beside else ()))
        total = sum(times)
        scale = PAIR if " " in name else PART if name[0] == "~" else 1.0
        absent = math.log(SMOOTHING) - math.log(total + SMOOTHING)
        weights = [(absent + lean) * scale for lean in leaning]
        for at, own_times in enumerate(times):
            if own_times:
                said = math.log(own_times + SMOOTHING) - math.log(total - own_times + SMOOTHING)
                weights[at] = (said + leaning[at]) * scale
        return tuple(weights)

    @lru_cache(maxsize=REMEMBERED)
    def parts(word: str) -> Vector:
        known = (feature(part) for part in _parts(word) if part in own or part in other)
        return tuple(map(sum, zip(*known, strict=True))) or nothing

    return _Odds((*had, *([OTHER] if beside else ())), own, other, mute, feature, parts)
