"""Which question comes next: only what can change the principal support is asked before the result."""

from dataclasses import replace

import pytest

from knowledge.content import Knowledge
from knowledge.needed import MAX_QUESTIONS, Plan, Planner, first_unanswered, planner, principal, signature
from knowledge.orientation import orient
from knowledge.walk import Missing
from tests.knowledge.situations import BRITTANY, GUADELOUPE, NOW, PACA, oriented, situation

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


def test_nothing_is_settled_while_a_question_is_needed(knowledge: Knowledge) -> None:
    """No result is given before the questions that matter, nor for a territory without a CRESS."""
    assert planner(knowledge).settled({"statut": "association"}, NOW) is None
    assert planner(knowledge).settled(EMPLOYER | {"region": "autre"}, NOW) is None


def test_a_reason_that_all_share_is_given(knowledge: Knowledge) -> None:
    """When no question left aside would change the reason, it is that of the orientation itself."""
    full = planner(knowledge).plan(EMPLOYER | {"stade": "installe", "urgence": "non"}).facts
    settled = planner(knowledge).settled(full, NOW)
    assert settled == oriented(knowledge, full)


def test_a_reason_that_was_never_said_is_not_given(knowledge: Knowledge) -> None:
    """When a question left aside would change the reason, the general one of the programme is given."""
    unsaid = {"statut": "association", "besoin": "creer", "region": GUADELOUPE, "salaries": "non"}
    settled = planner(knowledge).settled(unsaid, NOW)
    claim = knowledge.programmes["cress"].reason_elsewhere
    assert settled is not None
    assert claim is not None
    assert (settled.principal.programme, settled.principal.reason) == ("cress", claim.text)


def test_an_answer_that_no_branch_takes_ends_the_planning(knowledge: Knowledge) -> None:
    """A draft may leave an answer aside whose branch is gone: it is asked, and nothing turns for ever."""
    stage = knowledge.questions["stade"].model_copy(update={"default": None, "unneeded": "rien"})
    draft = replace(knowledge, questions={**knowledge.questions, "stade": stage})
    answers = {"statut": "collectif", "besoin": "developper", "region": BRITTANY}
    assert Planner(draft).plan(answers).question == "stade"
    assert Planner(draft).refinements(answers, NOW).count("stade") == 1
