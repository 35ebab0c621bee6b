"""What differs between files, value by value, whatever moved around it."""

from hypothesis import given
from hypothesis import strategies as st

from knowledge.differences import Difference, differences

Found = tuple[Difference, ...]


def apart(before: object, after: object) -> Found:
    """Compare two states of one file."""
    return differences({"f.yaml": before}, {"f.yaml": after})


def told(found: Found) -> list[tuple[str, tuple[str | int, ...], object, object]]:
    """Return each difference with its place: where it is, or was when it is gone."""
    return [(d.kind, d.old_path if d.kind == "retrait" else d.path, d.before, d.after) for d in found]


def test_a_value_changed_added_and_taken_away() -> None:
    """Each key is told once, with what it was and what it is."""
    found = apart({"nom": "a", "ville": "x", "site": "s"}, {"nom": "b", "site": "s", "note": "n"})
    assert told(found) == [
        ("changement", ("nom",), "a", "b"),
        ("ajout", ("note",), None, "n"),
        ("retrait", ("ville",), "x", None),
    ]


def test_an_entry_is_found_again_by_its_name() -> None:
    """An entry put before others moves none of them; a change inside one is told inside it."""
    before = [{"appel": "a", "titre": "1"}, {"appel": "b", "titre": "2"}]
    after = [{"appel": "n", "titre": "0"}, {"appel": "a", "titre": "1"}, {"appel": "b", "titre": "3"}]
    assert told(apart(before, after)) == [
        ("ajout", (0,), None, {"appel": "n", "titre": "0"}),
        ("changement", (2, "titre"), "2", "3"),
    ]
    assert told(apart(after, before)) == [
        ("changement", (1, "titre"), "3", "2"),
        ("retrait", (0,), {"appel": "n", "titre": "0"}, None),
    ]


def test_a_name_that_changes_is_a_change() -> None:
    """An entry that takes the place of one that is gone is the same one, under another name."""
    before, after = [{"nom": "a", "ville": "x"}], [{"nom": "b", "ville": "x"}]
    assert told(apart(before, after)) == [("changement", (0, "nom"), "a", "b")]


def test_an_order_that_changes_is_told() -> None:
    """The order of modifiers counts: it is told with the names, before and now."""
    before, after = [{"id": "a"}, {"id": "b"}], [{"id": "b"}, {"id": "a"}]
    assert told(apart(before, after)) == [("ordre", (), ["a", "b"], ["b", "a"])]


def test_a_list_of_words() -> None:
    """A word added or taken away is told alone, one that takes the place of another as a change."""
    assert told(apart(["a", "b", "c"], ["a", "n", "b", "c"])) == [("ajout", (1,), None, "n")]
    assert told(apart(["a", "b", "c"], ["a", "c"])) == [("retrait", (1,), "b", None)]
    assert told(apart(["a", "b"], ["a", "x", "y"])) == [
        ("changement", (1,), "b", "x"),
        ("ajout", (2,), None, "y"),
    ]


def test_two_entries_of_one_name_are_compared_in_order() -> None:
    """When a name does not tell entries apart, their place does."""
    before = [{"nom": "a", "ville": "x"}, {"nom": "a", "ville": "y"}]
    after = [{"nom": "a", "ville": "x"}, {"nom": "a", "ville": "z"}]
    assert told(apart(before, after)) == [("changement", (1, "ville"), "y", "z")]


def test_files_come_and_go() -> None:
    """A whole file is told as one difference."""
    found = differences({"a.yaml": {"x": "1"}}, {"b.yaml": {"x": "1"}})
    assert [(d.file, d.kind) for d in found] == [("a.yaml", "retrait"), ("b.yaml", "ajout")]


_DATA = st.recursive(
    st.text("ab", max_size=2),
    lambda below: (
        st.lists(below, max_size=3) | st.dictionaries(st.sampled_from(["id", "x", "y"]), below, max_size=3)
    ),
    max_leaves=8,
)


@given(_DATA, _DATA)
def test_nothing_is_told_of_what_is_the_same(before: object, after: object) -> None:
    """Two states differ exactly when something is told."""
    assert bool(apart(before, after)) == (before != after)
