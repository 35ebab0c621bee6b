"""Clock, settings, logs, terminal: the small parts of the adapters."""

import json
import logging
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from pydantic import Secret
from rich.console import Console
from telegram import Chat, Message, Update, User
from telegram.error import BadRequest
from typer.testing import CliRunner

from bot.__main__ import app
from bot.assistant import Assistant
from bot.clock import frozen, local, system
from bot.folder import taken
from bot.inbound import read
from bot.logs import configure, log
from bot.purging import KINDS, purged
from bot.settings import Places, Settings, SettingsError, read_settings
from bot.state import State, state
from bot.terminal import Talk, styled
from bot.transcript import Screen, clock_line, moment
from dialogs.events import Media, Say, Start
from dialogs.pages.privacy import Delays
from dialogs.text import rich
from dialogs.words import MAX_TEXT
from knowledge.content import Knowledge
from knowledge.load import SHIPPED
from storage.batches import Batches
from storage.database import open_database
from storage.lease import LASTS, Holder, Lease
from storage.outbox import Draft, Outbox
from storage.purging import Purges
from storage.sessions import Sessions
from storage.versions import Versions
from tests.bot.conftest import NOON
from tests.dialogs.talking import readable


def test_the_clock_follows_the_region(knowledge: Knowledge) -> None:
    """Noon UTC is 1 p.m. in winter Paris, 4 p.m. in La Réunion."""
    noon = datetime(2026, 11, 24, 12, tzinfo=UTC)
    assert local(knowledge, {}, noon) == datetime(2026, 11, 24, 13)
    assert local(knowledge, {"region": "04"}, noon) == datetime(2026, 11, 24, 16)
    assert frozen(datetime(2026, 7, 1, 10))() == datetime(2026, 7, 1, 8, tzinfo=UTC)
    assert abs(system() - datetime.fromtimestamp(Path(__file__).stat().st_atime, UTC)) < timedelta(days=36500)


def test_settings_name_all_that_is_missing(tmp_path: Path) -> None:
    """Settings come from the environment; here there is no token."""
    with pytest.raises(SettingsError, match="CRESS_TOKEN manque"):
        read_settings(Settings)


def test_the_log_is_json_and_silences_addresses(caplog: pytest.LogCaptureFixture) -> None:
    """Events are JSON; the library that logs addresses with the token in them is silent at INFO."""
    configure("INFO")
    caplog.set_level(logging.INFO, logger="cress_bot")
    log.info("essai", nombre=3)
    logging.getLogger("httpx").info("https://api/bot123:secret/getMe")
    (record,) = caplog.records
    assert json.loads(record.message) | {"timestamp": ""} == {
        "event": "essai", "nombre": 3, "level": "info", "timestamp": "",
    }  # fmt: skip


def test_libraries_say_nothing_of_people(caplog: pytest.LogCaptureFixture) -> None:
    """What they say is written without its values; of an error, its kind."""
    configure("INFO")
    library = logging.getLogger("telegram.ext.ExtBot")
    library.critical("Received data was %r", "Zebulon", exc_info=KeyError("Zebulon"))
    assert [json.loads(record.message) | {"timestamp": ""} for record in caplog.records] == [
        {
            "event": "bibliotheque", "source": "telegram.ext.ExtBot", "dit": "Received data was %r",
            "erreur": "KeyError", "level": "critical", "timestamp": "",
        }
    ]  # fmt: skip


def test_a_trace_says_where_and_not_what(caplog: pytest.LogCaptureFixture) -> None:
    """The lines of the program and the kinds of the errors, causes included; what Telegram says is told."""
    configure("INFO")
    try:
        try:
            int("Zebulon")
        except ValueError as error:
            raise BadRequest("can't parse entities") from error
    except BadRequest:
        log.exception("incident")
    (record,) = caplog.records
    trace = json.loads(record.message)["exception"]
    assert trace.endswith("BadRequest: can't parse entities")
    assert "ValueError\n" in trace
    assert "test_small_parts.py" in trace
    assert "invalid literal" not in trace


def test_transcript_lines() -> None:
    """A transcript sets the clock, starts, taps by label, and shows what is not text."""
    assert clock_line("# 2026-03-02 09:00") == datetime(2026, 3, 2, 9)
    assert clock_line("# un commentaire") is None
    assert moment("2026-03-02") == datetime(2026, 3, 2, 10)
    screen = Screen()
    assert screen.event("/start r93") == Start("r93")
    assert screen.event("[Absent]") == Say("[Absent]")
    assert screen.event("(photo)") == Media()
    assert screen.buttons == []


def test_the_terminal_shows_links_and_leaves_politely(assistant: Assistant) -> None:
    """A full talk: numbers for buttons, empty lines ignored, an interruption leaves."""
    console = Console(record=True, width=100, force_terminal=False)
    typed = iter(["", "11", "tester", "93", "12", "99"])

    def prompt() -> str:
        try:
            return next(typed)
        except StopIteration:
            raise KeyboardInterrupt from None

    Talk(assistant, console).run(prompt)
    told = console.export_text()
    assert "Fabrique à initiatives\nPourquoi" in told
    assert "Je n’ai pas compris" in told


def test_a_card_in_the_terminal(assistant: Assistant) -> None:
    """A contact card is shown as it would be sent."""
    console = Console(record=True, width=100)
    typed = iter(["mairie", "tester", "guyane", "fiche", "1", "2"])
    Talk(assistant, console).run(lambda: next(typed, "quitter"))
    assert "TEL;TYPE=WORK:0594 20 76 70" in console.export_text()


def test_the_terminal_promises_no_alert(assistant: Assistant) -> None:
    """Alerts asked for there can be tried, and it is said that nothing will be sent; once."""
    console = Console(record=True, width=100)
    typed = iter(["mairie de Cayenne", "alertes", "1", "1", "2"])
    Talk(assistant, console).run(lambda: next(typed, "quitter"))
    told = readable(console.export_text())
    assert "Vous recevrez : le résumé de la semaine" in told
    assert told.count("Rien ne sera envoyé.") == 1


def test_a_link_keeps_its_address() -> None:
    """A link whose text hides its address shows both."""
    shown = styled(rich("*Voir* https://exemple.fr/page"))
    assert shown.plain == "Voir https://exemple.fr/page"


def test_the_state_tells_what_is_wrong(tmp_path: Path) -> None:
    """Content and data are looked at; a file that is no database and a missing folder are told."""
    broken = tmp_path / "broken.sqlite3"
    broken.write_bytes(b"not a database" * 100)
    bad = state(Places(contenu=tmp_path / "absent", donnees=broken), NOON)
    assert not bad.ok
    assert str(bad).endswith("rien n'a été servi, le dossier est refusé, 1 problème(s), données illisibles.")


def test_the_state_tells_what_is_served(tmp_path: Path) -> None:
    """The folder is what is served, or is refused: the bot serves all the same, and the version is told."""
    data = tmp_path / "donnees.sqlite3"
    with closing(open_database(data)) as db:
        Versions(db).serve(taken(SHIPPED), NOON)
    short = taken(SHIPPED).short
    good = state(Places(contenu=SHIPPED, donnees=data), NOON)
    assert good.ok
    assert f"contenu {short} depuis le 24/11/2026 13:00, le dossier est à jour, 0 conv" in str(good)
    assert good.as_json() == {
        "ok": True,
        "version": good.version,
        "contenu": taken(SHIPPED).hash,
        "contenu_depuis": "2026-11-24T12:00:00+00:00",
        "dossier": "servi",
        "problemes": 0,
        "conversations": 0,
        "purge": None,
        "dernier_message": None,
        "envois": {},
        "bot": None,
    }
    assert str(good).endswith("0 conversation(s).\nAucun bot ne tourne sur ces données.")
    with closing(open_database(data)) as db:
        assert purged(Purges(db), Delays(), NOON) == dict.fromkeys(KINDS, 0)
    good = state(Places(contenu=SHIPPED, donnees=data), NOON)
    assert good.as_json()["purge"] == "2026-11-24T12:00:00+00:00"
    assert "0 conversation(s), purge du 24/11/2026 13:00.\n" in str(good)
    with closing(open_database(data)) as db:
        Sessions(db).save(1, {}, NOON)
        Batches(db).open("lot", "Essai", NOON)
        Outbox(db).add("lot", (Draft("cle", 1, "essai", "", NOON),), NOON)
    busy = state(Places(contenu=SHIPPED, donnees=data), NOON)
    assert busy.as_json()["dernier_message"] == "2026-11-24T12:00:00+00:00"
    assert busy.as_json()["envois"] == {"a_envoyer": 1}
    said = "1 conversation(s), dernier message le 24/11/2026 13:00, envois : 1 à envoyer, purge du 24/11/2026"
    assert said in str(busy)
    refused = state(Places(contenu=tmp_path / "absent", donnees=data), NOON)
    assert refused.ok
    assert (refused.as_json()["dossier"], refused.as_json()["problemes"]) == ("refuse", 1)
    assert f"contenu {short} depuis" in str(refused)


def test_the_state_of_a_folder_that_is_right_and_not_served() -> None:
    """Before the first start there is no version; a folder that was checked and is right can be served."""
    new = State("1.0", serving=None, problems=0, conversations=3)
    assert new.ok
    assert new.as_json()["dossier"] == "nouveau"
    assert str(new).splitlines() == [
        "cress-bot 1.0 : rien n'a été servi, le dossier est correct, 3 conversation(s).",
        "Aucun bot ne tourne sur ces données.",
    ]


def test_the_state_says_whether_a_bot_runs_now(tmp_path: Path) -> None:
    """From its lease, which is only read: where, since when, and where its times and errors are."""
    data = tmp_path / "donnees.sqlite3"
    places = Places(contenu=SHIPPED, donnees=data)
    with closing(open_database(data)) as db:
        assert Lease(db).take(Holder("srv1#4026531836", 4127, NOON), NOON)
    held = state(places, NOON + LASTS / 2)
    assert held.as_json()["bot"] == {
        "machine": "srv1",
        "processus": 4127,
        "depuis": "2026-11-24T12:00:00+00:00",
    }
    assert str(held).splitlines()[1:] == [
        "Un bot tourne : machine srv1, processus 4127, depuis le 24/11/2026 13:00.",
        "Ses temps de réponse et ses erreurs : la page /sante (CRESS_SANTE_PORT).",
    ]
    assert state(places, NOON + LASTS).as_json()["bot"] is None
    with closing(open_database(data)) as db:
        assert Lease(db).holder() == Holder("srv1#4026531836", 4127, NOON)


def test_operators_are_numbers_between_commas() -> None:
    """Spaces and a last comma are allowed; what is no number is told in French."""
    env = {"CRESS_TOKEN": "1:jeton", "CRESS_OPERATEURS": "12, 34,"}
    assert Settings(token=Secret("1:jeton"), operateurs=env["CRESS_OPERATEURS"]).operateurs == (12, 34)
    assert Settings(token=Secret("1:jeton")).operateurs == ()
    told = CliRunner().invoke(app, ["lancer"], env={**env, "CRESS_OPERATEURS": "12;34"})
    assert told.exit_code == 2
    assert "CRESS_OPERATEURS n'est pas correct : les numéros Telegram des opérateurs" in told.output


def test_a_long_text_is_cut_before_anything_is_done_with_it() -> None:
    """Of 100,000 characters, the first thousand are read, whatever the form of the message."""
    sender = User(1, "Camille", is_bot=False)
    for text, kept in (
        ("asso " * 20_000, Say),
        ("/start " + "r" * 100_000, Start),
        ("/" + "a" * 100_000, Say),
    ):
        message = Message(1, NOON, Chat(1, "private"), from_user=sender, text=text)
        read_as = read(Update(1, message=message), "essai_bot")
        assert read_as is not None
        assert isinstance(read_as.event, kept)
        assert (
            len(read_as.event.text if isinstance(read_as.event, Say) else read_as.event.payload) <= MAX_TEXT
        )
