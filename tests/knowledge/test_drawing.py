"""The tree drawn: everything that runs is in the drawing, and each edge has its condition."""

from collections.abc import Iterator
from itertools import pairwise
from xml.etree import ElementTree

from knowledge.content import Knowledge
from knowledge.drawing import Box, as_mermaid, as_text, branch_text, branches
from knowledge.drawing_svg import anchor, as_svg, branch_svgs
from knowledge.soundness import all_nodes

SVG = "{http://www.w3.org/2000/svg}"


def all_boxes(box: Box) -> Iterator[Box]:
    """Yield a box and all those below."""
    yield box
    for child in box.boxes:
        yield from all_boxes(child)


def test_every_node_is_a_box_and_every_edge_has_a_condition(knowledge: Knowledge) -> None:
    """As many boxes as nodes; only the top of a branch has no condition; a target is a branch."""
    drawn = branches(knowledge)
    found = [box for top in drawn.values() for box in all_boxes(top)]
    assert list(drawn)[:2] == ["depart", "classe"]
    assert len(found) == len(list(all_nodes(knowledge)))
    assert sum(box.when is None for box in found) == len(drawn)
    assert {box.target for box in found if box.target} <= drawn.keys()


def test_otherwise_says_which_answers_are_left(knowledge: Knowledge) -> None:
    """« sinon » names the answers of no case; an answer that stands for another one is told with it."""
    text = as_text(knowledge)
    assert "sinon (Pas encore, embauche prévue ou Non ou Je ne sais pas)" in text
    assert "si Oui, sans agrément ESUS ou Oui, avec l'agrément ESUS\n" in text
    assert "on suppose le besoin : Tester une activité" in text


def test_mermaid_labels_every_arrow(knowledge: Knowledge) -> None:
    """No arrow of the flowchart is bare, within a branch or between two."""
    lines = [line for line in as_mermaid(knowledge).splitlines() if "->" in line]
    assert len(lines) > 200
    for line in lines:
        assert ' -- "' in line or ' -. "' in line, line


def test_the_svg_holds_every_word(knowledge: Knowledge) -> None:
    """It is XML with a title and a description, and shows every box, every condition and every link."""
    root = ElementTree.fromstring(as_svg(knowledge))  # noqa: S314 - ours
    assert root.tag == f"{SVG}svg"
    assert root.findtext(f"{SVG}title")
    assert root.findtext(f"{SVG}desc")
    drawn = branches(knowledge)
    found = [box for top in drawn.values() for box in all_boxes(top)]
    told = [word for box in found for line in (*box.lines, box.when or "") for word in line.split()]
    shown = " ".join("".join(text.itertext()) for text in root.iter(f"{SVG}text"))
    assert sorted([*told, *drawn]) == sorted(shown.split())
    links = [link.attrib["href"] for link in root.iter(f"{SVG}a")]
    assert sorted(links) == sorted(f"#{anchor(box.target)}" for box in found if box.target)
    assert {element.get("id") for element in root.iter(f"{SVG}g")} >= {anchor(name) for name in drawn}


def test_a_branch_is_cut_between_its_cases(knowledge: Knowledge) -> None:
    """One piece for the first question and one a case; together they show each box once, end to end."""
    for name, top in branches(knowledge).items():
        pieces = [ElementTree.fromstring(svg) for svg in branch_svgs(name, top)]  # noqa: S314 - ours
        assert len(pieces) == 1 + len(top.boxes)
        boxes = [rect for piece in pieces for rect in piece.iter(f"{SVG}rect")]
        assert len(boxes) == len(list(all_boxes(top)))
        spans = [tuple(map(int, piece.attrib["viewBox"].split())) for piece in pieces]
        for before, after in pairwise(spans):
            assert before[1] + before[3] == after[1]
    assert branch_text(branches(knowledge)["classe_employeur"]).startswith(
        "Avez-vous au moins un salarié ?\n"
    )
