"""What is supposed: « et si on était une scop ? » is compared with what was said, and never written down."""

from collections.abc import Iterable

from dialogs.answering import answered, answered_all
from dialogs.clauses import clauses
from dialogs.events import Answer, Answers
from dialogs.pages.current import Outcome, paged, with_session
from dialogs.pages.doubting import known
from dialogs.pages.result import supposed_page
from dialogs.turn import Turn
from dialogs.understanding import Understood, Unsure, understand
from dialogs.words import Words, words
from knowledge.content import Knowledge
from knowledge.questions import DEPARTMENT, REGION

NEAR = 4
"""Words after « si » among which the verb is."""
_OPENING = frozenset({"et", "mais", "alors", "donc", "oui", "ok", "bon", "sinon"})
_FOR = ("pour",)
_LIKE = frozenset({"pour", "en", "a", "au", "aux", "dans", "sans", "avec", "sur"})
"""What stands after « et » before what is supposed: « et en Normandie ? », « et sans salarié ? »."""
_BEING = ("on", "est")
_OURS = frozenset({"on", "nous", "je", "j", "notre", "nos", "mon", "ma"})
_THAT = {("qu",), ("que",), ("si",)}
_BECOMING = {
    "devenait": "est", "devenions": "sommes", "devenais": "suis",
    "devient": "est", "devenons": "sommes", "deviens": "suis",
    "passait": "est", "passions": "sommes", "passais": "suis",
    "passe": "est", "passons": "sommes",
    "faisait": "est", "faisions": "sommes", "faisais": "suis",
    "fait": "est", "faisons": "sommes",
}  # fmt: skip
"""What is said of what one may become: « on devient une scop », « on passe en scic »."""
_PRESENT = {
    "etait": "est", "etions": "sommes", "etais": "suis",
    "avait": "a", "avions": "avons", "avais": "ai",
    "voulait": "veut", "voulions": "voulons", "voulais": "veux",
    **_BECOMING,
}  # fmt: skip
_NOW = frozenset(
    {*_PRESENT.values(), "devient", "devenons", "deviens", "passe", "passons", "fait", "faisons"}
)
"""What is supposed too after « et si », but not after « si »: « si on est à Gap » says so."""


def imagined_in(turn: Turn, text: str) -> tuple[Answer, ...]:
    """Return the answers that a message supposes, to the questions that would refine the result too.

    Under a result, « et pour une scop ? », « et en Normandie ? » suppose them as well.
    """
    said = words(text)
    if "si" in said:
        return supposed(turn.knowledge, text, turn.refinements if turn.orientation else ())
    other = _of_another(turn.knowledge, text) if turn.orientation and said[:1] == ("et",) else ()
    return _meant(turn.knowledge, other) if other else ()


def _of_another(knowledge: Knowledge, text: str) -> Words:
    """Return « et pour une scop ? » as it would be said: « on est une scop »."""
    match clauses(knowledge, text):
        case [only] if only.questioned or only.raw[1:2] == _FOR:
            told = only.raw[1:]
            other = {*told[:1]} <= _LIKE and _OURS.isdisjoint(told)  # « et pour info on est douze » is told
            return (*_BEING, *(told[1:] if told[:1] == _FOR else told)) if other else ()
    return ()


def supposed(knowledge: Knowledge, text: str, beside: Iterable[str] = ()) -> tuple[Answer, ...]:
    """Return the answers that a message supposes; `beside`: the questions that would refine the result.

    Those are often read only where they are asked: « et si on n'a pas d'OPCO ? ».
    """
    told: Words = ()
    for clause in clauses(knowledge, text):
        goes_on = told and clause.raw[:1] == ("et",) and clause.raw[1:2] in _THAT
        told += _present(clause.raw[2:]) if goes_on else () if told else _told(clause.raw)
    found = _meant(knowledge, told) if told else ()
    return found or (_to_those(knowledge, beside, told) if told else ())


def _meant(knowledge: Knowledge, told: Words) -> tuple[Answer, ...]:
    """Return the answers that words say, each to one question."""
    match understand(knowledge, None, {}, " ".join(told)):
        case Understood(Answers(answers)):
            return answers
        case Understood(Answer() as answer):
            return (answer,)
        case Unsure(choices, sure) if len({choice.question for choice in choices}) == len(choices):
            return (*choices, *sure)
        case _:
            return ()


def _to_those(knowledge: Knowledge, questions: Iterable[str], told: Words) -> tuple[Answer, ...]:
    """Return the answer that words are to one of some questions, as if it were asked."""
    for question in questions:
        meaning = understand(knowledge, question, {}, " ".join(told))
        match meaning:
            case Understood(Answer(of) as answer) if of == question:
                return (answer,)
    return ()


def _told(said: Words) -> Words:
    """Return what is supposed as it would be said: « si on était une scop » is « on est une scop »."""
    wondering = said[:2] == ("et", "si")
    while said and said[0] in _OPENING:
        said = said[1:]
    if said[:1] != ("si",):
        return ()
    verbs = _PRESENT.keys() | _NOW if wondering else _PRESENT.keys() - _NOW
    return () if verbs.isdisjoint(said[1:NEAR]) else _present(said[1:])


def _present(said: Words) -> Words:
    """Return words in the present: « on passait en scic » is « on est scic »."""
    pairs = zip(("", *said), said, strict=False)
    kept = (word for before, word in pairs if not (word == "en" and before in _BECOMING))
    return tuple(_PRESENT.get(word, word) for word in kept)


def compared(turn: Turn, answers: tuple[Answer, ...]) -> Outcome:
    """Tell the result that other answers would give, beside that of today; nothing is written down.

    Of a place, the region alone is supposed.
    """
    if turn.orientation is None:
        return paged(turn, turn.session, turn.say("avant_resultat"))
    placed = any(answer.question == REGION for answer in answers)
    alone = [answer for answer in answers if answer.question != DEPARTMENT or not placed]
    new = tuple(answer for answer in alone if not known(turn, answer)) or tuple(alone)
    session, _ = answered(turn, new[0]) if len(new) == 1 else answered_all(turn, Answers(new))
    return turn.session, (supposed_page(turn, with_session(turn, session), new),)
