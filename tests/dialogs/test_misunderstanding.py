"""Words that mean nothing: a hint, then the help, then a human and numbers; and numbers read in time."""

import pytest

from dialogs.events import Change, Do, Media
from knowledge.content import Knowledge
from tests.dialogs.talking import NETWORK, RESULT, Talk, told

LOST = ("wxwxwxwx", "zzz", "????")


def test_a_number_below_zero_is_no_button(knowledge: Knowledge) -> None:
    """« -1 » is not the first answer; « 1 » is."""
    for text in ("-1", "− 1", " -2 "):
        assert Talk(knowledge).say(text).answers == {}
    assert Talk(knowledge).say("1").answers == {"statut": "association"}


def test_first_a_hint_then_the_help(knowledge: Knowledge) -> None:
    """The first misunderstanding gives a hint, the second one the help of the question."""
    talk = told(knowledge, NETWORK).say("wxwxwxwx")
    assert talk.text.startswith("Je n'ai pas compris.")
    assert "Pour cette question" not in talk.text
    assert "Pour cette question : Choisissez la région" in talk.say("zzz").text


def test_third_a_human_and_numbers(knowledge: Knowledge) -> None:
    """The third misunderstanding gives somebody to call and writes the options with their numbers."""
    talk = told(knowledge, {**NETWORK, "region": "53"}).take(Change("region")).say(*LOST)
    assert talk.text.startswith("Je n'y arrive pas, désolé.")
    assert "CRESS Bretagne" in talk.text
    assert "\n13. Mayotte\n" in talk.text
    assert talk.text.endswith("Écrivez le numéro de votre réponse.")


def test_a_number_that_was_written_is_an_option_even_for_a_region(knowledge: Knowledge) -> None:
    """Once the options are numbered, « 13 » is the thirteenth option and no département."""
    talk = told(knowledge, NETWORK).say(*LOST, "13")
    assert talk.answers["region"] == "06"
    assert talk.session.misses == 0


def test_what_was_said_at_length_is_said_once(knowledge: Knowledge) -> None:
    """From the fourth misunderstanding on, one line comes above the question; a number is a département."""
    talk = told(knowledge, NETWORK).say(*LOST)
    for misses, text in ((4, "99"), (5, "zzzz"), (6, "wxwx")):
        talk.say(text)
        assert talk.session.misses == misses
        assert talk.text.startswith("Je n'ai pas compris. Touchez une réponse")
        assert "13. Mayotte" not in talk.text
        assert "ESS France" not in talk.text
        assert "Bretagne" in talk.labels
    assert talk.say("13").text == "Dans quelle région ?"


def test_all_that_can_be_written_is_told_once(knowledge: Knowledge) -> None:
    """The second misunderstanding of another question tells what that question means, and no more."""
    talk = Talk(knowledge).say(*LOST[:2])
    assert "À tout moment vous pouvez écrire" in talk.text
    talk.say("asso", "réseau", *LOST[:2])
    assert "À tout moment" not in talk.text
    assert "Pour cette question : Choisissez la région" in talk.text


def test_numbers_no_longer_written_are_departments_again(knowledge: Knowledge) -> None:
    """When the last page did not number its options, « 13 » asks which region is meant."""
    for event in (Do("reprendre"), Media(), Change("region")):
        talk = told(knowledge, NETWORK).say(*LOST).take(event)
        assert "13. Mayotte" not in talk.text
        assert talk.say("13").text == "Dans quelle région ?", event


def test_understanding_forgets_the_misunderstandings(knowledge: Knowledge) -> None:
    """Words that are understood start the count again."""
    talk = told(knowledge, NETWORK).say("wxwxwxwx", "zzz", "aide")
    assert talk.session.misses == 0
    assert "Pour cette question" not in talk.say("wxwxwxwx").text


def test_a_choice_no_longer_on_screen_is_not_taken(knowledge: Knowledge) -> None:
    """A number typed after another question came is an option of that question, not of a past choice."""
    talk = told(knowledge, NETWORK).say("13").take(Change("statut"))
    assert "Vous êtes ?" in talk.text
    assert talk.say("4").answers == {"statut": "mutuelle", "besoin": "reseau"}
    talk = told(knowledge, NETWORK).say("13").take(Change("statut")).say("1")
    assert talk.answers == NETWORK


def test_a_choice_is_forgotten_when_its_question_is_shown_again(knowledge: Knowledge) -> None:
    """Once the whole question is back on screen, « 1 » is its first option."""
    talk = told(knowledge, NETWORK).say("13").take(Do("autre_reponse")).say("1")
    assert talk.answers["region"] == "84"


def test_at_the_result_unknown_words_do_not_show_it_again(knowledge: Knowledge) -> None:
    """The result is long, and on screen already: unknown words get one line, and one tap leads back to it."""
    for number in (1, 2, 3):
        talk = told(knowledge, RESULT).say(*LOST[:number])
        assert "Votre piste :" not in talk.text, number
        assert talk.labels == ("Retour au résultat", "Mes réponses", "Parler à quelqu'un"), number
        assert "Votre piste :" in talk.tap("Retour au résultat").text, number


def test_at_the_result_the_third_one_gives_a_human(knowledge: Knowledge) -> None:
    """First what can be asked, then the help, then somebody to call."""
    assert told(knowledge, RESULT).say("zzz").text.startswith("Je n'ai pas compris. Votre résultat ne change")
    assert "Touchez un bouton" in told(knowledge, RESULT).say(*LOST[:2]).text
    talk = told(knowledge, RESULT).say(*LOST)
    assert talk.text.startswith("Je n'y arrive pas, désolé.")
    assert "CRESS Bretagne" in talk.text
    assert talk.say("1").answers == RESULT


@pytest.mark.parametrize(
    "text", ["zzz", "mmm", "qsdfgh", "k", "/foo", "/truc", "/test", "/bar", "zzz qsdfgh"]
)
def test_what_means_nothing_is_not_guessed(knowledge: Knowledge, text: str) -> None:
    """A letter held, keys hit at random, a command that is none: nothing is proposed, nothing is taken."""
    talk = told(knowledge, {"statut": "association"}).say(text)
    assert talk.text.startswith("Je n'ai pas compris.")
    assert talk.text.endswith("Touchez une réponse, ou écrivez-la.")
    assert "De quoi avez-vous besoin ?" in talk.text
    assert "Créer une structure" in talk.labels
    assert (talk.answers, talk.session.choices) == ({"statut": "association"}, ())


@pytest.mark.parametrize(
    ("text", "values"),
    [("accompgnement", ["consolider", "creer"]), ("emplyeur", ["consolider"]), ("bar", ["besoin_local"])],
)
def test_what_is_guessed_has_its_words_said(knowledge: Knowledge, text: str, values: list[str]) -> None:
    """A misspelt word is still guessed at; an answer that none of the words speaks of is not proposed."""
    talk = told(knowledge, {"statut": "association"}).say(text)
    assert talk.text.startswith("Je ne suis pas sûr d'avoir compris.")
    assert talk.session.choices == tuple(("besoin", value) for value in values)


def test_a_command_asks_and_never_answers(knowledge: Knowledge) -> None:
    """« /prix » and « /scop » ask for something; « /essai » is no need, and « test » is one."""
    talk = told(knowledge, {"statut": "association"})
    assert "SCOP" in talk.say("/scop").text
    assert "Recommencer" in talk.say("/aide").labels
    assert talk.say("/essai").answers == {"statut": "association"}
    assert talk.say("test").answers["besoin"] == "tester"


@pytest.mark.parametrize("text", ["et si c'est refusé", "et si on dépasse la date ?"])
def test_who_only_wonders_is_asked_no_answer(knowledge: Knowledge, text: str) -> None:
    """« Et si… » says nothing of the person: it is not understood, and no answer is guessed."""
    talk = told(knowledge, NETWORK).take(Change("besoin")).say(text)
    assert talk.text.startswith("Je n'ai pas compris.")
    assert talk.session.choices == ()
