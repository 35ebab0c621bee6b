"""What operators read about what is sent: the end of a batch, a batch that was stopped, what is in doubt."""

from collections import Counter
from collections.abc import Iterator

from storage.batches import Batch
from storage.outbox import State

_NAMES = {
    State.WAITING: ("à envoyer", "à envoyer"),
    State.LEAVING: ("en cours", "en cours"),
    State.SENT: ("envoyé", "envoyés"),
    State.DROPPED: ("abandonné", "abandonnés"),
    State.DOUBTFUL: ("douteux", "douteux"),
    State.CANCELLED: ("annulé", "annulés"),
}


def tally(counts: Counter[State], gone: int) -> str:
    """Say how many rows are in each state: « 950 envoyés, 50 abandonnés, dont 48 personnes parties »."""
    return ", ".join(_parts(counts, gone)) or "rien à envoyer"


def _parts(counts: Counter[State], gone: int) -> Iterator[str]:
    for state, names in _NAMES.items():
        if counts[state]:
            yield f"{counts[state]} {names[counts[state] > 1]}"
    if gone:
        yield f"dont {gone} à des personnes parties" if gone > 1 else "dont 1 à une personne partie"


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


def doubt(left: int) -> str:
    """Say that the last process ended while messages were on their way."""
    told = "1 message était" if left == 1 else f"{left} messages étaient"
    return (
        f"Le bot s'est arrêté pendant que {told} en cours d'envoi. Personne ne sait si c'est arrivé : rien "
        "n'est répété.\nPour les voir : cress-bot envois douteux"
    )
