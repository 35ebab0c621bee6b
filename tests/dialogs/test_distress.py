"""Somebody in danger is told whom to call before anything else."""

import pytest

from knowledge.content import Knowledge
from tests.dialogs.talking import RESULT, Talk, told


@pytest.mark.parametrize(
    "text",
    [
        "j'en peux plus, je veux en finir, mon asso coule",
        "je veux en finir",
        "Bonjour, je veux juste mourir, enfin je veux mourir",
        "jveux mourir",
        "je veux en finir, de toute façon l'asso est morte",
        "je veux en finir avec la vie",
        "j'ai envie d'en finir avec ma vie",
        "on va fermer et j'ai pensé au suicide",
        "il me reste plus qu'à me pendre",
        "je ne veux plus vivre",
        "je n'ai plus envie de vivre, tout s'écroule",
        "JE VAIS ME SUICIDER",
        "je suis au bout du rouleau",
        "j'ai des idées noires depuis la liquidation",
        "un de mes salariés veut se suicider",
        "je suis à bout, asso à Lille",
        "plus la force de continuer",
        "un salarié s'est suicidé dans notre association",
        "notre trésorière s'est donné la mort",
    ],
)
def test_somebody_in_danger_is_told_whom_to_call(knowledge: Knowledge, text: str) -> None:
    """The national number comes first, at a question as under a result, and the conversation can go on."""
    for answers in ({}, {"statut": "association"}, RESULT):
        talk = told(knowledge, answers).say(text)
        assert "3114" in talk.text
        assert "15 ou le 112" in talk.text
        assert talk.answers.items() >= answers.items()
        assert len(talk.messages) == 1
    back = "Continuer" if talk.session.choices else "Retour au résultat"
    assert talk.labels == (back, "Parler à quelqu'un")
    asked = "De quoi avez-vous besoin ?" if "statut" in Talk(knowledge).say(text).answers else "Vous êtes ?"
    assert asked in Talk(knowledge).say(text).tap("Continuer").text


@pytest.mark.parametrize(
    "text",
    [
        "on veut en finir avec la paperasse",
        "je veux en finir avec ce dossier",
        "je voudrais en finir avec les dettes de l'asso",
        "on n'en peut plus des délais",
        "j'en peux plus de la paperasse",
        "je vais me tuer à la tâche",
        "je veux disparaître de vos fichiers",
        "on veut nourir les gens",
        "je veux nourir les étudiants",
        "quand un jeune pense au suicide, notre asso l'écoute",
        "association de prévention du suicide",
        "nous accompagnons les familles après un suicide",
        "l'asso va mourir",
        "j'ai pas envie de mourir idiot",
        "notre asso est au bout du rouleau",
        "j'ai envie de mourir de rire",
        "le projet est à bout de bras",
        "je suis à bout de la liste",
    ],
)
def test_what_only_looks_like_it(knowledge: Knowledge, text: str) -> None:
    """Words that look like those of distress are read as any others."""
    assert "3114" not in Talk(knowledge).say(text).text


def test_the_number_is_explained_with_its_source(knowledge: Knowledge) -> None:
    """What is said of the number rests on facts, which its definition cites."""
    assert "prévention du suicide" in Talk(knowledge).say("c'est quoi le 3114 ?").text
    assert knowledge.glossary["prevention_suicide"].facts == ("F343", "F344")
