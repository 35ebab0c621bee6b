"""« Et si on était une scop ? »: what would follow is told, and nothing is written down."""

import pytest

from dialogs.events import Answer
from dialogs.supposing import supposed
from knowledge.content import Knowledge
from tests.dialogs.talking import BRETON, NETWORK, Talk, told

HIRED = {"statut": "association", "besoin": "consolider", "region": "53", "salaries": "oui"}


@pytest.mark.parametrize(
    ("text", "question", "value"),
    [
        ("et si on était une scop ?", "statut", "cooperative"),
        ("Si nous étions une mutuelle", "statut", "mutuelle"),
        ("bonjour, et si j'étais auto-entrepreneur ?", "statut", "entreprise_individuelle"),
        ("et si on n'avait pas de salarié ?", "salaries", "non"),
        ("et si on avait deux salariés, ça changerait quoi ?", "salaries", "oui"),
        ("mais si on était en Bretagne ?", "region", "53"),
        ("et si on devenait une coopérative", "statut", "cooperative"),
        ("et si c'était une mutuelle ?", "statut", "mutuelle"),
        ("et si on est une scop", "statut", "cooperative"),
        ("et si on est dans le 16 ?", "region", "75"),
        ("et si on passait en scic", "statut", "cooperative"),
        ("et si on fait une scic", "statut", "cooperative"),
        ("et si on devient une scop", "statut", "cooperative"),
    ],
)
def test_a_supposition_is_read(knowledge: Knowledge, text: str, question: str, value: str) -> None:
    """What is supposed is said in the imperfect after « si »."""
    assert Answer(question, value) in supposed(knowledge, text)


@pytest.mark.parametrize(
    "text",
    [
        "on est une scop",
        "on était une scop",
        "s'il vous plaît une scop",
        "si possible à Gap",
        "si on peut avoir une aide pour notre scop",
        "et si on était une scop ou une mutuelle ?",
        "et si on dansait ?",
        "mon voisin disait que si on était une scop",
        "",
    ],
)
def test_what_is_no_supposition_is_not(knowledge: Knowledge, text: str) -> None:
    """A statement, a wish in the present, two answers to one question or none are read as ever."""
    assert supposed(knowledge, text) == ()


def test_a_supposition_is_compared_and_changes_nothing(knowledge: Knowledge) -> None:
    """The support that would follow is told with its reason; one tap makes it the answer, one goes back."""
    talk = told(knowledge, HIRED).say("et si on n'avait pas de salarié ?")
    assert talk.answers == HIRED
    assert talk.text.startswith("Si vous aviez dit : aucun salarié. Vos réponses ne changent pas.")
    assert talk.labels == ("Prendre cette réponse", "Retour au résultat", "Mes réponses")
    assert "Votre piste" in talk.tap("Retour au résultat").text
    changed = told(knowledge, HIRED).say("et si on n'avait pas de salarié ?").tap("Prendre cette réponse")
    assert changed.answers["salaries"] == "non"


def test_what_is_so_already_changes_nothing(knowledge: Knowledge) -> None:
    """What was answered already, or counts for nothing here, cannot be made the answer."""
    for text in ("et si on était une association ?", "et si on avait l'agrément esus ?"):
        talk = told(knowledge, HIRED).say(text)
        assert "Votre piste resterait : " in talk.text, text
        assert talk.labels == ("Retour au résultat", "Mes réponses"), text


def test_of_two_answers_only_the_new_one_is_compared(knowledge: Knowledge) -> None:
    """What is said again beside what is supposed is no supposition; one tap takes what is new."""
    one = told(knowledge, HIRED).say("et si notre asso avait zéro salarié ?")
    assert one.text.startswith("Si vous aviez dit : aucun salarié.")
    assert one.labels[0] == "Prendre cette réponse"


@pytest.mark.parametrize(
    ("text", "told_of"),
    [
        ("et si on était une mutuelle sans salarié ?", "une mutuelle · aucun salarié"),
        ("et si on était à Marseille et qu'on avait pas de salarié ?", "aucun salarié · en Provence"),
        ("et si on était à Marseille, et qu'on n'avait aucun salarié ?", "aucun salarié · en Provence"),
        ("et si on était une mutuelle à Lyon ?", "une mutuelle · en Auvergne-Rhône-Alpes"),
    ],
)
def test_two_new_answers_are_compared_together(knowledge: Knowledge, text: str, told_of: str) -> None:
    """Both are said, and what they would lead to; no tap takes both, and nothing changes."""
    talk = told(knowledge, HIRED).say(text)
    assert talk.text.startswith(f"Si vous aviez dit : {told_of}")
    assert talk.answers == HIRED
    assert talk.labels == ("Retour au résultat", "Mes réponses")


def test_what_would_stay_is_said_to_stay(knowledge: Knowledge) -> None:
    """The same support is said to be the same; another one is named with its reason."""
    same = told(knowledge, HIRED).say("et si on était une scop ?").text
    assert "Votre piste resterait : Dispositif local d'accompagnement (DLA)" in same
    other = told(knowledge, HIRED).say("et si on était une collectivité ?").text
    assert "Votre piste serait : " in other
    assert "Pourquoi :" in other


def test_a_missing_answer_is_told(knowledge: Knowledge) -> None:
    """Where the supposition would bring a question, the question is said."""
    missing = [
        text
        for status in knowledge.questions["statut"].options
        for answers in (HIRED, {**HIRED, "besoin": "developper", "stade": "defini", "region": "93"})
        if "il me faudrait une réponse de plus : " in (
            text := told(knowledge, answers).say(f"et si on était une {status.label.lower()} ?").text
        )
    ]  # fmt: skip
    assert missing


def test_before_the_result_a_supposition_waits(knowledge: Knowledge) -> None:
    """There is nothing to compare yet: it is said, and the question is still there."""
    talk = told(knowledge, NETWORK).say("et si on était une scop ?")
    assert talk.text.startswith("Je vous le dirai avec votre piste.")
    assert talk.answers == NETWORK
    assert Talk(knowledge).say("et si on était une scop ?").answers == {}


@pytest.mark.parametrize(
    "text",
    [
        "si on est à Brest je vous rappelle",
        "et si on fait une demande ?",
        "et si c'est refusé ?",
        "et si besoin",
    ],
)
def test_what_may_be_true_supposes_nothing(knowledge: Knowledge, text: str) -> None:
    """« Si on est… » without « et » may be true; « et si » about nothing that is asked supposes nothing."""
    assert supposed(knowledge, text) == ()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("et pour une scop ?", "une coopérative"),
        ("et pour une scop", "une coopérative"),
        ("et pour une asso sans salarié ?", "aucun salarié"),
        ("et en Normandie ?", "en Normandie"),
        ("et à Rouen ?", "en Normandie"),
    ],
)
def test_what_is_asked_of_another_case_is_compared(knowledge: Knowledge, text: str, said: str) -> None:
    """« Et en Normandie ? » asks under a result: nothing is written down, one tap takes it."""
    talk = told(knowledge, BRETON)
    assert talk.say(text).text.startswith(f"Si vous aviez dit : {said}. Vos réponses ne changent pas.")
    assert talk.answers == BRETON
    assert talk.labels[0] == "Prendre cette réponse"


@pytest.mark.parametrize(
    "text",
    [
        "et pour le DLA ?",
        "et pour les dates ?",
        "et sur l'incubateur ?",
        "et en Normandie",
        "et pour info on est 12 salariés",
    ],
)
def test_not_all_that_is_asked_supposes(knowledge: Knowledge, text: str) -> None:
    """What is asked of a programme is answered, and a place that is only told is heard."""
    assert "Si vous aviez dit" not in told(knowledge, BRETON).say(text).text


@pytest.mark.parametrize("text", ["prends cette réponse", "ok je prends", "Prendre cette réponse"])
def test_what_was_supposed_is_taken_in_words(knowledge: Knowledge, text: str) -> None:
    """The button of what was compared may be typed, right after; later there is nothing to take."""
    talk = told(knowledge, BRETON).say("et si on n'avait pas de salarié ?")
    assert talk.say(text).answers == {**BRETON, "salaries": "non"}
    late = told(knowledge, BRETON).say("et si on n'avait pas de salarié ?", "les dates", text)
    assert late.answers == BRETON
