"""Words of somebody in danger, or worn out: « je veux en finir », not « en finir avec la paperasse »."""

from collections.abc import Mapping
from itertools import chain

from dialogs.clauses import clauses
from dialogs.lexicon import Lexicon, lexicon
from dialogs.words import Words, words
from knowledge.content import Knowledge

CRIES = ("detresse", "detresse_proche")
"""The lists of `mots.yaml` that say that one thinks of death, or that somebody else does; acts too."""
LOOKALIKE, WORN, NOT_WORN = "sans_detresse", "epuisement", "sans_epuisement"
"""What only looks like it; what says that one is worn out, and what only looks like that."""


def endangered(knowledge: Knowledge, text: str, raw: Words) -> str | None:
    """Return the cry of a text, whose words are given: of somebody who thinks of death, or speaks of one.

    Words are read as typed: a repair could make « mourir » of « nourir ».
    """
    return next((cry for cry in CRIES if _said(knowledge, text, raw, cry, LOOKALIKE)), None)


def worn(knowledge: Knowledge, text: str) -> bool:
    """Tell « j'en peux plus » from « j'en peux plus de la paperasse »."""
    return _said(knowledge, text, words(text), WORN, NOT_WORN)


def _said(knowledge: Knowledge, text: str, raw: Words, cry: str, lookalike: str) -> bool:
    known = lexicon(knowledge)
    if not known.says(cry, _spelt(known.short_forms, raw)):
        return False
    parts = (_spelt(known.short_forms, part.raw) for part in clauses(knowledge, text))
    return any(_cries(known, said, cry, lookalike) for said in parts)


def _cries(known: Lexicon, said: Words, cry: str, lookalike: str) -> bool:
    """Tell whether words say it, and no lookalike goes further: « en finir avec » does."""
    like = [*known.found(lookalike, said)]
    return any(
        all(a >= end or b <= start or (start <= a and b <= end) for a, b in like)
        for start, end in known.found(cry, said)
    )


def _spelt(short_forms: Mapping[str, Words], said: Words) -> Words:
    """Return words with those that are written short in full: « jveux »."""
    return tuple(chain.from_iterable(short_forms.get(word, (word,)) for word in said))
