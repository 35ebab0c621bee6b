"""Words of the content that are not understood as their editor meant, or that one slip turns into another."""

from collections.abc import Iterator
from dataclasses import dataclass

from rapidfuzz.distance import OSA

from dialogs.events import Answer, Answers, Do
from dialogs.lexicon import lexicon
from dialogs.places import whole
from dialogs.repairing import SHORT
from dialogs.spots import LARGE
from dialogs.understanding import Meaning, Understood, Unsure, understand
from dialogs.words import words
from knowledge.content import Knowledge
from knowledge.entry import UNKNOWN
from knowledge.issues import Finding
from knowledge.questions import PLACES, Option

QUESTIONS = "questions.yaml"
REPAIR = "changez ce mot, ou retirez-le"
MOVES = frozenset({"retour", "recommencer", "annuler", "aide", "recapitulatif", "sans_alertes", "supprimer"})
"""What is asked in a word at any moment, whatever the question on screen."""
Path_ = tuple[str | int, ...]


def confusions(knowledge: Knowledge) -> Iterator[Finding]:
    """Say which labels and synonyms mean something else when their question is on screen.

    An intention that wins over a synonym, two options with one word, a town that hides an answer: all show
    here, because the words are read exactly as those of a person would be. So does a synonym that takes a
    command or a large town away from those who type it. Words of two options that are one slip apart show
    too, unless an editor has accepted them (`voisins_admis` of `mots.yaml`).
    """
    accepted = {frozenset(words(pair)) for pair in knowledge.words["voisins_admis"]}
    for pair in neighbours(knowledge):
        if {pair.word, pair.other} not in accepted:
            yield _near(knowledge, pair)
    for rank, question in enumerate(knowledge.questions.values()):
        for place, option in enumerate(question.options):
            for path, said in _said(option):
                if wrong := _wrong(knowledge, Answer(question.id, option.id), said):
                    told = f"« {said} » ({question.id}, {option.id}) {wrong}"
                    yield Finding(QUESTIONS, (rank, "options", place, *path), "CB-421", told, REPAIR)


def _wrong(knowledge: Knowledge, answer: Answer, said: str) -> str | None:
    """Say what a word is understood as, when it is not its answer, or what people mean by it elsewhere."""
    meaning = understand(knowledge, answer.question, {}, said)
    if not _meant(meaning, answer.question, answer.value):
        return f"est compris comme {_told(meaning)}"
    found = words(said)
    if lexicon(knowledge).intentions.get(found) in MOVES:
        return "est déjà une commande, qui ne serait plus comprise"
    towns = () if answer.question in PLACES else whole(knowledge, found)
    if any(spot.official or spot.people >= LARGE for spot in towns):
        return "est déjà le nom d'un lieu, qui ne serait plus compris"
    return None


def _said(option: Option) -> Iterator[tuple[Path_, str]]:
    """Yield the words of an answer, each with where it is written in its option."""
    yield ("libelle",), option.label
    yield from ((("synonymes", rank), said) for rank, said in enumerate(option.synonyms))


def _near(knowledge: Knowledge, pair: "Neighbours") -> Finding:
    """Say that two words are one slip apart, on the line of the second in the order of the alphabet."""
    question = knowledge.questions[pair.question]
    rank = list(knowledge.questions).index(pair.question)
    written = (
        (rank, "options", place, *path)
        for place, option in enumerate(question.options)
        for path, said in _said(option)
        if words(said) == (pair.other,)
    )
    told = (
        f"« {pair.word} » ({pair.option}) et « {pair.other} » ({pair.across}), à la question "
        f"{pair.question}, sont à une faute l'un de l'autre"
    )
    repair = f"retirez-en un, ou ajoutez « {pair.word} {pair.other} » aux voisins_admis de mots.yaml"
    return Finding(QUESTIONS, next(written, (rank,)), "CB-422", told, repair)


@dataclass(frozen=True)
class Neighbours:
    """Two words of one question that mean two options, one slip apart."""

    question: str
    word: str
    option: str
    other: str
    across: str


def neighbours(knowledge: Knowledge) -> Iterator[Neighbours]:
    """Yield the words that a single slip turns into a word of another option: what may be confused."""
    for question, entries in lexicon(knowledge).whole.items():
        single = {said[0]: values for said, values in entries.items() if len(said) == 1}
        long = sorted(word for word in single if len(word) >= SHORT)
        for rank, word in enumerate(long):
            for other in long[rank + 1 :]:
                near = OSA.distance(word, other, score_cutoff=1) <= 1
                if near and single[word] != single[other]:
                    options = (" ou ".join(single[word]), " ou ".join(single[other]))
                    yield Neighbours(question, word, options[0], other, options[1])


def _meant(meaning: Meaning, question: str, value: str) -> bool:
    if isinstance(meaning, Unsure):
        return False
    event = meaning.event if isinstance(meaning, Understood) else None
    given = event.answers if isinstance(event, Answers) else (event,)
    return Answer(question, value) in given or (value != UNKNOWN and event == Do("ailleurs"))


def _told(meaning: Meaning) -> str:
    if isinstance(meaning, Unsure):
        return " ou ".join(f"{choice.question} {choice.value}" for choice in meaning.choices)
    event = meaning.event if isinstance(meaning, Understood) else None
    if event is None:
        return "rien"
    given = event.answers if isinstance(event, Answers) else (event,)
    return ", ".join(f"{a.question} {a.value}" if isinstance(a, Answer) else "une demande" for a in given)
