"""Wrong uses of the command line, in a process of its own, as a person would make them."""

import subprocess
import sys

import pytest


def used(*words: str) -> tuple[int, str]:
    """Run the command line and return its code and what it says of the wrong use."""
    told = subprocess.run(  # noqa: S603 - our own command
        [sys.executable, "-m", "bot", *words], capture_output=True, text=True, check=False, encoding="utf-8"
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


def test_the_codes_of_the_commands_are_kept() -> None:
    """A finding ends with 1, help with 0, and no word at all shows the help."""
    assert used("verifier", "--contenu", "nulle_part")[0] == 1
    assert used("--help")[0] == 0
    assert "discuter" in used()[1]
