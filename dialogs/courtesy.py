"""The greetings, thanks and small words around what a message says."""

import re

from dialogs.lexicon import Lexicon
from dialogs.words import Words, words

LONGEST = 5
"""Words of the longest greeting."""
_TOKEN = re.compile(r"\w+")


def unwrapped(known: Lexicon, text: str) -> tuple[str, Words]:
    """Return a text without the greeting before it and the thanks after it, and its words.

    Greeting and thanks alone stay.
    """
    said = words(text)
    if not said or (said[0] not in known.sizes["ouverture"] and said[-1] not in known.closing):
        return text, said
    within = _within(known, text)
    return (text, said) if within == text else (within, words(within))


def _within(known: Lexicon, text: str) -> str:
    tokens = [(token, word) for token in _TOKEN.finditer(text) for word in words(token[0])]
    said = tuple(word for _, word in tokens)
    starts, ends = [0], [len(said)]
    while size := _at(known, "ouverture", said[starts[-1] :]):
        starts.append(starts[-1] + size)
    while size := _at(known, "fermeture", said[starts[-1] : ends[-1]][::-1], back=True):
        ends.append(ends[-1] - size)
    polite = [(a, b) for a in starts for b in ends if said[a:b] in known.intentions]
    longest = max(polite, key=lambda span: span[1] - span[0], default=(starts[-1], ends[-1]))
    start, end = longest  # « bonjour à vous » is more than its « bonjour », and a farewell more than both
    if not start < end or end - start == len(tokens):
        return text
    stop = tokens[end][0].start() if end < len(tokens) else len(text)  # with its question mark
    return text[tokens[start][0].start() : stop]


def _at(known: Lexicon, name: str, said: Words, *, back: bool = False) -> int:
    """Return how many words at the beginning are an entry of a list; the end is read `back`wards."""
    sizes = (size for size in range(min(len(said), LONGEST), 0, -1))
    entries = known.lists[name]
    return next((n for n in sizes if (said[:n][::-1] if back else said[:n]) in entries), 0)


def plainly(known: Lexicon, text: str) -> Words:
    """Return the words of a text without the politeness around them, which changes no answer."""
    return plain(known, unwrapped(known, text)[1])


def plain(known: Lexicon, said: Words) -> Words:
    """Return words without the small politeness around them; politeness alone, and a yes, stay."""
    if not said or not (said[0] in known.polite_ends or said[-1] in known.polite_ends):
        return said
    start, end = 0, len(said)
    changed = True
    while changed:
        changed = False
        for size in known.polite:
            if said[start : start + size] in known.polite[size] and start + size < end:
                start, changed = start + size, True
            if said[end - size : end] in known.polite[size] and end - size > start:
                end, changed = end - size, True
    return said[start:end]
