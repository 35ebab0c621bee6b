"""An answer given, at the right moment or at another."""

import pytest

from dialogs.events import Answer, Change, Do, Say
from knowledge.content import Knowledge
from tests.dialogs.talking import NETWORK, Talk, told

FIRM = {"statut": "societe_classique", "besoin": "developper", "region": "93", "mention_ess": "oui"}
PACA_13 = {**NETWORK, "region": "93", "departement": "13"}


def test_an_answer_leads_to_the_next_question(knowledge: Knowledge) -> None:
    """An answer is kept and said back, and the next question follows."""
    talk = Talk(knowledge).take(Answer("statut", "association"))
    assert talk.answers == {"statut": "association"}
    assert "Vous avez dit : une association." in talk.text
    assert "De quoi avez-vous besoin ?" in talk.text


def test_a_change_of_status_drops_and_names_what_no_longer_counts(knowledge: Knowledge) -> None:
    """An answer that leads nowhere after a change is left aside and said, the others stay."""
    talk = told(knowledge, FIRM).take(Answer("statut", "association"))
    assert talk.answers == {"statut": "association", "besoin": "developper", "region": "93"}
    assert "Je laisse de côté ce qui ne sert pas ici : avec la mention ESS." in talk.text


def test_a_change_of_region_drops_the_department(knowledge: Knowledge) -> None:
    """The département of another region is left aside and said by its name."""
    talk = told(knowledge, PACA_13).take(Answer("region", "53"))
    assert talk.answers == {**NETWORK, "region": "53"}
    assert "ce qui ne sert pas ici : Bouches-du-Rhône (13)." in talk.text


@pytest.mark.parametrize("department", ["13", "ne_sait_pas"])
def test_the_same_region_keeps_the_department(knowledge: Knowledge, department: str) -> None:
    """Answering the same region again changes nothing, and says nothing."""
    talk = told(knowledge, {**PACA_13, "departement": department}).take(Answer("region", "93"))
    assert talk.answers == {**PACA_13, "departement": department}
    assert "laissée de côté" not in talk.text


def test_an_unknown_department_survives_a_change_of_region(knowledge: Knowledge) -> None:
    """Not knowing the département holds in any region."""
    talk = told(knowledge, {**PACA_13, "departement": "ne_sait_pas"}).take(Answer("region", "53"))
    assert talk.answers["departement"] == "ne_sait_pas"


def test_an_old_button_answers_again(knowledge: Knowledge) -> None:
    """A tap on a question answered long ago changes that answer, in its place."""
    talk = told(knowledge, NETWORK).take(Answer("statut", "mutuelle"))
    assert list(talk.answers.items()) == [("statut", "mutuelle"), ("besoin", "reseau")]
    assert "Dans quelle région ?" in talk.text


def test_a_question_can_be_answered_before_its_turn(knowledge: Knowledge) -> None:
    """An answer to a question that comes later is kept, and the question is not asked again."""
    talk = Talk(knowledge).answer({"region": "53", **NETWORK})
    assert list(talk.answers) == ["region", "statut", "besoin"]
    assert "Dans quelle région ?" not in talk.text


@pytest.mark.parametrize(
    "answer", [Answer("inconnu", "oui"), Answer("statut", "inconnu"), Answer("departement", "13")]
)
def test_a_button_that_means_nothing_any_more(knowledge: Knowledge, answer: Answer) -> None:
    """An unknown question, option or département changes nothing: we say so and show where we are."""
    talk = told(knowledge, NETWORK).take(answer)
    assert talk.answers == NETWORK
    assert talk.text.startswith("Ce bouton ne correspond plus à rien.")
    assert "Dans quelle région ?" in talk.text


def test_an_answer_of_no_use_is_left_aside_at_once(knowledge: Knowledge) -> None:
    """A tap that makes no sense in the situation is not kept, and said."""
    talk = told(knowledge, {**NETWORK, "region": "53"}).take(Answer("paiement", "oui"))
    assert "paiement" not in talk.answers
    assert "ce qui ne sert pas ici : une participation possible." in talk.text


def test_another_territory_is_told_the_truth(knowledge: Knowledge) -> None:
    """A territory without a CRESS is not guessed about: the national head, and the answers are kept."""
    talk = told(knowledge, PACA_13).take(Answer("region", "autre"))
    assert "je préfère ne rien vous dire de faux" in talk.text
    assert "ESS France" in talk.text
    assert "CRESS Provence" not in talk.text
    assert talk.answers == PACA_13
    assert talk.labels == ("Continuer", "Recommencer")


def test_the_region_is_needed(knowledge: Knowledge) -> None:
    """Not knowing the region explains the question and asks it again."""
    talk = told(knowledge, NETWORK).take(Answer("region", "ne_sait_pas"))
    assert talk.answers == NETWORK
    assert talk.text.startswith("Pour cette question : Choisissez la région")


def test_not_knowing_where_that_is_no_answer_explains_the_question(knowledge: Knowledge) -> None:
    """« Je ne sais pas » at a question that has no such option gives its help."""
    talk = told(knowledge, {}).take(Change("stade")).say("je ne sais pas")
    assert talk.answers == {}
    assert talk.text.startswith("Pour cette question : Pouvez-vous dire quelle activité")


def test_an_answer_ends_what_was_pending(knowledge: Knowledge) -> None:
    """An answer ends the question asked out of turn, the misunderstandings and the choice offered."""
    talk = told(knowledge, NETWORK).take(Say("13"), Say("zzz"), Change("statut"), Answer("region", "93"))
    session = talk.session
    assert (session.focus, session.misses, session.choices) == (None, 0, ())


def test_a_restart_is_not_undone_by_an_answer(knowledge: Knowledge) -> None:
    """The answers before a restart are kept while new ones are given."""
    talk = told(knowledge, NETWORK).take(Do("recommencer"), Answer("statut", "mutuelle"))
    assert talk.answers == {"statut": "mutuelle"}
    assert talk.session.previous == NETWORK


def test_an_answer_that_implies_another_replaces_it(knowledge: Knowledge) -> None:
    """An option that answers a second question at once takes the place of what was answered to it."""
    before = {"statut": "societe_classique", "besoin": "developper", "region": "93", "esus_agree": "oui"}
    talk = told(knowledge, before).take(Answer("mention_ess", "oui"))
    assert talk.answers["mention_ess"] == "oui"
    assert "esus_agree" not in talk.answers


def test_not_knowing_the_region_ends(knowledge: Knowledge) -> None:
    """The question is explained once; then the national contacts are told, and a region may come later."""
    talk = told(knowledge, NETWORK).say("je sais pas")
    assert "Dans quelle région ?" in talk.text
    talk.say("je ne sais pas")
    assert "Dans quelle région ?" not in talk.text
    for name in ("ESS France", "Info DLA", "Avise", "Pour trouver votre CRESS"):
        assert name in talk.text
    assert talk.labels == ("Choisir ma région", "Mes réponses", "Recommencer")
    assert "Dans quelle région ?" in talk.tap("Choisir ma région").text
    assert talk.answers == NETWORK
    assert talk.say("je sais pas", "je sais pas", "Brest").answers["region"] == "53"


def test_going_back_from_a_region_that_is_not_known(knowledge: Knowledge) -> None:
    """Going back takes back the last answer, as from any question."""
    talk = told(knowledge, NETWORK).say("je sais pas").take(Do("retour"))
    assert talk.answers == {"statut": "association"}
