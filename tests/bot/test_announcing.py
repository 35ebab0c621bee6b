"""Announcements: who is told what, once, when; the digest; what changes; who stopped."""

import asyncio
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlite_utils import Database

from bot.announcing import Announcer
from bot.assistant import Assistant
from bot.audience import Audience
from bot.clock import frozen
from bot.hours import Schedule
from bot.packing import unpack
from dialogs.session import Alert
from dialogs.text import flat
from knowledge.announcing import EVERY
from knowledge.calls import Call
from storage.batches import ALERTS, Batches
from storage.database import open_database
from storage.outbox import Outbox, State
from storage.subscriptions import Subscription
from tests.dialogs.talking import readable

ANNE, BRUNO, CHLOE = 101, 102, 103
TUESDAY = datetime(2027, 3, 2, 9, tzinfo=UTC)
"""A Tuesday at ten in Paris, six in Guadeloupe."""
MONDAY = datetime(2027, 3, 8, 9, tzinfo=UTC)
DAY = timedelta(days=1)


def prize(opens: str, closes: str, **keys: Any) -> Call:
    """Return a made-up call of the prize, everywhere."""
    written = {
        "appel": "essai",
        "titre": "Prix d'essai",
        "dispositif": "prix_cognacq_jay",
        "type": "ponctuel",
        "ouverture": opens,
        "cloture": closes,
        "regions": "partout",
        "source": "https://example.org",
    }
    return Call.model_validate({**written, **keys})


class Office:
    """An announcer whose clock and calls are moved by hand, and what it writes down."""

    def __init__(self, assistant: Assistant, db: Database) -> None:
        self.assistant = assistant
        self.outbox, self.batches = Outbox(db), Batches(db)
        self.heard: list[str] = []
        self.announcer = Announcer(assistant, self.batches, tell=self.heard.append)
        self.calls()

    def calls(self, *calls: Call) -> None:
        """Make these the calls of the content."""
        self.assistant.knowledge = replace(self.assistant.knowledge, calls=calls)

    def asks(self, chat: int, *rhythms: str, region: str = "53", programme: str = EVERY) -> None:
        """Make somebody ask for rhythms."""
        before = self.assistant.audience.subscriptions.of(chat)
        wanted = [Subscription(region, programme, rhythm) for rhythm in rhythms]
        self.assistant.audience.subscriptions.keep(chat, [*before, *wanted], self.assistant.clock())

    async def followed(self) -> None:
        """Look at a call that opens the next day, which Anne then asks to be told of."""
        self.calls(prize("2027-03-03", "2027-05-30"))
        await self.at(TUESDAY)
        self.asks(ANNE, "ouverture")

    async def at(self, now: datetime) -> list[tuple[int, str]]:
        """Look at an instant; return what was written down (person, text), all sent at once."""
        self.assistant.clock = frozen(now)
        await self.announcer.look()
        return list(self.sent(now))

    def sent(self, now: datetime) -> Iterable[tuple[int, str]]:
        """Send all that is due, and yield it."""
        while due := self.outbox.due(now, 100):
            for entry in due:
                assert self.outbox.claim(entry, now)
                self.outbox.settle(entry, State.SENT, now)
                yield entry.chat, readable(flat(unpack(entry.body).text))


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    """Return a file of data: what waits is sought in another thread."""
    with closing(open_database(tmp_path / "donnees.sqlite3")) as opened:
        yield opened


@pytest.fixture
def office(assistant: Assistant, db: Database) -> Office:
    """Return an office without calls, on a Tuesday morning, that has already looked once."""
    assistant.clock = frozen(TUESDAY)
    return Office(assistant, db)


async def test_an_opening_is_told_once_to_those_who_asked(office: Office) -> None:
    """At the opening, who asked for it is told; not who asked for something else, nor twice."""
    office.calls(prize("2027-03-03 14:00", "2027-05-30"))
    assert await office.at(TUESDAY) == []
    office.asks(ANNE, "ouverture")
    office.asks(BRUNO, "rappels")
    office.asks(CHLOE, "ouverture", programme="dla")
    assert await office.at(TUESDAY + timedelta(minutes=1)) == []
    assert await office.at(datetime(2027, 3, 3, 12, 59, tzinfo=UTC)) == []
    ((chat, text),) = await office.at(datetime(2027, 3, 3, 13, 0, tzinfo=UTC))
    assert chat == ANNE
    assert text == (
        "Vos alertes, en Bretagne\n\n"
        "Ouvert :\n• Prix d'essai : ouvert, clôt dans 88 jours, le dimanche 30 mai.\n\n"
        "Vous recevez ce message parce que vous l'avez demandé."
    )
    assert await office.at(datetime(2027, 3, 3, 13, 1, tzinfo=UTC)) == []


async def test_an_opening_seen_when_asking_is_not_told(office: Office) -> None:
    """Who asks about a call that is open already was shown it; a call added later is told, however late."""
    office.calls(prize("2027-02-01", "2027-05-30"))
    assert await office.at(TUESDAY) == []
    office.assistant.clock = frozen(TUESDAY + DAY)
    office.asks(ANNE, "ouverture", "connue")
    assert await office.at(TUESDAY + DAY) == []
    late = prize("2027-02-10", "2027-06-30", appel="tardif", titre="Prix tardif")
    office.calls(*office.assistant.knowledge.calls, late)
    ((_, text),) = await office.at(TUESDAY + 2 * DAY)
    assert "Prix tardif" in text
    assert "Prix d'essai" not in text
    assert text.count("tardif") == 1


async def test_reminders_come_fifteen_and_three_days_before_the_end(office: Office) -> None:
    """Each once; who asked too late for the first one only gets the second."""
    office.calls(prize("2027-02-01", "2027-03-26 12:00"))
    office.asks(ANNE, "rappels")
    days = [await office.at(TUESDAY + n * DAY) for n in range(1, 25)]
    told = {n: readable(sent[0][1]).split("\n• ")[1].split("\n")[0] for n, sent in enumerate(days, 1) if sent}
    assert told == {
        9: "Prix d'essai : ouvert, clôt dans 15 jours, le vendredi 26 mars à 12 h.",
        21: "Prix d'essai : ouvert, clôt dans 3 jours, le vendredi 26 mars à 12 h.",
    }


async def test_a_date_that_becomes_known_is_told(office: Office) -> None:
    """Who asked to know the date is told as soon as it is in the content, even long before the opening."""
    office.asks(ANNE, "connue", programme="prix_cognacq_jay")
    unknown = prize("2027-09-01", "2027-11-02").model_copy(
        update={"kind": "inconnu", "opens": None, "closes": None}
    )
    office.calls(unknown)
    assert await office.at(TUESDAY + DAY) == []
    office.calls(prize("2027-09-01", "2027-11-02"))
    ((_, text),) = await office.at(TUESDAY + 2 * DAY)
    assert "La date est maintenant connue :\n• Prix d'essai : ouvre dans 181 jours" in text
    assert await office.at(TUESDAY + 3 * DAY) == []


async def test_the_digest_leaves_on_monday_with_what_is_new(office: Office) -> None:
    """On Monday at nine, local time: what is open, what opens soon; nothing when there is nothing new."""
    office.calls(
        prize("2027-02-01", "2027-05-30"),
        prize("2027-03-15", "2027-05-30", appel="bientot", titre="Prix de demain"),
        prize("2027-04-15", "2027-05-30", appel="loin", titre="Prix lointain"),
    )
    assert await office.at(TUESDAY) == []
    office.asks(ANNE, "lundi")
    assert await office.at(TUESDAY + DAY) == []
    assert await office.at(MONDAY - timedelta(hours=2)) == []
    ((chat, text),) = await office.at(MONDAY)
    assert chat == ANNE
    assert "Les appels de la semaine, en Bretagne\n\nOuvert :\n• Prix d'essai" in text
    assert "Ouvre bientôt :\n• Prix de demain : ouvre dans 7 jours" in text
    assert "lointain" not in text
    assert await office.at(MONDAY + DAY) == []
    ((_, text),) = await office.at(MONDAY + 7 * DAY)
    assert "Ouvert :\n• Prix de demain" in text
    assert "essai" not in text
    batch = office.batches.get("resume-2027-03-15")
    assert batch is not None
    assert batch.title == "Résumé de la semaine du 15/03/2027"


async def test_the_digest_waits_for_the_hour_of_each_region(office: Office) -> None:
    """Nine o'clock is not the same instant everywhere."""
    office.calls(prize("2027-03-07", "2027-05-30"))
    await office.at(TUESDAY + DAY)
    for chat, region in ((ANNE, "53"), (BRUNO, "01"), (CHLOE, "04")):
        office.asks(chat, "lundi", region=region)
    midnight = MONDAY.replace(hour=0)
    told = {hour: await office.at(midnight + hour * timedelta(hours=1)) for hour in range(24)}
    assert [(hour, chat) for hour, sent in told.items() for chat, _ in sent] == [
        (5, CHLOE),
        (8, ANNE),
        (13, BRUNO),
    ]
    assert "Les appels de la semaine, en Guadeloupe" in told[13][0][1]


async def test_nobody_is_woken_nor_written_to_on_a_sunday_or_a_holiday(office: Office) -> None:
    """An opening in the night, on a Sunday or on the 1st of May waits for the morning of a working day."""
    office.calls(prize("2027-05-01", "2027-09-30"))
    office.asks(ANNE, "ouverture")
    hours = [datetime(2027, 5, 1, tzinfo=UTC) + n * timedelta(hours=1) for n in range(72)]
    told = [hour for hour in hours if await office.at(hour)]
    assert told == [datetime(2027, 5, 3, 7, tzinfo=UTC)]


async def test_a_change_is_corrected_for_those_who_were_told(office: Office) -> None:
    """Exactly those who received the old date get the new one, once; so is a cancellation; and so on."""
    await office.followed()
    office.asks(BRUNO, "rappels")
    assert [chat for chat, _ in await office.at(TUESDAY + DAY)] == [ANNE]
    office.calls(prize("2027-03-03", "2027-06-15"))
    ((chat, text),) = await office.at(TUESDAY + 2 * DAY)
    assert chat == ANNE
    assert (
        "Changement. Ce que je vous avais annoncé n'est plus exact :\n• Prix d'essai : ouvert, clôt" in text
    )
    assert "15 juin" in text
    assert await office.at(TUESDAY + 3 * DAY) == []
    office.calls(prize("2027-03-03", "2027-05-30"))
    assert [chat for chat, _ in await office.at(TUESDAY + 4 * DAY)] == [ANNE]
    office.calls(
        prize(
            "2027-03-03", "2027-05-30", annule={"motif": "Faute de jury.", "source": "https://example.org/a"}
        )
    )
    ((_, text),) = await office.at(TUESDAY + 6 * DAY)
    assert "est annulée (https://example.org/a). Faute de jury." in text
    assert await office.at(TUESDAY + 7 * DAY) == []


@pytest.mark.parametrize(
    ("dates", "told"),
    [
        (("2027-03-01", "2027-03-02"), "Prix d'essai : clos depuis le mardi 2 mars 2027."),
        (("2028-09-01", "2028-10-15"), "Prix d'essai : ouvre dans 547 jours, le vendredi 1er septembre 2028"),
    ],
)
async def test_a_date_moved_to_the_past_or_far_away_is_corrected(
    office: Office, dates: tuple[str, str], told: str
) -> None:
    """Who was told that there is time is told that there is none, or much more; once."""
    await office.followed()
    assert len(await office.at(TUESDAY + DAY)) == 1
    office.calls(prize(*dates))
    ((chat, text),) = await office.at(TUESDAY + 2 * DAY)
    assert chat == ANNE
    assert f"Changement. Ce que je vous avais annoncé n'est plus exact :\n• {told}" in text
    assert await office.at(TUESDAY + 3 * DAY) == []


async def test_two_regions_and_everything_besides_a_programme_are_told_once(office: Office) -> None:
    """A nationwide call, asked for four times: told once, corrected once, one digest line."""
    office.calls(prize("2027-03-03", "2027-05-30"))
    await office.at(TUESDAY)
    for region in ("53", "84"):
        for programme in (EVERY, "prix_cognacq_jay"):
            office.asks(ANNE, "ouverture", "connue", "lundi", region=region, programme=programme)
    assert len(await office.at(TUESDAY + DAY)) == 1
    office.calls(prize("2027-03-03", "2027-06-15"))
    ((_, text),) = await office.at(TUESDAY + 2 * DAY)
    assert text.count("•") == 1
    assert await office.at(MONDAY) == []


async def test_a_doubtful_message_whose_date_changed_is_not_repeated(office: Office) -> None:
    """She is corrected, as if she had received it; the old date never follows the new one."""
    await office.followed()
    now = TUESDAY + DAY
    office.assistant.clock = frozen(now)
    assert await office.announcer.look() == 1
    (entry,) = office.outbox.due(now, 9)
    office.outbox.settle(entry, State.DOUBTFUL, now)
    office.calls(prize("2027-03-03", "2027-06-15"))
    ((_, text),) = await office.at(now + DAY)
    assert "Changement." in text
    assert office.outbox.repeat([entry.id], now + DAY) == []
    assert await office.at(now + 2 * DAY) == []


async def test_the_clock_may_go_back(office: Office) -> None:
    """Hours or a week that come again tell nothing again."""
    office.calls(prize("2027-03-03", "2027-05-30"))
    await office.at(TUESDAY)
    office.asks(ANNE, "ouverture", "rappels", "lundi")
    assert len(await office.at(TUESDAY + DAY)) == 1
    assert await office.at(MONDAY) == []
    for back in (TUESDAY + DAY, TUESDAY, MONDAY):
        assert await office.at(back) == []


async def test_a_mistake_mended_before_anybody_read_it_is_no_change(office: Office) -> None:
    """A wrong date in the night is corrected for nobody, and a reminder is not repeated for it."""
    office.calls(prize("2027-03-01", "2027-03-16"))
    await office.at(TUESDAY)
    office.asks(ANNE, "rappels")
    assert len(await office.at(TUESDAY + DAY)) == 1
    office.calls(prize("2027-03-01", "2027-03-18"))
    assert await office.at(TUESDAY + DAY + timedelta(hours=12)) == []
    office.calls(prize("2027-03-01", "2027-03-16"))
    assert await office.at(TUESDAY + 2 * DAY) == []


async def test_a_call_that_was_told_and_is_no_more_is_told_to_the_operators(office: Office) -> None:
    """Once, with how many people were told; nothing of it leaves; put back as it was, nothing is said."""
    await office.followed()
    assert len(await office.at(TUESDAY + DAY)) == 1
    office.asks(BRUNO, "rappels")
    office.calls()
    assert await office.at(TUESDAY + 2 * DAY) == []
    assert await office.at(TUESDAY + 3 * DAY) == []
    (said,) = office.heard
    assert said.startswith(
        "L'appel « essai » n'est plus dans appels.yaml, ou n'y a plus de date. "
        "1 personne en a été prévenue, et rien ne lui est dit."
    )
    office.calls(prize("2027-03-03", "2027-05-30"))
    assert await office.at(TUESDAY + 4 * DAY) == []
    office.calls(prize("2027-03-03", "2027-06-15"))
    assert [chat for chat, _ in await office.at(TUESDAY + 6 * DAY)] == [ANNE]
    assert len(office.heard) == 1


async def test_what_waits_about_a_call_that_is_no_more_is_withdrawn(office: Office) -> None:
    """Nobody was told: the operators hear nothing either."""
    await office.followed()
    office.assistant.clock = frozen(TUESDAY + DAY)
    assert await office.announcer.look() == 1
    office.calls()
    assert await office.at(TUESDAY + DAY + timedelta(minutes=1)) == []
    assert office.heard == []


async def test_a_session_that_changes_its_name_is_the_same(office: Office) -> None:
    """A call to which a second session is added, and its sessions renamed, is not told again."""
    dates = {"ouverture": "2027-03-03", "cloture": "2027-05-30"}
    autumn = {"session": "automne", "ouverture": "2027-09-01", "cloture": "2027-10-30"}
    office.calls(prize(**dict(zip(("opens", "closes"), dates.values(), strict=True))))
    await office.at(TUESDAY)
    office.asks(ANNE, "ouverture", "connue")
    assert len(await office.at(TUESDAY + DAY)) == 1
    for name in ("printemps", "mai"):
        two = prize("2027-03-03", "2027-05-30").model_dump(by_alias=True, exclude_none=True)
        two = {**two, "sessions": [{"session": name, **dates}, autumn]}
        del two["ouverture"], two["cloture"]
        office.calls(Call.model_validate(two))
        assert all("30 mai" not in text for _, text in await office.at(TUESDAY + 2 * DAY))
    assert office.heard == []


async def test_what_is_past_is_past(office: Office) -> None:
    """Nobody hears of a link mended in a call that was over already; of one that is open again, yes."""
    office.calls(prize("2027-03-03", "2027-03-05"))
    await office.at(TUESDAY)
    office.asks(ANNE, "ouverture")
    assert len(await office.at(TUESDAY + DAY)) == 1
    assert await office.at(TUESDAY + 6 * DAY) == []
    office.calls(prize("2027-03-03", "2027-03-05", lien="https://example.org/bilan"))
    assert await office.at(TUESDAY + 7 * DAY) == []
    office.calls(prize("2027-03-03", "2027-03-31"))
    ((_, text),) = await office.at(TUESDAY + 8 * DAY)
    assert "Changement." in text
    assert "31 mars" in text


async def test_what_waits_and_is_not_true_any_more_never_leaves(office: Office) -> None:
    """A message that waits is withdrawn when its date changes; the right one replaces it."""
    await office.followed()
    office.assistant.clock = frozen(TUESDAY + DAY)
    assert await office.announcer.look() == 1
    office.calls(prize("2027-03-03", "2027-06-15"))
    ((_, text),) = await office.at(TUESDAY + DAY + timedelta(minutes=1))
    assert "15 juin" in text
    assert "Ouvert :" in text
    assert office.outbox.counts() == {State.CANCELLED: 1, State.SENT: 1}


async def test_what_left_while_it_was_sought_was_told(office: Office) -> None:
    """A message that is sent between the search for what waits and its withdrawal: she holds it."""
    await office.followed()
    office.assistant.clock = frozen(TUESDAY + DAY)
    await office.announcer.look()
    told = office.assistant.audience.told
    (window,) = told.revisions.known()
    keys = told.older(window, 2)
    assert [chat for chat, _ in office.sent(TUESDAY + DAY)] == [ANNE]
    told.retract(window, keys, TUESDAY + DAY)
    assert office.outbox.counts() == {State.SENT: 1}
    assert await office.at(TUESDAY + DAY + timedelta(minutes=1)) == []


async def test_a_content_served_in_the_middle_of_a_look_waits_for_the_next(office: Office) -> None:
    """A date that changes between two regions is told as it was, then corrected once."""
    office.calls(prize("2027-03-03", "2027-05-30"))
    await office.at(TUESDAY)
    office.asks(ANNE, "ouverture", region="84")
    office.assistant.clock = frozen(TUESDAY + DAY)
    look = asyncio.create_task(office.announcer.look())
    await asyncio.sleep(0)
    office.calls(prize("2027-03-03", "2027-06-15"))
    assert await look == 1
    ((_, text),) = office.sent(TUESDAY + DAY)
    assert "30 mai" in text
    ((_, text),) = await office.at(TUESDAY + 2 * DAY)
    assert "Changement." in text
    assert "15 juin" in text


async def test_what_waits_too_long_is_said_anew(office: Office) -> None:
    """After a pause of a day, the days left are those of the day of the sending."""
    office.calls(prize("2027-02-01", "2027-03-18"))
    office.asks(ANNE, "rappels")
    await office.at(TUESDAY)
    assert office.batches.pause(ALERTS)
    assert await office.at(TUESDAY + 2 * DAY) == []
    assert await office.at(TUESDAY + 3 * DAY) == []
    assert office.batches.resume(ALERTS)
    ((_, text),) = office.sent(TUESDAY + 3 * DAY)
    assert "dans 13 jours" in text


async def test_a_digest_that_waits_too_long_is_made_anew(office: Office) -> None:
    """Paused in the morning, resumed the next day: who did not get it gets it as it is then."""
    office.calls(prize("2027-02-01", "2027-05-30"))
    await office.at(TUESDAY)
    office.asks(ANNE, "lundi")
    office.asks(CHLOE, "lundi")
    office.assistant.clock = frozen(MONDAY)
    assert await office.announcer.look() == 2
    first, second = office.outbox.due(MONDAY, 9)
    office.outbox.settle(first, State.SENT, MONDAY)
    assert office.batches.pause("resume-2027-03-08")
    assert await office.at(MONDAY + DAY) == []
    assert office.batches.resume("resume-2027-03-08")
    told = list(office.sent(MONDAY + DAY))
    assert [chat for chat, _ in told] == [second.chat]
    assert all("dans 82 jours" in text for _, text in told)


async def test_what_was_postponed_for_the_night_is_said_anew(office: Office) -> None:
    """However its hour was moved, what was written yesterday does not leave today."""
    office.calls(prize("2027-02-01", "2027-03-18"))
    office.asks(ANNE, "rappels")
    await office.at(TUESDAY)
    evening = TUESDAY + DAY + timedelta(hours=8)
    office.assistant.clock = frozen(evening)
    assert await office.announcer.look() == 1
    (entry,) = office.outbox.due(evening, 9)
    office.outbox.postpone(entry, evening + timedelta(hours=15), evening)
    ((_, text),) = await office.at(evening + timedelta(hours=16))
    assert "dans 14 jours" in text


async def test_who_stops_leaves_or_is_forgotten_gets_nothing_more(office: Office, db: Database) -> None:
    """What was written down for them is not sent, and corrections pass them by."""
    office.calls(prize("2027-03-03", "2027-05-30"))
    await office.at(TUESDAY)
    for chat in (ANNE, BRUNO, CHLOE):
        office.asks(chat, "ouverture")
    office.assistant.clock = frozen(TUESDAY + DAY)
    assert await office.announcer.look() == 3
    audience, now = office.assistant.audience, TUESDAY + DAY
    audience.keep(ANNE, [], now)
    audience.leave(BRUNO, now)
    audience.people.forget(CHLOE, now)
    office.calls(prize("2027-03-03", "2027-06-15"))
    assert await office.at(now) == []
    assert await office.at(now + DAY) == []
    assert [row["chat"] for row in db.query("select chat from told")] != [CHLOE]
    assert not list(db.query("select * from told where chat = ?", [CHLOE]))


async def test_what_waits_about_what_she_asks_no_more_never_leaves(office: Office) -> None:
    """She takes one alert off while a message waits: it is said anew without it, and nothing twice."""
    office.calls(
        prize("2027-03-03", "2027-05-30"),
        prize("2027-03-03", "2027-05-30", appel="autre", titre="Autre", dispositif="dla"),
    )
    await office.at(TUESDAY)
    office.asks(ANNE, "ouverture", programme="dla")
    office.asks(ANNE, "ouverture", programme="prix_cognacq_jay")
    office.asks(BRUNO, "ouverture", region="93")
    office.asks(BRUNO, "rappels", programme="dla")
    now = TUESDAY + DAY
    office.assistant.clock = frozen(now)
    assert await office.announcer.look() == 2
    keep = office.assistant.audience.keep
    keep(ANNE, [Alert("53", "dla", "ouverture")], now)
    keep(BRUNO, [Alert("53", "dla", "rappels")], now)
    assert list(office.sent(now)) == []
    ((chat, text),) = await office.at(now + timedelta(minutes=1))
    assert (chat, "Autre" in text, "Prix d'essai" in text) == (ANNE, True, False)
    assert await office.at(now + DAY) == []


async def test_a_digest_that_waits_follows_what_she_asks(office: Office) -> None:
    """Paused on a Monday: who changes her region gets that of the new one the next week, not the old one."""
    office.calls(prize("2027-02-01", "2027-05-30"))
    await office.at(TUESDAY)
    office.asks(ANNE, "lundi")
    office.asks(BRUNO, "lundi")
    office.assistant.clock = frozen(MONDAY)
    assert await office.announcer.look() == 2
    office.batches.pause("resume-2027-03-08")
    office.assistant.audience.keep(ANNE, [Alert("93", EVERY, "lundi")], MONDAY)
    assert await office.at(MONDAY + timedelta(minutes=1)) == []
    office.batches.resume("resume-2027-03-08")
    assert [chat for chat, _ in await office.at(MONDAY + timedelta(minutes=2))] == [BRUNO]
    ((chat, text),) = await office.at(MONDAY + 7 * DAY)
    assert (chat, "Provence" in text) == (ANNE, True)


@pytest.mark.parametrize("stops", [Audience.leave, lambda audience, chat, now: audience.keep(chat, [], now)])
async def test_who_stops_before_she_is_told_may_ask_again(
    office: Office, stops: Callable[[Audience, int, datetime], None]
) -> None:
    """What was written down and withdrawn was not told: she gets it, if she asks again."""
    office.calls(prize("2027-02-01", "2027-03-18"))
    office.asks(ANNE, "rappels")
    await office.at(TUESDAY)
    office.assistant.clock = frozen(TUESDAY + DAY)
    assert await office.announcer.look() == 1
    stops(office.assistant.audience, ANNE, TUESDAY + DAY)
    office.asks(ANNE, "rappels")
    assert [chat for chat, _ in await office.at(TUESDAY + DAY + timedelta(minutes=1))] == [ANNE]


async def test_what_was_cancelled_is_told_once_it_is_right(office: Office) -> None:
    """An operator cancels an announcement whose date is wrong, then mends it: people get the right one."""
    await office.followed()
    office.assistant.clock = frozen(TUESDAY + DAY)
    assert await office.announcer.look() == 1
    assert office.outbox.cancel(ALERTS, TUESDAY + DAY) == 1
    assert await office.at(TUESDAY + 2 * DAY) == []
    office.calls(prize("2027-03-03", "2027-06-15"))
    ((_, text),) = await office.at(TUESDAY + 2 * DAY + timedelta(minutes=1))
    assert "Ouvert :" in text
    assert "15 juin" in text


async def test_what_a_cancelled_digest_held_is_left_to_the_next_one(office: Office) -> None:
    """Also in the regions whose hour had not come: nothing of that week leaves there either."""
    office.calls(prize("2027-02-01", "2027-05-30"))
    await office.at(TUESDAY)
    office.asks(ANNE, "lundi")
    office.asks(BRUNO, "lundi", region="01")
    office.assistant.clock = frozen(MONDAY)
    assert await office.announcer.look() == 1
    assert office.outbox.cancel("resume-2027-03-08", MONDAY) == 1
    office.assistant.audience.told.renounce("resume-2027-03-08")
    assert await office.at(MONDAY + timedelta(hours=6)) == []
    assert [chat for chat, _ in await office.at(MONDAY + 7 * DAY)] == [ANNE]
    assert [chat for chat, _ in await office.at(MONDAY + 7 * DAY + timedelta(hours=6))] == [BRUNO]


async def test_what_could_not_be_sent_is_said_anew(office: Office) -> None:
    """After an outage, a message that was given up is written again, as it is true then."""
    office.calls(prize("2027-02-01", "2027-03-18"))
    await office.at(TUESDAY)
    office.asks(ANNE, "rappels")
    office.assistant.clock = frozen(TUESDAY + DAY)
    assert await office.announcer.look() == 1
    (entry,) = office.outbox.due(TUESDAY + DAY, 9)
    office.outbox.settle(entry, State.DROPPED, TUESDAY + DAY, "NetworkError")
    office.assistant.audience.told.untell(entry.key)
    ((_, text),) = await office.at(TUESDAY + 2 * DAY)
    assert "dans 14 jours" in text


async def test_nothing_is_announced_of_a_programme_that_ended(office: Office) -> None:
    """Nor by the alerts, nor by the digest."""
    office.calls(prize("2027-03-03", "2027-05-30"))
    await office.at(TUESDAY)
    office.asks(ANNE, "ouverture", "lundi")
    known = office.assistant.knowledge
    ended = known.programmes["prix_cognacq_jay"].model_copy(update={"state": "arrete"})
    office.assistant.knowledge = replace(known, programmes={**known.programmes, ended.id: ended})
    assert await office.at(TUESDAY + DAY) == []
    assert await office.at(MONDAY) == []


async def test_one_screen_at_most(office: Office) -> None:
    """Eight calls a message; the rest comes the next time, and none is forgotten."""
    calls = [prize("2027-02-01", "2027-05-30", appel=f"essai{n}", titre=f"Prix {n:02d}") for n in range(11)]
    office.calls(*calls)
    await office.at(TUESDAY)
    office.asks(ANNE, "lundi")
    ((_, first),) = await office.at(MONDAY)
    ((_, second),) = await office.at(MONDAY + 7 * DAY)
    assert first.count("•") == 8
    assert "Et 3 de plus, la prochaine fois." in first
    assert second.count("•") == 3
    assert "de plus" not in second
    assert all(f"Prix {n:02d}" in first + second for n in range(11))


async def test_a_group_that_moved_is_followed(office: Office) -> None:
    """Its subscriptions, and what it was told, go to its new number."""
    await office.followed()
    await office.at(TUESDAY + DAY)
    office.assistant.audience.move(ANNE, -1007)
    assert await office.at(TUESDAY + 2 * DAY) == []
    office.calls(prize("2027-03-03", "2027-06-15"))
    assert [chat for chat, _ in await office.at(TUESDAY + 3 * DAY)] == [-1007]


@pytest.mark.parametrize(
    ("schedule", "expected"),
    [
        (Schedule(), "2027-03-08T09:00"),
        (Schedule(3, 14), "2027-03-11T14:00"),
    ],
)
def test_the_digest_has_its_day_and_its_hour(schedule: Schedule, expected: str) -> None:
    """A day of the week of any of its instants, in the local time of the region."""
    for day in range(7):
        due = schedule.due(MONDAY + day * DAY, "Europe/Paris", "53")
        assert f"{due + timedelta(hours=1):%Y-%m-%dT%H:%M}" == expected


def test_a_digest_on_a_holiday_leaves_the_next_day() -> None:
    """The Monday of Easter is a holiday."""
    due = Schedule().due(datetime(2027, 3, 29, 12, tzinfo=UTC), "Europe/Paris", "53")
    assert due == datetime(2027, 3, 30, 7, tzinfo=UTC)


async def test_a_digest_of_a_saturday_that_is_a_holiday_leaves_on_monday(office: Office) -> None:
    """The first and the eighth of May 2027: it leaves in the next week, once, under its own title."""
    office.announcer.schedule = Schedule(5, 9)
    office.calls(prize("2027-02-01", "2027-06-30"))
    await office.at(TUESDAY)
    office.asks(ANNE, "lundi")
    sent = []
    for hour in range(15 * 24):
        now = datetime(2027, 5, 3, 7, tzinfo=UTC) + timedelta(hours=hour)
        if now.day in {5, 12}:
            office.calls(prize("2027-02-01", "2027-07-31", appel=f"autre{now.day}"))
        sent += [(f"{now:%d %H}", text.splitlines()[0]) for _, text in await office.at(now)]
    assert sent == [(day, "Les appels de la semaine, en Bretagne") for day in ("03 07", "10 07", "15 07")]
    assert [batch.title[-10:] for batch in office.batches.all() if batch.batch != ALERTS] == [
        "10/05/2027",
        "03/05/2027",
        "26/04/2027",
    ]
