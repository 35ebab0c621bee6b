"""What is kept, said, shown and erased, as a person lives it on Telegram and in a terminal."""

import json
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from sqlite_utils import Database
from typer.testing import CliRunner

from bot.__main__ import app as commands
from bot.assistant import Assistant
from bot.privacy import Privacy
from bot.roles import Roles
from bot.settings import Retention, read_settings
from bot.webhook import App
from dialogs.events import Answer, Do, Document, Message
from dialogs.pages.privacy import Delays
from dialogs.session import Alert
from dialogs.text import flat
from storage.database import open_database
from storage.people import HOLDINGS
from tests.bot.conftest import NOON
from tests.botapi.server import BotApi
from tests.dialogs.talking import readable
from tests.storage.test_people import fill

MARIE = 5_123_456_789


def said(assistant: Assistant, act: str) -> str:
    """Return what the assistant says to Marie of an act."""
    first = assistant.turn(MARIE, Do(act))[0]
    assert isinstance(first, Message)
    return readable(flat(first.text))


async def test_she_is_told_she_sees_all_and_erases_all(app: App, api: BotApi, db: Database) -> None:
    """The notice before the first question, the whole text, her data as a file, the receipt, then nothing."""
    for words in ("/start", "/confidentialite"):
        api.say(MARIE, words)
        await api.settle()
    welcome, page = api.shown(MARIE)
    notice, question = welcome.text.index("/confidentialite"), welcome.text.index("Vous êtes")
    assert notice < question
    assert "(texte n° 1, du" in page.text
    assert page.labels == ["Tout effacer", "Mes données", "Continuer"]
    fill(db, MARIE)
    for words in ("/mesdonnees", "/oublier", "/mesdonnees"):
        api.say(MARIE, words)
        await api.settle()
    shown = [readable(message.text) for message in api.shown(MARIE)]
    assert "• messages écrits pour vous : 2" in shown[2]
    (whole,) = api.documents(MARIE)
    tables = json.loads(whole)["tables"]
    assert [len(tables[h.table]) for h in HOLDINGS] == [1, 1, 1, 2, 1, 1, 1, 0, 0]
    assert shown[4].startswith("C'est fait. J'ai effacé :\n• conversation et réponses : 1\n• alertes")
    assert "La durée des copies de sauvegarde n'est pas connue ici." in shown[4]
    assert shown[5] == "Je ne garde rien de cette conversation."
    assert f"{MARIE}" not in "".join(db.conn.iterdump())


async def test_words_and_buttons_do_the_same(app: App, api: BotApi) -> None:
    """« Confidentialité », « Mes données », « Tout effacer », then beginning again says the notice again."""
    for words in ("asso", "confidentialité"):
        api.say(MARIE, words)
        await api.settle()
    for label in ("Mes données", "Confidentialité", "Tout effacer", "Continuer"):
        api.tap(MARIE, label)
        await api.settle()
    assert len(api.documents(MARIE)) == 1
    assert "Je garde vos réponses" in api.shown(MARIE)[-2].text
    assert api.unanswered() == []


def test_the_delays_are_those_of_the_settings(assistant: Assistant) -> None:
    """What is told is what is done; what is not known is told as such."""
    told = said(assistant, "confidentialite")
    assert "13 mois après" in told
    assert "n'est pas connue ici" in told
    assistant.privacy = Privacy(Delays(words=6, departures=7, misses=8, backups=40))
    told = said(assistant, "confidentialite")
    for words in ("6 mois après", "7 jours après", "8 jours. Les copies de sauvegarde, 40 jours."):
        assert words in told
    assistant.turn(MARIE, Answer("statut", "association"))
    day = f"{NOON + timedelta(days=40):%d/%m/%Y}"
    assert f"seront effacées le {day} au plus tard" in said(assistant, "supprimer")


def test_a_role_is_told_and_its_traces_stay(assistant: Assistant, db: Database) -> None:
    """Who may write to people is told that she may; what she did is said to stay."""
    roles = Roles(frozenset({MARIE}), frozenset(), {MARIE: frozenset({"53", "93"})})
    assistant.privacy = replace(assistant.privacy, roles=roles, operators=frozenset({MARIE}))
    page, document = assistant.turn(MARIE, Do("donnees"))
    assert isinstance(page, Message)
    assert isinstance(document, Document)
    assert "opérateur, administrateur, éditeur (53, 93)" in flat(page.text)
    assert json.loads(document.content)["roles"] == ["opérateur", "administrateur", "éditeur (53, 93)"]
    assistant.audience.broadcasts.new(MARIE, None, "Bonjour", NOON)
    told = said(assistant, "supprimer")
    assert told.startswith("Il n'y avait rien à effacer.\n\nCe qui reste")
    assert "• lignes du journal des diffusions : 1" in told


def test_alerts_and_former_answers_are_shown(assistant: Assistant) -> None:
    """In words, with what was answered before beginning again."""
    for question, value in (("statut", "association"), ("besoin", "reseau"), ("region", "53")):
        assistant.turn(MARIE, Answer(question, value))
    assistant.turn(MARIE, Do("recommencer"))
    assistant.audience.keep(MARIE, (Alert("53", "dla", "lundi"),), NOON)
    told = said(assistant, "donnees")
    assert "Vos réponses d'avant : une association · " in told
    assert "Vos alertes :\n• DLA, en Bretagne : le résumé de la semaine" in told
    assert "• alertes demandées : 1" in told


def test_who_left_is_forgotten_in_time_unless_she_is_back(assistant: Assistant) -> None:
    """Blocking the bot is noted, unblocking it too."""
    people = assistant.audience.people
    assistant.turn(MARIE, Answer("statut", "association"))
    assistant.met(MARIE, present=False)
    assert set(people.held(MARIE)) == {"chats", "departures"}
    assistant.met(MARIE, present=True)
    assert set(people.held(MARIE)) == {"chats"}


def test_in_a_terminal(tmp_path: Path) -> None:
    """The same words; the file is printed; nothing is left of the conversation."""
    terminal = tmp_path / "d"
    typed = "asso\nmes données\noubliez-moi\n/mesdonnees\n/confidentialite\nq\n"
    arguments = ["discuter", "--donnees", str(terminal), "--date", "2026-11-24"]
    told = readable(CliRunner().invoke(commands, arguments, input=typed).output)
    for words in ('"tables": {', "J'ai effacé :", "Je ne garde rien", "Qui en répond"):
        assert words in told
    with closing(open_database(terminal)) as db:
        assert db["chats"].count == 0


def test_a_wrong_delay_is_told() -> None:
    """With its name and what it is, and the unknown stays unknown."""
    runner, arguments = CliRunner(), ["purger", "--donnees", ":memory:"]
    for name, wrong in (("DEPARTS", "0"), ("INCOMPRIS", "x"), ("CONSERVATION", "37")):
        told = runner.invoke(commands, arguments, env={f"CRESS_{name}": wrong})
        assert told.exit_code == 2
        assert f"CRESS_{name} n'est pas correct" in told.output
    assert read_settings(Retention).delays == Delays(backups=30)
    assert Retention(sauvegardes=0).delays == Delays()
