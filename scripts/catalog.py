"""The words of the library of the command line, in French: a catalog of gettext, its own means.

`python scripts/catalog.py` writes it; a test holds that it is fresh.
"""

from pathlib import Path

from polib import MOEntry, MOFile

FILE = Path(__file__).resolve().parent.parent / "bot" / "langue" / "fr" / "LC_MESSAGES" / "messages.mo"
MESSAGES = {
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
    """Write messages in the binary form that gettext reads."""
    catalog = MOFile(encoding="utf-8")
    catalog.metadata = {"Content-Type": "text/plain; charset=UTF-8"}
    catalog.extend(MOEntry(msgid=said, msgstr=meant) for said, meant in messages.items())
    return catalog.to_binary()


if __name__ == "__main__":
    FILE.parent.mkdir(parents=True, exist_ok=True)
    FILE.write_bytes(compiled(MESSAGES))
    print(f"{len(MESSAGES)} messages dans {FILE.name}")
