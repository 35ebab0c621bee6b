"""A short way of writing a conversation: events in, what is said back."""

from dataclasses import dataclass, field
from datetime import datetime

from dialogs.events import Answer, Button, Event, Message, Reply, Say
from dialogs.session import Session
from dialogs.step import step
from dialogs.text import NBSP, THIN, flat
from dialogs.turn import Turn
from knowledge.content import Knowledge
from knowledge.entry import Facts

NOW = datetime.fromisoformat("2026-11-24T10:00")
NETWORK: dict[str, str] = {"statut": "association", "besoin": "reseau"}
"""Two answers after which the region is asked."""
RESULT = {**NETWORK, "region": "53", "adherent": "non"}
"""Answers that give a result, in Brittany, with nothing to refine."""
BRETON = {
    "statut": "association",
    "salaries": "oui",
    "besoin": "developper",
    "stade": "defini",
    "region": "53",
}
"""Answers whose principal support is the DLA, with the incubator and the CRESS beside."""
REFINABLE = {
    "statut": "association",
    "besoin": "financer",
    "region": "93",
    "salaries": "oui",
    "stade": "defini",
    "urgence": "oui",
}
"""Answers that give a result, in Provence, in an emergency, with questions to refine it."""


def readable(text: str) -> str:
    """Write the spaces and apostrophes as they are typed, so that tests are easy to write."""
    return text.replace(NBSP, " ").replace(THIN, " ").replace("’", "'")


@dataclass
class Talk:
    """A conversation with one person; `replies` are the last ones."""

    knowledge: Knowledge
    session: Session = field(default_factory=Session)
    now: datetime = NOW
    replies: tuple[Reply, ...] = ()

    def take(self, *events: Event) -> "Talk":
        """Take some events, one after the other."""
        for event in events:
            self.session, self.replies = step(self.knowledge, self.session, event, self.now)
        return self

    def say(self, *texts: str) -> "Talk":
        """Type some texts, one after the other."""
        return self.take(*(Say(text) for text in texts))

    def answer(self, answers: Facts) -> "Talk":
        """Tap some answers, one after the other."""
        return self.take(*(Answer(question, value) for question, value in answers.items()))

    def tap(self, label: str) -> "Talk":
        """Tap a button of the last replies, by its label."""
        return self.take(next(button.event for button in self.buttons if readable(button.label) == label))

    @property
    def turn(self) -> Turn:
        """The turn as it stands."""
        return Turn(self.knowledge, self.session, self.now)

    @property
    def messages(self) -> tuple[Message, ...]:
        """The messages of the last replies."""
        return tuple(reply for reply in self.replies if isinstance(reply, Message))

    @property
    def buttons(self) -> tuple[Button, ...]:
        """The buttons of the last replies, in order."""
        return tuple(button for message in self.messages for row in message.rows for button in row)

    @property
    def labels(self) -> tuple[str, ...]:
        """The labels of the last replies."""
        return tuple(readable(button.label) for button in self.buttons)

    @property
    def text(self) -> str:
        """The text of the last replies, with plain spaces and apostrophes."""
        return readable("\n\n".join(flat(message.text) for message in self.messages))

    @property
    def answers(self) -> dict[str, str]:
        """The answers kept."""
        return dict(self.session.answers)


def told(knowledge: Knowledge, answers: Facts, now: datetime = NOW) -> Talk:
    """Return the conversation of somebody who gave some answers."""
    return Talk(knowledge, Session(answers=dict(answers)), now)
