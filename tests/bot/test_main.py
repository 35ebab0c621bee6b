"""The command line, run as a person would."""

import json
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.__main__ import app
from bot.verifying import Report
from knowledge.load import SHIPPED

runner = CliRunner()
DAY = ("--date", "2026-11-24")


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """Copy the shipped content, to break it."""
    return Path(shutil.copytree(SHIPPED, tmp_path / "content"))


def test_discuter_holds_a_conversation(tmp_path: Path) -> None:
    """The conversation runs without a token, creates its file, and continues the next time."""
    data = tmp_path / "neuf" / "donnees.sqlite3"
    first = runner.invoke(app, ["discuter", "--donnees", str(data), *DAY], input="asso\n5\nquitter\n")
    assert first.exit_code == 0
    assert "Dans quelle région" in first.output
    again = runner.invoke(app, ["discuter", "--donnees", str(data), *DAY], input="")
    assert "Nous en étions à" in again.output
    assert "Vos réponses sont gardées" in again.output


def test_the_number_of_an_answer_alone_takes_it(tmp_path: Path) -> None:
    """« 1 » taps « Prendre cette réponse », the only answer of its page."""
    typed = "asso en Bretagne\nconsolider\noui\net si on n'avait pas de salarié ?\n1\nquitter\n"
    told = runner.invoke(app, ["discuter", "--ephemere", *DAY], input=typed)
    assert "régler un point précis · aucun salarié" in " ".join(told.output.split())


def test_the_number_on_screen_is_taken_before_a_count() -> None:
    """« 3 » is the third answer that the screen numbers, « Non », not three employees; « 12 » is twelve."""
    typed = "association\ndévelopper\noccitanie\n"
    for said, noted in (("3", "aucun salarié"), ("12", "au moins un salarié")):
        told = runner.invoke(app, ["discuter", "--ephemere", *DAY], input=f"{typed}{said}\nquitter\n")
        assert f"en Occitanie · {noted}" in " ".join(told.output.split())


def test_discuter_says_that_a_folder_is_a_draft(content: Path) -> None:
    """Talking with a folder begins with BROUILLON and its name; talking with what is published does not."""
    told = runner.invoke(app, ["discuter", "--ephemere", "--contenu", str(content), *DAY], input="q\n")
    assert told.output.startswith(f"BROUILLON : {content}\n")
    told = runner.invoke(app, ["discuter", "--ephemere", *DAY], input="q\n")
    assert "BROUILLON" not in told.output


def test_discuter_writes_a_transcript(tmp_path: Path) -> None:
    """A conversation can be written down as a golden transcript."""
    record = tmp_path / "essai.txt"
    told = runner.invoke(
        app, ["discuter", "--ephemere", "--enregistrer", str(record), *DAY], input="asso\n13\nq\n"
    )
    assert "Rien n’a été gardé" in told.output.replace("'", "’")
    lines = record.read_text(encoding="utf-8").splitlines()
    assert lines[0] == "# 2026-11-24 10:00"
    assert [line for line in lines if line.startswith("> ")] == ["> /start", "> asso", "> [Mes réponses]"]


def test_a_wrong_date_is_refused() -> None:
    """A date that is not one ends with code 2 and says how to write it."""
    told = runner.invoke(app, ["discuter", "--date", "demain"])
    assert told.exit_code == 2
    assert "une date s'écrit 2026-11-24" in told.output


def test_verifier_says_that_all_is_well() -> None:
    """The shipped content is right, and the counts are printed."""
    told = runner.invoke(app, ["verifier", *DAY, "--json"])
    found = json.loads(told.output)
    assert told.exit_code == 0
    assert found["ok"]
    assert found["scenarios"] >= 75
    assert found["situations"] > 100_000
    assert any("[CB-506]" in warning for warning in found["avertissements"])


def test_warnings_are_apart_and_refuse_nothing() -> None:
    """A report with warnings only is right; they come after the errors, with what to do."""
    only = Report((), ("a.yaml:1:1 : vieux [CB-501]",), 3, "2 feuilles", 4, 0.5)
    assert only.ok
    assert str(only) == (
        "\nÀ regarder quand vous pourrez (1) :\na.yaml:1:1 : vieux [CB-501]\n\n"
        "Tout est bon : 3 scénarios pour 2 feuilles, 4 situations, 0.5 s."
    )
    both = str(replace(only, problems=("b.yaml:1:1 : faux [CB-301]",)))
    assert both.startswith("b.yaml:1:1 : faux")
    assert both.endswith("1 problème(s) ; 3 scénarios pour 2 feuilles, 4 situations, 0.5 s.")


def test_verifier_names_what_is_wrong(content: Path) -> None:
    """A mistake ends with code 1, with file, line, column and repair."""
    path = content / "dispositifs" / "dla.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("resume:", "resumee:"), encoding="utf-8")
    told = runner.invoke(app, ["verifier", "--contenu", str(content), *DAY])
    assert told.exit_code == 1
    assert "dispositifs/dla.yaml:4:1 : la clé « resumee » n'existe pas" in told.output
    assert "vouliez-vous « resume »" in told.output
    assert "Traceback" not in told.output


def test_a_broken_content_stops_the_other_commands(content: Path) -> None:
    """No command runs on a content that is wrong; all say why."""
    (content / "motifs.yaml").unlink()
    told = runner.invoke(app, ["arbre", "--contenu", str(content)])
    assert told.exit_code == 1
    assert "motifs.yaml:0:0 : le fichier manque" in told.output


def test_orienter_answers_line_by_line() -> None:
    """One object a line in, one a line out; a wrong line is told and the rest goes on."""
    situation = {"statut": "mutuelle", "salaries": "oui", "besoin": "consolider", "region": "76"}
    lines = json.dumps({**situation, "stade": "installe"}) + '\nxx\n\n{"x":"y"}\n'
    told = runner.invoke(app, ["orienter", "--json", *DAY], input=lines)
    first, second, third = (json.loads(line) for line in told.output.splitlines())
    assert first["principal"]["dispositif"] == "dla"
    assert second == {"erreur": "cette ligne n'est pas du JSON"}
    assert third == {"erreur": "la question « x » n'existe pas"}
    assert told.exit_code == 2


def test_orienter_in_words() -> None:
    """Without --json the orientation is said in one line, or what is missing."""
    told = runner.invoke(
        app,
        ["orienter", *DAY],
        input='{"statut":"siae"}\n{"statut":"collectivite","besoin":"tester","region":"53"}\n',
    )
    assert "il manque" in told.output
    assert "fabrique_initiatives ; autres : cress, decouverte" in told.output


def test_comprendre_in_json() -> None:
    """A text in, its meaning out."""
    told = runner.invoke(app, ["comprendre", "--json"], input='{"texte":"scop","question":"statut"}\n')
    assert json.loads(told.output) == {
        "verdict": "compris",
        "reponses": {"statut": "cooperative"},
        "choix": [],
    }


def test_arbre_draws_every_branch() -> None:
    """The tree is drawn as text and as Mermaid, each branch in it."""
    branches = [path.stem for path in (SHIPPED / "arbre").glob("*.yaml")]
    text = runner.invoke(app, ["arbre"]).output
    mermaid = runner.invoke(app, ["arbre", "--mermaid"]).output
    assert mermaid.startswith("flowchart LR")
    for branch in branches:
        assert f"\n{branch}\n" in f"\n{text}"
        assert f'subgraph {branch}["{branch}"]' in mermaid


def test_appels_shows_no_past_call() -> None:
    """Past one-off calls are not shown; an open one is, with its days left."""
    after = runner.invoke(app, ["appels", "--json", "--region", "93", *DAY])
    kinds = {call["appel"]: call["type"] for call in json.loads(after.output)}
    assert "ponctuel" not in kinds.values()
    assert kinds["mpess_dev"] == "inconnu"
    during = runner.invoke(app, ["appels", "--json", "--region", "53", "--date", "2026-01-27"])
    (call,) = [call for call in json.loads(during.output) if call["type"] == "ponctuel"]
    assert "ouvert, clôt dans 2 jours, le jeudi 29 janvier à 18 h" in call["phrase"]


def test_appels_as_a_table() -> None:
    """The table has one row a call, all regions together; an unknown region is refused."""
    told = runner.invoke(app, ["appels", *DAY])
    assert "MPESS" in told.output
    assert runner.invoke(app, ["appels", "--region", "99"]).exit_code == 2


def test_questions_counts_every_combination() -> None:
    """The first orientation comes after four or five questions in the median, never more than seven."""
    found = json.loads(runner.invoke(app, ["questions", "--json"]).output)
    assert found["mediane"] in {4, 5}
    assert found["maximum"] == 7


def test_lancer_names_every_missing_setting(tmp_path: Path) -> None:
    """Without settings the bot does not start, and says which are missing or wrong, all at once."""
    told = runner.invoke(app, ["lancer"], env={"CRESS_TOKEN": "", "CRESS_JOURNAL": "BAVARD"})
    assert told.exit_code == 2
    assert "CRESS_TOKEN" in told.output
    assert "CRESS_JOURNAL" in told.output


@pytest.mark.parametrize(
    ("operators", "told"), [("12, Marie, Paul", 1), ("12 34", 1), ("12, 34", 0), ("12", 0), ("", 0)]
)
def test_the_operators_are_numbers(operators: str, told: int) -> None:
    """Telegram numbers between commas, or none; anything else is told once, in French."""
    settings = {"CRESS_TOKEN": "", "CRESS_OPERATEURS": operators, "CRESS_ESSAI": ""}
    output = runner.invoke(app, ["lancer"], env=settings).output
    wrong = "CRESS_OPERATEURS n'est pas correct : les numéros Telegram des opérateurs"
    assert output.count(wrong) == output.count("CRESS_OPERATEURS") == told
    assert "CRESS_ESSAI" not in output


def test_comprendre_takes_a_text_and_says_why() -> None:
    """A text on the command line is answered in words; `-v` adds the trace."""
    told = runner.invoke(app, ["comprendre", "une ptite asso, ou une scop", "--question", "statut", "-v"])
    assert told.exit_code == 0
    assert told.output.startswith("à confirmer\n")
    assert "  demandé : statut = cooperative\n" in told.output
    assert "  · mots corrigés : ptite → petite\n" in told.output
    told = runner.invoke(app, ["comprendre", "aide", "--question", "statut"])
    assert told.output == "compris\n  demande : aide\n"
    told = runner.invoke(app, ["comprendre", "une asso", "--question", "statut", "--json", "-v"])
    assert json.loads(told.output)["trace"][-1] == "lecture retenue : message entier"
    told = runner.invoke(app, ["comprendre", "une asso", "--question", "bidule"])
    assert told.exit_code == 2
    assert "la question « bidule » n'existe pas" in told.output


def test_discuter_loads_nothing_of_telegram() -> None:
    """A conversation in a terminal starts without the library of Telegram, the longest to load."""
    code = (
        "import sys; sys.argv = ['cress-bot', 'discuter', '--ephemere']\n"
        "from bot.__main__ import main\n"
        "try: main()\n"
        "except SystemExit: print('telegram' in sys.modules, 'rich' in sys.modules)"
    )
    command = [sys.executable, "-c", code]
    ran = subprocess.run(command, input="quitter\n", check=True, capture_output=True, text=True)  # noqa: S603 - our own
    assert ran.stdout.splitlines()[-1] == "False True"
