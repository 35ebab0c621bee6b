"""What is asked of a programme that is named, maybe at a place: « contact DLA Sarthe », « un DLA ici ? »."""

from collections.abc import Set

from dialogs.clauses import Clause
from dialogs.lexicon import INQUIRIES, Lexicon, lexicon
from dialogs.titles import without_names
from dialogs.words import Words
from knowledge.content import Knowledge

ASKED = INQUIRIES | {"humain"} - {"presentation", "autres"}
"""What may be asked of a programme."""


def names_one(knowledge: Knowledge, heard: list[Clause]) -> bool:
    """Tell whether a message names a programme."""
    said = _said(heard)
    return len(without_names(knowledge, said)) < len(said)


def targeted(knowledge: Knowledge, heard: list[Clause], naming: Set[str]) -> str | None:
    """Return what a message asks of the programme that it names, when it says nothing else but a place.

    `naming` are the words of the place. At a place, or here, « qui est le DLA ? » asks whom to call, and
    « y a-t-il un incubateur ? » whether there is one.
    """
    known = lexicon(knowledge)
    left = without_names(knowledge, _said(heard))
    rest = tuple(word for word in left if word not in naming)
    placed = len(rest) < len(left) or known.says("ici", rest)
    questioned = any(clause.questioned for clause in heard)
    if placed and _only(known, "qui_est", rest):
        return "humain"
    if placed and questioned and _only(known, "existence", rest):
        return "details"
    return act_of(known, known.bare(rest))


def _said(heard: list[Clause]) -> Words:
    return tuple(word for clause in heard for word in clause.said)


def _only(known: Lexicon, name: str, said: Words) -> bool:
    """Tell whether an entry of a list is all that words say."""
    around = {at for start, end in known.found("ici", said) for at in range(start, end)}
    return any(
        _empty(known, tuple(w for at, w in enumerate(said) if at not in around | {*range(start, end)}))
        for start, end in known.found(name, said)
    )


def act_of(known: Lexicon, said: Words) -> str | None:
    """Return the longest intention in words that say nothing else."""
    ends = range(len(said), 0, -1)
    spans = ((start, start + size) for size in ends for start in range(len(said) - size + 1))
    for start, end in spans:
        run = said[start:end]
        act = known.wanted.get(run) or known.intentions.get(run)
        if act in ASKED and (run == said or not {*run} <= known.small("mots_seuls")):
            return act if _empty(known, (*said[:start], *said[end:])) else None
    return None


def _empty(known: Lexicon, said: Words) -> bool:
    return {*said} <= known.around_places | known.small("autour_d_une_demande") | known.small("ici")
