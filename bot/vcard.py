"""A contact as a vCard (RFC 2426, version 3.0: what phones read)."""

from knowledge.regions import Contact


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")


def vcard(contact: Contact) -> str:
    """Return the card, with what is known and the warning that goes with it."""
    name = _escaped(contact.name)
    fields = (
        ("N", f"{name};;;;"),
        ("FN", name),
        ("ORG", name),
        ("TEL;TYPE=WORK", contact.phone and _escaped(contact.phone)),
        ("EMAIL;TYPE=WORK", contact.mail and _escaped(contact.mail)),
        ("URL", contact.site),
        ("ADR;TYPE=WORK", contact.address and f";;{_escaped(contact.address)};;;;"),
        ("NOTE", contact.note and _escaped(contact.note)),
    )
    lines = [f"{key}:{value}" for key, value in fields if value]
    return "\r\n".join(("BEGIN:VCARD", "VERSION:3.0", *lines, "END:VCARD", ""))
