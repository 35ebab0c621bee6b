"""Scenarios written by CRESS staff: « quand » such answers, « alors » such orientation, contact or call.

Those about words (`ecrit`, `mots`) are played by `dialogs.rehearsing`, which understands them.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from itertools import product
from typing import Annotated, Self

from pydantic import Field, StringConstraints, model_validator

from knowledge.calls import Call, Session, first_instant
from knowledge.contacts import contacts_for
from knowledge.content import Knowledge
from knowledge.dates import Moment
from knowledge.entry import Cited, Claim, Entry, Facts, Id, Text
from knowledge.expected import NOBODY, Expected, Texts, Values, Ways
from knowledge.needed import planner
from knowledge.orientation import Orientation, contradictions, orient
from knowledge.programmes import Programme
from knowledge.questions import REGION, Question
from knowledge.regions import Contact
from knowledge.sources import Fact
from knowledge.upcoming import next_windows
from knowledge.walk import Missing

Key = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_.-]{1,80}$")]
"""The name of a text: an id, a département, a fact or a page."""
ANSWER = "réponse à « "
"""How what is wrong with an answer of « quand » is told."""
KINDS = ("quand", "ecrit", "mots", "demandes", "definitions", "textes")


class Scenario(Entry):
    """One situation and what must come out of it; a question left out is passed.

    An answer may be a list: each one must lead to the same. `day` is the day as of which it is played,
    `written` words to be understood; `words`, `wanted` and `explained` those that mean an option, something
    wanted, a term of the glossary; `texts` what some texts must say.
    """

    id: Id = Field(alias="scenario")
    who: Text = Field(alias="qui")
    when: dict[Id, Values] = Field(alias="quand", default_factory=dict)
    day: Moment | None = Field(alias="le", default=None)
    written: Text | None = Field(alias="ecrit", default=None)
    asked: Id | None = Field(alias="a_la_question", default=None)
    words: dict[Id, dict[Cited, Texts]] = Field(alias="mots", default_factory=dict)
    wanted: dict[Id, Texts] = Field(alias="demandes", default_factory=dict)
    explained: dict[Id, Texts] = Field(alias="definitions", default_factory=dict)
    texts: dict[Id, dict[Key, Texts]] = Field(alias="textes", default_factory=dict)
    then: Expected | None = Field(alias="alors", default=None)

    @model_validator(mode="after")
    def _one_kind(self) -> Self:
        kinds = [self.when, self.written, self.words, self.wanted, self.explained, self.texts]
        if sum(bool(kind) for kind in kinds) != 1:
            message = f"un scénario porte une seule de ces clés : {', '.join(KINDS)}"
            raise ValueError(message, "mettez chacune dans un scénario à part, ou ajoutez celle qui manque")
        if (self.then is None) == bool(self.when or self.written):
            told = "« alors » va avec « quand » ou « ecrit », et avec rien d'autre"
            raise ValueError(told, "ajoutez « alors: … » avec ce que vous attendez, ou retirez-le")
        return self

    @property
    def situations(self) -> Iterator[dict[str, str]]:
        """Every set of answers that « quand » stands for, none when it is about words."""
        for values in product(*self.when.values()) if self.when else ():
            yield dict(zip(self.when, values, strict=True))


def failure(knowledge: Knowledge, scenario: Scenario, now: datetime) -> str | None:
    """Return what is wrong with a scenario, in French, or None when it holds.

    `now` is the local time for those that give no day. Nothing is wrong with those about words.
    """
    now = first_instant(scenario.day) if scenario.day else now
    wrong = next(_unsaid(knowledge, scenario), None)
    for answers in scenario.situations:
        wrong = wrong or _wrong(knowledge, scenario.then or Expected(), answers, now)
    return wrong


def _wrong(knowledge: Knowledge, then: Expected, answers: Facts, now: datetime) -> str | None:
    """Return the first difference between what a set of answers leads to and what is expected."""
    return next(_differences(knowledge, then, answers, now), None)


def _differences(knowledge: Knowledge, then: Expected, answers: Facts, now: datetime) -> Iterator[str]:
    yield from _nonsense(knowledge, then, answers)
    result = orient(knowledge, answers, now)
    of_result = {name for name, _, _ in _COMPARED} | {"principal", "reason", "contact", "told", "unsaid"}
    if isinstance(result, Missing):
        if then.model_fields_set & of_result:
            yield f"il manque la {ANSWER}{result.question} »"
    else:
        yield from _unlike(knowledge, then, result, now)
    region = answers.get(REGION)
    for programme, people in then.people.items():
        yield from _strangers(knowledge, programme, people, answers)
    for programme, ids in then.deadlines.items():
        found = _calls(knowledge, programme, region, now)[: len(ids)]
        yield from _compared(f"l'appel de {programme}", ", ".join(ids), ", ".join(found) or NOBODY)
    if then.contradictory is not None:
        opposed = bool(contradictions(knowledge, answers))
        yield from _compared("les réponses se contredisent", then.contradictory, opposed)
    if then.question:
        asked = planner(knowledge).plan(answers).question or NOBODY
        yield from _compared("la question suivante", then.question, asked)
    if then.refinements is not None:
        offered = planner(knowledge).refinements(answers, now)
        yield from _compared("à préciser", ", ".join(then.refinements), ", ".join(offered))


def _nonsense(knowledge: Knowledge, then: Expected, answers: Facts) -> Iterator[str]:
    for question, value in answers.items():
        if question not in knowledge.questions:
            yield f"la question « {question} » n'existe pas"
        elif not knowledge.offers(question, value, answers):
            yield f"« {value} » n'est pas une {ANSWER}{question} »"
    for programme in (*then.people, *then.deadlines):
        if programme not in knowledge.programmes:
            yield f"le dispositif « {programme} » n'existe pas"


def _unlike(knowledge: Knowledge, then: Expected, result: Orientation, now: datetime) -> Iterator[str]:
    found = Expected(
        principal=result.principal.programme,
        others=tuple(s.programme for s in result.others),
        later=tuple(s.programme for s in result.later),
    )
    if then.principal and str(found) != str(then):
        yield f"attendu : {then} — obtenu : {found}"
    for name, label, read in _COMPARED:
        expected = getattr(then, name)
        if expected is not None:
            yield from _compared(label, expected, read(knowledge, result, now))
    if then.reason:
        yield from _unmotivated(knowledge, then.reason, result.principal.reason)
    if then.contact:
        yield from _strangers(knowledge, result.principal.programme, (then.contact,), result.facts)
    for programme, wanted in then.told.items():
        said = _shown(result, programme)
        yield from (f"{programme} : « {one} » n'est pas dit" for one in wanted if one not in said)
    for programme, unwanted in then.unsaid.items():
        said = _shown(result, programme)
        yield from (f"{programme} : « {one} » est dit" for one in unwanted if one in said)


def _shown(result: Orientation, programme: str) -> str:
    """Write what is said of a programme, with the facts behind its remarks; nothing when it is not there."""
    suggestion = result.suggestion(programme)
    if suggestion is None:
        return ""
    remarks = (f"{remark.text} {' '.join(remark.facts)}" for remark in suggestion.remarks)
    return " ".join((suggestion.reason, *remarks))


def _unmotivated(knowledge: Knowledge, reasons: tuple[str, ...], said: str) -> Iterator[str]:
    """Say how the reason shown differs from the one expected, and what a branch adds to it."""
    names = {text: key for key, text in knowledge.reasons.items()}
    if " ".join(knowledge.reasons.get(key, "") for key in reasons) != said:
        yield from _compared("le motif", ", ".join(reasons), names.get(said, f"« {said} »"))


def _first_call(knowledge: Knowledge, result: Orientation, now: datetime) -> str:
    return next(iter(_calls(knowledge, result.principal.programme, result.facts.get(REGION), now)), NOBODY)


def _calls(knowledge: Knowledge, programme: str, region: str | None, now: datetime) -> tuple[str, ...]:
    return tuple(dict.fromkeys(w.call.id for w in next_windows(knowledge, programme, region, now)))


_COMPARED: tuple[tuple[str, str, Callable[[Knowledge, Orientation, datetime], object]], ...] = (
    ("facts", "les faits", lambda _, result, __: result.principal.facts),
    ("call", "l'appel", _first_call),
    ("contact_first", "le contact en tête", lambda _, result, __: result.contact_first),
    ("assumed", "le besoin supposé", lambda _, result, __: result.assumed or NOBODY),
)
"""What is compared of the result: the field of `Expected`, its name for editors, how it is found."""


def _compared(label: str, expected: object, found: object) -> Iterator[str]:
    if expected != found:
        yield f"{label}, attendu : {_plain(expected)} — obtenu : {_plain(found)}"


def _plain(value: object) -> str:
    if isinstance(value, tuple):
        return ", ".join(value)
    return {True: "oui", False: "non"}[value] if isinstance(value, bool) else str(value)


def _strangers(
    knowledge: Knowledge, programme: str, people: tuple[Ways, ...], answers: Facts
) -> Iterator[str]:
    """Say which of the first contacts of a programme are not those expected, in order."""
    chain = [reach.contact for reach in contacts_for(knowledge, programme, answers)]
    for rank, ways in enumerate(people):
        found = _ways(chain[rank], ways) if rank < len(chain) else NOBODY
        yield from _compared(f"le contact {rank + 1} de {programme}", str(ways), str(found))


def _ways(contact: Contact, ways: Ways) -> str:
    """Write a contact with the same details as expected."""
    return ", ".join(str(getattr(contact, name) or "inconnu") for name in ways.written)


def _unsaid(knowledge: Knowledge, scenario: Scenario) -> Iterator[str]:
    """Say which texts do not hold the words expected of them."""
    for name, texts in scenario.texts.items():
        says = _says(knowledge, name)
        for key, wanted in texts.items():
            if key not in says:
                yield f"{name} : il n'y a pas de texte « {key} »"
            yield from (
                f"{name}, {key} : « {one} » n'y est pas" for one in wanted if one not in says.get(key, one)
            )


def _says(knowledge: Knowledge, name: str) -> Mapping[str, str]:
    """Return the texts of a file, or of the card of a programme, by key as editors write it."""
    if name in knowledge.programmes:
        return _card(knowledge.programmes[name])
    files: dict[str, Mapping[str, str]] = {
        "textes": knowledge.texts,
        "motifs": knowledge.reasons,
        "glossaire": {key: f"{term.label} {term.definition}" for key, term in knowledge.glossary.items()},
        "questions": {key: _asked(question) for key, question in knowledge.questions.items()},
        "faits": {key: _grounds(fact) for key, fact in knowledge.sources.facts.items()},
        "pages": {key: f"{page.title} {page.address}" for key, page in knowledge.sources.pages.items()},
        "appels": {call.id: _announced(call) for call in knowledge.calls},
        "departements": {
            code: name for r in knowledge.regions.values() for code, name in r.departments.items()
        },
    }
    return files.get(name, {})


def _asked(question: Question) -> str:
    """Write what a question says, on its button too, and what stands for an answer to it."""
    always = "toujours" if question.always else ""
    silence = {"defaut": question.default, "sans_effet": question.unneeded}
    stands = (f"{key} {value}" for key, value in silence.items() if value)
    return " ".join((question.name, question.text, question.help, question.refine or "", always, *stands))


def _grounds(fact: Fact) -> str:
    """Write what a fact rests on: its nature, its pages or its moment, the regions where it is shown."""
    where = "partout" if fact.regions == "partout" else " ".join(fact.regions)
    return " ".join((fact.nature, *fact.pages, fact.moment or "", where))


def _announced(call: Call) -> str:
    """Write what is known of a call: its title, its type, its usual time, its days as editors write them."""
    dated = (*_days(call), *(f"session {one.id} {' '.join(_days(one))}" for one in call.sessions))
    rules = call.rhythm.model_dump(by_alias=True, exclude_none=True) if call.rhythm else {}
    ruled = (f"{key} {rule}" for key, rule in rules.items())
    return " ".join((call.title, call.kind, call.usual or "", *dated, *ruled))


def _days(dated: Call | Session) -> tuple[str, ...]:
    days = {"ouverture": dated.opens, "cloture": dated.closes}
    return tuple(f"{key} {day:%Y-%m-%d %H:%M}".removesuffix(" 00:00") for key, day in days.items() if day)


def _card(programme: Programme) -> dict[str, str]:
    """Return what the card of a programme says, each part with the facts behind it."""
    return {
        "nom": programme.name,
        "court": programme.short,
        "resume": programme.summary,
        "pour_qui": _claimed(programme.audience),
        "format": _claimed(programme.format),
        "duree": _claimed(programme.duration),
        "cout": _claimed(programme.cost, *(cost.claim for cost in programme.costs)),
        "voir_avec": " ; ".join(f"{key} : {whom}" for key, whom in programme.unpublished({}).items()),
        "demarche": _claimed(*programme.steps)
        + "".join(f" {step.unserved or ''}" for step in programme.steps),
        "preparer": " ".join(programme.prepare),
        "a_confirmer": _claimed(*programme.doubts),
        "en_autre": _claimed(programme.as_other),
        "en_ensuite": _claimed(programme.as_later),
        "motif_ailleurs": _claimed(programme.reason_elsewhere),
        "dans_la_region": _claimed(*programme.regional.values()),
        "faits": " ".join(programme.facts),
        "zones": programme.zones if programme.zones == "partout" else " ".join(programme.zones),
        "etat": programme.state,
    }


def _claimed(*claims: Claim | None) -> str:
    return " ".join(f"{claim.text} {' '.join(claim.facts)}" for claim in claims if claim)
