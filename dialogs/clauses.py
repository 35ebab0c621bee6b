"""A message cut into clauses: at its pauses, and where the person takes back what was just said."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from dialogs.courtesy import plain
from dialogs.lexicon import MINE, ONE, Lexicon, lexicon
from dialogs.repairing import mended, repaired
from dialogs.words import MAX_TEXT, Words, words
from knowledge.content import Knowledge

_PAUSE = re.compile(r"(?<!\d),|,(?!\d\b)|[;:!?\n()…|]|\.(?!\w)|\s[-–—]\s|\s?/\s|\.{2,}")
_TURNS = {"mais": 1, "et": 4}
"""Words after which « moi » or « nous » turns from somebody else, and from which word of the clause."""
_OLD = frozenset({"ancien", "ancienne", "anciens", "petit", "petite", "grand", "grande", "vieux", "futur"})
_TOGETHER = frozenset({"moi", "nous"})
_US = frozenset({"moi", "nous", "je", "j", "on", "notre"})
_WITH = frozenset({"et", "avec"})
_THEM = frozenset({"elle", "il", "elles", "ils"})
_LISTED = frozenset({"un", "une", "des", "et", "ou"})
LISTED = 3
"""Words of a clause that only goes on with a list: « mes clients sont des assos, une mutuelle »."""
OPENING = 5
"""Words among which somebody else may be the subject of a clause."""


@dataclass(frozen=True)
class Clause:
    """Words as they were typed, the same repaired, and whether they correct what came before.

    `others`: somebody else is the subject, or is quoted: « ma sœur vit à Brest ». `questioned`: it ends with
    a question mark. `mended`: the words that stand for misspelt ones.
    """

    raw: Words
    said: Words
    corrects: bool = False
    others: bool = False
    questioned: bool = False
    mended: frozenset[str] = frozenset()


def clauses(knowledge: Knowledge, text: str) -> list[Clause]:
    """Return the clauses of a text, those without a word left out."""
    known = lexicon(knowledge)
    found: list[Clause] = []
    corrects = quoted = False
    for raw, marked, questioned in _cut(known, text[:MAX_TEXT]):
        corrects = corrects or marked
        said = _without_lookalikes(known, repaired(knowledge, raw))
        if not said:
            continue
        quoting = known.says("citation", said)
        listed = bool(found) and found[-1].others and said[0] in _LISTED and len(said) <= LISTED
        others = quoting or quoted or listed or _supposes(known, said) or _of_others(known, said)
        others = others or _goes_on(known, found, said)
        if _serves(known, said):
            found[-2:] = map(_of_them, found[-2:])
        found.append(
            Clause(
                _without_lookalikes(known, raw),
                plain(known, said),
                corrects,
                others,
                questioned,
                mended(knowledge, raw),
            )
        )
        corrects, quoted = False, quoting
    return found


def _cut(known: Lexicon, text: str) -> Iterator[tuple[Words, bool, bool]]:
    """Yield the words of each clause, whether they correct what came before, and whether they ask."""
    pauses = [*_PAUSE.findall(text), ""]
    for part, pause in zip(_PAUSE.split(text), pauses, strict=True):
        for turned in _turned(known, words(part)):
            for raw, marked in _corrected(known, turned):
                yield raw, marked, "?" in pause


def _serves(known: Lexicon, said: Words) -> bool:
    """Tell « nous épaule », « nous a parlé de vous », whose subject came before, from « nous sommes dix »."""
    if said[:1] != ("nous",) or len(said) == 1 or said[1].endswith(("ons", "mes")):
        return False
    return said[1] in {"a", "ont"} or said[1] not in known.hollow


def _of_them(clause: Clause) -> Clause:
    """Tell that a clause speaks of somebody else: « la fédération, à Dijon, nous épaule »."""
    return clause if _US & {*clause.said} - {"notre"} else replace(clause, others=True)


def _without_lookalikes(known: Lexicon, said: Words) -> Words:
    """Leave out what looks like an answer and is none: « un sas d'entrée », « une association d'idées »."""
    false = {at for start, end in known.found("faux_amis", said) for at in range(start, end)}
    return tuple(word for at, word in enumerate(said) if at not in false) if false else said


def _turned(known: Lexicon, said: Words) -> Iterator[Words]:
    """Yield the words about somebody else, then those after « mais moi », « …, et nous »."""
    pairs = enumerate(pairwise(said))
    at = next((at for at, (turn, who) in pairs if who in _US and at >= _TURNS.get(turn, at + 1)), 0)
    if at and _of_others(known, said[:at]):
        yield said[:at]
        said = said[at + 1 :]
    yield said


def _corrected(known: Lexicon, said: Words) -> Iterator[tuple[Words, bool]]:
    """Yield the words before « enfin non », then those after, told apart."""
    start, marked = 0, False
    for begin, end in known.found("correction", said):
        if begin >= start:
            yield said[start:begin], marked
            start, marked = end, True
    yield said[start:], marked


def _supposes(known: Lexicon, said: Words) -> bool:
    """Tell « et si on était une scop ? » from « s'il vous plaît » and « si possible à Gap ».

    « Imaginons qu'on soit une scop », « réponds que je suis une scop » suppose it too, not « je dis que ».
    """
    wondering = said[:2] == ("et", "si") and len(said) > 2
    if wondering or (said[:1] == ("si",) and not _US.isdisjoint(said[1:2])):
        return True
    return any(_US.isdisjoint(said[max(0, at - 2) : at]) for at, _ in known.found("supposition", said))


def _goes_on(known: Lexicon, before: list[Clause], said: Words) -> bool:
    """Tell « l'asso d'en face, celle de Vichy, emploie cinq personnes »: the last clause is of the first."""
    if said[0] not in known.small("suite") or not _US.isdisjoint(said):
        return False
    if before and before[-1].others:
        return True
    near = [clause.said for clause in before[-2:]]
    if said[0] in _THEM and any(_met(known, words) for words in near):
        return True
    return any(known.says("autrui", words) for words in near) and all(map(_US.isdisjoint, near))


def _met(known: Lexicon, said: Words) -> bool:
    """Tell « j'ai vu une boîte le faire », whose structure it is not, from « on a vu un conseiller »."""
    return any(
        known.says("structure", said[end : end + 2]) or known.says("activite", said[end : end + 2])
        for _, end in known.found("rencontres", said)
    )


def _of_others(known: Lexicon, said: Words) -> bool:
    """Tell « mon voisin emploie trois apprentis », « un ami a une SAS », from « mon voisin et moi »."""
    if _beside(known, said) or _of_our_network(known, said):
        return True
    for start, end in known.found("proches", said[: OPENING + 1]):
        before = said[:start]
        while before and before[-1] in _OLD:
            before = before[:-1]
        if not before or {"je", "on", "nous", "j", "moi"} & {*before}:
            continue
        subject = before[-1] in MINE or (before[-1] in ONE and len(plain(known, before)) == 1)
        if subject:
            return not (_WITH & {*said[end : end + 1]} and _TOGETHER & {*said[end + 1 : end + 2]})
    return False


def _of_our_network(known: Lexicon, said: Words) -> bool:
    """Tell « notre fédération l'a », whose member speaks, from « nous sommes une fédération »."""
    found = known.found("reseaux", said[: OPENING + 2])
    return any(start and said[start - 1] in MINE and not _being(said[: start - 1]) for start, _ in found)


def _being(before: Words) -> bool:
    return bool(before) and before[-1] in {"est", "sommes", "suis", "represente", "pour", "de"}


def _beside(known: Lexicon, said: Words) -> bool:
    """Tell « le club voisin », « l'asso d'en face » from « on a un voisin », « partenaire d'une mairie »."""
    found = known.found("voisinage", said[: 2 * OPENING + 2])
    does = (start for start, end in found if start > 1 and end < len(said))
    return said[0] in ONE and any(_US.isdisjoint(said[:start]) for start in does)


def asks(known: Lexicon, said: Words) -> bool:
    """Tell a clause that asks something of us: « est-ce qu'une asso peut… », « doit-elle… »."""
    return known.says("inversion", said) or any(start <= 1 for start, _ in known.found("interrogation", said))
