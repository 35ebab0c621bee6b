"""/diffuser: those who have a role write to people in Telegram; for the others it does not exist."""

import asyncio
from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from functools import partial

import pytest
from sqlite_utils import Database

from bot.alerting import Alerts
from bot.application import build
from bot.assistant import Assistant
from bot.desk import Desk
from bot.diffuser import Diffuser
from bot.draining import Drain
from bot.outbound import Outbound
from bot.roles import Roles
from bot.running import tell_end
from dialogs.text import typeset
from storage.batches import Batches, Phase
from storage.broadcasts import Broadcasts, Stage
from storage.journal import Journal
from storage.outbox import GONE, Draft, Outbox, State
from storage.prompts import PATIENCE, Prompts
from storage.subscriptions import Subscription, Subscriptions
from tests.bot.conftest import FAST, NOON, serving
from tests.botapi.server import BotApi
from tests.botapi.world import Shown

ANNE, BEA, CARL, DORA, PAUL = 1, 2, 3, 4, 5
"""Two administrators, a broadcaster, an editor of Bretagne; Paul has no role."""
LOST = 7
"""An editor of a region that the content does not have."""
TWO = Roles(frozenset({ANNE, BEA}), frozenset({CARL}), {DORA: frozenset({"53"}), LOST: frozenset({"99"})})
ONE = Roles(frozenset({ANNE}), frozenset({CARL}))
TEXT = "*Bonjour* à <tous> : l'appel {ouvre} lundi."
READ = typeset("Bonjour à <tous> : l'appel (ouvre) lundi.")


class Moment:
    """A clock that a test moves."""

    def __init__(self) -> None:
        self.now = NOON

    def __call__(self) -> datetime:
        return self.now


class Office:
    """The bot running on the double, with the people who asked for something."""

    def __init__(self, api: BotApi, db: Database, assistant: Assistant, roles: Roles) -> None:
        self.api, self.db, self.moment = api, db, Moment()
        self.broadcasts, self.outbox, self.batches = Broadcasts(db), Outbox(db), Batches(db)
        self.people = Subscriptions(db)
        self.asked(10, "53")
        self.asked(11, "53", "93")
        self.asked(12, "01")
        for chat in (ANNE, BEA, CARL):
            api.open_chat(chat)
        self.desk = Desk(
            self.broadcasts,
            self.people,
            self.outbox,
            self.batches,
            roles,
            lambda: assistant.knowledge,
            self.moment,
        )
        diffuser = Diffuser(self.desk, Prompts(db))
        self.app = build(assistant, api.token, api.base_url, rate=FAST, diffuser=diffuser)

    def asked(self, chat: int, *regions: str) -> None:
        """Make somebody ask to be told of regions."""
        self.people.keep(chat, [Subscription(region, "dla", "lundi") for region in regions], NOON)

    async def said(self, chat: int, *texts: str) -> Shown:
        """Write some texts, and return the last message shown."""
        for text in texts:
            self.api.say(chat, text)
            await self.api.settle()
        return self.last(chat)

    async def tapped(self, chat: int, *labels: str) -> Shown:
        """Tap buttons, and return the last message shown."""
        for label in labels:
            self.api.tap(chat, label)
            await self.api.settle()
        return self.last(chat)

    async def sent(self, chat: int, data: str, message: int) -> Shown:
        """Send the data of a button that is not on screen any more."""
        self.api.tap_data(chat, data, message)
        await self.api.settle()
        return next(shown for shown in self.api.shown(chat) if shown.id == message)

    def last(self, chat: int) -> Shown:
        """Return the last message shown to somebody."""
        return self.api.shown(chat)[-1]

    def stage(self, number: int = 1) -> Stage:
        """Return where a broadcast is."""
        found = self.broadcasts.get(number)
        assert found is not None
        return found.state

    def text(self) -> str:
        """Return the text of the first broadcast."""
        found = self.broadcasts.get(1)
        assert found is not None
        return found.text

    def done(self) -> list[tuple[int, str]]:
        """Return what the journal says: who did what."""
        return [(line.who, line.what) for line in Journal(self.db).lines()]


@pytest.fixture
async def two(api: BotApi, db: Database, assistant: Assistant) -> AsyncIterator[Office]:
    """Run the bot with two administrators."""
    office = Office(api, db, assistant, TWO)
    async with serving(office.app, api):
        yield office


@pytest.fixture
async def one(api: BotApi, db: Database, assistant: Assistant) -> AsyncIterator[Office]:
    """Run the bot with one administrator."""
    office = Office(api, db, assistant, ONE)
    async with serving(office.app, api):
        yield office


def data_of(message: Shown, label: str) -> str:
    """Return the callback data of a button, to tap it once it is gone."""
    return next(button.data for row in message.buttons for button in row if button.label == label)


def plain(message: Shown) -> str:
    """Return a text with ordinary spaces."""
    return message.text.replace("\u00a0", " ").replace("\u202f", " ")


async def test_from_the_text_to_the_outbox(one: Office) -> None:
    """The only administrator writes, validates, reads a second screen, confirms: rows are written."""
    asked = await one.said(ANNE, "/diffuser")
    assert "Écrivez le texte" in asked.text
    page = await one.said(ANNE, TEXT)
    assert READ in page.text
    assert (
        "3 personnes (toutes les régions) : Guadeloupe 1, Bretagne 2, Provence-Alpes-Côte d’Azur 1."
        in plain(page)
    )
    assert "reçoit un seul message" in page.text
    assert list(page.labels) == [
        "M'envoyer un essai", "Choisir les régions", "Changer le texte", "Valider", "Abandonner",
    ]  # fmt: skip
    second = await one.tapped(ANNE, "Valider")
    assert second.id == page.id
    assert "Relisez une dernière fois." in second.text
    assert one.outbox.counts() == {}
    over = await one.tapped(ANNE, "Confirmer l'envoi")
    assert over.text.startswith("C’est confirmé.")
    assert one.outbox.counts("diffusion-1") == {State.WAITING: 3}
    assert one.stage() is Stage.LEFT
    rows = {entry.chat: entry for entry in one.outbox.due(NOON + timedelta(hours=2), 9)}
    assert rows.keys() == {10, 11, 12}
    assert (rows[10].key, rows[10].kind) == ("diffusion-1:10", "diffusion")
    assert [entry.chat for entry in one.outbox.due(NOON, 9)] == [10, 11]  # 8 h in Guadeloupe
    assert one.done() == [(ANNE, "commence"), (ANNE, "texte"), (ANNE, "valide"), (ANNE, "confirme")]
    assert one.api.unanswered() == []


async def test_the_sample_is_what_people_get(one: Office) -> None:
    """Exactly what the outbox holds: the text in bold, and the button that stops everything."""
    await one.said(ANNE, "/diffuser", TEXT)
    sample = await one.tapped(ANNE, "M'envoyer un essai")
    assert sample.text == READ
    (stop,) = sample.labels
    assert stop == "Arrêter les alertes"
    assert data_of(sample, stop) == "x:sans_alertes"
    call = next(call for call in reversed(one.api.calls) if call.method == "sendMessage")
    assert call.params["text"] == "<b>Bonjour</b> à &lt;tous&gt;" + typeset(" : l'appel (ouvre) lundi.")
    page = one.api.shown(ANNE)[-2]
    assert "Valider" in page.labels
    assert (ANNE, "essai") in one.done()


async def test_another_administrator_confirms(two: Office) -> None:
    """The broadcaster validates; both administrators get the page, and why; one yes sends it."""
    page = await two.said(CARL, "/diffuser", TEXT)
    assert "Confirmer l'envoi" not in page.labels
    told = await two.tapped(CARL, "Valider")
    assert "Un autre administrateur doit confirmer" in told.text
    asked = two.last(ANNE)
    assert READ in asked.text
    assert "Écrite et validée par 3." in asked.text
    assert list(asked.labels)[:3] == ["M'envoyer un essai", "Confirmer l'envoi", "Refuser"]
    confirmed = await two.tapped(ANNE, "Confirmer l'envoi")
    assert "Confirmée par 1." in confirmed.text
    late = await two.tapped(BEA, "Confirmer l'envoi")
    assert "Confirmée par 1." in late.text
    assert two.outbox.counts() == {State.WAITING: 3}
    assert two.last(CARL).text.startswith("C’est confirmé.")
    assert [what for _, what in two.done()].count("confirme") == 1


async def test_an_administrator_stops_what_leaves(two: Office) -> None:
    """In two taps, from her page or from /diffuser; the author is told; the journal says who did it."""
    await two.said(CARL, "/diffuser", TEXT)
    await two.tapped(CARL, "Valider")
    page = await two.tapped(ANNE, "Confirmer l'envoi")
    assert "Envoi en cours : 3 à envoyer." in plain(page)
    assert list(page.labels) == ["Où en est l'envoi", "Suspendre l'envoi", "Écrire une diffusion"]
    assert (await two.tapped(ANNE, "Où en est l'envoi")).id == page.id
    old = data_of(page, "Suspendre l'envoi")
    held = await two.tapped(ANNE, "Suspendre l'envoi")
    assert "Envoi en pause : 3 à envoyer." in plain(held)
    assert two.last(CARL).text.startswith("Suspendue par 1.")
    assert two.outbox.due(NOON + timedelta(hours=2), 9) == []
    assert "a changé entre-temps" in (await two.sent(ANNE, old, page.id)).text
    assert list((await two.said(BEA, "/diffuser")).labels)[-1] == "Suivre la diffusion 1"
    found = await two.tapped(BEA, "Suivre la diffusion 1")
    stale = data_of(found, "Renoncer à ce qui reste")
    await two.tapped(BEA, "Reprendre l'envoi")
    assert "a changé entre-temps" in (await two.sent(BEA, stale, found.id)).text
    await two.tapped(BEA, "Suspendre l'envoi")
    over = await two.tapped(BEA, "Renoncer à ce qui reste")
    assert "Envoi annulé : 3 annulés." in plain(over)
    assert list(over.labels) == ["Écrire une diffusion"]
    assert two.done()[-5:-3] == [(ANNE, "suspend"), (BEA, "commence")]
    assert two.done()[-3:] == [(BEA, "relance"), (BEA, "suspend"), (BEA, "renonce")]


async def test_nobody_else_stops_what_leaves(two: Office) -> None:
    """An editor, with the button of an administrator, is told that it means nothing."""
    await two.said(CARL, "/diffuser", TEXT)
    await two.tapped(CARL, "Valider")
    page = await two.tapped(ANNE, "Confirmer l'envoi")
    hers = await two.said(DORA, "/diffuser")
    forged = await two.sent(DORA, data_of(page, "Suspendre l'envoi"), hers.id)
    assert "Ce bouton ne correspond plus à rien." in forged.text
    assert two.outbox.counts() == {State.WAITING: 3}
    found = two.batches.get("diffusion-1")
    assert found
    assert found.state is Phase.RUNNING


async def test_an_author_does_not_confirm_herself(two: Office) -> None:
    """Of two administrators, the one who wrote cannot say yes, even with the button of the other."""
    await two.said(ANNE, "/diffuser", TEXT)
    page = await two.tapped(ANNE, "Valider")
    assert "Confirmer l'envoi" not in page.labels
    assert two.api.shown(CARL) == []
    forged = await two.sent(ANNE, data_of(two.last(BEA), "Confirmer l'envoi"), page.id)
    assert "Un autre administrateur doit confirmer cette diffusion." in forged.text
    assert two.stage() is Stage.PROPOSED


async def test_a_refusal_says_why(two: Office) -> None:
    """The author gets her draft back, then the reason; she may take it up again."""
    await two.said(CARL, "/diffuser", TEXT)
    await two.tapped(CARL, "Valider")
    asked = await two.tapped(BEA, "Refuser")
    assert "Écrivez pourquoi" in asked.text
    given = two.last(CARL)
    assert given.text.startswith("Votre diffusion est refusée par 2.")
    assert "Valider" in given.labels
    assert (await two.said(BEA, "Il manque la date.")).text == "Le motif est transmis."
    assert plain(two.last(CARL)) == "Diffusion 1, motif du refus : Il manque la date."
    assert two.stage() is Stage.DRAFT


@pytest.mark.parametrize("way", ["Ne rien ajouter", "/diffuser"])
async def test_a_refusal_without_a_reason(two: Office, way: str) -> None:
    """What is written after is for the conversation, and not for the author."""
    await two.said(CARL, "/diffuser", TEXT)
    await two.tapped(CARL, "Valider")
    await two.tapped(BEA, "Refuser")
    await (two.said(BEA, way, "/aide") if way[0] == "/" else two.tapped(BEA, way))
    assert "De quoi avez-vous besoin" in (await two.said(BEA, "asso")).text
    assert two.last(CARL).text.startswith("Votre diffusion est refusée par 2.")


@pytest.mark.parametrize("change", ["somebody came", "somebody stopped", "another day"])
async def test_what_changed_is_not_sent(two: Office, change: str) -> None:
    """Nothing leaves; the author has the new page, to validate again, and the administrator is told."""
    await two.said(CARL, "/diffuser", TEXT)
    await two.tapped(CARL, "Valider")
    if change == "somebody came":
        two.asked(13, "11")
    elif change == "somebody stopped":
        two.people.forget(12)
    else:
        two.moment.now += timedelta(days=1)
    told = await two.tapped(ANNE, "Confirmer l'envoi")
    assert "ont changé depuis cette page" in told.text
    assert "Confirmer l'envoi" not in told.labels
    assert two.outbox.counts() == {}
    assert "Valider" in two.last(CARL).labels
    await two.tapped(CARL, "Valider")
    await two.tapped(ANNE, "Confirmer l'envoi")
    assert two.stage() is Stage.LEFT


async def test_old_buttons_do_no_harm(two: Office) -> None:
    """A tap on a page of before undoes nothing of what is proposed since."""
    first = await two.said(CARL, "/diffuser", TEXT)
    await two.tapped(CARL, "Valider")
    before = data_of(two.last(ANNE), "Confirmer l'envoi")
    await two.tapped(CARL, "Revenir au brouillon", "Changer le texte")
    await two.said(CARL, "Autre texte.")
    await two.tapped(CARL, "Valider")
    told = await two.sent(ANNE, before, two.last(ANNE).id)
    assert "ont changé depuis cette page" in told.text
    assert "Autre texte." in told.text
    assert "Confirmer l'envoi" in told.labels
    assert two.stage() is Stage.PROPOSED
    told = await two.sent(CARL, data_of(first, "Valider"), two.last(CARL).id)
    assert "ont changé depuis cette page" in told.text
    assert two.stage() is Stage.PROPOSED


async def test_an_editor_reaches_her_region(two: Office) -> None:
    """She has no choice of regions; the button of somebody else does not give her another one."""
    await two.said(DORA, "/diffuser")
    page = await two.said(DORA, "Bonjour.")
    assert "2 personnes : Bretagne 2." in plain(page)
    assert "Choisir les régions" not in page.labels
    seal = data_of(page, "Valider").split(":")[1]
    forged = await two.sent(DORA, f"=a:{seal}:region_93", page.id)
    assert "Ces régions ne sont pas" in forged.text
    found = two.broadcasts.get(1)
    assert found is not None
    assert found.regions == ("53",)


async def test_an_editor_of_no_region_is_told(two: Office) -> None:
    """A setting that names a region that is none is said, and nothing is begun."""
    told = await two.said(LOST, "/diffuser")
    assert plain(told) == "Ce n’est pas le code d’une région : 99."
    assert two.done() == []


async def test_regions_are_chosen(one: Office) -> None:
    """Each tap adds or removes one; the page counts again; nobody to reach is told, and not validated."""
    await one.said(ANNE, "/diffuser", TEXT)
    chosen = await one.tapped(ANNE, "Choisir les régions", "Bretagne (2)", "Guadeloupe (1)")
    assert "3 personnes : Guadeloupe 1, Bretagne 2." in plain(chosen)
    assert {"✓ Bretagne (2)", "✓ Guadeloupe (1)", "Corse (0)"} <= set(chosen.labels)
    page = await one.tapped(ANNE, "✓ Bretagne (2)", "✓ Guadeloupe (1)", "Corse (0)", "C'est bon")
    assert "0 personne : Corse 0." in plain(page)
    assert "Personne n’a demandé d’alerte dans ces régions." in page.text
    assert "rien à envoyer" in (await one.tapped(ANNE, "Valider")).text
    everywhere = await one.tapped(ANNE, "Choisir les régions", "Toutes")
    assert "toutes les régions" in everywhere.text


async def test_a_question_in_the_middle_of_a_draft(one: Office) -> None:
    """Once the text is there, what she writes is for the conversation; a command or a button always is."""
    await one.said(ANNE, "/start")
    asked = await one.said(ANNE, "/diffuser")
    helped = await one.said(ANNE, "/aide")
    assert "Diffusion" not in helped.text
    assert "De quoi avez-vous besoin" in (await one.said(ANNE, "asso")).text
    assert one.text() == ""
    await one.said(ANNE, "/diffuser", TEXT)
    assert "Dans quelle région" in (await one.said(ANNE, "consolider")).text
    page = await one.said(ANNE, "/diffuser")
    assert READ in page.text
    assert page.id != asked.id
    await one.tapped(ANNE, "Changer le texte")
    await one.said(ANNE, "/start")
    await one.tapped(ANNE, "Continuer")
    assert "Nouveau texte" not in (await one.said(ANNE, "Nouveau texte")).text
    assert one.text() == TEXT


async def test_nobody_waits_for_ever_for_a_text(one: Office) -> None:
    """A text that comes too late is a message like any other."""
    await one.said(ANNE, "/diffuser")
    one.moment.now += PATIENCE + timedelta(minutes=1)
    assert "De quoi avez-vous besoin" in (await one.said(ANNE, "asso")).text


async def test_a_text_for_a_broadcast_that_was_given_up(one: Office) -> None:
    """Abandoned elsewhere meanwhile: it is said, and the text of a new one is asked."""
    await one.said(ANNE, "/diffuser")
    one.desk.drop(ANNE, 1)
    told = await one.said(ANNE, TEXT)
    assert told.text.startswith("La diffusion 1 est abandonnée.")
    assert "Diffusion 2." in told.text
    assert READ in (await one.said(ANNE, TEXT)).text


async def test_another_process_goes_on(api: BotApi, db: Database, assistant: Assistant) -> None:
    """Nothing is in memory: what was asked, then the draft and its buttons, outlive the process."""
    for act in ("/diffuser", TEXT, "Valider", "Confirmer l'envoi"):
        office = Office(api, db, assistant, ONE)
        async with serving(office.app, api):
            await (office.said(ANNE, act) if act[0] in "/*" else office.tapped(ANNE, act))
    assert office.stage() is Stage.LEFT


async def test_it_is_given_up(one: Office) -> None:
    """Nothing more can be done with it; the next /diffuser begins another one."""
    page = await one.said(ANNE, "/diffuser", TEXT)
    dropped = await one.tapped(ANNE, "Abandonner")
    assert "abandonnée" in dropped.text
    again = await one.sent(ANNE, data_of(page, "Valider"), dropped.id)
    assert "est abandonnée" in again.text
    assert "Diffusion 2." in (await one.tapped(ANNE, "Écrire une diffusion")).text


async def test_an_administrator_finds_what_waits_for_her(two: Office) -> None:
    """/diffuser shows what she is asked to confirm, and lets her write her own."""
    await two.said(CARL, "/diffuser", TEXT)
    await two.tapped(CARL, "Valider")
    found = await two.said(ANNE, "/diffuser")
    assert "Refuser" in found.labels
    assert "Diffusion 2." in (await two.tapped(ANNE, "Écrire une diffusion")).text
    mine = await two.said(ANNE, "Le mien.")
    linked = await two.tapped(ANNE, "Voir la diffusion 1, à confirmer")
    assert linked.id == mine.id
    assert "Refuser" in linked.labels


@pytest.mark.parametrize("command", ["/diffuser", "/DIFFUSER"])
async def test_for_anybody_else_it_is_an_unknown_word(two: Office, command: str) -> None:
    """Somebody without a role gets exactly what an unknown word gets, her taps too; so do groups."""
    word = await two.said(PAUL, "/zzz")
    answered = await two.said(PAUL + 1, command)
    assert (answered.text, answered.labels) == (word.text, word.labels)
    page = await two.said(CARL, "/diffuser", TEXT)
    stale = await two.sent(PAUL, data_of(page, "Valider"), word.id)
    assert "Ce bouton ne correspond plus à rien." in stale.text
    assert two.stage() is Stage.DRAFT
    two.api.say(-100500, "/diffuser", chat_type="supergroup", user_id=ANNE)
    await two.api.settle()
    assert two.last(-100500).text == word.text


async def test_a_broadcast_of_somebody_else_is_not_shown(two: Office) -> None:
    """A role does not let her see, nor do anything with, what a colleague writes."""
    page = await two.said(CARL, "/diffuser", TEXT)
    await two.said(DORA, "/diffuser", "Le mien.")
    told = await two.sent(DORA, data_of(page, "Valider"), two.last(DORA).id)
    assert "Ce bouton ne correspond plus à rien." in told.text
    assert READ not in told.text


async def test_an_administrator_who_left_stops_nothing(two: Office) -> None:
    """The page of the others comes all the same."""
    two.api.block(ANNE)
    await two.said(CARL, "/diffuser", TEXT)
    told = await two.tapped(CARL, "Valider")
    assert READ in two.last(BEA).text
    assert plain(told) == "Telegram n’a pas remis la page à : 1. Elle l’attend sous /diffuser."


async def test_the_end_is_told_by_region(one: Office) -> None:
    """The author and the administrators read what became of the messages, each person in one region."""
    await one.said(CARL, "/diffuser", TEXT)
    one.moment.now += timedelta(hours=2)
    await one.tapped(CARL, "Valider", "Confirmer l'envoi")
    for chat in (10, 11, 12):
        one.api.open_chat(chat)
    one.api.fault("sendMessage", 403, "Forbidden: bot was blocked by the user", chat_id=10)
    alerts = Alerts(one.app.bot, ())
    ended = partial(tell_end, one.desk, alerts)
    outbound = Outbound(one.app.bot)
    drain = Drain(one.outbox, one.batches, outbound, one.moment, alerts.tell, ended=ended, caution=0)
    task = asyncio.create_task(drain.run())
    await one.api.wait_for(lambda: one.api.shown(ANNE) and "terminée" in one.last(CARL).text)
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    assert (
        one.last(ANNE).text
        == one.last(CARL).text
        == (
            "Diffusion 1 terminée.\n"
            "Guadeloupe : 1 envoyé\n"
            "Bretagne : 1 envoyé, 1 abandonné ; personne partie : 1"
        )
    )
    assert one.last(11).text == READ
    assert "Vous ne recevrez plus aucune alerte." in (await one.tapped(11, "Arrêter les alertes")).text
    assert [chat for chat in (10, 11, 12) if one.people.of(chat)] == [10, 12]
    assert one.desk.report("alertes") is one.desk.report("diffusion-9") is None


async def test_the_end_of_a_digest_is_told_by_region(one: Office) -> None:
    """The operators read it too; who was forgotten is counted without her region."""
    batch, now = "resume-2026-11-30", one.moment.now
    one.batches.open(batch, "Résumé", now, Phase.RUNNING)
    for region, chat in (("53", 10), ("53", 11), ("01", 12), ("01", 13)):
        one.outbox.add(
            batch, (Draft(f"{batch}:{region}:{chat}:20261130T080000", chat, "resume", "", now),), now
        )
    sent, gone, *_ = one.outbox.due(now, 4)
    one.outbox.settle(sent, State.SENT, now)
    one.outbox.settle(gone, State.DROPPED, now, GONE)
    one.outbox.forget(13)
    told = "\n".join(
        (
            "Par région :",
            "Région effacée avec la personne : 1 à envoyer",
            "Guadeloupe : 1 à envoyer",
            "Bretagne : 1 envoyé, 1 abandonné ; personne partie : 1",
        )
    )
    assert one.desk.report(batch) == (None, told)


async def test_what_was_left_is_written_at_the_start(one: Office) -> None:
    """A process ended after the yes: the next one writes the messages down, each once."""
    broadcast = one.desk.begin(ANNE, TEXT)
    seal = (await one.desk.sheet(broadcast)).seal
    await one.desk.validate(ANNE, broadcast.id, seal)
    assert not list(one.broadcasts.freeze(broadcast.id, seal))
    assert one.broadcasts.confirm(broadcast.id, seal, NOON.date(), ANNE, NOON)
    assert one.outbox.counts() == {}
    await one.desk.resume()
    await one.desk.resume()
    assert one.outbox.counts() == {State.WAITING: 3}
    assert one.stage() is Stage.LEFT
