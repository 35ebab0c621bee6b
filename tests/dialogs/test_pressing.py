"""What is said at once to somebody who says that it is urgent."""

import pytest

from dialogs.events import Answer, Do
from knowledge.content import Knowledge
from tests.dialogs.talking import RESULT, Talk, told

URGENT = "Il y a urgence : parlez d'abord à une personne."
COURT = "vous avez 45 jours pour le déclarer au tribunal"
"""What an emergency says first, and what cannot wait."""


def test_an_emergency_gives_somebody_to_call_at_once(knowledge: Knowledge) -> None:
    """The national contact is told before the region is known, then the one of the region, each once."""
    talk = Talk(knowledge).say("on est en cessation de paiement")
    assert talk.text.startswith(f"{URGENT}\nESS France")
    assert COURT in talk.text
    assert "Vous êtes ?" in talk.text
    talk.say("association")
    assert URGENT not in talk.text
    talk.say("Lyon")
    assert talk.text.startswith(f"{URGENT}\nCRESS Auvergne-Rhône-Alpes")
    assert COURT not in talk.text
    talk.say("oui")
    assert talk.text.count(URGENT) == 1
    assert talk.text.count("CRESS Auvergne-Rhône-Alpes :") == 2
    assert COURT in talk.text


def test_an_emergency_is_told_above_what_is_asked_of_a_message(knowledge: Knowledge) -> None:
    """Somebody to call is given even when the rest of the message is in doubt."""
    talk = Talk(knowledge).say("on est en cessation de paiement, association ou scop")
    assert talk.session.choices
    assert talk.text.startswith(URGENT)


def test_nothing_is_pressing_without_an_emergency(knowledge: Knowledge) -> None:
    """No emergency is told to who does not say one, nor to who asks for something else."""
    for answer in ("non", "ne_sait_pas"):
        talk = told(knowledge, {"statut": "association", "besoin": "consolider"})
        assert URGENT not in talk.take(Answer("urgence", answer)).text
    assert URGENT not in told(knowledge, RESULT).take(Do("resultat")).text


def test_an_emergency_is_not_told_that_there_is_time(knowledge: Knowledge) -> None:
    """No published deadline is no reason to wait."""
    text = Talk(knowledge).say("Notre SCOP de 14 salariés à Toulouse va déposer le bilan vendredi").text
    assert text.count(URGENT) == 1
    assert "date limite" not in text
    assert "Prochaine échéance : N'attendez pas" in text


def test_where_the_court_is_told_from(knowledge: Knowledge) -> None:
    """The page of the sources gives the facts behind what is said of the court."""
    talk = Talk(knowledge).say("asso, 3 salariés, Rennes, on dépose le bilan")
    text = talk.tap("D'où vient l'information ?").text
    assert {"F340", "F341", "F342"} <= {word.strip("()") for word in text.split()}


@pytest.mark.parametrize(
    "text",
    [
        "l'urssaf nous réclame 40000 euros, huissier demain",
        "notre compte bancaire est bloqué",
        "on a reçu une mise en demeure de payer",
        "on est assignés au tribunal par le bailleur",
        "on a une urgence",
    ],
)
def test_what_is_urgent(knowledge: Knowledge, text: str) -> None:
    """What is done against those who owe is an emergency."""
    assert Talk(knowledge).say(text).answers == {"urgence": "oui"}


@pytest.mark.parametrize(
    "text",
    [
        "mon frère est huissier",
        "une étude d'huissiers nous aide",
        "on a saisi nos comptes dans le logiciel",
        "pas d'huissier demain",
        "on fait de l'hébergement d'urgence",
    ],
)
def test_what_is_not_urgent(knowledge: Knowledge, text: str) -> None:
    """The same words may say something else."""
    assert "urgence" not in Talk(knowledge).say(text).answers


@pytest.mark.parametrize(
    ("text", "answers"),
    [
        ("on n'a pas de problème de trésorerie", {"urgence": "non"}),
        ("pas d'urgence, on veut développer", {"besoin": "developper"}),
    ],
)
def test_that_nothing_is_urgent(knowledge: Knowledge, text: str, answers: dict[str, str]) -> None:
    """No trouble is told as such, and hides nothing of the rest of the message."""
    assert Talk(knowledge).say(text).answers == answers


def test_an_emergency_in_one_word_is_asked(knowledge: Knowledge) -> None:
    """« Urgence » may be that of an hospital, or of a home: it was guessed to be a kind of structure."""
    assert "Y a-t-il urgence" in Talk(knowledge).say("URGENCE").text


@pytest.mark.parametrize(
    "text",
    [
        "notre asso va fermer dans une semaine, 5 salariés, Dijon",
        "notre asso de Dijon va fermer dans une semaine, 5 salariés",
        "notre asso ferme dans une semaine, 4 salariés, Nantes",
        "on ferme la semaine prochaine si personne nous aide, asso rennes 4 salariés",
        "asso de 4 salariés à Brest, ferme dans 15 jours sans aide",
        "on doit fermer dans deux semaines, asso de 3 salariés",
    ],
)
def test_an_end_within_days_is_an_emergency(knowledge: Knowledge, text: str) -> None:
    """Who closes within days is taken to be in an emergency, or asked about it."""
    talk = Talk(knowledge).say(text)
    assert URGENT in talk.text or "Y a-t-il urgence ?" in talk.text
    assert talk.answers["salaries"] == "oui"


@pytest.mark.parametrize(
    "text",
    [
        "la buvette ferme dans une semaine pour l'été",
        "la buvette ferme dans un mois",
        "on ferme dans une semaine pour les vacances",
        "notre asso ferme la semaine prochaine jusqu'à la rentrée",
        "notre asso ferme dans un mois pour travaux",
        "les candidatures ferment dans une semaine",
        "on ferme en août",
        "le dernier café du village ferme la semaine prochaine",
        "le plus urgent c'est de trouver un local",
    ],
)
def test_what_only_shuts_is_no_emergency(knowledge: Knowledge, text: str) -> None:
    """What shuts for a season, or is no structure of one's own, is no emergency."""
    for said in (text, f"{text}, asso dijon 2 salariés"):
        talk = Talk(knowledge).say(said)
        assert "urgence" not in talk.answers
        assert URGENT not in talk.text


@pytest.mark.parametrize(
    "text",
    [
        "non en fait c'est bon, plus d'urgence",
        "ce n'est plus urgent",
        "on n'est plus en urgence",
        "il n'y a plus d'urgence",
    ],
)
def test_an_emergency_is_taken_back(knowledge: Knowledge, text: str) -> None:
    """It is confirmed as any change is, at a question as under a result."""
    for told_first in ("asso dijon, plus de trésorerie", "asso dijon 5 salariés, plus de trésorerie"):
        talk = Talk(knowledge).say(told_first, text)
        assert "Je change pour : pas d'urgence ?" in talk.text
        assert talk.say("oui").answers["urgence"] == "non"
        assert URGENT not in talk.text


EMPLOYING = "chantier d'insertion Marseille, 15 salariés, plus de trésorerie, dépôt de bilan imminent"
ALONE = "asso dijon, 0 salarié, plus de tréso, on veut consolider"


def test_the_reason_promises_no_more_than_is_known(knowledge: Knowledge) -> None:
    """In an emergency the DLA may help, depending on the territory and on the jobs."""
    talk = Talk(knowledge).say(EMPLOYING)
    assert "Votre piste : Dispositif local d'accompagnement" in talk.text
    assert "Selon le territoire" in talk.text
    assert "si les emplois peuvent être sauvés" in talk.text
    assert "coeur du DLA" not in talk.text.replace("œ", "oe")
    assert talk.turn.orientation
    assert talk.turn.orientation.principal.facts == ("F086",)
    calm = told(knowledge, {**talk.answers, "urgence": "non"}).say("pourquoi")
    assert "cœur du DLA" in calm.text


def test_what_can_wait_is_not_told_now(knowledge: Knowledge) -> None:
    """Joining comes later, discovering is not told; without an emergency, both are told as ever."""
    text = Talk(knowledge).say(EMPLOYING).text
    assert text.index("Ensuite :") < text.index("Adhésion à la CRESS")
    idea = {
        "statut": "association",
        "salaries": "non",
        "besoin": "consolider",
        "stade": "piste",
        "region": "93",
    }
    talk = told(knowledge, {**idea, "urgence": "oui"}).say("mes réponses", "continuer")
    assert "Découvrir l'ESS" not in (*talk.labels, talk.text)
    assert "Découvrir l'ESS" not in talk.text
    assert "Découvrir" not in talk.say("autre chose").text
    calm = told(knowledge, {**idea, "urgence": "non"}).say("mes réponses", "continuer")
    assert "Découvrir l'ESS" in calm.text
    assert "Ensuite :" not in calm.text


def test_no_jobs_are_spoken_of_where_there_are_none(knowledge: Knowledge) -> None:
    """Who has no employee hears of what is owed, who has some of the jobs too."""
    assert "emplois menacés" not in Talk(knowledge).say(ALONE).text
    assert "ce qui ne peut plus être payé" in Talk(knowledge).say(ALONE).text
    assert "emplois menacés" in Talk(knowledge).say(EMPLOYING).text


def test_the_delay_is_told_whole_once(knowledge: Knowledge) -> None:
    """Before the result it is told in short, on the result whole, and a supposition does not say it again."""
    talk = Talk(knowledge).say("asso dijon, plus de trésorerie")
    assert COURT in talk.text
    assert "mandataire ad hoc" not in talk.text
    talk.say("5 salariés")
    assert talk.text.count(COURT) == 1
    assert "mandataire ad hoc" in talk.text
    assert COURT not in talk.say("et si on était une coopérative ?").text
