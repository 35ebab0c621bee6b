"""What typed words mean: fuzzy on words, exact on meaning.

Words are folded, then put right against the vocabulary, then read: the whole message as an answer to the
question on screen, an intention, a word to explain, a place; else every phrase of the sentence that means
an answer. Wrong acceptance is worse than asking again: what may mean two things is asked, what means
nothing certain fills nothing.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from dialogs import abroad, brief, guessing, places, placing, sounding, targeting, terms
from dialogs.clauses import Clause, clauses
from dialogs.counting import counts, ranked
from dialogs.courtesy import plain, unwrapped
from dialogs.distress import endangered
from dialogs.events import Answer, Answers, Define, Do
from dialogs.labels import exact
from dialogs.lexicon import Lexicon, lexicon
from dialogs.reading import Reading
from dialogs.repairing import repaired
from dialogs.siting import coded, departments, either_place, elsewhere, placed, within
from dialogs.spots import Spots, spots
from dialogs.wanting import wanted
from dialogs.words import COMMAND, MAX_TEXT, Words, capitals
from knowledge.content import Knowledge
from knowledge.entry import UNKNOWN, Facts
from knowledge.questions import DEPARTMENT, ELSEWHERE, PLACES, REGION, STAFF, STATUS

MAX_CHOICES = 6
MAX_PLACES = 12


@dataclass(frozen=True)
class Understood:
    """The words mean one thing; `elsewhere`: the regions of much smaller places of the name that is heard."""

    event: Answer | Answers | Define | Do
    elsewhere: tuple[Answer, ...] = ()


@dataclass(frozen=True)
class Unsure:
    """The words may mean several answers: ask which; `sure` is what they mean besides.

    `guessed`: they are only the likeliest. `within`: the département of the only region in doubt.
    """

    choices: tuple[Answer, ...]
    sure: tuple[Answer, ...] = ()
    guessed: bool = False
    elsewhere: tuple[Answer, ...] = ()
    within: tuple[Answer, ...] = field(default=(), compare=False)


@dataclass(frozen=True)
class Lost:
    """The words mean nothing known."""


Meaning = Understood | Unsure | Lost


def understand(knowledge: Knowledge, question: str | None, answers: Facts, text: str) -> Meaning:
    """Return what a text means when a question (id, None: the result) is on screen."""
    return next((found for _, found in readings(knowledge, question, answers, text) if found), Lost())


def readings(
    knowledge: Knowledge, question: str | None, answers: Facts, text: str
) -> Iterator[tuple[str, Meaning | None]]:
    """Yield the ways of reading a text, by name and in the order they are tried, with what each finds."""
    known = lexicon(knowledge)
    text, raw = unwrapped(known, text[:MAX_TEXT])
    said = repaired(knowledge, raw)
    if not said:
        return
    if COMMAND.fullmatch(text):
        yield "commande", _asked_by(known, said)
        return
    yield "détresse", _doing(endangered(knowledge, text, raw))
    yield "mot à expliquer", _defined(terms.explained(known, said))
    if question and not (question == STATUS and said in known.whole[STATUS]):
        yield "mot dont on s'enquiert", _defined(terms.wondered(known, said, asking="?" in text))
    yield "lieu", _located(knowledge, known, question, answers, raw)
    yield "deux mots", _defined(terms.questioned(known, said, question) if "?" in text else None)
    yield "message entier", _whole(knowledge, known, question, answers, said)
    if question not in {*PLACES, STAFF, STATUS}:
        yield "numéro de département", _numbered(coded(knowledge, said), answers)
    heard = clauses(knowledge, text)
    yield "demande", _doing(wanted(knowledge, heard, alone=True))
    yield "demande sur un dispositif", _targeted(knowledge, heard, capitals(text))
    term, act = terms.asked_about(known, said)
    yield "question sur un mot", _defined(term) or _doing(act)
    wondering = len(heard) == 1 and heard[0].questioned
    yield "ce qu'est un mot", _defined(terms.likened(known, heard[0].said) if wondering else None)
    reading = replace(brief.read(knowledge, question, heard), answered=frozenset(answers))
    vague = reading.vague()
    if vague:
        yield "demande dans une phrase", _doing(wanted(knowledge, heard, alone=False))
    told = _sentence(knowledge, question, plain(known, raw), reading, heard, capitals(text))
    yield "phrase", None if _said_before(told, answers) else told
    yield (
        "territoire sans CRESS",
        _doing("ailleurs" if question in PLACES and abroad.told(known, heard) else None),
    )
    if not vague:
        yield "demande dans une phrase", _doing(wanted(knowledge, heard, alone=False))
    yield "demande probable", _doing(guessing.act(knowledge, heard))
    yield "réponse probable", _guessed(knowledge, question, reading, heard)


def _asked_by(known: Lexicon, said: Words) -> Meaning | None:
    """Read a command, « /prix », « /scop »: it asks for something, and answers nothing."""
    asked = _intention(known, None, said)
    return asked or _defined(known.terms.get(said))


def _defined(term: str | None) -> Meaning | None:
    return Understood(Define(term)) if term is not None else None


def _whole(
    knowledge: Knowledge, known: Lexicon, question: str | None, answers: Facts, said: Words
) -> Meaning | None:
    """Read the whole message: an answer to the question, an intention, or a term."""
    bare = plain(known, said)
    for form in dict.fromkeys((said, bare)):
        found = _options(knowledge, known, question, answers, form) if question and form else ()
        if found:
            return _told(found)
        intention = _intention(known, question, form)
        if intention:
            return intention
    other, sure = exact(knowledge, bare) if question else (None, False)
    if other:
        return Understood(other) if sure else Unsure((other,))
    return _defined(terms.named(known, bare, question))


def _told(found: tuple[Answer, ...], elsewhere: tuple[Answer, ...] = ()) -> Meaning:
    """Make one answer, several at once, or a doubt between the answers to one question."""
    if len({answer.question for answer in found}) < len(found):
        return Unsure(found[:MAX_CHOICES])
    return Understood(found[0] if len(found) == 1 else Answers(found), elsewhere)


def _options(
    knowledge: Knowledge, known: Lexicon, question: str, answers: Facts, said: Words
) -> tuple[Answer, ...]:
    """Return the options of the question that a message is: by words, or by number."""
    meant = known.whole[question].get(said, ())
    agreed = known.agreement(said)
    if not meant and not agreed and not counts(known, said):
        return ()
    options = [option.id for option in knowledge.choices(question, answers)]
    named = [value for value in meant if value in options]
    values = named or ([agreed] if agreed in options else ranked(known, question, options, said))
    return tuple(Answer(question, value) for value in values)


def _located(
    knowledge: Knowledge, known: Lexicon, question: str | None, answers: Facts, raw: Words
) -> Meaning | None:
    """Read a message that is a place, at a question about places: one is taken, several are asked."""
    bare = plain(known, raw)
    if question is None or question not in PLACES:
        return None
    found = places.whole(knowledge, raw) or places.whole(knowledge, bare)
    if not found:
        return Understood(Do("ailleurs")) if abroad.without_chamber(knowledge, bare) else None
    options = [option.id for option in knowledge.choices(question, answers)]
    numbered = tuple(Answer(question, value) for value in ranked(known, question, options, bare))
    regions = tuple(Answer(REGION, spot.region or ELSEWHERE) for spot in found)
    if not any(spot.region for spot in found):
        return Understood(Do("ailleurs"))
    if abroad.alone(known, bare):
        regions = (Answer(REGION, ELSEWHERE), *regions)  # « Suisse » is a village of Moselle too
    elif len(found) == 1 and (not numbered or question == DEPARTMENT):
        bare_name = not found[0].official or spots(knowledge, bare)
        return _told(placed(found[0]), elsewhere(found) if bare_name else ())
    return Unsure(tuple(dict.fromkeys((*regions, *numbered)))[:MAX_PLACES])


def _numbered(found: Spots, answers: Facts) -> Meaning | None:
    """Ask the number of a département that is all the message; tell who is an ocean away."""
    if not found or found[0].region is None:
        return _doing("ailleurs" if found else None)
    if answers.get(DEPARTMENT) == found[0].department:
        return None
    region, *department = placed(found[0])
    return Unsure((region,), within=tuple(department))


def _intention(known: Lexicon, question: str | None, said: Words) -> Meaning | None:
    name = known.intentions.get(said)
    if name == UNKNOWN:
        return Understood(Answer(question, UNKNOWN) if question else Do("aide"))
    return Understood(Do(name)) if name else None


def _sentence(
    knowledge: Knowledge,
    question: str | None,
    raw: Words,
    reading: Reading,
    heard: list[Clause],
    written: frozenset[str],
) -> Meaning | None:
    """Read every answer of a sentence, and its places; `written`: the words that bear a capital."""
    found = reading.by_question()
    asked = question in PLACES and not found
    here, certain, naming = _here(knowledge, question, reading, heard, written)
    if asked and (guess := _misspelt(knowledge, raw, 1, here) or _misspelt(knowledge, raw, 2, here)):
        return guess
    plain = {q: values[0] for q, values in found.items() if len(values) == 1 and q not in reading.doubtful}
    if here and plain.get(REGION) == UNKNOWN:
        plain.pop(REGION)
    passing = question is not None and question not in found and len(raw) == 1 and not here
    sure = [] if passing else [Answer(q, value) for q, value in plain.items()]
    doubts = [Answer(q, value) for q, value in plain.items() if passing]
    theirs = () if certain or not here else reading.designated(lexicon(knowledge).designating)
    doubts += [answer for answer in sure if answer in theirs]
    doubts += [Answer(q, value) for q, values in found.items() if q not in plain for value in values]
    taken = len(here) == 1 and certain and here[0].region is not None
    away = len(here) == 1 and certain and not taken
    if taken:
        sure += placed(here[0])
        doubts += departments(here) if question == DEPARTMENT and here[0].among else []
    elif away:
        sure += [Answer(REGION, ELSEWHERE)] if sure or doubts else []
    else:
        doubts += either_place(question, here)
    if sure or doubts:
        doubts += guessing.doubts(knowledge, question, replace(reading, placed=naming), beside=bool(sure))
    sure = [answer for answer in sure if answer.question not in {doubt.question for doubt in doubts}]
    smaller = elsewhere(here) if taken and not here[0].official else ()
    if doubts:
        choices = tuple(dict.fromkeys(doubts))[:MAX_CHOICES]
        there = () if taken or away else within(question, here)
        return Unsure(choices, tuple(sure), elsewhere=smaller, within=there)
    if sure:
        return _told(tuple(sure), smaller)
    return _doing("ailleurs" if away or (asked and abroad.told(lexicon(knowledge), heard)) else None)


def _said_before(meaning: Meaning | None, answers: Facts) -> bool:
    """Tell whether all that words may mean was answered already: « quel temps fait-il à Lyon ? »."""
    if not isinstance(meaning, Unsure) or meaning.guessed:
        return False
    moved = tuple(answer for answer in meaning.within if answer.question in answers)
    return all(answers.get(a.question) == a.value for a in (*meaning.choices, *meaning.sure, *moved))


def _here(
    knowledge: Knowledge,
    question: str | None,
    reading: Reading,
    heard: list[Clause],
    written: frozenset[str],
) -> placing.Where:
    """Return the places of a sentence, as they are told or as they sound, and whether they are certain."""
    asked = question in PLACES
    backed = bool(reading.matches)
    where = places.inside(knowledge, heard, written, asked=asked, backed=backed, told=reading.told())
    if not where.spots and not asked:
        return placing.Where(sounding.inside(knowledge, (c.raw for c in heard if not c.others)), sure=False)
    here = places.united(where.spots, apart=question == DEPARTMENT)
    return where._replace(spots=here, sure=where.sure and question in brief.EARLY)


def _misspelt(knowledge: Knowledge, raw: Words, slips: int, here: Spots) -> Meaning | None:
    """Read a message that is nothing else as a misspelt place; ask, the places it names too, unless sure."""
    found, sure = places.guessed(knowledge, raw, slips)
    if sure:
        return _told(placed(found[0])) if found[0].region else None
    regions = tuple(Answer(REGION, spot.region) for spot in (*here, *found) if spot.region)
    return Unsure(tuple(dict.fromkeys(regions))[:MAX_PLACES]) if any(spot.region for spot in found) else None


def _targeted(knowledge: Knowledge, heard: list[Clause], written: frozenset[str]) -> Meaning | None:
    """Read what is asked of a programme that is named, at a place or not."""
    if not targeting.names_one(knowledge, heard):
        return None
    where = places.inside(knowledge, heard, written, asked=True)
    return _doing(targeting.targeted(knowledge, heard, where.words))


def _doing(name: str | None) -> Meaning | None:
    return Understood(Do(name)) if name else None


def _guessed(
    knowledge: Knowledge, question: str | None, reading: Reading, heard: list[Clause]
) -> Meaning | None:
    """Guess the likeliest answers to the question on screen."""
    guess = guessing.here(knowledge, question, reading, heard) if question else []
    return Unsure(tuple(guess), guessed=True) if guess else None
