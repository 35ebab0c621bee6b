"""What else a message said waits while one point of it is asked about, and is asked or taken next."""

from collections.abc import Callable

import pytest

from dialogs.events import Do
from knowledge.content import Knowledge
from tests.dialogs.talking import Talk, told

Step = Callable[[Talk], Talk]
COPRO = "on est un syndicat de copro à Lille on veut faire un jardin partagé"
INTERN = "je cherche un stage dans l'ess à Lyon"


def tapped(label: str) -> Step:
    """Return what taps a label."""
    return lambda talk: talk.tap(label)


def typed(text: str) -> Step:
    """Return what types a text."""
    return lambda talk: talk.say(text)


def test_another_answer_typed_keeps_what_waits(knowledge: Knowledge) -> None:
    """An answer that was not offered settles the doubt; the need and the town are asked next."""
    talk = Talk(knowledge).say(COPRO)
    assert talk.labels[:2] == ("Collectivité", "Groupement d'acteurs")
    talk.say("collectif")
    assert talk.answers == {"statut": "collectif"}
    assert talk.text.endswith("De quoi avez-vous besoin ?")
    assert talk.labels[0] == "Développer une activité"
    talk.tap("Développer une activité")
    assert talk.labels == ("Hauts-de-France", "Autre chose", "Aide")
    assert talk.say("oui").answers == {"statut": "collectif", "besoin": "developper", "region": "32"}


@pytest.mark.parametrize("other", [tapped("Autre chose"), typed("autre chose")])
@pytest.mark.parametrize("alone", [tapped("Personne seule"), typed("seul")])
def test_none_of_these_keeps_what_waits(knowledge: Knowledge, other: Step, alone: Step) -> None:
    """« Autre chose » asks the whole question; once it is answered, the town of the message is asked."""
    talk = other(Talk(knowledge).say(INTERN))
    assert "Collectif d'habitants" in talk.labels
    assert not talk.session.blank
    alone(talk)
    assert talk.answers == {"statut": "sans_structure"}
    assert talk.labels == ("Auvergne-Rhône-Alpes", "Autre chose", "Aide")


def test_none_of_these_about_another_question_asks_what_waits(knowledge: Knowledge) -> None:
    """Of what is doubted about, nothing is asked any more; the next doubt comes at once."""
    talk = Talk(knowledge).say(COPRO, "collectif").tap("Autre chose")
    assert "Rencontrer, s'informer" in talk.labels
    talk.tap("Développer une activité").tap("Autre chose")
    assert talk.session.later == ()
    assert talk.answers == {"statut": "collectif", "besoin": "developper"}


def test_a_label_typed_in_full_is_a_tap(knowledge: Knowledge) -> None:
    """Every label under every doubt of a message leads where its button does."""
    for text in (COPRO, INTERN, "asso à Saint-Denis, on veut développer", "on a peut-être deux salariés"):
        for label in Talk(knowledge).say(text).labels:
            tap, words = (how(label)(Talk(knowledge).say(text)) for how in (tapped, typed))
            assert words.answers == tap.answers, label
            assert words.session.later == tap.session.later, label
            assert words.labels == tap.labels, label


def test_what_waits_survives_what_is_not_understood(knowledge: Knowledge) -> None:
    """Two misunderstandings bring the whole question back; what the message said besides still waits."""
    talk = Talk(knowledge).say(INTERN, "zzz", "wxwxwxwx").say("personne seule")
    assert talk.answers == {"statut": "sans_structure"}
    assert talk.labels == ("Auvergne-Rhône-Alpes", "Autre chose", "Aide")
    lyon = Talk(knowledge).say("hello do you speak english? I want to start a social business in Lyon")
    lyon.say("wxwxwxwx", "zzz", "personne seule")
    assert lyon.labels == ("Auvergne-Rhône-Alpes", "Autre chose", "Aide")


def test_what_waits_is_not_asked_against_what_was_answered_meanwhile(knowledge: Knowledge) -> None:
    """A town given meanwhile is the one: that of the message before contests nothing."""
    talk = Talk(knowledge).say(INTERN).tap("Autre chose").say("personne seule à Brest")
    assert talk.answers["region"] == "53"
    assert "Je change" not in talk.text
    assert talk.session.later == ()


def test_a_doubt_gives_way_to_another_and_comes_back(knowledge: Knowledge) -> None:
    """What another message puts in question is asked, then what was already in doubt is asked again."""
    talk = Talk(knowledge).say("asso à Lille on veut développer")
    assert talk.labels == ("Développer une activité", "Autre chose", "Aide")
    talk.say("scop ou asso")
    assert "Je change pour : une coopérative ?" in talk.text
    assert talk.say("non").labels == ("Développer une activité", "Autre chose", "Aide")


def test_going_back_forgets_what_waits(knowledge: Knowledge) -> None:
    """« Retour » and « recommencer » leave the message, and all that it said."""
    for leaving in ("retour", "recommencer"):
        talk = Talk(knowledge).say(INTERN).tap("Autre chose").take(Do(leaving)).say("personne seule")
        assert talk.labels[0] != "Auvergne-Rhône-Alpes"


def test_an_employee_that_contradicts_is_asked_first(knowledge: Knowledge) -> None:
    """What is certain and contradicts an answer comes before what the same message leaves in doubt."""
    known = {"statut": "association", "salaries": "non", "besoin": "developper", "region": "53"}
    talk = told(knowledge, known).say("en fait 1 salarié 10h par semaine")
    assert talk.text == "Vous aviez dit : aucun salarié. Je change pour : au moins un salarié ?"
    assert talk.say("oui").answers["salaries"] == "oui"


def test_a_doubt_that_would_count_for_nothing_is_not_asked(knowledge: Knowledge) -> None:
    """What is sure is taken, and a doubt about what is not asked of such a structure is left."""
    talk = Talk(knowledge).say("on est une mairie à Brest, on a peut-être deux salariés")
    assert talk.session.choices == ()
    assert talk.answers == {"statut": "collectivite", "region": "53", "departement": "29"}


TWO = "on est 2 structures une asso de 5 salariés et une scop de 12 on veut mutualiser"


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("c'est pour l'asso", "association"),
        ("non la scop en fait", "cooperative"),
        ("plutôt pour la scop alors", "cooperative"),
    ],
)
def test_of_those_offered_the_only_name_said_is_taken(knowledge: Knowledge, text: str, status: str) -> None:
    """Small words around the name of an answer that was just offered change nothing, but a refusal does."""
    talk = Talk(knowledge).say(TWO)
    assert talk.labels[:2] == ("Association", "Coopérative")
    assert talk.say(text).answers["statut"] == status
    assert "statut" not in Talk(knowledge).say(TWO, "pas la scop").answers


def test_a_guess_adds_to_what_was_said(knowledge: Knowledge) -> None:
    """The answer in doubt stays first on screen beside what is only guessed, and after an aside."""
    doubt = Talk(knowledge).say("Nous sommes une fondation à Paris et souhaitons obtenir l'agrément ESUS")
    assert doubt.labels == ("Obtenir l'agrément ESUS", "Autre chose", "Aide")
    guess = doubt.say("et pour une asso ?")
    assert guess.labels[:2] == ("Obtenir l'agrément ESUS", "Créer une structure")
    assert guess.say("quels documents ?").labels[0] == "Obtenir l'agrément ESUS"
    assert guess.tap("Obtenir l'agrément ESUS").answers["besoin"] == "esus"


def test_what_was_not_understood_leaves_a_doubt(knowledge: Knowledge) -> None:
    """After words that mean nothing, an aside comes back to the answer that was in doubt."""
    talk = Talk(knowledge).say("g besoin dargent pr mon asso", "zorglub patatra")
    assert talk.labels == ("Trouver un financement", "Autre chose", "Aide")
    assert talk.say("c'est quoi le DLA ?").labels == talk.labels
    assert talk.say("oui").answers["besoin"] == "financer"


@pytest.mark.parametrize("text", ["non 27", "non c'est le 27", "Non, l'Eure"])
def test_a_no_to_a_doubt_may_say_what_is_meant(knowledge: Knowledge, text: str) -> None:
    """« Non 27 » to « Normandie ? » takes the number that follows."""
    talk = Talk(knowledge).say("asso", "76")
    assert talk.labels[0] == "Normandie"
    assert talk.say(text).answers == {"statut": "association", "region": "28", "departement": "27"}
