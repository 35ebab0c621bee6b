"""A broadcast as it would leave now: what people will get, how many they are, what deserves a look."""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from bot.clock import wall
from bot.hours import next_allowed
from dialogs.deadlines import when
from dialogs.events import Button, Do, Message
from dialogs.text import Text, bold, flat, joined, plain, rich
from knowledge.content import Knowledge
from knowledge.windows import timezone
from storage.batches import Phase
from storage.broadcasts import Broadcast, Stage
from storage.outbox import State

LINE, LINES = 40, 24
"""Characters of a line, and lines of a screen, of an ordinary phone."""
_NAKED = re.compile(
    r"(?<![\w@/.:-])(?:www\.)?[\w-]+(?:\.[\w-]+)*\.(?:fr|org|com|net|eu|coop|info|io)\b(?!@)[^\s,;)»]*"
)
STAGES = {
    Stage.DRAFT: "brouillon",
    Stage.PROPOSED: "à confirmer",
    Stage.CONFIRMED: "confirmée, en cours d'écriture",
    Stage.LEFT: "confirmée",
    Stage.DROPPED: "abandonnée",
}
"""Where a broadcast is, as operators read it."""


@dataclass(frozen=True)
class Sheet:
    """A broadcast, the message of each person, the people, by region too, its seal, and the warnings.

    Once it is confirmed, where its batch is, its messages by state, and those whose person is gone.
    """

    broadcast: Broadcast
    message: Message
    people: int
    counts: Mapping[str, int]
    seal: str
    warnings: tuple[str, ...]
    phase: Phase | None = None
    rows: Counter[State] = field(default_factory=Counter)
    gone: int = 0


def message(knowledge: Knowledge, text: str) -> Message:
    """Return what each person gets: the text, `*bold*` between stars, and a button that stops everything."""
    stop = Button(flat(rich(knowledge.texts["bouton_sans_alertes"])), Do("sans_alertes"))
    return Message(rich(text.replace("{", "(").replace("}", ")")), ((stop,),))


def shown(knowledge: Knowledge, sheet: Sheet) -> Text:
    """Return a broadcast as its author and administrators read it."""
    broadcast = sheet.broadcast
    head = joined([bold(f"Diffusion {broadcast.id}"), plain(f" : {STAGES[broadcast.state]}.")], "")
    told = [f"• {warning}" for warning in sheet.warnings]
    notes = joined([bold("À savoir"), *map(plain, told)]) if told else ()
    rule = plain("———")
    return joined([head, rule, sheet.message.text, rule, plain(audience(knowledge, sheet)), notes])


def audience(knowledge: Knowledge, sheet: Sheet) -> str:
    """Say who is reached: « 3 personnes : Bretagne 2, Corse 1. »."""
    chosen = sheet.broadcast.regions
    codes = sheet.counts if chosen is None else chosen
    regions = ", ".join(f"{_name(knowledge, code)} {sheet.counts.get(code, 0)}" for code in sorted(codes))
    where = f" (toutes les régions) : {regions}" if chosen is None else f" : {regions}"
    told = f"{_people(sheet.people)}{where if regions else ''}."
    if sum(sheet.counts.values()) > sheet.people:
        told += " Une personne inscrite dans plusieurs régions reçoit un seul message."
    return told


def _people(count: int) -> str:
    return f"{count} personne{'s' if count > 1 else ''}"


def warnings(
    knowledge: Knowledge,
    broadcast: Broadcast,
    counts: Mapping[str, int],
    now: datetime,
    today: list[Broadcast],
) -> Iterator[str]:
    """Yield what deserves a second look, at an instant; `today` are the broadcasts that left that day."""
    if not counts:
        yield "Personne n'a demandé d'alerte dans ces régions."
    if _lines(broadcast.text) > LINES:
        yield "Le texte ne tient pas sur un écran de téléphone."
    for address in _NAKED.findall(broadcast.text):
        yield f"Ce lien ne s'ouvrira peut-être pas, il lui manque https:// : {address}"
    for other in today:
        if other.id != broadcast.id and _meet(other.regions, broadcast.regions):
            yield f"Une diffusion est déjà partie aujourd'hui vers ces régions : la {other.id}."
    yield from _waits(knowledge, counts, now)


def _lines(text: str) -> int:
    return sum(max(1, -(-len(line) // LINE)) for line in text.splitlines())


def _meet(some: Collection[str] | None, others: Collection[str] | None) -> bool:
    return some is None or others is None or not set(some).isdisjoint(others)


def _waits(knowledge: Knowledge, regions: Iterable[str], now: datetime) -> Iterator[str]:
    """Say until when the messages wait, the regions that wait for the same local time together."""
    moments: dict[str, list[str]] = {}
    for code in sorted(regions):
        zone = timezone(knowledge, code)
        first = next_allowed(now, zone, code)
        if first > now:
            moments.setdefault(when(wall(zone, first), wall(zone, now)), []).append(_name(knowledge, code))
    for moment, names in moments.items():
        told = f"C'est la nuit, un dimanche ou un jour férié. Départ {moment}, heure locale"
        yield f"{told} : {', '.join(names)}."


def named(knowledge: Knowledge, found: Mapping[str, str]) -> list[str]:
    """Return a line a region: « Bretagne : … »."""
    return [f"{_name(knowledge, code)} : {told}" for code, told in found.items()]


def _name(knowledge: Knowledge, code: str) -> str:
    region = knowledge.regions.get(code)
    return region.name if region else code or "Région effacée avec la personne"
