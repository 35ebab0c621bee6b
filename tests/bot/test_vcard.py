"""Contact cards."""

from bot.vcard import vcard
from knowledge.regions import Contact


def test_a_card_holds_what_is_known_and_its_warning() -> None:
    """Every known way to reach somebody is on the card, with the note; signs are escaped."""
    contact = Contact(
        name="CRESS; Guyane",
        phone="0594 20 76 70",
        mail="contact@exemple.fr",
        site="https://exemple.fr",
        address="10 rue des Remparts, Cayenne",
        note="à revérifier",
    )
    lines = vcard(contact).split("\r\n")
    assert lines[:3] == ["BEGIN:VCARD", "VERSION:3.0", "N:CRESS\\; Guyane;;;;"]
    assert "TEL;TYPE=WORK:0594 20 76 70" in lines
    assert "ADR;TYPE=WORK:;;10 rue des Remparts\\, Cayenne;;;;" in lines
    assert "NOTE:à revérifier" in lines
    assert lines[-2:] == ["END:VCARD", ""]


def test_the_unknown_is_left_out() -> None:
    """A card of a name alone has no empty field."""
    assert vcard(Contact(name="CRESS")).split("\r\n")[2:-2] == ["N:CRESS;;;;", "FN:CRESS", "ORG:CRESS"]
