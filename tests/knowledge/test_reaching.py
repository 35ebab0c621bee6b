"""Phones that ring, addresses that can be written to."""

import pytest

from knowledge.content import Knowledge
from knowledge.reaching import reaching, rings
from tests.knowledge.conftest import Folder


@pytest.mark.parametrize(
    ("phone", "country", "good"),
    [
        ("02 54 36 58 66", "FR", True),
        ("+33 4 91 00 00 00", "FR", True),
        ("0594 20 76 70", "GF", True),
        ("0262 21 50 60", "RE", True),
        ("01 40 20 50 50", "RE", True),
        ("02 54 36 58", "FR", False),
        ("99 99 99 99 99", "FR", False),
        ("0594 20 76 70", "FR", False),
        ("appelez-nous", "FR", False),
    ],
)
def test_a_phone_rings_in_its_territory(phone: str, country: str, *, good: bool) -> None:
    """A number is one of its territory, or of the mainland; a number of another ocean is not."""
    assert rings(phone, country) == good


def test_the_shipped_contacts_can_be_reached(knowledge: Knowledge) -> None:
    """No phone nor address of the content is wrong."""
    assert list(reaching(knowledge)) == []


def test_a_wrong_phone_and_a_wrong_mail_are_told_where_they_are(folder: Folder) -> None:
    """Each is told on its line, with its code."""
    phone = folder.edit("regions/03.yaml", 'valeur: "0594 20 76 70"', 'valeur: "0594 20 76"')
    mail = folder.edit("regions/53.yaml", 'valeur: "cress@', 'valeur: "cress(at)')
    told = [(issue.file, issue.code, issue.line) for issue in folder.issues()]
    assert told == [("regions/03.yaml", "CB-319", phone), ("regions/53.yaml", "CB-320", mail)]
