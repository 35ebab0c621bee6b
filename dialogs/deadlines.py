"""Deadlines in words: each type of call has its own sentence."""

from datetime import date, datetime
from typing import assert_never

from dialogs.text import Text, joined, link, rich
from knowledge.calls import Call, last_instant, next_calls
from knowledge.content import Knowledge

_DAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
_MONTHS = (
    "janvier", "février", "mars", "avril", "mai", "juin",
    "juillet", "août", "septembre", "octobre", "novembre", "décembre",
)  # fmt: skip


def day(moment: date) -> str:
    """Say a day, with the hour when there is one: « jeudi 29 janvier 2026 à 18 h »."""
    number = "1er" if moment.day == 1 else str(moment.day)
    said = f"{_DAYS[moment.weekday()]} {number} {_MONTHS[moment.month - 1]} {moment.year}"
    if not isinstance(moment, datetime):
        return said
    minutes = f" {moment.minute:02d}" if moment.minute else ""
    return f"{said} à {moment.hour} h{minutes}"


def distance(moment: date, now: datetime) -> str:
    """Say how far a day is: « aujourd'hui », « demain », « dans 12 jours »."""
    days = (last_instant(moment).date() - now.date()).days
    return {0: "aujourd'hui", 1: "demain"}.get(days, f"dans {days} jours")


def said(knowledge: Knowledge, call: Call, now: datetime) -> Text:
    """Say one call by its type."""
    texts = knowledge.texts
    title = link(call.title, call.link) if call.link else rich(call.title)
    match call.kind:
        case "ponctuel":
            sentence = _dated(knowledge, call, title, now)
        case "recurrent":
            sentence = rich(texts["appel_recurrent"], titre=title, habituel=call.usual or "")
        case "permanent":
            sentence = rich(texts["appel_permanent"])
        case "inconnu":
            sentence = rich(texts["appel_inconnu"])
        case never:
            assert_never(never)
    return joined([sentence, rich(f"({call.note})") if call.note and call.kind == "ponctuel" else ()], " ")


def _dated(knowledge: Knowledge, call: Call, title: Text, now: datetime) -> Text:
    texts = knowledge.texts
    closes = day(call.closes) if call.closes else texts["cloture_inconnue"]
    left = distance(call.closes, now) if call.closes else "?"
    if call.opens and not (call.opened(now) and call.closes):
        return rich(texts["appel_a_venir"], titre=title, ouverture=day(call.opens), cloture=closes)
    return rich(texts["appel_ouvert"], titre=title, cloture=closes, reste=left)


def deadline(knowledge: Knowledge, programme: str, region: str | None, now: datetime) -> list[Text]:
    """Say the deadlines of a programme, most certain first; unknown is said as unknown."""
    calls = next_calls(knowledge.calls, programme, region, now)
    sentences = dict.fromkeys(said(knowledge, call, now) for call in calls)
    return list(sentences) or [rich(knowledge.texts["appel_inconnu"])]
