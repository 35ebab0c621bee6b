"""What operators read about what is sent: the end of a batch, a batch that was stopped, what is in doubt."""

from collections import Counter

from storage.batches import Batch, Phase
from storage.outbox import State

_NAMES = {
    State.WAITING: ("à envoyer", "à envoyer"),
    State.LEAVING: ("en cours", "en cours"),
    State.SENT: ("envoyé", "envoyés"),
    State.DROPPED: ("abandonné", "abandonnés"),
    State.DOUBTFUL: ("douteux", "douteux"),
    State.CANCELLED: ("annulé", "annulés"),
}
STATES = {
    Phase.PREPARING: "en préparation",
    Phase.RUNNING: "en cours",
    Phase.PAUSED: "en pause",
    Phase.STOPPED: "arrêté",
    Phase.CANCELLED: "annulé",
    Phase.DONE: "fini",
}
"""Where a batch is, as operators read it."""


def tally(counts: Counter[State], gone: int) -> str:
    """Say how many rows are in each state: « 950 envoyés, 50 abandonnés ; personne partie : 48 »."""
    rows = ((counts[state], names) for state, names in _NAMES.items())
    told = ", ".join(f"{count} {names[count > 1]}" for count, names in rows if count) or "rien à envoyer"
    return f"{told} ; personne partie : {gone}" if gone else told


def report(batch: Batch, counts: Counter[State], gone: int) -> str:
    """Say how a batch ended."""
    told = f"Envoi terminé : {batch.title} ({batch.batch}).\n{tally(counts, gone).capitalize()}."
    if counts[State.DOUBTFUL]:
        return f"{told}\nPour voir les douteux : cress-bot envois douteux"
    return told


def refusal(batch: str, why: str) -> str:
    """Say that a batch was stopped because Telegram refuses what it says."""
    return (
        f"L'envoi {batch} est arrêté : Telegram refuse son contenu ({why}). Ce qui reste attend.\n"
        f"Pour continuer : cress-bot envois reprendre {batch}\n"
        f"Pour renoncer : cress-bot envois annuler {batch}"
    )


def missing(window: str, people: int) -> str:
    """Say that a call people were told of, or one of its sessions, has no date in the content any more."""
    call, _, session = window.partition(":")
    named = f"La session « {session} » de l'appel « {call} »" if session else f"L'appel « {call} »"
    one = people == 1
    told = "1 personne en a été prévenue" if one else f"{people} personnes en ont été prévenues"
    return (
        f"{named} n'est plus dans appels.yaml, ou n'y a plus de date. {told}, "
        f"et rien ne {'lui' if one else 'leur'} est dit.\n"
        "Si c'est une annulation, remettez ses dates avec « annule » : elle sera annoncée. "
        "Si c'est un autre nom, remettez l'ancien."
    )


def doubt(left: int) -> str:
    """Say that the last process ended while messages were on their way."""
    told = "1 message était" if left == 1 else f"{left} messages étaient"
    return (
        f"Le bot s'est arrêté pendant que {told} en cours d'envoi. Personne ne sait si c'est arrivé : rien "
        "n'est répété.\nPour les voir : cress-bot envois douteux"
    )
