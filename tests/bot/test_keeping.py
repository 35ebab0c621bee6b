"""The content being served: what replaces it, what does not, and what operators are told."""

import asyncio
import json
import weakref
from pathlib import Path

import pytest
from sqlite_utils import Database

from bot.assistant import Assistant
from bot.examining import elsewhere
from bot.folder import Refused, taken
from bot.keeping import Keeper, Opening, opening
from dialogs.events import Message, Say
from dialogs.text import flat
from knowledge.load import SHIPPED
from storage.versions import Snapshot, Versions
from tests.bot.conftest import NOON
from tests.bot.corruptions import errors, quick

NOW = NOON.replace(tzinfo=None)
SHIPPED_NOW = taken(SHIPPED)


def edited(name: str, old: str, new: str) -> Snapshot:
    """Return the shipped content with a first occurrence replaced in a file."""
    content = SHIPPED_NOW.files[name].decode()
    assert old in content
    return Snapshot({**SHIPPED_NOW.files, name: content.replace(old, new, 1).encode()})


WRONG = edited("regions/93.yaml", "nom:", "nomm:")
OTHERWISE = edited("textes.yaml", "merci: ", "merci: Vraiment. ")


async def never(_folder: Path) -> tuple[str, ...]:
    """Check a folder without ever ending."""
    await asyncio.Event().wait()
    return ()


async def fine(_folder: Path) -> tuple[str, ...]:
    """Find nothing wrong: the scenarios hold the dates of the content, which tests change."""
    return ()


async def breaks(_folder: Path) -> tuple[str, ...]:
    """Check a folder and break."""
    raise ZeroDivisionError


@pytest.fixture
def told() -> list[str]:
    """Return what operators are told."""
    return []


@pytest.fixture
def keeper(assistant: Assistant, db: Database, told: list[str]) -> Keeper:
    """Serve the shipped content."""
    return Keeper(assistant, Versions(db), SHIPPED_NOW, told.append, quick)


def said(assistant: Assistant, text: str) -> str:
    """Say something as somebody, and return the reply."""
    (reply,) = assistant.turn(7, Say(text))
    assert isinstance(reply, Message)
    return flat(reply.text)


async def test_a_content_that_is_served_no_more_is_let_go(keeper: Keeper) -> None:
    """At once, with all that was worked out of it: else each edit would weigh on the bot until it stops."""
    await keeper.take(OTHERWISE)
    said(keeper.assistant, "je monte une entreprise à Rennes avec de l'insertion")
    left = weakref.ref(keeper.assistant.knowledge)
    await keeper.take(edited("textes.yaml", "merci: ", "merci: Encore. "))
    assert left() is None


async def test_a_good_content_is_served_in_mid_conversation(keeper: Keeper, told: list[str]) -> None:
    """The new sentence is said at once, the answers are kept, operators read the version and the file."""
    said(keeper.assistant, "association")
    await keeper.take(OTHERWISE)
    assert said(keeper.assistant, "merci").startswith("Vraiment.")
    assert dict(keeper.assistant.session(7).answers) == {"statut": "association"}
    assert told == [f"Nouveau contenu, version {OTHERWISE.short} (modifiés : textes.yaml)."]
    current = keeper.versions.current()
    assert current is not None
    assert current.hash == OTHERWISE.hash


@pytest.mark.parametrize(
    ("more", "seen"),
    [
        ("", True),
        ("  revisions:\n    - {le: 2026-11-24, dit: La date change.}\n", False),
        ("  note: Le dossier se remplit en ligne.\n", True),
    ],
)
async def test_a_date_that_agendas_would_not_follow_is_told(
    keeper: Keeper, told: list[str], more: str, *, seen: bool
) -> None:
    """Changed without a line more in its revisions: served all the same, and operators read it."""
    keeper.check = fine
    call = 'cloture: "2026-01-29 18:00"\n'
    await keeper.take(edited("appels.yaml", call, f'cloture: "2027-01-29 18:00"\n{more}'))
    assert ("lfse_2026" in told[0]) == seen
    assert ("« revisions »" in told[0]) == seen
    assert told[0].startswith("Nouveau contenu")


async def test_what_is_past_or_only_said_otherwise_needs_no_revision(keeper: Keeper, told: list[str]) -> None:
    """A date of last year that is mended, a title: no agenda is concerned."""
    keeper.check = fine
    await keeper.take(edited("appels.yaml", 'cloture: "2026-01-29 18:00"', 'cloture: "2026-01-30 18:00"'))
    await keeper.take(edited("appels.yaml", "titre: Concours", "titre: Le concours"))
    assert not any("revisions" in sentence for sentence in told)


async def test_a_wrong_content_is_refused_once(keeper: Keeper, told: list[str]) -> None:
    """The old one keeps serving, the problem is told with its line and repair, and only once."""
    before = keeper.assistant.knowledge
    await keeper.take(WRONG)
    await keeper.take(
        Snapshot({**WRONG.files, "motifs.yaml": SHIPPED_NOW.files["motifs.yaml"] + b"# note\n"})
    )
    assert keeper.assistant.knowledge is before
    (refusal,) = told
    assert refusal.startswith(
        f"Le contenu du dossier est refusé. Le bot continue avec la version {SHIPPED_NOW.short}.\n"
        "• regions/93.yaml:"
    )
    assert "vouliez-vous « nom »" in refusal
    await keeper.take(SHIPPED_NOW)
    assert told[1:] == [
        f"Le contenu est de nouveau bon. Le dossier est revenu à la version {SHIPPED_NOW.short}."
    ]
    await keeper.take(SHIPPED_NOW)
    assert len(told) == 2


async def test_many_problems_are_counted(keeper: Keeper, told: list[str]) -> None:
    """Three problems are told, the others counted, however long each one is; it fits in one message."""
    keeper.refuse(("x" * 5000, "b", "c", "d", "e"))
    assert told[0].endswith("• b\n• c\n… et 2 autres. Pour tout lire : cress-bot verifier")
    assert len(told[0]) < 4096


async def test_after_a_refusal_the_right_one_is_told(keeper: Keeper, told: list[str]) -> None:
    """One sentence says that the content is right again, with its version."""
    await keeper.take(WRONG)
    await keeper.take(OTHERWISE)
    assert told[1] == (
        f"Le contenu est de nouveau bon. Nouveau contenu, version {OTHERWISE.short} (modifiés : textes.yaml)."
    )


async def test_a_missing_folder_is_refused(keeper: Keeper, told: list[str]) -> None:
    """No file at all is told as a missing folder."""
    await keeper.take(Snapshot({}))
    assert "le dossier n'existe pas" in told[0]


async def test_a_check_that_breaks_is_a_refusal(keeper: Keeper, told: list[str]) -> None:
    """A check that fails for another reason than the content changes nothing, and is told without a trace."""
    keeper.check = breaks
    with errors() as logged:
        await keeper.take(OTHERWISE)
    assert keeper.serving is SHIPPED_NOW
    assert "la vérification s'est arrêtée en route" in told[0]
    assert "Traceback" not in told[0]
    assert "ZeroDivisionError" in logged[0]


async def test_an_examination_that_is_ended_changes_nothing(keeper: Keeper, told: list[str]) -> None:
    """When a newer state comes, the examination of the older one is cancelled, and nothing is said of it."""
    keeper.check = never
    taking = asyncio.create_task(keeper.take(OTHERWISE))
    await asyncio.sleep(0)
    taking.cancel()
    await asyncio.wait([taking])
    assert keeper.serving is SHIPPED_NOW
    assert told == []


async def test_the_check_in_another_process(tmp_path: Path) -> None:
    """The other process gives the problems that `verifier` tells; what it cannot say is a refusal."""
    folder = tmp_path / "content"
    (problem,) = await elsewhere(folder)
    assert "le dossier n'existe pas" in problem
    with errors() as logged, pytest.raises(Refused, match="s'est arrêtée en route"):
        await elsewhere(folder, "de trop")
    assert json.loads(logged[0])["code"] == 1


async def opened(folder: Path, versions: Versions) -> Opening:
    """Open a folder with the quick check."""
    return await opening(folder, versions, NOW, quick)


async def test_the_bot_opens_with_its_folder(db: Database) -> None:
    """A right folder is what is served; nothing else is needed."""
    found = await opened(SHIPPED, Versions(db))
    assert (found.snapshot.hash, found.problems) == (SHIPPED_NOW.hash, ())
    assert len(repr(found)) < 100, "asyncio shows what it gives back: it must not write a whole content"


async def test_a_content_that_was_being_served_is_not_checked_again(db: Database) -> None:
    """Starting again on the same content is quick: it was checked when it was first served."""
    Versions(db).serve(SHIPPED_NOW, NOON)
    found = await opening(SHIPPED, Versions(db), NOW, breaks)
    assert found.problems == ()


async def test_a_wrong_folder_at_the_start_gives_the_last_good_version(db: Database, tmp_path: Path) -> None:
    """The last content that was served is served again, and the problems of the folder are known."""
    Versions(db).serve(OTHERWISE, NOON)
    found = await opened(tmp_path / "absent", Versions(db))
    assert found.snapshot.hash == OTHERWISE.hash
    assert found.knowledge.texts["merci"].startswith("Vraiment.")
    assert "le dossier n'existe pas" in found.problems[0]


async def test_with_nothing_good_the_bot_does_not_start(db: Database, tmp_path: Path) -> None:
    """Without a version that the program takes, the problems of the folder are told."""
    with pytest.raises(Refused, match="le dossier n'existe pas"):
        await opened(tmp_path / "absent", Versions(db))
    Versions(db).serve(WRONG, NOON)
    with pytest.raises(Refused, match="le dossier n'existe pas"):
        await opened(tmp_path / "absent", Versions(db))
