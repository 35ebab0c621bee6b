"""Programmes, sources, regions and texts: the few things their entries compute."""

import pytest

from knowledge.content import Knowledge
from knowledge.regions import Contact
from knowledge.texts import PLACEHOLDERS, placeholders
from tests.knowledge.situations import BRITTANY, PACA


def test_a_programme_exists_in_its_regions(knowledge: Knowledge) -> None:
    """A programme exists everywhere, or in the regions it names."""
    assert knowledge.programmes["dla"].exists_in(BRITTANY)
    assert knowledge.programmes["peps"].exists_in(PACA)
    assert not knowledge.programmes["peps"].exists_in(BRITTANY)


def test_a_variant_fits_the_situation(knowledge: Knowledge) -> None:
    """The DLA has a variant for a first hiring, and none for an employer."""
    dla = knowledge.programmes["dla"]
    hiring = dla.variant({"classe": "ess_sans_salarie", "salaries": "bientot"}, first=False)
    assert hiring is not None
    assert hiring.facts == ("F086",)
    assert dla.variant({"classe": "employeur"}, first=True) is None


def test_a_variant_may_be_said_only_when_it_is_first(knowledge: Knowledge) -> None:
    """The CRESS « to choose » is said when the CRESS is first, not among the other choices."""
    chamber = knowledge.programmes["cress"]
    assert chamber.variant({"classe": "employeur"}, first=True) is not None
    assert chamber.variant({"classe": "employeur"}, first=False) is None


def test_every_fact_of_a_programme_is_listed_once(knowledge: Knowledge) -> None:
    """The facts of a programme are those of its sentences, its variants and its own, without repetition."""
    for programme in knowledge.programmes.values():
        facts = programme.all_facts
        assert len(set(facts)) == len(facts)
        assert set(programme.facts) <= set(facts)
        assert {fact for claim in programme.claims for fact in claim.facts} <= set(facts)
        assert {fact for variant in programme.variants for fact in variant.facts} <= set(facts)


def test_a_programme_for_later_says_its_condition(knowledge: Knowledge) -> None:
    """Each programme that the rules place later says when its time comes."""
    for later in ("mpess_developpement", "esus", "la_france_s_engage", "mpess_crea", "incubateur_starter"):
        assert knowledge.programmes[later].as_later is not None


def test_a_fact_concerns_its_regions(knowledge: Knowledge) -> None:
    """A fact of one region concerns that region; the others concern everybody, known region or not."""
    assert knowledge.sources.facts["F116"].concerns(PACA)
    assert not knowledge.sources.facts["F116"].concerns(BRITTANY)
    assert knowledge.sources.facts["F076"].concerns(None)


@pytest.mark.parametrize("way", ["site", "mail", "phone", "address"])
def test_one_way_is_enough_to_be_reachable(way: str) -> None:
    """A contact with a site, a mail, a phone or an address is reachable; a name and a town are not enough."""
    assert not Contact(name="Essai", town="Marseille").reachable
    assert Contact(name="Essai").model_copy(update={way: "https://exemple.fr"}).reachable


def test_a_region_names_its_operators_by_role(knowledge: Knowledge) -> None:
    """Operators are found by role; a role that no region plays has none."""
    region = knowledge.regions[PACA]
    assert region.operators("dla") == region.dla
    assert region.operators("incubateur") == region.incubators
    assert region.operators("fabrique") == region.factories
    assert region.operators("cress") == ()


def test_every_department_belongs_to_one_region(knowledge: Knowledge) -> None:
    """The 101 départements are each in one region."""
    codes = [code for region in knowledge.regions.values() for code in region.departments]
    assert len(codes) == len(set(codes)) == 101


def test_every_contact_says_where_it_was_read(knowledge: Knowledge) -> None:
    """No contact of a region or of the country comes without its page and the time it was seen."""
    for region in knowledge.regions.values():
        for contact in (*region.dla, *region.incubators, *region.factories, *region.offers):
            assert contact.source, contact.name
            assert contact.seen, contact.name
    assert all(contact.source and contact.seen for contact in knowledge.national.values())


def test_placeholders_are_the_names_between_braces() -> None:
    """The words to fill in a text are read from it."""
    assert placeholders("{titre} : ouvert jusqu'au {cloture} ({titre}).") == {"titre", "cloture"}
    assert placeholders("rien") == frozenset()


def test_every_text_can_be_filled(knowledge: Knowledge) -> None:
    """Each text takes the words it is given without an error, and uses every one that it is promised."""
    for key, names in PLACEHOLDERS.items():
        filled = knowledge.texts[key].format(**dict.fromkeys(names, "mot"))
        assert "{" not in filled, key
