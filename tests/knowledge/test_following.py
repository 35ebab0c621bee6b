"""The file of renames: each line leads from a name that is gone to one of today."""

import pytest

from knowledge.load import load
from tests.knowledge.conftest import Folder

FILE = "renommages.yaml"
GOOD = """
- {question: besoin, ancien: voisins, nouveau: voisinage}
- {question: besoin, ancien: voisinage, nouveau: reseau}
- {question: besoin, ancien: entraide, nouveau: reseau}
- {question: departement, ancien: corse, nouveau: 2A}
- {question: region, ancien: "22", nouveau: "53"}
- {question: membre, ancien: certes, nouveau: oui}
- {ancienne_question: membre, nouvelle_question: adherent}
"""


def test_good_renames_are_followed(folder: Folder) -> None:
    """Chains, merges, places, and answers to a question that was renamed too are accepted and followed."""
    folder.write(FILE, GOOD)
    renamed = load(folder.root).renamed
    assert renamed.answer("besoin", "voisins") == ("besoin", "reseau")
    assert renamed.answer("besoin", "entraide") == ("besoin", "reseau")
    assert renamed.answer("departement", "corse") == ("departement", "2A")
    assert renamed.answer("membre", "certes") == ("adherent", "oui")
    assert renamed.answer("membre", "non") == ("adherent", "non")
    assert renamed.answer("statut", "certes") == ("statut", "certes")


def test_no_rename_at_all_is_fine(folder: Folder) -> None:
    """What is shipped is an empty list under its notes."""
    assert load(folder.root).renames == ()


WRONG = {
    "{question: besoin, ancien: creer, nouveau: tester}": (
        "CB-321", 3, "« creer » est renommé, mais existe encore",
    ),
    "{ancienne_question: porteur, nouvelle_question: adherent}": (
        "CB-321", 3, "« porteur » est renommé, mais existe encore",
    ),
    "{question: besoin, ancien: seul, nouveau: seul}": (
        "CB-322", 3, "les renommages de « seul » tournent en rond",
    ),
    "{ancienne_question: une, nouvelle_question: une}": (
        "CB-322", 3, "les renommages de « une » tournent en rond",
    ),
    "{question: besoin, ancien: voisins, nouveau: creer}": ("CB-323", 3, "« voisins » est renommé deux fois"),
    "{question: besoin, ancien: seul, nouveau: tester_ici}": (
        "CB-301", 3, "la réponse « tester_ici » n'existe pas",
    ),
    "{ancienne_question: membre, nouvelle_question: adherant}": (
        "CB-301", 3, "la question « adherant » n'existe pas",
    ),
    "{question: besoins, ancien: voisins, nouveau: reseau}": (
        "CB-301", 3, "la question « besoins » n'existe pas",
    ),
    "{ancien: voisins, nouveau: reseau}": ("CB-205", 3, "la clé « question » manque"),
    "{ancienne_question: membre}": ("CB-205", 3, "la clé « nouvelle_question » manque"),
    "voisins": ("CB-210", 3, "des clés et des valeurs sont attendues ici"),
}  # fmt: skip


@pytest.mark.parametrize("line", WRONG)
def test_a_wrong_rename_is_told_on_its_line(folder: Folder, line: str) -> None:
    """One wrong line among good ones is told once, at its place, with a repair."""
    folder.write(FILE, f"# notes\n- {{question: besoin, ancien: voisins, nouveau: reseau}}\n- {line}\n")
    (issue,) = folder.issues()
    assert (issue.code, issue.line, issue.message) == WRONG[line]
    assert issue.repair


def test_a_circle_is_told_at_each_of_its_lines(folder: Folder) -> None:
    """Names that lead to each other are a circle; the lines that only enter it are told too."""
    folder.write(
        FILE,
        "- {question: besoin, ancien: a, nouveau: b}\n"
        "- {question: besoin, ancien: b, nouveau: c}\n"
        "- {question: besoin, ancien: c, nouveau: b}\n",
    )
    assert [(issue.line, issue.code) for issue in folder.issues()] == [
        (1, "CB-322"),
        (2, "CB-322"),
        (3, "CB-322"),
    ]


def test_a_question_that_leads_nowhere_is_told_once(folder: Folder) -> None:
    """Answers to a question whose new name is wrong are not told besides."""
    folder.write(
        FILE,
        "- {question: membre, ancien: certes, nouveau: oui}\n"
        "- {ancienne_question: membre, nouvelle_question: adherant}\n",
    )
    assert [(issue.line, issue.repair) for issue in folder.issues()] == [(2, "vouliez-vous « adherent » ?")]


def test_a_line_under_the_empty_list_is_told_how_to_mend_it(folder: Folder) -> None:
    """An editor who leaves « [] » above her first line is told to take it away."""
    path = folder.own(FILE)
    written = path.read_text(encoding="utf-8")
    folder.write(FILE, f"{written}- {{question: besoin, ancien: voisins, nouveau: reseau}}\n")
    (issue,) = folder.issues()
    assert issue.line == len(written.splitlines()) + 1
    assert issue.repair == "retirez [] : la liste commence à cette ligne"
