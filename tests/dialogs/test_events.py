"""The closed vocabulary, against the content that speaks it."""

import pytest

from dialogs.events import ACTS, Do, Say
from dialogs.turn import Turn
from knowledge.content import Knowledge
from tests.dialogs.talking import NETWORK, NOW, Talk, told

ONLY_TYPED = {
    "bonjour", "merci", "stop", "presentation", "pourquoi", "details", "prix", "sources", "echeances",
    "mecontent", "autres", "appels", "duree", "eligibilite", "preparation",
    "distance", "courriel", "choix_statut", "adherer", "montant",
}  # fmt: skip
NOT_ACTS = {"definition", "ne_sait_pas"}


def test_every_act_can_be_typed(knowledge: Knowledge) -> None:
    """What a button does can be written too, and what can be written is known."""
    assert knowledge.intentions.keys() - NOT_ACTS == {*ACTS, *ONLY_TYPED} - {"autre_reponse"}
    for typed in (Say("autre chose"), Do("autre_reponse")):
        talk = told(knowledge, NETWORK).say("13").take(typed)
        assert talk.session == told(knowledge, NETWORK).take(Do("reprendre")).session


@pytest.mark.parametrize("act", ACTS)
def test_every_act_has_a_button(knowledge: Knowledge, act: str) -> None:
    """Each act has a short label."""
    assert 0 < len(Turn(knowledge, Talk(knowledge).session, NOW).label(f"bouton_{act}")) <= 28


@pytest.mark.parametrize("act", [*ACTS, *sorted(ONLY_TYPED), "detresse", "detresse_proche", "inconnu"])
@pytest.mark.parametrize("answers", [{}, NETWORK])
def test_every_act_answers_at_any_moment(knowledge: Knowledge, act: str, answers: dict[str, str]) -> None:
    """An act is answered with a text and buttons, with answers or without, even an unknown one."""
    talk = told(knowledge, answers).take(Do(act))
    assert talk.text
    assert talk.buttons
