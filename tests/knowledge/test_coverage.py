"""What each region finds for each programme: served, named fallback, unknown date, or hole."""

from datetime import datetime

import pytest

from knowledge.contacts import contacts_for
from knowledge.content import Knowledge
from knowledge.coverage import ASPECTS, STATES, Aspect, Cell, coverage, stand_ins, tally
from knowledge.load import load
from tests.knowledge.conftest import Folder
from tests.knowledge.situations import NOW


@pytest.fixture(scope="module")
def cells(knowledge: Knowledge) -> tuple[Cell, ...]:
    """Return the matrix of the shipped content."""
    return coverage(knowledge, NOW)


def cell(cells: tuple[Cell, ...], region: str, programme: str, aspect: Aspect) -> Cell:
    """Return one cell."""
    (found,) = (c for c in cells if (c.region, c.programme, c.aspect) == (region, programme, aspect))
    return found


def test_every_cell_is_there_once(knowledge: Knowledge, cells: tuple[Cell, ...]) -> None:
    """Region × programme × aspect, each once, and the tally counts them all."""
    keys = [(c.region, c.programme, c.aspect) for c in cells]
    assert len(keys) == len(set(keys)) == len(knowledge.regions) * len(knowledge.programmes) * len(ASPECTS)
    assert sum(tally(cells).values()) == len(cells)
    assert tuple(tally(cells)) == STATES
    assert coverage(knowledge, NOW, "53") == tuple(c for c in cells if c.region == "53")


def test_a_fallback_is_named(cells: tuple[Cell, ...]) -> None:
    """Whatever is served by another one says by whom; whatever is unknown says of what."""
    for one in cells:
        if one.state in {"repli", "inconnu"}:
            assert one.through or one.found.by, one


@pytest.mark.parametrize(
    ("key", "state", "names", "through"),
    [
        (("93", "incubateur_starter", "contact"), "servi", {"Inter-Made"}, ()),
        (("53", "dla", "contact"), "repli", {"CRESS Bretagne"}, ()),
        (("01", "cress", "contact"), "repli", {"ESS France"}, ()),
        (("53", "la_france_s_engage", "contact"), "servi", {"Fondation La France s'engage"}, ()),
        (("53", "mpess_crea", "echeance"), "inconnu", set(), ("incubateur_local",)),
        (("93", "mpess_developpement", "echeance"), "inconnu", {"MPESS Développement"}, ()),
        (("28", "incubateur_local", "echeance"), "habituel", {"Incubateur Katapult"}, ()),
        (("53", "dla", "echeance"), "servi", set(), ()),
        (("53", "mpess_developpement", "source"), "repli", set(), ("dla", "cress")),
        (("53", "droit_commun", "echeance"), "trou", set(), ()),
        (("93", "incubateur_local", "contact"), "sans_objet", set(), ()),
    ],
)
def test_a_cell_says_how_it_is_served(
    cells: tuple[Cell, ...],
    key: tuple[str, str, Aspect],
    state: str,
    names: set[str],
    through: tuple[str, ...],
) -> None:
    """One cell of each kind in the shipped content."""
    one = cell(cells, *key)
    assert (one.state, one.through) == (state, through)
    assert names <= set(one.found.by)


def test_an_open_call_serves_and_a_past_one_does_not(knowledge: Knowledge) -> None:
    """The same contest is dated in January 2026, and only usual in November."""
    january = coverage(knowledge, datetime(2026, 1, 10, 10), "53")
    assert cell(january, "53", "la_france_s_engage", "echeance").state == "servi"
    assert cell(coverage(knowledge, NOW, "53"), "53", "la_france_s_engage", "echeance").state == "habituel"


def test_some_departments_alone_do_not_serve_a_region(knowledge: Knowledge, cells: tuple[Cell, ...]) -> None:
    """Where only some départements have an operator who can be reached, the others are said to fall back."""
    one = cell(cells, "84", "dla", "contact")
    assert (one.state, one.found.within) == ("repli", ("01",))
    for department in knowledge.regions["84"].departments:
        first = next(
            reach
            for reach in contacts_for(knowledge, "dla", {"region": "84", "departement": department})
            if reach.contact.reachable
        )
        assert (first.scope == "departement") == (department in one.found.within)


def test_the_file_to_complete_is_named(cells: tuple[Cell, ...]) -> None:
    """A contact is completed in the region, a deadline in the calls, a source in the programme."""
    files = [cell(cells, "53", "dla", aspect).file for aspect in ASPECTS]
    assert files == ["regions/53.yaml", "appels.yaml", "dispositifs/dla.yaml"]


def test_what_stands_for_a_programme_depends_on_the_answers(knowledge: Knowledge) -> None:
    """Every replacement that some answers lead to is listed; a programme that stays has none."""
    assert stand_ins(knowledge, "peps", "53") == ("incubateur_local", "cress")
    assert stand_ins(knowledge, "peps", "02") == ("cress",)
    assert stand_ins(knowledge, "peps", "93") == ()


def test_completing_a_region_changes_its_cell(folder: Folder) -> None:
    """A site given to the only operator of a département serves it."""
    folder.edit(
        "regions/03.yaml", 'departements: ["973"]', 'departements: ["973"]\n    site: https://example.org'
    )
    one = cell(coverage(load(folder.root), NOW, "03"), "03", "dla", "contact")
    assert (one.state, one.found.by) == ("servi", ("BGE Guyane",))
