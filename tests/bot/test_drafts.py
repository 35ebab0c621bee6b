"""/essai: an operator talks on Telegram with a draft, apart from her conversation and unseen by others."""

import os
import re
import weakref
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.application import build
from bot.assistant import Assistant
from bot.buttons import encode
from bot.drafts import Drafts
from bot.webhook import App
from dialogs.events import Do
from dialogs.session import Alert
from dialogs.text import typeset
from tests.bot.conftest import FAST, NOON, serving
from tests.botapi.server import BotApi
from tests.botapi.world import Shown
from tests.knowledge.conftest import Folder, linked

MARIE, PAUL = 1001, 1002
"""Marie is an operator, Paul is not."""
PATIENCE = 60.0
"""Seconds before a test gives up: reading a draft takes its time on a busy machine."""
HEAD = "BROUILLON\n"
ASKED = "De quoi avez-vous besoin"
OURS = "On parle de quel besoin, dans ce brouillon"


@pytest.fixture
def draft(tmp_path: Path) -> Folder:
    """Return a draft that asks for the need in other words."""
    folder = linked(tmp_path / "essai")
    folder.edit("questions.yaml", "texte: De quoi avez-vous besoin", f"texte: {OURS}")
    return folder


@pytest.fixture
async def app(assistant: Assistant, api: BotApi, draft: Folder) -> AsyncIterator[App]:
    """Run the application with Marie as its operator and a folder of draft."""
    drafts = Drafts(assistant, (MARIE,), draft.root)
    async with serving(build(assistant, api.token, api.base_url, drafts, FAST), api) as running:
        yield running


async def said(api: BotApi, chat: int, *texts: str) -> Shown:
    """Write some texts, one after the other, and return the last message shown."""
    for text in texts:
        api.say(chat, text)
        await api.settle(timeout=PATIENCE)
    return api.shown(chat)[-1]


async def tapped(api: BotApi, chat: int, label: str) -> Shown:
    """Tap a button, and return the last message shown."""
    api.tap(chat, label)
    await api.settle(timeout=PATIENCE)
    return api.shown(chat)[-1]


def data_of(message: Shown, label: str) -> str:
    """Return the callback data of a button, to tap it once it is gone."""
    return next(button.data for row in message.buttons for button in row if button.label == label)


async def test_an_operator_talks_with_the_draft(app: App, api: BotApi, assistant: Assistant) -> None:
    """From /essai to /essai fin the draft talks, and says so; then the real one is back, untouched."""
    await said(api, MARIE, "mutuelle")
    real = assistant.session(MARIE)
    opened = await said(api, MARIE, "/essai")
    assert opened.text.startswith(f"{HEAD}Vous parlez maintenant avec le brouillon.")
    assert "Vous êtes ?" in opened.text.replace("\u202f", " ")
    before = len(api.shown(MARIE))
    assert OURS in (await said(api, MARIE, "asso")).text
    await said(api, MARIE, "consolider", "bretagne", "oui", "/recap", "zzz")
    await tapped(api, MARIE, "Mes réponses")
    during = api.shown(MARIE)[before:]
    assert "au moins un salarié" in during[-1].text
    assert all(message.text.startswith(HEAD) for message in during)
    assert "Quitter le brouillon" in during[-1].labels
    assert assistant.session(MARIE) == real
    ended = await said(api, MARIE, "/essai fin")
    assert ended.text.startswith("Fin du brouillon. Vous retrouvez votre vraie conversation.")
    assert ASKED in ended.text
    assert assistant.session(MARIE) == real
    assert "BROUILLON" not in (await said(api, MARIE, "consolider")).text
    assert api.unanswered() == []


async def test_a_button_ends_the_draft(app: App, api: BotApi) -> None:
    """One tap leaves the draft: its message becomes the page of the real conversation."""
    await said(api, MARIE, "/start")
    opened = await said(api, MARIE, "/essai")
    ended = await tapped(api, MARIE, "Quitter le brouillon")
    assert ended.id == opened.id
    assert ended.text.startswith("Fin du brouillon.")
    assert "Quitter le brouillon" not in ended.labels
    assert api.unanswered() == []


async def test_buttons_of_one_conversation_mean_nothing_in_the_other(
    app: App, api: BotApi, assistant: Assistant
) -> None:
    """An old button of the real conversation changes no draft, and the reverse."""
    real = await said(api, MARIE, "/start")
    opened = await said(api, MARIE, "/essai")
    api.tap_data(MARIE, data_of(real, "Mutuelle"), real.id)
    await api.settle(timeout=PATIENCE)
    stale = api.shown(MARIE)[0]
    assert stale.text.startswith(f"{HEAD}Ce bouton ne correspond plus à rien.")
    assert "Vous avez dit" not in stale.text
    assert assistant.session(MARIE).blank
    await said(api, MARIE, "/essai fin")
    api.tap_data(MARIE, data_of(opened, "Coopérative"), opened.id)
    await api.settle(timeout=PATIENCE)
    stale = api.shown(MARIE)[1]
    assert stale.text.startswith("Ce bouton ne correspond plus à rien.")
    assert assistant.session(MARIE).blank


async def test_a_draft_subscribes_nobody_and_stops_what_is_real(
    app: App, api: BotApi, assistant: Assistant
) -> None:
    """Alerts asked of a draft are tried; the stop under a real announcement acts, for real."""
    real = (Alert("53", "dla", "lundi"),)
    assistant.audience.keep(MARIE, real, NOON)
    await said(api, MARIE, "/essai", "collectivité", "guyane", "alertes")
    await tapped(api, MARIE, typeset("Tous les appels de la région"))
    assert "Vous recevrez" in (await tapped(api, MARIE, typeset("Résumé de la semaine"))).text
    await tapped(api, MARIE, typeset("Mes alertes"))
    assert assistant.audience.alerts(MARIE) == real
    await tapped(api, MARIE, typeset("Arrêter les alertes"))
    assert assistant.audience.alerts(MARIE) == real
    api.tap_data(MARIE, encode(Do("sans_alertes")), api.shown(MARIE)[0].id)
    await api.settle(timeout=PATIENCE)
    assert assistant.audience.alerts(MARIE) == ()


async def test_what_is_kept_is_shown_and_erased_for_real_from_a_draft(
    app: App, api: BotApi, assistant: Assistant
) -> None:
    """/mesdonnees and /oublier are about what is kept; a button of the draft is about the draft."""
    await said(api, MARIE, "asso", "/essai", "mutuelle", "confidentialité")
    assert "J’ai effacé" in (await tapped(api, MARIE, "Tout effacer")).text
    assert assistant.session(MARIE).answers == {"statut": "association"}
    await said(api, MARIE, "/mesdonnees")
    assert '"association"' in api.documents(MARIE)[0]
    assert "J’ai effacé" in (await said(api, MARIE, "/oublier")).text
    assert assistant.session(MARIE).blank


async def test_the_last_keyboard_is_taken_away(app: App, api: BotApi) -> None:
    """Going into the draft and out of it leaves buttons under the last message only."""
    await said(api, MARIE, "/start", "/essai", "asso", "/essai fin")
    assert [bool(message.buttons) for message in api.shown(MARIE)] == [False, False, False, True]


async def test_each_essai_reads_the_draft_anew(app: App, api: BotApi, draft: Folder) -> None:
    """/essai again takes what was edited since; what was answered to the draft is kept."""
    await said(api, MARIE, "/essai", "asso")
    draft.edit("questions.yaml", OURS, "Et maintenant, quel besoin")
    assert "Nous en étions à" in (await said(api, MARIE, "/essai")).text
    assert "Et maintenant, quel besoin" in (await tapped(api, MARIE, "Continuer")).text


async def test_a_draft_that_is_over_is_let_go(assistant: Assistant, api: BotApi, draft: Folder) -> None:
    """Read anew, or ended: an operator who edits all day does not weigh on the bot."""
    drafts = Drafts(assistant, (MARIE,), draft.root)
    async with serving(build(assistant, api.token, api.base_url, drafts, FAST), api):
        for way in ("/essai", "/essai fin"):
            await said(api, MARIE, "/essai", "une asso à Rennes")
            left = weakref.ref(drafts._drafts[MARIE].knowledge)
            await said(api, MARIE, way)
            assert left() is None


async def test_a_draft_with_problems_changes_nothing(app: App, api: BotApi, draft: Folder) -> None:
    """The first three problems are told with place and repair, and how many more; nothing else moves."""
    await said(api, MARIE, "asso")
    for key in ("merci", "accueil", "compris", "stop"):
        draft.edit("textes.yaml", f"\n{key}: ", f"\n{key}_x: ")
    first, others = draft.issues()[:3], draft.issues()[3:]
    refused = await said(api, MARIE, "/essai")
    assert refused.text.startswith("Le brouillon ne peut pas être essayé. Rien n’a changé ici.\n• ")
    assert refused.text.count("[CB-") == 3
    for issue in first:
        assert f"• {issue.file}:{issue.line}\u00a0: {typeset(issue.message)} [{issue.code}]" in refused.text
        assert f"→ {typeset(issue.repair)}" in refused.text
    assert f"Et {len(others)} de plus." in refused.text
    assert refused.buttons == []
    assert "Dans quelle région" in (await said(api, MARIE, "consolider")).text


async def test_problems_leave_the_draft_that_is_running(app: App, api: BotApi, draft: Folder) -> None:
    """When the draft under trial is edited wrongly, the one that was read before goes on."""
    await said(api, MARIE, "/essai", "asso")
    draft.remove("motifs.yaml")
    refused = await said(api, MARIE, "/essai")
    assert refused.text.startswith(f"{HEAD}Le brouillon ne peut pas être essayé.")
    assert "• motifs.yaml : le fichier manque [CB-201]" in refused.text.replace("\u00a0", " ")
    assert "Dans quelle région" in (await said(api, MARIE, "consolider")).text


async def test_a_folder_that_went_away_is_no_incident(app: App, api: BotApi, draft: Folder) -> None:
    """A removed folder, and a file that the system refuses to read, are told in a sentence."""
    (draft.root / "motifs.yaml").unlink()
    (draft.root / "motifs.yaml").symlink_to(draft.root / "motifs.yaml")
    assert (await said(api, MARIE, "/essai")).text.startswith("Le dossier du brouillon ne peut pas être lu.")
    draft.root.rename(draft.root.with_name("ailleurs"))
    assert "essai : le dossier n’existe pas" in (await said(api, MARIE, "/essai")).text.replace("\u00a0", " ")


async def test_nothing_to_end(app: App, api: BotApi) -> None:
    """Ending a draft that is not running says so."""
    assert (await said(api, MARIE, "/essai fin")).text.startswith("Aucun brouillon n’est à l’essai.")


async def test_without_a_folder_the_setting_is_named(assistant: Assistant, api: BotApi) -> None:
    """An operator of a bot without a folder of draft reads which setting gives it."""
    async with serving(build(assistant, api.token, api.base_url, Drafts(assistant, (MARIE,)), FAST), api):
        told = await said(api, MARIE, "/essai")
    assert told.text == "Aucun brouillon n’est prévu ici. Le réglage CRESS_ESSAI donne son dossier."


ROADS = ((), ("asso",), ("asso", "développer"), ("asso", "développer", "bretagne", "oui", "projet défini"))
"""Where a person may be: before the first question, at one, at the result."""


@pytest.mark.parametrize("road", ROADS, ids=len)
@pytest.mark.parametrize(
    "command", ["/essai", "/essai fin", "/ESSAI", "/essai@essai_bot", "/diffuser", "/Diffuser 53"]
)
async def test_for_anybody_else_it_is_an_unknown_word(
    app: App, api: BotApi, command: str, road: tuple[str, ...]
) -> None:
    """Somebody who has no role gets exactly what a word that means nothing gets, wherever she is."""
    unknown = re.sub(r"/\w+", "/zzz", command)
    word = await said(api, PAUL, *road, unknown)
    answered = await said(api, PAUL + 1, *road, command)
    assert (answered.text, answered.labels) == (word.text, word.labels)
    assert len(api.shown(PAUL)) == len(api.shown(PAUL + 1))


async def test_the_way_out_of_a_draft_is_no_button_of_others(app: App, api: BotApi) -> None:
    """Forged, it is a button that means nothing."""
    forged = await said(api, PAUL, "/start")
    api.tap_data(PAUL, "~x:fin_essai", forged.id)
    await api.settle(timeout=PATIENCE)
    assert "Ce bouton ne correspond plus à rien." in api.shown(PAUL)[-1].text


async def test_there_is_no_draft_in_a_group(app: App, api: BotApi) -> None:
    """In a group an operator is a person like any other."""
    word = await said(api, PAUL, "/zzz")
    api.say(-100500, "/essai", chat_type="supergroup", user_id=MARIE)
    await api.settle(timeout=PATIENCE)
    assert api.shown(-100500)[-1].text == word.text


async def test_others_are_served_while_the_draft_is_read(app: App, api: BotApi, draft: Folder) -> None:
    """While the folder is slow to give a file, another person is answered."""
    path = draft.own("motifs.yaml")
    text = path.read_bytes()
    path.unlink()
    os.mkfifo(path)
    api.say(MARIE, "/essai")
    api.say(PAUL, "asso")
    await api.wait_for(lambda: api.shown(PAUL), PATIENCE)
    assert api.shown(MARIE) == []
    path.write_bytes(text)
    await api.settle(timeout=PATIENCE)
    assert api.shown(MARIE)[-1].text.startswith(HEAD)


async def test_a_card_says_that_it_is_of_a_draft(app: App, api: BotApi) -> None:
    """A contact that a draft gives bears the word in its name, in the phone too."""
    await said(api, MARIE, "/essai", "mairie", "régler un point précis", "guyane")
    await tapped(api, MARIE, "Fiche contact")
    (card,) = api.contacts(MARIE)
    assert card.first_name.startswith("BROUILLON ")
    assert "FN:BROUILLON " in card.vcard


async def test_dates_say_that_they_are_of_a_draft(app: App, api: BotApi, draft: Folder) -> None:
    """What a draft gives for an agenda says so, and is named so that it replaces no real date."""
    dated = """appel: exemple
  titre: Exemple
  dispositif: dla
  type: ponctuel
  cloture: 2026-12-31
  regions: partout
  source: un exemple
- appel: dla
"""
    draft.edit("appels.yaml", "appel: dla\n", dated)
    await said(api, MARIE, "/essai", "/start dla")
    await tapped(api, MARIE, "Ajouter à mon agenda")
    document = api.documents(MARIE)[-1]
    assert "UID:brouillon-exemple@cress-bot" in document
    assert "SUMMARY:BROUILLON Clôture" in document


async def test_every_part_of_a_long_message_is_headed(app: App, api: BotApi, draft: Folder) -> None:
    """A text too long for one message is cut, each part says BROUILLON, the buttons are under the last."""
    draft.edit("textes.yaml", "\nmerci: Avec plaisir.", "\nmerci: " + "Avec plaisir. " * 400)
    await said(api, MARIE, "/essai")
    count = len(api.shown(MARIE))
    await said(api, MARIE, "merci")
    parts = api.shown(MARIE)[count:]
    assert len(parts) == 2
    assert all(part.text.startswith(HEAD) for part in parts)
    assert [bool(part.buttons) for part in parts] == [False, True]
