"""The modifiers at work: applied in the order of the file, after the tree and the zone."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from knowledge.adjustments import Action, Adjustment
from knowledge.content import Knowledge
from knowledge.entry import Facts
from knowledge.lists import Lists
from knowledge.upcoming import next_windows
from knowledge.windows import instant
from knowledge.zones import CHAMBER, here


@dataclass(frozen=True)
class Adjusted:
    """The lists after the modifiers, the modifiers that played, in order, and who chose the first place.

    `cause` is the last modifier that changed the principal support, or put the same one first, or None.
    `left` are the lists as each of `played` left them.
    """

    lists: Lists
    played: tuple[Adjustment, ...]
    cause: Adjustment | None
    left: tuple[Lists, ...] = ()


def pending(knowledge: Knowledge, programme: str, region: str | None, now: datetime | None) -> bool:
    """Tell whether nothing shows that a programme can be joined: state unknown or no session to come."""
    entry = knowledge.programmes[programme]
    if entry.state != "ouvert" or now is None:
        return entry.state != "ouvert"
    windows = next_windows(knowledge, programme, region, now)
    return not any(window.live or window.call.kind == "permanent" for window in windows)


def adjusted(knowledge: Knowledge, lists: Lists, facts: Facts, now: datetime | None) -> Adjusted:
    """Apply the modifiers; `now` None leaves the sessions out (they never change the first place)."""
    played: list[Adjustment] = []
    left: list[Lists] = []
    cause: Adjustment | None = None
    for adjustment in knowledge.modifiers.holding(facts):
        if _concerns(knowledge, adjustment, lists, facts, now):
            before = lists.principal
            lists = _acted(knowledge, adjustment, lists, facts)
            played.append(adjustment)
            left.append(lists)
            confirmed = any(action.first == before for action in adjustment.actions)
            cause = adjustment if confirmed or lists.principal != before else cause
    return Adjusted(_without_stopped(knowledge, lists).tidy(), tuple(played), cause, tuple(left))


def _concerns(
    knowledge: Knowledge, adjustment: Adjustment, lists: Lists, facts: Facts, now: datetime | None
) -> bool:
    if adjustment.principal and lists.principal not in adjustment.principal:
        return False
    if not (_listed(adjustment.among, lists.now) and _listed(adjustment.in_later, lists.later)):
        return False
    region = facts.get("region")
    if adjustment.open_edition and not open_edition(knowledge, adjustment.open_edition, region, now):
        return False
    if not adjustment.pending:
        return True
    waiting = [p for p in adjustment.pending if p in (*lists.now, *lists.later)]
    return any(pending(knowledge, p, region, now) for p in waiting)


def _listed(wanted: tuple[str, ...], programmes: tuple[str, ...]) -> bool:
    """Tell whether one of some programmes is in a list; nothing wanted is always there."""
    return not wanted or not set(wanted).isdisjoint(programmes)


def open_edition(knowledge: Knowledge, programme: str, region: str | None, now: datetime | None) -> bool:
    """Tell whether a dated call of a programme is open in a region at a local time."""
    if now is None:
        return False
    at = instant(knowledge, region, now)
    return any(window.running(at) for window in next_windows(knowledge, programme, region, now))


def _acted(knowledge: Knowledge, adjustment: Adjustment, lists: Lists, facts: Facts) -> Lists:
    for action in adjustment.actions:
        lists = _act(action, lists, adjustment.relief, lambda p: here(knowledge, p, facts))
    return lists


def _act(action: Action, lists: Lists, relief: tuple[str, ...], local: Callable[[str], str | None]) -> Lists:
    if action.swap:
        return lists.swapped(*action.swap)
    if action.replace:
        others = tuple(p for p in (local(p) for p in action.replace.others) if p)
        return Lists(action.replace.principal, others)
    if action.remove or action.postpone:
        return _withdrawn(lists, action, relief)
    if action.first_later:
        added = local(action.first_later)
        return lists if added in {None, CHAMBER} else lists._replace(later=(str(added), *lists.later))
    return _placed(action, lists, local)


def _withdrawn(lists: Lists, action: Action, relief: tuple[str, ...]) -> Lists:
    gone = action.remove or action.postpone or ()
    kept = tuple(p for p in lists.later if p not in gone)
    postponed = tuple(p for p in action.postpone or () if p in (*lists.now, *lists.later))
    return lists.without(gone, relief)._replace(later=(*postponed, *kept))


def _placed(action: Action, lists: Lists, local: Callable[[str], str | None]) -> Lists:
    moves: tuple[tuple[str | None, Callable[[str], Lists]], ...] = (
        (action.first, lists.first),
        (action.first_other, lists.first_other),
        (action.last_other, lists.last_other),
        (action.if_room, lists.if_room),
    )
    for programme, move in moves:
        if programme:
            added = local(programme)
            return move(added) if added else lists
    after = action.after
    placed = local(after.programme) if after else None
    return lists.placed_after(placed, after.marks) if after and placed else lists


def _without_stopped(knowledge: Knowledge, lists: Lists) -> Lists:
    """Take off what has stopped (rule M09); membership never takes a first place thus freed."""
    gone = tuple(p for p in (*lists.now, *lists.later) if knowledge.programmes[p].state == "arrete")
    if not gone:
        return lists
    heirs = tuple(p for p in lists.others if p not in gone)[:1]
    relief = heirs if heirs and heirs[0] != "adhesion" else (CHAMBER,)
    kept = tuple(p for p in lists.later if p not in gone)
    return lists.without(gone, relief)._replace(later=kept)
