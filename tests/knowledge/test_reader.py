"""YAML without surprises: every scalar is the text that was written, every fault has a place and a repair."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.issues import Issue, KnowledgeError
from knowledge.reader import MAX_BYTES, Document, read

QUOTES = "vérifiez les guillemets, les « : » et les retraits"


def data(tmp_path: Path, raw: bytes | str) -> object:
    """Return what is read in a file with this content."""
    path = tmp_path / "essai.yaml"
    path.write_bytes(raw if isinstance(raw, bytes) else raw.encode())
    return read(path, "essai.yaml").data


def faults(tmp_path: Path, raw: bytes | str) -> tuple[Issue, ...]:
    """Return what is wrong with a file with this content."""
    with pytest.raises(KnowledgeError) as caught:
        data(tmp_path, raw)
    return caught.value.issues


RETYPED = (
    *("NO", "oui", "no", "true", "null", "~", "01", "0491000000", "+33491000000", "12:00", "1:30", "93"),
    *("1e3", "0x1F", "2026-01-29", "2026-01-29 18:00", "1_000", "3.14", ".inf", "2A"),
)


@pytest.mark.parametrize("written", RETYPED)
def test_a_scalar_stays_what_was_written(tmp_path: Path, written: str) -> None:
    """Numbers, dates, hours, phones and words that YAML would retype are read as text."""
    assert data(tmp_path, f"cle: {written}\n") == {"cle": written}
    assert data(tmp_path, f"- {written}\n") == [written]
    assert data(tmp_path, f"{written}: valeur\n") == {written: "valeur"}


def test_nothing_is_the_empty_text(tmp_path: Path) -> None:
    """A key without a value holds the empty text, which the types then refuse where a text is due."""
    assert data(tmp_path, "cle:\nautre: x\n") == {"cle": "", "autre": "x"}


def test_long_texts_are_folded(tmp_path: Path) -> None:
    """Folded and literal texts are read as YAML says."""
    assert data(tmp_path, "a: >-\n  un\n  deux\nb: |\n  un\n  deux\n") == {"a": "un deux", "b": "un\ndeux\n"}


@given(
    st.dictionaries(
        st.from_regex(r"[a-z_]{1,8}", fullmatch=True), st.from_regex(r"[0-9]{1,12}", fullmatch=True)
    )
)
def test_digits_are_never_numbers(tmp_path_factory: pytest.TempPathFactory, values: dict[str, str]) -> None:
    """Whatever the digits, they are read back as they were written."""
    text = "".join(f"{key}: {value}\n" for key, value in values.items()) or "{}\n"
    assert data(tmp_path_factory.getbasetemp(), text) == values


@pytest.mark.parametrize(
    "raw", ["\ufeffcle: é\n", "cle: é\r\n", "\ufeffcle: é\r\n", "---\ncle: é\n", "cle: é"]
)
def test_the_marks_of_editors_are_borne(tmp_path: Path, raw: str) -> None:
    """A byte-order mark, Windows line ends, a document mark or a missing last line end change nothing."""
    assert data(tmp_path, raw) == {"cle": "é"}


def test_every_value_knows_its_line(tmp_path: Path) -> None:
    """The position of each key or item is kept by its path, from one, with Windows line ends too."""
    path = tmp_path / "essai.yaml"
    path.write_bytes(b"a: 1\r\nb:\r\n  - x\r\n  - {c: y}\r\n")
    marks = read(path, "essai.yaml").marks
    assert marks[("a",)] == (1, 1)
    assert marks[("b", 0)] == (3, 5)
    assert marks[("b", 1, "c")] == (4, 6)


def test_an_issue_falls_on_the_nearest_value_known() -> None:
    """An issue about a value that is not written is placed on what should hold it, or on the first line."""
    document = Document("essai.yaml", text="# un\n\n    a: x")
    assert document.issue(("a", "b", 0), "CB-205", "manque").line == 3
    assert document.issue(("a",), "CB-205", "manque").excerpt == "    a: x"
    assert document.issue(("z",), "CB-205", "manque").line == 3
    told = Document("essai.yaml", text="# rien\n").issue(("z",), "CB-205", "manque", "ajoutez")
    assert told == Issue("essai.yaml", 1, 1, "CB-205", "manque", "ajoutez", "# rien")


def placed(issues: tuple[Issue, ...]) -> list[tuple[int, int, str]]:
    """Return where issues are, and their codes."""
    return [(issue.line, issue.column, issue.code) for issue in issues]


def test_a_key_written_twice_is_told_at_the_second(tmp_path: Path) -> None:
    """Both of two duplicate keys are told, in one pass, where they are repeated."""
    found = faults(tmp_path, "a: 1\nb:\n  c: 2\n  c: 3\na: 4\n")
    assert placed(found) == [(4, 3, "CB-113"), (5, 1, "CB-113")]
    assert found[0].message == "la clé « c » est écrite deux fois (déjà ligne 3)"
    assert found[0].excerpt == "  c: 3"


@pytest.mark.parametrize(
    ("raw", "line", "column", "code"),
    [
        ("a:\n\tb: 1\n", 2, 1, "CB-108"),
        ("a: b\nc: texte : oui\n", 2, 10, "CB-109"),
        ("a: @b\n", 1, 4, "CB-112"),
        ("a: 1\n---\nb: 2\n", 2, 1, "CB-112"),
        ("a: \x00b\n", 1, 1, "CB-104"),
        ("a: b\nc: é\n".encode("latin-1"), 2, 1, "CB-103"),
        ("a: b\n".encode("utf-16"), 1, 1, "CB-103"),
        ("a: 1\n  b: 2\n", 2, 3, "CB-111"),
    ],
)
def test_a_fault_of_form_is_told_in_french(
    tmp_path: Path, raw: bytes | str, line: int, column: int, code: str
) -> None:
    """A tab, a colon in a text, a forbidden character or a wrong encoding have a line, a code, a repair."""
    (issue,) = faults(tmp_path, raw)
    assert placed((issue,)) == [(line, column, code)]
    assert issue.message
    assert issue.repair


@pytest.mark.parametrize("raw", ["", "   \n\n", "# rien que ce commentaire\n", "\ufeff"])
def test_an_empty_file_is_told(tmp_path: Path, raw: str) -> None:
    """A file without data is told as empty."""
    assert placed(faults(tmp_path, raw)) == [(1, 1, "CB-101")]


def test_a_file_too_big_is_not_read(tmp_path: Path) -> None:
    """Beyond one million bytes a file is refused as a whole; just below, it is read."""
    assert placed(faults(tmp_path, "a: " + "x" * MAX_BYTES)) == [(0, 0, "CB-102")]
    assert isinstance(data(tmp_path, "a: " + "x" * (MAX_BYTES - 3)), dict)


@pytest.mark.parametrize("raw", ['a: "oui\nb: non\nc: 1\n', "a: 'oui\nb: non\nc: 1\n"])
def test_an_unclosed_quote_is_told_where_it_opens(tmp_path: Path, raw: str) -> None:
    """A quote that is never closed is told on the line that opens it, not at the end of the file."""
    assert [issue.line for issue in faults(tmp_path, raw)] == [1]


@pytest.mark.parametrize("raw", ["a:\n    b: 1\n  c: 2\n", "a:\n  - x\n - y\n"])
def test_a_line_out_of_line_is_told_as_such(tmp_path: Path, raw: str) -> None:
    """A line that is not aligned with its neighbours is told with that repair."""
    (issue,) = faults(tmp_path, raw)
    assert issue.line == 3
    assert issue.message == "la ligne n'est pas alignée avec ses voisines"


@pytest.mark.parametrize("raw", ["a: &x oui\nb: *x\n", "a: &x [*x]\n", "a: 1\nb: &x non\n"])
def test_anchors_and_aliases_are_refused(tmp_path: Path, raw: str) -> None:
    """An anchor or an alias is an error with a place: nothing is written twice by sharing."""
    assert faults(tmp_path, raw)[0].line in {1, 2}


def test_a_list_nested_without_end_is_refused(tmp_path: Path) -> None:
    """Brackets opened by the hundred are a fault with a place, never a crash."""
    assert faults(tmp_path, "a: " + "[" * 900 + "]" * 900)[0].line == 1
