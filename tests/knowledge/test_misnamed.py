"""A name misspelt in a scenario is told where it is, with the one that was meant."""

from dataclasses import replace

import pytest

from bot.playing import broken
from knowledge.editions import read_edition
from knowledge.misnamed import misnamed
from tests.knowledge.conftest import EDITION, Folder
from tests.knowledge.situations import NOW

FILE = "scenarios/employeurs.yaml"


@pytest.mark.parametrize(
    ("file", "old", "new", "said", "repair"),
    [
        (FILE, "salaries: oui", "salaries: ouii", "la réponse « ouii »", "« oui »"),
        (FILE, "salaries: oui", "salarie: oui", "la question « salarie »", "« salaries »"),
        (FILE, 'region: "93"', "region: PACA", "la région « PACA »", "écrivez « 93 »"),
        (FILE, "principal: dla", "principal: dlaa", "le dispositif « dlaa »", "« dla »"),
        (FILE, "principal: dla", "principal: mairie", "le dispositif « mairie »", "là où il se définit"),
        (FILE, "[peps]", "[starter]", "le dispositif « starter »", "« incubateur_starter »"),
        ("scenarios/appels.yaml", "      club:", "      clubb:", "le dispositif « clubb »", "« club »"),
        ("scenarios/mots_statut.yaml", "statut:", "statu:", "la question « statu »", "« statut »"),
        ("scenarios/mots_statut.yaml", "mutuelle:", "mutuel:", "la réponse « mutuel »", "« mutuelle »"),
        ("scenarios/mots_demandes.yaml", "retour:", "retours:", "la demande « retours »", "« retour »"),
    ],
)
def test_a_misspelt_name_is_told_where_it_is(
    folder: Folder, file: str, old: str, new: str, said: str, repair: str
) -> None:
    """It is told, on its line and column, instead of a failure that would follow from it."""
    line = folder.edit(file, old, new)
    edition = read_edition(folder.root, EDITION)
    own = tuple(written for written in edition.scenarios if written.document.file == file)
    (issue,) = broken(replace(edition, scenarios=own), NOW)
    assert (issue.file, issue.line, issue.code) == (file, line, "CB-301")
    assert issue.message == f"{said} n'existe pas"
    assert repair in issue.repair


def test_the_scenarios_that_are_shipped_name_what_exists() -> None:
    """Nothing is said of what is right."""
    for written in EDITION.scenarios:
        assert not list(misnamed(EDITION.knowledge, written.scenario, written.document.file, written.rank))
