"""`diffuser`, run as those who have a role would, beside a running bot."""

import re
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from sqlite_utils import Database
from typer.testing import CliRunner, Result

from bot import clock
from bot.__main__ import app
from storage.batches import Batches
from storage.broadcasts import Broadcasts
from storage.database import open_database
from storage.outbox import Outbox, State
from storage.subscriptions import Subscription, Subscriptions
from tests.bot.conftest import NOON

ROLES = {"CRESS_ADMINISTRATEURS": "1,2", "CRESS_DIFFUSEURS": "3", "CRESS_EDITEURS": "4:53"}
ALONE = {"CRESS_ADMINISTRATEURS": "1"}


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """Return where the data are."""
    return tmp_path / "donnees.sqlite3"


@pytest.fixture
def db(data: Path) -> Iterator[Database]:
    """Open the data, in which three people asked for something."""
    with closing(open_database(data)) as opened:
        for chat, regions in ((10, ["53"]), (11, ["53", "93"]), (12, ["93"])):
            Subscriptions(opened).keep(chat, [Subscription(code, "dla", "lundi") for code in regions], NOON)
        yield opened


@pytest.fixture
def text(tmp_path: Path) -> Path:
    """Return a file of text."""
    path = tmp_path / "texte.txt"
    path.write_text("*Bonjour* à tous.\n", encoding="utf-8")
    return path


def run(data: Path, *words: object, roles: dict[str, str] = ROLES) -> Result:
    """Run a command on the data, with some roles."""
    nobody = dict.fromkeys(ROLES, "")
    told = ["diffuser", *map(str, words), "--donnees", str(data)]
    return CliRunner().invoke(app, told, env={**nobody, **roles})


def seal_of(told: Result) -> str:
    """Return the seal that a page shows."""
    found = re.search(r"Sceau : ([0-9a-f]+)", told.output)
    assert found, told.output
    return found[1]


def test_from_a_file_to_the_end(db: Database, data: Path, text: Path) -> None:
    """An administrator alone prepares, reads, confirms the seal, follows; the journal tells who did what."""
    made = run(data, "nouveau", text, "--de", 1, roles=ALONE)
    assert made.exit_code == 0
    assert "Bonjour à tous." in made.output
    assert "3 personnes (toutes les régions) : Bretagne 2" in made.output.replace("\u00a0", " ")
    assert run(data, "suivre", 1).output == "la diffusion 1 n'est pas confirmée : rien ne part\n"
    confirm = ("confirmer", 1, "--de", 1, "--sceau", seal_of(made))
    done = run(data, *confirm, roles=ALONE)
    assert "Pour la suivre : cress-bot diffuser suivre 1" in done.output
    again = run(data, *confirm, roles=ALONE)
    assert (again.exit_code, "La diffusion 1 est déjà confirmée, par 1." in again.output) == (2, True)
    assert run(data, "suivre", 1, "--une-fois").output.splitlines() == [
        "Diffusion 1, en cours : 3 à envoyer",
        "    Bretagne : 2 à envoyer",
        "    Provence-Alpes-Côte d'Azur : 1 à envoyer",
    ]
    db.execute("update outbox set state = 'envoye'")
    followed = run(data, "suivre", 1).output
    assert "3/3" in followed
    assert "Diffusion 1, en cours : 3 envoyés\n    Bretagne : 2 envoyés\n" in followed
    *lines, count = run(data, "journal").output.splitlines()
    assert count == "3 ligne(s)."
    assert [line.split("  ")[1:] for line in lines] == [
        ["1", "commence", "diffusion 1"],
        ["1", "valide", f"diffusion 1 {seal_of(made)}"],
        ["1", "confirme", f"diffusion 1 {seal_of(made)}"],
    ]


def test_a_sample_is_for_the_running_bot_to_send(db: Database, data: Path, text: Path) -> None:
    """To who asks and nobody else, at once, as often as she asks; each is in the journal."""
    run(data, "nouveau", text, "--regions", "53", "--de", 4)
    assert run(data, "essai", 1, "--de", 3).exit_code == 2
    told = run(data, "essai", 1, "--de", 4)
    assert (told.exit_code, "L'essai part vers 4, dans le lot essai-1." in told.output) == (0, True)
    assert Batches(db).stop("essai-1")
    assert run(data, "essai", 1, "--de", 1).exit_code == 0
    rows = Outbox(db).due(clock.system() + timedelta(seconds=2), 9)
    assert [(row.chat, row.batch, row.kind) for row in rows] == [
        (4, "essai-1", "essai"),
        (1, "essai-1", "essai"),
    ]
    assert "sans_alertes" in rows[0].body
    assert "essai  diffusion 1" in run(data, "journal").output


def test_a_text_of_some_editors_has_no_mark(db: Database, data: Path, text: Path) -> None:
    """Those that begin a file with a mark of its encoding: people do not get it."""
    text.write_text("Bonjour à tous.", encoding="utf-8-sig")
    assert "\nBonjour" in run(data, "nouveau", text, "--de", 1).output
    found = Broadcasts(db).get(1)
    assert found
    assert found.text == "Bonjour à tous."


def test_another_administrator_confirms(db: Database, data: Path, text: Path) -> None:
    """The author validates, which sends nothing; another administrator confirms, nobody else."""
    seal = seal_of(run(data, "nouveau", text, "--regions", "53,93", "--de", 1))
    asked = run(data, "confirmer", 1, "--de", 1, "--sceau", seal)
    assert "à confirmer" in asked.output
    assert f"cress-bot diffuser confirmer 1 --de 2 --sceau {seal}" in asked.output
    assert Outbox(db).counts() == {}
    assert "Un autre administrateur" in run(data, "confirmer", 1, "--de", 3, "--sceau", seal).output
    assert run(data, "confirmer", 1, "--de", 2, "--sceau", seal).exit_code == 0
    assert Outbox(db).counts() == {State.WAITING: 3}


def test_what_changed_is_refused(db: Database, data: Path, text: Path) -> None:
    """Somebody came meanwhile: nothing leaves, and the way to see it again is told."""
    seal = seal_of(run(data, "nouveau", text, "--de", 1, roles=ALONE))
    Subscriptions(db).keep(13, [Subscription("53", "dla", "lundi")], NOON)
    told = run(data, "confirmer", 1, "--de", 1, "--sceau", seal, roles=ALONE)
    assert told.exit_code == 2
    assert "ont changé depuis cette page" in told.output
    assert "cress-bot diffuser montrer 1" in told.output
    assert Outbox(db).counts() == {}
    assert seal_of(run(data, "montrer", 1, roles=ALONE)) != seal


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (("--de", 9), "Ces régions ne sont pas, ou ne sont plus, dans le rôle de l'auteur."),
        (("--de", 4, "--regions", "93"), "Ces régions ne sont pas"),
        (("--de", 3, "--regions", "53,99"), "Ce n'est pas le code d'une région : 99."),
    ],
)
def test_roles_are_the_same_as_in_telegram(
    db: Database, data: Path, text: Path, words: tuple[object, ...], why: str
) -> None:
    """A number without a role, a region of somebody else, a region that is none: nothing is begun."""
    told = run(data, "nouveau", text, *words)
    assert told.exit_code == 2
    assert why in told.output
    assert run(data, "montrer", 1).output == "La diffusion 1 n'existe pas.\n"


@pytest.mark.parametrize("content", [b"", b"\xff\xfe", b"a" * 5000, None])
def test_a_text_must_be_read_and_hold_in_a_message(
    db: Database, data: Path, text: Path, content: bytes | None
) -> None:
    """Empty, not UTF-8, too long, or no file at all: refused, and nothing is begun."""
    text.unlink()
    if content is not None:
        text.write_bytes(content)
    told = run(data, "nouveau", text, "--de", 1)
    assert told.exit_code == 2
    assert "Traceback" not in told.output
    assert run(data, "journal").output == "0 ligne(s).\n"


def test_a_role_badly_written_is_told(db: Database, data: Path, text: Path) -> None:
    """As by `lancer`, in French."""
    told = run(data, "nouveau", text, "--de", 1, roles={"CRESS_EDITEURS": "4"})
    assert (told.exit_code, "CRESS_EDITEURS n'est pas correct" in told.output) == (2, True)
