"""What must hold of the ways of reaching people: phones that ring in their territory, addresses with an @."""

import re
from collections.abc import Iterator

import phonenumbers

from knowledge.content import Knowledge
from knowledge.issues import Finding
from knowledge.regions import Contact, Region

COUNTRIES = {"01": "GP", "02": "MQ", "03": "GF", "04": "RE", "06": "YT"}
"""Regions (INSEE codes) with a numbering plan of their own, by the country code of their phones."""
_MAIL = re.compile(r"[^@\s]+@[^@\s]+\.[a-z]{2,}", re.IGNORECASE)

Path_ = tuple[str | int, ...]


def reaching(knowledge: Knowledge) -> Iterator[Finding]:
    """Say which phones cannot ring and which addresses cannot be written to."""
    for region in knowledge.regions.values():
        file = f"regions/{region.code}.yaml"
        for path, phone, mail in _ways(region):
            yield from _checked(file, path, phone, mail, COUNTRIES.get(region.code, "FR"))
    for name, contact in knowledge.national.items():
        yield from _checked("national.yaml", ("contacts", name), contact.phone, contact.mail, "FR")


def _ways(region: Region) -> Iterator[tuple[Path_, str | None, str | None]]:
    chamber = region.chamber
    phone, mail = chamber.phone, chamber.mail
    yield ("cress",), phone.value if phone else None, mail.value if mail else None
    for key, contacts in contacts_of(region):
        for rank, contact in enumerate(contacts):
            yield (key, rank), contact.phone, contact.mail


def contacts_of(region: Region) -> Iterator[tuple[str, tuple[Contact, ...]]]:
    """Yield the contacts of a region, by the key under which they are written."""
    yield "dla", region.dla
    yield "incubateurs", region.incubators
    yield "fabriques", region.factories
    yield "offres", region.offers


def _checked(file: str, path: Path_, phone: str | None, mail: str | None, country: str) -> Iterator[Finding]:
    """Check what is written at a path, or in the « valeur » below it when it is that of a CRESS."""
    if phone and not rings(phone, country):
        message = f"le numéro « {phone} » n'existe pas dans ce territoire"
        repair = "vérifiez les dix chiffres, ou écrivez « inconnu »"
        yield Finding(file, (*path, "telephone", "valeur"), "CB-319", message, repair)
    if mail and not _MAIL.fullmatch(mail):
        message = f"« {mail} » n'est pas une adresse de courriel"
        repair = "écrivez nom@domaine.fr, ou « inconnu »"
        yield Finding(file, (*path, "courriel", "valeur"), "CB-320", message, repair)


def rings(phone: str, country: str) -> bool:
    """Tell whether a number is one of a country (ISO code), or of mainland France."""
    for code in dict.fromkeys((country, "FR")):
        try:
            spaced = " ".join(phone.split())  # a copied one may have no-break spaces
            number = phonenumbers.parse(spaced, code)
        except phonenumbers.NumberParseException:
            return False
        if phonenumbers.is_valid_number_for_region(number, code):
            return True
    return False
