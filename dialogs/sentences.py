"""Answers inside a sentence: phrases as they are, the longest first, unless the sentence undoes them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from dialogs.events import Answer
from dialogs.lexicon import ARTICLES, Lexicon, Words, words
from dialogs.repairing import repaired
from dialogs.staff import myself, staff
from dialogs.words import MAX_TEXT
from knowledge.content import Knowledge
from knowledge.questions import NEED, STAFF, STAGE, STATUS

REACH = 3
"""How many words before a phrase may undo it."""
FAR = 6
_PAUSE = re.compile(r"[,;:!?\n()…]|\.(?!\w)|\s-\s|\.{2,}")
_OTHERS = frozenset({"mutuelle", "collectivite"})
_MINE = frozenset({"ma", "mon", "mes", "notre", "nos"})
_PLACED = frozenset({"de", "du", "d", "des", "a", "au"})
_HAVE = frozenset({"a", "ai", "avons", "ont", "avait", "avions", "ete", "est", "sommes"})
_WORKED = frozenset({"travaille", "bosse"})
_OWN = frozenset({"ai", "avons"})
_TELLS = frozenset(
    {"sont", "passe", "passee", "organise", "organisent", "mentent", "faillite", "vend", "vendent", "fete"}
)


@dataclass(frozen=True)
class Match:
    """A phrase found: where it begins and ends, and what it means."""

    start: int
    end: int
    answer: Answer


@dataclass(frozen=True)
class Reading:
    """What a sentence says, and the questions about which the person is not sure."""

    matches: tuple[Match, ...]
    doubtful: frozenset[str] = frozenset()

    def by_question(self) -> dict[str, tuple[str, ...]]:
        """Return the values said, by question, in order and once."""
        found: dict[str, tuple[str, ...]] = {}
        for match in self.matches:
            answer = match.answer
            found[answer.question] = tuple(dict.fromkeys((*found.get(answer.question, ()), answer.value)))
        return found

    def without(self, question: str) -> "Reading":
        """Return the reading without what it says of a question."""
        kept = (match for match in self.matches if match.answer.question != question)
        return Reading(tuple(kept), self.doubtful - {question})


def clauses(knowledge: Knowledge, text: str) -> list[Words]:
    """Return the repaired words of each part of a text, between its pauses."""
    parts = (repaired(knowledge, words(part)) for part in _PAUSE.split(text[:MAX_TEXT]))
    return [part for part in parts if part]


def read(known: Lexicon, parts: list[Words]) -> Reading:
    """Read a sentence, clause by clause."""
    found: list[Match] = []
    doubtful: set[str] = set()
    last: list[Match] = []
    for said in parts:
        matches = _clause(known, said, found)
        hesitant = known.says("hesitation", said)
        if hesitant:
            doubtful |= {match.answer.question for match in matches or last}
        if not matches and known.says("annulation", said):
            found = [match for match in found if match not in last]
        found += matches
        last = matches or last
    return Reading(tuple(_settled(found)), frozenset(doubtful))


def _clause(known: Lexicon, said: Words, earlier: list[Match]) -> list[Match]:
    """Read a clause: its phrases, and its number of employees."""
    found: list[Match] = []
    for match in phrases(known, said):
        if not undone(known, said, match) and (
            match.answer.question != STATUS or own(known, said, match, [*earlier, *found])
        ):
            found.append(match)
    found = [match for match in found if not _wondering(said, match, found)]
    count = staff(known, said)
    if count and not any(match.answer.question == STAFF for match in found):
        found.append(Match(count[0], count[0] + 1, Answer(STAFF, count[1])))
    return found


def _wondering(said: Words, match: Match, found: list[Match]) -> bool:
    """Tell « des informations pour créer une asso » from « des informations »: the need is what follows."""
    if match.answer != Answer(NEED, "reseau"):
        return False
    asking = any(word.startswith(("info", "renseign")) for word in said[match.start : match.end])
    return asking and any(o.answer.question == NEED and o.start >= match.end for o in found)


def _settled(found: list[Match]) -> Iterator[Match]:
    """Settle employees: some now prevail over some soon, and some soon over none yet."""
    values = {match.answer.value for match in found if match.answer.question == STAFF}
    dropped = {"bientot"} if "oui" in values else {"non"} if "bientot" in values else set()
    for match in found:
        if match.answer.question != STAFF or match.answer.value not in dropped:
            yield match


def phrases(known: Lexicon, said: Words) -> Iterator[Match]:
    """Yield the phrases of a clause, the longest first; all its meanings when one has several."""
    light = known.small("legers")
    heard = [(at, word) for at, word in enumerate(said) if word not in light]
    bare = tuple(word for _, word in heard)
    start = 0
    while start < len(bare):
        ends = [(phrase.end(bare, start), phrase.answer) for phrase in known.inside.get(bare[start], ())]
        longest = max((end for end, _ in ends), default=-1)
        answers = dict.fromkeys(answer for end, answer in ends if end == longest > start)
        last = heard[longest - 1][0] + 1 if answers else 0
        yield from (Match(heard[start][0], last, answer) for answer in answers)
        start = longest if answers else start + 1


def undone(known: Lexicon, said: Words, match: Match) -> bool:
    """Tell whether the words around a phrase take it back, or tell that it is not known."""
    before = list(said[max(0, match.start - REACH) : match.start])
    if "mais" in before:
        before = before[before.index("mais") + 1 :]
    if denied(known, before, said[match.start]) or _past(known, said, match):
        return True
    if match.answer.question == STAFF and myself(said, match.start):
        return True
    after = said[match.end : match.end + FAR]
    if match.answer.question == STAGE and after[:1] in {("pas",), ("plus",)}:
        return True
    return known.says("annulation", after) or ignored(known, said, match.start)


def _past(known: Lexicon, said: Words, match: Match) -> bool:
    """Tell « on a ouvert une épicerie » from « on voudrait ouvert une épicerie »: done, so not needed."""
    before = [word for word in said[: match.start] if word not in {"bien", "l", "nous"}]
    if match.answer.question == NEED and "deja" in before[-2:]:
        return True
    done = said[match.start] in known.small("participes") and bool(before) and before[-1] in _HAVE
    return match.answer.question == NEED and done


def denied(known: Lexicon, before: list[str], first: str) -> bool:
    """Tell whether a negation stands before; a phrase that says « sans salarié » bears its own."""
    negation = known.small("negation")
    if first in negation:
        return bool(before) and before[-1] in {"pas", "jamais"} and first not in {"pas", "plus"}
    for at, word in enumerate(before):
        last = at == len(before) - 1
        if word == "non" or (word == "rien" and not last):
            continue
        if word == "plus" and (before[at - 1] in {"en", "de"} if at else False):
            continue
        if word in negation and before[at + 1 : at + 2] != ["seulement"]:
            return True
    return False


def ignored(known: Lexicon, said: Words, start: int) -> bool:
    """Tell whether what follows « je ne sais pas si »."""
    return any(end <= start for _, end in known.found("ignorance", said))


def own(known: Lexicon, said: Words, match: Match, earlier: list[Match]) -> bool:
    """Tell whether a status is that of the person: said first, or after « on est », « notre »…"""
    before = list(said[: match.start])
    ours = any(tuple(before[at : at + 2]) in known.lists["nous"] for at in range(len(before))[-4:])
    if not ours and any(word in known.small("creation") for word in before[-FAR:]):
        return False
    if not ours and known.says("autrui", said[match.end :]) and not _MINE & {*before[-2:]}:
        return False
    strict = match.answer.value in _OTHERS
    small = known.small("qualificatifs") | (_MINE if strict else frozenset())
    popped: list[str] = []
    while (
        before and before[-1] in small and ((strict and before[-1] in _MINE) or not _identity(known, before))
    ):
        popped.append(before.pop())
    if _identity(known, before):
        return not _elsewhere(before, popped, said[match.end :], strict=strict)
    if before and before[-1] == "ou":
        return any(other.answer.question == STATUS for other in earlier)
    polite = all(word == "ici" or (word,) in known.lists["politesse"] for word in before)
    return polite and not (strict and _MINE & {*popped}) and _short_enough(said, match, popped)


def _short_enough(said: Words, match: Match, popped: list[str]) -> bool:
    """« La mairie » alone is an answer; what it does is somebody else's business."""
    after = said[match.end :]
    if not ARTICLES & {*popped} or not after:
        return True
    if _TELLS & {*after}:
        return False
    return len(after) <= FAR + 2 and (match.answer.value not in _OTHERS or after[0] in _PLACED)


def _elsewhere(before: list[str], popped: list[str], after: Words, *, strict: bool) -> bool:
    """Tell « on bosse pour des mairies » and « j'ai travaillé dans une scop »: not one's own."""
    if before[-1] in {"pour", "avec"} and "des" in popped:
        return True
    if strict and (before[-1] in _OWN or before[-2:] == ["on", "a"]):
        return True
    if (
        before[-2:] == ["c", "est"]
        and before[-3:-2] != ["nous"]
        and ARTICLES & {*popped}
        and after[:1] == ("qui",)
    ):
        return True
    return any(pair[0] in _HAVE and pair[1] in _WORKED for pair in pairwise(before))


def _identity(known: Lexicon, before: list[str]) -> bool:
    identity = known.lists["identite"]
    return any(tuple(before[-size:]) in identity for size in range(1, min(len(before), 5) + 1))
