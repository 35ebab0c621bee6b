"""An answer that is wrong, or true no more: its question is asked again, and nothing is filled."""

import pytest

from knowledge.content import Knowledge
from tests.dialogs.talking import BRETON, Talk, told


def reopened(talk: Talk) -> str | None:
    """Return the question that is asked out of turn."""
    return talk.session.focus


@pytest.mark.parametrize(
    ("text", "question"),
    [
        ("on n'est plus en Bretagne", "region"),
        ("on n'est pas à Rennes", "region"),
        ("nous ne sommes plus à Rennes", "region"),
        ("je suis pas dans le Morbihan", "region"),
        ("la région est fausse", "region"),
        ("c'est pas la bonne région", "region"),
        ("ce n'est pas ma région", "region"),
        ("je me suis trompée de région", "region"),
        ("je me suis trompée de régoin", "region"),
        ("on n'est pas dans cette région finalement", "region"),
        ("j'ai mis la mauvaise région", "region"),
        ("bonjour, ma région a changé", "region"),
        ("mes salariés ont changé", "salaries"),
        ("on a changé de statut", "statut"),
        ("on n'est plus une association", "statut"),
        ("mon besoin a changé", "besoin"),
        ("le stade a changé", "stade"),
    ],
)
def test_the_question_of_a_wrong_answer_is_opened(knowledge: Knowledge, text: str, question: str) -> None:
    """What is named or denied is asked again, as its button would; nothing changes before the answer."""
    talk = told(knowledge, BRETON).say(text)
    assert reopened(talk) == question
    assert knowledge.questions[question].text in talk.text.replace(" ?", " ?")
    assert talk.answers == BRETON


def test_it_is_opened_before_the_result_too(knowledge: Knowledge) -> None:
    """At a question, an earlier answer is opened as well."""
    answers = {"statut": "association", "besoin": "financer"}
    for text in ("j'ai changé de statut", "on n'est plus une association"):
        assert reopened(told(knowledge, answers).say(text)) == "statut", text


@pytest.mark.parametrize(
    "text",
    [
        "on n'est pas à Lyon",
        "on n'est pas à Rennes même",
        "on n'est pas une grosse association",
        "on n'est pas que une association",
        "ma sœur n'est plus à Rennes",
        "notre département a changé",
        "changer de département",
    ],
)
def test_what_denies_something_else_opens_nothing(knowledge: Knowledge, text: str) -> None:
    """A place or a status that was not given, or not denied whole, an answer never given: nothing opens."""
    talk = told(knowledge, BRETON).say(text)
    assert reopened(talk) is None
    assert talk.answers == BRETON


def test_the_right_answer_beside_it_is_heard(knowledge: Knowledge) -> None:
    """« On a changé de région, on est à Lyon » says the right one: it is asked to confirm."""
    talk = told(knowledge, BRETON).say("on a changé de région, on est à Lyon")
    assert "Je change pour : en Auvergne-Rhône-Alpes ?" in talk.text
    talk = told(knowledge, BRETON).say("on n'est pas à Rennes, on est à Lyon")
    assert "Je change pour : en Auvergne-Rhône-Alpes ?" in talk.text


def test_another_department_of_the_region_is_no_denial(knowledge: Knowledge) -> None:
    """« On n'est pas à Rennes » from who is in the Finistère takes nothing back."""
    finistere = {**BRETON, "departement": "29"}
    assert reopened(told(knowledge, finistere).say("on n'est pas à Rennes")) is None
    assert reopened(told(knowledge, finistere).say("on n'est plus à Brest")) == "region"


@pytest.mark.parametrize(
    "text", ["le résultat est faux", "tout est faux", "notre situation a changé", "on a changé d'avis"]
)
def test_what_is_wrong_without_a_name_shows_the_answers(knowledge: Knowledge, text: str) -> None:
    """Where nothing is named, all the answers are shown, each to be changed with a tap."""
    talk = told(knowledge, BRETON).say(text)
    assert talk.text.startswith("Vos réponses. Touchez celle qui est à changer.")
    assert talk.answers == BRETON
