"""The result: one screen that a tired person reads in twenty seconds."""

from collections.abc import Iterable
from itertools import chain

from dialogs.deadlines import deadline, said
from dialogs.events import Answer, Button, Card, Details, Message, Reply, Row, Sources
from dialogs.pages.parts import (
    act,
    alert_row,
    contacts,
    cost,
    dated,
    human_contacts,
    onward,
    packed,
    reminder,
    steps,
    unpublished,
)
from dialogs.text import Text, joined, rich, typeset
from dialogs.turn import Turn
from knowledge.contacts import human
from knowledge.orientation import Orientation, Suggestion
from knowledge.upcoming import closing_soon

NAMES = {"duree": "non_publie_duree", "cout": "non_publie_cout", "echeance": "non_publie_echeance"}
"""How what may not be published is named."""


def result_page(turn: Turn, orientation: Orientation, notice: Text = ()) -> Message:
    """Show the orientation: what was said, what and why, cost, how, who, when, what else."""
    paragraphs = [
        notice,
        joined([turn.say("urgence"), human_contacts(turn)]) if orientation.contact_first else (),
        reminder(turn, notice),
        _assumed(turn, orientation),
        _principal(turn, orientation),
        _practical(turn, orientation),
        _alternatives(turn, orientation),
        _soon(turn, orientation),
        turn.say("un_humain_decide"),
    ]
    return Message(joined(paragraphs, "\n\n"), _rows(turn, orientation))


def others_page(turn: Turn, programme: str) -> Message:
    """Tell what else the result holds than a programme: those that were beside it, with their buttons."""
    result = turn.orientation
    held = (result.principal, *chain(*_beside(turn, result))) if result else ()
    left = [suggestion for suggestion in held if suggestion.programme != programme]
    head = turn.say("autre_piste", dispositif=turn.knowledge.programmes[programme].short)
    none = joined([turn.say("rien_d_autre"), human_contacts(turn)])
    told = joined([_line(turn, suggestion) for suggestion in left]) if left else none
    return Message(joined([head, told]), (*_named(turn, left), (onward(turn), act(turn, "humain"))))


def supposed_page(turn: Turn, after: Turn, answers: tuple[Answer, ...]) -> Message:
    """Tell what other answers would lead to: the same support, another one, or a question.

    One tap takes it when it is only one.
    """
    today, other = turn.orientation, after.orientation
    phrases = [after.phrase(answer.question, answer.value) for answer in answers]
    head = turn.say("suppose", reponse=" · ".join(phrases))
    if other is None and after.question:
        told = turn.say("suppose_question", question=after.question.text)
    elif today and other:
        told = _would_be(turn, after, today, other)
    else:
        told = ()
    one = len(answers) == 1 and after.answers != turn.answers
    rows = ((Button(turn.label("bouton_prendre_reponse"), answers[0]),),) if one else ()
    back = (act(turn, "resultat"), act(turn, "recapitulatif"))
    return Message(joined([head, told], "\n\n"), (*rows, back))


def offering_to_take(turn: Turn, page: Reply) -> tuple[str, str] | None:
    """Return the answer that was supposed and that a page offers to take; another page offers none."""
    rows = page.rows if isinstance(page, Message) else ()
    label = turn.label("bouton_prendre_reponse")
    events = (button.event for row in rows for button in row if button.label == label)
    return next(((e.question, e.value) for e in events if isinstance(e, Answer)), None)


def _would_be(before: Turn, after: Turn, today: Orientation, other: Orientation) -> Text:
    name = after.knowledge.programmes[other.principal.programme].name
    same = today.principal.programme == other.principal.programme
    lead = after.say("suppose_meme" if same else "suppose_piste", dispositif=name)
    why = after.say("pourquoi", motif=rich(other.principal.reason))
    known = today.principal.remarks if today.contact_first else ()
    remarks = [rich(remark.text) for remark in other.principal.remarks if remark not in known]
    first = other.principal.programme
    price = cost(after, first) if cost(after, first) != cost(before, first) else ()
    return joined([joined([lead, why, *remarks, price]), _alternatives(after, other)], "\n\n")


def _assumed(turn: Turn, orientation: Orientation) -> Text:
    if not orientation.assumed:
        return ()
    return turn.say("besoin_suppose", besoin=turn.phrase("besoin", orientation.assumed))


def _principal(turn: Turn, orientation: Orientation) -> Text:
    first = orientation.principal
    programme = turn.knowledge.programmes[first.programme]
    remarks = [rich(remark.text) for remark in first.remarks]
    return joined(
        [
            turn.say("piste", dispositif=programme.name),
            turn.say("pourquoi", motif=rich(first.reason)),
            *remarks,
        ]
    )


def _practical(turn: Turn, orientation: Orientation) -> Text:
    first = orientation.principal
    programme = turn.knowledge.programmes[first.programme]
    above = human(turn.knowledge, turn.answers) if orientation.contact_first else ()
    people = contacts(turn, first.programme, nearest=True, above=above)
    due = _due(turn, orientation)
    unknown = _unknown(turn, first.programme, due)
    return joined(
        [
            turn.say("duree", texte=programme.duration.text) if "duree" not in unknown else (),
            cost(turn, first.programme) if "cout" not in unknown else (),
            turn.say("demander", texte=rich(steps(turn, first.programme)[0])),
            turn.say("qui_appeler"),
            *people,
            turn.say("echeance", texte=due) if "echeance" not in unknown else (),
            _together(turn, unknown, due),
            dated(turn, first.programme),
        ]
    )


def _unknown(turn: Turn, programme: str, due: Text) -> dict[str, str]:
    """Return what is told together since it is not published, with whom to ask; one alone has its line."""
    asked = unpublished(turn, programme)
    if asked and due in {turn.say("appel_permanent"), turn.say("appel_inconnu")}:
        asked["echeance"] = ""
    return asked if len(asked) > 1 else {}


def _together(turn: Turn, unknown: dict[str, str], due: Text) -> Text:
    """Say in one line what is not published, and that one can ask now when no deadline is."""
    if not unknown:
        return ()
    what = ", ".join(turn.knowledge.texts[NAMES[key]] for key in unknown)
    whom = " ou ".join(dict.fromkeys(who for who in unknown.values() if who))
    now = due == turn.say("appel_permanent")
    return turn.say("non_publie_ouvert" if now else "non_publie", quoi=what, qui=whom)


def _due(turn: Turn, orientation: Orientation) -> Text:
    """Say the next deadline; in an emergency, none that is published does not mean that there is time."""
    first, facts = orientation.principal.programme, orientation.facts
    told = deadline(turn.knowledge, first, turn.region, turn.now, facts)[0]
    undated = told in {turn.say("appel_permanent"), turn.say("appel_inconnu")}
    return turn.say("echeance_urgente") if orientation.contact_first and undated else told


def _alternatives(turn: Turn, orientation: Orientation) -> Text:
    others, later = ([_line(turn, each) for each in told] for told in _beside(turn, orientation))
    return joined(
        [
            joined([turn.say("aussi_possible"), *others]) if others else (),
            joined([turn.say("plus_tard"), *later]) if later else (),
        ],
        "\n\n",
    )


def _beside(turn: Turn, orientation: Orientation) -> tuple[list[Suggestion], list[Suggestion]]:
    """Return what is told beside the first support, now and for later; in an emergency, some can wait."""
    programmes = turn.knowledge.programmes
    told: dict[str, list[Suggestion]] = {"maintenant": [], "ensuite": [], "rien": []}
    for each in orientation.others:
        urgent = programmes[each.programme].emergency if orientation.contact_first else "maintenant"
        told[urgent].append(each)
    return told["maintenant"], [*orientation.later, *told["ensuite"]]


def _line(turn: Turn, suggestion: Suggestion) -> Text:
    name = turn.knowledge.programmes[suggestion.programme].short
    remarks = "".join(f" {remark.text}" for remark in suggestion.remarks)
    return turn.say("autre_ligne", dispositif=name, motif=rich(suggestion.reason + remarks))


def _soon(turn: Turn, orientation: Orientation) -> Text:
    """Signal what closes within fifteen days, even for another programme (rule M16)."""
    told = [
        said(turn.knowledge, window, turn.here)
        for window in closing_soon(turn.knowledge, turn.region, turn.now)
        if window.call.programme != orientation.principal.programme and window.call.holds(orientation.facts)
    ]
    return joined([turn.say("bientot"), *told]) if told else ()


def _rows(turn: Turn, orientation: Orientation) -> tuple[Row, ...]:
    first = orientation.principal.programme
    about = (
        Button(turn.label("bouton_details"), Details(first)),
        Button(turn.label("bouton_contact"), Card(first)),
    )
    refine = ((act(turn, "preciser"),),) if turn.refinements else ()
    return (
        about,
        *_named(turn, chain(*_beside(turn, orientation))),
        *refine,
        *alert_row(turn, first),
        (Button(turn.label("bouton_sources"), Sources(first)),),
        (act(turn, "recapitulatif"), act(turn, "humain")),
        (act(turn, "recommencer"),),
    )


def _named(turn: Turn, suggestions: Iterable[Suggestion]) -> tuple[Row, ...]:
    """Return the buttons of some programmes, by their short names."""
    names = turn.knowledge.programmes
    return packed([Button(typeset(names[s.programme].short), Details(s.programme)) for s in suggestions])
