"""The answers just offered, and what is written to take one: a number, « oui », a name."""

import re
from collections.abc import Sequence

from dialogs import courtesy
from dialogs.events import Answer, Answers, Message, Tap
from dialogs.lexicon import lexicon
from dialogs.pages.doubting import changes
from dialogs.turn import Turn
from dialogs.understanding import Lost, Meaning, Understood, Unsure, understand
from dialogs.words import Words, words
from knowledge.questions import PLACES, STAFF

AROUND = frozenset(
    {"votre", "mon", "ma", "notre", "le", "la", "l", "de", "changer", "modifier", "corriger", "change"}
    | {"je", "j", "veux", "voudrais", "peux", "souhaite"}
)
"""What stands around the name of an answer to change."""
_POINTING = frozenset({"c", "est", "cest", "pour", "en", "fait", "non", "nan", "plutot", "finalement"})
"""What stands around the name of an answer that was just offered."""
_NO = (("non",), ("nan",))
_FIRST_NO = re.compile(r"\bn[oa]n\b\W*", re.IGNORECASE)
_SPEAKING = frozenset({"je", "j", "on", "nous"})


def picked(turn: Turn, text: str) -> Answer | None:
    """Read which of the answers just offered is taken."""
    choices = turn.doubt
    counted = choices[0].question == STAFF and not changes(turn)
    by_rank = None if counted else _ranked(turn, choices, text)  # « 3 » is how many employees there are
    return by_rank or _agreed(turn, choices, text) or _named(turn, choices, text)


def plainly(turn: Turn, text: str) -> Words:
    """Return the words of a text without the politeness around them."""
    return courtesy.plainly(lexicon(turn.knowledge), text)


def written(turn: Turn, text: str) -> Answer | None:
    """Read a number that the page wrote before an answer to the question on screen."""
    if turn.question is None:
        return None
    options = turn.knowledge.choices(turn.question.id, turn.answers)
    return _ranked(turn, [Answer(turn.question.id, option.id) for option in options], text)


def listening(turn: Turn, text: str) -> str | None:
    """Return the question (id) that words answer: that of the page, even when something was shown aside.

    « 13 » after « dites-moi votre région » is where the person is, and no rank: it answers no question.
    """
    asked = turn.question if turn.session.aside else turn.asked
    return asked.id if asked and (asked.id in PLACES or not _placing(turn, text)) else None


def _placing(turn: Turn, text: str) -> bool:
    place = text.strip()
    return turn.session.aside and turn.session.promised is not None and len(place) > 1 and place.isdigit()


def unseen(turn: Turn, text: str) -> bool:
    """Tell whether a text is the number of an answer to a question which is not on screen any more.

    How many employees there are, or a département, is no such number.
    """
    answer = written(turn, text) if turn.session.aside and not _placing(turn, text) else None
    if answer is None or answer.question == STAFF:
        return False
    return answer.question not in PLACES or len(text.strip()) == 1


def _ranked(turn: Turn, choices: Sequence[Answer], text: str) -> Answer | None:
    """Read the number of an answer."""
    number = "".join(plainly(turn, text))
    return choices[int(number) - 1] if number.isdigit() and 1 <= int(number) <= len(choices) else None


def _agreed(turn: Turn, choices: tuple[Answer, ...], text: str) -> Answer | None:
    """Read « oui » to the only answer; « oui » or « non », or what its button says, to a change."""
    if changes(turn):
        new, old = choices
        if agrees(turn, text) or _says(turn, text, "bouton_change"):
            return new
        kept = refuses(turn, text) or _says(turn, text, "bouton_garde") or _keeps(turn, old, text)
        return old if kept else None
    yes = agrees(turn, text) or plainly(turn, text) in lexicon(turn.knowledge).lists["accord"]
    return choices[0] if len(choices) == 1 and yes else None


def _keeps(turn: Turn, old: Answer, text: str) -> bool:
    """Read « non garde asso », « on reste une asso », « non rien »: the answer of before is to stay."""
    known, said = lexicon(turn.knowledge), plainly(turn, text)
    after = beyond_no(turn, text)
    stays, refused = known.says("garder", said), after is not None
    if not (stays or refused):
        return False
    rest = known.without("garder", words(after) if after is not None else said)
    if {*rest} <= known.hollow | known.empty | known.small("negation") | AROUND:
        return stays or (refused and _SPEAKING.isdisjoint(rest))
    meaning = understand(turn.knowledge, old.question, turn.answers, " ".join(rest))
    lost = isinstance(meaning, Lost) or (isinstance(meaning, Unsure) and meaning.guessed)
    return meaning in {Understood(old), Unsure((old,))} or (refused and lost)


def beyond_no(turn: Turn, text: str) -> str | None:
    """Return what follows the « non » that answers a change, which is no answer to what would be changed."""
    if not (turn.doubt and changes(turn) and plainly(turn, text)[:1] in _NO):
        return None
    cut = _FIRST_NO.search(text)
    return text[cut.end() :] if cut else None


def amended(turn: Turn, question: str | None, text: str) -> Meaning:
    """Return what a message means; « non, la région PACA » is a no to what was understood before.

    It answers the question on screen only when what follows corrects nothing.
    """
    meaning = understand(turn.knowledge, question, turn.answers, text)
    bare = text.lstrip()
    cut = _FIRST_NO.match(bare)
    if not cut:
        return meaning
    after = understand(turn.knowledge, question, turn.answers, bare[cut.end() :])
    doubtful = after.choices + after.within if isinstance(after, Unsure) and not after.guessed else ()
    said = (*doubtful, *certain(after))
    if turn.doubtful and said and isinstance(after, Understood) and not isinstance(meaning, Understood):
        return after  # « non 27 » to « Normandie ? »
    other = any(turn.answers.get(each.question, each.value) != each.value for each in said)
    return after if other and all(each.question != question for each in said) else meaning


def certain(meaning: Meaning) -> tuple[Answer, ...]:
    """Return the answers that are certain in what a message means."""
    match meaning:
        case Understood(Answer() as answer):
            return (answer,)
        case Understood(Answers(answers)):
            return answers
        case Unsure(guessed=False):
            return meaning.sure
        case _:
            return ()


def _says(turn: Turn, text: str, label: str) -> bool:
    return plainly(turn, text) == words(turn.label(label))


def _named(turn: Turn, choices: tuple[Answer, ...], text: str) -> Answer | None:
    """Read the words of an answer, which say nothing else."""
    after = beyond_no(turn, text)
    meaning = understand(turn.knowledge, choices[0].question, turn.answers, text if after is None else after)
    exact = next((choice for choice in choices if meaning == Understood(choice)), None)
    return exact or (None if changes(turn) else _pointed(turn, choices, text))


def _pointed(turn: Turn, choices: tuple[Answer, ...], text: str) -> Answer | None:
    """Read « c'est pour l'asso », « non la scop en fait »: of those offered, the only name that is said."""
    known, said = lexicon(turn.knowledge), plainly(turn, text)
    around = (known.hollow | known.empty | _POINTING) - (known.small("negation") - _POINTING)
    bare = tuple(word for word in said if word not in around)
    named = [choice for choice in choices if choice.value in known.whole[choice.question].get(bare, ())]
    return named[0] if len(named) == 1 else None


def declined(turn: Turn, text: str) -> bool:
    """Read « autre chose » or « non » to all the answers just offered."""
    other = lexicon(turn.knowledge).intentions.get(plainly(turn, text)) == "reprendre"
    return other or refuses(turn, text)


def refuses(turn: Turn, text: str) -> bool:
    """Tell « non »."""
    return lexicon(turn.knowledge).agreement(plainly(turn, text)) == "non"


def agrees(turn: Turn, text: str) -> bool:
    """Tell « oui »."""
    return lexicon(turn.knowledge).agreement(plainly(turn, text)) == "oui"


def labelled(turn: Turn, page: Message, text: str) -> Tap | None:
    """Return what the button of a page does whose label is typed."""
    forms = {words(text), plainly(turn, text)}
    buttons = (button for row in page.rows for button in row)
    return next((button.event for button in buttons if words(button.label) in forms), None)


def agreeable(turn: Turn, text: str) -> bool:
    """Tell « ok », « d'accord », and « oui » where nothing is asked."""
    polite = plainly(turn, text) in lexicon(turn.knowledge).lists["politesse"]
    return polite or (turn.question is None and agrees(turn, text))


def mere(turn: Turn, text: str) -> str | None:
    """Return what a mere « ok », « oui », « non » wants: a word, the page where we are, or the answers."""
    if agreeable(turn, text):
        again = plainly(turn, text) == ("oui",) and [*turn.answers.values()][-1:] == [
            "oui"
        ]  # the page was lost
        return "entendu" if turn.orientation and not again else "reprendre"
    return "recapitulatif" if turn.orientation and refuses(turn, text) else None


def renamed(turn: Turn, text: str) -> str | None:
    """Return the question whose answer is to be changed, named as its button is: « votre besoin »."""
    said = plainly(turn, text)
    rest = _bare(said)
    names = ((question, turn.knowledge.questions[question].name) for question in turn.answers)
    return next((q for q, name in names if rest != said and rest == _bare(words(name))), None)


def _bare(said: Words) -> Words:
    return tuple(word for word in said if word not in AROUND)
