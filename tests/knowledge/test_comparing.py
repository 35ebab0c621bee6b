"""What changes between two contents, for whom, because of which line: exact against brute force."""

from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from knowledge.comparing import Change, Comparison, compare
from knowledge.fringes import Version
from knowledge.outcomes import roles, words
from knowledge.reader import read
from knowledge.walk import Missing
from tests.knowledge.comparing import NOW, Brute, found_in, shipped
from tests.knowledge.edits import EDITS, Edit, edited

NEAR = 3
"""A cause may be told a few lines from the edit: at the question whose case went."""


@pytest.fixture(scope="module")
def before() -> Version:
    """Return the shipped content with its data."""
    return shipped()


@pytest.fixture(scope="module")
def brute(before: Version) -> Brute:
    """Return brute force, which keeps what it worked out before any edit."""
    return Brute(before)


@pytest.mark.parametrize("edit", EDITS, ids=str)
def test_what_changes_is_what_brute_force_finds(
    edit: Edit, before: Version, brute: Brute, tmp_path: Path
) -> None:
    """Every pair of situations that changes, with its kinds; how many are new; and the line of the edit."""
    after = edited(before, edit, tmp_path)
    found = compare(before, after, NOW, edit.within)
    for region in edit.regions:
        assert found_in(found, region) == brute.changes(after.knowledge, edit.within, region)[0]
    assert found.values
    assert_blamed(found, edit, tmp_path)
    assert_counted(found)


def assert_blamed(found: Comparison, edit: Edit, folder: Path) -> None:
    """Every cause is told in the file edited, at the lines edited."""
    document = read(folder / "edited.yaml", edit.file)
    for group in (group for groups in found.groups.values() for group in groups):
        assert group.place.file == edit.file
        if group.place.now:
            line, _ = document.position(group.place.path)
            assert edit.lines.start - NEAR <= line < edit.lines.stop + NEAR, (group.place, edit.lines)


def assert_counted(found: Comparison) -> None:
    """Groups of orientations share out the situations that change; the totals count regions."""
    for kind, total in found.totals.items():
        assert sum(len(change.regions.get(kind, ())) for change in found.changes) == total
    orientations = sum(group.situations for group in found.groups["orientations"])
    assert orientations == found.totals["orientations"] <= found.changed


@pytest.mark.parametrize("edit", EDITS, ids=str)
def test_undoing_an_edit_changes_the_same_situations_back(
    edit: Edit, before: Version, tmp_path: Path
) -> None:
    """Seen from the other side, the same pairs change in the same ways, and who was new is gone."""
    after = edited(before, edit, tmp_path)
    within = {**edit.within, "region": edit.regions[0]}
    there, back = compare(before, after, NOW, within), compare(after, before, NOW, within)
    assert Counter(map(mirrored, there.changes)) == Counter(map(seen, back.changes))
    assert (there.new, there.gone) == (back.gone, back.new)
    assert all(group.place.file == edit.file for groups in back.groups.values() for group in groups)


def seen(change: Change) -> object:
    """Return a change as a value."""
    regions = frozenset((kind, codes) for kind, codes in change.regions.items() if codes)
    return frozenset(change.before.items()), frozenset(change.after.items()), regions


def mirrored(change: Change) -> object:
    """Return a change seen from the other side."""
    return seen(replace(change, before=change.after, after=change.before))


def together(before: Version, folder: Path, *edits: Edit) -> Version:
    """Make several edits, each in its own file."""
    for edit in edits:
        before = edited(before, edit, folder)
    return before


def an_edit(file: str, old: str, new: str) -> Edit:
    """Return an edit of which no close look is kept."""
    return Edit(file, old, new, {})


OPEN = an_edit("dispositifs/mpess_developpement.yaml", "etat: inconnu", "etat: ouvert")
SESSION = an_edit(
    "appels.yaml",
    "- appel: lfse_2026",
    "- appel: essai\n  titre: Essai\n  dispositif: mpess_developpement\n  type: ponctuel\n"
    '  cloture: "2027-01-31"\n  regions: ["93"]\n  source: essai\n- appel: lfse_2026',
)
SMALL = {"statut": "association", "besoin": "developper", "region": "93"}


def causes(before: Version, after: Version, kind: str, within: dict[str, str]) -> set[tuple[str, bool]]:
    """Return the files blamed for what changes of a kind, and whether the line is there now."""
    return {(g.place.file, g.place.now) for g in compare(before, after, NOW, within).groups[kind]}


def test_a_session_is_known_once_the_programme_is_open(before: Version, tmp_path: Path) -> None:
    """A modifier that waits for a session is blamed on what was missing: the state, or the call."""
    open_ = together(before, tmp_path, OPEN)
    dated = together(before, tmp_path, SESSION)
    both = together(open_, tmp_path, SESSION)
    assert causes(open_, both, "mots", SMALL) == {("appels.yaml", True)}
    assert causes(both, open_, "mots", SMALL) == {("appels.yaml", False)}
    assert causes(dated, both, "mots", SMALL) == {("dispositifs/mpess_developpement.yaml", True)}


def test_each_change_has_its_own_cause(before: Version, tmp_path: Path) -> None:
    """Several edits of a morning: each is blamed for what it does, and for nothing else."""
    after = together(
        before,
        tmp_path,
        an_edit("dispositifs/dla.yaml", "court: ", "court: Le "),
        an_edit("regions/93.yaml", "nom: Provence", "nom: La Provence"),
        SESSION,
        an_edit("motifs.yaml", 'projet_a_developper: "', 'projet_a_developper: "Bien. '),
    )
    assert causes(before, after, "mots", SMALL) == {("dispositifs/dla.yaml", True), ("motifs.yaml", True)}
    assert causes(before, after, "echeances", SMALL) == {("appels.yaml", True)}
    assert causes(before, after, "contacts", SMALL) == set()


def test_a_region_that_comes_is_new_and_changes_nobody(before: Version) -> None:
    """Who lives in a region that the former content did not know is new; the other way round, gone."""
    regions = {code: region for code, region in before.knowledge.regions.items() if code != "94"}
    smaller = Version(replace(before.knowledge, regions=regions), before.data)
    within = {"statut": "association", "besoin": "reseau"}
    found = compare(smaller, before, NOW, within)
    assert found.changes == ()
    assert set(found.new) == {("region", "94")}
    assert compare(before, smaller, NOW, within).gone == found.new
    assert found.situations is not None


def test_what_leads_nowhere_says_nothing(before: Version) -> None:
    """A situation that the tree does not foresee has neither programmes nor words."""
    stuck = Missing("stade")
    assert roles(stuck) is None
    assert words(before.knowledge, stuck) == ()


def test_the_order_of_modifiers_is_a_cause(before: Version) -> None:
    """Modifiers put in another order are blamed themselves, and nothing else."""
    reordered = replace(before.knowledge, adjustments=before.knowledge.adjustments[::-1])
    found = causes(before, Version(reordered, before.data), "orientations", SMALL)
    assert found == {("ajustements.yaml", True)}


def test_new_is_who_the_former_content_would_not_understand(before: Version, tmp_path: Path) -> None:
    """An answer is new even where the former content asked something else before it."""
    asked = an_edit(
        "arbre/reseau.yaml",
        "  - si: [personne]\n    question: stade\n    cas:",
        "  - si: [personne]\n    question: porteur\n    sinon:\n      question: stade\n      cas:",
    )
    option = "    - id: en_sommeil\n      libelle: En sommeil\n      phrase: en sommeil\n"
    stage = an_edit("questions.yaml", "    - id: installe\n", option + "    - id: installe\n")
    within = {"statut": "sans_structure", "besoin": "reseau", "region": "93"}
    found = compare(together(before, tmp_path, asked), together(before, tmp_path, stage), NOW, within)
    assert set(found.new) == {("stade", "en_sommeil")}
