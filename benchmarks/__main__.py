"""All that is measured, in one table: `make vitesse`, or `python -m benchmarks [turns crowd …]`.

Each part is under a minute on a quiet machine. Absolute figures follow the machine and what else it does;
ratios, taken side by side in one run, do so far less.
"""

import os
import sys
from importlib import import_module

from benchmarks.starting import slower
from benchmarks.table import report, shown
from benchmarks.turns import PEERS

PARTS = {
    "turns": "Un tour entier, sans réseau",
    "crowd": "100 personnes à la fois, une API qui met 50 ms, par HTTP",
    "starting": "Démarrage et vérification",
    "weighing": "Mémoire",
    "swapping": "Un autre contenu, pendant que l'on parle",
    "understanding": "Comprendre un message",
    "sending": "Une diffusion, pendant que l'on parle",
}


def main() -> None:
    """Measure the parts named, else all of them."""
    chosen = sys.argv[1:] or list(PARTS)
    if not PEERS.exists():
        print("aiogram n'est pas installé : `make vitesse` l'installe à part.")
    load = f"{os.getloadavg()[0]:.1f}"
    print(
        f"{os.cpu_count()} cœurs, charge {load} au départ. Les rapports valent, les chiffres seuls bougent.\n"
        f"Cette machine est {shown(slower())} fois plus lente que celle pour laquelle les visées ont été "
        "fixées (import de python-telegram-bot) : celles en secondes y sont d'autant plus dures."
    )
    report({PARTS[part]: import_module(f"benchmarks.{part}").figures() for part in chosen})


if __name__ == "__main__":
    main()
