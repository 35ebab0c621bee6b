"""The modifiers M10 to M18 on the real content, each with what the rules say (decision rules, section 6)."""

from datetime import datetime

import pytest

from knowledge.contacts import contacts_for
from knowledge.content import Knowledge
from knowledge.upcoming import closing_soon
from tests.knowledge.conftest import Folder
from tests.knowledge.situations import BRITTANY, GUADELOUPE, PACA, listed, oriented, remarks, situation

AWARD_OPEN = datetime.fromisoformat("2023-09-01T10:00")


@pytest.mark.parametrize("status", ["association", "fondation", "fonds_dotation"])
def test_m10_the_contest_is_possible_now_when_its_criteria_are_met(knowledge: Knowledge, status: str) -> None:
    """M10: with the three criteria and a fitting status, La France s'engage is the first other choice."""
    employer = situation("employeur", "installe", "changer_echelle", statut=status)
    assert "la_france_s_engage" in listed(knowledge, employer).split(" ; ")[1]
    found = oriented(knowledge, employer | {"criteres_concours": "oui"})
    assert found.others[0].programme == "la_france_s_engage"
    assert found.later == ()


def test_m10_a_cooperative_needs_esus_for_the_contest(knowledge: Knowledge) -> None:
    """M10: without ESUS a cooperative keeps the contest for later and hears of ESUS; with it, it may go."""
    scic = situation(
        "employeur", "installe", "changer_echelle", statut="cooperative", criteres_concours="oui"
    )
    assert listed(knowledge, scic) == "mpess_developpement > dla, esus ; la_france_s_engage"
    assert listed(knowledge, scic | {"esus_agree": "oui"}) == "mpess_developpement > la_france_s_engage, dla"


@pytest.mark.parametrize(
    "more", [{"statut": "mutuelle"}, {"statut": "fondation", "fondation_entreprise": "oui"}]
)
def test_m10_the_contest_is_closed_to_some(knowledge: Knowledge, more: dict[str, str]) -> None:
    """M10: La France s'engage is told neither now nor later to a mutual or to a company foundation."""
    answers = situation(
        "employeur_a_confirmer", "installe", "changer_echelle", criteres_concours="oui", **more
    )
    for region in ("93", BRITTANY, GUADELOUPE):
        assert "la_france_s_engage" not in listed(knowledge, answers | {"region": region})


def test_m11_who_cannot_pay_hears_of_the_dla_second(knowledge: Knowledge) -> None:
    """M11: without the 980 €, Développement stays first and the DLA, when it is listed, comes second."""
    mutual = situation("employeur_a_confirmer", "defini", "developper")
    assert listed(knowledge, mutual) == "mpess_developpement > incubateur_starter, dla"
    poor = mutual | {"paiement": "non"}
    assert listed(knowledge, poor) == "mpess_developpement > dla, incubateur_starter"
    assert "Gratuit" in remarks(knowledge, poor, "dla")
    volunteers = situation("ess_sans_salarie", "defini", "developper")
    assert listed(knowledge, volunteers | {"paiement": "non"}) == listed(knowledge, volunteers)


@pytest.mark.parametrize("need", ["creer", "consolider", "reseau", "ne_sait_pas"])
@pytest.mark.parametrize("region", [PACA, BRITTANY, GUADELOUPE])
def test_m12_an_unknown_status_goes_to_a_person(knowledge: Knowledge, need: str, region: str) -> None:
    """M12: when the help questions leave the status unknown, the CRESS is first and discovery second."""
    lost = {"statut": "ne_sait_pas", "stade": "defini", "besoin": need, "region": region}
    assert listed(knowledge, lost) == "cress > decouverte"


def test_m12_two_contradictions_go_to_a_person(knowledge: Knowledge) -> None:
    """M12: one contradiction is let pass, two of them send to the CRESS."""
    one = situation("personne", "defini", "creer", salaries="oui")
    assert listed(knowledge, one) == "mpess_crea > incubateur_starter, incubateur_couveuse"
    assert listed(knowledge, one | {"esus_agree": "oui"}) == "cress > decouverte"


@pytest.mark.parametrize(
    ("department", "first"),
    [
        ("04", ("Inter-Made", "region")),
        ("05", ("Inter-Made", "region")),
        ("06", ("Az'up", "departement")),
        ("84", ("Initiative Terres de Vaucluse", "departement")),
    ],
)
@pytest.mark.parametrize("programme", ["incubateur_starter", "incubateur_couveuse"])
def test_m13_incubators_by_department(
    knowledge: Knowledge, programme: str, department: str, first: tuple[str, str]
) -> None:
    """M13: the local relay is named where there is one, and the CRESS is always given besides."""
    reached = contacts_for(knowledge, programme, {"region": PACA, "departement": department})
    assert (reached[0].contact.name, reached[0].scope) == first
    assert "cress" in {reach.scope for reach in reached}


def test_m14_a_member_is_not_told_to_join(knowledge: Knowledge) -> None:
    """M14: membership leaves the list of a member."""
    volunteers = situation("ess_sans_salarie", "pas_de_projet", "developper", adherent="oui")
    assert listed(knowledge, volunteers) == "cress > decouverte, fabrique_initiatives"


@pytest.mark.parametrize("region", [PACA, BRITTANY, GUADELOUPE])
def test_m14_a_member_in_search_of_a_network_has_the_chamber(knowledge: Knowledge, region: str) -> None:
    """M14: where membership was first, the CRESS takes its place, to activate the services of a member."""
    member = situation("employeur", "installe", "reseau", region, adherent="oui")
    assert listed(knowledge, member) == "cress > decouverte"
    assert "services d'adhérent" in oriented(knowledge, member).principal.reason
    assert "services d'adhérent" in remarks(knowledge, member, "cress")


def test_m16_a_near_deadline_is_told_without_changing_the_order(knowledge: Knowledge) -> None:
    """M16: ten days before a closing, the call is told whatever the programme, and the lists stay."""
    near = datetime.fromisoformat("2026-01-20T10:00")
    assert [window.id for window in closing_soon(knowledge, PACA, near)] == ["lfse_2026"]
    employer = situation("employeur", "installe", "consolider")
    assert listed(knowledge, employer, near) == listed(knowledge, employer)


@pytest.mark.parametrize("stage", ["piste", "defini", "test"])
def test_m17_the_award_joins_if_there_is_room(knowledge: Knowledge, stage: str) -> None:
    """M17: while its edition is open, the Cognacq-Jay award joins a starting project for fragile publics."""
    employer = situation("employeur", stage, "developper", publics_fragiles="oui")
    found = oriented(knowledge, employer, AWARD_OPEN)
    assert found.others[-1].programme == "prix_cognacq_jay"
    assert "ne se cumulent pas" in remarks(knowledge, employer, "prix_cognacq_jay", AWARD_OPEN)
    assert "prix_cognacq_jay" not in listed(knowledge, employer)


@pytest.mark.parametrize(
    "answers",
    [
        situation("employeur", "defini", "developper", publics_fragiles="non"),
        situation("employeur", "installe", "developper", publics_fragiles="oui"),
        situation("employeur", "defini", "developper", adherent="non", publics_fragiles="oui"),
        situation("employeur", "piste", "besoin_local", BRITTANY, publics_fragiles="oui"),
    ],
)
def test_m17_the_award_stays_out(knowledge: Knowledge, answers: dict[str, str]) -> None:
    """M17: the award is not for other publics, not for an installed activity, and drives nobody out."""
    assert "prix_cognacq_jay" not in listed(knowledge, answers, AWARD_OPEN)


def test_m17_the_award_waits_for_its_opening(knowledge: Knowledge) -> None:
    """M17: an edition that is announced but not open yet is not proposed."""
    employer = situation("employeur", "defini", "developper", publics_fragiles="oui")
    before = datetime.fromisoformat("2023-07-25T10:00")
    assert "prix_cognacq_jay" not in listed(knowledge, employer, before)


@pytest.mark.parametrize(
    ("need", "region", "expected"),
    [
        ("financer", PACA, "droit_commun > club"),
        ("financer", BRITTANY, "droit_commun > cress"),
        ("devenir_ess", PACA, "cress > club ; mpess_crea, esus"),
        ("devenir_ess", BRITTANY, "cress ; incubateur_local, esus"),
        ("devenir_ess", GUADELOUPE, "cress ; esus"),
        ("esus", PACA, "cress > club ; mpess_crea, esus"),
        ("creer", PACA, "mpess_crea > club"),
        ("creer", BRITTANY, "incubateur_local > cress"),
        ("developper", PACA, "droit_commun > club"),
    ],
)
def test_m18_a_sole_trader_has_no_company_to_transform(
    knowledge: Knowledge, need: str, region: str, expected: str
) -> None:
    """M18: a sole trader hears of common law, creation or the CRESS, never of a transformation."""
    sole = {"statut": "entreprise_individuelle", "stade": "installe", "besoin": need, "region": region}
    assert listed(knowledge, sole) == expected


def test_m18_leaves_the_companies_alone(knowledge: Knowledge) -> None:
    """M18: a company outside the ESS still hears of its transformation."""
    firm = situation("hors_ess", "installe", "devenir_ess")
    assert listed(knowledge, firm) == "transformation_ess > club ; esus"


def test_a_modifier_defined_twice_is_told(folder: Folder) -> None:
    """Two modifiers of one name cannot be told apart: the second one is named."""
    line = folder.edit("ajustements.yaml", "- ajustement: m02\n", "- ajustement: m01\n")
    assert ("ajustements.yaml", line, "« m01 » est défini deux fois") in folder.told()
