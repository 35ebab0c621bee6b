"""Deadlines in words, on calls made for the purpose."""

from dataclasses import replace
from datetime import date, datetime

import pytest

from dialogs.deadlines import day, deadline, distance, said
from dialogs.text import flat
from knowledge.calls import Call
from knowledge.content import Knowledge
from tests.dialogs.talking import NOW, readable

TOMORROW, TODAY = "2026-11-25", "2026-11-24"


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


def spoken(knowledge: Knowledge, one: Call, now: datetime = NOW) -> str:
    """Return the sentence of a call."""
    return readable(flat(said(knowledge, one, now)))


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


@pytest.mark.parametrize(
    ("moment", "words"),
    [
        (date(2026, 11, 24), "aujourd'hui"),
        (datetime.fromisoformat("2026-11-24T18:00"), "aujourd'hui"),
        (datetime.fromisoformat("2026-11-25T00:00"), "demain"),
        (date(2026, 11, 26), "dans 2 jours"),
        (date(2027, 11, 24), "dans 365 jours"),
    ],
)
def test_how_far_a_day_is(moment: date, words: str) -> None:
    """How far a day is counts days of the calendar, not hours."""
    assert distance(moment, NOW) == words


def test_an_open_call(knowledge: Knowledge) -> None:
    """An open call says when it closes, and how soon."""
    one = call(ouverture="2026-11-02", cloture="2026-11-26 18:00")
    expected = "Concours : ouvert jusqu'au jeudi 26 novembre 2026 à 18 h (dans 2 jours)."
    assert spoken(knowledge, one) == expected


def test_a_call_without_an_opening_is_open(knowledge: Knowledge) -> None:
    """A call whose opening nobody published is taken for open until it closes."""
    assert spoken(knowledge, call(cloture=TODAY)).endswith("mardi 24 novembre 2026 (aujourd'hui).")


def test_a_call_to_come(knowledge: Knowledge) -> None:
    """A call that is not open yet says when it opens, and when it closes if that is known."""
    one = call(ouverture=TOMORROW, cloture="2026-12-31")
    assert spoken(knowledge, one) == (
        "Concours : ouvre le mercredi 25 novembre 2026, clôture jeudi 31 décembre 2026."
    )
    unknown = call(ouverture=TOMORROW)
    assert spoken(knowledge, unknown) == "Concours : ouvre le mercredi 25 novembre 2026, clôture non publiée."


def test_on_its_opening_day_a_call_without_a_closing_makes_sense(knowledge: Knowledge) -> None:
    """A call that opens today and whose closing is unknown is said without « jusqu'au non publiée (?) »."""
    sentence = spoken(knowledge, call(ouverture=TODAY))
    assert "(?)" not in sentence
    assert "jusqu'au non publiée" not in sentence


def test_a_usual_call(knowledge: Knowledge) -> None:
    """A recurrent call says when it usually comes, and that it is to be confirmed."""
    one = call("recurrent", habituel="en janvier", note="Souvent prolongé.")
    assert spoken(knowledge, one) == "Concours : date habituelle en janvier, à confirmer."


@pytest.mark.parametrize(("kind", "key"), [("permanent", "appel_permanent"), ("inconnu", "appel_inconnu")])
def test_a_call_without_a_date(knowledge: Knowledge, kind: str, key: str) -> None:
    """A permanent call and an unknown date each have their own sentence, of the content."""
    assert spoken(knowledge, call(kind)) == readable(knowledge.texts[key])


def test_the_title_links_to_the_call_and_the_note_follows(knowledge: Knowledge) -> None:
    """The title of a call leads to its page; what must be known of a dated call is said after it."""
    text = said(knowledge, call(cloture=TODAY, lien="https://a.fr/b", note="Sur dossier."), NOW)
    assert text[0].link == "https://a.fr/b"
    assert readable(flat(text)).endswith("(aujourd'hui). (Sur dossier.)")


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
