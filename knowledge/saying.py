"""Why the same programmes come with other words: where each sentence is written, and what chose it."""

from collections.abc import Iterator
from dataclasses import dataclass

from knowledge.content import Knowledge
from knowledge.orientation import Conclusion
from knowledge.places import REASONS, Place, modifier_place, modifiers_place, programme_place
from knowledge.tracing import Trace
from knowledge.turning import Side, meant_otherwise, turned

Slot = tuple[str, str]
_VARIANT = "variantes"
_TREE = ("motif", "complement")


@dataclass(frozen=True)
class Sentence:
    """A sentence of a result: its text, the name of what it is, the modifier that chose it, its place."""

    text: str
    name: str
    place: Place
    modifier: str = ""


def said_otherwise(trace: Trace) -> tuple[Place, ...]:
    """Return what made the words other ones, for each sentence that is not the same."""
    before, after = dict(_sentences(trace.before)), dict(_sentences(trace.after))
    places = [
        _why(trace, slot, before.get(slot), after.get(slot))
        for slot in {**after, **before}
        if getattr(before.get(slot), "text", None) != getattr(after.get(slot), "text", None)
    ]
    return tuple(dict.fromkeys(places)) or (modifiers_place("ajustements"),)


def _why(trace: Trace, slot: Slot, old: Sentence | None, new: Sentence | None) -> Place:
    if old and new and (old.name, old.modifier) == (new.name, new.modifier):
        return new.place
    meaning = meant_otherwise(trace.before, trace.after)
    modifier = (new.modifier if new else "") or (old.modifier if old else "")
    if meaning or modifier:
        return meaning or trace.modifier(modifier)
    if slot[1] == _VARIANT:
        return _variant(trace, slot[0], new)
    written = (new or old or Sentence("", "", modifiers_place())).place
    return (turned(trace.before, trace.after) if slot[1] in _TREE else None) or written


def _variant(trace: Trace, programme: str, new: Sentence | None) -> Place:
    """Return what makes another variant fit: the variants themselves, else the facts that they look at."""
    was, now = (side.knowledge.programmes[programme].variants for side in (trace.before, trace.after))
    if was == now:
        found = (trace.asked(variant) for variant in now)
        return next((place for place in found if place), programme_place(programme, _VARIANT))
    ranks = [rank for rank, variant in enumerate(now) if variant not in was]
    if ranks:
        told = [rank for rank in ranks if new and new.text == now[rank].text]
        return programme_place(programme, _VARIANT, (told or ranks)[0])
    gone = next((rank for rank, variant in enumerate(was) if variant not in now), None)
    return programme_place(programme, _VARIANT, *(() if gone is None else (gone,)), now=gone is None)


def _sentences(side: Side) -> Iterator[tuple[Slot, Sentence]]:
    """Yield all that is said with a result, by programme and kind."""
    conclusion, lists = side.reached, side.reached.result.lists
    yield from _reason(side.knowledge, conclusion)
    for programme in lists.others:
        yield (programme, "role"), _claim(side.knowledge, programme, "en_autre")
    for programme in lists.later:
        kept = side.knowledge.programmes[programme].as_later
        yield (programme, "role"), _claim(side.knowledge, programme, "en_ensuite" if kept else "en_autre")
    for programme in (*lists.now, *lists.later):
        yield from _remarks(side.knowledge, conclusion, programme)
    if conclusion.leaf.assumed:
        place = Place("arbre/depart.yaml")
        yield ("", "motif"), Sentence(conclusion.leaf.assumed, conclusion.leaf.assumed, place)
    for adjustment in conclusion.result.played:
        if adjustment.contact_first:
            place = modifier_place(side.knowledge, adjustment.id, "contact_en_tete")
            yield ("", "contact_en_tete"), Sentence("oui", "contact_en_tete", place, adjustment.id)


def _reason(knowledge: Knowledge, conclusion: Conclusion) -> Iterator[tuple[Slot, Sentence]]:
    leaf, principal, cause = conclusion.leaf, conclusion.result.lists.principal, conclusion.result.cause
    if cause and cause.reason:
        yield (principal, "motif"), _named(knowledge, cause.reason, cause.id)
        return
    if principal == leaf.proposal.principal:
        yield (principal, "motif"), _named(knowledge, leaf.proposal.reason)
    else:
        elsewhere = knowledge.programmes[principal].reason_elsewhere
        yield (
            (principal, "motif"),
            _claim(knowledge, principal, "motif_ailleurs" if elsewhere else "en_autre"),
        )
    if leaf.added_reason:
        yield (principal, "complement"), _named(knowledge, leaf.added_reason)


def _remarks(knowledge: Knowledge, conclusion: Conclusion, programme: str) -> Iterator[tuple[Slot, Sentence]]:
    first = programme == conclusion.result.lists.principal
    entry = knowledge.programmes[programme]
    variant = entry.variant(conclusion.facts, first=first)
    if variant:
        place = programme_place(programme, _VARIANT, entry.variants.index(variant), "texte")
        yield (programme, _VARIANT), Sentence(variant.text, str(sorted(variant.when)), place)
    for adjustment in conclusion.result.played:
        targets = adjustment.remark_on
        if adjustment.remark and (programme in targets if targets else first):
            place = modifier_place(knowledge, adjustment.id, "remarque")
            yield (programme, adjustment.id), Sentence(adjustment.remark, "remarque", place, adjustment.id)


def _named(knowledge: Knowledge, reason: str, modifier: str = "") -> Sentence:
    return Sentence(knowledge.reasons[reason], reason, Place(REASONS, (reason,)), modifier)


def _claim(knowledge: Knowledge, programme: str, key: str) -> Sentence:
    entry = knowledge.programmes[programme]
    claims = {
        "en_autre": entry.as_other,
        "en_ensuite": entry.as_later,
        "motif_ailleurs": entry.reason_elsewhere,
    }
    claim = claims[key] or entry.as_other
    return Sentence(claim.text, key, programme_place(programme, key, "texte"))
