"""Which question comes next: only what can change the principal support is asked before the result."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.content import Knowledge
from knowledge.needed import MAX_QUESTIONS, Plan, Planner, first_unanswered, planner, principal, signature
from knowledge.orientation import orient
from knowledge.walk import Missing
from tests.knowledge.situations import BRITTANY, NOW, PACA, answers_to, oriented, situation

EMPLOYER = {"statut": "association", "besoin": "consolider", "region": PACA, "salaries": "oui"}


def asked(knowledge: Knowledge, answers: dict[str, str]) -> str | None:
    """Return the question that comes after some answers."""
    return planner(knowledge).plan(answers).question


def test_the_status_then_the_need_come_first(knowledge: Knowledge) -> None:
    """Everybody is asked the status and the need, in that order."""
    assert asked(knowledge, {}) == "statut"
    assert asked(knowledge, {"statut": "association"}) == "besoin"


def test_the_region_comes_before_what_is_not_for_everybody(knowledge: Knowledge) -> None:
    """The region is asked before the employees, for it may make other questions useless."""
    assert asked(knowledge, {"statut": "association", "besoin": "consolider"}) == "region"
    assert asked(knowledge, {"statut": "ne_sait_pas"}) == "region"


@pytest.mark.parametrize(
    ("answers", "question"),
    [
        ({"statut": "association", "besoin": "reseau", "region": PACA}, "adherent"),
        ({"statut": "collectivite", "besoin": "besoin_local", "region": PACA}, None),
        ({"statut": "sans_structure", "besoin": "reseau", "region": BRITTANY}, None),
        ({"statut": "association", "besoin": "consolider", "region": PACA}, "salaries"),
        (EMPLOYER, None),
        ({"statut": "sans_structure", "besoin": "creer", "region": PACA}, "stade"),
        ({"statut": "societe_classique", "besoin": "consolider", "region": PACA}, "mention_ess"),
    ],
)
def test_a_question_is_asked_only_if_it_can_change_the_first_one(
    knowledge: Knowledge, answers: dict[str, str], question: str | None
) -> None:
    """An employer with a precise point goes to the DLA at any stage: nothing more is asked."""
    assert asked(knowledge, answers) == question


def test_silence_stands_for_what_is_left_aside(knowledge: Knowledge) -> None:
    """The plan completes the answers with silence where no answer is needed, and keeps those given."""
    plan = planner(knowledge).plan(EMPLOYER)
    assert plan.question is None
    assert plan.facts["stade"] == knowledge.questions["stade"].unneeded
    assert plan.facts["adherent"] == knowledge.questions["adherent"].default
    assert EMPLOYER.items() <= plan.facts.items()


def test_everything_answered_leaves_nothing_to_plan(knowledge: Knowledge) -> None:
    """A person who has said everything gets the same facts back."""
    full = planner(knowledge).plan(EMPLOYER).facts
    assert planner(knowledge).plan(full) == Plan(dict(full), None)
    assert first_unanswered(knowledge, full) is None


def test_after_many_questions_silence_is_preferred(knowledge: Knowledge) -> None:
    """Beyond the limit, a question for which silence has a meaning is left aside, not the stage."""
    wanted = {"statut": "societe_classique", "besoin": "creer", "region": PACA}
    assert asked(knowledge, wanted) == "mention_ess"
    talkative = wanted | dict.fromkeys(("a", "b", "c", "d"), "x")
    assert len(talkative) == MAX_QUESTIONS
    assert asked(knowledge, talkative) == "stade"


def test_one_region_stands_for_its_zone(knowledge: Knowledge) -> None:
    """Three regions are enough to try what the region changes."""
    tried = Planner(knowledge).values("region")
    zones = {knowledge.regions[code].zone for code in tried}
    assert zones == {"outre_mer", "paca", "metropole"}
    assert len(tried) == 3


def test_silence_about_the_region_is_one_of_its_values(knowledge: Knowledge) -> None:
    """A question without a meaning for silence takes the first answer worth trying."""
    tool = Planner(knowledge)
    assert tool.silence("region") == tool.values("region")[0]
    assert tool.silence("statut") == "association"
    assert tool.silence("stade") == "pas_de_projet"
    assert tool.silence("salaries") == "non"


def test_a_diagram_is_drawn_once(knowledge: Knowledge) -> None:
    """The same answers, in another order, give the same diagram without drawing it anew."""
    tool = Planner(knowledge)
    first = tool.diagram(EMPLOYER)
    assert tool.diagram(dict(reversed(EMPLOYER.items()))) is first


def test_a_diagram_is_reduced(knowledge: Knowledge) -> None:
    """Where every answer leads to the same support, the diagram is that support; else it is the question."""
    tool = Planner(knowledge)
    assert tool.diagram(EMPLOYER) == "dla"
    both = tool.diagram({"statut": "association", "besoin": "reseau", "region": PACA, "salaries": "oui"})
    assert isinstance(both, tuple)
    assert both == ("adherent", ("cress", "adhesion"))


def test_there_is_one_planner_for_a_knowledge(knowledge: Knowledge) -> None:
    """All conversations share the diagrams of a knowledge, and another knowledge has its own."""
    assert planner(knowledge) is planner(knowledge)
    assert planner(replace(knowledge)) is not planner(knowledge)


def test_refinements_are_what_changes_the_result(knowledge: Knowledge) -> None:
    """After the result only the questions that would change something shown are offered."""
    assert planner(knowledge).refinements(EMPLOYER, NOW) == ("stade", "adherent", "urgence", "departement")
    town = {"statut": "collectivite", "besoin": "consolider", "region": BRITTANY}
    assert planner(knowledge).refinements(town, NOW) == ()


def test_the_department_is_offered_where_it_changes_the_contacts(knowledge: Knowledge) -> None:
    """In Brittany incubators go by département: it is offered, and no longer once it is answered."""
    person = situation("personne", "defini", "creer", BRITTANY)
    assert "departement" in planner(knowledge).refinements(person, NOW)
    assert "departement" not in planner(knowledge).refinements(person | {"departement": "29"}, NOW)


def test_the_principal_of_an_unfinished_situation_is_nothing(knowledge: Knowledge) -> None:
    """Another territory has no principal support, and its signature is what is missing."""
    abroad = situation("employeur", "defini", "creer", "autre")
    assert principal(knowledge, abroad) == ""
    assert signature(knowledge, orient(knowledge, abroad, NOW)) == Missing("region")


def test_a_signature_tells_the_contacts_apart(knowledge: Knowledge) -> None:
    """Two results that differ only by who to call are not the same to the person."""
    here = oriented(knowledge, situation("personne", "piste", "creer", departement="06"))
    there = oriented(knowledge, situation("personne", "piste", "creer", departement="13"))
    assert signature(knowledge, here) != signature(knowledge, there)
    assert signature(knowledge, here) == signature(knowledge, here)


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_a_conversation_ends_with_an_orientation(knowledge: Knowledge, data: st.DataObject) -> None:
    """Whatever a person answers, at most seven questions are asked and then a result is there."""
    answers: dict[str, str] = {}
    while (question := asked(knowledge, answers)) is not None:
        options = [o.id for o in knowledge.choices(question, answers)]
        known = [value for value in options if question != "region" or value in knowledge.regions]
        answers[question] = data.draw(st.sampled_from(known))
        assert len(answers) <= MAX_QUESTIONS
    assert not isinstance(orient(knowledge, planner(knowledge).plan(answers).facts, NOW), Missing)


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_what_is_left_aside_changes_nothing(knowledge: Knowledge, data: st.DataObject) -> None:
    """When planning ends below the limit, answering what is left aside gives the same principal."""
    status = data.draw(st.sampled_from([option.id for option in knowledge.questions["statut"].options]))
    answers = {"statut": status, "region": data.draw(st.sampled_from(sorted(knowledge.regions)))}
    while (question := asked(knowledge, answers)) is not None:
        answers[question] = data.draw(st.sampled_from([o.id for o in knowledge.choices(question, answers)]))
    plan = planner(knowledge).plan(answers)
    aside = sorted(plan.facts.keys() - answers.keys()) if len(answers) < MAX_QUESTIONS - 2 else []
    for left in aside:
        for value in planner(knowledge).values(left):
            other = planner(knowledge).plan({**answers, left: value})
            assert other.question is None, (left, value)
            assert principal(knowledge, other.facts) == principal(knowledge, plan.facts), (left, value)


JUNK = st.sampled_from(["", "x", "oui", "99", "93", "paca", "employeur"])


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_planning_is_total(knowledge: Knowledge, data: st.DataObject) -> None:
    """Any known answers, and any unknown ones besides, give a plan whose question exists, or none."""
    keys = st.sampled_from([*knowledge.questions, "classe", "zone", "", "inconnue"])
    junk = data.draw(st.dictionaries(keys, JUNK, max_size=4))
    answers = {**data.draw(answers_to(knowledge)), **junk}
    question = planner(knowledge).plan(answers).question
    assert question is None or question in knowledge.questions


@pytest.mark.parametrize(
    "answers",
    [
        {"statut": "inexistant", "besoin": "creer", "stade": "piste", "region": PACA},
        situation("employeur", "piste", "creer", classe="inexistante"),
        situation("employeur", "ne_sait_pas", "creer"),
        situation("employeur", "piste", "creer", region="99"),
    ],
)
def test_junk_is_no_dead_end(knowledge: Knowledge, answers: dict[str, str]) -> None:
    """An answer that does not exist is asked again or passed over, never an error."""
    question = asked(knowledge, answers)
    assert question is None or question in knowledge.questions
    assert isinstance(planner(knowledge).refinements(answers, NOW), tuple)
