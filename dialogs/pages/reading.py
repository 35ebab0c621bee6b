"""Pages to read: a programme, its sources, a word, the help, the people."""

from collections.abc import Sequence

from dialogs.calling import family
from dialogs.deadlines import deadline, listed, said
from dialogs.events import Button, Card, Change, Dates, Details, Do, Follow, Message, Row, Sources
from dialogs.pages.parts import (
    act,
    alert_row,
    bullet,
    contact_list,
    contacts,
    cost,
    dated,
    homed,
    human_contacts,
    inside,
    onward,
    packed,
    reminder,
    steps,
)
from dialogs.text import Text, bold, joined, plain, rich, typeset
from dialogs.turn import Turn
from knowledge.announcing import EVERY
from knowledge.contacts import NATIONAL, NETWORKS, contacts_for, human
from knowledge.entry import Claim
from knowledge.programmes import Programme
from knowledge.questions import REGION
from knowledge.sources import Term
from knowledge.upcoming import YEAR, between, next_windows, undated, usual
from knowledge.walk import classed

FEW = 3
"""Regions that are named, at most, to say where something exists."""


def details_page(turn: Turn, programme_id: str) -> Message:
    """Show a programme whole: for whom, how, how long, how much, who, when, what is doubtful."""
    programme = turn.knowledge.programmes[programme_id]
    stages = [rich(f"{n}. {step}") for n, step in enumerate(steps(turn, programme_id), 1)]
    doubts = [bullet(claim.text) for claim in programme.doubts]
    items = [bullet(item) for item in programme.prepare]
    home = homed(turn, programme_id)
    local = programme.regional.get(home.region or "")
    head = [bold(programme.name), rich(programme.summary), only(turn, programme), why(turn, programme)]
    paragraphs = [
        joined(head),
        joined([*(claimed(turn, key, claim) for key, claim in (
            ("pour_qui", programme.audience), ("format", programme.format),
            ("duree", programme.duration),
        )), cost(turn, programme_id)]),
        joined([turn.say("dans_votre_region"), rich(local.text)]) if local else (),
        joined([turn.say("demarche"), *stages]),
        joined([turn.say("preparer_avant"), *items]) if items else (),
        joined([turn.say("qui_appeler"), *contacts(turn, programme_id)]),
        joined([turn.say("echeances"), *due(turn, programme_id)]),
        joined([turn.say("a_confirmer"), *doubts]) if doubts else (),
        dated(turn, programme_id),
    ]  # fmt: skip
    rows = (
        (Button(turn.label("bouton_contact"), Card(programme_id)),),
        *_dates(turn, programme_id),
        (Button(turn.label("bouton_sources"), Sources(programme_id)),),
        (onward(turn), act(turn, "humain")),
    )
    return Message(joined(paragraphs, "\n\n"), rows)


def due(turn: Turn, programme: str) -> list[Text]:
    """Say the deadlines of a programme that are for the person, as far as her class is known by now."""
    facts = turn.orientation.facts if turn.orientation else classed(turn.knowledge, turn.answers)
    return deadline(turn.knowledge, programme, homed(turn, programme).region, turn.now, facts)


def _dates(turn: Turn, programme: str) -> tuple[Row, ...]:
    """Return the button that keeps the deadlines, when there is one to come."""
    windows = next_windows(turn.knowledge, programme, turn.region, turn.now)
    return ((Button(turn.label("bouton_agenda"), Dates(programme)),),) if any(w.live for w in windows) else ()


def only(turn: Turn, programme: Programme) -> Text:
    """Say where a programme exists, to somebody whose region is not known yet."""
    if programme.zones == "partout" or turn.region:
        return ()
    places = sorted(turn.knowledge.regions[code].within for code in programme.zones)
    return turn.say("seulement", regions=", ".join(places))


def claimed(turn: Turn, key: str, claim: Claim) -> Text:
    """Say a sentence of a programme under its name: « Coût : … »."""
    return turn.say(key, texte=rich(claim.text))


def why(turn: Turn, programme: Programme) -> Text:
    """Say why a programme is in the result, or that it is not."""
    suggestion = turn.orientation.suggestion(programme.id) if turn.orientation else None
    if suggestion is None:
        return turn.say("hors_resultat") if turn.orientation else ()
    remarks = [rich(remark.text) for remark in suggestion.remarks]
    return joined([turn.say("pourquoi", motif=rich(suggestion.reason)), *remarks])


def dates_page(turn: Turn, programme_id: str) -> Message:
    """Show the deadlines of a programme, then what is to come in the region for the others."""
    told = due(turn, programme_id)
    ahead = between(turn.knowledge, turn.region, turn.now, turn.now + YEAR)
    others = [said(turn.knowledge, w, turn.here) for w in ahead if w.call.programme != programme_id]
    programme = turn.knowledge.programmes[programme_id]
    where = turn.knowledge.regions[turn.region].name if turn.region else ""
    doubts = [bullet(claim.text) for claim in programme.doubts[:1]]
    paragraphs = [
        joined([bold(programme.name), only(turn, programme), turn.say("echeances"), *told]),
        joined([turn.say("a_confirmer"), *doubts]) if programme.state == "inconnu" else (),
        joined([turn.say("qui_appeler"), *contacts(turn, programme_id, nearest=True)]),
        joined([turn.say("appels_region", region=where), *others]) if others and where else (),
        dated(turn, programme_id),
    ]
    rows = (
        *_dates(turn, programme_id),
        *alert_row(turn, programme_id),
        (Button(turn.label("bouton_details"), Details(programme_id)),),
        (onward(turn), act(turn, "humain")),
    )
    return Message(joined(paragraphs, "\n\n"), rows)


def calls_page(turn: Turn, region: str) -> Message:
    """Show the calls of a region, those without a date last, whom to ask, and their programmes."""
    here = turn.knowledge.regions[region]
    ahead = between(turn.knowledge, region, turn.now, turn.now + YEAR)
    dates = sorted(ahead, key=lambda window: window.end)
    found = (*dates, *usual(turn.knowledge, region, turn.now), *undated(turn.knowledge, region, turn.now))
    lines = [_bullet_of(listed(turn.knowledge, window, turn.here)) for window in found]
    told = lines or [turn.say("appels_inconnus")]
    programmes = [turn.knowledge.programmes[name] for name in dict.fromkeys(w.call.programme for w in found)]
    buttons = [Button(typeset(p.short), Details(p.id)) for p in programmes if p.exists_in(region)]
    paragraphs = [
        joined([turn.say("appels", region=here.within), *told]),
        joined([turn.say("qui_appeler"), human_contacts(turn)]),
    ]
    every = Button(turn.label("bouton_alerter"), Follow(region, EVERY))
    return Message(
        joined(paragraphs, "\n\n"), (*packed(buttons), (every,), (onward(turn), act(turn, "humain")))
    )


def _bullet_of(text: Text) -> Text:
    return joined([plain("•"), text], " ")


def definition(term: Term) -> Text:
    """Say what a word means."""
    title = f"{term.label} : {term.name}" if term.name else term.label
    return joined([bold(title), rich(term.definition)])


def definition_page(turn: Turn, told: Text, terms: Sequence[Term]) -> Message:
    """Say what words mean, apart; one tap leads to each that is a programme which exists there."""
    found = [turn.knowledge.programmes[term.id] for term in terms if term.id in turn.knowledge.programmes]
    there = [programme for programme in found if programme.exists_in(turn.region or "")]
    more = [
        Button(turn.label("bouton_details") if len(terms) == 1 else typeset(p.short), Details(p.id))
        for p in there
    ]
    return Message(told, (*packed(more), (onward(turn), act(turn, "humain"))))


def absent_text(turn: Turn, names: tuple[str, ...]) -> Text:
    """Say of programmes of other regions that they are not here, and where they are, when it is short."""
    regions = turn.knowledge.regions
    programmes = [turn.knowledge.programmes[name] for name in names]
    there = sorted(r.within for code, r in regions.items() if any(p.exists_in(code) for p in programmes))
    here = regions[turn.region].within if turn.region else ""
    refused = turn.say("pas_dans_la_region", dispositif=family(programmes), region=here)
    where = turn.say("existe_ailleurs", regions=", ".join(there)) if len(there) <= FEW else ()
    return joined([refused, where], " ")


def help_text(turn: Turn) -> Text:
    """Say what can be done, and what the question that waits means."""
    return joined([turn.say("aide"), question_help(turn)], "\n\n")


def question_help(turn: Turn) -> Text:
    """Say what the question that waits means."""
    return turn.say("aide_question", aide=rich(turn.asked.help)) if turn.asked else ()


def contacts_page(turn: Turn, programme_id: str) -> Message:
    """Say whom to contact for a programme that is named."""
    rows = (
        (Button(turn.label("bouton_contact"), Card(programme_id)),),
        (Button(turn.label("bouton_details"), Details(programme_id)), onward(turn)),
    )
    return Message(_people(turn, programme_id, "humain_dispositif"), rows)


def human_text(turn: Turn) -> Text:
    """Say whom to talk to: whom the result names, when it names others than the CRESS."""
    first = turn.orientation.principal.programme if turn.orientation else None
    return _people(turn, first, "humain_resultat")


def sorry_text(turn: Turn) -> Text:
    """Say to be sorry, and whom to talk to, to somebody who was not understood or is not content."""
    return joined([turn.say("pas_compris_humain"), human_text(turn)], "\n\n")


def nationwide_page(turn: Turn) -> Message:
    """Say whom to ask, and how to find one's CRESS, to somebody who does not know the region."""
    national = turn.knowledge.national
    who = contact_list(turn, [national[name] for name in (NATIONAL, *NETWORKS.values())])
    text = joined([joined([turn.say("sans_region"), *who]), turn.say("trouver_cress")], "\n\n")
    later = Button(turn.label("bouton_choisir_region"), Do("reprendre"))
    return Message(text, ((later,), (act(turn, "recapitulatif"), act(turn, "recommencer"))))


def beyond_page(turn: Turn, notice: Text) -> Message:
    """Say whom to ask to somebody who is where there is no CRESS, and how to go on if the project is not."""
    who = joined([turn.say("hors_regions"), human_contacts(turn)])
    text = joined([notice, reminder(turn, notice), who, turn.say("projet_en_region")], "\n\n")
    choosing = Button(turn.label("bouton_choisir_region"), Change(REGION))
    rows = (("recapitulatif", "recommencer"), ("aide", "humain"))
    return Message(text, ((choosing,), *(tuple(act(turn, name) for name in row) for row in rows)))


def _people(turn: Turn, programme: str | None, lead: str) -> Text:
    """Say whom to contact for a programme; where it is the CRESS as for anything, no programme is named."""
    if programme and contacts_for(turn.knowledge, programme, turn.answers) != human(
        turn.knowledge, turn.answers
    ):
        name = turn.knowledge.programmes[programme].short
        return joined([turn.say(lead, dispositif=name), *contacts(turn, programme)])
    if there := _maybe_there(turn):
        within = turn.knowledge.regions[there.answers[REGION]].within
        return joined([turn.say("humain_si_region", region=within), human_contacts(there)])
    general = turn.say("humain_region" if turn.region else "humain_national")
    return joined([general, human_contacts(turn)])


def _maybe_there(turn: Turn) -> Turn | None:
    """Return the turn where the person may be: she named one region only, which she is still to confirm."""
    named = {value for question, value in (*turn.session.choices, *turn.session.later) if question == REGION}
    if turn.region or len(named) != 1 or not named <= turn.knowledge.regions.keys():
        return None
    return inside(turn, named.pop())
