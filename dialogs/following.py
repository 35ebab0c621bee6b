"""What people ask to be told, and when they want nothing any more."""

from dataclasses import replace

from dialogs.courtesy import plainly
from dialogs.events import Follow, Message, Mute, Notify, Tap
from dialogs.lexicon import ARTICLES, Lexicon, lexicon
from dialogs.pages.alerting import alert_page, alerts_page, known, offered, telling, which_page
from dialogs.pages.current import Outcome, paged, with_session
from dialogs.pages.parts import onward
from dialogs.session import Alert
from dialogs.turn import Turn
from dialogs.words import Words, words
from knowledge.announcing import EVERY, RHYTHMS, Rhythm


def followed(turn: Turn, event: Follow | Notify | Mute) -> Outcome:
    """Show the alerts about a programme of a region; a rhythm is first added, or taken off."""
    session = turn.session
    right = known(turn, event.region, event.programme)
    if not right or (not isinstance(event, Follow) and event.rhythm not in RHYTHMS):
        return paged(turn, session, turn.say("bouton_perime"))
    if not isinstance(event, Follow):
        session = replace(session, alerts=changed(session.alerts, event))
    return session, (alert_page(with_session(turn, session), event.region, event.programme),)


def chosen(turn: Turn, text: str) -> Outcome | None:
    """Read which alert of the page of alerts is wanted: « tous », « le dla », « oui » to the only one."""
    words_of = lexicon(turn.knowledge)
    said = plainly(words_of, text)
    subjects = {button.label: button.event for button in offered(alerts_page(turn))}
    rhythms = _rhythms(turn, words_of, said)
    if rhythms or words_of.agreement(said) == "oui" or said in words_of.lists["politesse"]:
        wanted = [*subjects.values()]
    else:
        every = said in words_of.lists["toutes_les_alertes"]
        wanted = [
            e for label, e in subjects.items() if (_every(e) if every else _named(words_of, label, said))
        ]
    if len(wanted) > 1:
        return turn.session, (which_page(turn),)
    only = wanted[0] if wanted else None
    if not isinstance(only, Follow):
        return None
    telling_it = with_session(turn, turn.session.but(telling=(only.region, only.programme)))
    return (timed(telling_it, text) if rhythms else None) or followed(turn, only)


def timed(turn: Turn, text: str) -> Outcome | None:
    """Read when the person wants to be told, as she was just asked: « une fois par semaine », « tout »."""
    if turn.session.telling is None or not known(turn, *turn.session.telling):
        return None
    words_of, (region, programme) = lexicon(turn.knowledge), turn.session.telling
    said = plainly(words_of, text)
    shown = telling(alert_page(turn, region, programme))
    every = said in words_of.lists["toutes_les_alertes"]
    wanted = [*shown] if every else _rhythms(turn, words_of, said)
    alerts = turn.session.alerts
    for rhythm in wanted:
        alerts = changed(alerts, Notify(region, programme, rhythm)) if rhythm in shown else alerts
    if not shown.keys() & {*wanted}:
        return None
    session = replace(turn.session, alerts=alerts)
    return session, (alert_page(with_session(turn, session), region, programme),)


def _rhythms(turn: Turn, words_of: Lexicon, said: Words) -> list[Rhythm]:
    """Return the rhythms that a message says, if it says nothing else."""
    labelled = [rhythm for rhythm in RHYTHMS if said == words(turn.label(f"bouton_{rhythm}"))]
    wanted = labelled or [rhythm for rhythm in RHYTHMS if words_of.says(f"rythme_{rhythm}", said)]
    rest = said
    for rhythm in wanted:
        rest = () if labelled else words_of.without(f"rythme_{rhythm}", rest)
    around = words_of.hollow | words_of.empty | ARTICLES | words_of.small("autour_d_un_rythme")
    return wanted if {*rest} <= around - words_of.small("negation") else []


def _every(event: Tap) -> bool:
    return isinstance(event, Follow) and event.programme == EVERY


def _named(known_words: Lexicon, label: str, said: Words) -> bool:
    """Tell whether words are all those of a label, or some of them that say something."""
    told = {*said} - known_words.hollow - ARTICLES
    return bool(told) and {*said} - ARTICLES <= {*words(label)}


def changed(alerts: tuple[Alert, ...], event: Notify | Mute) -> tuple[Alert, ...]:
    """Return alerts with the one that is asked for, or without the one that is not wanted any more."""
    alert = {Alert(event.region, event.programme, event.rhythm)}
    return tuple(sorted({*alerts} | alert if isinstance(event, Notify) else {*alerts} - alert))


def silenced(turn: Turn) -> Outcome:
    """Take every alert off; when there is none, say so."""
    if not turn.session.alerts:
        return turn.session, (Message(turn.say("sans_alertes_deja"), ((onward(turn),),), beside=True),)
    session = replace(turn.session, alerts=())
    return session, (Message(turn.say("sans_alertes"), ((onward(turn),),), beside=True),)
