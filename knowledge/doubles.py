"""What is written twice: a contact, a call, a label, a sentence. One of the two would be forgotten."""

import re
import unicodedata
from collections.abc import Iterable, Iterator

from knowledge.content import Knowledge
from knowledge.issues import Finding
from knowledge.reaching import contacts_of
from knowledge.regions import Contact

Path_ = tuple[str | int, ...]
ONE = "gardez-en un seul"
SAYING = "changez l'un des deux, ou n'en gardez qu'un"
_SIGNS = re.compile(r"[^\w@]|_")
WAYS = (("name", "nom"), ("phone", "telephone"), ("mail", "courriel"))


def doubles(knowledge: Knowledge) -> Iterator[Finding]:
    """Say what is written twice."""
    for region in knowledge.regions.values():
        for key, contacts in contacts_of(region):
            listed = [((key, rank), contact) for rank, contact in enumerate(contacts)]
            yield from _contacts(f"regions/{region.code}.yaml", listed)
    national = [(("contacts", name), contact) for name, contact in knowledge.national.items()]
    yield from _contacts("national.yaml", national)
    yield from _calls(knowledge)
    yield from _texts(knowledge)


def _contacts(file: str, listed: Iterable[tuple[Path_, Contact]]) -> Iterator[Finding]:
    """Say which contacts of one list are one: same name, phone or mail, for the same places."""
    known: dict[tuple[str, str], list[Contact]] = {}
    for path, contact in listed:
        for way, key in WAYS:
            value = _plain(getattr(contact, way) or "")
            before = known.setdefault((way, value), []) if value else []
            twin = next((other for other in before if _meet(other, contact)), None)
            before.append(contact)
            if twin:
                message = f"{contact.name} : même {key} que {twin.name}, pour le même territoire"
                yield Finding(file, (*path, key), "CB-331", message, ONE)
                break


def _meet(one: Contact, other: Contact) -> bool:
    """Tell whether two contacts are for the same places."""
    shared = set(one.departments) & set(other.departments)
    return bool(shared) or not (one.departments or other.departments or one.town != other.town)


def _plain(text: str) -> str:
    return _SIGNS.sub("", unicodedata.normalize("NFKD", text.casefold()))


def _calls(knowledge: Knowledge) -> Iterator[Finding]:
    known: dict[object, str] = {}
    for rank, call in enumerate(knowledge.calls):
        if call.kind == "ponctuel":
            key = (call.programme, call.opens, call.closes, call.sessions, call.regions)
            first = known.setdefault(key, call.id)
            if first != call.id:
                message = f"l'appel « {call.id} » a le dispositif, les dates et les régions de « {first} »"
                yield Finding("appels.yaml", (rank,), "CB-332", message, ONE)


def _texts(knowledge: Knowledge) -> Iterator[Finding]:
    for file, texts in _listed(knowledge):
        yield from _same((file, path, text) for path, text in texts)
    programmes = knowledge.programmes.values()
    yield from _same((f"dispositifs/{p.id}.yaml", ("nom",), p.name) for p in programmes)
    yield from _same((f"dispositifs/{p.id}.yaml", ("court",), p.short) for p in programmes)


def _listed(knowledge: Knowledge) -> Iterator[tuple[str, Iterable[tuple[Path_, str]]]]:
    """Yield the texts of a file of which none may be written twice, with their paths."""
    questions = list(knowledge.questions.values())
    yield "questions.yaml", (((n, "texte"), q.text) for n, q in enumerate(questions))
    yield "questions.yaml", (((n, "nom"), q.name) for n, q in enumerate(questions))
    for n, question in enumerate(questions):
        labels = [((n, "options", place, "libelle"), o.label) for place, o in enumerate(question.options)]
        yield "questions.yaml", labels
    yield "motifs.yaml", (((name,), text) for name, text in knowledge.reasons.items())
    facts = knowledge.sources.facts.items()
    yield "sources.yaml", ((("faits", number, "enonce"), f.statement) for number, f in facts)
    terms = enumerate(knowledge.glossary.values())
    yield "glossaire.yaml", (((n, "terme"), term.label) for n, term in terms)


def _same(texts: Iterable[tuple[str, Path_, str]]) -> Iterator[Finding]:
    known: dict[str, str] = {}
    for file, path, text in texts:
        if first := known.get(plain := _plain(text)):
            where = "plus haut" if first == file else f"dans {first}"
            yield Finding(file, path, "CB-333", f"« {text} » est déjà écrit {where}", SAYING)
        known.setdefault(plain, file)
