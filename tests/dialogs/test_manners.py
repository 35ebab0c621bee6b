"""What a message says to us rather than of a structure: danger, a call for help, anger, thanks."""

import pytest

from knowledge.content import Knowledge
from tests.dialogs.talking import NETWORK, RESULT, Talk, told

HURT = "asso en Normandie, je suis à bout on a 2 salariés"


def test_what_is_said_beside_distress_is_kept(knowledge: Knowledge) -> None:
    """The number comes first and alone; what the message said of the structure is not asked again."""
    talk = Talk(knowledge).say(HURT)
    assert talk.text.startswith("Ce que vous dites compte plus que votre dossier.")
    assert talk.text.endswith("De votre message, je ne garde que les réponses : /confidentialite dit tout.")
    assert talk.answers == {"statut": "association", "salaries": "oui", "region": "28"}
    assert "De quoi avez-vous besoin ?" in talk.tap("Continuer").text
    assert "3114" not in talk.text


def test_distress_comes_before_an_emergency(knowledge: Knowledge) -> None:
    """Somebody who tells an emergency too is first told the number, then whom to call for the structure."""
    talk = told(knowledge, {}).say("asso à Lille, huissier demain, on ferme, je veux en finir")
    assert talk.text.startswith("Ce que vous dites compte plus que votre dossier.")


def test_distress_replaces_no_answer(knowledge: Knowledge) -> None:
    """What contradicts an answer is asked once the person goes on."""
    alone = {"statut": "association", "besoin": "developper", "salaries": "non"}
    talk = told(knowledge, alone).say(HURT)
    assert "3114" in talk.text
    assert talk.answers["salaries"] == "non"
    assert "Je change pour : au moins un salarié ?" in talk.tap("Continuer").text


@pytest.mark.parametrize("text", ["j'ai besoin d'aide", "aidez-moi", "au secours", "à l'aide svp"])
def test_a_call_for_help_beside_a_page_gives_a_person(knowledge: Knowledge, text: str) -> None:
    """After the number, as after anything shown aside, who calls for help is told whom to talk to."""
    talk = told(knowledge, {**NETWORK, "region": "53"}).say("je suis à bout", text)
    assert talk.text.startswith("Vous pouvez parler à une personne")
    assert "CRESS Bretagne" in talk.text
    assert "la tête de réseau" in Talk(knowledge).say("j'ai besoin d'aide").text


@pytest.mark.parametrize("text", ["non c'est une façon de parler", "je plaisante", "c'était une blague"])
def test_a_way_of_speaking_is_accepted(knowledge: Knowledge, text: str) -> None:
    """Who only spoke that way is believed, and the conversation goes on."""
    talk = told(knowledge, {"statut": "association"}).say("je suis à bout", text)
    assert talk.text.startswith("Entendu")
    assert "De quoi avez-vous besoin ?" in talk.text
    assert talk.session.misses == 0


@pytest.mark.parametrize(
    "text",
    [
        "bande de nuls je viens tout casser",
        "ON EN A MARRE ON NOUS BALADE",
        "je vais porter plainte",
        "bande de nuls vous aidez personne",
        "vous nous faites perdre notre temps",
    ],
)
@pytest.mark.parametrize("answers", [{}, {"statut": "association"}, RESULT])
def test_anger_gets_a_person(knowledge: Knowledge, text: str, answers: dict[str, str]) -> None:
    """Who is angry gets the page of who is not content, from the first line on."""
    talk = told(knowledge, answers).say(text)
    assert talk.text == told(knowledge, answers).say("c'est nul").text
    assert talk.session.misses == 0


def test_anger_beside_something_said_hides_nothing(knowledge: Knowledge) -> None:
    """What a message says of the structure is taken, and what it may say is asked."""
    assert Talk(knowledge).say("on en a marre, on est une asso à Lille").answers["statut"] == "association"
    talk = told(knowledge, {"statut": "association"}).say("on en a marre de la gestion des plannings")
    assert "De quoi avez-vous besoin ?" in talk.text


@pytest.mark.parametrize("text", ["c'est bon c'est noté ?", "vous avez bien noté ?", "vous avez tout noté ?"])
def test_who_asks_whether_it_is_kept_is_shown_it(knowledge: Knowledge, text: str) -> None:
    """A question on what is kept shows the answers; without a question, it is only politeness."""
    talk = told(knowledge, {"statut": "association"}).say(text)
    assert talk.text.startswith("Vos réponses.")
    assert told(knowledge, NETWORK).say("c'est noté").text.startswith("Avec plaisir")


@pytest.mark.parametrize("text", ["merci c'est super", "c'est top merci", "trop bien ce truc merci beaucoup"])
def test_thanks_in_any_order(knowledge: Knowledge, text: str) -> None:
    """Praise and thanks and no more are thanks."""
    for answers in ({}, {"statut": "association"}, RESULT):
        assert told(knowledge, answers).say(text).text.startswith("Avec plaisir"), answers


@pytest.mark.parametrize(
    "text", ["la scic c'est une coopérative ?", "est-ce qu'une scic est une coopérative ?"]
)
def test_what_a_word_is_changes_nothing(knowledge: Knowledge, text: str) -> None:
    """Whether one thing is another asks about a word."""
    for answers in ({}, {"statut": "association"}, RESULT):
        talk = told(knowledge, answers).say(text)
        assert talk.text.startswith("SCIC"), answers
        assert talk.answers == answers


@pytest.mark.parametrize(
    "text",
    [
        "je veux pas que vous gardiez mes infos",
        "ne gardez pas mes réponses",
        "c'est rgpd ?",
        "oui efface",
        "efface",
        "je m'oppose au traitement de mes données",
        "asso à Lille, mais je refuse que vous gardiez mes réponses",
    ],
)
@pytest.mark.parametrize("answers", [{}, {"statut": "association"}, RESULT])
def test_who_objects_to_what_is_kept_is_heard(
    knowledge: Knowledge, text: str, answers: dict[str, str]
) -> None:
    """What is kept is told, with a button that erases it; nothing is kept of the message."""
    talk = told(knowledge, answers).say(text)
    assert talk.text.startswith("Confidentialité")
    assert "Tout effacer" in talk.labels
    assert talk.answers == answers
    assert talk.tap("Tout effacer").answers == {}


@pytest.mark.parametrize(
    "text",
    [
        "notre asso doit être enregistrée à la préfecture",
        "on ne garde pas ça pour nous",
        "on garde nos locaux",
    ],
)
def test_what_is_kept_elsewhere_is_no_objection(knowledge: Knowledge, text: str) -> None:
    """What a structure keeps, or registers, says nothing of what we keep."""
    assert not told(knowledge, {}).say(text).text.startswith("Confidentialité")
