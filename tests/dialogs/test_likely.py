"""Guesses: which answer is the likeliest, and that a guess is only ever asked."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dialogs.likely import likely
from dialogs.understanding import Lost, Understood, Unsure, understand
from knowledge.content import Knowledge
from tests.dialogs.talking import NETWORK, Talk, told


@pytest.mark.parametrize(
    ("question", "said", "option"),
    [
        ("besoin", "des sous pour la toiture", "financer"),
        ("besoin", "ouvrir pareil dans d autres villes", "changer_echelle"),
        ("salaries", "une embauche est prevue", "bientot"),
        ("stade", "une idee vague", "piste"),
    ],
)
def test_the_words_of_an_option_make_it_likely(
    knowledge: Knowledge, question: str, said: str, option: str
) -> None:
    """The option whose vocabulary uses the words comes first."""
    assert likely(knowledge, question, tuple(said.split()))[0][0] == option


@pytest.mark.parametrize("said", ["", "13", "13 14", "xylophone", "merci beaucoup"])
def test_no_word_no_guess(knowledge: Knowledge, said: str) -> None:
    """Numbers, politeness and unknown words speak for nothing."""
    assert likely(knowledge, "besoin", tuple(said.split())) == []


def test_places_are_never_guessed(knowledge: Knowledge) -> None:
    """The questions about places have no such vocabulary."""
    assert likely(knowledge, "region", ("bretagne",)) == []


@settings(deadline=None, max_examples=60)
@given(st.permutations(["sous", "toiture", "subvention", "credit", "local"]))
def test_the_odds_of_words_do_not_depend_on_chance(knowledge: Knowledge, said: list[str]) -> None:
    """The same words in the same order give the same odds, highest first."""
    once = likely(knowledge, "besoin", tuple(said))
    assert once == likely(knowledge, "besoin", tuple(said))
    assert [score for _, score in once] == sorted((score for _, score in once), reverse=True)


UNHEARD = "glouglou tralala pinpon"


def test_a_sentence_of_the_examples_is_learnt_and_only_asked(knowledge: Knowledge) -> None:
    """One example sentence makes its answer the likeliest: it is asked, and fills nothing."""
    assert likely(knowledge, "besoin", tuple(UNHEARD.split())) == []
    needs = {**knowledge.examples.of["besoin"], "esus": UNHEARD}
    examples = knowledge.examples.model_copy(update={"of": {**knowledge.examples.of, "besoin": needs}})
    meaning = understand(replace(knowledge, examples=examples), "besoin", {}, UNHEARD)
    assert isinstance(meaning, Unsure)
    assert meaning.choices[0].value == "esus"
    assert meaning.sure == ()


def test_a_sentence_about_something_else_is_learnt_too(knowledge: Knowledge) -> None:
    """What the examples say to be about something else is guessed no more."""
    text = "le chaton dort sur une subvention"
    assert isinstance(understand(knowledge, "besoin", {}, text), Unsure)
    elsewhere = "\n".join([knowledge.examples.elsewhere, *[text] * 200])
    examples = knowledge.examples.model_copy(update={"elsewhere": elsewhere})
    assert isinstance(understand(replace(knowledge, examples=examples), "besoin", {}, text), Lost)


@pytest.mark.parametrize(
    ("text", "choices"),
    [
        ("une sas reconnue ess, c'est sur le kbis", {"societe_classique", "societe_ess"}),
        ("je suis une association ou alors une coopérative", {"association", "cooperative"}),
    ],
)
def test_words_that_say_another_answer_make_a_doubt(
    knowledge: Knowledge, text: str, choices: set[str]
) -> None:
    """An answer that a phrase says is asked when the words around say another one, or hesitate."""
    meaning = understand(knowledge, "statut", {}, text)
    assert isinstance(meaning, Unsure)
    assert {choice.value for choice in meaning.choices} >= choices


def test_what_no_phrase_explains_is_asked_beside(knowledge: Knowledge) -> None:
    """What is said of the need is guessed while another question is answered; a place is no need."""
    meaning = understand(knowledge, "statut", {}, "association, on s'embrouille et ça part en vrille")
    assert isinstance(meaning, Unsure)
    assert [answer.value for answer in meaning.sure] == ["association"]
    assert ("besoin", "consolider") in [(choice.question, choice.value) for choice in meaning.choices]
    assert isinstance(understand(knowledge, "statut", {}, "association, on habite à Brest"), Understood)


GUESSED = "des euros pour les travaux du toit"


def asked(knowledge: Knowledge) -> Talk:
    """Bring a conversation to the question of the need, and say something that is only guessed."""
    return told(knowledge, {"statut": "association"}).say(GUESSED)


def test_a_guess_is_asked(knowledge: Knowledge) -> None:
    """The likeliest options are buttons, with another way out; nothing is filled."""
    meaning = understand(knowledge, "besoin", {}, GUESSED)
    assert isinstance(meaning, Unsure)
    assert meaning.guessed
    talk = asked(knowledge)
    assert talk.text == "Je ne suis pas sûr d'avoir compris. De quoi avez-vous besoin ?"
    assert [button.label for button in talk.buttons][-2:] == ["Autre chose", "Aide"]
    assert talk.answers == {"statut": "association"}


def test_a_guess_is_taken_by_a_tap_or_a_number(knowledge: Knowledge) -> None:
    """One tap, or the number of the choice, takes the guess."""
    assert asked(knowledge).tap("Trouver un financement").answers["besoin"] == "financer"
    assert asked(knowledge).say("1").answers["besoin"] == "financer"


@pytest.mark.parametrize("text", ["autre chose", "aucun des deux", "ni l'un ni l'autre"])
def test_a_wrong_guess_leads_back_to_the_question(knowledge: Knowledge, text: str) -> None:
    """« Autre chose », tapped or typed, shows the question with all its options."""
    assert "De quoi avez-vous besoin ?" in asked(knowledge).tap("Autre chose").text
    assert "De quoi avez-vous besoin ?" in asked(knowledge).say(text).text


def test_guess_after_guess_ends_with_a_human(knowledge: Knowledge) -> None:
    """The third thing in a row that is not understood gives somebody to call, guessed or not."""
    talk = told(knowledge, {"statut": "association"}).say(GUESSED, GUESSED, GUESSED)
    assert talk.text.startswith("Je n'y arrive pas, désolé.")


def test_a_guess_beside_a_sure_answer(knowledge: Knowledge) -> None:
    """What is sure is taken, and the question on screen is asked with the likeliest answer."""
    talk = told(knowledge, {"statut": "association"}).say(
        "à Gap, des sous pour un toit qui fuit, pour le local"
    )
    assert talk.answers.get("region") == "93"
    assert talk.answers.get("besoin") in {None, "financer"}


def test_an_answer_against_all_other_words_is_asked(knowledge: Knowledge) -> None:
    """« Non, mais le recrutement est lancé » is not taken for a plain no."""
    meaning = understand(knowledge, "salaries", {}, "non, l'annonce est en ligne depuis hier")
    values = {choice.value for choice in meaning.choices} if isinstance(meaning, Unsure) else set()
    assert values == {"non", "bientot"}


def test_nothing_is_guessed_at_the_result(knowledge: Knowledge) -> None:
    """When no question is on screen there is nothing to guess."""
    talk = told(knowledge, {**NETWORK, "region": "53", "adherent": "non"}).say("xylophone de combat")
    assert "Je n'ai pas compris" in talk.text


@pytest.mark.parametrize(
    ("question", "text", "doubt"),
    [
        ("stade", "la fondation de ma maison se fissure depuis l'orage", ("statut", "fondation")),
        ("statut", "toute seule avec mon idée", ("stade", "piste")),
        ("statut", "scoop ! j'ai gagné au loto", ("statut", "cooperative")),
        ("statut", "nous sommes trois, pas de structure", ("statut", "collectif")),
    ],
)
def test_weak_words_are_asked(knowledge: Knowledge, question: str, text: str, doubt: tuple[str, str]) -> None:
    """What the words around do not bear out is asked or left, never taken."""
    meaning = understand(knowledge, question, {}, text)
    taken = meaning.sure if isinstance(meaning, Unsure) else ()
    assert not isinstance(meaning, Understood)
    assert doubt not in [(answer.question, answer.value) for answer in taken]
