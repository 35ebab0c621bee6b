"""What is written twice, badly, for nothing, or where nobody comes."""

from dataclasses import replace

import pytest

from knowledge.content import Knowledge
from knowledge.doubles import doubles
from knowledge.entry import UNKNOWN
from knowledge.leftovers import leftovers
from knowledge.links import links, malformed
from knowledge.questions import AskedIf, Question
from knowledge.regions import Contact
from knowledge.waiting import unasked


def test_the_shipped_content_has_none_of_these_mistakes(knowledge: Knowledge) -> None:
    """Nothing is written twice, no address is malformed, every question is asked."""
    assert [*doubles(knowledge), *links(knowledge), *unasked(knowledge)] == []


def listed(knowledge: Knowledge, *contacts: Contact) -> list[str]:
    """Return what is told of a list of contacts."""
    region = knowledge.regions["24"].model_copy(update={"dla": contacts})
    return [f.message for f in doubles(replace(knowledge, regions={"24": region}))]


def test_contacts_are_doubles_only_for_the_same_places(knowledge: Knowledge) -> None:
    """The same name, phone or mail is a double for the same département, or the same town without any."""
    one = Contact(name="BGE", departments=("36",), mail="a@bge.fr")
    assert listed(knowledge, one, Contact(name="bge", departments=("36", "37")))
    assert listed(knowledge, one, Contact(name="Autre", departments=("36",), mail="A@bge.fr"))
    assert not listed(knowledge, one, Contact(name="BGE", departments=("37",)))
    assert not listed(knowledge, one, Contact(name="BGE"))
    assert listed(knowledge, Contact(name="BGE"), Contact(name="BGE"))
    assert not listed(knowledge, Contact(name="BGE", town="Tours"), Contact(name="BGE", town="Blois"))


def test_a_call_is_a_double_by_what_it_says(knowledge: Knowledge) -> None:
    """The same programme, dates and regions under another name are a double."""
    call = knowledge.calls[0]
    told = [f.code for f in doubles(replace(knowledge, calls=(call, call.model_copy(update={"id": "b"}))))]
    assert told == ["CB-332"]


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("https://info-dla.fr", ""),
        ("https://fr.wikipedia.org/wiki/Esus_(agrément)", ""),
        ("https://web.archive.org/web/2020/https://cress.org", ""),
        ("https://cress", "sans point"),
        ("https://cress.org./page", "sans point"),
        ("https://cress.org/page,", "finit par"),
        ("https://cress.org/page(1", "parenthèse"),
        ("http://https://cress.org", "deux fois"),
        ("https://[cress.org/", "n'a pas la forme"),
    ],
)
def test_an_address_has_a_form(address: str, told: str) -> None:
    """A host with a dot, no stray sign at the end, parentheses by pairs."""
    assert told in malformed(address)
    assert bool(malformed(address)) == bool(told)


def asked(knowledge: Knowledge, **conditions: list[dict[str, tuple[str, ...]]]) -> list[str]:
    """Return which questions are never asked, with other conditions (`posee_si`) for some."""
    changed = {
        name: knowledge.questions[name].model_copy(
            update={"asked_if": tuple(AskedIf(when=when) for when in ways)}
        )
        for name, ways in conditions.items()
    }
    known = replace(knowledge, questions={**knowledge.questions, **changed})
    return [f.message for f in unasked(known)]


def test_a_question_waits_for_what_may_come(knowledge: Knowledge) -> None:
    """Two questions that wait for each other are never asked; one that waits for a later one is."""
    told = asked(knowledge, urgence=[{"paiement": ("oui",)}], paiement=[{"urgence": ("oui",)}])
    assert told == [
        "la question « urgence » n'est jamais posée : elle attend la réponse à paiement",
        "la question « paiement » n'est jamais posée : elle attend la réponse à urgence",
    ]
    assert asked(knowledge, urgence=[{"paiement": ("oui",)}]) == []
    assert asked(knowledge, urgence=[]) == [
        "la question « urgence » n'est jamais posée : rien dans l'arbre ne la pose"
    ]


def test_what_is_never_used_is_a_warning(knowledge: Knowledge) -> None:
    """A programme that nothing proposes, a national contact that nobody is sent to, two answers alike."""
    shipped = [f.message for f in leftovers(knowledge)]
    contact = knowledge.national["ess_france"]
    programme = knowledge.programmes["dla"].model_copy(update={"id": "oublie"})
    urgence = knowledge.questions["urgence"]
    extra = urgence.options[0].model_copy(update={"id": "peut_etre", "label": "Peut-être"})
    question: Question = urgence.model_copy(update={"options": (*urgence.options, extra)})
    changed = replace(
        knowledge,
        national={**knowledge.national, "seul": contact},
        programmes={**knowledge.programmes, "oublie": programme},
        questions={**knowledge.questions, "urgence": question},
    )
    new = [f.message for f in leftovers(changed) if f.message not in shipped]
    assert new == [
        "le contact « seul » n'est donné nulle part",
        "« Peut-être » et « Non » donnent toujours le même résultat",
        "le dispositif « oublie » n'est jamais proposé",
    ]
    assert UNKNOWN in {option.id for option in urgence.options}
