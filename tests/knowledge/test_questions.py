"""The questions: their options, when they make sense, and what holds for all those of the content."""

from dataclasses import replace

from pydantic import TypeAdapter

from knowledge.content import Knowledge
from knowledge.entry import Facts
from knowledge.questions import Question


def question(**keys: object) -> Question:
    """Return a question as its editor writes it, with what every question needs."""
    written = {"question": "essai", "texte": "Oui ?", "aide": "Dites oui.", "nom": "votre essai"}
    options = [{"id": name, "libelle": name, "phrase": name} for name in ("oui", "non", "ne_sait_pas")]
    return TypeAdapter(Question).validate_python({**written, "options": options, **keys})


def test_an_option_is_found_by_its_id() -> None:
    """A question gives the option of an id, or nothing."""
    found = question().option("oui")
    assert found is not None
    assert found.label == "oui"
    assert question().option("peut_etre") is None


def test_silence_and_not_knowing_are_one() -> None:
    """« Je ne sais pas » is not worth trying when silence has a meaning, and is otherwise."""
    assert question(defaut="non").alternatives == ("oui", "non")
    assert question().alternatives == ("oui", "non", "ne_sait_pas")


def raised(knowledge: Knowledge, asked: Question, facts: Facts, *proposed: str) -> bool:
    """Tell whether a question, alone in a content, makes sense for some facts and programmes."""
    alone = replace(knowledge, questions={asked.id: asked})
    return asked.id in alone.raised(facts, frozenset(proposed))


def test_a_question_without_a_condition_adjusts_nothing(knowledge: Knowledge) -> None:
    """A question that only the tree asks does not apply by itself."""
    assert not raised(knowledge, question(), {"statut": "association"})


def test_a_question_applies_in_one_of_its_situations(knowledge: Knowledge) -> None:
    """A question makes sense as soon as one of its alternatives holds."""
    asked = question(posee_si=[{"si": {"statut": ["siae"]}}, {"si": {"besoin": ["esus"]}}])
    assert raised(knowledge, asked, {"statut": "siae"})
    assert raised(knowledge, asked, {"statut": "mutuelle", "besoin": "esus"})
    assert not raised(knowledge, asked, {"statut": "mutuelle"})


def test_a_question_may_be_about_what_is_proposed(knowledge: Knowledge) -> None:
    """A question about some programmes makes sense when one of them is proposed."""
    asked = question(posee_si=[{"si": {"zone": ["paca"]}, "issue": ["dla", "peps"]}])
    assert raised(knowledge, asked, {"zone": "paca"}, "peps", "cress")
    assert not raised(knowledge, asked, {"zone": "paca"}, "cress")
    assert not raised(knowledge, asked, {"zone": "metropole"}, "peps")


def test_silence_is_always_an_answer_of_the_question(knowledge: Knowledge) -> None:
    """What silence means, or stands for an answer without effect, is one of the options."""
    for asked in knowledge.questions.values():
        options = {option.id for option in knowledge.choices(asked.id, {})}
        assert {value for value in (asked.default, asked.unneeded) if value} <= options, asked.id


def test_what_an_option_implies_is_an_answer(knowledge: Knowledge) -> None:
    """An option that answers other questions gives answers that exist there."""
    for asked in knowledge.questions.values():
        for option in asked.options:
            for other, value in option.implied.items():
                assert knowledge.questions[other].option(value), (asked.id, option.id)


def test_options_are_told_apart(knowledge: Knowledge) -> None:
    """Within a question no two options have the same id, label or phrase."""
    for asked in knowledge.questions.values():
        for part in ("id", "label", "phrase"):
            values = [getattr(option, part) for option in asked.options]
            assert len(set(values)) == len(values), asked.id


def test_a_question_that_is_not_asked_of_everybody_can_be_passed(knowledge: Knowledge) -> None:
    """Every question but the status, the stage and the region says what silence means."""
    silent = {asked.id for asked in knowledge.questions.values() if not asked.default}
    assert silent == {"statut", "stade", "region"}


def test_answers_of_the_rules_are_all_there(knowledge: Knowledge) -> None:
    """The ids of section 2 of the rules exist, as scripts and scenarios write them."""
    expected = {
        "mention_ess": {"oui", "non", "ne_sait_pas"},
        "salaries": {"oui", "bientot", "non"},
        "stade": {"pas_de_projet", "piste", "defini", "test", "installe"},
        "porteur": {"oui", "non", "ne_sait_pas"},
    }
    yes_no = ("esus_agree", "utilite_sociale", "adherent", "creation_trois_mois", "plein_temps", "urgence")
    for name in (*yes_no, "criteres_concours", "fondation_entreprise"):
        expected[name] = {"oui", "non", "ne_sait_pas"}
    for name, values in expected.items():
        assert values <= {option.id for option in knowledge.questions[name].options}, name
