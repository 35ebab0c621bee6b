"""Loading a folder: what is wrong inside one file is told with its place, in French, all in one pass."""

import contextlib
from pathlib import Path

import pytest

from knowledge.content import Knowledge
from knowledge.load import load
from tests.accounts import nobody
from tests.knowledge.conftest import Folder

DLA = "dispositifs/dla.yaml"
BRITTANY = "regions/53.yaml"


def test_the_shipped_content_is_complete(knowledge: Knowledge) -> None:
    """The content holds the 18 programmes of the rules and the 18 regions that have a CRESS."""
    assert len(knowledge.programmes) == 18
    assert len(knowledge.regions) == 18
    assert {region.zone for region in knowledge.regions.values()} == {"paca", "metropole", "outre_mer"}
    assert 0 < len(knowledge.sources.facts) <= 339


def test_a_copy_loads_as_well(folder: Folder, knowledge: Knowledge) -> None:
    """A copy of the content is another value with the same things in it."""
    copy = load(folder.root)
    assert copy != knowledge
    assert copy.programmes == knowledge.programmes
    assert copy.tree == knowledge.tree


def test_a_missing_file_is_told_with_all_the_others(folder: Folder) -> None:
    """Each of several missing files is told, with what to do."""
    for name in ("appels.yaml", "sources.yaml", "textes.yaml"):
        folder.remove(name)
    issues = folder.issues()
    assert [issue.file for issue in issues] == ["appels.yaml", "sources.yaml", "textes.yaml"]
    assert {issue.message for issue in issues} == {"le fichier manque"}
    assert issues[0].repair == "remettez appels.yaml à sa place"


def test_an_empty_folder_is_told(folder: Folder) -> None:
    """A folder with nothing in it gives the list of what should be there."""
    empty = Folder(folder.root / "vide")
    empty.root.mkdir()
    issues = empty.issues()
    assert "ajustements.yaml" in {issue.file for issue in issues}
    assert len(issues) == 16


def test_a_folder_that_is_not_there_is_told_once(folder: Folder) -> None:
    """A wrong path is one problem, not as many as there are files."""
    (issue,) = Folder(folder.root / "nulle_part").issues()
    assert (issue.code, issue.message) == ("CB-219", "le dossier n'existe pas")


@pytest.mark.parametrize(("mode", "above"), [(0o000, 0o755), (0o644, 0o755), (0o755, 0o700)])
def test_a_folder_that_may_not_be_read_is_not_said_to_be_missing(
    folder: Folder, tmp_path: Path, mode: int, above: int
) -> None:
    """Nor one that is in such a folder: its rights are named."""
    tmp_path.chmod(0o755)
    held = tmp_path / "garde"
    held.mkdir()
    root = folder.root.rename(held / "contenu")
    root.chmod(mode)
    held.chmod(above)
    with contextlib.chdir(tmp_path), nobody():
        (issue,) = Folder(root.relative_to(tmp_path)).issues()
    held.chmod(0o755)
    root.chmod(0o755)
    assert (issue.code, issue.message) == ("CB-219", "le dossier ne peut pas être lu")
    assert "droits" in issue.repair


WRONG = (
    (DLA, "etat: ouvert", "etat: fermé", "cette valeur n'est pas admise"),
    (DLA, "court: DLA", f"court: {'x' * 33}", "le texte dépasse 32 caractères"),
    (DLA, "[F076, F082, F083, F084, F085]", "[F076, F82]", "cette valeur n'a pas la forme attendue"),
    ("dispositifs/esus.yaml", "court: Agrément ESUS", "court:", "le texte est vide"),
    ("dispositifs/esus.yaml", "[F274, F275]", "F274", "une liste est attendue ici"),
    (
        "dispositifs/esus.yaml",
        'verifie_le: "2026-11-23"',
        "verifie_le: bientôt",
        "une date s'écrit 2026-01-29, 29/01/2026 ou 29 janvier 2026",
    ),
    ("dispositifs/club.yaml", "contact: cress", "contact: [cress]", "un texte est attendu ici"),
    (BRITTANY, "zone: metropole", "zone: metropol", "cette valeur n'est pas admise"),
    (BRITTANY, "site: https://tag.bzh", "site: tag.bzh", "cette valeur n'a pas la forme attendue"),
    (BRITTANY, '"22": Côtes-d', '"222": Côtes-d', "cette valeur n'a pas la forme attendue"),
    ("questions.yaml", "toujours: oui", "toujours: yes", "la réponse attendue est oui ou non"),
    ("textes.yaml", "merci: ", "merci: '' # ", "le texte est vide"),
    ("appels.yaml", "type: ponctuel", "type: unique", "cette valeur n'est pas admise"),
    ("arbre/esus.yaml", "[adhesion, dla]", "[a, b, c, d]", "la liste est trop longue"),
    ("arbre/esus.yaml", "[F276, F279, F281, F282, F283]", "[]", "la liste est vide"),
    (
        "appels.yaml",
        'cloture: "2025-01-30"',
        "cloture: 30 janvier",
        "une date s'écrit 2026-01-29, 29/01/2026 ou 29 janvier 2026, puis l'heure s'il y en a une : 18:00",
    ),
)


def test_each_wrong_value_is_told_at_its_line(folder: Folder) -> None:
    """Many wrong values at once are as many issues, each on its line, in the words of editors."""
    expected = [(name, folder.edit(name, old, new), message) for name, old, new, message in WRONG]
    assert set(folder.told()) == set(expected)


def test_an_id_defined_twice_is_told(folder: Folder) -> None:
    """Two entries of a list with one id are an issue at the second one."""
    line = folder.edit("glossaire.yaml", "id: cress\n", "id: ess\n")
    assert folder.told() == [("glossaire.yaml", line - 1, "« ess » est défini deux fois")]


def test_a_wrong_item_does_not_make_a_list_empty(folder: Folder) -> None:
    """A list whose only item is wrong is told for its item, not as empty besides."""
    line = folder.edit(DLA, "[F076, F082, F083, F084, F085]", "[F76]")
    assert folder.told() == [(DLA, line, "cette valeur n'a pas la forme attendue")]


@pytest.mark.parametrize("date", ["2026", "0", "2026-13-01", "2026-01-29T10:00"])
def test_a_date_is_a_day(folder: Folder, date: str) -> None:
    """A year, a number or an hour are not taken for a day."""
    line = folder.edit(DLA, 'verifie_le: "2026-11-23"', f'verifie_le: "{date}"')
    assert folder.told() == [(DLA, line, "une date s'écrit 2026-01-29, 29/01/2026 ou 29 janvier 2026")]


def test_an_unknown_key_is_told_with_the_nearest_one(folder: Folder) -> None:
    """A misspelt key is told as unknown, with the key that was meant, and not as missing besides."""
    line = folder.edit(DLA, "resume:", "resum:")
    (unknown,) = folder.issues()
    assert (unknown.file, unknown.line, unknown.message) == (DLA, line, "la clé « resum » n'existe pas")
    assert unknown.repair == "vouliez-vous « resume » ?"


def test_an_unknown_key_like_no_other_is_to_be_removed(folder: Folder) -> None:
    """A key that looks like none is told without a guess."""
    folder.edit(DLA, "dispositif: dla\n", "dispositif: dla\nzzzzzz: 1\n")
    (issue,) = folder.issues()
    assert (issue.line, issue.repair) == (2, "retirez-la, ou cherchez son vrai nom dans une fiche voisine")


def test_admitted_values_are_listed(folder: Folder) -> None:
    """A value out of a closed list is told with the list."""
    folder.edit(DLA, "etat: ouvert", "etat: fermé")
    (issue,) = folder.issues()
    assert issue.repair == "valeurs admises : ouvert, inconnu, arrete"


def test_a_missing_key_is_told(folder: Folder) -> None:
    """A key that is required and not there is told at what should hold it."""
    folder.edit(BRITTANY, "  telephone: inconnu\n", "")
    line = folder.edit(BRITTANY, "cress:\n", "cress:\n")
    assert folder.told() == [(BRITTANY, line, "la clé « telephone » manque")]


@pytest.mark.parametrize(
    ("name", "old", "new", "message"),
    [
        (
            "ajustements.yaml",
            "- premier: dla",
            "- {premier: dla, si_place: dla}",
            "une action porte une seule clé",
        ),
        ("ajustements.yaml", "- premier: dla", "- {}", "une action porte une seule clé"),
        (
            "arbre/depart.yaml",
            "sinon:\n  vers: besoin\n",
            "sinon:\n  vers: besoin\n  suppose: creer\n",
            "un nœud porte une seule de ces clés : question, vers, orientation, classe, suppose",
        ),
        (
            "arbre/depart.yaml",
            "sinon:\n  vers: besoin\n",
            "sinon:\n  question: stade\n",
            "une question du nœud n'a ni « cas » ni « sinon »",
        ),
    ],
)
def test_a_thing_of_two_kinds_is_refused(folder: Folder, name: str, old: str, new: str, message: str) -> None:
    """An action does one thing and a node is of one kind."""
    line = folder.edit(name, old, new)
    found = [(file, message_) for file, line_, message_ in folder.told() if abs(line_ - line) <= 1]
    assert found == [(name, message)]


@pytest.mark.parametrize(
    ("name", "new_name", "message", "repair"),
    [
        (DLA, "dispositifs/dal.yaml", "le fichier décrit « dla » et se nomme « dal »", "nommez-le dla.yaml"),
        (BRITTANY, "regions/54.yaml", "le fichier décrit « 53 » et se nomme « 54 »", "nommez-le 53.yaml"),
    ],
)
def test_a_file_bears_the_id_of_its_entry(
    folder: Folder, name: str, new_name: str, message: str, repair: str
) -> None:
    """A file named after another id than its own is told, with the right name."""
    folder.own(name).rename(folder.root / new_name)
    (issue,) = folder.issues()
    assert (issue.file, issue.line, issue.message, issue.repair) == (new_name, 1, message, repair)


@pytest.mark.parametrize(
    ("name", "copy", "repair"),
    [
        (
            DLA,
            "dispositifs/dla_bis.yaml",
            "changez le nom qui est dedans en « dla_bis », ou effacez ce fichier",
        ),
        (BRITTANY, "regions/53 - Copie.yaml", "effacez ce fichier : 53.yaml existe déjà"),
    ],
)
def test_a_copy_never_takes_the_place_of_what_it_copies(
    folder: Folder, name: str, copy: str, repair: str
) -> None:
    """A file that says it is another one, which is there too, is not to be given its name."""
    folder.own(copy).write_bytes((folder.root / name).read_bytes())
    (issue,) = folder.issues()
    assert (issue.file, issue.code, issue.repair) == (copy, "CB-203", repair)


@pytest.mark.parametrize(
    ("name", "message", "repair"),
    [
        ("regions/notes.yml", "ce fichier ne sera pas lu", "nommez-le notes.yaml"),
        ("regions/notes.yaml.txt", "ce fichier ne sera pas lu", "nommez-le notes.yaml"),
        ("arbre/notes.docx", "ce fichier ne sera pas lu", "retirez-le du dossier"),
        ("arbre/esus.yaml~", "ce fichier ne sera pas lu", "retirez-le du dossier"),
        ("regions/anciens/", "ce dossier ne sera pas lu", "retirez-le de là, avec ce qu'il contient"),
    ],
)
def test_what_is_not_read_is_told_with_what_to_do_of_it(
    folder: Folder, name: str, message: str, repair: str
) -> None:
    """A file of content has the ending of one; whatever else is there is to be taken away."""
    path = folder.own(name)
    path.mkdir() if name.endswith("/") else path.write_text("à faire", encoding="utf-8")
    (issue,) = folder.issues()
    assert (issue.code, issue.message, issue.repair) == ("CB-202", message, repair)


def test_a_region_whose_file_is_gone_is_asked_for(folder: Folder) -> None:
    """A code that is also that of a département is not taken for it when the region itself is missing."""
    folder.own("regions/94.yaml").unlink()
    (issue,) = folder.issues()
    assert issue.repair == "le fichier de cette région manque : remettez regions/94.yaml à sa place"


def test_several_mistakes_are_told_at_once(folder: Folder) -> None:
    """Mistakes in several files, and several in one file, are all told, file by file."""
    folder.edit(DLA, "etat: ouvert", "etat: fermé")
    folder.edit(DLA, "court: DLA", "court:")
    folder.edit(BRITTANY, "zone: metropole", "zone: metropol")
    folder.edit("arbre/besoin.yaml", "question: besoin", "question: besoin\nquestion: besoin")
    folder.write("textes.yaml", "")
    assert [(file, message) for file, _, message in folder.told()] == [
        ("arbre/besoin.yaml", "la clé « question » est écrite deux fois (déjà ligne 3)"),
        (DLA, "le texte est vide"),
        (DLA, "cette valeur n'est pas admise"),
        (BRITTANY, "cette valeur n'est pas admise"),
        ("textes.yaml", "le fichier est vide"),
    ]


def test_consequences_are_not_told_with_their_cause(folder: Folder) -> None:
    """While a file cannot be read, the ids that it defines are not told as unknown elsewhere."""
    folder.edit(DLA, "etat: ouvert", "etat: fermé")
    assert [file for file, _, _ in folder.told()] == [DLA]


@pytest.mark.parametrize("text", ["- une\n- liste\n", "un texte\n"])
def test_a_file_of_another_shape_is_told(folder: Folder, text: str) -> None:
    """A file that holds a list or a text where keys are due is told in words that say so."""
    folder.write(BRITTANY, text)
    (issue,) = folder.issues()
    assert (issue.file, issue.line, issue.message) == (
        BRITTANY,
        1,
        "des clés et des valeurs sont attendues ici",
    )


def test_a_folder_named_like_a_file_is_told(folder: Folder) -> None:
    """A folder whose name ends as a file is an issue, not a crash."""
    folder.own("regions/x.yaml").mkdir()
    assert [issue.file for issue in folder.issues()] == ["regions/x.yaml"]


def test_a_site_without_https_is_told(folder: Folder) -> None:
    """A site that is no address is told at its line; « inconnu » is admitted for any way to be reached."""
    line = folder.edit("regions/93.yaml", "valeur: https://www.cresspaca.org", "valeur: www.cresspaca.org")
    folder.edit("regions/93.yaml", "    ville: Marseille", "    telephone: inconnu\n    ville: Marseille")
    assert [(file, at) for file, at, _ in folder.told()] == [("regions/93.yaml", line)]
