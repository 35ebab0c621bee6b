"""Who to call: the chain from the département to the national networks always holds somebody reachable."""

from dataclasses import replace

import pytest
from pydantic import ValidationError

from knowledge.contacts import Reach, chamber_contact, contacts_for, human, served, served_nearby
from knowledge.content import Knowledge
from knowledge.regions import Contact, Region, Sourced
from tests.knowledge.situations import BRITTANY, GUADELOUPE, PACA


def scopes(reached: tuple[Reach, ...]) -> list[str]:
    """Return how near each contact is, in order."""
    return [reach.scope for reach in reached]


def names(reached: tuple[Reach, ...]) -> list[str]:
    """Return the names of the contacts, in order."""
    return [reach.contact.name for reach in reached]


def with_region(knowledge: Knowledge, code: str, **changes: object) -> Knowledge:
    """Return the knowledge with another entry for a region."""
    region = knowledge.regions[code].model_copy(update=changes)
    return replace(knowledge, regions={**knowledge.regions, code: region})


def test_somebody_is_reachable_everywhere(knowledge: Knowledge) -> None:
    """For every programme, region and département, known or not, somebody can be reached."""
    for programme in knowledge.programmes:
        assert any(reach.contact.reachable for reach in contacts_for(knowledge, programme, {}))
        for code, region in knowledge.regions.items():
            for department in ("", *region.departments):
                facts = {"region": code, "departement": department}
                reached = contacts_for(knowledge, programme, facts)
                assert any(reach.contact.reachable for reach in reached), (programme, facts)


def test_no_name_is_given_twice(knowledge: Knowledge) -> None:
    """A body that plays two roles in a region is named once."""
    for programme in knowledge.programmes:
        for code in knowledge.regions:
            told = names(contacts_for(knowledge, programme, {"region": code}))
            assert len(set(told)) == len(told)


def test_the_chain_goes_from_near_to_far(knowledge: Knowledge) -> None:
    """The operator of the département comes first, then that of the region, the CRESS, the national one."""
    near = Contact(name="Proche", departments=("29",), phone="02 98 00 00 00")
    wide = Contact(name="Régional", phone="02 99 00 00 00")
    known = with_region(knowledge, BRITTANY, dla=(wide, near))
    facts = {"region": BRITTANY, "departement": "29"}
    assert scopes(contacts_for(known, "dla", facts)) == ["departement", "region", "cress", "national"]
    assert names(contacts_for(known, "dla", facts))[:2] == ["Proche", "Régional"]


def test_no_operator_is_guessed_without_a_department(knowledge: Knowledge) -> None:
    """The operator of one département is not told to somebody whose département is another or unknown."""
    for facts in ({"region": BRITTANY}, {"region": BRITTANY, "departement": "56"}):
        assert "Bretagne Active" not in names(contacts_for(knowledge, "dla", facts))
    finistere = contacts_for(knowledge, "dla", {"region": BRITTANY, "departement": "29"})
    assert names(finistere)[0] == "Bretagne Active"


def test_a_region_without_an_operator_gives_its_chamber(knowledge: Knowledge) -> None:
    """Where no operator is known, the CRESS leads, with the national network behind."""
    assert scopes(contacts_for(knowledge, "dla", {"region": GUADELOUPE})) == ["cress", "national"]
    assert scopes(contacts_for(knowledge, "incubateur_local", {"region": BRITTANY})) == ["cress"]


@pytest.mark.parametrize(("programme", "network"), [("dla", "info_dla"), ("fabrique_initiatives", "avise")])
def test_networks_close_the_chain(knowledge: Knowledge, programme: str, network: str) -> None:
    """The DLA and the Fabrique are also found through their national sites, even without a region."""
    site = knowledge.national[network]
    assert contacts_for(knowledge, programme, {})[-1] == Reach(site, "national")
    assert Reach(site, "national") in contacts_for(knowledge, programme, {"region": PACA})


def test_a_national_programme_has_its_own_contact_first(knowledge: Knowledge) -> None:
    """A contest is asked from its foundation, then from the CRESS."""
    reached = contacts_for(knowledge, "la_france_s_engage", {"region": PACA})
    assert scopes(reached) == ["national", "cress"]
    assert reached[0].contact.site == "https://fondationlafrancesengage.org"


def test_a_chamber_without_an_address_sends_to_the_national_head(knowledge: Knowledge) -> None:
    """When nothing but a name is known of a CRESS, ESS France closes the chain."""
    reached = human(knowledge, {"region": GUADELOUPE})
    assert scopes(reached) == ["cress", "national"]
    assert reached[-1].contact == knowledge.national["ess_france"]


@pytest.mark.parametrize("facts", [{}, {"region": "autre"}, {"region": "99"}, {"departement": "29"}])
def test_without_a_known_region_a_human_is_the_national_head(
    knowledge: Knowledge, facts: dict[str, str]
) -> None:
    """Whoever gives no region, or one without a CRESS, gets ESS France."""
    assert human(knowledge, facts) == (Reach(knowledge.national["ess_france"], "national"),)


def test_a_chamber_tells_what_is_known_of_it(knowledge: Knowledge) -> None:
    """The contact of a CRESS carries its values, their notes and the page of the first one known."""
    contact = chamber_contact(knowledge.regions[BRITTANY].chamber)
    assert (contact.name, contact.site) == ("CRESS Bretagne", "https://www.ess-bretagne.org")
    assert (contact.mail, contact.phone, contact.address) == ("cress@cress-bretagne.org", None, None)
    assert contact.note == "page de 2020, à revérifier"
    assert contact.source == "https://www.ess-bretagne.org/le-dispositif-fabrique-a-initiatives"


def test_a_chamber_of_which_only_the_name_is_known(knowledge: Knowledge) -> None:
    """A CRESS without any address rests on the page that gave its name, and is not reachable."""
    chamber = knowledge.regions[GUADELOUPE].chamber
    contact = chamber_contact(chamber)
    assert contact.source == chamber.name.source
    assert not contact.reachable


def test_of_two_entries_with_one_name_the_reachable_one_is_kept(knowledge: Knowledge) -> None:
    """When the CRESS is also an operator known by name only, its address is not lost."""
    region: Region = knowledge.regions[BRITTANY]
    mute = Contact(name=region.chamber.name.value)
    known = with_region(knowledge, BRITTANY, incubators=(mute,))
    reached = contacts_for(known, "incubateur_local", {"region": BRITTANY})
    assert names(reached) == ["CRESS Bretagne"]
    assert reached[0].contact.reachable


PAGE = {"valeur": "a", "source": "https://example.org"}
VAGUE = ["2026-11", "2026", "vers 2020", "après 2021", "2022-10 ou après", "vers 2022-2023", "date inconnue"]


@pytest.mark.parametrize("written", ["2026-11-24", *VAGUE])
def test_when_a_page_was_seen_may_be_vague(written: str) -> None:
    """A day, a month, a year, a period, or nobody knows."""
    assert Sourced.model_validate({**PAGE, "vu_le": written}).seen == written


@pytest.mark.parametrize(
    "written", ["2026-02-31", "31/02/2026", "le mois dernier", "2026-13", "hier", "12", ""]
)
def test_when_a_page_was_seen_is_a_time(written: str) -> None:
    """A day that does not exist, or words: it would never be old."""
    with pytest.raises(ValidationError):
        Sourced.model_validate({**PAGE, "vu_le": written})


def test_who_gives_the_support_comes_before_who_runs_the_network(knowledge: Knowledge) -> None:
    """Somebody who only runs a network, or a site that tells of it, is told after an operator."""
    runs = Contact(name="Animation", role="animation", phone="02 99 00 00 00")
    gives = Contact(name="Opérateur")
    known = with_region(knowledge, BRITTANY, dla=(runs, gives))
    assert names(contacts_for(known, "dla", {"region": BRITTANY}))[:2] == ["Opérateur", "Animation"]
    assert served(known, "dla", {"region": BRITTANY})
    assert not served(with_region(knowledge, BRITTANY, dla=(runs,)), "dla", {"region": BRITTANY})


def test_who_is_said_to_be_no_operator_is_none(knowledge: Knowledge) -> None:
    """A contact whose note says that it is a site, or runs a network, is no operator."""
    for region in knowledge.regions.values():
        for contact in (*region.dla, *region.incubators, *region.factories):
            said = contact.note or ""
            named = "pas un opérateur nommé" not in said and not said.startswith("animation")
            assert contact.supports == named, contact.name


def test_operators_of_a_part_of_the_region_are_known(knowledge: Knowledge) -> None:
    """Somebody who said no département is told that one may be known where she is."""
    assert served_nearby(knowledge, "dla", {"region": BRITTANY})
    assert not served_nearby(knowledge, "dla", {"region": BRITTANY, "departement": "35"})
    assert not served_nearby(knowledge, "dla", {"region": GUADELOUPE})
    assert not served_nearby(knowledge, "dla", {})
