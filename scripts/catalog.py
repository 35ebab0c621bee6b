"""The words of the library of the command line, in French: a catalog of gettext, its own means.

`python scripts/catalog.py` writes it; a test holds that it is fresh.
"""

import struct
from pathlib import Path

FILE = Path(__file__).resolve().parent.parent / "bot" / "langue" / "fr" / "LC_MESSAGES" / "messages.mo"
MESSAGES = {
    "": "Content-Type: text/plain; charset=UTF-8\n",
    "(deprecated) ": "(ancien) ",
    "(dynamic)": "(calculé)",
    "Aborted!": "Arrêté.",
    "Aborted.": "Arrêté.",
    "Arguments": "Mots attendus",
    "Commands": "Commandes",
    "Error": "Erreur",
    "Options": "Options",
    "Try [blue]'{command_path} {help_option}'[/] for help.": "Aide : [blue]{command_path} {help_option}[/]",
    "[default: {}]": "[sans cette option : {}]",
    "[env var: {}]": "[réglage : {}]",
    "[required]": "[obligatoire]",
    "default: {default}": "sans cette option : {default}",
    "env var: {var}": "réglage : {var}",
    "required": "obligatoire",
}


def compiled(messages: dict[str, str]) -> bytes:
    """Write messages in the binary form that gettext reads: two tables of (length, place), then the texts."""
    pairs = sorted((said.encode(), meant.encode()) for said, meant in messages.items())
    count = len(pairs)
    place = 28 + 16 * count
    tables: list[bytes] = []
    texts = b""
    for rank in (0, 1):
        for text in (pair[rank] for pair in pairs):
            tables.append(struct.pack("<II", len(text), place + len(texts)))
            texts += text + b"\0"
    head = struct.pack("<7I", 0x950412DE, 0, count, 28, 28 + 8 * count, 0, 28 + 16 * count)
    return head + b"".join(tables) + texts


if __name__ == "__main__":
    FILE.parent.mkdir(parents=True, exist_ok=True)
    FILE.write_bytes(compiled(MESSAGES))
    print(f"{len(MESSAGES)} messages dans {FILE.name}")
