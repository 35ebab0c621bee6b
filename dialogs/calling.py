"""The programmes that a text names: by their button, a spelling of the glossary, or a word of the result."""

from collections.abc import Iterable, Mapping
from itertools import takewhile

from dialogs.lexicon import lexicon
from dialogs.titles import BEFORE, runs, short, terms_in
from dialogs.turn import Turn
from dialogs.words import Words, words
from knowledge.content import Knowledge
from knowledge.programmes import Programme


def named(turn: Turn, text: str) -> str | None:
    """Return the programme that a text names where the person is; the longest name counts.

    A name of several is that of the one that the result holds: « le MPESS »; of two names, the one whose
    programme bears both: « incubateur starter ».
    """
    found = naming(turn, text)
    return found[1] if found else None


def naming(turn: Turn, text: str) -> tuple[Words, str] | None:
    """Return the programme that a text names, after the words that name it."""
    found: dict[str, Words] = {}
    for run, names in runs(turn.knowledge, words(text)):
        if name := _one(turn, [name for name in names if _here(turn, name)]):
            found.setdefault(name, run)
    first = next(iter(found), None)
    if first is None:
        return None
    others = ((name, run) for name, run in found.items() if name != first)
    best = next((name for name, run in others if _bears(turn, name, {*run, *found[first]})), first)
    return found[best], best


def _bears(turn: Turn, name: str, said: set[str]) -> bool:
    return said <= {*words(turn.knowledge.programmes[name].name), *short(turn.knowledge.programmes[name])}


def hinted(turn: Turn, text: str) -> str | None:
    """Return the only programme whose button begins with a word that a text names: of the result, else here.

    Or the only one of the result whose name begins with a term that is named: « et l'incubateur ? ».
    """
    said, held = words(text), _held(turn)
    begins = [name for name in _begun(turn, text) if name in held]
    heads = [name for name in turn.knowledge.programmes if _here(turn, name) and _headed(turn, said, name)]
    among = ([name for name in heads if name in held], begins, heads)
    return next((found[0] for found in among if len(found) == 1), None)


def beginning(turn: Turn, text: str) -> list[str] | None:
    """Return the programmes here whose name begins with a term that a text names; None when it is no kind."""
    begun = _begun(turn, text)
    return [name for name in begun if _here(turn, name)] if begun else None


def _begun(turn: Turn, text: str) -> list[str]:
    glossary = turn.knowledge.glossary
    labels = [words(glossary[term].label) for term in terms_in(turn.knowledge, words(text))]
    programmes = turn.knowledge.programmes.values()
    return [p.id for p in programmes if any(words(p.name)[: len(label)] == label for label in labels)]


def absent(turn: Turn, text: str) -> tuple[str, ...]:
    """Return the programmes that a text names, when all of them exist in other regions only.

    By their button, or by a word of those regions: « l'incubateur » is said everywhere.
    """
    for run, names in runs(turn.knowledge, words(text)):
        term = turn.knowledge.glossary.get(lexicon(turn.knowledge).terms.get(run, ""))
        everywhere = term is not None and term.regions == "partout"
        if not everywhere and not any(_here(turn, name) for name in names):
            return names
    return ()


def headed(turn: Turn, text: str) -> tuple[str, ...]:
    """Return the programme whose button begins with a word that a text names, which is of another region."""
    said = words(text)
    names = [name for name in turn.knowledge.programmes if _headed(turn, said, name)]
    return (names[0],) if len(names) == 1 and not _here(turn, names[0]) else ()


def family(programmes: Iterable[Programme]) -> str:
    """Return the words with which the buttons of some programmes begin: « MPESS »."""
    shorts = zip(*(programme.short.split() for programme in programmes), strict=False)
    return " ".join(first for first, *others in takewhile(lambda same: len({*same}) == 1, shorts))


def _one(turn: Turn, names: list[str]) -> str | None:
    if len(names) > 1:
        names = [name for name in names if name in _held(turn)]
    return names[0] if len(names) == 1 else None


def _here(turn: Turn, name: str) -> bool:
    return turn.region is None or turn.knowledge.programmes[name].exists_in(turn.region)


def _held(turn: Turn) -> Mapping[str, Programme]:
    """Return the programmes of the result."""
    result = turn.orientation
    names = [each.programme for each in (*result.now, *result.later)] if result else []
    return {name: turn.knowledge.programmes[name] for name in names}


def _headed(turn: Turn, said: Words, name: str) -> bool:
    """Tell whether words name a programme by the first word of its button: « l'incubateur »."""
    head = short(turn.knowledge.programmes[name])[0]
    at = [rank for rank, word in enumerate(said) if word == head and said[max(0, rank - 1)] in BEFORE]
    return bool(at) and not _common(turn.knowledge, head)


def _common(knowledge: Knowledge, word: str) -> bool:
    """Tell a word that says nothing, or that is used to ask: « le prix », « les aides »."""
    known = lexicon(knowledge)
    return word in known.hollow or any(word in entry for entry in known.intentions)
