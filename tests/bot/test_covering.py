"""`couverture`, `scenarios` and `discuter --scenario`, run as an editor would."""

import json
import shutil
from datetime import datetime
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bot.__main__ import app
from bot.notebook import Notebook, UnwritableError
from bot.playing import broken as played_wrong
from knowledge.content import Knowledge
from knowledge.drafting import drafted
from knowledge.editions import read_edition
from knowledge.load import SHIPPED
from tests.knowledge.situations import NOW

DAY = ("--date", "2026-11-24")
CONTEST = ("--date", "2023-09-01")
"""A day when the Cognacq-Jay prize was open, so that every modifier can be reached."""
THEN = datetime(2023, 9, 1, 10)


def run(*words: str, typed: str = "", width: int = 80) -> Result:
    """Run the command line in a terminal of some width."""
    return CliRunner(env={"COLUMNS": str(width)}).invoke(app, words, input=typed)


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """Copy the shipped content, with the scenarios of a few structures only."""
    copy = Path(shutil.copytree(SHIPPED, tmp_path / "content"))
    for path in (copy / "scenarios").glob("*.yaml"):
        if path.stem not in {"employeurs", "personnes", "societes"}:
            path.unlink()
    return copy


def test_the_matrix_holds_in_eighty_columns() -> None:
    """One table an aspect, a letter a region, its legend in words, and the holes with their file."""
    told = run("couverture", *DAY)
    assert told.exit_code == 0
    tables, _, words = told.output.partition("S servi : ")
    assert max(len(line) for line in tables.splitlines()) <= 80
    assert tables.count("Dispositif ") == 3
    assert "R repli nommé" in words
    assert "MPESS Développement : DLA ou La CRESS (partout sauf 93)" in words
    assert "Aides hors ESS : rien (partout), à compléter dans appels.yaml" in words
    assert "18 régions × 18 dispositifs × 3 aspects, 972 cases : servi 436" in words


def test_one_region_is_told_in_words() -> None:
    """With one region, each cell says who serves it, or the file to complete."""
    told = run("couverture", "--region", "28", *DAY, width=200)
    row = next(line for line in told.output.splitlines() if line.startswith("Incubateur du territoire"))
    assert "servi : Adress Normandie, incubateur Katapult" in row
    assert "date habituelle : Incubateur Katapult" in row
    assert "trou, à compléter dans appels.yaml" in told.output
    assert "1 région × 18 dispositifs" in told.output
    assert run("couverture", "--region", "99").exit_code == 2


def test_the_matrix_in_markdown_and_in_json() -> None:
    """The same cells as Markdown tables, and as JSON in a stable shape."""
    written = run("couverture", "--markdown", *DAY).output
    rows = [line for line in written.splitlines() if line.startswith("| DLA |")]
    assert len(rows) == 3
    assert all(row.count("|") == 20 for row in rows)
    assert "## Échéance : trou\n\n- Aides hors ESS" in written
    found = json.loads(run("couverture", "--json", "--region", "93", *DAY).output)
    assert sum(found["bilan"].values()) == len(found["cases"]) == 18 * 3
    assert {
        "region": "93", "dispositif": "mpess_crea", "aspect": "echeance", "etat": "inconnu",
        "par": ["MPESS Créa"], "par_dispositif": [], "departements": [], "fichier": "appels.yaml",
    } in found["cases"]  # fmt: skip


def test_what_scenarios_do_not_cover_is_listed_with_its_line(content: Path) -> None:
    """Counts and shares, then what is missing, at its line; the same in JSON."""
    told = run("scenarios", "--contenu", str(content), *DAY).output
    found = json.loads(run("scenarios", "--json", "--contenu", str(content), *DAY).output)
    done, total = found["feuilles"]["couverts"], found["feuilles"]["total"]
    assert f"Feuilles de l'arbre : {done} sur {total} ({100 * done // total} %)" in told
    assert 0 < done < total == 182
    where = next(line for line in told.splitlines() if line.endswith(" : m06")).removesuffix(" : m06").strip()
    file, _, number = where.partition(":")
    written = (content / file).read_text(encoding="utf-8").splitlines()
    assert written[int(number) - 1].strip() == "- ajustement: m06"
    assert {"ou": where, "nom": "m06"} in found["ajustements"]["manquants"]


def test_missing_scenarios_are_written_and_hold(content: Path) -> None:
    """A new file, never over another one, whose scenarios hold and cover all that was missing."""
    (content / "scenarios" / "personnes.yaml").rename(content / "scenarios" / "nouveaux_2023_09_01.yaml")
    told = run("scenarios", "--contenu", str(content), *CONTEST, "nouveau")
    path = content / "scenarios" / "nouveaux_2023_09_01_2.yaml"
    assert told.exit_code == 0
    text = path.read_text(encoding="utf-8")
    written = text.count("- scenario:")
    assert f"{written} scénario(s) écrits dans {path}" in told.output.replace("\n", " ")
    assert written == text.count("# à relire : est-ce bien ce que vous attendez ? (") > 10
    broken = played_wrong(read_edition(content), THEN)
    assert not [issue for issue in broken if issue.file.endswith(path.name)]
    assert run("scenarios", "--contenu", str(content), *CONTEST).output.count("(100 %)") == 5
    assert (
        run("scenarios", "nouveau", "--contenu", str(content), *CONTEST).output
        == "Aucun scénario à écrire.\n"
    )


def test_a_file_that_exists_is_left_alone(content: Path) -> None:
    """`--sortie` never writes over a file, nor where it cannot."""
    before = (content / "scenarios" / "employeurs.yaml").read_text(encoding="utf-8")
    for sortie in (content / "scenarios" / "employeurs.yaml", content / "nulle_part" / "essai.yaml"):
        told = run("scenarios", "nouveau", "--contenu", str(content), *CONTEST, "--sortie", str(sortie))
        assert told.exit_code == 2
        assert str(sortie.parent) in told.output
    assert (content / "scenarios" / "employeurs.yaml").read_text(encoding="utf-8") == before


BREST = "asso\ndéveloppper\nscénario\nBretagne\noui\nprojet défini\n"


def test_a_conversation_becomes_a_scenario(content: Path) -> None:
    """« scénario » writes the answers and their result, and who it is; before a result, what is missing."""
    path = content / "scenarios" / "Mes essais.yaml"
    talk = ("discuter", "--ephemere", "--contenu", str(content), *DAY, "--scenario", str(path))
    told = run(*talk, typed=f"{BREST}scénario Association de Brest\nquitter\n", width=200).output
    assert "Il manque : votre région." in told
    assert told.count("ajouté à") == 1
    assert path.read_text(encoding="utf-8") == (
        "- scenario: mes_essais_1\n"
        '  qui: "Association de Brest"\n'
        '  quand: {statut: association, besoin: developper, salaries: oui, stade: defini, region: "53"}\n'
        "  alors: {principal: dla, autres: [incubateur_local, cress], ensuite: []}\n"
    )
    run(*talk, typed=BREST)
    edition = read_edition(content)
    added = [w.scenario for w in edition.scenarios if w.scenario.id.startswith("mes_essais_")]
    assert [one.id for one in added] == ["mes_essais_1", "mes_essais_2"]
    assert added[1].who.startswith("Une association, développer une activité")
    assert not played_wrong(edition, NOW)


def test_leaving_without_a_result_says_so_and_writes_nothing(content: Path) -> None:
    """No answer, nothing to say; some answers but no result, what is missing; and no file."""
    path = content / "scenarios" / "mes.yaml"
    talk = ("discuter", "--ephemere", "--contenu", str(content), *DAY, "--scenario", str(path))
    assert "Il manque" not in run(*talk, typed="quitter\n").output
    assert "Il manque : votre besoin." in run(*talk, typed="asso\nquitter\n", width=200).output
    assert not path.exists()


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("scenarios/mes.txt", "donnez un nom de fichier en .yaml"),
        ("nulle/part.yaml", "créez d'abord ce dossier"),
        ("textes.yaml", "n'est pas un fichier de scénarios"),
        ("scenarios/faux.yaml", "n'est pas un fichier de scénarios, ou contient une erreur"),
    ],
)
def test_a_file_that_cannot_take_a_scenario_is_refused(content: Path, name: str, why: str) -> None:
    """Before the conversation begins, so that nothing is lost."""
    (content / "scenarios" / "faux.yaml").write_text("- scenario: [", encoding="utf-8")
    told = run("discuter", "--ephemere", "--contenu", str(content), "--scenario", str(content / name))
    assert told.exit_code == 2
    assert why in told.output


def test_what_is_already_written_is_kept(content: Path, tmp_path: Path) -> None:
    """An empty file is fit; a file whose last line does not end is added to on a line of its own."""
    path = tmp_path / "mes.yaml"
    path.touch()
    talk = ("discuter", "--ephemere", "--contenu", str(content), *DAY, "--scenario", str(path))
    assert "ajouté à" in run(*talk, typed=BREST, width=200).output
    path.write_text(path.read_text(encoding="utf-8").rstrip("\n"), encoding="utf-8")
    assert "mes_2" in run(*talk, typed=BREST, width=200).output
    assert path.read_text(encoding="utf-8").count("\n\n- scenario: ") == 1


def test_a_place_that_goes_away_stops_no_conversation(tmp_path: Path, knowledge: Knowledge) -> None:
    """What cannot be written any more is said, in French."""
    path = tmp_path / "essais" / "mes.yaml"
    path.parent.mkdir()
    notebook = Notebook(path)
    path.parent.rmdir()
    answers = {"statut": "collectivite", "besoin": "financer", "region": "93"}
    with pytest.raises(UnwritableError, match="ne peut pas être écrit"):
        notebook.add(drafted(knowledge, "mes_1", answers, NOW))
