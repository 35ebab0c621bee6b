"""Renders the guide: everything that a content says, with its sources and room for whoever checks it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal
from urllib.parse import urlsplit

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from bot.guide import words
from bot.matrix import rows
from dialogs.deadlines import day, said
from dialogs.text import Span, joined, plain, typeset
from knowledge.calls import Call
from knowledge.content import Knowledge
from knowledge.coverage import coverage
from knowledge.decisions import decisions
from knowledge.drawing import branch_text, branches
from knowledge.drawing_svg import STYLE, anchor, branch_svgs
from knowledge.entry import Claim
from knowledge.programmes import Programme, Published
from knowledge.regions import Contact, Region, Sourced
from knowledge.upcoming import coming
from knowledge.windows import instant

STATES = {
    "ouvert": "ouvert",
    "inconnu": "inconnu : rien ne montre qu'il continue",
    "arrete": "arrêté : il n'est plus proposé",
}
KINDS = {
    "ponctuel": "Appels datés",
    "recurrent": "Appels qui reviennent",
    "permanent": "Sans date limite",
    "inconnu": "Date inconnue",
}


@dataclass(frozen=True)
class Line:
    """Something that the content says of a programme, under which heading, and the facts behind it."""

    heading: str
    text: str
    facts: tuple[str, ...]


def guide_page(knowledge: Knowledge, version: str, now: datetime) -> str:
    """Return the page (HTML) of a content at a local time."""
    template = _environment(knowledge, now).get_template("guide.html.j2")
    return template.render(
        knowledge=knowledge,
        version=version,
        now=now,
        branches=branches(knowledge),
        tables=decisions(knowledge, now),
        calls={kind: [c for c in knowledge.calls if c.kind == kind] for kind in KINDS},
        kinds=KINDS,
        states=STATES,
        coverage=rows(knowledge, coverage(knowledge, now)),
        drawing_style=Markup(STYLE),  # noqa: S704 - a constant of ours
    )


def _environment(knowledge: Knowledge, now: datetime) -> Environment:
    environment = Environment(
        loader=PackageLoader("bot.guide"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=lambda value: typeset(value) if type(value) is str else value,
    )
    environment.filters |= {"day": day, "href": _href, "linked": plain, "site": _site, "text": branch_text}
    environment.globals |= {
        "anchor": anchor,
        "answers": lambda question, values: words.answers(knowledge, question, values),
        "chamber": chamber,
        "operators": operators,
        "changes": lambda adjustment: words.changes(knowledge, adjustment),
        "circumstances": lambda adjustment: words.circumstances(knowledge, adjustment),
        "dates": dates,
        "conditions": lambda when: words.conditions(knowledge, when),
        "drawn": lambda name, box: [Markup(svg) for svg in branch_svgs(name, box)],  # noqa: S704 - escaped there
        "lines": lambda programme: list(lines(knowledge, programme)),
        "names": lambda programmes: words.names(knowledge, programmes),
        "places": lambda codes: places(knowledge, codes),
        "told": lambda call: told(knowledge, call, now),
    }
    return environment


def lines(knowledge: Knowledge, programme: Programme) -> Iterable[Line]:
    """Yield all that is said of a programme, each with its facts, in the order of its page."""
    named: list[tuple[str, Claim | None]] = [
        ("Pour qui", programme.audience),
        ("Comment", programme.format),
        (f"Durée{_whom(programme.duration)}", programme.duration),
        (f"Coût{_whom(programme.cost)}", programme.cost),
        *((f"Coût, si {words.conditions(knowledge, cost.when)}", cost.claim) for cost in programme.costs),
        *((f"Démarche, {rank}", step) for rank, step in enumerate(programme.steps, 1)),
        *((f"Démarche, {rank}, sans opérateur connu", claim) for rank, claim in _unserved(programme)),
        *(("À confirmer", doubt) for doubt in programme.doubts),
        ("Dit quand il est un autre choix", programme.as_other),
        ("Dit quand il vient ensuite", programme.as_later),
        ("Dit là où il remplace", programme.reason_elsewhere),
        *((f"En plus {knowledge.regions[code].within}", claim) for code, claim in programme.regional.items()),
    ]
    yield from (Line(heading, claim.text, claim.facts) for heading, claim in named if claim)
    for variant in programme.variants:
        when = words.conditions(knowledge, variant.when)
        unless = words.conditions(knowledge, variant.unless)
        told = [f"si {when}" if when else "", f"sauf si {unless}" if unless else ""]
        first = "seulement s'il est premier" if variant.only_first else ""
        yield Line("Dit " + ", ".join(part for part in (*told, first) if part), variant.text, variant.facts)


def _whom(claim: Published) -> str:
    """Say whom the result sends to, instead of a sentence that tells of nothing published."""
    return f" (non publié : voyez avec {claim.ask})" if claim.ask else ""


def _unserved(programme: Programme) -> Iterable[tuple[int, Claim]]:
    """Yield what is said of a step where no operator is known, with its rank."""
    for rank, step in enumerate(programme.steps, 1):
        if step.unserved:
            yield rank, Claim(text=step.unserved, facts=step.facts)


def places(knowledge: Knowledge, codes: Sequence[str]) -> str:
    """Say some regions (INSEE codes, or « partout »)."""
    if isinstance(codes, str):
        return "toute la France"
    return ", ".join(knowledge.regions[code].name for code in codes)


def chamber(region: Region) -> list[tuple[str, Sourced | None]]:
    """Return what is known of the CRESS of a region, each value with its own source; None is unknown."""
    known = region.chamber
    return [
        ("nom", known.name),
        ("site", known.site),
        ("courriel", known.mail),
        ("téléphone", known.phone),
        ("adresse", known.address),
    ]


def operators(region: Region) -> list[tuple[str, Contact]]:
    """Return everybody else named in a region, with their role."""
    roles = (
        ("DLA", region.dla),
        ("Incubateur", region.incubators),
        ("Fabrique à initiatives", region.factories),
        ("Offre de la région", region.offers),
    )
    return [(role, contact) for role, contacts in roles for contact in contacts]


def told(knowledge: Knowledge, call: Call, now: datetime) -> tuple[Span, ...]:
    """Say a call as of the day, as a conversation would; a dated one that is over is said to be over."""
    here = instant(knowledge, None, now)
    windows = coming(knowledge, call, here)
    return joined([said(knowledge, window, here) for window in windows], " ") or plain(
        "Terminé : il n'est plus annoncé."
    )


def dates(call: Call, of: Literal["opens", "closes"]) -> str:
    """Say the openings or the closings of a call as its editor wrote them, "" when none is known."""
    written: list[date | None] = [getattr(one, of) for one in (call, *call.sessions)]
    rule: str | None = getattr(call.rhythm, of, None)
    return " ; ".join((*(day(moment) for moment in written if moment), *([rule] if rule else [])))


def _site(address: str) -> str:
    """Return the name of the site of an address, to be read on a link."""
    return urlsplit(address).hostname or address


def _href(address: str) -> Markup:
    """Return an address as it is, with nothing of it typeset."""
    return escape(address)
