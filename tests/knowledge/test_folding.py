"""One cause is told once."""

from knowledge.folding import folded
from knowledge.issues import Finding, Issue, unknown, unused
from tests.knowledge.conftest import Folder


def placed(*findings: Finding) -> tuple[Issue, ...]:
    """Fold findings, each on a line of its own."""
    return folded(
        (finding, Issue(finding.file, rank, 1, finding.code, finding.message, finding.repair))
        for rank, finding in enumerate(findings, 1)
    )


def test_one_name_that_does_not_exist_is_told_once() -> None:
    """The first place is shown, the others are named, three at most."""
    named = [unknown(f"arbre/{letter}.yaml", (), "le dispositif", "dla", ["cress"]) for letter in "abcdef"]
    (issue,) = placed(*named)
    assert issue.place == "arbre/a.yaml:1"
    assert issue.others == tuple(f"arbre/{letter}.yaml:{n}" for n, letter in enumerate("bcdef", 2))
    assert "et 5 autres endroits : arbre/b.yaml:2, arbre/c.yaml:3, arbre/d.yaml:4, …" in str(issue)
    (both,) = placed(*named[:2])
    assert "et un autre endroit : arbre/b.yaml:2" in str(both)


def test_different_names_are_different_causes() -> None:
    """Two names that do not exist, even close to one another, are two mistakes."""
    one = unknown("a.yaml", (), "le motif", "implanté", ["implanter"])
    two = unknown("b.yaml", (), "le motif", "implantez", ["implanter"])
    assert len(placed(one, two)) == 2
    oui = [unknown("a.yaml", (), "la réponse", "ouii", ["oui"], of) for of in ("salaries", "porteur")]
    assert len(placed(*oui)) == 2


def test_one_slip_in_a_name_is_the_name(folder: Folder) -> None:
    """A name misspelt once makes its definition look unused: only the name is told."""
    folder.edit("arbre/esus.yaml", "motif: transformer_avant_esus", "motif: transformer_avant_esu")
    (issue,) = folder.issues()
    assert (issue.file, issue.code) == ("arbre/esus.yaml", "CB-301")


def test_a_definition_renamed_is_the_definition(folder: Folder) -> None:
    """A reason renamed makes each place that names it look wrong: the definition is told, with them."""
    line = folder.edit("motifs.yaml", "besoin_cible: ", "besoin_cible2: ")
    (issue,) = folder.issues()
    assert (issue.place, issue.code) == (f"motifs.yaml:{line}", "CB-302")
    assert len(issue.others) == 3
    assert issue.repair == "ailleurs, c'est « besoin_cible » qui est nommé : rendez-lui ce nom"


def test_a_definition_that_serves_nowhere_is_told() -> None:
    """Without a name close to it, what serves nowhere is told as such."""
    (issue,) = placed(
        unused("motifs.yaml", ("zzz",), "le motif", "zzz"),
    )
    assert issue.code == "CB-302"


def test_a_programme_taken_away_is_one_issue(folder: Folder) -> None:
    """A file removed is one issue, whatever names it."""
    folder.remove("dispositifs/dla.yaml")
    (issue,) = folder.issues()
    assert issue.message == "le dispositif « dla » n'existe pas"
    assert len(issue.others) > 10
    repair = "remettez-le là où il se définit (dispositifs/dla.yaml), ou corrigez chaque endroit"
    assert issue.repair == repair
    folder.write("motifs.yaml", "")
    assert {issue.code for issue in folder.issues()} == {"CB-101", "CB-301"}


def test_a_text_named_often_and_unknown_has_no_place_to_be_put_back() -> None:
    """What is told thrice of something else than a name keeps its own repair."""
    (issue,) = placed(*[Finding("a.yaml", (), "CB-504", "vieux", "appelez", about="relevé")] * 4)
    assert issue.repair == "appelez"


def test_what_rests_on_an_unread_file_is_not_made_up(folder: Folder) -> None:
    """A file that cannot be read hides nothing that does not rest on it, and nothing false is told of it."""
    folder.write("questions.yaml", "")
    phone = folder.edit("regions/24.yaml", '"02 54 36 58 66"', '"02 54 36 58"')
    told = {(issue.place, issue.code) for issue in folder.issues()}
    assert told == {("questions.yaml:1", "CB-101"), (f"regions/24.yaml:{phone}", "CB-319")}
