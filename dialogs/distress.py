"""Words of somebody who is in danger: « je veux en finir », not « en finir avec la paperasse »."""

from collections.abc import Mapping
from itertools import chain

from dialogs.clauses import clauses
from dialogs.lexicon import Lexicon, lexicon
from dialogs.words import Words
from knowledge.content import Knowledge

CRY, LOOKALIKE = "detresse", "sans_detresse"
"""The lists of `mots.yaml`: what says it, and what only looks like it."""


def endangered(knowledge: Knowledge, text: str, raw: Words) -> bool:
    """Tell whether a text, whose words are given, is that of somebody who thinks of death.

    Words are read as typed: a repair could make « mourir » of « nourir ».
    """
    known = lexicon(knowledge)
    if not known.says(CRY, _spelt(known.short_forms, raw)):
        return False
    return any(_cries(known, _spelt(known.short_forms, part.raw)) for part in clauses(knowledge, text))


def _cries(known: Lexicon, said: Words) -> bool:
    """Tell whether words say it, and no lookalike goes further: « en finir avec » does."""
    like = [*known.found(LOOKALIKE, said)]
    return any(
        all(a >= end or b <= start or (start <= a and b <= end) for a, b in like)
        for start, end in known.found(CRY, said)
    )


def _spelt(short_forms: Mapping[str, Words], said: Words) -> Words:
    """Return words with those that are written short in full: « jveux »."""
    return tuple(chain.from_iterable(short_forms.get(word, (word,)) for word in said))
