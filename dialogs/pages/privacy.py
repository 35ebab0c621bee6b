"""Pages about what is kept of a person: what in general, what of her, and what was erased."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta

from dialogs.events import Message, Row
from dialogs.pages.alerting import alert_lines
from dialogs.pages.parts import act, human_contacts, onward
from dialogs.session import Session
from dialogs.text import Text, joined
from dialogs.turn import Turn


@dataclass(frozen=True)
class Delays:
    """How long things are kept: months after the last word, days after who left, who wrote, who copied.

    Nobody knows for the backups when it is None: they are made outside of this program.
    """

    words: int = 13
    departures: int = 30
    misses: int = 90
    backups: int | None = None


@dataclass(frozen=True)
class Held:
    """What is kept of a person: rows by table, those that stay whatever she asks, and her roles."""

    rows: Mapping[str, int]
    lasting: Mapping[str, int] = field(default_factory=dict)
    roles: tuple[str, ...] = ()

    @classmethod
    def of(cls, session: Session) -> "Held":
        """Return what a session alone says."""
        rows = {"chats": 0 if session.blank else 1, "subscriptions": len(session.alerts)}
        return cls({table: count for table, count in rows.items() if count})


def privacy_page(turn: Turn, delays: Delays) -> Message:
    """Say what is kept and what is not, why, how long, who answers for it, and what one may ask."""
    paragraphs = [
        turn.say("confidentialite", numero=_text(turn, "numero"), jour=_text(turn, "jour")),
        turn.say("confidentialite_garde"),
        turn.say("confidentialite_ecarte"),
        turn.say("confidentialite_pourquoi"),
        joined([_durations(turn, delays), _backups(turn, delays)], " "),
        joined([turn.say("confidentialite_qui"), human_contacts(turn)]),
        turn.say("confidentialite_droits"),
    ]
    rows = ((act(turn, "supprimer"),), (act(turn, "donnees"), onward(turn)))
    return Message(joined(paragraphs, "\n\n"), rows)


def _text(turn: Turn, name: str) -> str:
    return turn.knowledge.texts[f"confidentialite_{name}"]


def _durations(turn: Turn, delays: Delays) -> Text:
    words, departures, misses = delays.words, delays.departures, delays.misses
    return turn.say("confidentialite_duree", mois=str(words), depart=str(departures), phrases=str(misses))


def _backups(turn: Turn, delays: Delays) -> Text:
    if delays.backups is None:
        return turn.say("copies_inconnues")
    return turn.say("copies", jours=str(delays.backups))


def held_page(turn: Turn, held: Held) -> Message:
    """Say what is kept of the person."""
    if not held.rows and not held.lasting and not held.roles:
        return Message(turn.say("donnees_rien"), _around(turn))
    before = turn.session.previous
    alerts = alert_lines(turn)
    paragraphs = [
        turn.say("donnees"),
        turn.say("donnees_reponses", reponses=turn.said()) if turn.answers else (),
        turn.say("donnees_avant", reponses=turn.said(before)) if before else (),
        joined([turn.say("donnees_alertes"), *alerts]) if alerts else (),
        turn.say("donnees_roles", roles=", ".join(held.roles)) if held.roles else (),
        joined([turn.say("donnees_lignes"), *_counted(turn, {**held.rows, **held.lasting})]),
    ]
    return Message(joined(paragraphs, "\n\n"), ((act(turn, "supprimer"),), *_around(turn)))


def receipt_page(turn: Turn, held: Held, delays: Delays) -> Message:
    """Say what was erased, what stays, and until when copies of it are kept."""
    again = ((act(turn, "reprendre"),),)
    if not held.rows:
        rest = _lasting(turn, held)
        nothing = joined([turn.say("supprime_rien"), () if rest else turn.say("donnees_rien")], " ")
        return Message(joined([nothing, rest], "\n\n"), again)
    sent = turn.say("supprime_messages") if "outbox" in held.rows else ()
    paragraphs = [
        joined([turn.say("supprime"), *_counted(turn, held.rows), sent]),
        _lasting(turn, held),
        _expiry(turn, delays),
    ]
    return Message(joined(paragraphs, "\n\n"), again)


def _lasting(turn: Turn, held: Held) -> Text:
    """Say what stays: what was done with a role."""
    kept = joined(_counted(turn, held.lasting))
    return joined([turn.say("supprime_reste"), kept]) if kept else ()


def _expiry(turn: Turn, delays: Delays) -> Text:
    if delays.backups is None:
        return joined([turn.say("copies_inconnues"), human_contacts(turn)])
    last = turn.now + timedelta(days=delays.backups)
    return turn.say("supprime_copies", jour=last.strftime("%d/%m/%Y"))


def _counted(turn: Turn, rows: Mapping[str, int]) -> list[Text]:
    return [
        turn.say("donnees_ligne", quoi=turn.say(f"table_{table}"), nombre=str(count))
        for table, count in rows.items()
    ]


def _around(turn: Turn) -> tuple[Row, ...]:
    return ((act(turn, "confidentialite"), onward(turn)),)
