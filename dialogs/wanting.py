"""What a sentence asks to do: « euh je veux revenir en arrière », unless it only tells it."""

from dialogs.clauses import Clause
from dialogs.lexicon import INQUIRIES, MINE, Lexicon, lexicon
from knowledge.content import Knowledge
from knowledge.entry import UNKNOWN

STRANGE = 2
"""Words that mean nothing here that such a message may hold."""
TOLD = 7
"""Other words that say of what to be told: « prévenez-moi quand il sort un nouvel appel à projets »."""
STORY = 9
"""Other words from which a move is told, and not asked for."""


def wanted(knowledge: Knowledge, heard: list[Clause], *, alone: bool) -> str | None:
    """Return what a message asks to do: « euh je veux revenir en arrière »; `alone`: and says little else."""
    known = lexicon(knowledge)
    small = known.fillers
    said = known.bare(tuple(word for clause in heard for word in clause.said))
    if alone and said[:1] in known.agreed:
        return None
    sizes = known.wanted_sizes
    if sizes.keys().isdisjoint(said):
        return None
    spans = [(-size, start) for start, word in enumerate(said) for size in sizes.get(word, ())]
    for less, start in sorted(spans):
        end = start - less
        name = known.wanted.get(said[start:end]) if end <= len(said) else None
        if not name or name == UNKNOWN:
            continue
        if (
            name == "reprendre"
            and said[end - 1] in _RESUMING
            and {*said[end : end + 1]} - (small - {"comme"})
        ):
            continue  # « je voudrais reprendre une ferme »: what is resumed is no conversation
        rest = [word for word in (*said[:start], *said[end:]) if word not in small]
        if name in _MOVES and rest and (len(rest) > _MOVES[name] or _tells(known, heard, start, end)):
            continue
        most = TOLD if name == "alertes" and not start and not heard[1:] else STRANGE
        much = name in POLITE or len(rest) > (most if less < -1 else 0)
        if not (much if alone else name in INQUIRIES):
            return name
    return None


def _tells(known: Lexicon, heard: list[Clause], start: int, end: int) -> bool:
    """Tell « on a laissé tomber en 2020 », « membres depuis le début » from an act."""
    light = known.small("legers")
    words = tuple(word for clause in heard for word in clause.said)
    ranks = [at for at, word in enumerate(words) if word not in light]
    first, last = ranks[start], ranks[end - 1]
    begins = any(clause.said[:1] == words[first : first + 1] for clause in heard)
    since = words[first] == "depuis" and (not begins or words[last + 1 : last + 2] in _OF)
    told = words[max(0, first - 1) : first] in _DONE or since
    return told or words[last + 1 : last + 2] in _MINE_AFTER


_OF = (("de",), ("d",), ("du",), ("des",))
"""After « depuis le début », which is then that of something else."""
_DONE = (("a",), ("ai",), ("avons",), ("ont",))
_MINE_AFTER = tuple((word,) for word in MINE)
_MOVES = {"merci": STRANGE, "stop": STORY, "recommencer": 4, "retour": STORY, "annuler": STORY, "humain": 27}
"""What moves in the conversation, or ends it, and from how many other words it is a story.

« L'asso a été radiée, on repart de zéro avec trois copines » asks to begin nothing again, nor does « on a
rendez-vous chez l'avocat » ask for anybody.
"""
_RESUMING = frozenset(
    {"reprendre", "continuer", "poursuivre", "continue", "continuons", "reprends", "reprend", "reprenons"}
    | {"poursuit", "poursuis", "poursuivons"}
)
POLITE = frozenset({"bonjour", "merci"})
