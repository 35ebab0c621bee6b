"""The guide page: what it says, before any browser."""

import re
from datetime import datetime
from html import unescape
from pathlib import Path

from typer.testing import CliRunner

from bot.__main__ import app
from bot.guide.page import told
from bot.guide.words import changes, circumstances
from dialogs.text import flat, typeset
from knowledge.content import Knowledge

runner = CliRunner()


def test_every_claim_is_there_with_its_facts(knowledge: Knowledge, guide: str) -> None:
    """Every sourced sentence of a programme stands on the page, on a line that links each of its facts."""
    for programme in knowledge.programmes.values():
        (own,) = re.findall(f'<h3 id="dispositif-{programme.id}">(.*?)</section>', guide, re.DOTALL)
        rows = unescape(own).split("<tr>")
        for claim in programme.claims:
            lines = [row for row in rows if f"<td>{typeset(claim.text)}</td>" in row]
            links = [f'href="#{fact}"' for fact in claim.facts]
            assert any(all(link in line for link in links) for line in lines), claim.text


def test_a_claim_has_a_box_to_fill_in(guide: str) -> None:
    """Every row of every table ends with an empty box."""
    bodies = re.findall(r"<tbody>(.*?)</tbody>", guide, re.DOTALL)
    assert sum(body.count("<tr") for body in bodies) > 1_500
    for body in bodies:
        assert body.count("<tr") == body.count('<td class="verif"></td>')


def test_each_value_of_a_cress_keeps_its_own_source(knowledge: Knowledge, guide: str) -> None:
    """A site and an address read on two pages name two pages; what is unknown is said so."""
    chamber = knowledge.regions["93"].chamber
    assert chamber.site
    assert chamber.address
    assert chamber.site.source != chamber.address.source
    told = guide[guide.index('id="region-93"') : guide.index('id="region-94"')]
    assert chamber.site.source in told
    assert chamber.address.source in told
    assert "inconnu</span>" in told


def test_calls_are_those_of_the_day(knowledge: Knowledge, guide: str) -> None:
    """The same dated call is open in January, and said to be over in November."""
    call = next(call for call in knowledge.calls if call.id == "lfse_2026")
    opened = flat(told(knowledge, call, datetime(2026, 1, 27, 12)))
    assert "ouvert, clôt dans 2 jours, le jeudi 29 janvier à 18 h" in opened
    over = flat(told(knowledge, call, datetime(2026, 11, 24, 12)))
    assert over == typeset("Terminé : il n'est plus annoncé.")
    assert over in guide


def test_coverage_is_told_in_words(guide: str) -> None:
    """Each region and programme has its row; a hole names the file to complete."""
    assert 'href="#couverture"' in guide
    assert "trou, à compléter dans appels.yaml" in guide


def test_every_modifier_is_said_in_words(knowledge: Knowledge) -> None:
    """No modifier is silent: each says when it plays and what it does, with no key of YAML left."""
    for adjustment in knowledge.adjustments:
        assert circumstances(knowledge, adjustment), adjustment.id
        assert changes(knowledge, adjustment), adjustment.id
    said = {a.id: [*circumstances(knowledge, a), *changes(knowledge, a)] for a in knowledge.adjustments}
    assert said["m06"][0] == "l'urgence : Oui"
    assert "si la première place se libère : DLA, à défaut La CRESS" in said["m06"]
    assert "MPESS Développement se place juste après" not in " ".join(said["m09_dla"])
    assert "DLA se place juste après MPESS Développement ou MPESS Créa" in said["m09_dla"]
    assert said["m17"][2] == "un appel daté est ouvert : Prix Cognacq-Jay"


def test_the_command_writes_the_page(tmp_path: Path) -> None:
    """`guide` writes the file and names it."""
    file = tmp_path / "guide.html"
    answer = runner.invoke(app, ["guide", "--date", "2026-11-24", str(file)])
    assert answer.exit_code == 0
    assert "guide.html" in answer.output
    assert file.read_text(encoding="utf-8").startswith("<!doctype html>\n")


def test_arbre_writes_a_drawing(tmp_path: Path) -> None:
    """`arbre --svg` writes a file or the screen; two forms at once, or nowhere to write, are refused."""
    file = tmp_path / "arbre.svg"
    assert runner.invoke(app, ["arbre", "--svg", str(file)]).exit_code == 0
    assert file.read_text(encoding="utf-8") == runner.invoke(app, ["arbre", "--svg"]).output
    assert runner.invoke(app, ["arbre", "--svg", "--mermaid"]).exit_code == 2
    nowhere = runner.invoke(app, ["arbre", str(tmp_path / "nulle" / "part.txt")])
    assert nowhere.exit_code == 2
    assert "son dossier n'existe pas" in nowhere.output
