"""Names as people write them, and the one that is proposed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.naming import nearest, plain
from knowledge.whereabouts import meant
from tests.knowledge.conftest import EDITION

KNOWN = ("dla", "decouverte", "incubateur_couveuse", "incubateur_starter", "mpess_crea", "cress")


@pytest.mark.parametrize(
    ("written", "proposed"),
    [
        ("dlaa", "dla"),
        ("dld", "dla"),
        ("DLA", "dla"),
        ("mpess créa", "mpess_crea"),
        ("mpess-crea", "mpess_crea"),
        ("couveuse", "incubateur_couveuse"),
        ("incubateur", None),
        ("mairie", None),
        ("", None),
        ("…", None),
    ],
)
def test_what_is_proposed_is_near(written: str, proposed: str | None) -> None:
    """Accents, capitals and hyphens do not count, a part of one name is enough; else nothing is proposed."""
    assert nearest(written, KNOWN) == proposed


@given(st.text())
def test_plain_words_stay_as_they_are(text: str) -> None:
    """Reducing twice changes nothing more, and only small letters, digits and single spaces are left."""
    reduced = plain(text)
    assert plain(reduced) == reduced
    assert reduced == " ".join(reduced.split())


@given(st.text(), st.lists(st.text()))
def test_what_is_proposed_is_another_known_name(written: str, known: list[str]) -> None:
    """Nothing is made up, and what was written is never proposed."""
    assert nearest(written, known) in {None, *known} - {written}


@pytest.mark.parametrize("code", sorted(EDITION.knowledge.regions))
def test_every_name_of_a_region_gives_its_code(code: str) -> None:
    """Its name, in capitals too, what people call it, and each of its départements, by number or by name."""
    region = EDITION.knowledge.regions[code]
    written = {region.name, region.name.upper(), *region.spellings}
    written |= {number for number in region.departments if number not in EDITION.knowledge.regions}
    alone = [name for name in region.departments.values() if plain(name) != plain(region.name)]
    for name in {*written, *alone}:
        assert f"écrivez « {code} » ({region.name})" in meant(EDITION.knowledge, name), name


def test_a_region_that_nobody_knows_gives_the_codes() -> None:
    """Nothing looks like it: all the codes are told."""
    assert meant(EDITION.knowledge, "99").startswith("vouliez-vous un de ces codes : 01, 02, 03, 04, 06, 11")
