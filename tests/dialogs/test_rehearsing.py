"""The scenarios about words: understood as an editor wrote, or told."""

import pytest

from dialogs.rehearsing import misheard
from knowledge.content import Knowledge
from knowledge.scenarios import Scenario


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        ({"ecrit": "scop", "a_la_question": "statut", "alors": {"compris": {"statut": "cooperative"}}}, None),
        ({"ecrit": "retour", "alors": {"demande": "retour"}}, None),
        ({"ecrit": "c'est quoi le dla", "alors": {"mot": "dla"}}, None),
        ({"ecrit": "azerty uiop", "alors": {"incompris": "oui"}}, None),
        (
            {
                "ecrit": "scop ou scic ou asso",
                "a_la_question": "statut",
                "alors": {"compris": {"statut": "mutuelle"}},
            },
            (
                "« scop ou scic ou asso », attendu : statut mutuelle"
                " — obtenu : à confirmer statut cooperative ou association"
            ),
        ),
        (
            {
                "ecrit": "scop ou asso",
                "a_la_question": "statut",
                "alors": {"a_confirmer": {"statut": ["cooperative", "association"]}},
            },
            None,
        ),
        (
            {
                "ecrit": "asso à Brest",
                "a_la_question": "statut",
                "alors": {"compris": {"statut": "association", "region": "53", "departement": "29"}},
            },
            None,
        ),
        ({"mots": {"statut": {"association": ["asso", "association"]}}}, None),
        (
            {"mots": {"statut": {"association": ["scop"]}}},
            "« scop », attendu : statut association — obtenu : statut cooperative",
        ),
        ({"mots": {"humeur": {"bonne": ["asso"]}}}, "la question « humeur » n'existe pas"),
        ({"demandes": {"retour": ["retour"]}}, None),
        ({"demandes": {"aide": ["retour"]}}, "« retour », attendu : demande aide — obtenu : demande retour"),
        ({"definitions": {"dla": ["c'est quoi le dla"]}}, None),
        (
            {"definitions": {"esus": ["c'est quoi le dla"]}},
            "« c'est quoi le dla », attendu : mot esus — obtenu : mot dla",
        ),
        ({"textes": {"textes": {"merci": "plaisir"}}}, None),
    ],
)
def test_words_are_understood_as_written(
    knowledge: Knowledge, data: dict[str, object], problem: str | None
) -> None:
    """What is understood is what is expected, or both are told; other kinds of scenario are not read here."""
    assert misheard(knowledge, Scenario.model_validate({"scenario": "s", "qui": "Essai", **data})) == problem
