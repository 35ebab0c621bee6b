"""The closed vocabulary of a conversation: what people do, and what is said back."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cached_property

from dialogs.text import Text, joined
from knowledge.regions import Contact


@dataclass(frozen=True)
class Start:
    """The conversation is opened; `payload` comes from a deep link (`r93`, or a programme)."""

    payload: str = ""


@dataclass(frozen=True)
class Answer:
    """A question gets an answer."""

    question: str
    value: str


@dataclass(frozen=True)
class Answers:
    """Several questions get their answer at once."""

    answers: tuple[Answer, ...]


@dataclass(frozen=True)
class Say:
    """Something is typed."""

    text: str


@dataclass(frozen=True)
class Media:
    """Something that is not a new text arrives: a picture, a voice, or an old message that was edited."""

    edited: bool = False


@dataclass(frozen=True)
class Change:
    """A question is asked for again: to correct an answer, or to refine the result."""

    question: str


@dataclass(frozen=True)
class Details:
    """More is asked about a programme."""

    programme: str


@dataclass(frozen=True)
class Sources:
    """Where the information on a programme comes from is asked."""

    programme: str


@dataclass(frozen=True)
class Card:
    """The contact card for a programme is asked."""

    programme: str


@dataclass(frozen=True)
class Dates:
    """The deadlines of a programme are asked, to keep in an agenda."""

    programme: str


@dataclass(frozen=True)
class Define:
    """The meaning of a word is asked."""

    term: str


@dataclass(frozen=True)
class Follow:
    """The alerts about a programme of a region, or about all of them, are asked for."""

    region: str
    programme: str


@dataclass(frozen=True)
class Notify:
    """An alert is asked for."""

    region: str
    programme: str
    rhythm: str


@dataclass(frozen=True)
class Mute:
    """An alert is not wanted any more; no tap undoes the one before, since it may be received twice."""

    region: str
    programme: str
    rhythm: str


@dataclass(frozen=True)
class Do:
    """One of the few things that can be done at any moment; see `ACTS`."""

    act: str


ACTS = (
    "retour", "recommencer", "reprendre", "aide", "humain", "recapitulatif", "resultat", "preciser",
    "annuler", "alertes", "sans_alertes", "confidentialite", "donnees", "supprimer", "autre_reponse",
)  # fmt: skip

Tap = Answer | Change | Details | Sources | Card | Dates | Define | Follow | Notify | Mute | Do
Event = Start | Answers | Say | Media | Tap


@dataclass(frozen=True)
class Button:
    """A button, and the event it raises."""

    label: str
    event: Tap


Row = tuple[Button, ...]
_BACK = frozenset({Do("reprendre"), Do("resultat")})


@dataclass(frozen=True)
class Message:
    """A text with its buttons, row by row; `beside` leaves the message whose button was tapped as it is."""

    text: Text
    rows: tuple[Row, ...] = ()
    beside: bool = False

    def __hash__(self) -> int:
        return self._hash

    @cached_property
    def _hash(self) -> int:
        """Computed once: a page that is remembered is shown, and looked up, many times."""
        return hash((self.text, self.rows, self.beside))

    @cached_property
    def aside(self) -> bool:
        """Whether it stands beside the page where the answers lead: a button leads back there."""
        return any(button.event in _BACK for row in self.rows for button in row)


@dataclass(frozen=True)
class ContactCard:
    """A contact to keep in the phone."""

    contact: Contact


@dataclass(frozen=True)
class Appointment:
    """A date of an agenda: `moment` is a day, or an instant (UTC). `sequence` rises each time it changes."""

    uid: str
    sequence: int
    title: str
    told: str
    moment: date
    cancelled: bool = False
    link: str | None = None


@dataclass(frozen=True)
class Agenda:
    """Dates to keep in an agenda, and the instant at which they were read."""

    name: str
    dates: tuple[Appointment, ...]
    made: datetime


@dataclass(frozen=True)
class Document:
    """A text to keep as a file: its name, what it is, what it says."""

    name: str
    caption: str
    content: str


Reply = Message | ContactCard | Agenda | Document


def tells(replies: tuple[Reply, ...], told: Text) -> bool:
    """Tell whether a text is in one of the messages that are sent."""
    return any(isinstance(reply, Message) and {*told} <= {*reply.text} for reply in replies)


def noticed(notice: Text, replies: tuple[Reply, ...]) -> tuple[Reply, ...]:
    """Put a notice above replies: in the first one, or before it when it is no message."""
    first, *others = replies
    if isinstance(first, Message):
        return (replace(first, text=joined([notice, first.text], "\n\n")), *others)
    return (Message(notice), *replies)
