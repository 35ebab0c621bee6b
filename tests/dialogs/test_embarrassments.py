"""What made whoever talked to the bot smile, or leave: each was met in a whole conversation."""

import pytest

from dialogs.events import Do
from knowledge.content import Knowledge
from tests.dialogs.talking import NETWORK, REFINABLE, RESULT, Talk, told


@pytest.mark.parametrize("text", ["bonjour madame", "Bonjour Monsieur,", "bonjour madame, monsieur"])
def test_a_polite_greeting_is_greeted(knowledge: Knowledge, text: str) -> None:
    """« Bonjour madame » is a greeting, and takes nothing from what follows it."""
    assert Talk(knowledge).say(text).text.startswith("Bonjour.")
    assert Talk(knowledge).say(f"{text} on est une asso").answers == {"statut": "association"}


def test_what_was_understood_is_what_is_kept(knowledge: Knowledge) -> None:
    """A département of a region that is in doubt is not said to be understood, let alone by its code."""
    talk = told(knowledge, {**NETWORK, "region": "27"}).say("toulouse")
    assert talk.text == "Vous aviez dit : en Bourgogne-Franche-Comté. Je change pour : en Occitanie ?"


@pytest.mark.parametrize(
    "text", ["votre besoin", "Votre besoin", "mon besoin", "changer mon besoin", "je veux changer de besoin"]
)
def test_an_answer_to_change_is_named_as_its_button(knowledge: Knowledge, text: str) -> None:
    """Under « Mes réponses », what a button says may be typed: the question is asked again."""
    talk = told(knowledge, RESULT).take(Do("recapitulatif")).say(text)
    assert "Réponse actuelle : rencontrer un réseau ou vous informer." in talk.text
    assert talk.answers == RESULT


@pytest.mark.parametrize("text", ["d'accord", "ok", "oui", "désolé"])
def test_agreeing_with_the_result_is_no_misunderstanding(knowledge: Knowledge, text: str) -> None:
    """« D'accord » under a result is answered shortly, and is no error."""
    assert told(knowledge, RESULT).say(text).text == "Entendu. Je reste là si besoin."


@pytest.mark.parametrize("text", ["ok", "d'accord", "ah d'accord"])
def test_agreeing_with_what_was_read_asks_again(knowledge: Knowledge, text: str) -> None:
    """« Ok », after a word was explained, is no misunderstanding: the question waits."""
    talk = told(knowledge, NETWORK).say("c'est quoi le dla", text)
    assert talk.text.startswith("Vous avez dit :")
    assert not talk.session.misses


def test_another_region_brings_its_department(knowledge: Knowledge) -> None:
    """The region asked again is answered by another one: its département follows, and nothing is doubted."""
    settled = {**RESULT, "departement": "29"}
    talk = told(knowledge, settled).say("ma région", "Mayotte")
    assert (talk.answers["region"], talk.answers["departement"]) == ("06", "976")
    same = told(knowledge, settled).say("ma région", "Rennes")
    assert same.text == "Vous aviez dit : Finistère (29). Je change pour : Ille-et-Vilaine (35) ?"


def test_how_long_is_told(knowledge: Knowledge) -> None:
    """« Combien de temps ça prend ? » under a result shows the duration of the programme, and no more."""
    for text in ("combien de temps ça prend ?", "c'est long ?", "ça dure longtemps ?"):
        shown = told(knowledge, RESULT).say(text).text
        assert shown.startswith("Adhérer à la CRESS\nDurée : "), text
        assert "La démarche :" not in shown, text


def test_a_status_said_late_is_heard(knowledge: Knowledge) -> None:
    """« Asso » after an unknown status is the status and no word to explain; after another, a change."""
    late = {"statut": "ne_sait_pas", "region": "27"}
    assert told(knowledge, late).say("asso").answers["statut"] == "association"
    other = told(knowledge, {**NETWORK, "statut": "mutuelle"}).say("association")
    assert other.text == "Vous aviez dit : une mutuelle. Je change pour : une association ?"
    assert "Association loi 1901" in Talk(knowledge).say("c'est quoi une association ?").text


def test_there_is_always_another_way_out(knowledge: Knowledge) -> None:
    """Where several answers are offered and none fits, « Autre chose » leads to all of them."""
    talk = Talk(knowledge).say("peut-être une scop ou une asso")
    assert talk.labels == ("Coopérative", "Association", "Autre chose", "Aide")
    assert "Mutuelle" in talk.tap("Autre chose").labels


def test_no_under_a_result_shows_what_may_be_wrong(knowledge: Knowledge) -> None:
    """« Non » under a result is answered by the answers, each to be changed."""
    assert (
        told(knowledge, RESULT).say("non").text.startswith("Vos réponses. Touchez celle qui est à changer.")
    )


@pytest.mark.parametrize(
    "text", ["elle a un téléphone ?", "c'est inadmissible", "c'est nul", "c'est une honte"]
)
def test_whoever_is_cross_is_given_somebody(knowledge: Knowledge, text: str) -> None:
    """Anger, like the wish of a phone, is answered by somebody to talk to."""
    assert "CRESS Bretagne" in told(knowledge, RESULT).say(text).text.partition("Votre piste")[0]


def test_what_is_known_is_not_said_to_be_learnt(knowledge: Knowledge) -> None:
    """« J'ai compris » names what is new, and all of it when nothing is."""
    talk = told(knowledge, {"statut": "association"}).say("notre asso a trois salariés")
    assert talk.text.startswith("J'ai compris : au moins un salarié. ")


def test_what_is_asked_in_few_words_is_heard(knowledge: Knowledge) -> None:
    """Opening hours and a phone lead to somebody, eligibility to the programme, a goodbye to no greeting."""
    for text in ("tel", "horaires", "vous êtes ouverts quand", "où est la cress"):
        assert told(knowledge, NETWORK).say(text).text.startswith("Dites-moi votre région"), text
    for text, shown in (("je suis éligible ?", "Pour qui :"), ("comment m'inscrire", "La démarche :")):
        assert shown in told(knowledge, RESULT).say(text).text, text
    for text in (
        "bonne journée",
        "bonne soirée",
        "bravo",
        "vous aussi",
        "bonjour, merci, bonne journée à vous aussi",
    ):
        assert told(knowledge, RESULT).say(text).text.startswith("Avec plaisir."), text
    assert "À tout moment vous pouvez écrire" in told(knowledge, NETWORK).say("ça marche comment").text


def test_a_yes_said_again_shows_the_result_again(knowledge: Knowledge) -> None:
    """A reply was lost: who says « oui » once more to the last question has not seen where it led."""
    talk = Talk(knowledge).say("asso", "consolider", "bretagne", "oui")
    assert "Votre piste" in talk.text
    for again in ("oui", "oui merci", "bonjour, oui"):
        assert "Votre piste" in talk.say(again).text, again
    assert talk.say("ok").text.startswith("Entendu.")


@pytest.mark.parametrize("text", ["En savoir plus", "en savoir plus svp", "bonjour, en savoir plus"])
def test_what_a_button_of_the_result_says_may_be_typed(knowledge: Knowledge, text: str) -> None:
    """The label of a button under the result, typed, is the button, with or without politeness."""
    talk = told(knowledge, RESULT).say(text)
    assert "La démarche :" in talk.text
    assert talk.answers == RESULT


def test_every_button_of_the_result_may_be_typed(knowledge: Knowledge) -> None:
    """What is typed as it is written on a button does what the button does."""
    page = told(knowledge, REFINABLE).take(Do("resultat"))
    for button in page.buttons:
        tapped = told(knowledge, REFINABLE).take(button.event)
        assert told(knowledge, REFINABLE).say(button.label).replies == tapped.replies, button.label


def test_nothing_is_asked_that_counts_for_nothing(knowledge: Knowledge) -> None:
    """A doubt about a question of no use here is not asked beside what is sure."""
    known = {"statut": "association", "salaries": "oui", "region": "44", "urgence": "oui"}
    text = "on a besoin de quelqu'un pour nous aider à revoir notre modèle économique"
    talk = told(knowledge, known).say(text)
    assert talk.answers == {**known, "besoin": "consolider"}
    assert "prêt à porter" not in talk.text


@pytest.mark.parametrize("between", ["votre région", "mes réponses"])
def test_a_choice_that_is_not_on_screen_is_not_taken(knowledge: Knowledge, between: str) -> None:
    """« 1 » answers what is on screen, never a change that was asked before."""
    known = {"statut": "fonds_dotation", "region": "27"}
    talk = told(knowledge, known).say("association", between)
    assert talk.say("1").answers["statut"] == "fonds_dotation"


def test_the_name_of_an_answer_is_no_guess(knowledge: Knowledge) -> None:
    """« Votre statut », at the question of the need, asks the status again and guesses nothing."""
    talk = told(knowledge, {"statut": "fonds_dotation", "region": "27"}).say("votre statut")
    assert "Réponse actuelle : un fonds de dotation." in talk.text


@pytest.mark.parametrize("text", ["ok", "d'accord", "euh"])
def test_a_small_word_to_a_choice_asks_it_again(knowledge: Knowledge, text: str) -> None:
    """« Ok » to « Je change pour… ? » is not sure enough: it is asked again, and nothing is dropped."""
    talk = told(knowledge, NETWORK).say("en fait on est une mutuelle")
    asked = talk.text
    assert talk.say(text).text == asked
    assert talk.answers == NETWORK
    assert talk.say("oui").answers["statut"] == "mutuelle"


def test_a_number_is_no_answer_to_a_question_that_is_not_on_screen(knowledge: Knowledge) -> None:
    """« 3 » after « mes alertes » shows the question again; a count of employees, a département are read."""
    talk = Talk(knowledge).say("mes alertes", "3")
    assert talk.text.endswith("Vous êtes ?\nTouchez une réponse, ou écrivez-la.")
    assert talk.answers == {}
    placed = told(knowledge, NETWORK).take(Do("humain")).say("39")
    assert placed.answers["region"] == "27"
    staffed = told(knowledge, {"statut": "association", "besoin": "consolider", "region": "53"})
    assert staffed.take(Do("aide")).say("3").answers["salaries"] == "oui"
