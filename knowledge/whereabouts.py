"""Which region somebody meant who wrote a name, a département or a town in the place of its code."""

from collections.abc import Iterator
from dataclasses import replace

from knowledge.content import Knowledge
from knowledge.issues import Finding, unknown
from knowledge.naming import nearest, plain
from knowledge.regions import Region

REGIONS = {
    "01", "02", "03", "04", "06", "11", "24", "27", "28", "32", "44", "52", "53", "75", "76", "84", "93",
    "94",
}  # fmt: skip
"""The INSEE codes of the regions that have a CRESS: a file that is missing is not a wrong code."""
EVERYWHERE = {"partout", "france", "france entiere", "national", "toutes", "toute la france"}

Path_ = tuple[str | int, ...]


def no_region(knowledge: Knowledge, file: str, path: Path_, written: str) -> Finding:
    """Say that a region code does not exist, with the code that was meant."""
    return replace(unknown(file, path, "la région", written, ()), repair=meant(knowledge, written))


def meant(knowledge: Knowledge, written: str) -> str:
    """Say which code to write in the place of what is no code of a region."""
    if plain(written) in EVERYWHERE:
        return "écrivez partout, sans crochets"
    if written in REGIONS:
        return f"le fichier de cette région manque : remettez regions/{written}.yaml à sa place"
    for told, region in _readings(knowledge, written):
        return f"{told}écrivez « {region.code} » ({region.name})"
    return f"vouliez-vous un de ces codes : {', '.join(sorted(knowledge.regions))} ?"


def _readings(knowledge: Knowledge, written: str) -> Iterator[tuple[str, Region]]:
    """Yield what the words may be, the surest first, each with its region."""
    regions = knowledge.regions.values()
    names = {plain(name): r for r in regions for name in (r.name, *r.spellings)}
    within = {code: (name, r) for r in regions for code, name in r.departments.items()}
    by_name = {plain(name): (code, r) for code, (name, r) in within.items()}
    if written in within:
        name, region = within[written]
        yield f"{written} est un département ({name}) : ", region
    if plain(written) in names:
        yield "", names[plain(written)]
    if plain(written) in by_name:
        code, region = by_name[plain(written)]
        yield f"{written} est un département ({code}) : ", region
    for place in knowledge.gazetteer.named(plain(written)):
        if place.department in within:
            yield f"{written} est une commune : ", within[place.department][1]
    if near := nearest(written, [*names, *by_name]):
        yield "", names[near] if near in names else by_name[near][1]
