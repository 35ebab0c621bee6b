"""One turn: the knowledge, the session and the local time, and what follows from them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Generic, TypeVar

from dialogs.events import Answer
from dialogs.session import Session
from dialogs.text import Text, rich, typeset
from knowledge.content import Knowledge
from knowledge.entry import Facts
from knowledge.needed import Plan, planner
from knowledge.orientation import Orientation
from knowledge.questions import DEPARTMENT, REGION, Question
from knowledge.windows import instant

T = TypeVar("T")


class _Kept(Generic[T]):
    """What is worked out once for a turn.

    The `cached_property` of Python 3.11 makes every thread wait while one works out the property of another
    object: people would wait for the rehearsal of a content.
    """

    def __init__(self, work: "Callable[[Turn], T]") -> None:
        self._work = work

    def __get__(self, turn: "Turn", _: object = None) -> T:
        found = turn.__dict__[self._work.__name__] = self._work(turn)
        return found


@dataclass(frozen=True)
class Turn:
    """What pages are made from. `now` is the local time of the person."""

    knowledge: Knowledge
    session: Session
    now: datetime

    @property
    def answers(self) -> Facts:
        """The answers given so far."""
        return self.session.answers

    @property
    def region(self) -> str | None:
        """The region answered (INSEE code), or None."""
        return self.answers.get("region")

    @property
    def here(self) -> datetime:
        """The instant, in the time zone of the person."""
        return instant(self.knowledge, self.region, self.now)

    @_Kept
    def plan(self) -> Plan:
        """The next question, and the answers completed where no question is needed."""
        return planner(self.knowledge).plan(self.answers)

    @_Kept
    def orientation(self) -> Orientation | None:
        """The orientation, once no question is needed before it."""
        return planner(self.knowledge).settled(self.answers, self.now)

    @property
    def question(self) -> Question | None:
        """The question on screen: the one asked out of turn, else the next one."""
        name = self.session.focus or self.plan.question
        return self.knowledge.questions[name] if name else None

    @property
    def doubt(self) -> tuple[Answer, ...]:
        """The answers between which the person was asked to choose; that of before comes last."""
        return tuple(Answer(question, value) for question, value in self.session.choices)

    @property
    def doubtful(self) -> bool:
        """Whether there is a doubt to settle, before any other question; the content may know it no more."""
        known = self.knowledge.questions
        return bool(self.doubt) and all(
            c.question in known and self.knowledge.offers(c.question, c.value, self.answers)
            for c in self.doubt
        )

    @property
    def asked(self) -> Question | None:
        """The question that waits for an answer: that of a doubt, else the next one."""
        return self.knowledge.questions[self.doubt[0].question] if self.doubtful else self.question

    @_Kept
    def refinements(self) -> tuple[str, ...]:
        """The questions that would refine the result."""
        return planner(self.knowledge).refinements(self.answers, self.now)

    @property
    def new(self) -> bool:
        """Tell whether nothing was ever kept of the person, who was not told what would be."""
        session = self.session
        return session.blank and (session.seen is None or session.newcomer)

    def say(self, key: str, **values: str | Text) -> Text:
        """Return a text of the content with values in it."""
        return rich(self.knowledge.texts[key], **values)

    def label(self, key: str, **values: str) -> str:
        """Return a short text of the content, for a button."""
        text = typeset(self.knowledge.texts[key].format(**values))
        return text[:1].upper() + text[1:]

    def phrase(self, question: str, value: str, beside: Facts | None = None) -> str:
        """Say an answer as the person would: « une association », among her answers or others."""
        options = self.knowledge.choices(question, self.answers if beside is None else beside)
        return next((option.phrase for option in options if option.id == value), value)

    def said(self, answers: Facts | None = None) -> str:
        """Say the answers on one line, or others; not the département that is all of its region."""
        told = self.answers if answers is None else answers
        around = {**self.answers, **told}
        region = self.knowledge.regions.get(told.get(REGION, ""))
        twice = {DEPARTMENT} if region and len(region.departments) == 1 else set()
        return " · ".join(self.phrase(q, v, around) for q, v in told.items() if q not in twice)
