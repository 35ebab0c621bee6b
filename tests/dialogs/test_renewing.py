"""What was said before an edit, under the names of today."""

from dataclasses import dataclass, replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.playing import broken as played_wrong
from dialogs.events import Answer, Answers, Change, Do, Say
from dialogs.session import Session
from knowledge.content import Knowledge
from knowledge.editions import read_edition
from knowledge.load import load
from knowledge.orientation import Orientation, orient
from knowledge.renames import OptionRename, QuestionRename
from tests.dialogs.talking import NETWORK, NOW, Talk, told
from tests.knowledge.renaming import Renaming, everything
from tests.knowledge.situations import situations

OLD = {"statut": "amicale", "besoin": "voisins"}
"""The answers of NETWORK, as they were called before."""


@pytest.fixture(scope="module")
def edited(knowledge: Knowledge) -> Knowledge:
    """Return a content in which a status, a need (twice) and a question were renamed."""
    moves = (
        OptionRename(question="statut", old="amicale", new="association"),
        OptionRename(question="besoin", old="voisins", new="voisinage"),
        OptionRename(question="besoin", old="voisinage", new="reseau"),
        OptionRename(question="membre", old="certes", new="oui"),
        QuestionRename(old="membre", new="adherent"),
    )
    return replace(knowledge, renames=moves)


def test_an_answer_under_an_old_name_is_kept(edited: Knowledge) -> None:
    """Answers follow their renames, from one to the next, and nobody is told anything."""
    talk = Talk(edited, Session(answers=OLD)).take(Do("reprendre"))
    assert talk.answers == NETWORK
    assert talk.text.startswith("Vous avez dit : une association · ")
    assert "mise à jour" not in talk.text


def test_a_question_under_an_old_name_is_kept(edited: Knowledge) -> None:
    """The answer to a question that was renamed is kept in its place, its option renamed with it."""
    talk = Talk(edited, Session(answers={**OLD, "membre": "certes", "region": "53"})).take(Do("reprendre"))
    assert talk.answers == {**NETWORK, "adherent": "oui", "region": "53"}
    assert list(talk.answers) == ["statut", "besoin", "adherent", "region"]


def test_of_two_questions_that_became_one_the_newer_answer_stays(edited: Knowledge) -> None:
    """When a question was merged into another, the answer given under the name of today is the one kept."""
    for answers in ({"membre": "certes", "adherent": "non"}, {"adherent": "non", "membre": "certes"}):
        assert Talk(edited, Session(answers=answers)).take(Do("aide")).answers == {"adherent": "non"}


def test_answers_taken_back_follow_too(edited: Knowledge) -> None:
    """What was said before a restart comes back under the names of today."""
    assert Talk(edited, Session(previous=OLD)).take(Do("annuler")).answers == NETWORK


def test_the_question_on_screen_follows(edited: Knowledge) -> None:
    """A question asked out of turn stays on screen under its new name."""
    talk = Talk(edited, Session(answers=NETWORK, focus="membre")).take(Say("oui"))
    assert talk.answers == {**NETWORK, "adherent": "oui"}


def test_choices_that_were_offered_follow(edited: Knowledge) -> None:
    """The number typed for a choice offered before the edit gives the answer of today."""
    talk = Talk(edited, Session(choices=(("besoin", "voisins"), ("besoin", "creer")))).say("1")
    assert talk.answers == {"besoin": "reseau"}


def test_an_old_keyboard_follows(edited: Knowledge) -> None:
    """Buttons made before the edit answer, or ask again, the question as it is called today."""
    assert Talk(edited).take(Answer("besoin", "voisins")).answers == {"besoin": "reseau"}
    both = Answers((Answer("statut", "amicale"), Answer("besoin", "voisins")))
    assert Talk(edited).take(both).answers == NETWORK
    asked = told(edited, {**NETWORK, "adherent": "non"}).take(Change("membre"))
    assert asked.session.focus == "adherent"


PROFILES = {f"scenarios/{name}.yaml" for name in ("employeurs", "personnes", "societes")}
"""Scenarios whose expectations name no question."""


@dataclass(frozen=True)
class Edit:
    """A content after every name was changed, and what was changed."""

    renaming: Renaming
    knowledge: Knowledge


@pytest.fixture(scope="module")
def edit(knowledge: Knowledge, tmp_path_factory: pytest.TempPathFactory) -> Edit:
    """Rename every question and option in the files, and load them with every check."""
    renaming = everything(knowledge)
    root = tmp_path_factory.mktemp("renommes")
    renaming.write(root)
    edition = read_edition(root)
    assert not [issue for issue in played_wrong(edition, NOW) if issue.file in PROFILES]
    return Edit(renaming, edition.knowledge)


def test_everything_that_can_be_renamed_is(edit: Edit, knowledge: Knowledge) -> None:
    """The edit leaves only the names that the code, the regions and « je ne sais pas » give."""
    kept = {"statut", "personne_morale", "besoin", "stade", "region", "departement"}
    assert knowledge.questions.keys() & edit.knowledge.questions.keys() == kept
    for question in edit.knowledge.questions.values():
        assert all(o.id.endswith("_neuf") or o.id in {"ne_sait_pas", "autre"} for o in question.options)


@settings(deadline=None, max_examples=100)
@given(answers=st.deferred(lambda: situations(load())), rank=st.integers(0, 99))
def test_renames_change_nothing_for_anybody(
    edit: Edit, knowledge: Knowledge, answers: dict[str, str], rank: int
) -> None:
    """Whatever was said, the orientation, the words and what an old button does stay the same."""
    before, after = (Talk(each, Session(answers=answers)) for each in (knowledge, edit.knowledge))
    before.take(Do("reprendre"))
    button = before.buttons[rank % len(before.buttons)]
    after.take(Do("reprendre"))
    for _ in range(2):
        assert after.answers == edit.renaming.facts(before.answers)
        assert (after.text, after.labels) == (before.text, before.labels)
        before.take(button.event)
        after.take(button.event)
    expected, found = (orient(each.knowledge, each.answers, NOW) for each in (before, after))
    assert type(found) is type(expected)
    for role in ("principal", "others", "later", "proposed"):
        assert getattr(found, role, None) == getattr(expected, role, None)


def test_a_status_that_is_not_believed_is_held_for_unknown_under_any_name(
    edit: Edit, knowledge: Knowledge
) -> None:
    """Two contradictions of whoever has no structure (rule M12): the same result once the rest is renamed."""
    answers = {"statut": "sans_structure", "personne_morale": "oui", "salaries": "oui", "esus_agree": "oui"}
    answers |= {"decision": "voix", "region": "01"}
    expected = orient(knowledge, answers, NOW)
    found = orient(edit.knowledge, edit.renaming.facts(answers), NOW)
    assert isinstance(expected, Orientation)
    assert isinstance(found, Orientation)
    assert found.principal == expected.principal
