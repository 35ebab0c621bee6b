"""`comparer`, told: what changes between two states of the content, in French for a terminal, and in JSON."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from bot.situations import Situations, number
from dialogs.deadlines import day
from knowledge.comparing import KINDS, Comparison, Group, compare, place_of
from knowledge.differences import NAMES, Difference
from knowledge.editions import Edition
from knowledge.fringes import Version
from knowledge.outcomes import Roles
from knowledge.places import Place

TITLES = {
    "orientations": "D'autres dispositifs, ou dans un autre ordre",
    "mots": "Les mêmes dispositifs, avec d'autres mots",
    "contacts": "D'autres contacts",
    "echeances": "D'autres appels ou échéances",
}
SHOWN, CUT = 5, 70


@dataclass(frozen=True, eq=False)
class Told:
    """A comparison, with both states in which its places are found."""

    before: Edition
    after: Edition
    now: datetime
    found: Comparison

    @classmethod
    def of(cls, before: Edition, after: Edition, now: datetime) -> "Told":
        """Compare two states as of a local time."""
        sides = [
            Version(edition.knowledge, {name: document.data for name, document in edition.documents.items()})
            for edition in (before, after)
        ]
        return cls(before, after, now, compare(sides[0], sides[1], now))

    @property
    def situations(self) -> Situations:
        """How situations are said."""
        return Situations(self.before.knowledge, self.after.knowledge)

    def as_json(self) -> dict[str, object]:
        """Return the comparison in its stable shape."""
        found = self.found
        kinds = {
            kind: {
                "situations": found.totals[kind],
                "groupes": [self._group_json(g) for g in found.groups[kind]],
            }
            for kind in KINDS
        }
        return {
            "situations": found.situations,
            "changees": found.changed,
            "nouvelles": _counted(found.new),
            "disparues": _counted(found.gone),
            **kinds,
            "valeurs": [
                {**self._place_json(place_of(d)), "sorte": d.kind, "avant": d.before, "apres": d.after}
                for d in found.values
            ],
        }

    def _place_json(self, place: Place) -> dict[str, object]:
        line, excerpt = self._line(place)
        side = "apres" if place.now else "avant"
        return {"fichier": place.file, "ligne": line, "cote": side, "extrait": excerpt}

    def _group_json(self, group: Group) -> dict[str, object]:
        return {
            "situations": group.situations,
            "cause": self._place_json(group.place),
            "reponses": {question: list(values) for question, values in group.shared.answers},
            "regions": list(group.shared.regions),
            "exact": group.shared.exact,
            "avant": _roles_json(group.before),
            "apres": _roles_json(group.after),
            "exemple": dict(group.example),
        }

    def text(self, *, whole: bool = False) -> str:
        """Say the comparison; without `whole`, the most frequent of each kind."""
        limit = None if whole else SHOWN
        parts = [self._head(), *(self._kind(kind, limit) for kind in KINDS), self._values(limit)]
        return "\n\n".join(part for part in parts if part)

    def _head(self) -> str:
        found = self.found
        if not found.values:
            return "Les deux contenus disent la même chose."
        lines = []
        if found.situations is None or not found.changed:
            lines.append("Aucune situation connue ne change.")
        else:
            verb = "change" if found.changed == 1 else "changent"
            of = number(found.situations)
            lines.append(f"{_situations(found.changed)} sur {of} {verb}, au {day(self.now.date())}.")
        for told, counts in (("nouvelle", found.new), ("disparue", found.gone)):
            for (question, value), count in counts.items():
                plural = "s" if count > 1 else ""
                lines.append(
                    f"{_situations(count)} {told}{plural} : {self.situations.answer(question, (value,))}."
                )
        return "\n".join(lines)

    def _kind(self, kind: str, limit: int | None) -> str:
        groups = self.found.groups[kind]
        if not groups:
            return ""
        lines = [f"{TITLES[kind]} : {_situations(self.found.totals[kind])}"]
        for group in groups[:limit]:
            lines += self._group(group)
        left = groups[len(groups[:limit]) :]
        if left:
            count = sum(group.situations for group in left)
            lines.append(
                f"  … et {_more(len(left), 'autre groupe')} ({_situations(count)}) : --tout les montre."
            )
        return "\n".join(lines)

    def _group(self, group: Group) -> Iterator[str]:
        said = self.situations
        among = "" if group.shared.exact else ", parmi"
        yield f"  {_situations(group.situations)}{among} : {said.shared(group.shared)}"
        for line in said.moves(group.before, group.after):
            yield f"    {line}"
        at, excerpt = self._line(group.place)
        gone = "" if group.place.now else ", ligne qui n'y est plus"
        yield f"    à cause de {group.place.file}:{at}{gone} « {excerpt} »"
        yield f"    par exemple : {said.example(group.example)}"

    def _values(self, limit: int | None) -> str:
        values = self.found.values
        if not values:
            return ""
        shown = values[: limit * 4 if limit else None]
        lines = [f"Dans les fichiers : {_more(len(values), 'différence')}", *map(self._value, shown)]
        left = len(values) - len(shown)
        return "\n".join([*lines, *([f"  … et {number(left)} de plus : --tout les montre."] if left else [])])

    def _value(self, difference: Difference) -> str:
        place = place_of(difference)
        line, _ = self._line(place)
        edition = self.after if place.now else self.before
        named = " › ".join(_named(edition.documents[place.file].data, place.path))
        told = {
            "ajout": f"ajouté, {_short(difference.after)}",
            "retrait": f"retiré, {_short(difference.before)}",
            "changement": f"{_short(difference.before)} → {_short(difference.after)}",
            "ordre": "dans un autre ordre",
        }
        return f"  {place.file}:{line} {named} : {told[difference.kind]}"

    def _line(self, place: Place) -> tuple[int, str]:
        """Return the line of a place, and what is written there."""
        document = (self.after if place.now else self.before).documents[place.file]
        line, _ = document.position(place.path)
        return line, _cut(document.line(line).strip())


def _named(data: object, path: tuple[str | int, ...]) -> Iterator[str]:
    """Say a path as an editor reads it: the entries of lists by their name, else by their rank."""
    for step in path:
        data = data[step] if isinstance(data, dict | list) else None  # type: ignore[index]
        name = _name(data)
        yield str(step) if isinstance(step, str) else name or f"n° {step + 1}"


def _name(entry: object) -> str:
    """Say which entry of a list it is: the answers of a case, or its own name; nothing when it has none."""
    if not isinstance(entry, dict):
        return ""
    if isinstance(entry.get("si"), list):
        return f"si {', '.join(entry['si'])}"
    return next((str(entry[key]) for key in NAMES if isinstance(entry.get(key), str)), "")


def _short(value: object) -> str:
    if isinstance(value, dict):
        return f"« {_cut(_name(value) or ', '.join(value))} »"
    if isinstance(value, list):
        return f"[{_cut(', '.join(item if isinstance(item, str) else '…' for item in value))}]"
    return f"« {_cut(str(value))} »"


def _cut(text: str) -> str:
    return text if len(text) <= CUT else text[: CUT - 1].rstrip() + "…"


def _situations(count: int) -> str:
    return _more(count, "situation")


def _more(count: int, name: str) -> str:
    words = name.split()
    return f"{number(count)} {' '.join(f'{word}s' for word in words) if count > 1 else name}"


def _roles_json(roles: Roles | None) -> dict[str, object] | None:
    if roles is None:
        return None
    return {"principal": roles.principal, "autres": list(roles.others), "ensuite": list(roles.later)}


def _counted(counts: Mapping[tuple[str, str], int]) -> list[dict[str, object]]:
    return [{"question": q, "reponse": value, "situations": count} for (q, value), count in counts.items()]
