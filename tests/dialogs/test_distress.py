"""Somebody in danger is told whom to call before anything else."""

import pytest

from knowledge.content import Knowledge
from tests.dialogs.talking import REFINABLE, RESULT, Talk, told


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
        "je sers plus à rien autant en finir",
        "autant en finir",
        "j'ai fait une tentative de suicide",
        "tout le monde serait mieux sans moi",
        "mon président a fait une tentative de suicide, asso dijon",
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
        "pour en finir avec ce dossier",
        "autant en finir avec ce dossier",
        "la tentative de rachat a échoué",
        "on accompagne les jeunes après une tentative de suicide",
        "je craque pour ce projet",
        "on n'en peut plus d'attendre la subvention",
        "envie de tout plaquer pour monter une ferme",
        "essayer 6 mois sans tout plaquer",
        "asso pour les aidants en burn out",
        "je tiens plus à l'asso qu'à la coopérative",
    ],
)
def test_what_only_looks_like_it(knowledge: Knowledge, text: str) -> None:
    """Words that look like those of distress are read as any others."""
    assert "3114" not in Talk(knowledge).say(text).text


def test_the_number_is_explained_with_its_source(knowledge: Knowledge) -> None:
    """What is said of the number rests on facts, which its definition cites."""
    assert "prévention du suicide" in Talk(knowledge).say("c'est quoi le 3114 ?").text
    assert knowledge.glossary["prevention_suicide"].facts == ("F343", "F344")


@pytest.mark.parametrize(
    "text",
    [
        "mon président a fait une tentative de suicide, asso dijon",
        "ma trésorière a tenté de se suicider",
        "un de mes salariés veut se suicider",
        "notre trésorière s'est donné la mort",
    ],
)
def test_of_somebody_else_other_words(knowledge: Knowledge, text: str) -> None:
    """Who speaks of somebody else is not told that she thinks of death; of both, she comes first."""
    talk = Talk(knowledge).say(text)
    assert talk.text.startswith("Ce que vous dites là est grave")
    assert "pour un proche" in talk.text
    both = Talk(knowledge).say(f"{text}, et moi aussi je veux mourir")
    assert both.text.startswith("Ce que vous dites compte plus que votre dossier.")


WORN = "Ce que vous vivez est dur"


@pytest.mark.parametrize(
    "text",
    [
        "j'en peux plus",
        "je dors plus à cause de l'asso",
        "je craque, je vais tout lâcher",
        "je suis en burn out",
        "je vais pas tenir, je pleure tous les jours",
        "j'en peux plus je dors plus",
    ],
)
@pytest.mark.parametrize("answers", [{}, {"statut": "association"}, REFINABLE, RESULT])
def test_who_is_worn_out_is_told_a_kind_word(
    knowledge: Knowledge, text: str, answers: dict[str, str]
) -> None:
    """One human sentence, the number, somebody to talk to; then the conversation is where it was."""
    talk = told(knowledge, answers).say(text)
    assert talk.text.startswith(WORN)
    assert "3114" in talk.text
    assert "Parler à quelqu'un" in talk.labels
    assert talk.answers == answers
    assert (talk.session.misses, talk.session.choices) == (0, ())
    assert ("Vous êtes ?" if not answers else "") in talk.text


def test_what_who_is_worn_out_says_besides_is_taken(knowledge: Knowledge) -> None:
    """What is certain is noted, what is not is asked, under the kind word."""
    talk = Talk(knowledge).say("j'en peux plus, on est une asso à Lille, 3 salariés")
    assert talk.text.startswith(WORN)
    assert talk.answers.items() >= {"statut": "association", "salaries": "oui", "region": "32"}.items()
    assert "De quoi avez-vous besoin ?" in talk.text
    talk = Talk(knowledge).say("asso dijon", "plus de tréso, je craque")
    assert talk.text.startswith(WORN)
    assert talk.answers["urgence"] == "oui"
    assert "Il y a urgence" in talk.text


def test_danger_says_more_than_a_kind_word(knowledge: Knowledge) -> None:
    """Who is worn out and thinks of death is told the number alone."""
    assert WORN not in Talk(knowledge).say("j'en peux plus, je veux mourir").text
