"""Questions about a word: « c'est quoi le DLA ? »."""

from dialogs.lexicon import Lexicon
from dialogs.words import Words
from knowledge.questions import EMERGENCY, STATUS

ASKING = 9
"""Words beside « c'est quoi » in a message that asks what a word means."""
UNKNOWN = 2
"""Words beside « c'est quoi » that are taken for a word of no glossary, light ones apart."""


def explained(known: Lexicon, said: Words) -> str | None:
    """Read « c'est quoi le DLA ? », « DLA, ça veut dire quoi ? »: the opening at one end, the term alone."""
    if known.asking.isdisjoint(said):
        return None
    sizes = [size for size in known.openings if size < len(said)]
    rests = [said[size:] for size in sizes if said[:size] in known.openings[size]]
    rests += [said[:-size] for size in sizes if said[-size:] in known.openings[size]]
    for rest in rests:
        term = rest
        while term:
            if term in known.terms:
                return known.terms[term]
            term = term[1:] if term[0] in _ARTICLES else ()
    return None


def named(known: Lexicon, said: Words, question: str | None) -> str | None:
    """Return the term that is all that a message says.

    At a question, « liquidation judiciaire » says that one is in it; under a result, which says it, it asks.
    """
    return None if question and _pressing(known, said) else known.terms.get(said)


def questioned(known: Lexicon, said: Words, question: str | None) -> str | None:
    """Read « liquidation judiciaire ? », and « asso ou SCIC ? », unless it answers the question."""
    told = _bare(said)
    alone = known.terms.get(told) if _pressing(known, told) else None
    return alone or (either(known, said) if question != STATUS else None)


def _pressing(known: Lexicon, said: Words) -> bool:
    """Tell words that say an emergency when they are all that is said."""
    return "oui" in known.whole.get(EMERGENCY, {}).get(said, ())


def either(known: Lexicon, said: Words) -> str | None:
    """Read « asso ou SCIC » that is the whole message: the first of two terms between which one wonders."""
    if said.count("ou") != 1:
        return None
    at = said.index("ou")
    pair = [known.terms.get(_bare(side)) for side in (said[:at], said[at + 1 :])]
    return pair[0] if all(pair) else None


def _bare(side: Words) -> Words:
    while side and side[0] in _ARTICLES | _OPENING:
        side = side[1:]
    return side


_OPENING = frozenset(["plutot", "alors", "et", "mais", "donc", "en"])
_ARTICLES = frozenset(["le", "la", "les", "l", "un", "une", "des", "du", "de", "d"])


def wondered(known: Lexicon, said: Words, *, asking: bool) -> str | None:
    """Read « et l'agrément ESUS », « incubateur ? »: a word and no more, which is asked about."""
    asking = asking or (said[:1] in _AND and {*said[1:2]} <= _ARTICLES)
    return known.terms.get(_bare(said)) if asking else None


_AND = (("et",), ("mais",))


def asked_about(known: Lexicon, said: Words) -> tuple[str | None, str | None]:
    """Read « c'est quoi la différence entre SCOP et SCIC ? »: the term, empty for a word unknown here.

    Or else the act: « c'est qui le contact ? » asks for a person, « c'est quoi mes alertes ? » for a page.
    """
    term, opening, rest = _asked(known, said)
    if term != "":
        return term, None
    act = "humain" if opening == _WHO else known.intentions.get(rest)
    return (None, act) if act else ("", None)


def _asked(known: Lexicon, said: Words) -> tuple[str | None, Words, Words]:
    """Return the term that a message asks about, empty when unknown, the words that ask, and the others."""
    sizes = {} if known.asking.isdisjoint(said) else known.openings
    for size, openings in sizes.items():
        if not size < len(said) <= size + ASKING:
            continue
        starts = (at for at in range(len(said) - size + 1) if said[at : at + size] in openings)
        for start in starts:
            term = _term(known, said[start + size :]) or _term(known, said[:start])
            rest = (*said[:start], *said[start + size :])
            if term or len(known.bare(rest)) <= UNKNOWN:
                return term or "", said[start : start + size], rest
    return None, (), ()


_WHO = ("c", "est", "qui")


def likened(known: Lexicon, said: Words) -> str | None:
    """Read « la scic c'est une coopérative ? »: what a word is, in a question that is all the message."""
    while said and said[0] in _ARTICLES | _WHETHER:
        said = said[1:]
    at = next((at for at, word in enumerate(said) if word == "est"), 0)
    head = said[: at - 1] if said[at - 1 : at] == ("c",) else said[:at]
    return known.terms.get(head) if said[at + 1 : at + 2] in _ONE else None


_WHETHER = frozenset(["est", "ce", "que", "qu", "et", "mais"])
_ONE = (("un",), ("une",))


def _term(known: Lexicon, rest: Words) -> str | None:
    """Return the longest term in a few words."""
    sizes = range(len(rest), 0, -1)
    runs = (rest[at : at + size] for size in sizes for at in range(len(rest) - size + 1))
    found = (known.terms.get(run) for run in runs if len(" ".join(run)) > 2)
    return next((term for term in found if term), None)
