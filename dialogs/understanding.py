"""What typed words mean, when they are exactly known: numbers, labels, synonyms, intentions, terms."""

import re
from dataclasses import dataclass

from dialogs.events import Answer, Define, Do
from dialogs.words import fold
from knowledge.content import Knowledge
from knowledge.entry import UNKNOWN, Facts

_PLACES = frozenset({"region", "departement"})
_POSTCODE = re.compile(r"^(97\d|2[ab]|\d{2})(?:\d{2,3})?$")


@dataclass(frozen=True)
class Understood:
    """The words mean one thing."""

    event: Answer | Define | Do


@dataclass(frozen=True)
class Unsure:
    """The words may mean several answers: ask which."""

    choices: tuple[Answer, ...]


@dataclass(frozen=True)
class Lost:
    """The words mean nothing known."""


Meaning = Understood | Unsure | Lost


def understand(knowledge: Knowledge, question: str | None, answers: Facts, text: str) -> Meaning:
    """Return what a text means when a question (id, None: the result) is on screen."""
    words = fold(text)
    if not words:
        return Lost()
    if question:
        found = _answers(knowledge, question, answers, words)
        if len(found) == 1:
            return Understood(found[0])
        if found:
            return Unsure(found)
    term = _asked_term(knowledge, words)
    if term:
        return Understood(Define(term))
    return _intention(knowledge, question, words)


def _answers(knowledge: Knowledge, question: str, answers: Facts, words: str) -> tuple[Answer, ...]:
    options = knowledge.choices(question, answers)
    named = [o.id for o in options if words in {fold(said) for said in (o.label, o.phrase, *o.synonyms)}]
    values = named or [*_places(knowledge, question, answers, words), *_ranked(question, len(options), words)]
    readable = [options[int(v[1:])].id if v.startswith("#") else v for v in values]
    return tuple(Answer(question, value) for value in dict.fromkeys(readable))


def _ranked(question: str, count: int, words: str) -> list[str]:
    """Read the number of an option; `05` is a département where one may be meant."""
    if not words.isdigit() or not 1 <= int(words) <= count or (question in _PLACES and words[0] == "0"):
        return []
    return [f"#{int(words) - 1}"]


def _places(knowledge: Knowledge, question: str, answers: Facts, words: str) -> list[str]:
    """Read a département, by number or name, or a postal code, as a region or as the département."""
    if question not in _PLACES:
        return []
    number = _POSTCODE.match(words.replace(" ", ""))
    code = _department(number.group(1), words) if number else ""
    found = []
    for region in knowledge.regions.values():
        for department, name in region.departments.items():
            if department == code or fold(name) == words:
                found.append(region.code if question == "region" else department)
    own = {option.id for option in knowledge.choices(question, answers)}
    return [value for value in found if value in own]


def _department(prefix: str, words: str) -> str:
    """Return the département of a number or postal code; Corsican postal codes begin with 20."""
    if prefix == "20":
        return "2B" if words[:3] in {"202", "206"} else "2A"
    return prefix.upper()


def _asked_term(knowledge: Knowledge, words: str) -> str | None:
    """Read « c'est quoi le DLA ? » or a bare term of the glossary."""
    spellings = {
        fold(spelling): term.id
        for term in knowledge.glossary.values()
        for spelling in (term.label, term.name or "", *term.spellings)
    }
    for opening in sorted((fold(said) for said in knowledge.intentions["definition"]), key=len, reverse=True):
        for begun in (words.removeprefix(opening + " "), words.removesuffix(" " + opening)):
            bare = re.sub(r"^(?:(?:le|la|les|l|un|une|des|du|de|d) )+", "", begun)
            found = spellings.get(begun) or spellings.get(bare)
            if begun != words and found:
                return found
    return spellings.get(words)


def _intention(knowledge: Knowledge, question: str | None, words: str) -> Meaning:
    for name, spellings in knowledge.intentions.items():
        if name != "definition" and words in {fold(spelling) for spelling in spellings}:
            if name == UNKNOWN:
                return Understood(Answer(question, UNKNOWN)) if question else Understood(Do("aide"))
            return Understood(Do(name))
    return Lost()
