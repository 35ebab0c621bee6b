"""Question pages: the welcome, a question, the list of answers."""

from dialogs.events import Answer, Button, Change, Message, Row
from dialogs.pages.parts import act, packed, reminder
from dialogs.text import Text, joined, rich, typeset
from dialogs.turn import Turn
from knowledge.questions import Question


def question_page(turn: Turn, question: Question, notice: Text = (), *, numbered: bool = False) -> Message:
    """Ask a question: what was said, the question, its options as buttons.

    `numbered` writes the options with their numbers, for somebody whom buttons did not help.
    """
    options = turn.knowledge.choices(question.id, turn.answers)
    current = turn.answers.get(question.id)
    now = turn.say("reponse_actuelle", reponse=turn.phrase(question.id, current)) if current else ()
    asked = rich(f"*{question.text}*")
    listed = [rich(f"{n}. {option.label}") for n, option in enumerate(options, 1)] if numbered else []
    how = turn.say("ecrivez_un_numero" if numbered else "touchez_ou_ecrivez")
    text = joined([notice, reminder(turn, notice), joined([asked, now, *listed, how])], "\n\n")
    buttons = [Button(typeset(option.label), Answer(question.id, option.id)) for option in options]
    return Message(text, packed(buttons) + navigation(turn))


def navigation(turn: Turn) -> tuple[Row, ...]:
    """Return the buttons under every question."""
    names = ["aide", "humain"]
    rows = [tuple(act(turn, name) for name in names)]
    if turn.answers:
        rows.insert(0, (act(turn, "retour"), act(turn, "recapitulatif")))
    elif turn.session.previous:
        rows.append((act(turn, "annuler"),))
    return tuple(rows)


def recap_page(turn: Turn, notice: Text = ()) -> Message:
    """List the answers; a tap changes one."""
    if not turn.answers:
        return Message(joined([notice, turn.say("recapitulatif_vide")], "\n\n"), ((act(turn, "reprendre"),),))
    lines = [
        turn.say("recapitulatif_ligne", question=turn.knowledge.questions[q].name, reponse=turn.phrase(q, v))
        for q, v in turn.answers.items()
    ]
    buttons = [
        Button(turn.label("bouton_changer", question=turn.knowledge.questions[q].name), Change(q))
        for q in turn.answers
    ]
    text = joined([notice, joined([turn.say("recapitulatif"), *lines])], "\n\n")
    return Message(text, (*packed(buttons), (act(turn, "reprendre"), act(turn, "recommencer"))))


def refining(question: Question) -> str:
    """Return the label of the button that asks a question to refine the result."""
    return question.refine or question.name


def refine_page(turn: Turn) -> Message:
    """List the questions that would refine the result."""
    buttons = [
        Button(typeset(refining(turn.knowledge.questions[name])), Change(name)) for name in turn.refinements
    ]
    return Message(turn.say("preciser"), (*packed(buttons), (act(turn, "resultat"),)))


def lost_text(turn: Turn, questions: tuple[str, ...]) -> Text:
    """Say which answers the content knows no more; a question that went away has no name left."""
    known = turn.knowledge.questions
    names = ", ".join(known[question].name for question in questions if question in known)
    gone = any(question not in known for question in questions)
    answers = turn.say("reponses_perdues", questions=names) if names else ()
    return joined([answers, turn.say("question_disparue") if gone else ()], " ")
