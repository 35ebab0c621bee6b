"""Employees told in a sentence: those who are there, those who are gone, those who come, those of others."""

import pytest

from bot.answers import meaning_json
from dialogs.events import Answer
from dialogs.understanding import Understood, understand
from knowledge.content import Knowledge

HAD = (
    "on est une scop de 25 salariés à Grenoble on veut embaucher",
    "association 4 salariés Nantes",
    "association quatre salariés Nantes",
    "asso à Nantes 4 salariés",
    "SCOP à Rennes 12 salariés",
    "SARL 4 salariés Nantes",
    "mutuelle santé à Niort 250 salariés",
    "on a 3 salariés et on veut embaucher",
    "asso Lille, employant 3 personnes",
    "association, 4 à temps plein",
    "association, nb salariés 4",
)
TO_COME = ("2 salariés qu'on veut embaucher", "on a 0 salarié et on veut embaucher")
GONE = (
    "on a licencié notre dernier salarié le mois dernier",
    "on a perdu notre seule salariée",
    "on a dû se séparer de notre seul salarié",
)
NOT_TAKEN = (
    "notre dernier salarié est parti en mars",
    "on recherche une formation pour 4 salariés",
    "une scop de 12 salariés nous a démarchés",
    "la DDETS nous sucre 3 postes",
    "j'accompagne une association de Rouen qui a 4 salariés",
)


def employing(knowledge: Knowledge, text: str, question: str = "salaries") -> str | None:
    """Return what is taken of employees."""
    told = meaning_json(knowledge, {"texte": text, "question": question})["reponses"]
    assert isinstance(told, dict)
    return told.get("salaries")


@pytest.mark.parametrize("text", HAD)
def test_a_number_of_employees_needs_no_other_word(knowledge: Knowledge, text: str) -> None:
    """Those who are there are there, whoever is to come and whatever is said besides."""
    assert employing(knowledge, text, "statut") == "oui"


@pytest.mark.parametrize("text", TO_COME)
def test_employees_to_come_are_not_there(knowledge: Knowledge, text: str) -> None:
    """Who is to be hired is not there yet."""
    assert employing(knowledge, text) == "bientot"


@pytest.mark.parametrize("text", GONE)
def test_the_last_one_gone_leaves_none(knowledge: Knowledge, text: str) -> None:
    """Who was the last, or the only one, leaves nobody."""
    assert employing(knowledge, text) == "non"


@pytest.mark.parametrize("text", NOT_TAKEN)
def test_employees_of_others_are_asked_at_most(knowledge: Knowledge, text: str) -> None:
    """Those of whom it is not said that they are one's own, or still there, fill nothing."""
    assert employing(knowledge, text, "statut") is None


@pytest.mark.parametrize(
    "text",
    [
        "association brest sans salarié on va embaucher quelqu'un",
        "asso Dijon aucun salarié on recrute en mars",
        "asso Lyon aucun salarié on recrute en janvier",
        "pas encore de salarié nous allons embaucher",
    ],
)
def test_none_yet_does_not_undo_the_one_to_come(knowledge: Knowledge, text: str) -> None:
    """A negation ends where another sentence begins, with or without a comma."""
    assert employing(knowledge, text, "statut") == "bientot"


@pytest.mark.parametrize(
    "text", ["association à Strasbourg sans salarié", "association lyon sans salarié, régler un point précis"]
)
def test_no_employee_needs_no_other_word(knowledge: Knowledge, text: str) -> None:
    """« Sans salarié » counts them, as a number does."""
    assert employing(knowledge, text, "statut") == "non"


@pytest.mark.parametrize(("text", "value"), [("12 salariés", "oui"), ("aucun salarié", "non")])
def test_a_bare_count_answers_its_question_at_any_other(knowledge: Knowledge, text: str, value: str) -> None:
    """A message that is a number of employees is no answer to anything else."""
    assert employing(knowledge, text, "mention_ess") == value
    assert employing(knowledge, text, "urgence") == value


@pytest.mark.parametrize("text", ["pas de salarié pour l'instant", "aucun salarié pour le moment"])
def test_nobody_for_now_is_nobody(knowledge: Knowledge, text: str) -> None:
    """« Pour l'instant » says nothing of the need that is on screen."""
    found = understand(knowledge, "besoin", {"statut": "association"}, text)
    assert found == Understood(Answer("salaries", "non"))
