"""The mutations: small, told in French, different from the original, and always the same."""

from collections import Counter

import pytest

from knowledge.editions import read_edition
from knowledge.mutations import KINDS, Kind, mutations
from knowledge.mutations.edits import at, cut, put, quoted

EDITION = read_edition()
DOCUMENTS = {name: document.data for name, document in EDITION.documents.items()}


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_a_kind_makes_edits_of_real_documents(kind: Kind) -> None:
    """Each kind finds something to edit; each edit changes its file, tells what it is, and has a line."""
    edits = kind.kept(DOCUMENTS)
    assert edits
    assert len(edits) <= (kind.most or len(edits))
    for edit in edits:
        assert any(data != DOCUMENTS[file] for file, data in edit.changes.items())
        assert edit.file in edit.changes
        assert edit.path in EDITION.documents[edit.file].marks, edit.told


def test_mutations_are_many_told_once_and_always_the_same() -> None:
    """Two runs give the same sentences; the content is as it was before."""
    before = repr(DOCUMENTS["ajustements.yaml"])
    told = [mutation.edit.told for mutation in mutations(DOCUMENTS)]
    assert len(told) > 4500
    assert told == [mutation.edit.told for mutation in mutations(DOCUMENTS)]
    assert repr(DOCUMENTS["ajustements.yaml"]) == before
    assert len({kind.name for kind in KINDS}) == len(KINDS)
    assert Counter(kind.reach for kind in KINDS).keys() == {
        "orientation", "questions", "contacts", "appels", "mots", "textes", "sources",
    }  # fmt: skip


def test_editing_shares_what_is_not_on_the_way() -> None:
    """A value put, or cut with the list that it leaves empty, leaves the original as it was."""
    data = {"a": [{"b": ["x"]}, {"c": "y"}], "d": "z"}
    assert put(data, ("a", 1, "c"), "w") == {"a": [{"b": ["x"]}, {"c": "w"}], "d": "z"}
    assert put(data, (), "w") == "w"
    assert cut(data, ("a", 0, "b", 0)) == {"a": [{}, {"c": "y"}], "d": "z"}
    assert cut(["x"], (0,)) == []
    assert data == {"a": [{"b": ["x"]}, {"c": "y"}], "d": "z"}
    assert at(data, ("a", 7)) is None
    assert at(data, ("d", "e")) is None


def test_a_way_that_cannot_be_mistyped_is_left() -> None:
    """A number of one digit repeated has no two signs to exchange; another one has."""
    (kind,) = (kind for kind in KINDS if kind.name == "numéro ou adresse mal recopiés")
    contacts = {"un": {"nom": "Un", "telephone": "00 00"}, "deux": {"nom": "Deux", "telephone": "01 23"}}
    edits = kind.kept({"national.yaml": {"contacts": contacts}})
    assert [edit.told for edit in edits] == ["écrivait « 01 32 » au lieu de « 01 23 » pour Deux"]


def test_a_long_value_is_cut() -> None:
    """A value is quoted as an editor reads it, cut when it is long."""
    assert (
        quoted({"principal": "dla", "autres": ["cress", "peps"]}) == "« principal: dla, autres: cress, peps »"
    )
    assert quoted("a" * 80) == f"« {'a' * 57}… »"
