"""A broadcast as it would leave: the exact message, the people, and what deserves a look."""

from collections import Counter
from datetime import UTC, datetime

import pytest

from bot.packing import pack, unpack
from bot.sheet import Sheet, audience, message, shown, warnings
from dialogs.text import Span, flat
from knowledge.content import Knowledge
from storage.broadcasts import Broadcast, Stage

TUESDAY = datetime(2026, 11, 24, 10, tzinfo=UTC)


def broadcast(text: str = "Bonjour", regions: tuple[str, ...] | None = None, number: int = 1) -> Broadcast:
    """Return a draft."""
    return Broadcast(number, 1, regions, text, Stage.DRAFT, None, None, TUESDAY)


def warned(
    knowledge: Knowledge, made: Broadcast, now: datetime = TUESDAY, today: tuple[Broadcast, ...] = ()
) -> list[str]:
    """Return the warnings of a broadcast to one person of Bretagne."""
    return list(warnings(knowledge, made, {"53": 1}, now, list(today)))


def test_the_message_of_each_person(knowledge: Knowledge) -> None:
    """Stars make bold, an address is a link, braces are no value; it goes through the outbox unchanged."""
    made = message(knowledge, "*Lundi* {region} : https://ess.org/a.")
    assert made.text[0] == Span("Lundi", bold=True)
    assert Span("https://ess.org/a", link="https://ess.org/a") in made.text
    assert "(region)" in flat(made.text)
    assert unpack(pack(made)) == made


def test_an_ordinary_broadcast_has_no_warning(knowledge: Knowledge) -> None:
    """On a Tuesday at 11, a short text."""
    text = (
        "Bonjour. Voir https://www.ess-bretagne.org/appel, ou écrire à contact@ess.fr. S.C.O.P. bienvenues."
    )
    assert warned(knowledge, broadcast(text)) == []


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("Voir www.ess.fr.", "www.ess.fr"),
        ("Voir ess-bretagne.org/appel ce jour", "ess-bretagne.org/appel"),
        ("(tout est sur appels.ess.coop)", "appels.ess.coop"),
    ],
)
def test_an_address_without_a_scheme(knowledge: Knowledge, text: str, address: str) -> None:
    """It would be no link for us; it is shown."""
    (told,) = warned(knowledge, broadcast(text))
    assert told.rstrip(".").endswith(f"https:// : {address}")


def test_a_text_longer_than_a_screen(knowledge: Knowledge) -> None:
    """By its length, or by its lines."""
    for text in ("a" * 1000, "a\n" * 30):
        assert warned(knowledge, broadcast(text)) == ["Le texte ne tient pas sur un écran de téléphone."]


@pytest.mark.parametrize(
    ("regions", "others", "told"),
    [(None, ("93",), 1), (("53",), None, 1), (("53", "93"), ("93", "11"), 1), (("53",), ("93",), 0)],
)
def test_people_who_were_written_to_today(
    knowledge: Knowledge, regions: tuple[str, ...] | None, others: tuple[str, ...] | None, told: int
) -> None:
    """Another broadcast of the day, to regions in common."""
    today = (broadcast(regions=others, number=7), broadcast(regions=regions))
    found = warned(knowledge, broadcast(regions=regions), today=today)
    assert [line.endswith("vers ces régions : la 7.") for line in found] == [True] * told


def test_nobody_is_woken_and_it_is_said(knowledge: Knowledge) -> None:
    """Regions that wait for the same local time are told together, in their own hours."""
    sunday = datetime(2026, 11, 29, 10, tzinfo=UTC)
    (found,) = warnings(knowledge, broadcast(), {"53": 1, "93": 2, "04": 1}, sunday, [])
    assert found == (
        "C'est la nuit, un dimanche ou un jour férié. Départ demain, lundi 30 novembre à 9 h, heure locale : "
        "La Réunion, Bretagne, Provence-Alpes-Côte d'Azur."
    )
    assert len(list(warnings(knowledge, broadcast(), {}, sunday, []))) == 1


def test_people_are_counted_by_region(knowledge: Knowledge) -> None:
    """Regions chosen without anybody are said; a region that is gone is its code."""

    def told(regions: tuple[str, ...] | None, people: int, **counts: int) -> str:
        by_region = Counter({name.removeprefix("r"): count for name, count in counts.items()})
        sheet = Sheet(broadcast(regions=regions), message(knowledge, "a"), people, by_region, "0", ())
        return audience(knowledge, sheet)

    assert told(("53", "94"), 1, r53=1) == "1 personne : Bretagne 1, Corse 0."
    assert told(None, 0) == "0 personne."
    assert told(None, 2, r53=1, r99=1) == "2 personnes (toutes les régions) : Bretagne 1, 99 1."
    assert told(None, 1, r53=1, r94=1).endswith("reçoit un seul message.")


def test_the_page_holds_the_exact_text(knowledge: Knowledge) -> None:
    """The spans of the message are in it, as they are; then the warnings."""
    made = broadcast("*Lundi* à 9 h")
    sheet = Sheet(made, message(knowledge, made.text), 1, {"53": 1}, "0", ("Attention.",))
    text = shown(knowledge, sheet)
    first = text.index(Span("Lundi", bold=True))
    assert text[first : first + len(sheet.message.text)] == sheet.message.text
    assert flat(text).endswith("À savoir\n• Attention.")
