"""« Retour »: what is seen always changes, and what came with an answer goes with it."""

import pytest

from dialogs.events import Answer, Do
from knowledge.content import Knowledge
from tests.dialogs.talking import NETWORK, RESULT, Talk, told


@pytest.mark.parametrize("text", ["Brest", "29", "on est à Brest"])
def test_the_departement_that_came_with_a_region_goes_with_it(knowledge: Knowledge, text: str) -> None:
    """A town told both: going back asks the region again at once."""
    talk = told(knowledge, NETWORK).say(text).take(Do("retour"))
    assert talk.answers == NETWORK
    assert "Dans quelle région ?" in talk.text


def test_a_departement_given_later_goes_alone(knowledge: Knowledge) -> None:
    """One that refined the result was another step than the region."""
    talk = told(knowledge, RESULT).take(Answer("departement", "35"), Do("retour"))
    assert talk.answers == RESULT


def test_going_back_changes_what_is_seen(knowledge: Knowledge) -> None:
    """From an end to the beginning, no page comes twice; at the first question, it is said that it is."""
    talk = Talk(knowledge).say("asso", "développer", "Marseille", "3 salariés")
    seen = [talk.text]
    while talk.answers:
        talk.say("retour")
        assert talk.text not in seen
        seen.append(talk.text)
    assert talk.say("retour").text.startswith("C'est la première question.")
