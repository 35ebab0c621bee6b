"""What is often asked, and is in no sheet: at a distance? by mail? which status? is there one here?"""

from collections.abc import Callable, Mapping
from dataclasses import replace

from dialogs.calling import beginning, named
from dialogs.events import Button, Card, Details, Message
from dialogs.lexicon import lexicon
from dialogs.pages.current import Outcome, noted, paged
from dialogs.pages.parts import act as button
from dialogs.pages.parts import bullet, contacts, human_contacts, onward, packed
from dialogs.text import Text, joined, typeset
from dialogs.titles import without_names
from dialogs.turn import Turn
from dialogs.words import words
from knowledge.questions import REGION


def frequent(turn: Turn, act: str | None) -> Outcome | None:
    """Say what is not known here, with whom to ask; above the question, when one waits."""
    return (turn.session, (_ANSWERS[act](turn),)) if act in _ANSWERS else None


def _distance(turn: Turn) -> Message:
    programme = _meant(turn)
    who = contacts(turn, programme) if programme else [human_contacts(turn)]
    return _told(turn, joined([turn.say("distance_inconnue"), *who]))


def _mail(turn: Turn) -> Message:
    programme = _meant(turn)
    if programme is None:
        return _told(turn, turn.say("pas_de_courriel"))
    page = _told(turn, joined([turn.say("pas_de_courriel"), turn.say("fiche_a_garder")], " "))
    return replace(page, rows=((Button(turn.label("bouton_contact"), Card(programme)),), *page.rows))


def _status(turn: Turn) -> Message:
    return _told(turn, joined([turn.say("choix_du_statut"), human_contacts(turn)]))


def _joining(turn: Turn) -> Message:
    """Say that one may talk to the CRESS without joining it, then what the programme says of joining."""
    return _told(
        turn, joined([*_sentences(turn, "adher", "adhes"), turn.say("adhesion_libre"), human_contacts(turn)])
    )


def _amount(turn: Turn) -> Message:
    """Say what is known of the sums that a programme gives, and who can say more."""
    programme = _meant(turn)
    who = contacts(turn, programme, nearest=True) if programme else [human_contacts(turn)]
    return _told(turn, joined([*_sentences(turn, "euros"), turn.say("montant_inconnu"), *who]))


def _sentences(turn: Turn, *beginnings: str) -> list[Text]:
    """Return the sentences of the programme that is spoken of with such a word, its price left out."""
    entry = turn.knowledge.programmes.get(_meant(turn) or "")
    claims = (entry.audience, entry.format, *entry.steps, *entry.doubts) if entry else ()
    told = (claim.text for claim in claims if any(word.startswith(beginnings) for word in words(claim.text)))
    return [bullet(text) for text in told]


def _told(turn: Turn, text: Text) -> Message:
    if turn.asked:
        return noted(turn, text)
    return Message(text, ((onward(turn), button(turn, "humain")),))


def _meant(turn: Turn) -> str | None:
    """Return the programme that is spoken of: the one shown last, else that of the result."""
    first = turn.orientation.principal.programme if turn.orientation else None
    return turn.session.about or first


_ANSWERS: Mapping[str | None, Callable[[Turn], Message]] = {
    "distance": _distance,
    "courriel": _mail,
    "choix_statut": _status,
    "adherer": _joining,
    "montant": _amount,
}


def here_or_not(turn: Turn, act: str | None, text: str) -> Outcome | None:
    """Say which programmes of a kind there are where the person is; ask where that is, if it is not known.

    « Y a-t-il un incubateur chez nous ? », « c'est qui le DLA ici ? ».
    """
    said, knowledge = words(text), turn.knowledge
    if act not in {"details", "humain"} or len(without_names(knowledge, said)) == len(said):
        return None
    if turn.region is None:
        asks = lexicon(knowledge).says("ici", said)
        return paged(turn, replace(turn.session, focus=REGION), turn.say("alertes_region")) if asks else None
    if act == "humain" or named(turn, text):
        return None
    where = knowledge.regions[turn.region].within
    kinds = beginning(turn, text)
    if kinds is None:
        return None
    found = [knowledge.programmes[name] for name in kinds]
    if not found:
        return turn.session, (
            _told(turn, joined([turn.say("aucun_ici", region=where), human_contacts(turn)])),
        )
    told = turn.say("existe_ici", region=where, dispositifs=", ".join(each.short for each in found))
    rows = packed([Button(typeset(each.short), Details(each.id)) for each in found])
    return turn.session, (Message(told, (*rows, (onward(turn), button(turn, "humain")))),)
