"""Question pages, the list of answers, what refines."""

import pytest

from dialogs.events import Answer, Button, Change, Do, Start
from dialogs.pages.parts import PAIR, packed
from knowledge.content import Knowledge
from tests.dialogs.talking import NETWORK, REFINABLE, Talk, told


def test_a_question_offers_its_options_in_order(knowledge: Knowledge) -> None:
    """Each option has its button, in the order of the content, and the help and a human come below."""
    talk = Talk(knowledge).take(Start())
    options = [Answer("statut", option.id) for option in knowledge.choices("statut", {})]
    assert [button.event for button in talk.buttons] == [*options, Do("aide"), Do("humain")]


def test_what_was_just_understood_is_not_said_twice(knowledge: Knowledge) -> None:
    """All that is known was in the message: one line says it; what was known before is reminded beside it."""
    talk = Talk(knowledge).say("on est une asso de Gap avec 3 salariés")
    assert "J'ai compris" in talk.text
    assert "Vous avez dit" not in talk.text
    talk.say("on veut développer une activité, le projet est défini")
    assert "J'ai compris : développer une activité" in talk.text
    assert "Vous avez dit : une association" in talk.text


def test_going_back_needs_an_answer(knowledge: Knowledge) -> None:
    """« Retour » and « Mes réponses » come with the first answer, « Reprendre » only after a restart."""
    assert told(knowledge, NETWORK).take(Do("reprendre")).labels[-4:] == (
        "Retour",
        "Mes réponses",
        "Aide",
        "Parler à quelqu'un",
    )
    restarted = told(knowledge, NETWORK).take(Do("recommencer"))
    assert restarted.labels[-1] == "Reprendre mes réponses"
    assert "Reprendre mes réponses" not in restarted.take(Answer("statut", "mutuelle")).labels


def test_regions_are_in_the_order_of_the_alphabet(knowledge: Knowledge) -> None:
    """Regions come by name, accents aside, then another territory and not knowing."""
    labels = told(knowledge, NETWORK).take(Do("reprendre")).labels
    assert labels[:2] == ("Auvergne-Rhône-Alpes", "Bourgogne-Franche-Comté")
    assert labels.index("Hauts-de-France") < labels.index("Île-de-France") < labels.index("La Réunion")
    assert labels[18:20] == ("Autre territoire", "Je ne sais pas")


def test_the_recap_lists_the_answers(knowledge: Knowledge) -> None:
    """The answers are listed with their questions; each has a button to change it."""
    talk = told(knowledge, NETWORK).take(Do("recapitulatif"))
    assert "• votre statut : une association\n• votre besoin : rencontrer un réseau" in talk.text
    assert [button.event for button in talk.buttons] == [
        Change("statut"),
        Change("besoin"),
        Do("reprendre"),
        Do("recommencer"),
    ]


def test_the_recap_of_nothing(knowledge: Knowledge) -> None:
    """Without an answer, the list says so and leads to the question."""
    talk = Talk(knowledge).take(Do("recapitulatif"))
    assert talk.text == "Vous n'avez encore rien répondu."
    assert talk.labels == ("Continuer",)


def test_refining_offers_short_buttons(knowledge: Knowledge) -> None:
    """Each question that refines has a button, and the result is one tap away."""
    talk = told(knowledge, REFINABLE).take(Do("preciser"))
    assert talk.labels == ("Adhésion à la CRESS", "Département", "Retour au résultat")
    assert "Votre piste :" in talk.tap("Retour au résultat").text


@pytest.mark.parametrize(
    ("lengths", "rows"),
    [
        ([], []),
        ([5], [1]),
        ([5, 5, 5], [2, 1]),
        ([PAIR, PAIR], [2]),
        ([PAIR + 1, 5, 5], [1, 2]),
        ([5, PAIR + 1, 5], [1, 1, 1]),
    ],
)
def test_short_buttons_share_a_row(lengths: list[int], rows: list[int]) -> None:
    """Two short labels that follow each other share a row; a long one is alone; the order stays."""
    buttons = [Button("x" * length, Do("aide")) for length in lengths]
    made = packed(buttons)
    assert [len(row) for row in made] == rows
    assert [button for row in made for button in row] == buttons
