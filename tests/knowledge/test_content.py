"""The knowledge as one value: what answers imply, which options stand, which facts are shown."""

import unicodedata

import pytest

from knowledge.content import Knowledge
from tests.knowledge.situations import BRITTANY, GUADELOUPE, PACA


def ids(knowledge: Knowledge, question: str, answers: dict[str, str]) -> list[str]:
    """Return the ids of the options of a question, in order."""
    return [option.id for option in knowledge.choices(question, answers)]


def test_answers_stand_for_themselves(knowledge: Knowledge) -> None:
    """An answer that implies nothing is kept as it is; what is no question, or is deduced, is left out."""
    answers = {"statut": "association", "salaries": "oui"}
    assert knowledge.effective({**answers, "inconnue": "valeur", "zone": "paca", "classe": "x"}) == answers


@pytest.mark.parametrize(
    ("region", "zone"), [(PACA, "paca"), (BRITTANY, "metropole"), (GUADELOUPE, "outre_mer")]
)
def test_a_region_gives_its_zone(knowledge: Knowledge, region: str, zone: str) -> None:
    """The zone comes with the region."""
    assert knowledge.effective({"region": region}) == {"region": region, "zone": zone}


@pytest.mark.parametrize("region", ["autre", "ne_sait_pas", "99"])
def test_a_territory_without_a_chamber_has_no_zone(knowledge: Knowledge, region: str) -> None:
    """Another territory has no zone: no rule may speak for it."""
    assert "zone" not in knowledge.effective({"region": region})


@pytest.mark.parametrize(("answer", "esus"), [("oui", "non"), ("oui_esus", "oui")])
def test_an_option_may_answer_another_question(knowledge: Knowledge, answer: str, esus: str) -> None:
    """One answer about the ESS mention also tells whether the company has the ESUS approval."""
    assert knowledge.effective({"mention_ess": answer}) == {"mention_ess": "oui", "esus_agree": esus}


def test_what_is_said_wins_over_what_is_implied(knowledge: Knowledge) -> None:
    """An answer about ESUS counts more than what the ESS mention implies, whichever came first."""
    assert knowledge.effective({"mention_ess": "oui", "esus_agree": "oui"})["esus_agree"] == "oui"
    assert knowledge.effective({"esus_agree": "oui", "mention_ess": "oui"})["esus_agree"] == "oui"


def test_regions_are_listed_by_name_whatever_their_accents(knowledge: Knowledge) -> None:
    """The regions are the options of their question, in the order of a French dictionary, then the others."""
    options = knowledge.choices("region", {})
    named = [option.label for option in options][: len(knowledge.regions)]
    assert named == sorted(named, key=lambda name: unicodedata.normalize("NFKD", name))
    assert named.index("Île-de-France") < named.index("La Réunion")
    assert [option.id for option in options[len(knowledge.regions) :]] == ["autre", "ne_sait_pas"]


def test_a_region_may_be_written_in_other_words(knowledge: Knowledge) -> None:
    """The spellings of a region are the synonyms of its option, and its phrase says « en … »."""
    home = next(option for option in knowledge.choices("region", {}) if option.id == PACA)
    assert "paca" in home.synonyms
    assert home.phrase == "en Provence-Alpes-Côte d'Azur"


def test_departments_are_those_of_the_region(knowledge: Knowledge) -> None:
    """The départements offered belong to the answered region; without a region there is only silence."""
    assert ids(knowledge, "departement", {"region": PACA}) == [
        "04",
        "05",
        "06",
        "13",
        "83",
        "84",
        "ne_sait_pas",
    ]
    assert ids(knowledge, "departement", {}) == ["ne_sait_pas"]
    assert ids(knowledge, "departement", {"region": "autre"}) == ["ne_sait_pas"]


def test_other_questions_have_their_own_options(knowledge: Knowledge) -> None:
    """The options of an ordinary question do not depend on the answers."""
    assert ids(knowledge, "salaries", {"region": PACA}) == ["oui", "bientot", "non", "ne_sait_pas"]


def test_facts_of_a_region_stay_there(knowledge: Knowledge) -> None:
    """A fact about the offers of one region is not shown in another, nor to somebody without a region."""
    facts = ("F116", "F076")
    assert knowledge.shown(facts, PACA) == facts
    assert knowledge.shown(facts, BRITTANY) == ("F076",)
    assert knowledge.shown(facts, None) == ("F076",)


def test_two_loads_are_two_values(knowledge: Knowledge) -> None:
    """A knowledge is itself and nothing else, so that a planner never serves another one."""
    assert knowledge == knowledge  # noqa: PLR0124 - identity is what is tested
    assert {knowledge: 1}[knowledge] == 1
