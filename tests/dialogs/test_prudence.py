"""What makes a fill untrustworthy: titles, former structures, slips, adjectives, what has just ended."""

import pytest

from bot.answers import meaning_json
from knowledge.content import Knowledge

UNTAKEN = (
    ("statut", "communauté de communes, service développement local", "besoin"),
    ("statut", "asso de développement local en Ariège", "besoin"),
    ("statut", "association d'aide à la création d'entreprise", "besoin"),
    ("statut", "une asso, je suis au bureau, commission essaimage", "besoin"),
    ("utilite_sociale", "pouvez-vous réexpliquer ça", "besoin"),
    ("utilite_sociale", "l'utilité oui, la gouvernance on s'engueule encore", "besoin"),
    ("benefices", "oui pour financer le local", "besoin"),
    ("salaries", "jusqu'en mai oui, on a dû licencier notre seule salariée", "besoin"),
    ("salaries", "on a dû licencier deux salariés sur cinq", "salaries"),
    ("salaries", "je suis salariée à temps plein dans une banque", "salaries"),
    ("adherent", "jusqu'en 2022 oui", "adherent"),
    ("statut", "mon ancienne association a été liquidée, je suis seule", "association"),
    ("statut", "ma précédente asso aidait les sans-abri", "statut"),
    ("statut", "étudiante, un projet d'appli avec ma coloc", "statut"),
    ("besoin", "une scop à six, on part de zéro, les statuts sont à écrire", "statut"),
    ("departement", "le loyer est cher, très cher", "departement"),
    ("departement", "plutôt cher", "departement"),
    ("adherent", "c'est la mairie de Brest qui est adhérente, pas nous", "region"),
    ("esus_agree", "la coop de Lille l'a, pas nous", "region"),
    ("paiement", "c'est plus cher qu'à Lyon", "region"),
    ("region", "les gens viennent de loin, même de Nantes", "region"),
    ("benefices", "jamais touché un centime de subvention", "benefices"),
    ("porteur", "elle y va, elle y va plus, on sait plus", "porteur"),
    ("porteur", "c'est ma collègue qui sait", "porteur"),
    ("besoin", "on a rendu la carte de la bibliothèque", "adherent"),
    ("urgence", "tribunal de commerce le 12", "region"),
    ("decision", "tous les adhérents à jour de cotisation votent", "adherent"),
    ("salaries", "2 salariés, on veut surtout se développer", "besoin"),
    ("benefices", "un tiers des salariés sont partis", "benefices"),
    ("fondation_entreprise", "une fondation créée par un groupe nous a dit non", "fondation_entreprise"),
    ("urgence", "oui et non", "urgence"),
    ("statut", "on va licencier tout le monde à Marseille", "salaries"),
    ("besoin", "on doit licencier notre dernier salarié", "salaries"),
    ("statut", "école de commerce, incubateur, pôle entrepreneuriat", "besoin"),
)
TAKEN = (
    ("departement", "le Cher", {"region": "24", "departement": "18"}),
    ("region", "Laval, pas au Canada hein", {"region": "52", "departement": "53"}),
    ("statut", "une ancienne association de 1950", {"statut": "association"}),
    ("statut", "secrétaire du club de judo", {"statut": "association"}),
    ("statut", "je suis seule, j'habite avec ma mère", {"statut": "sans_structure"}),
    ("salaries", "on a licencié notre dernière salariée en juin", {"salaries": "non"}),
    ("salaries", "on a une personne à mi-temps, donc oui", {"salaries": "oui"}),
    ("besoin", "on est une asso et on veut créer une scop", {"statut": "association", "besoin": "creer"}),
    ("besoin", "Seine-Saint-Denis", {"region": "11", "departement": "93"}),
    ("benefices", "jamais, interdit par nos statuts", {"benefices": "non"}),
    ("besoin", "j'ai une chose à vous dire, on veut une subvention", {"besoin": "financer"}),
)
ASKED = (
    ("adherent", "jusqu'en 2022 oui", {"oui", "non"}),
    ("salaries", "il a fallu virer la salariée", {"oui", "non"}),
    ("statut", "étudiante, un projet d'appli avec ma coloc", {"sans_structure", "collectif"}),
)


@pytest.mark.parametrize(("question", "text", "untaken"), UNTAKEN, ids=[text for _, text, _ in UNTAKEN])
def test_what_is_untrustworthy_is_not_taken(
    knowledge: Knowledge, question: str, text: str, untaken: str
) -> None:
    """What is told of a post, of others, of what is over, or by a slip alone fills nothing."""
    told = meaning_json(knowledge, {"texte": text, "question": question})["reponses"]
    assert isinstance(told, dict)
    assert untaken not in {*told, *told.values()}


@pytest.mark.parametrize(("question", "text", "expected"), TAKEN, ids=[text for _, text, _ in TAKEN])
def test_what_is_like_it_and_plain_is_taken(
    knowledge: Knowledge, question: str, text: str, expected: dict[str, str]
) -> None:
    """The same words, said plainly of oneself, are taken."""
    assert meaning_json(knowledge, {"texte": text, "question": question})["reponses"] == expected


@pytest.mark.parametrize(("question", "text", "values"), ASKED, ids=[text for _, text, _ in ASKED])
def test_both_readings_are_asked(knowledge: Knowledge, question: str, text: str, values: set[str]) -> None:
    """What has just ended is likely « non », who is not alone may be a group: both are asked."""
    choices = meaning_json(knowledge, {"texte": text, "question": question})["choix"]
    assert isinstance(choices, list)
    assert values <= {choice["reponse"] for choice in choices if choice["question"] == question}


def test_an_appointment_elsewhere_asks_for_nobody(knowledge: Knowledge) -> None:
    """« On a rendez-vous chez l'avocat » is told, « je voudrais un rendez-vous » is asked."""
    told = meaning_json(knowledge, {"texte": "on a rendez-vous chez l'avocat", "question": "besoin"})
    assert "intention" not in told
    asked = meaning_json(knowledge, {"texte": "je voudrais un rendez-vous", "question": "besoin"})
    assert asked["intention"] == "humain"


def test_you_in_a_sentence_is_no_thanks(knowledge: Knowledge) -> None:
    """« À vous aussi » thanks, « à vous demander » does not."""
    told = meaning_json(knowledge, {"texte": "on a tout à vous demander", "question": "besoin"})
    assert told.get("intention") != "merci"
    assert meaning_json(knowledge, {"texte": "à vous aussi", "question": "urgence"})["intention"] == "merci"
