"""`comparer`, as an editor would: folders, versions of git, mistakes, and what is said."""

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bot.__main__ import app
from knowledge.load import SHIPPED

DAY = ("--date", "2026-11-24")


def comparer(*words: str) -> Result:
    """Run the command."""
    return CliRunner().invoke(app, ["comparer", *words, *DAY])


@pytest.fixture
def essai(tmp_path: Path) -> Path:
    """Copy the shipped content, and make the edits of a morning."""
    root = Path(shutil.copytree(SHIPPED, tmp_path / "essai"))
    edit(root / "arbre" / "esus.yaml", "principal: transformation_ess", "principal: droit_commun")
    edit(root / "regions" / "53.yaml", '"cress@cress-bretagne.org"', '"bonjour@cress-bretagne.org"')
    edit(root / "motifs.yaml", 'esus_demande: "', 'esus_demande: "Bien. ')
    edit(root / "textes.yaml", "merci: ", "merci: Oui. ")
    edit(root / "ajustements.yaml", "classe: [employeur, esus_employeur]", "classe: [employeur]")
    edit(root / "questions.yaml", "    - id: installe\n", NEW_STAGE)
    return root


NEW_STAGE = """    - id: en_sommeil
      libelle: En sommeil
      phrase: une activité en sommeil
    - id: installe
"""


def edit(path: Path, old: str, new: str) -> None:
    """Replace some words of a file."""
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def git(folder: Path, *words: str) -> None:
    """Run git in a folder, as somebody without settings."""
    who = ("-c", "user.name=essai", "-c", "user.email=essai@example.org")
    command = ["git", "-C", str(folder), *who, *words]
    subprocess.run(command, check=True, capture_output=True)  # noqa: S603 - git, on a folder of the test


def test_a_morning_of_edits_is_told(essai: Path) -> None:
    """Who is led elsewhere, with which words, by which line; each value changed, with its line."""
    told = comparer(str(SHIPPED), str(essai))
    assert told.exit_code == 0
    output = told.output
    assert "D'autres dispositifs, ou dans un autre ordre" in output
    assert "Devenir société de l'ESS → Aides hors ESS" in output
    assert "à cause de arbre/esus.yaml:28 « principal: droit_commun »" in output
    assert "à cause de motifs.yaml:" in output
    assert 'à cause de regions/53.yaml:21 « valeur: "bonjour@cress-bretagne.org" »' in output
    assert "en Bretagne" in output
    assert "nouvelles : une activité en sommeil." in output
    assert "textes.yaml:" in output
    assert " merci : « " in output
    assert "--tout les montre" in output


def test_the_json_has_a_stable_shape(tmp_path: Path) -> None:
    """Every key of the documented shape, the cause with its file and line."""
    root = Path(shutil.copytree(SHIPPED, tmp_path / "essai"))
    edit(root / "arbre" / "esus.yaml", "principal: transformation_ess", "principal: droit_commun")
    edit(root / "regions" / "53.yaml", '"cress@cress-bretagne.org"', '"bonjour@cress-bretagne.org"')
    found = json.loads(comparer(str(SHIPPED), str(root), "--json").output)
    kinds = ("orientations", "mots", "contacts", "echeances")
    assert set(found) == {"situations", "changees", "nouvelles", "disparues", "valeurs", *kinds}
    groups = found["orientations"]["groupes"]
    group = next(group for group in groups if group["cause"]["fichier"] == "arbre/esus.yaml")
    assert group["cause"] == {
        "fichier": "arbre/esus.yaml",
        "ligne": 28,
        "cote": "apres",
        "extrait": "principal: droit_commun",
    }
    assert set(group) == {
        "situations", "cause", "reponses", "regions", "exact", "avant", "apres", "exemple",
    }  # fmt: skip
    assert group["avant"]["principal"] == "transformation_ess"
    assert found["nouvelles"] == []
    assert found["changees"] <= found["situations"]
    assert {value["fichier"] for value in found["valeurs"]} == {"arbre/esus.yaml", "regions/53.yaml"}


def test_the_same_content_twice() -> None:
    """Nothing to say is said."""
    told = comparer(str(SHIPPED), str(SHIPPED))
    assert (told.exit_code, told.output) == (0, "Les deux contenus disent la même chose.\n")


def test_a_text_changes_no_situation(tmp_path: Path) -> None:
    """A sentence of the conversation is told with its line, and nobody is led elsewhere."""
    root = Path(shutil.copytree(SHIPPED, tmp_path / "essai"))
    edit(root / "textes.yaml", "merci: ", "merci: Oui. ")
    output = comparer(str(SHIPPED), str(root)).output
    assert output.startswith("Aucune situation connue ne change.")
    assert "1 différence\n  textes.yaml:" in output
    found = json.loads(comparer(str(SHIPPED), str(root), "--json").output)
    assert found["situations"] is None
    assert found["changees"] == 0


def test_a_revision_of_git(tmp_path: Path) -> None:
    """A version kept by git is compared with the folder as it is, wherever the folder is in it."""
    root = Path(shutil.copytree(SHIPPED, tmp_path / "depot" / "content"))
    git(tmp_path / "depot", "init", "-q")
    git(tmp_path / "depot", "add", ".")
    git(tmp_path / "depot", "commit", "-qm", "avant")
    edit(root / "textes.yaml", "merci: ", "merci: Oui. ")
    assert "textes.yaml:" in comparer("HEAD", "--contenu", str(root)).output
    assert "la même chose" in comparer("HEAD", "HEAD", "--contenu", str(root)).output
    unknown = comparer("v9.9", "--contenu", str(root))
    assert unknown.exit_code == 2
    assert "« v9.9 » n'est ni un dossier, ni une version connue de git" in unknown.output
    git(tmp_path / "depot", "mv", "content", "essai")
    moved = comparer("HEAD", "--contenu", str(tmp_path / "depot" / "essai"))
    assert moved.exit_code == 2
    assert "la version « HEAD » ne contient pas le dossier" in moved.output


def test_what_is_no_content_is_refused(tmp_path: Path) -> None:
    """A file, a folder outside git, a wrong option: a French sentence and code 2."""
    file = tmp_path / "note.txt"
    file.write_text("rien", encoding="utf-8")
    told = comparer(str(file))
    assert (told.exit_code, "n'est pas un dossier" in told.output) == (2, True)
    outside = comparer("HEAD", "--contenu", str(tmp_path))
    assert (outside.exit_code, "n'est pas suivi par git" in outside.output) == (2, True)


def test_a_side_with_problems_is_told(tmp_path: Path) -> None:
    """A content that is wrong is not compared: its problems are told as `verifier` does, with code 1."""
    root = Path(shutil.copytree(SHIPPED, tmp_path / "essai"))
    (root / "motifs.yaml").unlink()
    told = comparer(str(SHIPPED), str(root))
    assert told.exit_code == 1
    assert "ne peut pas être comparé" in told.output
    assert "motifs.yaml:0:0 : le fichier manque [CB-201]" in told.output
    found = json.loads(comparer(str(SHIPPED), str(root), "--json").output)
    assert "motifs.yaml" in found["problemes"][0]


def test_everything_is_told_when_asked(tmp_path: Path) -> None:
    """`--tout` shows what is left out otherwise."""
    root = Path(shutil.copytree(SHIPPED, tmp_path / "essai"))
    for path in (*root.glob("regions/*.yaml"), *root.glob("dispositifs/*.yaml")):
        text = path.read_text(encoding="utf-8")
        path.write_text(re.sub(r"(verifie_le: ).*", r'\1"2026-11-27"', text), encoding="utf-8")
    short = comparer(str(SHIPPED), str(root)).output
    whole = comparer(str(SHIPPED), str(root), "--tout").output
    assert "--tout" in short
    assert "--tout" not in whole
    assert len(whole.splitlines()) > len(short.splitlines())
