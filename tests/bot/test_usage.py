"""Wrong uses of the command line, in a process of its own, as a person would make them."""

import os
import subprocess
import sys
from pathlib import Path

import pytest


def used(*words: str, donnees: Path | None = None, typed: str = "") -> tuple[int, str]:
    """Run the command line and return its code and what it says of the wrong use."""
    told = subprocess.run(  # noqa: S603 - our own command
        [sys.executable, "-m", "bot", *words],
        capture_output=True,
        text=True,
        check=False,
        encoding="utf-8",
        input=typed,
        env={**os.environ, **({"CRESS_DONNEES": str(donnees)} if donnees else {})},
    )
    return told.returncode, told.stderr + told.stdout


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("bidule",), "cette commande n'existe pas"),
        (
            ("verifier", "--contenuu", "x"),
            "l'option « --contenuu » n'existe pas ; vouliez-vous « --contenu » ?",
        ),
        (("verifier", "--contenu"), "l'option « --contenu » attend une valeur"),
        (("verifier", "un", "deux"), "cette commande a reçu trop de mots"),
        (("appels", "--region", "99"), "la région « 99 » n'existe pas"),
    ],
)
def test_a_wrong_use_is_told_in_french(words: tuple[str, ...], said: str) -> None:
    """It ends with code 2, says what is wrong and where to look, without a word of English."""
    code, told = used(*words)
    assert code == 2
    assert said in told
    assert "Error" not in told
    assert "Traceback" not in told


BROKEN = """
import io, sys
class Screen(io.TextIOWrapper):
    def isatty(self): return True
if "screen" in sys.argv: sys.stderr = Screen(sys.stderr.buffer, "utf-8", write_through=True)
sys.argv = ["cress-bot", "boum"]
from bot.__main__ import app, main
@app.command()
def boum(): raise RuntimeError("secret")
main()
"""


def test_what_nobody_foresaw_is_kept_aside_and_told_in_french(tmp_path: Path) -> None:
    """At a terminal there is no trace: it is in a file of one's own, which is named; a log has it whole."""

    def broken(*words: str) -> tuple[int, str]:
        told = subprocess.run(  # noqa: S603 - our own command
            [sys.executable, "-c", BROKEN, *words],
            capture_output=True,
            text=True,
            check=False,
            env={**os.environ, "TMPDIR": str(tmp_path)},
        )
        return told.returncode, told.stderr

    code, told = broken("screen")
    (kept,) = tmp_path.iterdir()
    assert code == 1
    assert "Un imprévu arrête cette commande." in told
    assert str(kept) in told
    assert "Traceback" not in told
    assert "secret" not in told
    assert "RuntimeError: secret" in kept.read_text(encoding="utf-8")
    assert kept.stat().st_mode & 0o077 == 0
    assert "RuntimeError: secret" in broken()[1]


def test_the_codes_of_the_commands_are_kept() -> None:
    """A finding ends with 1, help with 0, and no word at all shows the help."""
    assert used("verifier", "--contenu", "nulle_part")[0] == 1
    assert used("--help")[0] == 0
    assert "discuter" in used()[1]


@pytest.mark.parametrize(
    "words",
    [
        ("versions",),
        ("envois",),
        ("envois", "douteux"),
        ("statistiques", "incompris"),
        ("avancer",),
        ("diffuser", "journal"),
        ("purger",),
        ("revenir", "0"),
    ],
)
def test_data_that_cannot_be_opened_are_told_in_french(words: tuple[str, ...], tmp_path: Path) -> None:
    """A damaged file, or a folder that cannot be: which file and why, code 1, and nothing is changed."""
    damaged = tmp_path / "abime.sqlite3"
    damaged.write_bytes(b"abime" * 1000)
    file, why = damaged, "il est abîmé"
    if words == ("versions",):
        file, why = damaged / "donnees.sqlite3", "il ne peut pas être créé"
    code, told = used(*words, donnees=file)
    assert (code, str(file) in told, why in told) == (1, True, True), told
    assert "Traceback" not in told
    assert damaged.read_bytes() == b"abime" * 1000


def test_people_talk_in_a_terminal_whatever_the_data(tmp_path: Path) -> None:
    """The conversation takes place all the same, and is said not to be kept."""
    damaged = tmp_path / "abime.sqlite3"
    damaged.write_bytes(b"abime" * 1000)
    code, told = used("discuter", donnees=damaged, typed="association\nquitter\n")
    assert code == 0
    assert "La conversation ne sera pas gardée" in told
    assert "De quoi avez-vous besoin" in told
    assert damaged.read_bytes() == b"abime" * 1000


def test_who_erased_everything_is_not_told_that_it_is_kept(tmp_path: Path) -> None:
    """The last word of the terminal is true: something is kept, or nothing is."""
    for typed, said in (
        ("asso\n", "Vos réponses sont gardées"),
        ("asso\noubliez-moi\n", "Rien n'a été gardé"),
    ):
        code, told = used("discuter", donnees=tmp_path / "donnees.sqlite3", typed=f"{typed}quitter\n")
        assert (code, said in told.splitlines()[-1]) == (0, True), told
