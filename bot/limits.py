"""What Telegram refuses, and what phones cut: pages are made for real, and measured as Telegram counts."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from functools import partial
from heapq import nlargest

from bot.sizes import BUTTONS, COMMAND, DESCRIPTION, MESSAGE, SHORT_DESCRIPTION, width
from dialogs.events import Message
from dialogs.pages.alerting import alert_page
from dialogs.pages.announcing import Announcement
from dialogs.pages.asking import question_page, recap_page
from dialogs.pages.partly import audience_page, duration_page, preparation_page, price_page
from dialogs.pages.parts import PAIR
from dialogs.pages.privacy import Delays, privacy_page
from dialogs.pages.reading import calls_page, dates_page, details_page, help_text, human_text
from dialogs.pages.result import result_page
from dialogs.pages.sourcing import sources_page
from dialogs.session import Alert, Session
from dialogs.text import typeset
from dialogs.turn import Turn
from knowledge.announcing import EVERY, RHYTHMS, Notice
from knowledge.contacts import contacts_for
from knowledge.content import Knowledge
from knowledge.entry import Facts
from knowledge.issues import Finding
from knowledge.orientation import End, told
from knowledge.questions import DEPARTMENT, REGION
from knowledge.upcoming import coming
from knowledge.windows import instant

Path_ = tuple[str | int, ...]
Place = tuple[str, Path_]
FULL = 28
"""Signs of a button alone on its row that the narrowest phones show: 320 points wide, 260 for the bubble,
about 9 a letter. A reckoning, kept on the safe side; two buttons on a row have less each (`PAIR`)."""
LONGEST = 3
"""How many results are made: those with most to say."""
SENTENCE = "bouton_perime"
"""A text about buttons, which is not the label of one."""
SENT = {"description": DESCRIPTION, "description_courte": SHORT_DESCRIPTION}


def limits(knowledge: Knowledge, ends: Iterable[End], now: datetime) -> Iterator[Finding]:
    """Say what Telegram would refuse or cut; results are those of some situations."""
    yield from _introductions(knowledge)
    known: set[object] = set()
    labels = _labels(knowledge)
    for label, place in labels.items():
        yield from _cut(label, place, FULL)
    for label, place in _marked(knowledge):
        yield from _cut(label, place, FULL)
    for place, called, page in _pages(knowledge, ends, now):
        for finding in (*_sized(place, called, page), *_paired(page, labels)):
            if (finding.code, finding.file, finding.path) not in known:
                known.add((finding.code, finding.file, finding.path))
                yield finding


def _introductions(knowledge: Knowledge) -> Iterator[Finding]:
    """Check what people see of the bot before they write: Telegram takes nothing longer."""
    for key, text in knowledge.texts.items():
        most = COMMAND if key.startswith("commande_") else SENT.get(key)
        if most and width(typeset(text)) > most:
            message = f"le texte « {key} » fait {width(typeset(text))} signes : Telegram en accepte {most}"
            yield Finding("textes.yaml", (key,), "CB-423", message, f"raccourcissez-le à {most} signes")


def _sized(place: Place, called: str, page: Message) -> Iterator[Finding]:
    buttons = sum(map(len, page.rows))
    if buttons > BUTTONS:
        message = f"{called} a {buttons} boutons : Telegram en accepte {BUTTONS}"
        yield Finding(*place, "CB-423", message, "retirez des réponses, ou faites deux questions")
    size = width("".join(span.text for span in page.text))
    if size > MESSAGE:
        message = f"{called} fait {size} signes : il faudra deux messages (un message en contient {MESSAGE})"
        yield Finding(*place, "CB-509", message, "raccourcissez ses textes")


def _paired(page: Message, labels: Mapping[str, Place]) -> Iterator[Finding]:
    """Say which labels are too long to share their row."""
    for row in page.rows:
        for button in row if len(row) > 1 else ():
            if button.label in labels:
                yield from _cut(button.label, labels[button.label], PAIR)


def _cut(label: str, place: Place, room: int) -> Iterator[Finding]:
    if len(label) > room:
        message = f"le bouton « {label} » fait {len(label)} signes : un téléphone le coupe"
        yield Finding(*place, "CB-424", message, f"raccourcissez-le à {room} signes")


def _labels(knowledge: Knowledge) -> dict[str, Place]:
    """Return where each label of a button is written: answers, places, programmes, and what can be done."""
    found: dict[str, Place] = {}
    for rank, question in enumerate(knowledge.questions.values()):
        found[_capital(question.name)] = "questions.yaml", (rank, "nom")
        if question.refine:
            found[typeset(question.refine)] = "questions.yaml", (rank, "preciser")
        found |= {
            typeset(option.label): ("questions.yaml", (rank, "options", place, "libelle"))
            for place, option in enumerate(question.options)
        }
    for region in knowledge.regions.values():
        file = f"regions/{region.code}.yaml"
        found[typeset(region.name)] = file, ("nom",)
        found |= {typeset(name): (file, ("departements", code)) for code, name in region.departments.items()}
    for programme in knowledge.programmes.values():
        found[typeset(programme.short)] = f"dispositifs/{programme.id}.yaml", ("court",)
    texts = (
        pair for pair in knowledge.texts.items() if pair[0].startswith("bouton_") and pair[0] != SENTENCE
    )
    return found | {_capital(text): ("textes.yaml", (key,)) for key, text in texts}


def _marked(knowledge: Knowledge) -> Iterator[tuple[str, Place]]:
    """Yield the labels of alerts as they are longest: ticked, or numbered, when they fit without."""
    tick, number = typeset(knowledge.texts["bouton_choisi"]), "99."
    for rhythm in RHYTHMS:
        key = f"bouton_{rhythm}"
        yield f"{tick} {_capital(knowledge.texts[key])}", ("textes.yaml", (key,))
    yield f"{number} {_capital(knowledge.texts['tous_les_appels'])}", ("textes.yaml", ("tous_les_appels",))
    for programme in knowledge.programmes.values():
        if len(typeset(programme.short)) <= FULL:
            label = f"{number} {typeset(programme.short)}"
            yield label, (f"dispositifs/{programme.id}.yaml", ("court",))


def _capital(text: str) -> str:
    shown = typeset(text)
    return shown[:1].upper() + shown[1:]


def _pages(knowledge: Knowledge, ends: Iterable[End], now: datetime) -> Iterator[tuple[Place, str, Message]]:
    turn = partial(_turn, knowledge, now)
    for rank, question in enumerate(knowledge.questions.values()):
        for region in knowledge.regions if question.id == DEPARTMENT else ("",):
            asked = turn({REGION: region} if region else {}, question.id)
            page = question_page(asked, question, help_text(asked), numbered=True)
            yield ("questions.yaml", (rank,)), f"la question « {question.id} »", page
    for region in knowledge.regions:
        yield (f"regions/{region}.yaml", ()), "les contacts", Message(human_text(turn({REGION: region})))
        page = privacy_page(turn({REGION: region}), Delays())
        yield ("textes.yaml", ("confidentialite",)), "la page de confidentialité", page
    yield from _sheets(knowledge, now)
    yield from _announcements(knowledge, now)
    yield from _results(knowledge, ends, now)


def _announcements(knowledge: Knowledge, now: datetime) -> Iterator[tuple[Place, str, Message]]:
    """Make the announcement of each call, and the page where one asks for all."""
    for rank, call in enumerate(knowledge.calls):
        region = next(iter(knowledge.regions)) if call.regions == "partout" else call.regions[0]
        announcement = Announcement(knowledge, region, now, weekly=False)
        for window in coming(knowledge, call, instant(knowledge, region, now)):
            page, _ = announcement.of([Notice(window, "correction", "ouverture")])
            yield ("appels.yaml", (rank,)), f"l'annonce de l'appel « {call.title} »", page
    for region in knowledge.regions:
        every = tuple(Alert(region, EVERY, rhythm) for rhythm in RHYTHMS)
        turn = Turn(knowledge, Session(alerts=every), now)
        yield ("textes.yaml", ("alerte_consigne",)), "la page des alertes", alert_page(turn, region, EVERY)
        here = _turn(knowledge, now, {REGION: region})
        yield ("appels.yaml", ()), f"la page des appels, {here.said()},", calls_page(here, region)


_PAGES = (
    ("la fiche", details_page),
    ("la page des sources", sources_page),
    ("la page des échéances", dates_page),
    ("la page du prix", price_page),
    ("la page de la durée", duration_page),
    ("la page de ce qui est à préparer", preparation_page),
    ("la page de qui peut demander", audience_page),
)


def _sheets(knowledge: Knowledge, now: datetime) -> Iterator[tuple[Place, str, Message]]:
    """Make the pages of every programme where they are longest, in each zone."""
    for role in dict.fromkeys(programme.contact for programme in knowledge.programmes.values()):
        places = _crowded(knowledge, role)
        for programme in (p for p in knowledge.programmes.values() if p.contact == role):
            for region, answers in places:
                for called, make in _PAGES:
                    page = make(_turn(knowledge, now, answers), programme.id)
                    where = f"{called}, {knowledge.regions[region].within},"
                    yield (f"dispositifs/{programme.id}.yaml", ()), where, page


def _crowded(knowledge: Knowledge, role: str) -> list[tuple[str, Facts]]:
    """Return where the contacts of a role take most room, in each zone: what most lengthens a page."""
    some = next(p.id for p in knowledge.programmes.values() if p.contact == role)
    longest: dict[str, tuple[int, str, Facts]] = {}
    for code, region in knowledge.regions.items():
        for department in region.departments:
            answers = {REGION: code, DEPARTMENT: department}
            size = sum(len(str(reach.contact)) for reach in contacts_for(knowledge, some, answers))
            if size > longest.get(region.zone, (0,))[0]:
                longest[region.zone] = size, code, answers
    return [(code, answers) for _, code, answers in longest.values()]


def _results(
    knowledge: Knowledge, ends: Iterable[End], now: datetime
) -> Iterator[tuple[Place, str, Message]]:
    """Make the longest results, and the lists of their answers."""
    results = [(answers, told(knowledge, end)) for answers, end in ends]
    for answers, end in nlargest(LONGEST, results, key=lambda pair: len(str(pair[1]))):
        turn = _turn(knowledge, now, answers)
        place = f"dispositifs/{end.principal.programme}.yaml", ()
        yield place, f"le résultat ({turn.said()})", result_page(turn, end)
        yield ("questions.yaml", ()), f"le récapitulatif ({turn.said()})", recap_page(turn)


def _turn(knowledge: Knowledge, now: datetime, answers: Facts, focus: str | None = None) -> Turn:
    return Turn(knowledge, Session(answers=answers, focus=focus), now)
