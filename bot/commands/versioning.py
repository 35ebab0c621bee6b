"""The versions of the content: what was served, and how to go back to it."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path
from typing import Annotated

import typer

from bot import clock
from bot.cli import AsJson, Content, Data, app, data_of, refuse, say, say_json, settings_of
from bot.folder import Refused, put_back, taken
from bot.keeping import named
from bot.settings import Places
from storage.versions import Snapshot, Version, Versions


@dataclass(frozen=True)
class Row:
    """A version, the files that changed since the one before it, and whether it is the one being served."""

    version: Version
    changes: Mapping[str, tuple[str, ...]]
    current: bool

    def as_json(self) -> dict[str, object]:
        """Return the version in its stable shape."""
        return {
            "version": self.version.hash,
            "gardee_le": self.version.first.isoformat(),
            "servie_le": self.version.at.isoformat() if self.version.served else None,
            "en_service": self.current,
            "fichiers": len(self.version.snapshot.files),
            "changements": self.changes,
        }

    def __str__(self) -> str:
        version, count = self.version, len(self.version.snapshot.files)
        state = "en service" if self.current else "servie" if version.served else "gardée, jamais servie"
        seen = f"{clock.written(version.at)}  {version.short}  {count} fichiers, {state}"
        return f"{seen}\n    {named(self.changes)}" if self.changes else seen


@app.command()
def versions(donnees: Data = None, as_json: AsJson = False) -> None:  # noqa: FBT002
    """Lister les contenus que le bot a servis, du plus récent au plus ancien."""
    kept = Versions(data_of(donnees))
    current, found = kept.current(), kept.all()
    rows = [
        Row(version, version.snapshot.changes((before or version).snapshot), current=version == current)
        for version, before in zip_longest(found, found[1:])
    ]
    if as_json:
        say_json({"versions": [row.as_json() for row in rows]})
        return
    for row in rows:
        say(str(row))
    say(f"{len(rows)} version(s) gardée(s). Pour en remettre une : cress-bot revenir VERSION")


@app.command()
def revenir(
    version: Annotated[str, typer.Argument(help="Le début de la version, donné par « versions ».")],
    contenu: Content = None,
    donnees: Data = None,
) -> None:
    """Remettre le dossier du contenu à une version gardée ; le bot qui tourne la prend de lui-même."""
    folder = contenu or settings_of(Places).contenu
    kept = Versions(data_of(donnees))
    wanted = _chosen(kept, version)
    try:
        present = taken(folder)
        if present.files:
            kept.keep(present, clock.system())
        put_back(wanted.snapshot, folder)
    except Refused as refused:
        refuse(f"le dossier {folder} ne peut pas être gardé, rien n'a été changé :\n{refused}")
    except OSError as error:
        refuse(f"le dossier {folder} ne peut pas être écrit ({error.filename}) : vérifiez ses droits")
    _say_what_changed(folder, wanted, present)


def _chosen(kept: Versions, start: str) -> Version:
    """Return the one version whose hash starts so; leave when there is none, or several."""
    found = [version for version in kept.all() if version.hash.startswith(start.lower())]
    if not found:
        refuse(f"aucune version ne commence par « {start} » ; « cress-bot versions » les montre")
    if len(found) > 1:
        names = ", ".join(version.short for version in found)
        refuse(f"plusieurs versions commencent par « {start} » : {names}")
    return found[0]


def _say_what_changed(folder: Path, wanted: Version, present: Snapshot) -> None:
    changes = wanted.snapshot.changes(present)
    if not changes:
        say(f"Le dossier {folder} est déjà la version {wanted.short} : rien n'a été changé.")
        return
    say(f"Le dossier {folder} est revenu à la version {wanted.short} ({named(changes)}).")
    if present.files:
        say(f"Ce qu'il contenait est gardé. Pour l'y remettre : cress-bot revenir {present.short}")
