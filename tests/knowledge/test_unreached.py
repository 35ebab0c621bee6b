"""What nothing reaches is told, with the fewest answers that never go together."""

from dataclasses import replace

from knowledge.adjustments import Adjustment
from knowledge.content import Knowledge
from knowledge.enumeration import enumerate_all
from knowledge.issues import Finding
from knowledge.tree import Branch
from tests.knowledge.situations import NOW

LEAF = {"principal": "cress", "motif": "s_informer", "faits": ["F042"]}


def narrow(knowledge: Knowledge) -> Knowledge:
    """Return the content of one region, without what adjusts: all of its tree is still reached."""
    only = {"53": knowledge.regions["53"]}
    return replace(knowledge, regions=only, adjustments=(), invariants=(), calls=())


def unreached(knowledge: Knowledge, branch: Branch) -> list[Finding]:
    """Return what is of no use once a branch is replaced; classes are left as they are."""
    spoilt = replace(narrow(knowledge), tree={**knowledge.tree, branch.name: branch})
    return list(enumerate_all(spoilt, NOW).findings)


def test_all_of_the_tree_is_reached_in_one_region(knowledge: Knowledge) -> None:
    """Nothing is told of the content that the other tests spoil."""
    assert enumerate_all(narrow(knowledge), NOW).findings == []


def test_a_case_that_nothing_reaches_is_told(knowledge: Knowledge) -> None:
    """A case for a class that never comes there, a « sinon » after all the answers: each on its line."""
    shipped = knowledge.tree["reseau"].model_dump(by_alias=True, exclude_defaults=True)
    never = {"si": ["inconnu"], "orientation": LEAF}
    branch = Branch.model_validate(
        {**shipped, "cas": [*shipped["cas"], never], "sinon": {"orientation": LEAF}}
    )
    case, otherwise = unreached(knowledge, branch)
    assert (case.file, case.path) == ("arbre/reseau.yaml", ("cas", len(shipped["cas"]), "si", 0))
    assert case.message == "aucune situation n'arrive ici avec « inconnu »"
    assert otherwise.path == ("sinon",)
    assert otherwise.message.startswith("aucune situation n'arrive à ce « sinon »")


def test_answers_that_never_go_together_are_named(knowledge: Knowledge) -> None:
    """The message keeps the two conditions that clash, and leaves the third one out."""
    inner = {
        "question": "statut",
        "cas": [{"si": ["collectivite"], "orientation": LEAF}],
        "sinon": {"orientation": LEAF},
    }
    stage = {"question": "stade", "cas": [{"si": ["test"], **inner}], "sinon": {"orientation": LEAF}}
    shipped = knowledge.tree["reseau"].model_dump(by_alias=True, exclude_defaults=True)
    cases = [{"si": ["hors_ess"], **stage}, *(case for case in shipped["cas"] if case["si"] != ("hors_ess",))]
    (finding,) = unreached(knowledge, Branch.model_validate({**shipped, "cas": cases}))
    assert finding.path == ("cas", 0, "cas", 0, "cas", 0, "si", 0)
    clash = "« classe : hors_ess » et « statut : collectivite » ne vont jamais ensemble"
    assert finding.message == f"aucune situation n'arrive ici avec « collectivite » : {clash}"


def test_a_modifier_that_never_plays_is_told(knowledge: Knowledge) -> None:
    """A modifier whose condition holds nowhere is told, unless it waits for a date."""
    base = {"faits": ["F042"], "alors": [{"retirer": ["club"]}]}
    written = [
        {"ajustement": "contraire", "si": {"statut": ["siae"]}, "sauf": {"classe": ["employeur"]}, **base},
        {"ajustement": "absent", "si": {"zone": ["lune"]}, **base},
        {"ajustement": "ailleurs", "si": {"statut": ["siae"]}, "si_premier": ["club"], **base},
        {"ajustement": "date", "edition_ouverte": "prix_cognacq_jay", **base},
    ]
    added = tuple(Adjustment.model_validate(entry) for entry in written)
    spoilt = replace(narrow(knowledge), adjustments=added)
    told = {finding.message for finding in enumerate_all(spoilt, NOW).findings if finding.code == "CB-407"}
    assert told == {
        "l'ajustement absent ne joue dans aucune situation : « zone : lune » n'existe dans aucune",
        "l'ajustement ailleurs ne joue dans aucune situation",
    }
