"""Large towns and regions written as they are heard: « monpelié », « clermon feran », « martinik ».

Small ones are left out: among 35,000 names, too many sound alike.
"""

import re
from collections.abc import Iterable, Mapping
from itertools import chain, pairwise

from dialogs.lexicon import lexicon
from dialogs.spots import LARGE, Spots, named, official_names, settled
from dialogs.words import Words
from knowledge.content import Knowledge
from knowledge.derived import derived

SHORTEST = 4
"""Letters of the shortest sound that tells one town from others."""
TELLING = 6
"""Letters of the shortest word that is heard as a town inside a sentence."""
_AT = frozenset({"a", "de", "d", "sur", "vers", "pres"})
_RULES = (
    (r"ph", "f"),
    (r"gn", "ni"),
    (r"(?<=[aeiouy])s(?=[aeiouy])", "z"),
    (r"qu|k|c(?=[aou]|[^aeiouyh]|$)", "k"),
    (r"c(?=[eiy])|ss", "s"),
    (r"h", ""),
    (r"y", "i"),
    (r"(.)\1", r"\1"),
    (r"e?au", "o"),
    (r"ai|ei", "e"),
    (r"[ae][nm](?=[^aeiou]|$)", "an"),
    (r"(?<=[aeiou])n[td](?=[^aeiour])", "n"),
    (r"(?:er|ez|et)s?$", "e"),
    (r"(?<=.)[tdspxg]+$", ""),
    (r"(?<=.)e[tds]*$", ""),
)
"""What is written in several ways, or not heard, by word of folded letters; in order."""
_SOUNDS = tuple((re.compile(written), heard) for written, heard in _RULES)


def sound(said: Words) -> str:
    """Return how words sound in French, roughly, without their spaces."""
    return "".join(map(_heard, said))


def _heard(word: str) -> str:
    for written, heard in _SOUNDS:
        word = written.sub(heard, word)
    return word


def sounded(knowledge: Knowledge, said: Words) -> Spots:
    """Return the large places whose name sounds like some words; an empty tuple when none does."""
    heard = sound(said)
    names = _by_sound(knowledge).get(heard, ()) if len(heard) >= SHORTEST else ()
    found = (spot for name in names for spot in named(knowledge, tuple(name.split())))
    return tuple(spot for spot in found if spot.people >= LARGE or spot.official)


def inside(knowledge: Knowledge, parts: Iterable[Words]) -> Spots:
    """Return the large places misspelt in a sentence, after « à », « de »: « une asso de Monpelier ».

    Nothing is looked for in a clause that denies something.
    """
    known = lexicon(knowledge)
    usual = known.small("courants")
    plainly = (said for said in parts if known.small("negation").isdisjoint(said))
    for before, word in chain.from_iterable(map(pairwise, plainly)):
        if before in _AT and len(word) >= TELLING and word not in known.known and word not in usual:
            found = sounded(knowledge, (word,))
            if found:
                return settled(found)
    return ()


@derived
def _by_sound(knowledge: Knowledge) -> Mapping[str, list[str]]:
    found: dict[str, list[str]] = {}
    for name in (*official_names(knowledge), *knowledge.gazetteer.populous(LARGE)):
        found.setdefault(sound(tuple(name.split())), []).append(name)
    return found
