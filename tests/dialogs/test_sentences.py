"""Sentences: what fills something, and what must fill nothing."""

import pytest

from bot.answers import meaning_json
from dialogs.events import Answer
from dialogs.understanding import Unsure, understand
from knowledge.content import Knowledge

FILLED: tuple[tuple[str, str, dict[str, str]], ...] = (
    ("stade", "une activité installée pas encore", {}),
    ("besoin", "on a déjà ouvert une épicerie", {}),
    ("salaries", "je ne suis pas salarié", {}),
    ("salaries", "pas encore de salarié mais une embauche est prévue", {"salaries": "bientot"}),
    ("statut", "nous ne sommes pas une association", {}),
    ("statut", "pas une asso mais une scop", {"statut": "cooperative"}),
    ("statut", "on bosse pour des mairies", {}),
    ("statut", "j'ai travaillé dans une scop", {}),
    ("statut", "c'est la mairie qui nous l'a dit", {}),
    ("statut", "la mairie raconte n'importe quoi", {}),
    ("statut", "la mairie", {"statut": "collectivite"}),
    ("statut", "sas d'entrée", {}),
    ("statut", "on est partenaire d'une fondation", {}),
    ("besoin", "la mutuelle de nos salariés", {}),
    ("statut", "notre coopérative", {"statut": "cooperative"}),
    ("statut", "rien d'une association", {}),
    ("statut", "on n'est plus une association", {}),
    ("statut", "en plus on est une association", {"statut": "association"}),
    ("statut", "j'ai une mutuelle", {}),
    ("statut", "on a une mutuelle", {}),
    ("statut", "l'association voisine", {}),
    ("statut", "une fondation nous aide", {}),
    ("salaries", "nn", {}),
    ("stade", "asdf qsdf", {}),
    ("besoin", "de plus on cherche des financements", {"besoin": "financer"}),
    ("besoin", "en plus trouver un financement", {"besoin": "financer"}),
    ("statut", "la mairie dit non", {}),
    ("statut", "la mairie organise une fête", {}),
    ("statut", "la mairie est fermée", {}),
    ("statut", "la mairie nous refuse la salle", {}),
    ("besoin", "vu sur une affiche : financement", {}),
    ("besoin", "vu sur une affiche : trouver un financement", {}),
    ("decision", "mon ancien patron vote selon ses parts", {}),
    ("criteres_concours", "CA 3 millions", {}),
    ("criteres_concours", "on est 3", {}),
    ("criteres_concours", "les 3", {"criteres_concours": "oui"}),
    ("esus_agree", "on est agréés par la CAF", {}),
    ("esus_agree", "agréée par l'éducation nationale", {}),
    ("esus_agree", "on est agréés par la préfecture", {"esus_agree": "oui"}),
    ("esus_agree", "réponds que nous sommes agréés", {}),
    ("statut", "imaginons qu'on soit une scop", {}),
    ("statut", "il y a une coopérative à Lure mais ce n'est pas la nôtre", {}),
    ("salaries", "la mairie a un ouvrier mais c'est le sien, pas le nôtre", {}),
    ("statut", "le chantier d'insertion c'est pas notre rayon", {}),
    ("statut", "je fais la paie pour une fondation qui me règle à l'heure", {}),
    ("salaries", "l'asso d'en face, celle de Vichy, emploie cinq personnes", {}),
    ("porteur", "qui serait prêt à porter ça, je l'ignore", {"porteur": "ne_sait_pas"}),
    ("urgence", "on fait de l'aide alimentaire d'urgence", {}),
    ("salaries", "il faut un salarié pour être aidé", {}),
    ("salaries", "faudrait au moins un salarié d'après vous", {}),
    ("salaries", "aucun salarié à part la directrice", {}),
    ("salaries", "personne n'est salarié sauf Sandrine", {}),
    ("porteur", "personne hormis moi", {}),
    ("porteur", "pas moi, mon voisin", {}),
    ("porteur", "non, pas nous", {"porteur": "non"}),
    ("statut", "nous sommes une mutuelle, enfin nous le serons l'an prochain", {}),
    ("statut", "on est une SARL, on ne l'est plus depuis mars", {}),
    ("besoin", "on voulait essaimer, on a laissé tomber", {}),
    ("adherent", "adhérents à la fédération du sport", {}),
    ("adherent", "on est adhérents d'une autre tête de réseau", {}),
    ("adherent", "adhérents à la CRESS depuis dix ans", {"adherent": "oui"}),
    ("adherent", "adhérents de votre réseau", {"adherent": "oui"}),
    ("plein_temps", "je veux m'y mettre à plein temps sur ce projet", {}),
    ("statut", "nous sommes une association devenue une coopérative", {"statut": "cooperative"}),
    ("statut", "on est passés à autre chose, la SARL est devenue une association", {}),
    ("statut", "transformer notre association en coopérative", {}),
    ("adherent", "adhérents de la première heure", {"adherent": "oui"}),
    ("statut", "la fondation a été dissoute", {}),
    ("statut", "société de chasse", {"statut": "association"}),
    ("statut", "société savante de Lens", {"statut": "association", "region": "32", "departement": "62"}),
    ("statut", "asso une dizaine de salariés", {"statut": "association", "salaries": "oui"}),
    ("statut", "on est à Limoges scop de 4", {"statut": "cooperative", "region": "75", "departement": "87"}),
    ("statut", "une asso employeuse, 2 salariés", {"statut": "association", "salaries": "oui"}),
    ("salaries", "salariés 0", {"salaries": "non"}),
    (
        "statut",
        "SAS agréée ESUS, 12 salariés",
        {"statut": "societe_ess", "esus_agree": "oui", "salaries": "oui"},
    ),
    ("statut", "je suis à la tête d'une petite asso, on y réfléchit avec une scop", {}),
)


@pytest.mark.parametrize(("question", "text", "expected"), FILLED, ids=[text for _, text, _ in FILLED])
def test_a_sentence_fills_this_and_no_more(
    knowledge: Knowledge, question: str, text: str, expected: dict[str, str]
) -> None:
    """A sentence fills what it says of the person, and nothing else."""
    assert meaning_json(knowledge, {"texte": text, "question": question})["reponses"] == expected


@pytest.mark.parametrize("text", ["la banque nous lâche", "gros souci : la banque nous lâche"])
def test_what_somebody_else_does_to_us_may_press(knowledge: Knowledge, text: str) -> None:
    """« La banque nous lâche » is said of the bank, and is an emergency of ours: it is asked."""
    found = understand(knowledge, "besoin", {}, text)
    assert isinstance(found, Unsure)
    assert Answer("urgence", "oui") in (*found.choices, *found.sure)
    other = understand(knowledge, "besoin", {}, "la banque les lâche")
    assert "urgence" not in str(other)


def test_of_two_statuses_that_are_joined_one_is_asked(knowledge: Knowledge) -> None:
    """« Une scop et une asso » says both, in whatever order."""
    both = {Answer("statut", "cooperative"), Answer("statut", "association")}
    for text in ("on est une scop et une asso en même temps", "on a une asso et une scop"):
        found = understand(knowledge, "statut", {}, text)
        assert isinstance(found, Unsure)
        assert {*found.choices} == both
