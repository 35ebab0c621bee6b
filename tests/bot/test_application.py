"""The real python-telegram-bot application over HTTP, driven as a person would."""

from sqlite_utils import Database
from telegram.ext import Application

from bot.application import build, work_along
from bot.assistant import Assistant
from bot.draining import Drain
from bot.introducing import COMMANDS
from bot.outbound import Outbound
from bot.packing import pack
from bot.webhook import App
from dialogs.events import Answer, Message
from dialogs.text import plain
from storage.batches import Batches
from storage.database import MEMORY, open_database
from storage.outbox import Draft, Outbox, State
from tests.bot.conftest import FAST, NOON, both_ways, serving
from tests.botapi.server import BotApi

MARIE, PAUL = 1001, 1002


@both_ways
async def test_a_whole_conversation_by_tapping(app: App, api: BotApi) -> None:
    """Five taps lead from /start to the right support, in one message edited in place."""
    api.say(MARIE, "/start")
    await api.settle()
    for label in ("Association", "Développer une activité", "Bretagne", "Oui", "Projet défini, à lancer"):
        api.tap(MARIE, label)
        await api.settle()
    (only,) = api.shown(MARIE)
    assert "Dispositif local d’accompagnement (DLA)" in only.text
    assert "cress@cress-bretagne.org" in only.text
    assert only.edited == 5
    assert api.unanswered() == []


@both_ways
async def test_a_whole_conversation_by_typing(app: App, api: BotApi) -> None:
    """Typed answers lead to the same result; only the last message keeps its buttons."""
    for words in ("bonjour", "asso", "consolider", "la reunion", "oui"):
        api.say(MARIE, words)
        await api.settle()
    messages = api.shown(MARIE)
    assert "(DLA)" in messages[-1].text
    assert [bool(message.buttons) for message in messages] == [False] * 4 + [True]


@both_ways
async def test_a_reply_does_not_wait_for_the_old_keyboard(app: App, api: BotApi) -> None:
    """Taking the old buttons away is beside the reply: what happens to it takes nothing from her."""
    api.say(MARIE, "bonjour")
    await api.settle()
    api.fault("editMessageReplyMarkup", 500, "Internal Server Error", chat_id=MARIE)
    api.say(MARIE, "asso")
    await api.settle()
    assert any("De quoi avez-vous besoin" in message.text for message in api.shown(MARIE))
    assert [call.method for call in api.calls if call.chat_id == MARIE].count("sendChatAction") == 0


async def test_the_result_in_depth(app: App, api: BotApi) -> None:
    """From the result: details, sources, contact card, refinement, change of one answer."""
    for words in ("asso", "consolider", "bretagne", "oui"):
        api.say(MARIE, words)
        await api.settle()
    for label, expected in (
        ("En savoir plus", "La démarche"),
        ("D’où vient l’information\u202f?", "Page publique"),
        ("Retour au résultat", "Votre piste"),
        ("Préciser", "affinent"),
        ("Département", "Dans quel département"),
        ("Finistère", "Bretagne Active"),
        ("Mes réponses", "Touchez celle qui est à changer"),
        ("Votre besoin", "De quoi avez-vous besoin"),
        ("Obtenir l’agrément ESUS", "Agrément ESUS"),
    ):
        api.tap(MARIE, label)
        await api.settle()
        assert any(expected in message.text for message in api.shown(MARIE)), label
    assert api.unanswered() == []


async def test_the_contact_comes_as_a_card(app: App, api: BotApi) -> None:
    """A contact with a phone is a contact of the phone; without one, a card to open."""
    for chat, region in ((MARIE, "guyane"), (PAUL, "bretagne")):
        for words in ("mairie", "régler un point précis", region):
            api.say(chat, words)
            await api.settle()
        api.tap(chat, "Fiche contact")
        await api.settle()
    (card,) = api.contacts(MARIE)
    assert card.phone_number == "0594 20 76 70"
    assert "BEGIN:VCARD" in card.vcard
    document = api.shown(PAUL)[-1]
    assert document.kind == "document"
    assert api.unanswered() == []


@both_ways
async def test_a_double_tap_changes_nothing(app: App, api: BotApi) -> None:
    """The same button tapped twice at once is answered twice and acted on once."""
    api.say(MARIE, "/start")
    await api.settle()
    api.tap(MARIE, "Coopérative")
    api.tap_data(MARIE, "a:statut:cooperative", api.shown(MARIE)[0].id)
    await api.settle()
    (only,) = api.shown(MARIE)
    assert "De quoi avez-vous besoin" in only.text
    assert api.unanswered() == []


@both_ways
async def test_an_old_keyboard_and_a_forged_one(app: App, api: BotApi) -> None:
    """An old button still answers its question; data that means nothing shows where we are."""
    api.say(MARIE, "asso")
    await api.settle()
    api.say(MARIE, "développer")
    await api.settle()
    first, last = api.shown(MARIE)
    api.tap_data(MARIE, "a:statut:mutuelle", first.id)
    await api.settle()
    assert "une mutuelle" in api.shown(MARIE)[0].text
    for forged in ("zz", "a:statut", "a:statut:inconnu", "d:rien", "c:rien", "g:rien", "x:rien", ":::"):
        api.tap_data(MARIE, forged, last.id)
        await api.settle()
        assert "Dans quelle région" in api.shown(MARIE)[-1].text, forged
    assert api.unanswered() == []


async def test_a_tap_on_a_deleted_message_is_answered_by_a_new_one(app: App, api: BotApi) -> None:
    """When the tapped message cannot be edited any more, a new one is sent."""
    api.tap_data(MARIE, "a:statut:fondation", 77)
    await api.settle()
    assert "une fondation" in api.shown(MARIE)[-1].text
    assert api.unanswered() == []


@both_ways
async def test_media_and_edits_are_answered_politely(app: App, api: BotApi) -> None:
    """Stickers, voices, photos and edited messages get a sentence, and the question again."""
    api.sticker(MARIE)
    await api.settle()
    api.voice(MARIE)
    await api.settle()
    api.photo(MARIE, "mon asso")
    await api.settle()
    number = api.say(MARIE, "bretange")
    await api.settle()
    api.edit(MARIE, number, "Bretagne")
    await api.settle()
    texts = [message.text for message in api.shown(MARIE)]
    assert sum("Je ne lis que les messages écrits" in text for text in texts) == 3
    assert "Je ne relis pas un message modifié" in texts[-1]


@both_ways
async def test_commands_and_deep_links(app: App, api: BotApi) -> None:
    """The menu of commands is set; each works, and a link brings its region."""
    for command in ("/start r93", "/aide", "/humain", "/recap", "/retour", "/recommencer", "/start dla"):
        api.say(MARIE, command)
        await api.settle()
    texts = [message.text for message in api.shown(MARIE)]
    assert "Je note que vous êtes en Provence-Alpes-Côte d’Azur" in texts[0]
    assert "CRESS Provence-Alpes-Côte d’Azur" in texts[2]
    assert "La démarche" in texts[-1]
    commands = await app.bot.get_my_commands()
    assert [command.command for command in commands] == list(COMMANDS)


@both_ways
async def test_groups_are_answered_only_when_spoken_to(app: App, api: BotApi) -> None:
    """In a group the bot answers commands, mentions and replies to it, and nothing else."""
    group = -100500
    api.say(group, "Bonjour à tous, on est une association", chat_type="supergroup")
    api.say(group, "/aide@autre_bot", chat_type="supergroup")
    await api.settle()
    assert api.shown(group) == []
    api.say(group, f"@{app.bot.username} association", chat_type="supergroup")
    await api.settle()
    (asked,) = api.shown(group)
    assert "De quoi avez-vous besoin" in asked.text
    api.say(group, "consolider", chat_type="supergroup", reply_to=asked.id)
    await api.settle()
    assert "Dans quelle région" in api.shown(group)[-1].text


@both_ways
async def test_a_slow_send_to_one_never_delays_another(app: App, api: BotApi) -> None:
    """While Telegram is slow for one person, another is served; each keeps her order."""
    slow = api.fault("sendMessage", 200, "", chat_id=MARIE, delay=0.5)
    api.say(MARIE, "asso")
    api.say(MARIE, "consolider")
    await api.wait_for(lambda: slow.times == 0)
    api.say(PAUL, "mutuelle")
    await api.wait_for(lambda: api.shown(PAUL))
    assert api.shown(MARIE) == []
    await api.settle()
    assert [text.text.count("·") for text in api.shown(MARIE)] == [0, 1]


async def test_an_incident_is_told_with_its_number(app: App, api: BotApi, db: Database) -> None:
    """When something breaks, the person gets one French sentence with a number and a contact."""
    db.conn.close()
    api.say(MARIE, "association")
    await api.settle()
    told = api.shown(MARIE)[-1].text
    assert "Numéro d’incident" in told
    assert "ESS France" in told
    assert "Traceback" not in told


async def test_a_tap_during_an_incident_is_acknowledged(app: App, api: BotApi, db: Database) -> None:
    """A button never waits for ever, even when something breaks."""
    api.say(MARIE, "/start")
    await api.settle()
    db.conn.close()
    api.tap(MARIE, "Association")
    await api.settle()
    assert "Numéro d’incident" in api.shown(MARIE)[-1].text
    assert api.unanswered() == []


@both_ways
async def test_somebody_who_left_is_no_incident(app: App, api: BotApi) -> None:
    """A person who blocked the bot gets nothing, and the next one is served."""
    api.say(MARIE, "asso")
    await api.settle()
    api.block(MARIE)
    api.say(MARIE, "consolider")
    api.say(PAUL, "asso")
    await api.wait_for(lambda: api.shown(PAUL))
    assert len(api.shown(MARIE)) == 1


async def test_the_answer_is_kept_before_the_reply_is_sent(
    app: App, api: BotApi, assistant: Assistant
) -> None:
    """When the reply cannot be sent, the answer is kept all the same."""
    api.fault("sendMessage", 500, "Internal Server Error", chat_id=MARIE, times=9)
    api.say(MARIE, "mutuelle")
    await api.settle()
    assert dict(assistant.session(MARIE).answers) == {"statut": "mutuelle"}


async def test_a_blank_session_is_not_stored(app: App, api: BotApi, assistant: Assistant) -> None:
    """Somebody who only says hello leaves no trace; starting again with nothing said neither."""
    api.say(MARIE, "/start")
    await api.settle()
    assert assistant.sessions.count() == 0
    assistant.turn(MARIE, Answer("statut", "mutuelle"))
    assert assistant.sessions.count() == 1


@both_ways
async def test_twenty_people_at_once(app: App, api: BotApi) -> None:
    """Conversations side by side do not mix."""
    people = range(2000, 2020)
    for words in ("asso", "consolider", "normandie", "oui"):
        for person in people:
            api.say(person, words)
        await api.settle(timeout=60)
    assert all("(DLA)" in api.shown(person)[-1].text for person in people)


async def test_the_outbox_is_emptied_along(assistant: Assistant, api: BotApi, db: Database) -> None:
    """What was written is sent while the bot runs, which stops without leaving anything on its way."""
    told: list[str] = []
    outbox, batches = Outbox(db), Batches(db)
    batches.open("lot", "Un appel", NOON)
    body = pack(Message(plain("Un appel ouvre.")))
    outbox.add("lot", [Draft(f"{chat}", chat, "appel", body, NOON) for chat in (MARIE, PAUL)], NOON)
    batches.start("lot")
    api.open_chat(MARIE)
    app = build(assistant, api.token, api.base_url, rate=FAST)
    drain = Drain(outbox, batches, Outbound(app.bot), assistant.clock, told.append, caution=0)
    work_along(app, told.append, {"envois": drain.run})
    async with serving(app, api):
        await api.wait_for(lambda: api.shown(MARIE) and outbox.counts()[State.DROPPED])
    assert [message.text for message in api.shown(MARIE)] == ["Un appel ouvre."]
    assert outbox.counts() == {State.SENT: 1, State.DROPPED: 1}


async def test_sends_that_stop_are_told(assistant: Assistant, api: BotApi, db: Database) -> None:
    """When the sending itself breaks, the operators read it and people are still answered."""
    told: list[str] = []
    app = build(assistant, api.token, api.base_url, rate=FAST)
    broken = open_database(MEMORY)
    outbox = Outbox(broken)
    broken.conn.close()
    drain = Drain(outbox, Batches(broken), Outbound(app.bot), assistant.clock, told.append, caution=0)
    work_along(app, told.append, {"envois": drain.run})
    async with serving(app, api):
        api.say(MARIE, "/start")
        await api.settle()
        assert api.shown(MARIE)
    assert told == ["Arrêt sur un incident : envois. Le bot répond toujours. Relancez-le."]


async def test_the_library_keeps_nobody(app: App, api: BotApi) -> None:
    """Who wrote is in the data and nowhere else: the library notes nobody for a persistence it has not."""
    api.say(MARIE, "asso")
    await api.settle(MARIE)
    held = {name: getattr(app, name, None) for name in Application.__slots__}
    assert [name for name, value in held.items() if isinstance(value, set | dict) and MARIE in value] == []
    assert {"_chat_ids_to_be_updated_in_persistence", "_user_data"} <= held.keys()
