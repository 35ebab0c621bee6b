"""Why a text is understood as it is: the trace of a reading, in French, for editors."""

from collections.abc import Iterator

from dialogs import brief, places
from dialogs.clauses import Clause, clauses
from dialogs.courtesy import unwrapped
from dialogs.lexicon import lexicon
from dialogs.likely import likely
from dialogs.owning import Match
from dialogs.reading import Reading
from dialogs.repairing import repaired
from dialogs.understanding import readings
from dialogs.words import Words, capitals
from knowledge.content import Knowledge
from knowledge.entry import Facts
from knowledge.questions import DEPARTMENT, PLACES

SHOWN = 3
"""How many likely answers are told."""
WHY = {
    "negation": "une négation l'annule",
    "passe": "c'est déjà fait",
    "personnel": "cela parle de la personne, pas de sa structure",
    "reprise": "la suite l'annule",
    "souhait": "c'est souhaité, pas obtenu",
    "ignorance": "la personne dit ne pas savoir",
    "autrui": "ce n'est pas dit de sa structure d'aujourd'hui",
    "question": "la personne le demande, elle ne le dit pas",
    "tiers": "toute la phrase parle de quelqu'un d'autre",
}


def explain(knowledge: Knowledge, question: str | None, answers: Facts, text: str) -> Iterator[str]:
    """Yield the steps of a reading, one line each: words, repairs, phrases kept or not, what decided."""
    text, raw = unwrapped(lexicon(knowledge), text)
    yield f"mots lus : {_told(raw)}"
    fixes = [f"{word} → {_told(right)}" for word in raw if (right := repaired(knowledge, (word,))) != (word,)]
    if fixes:
        yield f"mots corrigés : {', '.join(fixes)}"
    heard = clauses(knowledge, text)
    yield from _remarks(heard)
    yield from _phrases(brief.read(knowledge, question, heard))
    where = places.inside(knowledge, heard, capitals(text), asked=question in PLACES)
    found = places.united(where.spots, apart=question == DEPARTMENT)
    for spot in found:
        yield f"lieu : région {spot.region or 'sans CRESS'}, département {spot.department or 'à préciser'}"
    if question:
        said = tuple(word for clause in heard for word in clause.said)
        scores = likely(knowledge, question, said)[:SHOWN]
        told = ", ".join(f"{value} {score:+.1f}" for value, score in scores)
        yield f"réponses probables à « {question} » : {told or 'aucun indice'}"
    decided = (name for name, meaning in readings(knowledge, question, answers, text) if meaning)
    yield f"lecture retenue : {next(decided, 'aucune')}"


def _remarks(heard: list[Clause]) -> Iterator[str]:
    for clause in heard:
        if clause.others:
            yield f"« {_told(clause.said)} » parle de quelqu'un d'autre : rien n'y est lu"
        if clause.corrects:
            yield f"« {_told(clause.said)} » corrige ce qui précède"


def _phrases(reading: Reading) -> Iterator[str]:
    for said, matches in reading.heard:
        for match in matches:
            yield f"« {_quoted(said, match)} » dit {match.answer.question} = {match.answer.value}"
    for match, said, why in reading.refused:
        answer = f"{match.answer.question} = {match.answer.value}"
        yield f"« {_quoted(said, match)} » ne dit pas {answer} : {WHY[why]}"
    for name in sorted(reading.doubtful):
        yield f"la personne hésite sur « {name} »"


def _quoted(said: Words, match: Match) -> str:
    return _told(said[match.start : match.end])


def _told(said: Words) -> str:
    return " ".join(said)
