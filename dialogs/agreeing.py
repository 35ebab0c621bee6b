"""Yes and no beside other words: at the end of a message, of what has just ended, or hardly sure."""

from dialogs.clauses import Clause
from dialogs.lexicon import Lexicon
from dialogs.words import Words

FEW = 4
"""Words of a last clause that only says not to know: « elle y va, elle y va plus, on sait plus »."""
ECHO = 3
"""Words of a question that is only said again."""
_NO_MORE = (("sait", "plus"), ("savons", "plus"))
_WHO_KNOWS = ("qui", "sait")
_SO = frozenset({"donc", "alors", "coup"})
_UNTIL = (("jusqu",), ("jusque",), ("avant",))
_NOW = frozenset({"ici", "present", "maintenant", "la", "aujourd"})


def answers(known: Lexicon, question: str, value: str) -> bool:
    """Tell whether a value answers a question."""
    return any(value in values for values in known.whole[question].values())


def unechoed(known: Lexicon, heard: list[Clause]) -> list[Clause]:
    """Leave out the question that is said again before its answer: « agréés ? non, on a le rescrit »."""
    if not heard[1:] or not heard[0].questioned or heard[1].questioned or len(heard[0].said) > ECHO:
        return heard
    return heard[1:] if heard[1].said[:1] in known.agreed else heard


def closing(known: Lexicon, question: str, heard: list[Clause]) -> tuple[tuple[str, ...], bool]:
    """Read the « donc oui » at the end of a message; tell whether, without « donc », it is not sure."""
    if not heard[1:] or heard[-1].questioned or heard[-1].others:
        return (), False
    last = heard[-1]
    own = (value for value in ("oui", "non") if last.said == (value,))
    values = tuple(value for value in own if answers(known, question, value))
    return values, bool(values) and _SO.isdisjoint(last.raw)


def ended(said: Words) -> bool:
    """Tell « jusqu'en mai oui », which is over, from « jusqu'ici oui »."""
    return said[:1] in _UNTIL and _NOW.isdisjoint(said)


def wavering(known: Lexicon, heard: list[Clause]) -> bool:
    """Tell whether a message ends with « on sait plus », or says « c'est ma collègue qui sait »."""
    last = heard[-1].said if heard else ()
    brief = bool(heard[1:]) and len(last) <= FEW
    return last[-2:] == _WHO_KNOWS or (brief and (unknown(known, last) or last[-2:] in _NO_MORE))


def unknown(known: Lexicon, said: Words) -> bool:
    """Tell whether the person says not to know."""
    asking = "savoir" in said  # « je voudrais savoir si… » is for us to answer
    return known.says("aveu", said) or (not asking and known.says("ignorance", said))
