"""Turns the official division of the territory into the one compact file that the bot reads.

    python scripts/territories.py DATA_FOLDER > knowledge/territories.tsv

DATA_FOLDER is `data/` of the npm package `@etalab/decoupage-administratif` (official data of the INSEE
and La Poste, Licence Ouverte 2.0). Three lines, as `knowledge.gazetteer` reads them: the communes with their
places (`département:inhabitants`, the largest first); postal codes, then intercommunalities, with theirs
(`département`).
"""

import json
import re
import sys
from collections import defaultdict
from pathlib import Path

from dialogs.words import fold
from knowledge.gazetteer import paged

Places = dict[str, dict[str, int]]
_KIND_OF_EPCI = re.compile(
    r"^(?:CC|CA|CU|Métropole|MET69)\s+(?:(?:de la|de l'|du|des|de|d')\s*)?", re.IGNORECASE
)
_SHORT = re.compile(r"^(\w{4,}(?: \w{4,})?) (?:sur|en|sous|la|le|les|lez|du|de|des|aux|l|d) ")
LARGE = 10_000
_ORDINAL = re.compile(r"^(.+) (\d+)(er|e) Arrondissement$")


def communes(data: Path) -> tuple[Places, dict[str, set[str]]]:
    """Return the inhabitants by folded name and département, and the départements by postal code."""
    names: Places = defaultdict(dict)
    codes: dict[str, set[str]] = defaultdict(set)
    for entry in json.loads((data / "communes.json").read_text(encoding="utf-8")):
        for name in spellings(entry["nom"]):
            held = names[fold(name)]
            department = entry["departement"]
            held[department] = max(held.get(department, 0), entry.get("population", 0))
        for code in entry.get("codesPostaux", []):
            codes[code].add(entry["departement"])
    return shortened(names), codes


def shortened(names: Places) -> Places:
    """Add what people call a large town for short (« Cherbourg »), where no commune has that very name."""
    short: Places = defaultdict(dict)
    for name, held in names.items():
        part = _SHORT.match(name)
        if part and part[1] not in names:
            short[part[1]] |= {code: people for code, people in held.items() if people >= LARGE}
    return names | {name: held for name, held in short.items() if held}


def spellings(name: str) -> list[str]:
    """Return a name as it is written, and an arrondissement as people say it (« Paris 15 »)."""
    part = _ORDINAL.match(name)
    return [name, f"{part[1]} {part[2]}{part[3]}", f"{part[1]} {part[2]}"] if part else [name]


def intercommunalities(data: Path, departments: dict[str, str]) -> dict[str, set[str]]:
    """Return the départements of each intercommunality, by its name without its legal kind."""
    found: dict[str, set[str]] = defaultdict(set)
    for entry in json.loads((data / "epci.json").read_text(encoding="utf-8")):
        name = fold(_KIND_OF_EPCI.sub("", entry["nom"]))
        found[name] |= {
            departments[member["code"]] for member in entry["membres"] if member["code"] in departments
        }
    return found


def main() -> None:
    """Write the file on standard output."""
    data = Path(sys.argv[1])
    names, codes = communes(data)
    entries = json.loads((data / "communes.json").read_text(encoding="utf-8"))
    groups = intercommunalities(data, {entry["code"]: entry["departement"] for entry in entries})
    told = {
        name: (f"{code}:{people}" for code, people in largest_first(held)) for name, held in names.items()
    }
    others = {name: held for name, held in groups.items() if name and name not in names and held}
    for kind in (
        told,
        {code: sorted(by) for code, by in codes.items()},
        {n: sorted(by) for n, by in others.items()},
    ):
        print(paged({name: " ".join(places) for name, places in kind.items()}))


def largest_first(held: dict[str, int]) -> list[tuple[str, int]]:
    """Return the places of a name, the largest first."""
    return sorted(held.items(), key=lambda place: (-place[1], place[0]))


if __name__ == "__main__":
    main()
