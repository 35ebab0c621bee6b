"""The names of places: as they are written in the file, each is found again, and nothing else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.content import Knowledge
from knowledge.gazetteer import Gazetteer, Place, paged

NAMES = st.text("ab1 ", min_size=1, max_size=4)


@given(st.dictionaries(NAMES, st.text("27AB: ", min_size=1, max_size=5), max_size=12), NAMES)
def test_what_is_written_is_read(held: dict[str, str], other: str) -> None:
    """Every name bears what was written of it, those of a length are sorted, and no other name is there."""
    roll = Gazetteer(lambda: (paged(held), "", "")).communes
    assert dict(roll) == held
    assert dict(roll.entries()) == held
    assert len(roll) == len(held)
    assert list(roll.sized(2)) == sorted(name for name in held if len(name) == 2)
    assert (other in roll) == (other in held)
    assert roll.get(other) == held.get(other)


def test_the_official_places_are_there(knowledge: Knowledge) -> None:
    """All that the data count is read: names shared by communes, postal codes, intercommunalities."""
    places = knowledge.gazetteer
    assert [len(roll) for roll in (places.communes, places.codes, places.groups)] == [35071, 6310, 1224]
    assert places.named("paris")[0].department == "75"
    assert places.posted("13001") == (Place("13"),)
    assert "paris" not in places.codes


def test_a_name_that_is_not_there_bears_nothing(knowledge: Knowledge) -> None:
    """No part of a name is a name, whatever is written beside it."""
    with pytest.raises(KeyError):
        knowledge.gazetteer.communes["pari"]
    assert knowledge.gazetteer.named("=75") == ()
