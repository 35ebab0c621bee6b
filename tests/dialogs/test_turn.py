"""What follows from a session at a moment."""

from collections.abc import Iterator, Mapping
from threading import Event, Thread

from dialogs.session import Session
from dialogs.text import flat
from dialogs.turn import Turn
from knowledge.content import Knowledge
from knowledge.entry import Facts
from tests.dialogs.talking import NETWORK, NOW, REFINABLE, RESULT, readable


def turn(knowledge: Knowledge, answers: Facts, focus: str | None = None) -> Turn:
    """Return the turn of somebody who gave some answers."""
    return Turn(knowledge, Session(answers=answers, focus=focus), NOW)


def test_the_question_on_screen_is_the_next_one(knowledge: Knowledge) -> None:
    """Without a question asked out of turn, the one on screen is the first that is needed."""
    question = turn(knowledge, NETWORK).question
    assert question is not None
    assert question.id == "region"


def test_a_question_asked_out_of_turn_is_on_screen(knowledge: Knowledge) -> None:
    """The question asked out of turn hides the next one, and the result."""
    question = turn(knowledge, RESULT, "statut").question
    assert question is not None
    assert question.id == "statut"


def test_the_result_has_no_question(knowledge: Knowledge) -> None:
    """Once enough is known there is an orientation and no question left."""
    settled = turn(knowledge, RESULT)
    assert settled.question is None
    assert settled.orientation is not None
    assert settled.region == "53"


def test_refinements_are_what_would_change_the_result(knowledge: Knowledge) -> None:
    """Questions whose answer changes nothing shown are not offered."""
    assert turn(knowledge, REFINABLE).refinements == ("adherent", "departement")
    assert turn(knowledge, RESULT).refinements == ()


def test_before_the_result_there_is_no_orientation(knowledge: Knowledge) -> None:
    """While a question is needed, nothing is concluded."""
    assert turn(knowledge, {}).orientation is None
    assert turn(knowledge, {}).region is None


def test_answers_are_said_as_phrases(knowledge: Knowledge) -> None:
    """All answers are said in their order, as the person would; an unknown one is said by its id."""
    first = turn(knowledge, RESULT)
    assert (
        first.said() == "une association · rencontrer un réseau ou vous informer · en Bretagne · non adhérent"
    )
    assert first.phrase("statut", "inconnu") == "inconnu"


def test_texts_take_values_and_labels_begin_with_a_capital(knowledge: Knowledge) -> None:
    """Texts of the content take values; the label of a button is typeset, with a capital."""
    first = turn(knowledge, {})
    assert readable(flat(first.say("accueil_region", region="en Corse"))) == "Je note que vous êtes en Corse."
    assert first.label("bouton_changer", question="l'urgence") == "L’urgence"


class Held(Mapping[str, str]):
    """Answers that are read only once they are let go."""

    def __init__(self) -> None:
        self.begun, self.free = Event(), Event()

    def __getitem__(self, question: str) -> str:
        raise KeyError(question)

    def __iter__(self) -> Iterator[str]:
        self.begun.set()
        self.free.wait()
        return iter(())

    def __len__(self) -> int:
        return 0


def test_nobody_waits_for_the_plan_of_another(knowledge: Knowledge) -> None:
    """A turn that takes long, in a thread that rehearses a content, holds no other."""
    held = Held()
    long = Thread(target=lambda: turn(knowledge, held).plan, daemon=True)
    planned: list[str | None] = []
    other = Thread(target=lambda: planned.append(turn(knowledge, {}).plan.question), daemon=True)
    long.start()
    held.begun.wait()
    other.start()
    other.join(timeout=20)
    waiting = long.is_alive()
    held.free.set()
    long.join()
    assert waiting
    assert planned == ["statut"]
