"""What a programme becomes outside Provence-Alpes-Côte d'Azur (decision rules, section 5)."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.content import Knowledge
from knowledge.lists import Lists
from knowledge.regions import Contact
from knowledge.situations import kinds
from knowledge.zones import here, transposed
from tests.knowledge.situations import BRITTANY, CLASSES, GUADELOUPE, NEEDS, PACA

ZONES = {PACA: "paca", BRITTANY: "metropole", GUADELOUPE: "outre_mer"}


def place(region: str, group: str = "employeur", need: str = "developper") -> dict[str, str]:
    """Return the facts that a substitution looks at."""
    return {"region": region, "zone": ZONES[region], "classe": group, "besoin": need}


def test_every_programme_is_itself_at_home(knowledge: Knowledge) -> None:
    """In Provence-Alpes-Côte d'Azur nothing is replaced."""
    assert all(here(knowledge, programme, place(PACA)) == programme for programme in knowledge.programmes)


def test_a_programme_of_one_region_stays_there(knowledge: Knowledge) -> None:
    """A rule about its zone leaves alone the regions that the programme names; their neighbours follow it."""
    peps = knowledge.programmes["peps"].model_copy(update={"zones": (BRITTANY,)})
    changed = replace(knowledge, programmes={**knowledge.programmes, "peps": peps})
    neighbour = {**place(BRITTANY), "region": "52"}
    assert here(changed, "peps", place(BRITTANY)) == "peps"
    assert here(changed, "peps", neighbour) == here(knowledge, "peps", neighbour) != "peps"
    assert kinds(knowledge).keys() | {BRITTANY} == kinds(changed).keys()


@pytest.mark.parametrize(
    ("programme", "mainland", "overseas"),
    [
        ("mpess_crea", "incubateur_local", "cress"),
        ("incubateur_starter", "incubateur_local", "cress"),
        ("incubateur_couveuse", "incubateur_local", "cress"),
        ("fabrique_initiatives", "fabrique_initiatives", "cress"),
        ("club", "cress", "cress"),
        ("financement", "cress", "cress"),
        ("cress", "cress", "cress"),
        ("dla", "dla", "dla"),
        ("esus", "esus", "esus"),
        ("adhesion", "adhesion", "adhesion"),
        ("transformation_ess", "transformation_ess", "transformation_ess"),
        ("decouverte", "decouverte", "decouverte"),
        ("droit_commun", "droit_commun", "droit_commun"),
        ("la_france_s_engage", "la_france_s_engage", "la_france_s_engage"),
        ("prix_cognacq_jay", "prix_cognacq_jay", "prix_cognacq_jay"),
    ],
)
def test_substitutions(knowledge: Knowledge, programme: str, mainland: str, overseas: str) -> None:
    """A programme that does not exist in a zone is replaced there as the rules say; the others stay."""
    assert here(knowledge, programme, place(BRITTANY)) == mainland
    assert here(knowledge, programme, place(GUADELOUPE)) == overseas


@pytest.mark.parametrize("group", sorted(CLASSES))
def test_development_becomes_the_dla_for_those_who_have_a_right_to_it(
    knowledge: Knowledge, group: str
) -> None:
    """Outside the home region, Développement becomes the DLA for A1 and A4, and the CRESS for the others."""
    expected = "dla" if group in {"employeur", "esus_employeur"} else "cress"
    assert here(knowledge, "mpess_developpement", place(BRITTANY, group)) == expected
    assert here(knowledge, "mpess_developpement", place(GUADELOUPE, group)) == expected


@pytest.mark.parametrize("need", NEEDS)
def test_peps_becomes_an_incubator_for_an_activity_only(knowledge: Knowledge, need: str) -> None:
    """PEPS becomes the local incubator to test, develop or grow an activity, and is dropped otherwise."""
    activity = need in {"tester", "developper", "changer_echelle"}
    assert here(knowledge, "peps", place(BRITTANY, need=need)) == ("incubateur_local" if activity else None)
    assert here(knowledge, "peps", place(GUADELOUPE, need=need)) == ("cress" if activity else None)


def test_later_steps_without_an_equivalent_are_dropped(knowledge: Knowledge) -> None:
    """As later steps, Développement disappears outside the home region, and the incubator overseas too."""
    lists = Lists("dla", (), ("mpess_developpement", "mpess_crea", "esus"))
    assert transposed(knowledge, lists, place(BRITTANY)).later == ("incubateur_local", "esus")
    assert transposed(knowledge, lists, place(GUADELOUPE)).later == ("esus",)


def test_the_fabrique_stays_overseas_where_an_operator_is_known(knowledge: Knowledge) -> None:
    """Overseas, the Fabrique is proposed only where the data of the region name who runs it."""
    island = knowledge.regions[GUADELOUPE].model_copy(update={"factories": (Contact(name="Une Fabrique"),)})
    known = replace(knowledge, regions={**knowledge.regions, GUADELOUPE: island})
    assert here(known, "fabrique_initiatives", place(GUADELOUPE)) == "fabrique_initiatives"


def test_the_chamber_joins_the_other_choices_outside_the_home_region(knowledge: Knowledge) -> None:
    """Elsewhere the CRESS is always among what is possible now; at home nothing is added."""
    lists = Lists("dla", ("decouverte",))
    assert transposed(knowledge, lists, place(BRITTANY)).others == ("decouverte", "cress")
    assert transposed(knowledge, lists, place(PACA)).others == ("decouverte",)


def test_nothing_left_is_the_chamber(knowledge: Knowledge) -> None:
    """When no programme of the lists exists in a zone, the CRESS is the principal."""
    assert transposed(knowledge, Lists("peps"), place(BRITTANY, need="creer")) == Lists("cress")


def test_the_best_rank_wins_when_two_programmes_become_one(knowledge: Knowledge) -> None:
    """Créa and Starter become one incubator, at the better of their two ranks."""
    lists = Lists("mpess_crea", ("decouverte", "incubateur_starter"))
    assert transposed(knowledge, lists, place(BRITTANY)).now == ("incubateur_local", "decouverte", "cress")


def test_without_a_zone_lists_are_those_of_the_home_region(knowledge: Knowledge) -> None:
    """A situation without a region is read as at home, where the table was written."""
    assert transposed(knowledge, Lists("peps", ("club",)), {}) == Lists("peps", ("club",))


@given(data=st.data())
def test_transposing_twice_changes_nothing_more(knowledge: Knowledge, data: st.DataObject) -> None:
    """Lists already written for a zone are left as they are, and hold what exists there."""
    names = st.sampled_from([p.id for p in knowledge.programmes.values() if p.exists_in(PACA)])
    lists = Lists(data.draw(names), data.draw(st.lists(names, max_size=3).map(tuple)))
    region = data.draw(st.sampled_from(sorted(ZONES)))
    facts = place(region, data.draw(st.sampled_from(sorted(CLASSES))), data.draw(st.sampled_from(NEEDS)))
    once = transposed(knowledge, lists, facts)
    assert transposed(knowledge, once, facts) == once
    assert all(knowledge.programmes[programme].exists_in(region) for programme in once.now)
