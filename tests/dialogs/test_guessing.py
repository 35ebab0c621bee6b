"""What is asked beside what is sure, and what is not."""

import pytest

from bot.answers import meaning_json
from dialogs.answering import kept
from knowledge.content import Knowledge
from tests.dialogs.talking import told as talking


def told(
    knowledge: Knowledge, text: str, question: str = "statut"
) -> tuple[dict[str, str], list[tuple[str, str]]]:
    """Return what is filled, and what is asked."""
    meaning = meaning_json(knowledge, {"texte": text, "question": question})
    filled, choices = meaning["reponses"], meaning["choix"]
    assert isinstance(filled, dict)
    assert isinstance(choices, list)
    return filled, [(choice["question"], choice["reponse"]) for choice in choices]


@pytest.mark.parametrize(
    "text",
    [
        "asso à Brest 2 salariés on veut un financement, régler la gouvernance et changer d'échelle",
        "asso à Brest 2 salariés on veut un financement et régler nos problèmes de gouvernance",
        "asso de Gap, soit on cherche un prêt soit on revoit la gouvernance",
        "une asso en Rhône-Alpes qui veut se développer, lancer une activité de réparation de vélos",
        "association, Corse, aucun employé mais on embauche en mars",
    ],
)
def test_what_is_said_of_a_need_puts_no_status_in_doubt(knowledge: Knowledge, text: str) -> None:
    """The words of other answers, and the doubts about them, speak of no other status."""
    filled, asked = told(knowledge, text)
    assert filled["statut"] == "association"
    assert "statut" not in {question for question, _ in asked}


def test_who_hesitates_about_the_status_is_asked(knowledge: Knowledge) -> None:
    """A doubt told in the clause of the status, or right after it, is still one."""
    for text in (
        "une asso, je crois, ou une coop",
        "association ou coopérative, à Brest",
        "asso peut-être, à Gap",
    ):
        assert ("statut", "association") in told(knowledge, text)[1], text


@pytest.mark.parametrize(
    ("question", "text"),
    [
        (
            "statut",
            "association, 3 salariés, Nantes, on cherche un financement de 80000 euros pour un camion",
        ),
        ("statut", "asso à Pau, il nous manque 15000 euros pour boucler le budget"),
        ("besoin", "trou de trésorerie de 30k€"),
        ("stade", "on a fait trois marchés pour voir"),
    ],
)
def test_a_sum_of_money_names_neither_the_contest_nor_the_fee(
    knowledge: Knowledge, question: str, text: str
) -> None:
    """They are asked about when they are on screen, or named."""
    assert {"criteres_concours", "paiement"}.isdisjoint(
        name for name, _ in told(knowledge, text, question)[1]
    )
    fee = "pas membres de la CRESS, et l'OPCO Santé réglerait les 980 €"
    assert ("paiement", "oui") in told(knowledge, fee, "adherent")[1]


@pytest.mark.parametrize(
    ("text", "absurd"),
    [
        (
            "j'ai une idée de conciergerie solidaire à Limoges, je suis seule",
            {"devenir_ess", "esus", "consolider"},
        ),
        ("je suis seul, j'ai juste une vague idée de garage solidaire vers Maubeuge", {"changer_echelle"}),
        ("on est juste un collectif de voisins, rien d'officiel", {"consolider", "ne_sait_pas"}),
    ],
)
def test_what_does_not_go_with_what_is_sure_is_not_guessed(
    knowledge: Knowledge, text: str, absurd: set[str]
) -> None:
    """Who has no structure yet is not offered what is done with one."""
    filled, asked = told(knowledge, text)
    assert filled["statut"] in {"sans_structure", "collectif"}
    assert absurd.isdisjoint(value for question, value in asked if question == "besoin")
    assert ("salaries", "oui") not in told(knowledge, "on est 5 copains sans rien de déclaré")[1]


def test_a_place_speaks_for_no_answer(knowledge: Knowledge) -> None:
    """« Metz » is where mutuals of the examples are: it makes nobody a mutual."""
    filled, asked = told(knowledge, "ESAT à Metz, on veut l'agrément ESUS")
    assert filled["region"] == "44"
    assert asked[0] == ("statut", "association")
    assert ("statut", "mutuelle") not in asked
    assert told(knowledge, "entre Blois et Vendôme", "region")[1] == []


def test_a_first_hiring_is_no_emergency(knowledge: Knowledge) -> None:
    """What is left of « on va embaucher notre premier salarié en janvier » says nothing more."""
    text = "association à Tours, on va embaucher notre premier salarié en janvier, on veut se structurer"
    assert told(knowledge, text)[1] == []


@pytest.mark.parametrize(
    ("answers", "text"),
    [
        ({}, "asso, AG constitutive le 15 du mois prochain"),
        ({"statut": "association"}, "asso, dans deux ans quand j'aurai fini mes études"),
        ({"statut": "association"}, "asso, rendez-vous chez le notaire ce mois ci"),
        ({"statut": "association", "besoin": "developper"}, "asso, immatriculation en cours"),
        ({"statut": "association", "besoin": "creer"}, "asso, dans six semaines"),
        (
            {"statut": "cooperative", "besoin": "creer", "region": "93"},
            "scop à Gap, on signe les statuts mardi",
        ),
        ({"statut": "association", "besoin": "creer"}, "une moitié en réserve une moitié aux actionnaires"),
        ({"statut": "sans_structure", "besoin": "creer"}, "un poste Fonjep depuis trois ans"),
    ],
)
def test_no_question_is_asked_that_means_nothing_to_the_person(
    knowledge: Knowledge, answers: dict[str, str], text: str
) -> None:
    """An association exists: when it will be created is never asked of it, whatever is guessed."""
    talk = talking(knowledge, answers).say(text)
    assert "Pensez-vous créer la structure" not in talk.text
    for question, value in talk.session.choices:
        assert question in kept(talk.turn, {**talk.answers, question: value})[0]
    assert "creation_trois_mois" not in talk.answers


def test_who_has_no_structure_yet_may_be_asked_when_it_will_be_created(knowledge: Knowledge) -> None:
    """What is said of a date is asked about, of whom it means something to."""
    group = {"statut": "collectif", "besoin": "creer", "region": "93", "stade": "defini"}
    talk = talking(knowledge, group).say("immatriculation en cours")
    assert talk.answers["creation_trois_mois"] == "oui"


@pytest.mark.parametrize(
    ("text", "employer"),
    [
        ("je suis salarié d'une scop, je veux créer ma boîte", "cooperative"),
        ("je travaille dans une association et je veux créer mon entreprise", "association"),
        ("employée d'une mutuelle, je veux créer une asso", "mutuelle"),
        ("salariée d'une asso, je veux monter mon projet", "association"),
        ("je suis agent à la mairie, je veux créer mon asso", "collectivite"),
    ],
)
def test_the_status_of_an_employer_is_not_that_of_the_project(
    knowledge: Knowledge, text: str, employer: str
) -> None:
    """Who works for a structure and wants to create her own has none yet, or speaks for it: it is asked."""
    filled, asked = told(knowledge, text)
    assert "statut" not in filled
    assert [value for question, value in asked if question == "statut"] == ["sans_structure", employer]
    assert "creer" in {filled.get("besoin"), *(value for _, value in asked)}


@pytest.mark.parametrize(
    "text",
    [
        "je suis salarié d'une asso et on cherche un financement",
        "notre scop a 3 salariés, je veux créer une filiale",
        "je suis président d'une asso, on veut créer une ressourcerie",
    ],
)
def test_who_speaks_for_a_structure_is_not_taken_for_somebody_alone(knowledge: Knowledge, text: str) -> None:
    """Without a project of one's own, or without an employer, nobody is asked to be alone."""
    filled, asked = told(knowledge, text)
    assert ("statut", "sans_structure") not in asked
    assert filled.get("statut") != "sans_structure"
