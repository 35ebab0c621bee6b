"""Somebody who does not know whom to ask is as sure as anybody of what she says besides."""

import pytest

from bot.answers import meaning_json
from knowledge.content import Knowledge


@pytest.mark.parametrize(
    ("text", "status", "region"),
    [
        (
            "slt asso de gap on veut lancer une ressourcerie on sait pas par où commencer",
            "association",
            "93",
        ),
        ("asso à Lyon, je sais pas trop vers qui me tourner", "association", "84"),
        ("on est une scop de Brest on sait plus à qui s'adresser", "cooperative", "53"),
        ("association à Brest, on sait pas trop quoi faire", "association", "53"),
    ],
)
def test_not_to_know_where_to_begin_makes_nothing_else_doubtful(
    knowledge: Knowledge, text: str, status: str, region: str
) -> None:
    """The status and the place are taken."""
    told = meaning_json(knowledge, {"texte": text, "question": "statut"})["reponses"]
    assert isinstance(told, dict)
    assert (told["statut"], told["region"]) == (status, region)


def test_not_to_know_which_one_is_still_does(knowledge: Knowledge) -> None:
    """« Je ne sais pas trop » of the status itself leaves it in doubt."""
    told = meaning_json(knowledge, {"texte": "asso à Lyon, enfin je sais pas trop", "question": "statut"})
    assert "statut" not in str(told["reponses"])
