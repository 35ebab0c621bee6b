"""Are the addresses of pages well written? Nobody opens them here: only their form is looked at."""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from knowledge.content import Knowledge
from knowledge.issues import Finding
from knowledge.reaching import contacts_of
from knowledge.regions import Chamber, Contact

Place = tuple[str, tuple[str | int, ...], str | None]
ENDINGS = ".,;:!?»\"'"
_TWICE = re.compile(r"https?://https?\b")


def links(knowledge: Knowledge) -> Iterator[Finding]:
    """Say which addresses cannot be right."""
    for file, path, address in _addresses(knowledge):
        wrong = malformed(address) if address and address.startswith("http") else ""
        if wrong:
            message = f"l'adresse « {address} » {wrong}"
            yield Finding(file, path, "CB-334", message, "copiez-la depuis la barre du navigateur")


def malformed(address: str) -> str:
    """Say what is wrong with an address that begins like one; nothing when it looks right."""
    try:
        host = urlsplit(address).hostname or ""
    except ValueError:
        return "n'a pas la forme d'une adresse"
    signs = {
        "contient deux fois « http »": bool(_TWICE.match(address)),
        "a un nom de site sans point": "." not in host.strip(".") or ".." in host or host.endswith("."),
        "finit par un signe qui n'en fait sans doute pas partie": address[-1] in ENDINGS,
        "a une parenthèse sans sa paire": address.count("(") != address.count(")"),
    }
    return next((told for told, seen in signs.items() if seen), "")


def _addresses(knowledge: Knowledge) -> Iterator[Place]:
    for page, entry in knowledge.sources.pages.items():
        yield "sources.yaml", ("pages", page, "adresse"), entry.address
    for rank, call in enumerate(knowledge.calls):
        yield "appels.yaml", (rank, "lien"), call.link
        yield "appels.yaml", (rank, "source"), call.source
    for name, contact in knowledge.national.items():
        yield from _of("national.yaml", ("contacts", name), contact)
    for region in knowledge.regions.values():
        file = f"regions/{region.code}.yaml"
        for key, contacts in contacts_of(region):
            for rank, contact in enumerate(contacts):
                yield from _of(file, (key, rank), contact)
        yield from _chamber(file, region.chamber)


def _chamber(file: str, chamber: Chamber) -> Iterator[Place]:
    if chamber.site:
        yield file, ("cress", "site", "valeur"), chamber.site.value
    known = {"nom": chamber.name, "site": chamber.site, "courriel": chamber.mail}
    known |= {"telephone": chamber.phone, "adresse": chamber.address}
    for key, value in known.items():
        yield file, ("cress", key, "source"), value.source if value else None


def _of(file: str, path: tuple[str | int, ...], contact: Contact) -> Iterator[Place]:
    yield file, (*path, "site"), contact.site
    yield file, (*path, "source"), contact.source
