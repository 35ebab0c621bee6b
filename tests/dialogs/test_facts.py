"""What was told plainly stays told: nothing that follows loses it, and nothing else is put in its place."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.content import Knowledge
from tests.dialogs.talking import RESULT, Talk, told

EMPLOYING = {**RESULT, "besoin": "consolider", "salaries": "oui"}
"""Answers of somebody whose employees are then said to be gone."""


@pytest.mark.parametrize(
    "refusal",
    [
        "non rien",
        "non rien ne change",
        "non laisse",
        "Non, rien.",
        "non c'est une erreur",
        "nan rien du tout",
    ],
)
def test_no_to_a_change_keeps_what_was_said(knowledge: Knowledge, refusal: str) -> None:
    """« Non » answers the change, whatever stands after it, and not the question that would be changed."""
    talk = told(knowledge, EMPLOYING).say("en fait on n'a plus de salarié")
    assert "Je change pour : aucun salarié ?" in talk.text
    talk.say(refusal)
    assert talk.answers["salaries"] == "oui"
    assert talk.session.choices == ()


def test_what_is_said_after_no_to_a_change_is_heard(knowledge: Knowledge) -> None:
    """What follows « non » may be the new answer all the same, or another one."""
    talk = told(knowledge, EMPLOYING).say("en fait on n'a plus de salarié", "non, on n'a plus aucun salarié")
    assert talk.answers["salaries"] == "non"
    talk = told(knowledge, EMPLOYING).say("en fait on n'a plus de salarié", "non, on est une scop")
    assert "Je change pour : une coopérative ?" in talk.text
    assert talk.answers["salaries"] == "oui"


def test_a_department_goes_with_the_region_that_is_confirmed(knowledge: Knowledge) -> None:
    """« On est dans le 04 » told both: « oui » to the region takes both, « non » takes neither."""
    talk = told(knowledge, RESULT).say("en fait on est dans le 04")
    assert "Je change pour : en Provence-Alpes-Côte d'Azur ?" in talk.text
    assert talk.say("oui").answers | {"region": "93", "departement": "04"} == talk.answers
    talk = told(knowledge, {**RESULT, "departement": "29"}).say("en fait on est dans le 04")
    assert talk.say("oui").answers | {"region": "93", "departement": "04"} == talk.answers
    talk = told(knowledge, {**RESULT, "departement": "29"}).say("en fait on est dans le 04", "non")
    assert talk.answers == {**RESULT, "departement": "29"}
    assert talk.session.later == ()
    talk = Talk(knowledge).say("association nice", "trouver un financement")
    assert "region" not in talk.answers
    assert talk.say("oui").answers | {"region": "93", "departement": "06"} == talk.answers


@pytest.mark.parametrize(
    ("texts", "answers"),
    [
        (("auto entrepreneur à lille besoin d'argent", "activité installée"), {"stade": "installe"}),
        (
            (
                "SCIC à Nantes agréée ESUS 5 salariés, on veut essaimer dans 3 régions",
                "activité installée",
                "oui",
            ),
            {"stade": "installe", "esus_agree": "oui"},
        ),
        (("asso à Strasbourg, on a peut-être deux salariés", "besoin local", "oui"), {"salaries": "oui"}),
        (
            ("asso à Strasbourg, on a peut-être deux salariés", "besoin local", "esus ?", "oui"),
            {"salaries": "oui", "besoin": "besoin_local"},
        ),
    ],
)
def test_what_was_told_comes_back_after_another_answer(
    knowledge: Knowledge, texts: tuple[str, ...], answers: dict[str, str]
) -> None:
    """A doubt is asked when its question comes, whatever was answered or asked meanwhile."""
    talk = Talk(knowledge).say(*texts)
    assert talk.answers | answers == talk.answers


@pytest.mark.parametrize(("text", "value"), [("installé", "installe"), ("c defini", "defini")])
def test_a_word_of_a_label_is_asked_and_the_doubt_waits(knowledge: Knowledge, text: str, value: str) -> None:
    """A guess at the question on screen puts nothing in the place of what was in doubt."""
    talk = Talk(knowledge).say("auto entrepreneur à lille besoin d'argent")
    assert talk.labels == ("Trouver un financement", "Autre chose", "Aide")
    assert talk.say(text).session.choices == (("stade", value),)
    assert talk.say("oui").labels == ("Trouver un financement", "Autre chose", "Aide")
    assert talk.answers["stade"] == value
    assert talk.say("oui").answers["besoin"] == "financer"


TELLING = (
    "association nice sans salarié développer une piste",
    "personne seule marseille projet défini créer",
    "cc jai une idée de café asso a bastia",
    "asso à Strasbourg, on a peut-être deux salariés",
    "SCIC énergie à Nantes agréée ESUS 5 salariés, on veut essaimer dans 3 régions, 5 ans d'existence",
    "auto entrepreneur à lille besoin d'argent",
    "fonds de dotation paris 16",
    "association à Brest, 3 salariés, on cherche un financement",
    "on est un syndicat de copro à Lille on veut faire un jardin partagé",
)
"""First messages: some of what they say is plain, some is in doubt."""
ASIDE = (
    "pourquoi pas le dla",
    "et si on embauchait",
    "et si on avait un projet défini ?",
    "c'est quoi une scop ?",
    "incubateur ?",
    "et l'agrément esus",
    "combien ça coûte",
    "zzz",
    "wxwxwx kkkk",
    "merci",
    "récapitulatif",
    "aide",
)
"""What answers nothing: questions, suppositions, nonsense."""


def pending(talk: Talk) -> set[str]:
    """Return the questions that are in doubt, or wait to be."""
    return {question for question, _ in (*talk.session.choices, *talk.session.later)}


@settings(deadline=None, max_examples=120)
@given(st.sampled_from(TELLING), st.lists(st.sampled_from(ASIDE), min_size=1, max_size=5))
def test_nothing_told_is_lost_by_what_answers_nothing(
    knowledge: Knowledge, first: str, asides: list[str]
) -> None:
    """What is known stays, and what is in doubt is pending still, or is the whole question on screen."""
    talk = Talk(knowledge).say(first)
    for text in asides:
        before, doubted = talk.answers, pending(talk)
        talk.say(text)
        assert talk.answers == before
        asked = {talk.turn.question.id} if talk.turn.question else set()
        assert doubted <= pending(talk) | asked | {"departement"}


@pytest.mark.parametrize("first", TELLING)
@pytest.mark.parametrize("other", ["activité installée", "développer une activité", "aucun salarié"])
def test_nothing_told_is_lost_by_another_answer(knowledge: Knowledge, first: str, other: str) -> None:
    """An answer to another question is noted, and what was in doubt is asked again in its turn."""
    talk = Talk(knowledge).say(first)
    before, doubted = talk.answers, pending(talk)
    talk.say(other)
    assert before.items() <= talk.answers.items()
    asked = {talk.turn.question.id} if talk.turn.question else set()
    assert doubted <= pending(talk) | asked | talk.answers.keys()


@pytest.mark.parametrize(
    "text", ["on vient de déclarer l'asso", "on vient de créer une association", "on a créé l'asso hier"]
)
def test_a_new_status_is_no_need(knowledge: Knowledge, text: str) -> None:
    """What was created just now is what one is from now on."""
    talk = told(knowledge, {"statut": "collectif", "region": "93"}).say(text)
    assert talk.text == "Vous aviez dit : un collectif non constitué. Je change pour : une association ?"
    assert talk.say("oui").answers == {"statut": "association", "region": "93"}


@pytest.mark.parametrize(
    "text",
    [
        "mon mari est en sarl, moi je veux créer une asso, Pau",
        "mon conjoint est en sas mais moi je cherche à créer une asso, Pau",
    ],
)
def test_the_status_of_a_relative_is_not_offered(knowledge: Knowledge, text: str) -> None:
    """Who turns from somebody else to herself is asked who she is, among all answers."""
    talk = Talk(knowledge).say(text)
    assert talk.answers["besoin"] == "creer"
    assert "statut" not in talk.answers
    assert "SAS, SARL, SA" not in talk.labels or len(talk.labels) > 6
