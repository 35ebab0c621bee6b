"""One turn, whole: load the session, step, save. Adapters send what comes out.

Nothing is awaited between loading and saving, so that the event loop is the lock, and the answer is kept
before anything is sent.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.audience import Audience
from bot.clock import Clock, local
from bot.hours import place, together
from bot.privacy import ERASE, HELD, Privacy
from dialogs.events import Event, Message, Reply, Say
from dialogs.pages.current import page
from dialogs.renewing import renewed
from dialogs.session import Session, dump
from dialogs.session import load as revive
from dialogs.step import step
from dialogs.text import Text, rich
from dialogs.turn import Turn
from dialogs.words import fold
from knowledge.contacts import human
from knowledge.content import Knowledge
from knowledge.entry import Facts
from knowledge.regions import Contact
from storage.misses import Misses
from storage.sessions import Sessions

PAUSE = timedelta(minutes=10)
"""Silence after which a person who was answering questions may be written to."""
PASSING = 500
"""People of whom nothing is kept, and who are remembered: the last who came."""
_NOBODY = Session()


@dataclass
class Assistant:
    """The conversation behind every adapter; unless its data are `lasting`, what must last is refused.

    `passing` is who comes and of whom nothing is kept, in memory only: what each was just told.
    """

    knowledge: Knowledge
    sessions: Sessions
    misses: Misses
    audience: Audience
    clock: Clock
    privacy: Privacy = field(default_factory=Privacy)
    lasting: bool = True
    passing: dict[int, Session] = field(default_factory=dict, repr=False)

    def turn(self, chat: int, event: Event) -> tuple[Reply, ...]:
        """Take an event of a chat and return what to say; all that it changes is kept by then, or nothing."""
        with self.sessions.together():
            after, replies = self._turn(chat, event)
        self._pass_by(chat, after)
        return replies

    def _turn(self, chat: int, event: Event) -> tuple[Session, tuple[Reply, ...]]:
        session = self.session(chat)
        instant = self.clock()
        now = local(self.knowledge, session.answers, instant)
        after, replies = step(self.knowledge, session, event, now)
        if not self.lasting and (after.asked in {ERASE, HELD} or after.alerts != session.alerts):
            return session, (Message(rich(self.knowledge.texts["memoire_refus"])),)
        if after.asked == ERASE:
            erased = self.audience.people.forget(chat, instant)
            replies = self.privacy.receipt(Turn(self.knowledge, session, now), erased)
        self._keep(chat, session, after, instant)
        if isinstance(event, Say) and after.misses > session.misses:
            question = Turn(self.knowledge, after, now).question
            self.misses.note(question.id if question else None, fold(event.text), chat, now.date())
        if after.asked and after.asked != ERASE:
            turn = Turn(self.knowledge, after, now)
            replies = self.privacy.told(turn, after.asked, chat, self.audience.people, instant)
        return after, replies

    def _keep(self, chat: int, before: Session, after: Session, instant: datetime) -> None:
        """Keep what changed; a session in which there is nothing is not kept."""
        if not after.blank:
            self.sessions.save(chat, dump(after), instant)
        elif not before.blank:
            self.sessions.forget(chat)
        if after.alerts != before.alerts:
            self.audience.keep(chat, after.alerts, instant)

    def _pass_by(self, chat: int, session: Session) -> None:
        """Remember, until others come, what somebody was just told of whom nothing is kept.

        Nothing of who had all erased, or just read that there is nothing.
        """
        self.passing.pop(chat, None)
        if session.blank and session.asked not in {ERASE, HELD}:
            self.passing[chat] = session.but(asked=None)
        if len(self.passing) > PASSING:
            del self.passing[next(iter(self.passing))]

    def met(self, chat: int, *, present: bool) -> None:
        """Note that a chat may be written to, or may not any more: that is stopping its alerts."""
        if present:
            self.audience.people.back(chat)
        else:
            self.passing.pop(chat, None)
            self.audience.leave(chat, self.clock())

    def busy(self, chat: int) -> datetime | None:
        """Return until when a chat must not be interrupted.

        Somebody is answering questions, or just was; or it has become night where she asked to be told, while
        the message waited.
        """
        session, instant = self.session(chat), self.clock()
        regions = {alert.region for alert in session.alerts}
        morning = together(instant, [place(self.knowledge, region) for region in regions])
        if morning > instant:
            return morning
        now = local(self.knowledge, session.answers, instant)
        quiet = now - session.seen if session.seen else PAUSE
        if not session.answers or quiet >= PAUSE or Turn(self.knowledge, session, now).question is None:
            return None
        return instant + PAUSE - quiet

    def session(self, chat: int) -> Session:
        """Return the session of a chat, blank when nothing is kept."""
        data = self.sessions.load(chat)
        alerts = self.audience.alerts(chat)
        return revive(data, alerts) if data else self.passing.get(chat, _NOBODY).but(alerts=alerts)

    def here(self, chat: int, notice: Text) -> Message:
        """Return the page where a chat is, with a notice above; nothing is changed nor kept."""
        session, _ = renewed(self.knowledge, self.session(chat))
        now = local(self.knowledge, session.answers, self.clock())
        return page(Turn(self.knowledge, session, now), notice)

    def contact(self, answers: Facts) -> Contact:
        """Return somebody to call, for somebody we could not answer."""
        return next(reach.contact for reach in human(self.knowledge, answers) if reach.contact.reachable)
