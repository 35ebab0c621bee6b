"""A message that is a number: the rank of an option, how many employees there are, a département."""

from dialogs.lexicon import Lexicon
from dialogs.staff import employing
from dialogs.words import Words
from knowledge.questions import PLACES, STAFF


def counts(known: Lexicon, said: Words) -> bool:
    """Tell whether words are a number and no more."""
    return "".join(said).isdigit() or (len(said) == 1 and said[0] in known.small("nombres"))


def ranked(known: Lexicon, question: str, options: list[str], said: Words) -> list[str]:
    """Read the number of an option; `05` is a département where one may be meant."""
    number = "".join(said) if question in PLACES else " ".join(said)
    if question == STAFF and number.isdigit() and len(number) < 4:
        return [employing(number)]
    if question == STAFF and number in known.small("nombres"):
        return ["oui"]
    if not number.isdigit() or not 1 <= int(number) <= len(options):
        return []
    return [] if question in PLACES and number[0] == "0" else [options[int(number) - 1]]
