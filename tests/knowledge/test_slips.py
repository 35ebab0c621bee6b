"""Slips of the hand are found where they are made, and none is seen in what is right."""

import re
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.issues import KnowledgeError
from knowledge.load import SHIPPED
from knowledge.reader import read
from knowledge.slips import Slip, slip

TEXTS = {path: path.read_text(encoding="utf-8") for path in sorted(SHIPPED.rglob("*.yaml"))}
PLAIN_LIST = re.compile(r"\s*(?:- )?\w+: \[\w+(?:, \w+)*\]")
LISTS = [
    (path, number)
    for path, text in TEXTS.items()
    for number, line in enumerate(text.splitlines())
    if PLAIN_LIST.fullmatch(line)
]


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.name)
def test_nothing_is_seen_in_what_is_right(path: Path) -> None:
    """Long quoted texts, nested brackets, apostrophes and sentences are no slip."""
    assert slip(TEXTS[path], len(TEXTS[path])) is None


@settings(max_examples=30, deadline=None)
@given(st.sampled_from(LISTS))
def test_a_bracket_that_goes_is_told_on_its_line(place: tuple[Path, int]) -> None:
    """Whatever the list and what follows it."""
    path, number = place
    lines = TEXTS[path].splitlines()
    lines[number] = lines[number][:-1]
    with tempfile.TemporaryDirectory() as folder:
        spoilt = Path(folder) / path.name
        spoilt.write_text("\n".join(lines), encoding="utf-8")
        with pytest.raises(KnowledgeError) as refused:
            read(spoilt, path.name)
    (issue,) = refused.value.issues
    assert (issue.line, issue.code, issue.repair) == (number + 1, "CB-118", "fermez la liste avec ]")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("a: [b, c\nd: e\n", Slip("bracket", 1, 9, "[")),
        ('z:\n  a: [b\n"01":\n  d: e\n', Slip("bracket", 2, 8, "[")),
        ("- a: {b: c\n  d: e\n", Slip("bracket", 1, 11, "{")),
        ("a:\n  [b,\n   c\nd: e\n", Slip("bracket", 3, 5, "[")),
        ("a: [b\n", Slip("bracket", 1, 6, "[")),
        ("a: {b: [c}\n", Slip("bracket", 1, 10, "[")),
        ("a: [b]]\n", Slip("extra", 1, 7, "]")),
        ('a: ["b" "c"]\n', Slip("comma", 1, 9, '"')),
        ("a: {b: c d: e}\n", Slip("comma", 1, 10)),
        ("a: {b: [c] d: e}\n", Slip("comma", 1, 12)),
        ("a: 'l'aide'\n", Slip("early", 1, 7, "'")),
        ("a: ['l'aide']\n", Slip("early", 1, 8, "'")),
        ("a: 'l''aide'\n", None),
        ("a: ['b\n", Slip("quote", 1, 5, "'")),
        ('a: ["b\n  c", d]\n', None),
        ('a: ["b\n  c]\nd: e\n', Slip("quote", 1, 5, '"')),
        ('b:"c"\nd: e\n', Slip("key", 1, 1)),
        ("a: http://b\n", None),
        ("-a: b\n", Slip("dash", 1, 1)),
        ("a: - b\n", Slip("sign", 1, 4)),
        ("a: |\n  'b' c [d\n", None),
        ("# a: [b\n", None),
        ("a: [b] # c ]\n", None),
        ("a: [b # c ]\n  ]\n", None),
    ],
)
def test_each_slip_has_its_kind_and_its_place(text: str, found: Slip | None) -> None:
    """The line and the column are those of the sign that is missing, or that is wrong."""
    assert slip(text, 9) == found
