"""What holds of every plan: conversations end, what is left aside has no effect, junk breaks nothing."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.content import Knowledge
from knowledge.needed import MAX_QUESTIONS, planner, principal
from knowledge.orientation import orient
from knowledge.walk import Missing, walk
from tests.knowledge.situations import NOW, PACA, RESERVED, answers_to, situation, situations


def asked(knowledge: Knowledge, answers: dict[str, str]) -> str | None:
    """Return the question that comes after some answers."""
    return planner(knowledge).plan(answers).question


@settings(max_examples=40, deadline=None)
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


@settings(max_examples=40, deadline=None)
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


@settings(max_examples=100, deadline=None)
@given(data=st.data())
def test_what_is_settled_is_the_orientation_and_stays_in_its_region(
    knowledge: Knowledge, data: st.DataObject
) -> None:
    """A settled result suggests what the orientation does, and cites facts that may be shown there."""
    answers = data.draw(situations(knowledge))
    settled = planner(knowledge).settled(answers, NOW)
    if settled is None:
        return
    found = orient(knowledge, planner(knowledge).plan(answers).facts, NOW)
    assert not isinstance(found, Missing)
    assert [s.programme for s in settled.now] == [s.programme for s in found.now]
    cited = settled.principal.facts
    assert cited == knowledge.shown(cited, answers["region"])
    assert cited
    if answers["region"] != PACA:
        assert not [word for word in RESERVED if word in settled.principal.reason.lower()]


@settings(max_examples=100, deadline=None)
@given(data=st.data())
def test_a_leaf_that_is_known_spares_a_walk_and_nothing_else(
    knowledge: Knowledge, data: st.DataObject
) -> None:
    """The principal of some answers is the same with their leaf and without, contradictions included."""
    answers = data.draw(situations(knowledge)) | data.draw(answers_to(knowledge))
    leaf = walk(knowledge, answers, strict=True)
    assert principal(knowledge, answers, leaf) == principal(knowledge, answers)


JUNK = st.sampled_from(["", "x", "oui", "99", "93", "paca", "employeur"])


@settings(max_examples=40, deadline=None)
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
