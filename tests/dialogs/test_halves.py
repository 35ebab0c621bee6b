"""« Moi oui, le bureau non »: what is yes of one thing and no of another, the networks, sums and borders."""

import pytest

from bot.answers import meaning_json
from knowledge.content import Knowledge


def told(knowledge: Knowledge, question: str, text: str) -> tuple[dict[str, str], set[tuple[str, str]]]:
    """Return what a text fills, and what it makes the bot ask."""
    meaning = meaning_json(knowledge, {"texte": text, "question": question})
    filled, choices = meaning["reponses"], meaning["choix"]
    assert isinstance(filled, dict)
    assert isinstance(choices, list)
    return filled, {(choice["question"], choice["reponse"]) for choice in choices}


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("urgence", "moi oui, le bureau non"),
        ("urgence", "pr moi oui pr le bureau non"),
        ("utilite_sociale", "oui pour l'utilité, non pour la gouvernance"),
        ("porteur", "non pas moi, lui oui"),
        ("adherent", "l'an dernier oui, cette année non"),
        ("urgence", "oui c'est urgent pour eux, pas pour nous"),
    ],
)
def test_yes_of_one_and_no_of_another_is_asked(knowledge: Knowledge, question: str, text: str) -> None:
    """Which of both is the answer is for the person to say."""
    filled, asked = told(knowledge, question, text)
    assert question not in filled
    assert {(question, "oui"), (question, "non")} <= asked


@pytest.mark.parametrize(
    ("question", "text", "value"),
    [
        ("plein_temps", "mon mari oui, moi non", "non"),
        ("adherent", "la fédé oui, nous non", "non"),
        ("salaries", "chez nous oui", "oui"),
        ("esus_agree", "notre fédération l'a obtenue, pas nous", "non"),
    ],
)
def test_what_is_said_of_the_person_answers(
    knowledge: Knowledge, question: str, text: str, value: str
) -> None:
    """What is said of others counts for nothing: it is her answer, or is asked."""
    filled, asked = told(knowledge, question, text)
    assert filled.get(question, value) == value
    assert question in filled or (question, value) in asked


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("salaries", "notre fédé paie le prof"),
        ("esus_agree", "notre fédération nationale, à Paris, a l'agrément"),
        ("adherent", "notre union régionale l'est, du coup nous je sais pas si ça compte"),
        ("benefices", "notre union nationale distribue des bourses"),
        ("porteur", "Michel s'en occupait, depuis plus personne ne décide"),
        ("besoin", "changer le four, on n'a plus un sou de côté"),
        ("besoin", "remplacer la chaudière de la salle, devis 14000"),
        ("besoin", "les travaux : 45000"),
        ("criteres_concours", "quatre ans, et on s'installe en Bretagne l'an prochain"),
        ("plein_temps", "on a un local à plein temps"),
        ("urgence", "il y a urgence à sauver la planète"),
        ("fondation_entreprise", "d'une coopérative agricole, oui"),
    ],
)
def test_what_is_of_others_or_of_another_matter_fills_nothing(
    knowledge: Knowledge, question: str, text: str
) -> None:
    """A network is not its member, a sum no postal code, an empty purse no emergency."""
    filled, _ = told(knowledge, question, text)
    assert not {"salaries", "esus_agree", "statut", "urgence", "region", "plein_temps", "benefices"} & {
        *filled
    }


@pytest.mark.parametrize(
    ("text", "departments"),
    [
        ("à cheval sur l'Aube et la Marne", {"10", "51"}),
        ("entre la Drôme et l'Ardèche", {"26", "07"}),
        ("Landes et Gironde", {"40", "33"}),
        ("plus Finistère que Morbihan", {"29", "56"}),
    ],
)
def test_two_departments_of_one_region_are_asked(
    knowledge: Knowledge, text: str, departments: set[str]
) -> None:
    """The region alone was taken, and the département asked again as if nothing had been said."""
    _, asked = told(knowledge, "departement", text)
    assert {("departement", name) for name in departments} <= asked


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("region", "saint pierre et miquelon, vous nous oubliez toujours"),
        ("departement", "chez nous à Papeete y a pas de département"),
        ("region", "ici c'est Wallis, le bout du monde"),
    ],
)
def test_a_territory_without_a_chamber_is_understood_in_a_sentence(
    knowledge: Knowledge, question: str, text: str
) -> None:
    """It is told that nobody is there to call, as when the territory is all that is said."""
    meaning = meaning_json(knowledge, {"texte": text, "question": question})
    assert meaning.get("intention") == "ailleurs"


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("personne_morale", "l'ancienne asso a été radiée en 2016, là on repart de zéro avec trois copines"),
        ("stade", "on a fait 4 samedis pour voir, on continue l'essai jusqu'en juin"),
        ("stade", "rien de nouveau, on continue comme depuis toujours"),
        ("salaries", "depuis le départ d'Aline plus personne"),
        ("adherent", "on a adhéré au PLIE, pas à vous"),
    ],
)
def test_a_story_is_no_act(knowledge: Knowledge, question: str, text: str) -> None:
    """« On repart de zéro avec trois copines » does not restart the conversation."""
    assert "intention" not in meaning_json(knowledge, {"texte": text, "question": question})


def test_her_status_is_told_inside_her_need(knowledge: Knowledge) -> None:
    """« Faire passer notre SARL dans l'ESS » says both; what is to be created is not there yet."""
    filled, asked = told(knowledge, "besoin", "faire passer notre sarl dans l'ess")
    assert filled == {"besoin": "devenir_ess"}
    assert ("statut", "societe_classique") in asked
    assert "statut" not in told(knowledge, "besoin", "créer notre asso d'ici deux mois")[0]
