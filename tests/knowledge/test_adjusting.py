"""The modifiers M01 to M08 on the real content, each with what the rules say (decision rules, section 6)."""

import pytest

from knowledge.content import Knowledge
from tests.knowledge.situations import BRITTANY, CLASSES, listed, oriented, remarks, situation


def test_m01_study_comes_before_creation_when_creation_is_not_near(knowledge: Knowledge) -> None:
    """M01: who will not create within three months is sent to Starter first, Créa second."""
    person = situation("personne", "defini", "creer")
    assert listed(knowledge, person) == "mpess_crea > incubateur_starter, incubateur_couveuse"
    later = person | {"creation_trois_mois": "non"}
    assert listed(knowledge, later) == "incubateur_starter > mpess_crea, incubateur_couveuse"
    assert "faisabilité" in oriented(knowledge, later).principal.reason


@pytest.mark.parametrize("need", ["besoin_local", "tester", "reseau"])
def test_m01_is_for_those_who_want_to_create(knowledge: Knowledge, need: str) -> None:
    """M01: the date of creation has no effect on a local need, a test or a network."""
    person = situation("personne", "defini", need)
    assert listed(knowledge, person | {"creation_trois_mois": "non"}) == listed(knowledge, person)


def test_m02_a_project_without_social_use_goes_to_common_law(knowledge: Knowledge) -> None:
    """M02: without social use, common-law aids come first, then the club and discovery, nothing later."""
    firm = situation("hors_ess", "defini", "developper", utilite_sociale="non")
    assert listed(knowledge, firm) == "droit_commun > club, decouverte"
    assert listed(knowledge, firm | {"region": BRITTANY}) == "droit_commun > cress, decouverte"


@pytest.mark.parametrize("answer", ["oui", "ne_sait_pas"])
def test_m02_a_project_to_be_built_is_not_sent_away(knowledge: Knowledge, answer: str) -> None:
    """M02: a social use that is there or still to build changes nothing."""
    firm = situation("hors_ess", "defini", "developper")
    assert listed(knowledge, firm | {"utilite_sociale": answer}) == listed(knowledge, firm)


@pytest.mark.parametrize("stage", ["defini", "installe"])
def test_m03_membership_is_said_with_development(knowledge: Knowledge, stage: str) -> None:
    """M03: Développement is told with the membership to provide, as a later step too, save to members."""
    need = "developper" if stage == "defini" else "consolider"
    employer = situation("employeur", stage, need)
    label = "Adhésion à la CRESS à prévoir dans le dossier."
    assert label in remarks(knowledge, employer, "mpess_developpement")
    assert label in remarks(knowledge, employer | {"adherent": "non"}, "mpess_developpement")
    assert label not in remarks(knowledge, employer | {"adherent": "oui"}, "mpess_developpement")


def test_m03_membership_is_the_first_other_choice_of_non_members(knowledge: Knowledge) -> None:
    """M03: when Développement is first and the person is no member, membership comes right behind it."""
    employer = situation("employeur", "defini", "developper", adherent="non")
    assert listed(knowledge, employer) == "mpess_developpement > adhesion, dla, incubateur_starter"
    unknown = situation("employeur", "defini", "developper", adherent="ne_sait_pas")
    assert listed(knowledge, unknown) == "mpess_developpement > dla, incubateur_starter"


def test_m04_an_insertion_structure_hears_of_esus(knowledge: Knowledge) -> None:
    """M04: ESUS joins the end of the list of an insertion structure that has not got it."""
    siae = situation("employeur", "installe", "consolider", statut="siae")
    assert listed(knowledge, siae) == "dla > peps, esus ; mpess_developpement"
    assert "De droit" in remarks(knowledge, siae, "esus")
    assert listed(knowledge, siae | {"esus_agree": "oui"}) == "dla > peps ; mpess_developpement"


def test_m04_esus_takes_the_third_place_of_a_full_list(knowledge: Knowledge) -> None:
    """M04: with three other choices already, ESUS takes the place of the third."""
    siae = situation("employeur", "pas_de_projet", "besoin_local", BRITTANY, statut="siae")
    assert listed(knowledge, siae) == "dla > fabrique_initiatives, decouverte, esus"


def test_m05_a_first_hiring_opens_the_dla(knowledge: Knowledge) -> None:
    """M05: a first hiring puts the DLA first for a precise point, first other choice for a development."""
    point = situation("ess_sans_salarie", "installe", "consolider", salaries="bientot")
    assert listed(knowledge, point) == "dla > cress, adhesion ; mpess_developpement"
    assert "possible selon le territoire" in remarks(knowledge, point, "dla")
    activity = situation("ess_sans_salarie", "defini", "developper", salaries="bientot")
    assert listed(knowledge, activity) == "mpess_developpement > dla, incubateur_starter"


@pytest.mark.parametrize("need", ["creer", "tester", "financer", "esus", "reseau"])
def test_m05_is_for_two_needs_only(knowledge: Knowledge, need: str) -> None:
    """M05: for the other needs a hiring to come counts as no employee."""
    without = situation("ess_sans_salarie", "defini", need)
    assert listed(knowledge, without | {"salaries": "bientot"}) == listed(knowledge, without)


@pytest.mark.parametrize(
    ("group", "stage", "need", "expected"),
    [
        ("employeur", "installe", "consolider", "dla > cress ; mpess_developpement"),
        ("employeur", "defini", "financer", "dla > cress, financement ; mpess_developpement"),
        ("esus_employeur", "defini", "consolider", "dla > cress, adhesion ; mpess_developpement"),
        ("employeur_a_confirmer", "test", "financer", "dla > cress, financement ; mpess_developpement"),
        ("ess_sans_salarie", "installe", "consolider", "cress > adhesion ; mpess_developpement"),
        ("ess_sans_salarie", "defini", "financer", "cress > financement, adhesion ; mpess_developpement"),
        ("societe_ess_sans_esus", "installe", "consolider", "esus > cress, adhesion ; mpess_developpement"),
        ("societe_ess_sans_esus", "defini", "consolider", "cress > esus, adhesion ; mpess_developpement"),
    ],
)
def test_m06_in_an_emergency_a_person_comes_first(
    knowledge: Knowledge, group: str, stage: str, need: str, expected: str
) -> None:
    """M06: no incubator, Développement later, the DLA or the CRESS instead, the CRESS always near the top."""
    assert listed(knowledge, situation(group, stage, need, urgence="oui")) == expected


def test_m06_elsewhere_too(knowledge: Knowledge) -> None:
    """M06: outside the home region an employer goes to the DLA and the others to their CRESS."""
    employer = situation("employeur", "installe", "consolider", BRITTANY, urgence="oui")
    assert listed(knowledge, employer) == "dla > cress"
    volunteers = situation("ess_sans_salarie", "installe", "consolider", BRITTANY, urgence="oui")
    assert listed(knowledge, volunteers) == "cress > adhesion"


def test_m07_a_full_time_employee_is_not_sent_to_the_couveuse(knowledge: Knowledge) -> None:
    """M07: with a full-time job the Couveuse goes, as a later step too, and the next one takes its place."""
    person = situation("personne", "defini", "tester", plein_temps="oui")
    assert listed(knowledge, person) == "incubateur_starter > mpess_crea"
    assert "temps plein" in oriented(knowledge, person).principal.reason
    idea = situation("personne", "piste", "tester", plein_temps="oui")
    assert listed(knowledge, idea) == "incubateur_starter > decouverte"


def test_m08_creation_by_a_structure_needs_another_legal_person(knowledge: Knowledge) -> None:
    """M08: Créa is told to a structure of the ESS with its condition, and without it to a person."""
    condition = "Seulement si une personne morale distincte est créée."
    structures = ("employeur", "employeur_a_confirmer", "ess_sans_salarie", "esus_employeur")
    for group in (*structures, "societe_ess_sans_esus"):
        assert condition in remarks(knowledge, situation(group, "defini", "creer"), "mpess_crea")
    for group in ("personne", "collectif", "hors_ess"):
        assert condition not in remarks(knowledge, situation(group, "defini", "creer"), "mpess_crea")


def test_classes_of_the_examples_are_those_of_the_tree(knowledge: Knowledge) -> None:
    """The situations of these tests fall in the classes they are named after."""
    for group in CLASSES:
        assert oriented(knowledge, situation(group, "installe", "reseau")).facts["classe"] == group
