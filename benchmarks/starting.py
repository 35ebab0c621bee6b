"""How long until the first question, and to check the whole content? `python -m benchmarks.starting`

Fresh interpreters, one way after the other, round after round; medians. The first question in a terminal is
compared with the bare import of the libraries it needs. Telegram must not be one of them, which is looked at.
What we wrote is compiled first, as the libraries are.
"""

import compileall
import statistics
import subprocess
import sys
import time
from pathlib import Path

from benchmarks.table import Figure, told

ROUNDS = 9
TALK = [sys.executable, "-m", "bot", "discuter", "--ephemere"]
CHECK = [sys.executable, "-m", "bot", "verifier"]
LIBRARIES = "pydantic, pydantic_settings, yaml, sqlite_utils, rapidfuzz, typer, rich.console, phonenumbers"
IMPORT = 0.214
"""Seconds that `import telegram.ext` takes on the machine for which the aims were set."""
QUESTION = "[1]"
"""What the first question shows, and nothing before it."""


def question() -> float:
    """Return the seconds until the first question is shown."""
    start = time.perf_counter()
    pipe = subprocess.PIPE
    with subprocess.Popen(TALK, stdin=pipe, stdout=pipe, text=True) as process:
        assert process.stdout
        assert process.stdin
        for line in process.stdout:
            if QUESTION in line:
                break
        else:
            raise RuntimeError("no question was asked")
        took = time.perf_counter() - start
        process.stdin.close()
        process.stdout.read()
    return took


def lasting(*command: str) -> float:
    """Return the seconds that a command takes."""
    start = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - start


def slower(rounds: int = ROUNDS) -> float:
    """Return how many times slower than the machine of the aims this one is, by one import."""
    took = [lasting(sys.executable, "-c", "import telegram.ext") for _ in range(rounds)]
    return statistics.median(took) / IMPORT


def telegram() -> int:
    """Return how many modules of Telegram's library a conversation in a terminal loads."""
    code = (
        "import sys; sys.argv = ['cress-bot', 'discuter', '--ephemere']\n"
        "from bot.__main__ import main\n"
        "try: main()\n"
        "except SystemExit: print('MODULES', sum(name.split('.')[0] == 'telegram' for name in sys.modules))"
    )
    ran = subprocess.run(
        [sys.executable, "-c", code], check=True, input="quitter\n", capture_output=True, text=True
    )
    return int(ran.stdout.rpartition("MODULES ")[2])


def figures(rounds: int = ROUNDS) -> list[Figure]:
    """Measure, and return the figures."""
    for package in ("bot", "dialogs", "knowledge", "storage"):
        compileall.compile_dir(Path(__file__).parent.parent / package, quiet=1)
    asked, imported = [], []
    for _ in range(rounds):
        asked.append(question())
        imported.append(lasting(sys.executable, "-c", f"import {LIBRARIES}"))
    checks = [lasting(*CHECK) for _ in range(min(rounds, 3))]
    first, libraries = statistics.median(asked), statistics.median(imported)
    return [
        Figure("première question, dans un terminal", 1000 * first, "ms"),
        Figure("import des bibliothèques qu'elle demande", 1000 * libraries, "ms"),
        Figure("première question, en fois cet import", first / libraries, "fois", "au plus", 1.5),
        Figure("modules de Telegram chargés", telegram(), "", "au plus", 0),
        Figure("vérification de tout le contenu", statistics.median(checks), "s", "au plus", 5),
    ]


if __name__ == "__main__":
    told("Démarrage et vérification", figures(int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS))
