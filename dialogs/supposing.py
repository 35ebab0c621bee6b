"""What is supposed: « et si on était une scop ? » is compared with what was said, and never written down."""

from dialogs.answering import answered
from dialogs.clauses import clauses
from dialogs.events import Answer, Answers
from dialogs.pages.current import Outcome, paged, with_session
from dialogs.pages.doubting import known
from dialogs.pages.result import supposed_page
from dialogs.turn import Turn
from dialogs.understanding import Understood, Unsure, understand
from dialogs.words import Words, words
from knowledge.content import Knowledge
from knowledge.questions import PLACES, REGION

NEAR = 4
"""Words after « si » among which the verb is."""
_OPENING = frozenset({"et", "mais", "alors", "donc", "oui", "ok", "bon", "sinon"})
_PRESENT = {
    "etait": "est", "etions": "sommes", "etais": "suis",
    "devenait": "est", "devenions": "sommes", "devenais": "suis",
    "avait": "a", "avions": "avons", "avais": "ai",
    "voulait": "veut", "voulions": "voulons", "voulais": "veux",
}  # fmt: skip


def supposed(knowledge: Knowledge, text: str) -> tuple[Answer, ...]:
    """Return the answers that a message supposes."""
    if "si" not in words(text):
        return ()
    told = next(filter(None, (_told(clause.raw) for clause in clauses(knowledge, text))), ())
    meaning = understand(knowledge, None, {}, " ".join(told)) if told else None
    match meaning:
        case Understood(Answers(answers)):
            return answers
        case Understood(Answer() as answer) | Unsure((answer,), ()):
            return (answer,)
        case _:
            return ()


def _told(said: Words) -> Words:
    """Return what is supposed as it would be said: « si on était une scop » is « on est une scop »."""
    while said and said[0] in _OPENING:
        said = said[1:]
    if said[:1] != ("si",):
        return ()
    at = next((at for at, word in enumerate(said[:NEAR]) if word in _PRESENT), 0)
    return (*said[1:at], _PRESENT[said[at]], *said[at + 1 :]) if at else ()


def compared(turn: Turn, answers: tuple[Answer, ...]) -> Outcome | None:
    """Tell the result that another answer would give, beside that of today; nothing is written down.

    Of a place, the region alone is supposed. None when several answers would change.
    """
    if turn.orientation is None:
        return paged(turn, turn.session, turn.say("avant_resultat"))
    new = [answer for answer in answers if not known(turn, answer)] or list(answers)
    where = [answer for answer in new if answer.question == REGION]
    answer, *others = where or new
    if {other.question for other in (*others, *new)} - {answer.question, *PLACES}:
        return None
    session, _ = answered(turn, answer)
    return turn.session, (supposed_page(turn, with_session(turn, session), answer),)
