"""Words that are not understood: a guess is asked, then come a hint, the help, a human and numbers."""

from dataclasses import replace

from dialogs.hearing import asked_which, put_off
from dialogs.pages.current import Outcome, noted, with_session
from dialogs.pages.doubting import changes
from dialogs.pages.reading import help_text, question_help, sorry_text
from dialogs.text import joined
from dialogs.turn import Turn
from dialogs.understanding import Unsure
from dialogs.words import words

_WONDERING = ("et", "si")
TIRED = 3
"""Misunderstandings in a row after which a human contact is given, and the options numbered, once."""


def astray(turn: Turn, meaning: Unsure, text: str) -> bool:
    """Tell a guess that is not to be asked.

    It is about another question than the doubt that waits, or than what may change; or nothing is said of
    the person, who only wonders: « et si c'est refusé ? ».
    """
    if words(text)[:2] == _WONDERING:
        return True
    waiting = bool(turn.session.choices) and not turn.session.guessed
    return waiting and (changes(turn) or meaning.choices[0].question != turn.doubt[0].question)


def guessed(turn: Turn, meaning: Unsure) -> Outcome:
    """Ask about the likeliest answers; a guess is still a misunderstanding, and guesses end with a human.

    The answers between which a doubt already is were said: they stay, before those that nobody said.
    """
    if turn.session.misses + 1 >= TIRED:
        return missed(turn)
    said = turn.doubt if turn.doubtful and not turn.session.guessed else ()
    choices = tuple(dict.fromkeys((*said, *meaning.choices)))
    session, replies = asked_which(turn, choices, (), guessed=True)
    return replace(session, misses=turn.session.misses + 1, guessed=not said), replies


def missed(turn: Turn) -> Outcome:
    """Answer words that mean nothing: a hint, then the help, then a human and numbers; then a hint again.

    The whole help is said once in a conversation; the next times, only what the question means.
    """
    misses = turn.session.misses + 1
    lost = turn.say("pas_compris" if turn.asked else "pas_compris_resultat")
    helping = misses == TIRED - 1
    notice = sorry_text(turn) if misses == TIRED else lost
    if helping:
        notice = joined([lost, question_help(turn) if turn.session.helped else help_text(turn)], "\n\n")
    kept = turn.session if misses == 1 else put_off(turn)
    shown = noted(with_session(turn, kept), notice, numbered=misses == TIRED)
    return replace(kept, misses=misses, helped=kept.helped or helping), (shown,)
