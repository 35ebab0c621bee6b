"""`envois`, run as an operator would, beside a running bot."""

import json
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from sqlite_utils import Database
from typer.testing import CliRunner, Result

from bot.__main__ import app
from storage.batches import ALERTS, Batches, Phase
from storage.database import open_database
from storage.journal import TERMINAL, Journal
from storage.outbox import GONE, Draft, Outbox, State
from tests.bot.conftest import NOON


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """Return where the data are."""
    return tmp_path / "donnees.sqlite3"


@pytest.fixture
def db(data: Path) -> Iterator[Database]:
    """Open the data as the running bot does: a batch of five on its way, and the alerts."""
    with closing(open_database(data)) as opened:
        batches, outbox = Batches(opened), Outbox(opened)
        batches.open(ALERTS, "Alertes", NOON - timedelta(days=1), Phase.RUNNING)
        batches.open("resume-2026-11-30", "Résumé du lundi", NOON, Phase.RUNNING)
        drafts = [Draft(f"r:{chat}", chat, "resume", "{}", NOON) for chat in range(1, 6)]
        outbox.add("resume-2026-11-30", drafts, NOON)
        for state, reason in ((State.SENT, None), (State.DOUBTFUL, "TimedOut"), (State.DROPPED, GONE)):
            (entry,) = outbox.due(NOON, 1)
            outbox.claim(entry, NOON)
            outbox.settle(entry, state, NOON, reason)
        yield opened


def run(data: Path, *words: str) -> Result:
    """Run a command on the data."""
    return CliRunner().invoke(app, ["envois", *words, "--donnees", str(data)])


def test_batches_are_listed(db: Database, data: Path) -> None:
    """The latest first, in local time, with its state and what became of its messages."""
    told = run(data)
    assert told.exit_code == 0
    assert told.output.splitlines() == [
        "24/11/2026 13:00  resume-2026-11-30  en cours  Résumé du lundi",
        "    2 à envoyer, 1 envoyé, 1 abandonné, 1 douteux ; personne partie : 1",
        "23/11/2026 13:00  alertes  en cours  Alertes",
        "    rien à envoyer",
        "2 envoi(s).",
    ]


def test_batches_in_json(db: Database, data: Path) -> None:
    """The same, for scripts."""
    latest, _ = json.loads(run(data, "--json").output)["envois"]
    assert latest == {
        "lot": "resume-2026-11-30",
        "titre": "Résumé du lundi",
        "etat": "en_cours",
        "ouvert_le": "2026-11-24T12:00:00+00:00",
        "messages": {"a_envoyer": 2, "abandonne": 1, "douteux": 1, "envoye": 1},
        "partis": 1,
    }


def test_doubts_are_listed_and_repeated(db: Database, data: Path) -> None:
    """Each has a number, and nothing about the person; one that is named is sent again, once."""
    told = run(data, "douteux").output.splitlines()
    assert told == [
        "2  resume-2026-11-30  resume  24/11/2026 13:00  la réponse de Telegram n'est pas venue",
        "1 message(s) en doute. Pour en renvoyer : cress-bot envois repeter NUMÉRO…",
    ]
    (doubt,) = json.loads(run(data, "douteux", "--json").output)["douteux"]
    assert (doubt["numero"], doubt["raison"]) == (2, "TimedOut")
    again = run(data, "repeter", "2", "3")
    assert again.exit_code == 2
    assert again.output.splitlines() == [
        "1 message(s) à renvoyer.",
        "ni en doute ni abandonné, personne partie, ou date changée depuis : 3",
    ]
    assert Outbox(db).counts()[State.WAITING] == 3
    assert run(data, "douteux").output.startswith("0 message(s)")


def test_a_running_bot_sees_a_pause_at_its_next_message(db: Database, data: Path) -> None:
    """What it had chosen already is not sent; resumed, it is."""
    outbox = Outbox(db)
    (chosen,) = outbox.due(NOON, 1)
    assert "en pause" in run(data, "pause", "resume-2026-11-30").output
    assert not outbox.claim(chosen, NOON)
    assert outbox.due(NOON, 9) == []
    assert run(data, "pause", "resume-2026-11-30").exit_code == 2
    assert "en cours" in run(data, "reprendre", "resume-2026-11-30").output
    assert outbox.claim(chosen, NOON)


def test_a_batch_is_cancelled(db: Database, data: Path) -> None:
    """What waits is cancelled, the rest is as it was; there is nothing to cancel after."""
    told = run(data, "annuler", "resume-2026-11-30").output.splitlines()
    assert told == [
        "24/11/2026 13:00  resume-2026-11-30  annulé  Résumé du lundi",
        "    1 envoyé, 1 abandonné, 1 douteux, 2 annulés ; personne partie : 1",
    ]
    again = run(data, "annuler", "resume-2026-11-30")
    assert (again.exit_code, again.output) == (2, "rien à faire : le lot resume-2026-11-30 est annulé\n")
    assert run(data, "reprendre", "resume-2026-11-30").exit_code == 2


def test_what_is_done_in_a_terminal_is_in_the_journal(db: Database, data: Path) -> None:
    """Each change once, without anybody; what was refused is not there."""
    lot = "resume-2026-11-30"
    for words in (
        ("pause", lot),
        ("pause", lot),
        ("reprendre", lot),
        ("repeter", "2", "3"),
        ("annuler", lot),
    ):
        run(data, *words)
    assert [(line.who, line.what, line.detail) for line in Journal(db).lines()] == [
        (TERMINAL, "suspend", lot),
        (TERMINAL, "relance", lot),
        (TERMINAL, "repete", "2"),
        (TERMINAL, "renonce", lot),
    ]
    told = CliRunner().invoke(app, ["diffuser", "journal", "--donnees", str(data)]).output
    assert "  terminal  repete  2\n" in told


def test_a_batch_must_exist(db: Database, data: Path) -> None:
    """A wrong name ends with code 2, and says where names are."""
    told = run(data, "pause", "lundi")
    assert (told.exit_code, told.output) == (
        2,
        "aucun lot ne s'appelle « lundi » ; « cress-bot envois » les montre\n",
    )
