"""What was not understood, from a conversation to the line that an editor pastes."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.__main__ import app
from bot.assistant import Assistant
from bot.clock import system
from bot.misunderstood import Proposal, proposals, utterances
from dialogs.events import Answer, Do, Say
from knowledge.content import Knowledge
from storage.database import open_database
from storage.misses import Miss, Misses

CORPUS = [("statut", "une asso"), ("statut", "on est une scop"), ("besoin", "des sous")]
PEOPLE = range(1, 60)


def noted(assistant: Assistant, *texts: str) -> list[Miss]:
    """Let many people type the same texts at the first question, and return what can be read."""
    for chat in PEOPLE:
        for text in texts:
            assistant.turn(chat, Say(text))
    return list(assistant.misses.readable(assistant.clock().date()))


def test_only_what_is_not_understood_is_noted(assistant: Assistant) -> None:
    """Folded texts, with the question on screen; what is understood, wanted or tapped is not noted."""
    for chat in PEOPLE:
        assistant.turn(chat, Answer("statut", "association"))
        assistant.turn(chat, Do("aide"))
    assert noted(assistant, "Xylophone de combat !", "aide") == [
        Miss("besoin", "xylophone de combat", len(PEOPLE))
    ]


def test_a_guess_is_noted_too(assistant: Assistant) -> None:
    """What was only guessed is a word that the vocabulary misses."""
    (miss,) = noted(assistant, "déclarés conventionnés dans l'insertion et tout le tralala")
    assert miss.question == "statut"


def test_a_proposal_with_its_proof(knowledge: Knowledge) -> None:
    """The likeliest option, the lines to paste, and the texts that would be understood otherwise: none."""
    (proposal,) = proposals(knowledge, [Miss("besoin", "un coup de pouce en sous", 4)], CORPUS)
    assert proposal.option == "financer"
    assert proposal.changed == ()
    assert proposal.yaml == '- id: financer\n  synonymes: ["un coup de pouce en sous"]'
    assert "aucune phrase du corpus ne serait comprise autrement" in str(proposal)


def test_a_harmful_synonym_is_told(knowledge: Knowledge) -> None:
    """A synonym that changes the meaning of another text of the corpora is told, with that text."""
    corpus = [("stade", "hop hop hop en test")]
    (proposal,) = proposals(
        knowledge, [Miss("stade", "hop hop hop en", 3)], [*corpus, ("stade", "hop hop hop en")]
    )
    told = Proposal(proposal.miss, "installe", ("hop hop hop en test",))
    assert "ATTENTION, seraient comprises autrement : « hop hop hop en test »" in str(told)


@pytest.mark.parametrize("question", [None, "region", "disparue", "statut"])
def test_without_any_hint_the_editor_chooses(knowledge: Knowledge, question: str | None) -> None:
    """At the result, at a place, at a question that is gone, or without a known word: no option."""
    (proposal,) = proposals(knowledge, [Miss(question, "xylophone", 3)], CORPUS)
    assert proposal.option is None
    assert proposal.yaml is None
    assert "choisissez l'option vous-même" in str(proposal)


def test_without_a_corpus_there_is_no_proof(knowledge: Knowledge, tmp_path: Path) -> None:
    """A folder without corpora proves nothing, and says so."""
    assert list(utterances(tmp_path)) == []
    (proposal,) = proposals(knowledge, [Miss("besoin", "des sous", 3)], [])
    assert proposal.changed is None
    assert "preuve non faite" in str(proposal)


def test_the_shipped_corpora_are_read() -> None:
    """Every utterance of the corpora, with its question."""
    assert len(utterances(Path("tests/understanding"))) > 3_000


def test_the_command(tmp_path: Path) -> None:
    """The command lists the texts with their proposal, and counts those that cannot be read."""
    path = tmp_path / "donnees.sqlite3"
    misses = Misses(open_database(path))
    today = system().date()
    for chat in PEOPLE:
        misses.note("besoin", "un coup de pouce en sous", chat, today)
    misses.note("besoin", "moi seul", 1, today)
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    (corpus / "a.yaml").write_text('- {t: "des sous", q: besoin}\n', encoding="utf-8")
    arguments = ["statistiques", "incompris", "--donnees", str(path), "--corpus", str(corpus)]
    told = CliRunner().invoke(app, arguments)
    assert told.exit_code == 0
    assert "« un coup de pouce en sous », à la question « besoin », 59 fois" in told.output
    assert '- id: financer\n      synonymes: ["un coup de pouce en sous"]' in told.output
    assert "1 texte(s) incompris. De moins de 5 personnes, illisibles : moins de 5 textes." in told.output
    found = json.loads(CliRunner().invoke(app, [*arguments, "--json"]).output)
    assert found["en_attente"] is None
    assert found["incompris"][0]["verdicts_changes"] == []
