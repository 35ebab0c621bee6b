"""The settings: what is wrong is named at once, those of the webhook are all or nothing."""

import contextlib
import signal
import sqlite3
from pathlib import Path

import pytest
from pydantic import Secret, ValidationError
from typer.testing import CliRunner

from bot.__main__ import app
from bot.hours import Schedule
from bot.logs import hidden
from bot.settings import Settings, SettingsError, astray, misspelt, read_settings
from knowledge.content import Knowledge
from knowledge.load import SHIPPED
from tests.accounts import nobody
from tests.bot.running import ended, launched, prepared, started
from tests.botapi.server import BotApi

URL, SECRET = "https://bot.exemple.fr/telegram", "s" * 32
GOOD = {"CRESS_WEBHOOK_URL": URL, "CRESS_WEBHOOK_SECRET": SECRET}


def read(**env: str) -> str:
    """Return what is said of an environment; nothing when it will do."""
    with CliRunner().isolation(env={"CRESS_TOKEN": "123:jeton", **env}):
        try:
            read_settings(Settings)
        except SettingsError as error:
            return str(error)
    return ""


@pytest.mark.parametrize(
    ("env", "named"),
    [
        ({}, ""),
        ({"CRESS_WEBHOOK_URL": "", "CRESS_WEBHOOK_SECRET": ""}, ""),
        (GOOD, ""),
        ({"CRESS_WEBHOOK_URL": URL}, "SECRET manque"),
        ({"CRESS_WEBHOOK_URL": URL, "CRESS_WEBHOOK_SECRET": ""}, "SECRET manque"),
        ({"CRESS_WEBHOOK_SECRET": SECRET}, "URL manque"),
        ({"CRESS_WEBHOOK_PORT": "8080"}, "URL manque, SECRET manque"),
        ({"CRESS_TOKEN": "", "CRESS_WEBHOOK_URL": URL}, "TOKEN n'est pas correct, SECRET manque"),
        ({**GOOD, "CRESS_WEBHOOK_SECRET": "s" * 31}, "SECRET n'est pas correct"),
        ({**GOOD, "CRESS_WEBHOOK_SECRET": "é" * 32}, "SECRET n'est pas correct"),
        ({**GOOD, "CRESS_WEBHOOK_URL": "http://a.fr/x"}, "URL n'est pas correct"),
        ({**GOOD, "CRESS_WEBHOOK_URL": "https://a.fr/bot123:jeton"}, "URL n'est pas correct"),
        ({**GOOD, "CRESS_WEBHOOK_PORT": "0"}, "PORT n'est pas correct"),
        ({**GOOD, "CRESS_WEBHOOK_ECOUTE": "ici"}, "ECOUTE n'est pas correct"),
        ({"CRESS_WEBHOOK": "oui"}, "WEBHOOK n'est pas correct"),
    ],
)
def test_a_webhook_is_wholly_set_or_refused(env: dict[str, str], named: str) -> None:
    """Each setting that is missing or wrong is told on its line, with what it must be; no value is told."""
    told = read(**env)
    states = [line.partition(" : ")[0] for line in told.splitlines()]
    short = [state.removeprefix("CRESS_").removeprefix("WEBHOOK_") for state in states]
    assert ", ".join(short) == named
    assert all(line.partition(" : ")[2] for line in told.splitlines())
    assert not [value for value in (SECRET, "123:") if value in told]


@pytest.mark.parametrize(
    "token", ["", "123456:", ":essai", "essai", "123456:a b c d", "123456:abc", "a:essai"]
)
def test_a_token_that_was_cut_is_refused(token: str) -> None:
    """Before Telegram is asked, and before the half of it that is left is hidden in all that is written."""
    (line,) = read(CRESS_TOKEN=token).splitlines()
    assert line.startswith("CRESS_TOKEN n'est pas correct : ")
    assert "@BotFather" in line
    assert token not in line or not token


def test_nothing_short_is_hidden() -> None:
    """An empty secret is everywhere, one of a letter or two nearly."""
    for secret in ("", "a", "le", "les"):
        assert hidden("les données", [secret]) == "les données"
    assert hidden("un secret-long", ["secret-long", ""]) == "un [secret]"


@pytest.mark.parametrize(
    "address", ["api.telegram.org/bot", "ftp://api.telegram.org/bot", "http://", "https:///bot"]
)
def test_an_api_is_an_address(address: str) -> None:
    """Without its beginning, the library would fail on it with a sentence of English."""
    assert read(CRESS_API=address).startswith("CRESS_API n'est pas correct : ")


@pytest.mark.parametrize("command", ["lancer", "etat", "versions", "discuter"])
@pytest.mark.parametrize("unreadable", [False, True], ids=["latin", "closed"])
def test_a_file_of_settings_that_cannot_be_read_is_told(
    command: str, tmp_path: Path, *, unreadable: bool
) -> None:
    """Its name and what to do with it, whatever the command: no trace."""
    tmp_path.chmod(0o755)
    with contextlib.chdir(tmp_path):
        Path(".env").write_bytes("CRESS_CONTENU=donn\u00e9es\n".encode("latin-1"))
        Path(".env").chmod(0o000 if unreadable else 0o644)
        with nobody():
            told = CliRunner().invoke(app, [command])
    assert told.exit_code == 2
    assert told.output.startswith(f"Le fichier {tmp_path / '.env'} ne peut pas être lu : ")
    assert ("chown" if unreadable else "UTF-8") in told.output


def test_a_file_of_settings_may_begin_as_windows_writes_it(tmp_path: Path) -> None:
    """The mark at its beginning is no part of the first name."""
    with contextlib.chdir(tmp_path):
        Path(".env").write_text("CRESS_TOKEN=1:jeton\n", encoding="utf-8-sig")
        assert read_settings(Settings).token.get_secret_value() == "1:jeton"
        assert not [told for told in misspelt() if "TOKEN" in told]


def test_a_setting_that_is_none_is_named_with_the_nearest(tmp_path: Path) -> None:
    """In the environment or in the file, whatever its case; never with its value."""
    with contextlib.chdir(tmp_path):
        Path(".env").write_text("CRESS_DONEES=x\nCRESS_TOKEN=1:jeton\nAUTRE=1\n", encoding="utf-8")
        env = {
            "cress_operateur": "secret",
            "CRESS_ZZZZZZ": "1",
            "CRESS_WEBHOOK_URLS": "1",
            "CRESS_SANTE_PORT": "1",
        }
        with CliRunner().isolation(env=env):
            told = list(misspelt())
    assert told == [
        "Le réglage CRESS_DONEES n'existe pas : il n'a aucun effet. Vouliez-vous CRESS_DONNEES ?",
        "Le réglage CRESS_OPERATEUR n'existe pas : il n'a aucun effet. Vouliez-vous CRESS_OPERATEURS ?",
        "Le réglage CRESS_WEBHOOK_URLS n'existe pas : il n'a aucun effet. Vouliez-vous CRESS_WEBHOOK_URL ?",
        "Le réglage CRESS_ZZZZZZ n'existe pas : il n'a aucun effet.",
    ]


def test_a_region_or_a_draft_that_is_not_there_is_told(knowledge: Knowledge, tmp_path: Path) -> None:
    """What is well written and leads nowhere: an editor of no region, a draft in no folder."""
    chosen = Settings(token=Secret("1:jeton"), editeurs="4:99,5:53", essai=tmp_path / "absent")
    assert list(astray(chosen, knowledge.regions)) == [
        "CRESS_EDITEURS : le contenu n'a pas de région 99. Personne n'y sera prévenu.",
        f"CRESS_ESSAI : le dossier {tmp_path / 'absent'} n'existe pas, ou ne peut pas être lu.",
    ]
    assert not list(astray(Settings(token=Secret("1:jeton"), essai=tmp_path), knowledge.regions))


async def test_what_has_no_effect_is_told_at_the_start(api: BotApi, tmp_path: Path) -> None:
    """In the log and to the operators; the bot serves all the same."""
    wrong = {
        "CRESS_OPERATEURS": "77",
        "CRESS_DONEES": "x",
        "CRESS_EDITEURS": "4:99",
        "CRESS_ESSAI": "/nulle/part",
    }
    api.world.open(77)
    async with started(api, prepared(tmp_path), **wrong) as running:
        await api.wait_for(lambda: bool(api.shown(77)))
        (read,) = api.shown(77)
        running.send_signal(signal.SIGTERM)
        code, told = await ended(running)
    assert code == 0
    for name in ("CRESS_DONEES", "CRESS_EDITEURS", "CRESS_ESSAI"):
        assert name in read.text
        assert name in told
    assert told.count('"event": "reglage_sans_effet"') == 3


ODD = {
    "TOKEN": ("\u0661\u0662\u0663:AAsecret", '"123456:AAsecret"', "bot123456:AAsecret", "123456:AA secret"),
    "OPERATEURS": ("abc", "1;2", "1.5", "[1,2]", "@marie", "9" * 30, "9" * 5000),
    "ADMINISTRATEURS": ("-1", "0", "9" * 30, "marie"),
    "EDITEURS": ("4", "4:53:9", "4:533", "4:2A", "53:4", "9" * 30 + ":53"),
    "CONTENU": ("\udcff", "a\0b"),
    "DONNEES": ("\udcff.db", "a\0b"),
    "COPIES": ("\udcff", "a\0b"),
    "ESSAI": ("\udcff",),
    "SAUVEGARDES": ("", "-1", "1.5", "trente", "99999", "9" * 5000),
    "CONSERVATION": ("0", "37", "un an"),
    "DEPARTS": ("0", "396"),
    "INCOMPRIS": ("", "0"),
    "JOURNAL": ("", "bavard", "INFO,DEBUG"),
    "RESUME": ("", "demain", "dimanche 9", "lundi 8", "lundi \u00b2", "lundi 9h", "lundi " + "9" * 5000),
    "DEBIT": ("", "0", "31", "vite"),
    "API": (
        "",
        "telegram",
        "http://a b/bot",
        "http://[::1/bot",
        "http://a:x/bot",
        "http://a:99999/bot",
        "http://\u00e9..fr",
    ),
    "SANTE_PORT": ("0", "70000", "http", "-1"),
}
"""Values that somebody could write, and that will not do."""
ODDS = [(name, value) for name, values in ODD.items() for value in values]


@pytest.mark.parametrize(("name", "value"), ODDS)
def test_an_odd_value_is_told_before_anything_begins(name: str, value: str) -> None:
    """In one line of French, which names the setting and shows no value."""
    try:
        told = {"token": "123:jeton", name.lower(): value}
        Settings(**_nested(told))  # type: ignore[arg-type]
    except ValidationError as error:
        found = {str(detail["loc"][0]) for detail in error.errors()}
        assert found == {name.lower().partition("_")[0]}
    else:
        pytest.fail("it is taken")
    if "\0" in value or "\udcff" in value:
        return  # the environment of these tests has none
    (line,) = read(**{f"CRESS_{name}": value}).splitlines()
    assert line.startswith(f"CRESS_{name} n'est pas correct : ")
    assert len(value) < 3 or value not in line  # what it may be is told, with figures


def _nested(told: dict[str, str]) -> dict[str, object]:
    """Put the settings of an address together."""
    port = told.pop("sante_port", None)
    return {**told, **({"sante": {"port": port}} if port else {})}


@pytest.mark.parametrize(
    ("name", "value", "kept"),
    [
        ("JOURNAL", " info\n", "INFO"),
        ("RESUME", " Lundi   9 ", Schedule()),
        ("CONTENU", "", SHIPPED),
        ("DONNEES", "", Path("data/cress-bot.sqlite3")),
        ("OPERATEURS", " 1 , -2 ,, ", (1, -2)),
        ("EDITEURS", "4 : 53", ((4, "53"),)),
    ],
)
def test_what_is_clear_is_taken(name: str, value: str, kept: object) -> None:
    """Spaces, case, and what is left empty where something is always needed."""
    with CliRunner().isolation(env={"CRESS_TOKEN": "123:jeton", f"CRESS_{name}": value}):
        assert getattr(read_settings(Settings), name.lower()) == kept


def test_a_line_of_the_file_that_is_no_setting_is_told(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    """Where it is, without what it says; the library is not heard in English."""
    with contextlib.chdir(tmp_path):
        Path(".env").write_text('CRESS_JOURNAL=INFO\nCRESS_TOKEN="123456:AAsecret\n', encoding="utf-8")
        with CliRunner().isolation(), pytest.raises(SettingsError) as refused:
            read_settings(Settings)
    missing, line = str(refused.value).splitlines()
    assert missing.startswith("CRESS_TOKEN manque")
    assert line.startswith("Le fichier .env, à partir de la ligne 2, ne se lit pas")
    assert "secret" not in line
    assert capfd.readouterr().err == ""


@pytest.mark.parametrize("name", ["contenu", "donnees"])
async def test_a_folder_in_the_place_of_another_is_named(name: str, api: BotApi, tmp_path: Path) -> None:
    """The whole path of what was looked for, and no name of a copy that was laid aside."""
    wrong = tmp_path / "mauvais"
    wrong.mkdir()
    code, told = await ended(
        await launched(api, tmp_path / "donnees.sqlite3", **{f"CRESS_{name.upper()}": str(wrong)})
    )
    assert (code, "Traceback" in told) == (1, False)
    assert f"« {wrong} »" in told


@pytest.mark.parametrize("name", [":memory:", "file:x?mode=ro", '"x.db"'])
async def test_a_file_of_data_is_a_file_whatever_its_name(name: str, api: BotApi, tmp_path: Path) -> None:
    """SQLite has names of its own: what is kept would be lost, or could not be written."""
    served = prepared(tmp_path)
    served.rename(tmp_path / name)
    async with started(api, served, CRESS_DONNEES=name) as running:
        api.say(77, "asso")
        await api.wait_for(lambda: bool(api.shown(77)))
        running.send_signal(signal.SIGTERM)
        assert (await ended(running))[0] == 0
    with contextlib.closing(sqlite3.connect(f"{(tmp_path / name).as_uri()}?mode=ro", uri=True)) as db:
        assert db.execute("select count(*) from chats").fetchone() == (1,)
