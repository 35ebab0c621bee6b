"""The page of a doubt: which of several answers is meant, or whether to change an earlier one."""

from dialogs.events import Answer, Button, Message
from dialogs.pages.parts import act, packed
from dialogs.text import Text, joined, rich, typeset
from dialogs.turn import Turn


def known(turn: Turn, answer: Answer) -> bool:
    """Tell whether an answer was given already."""
    return turn.answers.get(answer.question) == answer.value


def changes(turn: Turn) -> bool:
    """Tell whether the doubt is about one answer in the place of that of before, which comes last."""
    doubt = turn.doubt
    return len(doubt) == 2 and doubt[0].question == doubt[1].question and known(turn, doubt[1])


def doubt_page(turn: Turn, notice: Text = (), *, guessed: bool = False) -> Message:
    """Ask which of the answers is meant; `guessed`: no word said any of them."""
    open_ended = not (changes(turn) or {"oui", "non"} <= {choice.value for choice in turn.doubt})
    other = (act(turn, "autre_reponse"),) if open_ended else ()
    sure = turn.say("pas_sur") if guessed else ()
    text = joined([notice, joined([sure, _which(turn)], " ")], "\n\n")
    return Message(text, (*packed(_buttons(turn)), (*other, act(turn, "aide"))))


def _which(turn: Turn) -> Text:
    """Ask whether to change an answer; else the question itself: maybe nobody said any of the answers."""
    if changes(turn):
        new, old = (turn.phrase(choice.question, choice.value) for choice in turn.doubt)
        return turn.say("je_change", avant=old, apres=new)
    question, *others = {choice.question for choice in turn.doubt}
    return turn.say("vouliez_vous_dire") if others else rich(turn.knowledge.questions[question].text)


def _buttons(turn: Turn) -> list[Button]:
    if changes(turn):
        labels = [turn.label("bouton_change"), turn.label("bouton_garde")]
    else:
        labels = [typeset(_label(turn, choice)) for choice in turn.doubt]
    return [Button(label, choice) for label, choice in zip(labels, turn.doubt, strict=True)]


def _label(turn: Turn, choice: Answer) -> str:
    options = turn.knowledge.choices(choice.question, turn.answers)
    return next((option.label for option in options if option.id == choice.value), choice.value)
