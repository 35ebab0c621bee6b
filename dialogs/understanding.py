"""What typed words mean: fuzzy on words, exact on meaning.

Words are folded, then put right against the vocabulary, then read: the whole message as an answer to the
question on screen, an intention, a word to explain, a place; else every phrase of the sentence that means
an answer. Wrong acceptance is worse than asking again: what may mean two things is asked, what means
nothing certain fills nothing.
"""

import re
from dataclasses import dataclass

from dialogs import brief, places
from dialogs.events import Answer, Answers, Define, Do
from dialogs.lexicon import Lexicon, Words, lexicon, words
from dialogs.repairing import repaired
from dialogs.words import MAX_TEXT
from knowledge.content import Knowledge
from knowledge.entry import UNKNOWN, Facts
from knowledge.questions import DEPARTMENT, PLACES, REGION, STAFF

MAX_CHOICES = 4
MAX_PLACES = 12
_CAPITAL = re.compile(r"(?<=[\s'’(-])([A-ZÀ-Ý][\w'’-]+)")


@dataclass(frozen=True)
class Understood:
    """The words mean one thing."""

    event: Answer | Answers | Define | Do


@dataclass(frozen=True)
class Unsure:
    """The words may mean several answers: ask which; `sure` is what they mean besides."""

    choices: tuple[Answer, ...]
    sure: tuple[Answer, ...] = ()


@dataclass(frozen=True)
class Lost:
    """The words mean nothing known."""


Meaning = Understood | Unsure | Lost


def understand(knowledge: Knowledge, question: str | None, answers: Facts, text: str) -> Meaning:
    """Return what a text means when a question (id, None: the result) is on screen."""
    raw = words(text)
    said = repaired(knowledge, raw)
    if not said:
        return Lost()
    known = lexicon(knowledge)
    return (
        _explained(known, said)
        or _located(knowledge, known, question, answers, raw)
        or _whole(knowledge, known, question, answers, said)
        or _wanted(knowledge, text, alone=True)
        or _sentence(knowledge, question, text)
        or _wanted(knowledge, text, alone=False)
        or Lost()
    )


def _explained(known: Lexicon, said: Words) -> Meaning | None:
    """Read « c'est quoi le DLA ? »."""
    for opening in known.openings:
        rest = said[len(opening) :] if said[: len(opening)] == opening else ()
        rest = rest or (said[: -len(opening)] if said[-len(opening) :] == opening else ())
        while rest:
            if rest in known.terms:
                return Understood(Define(known.terms[rest]))
            rest = rest[1:] if rest[0] in _ARTICLES else ()
    return None


_ARTICLES = frozenset(["le", "la", "les", "l", "un", "une", "des", "du", "de", "d"])


def _whole(
    knowledge: Knowledge, known: Lexicon, question: str | None, answers: Facts, said: Words
) -> Meaning | None:
    """Read the whole message: an answer to the question, an intention, or a term."""
    bare = _bare(known, said)
    for form in dict.fromkeys((said, bare)):
        found = _options(knowledge, known, question, answers, form) if question and form else ()
        if found:
            return _told(found)
        intention = _intention(known, question, form)
        if intention:
            return intention
    if bare in known.terms:
        return Understood(Define(known.terms[bare]))
    return None


def _told(found: tuple[Answer, ...]) -> Meaning:
    """Make one answer, several at once, or a doubt between the answers to one question."""
    if len({answer.question for answer in found}) < len(found):
        return Unsure(found[:MAX_CHOICES])
    return Understood(found[0] if len(found) == 1 else Answers(found))


def _bare(known: Lexicon, said: Words) -> Words:
    """Take politeness off both ends."""
    polite = known.lists["politesse"]
    sizes = sorted({len(entry) for entry in polite}, reverse=True)
    changed = True
    while changed and said:
        changed = False
        for size in sizes:
            if said[:size] in polite:
                said, changed = said[size:], True
            elif said and said[-size:] in polite:
                said, changed = said[:-size], True
    return said


def _options(
    knowledge: Knowledge, known: Lexicon, question: str, answers: Facts, said: Words
) -> tuple[Answer, ...]:
    """Return the options of the question that a message is: by words, or by number."""
    options = [option.id for option in knowledge.choices(question, answers)]
    named = [value for value in known.whole[question].get(said, ()) if value in options]
    values = named or _yes_or_no(known, options, said) or _ranked(question, options, said)
    return tuple(Answer(question, value) for value in values)


def _yes_or_no(known: Lexicon, options: list[str], said: Words) -> list[str]:
    return [value for value in ("oui", "non") if value in options and said in known.lists[value]]


def _ranked(question: str, options: list[str], said: Words) -> list[str]:
    """Read the number of an option; `05` is a département where one may be meant."""
    number = "".join(said)
    if question == STAFF and number.isdigit() and len(number) < 4:
        return ["oui" if int(number) else "non"]
    if not number.isdigit() or not 1 <= int(number) <= len(options):
        return []
    return [] if question in PLACES and number[0] == "0" else [options[int(number) - 1]]


def _located(
    knowledge: Knowledge, known: Lexicon, question: str | None, answers: Facts, raw: Words
) -> Meaning | None:
    """Read a message that is a place, at a question about places: one is taken, several are asked."""
    bare = _bare(known, raw)
    if question is None or question not in PLACES:
        return None
    found = places.whole(knowledge, bare)
    if not found:
        return Understood(Do("ailleurs")) if places.without_chamber(knowledge, bare) else None
    options = [option.id for option in knowledge.choices(question, answers)]
    ranked = tuple(Answer(question, value) for value in _ranked(question, options, raw))
    regions = tuple(Answer(REGION, spot.region) for spot in found if spot.region)
    if len(found) == 1 and found[0].region and (not ranked or question == DEPARTMENT):
        return _told(_placed(found[0]))
    return Unsure(tuple(dict.fromkeys((*regions, *ranked)))[:MAX_PLACES]) if regions else None


def _placed(spot: places.Spot) -> tuple[Answer, ...]:
    region = (Answer(REGION, spot.region),) if spot.region else ()
    return (*region, *((Answer(DEPARTMENT, spot.department),) if spot.department else ()))


def _intention(known: Lexicon, question: str | None, said: Words) -> Meaning | None:
    name = known.intentions.get(said)
    if name == UNKNOWN:
        return Understood(Answer(question, UNKNOWN) if question else Do("aide"))
    return Understood(Do(name)) if name else None


def _sentence(knowledge: Knowledge, question: str | None, text: str) -> Meaning | None:
    """Read every answer of a sentence, and its places."""
    reading = brief.read(knowledge, question, text)
    found = reading.by_question()
    raw = words(text)
    asked = question in PLACES and not found
    spots, certain = places.inside(knowledge, raw, _capitals(text), asked=question in PLACES)
    guess = (_misspelt(knowledge, raw, 1) or _misspelt(knowledge, raw, 2)) if asked else None
    if guess:
        return _with(guess, spots)
    plain = {q: values[0] for q, values in found.items() if len(values) == 1 and q not in reading.doubtful}
    sure = [Answer(q, value) for q, value in plain.items()]
    doubts = [Answer(q, value) for q, values in found.items() if q not in plain for value in values]
    if len(spots) == 1 and certain:
        sure += _placed(spots[0])
    else:
        doubts += [Answer(REGION, spot.region) for spot in spots if spot.region]
    if doubts:
        return Unsure(tuple(doubts[:MAX_CHOICES]), tuple(sure))
    return _told(tuple(sure)) if sure else None


def _with(guess: Meaning, spots: places.Spots) -> Meaning:
    """Add to a doubt about a misspelt place the places named inside it."""
    if not isinstance(guess, Unsure):
        return guess
    named = tuple(Answer(REGION, spot.region) for spot in spots if spot.region)
    return Unsure(tuple(dict.fromkeys((*named, *guess.choices)))[:MAX_PLACES])


def _misspelt(knowledge: Knowledge, raw: Words, slips: int) -> Meaning | None:
    """Read a message that is nothing else as a misspelt place; ask unless it can be no other."""
    spots, sure = places.guessed(knowledge, raw, slips)
    if sure:
        return _told(_placed(spots[0])) if spots[0].region else None
    regions = tuple(Answer(REGION, spot.region) for spot in spots if spot.region)
    return Unsure(regions[:MAX_PLACES]) if regions else None


def _wanted(knowledge: Knowledge, text: str, *, alone: bool) -> Meaning | None:
    """Read an intention with words around it."""
    name = brief.wanted(knowledge, text, alone=alone)
    return Understood(Do(name)) if name else None


def _capitals(text: str) -> frozenset[str]:
    """Return the words written with a capital inside a text, folded."""
    return frozenset(word for found in _CAPITAL.findall(text[:MAX_TEXT]) for word in words(found))
