"""The tree as SVG: one indented column of boxes a branch, the condition written on every edge.

Indented rather than spread out, so that it prints on a sheet and reads from top to bottom. Sizes are in
pixels. Nothing measures the letters: lines are wrapped by their number of characters, on the wide side.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from textwrap import wrap

from knowledge.content import Knowledge
from knowledge.drawing import Box, branches

WIDTH = 700
_STEP = 44
_LINE = 19
_PAD = 9
_LETTER = 7.6
_GAP = 12
_TITLE = 40

STYLE = """
.arbre { --encre: #1a1a1a; --fond: #fff; --case: #eef3f8; --fin: #eaf5ea; --lien: #0b4f8a; --trait: #59636e;
  font: 14px/1.3 Arial, Helvetica, sans-serif; background: var(--fond) }
.arbre text { fill: var(--encre) } .arbre .nom { font-size: 18px; font-weight: bold }
.arbre .fort { font-weight: bold } .arbre .si { font-style: italic }
.arbre rect { fill: var(--case); stroke: var(--trait) } .arbre .fin rect { fill: var(--fin) }
.arbre path { fill: none; stroke: var(--trait) }
.arbre a text { fill: var(--lien); text-decoration: underline }
@media screen and (prefers-color-scheme: dark) {
  .arbre { --encre: #f0f0f0; --fond: #16191d; --case: #243040; --fin: #1f3527; --lien: #8cc4ff;
    --trait: #97a3b0 }
}
"""


@dataclass(frozen=True)
class _Row:
    """A box at its place: `left` and `top` of the box, its wrapped lines, and the lines of its condition."""

    box: Box
    depth: int
    left: int
    top: int
    lines: tuple[tuple[str, bool], ...]
    when: tuple[str, ...]
    parent: tuple[int, int] | None

    @property
    def height(self) -> int:
        return len(self.lines) * _LINE + 2 * _PAD

    @property
    def bottom(self) -> int:
        return self.top + self.height


def as_svg(knowledge: Knowledge) -> str:
    """Return the whole tree as one SVG document, one branch under the other, with links between branches."""
    top = _GAP
    parts: list[str] = []
    for name, box in branches(knowledge).items():
        rows = _placed(box)
        parts.append(
            f'<g id="{anchor(name)}" transform="translate(0 {top})">'
            f'<text class="nom" x="1" y="22">{escape(name)}</text>'
            f'<g transform="translate(0 {_TITLE})">{_drawn(rows)}</g></g>'
        )
        top += _TITLE + rows[-1].bottom + 3 * _GAP
    told = "Une branche sous l’autre ; la condition est écrite sur chaque trait. Un lien mène à sa branche."
    inner = f"<style>{STYLE}</style>{''.join(parts)}"
    drawing = _document(("L’arbre de décision", told), inner, (0, top), "arbre")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{drawing}\n'


def branch_svgs(name: str, box: Box) -> tuple[str, ...]:
    """Return one branch as SVG elements to stack in a page, cut before each case of its first question.

    A page cannot break inside a drawing: it breaks between these. The page holds STYLE, once, and an element
    bearing the anchor of each branch.
    """
    rows = _placed(box)
    starts = [0, *(rank for rank, row in enumerate(rows) if row.depth == 1)]
    ends = [*starts[1:], len(rows)]
    trunk = _edge(rows[starts[-1]])
    told = "La condition est écrite sur chaque trait. La même chose en texte suit le dessin."
    drawn: list[str] = []
    top = 0
    for rank, (start, end) in enumerate(zip(starts, ends, strict=True)):
        bottom = rows[end - 1].bottom + 1
        title = f"Branche {name}, {rank + 1} sur {len(starts)}"
        key = f"{name}-{rank}"
        drawn.append(_document((title, told), trunk + _drawn(rows[start:end]), (top, bottom), key))
        top = bottom
    return tuple(drawn)


def anchor(name: str) -> str:
    """Return the id of a branch in a drawing or a page."""
    return f"branche-{name}"


def _document(told: tuple[str, str], inner: str, span: tuple[int, int], key: str) -> str:
    """Return an SVG element that shows what lies between two heights; `told` is its title and description."""
    height = span[1] - span[0]
    title, described = map(escape, told)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="arbre" width="{WIDTH}" height="{height}"'
        f' viewBox="0 {span[0]} {WIDTH} {height}" role="group" aria-labelledby="titre-{key}"'
        f' aria-describedby="dit-{key}"><title id="titre-{key}">{title}</title>'
        f'<desc id="dit-{key}">{described}</desc>{inner}</svg>'
    )


def _placed(top: Box) -> list[_Row]:
    """Give every box of a branch its place, from top to bottom."""
    rows: list[_Row] = []

    def place(box: Box, depth: int, parent: tuple[int, int] | None) -> None:
        left = 1 + depth * _STEP
        when = tuple(wrap(box.when or "", _letters(left)))
        above = rows[-1].bottom + _GAP if rows else 1
        row = _Row(box, depth, left, above + len(when) * _LINE, _wrapped(box, left), when, parent)
        rows.append(row)
        for child in box.boxes:
            place(child, depth + 1, (row.left, row.bottom))

    place(top, 0, None)
    return rows


def _letters(left: int) -> int:
    """Return how many letters fit on a line of a box that begins at `left`."""
    return int((WIDTH - left - 2 * _PAD - 1) / _LETTER)


def _wrapped(box: Box, left: int) -> tuple[tuple[str, bool], ...]:
    """Cut what a box says into lines, each strong or not."""
    return tuple(
        (line, not rank) for rank, text in enumerate(box.lines) for line in wrap(text, _letters(left))
    )


def _drawn(rows: list[_Row]) -> str:
    return "".join(piece for row in rows for piece in _pieces(row))


def _pieces(row: _Row) -> Iterator[str]:
    yield _edge(row)
    for rank, line in enumerate(row.when):
        y = row.top - (len(row.when) - rank) * _LINE + 13
        yield f'<text class="si" x="{row.left + 2}" y="{y}">{escape(line)}</text>'
    inner = "".join(_inside(row))
    if row.box.target:
        inner = f'<a href="#{anchor(row.box.target)}">{inner}</a>'
    yield f'<g class="{"question" if row.box.boxes else "fin"}">{inner}</g>'


def _edge(row: _Row) -> str:
    """Draw the edge from the parent, down then right."""
    if row.parent is None:
        return ""
    trunk, middle = row.parent[0] + _STEP // 2, row.top + row.height // 2
    return f'<path d="M{trunk} {row.parent[1]}V{middle}H{row.left}"/>'


def _inside(row: _Row) -> Iterator[str]:
    width = WIDTH - row.left - 1
    yield f'<rect x="{row.left}" y="{row.top}" width="{width}" height="{row.height}" rx="5"/>'
    for rank, (line, strong) in enumerate(row.lines):
        y = row.top + _PAD + rank * _LINE + 14
        mark = ' class="fort"' if strong else ""
        yield f'<text{mark} x="{row.left + _PAD}" y="{y}">{escape(line)}</text>'
