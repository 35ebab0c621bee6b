"""Mistakes of content that would break the running assistant: loading must refuse each of them."""

from datetime import datetime

import pytest

from knowledge.enumeration import enumerate_all
from knowledge.load import load
from tests.knowledge.conftest import Folder

QUESTIONS = "questions.yaml"
PEPS = "dispositifs/peps.yaml"


UNFILLABLE = {"pas_de_texte: ": "{Nom}", "merci: ": "{}", "on_recommence: ": "{ non", "pas_compris: ": "{0}"}


def test_a_text_that_cannot_be_filled_is_told(folder: Folder) -> None:
    """Braces that hold no permitted word would stop the conversation: they are told at their line."""
    lines = {folder.edit("textes.yaml", key, f'{key}"Ici {wrong}." # ') for key, wrong in UNFILLABLE.items()}
    assert {line for file, line, _ in folder.told() if file == "textes.yaml"} == lines


SENSELESS = (
    (QUESTIONS, "defaut: non", "defaut: nan"),
    (QUESTIONS, "sans_effet: pas_de_projet", "sans_effet: rien"),
    (QUESTIONS, "{mention_ess: oui, esus_agree: non}", "{mention_es: oui, esus_agree: non}"),
    (QUESTIONS, "{mention_ess: oui, esus_agree: oui}", "{mention_ess: oui, esus_agree: ouais}"),
    (QUESTIONS, "issue: [incubateur_couveuse]", "issue: [incubateur_couv]"),
    (PEPS, "zone: [metropole, outre_mer], si", "zone: [metropol, outre_mer], si"),
    (PEPS, "si: {besoin: [tester,", "si: {besoins: [tester,"),
    ("glossaire.yaml", 'regions: ["93"]', 'regions: ["92"]'),
    ("sources.yaml", 'regions: ["93"]', 'regions: ["92"]'),
    ("intentions.yaml", "retour:", "retour_ici:"),
    ("exemples.yaml", "  benefices:\n", "  benefice:\n"),
    ("exemples.yaml", "    besoin_local: |", "    besoins_locaux: |"),
    ("appels.yaml", 'cloture: "2026-01-29 18:00"', 'cloture: "2020-01-29 18:00"'),
)


def test_names_and_dates_that_make_no_sense_are_told(folder: Folder) -> None:
    """Defaults, implied answers, zones, regions, intentions and dates are checked where they are written."""
    expected = [(name, folder.edit(name, old, new), new) for name, old, new in SENSELESS]
    told = folder.told()
    untold = [
        new
        for name, line, new in expected
        if not any(file == name and abs(at - line) <= 6 for file, at, _ in told)
    ]
    assert untold == []


@pytest.mark.parametrize("question", ["statut", "besoin", "stade", "region", "departement"])
def test_a_question_that_everything_needs_is_told(folder: Folder, question: str) -> None:
    """Without one of the questions that the code names, loading says which, and does not crash."""
    folder.edit(QUESTIONS, f"- question: {question}\n", f"- question: {question}s\n")
    told = folder.told()
    assert any(question in words for file, _, words in told if file == QUESTIONS), told


def test_a_branch_that_leads_back_to_itself_is_told(folder: Folder) -> None:
    """Branches that name each other in a circle would never conclude."""
    text = "branche: besoin_sans_porteur\nvers: besoin_local\n"
    folder.write("arbre/besoin_sans_porteur.yaml", text)
    assert [file for file, _, _ in folder.told() if file.startswith("arbre/")]


def test_a_class_without_a_case_is_told(folder: Folder) -> None:
    """Walking every situation finds the class that a node forgot: nobody can be asked their class."""
    folder.edit("arbre/consolider.yaml", "  - si: [personne]\n    vers: personne_seule", "")
    found = enumerate_all(load(folder.root), datetime(2026, 11, 24), {"statut": "sans_structure"})
    assert [finding.path for finding in found.findings if finding.code == "CB-402"]


def test_a_class_concluded_elsewhere_is_told(folder: Folder) -> None:
    """Only the branches that sort statuses conclude with a class, and they conclude with nothing else."""
    folder.edit("arbre/depart.yaml", "sinon:\n  vers: besoin\n", "sinon:\n  classe: territoire\n")
    folder.edit(
        "arbre/classe_employeur.yaml",
        "  classe: ess_sans_salarie",
        "  orientation: {principal: dla, motif: urgence, faits: [F086]}",
    )
    files = {file for file, _, _ in folder.told()}
    assert {"arbre/depart.yaml", "arbre/classe_employeur.yaml"} <= files


def test_a_programme_that_replaces_itself_is_told(folder: Folder) -> None:
    """Substitutions in a circle would never end."""
    folder.edit(PEPS, "par: incubateur_local", "par: peps")
    assert PEPS in [file for file, _, _ in folder.told()]


@pytest.mark.parametrize(
    "price",
    [
        "300 €, à demander",
        "Gratuit",
        "Gratuit, dossier à demander",
        "À demander. Les adhérents ne paient rien",
        "Non publié ; appui juridique conseillé",
    ],
)
def test_a_price_that_would_be_hidden_is_told(folder: Folder, price: str) -> None:
    """« voir_avec » tells that nothing is published: left beside a price, it would hide it."""
    file = "dispositifs/mpess_crea.yaml"
    folder.edit(file, "Prix non publié, à demander à la CRESS", price)
    assert "CB-339" in [issue.code for issue in folder.issues() if issue.file == file]


def test_a_programme_listed_twice_in_a_leaf_is_told(folder: Folder) -> None:
    """A leaf that gives the same programme two roles is a mistake, not something to tidy in silence."""
    folder.edit("arbre/reseau.yaml", "autres: [decouverte, cress]", "autres: [decouverte, adhesion]")
    assert "arbre/reseau.yaml" in [file for file, _, _ in folder.told()]


def test_a_file_with_another_ending_is_told(folder: Folder) -> None:
    """A file of content that would be passed over because of its ending is told."""
    folder.write("arbre/nouvelle.yml", "branche: nouvelle\nvers: besoin\n")
    assert "arbre/nouvelle.yml" in [file for file, _, _ in folder.told()]
