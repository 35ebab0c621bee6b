"""« Moi oui, le bureau non »: yes and no told of one thing and of another, in one message."""

from collections.abc import Iterator

from dialogs.clauses import Clause
from dialogs.lexicon import Lexicon
from dialogs.words import Words

BOTH = frozenset({"oui", "non"})
NOT_US = 4
"""Words of a clause such as « mais pas pour nous »."""
HALF = 6
"""Words of a clause that only says of whom, or of when, it is yes or no."""
_US = frozenset({"moi", "nous", "notre", "nos"})
_SAID = frozenset({"dit", "repondu", "que", "ou", "si", "dire", "disent", "pourquoi"})
"""Before « oui », which is then somebody's word, or a choice."""
_NEITHER = (("ni",), ("pas",))


def halves(known: Lexicon, question: str, heard: list[Clause]) -> tuple[str, ...]:
    """Return « oui », « non » or both, as clauses say; one counts alone with « moi » or « nous »."""
    options = {value for values in known.whole[question].values() for value in values}
    if not options >= BOTH or any(option.startswith("oui_") for option in options):
        return ()  # « oui, sans agrément » is half a yes by itself
    told = [
        (half, not _US.isdisjoint(clause.said))
        for clause in heard
        if not clause.others
        for half in _told(known, clause.said)
    ]
    values = tuple(dict.fromkeys(half for half, _ in told))
    return values if len(values) > 1 or any(ours for _, ours in told) else ()


def _told(known: Lexicon, said: Words) -> Iterator[str]:
    """Yield what a short clause begins, or ends, with: « nous oui », « oui pour l'utilité », « nous pas »."""
    if {*said} >= BOTH and "ou" not in said and len(said) <= 2 * HALF:
        yield from ("oui", "non")
    if said[-1] in _US and said[:1] in (("pas",), ("mais",)) and "pas" in said and len(said) <= NOT_US:
        yield "non"
    if len(said) > HALF or said[:1] in _NEITHER:
        return
    for value in ("oui", "non"):
        begins = (value,) == said[:1] and len(said) > 1
        ends = (value,) == said[-1:] and not _SAID & {*said[-2:-1]}
        if begins or ends or said in known.lists[value]:
            yield value
    if said[-1] == "pas" and said[-2:-1] and said[-2] in _US:
        yield "non"
