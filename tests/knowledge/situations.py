"""Situations that the tests of the knowledge share, and short ways of writing what comes out of them."""

from datetime import datetime

from hypothesis import strategies as st

from knowledge.content import Knowledge
from knowledge.entry import Facts
from knowledge.orientation import Orientation, orient
from knowledge.walk import Missing

NOW = datetime.fromisoformat("2026-11-24T09:00")
PACA, BRITTANY, GUADELOUPE = "93", "53", "01"
STAGES = ("pas_de_projet", "piste", "defini", "test", "installe")
NEEDS = (
    "besoin_local",
    "creer",
    "tester",
    "consolider",
    "developper",
    "changer_echelle",
    "esus",
    "devenir_ess",
    "financer",
    "reseau",
)
CLASSES: dict[str, dict[str, str]] = {
    "employeur": {"statut": "association", "salaries": "oui"},
    "employeur_a_confirmer": {"statut": "mutuelle", "salaries": "oui"},
    "ess_sans_salarie": {"statut": "association", "salaries": "non"},
    "esus_employeur": {"statut": "societe_ess", "esus_agree": "oui", "salaries": "oui"},
    "societe_ess_sans_esus": {"statut": "societe_ess", "esus_agree": "non"},
    "hors_ess": {"statut": "societe_classique", "mention_ess": "non"},
    "territoire": {"statut": "collectivite"},
    "collectif": {"statut": "collectif"},
    "personne": {"statut": "sans_structure"},
}
RESERVED = ("mpess", "980", "starter", "couveuse", "peps", "inter-made")
"""Words of the offers of Provence-Alpes-Côte d'Azur: rule 8 forbids them elsewhere."""


def situation(group: str, stage: str, need: str, region: str = PACA, **more: str) -> dict[str, str]:
    """Return the answers of a class at a stage with a need; somebody carries the project."""
    return {**CLASSES[group], "stade": stage, "besoin": need, "porteur": "oui", "region": region, **more}


def written(principal: str, others: tuple[str, ...], later: tuple[str, ...]) -> str:
    """Write lists as the decision table does: `first > other, other ; later`."""
    now = f"{principal} > {', '.join(others)}" if others else principal
    return f"{now} ; {', '.join(later)}" if later else now


def oriented(knowledge: Knowledge, answers: Facts, now: datetime | None = NOW) -> Orientation:
    """Return the orientation of answers that are enough for one."""
    result = orient(knowledge, answers, now)
    assert not isinstance(result, Missing), f"{result.question} is missing"
    return result


def listed(knowledge: Knowledge, answers: Facts, now: datetime | None = NOW) -> str:
    """Write the orientation of some answers as the decision table does."""
    result = oriented(knowledge, answers, now)
    others = tuple(s.programme for s in result.others)
    return written(result.principal.programme, others, tuple(s.programme for s in result.later))


def remarks(knowledge: Knowledge, answers: Facts, programme: str, now: datetime | None = NOW) -> str:
    """Return all that is said beside a programme of an orientation."""
    suggestion = oriented(knowledge, answers, now).suggestion(programme)
    assert suggestion is not None, f"{programme} is not suggested"
    return " ".join(remark.text for remark in suggestion.remarks)


def answers_to(knowledge: Knowledge) -> st.SearchStrategy[dict[str, str]]:
    """Draw any answers to any of the questions, sensible together or not."""
    departments = [code for region in knowledge.regions.values() for code in region.departments]
    values: dict[str, st.SearchStrategy[str]] = {
        question: st.sampled_from([option.id for option in knowledge.choices(question, {})])
        for question in knowledge.questions
    }
    values["departement"] = st.sampled_from(departments)
    return st.fixed_dictionaries({}, optional=values)


def situations(knowledge: Knowledge) -> st.SearchStrategy[dict[str, str]]:
    """Draw answers that are enough for an orientation, with any others beside them."""
    enough = st.fixed_dictionaries(
        {
            "statut": st.sampled_from([option.id for option in knowledge.questions["statut"].options]),
            "stade": st.sampled_from(STAGES),
            "besoin": st.sampled_from((*NEEDS, "ne_sait_pas")),
            "region": st.sampled_from(sorted(knowledge.regions)),
        }
    )
    return st.tuples(answers_to(knowledge), enough).map(lambda pair: pair[0] | pair[1])
