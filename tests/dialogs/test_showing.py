"""What is asked of a programme by its name, under a result or before."""

import pytest

from dialogs.calling import named
from knowledge.content import Knowledge
from tests.dialogs.talking import NETWORK, Talk, readable, told

DEVELOPING = {
    "statut": "association",
    "salaries": "oui",
    "stade": "defini",
    "besoin": "developper",
    "region": "93",
}
"""Answers whose principal support is MPESS Développement, with the DLA and Starter beside."""


def test_every_programme_is_known_by_its_short_name(knowledge: Knowledge) -> None:
    """The name on its button names a programme, where it exists."""
    for programme in knowledge.programmes.values():
        region = "93" if programme.exists_in("93") else programme.zones[0]
        talk = told(knowledge, {"region": region})
        assert named(talk.turn, f"parlez-moi de {programme.short}") == programme.id
        elsewhere = next((code for code in knowledge.regions if not programme.exists_in(code)), None)
        if elsewhere:
            assert named(told(knowledge, {"region": elsewhere}).turn, programme.short) != programme.id


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("combien coûte le DLA ?", "Coût : Gratuit pour les structures employeuses de l'ESS"),
        ("et la CRESS c'est payant ?", "Coût : Des services ouverts à tous"),
        ("combien coûte l'adhésion à la CRESS ?", "Coût : Montant non publié"),
        ("qui contacter pour le DLA ?", "Pour le dispositif DLA, vous pouvez contacter :"),
        ("les dates du DLA", "Échéances :"),
        ("pourquoi le DLA ?", "La démarche :"),
        ("je prends le DLA", "La démarche :"),
        ("parlez-moi du starter", "La démarche :"),
        ("pourquoi pas le dla", "La démarche :"),
    ],
)
def test_the_page_is_of_the_programme_that_is_named(knowledge: Knowledge, text: str, shown: str) -> None:
    """The price of the DLA is not that of the result: what is named is shown, and the result a tap away."""
    talk = told(knowledge, DEVELOPING).say(text)
    assert shown in talk.text
    assert not talk.text.startswith("Mon projet d'entreprise")
    assert "Votre piste : Mon projet d'entreprise" in talk.tap("Retour au résultat").text


def test_the_chamber_is_named_as_anybody_is(knowledge: Knowledge) -> None:
    """« Appeler la CRESS » gives the CRESS, of which no programme is told."""
    for answers in (DEVELOPING, NETWORK, {**NETWORK, "region": "53"}):
        for text in ("appeler la cress", "parler à la CRESS"):
            assert "dispositif" not in told(knowledge, answers).say(text).text.partition(":")[0], text


def test_a_price_may_be_asked_before_the_result(knowledge: Knowledge) -> None:
    """A programme that is named needs no result to say what it costs."""
    talk = told(knowledge, NETWORK).say("combien coûte le DLA ?")
    assert "Coût : Gratuit" in talk.text
    assert talk.answers == NETWORK


def test_where_a_programme_exists_is_said_with_its_price_and_dates(knowledge: Knowledge) -> None:
    """Before the region is known, a programme of one region says so on its short pages too."""
    for text in ("combien coûte le PEPS ?", "quand ouvre le PEPS ?"):
        assert "Ce dispositif existe seulement en Provence" in told(knowledge, NETWORK).say(text).text, text


def test_without_a_name_the_page_is_of_the_result(knowledge: Knowledge) -> None:
    """« Combien ça coûte ? » is about the result."""
    talk = told(knowledge, DEVELOPING)
    assert readable(talk.say("combien ça coûte ?").text).startswith("Mon projet d'entreprise")
    assert named(talk.turn, "combien ça coûte ?") is None
    assert named(Talk(knowledge).turn, "") is None
