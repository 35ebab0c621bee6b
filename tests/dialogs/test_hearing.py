"""Answers heard in typed words: taken, asked, contradicted."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from dialogs.events import Answer, Answers
from dialogs.session import Session
from dialogs.understanding import Understood, Unsure, understand
from knowledge.content import Knowledge
from tests.dialogs.talking import BRETON, NETWORK, Talk, told
from tests.understanding.territory import communes, outcome


def test_a_sentence_fills_several_answers(knowledge: Knowledge) -> None:
    """One sentence fills status, employees, need and place, and says what was understood."""
    text = "on est une ptite asso de Gap, 3 salariés, on voudrait lancer une ressourcerie"
    talk = Talk(knowledge).say(text)
    assert talk.answers == {
        "statut": "association",
        "salaries": "oui",
        "besoin": "developper",
        "region": "93",
        "departement": "05",
    }
    assert "\n\nJ'ai compris : une association" in talk.text
    assert talk.text.startswith("De votre message, je ne garde que les réponses")
    assert "Où en est votre projet ?" in talk.text
    assert "De votre message" not in talk.say("en Bretagne").text


def test_a_contradiction_is_asked_and_nothing_is_replaced(knowledge: Knowledge) -> None:
    """A second status, said at another question, is asked, what was said last first; either can be kept."""
    talk = told(knowledge, NETWORK).say("en fait on est une mutuelle")
    assert talk.text == "Vous aviez dit : une association. Je change pour : une mutuelle ?"
    assert talk.labels == ("Oui, changer", "Non, garder", "Aide")
    assert talk.answers == NETWORK
    assert talk.tap("Oui, changer").answers == {**NETWORK, "statut": "mutuelle"}


SETTLED = {"statut": "association", "besoin": "developper", "region": "93", "departement": "13"}
MOVED = {**SETTLED, "statut": "cooperative", "region": "53", "departement": "35"}


@pytest.mark.parametrize("yes", [lambda talk: talk.tap("Oui, changer"), lambda talk: talk.say("oui")])
def test_several_contradictions_of_one_message_are_asked_in_turn(
    knowledge: Knowledge, yes: Callable[[Talk], Talk]
) -> None:
    """A status and a town that change at once: one, then the other; the town brings its département."""
    talk = told(knowledge, SETTLED).say("en fait on est une scop à Rennes")
    assert talk.text == "Vous aviez dit : une association. Je change pour : une coopérative ?"
    yes(talk)
    assert talk.text == "Vous aviez dit : en Provence-Alpes-Côte d'Azur. Je change pour : en Bretagne ?"
    assert yes(talk).answers == MOVED
    assert "Je change" not in talk.text


def test_a_contradiction_that_is_kept_takes_nothing_of_the_next_one_along(knowledge: Knowledge) -> None:
    """« Non, garder » the region keeps the département; going elsewhere asks nothing more."""
    talk = told(knowledge, SETTLED).say("en fait on est une scop à Rennes", "non", "non")
    assert talk.answers == SETTLED
    assert "Je change" not in talk.text
    for leaving in ("retour", "recommencer", "votre besoin"):
        talk = told(knowledge, SETTLED).say("en fait on est une scop à Rennes", leaving)
        assert talk.session.later == ()


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("1", "mutuelle"),
        ("1 svp", "mutuelle"),
        ("oui", "mutuelle"),
        ("oui merci", "mutuelle"),
        ("bonjour, oui s'il vous plaît", "mutuelle"),
        ("oui, changer", "mutuelle"),
        ("mutuelle", "mutuelle"),
        ("mutuelle merci", "mutuelle"),
        ("une mutuelle", "mutuelle"),
        ("2", "association"),
        ("non", "association"),
        ("non merci", "association"),
        ("non, garder svp", "association"),
        ("association", "association"),
        ("autre chose", "association"),
        ("non garde asso", "association"),
        ("non on reste une asso", "association"),
        ("garde association", "association"),
        ("non, on est une association", "association"),
        ("ne changez rien", "association"),
        ("on garde comme avant", "association"),
        ("laisse", "association"),
        ("oui on est une mutuelle", "mutuelle"),
    ],
)
def test_a_contradiction_is_settled_in_words(knowledge: Knowledge, text: str, status: str) -> None:
    """The first number and « oui » change the answer, « non » keeps it; naming one settles it at once."""
    talk = told(knowledge, NETWORK).say("en fait on est une mutuelle", text)
    assert talk.answers == {**NETWORK, "statut": status}
    assert "Je change pour" not in talk.text


def test_a_contradiction_about_yes_or_no_says_both(knowledge: Knowledge) -> None:
    """« Oui » changes the answer and « non » keeps it, even when these are the answers."""
    for text, kept in (("oui", "non"), ("non", "oui")):
        known = {**NETWORK, "besoin": "consolider", "salaries": "oui"}
        talk = told(knowledge, known).say("en fait on n'a aucun salarié")
        assert "au moins un salarié. Je change pour : aucun salarié ?" in talk.text
        assert talk.say(text).answers["salaries"] == kept


def test_whoever_is_of_the_smaller_town_of_a_name_is_one_tap_away(knowledge: Knowledge) -> None:
    """Of every commune that a much larger place hides, the region is a button under what was understood."""
    hidden = [
        (name, region)
        for name, region, _ in communes(knowledge)
        if outcome(knowledge, name, region) == "offered"
    ]
    assert 40 < len(hidden) < 80
    for name, region in hidden:
        talk = told(knowledge, NETWORK).say(name)
        assert talk.answers["region"] != region
        assert "Un lieu plus petit porte ce nom ailleurs." in talk.text
        corrected = talk.tap(f"Plutôt : {knowledge.regions[region].name}")
        assert corrected.answers["region"] == region
        assert (
            corrected.answers.get("departement", "")
            not in knowledge.regions[talk.answers["region"]].departments
        )


def test_the_smaller_town_is_offered_in_a_sentence_and_beside_a_doubt(knowledge: Knowledge) -> None:
    """« à La Rochelle » in a sentence says too that there is another one; « dans la Creuse » has no other."""
    talk = Talk(knowledge).say("asso à La Rochelle, 3 salariés")
    assert talk.answers["region"] == "75"
    assert talk.tap("Plutôt : Bourgogne-Franche-Comté").answers["region"] == "27"
    beside = Talk(knowledge).say("scop ou asso, à La Rochelle")
    assert beside.text.endswith("Si c'est le vôtre, touchez sa région.")
    assert "Un lieu plus petit" not in Talk(knowledge).say("maire d'un village de la Creuse").text


def test_a_name_that_many_regions_bear_is_asked(knowledge: Knowledge) -> None:
    """« Saint-Paul » is asked, the largest first; a name shared with a territory without a CRESS too."""
    talk = told(knowledge, NETWORK).say("Saint-Paul")
    assert talk.text == "Dans quelle région ?"
    assert talk.tap("La Réunion").answers["region"] == "04"
    shared = told(knowledge, NETWORK).say("Saint-Martin")
    assert shared.tap("Occitanie").answers["region"] == "76"
    assert "region" not in told(knowledge, NETWORK).say("Nouméa").answers


def test_what_is_sure_is_kept_beside_a_doubt(knowledge: Knowledge) -> None:
    """A place that several regions share is asked; what else the sentence says is kept."""
    talk = Talk(knowledge).say("notre association est à Saint-Denis")
    assert talk.answers == {"statut": "association"}
    assert "J'ai compris : une association" in talk.text
    assert {button.event for button in talk.buttons} >= {Answer("region", "11"), Answer("region", "04")}


def test_answers_that_do_not_go_together_bring_the_status_back(knowledge: Knowledge) -> None:
    """Alone and with employees: the status is asked again once, then a human takes over (rule M12)."""
    text = "je suis une personne seule, j'ai 3 salariés, je suis à Brest"
    talk = Talk(knowledge).say(text)
    assert "ne vont pas ensemble" in talk.text
    assert talk.answers == {"region": "53", "departement": "29"}
    again = talk.say(text)
    assert again.answers["statut"] == "ne_sait_pas"
    assert "Votre statut reste à préciser" in again.text


def test_several_answers_drop_what_no_longer_counts(knowledge: Knowledge) -> None:
    """Answers given together drop the earlier ones that lead nowhere now, and say so."""
    talk = told(knowledge, {**NETWORK, "besoin": "creer", "salaries": "oui"})
    talk.take(Answers((Answer("statut", "collectivite"), Answer("region", "53"))))
    assert talk.answers == {"statut": "collectivite", "besoin": "creer", "region": "53"}
    assert "Je laisse de côté ce qui ne sert pas ici" in talk.text


def test_a_word_for_two_options_is_asked(knowledge: Knowledge) -> None:
    """Words that the content gives to two options of a question are asked back."""
    question = knowledge.questions["statut"]
    options = tuple(
        option.model_copy(update={"synonyms": ("machin",)}) if option.id in {"siae", "mutuelle"} else option
        for option in question.options
    )
    questions = {**knowledge.questions, "statut": question.model_copy(update={"options": options})}
    meaning = understand(replace(knowledge, questions=questions), "statut", {}, "machin")
    assert meaning == Unsure((Answer("statut", "siae"), Answer("statut", "mutuelle")))


def test_a_place_elsewhere_is_answered_honestly(knowledge: Knowledge) -> None:
    """A territory without a CRESS fills nothing and is told so."""
    for text in ("Nouvelle-Calédonie", "on est à Bruxelles", "Genève"):
        talk = told(knowledge, NETWORK).say(text)
        assert talk.answers == NETWORK
        assert talk.text.startswith("Je connais les 18 régions"), text


def test_data_can_be_erased_in_words(knowledge: Knowledge) -> None:
    """« Supprimez mes données » leaves nothing; « stop » keeps the answers."""
    assert told(knowledge, NETWORK).say("supprimez mes données").session.blank
    assert told(knowledge, NETWORK).say("stop").answers == NETWORK


def test_an_intention_is_understood_anywhere(knowledge: Knowledge) -> None:
    """Politeness around an intention or an answer changes nothing."""
    for text in ("asso", "bonjour, asso svp", "ASSO", "Asso !"):
        assert understand(knowledge, "statut", {}, text) == Understood(Answer("statut", "association")), text


def test_a_doubt_is_asked_as_its_question_is(knowledge: Knowledge) -> None:
    """What nobody surely said is not put in her mouth: the question is asked, a yes or no question whole."""
    talk = Talk(knowledge, Session(answers={"statut": "association"})).say("on a peut-être deux salariés")
    assert talk.text == "Avez-vous au moins un salarié ?"
    assert talk.labels == ("Oui", "Pas encore, embauche prévue", "Non", "Je ne sais pas", "Aide")
    assert Talk(knowledge).say("peut-être une scop ou une asso").text.endswith("\n\nVous êtes ?")


@pytest.mark.parametrize(
    ("text", "value"), [("oui", "oui"), ("non", "non"), ("3", "oui"), ("0", "non"), ("pas encore", "bientot")]
)
def test_yes_or_no_answers_what_was_just_asked(knowledge: Knowledge, text: str, value: str) -> None:
    """« Non » to « Avez-vous au moins un salarié ? » is that answer, whatever question waits behind."""
    talk = told(knowledge, {"statut": "association"}).say("on a peut-être deux salariés", text)
    assert talk.answers == {"statut": "association", "salaries": value}


def test_yes_to_several_answers_chooses_none(knowledge: Knowledge) -> None:
    """« Oui » to « Vous êtes ? » answers nothing, and least of all the question that waits behind."""
    waiting = {"besoin": "consolider", "region": "53", "statut": "association", "stade": "defini"}
    talk = told(knowledge, waiting).say("peut-être une scop ou une mutuelle")
    before = talk.answers
    for text in ("oui", "oui merci", "oui svp"):
        again = talk.say(text)
        assert again.answers == before, text
        assert again.text.endswith("Vous êtes ?"), text


def test_one_question_is_asked_at_a_time(knowledge: Knowledge) -> None:
    """Of what may be meant, the answers to the question on screen are asked; the others in their turn."""
    text = "je sais pas trop, on est un petit groupe, on voudrait ouvrir une épicerie au village"
    meaning = understand(knowledge, "statut", {}, text)
    assert isinstance(meaning, Unsure)
    assert {choice.question for choice in meaning.choices} == {"statut", "besoin"}
    talk = Talk(knowledge).say(text)
    assert {question for question, _ in talk.session.choices} == {"statut"}


def test_employees_counted_in_figures_are_taken(knowledge: Knowledge) -> None:
    """« avec 3 salariés » is no doubt, whatever stands around."""
    talk = Talk(knowledge).say("on est une asso de Nantes avec 3 salariés, on veut consolider")
    assert talk.answers == {"statut": "association", "salaries": "oui", "region": "52", "departement": "44"}


def test_what_is_said_twice_is_not_asked(knowledge: Knowledge) -> None:
    """A word sent again, after its answer was taken, is no doubt: the question on screen is asked again."""
    talk = Talk(knowledge).say("asso", "consolider", "consolider")
    assert "Vouliez-vous dire" not in talk.text
    assert "Dans quelle région" in talk.text
    assert talk.answers == {"statut": "association", "besoin": "consolider"}


@pytest.mark.parametrize(
    "words",
    [
        "qui appeler ?",
        "qui contacter",
        "à qui m'adresser",
        "je dois appeler qui",
        "comment les joindre",
        "fiche contact",
    ],
)
def test_who_to_call_is_told_to_who_asks(knowledge: Knowledge, words: str) -> None:
    """It is what people come for: asked in words, under the result too, it gives somebody."""
    talk = told(knowledge, {**NETWORK, "region": "53", "salaries": "oui"}).say(words)
    assert "Je n'ai pas compris" not in talk.text
    assert "cress@cress-bretagne.org" in talk.text
    assert talk.text.startswith("Vous pouvez parler à une personne")


def test_the_doubts_of_one_message_are_asked_in_turn(knowledge: Knowledge) -> None:
    """Of a structure that one speaks of: the status, the need and the place, one after the other."""
    text = "consultante, j'accompagne une association de Rouen qui a 4 salariés et cherche à se consolider"
    talk = Talk(knowledge).say(text)
    assert "Vous êtes ?" in talk.text
    talk.tap("Association")
    assert "De quoi avez-vous besoin ?" in talk.text
    talk.tap("Régler un point précis")
    assert "Dans quelle région ?" in talk.text
    talk.tap("Normandie")
    assert talk.answers == {"statut": "association", "besoin": "consolider", "region": "28"}
    talk = Talk(knowledge).say(text).tap("Autre chose")
    assert "Collectif d'habitants" in talk.labels
    assert "De quoi avez-vous besoin ?" in talk.say("mutuelle").text
    assert talk.labels[0] == "Régler un point précis"


@pytest.mark.parametrize(
    ("text", "told_again"),
    [
        ("en fait on a 3 salariés", "au moins un salarié"),
        ("on est une asso", "une association"),
        ("je suis en bretagne", "en Bretagne"),
        ("asso en bretagne avec 3 salariés", "une association · au moins un salarié · en Bretagne"),
    ],
)
def test_what_is_known_under_a_result_is_noted_already(
    knowledge: Knowledge, text: str, told_again: str
) -> None:
    """One line says so; nothing is written, and the result, which is the same, is one tap away."""
    talk = told(knowledge, BRETON).say(text)
    assert talk.text == f"C'est déjà noté : {told_again}. Votre résultat ne change pas."
    assert "Votre piste" not in talk.text
    assert talk.labels[0] == "Retour au résultat"
    assert talk.answers == BRETON
    assert "Votre piste" in talk.tap("Retour au résultat").text


def test_what_is_new_under_a_result_shows_it_again(knowledge: Knowledge) -> None:
    """Something new beside what is known is taken; before the result, the question is asked again."""
    assert "Votre piste" in told(knowledge, BRETON).say("asso à Rennes, 3 salariés").text
    assert (
        told(knowledge, NETWORK).say("on est une asso").text.endswith("Touchez une réponse, ou écrivez-la.")
    )


EMPLOYEES = {"statut": "association", "besoin": "creer", "region": "53"}
"""Answers after which it is asked whether there are employees."""


@pytest.mark.parametrize(
    ("text", "before", "after"),
    [
        ("non la région paca", "en Bretagne", "en Provence-Alpes-Côte d'Azur"),
        ("non en paca", "en Bretagne", "en Provence-Alpes-Côte d'Azur"),
        ("Non, je suis à Marseille", "en Bretagne", "en Provence-Alpes-Côte d'Azur"),
        ("nan c'est une scop", "une association", "une coopérative"),
    ],
)
def test_a_no_before_a_correction_answers_nothing_else(
    knowledge: Knowledge, text: str, before: str, after: str
) -> None:
    """« Non, en PACA » corrects the region; that there is no employee was not said."""
    talk = told(knowledge, EMPLOYEES)
    assert f"Vous aviez dit : {before}. Je change pour : {after} ?" in talk.say(text).text
    assert "salaries" not in talk.say("oui").answers


@pytest.mark.parametrize("text", ["non", "non, en Bretagne", "non aucun", "non on est tous bénévoles"])
def test_a_no_that_corrects_nothing_is_an_answer(knowledge: Knowledge, text: str) -> None:
    """A no beside what is known already answers the question on screen."""
    talk = told(knowledge, EMPLOYEES).say(text)
    assert talk.answers.get("salaries") == "non" or "Non" in talk.labels


def test_another_town_of_the_region_corrects_the_departement(knowledge: Knowledge) -> None:
    """« Pas à Lyon mais à Saint-Étienne » asks to change it, though the region is the same."""
    lyon = {"statut": "cooperative", "besoin": "changer_echelle", "salaries": "oui", "region": "84"}
    talk = told(knowledge, {**lyon, "departement": "69"}).say("on est pas à Lyon mais à Saint-Etienne")
    assert "Vous aviez dit : Rhône (69). Je change pour : Loire (42) ?" in talk.text
    assert talk.say("oui").answers["departement"] == "42"
