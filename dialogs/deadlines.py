"""Deadlines in words: each type of call has its own sentence, its hours are those of the person."""

import re
from datetime import date, datetime
from typing import assert_never

from dialogs.text import Text, joined, link, rich
from knowledge.calls import Cancelled
from knowledge.content import Knowledge
from knowledge.dates import MONTHS, WEEKDAYS
from knowledge.entry import ADDRESS, Facts
from knowledge.upcoming import for_others, next_windows
from knowledge.windows import Window, instant

NOBODY: Facts = {}
"""No situation that is known."""
_URL = re.compile(ADDRESS)


def day(moment: date, year: int | None = None) -> str:
    """Say a day, with the hour when there is one: « jeudi 29 janvier 2026 à 18 h »; not of a year known."""
    number = "1er" if moment.day == 1 else str(moment.day)
    said = f"{WEEKDAYS[moment.weekday()]} {number} {MONTHS[moment.month - 1]}"
    return said + (f" {moment.year}" if moment.year != year else "") + _hour(moment)


def _hour(moment: date) -> str:
    if not isinstance(moment, datetime):
        return ""
    minutes = f" {moment.minute:02d}" if moment.minute else ""
    return f" à {moment.hour} h{minutes}"


def when(moment: date, now: datetime) -> str:
    """Say how far a day is: « aujourd'hui à 12 h », « demain, mardi 1er juin », « dans 3 jours, le … »."""
    days = moment.toordinal() - now.toordinal()
    if days == 0:
        return f"aujourd'hui{_hour(moment)}"
    said = day(moment, now.year)
    return f"demain, {said}" if days == 1 else f"dans {days} jours, le {said}"


def said(knowledge: Knowledge, window: Window, here: datetime) -> Text:
    """Say one window by the type of its call, at an instant, given in the time zone of the person."""
    texts, call = knowledge.texts, window.call
    title = link(call.title, call.link) if call.link else rich(call.title)
    if window.dated:
        return _dated(knowledge, window, title, here)
    match call.kind:
        case "recurrent":
            usual = rich(texts["appel_recurrent"], titre=title, habituel=call.usual or "")
            known = rich(texts["derniere_connue"], jour=day(call.last_known)) if call.last_known else ()
            return joined([usual, known], " ")
        case "permanent":
            return rich(texts["appel_permanent"])
        case "inconnu" | "ponctuel":
            return rich(texts["appel_inconnu"])
        case never:
            assert_never(never)


def listed(knowledge: Knowledge, window: Window, here: datetime) -> Text:
    """Say a window in a list, where a call without a date bears its name."""
    call = window.call
    if call.kind != "inconnu":
        return said(knowledge, window, here)
    title = link(call.title, call.link) if call.link else rich(call.title)
    return rich(knowledge.texts["appel_sans_date"], titre=title)


def _dated(knowledge: Knowledge, window: Window, title: Text, here: datetime) -> Text:
    """Say when it opens or closes, or that it is cancelled; what changed last; and what must be known."""
    call, revise = window.call, knowledge.texts["appel_revise"]
    changes = [rich(revise, jour=day(r.day, here.year), dit=r.told) for r in call.revisions[-1:]]
    note = rich(f"({call.note})") if call.note else ()
    return joined([_sentence(knowledge, window, title, here), *changes, note], " ")


def _sentence(knowledge: Knowledge, window: Window, title: Text, here: datetime) -> Text:
    texts = knowledge.texts
    opens, closes = (window.shown(moment, here) for moment in (window.opening, window.closing))
    local = texts["heure_locale"] if window.elsewhere(here) else "{moment}"

    def told(moment: date, words: str) -> str:
        return local.format(moment=words) if isinstance(moment, datetime) else words

    last = closes or opens
    if window.cancelled and last:
        gone, expected = _cancelled(knowledge, window.cancelled), told(last, day(last))
        reason = window.cancelled.reason
        return rich(texts["appel_annule"], titre=title, jour=expected, annulee=gone, motif=reason)
    if last and window.over(here):
        return rich(
            texts["appel_clos" if closes else "appel_a_ouvert"], titre=title, jour=told(last, day(last))
        )
    if closes and window.opened(here):
        return rich(texts["appel_ouvert"], titre=title, cloture=told(closes, when(closes, here)))
    opening = told(opens, when(opens, here)) if opens else ""
    if closes:
        closing = told(closes, day(closes, here.year))
        return rich(texts["appel_a_venir"], titre=title, ouverture=opening, cloture=closing)
    return rich(texts["appel_a_venir_sans_fin"], titre=title, ouverture=opening)


def _cancelled(knowledge: Knowledge, cancelled: Cancelled) -> Text:
    """Say that it is cancelled, with the page that says so; a source that is no address is not shown."""
    word = knowledge.texts["annulee"]
    return link(word, cancelled.source) if _URL.fullmatch(cancelled.source) else rich(word)


def deadline(
    knowledge: Knowledge, programme: str, region: str | None, now: datetime, facts: Facts = NOBODY
) -> list[Text]:
    """Say the deadlines of a programme at a local time, most certain first; unknown is said as unknown.

    `facts`: the situation of the person, for whom some calls are not.
    """
    here = instant(knowledge, region, now)
    windows = next_windows(knowledge, programme, region, now, for_others(knowledge, facts))
    sentences = dict.fromkeys(said(knowledge, window, here) for window in windows)
    return list(sentences) or [rich(knowledge.texts["appel_inconnu"])]
