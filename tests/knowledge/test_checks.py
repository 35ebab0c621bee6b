"""What must hold across files: each broken link is told at its line, with the nearest name."""

import re

from knowledge.calls import Call
from knowledge.checks import check
from knowledge.citing import cited
from knowledge.conditions import DEDUCED
from knowledge.content import Knowledge
from knowledge.soundness import all_nodes
from knowledge.tree import nodes
from tests.knowledge.conftest import Folder
from tests.knowledge.situations import CLASSES

ADJUSTMENTS = "ajustements.yaml"
BRITTANY = "regions/53.yaml"
CONSOLIDATE = "arbre/consolider.yaml"
ESUS = "arbre/esus.yaml"

LINKS = (
    (
        CONSOLIDATE,
        "si: [pas_de_projet, piste]",
        "si: [pas_de_projets, piste]",
        "la réponse « pas_de_projets » n'existe pas",
    ),
    (
        CONSOLIDATE,
        "    vers: personne_seule",
        "    vers: personnes_seules",
        "la branche « personnes_seules » n'existe pas",
    ),
    (CONSOLIDATE, "motif: besoin_cible\n", "motif: besoin_cibl\n", "le motif « besoin_cibl » n'existe pas"),
    (CONSOLIDATE, "faits: [F076, F085, F081, F105]", "faits: [F076, F900]", "le fait « F900 » n'existe pas"),
    (ESUS, "question: classe", "question: classes", "la question « classes » n'existe pas"),
    ("arbre/besoin_suppose.yaml", "suppose: tester", "suppose: teste", "le besoin « teste » n'existe pas"),
    (ADJUSTMENTS, "stade: [defini]}", "stade: [definis]}", "la réponse « definis » n'existe pas"),
    (ADJUSTMENTS, "adherent: [non]}", "adherents: [non]}", "la question « adherents » n'existe pas"),
    (ADJUSTMENTS, "zone: [paca]", "zone: [pacca]", "la zone « pacca » n'existe pas"),
    (ADJUSTMENTS, "motif: projet_hors_ess", "motif: projet_hors", "le motif « projet_hors » n'existe pas"),
    (
        ADJUSTMENTS,
        "{statut: collectif, salaries: oui}",
        "{statut: collectifs, salaries: oui}",
        "la réponse « collectifs » n'existe pas",
    ),
    (ADJUSTMENTS, "faits: [F147, F148, F081]", "faits: [F147, F901]", "le fait « F901 » n'existe pas"),
    (
        "questions.yaml",
        "- si: {statut: [siae]}",
        "- si: {statut: [siaes]}",
        "la réponse « siaes » n'existe pas",
    ),
    ("dispositifs/peps.yaml", 'zones: ["93"]', 'zones: ["99"]', "la région « 99 » n'existe pas"),
    (
        "dispositifs/peps.yaml",
        "contact: incubateur",
        "contact: incubateurs",
        "le contact « incubateurs » n'existe pas",
    ),
    ("dispositifs/club.yaml", "par: cress", "par: cres", "le dispositif « cres » n'existe pas"),
    ("dispositifs/dla.yaml", '  "01":', '  "09":', "la région « 09 » n'existe pas"),
    ("appels.yaml", "dispositif: dla\n", "dispositif: dlaa\n", "le dispositif « dlaa » n'existe pas"),
    ("appels.yaml", 'regions: ["28"]', 'regions: ["29"]', "la région « 29 » n'existe pas"),
    ("glossaire.yaml", "[F029, F311]", "[F902]", "le fait « F902 » n'existe pas"),
    ("textes.yaml", "{region}", "{regio}", "le mot entre accolades « regio » n'existe pas"),
    ("textes.yaml", "bouton_aide:", "bouton_aid:", "le texte « bouton_aid » n'existe pas"),
)


def test_each_broken_link_is_told_near_its_line(folder: Folder) -> None:
    """Ids of branches, answers, programmes, facts, regions and texts that lead nowhere are all told."""
    expected = {(name, folder.edit(name, old, new), message) for name, old, new, message in LINKS}
    told = folder.told()
    for name, line, message in sorted(expected):
        lines = [at for file, at, words in told if (file, words) == (name, message)]
        assert any(abs(at - line) <= 4 for at in lines), (name, line, message, lines)


def test_the_nearest_name_is_proposed(folder: Folder) -> None:
    """A misspelt name comes with the one that was meant; one that looks like none, with where to add it."""
    folder.edit(CONSOLIDATE, "principal: dla", "principal: dlaa")
    folder.edit(ESUS, "principal: esus", "principal: zzzzzzzz")
    near, far = folder.issues()
    assert (near.message, near.repair) == ("le dispositif « dlaa » n'existe pas", "vouliez-vous « dla » ?")
    assert far.message == "le dispositif « zzzzzzzz » n'existe pas"
    assert far.repair == "corrigez-le, ou ajoutez-le là où il se définit"


NAMED = (
    ("parmi: [mpess_crea]", "parmi: [faux_parmi]"),
    ("si_premier: [mpess_developpement]", "si_premier: [faux_premier]"),
    ("parmi_ensuite: [la_france_s_engage]", "parmi_ensuite: [faux_ensuite]"),
    ("sans_session: [mpess_developpement,", "sans_session: [faux_session,"),
    ("remarque_sur: [esus]", "remarque_sur: [faux_remarque]"),
    ("releve: [cress]", "releve: [faux_releve]"),
    ("edition_ouverte: prix_cognacq_jay", "edition_ouverte: faux_edition"),
    ("echanger: [mpess_crea,", "echanger: [faux_echange,"),
    ("- premier: dla", "- premier: faux_place"),
    ("premier_autre: adhesion", "premier_autre: faux_autre"),
    ("dernier_autre: esus", "dernier_autre: faux_dernier"),
    ("{dispositif: dla, repere", "{dispositif: faux_apres, repere"),
    ("repere: [mpess_developpement,", "repere: [faux_repere,"),
    ("retirer: [adhesion]", "retirer: [faux_retrait]"),
    ("reporter: [mpess_developpement]", "reporter: [faux_report]"),
    ("principal: droit_commun", "principal: faux_principal"),
    ("autres: [club,", "autres: [faux_club,"),
    ("premier_ensuite: mpess_crea", "premier_ensuite: faux_suite"),
    ("si_place: prix_cognacq_jay", "si_place: faux_si_place"),
)


def test_a_modifier_names_programmes_that_exist(folder: Folder) -> None:
    """Every programme that a modifier looks for, moves or brings must exist; each wrong one is told."""
    for old, new in NAMED:
        folder.edit(ADJUSTMENTS, old, new)
    wrong = {word for _, new in NAMED for word in re.findall(r"faux_\w+", new)}
    told = {re.findall(r"« (\w+) »", words)[0] for file, _, words in folder.told() if file == ADJUSTMENTS}
    assert sorted(wrong - told) == []


def test_an_option_in_two_cases_is_told(folder: Folder) -> None:
    """An answer that a node foresees twice is told at the second one, with its repair."""
    line = folder.edit("arbre/reseau.yaml", "si: [defini, test, installe]", "si: [defini, piste, installe]")
    (issue,) = folder.issues()
    assert (issue.line, issue.message) == (line, "« piste » figure déjà dans un cas précédent")
    assert issue.repair == "gardez-en un seul"


def test_what_serves_nowhere_is_told(folder: Folder) -> None:
    """A branch and a reason that nothing refers to are told."""
    folder.write("arbre/oubliee.yaml", "branche: oubliee\nvers: besoin\n")
    folder.edit("motifs.yaml", "urgence:", 'de_trop: "Rien."\nurgence:')
    assert [(file, words) for file, _, words in folder.told()] == [
        ("arbre/oubliee.yaml", "la branche « oubliee » ne sert nulle part"),
        ("motifs.yaml", "le motif « de_trop » ne sert nulle part"),
    ]


def test_a_branch_that_everything_needs_is_told(folder: Folder) -> None:
    """The branches of the start, of the classes and of the need cannot be done without."""
    for name in ("depart", "classe", "besoin"):
        folder.remove(f"arbre/{name}.yaml")
    told = [(file, words) for file, _, words in folder.told()]
    for name in ("depart", "classe", "besoin"):
        assert (f"arbre/{name}.yaml", "cette branche manque") in told


def test_a_programme_or_a_region_taken_away_is_missed(folder: Folder) -> None:
    """When a file is removed, all that refers to it is told."""
    folder.remove("dispositifs/peps.yaml")
    folder.remove(BRITTANY)
    told = {(file, words) for file, _, words in folder.told()}
    assert (CONSOLIDATE, "le dispositif « peps » n'existe pas") in told
    assert ("appels.yaml", "le dispositif « peps » n'existe pas") in told
    assert ("dispositifs/incubateur_local.yaml", "la région « 53 » n'existe pas") in told


def test_a_later_step_needs_its_condition(folder: Folder) -> None:
    """A programme placed later without a sentence that says when is told where it is placed."""
    line = folder.edit(ESUS, "ensuite: [esus]", "ensuite: [financement]")
    (issue,) = folder.issues()
    assert abs(issue.line - line) <= 4
    assert issue.message == "« financement » vient plus tard mais sa fiche ne dit pas à quelle condition"
    assert issue.repair == "ajoutez « en_ensuite » dans dispositifs/financement.yaml"


def test_claims_have_sources(folder: Folder) -> None:
    """A remark without facts, a fact without origin and a page that is not listed are told."""
    folder.edit(
        ADJUSTMENTS,
        "    remarque_sur: [mpess_developpement]\n    faits: [F165, F319]\n",
        "    remarque_sur: [mpess_developpement]\n",
    )
    sources = (folder.root / "sources.yaml").read_text(encoding="utf-8")
    head, _, tail = sources.partition("\nfaits:\n")
    extra = '  F998: {enonce: "Rien.", nature: page}\n  F999: {enonce: "Peu.", nature: page, pages: [P000]}\n'
    folder.write("sources.yaml", f"{head}\nfaits:\n{extra}{tail}")
    assert [(file, words) for file, _, words in folder.told()] == [
        (ADJUSTMENTS, "une remarque affichée porte ses « faits »"),
        ("sources.yaml", "le fait F998 n'a ni page ni moment"),
        ("sources.yaml", "la page « P000 » n'existe pas"),
    ]


def test_contacts_stand_in_their_place(folder: Folder) -> None:
    """An operator in a département of another region, and a national contact that is gone, are told."""
    folder.edit(BRITTANY, 'departements: ["29"]', 'departements: ["30"]')
    folder.edit("national.yaml", "  avise:", "  avisee:")
    assert {(file, words) for file, _, words in folder.told()} == {
        ("national.yaml", "le contact « avise » manque"),
        (BRITTANY, "Bretagne Active : le département 30 n'est pas dans la région Bretagne"),
    }


def test_the_shipped_content_has_no_finding(knowledge: Knowledge) -> None:
    """All that the checks look at holds in what is shipped."""
    assert check(knowledge) == ()


def test_every_node_has_a_path(knowledge: Knowledge) -> None:
    """The nodes of a branch are all walked, each with the place where it is written."""
    paths = [path for _, path in nodes(knowledge.tree["classe_employeur"])]
    assert paths == [(), ("cas", 0), ("sinon",)]
    assert {name for name, _, _ in all_nodes(knowledge)} == set(knowledge.tree)


def test_the_tree_concludes_the_classes_of_the_rules(knowledge: Knowledge) -> None:
    """The classes are the nine of the rules, and the one of those whose status stays unknown."""
    assert knowledge.groups == set(CLASSES) | {"inconnu"}
    assert DEDUCED.isdisjoint(knowledge.questions)


def test_every_citation_is_listed(knowledge: Knowledge) -> None:
    """Facts are cited by leaves, programmes, modifiers, invariants, calls and words, with their places."""
    files = {file.split("/")[0] for file, _, _ in cited(knowledge)}
    assert files == {"arbre", "dispositifs", ADJUSTMENTS, "invariants.yaml", "appels.yaml", "glossaire.yaml"}
    assert all(isinstance(call, Call) for call in knowledge.calls)
