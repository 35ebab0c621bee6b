"""The walk: from answers to a leaf, the questions it stops at, and those that may still count."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.content import Knowledge
from knowledge.walk import Leaf, Missing, reachable, walk, walk_group
from tests.knowledge.situations import CLASSES, NEEDS, STAGES, answers_to, situation, situations

GROUPS = (
    "employeur",
    "employeur_a_confirmer",
    "ess_sans_salarie",
    "esus_employeur",
    "societe_ess_sans_esus",
    "hors_ess",
    "territoire",
    "collectif",
    "personne",
)


def leaf_of(knowledge: Knowledge, answers: dict[str, str], *, strict: bool = True) -> Leaf:
    """Return the leaf that answers lead to."""
    end = walk(knowledge, answers, strict=strict)
    assert isinstance(end, Leaf)
    return end


def test_the_strict_walk_stops_at_each_question_in_turn(knowledge: Knowledge) -> None:
    """With one more answer each time, the strict walk asks the status, the need, the employees, the stage."""
    asked = []
    answers: dict[str, str] = {}
    for value in ("association", "consolider", "oui", "installe"):
        end = walk(knowledge, answers, strict=True)
        assert isinstance(end, Missing)
        asked.append(end.question)
        answers[end.question] = value
    assert asked == ["statut", "besoin", "salaries", "stade"]
    assert leaf_of(knowledge, answers).proposal.principal == "dla"


def test_one_sentence_may_answer_several_questions(knowledge: Knowledge) -> None:
    """Answers given before they are asked are used wherever they count."""
    end = walk(knowledge, {"statut": "association", "stade": "defini"}, strict=True)
    assert end == Missing("besoin")


def test_the_lenient_walk_takes_silence_for_an_answer(knowledge: Knowledge) -> None:
    """Without the employees, the lenient walk goes on as if there were none; without the stage it stops."""
    silent = {"statut": "association", "besoin": "consolider"}
    assert walk(knowledge, silent, strict=False) == Missing("stade")
    found = leaf_of(knowledge, silent | {"stade": "installe"}, strict=False)
    assert found.facts["classe"] == "ess_sans_salarie"


def test_an_option_without_a_case_is_asked_again(knowledge: Knowledge) -> None:
    """« Je ne sais pas » to the stage leads nowhere: the walk asks the stage, whatever its manner."""
    unsure = situation("employeur", "ne_sait_pas", "consolider")
    assert walk(knowledge, unsure, strict=True) == Missing("stade")
    assert walk(knowledge, unsure, strict=False) == Missing("stade")


@pytest.mark.parametrize("group", GROUPS)
def test_the_class_is_deduced(knowledge: Knowledge, group: str) -> None:
    """Every class is deduced from the answers that define it, and given among the facts."""
    assert walk_group(knowledge, CLASSES[group]) == group
    assert leaf_of(knowledge, situation(group, "installe", "reseau")).facts["classe"] == group


@pytest.mark.parametrize(
    ("answers", "group"),
    [
        ({"statut": "siae", "salaries": "oui"}, "employeur"),
        ({"statut": "cooperative", "salaries": "oui"}, "employeur"),
        ({"statut": "cooperative", "salaries": "bientot"}, "ess_sans_salarie"),
        ({"statut": "association", "salaries": "ne_sait_pas"}, "ess_sans_salarie"),
        ({"statut": "fondation", "salaries": "oui"}, "employeur_a_confirmer"),
        ({"statut": "fonds_dotation", "salaries": "oui"}, "employeur_a_confirmer"),
        ({"statut": "fondation", "salaries": "non"}, "ess_sans_salarie"),
        ({"statut": "societe_ess", "esus_agree": "oui", "salaries": "non"}, "ess_sans_salarie"),
        ({"statut": "societe_ess", "esus_agree": "ne_sait_pas"}, "societe_ess_sans_esus"),
        ({"statut": "societe_classique", "mention_ess": "oui_esus", "salaries": "oui"}, "esus_employeur"),
        ({"statut": "entreprise_mission", "mention_ess": "oui"}, "societe_ess_sans_esus"),
        ({"statut": "entreprise_mission", "mention_ess": "ne_sait_pas"}, "hors_ess"),
        ({"statut": "entreprise_individuelle"}, "hors_ess"),
        ({"statut": "groupement"}, "territoire"),
        ({"statut": "ne_sait_pas", "personne_morale": "seul"}, "personne"),
        ({"statut": "ne_sait_pas", "personne_morale": "plusieurs"}, "collectif"),
        ({"statut": "ne_sait_pas", "personne_morale": "ne_sait_pas"}, "inconnu"),
    ],
)
def test_every_status_falls_in_its_class(knowledge: Knowledge, answers: dict[str, str], group: str) -> None:
    """Section 3 of the rules: status, employees and ESUS give one class and one only."""
    assert walk_group(knowledge, knowledge.effective(answers)) == group


@pytest.mark.parametrize(
    ("decision", "profits", "group"),
    [
        ("voix", "non", "employeur"),
        ("capital", "oui", "hors_ess"),
        ("capital", "non", "inconnu"),
        ("capital", "ne_sait_pas", "inconnu"),
        ("ne_sait_pas", "oui", "inconnu"),
    ],
)
def test_help_questions_find_the_class(knowledge: Knowledge, decision: str, profits: str, group: str) -> None:
    """An unknown status is settled by who decides and where the profits go, or stays unknown."""
    known = {"statut": "ne_sait_pas", "personne_morale": "oui", "salaries": "oui"}
    assert walk_group(knowledge, known | {"decision": decision, "benefices": profits}) == group


def test_an_open_class_is_none(knowledge: Knowledge) -> None:
    """While an answer is missing the class is not guessed."""
    assert walk_group(knowledge, {"statut": "association"}) is None


def supposed_need(group: str, stage: str) -> str:
    """Return the need that section 2 of the rules supposes when the person does not say it."""
    if group == "territoire" and stage in {"piste", "defini", "installe"}:
        return "besoin_local"
    person = {"piste": "creer", "defini": "creer", "installe": "creer"}
    others = {"piste": "developper", "defini": "developper", "installe": "consolider"}
    by_stage = {"collectif": person | {"piste": "besoin_local"}, "personne": person}
    by_stage["hors_ess"] = others | {"installe": "reseau"}
    return {"pas_de_projet": "reseau", "test": "tester"}.get(stage) or by_stage.get(group, others)[stage]


@pytest.mark.parametrize("group", GROUPS)
@pytest.mark.parametrize("stage", STAGES)
def test_a_need_left_unsaid_is_supposed(knowledge: Knowledge, group: str, stage: str) -> None:
    """Section 2 of the rules: an unsaid need is supposed from the stage and the class, and told."""
    found = leaf_of(knowledge, situation(group, stage, "ne_sait_pas"))
    assert found.assumed == supposed_need(group, stage)
    said = leaf_of(knowledge, situation(group, stage, found.assumed))
    assert (said.proposal, said.assumed) == (found.proposal, None)


def test_a_branch_passed_on_the_way_adds_its_step_and_its_sentence(knowledge: Knowledge) -> None:
    """A person who wants ESUS gets the leaf of a creation, ESUS as a later step, and a word about it."""
    found = leaf_of(knowledge, situation("personne", "defini", "esus"))
    assert found.proposal == leaf_of(knowledge, situation("personne", "defini", "creer")).proposal
    assert (found.later, found.added_reason) == (("esus",), "esus_apres_creation")


@given(data=st.data())
def test_the_order_of_the_answers_is_indifferent(knowledge: Knowledge, data: st.DataObject) -> None:
    """The position is found from the answers, in whatever order they were given."""
    answers = data.draw(answers_to(knowledge).filter(lambda drawn: "mention_ess" not in drawn))
    shuffled = dict(data.draw(st.permutations(list(answers.items()))))
    assert walk(knowledge, shuffled, strict=True) == walk(knowledge, answers, strict=True)


@given(data=st.data())
def test_what_is_missing_is_a_question_still_reachable(knowledge: Knowledge, data: st.DataObject) -> None:
    """The question that the strict walk stops at is always among those that may still count."""
    answers = data.draw(answers_to(knowledge))
    end = walk(knowledge, answers, strict=True)
    assert not isinstance(end, Missing) or end.question in reachable(knowledge, answers)


@given(data=st.data())
def test_what_is_out_of_reach_has_no_effect(knowledge: Knowledge, data: st.DataObject) -> None:
    """An answer to a question of the tree that can no longer be reached changes nothing to the leaf."""
    answers = data.draw(situations(knowledge))
    alive = reachable(knowledge, answers) | {"mention_ess", "esus_agree"}
    kept = {question: value for question, value in answers.items() if question in alive}
    told, untold = walk(knowledge, answers, strict=False), walk(knowledge, kept, strict=False)
    assert isinstance(told, Leaf)
    assert isinstance(untold, Leaf)
    assert told.proposal == untold.proposal


def test_reach_shrinks_with_the_answers(knowledge: Knowledge) -> None:
    """A person alone is not asked about employees; an unsaid need keeps the supposed ones open."""
    start = reachable(knowledge, {})
    assert {"statut", "besoin", "salaries", "esus_agree", "mention_ess", "porteur", "decision"} <= start
    assert reachable(knowledge, {"statut": "sans_structure"}) == {"statut", "besoin", "stade", "porteur"}
    unsure = {"statut": "sans_structure", "besoin": "creer", "stade": "ne_sait_pas"}
    assert reachable(knowledge, unsure) == {"statut", "besoin", "stade"}
    silent = reachable(knowledge, {"statut": "collectif", "besoin": "ne_sait_pas"})
    assert silent == {"statut", "besoin", "stade", "porteur"}


def test_every_class_stage_and_need_reaches_a_leaf(knowledge: Knowledge) -> None:
    """There is a leaf for each of the 450 cases of the table, and for silence about the need."""
    for group in GROUPS:
        for stage in STAGES:
            for need in (*NEEDS, "ne_sait_pas"):
                assert leaf_of(knowledge, situation(group, stage, need)).proposal.facts
