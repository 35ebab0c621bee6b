"""What is asked beside what is sure: the likeliest answers, those that words contradict; the page meant.

All thresholds are log-odds, chosen on parts of the corpora held out of the vocabulary and of the example
sentences; see `make eval`.
"""

import math
from collections.abc import Set

from dialogs import places
from dialogs.brief import ASKED as OWN_ONLY
from dialogs.brief import unknown
from dialogs.clauses import Clause
from dialogs.events import Answer
from dialogs.fitting import NOTHING, possible
from dialogs.lexicon import INQUIRIES, MINE, Lexicon, lexicon
from dialogs.likely import about, asked, likely
from dialogs.reading import Reading
from dialogs.staff import had
from dialogs.words import Words
from knowledge.content import Knowledge
from knowledge.entry import UNKNOWN, Facts
from knowledge.questions import NEED, STAFF, STAGE, STATUS

MOST = 3
"""How many answers to one question are asked."""
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
CONTRADICTED = -3.0
"""How much likelier another answer must be than the one that a phrase says for both to be asked."""
UNSETTLED = -30.0
"""The same, in a message with « si » or « mais »."""
HESITANT = -90.0
"""The same, in a message that hesitates: « ou », « je crois », « je ne sais plus »."""
UNKNOWING = -15.0
"""The same, in a long message that says not to know."""
LONG = 6
SETTLED = 5.0
"""Under which the words around an answer to a question that is not on screen leave it in doubt."""
ASIDE = 15.0
"""The same for a stage."""
_ASIDE = {Answer(STAFF, "bientot"): ASIDE, Answer(NEED, "esus"): math.inf}
"""The same, for answers whose words often say something else."""
SAID = 4.0
"""Under which those of the whole message do, when the question is on screen."""
NAMED = 20.0
"""The same, when only a word of the question says it, among `MANY` others."""
MANY = 2
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
OVERSAID = 12.0
"""How much likelier another status must be, over the whole message, for both to be asked."""
_OF_SUMS = frozenset({"criteres_concours", "paiement"})
"""Questions about one sum, which no other sum is about: only guessed when it is named, or on screen."""
_TURNING = frozenset({"moi", "nous"})
_SEVERAL = frozenset({"on", "nous"})
_SINGLE = frozenset({"je", "j", "suis", "moi", "seul", "seule"})
_OF = frozenset({"de", "d", "du", "des"})
_POSSESSIVE = MINE | {"votre", "vos"}
_UNDERWAY = frozenset({"cours", "train", "fin", "attente", "debut", "pas", "plus"})
"""Before « de », which then names nothing: « en cours d'instruction »."""
_OPEN = frozenset({"si", "mais"})
_WEAK = frozenset({"autrui", "passe", "ignorance", "question", "tiers"})
"""Why a phrase is refused, when it may still be meant."""


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

    « Oui » to a question that is not answered so says nothing.
    """
    said = tuple(word for clause in heard for word in clause.said)
    if said in lexicon(knowledge).agreed:
        return []
    likeliest = _likeliest(knowledge, question, said, LIKELY, CLOSE)
    return list(dict.fromkeys([*_weak(reading, question), *likeliest]))[:MOST]


def doubts(knowledge: Knowledge, question: str | None, reading: Reading, *, beside: bool) -> list[Answer]:
    """Return what must be asked of a sentence that says answers; nothing is guessed without a question."""
    known, said = lexicon(knowledge), reading.by_question()
    told = {name: values[0] for name, values in said.items() if len(values) == 1}
    theirs = reading.of_others()
    found: list[Answer] = []
    if question and question not in said:
        left = reading.unplaced(reading.left(question))
        content = _content(knowledge, left)
        likeliest = _likeliest(knowledge, question, left, BESIDE, CLOSE, told) if content else []
        weak = _weak(reading, question)
        found += [*dict.fromkeys([*weak, *likeliest])][:MOST] if _turns(reading) else weak or likeliest
    for name, (value, *others) in said.items():
        if not others:
            answer, here = Answer(name, value), name == question
            if not here and _numbered(known, reading, answer):
                continue
            found += _contested(knowledge, reading, answer, here=here) or (
                [answer] if answer in theirs else _weakly(knowledge, reading, answer, here=here)
            )
    if not question or not beside or (question in said and not reading.around(question)):
        return found
    return [*found, *_beside(knowledge, {question, *said}, told, reading)]


def _turns(reading: Reading) -> bool:
    """Tell « ma sœur tient une SAS, moi je suis infirmière »: she is spoken of, then the person herself."""
    return any(why == "tiers" for *_, why in reading.refused) and any(
        said[0] in _TURNING for said, _ in reading.heard
    )


def _weakly(knowledge: Knowledge, reading: Reading, answer: Answer, *, here: bool) -> list[Answer]:
    """Doubt about an answer of which the words around do not speak: « j'arrive » is no employee to come."""
    near = reading.left(answer.question, near=True)
    if not here:
        odds = dict(about(knowledge, near)).get(answer.question, 0.0) if near else math.inf
        if answer.question == NEED:
            odds = max(odds, dict(likely(knowledge, NEED, near)).get(answer.value, 0.0))
        least = _ASIDE.get(answer, ASIDE if answer.question == STAGE else SETTLED)
        return [answer] if odds < least else []
    return _weakly_here(knowledge, reading, answer, named=not near)


def _numbered(known: Lexicon, reading: Reading, answer: Answer) -> bool:
    """Tell whether employees are said to be there, by number: « SARL 3 salariés Gap » needs no other word."""
    theirs = reading.theirs()
    return answer.question == STAFF and any(
        had(known, said, at) and said not in theirs
        for said, matches in reading.heard
        for match in matches
        if match.answer == answer
        for at in range(max(0, match.start - 1), match.end)
    )


def _weakly_here(knowledge: Knowledge, reading: Reading, answer: Answer, *, named: bool) -> list[Answer]:
    """Doubt about an answer to the question on screen; `named`: a word of the question says it, no phrase."""
    known = lexicon(knowledge)
    said = tuple(word for words, _ in reading.heard for word in words)
    content = sum(_content(knowledge, left) for left in reading.unexplained(1))
    corrected = any(denied.question == answer.question for denied in reading.denied())
    agreed = named and said[:1] in known.agreed
    if corrected or agreed or not content or answer.value == UNKNOWN:
        return []
    if named and _complemented(knowledge, said, answer):
        return [answer]
    if named and content < MANY:
        return []
    if answer == Answer(STATUS, "sans_structure") and _SEVERAL & {*said} and not _SINGLE & {*said}:
        return [answer, Answer(STATUS, "collectif")]
    ranked = likely(knowledge, answer.question, said)
    own = dict(ranked).get(answer.value, 0.0)
    if answer.question == STATUS and ranked and ranked[0][1] > own + OVERSAID:
        oversaid = _rivals(knowledge, answer, reading.left(STATUS), OVERSAID)[:1]
        if oversaid:
            return [answer, *oversaid]
    return [answer] if own < (NAMED if named else SAID) else []


def _complemented(knowledge: Knowledge, said: Words, answer: Answer) -> bool:
    """Tell « groupe de rock » from « groupe de voisins »: what follows « de » speaks of something else."""
    at = next((at for at, word in enumerate(said) if word in _OF and said[at - 1] not in _UNDERWAY), 0)
    if not at or {*said[at + 1 :]} & _POSSESSIVE:
        return False
    after = tuple(word for word in said[at + 1 :] if word not in lexicon(knowledge).hollow)
    return len(after) == 1 and dict(likely(knowledge, answer.question, after)).get(answer.value, 0.0) <= 0


def _weak(reading: Reading, question: str) -> list[Answer]:
    """Return what a phrase says of the question, but maybe not of the person."""
    weak = (match.answer for match, _, why in reading.refused if why in _WEAK)
    return [answer for answer in weak if answer.question == question]


def _contested(knowledge: Knowledge, reading: Reading, answer: Answer, *, here: bool) -> list[Answer]:
    """Doubt about an answer that a phrase says, when the words around say another one, or hesitate."""
    question, value = answer.question, answer.value
    if value == UNKNOWN and (weak := _weak(reading, question)):
        return [*weak, answer]
    said = tuple(word for words, _ in reading.heard for word in words)
    if value == UNKNOWN and len(said) < LONG:
        return []
    denied = reading.denied()
    open_words = tuple(word for left in reading.unexplained(1) for word in left)
    unsure = unknown(lexicon(knowledge), open_words)
    margin = CONTRADICTED
    if value == UNKNOWN:
        margin = UNKNOWING
    elif here and not denied:
        margin = _margin(lexicon(knowledge), reading.open(question), unsure=unsure)
    near = margin != HESITANT and (question == STATUS or not here)
    beside = reading.around(question) if near else ()
    left = reading.unexplained(1, question if beside else None)
    if margin == CONTRADICTED and not any(_content(knowledge, words) for words in left):
        return []
    rivals = _rivals(knowledge, answer, beside or reading.left(question), margin)
    if beside and rivals:  # the words of other answers bear out this one, and never another
        own = _rivals(knowledge, answer, reading.left(question, near=True), margin)
        rivals = [rival for rival in rivals if rival in own]
    against = [rival for rival in rivals if rival not in denied and (unsure or rival.value != UNKNOWN)]
    return [answer, *against[: MOST - 1]] if against else []


def _rivals(knowledge: Knowledge, answer: Answer, said: Words, margin: float) -> list[Answer]:
    """Return the other answers that words say, at most a margin less than an answer."""
    ranked = likely(knowledge, answer.question, said)
    least = dict(ranked).get(answer.value, 0.0) + margin
    values = (value for value, score in ranked if score > least and value != answer.value)
    return [Answer(answer.question, value) for value in values]


def _margin(known: Lexicon, said: Words, *, unsure: bool) -> float:
    if unsure or "ou" in said or known.says("hesitation", said):
        return HESITANT
    return UNSETTLED if _OPEN & {*said} else CONTRADICTED


def _content(knowledge: Knowledge, said: Words) -> int:
    """Count the words that mean something; a place means nothing here."""
    known = lexicon(knowledge)
    full = sum(word not in known.hollow and not word.isdigit() for word in said)
    if not full:
        return 0
    start = next((at for at, word in enumerate(said) if word not in known.around_places), len(said))
    placed = places.whole(knowledge, said[start:]) or (start and places.whole(knowledge, said))
    return 0 if placed else full


def _beside(knowledge: Knowledge, asked: Set[str], told: Facts, reading: Reading) -> list[Answer]:
    """Guess what the words that no phrase explains say of other questions."""
    found: list[Answer] = []
    small = (lexicon(knowledge).around_places, lexicon(knowledge).small("nombres"))
    for left in reading.unexplained():
        said = reading.unplaced(left)
        if _content(knowledge, left) < CONTENT or all(word in small[0] or word in small[1] for word in said):
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
