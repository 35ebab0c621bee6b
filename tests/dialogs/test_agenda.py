"""Deadlines to keep in an agenda."""

from datetime import UTC, date, datetime

import pytest

from dialogs.agenda import appointment
from dialogs.events import Agenda, Dates, Details
from knowledge.content import Knowledge
from knowledge.upcoming import as_written
from tests.dialogs.talking import NOW, readable, told
from tests.knowledge.calls import call, with_calls

LABEL = "Ajouter à mon agenda"
CANCELLED = {"motif": "Le financeur s'est retiré.", "source": "une page"}


@pytest.mark.parametrize(
    ("keys", "title", "moment"),
    [
        ({"cloture": "2027-01-29"}, "Clôture : Essai", date(2027, 1, 29)),
        ({"cloture": "2027-01-29 18:00"}, "Clôture : Essai", datetime(2027, 1, 29, 17, tzinfo=UTC)),
        ({"ouverture": "2027-01-29"}, "Ouverture : Essai", date(2027, 1, 29)),
        ({"ouverture": "2027-06-01 09:00"}, "Ouverture : Essai", datetime(2027, 6, 1, 7, tzinfo=UTC)),
    ],
)
def test_a_date_is_the_closing_or_else_the_opening(
    knowledge: Knowledge, keys: dict[str, object], title: str, moment: date
) -> None:
    """What is kept is when it closes, a day or an instant; when nobody knows, when it opens."""
    known = with_calls(knowledge, call(**keys))
    one = appointment(known, *as_written(known))
    assert (readable(one.title), one.moment) == (title, moment)


def test_a_date_says_what_must_be_known(knowledge: Knowledge) -> None:
    """Beside a date: the programme, the opening, why it is cancelled, what changed, the note, a caution."""
    full = call(
        ouverture="2027-01-06 09:00",
        cloture="2027-01-29",
        annule=CANCELLED,
        revisions=[{"le": "2026-11-02", "dit": "Clôture avancée."}],
        note="Sur dossier.",
        lien="https://a.fr",
    )
    known = with_calls(knowledge, full)
    one = appointment(known, *as_written(known))
    assert readable(one.told).splitlines() == [
        readable(knowledge.programmes["dla"].name),
        "Ouverture le mercredi 6 janvier 2027.",
        "Annulé. Le financeur s'est retiré.",
        "Changé le lundi 2 novembre 2026 : Clôture avancée.",
        "Sur dossier.",
        "Vérifiez la date auprès de l'organisateur.",
    ]
    assert (one.cancelled, one.link, one.sequence) == (True, "https://a.fr", 3)


def test_the_button_is_there_when_a_date_is_to_come(knowledge: Knowledge) -> None:
    """A programme offers its dates when one will take place; those cancelled come with them."""
    live, gone = call(cloture="2027-01-29"), call(appel="annule", cloture="2027-02-01", annule=CANCELLED)
    for calls, offered in (((live, gone), True), ((gone,), False), ((call(type="inconnu"),), False)):
        talk = told(with_calls(knowledge, *calls), {}).take(Details("dla"))
        assert (LABEL in talk.labels) == offered
    (agenda,) = told(with_calls(knowledge, live, gone), {}).take(Dates("dla")).replies
    assert isinstance(agenda, Agenda)
    assert [one.cancelled for one in agenda.dates] == [False, True]
    assert (agenda.name, agenda.made) == ("DLA", datetime(2026, 11, 24, NOW.hour - 1, NOW.minute, tzinfo=UTC))


def test_an_old_button_shows_the_page(knowledge: Knowledge) -> None:
    """A tap on the button of a date that is over shows what is known today."""
    talk = told(with_calls(knowledge), {}).take(Dates("dla"))
    assert talk.text.startswith(readable(knowledge.programmes["dla"].name))
    assert LABEL not in talk.labels
