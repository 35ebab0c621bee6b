"""What is asked beside what is sure: the likeliest answers, those that words contradict; the page meant.

All thresholds are log-odds, chosen on parts of the corpora held out of the vocabulary and of the example
sentences; see `make eval`.
"""

from collections.abc import Set

from dialogs.brief import ASKED as OWN_ONLY
from dialogs.clauses import Clause
from dialogs.doubting import MOST, contested, meaningful, mentioned, numbered, weakly
from dialogs.events import Answer
from dialogs.fitting import NOTHING, possible
from dialogs.lexicon import INQUIRIES, Lexicon, lexicon
from dialogs.likely import about, asked, likely, said_of
from dialogs.reading import Reading
from dialogs.sentences import ALONE
from dialogs.words import Words
from knowledge.content import Knowledge
from knowledge.entry import UNKNOWN, Facts
from knowledge.questions import NEED, STATUS

LIKELY = -8.0
"""From where the likeliest answer to the question on screen is worth asking."""
CLOSE = 14.0
"""How far behind it another one is asked too."""
BESIDE = -3.0
"""From where it is, beside answers that are sure."""
CLOSE_BESIDE = 6.0
"""How far behind it another one is asked too, to a question that is not on screen."""
MOST_BESIDE = 2
ABOUT = 5.0
"""From where words are about a question that is not on screen."""
CONTENT = 2
"""How many words that mean something it takes."""
ASKED = 25.0
"""From where something is asked to do."""
APART = 7.0
"""How much likelier it must be than anything else."""
HARMLESS = (
    INQUIRIES
    | {"aide", "humain", "merci", "resultat", "recapitulatif"}
    | {"alertes", "confidentialite", "donnees"}
)
"""What only shows a page: no answer, no alert, no place in the conversation is lost."""
_OF_SUMS = frozenset({"criteres_concours", "paiement"})
"""Questions about one sum, which no other sum is about: only guessed when it is named, or on screen."""
_ONESELF = frozenset({"je", "j", "mon", "ma", "moi"})
_TURNING = frozenset({"moi", "nous"})


def act(knowledge: Knowledge, heard: list[Clause]) -> str | None:
    """Return what a message that says nothing else most likely asks, if it costs nothing to be wrong."""
    said = tuple(word for clause in heard for word in clause.said)
    ranked = asked(knowledge, said)
    if not ranked:
        return None
    (name, score), (_, nearest), *_ = ranked
    return name if name in HARMLESS and score > max(ASKED, nearest + APART) else None


def here(knowledge: Knowledge, question: str, reading: Reading, heard: list[Clause]) -> list[Answer]:
    """Return the likeliest answers to the question on screen; what is said of others may be meant.

    An answer none of whose words is said has nothing to do with the message. « Oui » to a question that is
    not answered so says nothing.
    """
    said = tuple(word for clause in heard for word in clause.said)
    if said in lexicon(knowledge).agreed:
        return []
    likeliest = _likeliest(knowledge, question, said, LIKELY, CLOSE)
    own = said_of(knowledge, question, said) if likeliest else set()
    spoken = [answer for answer in likeliest if answer.value in own]
    return list(dict.fromkeys([*mentioned(reading, question), *spoken]))[:MOST]


def doubts(knowledge: Knowledge, question: str | None, reading: Reading, *, beside: bool) -> list[Answer]:
    """Return what must be asked of a sentence that says answers.

    Nothing is guessed without a question on screen, nor about another one that was answered already.
    """
    known, said = lexicon(knowledge), reading.by_question()
    told = {name: values[0] for name, values in said.items() if len(values) == 1}
    theirs = reading.of_others()
    found: list[Answer] = []
    if question and question not in said:
        left = reading.unplaced(reading.left(question))
        worth = meaningful(knowledge, left)
        likeliest = _likeliest(knowledge, question, left, BESIDE, CLOSE, told) if worth else []
        turns = _turns(reading)
        weak = mentioned(reading, question, but="tiers" if turns else "")
        found += [*dict.fromkeys([*weak, *likeliest])][:MOST] if turns else weak or likeliest
    for name, (value, *others) in said.items():
        if not others:
            answer, here = Answer(name, value), name == question
            if not here and numbered(known, reading, answer):
                continue
            found += contested(knowledge, reading, answer, here=here) or (
                [answer] if answer in theirs else weakly(knowledge, reading, answer, here=here)
            )
    found = _without_employer(known, reading, found)
    if not question or not beside or (question in said and not reading.around(question)):
        return found
    return [*found, *_beside(knowledge, {question, *said, *reading.answered}, told, reading)]


def _without_employer(known: Lexicon, reading: Reading, found: list[Answer]) -> list[Answer]:
    """Doubt about the status of an employer when somebody wants to create something of her own.

    « Je suis salarié d'une scop, je veux créer ma boîte »: the project has no structure yet.
    """
    if ALONE in found or not _founding(reading):
        return found
    works = known.small("attaches") | known.small("fonctions")
    phrases = [(match, said) for match, said, why in reading.refused if why == "autrui"]
    phrases += [(m, said) for said, ms in reading.heard for m in ms if works & {*said[: m.end]}]
    held = [m.answer for m, _ in phrases if m.answer.question == STATUS and m.answer != ALONE]
    rest = [answer for answer in found if answer not in held]
    return [*rest, ALONE, *dict.fromkeys(held)] if held else found


def _founding(reading: Reading) -> bool:
    """Tell whether somebody says that she, herself, wants to create something."""
    return "creer" in reading.by_question().get(NEED, ()) and any(
        match.answer.question == NEED and not _ONESELF.isdisjoint(said)
        for said, matches in reading.heard
        for match in matches
    )


def _turns(reading: Reading) -> bool:
    """Tell « ma sœur tient une SAS, moi je suis infirmière »: she is spoken of, then the person herself."""
    return any(why == "tiers" for *_, why in reading.refused) and any(
        said[0] in _TURNING for said, _ in reading.heard
    )


def _beside(knowledge: Knowledge, asked: Set[str], told: Facts, reading: Reading) -> list[Answer]:
    """Guess what the words that no phrase explains say of other questions."""
    found: list[Answer] = []
    small = lexicon(knowledge).around_places | lexicon(knowledge).small("nombres")
    for left in reading.unexplained():
        said = reading.unplaced(left)
        if meaningful(knowledge, left) < CONTENT or small.issuperset(said):
            continue
        near = [name for name, score in about(knowledge, said) if name not in asked and score > ABOUT]
        named = lexicon(knowledge).says("sommes_nommees", said)
        for question in _first_of_each(near):
            if question in _OF_SUMS and not named:
                continue
            likeliest = _likeliest(knowledge, question, said, BESIDE, CLOSE_BESIDE, told)[:MOST_BESIDE]
            found += [answer for answer in likeliest if answer.value != UNKNOWN]
    return found


def _first_of_each(near: list[str]) -> list[str]:
    """Keep the likeliest question; one that is only read when it is asked hides no other."""
    elsewhere = [name for name in near if name not in OWN_ONLY]
    return [*dict.fromkeys((*near[:1], *elsewhere[:1]))]


def _likeliest(
    knowledge: Knowledge, question: str, said: Words, least: float, close: float, told: Facts = NOTHING
) -> list[Answer]:
    """Return the likeliest answers that go with what is told besides."""
    pairs = ((Answer(question, value), score) for value, score in likely(knowledge, question, said))
    ranked = [(answer, score) for answer, score in pairs if possible(knowledge, told, answer)][:MOST]
    enough = max(least, ranked[0][1] - close) if ranked else least
    return [answer for answer, score in ranked if score >= enough]
