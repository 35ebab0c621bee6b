"""A short message read as an answer to the question on screen: its own words count more there."""

from dialogs import sentences
from dialogs.events import Answer
from dialogs.lexicon import Lexicon, Words, lexicon
from dialogs.sentences import Match, Reading, clauses, own, undone
from knowledge.content import Knowledge
from knowledge.entry import UNKNOWN
from knowledge.questions import NEED, PLACES, STATUS

SHORT = 9
"""Words of a message in which a single word of the question is enough."""
LONGEST = 8
STRANGE = 2
"""Words that mean nothing here that such a message may hold."""
ASIDE = frozenset({"urgence", "creation_trois_mois"})
"""Questions whose own answers may say a need, which is known already."""
ASKED = frozenset({"personne_morale", "decision", "benefices", "publics_fragiles", "plein_temps", "paiement"})
"""Questions that only a message read at them answers."""
STRICT = frozenset({"besoin", "salaries"})
"""Questions whose single words are too common to stand beside others."""


def read(knowledge: Knowledge, question: str | None, text: str) -> Reading:
    """Read a message: every answer of it, and that to the question on screen."""
    known = lexicon(knowledge)
    parts = clauses(knowledge, text)
    reading = sentences.read(known, parts)
    for other in (*(ASKED - {question}), *((NEED,) if question in ASIDE else ())):
        reading = reading.without(other)
    found = reading.by_question()
    if question is None or question in found:
        return reading
    said = tuple(word for part in parts for word in part)
    values = _values(known, question, parts, said)
    if not values and not found and unknown(known, said):
        values, said = (UNKNOWN,), ()
    doubtful = {question} if known.says("hesitation", said) else set()
    matches = tuple(Match(0, 0, Answer(question, value)) for value in values)
    return Reading((*matches, *reading.matches), reading.doubtful | doubtful)


def wanted(knowledge: Knowledge, text: str, *, alone: bool) -> str | None:
    """Return what a message asks to do: « euh je veux revenir en arrière »; `alone`: and says little else."""
    known = lexicon(knowledge)
    small = known.small("remplissage") | known.small("politesse")
    agreed = known.lists["oui"] | known.lists["non"]
    said = known.bare(tuple(word for part in clauses(knowledge, text) for word in part))
    if alone and said[:1] in agreed:
        return None
    for size in range(len(said), 1, -1):
        for start in range(len(said) - size + 1):
            name = known.wanted.get(said[start : start + size])
            rest = [word for word in (*said[:start], *said[start + size :]) if word not in small]
            if name and name != UNKNOWN and not (alone and (name in POLITE or len(rest) > STRANGE)):
                return name
    return None


POLITE = frozenset({"bonjour", "merci"})


def _values(known: Lexicon, question: str, parts: list[Words], said: Words) -> tuple[str, ...]:
    named = _named(known, question, parts) if question not in PLACES else ()
    agreed = _agreed(known, question, said)
    return named or ((agreed,) if agreed else ())


def unknown(known: Lexicon, said: Words) -> bool:
    """Tell whether the person says not to know."""
    return known.says("aveu", said) or known.says("ignorance", said)


def _agreed(known: Lexicon, question: str, said: Words) -> str | None:
    """Read « oui bien sûr, on en a deux »; « je crois que oui »."""
    options = {value for values in known.whole[question].values() for value in values}
    while said and (said[0],) in known.lists["politesse"]:
        said = said[1:]
    for value in ("oui", "non"):
        if value not in options:
            continue
        if any(said[:size] in known.lists[value] for size in (1, 2, 3, 4)):
            return value
        if known.says("hesitation", said) and value in said:
            return value
    return None


def _named(known: Lexicon, question: str, parts: list[Words]) -> tuple[str, ...]:
    """Return the options whose words are in a short message, or are a whole part of a long one."""
    spotted = [_spotted(known, question, said) for said in parts]
    pure = [value for values, strange in spotted if not strange for value in values]
    short = sum(map(len, parts)) <= SHORT and sum(strange for _, strange in spotted) <= STRANGE
    values = [value for found, _ in spotted for value in found] if short else pure
    return tuple(dict.fromkeys(values))


def _spotted(known: Lexicon, question: str, said: Words) -> tuple[list[str], int]:
    light = known.small("legers")
    unsure = frozenset(word for entry in known.lists["hesitation"] for word in entry)
    small = light | known.small("remplissage") | known.small("politesse") | unsure
    heard = [(at, word) for at, word in enumerate(said) if word not in light]
    bare = tuple(word for _, word in heard)
    values: list[str] = []
    start = 0
    strange = STRANGE + 1 if known.says("autrui", said) else 0
    single = False
    while start < len(bare):
        size = _longest(known, question, bare, start)
        key = bare[start : start + size]
        hollow = len(key) < len(bare) and all(word in small for word in key)
        for value in known.near[question].get(key, ()) if size and not hollow else ():
            match = Match(heard[start][0], heard[start + size - 1][0] + 1, Answer(question, value))
            if not undone(known, said, match) and (question != STATUS or own(known, said, match, [])):
                values.append(value)
                single = single or size == 1
        strange += _strangeness(small, bare[start]) if not size else 0
        start += max(size, 1)
    return values, strange * (STRANGE + 1) if single and question in STRICT else strange


def _strangeness(small: frozenset[str], word: str) -> int:
    return STRANGE + 1 if word.isdigit() else word not in small


def _longest(known: Lexicon, question: str, bare: Words, start: int) -> int:
    sizes = range(min(LONGEST, len(bare) - start), 0, -1)
    entries = known.near[question]
    agreed = known.lists["oui"] | known.lists["non"]
    heard = ((size, bare[start : start + size]) for size in sizes)
    return next((size for size, said in heard if said in entries and said not in agreed), 0)
