"""Deadlines in words, on calls made for the purpose."""

from dataclasses import replace
from datetime import date, datetime

import pytest

from dialogs.deadlines import day, deadline, said, when
from dialogs.text import flat
from knowledge.calls import Call
from knowledge.content import Knowledge
from knowledge.upcoming import coming
from knowledge.windows import instant, windows_of
from tests.dialogs.talking import NOW, readable

TOMORROW, TODAY, NOON = "2026-11-25", "2026-11-24", "2026-11-24T12:00"


def call(kind: str = "ponctuel", **more: object) -> Call:
    """Return a call for the DLA, open to all regions."""
    base = {
        "appel": "essai",
        "titre": "Concours",
        "dispositif": "dla",
        "regions": "partout",
        "faits": ["F076"],
    }
    return Call.model_validate({**base, "type": kind, **more})


def spoken(knowledge: Knowledge, one: Call, now: str = NOON, region: str | None = None) -> str:
    """Return the sentence of a call at a local time of a region."""
    here = instant(knowledge, region, datetime.fromisoformat(now))
    (window, *_) = coming(replace(knowledge, calls=(one,)), one, here)
    return readable(flat(said(knowledge, window, here)))


@pytest.mark.parametrize(
    ("moment", "words"),
    [
        (date(2026, 12, 1), "mardi 1er décembre 2026"),
        (date(2026, 8, 31), "lundi 31 août 2026"),
        (datetime.fromisoformat("2026-01-29T18:00"), "jeudi 29 janvier 2026 à 18 h"),
        (datetime.fromisoformat("2026-02-01T09:05"), "dimanche 1er février 2026 à 9 h 05"),
        (datetime.fromisoformat("2026-02-07T00:00"), "samedi 7 février 2026 à 0 h"),
    ],
)
def test_a_day_in_words(moment: date, words: str) -> None:
    """A day is said with its weekday and year, and with its hour when there is one."""
    assert day(moment) == words
    assert day(moment, 2026) == words.replace(" 2026", "")


@pytest.mark.parametrize(
    ("moment", "words"),
    [
        (date(2026, 11, 24), "aujourd'hui"),
        (datetime.fromisoformat("2026-11-24T12:00"), "aujourd'hui à 12 h"),
        (datetime.fromisoformat("2026-11-25T00:00"), "demain, mercredi 25 novembre à 0 h"),
        (date(2026, 11, 26), "dans 2 jours, le jeudi 26 novembre"),
        (date(2027, 11, 24), "dans 365 jours, le mercredi 24 novembre 2027"),
    ],
)
def test_how_far_a_day_is(moment: date, words: str) -> None:
    """How far a day is counts days of the calendar, not hours; the year is said when it is another one."""
    assert when(moment, NOW) == words


def test_an_open_call(knowledge: Knowledge) -> None:
    """An open call says how soon it closes, and when."""
    one = call(ouverture="2026-11-02", cloture="2026-11-27 18:00")
    assert spoken(knowledge, one) == ("Concours : ouvert, clôt dans 3 jours, le vendredi 27 novembre à 18 h.")
    assert spoken(knowledge, one, "2026-11-26T23:00").endswith("clôt demain, vendredi 27 novembre à 18 h.")
    assert spoken(knowledge, one, "2026-11-27T18:00") == "Concours : ouvert, clôt aujourd'hui à 18 h."


def test_a_call_without_an_opening_is_open(knowledge: Knowledge) -> None:
    """A call whose opening nobody published is taken for open until it closes."""
    assert spoken(knowledge, call(cloture=TODAY)) == "Concours : ouvert, clôt aujourd'hui."


def test_a_call_to_come(knowledge: Knowledge) -> None:
    """A call that is not open yet says when it opens, and when it closes if that is known."""
    one = call(ouverture=TOMORROW, cloture="2027-01-31 12:00")
    assert spoken(knowledge, one) == (
        "Concours : ouvre demain, mercredi 25 novembre, clôt le dimanche 31 janvier 2027 à 12 h."
    )
    unknown = "Concours : ouvre demain, mercredi 25 novembre à 9 h, clôture non publiée."
    assert spoken(knowledge, call(ouverture=f"{TOMORROW} 09:00")) == unknown


def test_on_its_opening_day_a_call_without_a_closing_makes_sense(knowledge: Knowledge) -> None:
    """A call that opens today and whose closing is unknown says that it opens, and that nobody knows more."""
    sentence = spoken(knowledge, call(ouverture=TODAY))
    assert sentence == "Concours : ouvre aujourd'hui, clôture non publiée."


@pytest.mark.parametrize(
    ("region", "now", "words"),
    [
        ("93", "2026-11-25T00:30", "clôt aujourd'hui à 1 h 30."),
        ("02", "2026-11-24T09:00", "clôt aujourd'hui à 20 h 30, heure locale."),
        ("04", "2026-11-24T09:00", "clôt demain, mercredi 25 novembre à 4 h 30, heure locale."),
    ],
)
def test_the_hours_are_those_of_the_person(knowledge: Knowledge, region: str, now: str, words: str) -> None:
    """1:30 in Paris is the evening before in Martinique: the day and the hour are those of the person."""
    one = call(cloture=f"{TOMORROW} 01:30")
    assert spoken(knowledge, one, now, region) == f"Concours : ouvert, {words}"


def test_a_day_is_the_same_everywhere(knowledge: Knowledge) -> None:
    """A day without an hour is never moved, nor said to be of there."""
    one = call(ouverture=f"{TOMORROW} 01:30", cloture="2026-12-31")
    assert spoken(knowledge, one, "2026-11-24T09:00", "02") == (
        "Concours : ouvre aujourd'hui à 20 h 30, heure locale, clôt le jeudi 31 décembre."
    )


def test_a_cancelled_call(knowledge: Knowledge) -> None:
    """A cancelled call says so, of which edition, and why."""
    gone = {"motif": "Le financeur s'est retiré.", "source": "une page"}
    assert spoken(knowledge, call(cloture=TOMORROW, annule=gone)) == (
        "Concours : l'édition du mercredi 25 novembre 2026 est annulée. Le financeur s'est retiré."
    )
    assert "l'édition du mercredi 25 novembre 2026 à 9 h est" in spoken(
        knowledge, call(ouverture=f"{TOMORROW} 09:00", annule=gone)
    )


def test_the_last_change_is_said(knowledge: Knowledge) -> None:
    """Of what changed in a call, the last thing is said after its dates."""
    changes = [
        {"le": "2026-11-02", "dit": "Ouverture avancée."},
        {"le": TODAY, "dit": "Clôture repoussée d'une semaine."},
    ]
    assert spoken(knowledge, call(cloture=TODAY, revisions=changes)).endswith(
        "clôt aujourd'hui. Changé le mardi 24 novembre : Clôture repoussée d'une semaine."
    )


def test_a_usual_call(knowledge: Knowledge) -> None:
    """A recurrent call says when it usually comes, that it is to be confirmed, and the last date known."""
    one = call("recurrent", habituel="en janvier", note="Souvent prolongé.")
    assert spoken(knowledge, one) == "Concours : date habituelle en janvier, à confirmer."
    known = call("recurrent", habituel="en janvier", derniere_connue="2026-01-29")
    assert spoken(knowledge, known).endswith("à confirmer. Dernière date connue : jeudi 29 janvier 2026.")


@pytest.mark.parametrize(("kind", "key"), [("permanent", "appel_permanent"), ("inconnu", "appel_inconnu")])
def test_a_call_without_a_date(knowledge: Knowledge, kind: str, key: str) -> None:
    """A permanent call and an unknown date each have their own sentence, of the content."""
    assert spoken(knowledge, call(kind)) == readable(knowledge.texts[key])


def test_the_title_links_to_the_call_and_the_note_follows(knowledge: Knowledge) -> None:
    """The title of a call leads to its page; what must be known of a dated call is said after it."""
    one = call(cloture=TODAY, lien="https://a.fr/b", note="Sur dossier.")
    here = instant(knowledge, None, NOW)
    (window,) = coming(knowledge, one, here)
    text = said(knowledge, window, here)
    assert text[0].link == "https://a.fr/b"
    assert readable(flat(text)).endswith("aujourd'hui. (Sur dossier.)")


def test_the_surest_deadline_comes_first(knowledge: Knowledge) -> None:
    """Dated calls come alone, nearest first; the same sentence is never said twice."""
    far, near = call(cloture="2026-12-31"), call(cloture=TOMORROW)
    known = replace(knowledge, calls=(call("permanent"), far, near, near))
    sentences = [readable(flat(text)) for text in deadline(known, "dla", "53", NOW)]
    assert [sentence[-18:] for sentence in sentences] == [
        spoken(knowledge, near)[-18:],
        spoken(knowledge, far)[-18:],
    ]


def test_a_programme_without_a_call_says_that_it_does_not_know(knowledge: Knowledge) -> None:
    """An unknown deadline is said as unknown, never invented."""
    unknown = readable(knowledge.texts["appel_inconnu"])
    texts = deadline(replace(knowledge, calls=()), "dla", None, NOW)
    assert [readable(flat(text)) for text in texts] == [unknown]


def test_a_call_of_another_region_is_not_said(knowledge: Knowledge) -> None:
    """A call for one region is not announced in another one, nor where the region is unknown."""
    known = replace(knowledge, calls=(call(cloture=TOMORROW, regions=["93"]),))
    assert "Concours" in flat(deadline(known, "dla", "93", NOW)[0])
    for region in ("53", None):
        assert "Concours" not in flat(deadline(known, "dla", region, NOW)[0])


@pytest.mark.parametrize(
    ("dates", "words"),
    [
        ({"ouverture": TODAY, "cloture": TOMORROW}, "Concours : clos depuis le mercredi 25 novembre 2026."),
        ({"cloture": "2026-11-24 18:00"}, "Concours : clos depuis le mardi 24 novembre 2026 à 18 h."),
        ({"ouverture": TODAY}, "Concours : a ouvert le mardi 24 novembre 2026, clôture non publiée."),
    ],
)
def test_what_is_over_is_said_as_over(knowledge: Knowledge, dates: dict[str, str], words: str) -> None:
    """Who was told that there was time, when the date was moved, is told that it is past."""
    one = call(**dates)
    (window,) = windows_of(one, "Europe/Paris")
    here = instant(knowledge, None, datetime(2026, 11, 27))
    assert readable(flat(said(knowledge, window, here))) == words


@pytest.mark.parametrize("source", ["https://example.org/annulation", "lettre du 3 mars"])
def test_a_cancellation_leads_to_where_it_is_said(knowledge: Knowledge, source: str) -> None:
    """« annulée » opens the page that says so; a source that is no address opens nothing."""
    one = call(cloture=TOMORROW, annule={"motif": "Le financeur s'est retiré.", "source": source})
    (window,) = windows_of(one, "Europe/Paris")
    told = said(knowledge, window, instant(knowledge, None, datetime(2026, 11, 24)))
    assert [span.link for span in told if span.text == "annulée"] == (
        [source] if source.startswith("https") else [None]
    )
