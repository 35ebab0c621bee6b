"""Asking to be told: from a result, from the list, in words; and wanting nothing any more."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogs.events import Do, Follow, Message, Mute, Notify
from dialogs.following import changed
from dialogs.session import Alert, Session
from knowledge.announcing import EVERY, RHYTHMS
from knowledge.content import Knowledge
from tests.dialogs.talking import BRETON, NETWORK, RESULT, Talk, readable, told

STARTER = {"statut": "association", "besoin": "tester", "stade": "piste", "salaries": "non", "region": "93"}


def labels(talk: Talk) -> list[str]:
    """Return the labels of the buttons on screen."""
    return [readable(button.label) for button in talk.buttons]


def test_an_alert_is_asked_for_in_two_taps(knowledge: Knowledge) -> None:
    """From the result, one tap shows what one may be told, another one chooses; a third one undoes."""
    talk = told(knowledge, RESULT).take(Do("resultat")).tap("M'alerter")
    assert "Être prévenu : Adhésion à la CRESS, en Bretagne" in talk.text
    talk.tap("Tous les appels de la région")
    assert "Rien de choisi pour l'instant." in talk.text
    assert labels(talk)[:4] == [
        "Résumé de la semaine",
        "Dès l'ouverture",
        "15 et 3 jours avant la fin",
        "Dès que la date est connue",
    ]
    talk.tap("Dès l'ouverture").tap("Résumé de la semaine")
    assert "Vous recevrez : le résumé de la semaine ; un message dès l'ouverture." in talk.text
    assert "✓ Résumé de la semaine" in labels(talk)
    assert [alert.rhythm for alert in talk.session.alerts] == ["lundi", "ouverture"]
    talk.tap("✓ Résumé de la semaine")
    assert [alert.rhythm for alert in talk.session.alerts] == ["ouverture"]


def test_what_is_always_open_has_nothing_to_announce(knowledge: Knowledge) -> None:
    """A programme without any date is said to have none, and the other calls of the region are offered."""
    talk = told(knowledge, RESULT).take(Follow("53", "dla"))
    assert "Il n'y a donc pas de date à annoncer." in talk.text
    assert labels(talk) == ["Tous les appels de la région", "Mes alertes", "Retour au résultat"]


@pytest.mark.parametrize(("programme", "region"), [("droit_commun", "53"), ("mpess_crea", "93")])
def test_without_a_date_nor_a_contact_none_is_pointed_at(
    knowledge: Knowledge, programme: str, region: str
) -> None:
    """A call may be published one day: one may ask to know; the page names no contact « indiqué ici »."""
    talk = told(knowledge, RESULT).take(Follow(region, programme))
    assert "Aucune date n'est publiée pour l'instant." in talk.text
    assert "indiqué ici" not in talk.text
    assert "Dès que la date est connue" in labels(talk)


@pytest.mark.parametrize("more", [(), (Notify("53", EVERY, "lundi"),)])
def test_an_alert_about_a_programme_that_ended_is_said(
    knowledge: Knowledge, more: tuple[Notify, ...]
) -> None:
    """It announces nothing any more; it does not show as an alert, and can be stopped."""
    asked = told(knowledge, RESULT).take(Notify("53", "la_france_s_engage", "lundi"), *more).session
    ended = knowledge.programmes["la_france_s_engage"].model_copy(update={"state": "arrete"})
    known = replace(knowledge, programmes={**knowledge.programmes, ended.id: ended})
    talk = Talk(known, asked).take(Do("alertes"))
    assert "Une alerte porte sur un dispositif qui n'est plus proposé" in talk.text
    assert "Arrêter les alertes" in labels(talk)
    assert "La France s'engage" not in labels(talk)


def test_a_date_known_by_all_is_not_offered_as_unknown(knowledge: Knowledge) -> None:
    """« Dès que la date est connue » is offered only where a date may become known."""
    dated = replace(knowledge, calls=tuple(call for call in knowledge.calls if call.kind == "ponctuel"))
    talk = told(dated, RESULT).take(Follow("53", "la_france_s_engage"))
    assert "Dès que la date est connue" not in labels(talk)
    assert "Dès que la date est connue" in labels(
        told(knowledge, RESULT).take(Follow("53", "la_france_s_engage"))
    )


def test_the_list_shows_changes_and_stops(knowledge: Knowledge) -> None:
    """Each alert with its rhythms, a tap to change it, one to stop all; answers stay."""
    talk = told(knowledge, RESULT).take(Notify("53", EVERY, "lundi")).say("mes alertes")
    assert "• Tous les appels, en Bretagne : le résumé de la semaine" in talk.text
    assert labels(talk)[0] == "Tous les appels"
    talk.take(Notify("93", "peps", "connue"), Do("alertes"))
    assert "PEPS (Inter-Made), en Provence-Alpes-Côte d'Azur : un message dès qu'une date est" in talk.text
    assert "2. PEPS (Inter-Made), en Provence" in talk.text
    assert labels(talk)[:2] == ["1. Tous les appels", "2. PEPS (Inter-Made)"]
    talk.tap("Arrêter les alertes")
    assert talk.text.startswith("C'est fait.")
    assert talk.session.alerts == ()
    assert talk.session.answers == RESULT


def test_what_is_sent_stays_on_screen_when_its_buttons_are_tapped(knowledge: Knowledge) -> None:
    """The two acts that are under every announcement are answered beside it."""
    for act in ("alertes", "sans_alertes"):
        (reply,) = Talk(knowledge).take(Do(act)).replies
        assert isinstance(reply, Message)
        assert reply.beside


def test_without_a_result_what_can_be_offered_is(knowledge: Knowledge) -> None:
    """Without a region it is asked first; then all its calls are offered; with a result, its support too."""
    talk = Talk(knowledge).say("prévenez-moi")
    assert "Dites-moi d'abord votre région." in talk.text
    assert labels(talk) == ["Continuer"]
    talk.answer({**NETWORK, "region": "53"}).take(Do("alertes"))
    assert "Tous les appels de la région" in labels(talk)
    talk = told(knowledge, RESULT).take(Do("alertes"))
    assert labels(talk) == ["Adhésion à la CRESS", "Tous les appels de la région", "Retour au résultat"]


def test_stopping_the_conversation_is_not_stopping_alerts(knowledge: Knowledge) -> None:
    """« stop » ends the conversation; who has alerts is told that they go on, and how to end them."""
    talk = told(knowledge, RESULT).say("stop")
    assert "alertes" not in talk.text
    talk.take(Notify("53", EVERY, "lundi")).say("stop")
    assert "Vos alertes continuent." in talk.text
    assert labels(talk)[0] == "Arrêter les alertes"


def test_alerts_outlive_a_restart_and_end_with_an_erasure(knowledge: Knowledge) -> None:
    """Beginning again, or taking answers back, keeps alerts; erasing everything ends them."""
    talk = told(knowledge, RESULT).take(Notify("53", EVERY, "lundi"), Do("recommencer"))
    assert talk.session.alerts
    assert talk.take(Do("annuler")).session.alerts
    assert talk.take(Do("supprimer")).session == Session(seen=talk.now, aside=True)
    assert talk.session.asked == "supprimer"


@pytest.mark.parametrize(
    "event",
    [
        Follow("99", "dla"),
        Follow("53", "peps"),
        Follow("53", "nimporte"),
        Notify("53", EVERY, "toujours"),
        Notify("53", "peps", "lundi"),
        Mute("53", EVERY, "toujours"),
    ],
)
def test_an_alert_about_what_does_not_exist_is_an_old_button(
    knowledge: Knowledge, event: Follow | Notify | Mute
) -> None:
    """A region, a programme or a rhythm that the content does not know changes nothing."""
    talk = told(knowledge, RESULT).take(event)
    assert "Ce bouton ne correspond plus à rien." in talk.text
    assert talk.session.alerts == ()


def test_an_alert_that_the_content_knows_no_more_is_not_listed(knowledge: Knowledge) -> None:
    """What was asked about a programme that went away is silent."""
    session = Session(answers=RESULT, alerts=(Alert("53", "ancien", "lundi"), Alert("53", EVERY, "jamais")))
    assert "Vous n'avez pas d'alerte." in Talk(knowledge, session).take(Do("alertes")).text


ALERTS = st.builds(
    Alert, st.sampled_from(["53", "93"]), st.sampled_from(["dla", EVERY]), st.sampled_from(RHYTHMS)
)


@given(alerts=st.sets(ALERTS), alert=ALERTS, kind=st.sampled_from([Notify, Mute]))
def test_a_tap_received_twice_is_one(alerts: set[Alert], alert: Alert, kind: type[Notify | Mute]) -> None:
    """A tap adds an alert or takes it off, whatever was there; again, it changes nothing."""
    event = kind(alert.region, alert.programme, alert.rhythm)
    after = changed(tuple(sorted(alerts)), event)
    assert (alert in after) == (kind is Notify)
    assert {*after} ^ alerts <= {alert}
    assert changed(after, event) == after


def test_a_chosen_rhythm_is_taken_off_by_its_button(knowledge: Knowledge) -> None:
    """The mark says that it is chosen, and a tap on it ends it."""
    talk = told(knowledge, RESULT).take(Notify("53", EVERY, "lundi"))
    assert talk.session.alerts
    talk.tap(next(label for label in labels(talk) if label.startswith("✓")))
    assert talk.session.alerts == ()


@pytest.mark.parametrize(
    ("text", "programme"),
    [
        ("tous", EVERY),
        ("toutes", EVERY),
        ("tous les appels de la région", EVERY),
        ("le dla", "dla"),
        ("dla svp", "dla"),
    ],
)
def test_what_the_page_of_alerts_offers_may_be_typed(knowledge: Knowledge, text: str, programme: str) -> None:
    """Words that say a button of the page do what it does; only while the page is shown."""
    talk = told(knowledge, BRETON).say("alerte moi")
    assert talk.labels[:2] == ("DLA", "Tous les appels de la région")
    assert talk.say(text).replies == told(knowledge, BRETON).take(Follow("53", programme)).replies
    assert told(knowledge, BRETON).say(text).replies != talk.replies


def test_yes_to_the_page_of_alerts(knowledge: Knowledge) -> None:
    """« Oui » takes the only alert; of several, it is asked which, and then they may be typed."""
    talk = told(knowledge, BRETON).say("alerte moi", "oui")
    assert talk.text == "De quoi voulez-vous être prévenu ? Touchez un choix, ou écrivez-le."
    assert "tous les appels" in talk.say("tous").text.lower()
    early = told(knowledge, {"region": "53"}).say("alerte moi", "oui")
    assert early.replies == told(knowledge, {"region": "53"}).take(Follow("53", EVERY)).replies


def test_what_is_said_of_something_else_leaves_the_page_of_alerts(knowledge: Knowledge) -> None:
    """A question, a refusal or another answer is read as anywhere."""
    for text in ("c'est quoi le DLA ?", "non", "combien ça coûte", "retour"):
        talk = told(knowledge, BRETON).say("alerte moi", text)
        assert "Être prévenu" not in talk.text, text
        assert not talk.session.offering, text


@pytest.mark.parametrize(
    ("text", "rhythms"),
    [
        ("une fois par semaine", ["lundi"]),
        ("chaque mois", ["lundi"]),
        ("Le résumé de la semaine svp", ["lundi"]),
        ("prévenez-moi toutes les semaines", ["lundi"]),
        ("tout de suite dès que ça ouvre", ["ouverture"]),
        ("Dès l'ouverture", ["ouverture"]),
        ("dès que la date est connue", ["connue"]),
        ("15 et 3 jours avant la fin", ["rappels"]),
        ("un rappel avant la clôture", ["rappels"]),
        ("dès l'ouverture et puis un rappel", ["ouverture", "rappels"]),
        ("tout", ["connue", "lundi", "ouverture", "rappels"]),
    ],
)
def test_when_to_tell_may_be_typed(knowledge: Knowledge, text: str, rhythms: list[str]) -> None:
    """What a button says, or means, is taken while the page asks; it says what will be received."""
    talk = told(knowledge, RESULT).take(Follow("53", EVERY)).say(text)
    assert [alert.rhythm for alert in talk.session.alerts] == rhythms
    assert "Vous recevrez :" in talk.text
    assert any(label.startswith("✓") for label in labels(talk))


@pytest.mark.parametrize(
    "text",
    [
        "pas chaque semaine",
        "c'est quoi le DLA ?",
        "combien ça coûte",
        "non",
        "on ouvre chaque semaine un atelier",
    ],
)
def test_what_says_no_rhythm_takes_none(knowledge: Knowledge, text: str) -> None:
    """A refusal, a question or something else is read as anywhere; nothing is taken once the page is left."""
    talk = told(knowledge, RESULT).take(Follow("53", EVERY)).say(text)
    assert talk.session.alerts == ()
    left = told(knowledge, RESULT).take(Follow("53", EVERY), Do("reprendre")).say("une fois par semaine")
    assert left.session.alerts == ()


def test_a_rhythm_that_is_not_offered_is_not_taken(knowledge: Knowledge) -> None:
    """What is always open has nothing to announce, and asks nothing."""
    talk = told(knowledge, RESULT).take(Follow("53", "dla")).say("une fois par semaine")
    assert talk.session.alerts == ()


def test_stopping_alerts_that_do_not_exist(knowledge: Knowledge) -> None:
    """Nothing is said to be done when there was nothing to stop."""
    assert (
        told(knowledge, BRETON).say("stop alertes").text
        == "Vous n'avez pas d'alerte. Il n'y a rien à arrêter."
    )


def test_when_to_tell_takes_the_only_alert_offered(knowledge: Knowledge) -> None:
    """« Une fois par semaine » says when, of the only thing that is offered; of several, which is asked."""
    alone = told(knowledge, {"statut": "association", "region": "03"}).say("préviens-moi")
    assert [label for label in alone.labels if label != "Continuer"] == ["Tous les appels de la région"]
    alone.say("une fois par semaine")
    assert alone.session.alerts == (Alert("03", EVERY, "lundi"),)
    several = told(knowledge, BRETON).say("préviens-moi", "une fois par semaine")
    assert not several.session.alerts
    assert "De quoi voulez-vous être prévenu ?" in several.text
