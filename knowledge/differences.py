"""What differs between two states of the files, value by value, whatever moved around it."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

Path_ = tuple[str | int, ...]
Kind = Literal["ajout", "retrait", "changement", "ordre"]
NAMES = ("ajustement", "appel", "question", "scenario", "id", "nom")
"""Keys under which an entry of a list says who it is, so that it is found again wherever it went."""


@dataclass(frozen=True)
class Difference:
    """A value that was added, taken away, changed, or entries put in another order.

    `path` is where it is now, `old_path` where it was; the one that does not exist is that of its list.
    """

    file: str
    kind: Kind
    old_path: Path_
    path: Path_
    before: object = None
    after: object = None


@dataclass(frozen=True)
class _Place:
    file: str
    old: Path_ = ()
    new: Path_ = ()

    def below(self, old: str | int | None, new: str | int | None) -> "_Place":
        """Return the place of a value below, on the sides where it exists."""
        return _Place(
            self.file,
            self.old if old is None else (*self.old, old),
            self.new if new is None else (*self.new, new),
        )

    def found(self, kind: Kind, before: object = None, after: object = None) -> Difference:
        return Difference(self.file, kind, self.old, self.new, before, after)


def differences(before: Mapping[str, object], after: Mapping[str, object]) -> tuple[Difference, ...]:
    """Compare the data of files, by name; in the order of the files, then of what is written in them."""
    found: list[Difference] = []
    for file in sorted(before.keys() | after.keys()):
        place = _Place(file)
        if file not in before:
            found.append(place.found("ajout", after=after[file]))
        elif file not in after:
            found.append(place.found("retrait", before=before[file]))
        else:
            found += _values(place, before[file], after[file])
    return tuple(found)


def _values(place: _Place, before: object, after: object) -> Iterator[Difference]:
    if before == after:
        return
    if isinstance(before, dict) and isinstance(after, dict):
        yield from _keys(place, before, after)
    elif isinstance(before, list) and isinstance(after, list):
        names, new_names = _names(before), _names(after)
        if names and new_names:
            yield from _named(place, names, new_names)
        else:
            yield from _listed(place, before, after)
    else:
        yield place.found("changement", before, after)


def _keys(place: _Place, before: dict[str, object], after: dict[str, object]) -> Iterator[Difference]:
    for key, value in after.items():
        if key in before:
            yield from _values(place.below(key, key), before[key], value)
        else:
            yield place.below(None, key).found("ajout", after=value)
    for key, value in before.items():
        if key not in after:
            yield place.below(key, None).found("retrait", before=value)


def _names(entries: list[object]) -> dict[str, tuple[int, object]]:
    """Return the entries with their rank, by name; nothing when one has no name, or the name of another."""
    named: dict[str, tuple[int, object]] = {}
    for rank, entry in enumerate(entries):
        keys = [key for key in NAMES if isinstance(entry, dict) and isinstance(entry.get(key), str)]
        if not keys or not isinstance(entry, dict) or entry[keys[0]] in named:
            return {}
        named[entry[keys[0]]] = rank, entry
    return named


def _named(
    place: _Place, before: dict[str, tuple[int, object]], after: dict[str, tuple[int, object]]
) -> Iterator[Difference]:
    gone = {rank: entry for name, (rank, entry) in before.items() if name not in after}
    for name, (rank, entry) in after.items():
        if name in before:
            yield from _values(place.below(before[name][0], rank), before[name][1], entry)
        elif rank in gone:  # it took the place of one that is gone: it is the same one, under another name
            yield from _values(place.below(rank, rank), gone.pop(rank), entry)
        else:
            yield place.below(None, rank).found("ajout", after=entry)
    for rank, entry in gone.items():
        yield place.below(rank, None).found("retrait", before=entry)
    kept, now = [name for name in before if name in after], [name for name in after if name in before]
    if kept != now:
        yield place.found("ordre", kept, now)


def _listed(place: _Place, before: list[object], after: list[object]) -> Iterator[Difference]:
    """Compare lists without names: what is equal is found again, what took its place is paired in order."""
    old, new = ([json.dumps(item, sort_keys=True) for item in items] for items in (before, after))
    for tag, i, end, j, stop in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        paired = min(end - i, stop - j) if tag == "replace" else 0
        for step in range(paired):
            yield from _values(place.below(i + step, j + step), before[i + step], after[j + step])
        if tag != "equal":
            for rank in range(i + paired, end):
                yield place.below(rank, None).found("retrait", before=before[rank])
            for rank in range(j + paired, stop):
                yield place.below(None, rank).found("ajout", after=after[rank])
