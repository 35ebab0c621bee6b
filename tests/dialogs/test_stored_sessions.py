"""Sessions stored before the content changed."""

import pytest

from dialogs.events import Card, ContactCard, Details, Do, Event, Media, Say, Start
from dialogs.session import Session
from knowledge.content import Knowledge
from tests.dialogs.talking import NETWORK, Talk

LOST = "Une mise à jour a changé les réponses possibles. Je n'ai plus la vôtre pour : "
GONE = "Une question n'existe plus depuis une mise à jour. J'ai laissé votre réponse de côté."
EVENTS: list[Event] = [
    Start(),
    Start("r93"),
    Say("oui"),
    Say("zzz"),
    Media(),
    Details("dla"),
    Do("recapitulatif"),
]


@pytest.mark.parametrize("event", EVENTS)
@pytest.mark.parametrize(
    ("gone", "notice"),
    [
        ({"vieille": "oui"}, GONE),
        ({"stade": "vieux"}, f"{LOST}le stade du projet. Je vous repose la question"),
        ({"region": "22"}, f"{LOST}votre région."),
        ({"region": "53", "departement": "13"}, f"{LOST}votre département."),
        ({"region": "22", "departement": "13"}, f"{LOST}votre région, votre département."),
    ],
)
def test_an_answer_that_no_longer_exists_is_dropped_and_said(
    knowledge: Knowledge, gone: dict[str, str], notice: str, event: Event
) -> None:
    """An answer that the content no longer knows is dropped and named once; the rest stays."""
    talk = Talk(knowledge, Session(answers={**NETWORK, **gone})).take(event)
    assert talk.text.startswith(notice)
    assert NETWORK.items() <= talk.answers.items()
    lost = list(gone)[-1]
    assert talk.answers.get(lost) != gone[lost]
    assert "mise à jour" not in talk.take(Do("reprendre")).text


def test_a_question_and_an_answer_that_went_away_are_both_said(knowledge: Knowledge) -> None:
    """When an answer and a whole question went away, both are told, and the answer is asked again."""
    talk = Talk(knowledge, Session(answers={**NETWORK, "besoin": "vieux", "vieille": "oui"}))
    told = talk.take(Do("reprendre")).text
    assert told.startswith(f"{LOST}votre besoin. ")
    assert f" {GONE}\n\n" in told
    assert "De quoi avez-vous besoin ?" in told


def test_a_contact_card_does_not_swallow_the_notice(knowledge: Knowledge) -> None:
    """When the event asks for a contact card, the loss of an answer is said all the same."""
    talk = Talk(knowledge, Session(answers={**NETWORK, "vieille": "oui"})).take(Card("dla"))
    assert any(isinstance(reply, ContactCard) for reply in talk.replies)
    assert talk.text == GONE


def test_nothing_is_said_when_nothing_is_lost(knowledge: Knowledge) -> None:
    """Sessions that the content knows whole are not troubled."""
    assert "mise à jour" not in Talk(knowledge, Session(answers=NETWORK)).take(Do("reprendre")).text


def test_a_question_out_of_turn_that_no_longer_exists_is_forgotten(knowledge: Knowledge) -> None:
    """The focus on a question that went away gives way to the next question."""
    talk = Talk(knowledge, Session(answers=NETWORK, focus="vieille")).take(Do("aide"))
    assert talk.session.focus is None
    assert "Pour cette question : Choisissez la région" in talk.text


def test_a_choice_that_no_longer_exists_is_said_so(knowledge: Knowledge) -> None:
    """The number of a choice whose question or option went away changes nothing."""
    for pair in (("vieille", "oui"), ("region", "22")):
        talk = Talk(knowledge, Session(answers=NETWORK, choices=(pair,))).say("1")
        assert talk.text.startswith("Ce bouton ne correspond plus à rien.")
        assert talk.answers == NETWORK


@pytest.mark.parametrize("gone", [{"vieille": "oui"}, {"stade": "vieux"}])
def test_answers_taken_back_are_those_that_still_exist(knowledge: Knowledge, gone: dict[str, str]) -> None:
    """Taking back the answers of before a restart leaves out those that the content no longer knows."""
    talk = Talk(knowledge, Session(previous={**NETWORK, **gone})).take(Do("annuler"))
    assert talk.answers == NETWORK
    assert "Dans quelle région ?" in talk.text


@pytest.mark.parametrize("value", ["autre", "ne_sait_pas"])
@pytest.mark.parametrize("event", [Do("resultat"), Details("peps"), Do("humain")])
def test_a_region_is_a_region(knowledge: Knowledge, value: str, event: Event) -> None:
    """A stored region that names no region is dropped: the question comes back."""
    talk = Talk(knowledge, Session(answers={**NETWORK, "region": value})).take(event)
    assert "region" not in talk.answers
