"""What is kept of a conversation: what the person said, never where she is."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from knowledge.entry import Facts
from knowledge.questions import PLACES, REGION


@dataclass(frozen=True, order=True)
class Alert:
    """Something that the person asked to be told: a region, a programme or `EVERY`, and a rhythm."""

    region: str
    programme: str
    rhythm: str


@dataclass(frozen=True)
class Session:
    """The answers in the order they were given, and the little that reading the next words needs.

    `focus` is a question asked out of turn, `misses` the misunderstandings in a row, `choices` the answers
    between which the person was last asked to choose, `guessed` whether none of them was said, `later` those
    of the same message that are still to be asked about, `previous` the answers before a restart, `seen` the
    local time of the last event, `clashes` the messages whose answers did not go together, `aside` whether
    what was shown last stands beside the page where the answers lead, `about` the programme that it was last
    about, `helped` whether all that can be written was told to who was not understood, `offering` whether
    the alerts that may be asked for were shown last, `telling` the region and the programme of which the
    rhythms were, `abroad` whether she said to be where there is no CRESS, and no region since, `promised`
    what was promised for when the region is known, `supposed` the answer that was last compared with those
    given, and may be taken.
    `alerts` are kept apart (they outlive the answers): they are no part of what `dump` writes. `asked` is
    what the person just asked about all that is kept of her (`confidentialite`, `donnees`, `supprimer`): only
    who keeps it can tell it all, and erase it. `newcomer` is whether somebody of whom nothing is kept
    was not told yet what would be.
    """

    answers: Facts = field(default_factory=dict)
    focus: str | None = None
    misses: int = 0
    choices: tuple[tuple[str, str], ...] = ()
    previous: Facts = field(default_factory=dict)
    seen: datetime | None = None
    clashes: int = 0
    later: tuple[tuple[str, str], ...] = ()
    aside: bool = False
    helped: bool = False
    offering: bool = False
    telling: tuple[str, str] | None = None
    abroad: bool = False
    about: str | None = None
    promised: str | None = None
    guessed: bool = False
    supposed: tuple[str, str] | None = None
    alerts: tuple[Alert, ...] = ()
    asked: str | None = field(default=None, compare=False)
    newcomer: bool = False

    def showing(self, programme: str) -> "Session":
        """Return the session once a page about a programme is shown: « it » is that one from now on."""
        return replace(self, aside=True, about=programme)

    @property
    def blank(self) -> bool:
        """Tell whether there is nothing worth keeping."""
        told = self.answers or self.previous or self.abroad or self.promised
        return not (told or self.focus or self.misses or self.choices or self.later or self.clashes)

    def but(self, **changes: object) -> "Session":
        """Return the session with changes, as `dataclasses.replace` does in four times as long.

        A turn makes two: they were a thirtieth of it (`benchmarks.turns`).
        """
        assert changes.keys() <= self.__dict__.keys(), changes  # noqa: S101
        other = object.__new__(Session)
        other.__dict__.update(self.__dict__, **changes)
        return other

    def answered(self, answers: Facts, given: Iterable[str] | None = None) -> "Session":
        """Return the session with these answers; a doubt stays about a question that is not among `given`."""
        stays = bool(self.choices and not self.guessed and given is not None and not self._about(given))
        abroad = self.abroad and REGION not in answers
        return (self.calm if stays else self.settled).but(answers=dict(answers), focus=None, abroad=abroad)

    def _about(self, given: Iterable[str]) -> bool:
        """Tell whether the doubt is about one of these questions."""
        about = {PLACES if question in PLACES else question for question, _ in self.choices}
        return not about.isdisjoint(PLACES if question in PLACES else question for question in given)

    @property
    def calm(self) -> "Session":
        """The session after something understood: a doubt is still to be settled, a guess is not."""
        if not self.misses:
            return self
        return replace(self, misses=0, choices=() if self.guessed else self.choices, guessed=False)

    @property
    def settled(self) -> "Session":
        """The session with nothing to choose between, and nothing that waits."""
        pending = self.misses or self.choices or self.later
        return replace(self, misses=0, choices=(), guessed=False, later=()) if pending else self


def dump(session: Session) -> dict[str, object]:
    """Return the session as plain data (JSON), without what is empty: most of it, in most sessions."""
    return {
        name: _WRITTEN[name](value) if name in _WRITTEN else value
        for name, value in session.__dict__.items()
        if value and name in _READ
    }


def load(data: Mapping[str, object], alerts: tuple[Alert, ...] = ()) -> Session:
    """Return the session that was dumped, with its alerts; `load(dump(session)) == session` without any.

    What is not as `dump` writes it is left out.
    """
    told = {name: _READ[name](value) for name, value in data.items() if name in _READ}
    return _BLANK.but(**told, alerts=alerts)


def _listed(pairs: Iterable[tuple[str, str]]) -> list[list[str]]:
    return [[question, value] for question, value in pairs]


def _pairs(data: object) -> tuple[tuple[str, str], ...]:
    return tuple((str(question), str(value)) for question, value in data) if isinstance(data, list) else ()


def _pair(data: object) -> tuple[str, str] | None:
    return next(iter(_pairs([data] if data else None)), None)


def _facts(data: object) -> Facts:
    return dict(_pairs(data))


def _text(data: object) -> str | None:
    return data if isinstance(data, str) else None


def _count(data: object) -> int:
    return data if isinstance(data, int) else 0


def _flag(data: object) -> bool:
    return data is True


_READ: Mapping[str, Callable[[object], object]] = {
    "answers": _facts,
    "focus": _text,
    "misses": _count,
    "clashes": _count,
    "choices": _pairs,
    "guessed": _flag,
    "supposed": _pair,
    "later": _pairs,
    "aside": _flag,
    "helped": _flag,
    "offering": _flag,
    "telling": _pair,
    "abroad": _flag,
    "about": _text,
    "promised": _text,
    "newcomer": _flag,
    "previous": _facts,
    "seen": lambda data: datetime.fromisoformat(data) if isinstance(data, str) else None,
}
"""What is kept, and how each is read again."""
_WRITTEN: Mapping[str, Callable[[Any], object]] = {
    **dict.fromkeys(("answers", "previous"), lambda facts: _listed(facts.items())),
    **dict.fromkeys(("choices", "later"), _listed),
    "seen": datetime.isoformat,
}
"""How what is no plain data is written."""
_BLANK = Session()
