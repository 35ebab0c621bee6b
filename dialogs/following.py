"""What people ask to be told, and when they want nothing any more."""

from dataclasses import replace

from dialogs.events import Follow, Message, Mute, Notify
from dialogs.pages.alerting import alert_page, known
from dialogs.pages.current import Outcome, paged, with_session
from dialogs.pages.parts import onward
from dialogs.session import Alert
from dialogs.turn import Turn
from knowledge.announcing import RHYTHMS


def followed(turn: Turn, event: Follow | Notify | Mute) -> Outcome:
    """Show the alerts about a programme of a region; a rhythm is first added, or taken off."""
    session = turn.session
    right = known(turn, event.region, event.programme)
    if not right or (not isinstance(event, Follow) and event.rhythm not in RHYTHMS):
        return paged(turn, session, turn.say("bouton_perime"))
    if not isinstance(event, Follow):
        session = replace(session, alerts=changed(session.alerts, event))
    return session, (alert_page(with_session(turn, session), event.region, event.programme),)


def changed(alerts: tuple[Alert, ...], event: Notify | Mute) -> tuple[Alert, ...]:
    """Return alerts with the one that is asked for, or without the one that is not wanted any more."""
    alert = {Alert(event.region, event.programme, event.rhythm)}
    return tuple(sorted({*alerts} | alert if isinstance(event, Notify) else {*alerts} - alert))


def silenced(turn: Turn) -> Outcome:
    """Take every alert off."""
    session = replace(turn.session, alerts=())
    return session, (Message(turn.say("sans_alertes"), ((onward(turn),),), beside=True),)
