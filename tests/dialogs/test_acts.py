"""What can be done at any moment: going back, changing, restarting, being helped."""

from dialogs.events import Card, Change, ContactCard, Dates, Details, Do, Notify, Sources, Start
from knowledge.content import Knowledge
from tests.dialogs.talking import NETWORK, REFINABLE, RESULT, Talk, readable, told


def test_back_takes_back_the_last_answer(knowledge: Knowledge) -> None:
    """Going back asks the last question again."""
    talk = told(knowledge, NETWORK).take(Do("retour"))
    assert talk.answers == {"statut": "association"}
    assert "De quoi avez-vous besoin ?" in talk.text


def test_back_from_the_first_question_stays_there(knowledge: Knowledge) -> None:
    """There is nothing before the first question, and no button pretends so."""
    talk = Talk(knowledge).take(Start(), Do("retour"))
    assert "Vous êtes ?" in talk.text
    assert "Retour" not in talk.labels


def test_back_from_a_refinement_returns_to_the_result(knowledge: Knowledge) -> None:
    """Leaving a question asked out of turn gives the result back, with every answer."""
    talk = told(knowledge, REFINABLE).take(Do("preciser"), Change("departement"))
    assert "Dans quel département ?" in talk.text
    talk.take(Do("retour"))
    assert talk.answers == REFINABLE
    assert "Votre piste :" in talk.text


def test_back_from_the_result_asks_the_last_question(knowledge: Knowledge) -> None:
    """Going back from the result asks again the question answered last."""
    assert "Êtes-vous adhérent" in told(knowledge, RESULT).take(Do("retour")).text


def test_restart_and_take_the_answers_back(knowledge: Knowledge) -> None:
    """A restart asks from the beginning, and « Reprendre mes réponses » undoes it."""
    talk = told(knowledge, RESULT).take(Do("recommencer"))
    assert talk.answers == {}
    assert talk.text.startswith("On reprend depuis le début.")
    talk.tap("Reprendre mes réponses")
    assert talk.answers == RESULT
    assert "Votre piste :" in talk.text


def test_restarting_twice_loses_nothing(knowledge: Knowledge) -> None:
    """A second restart in a row keeps the answers of before the first."""
    talk = told(knowledge, NETWORK).take(Do("recommencer"), Do("recommencer"), Do("annuler"))
    assert talk.answers == NETWORK


def test_nothing_to_take_back(knowledge: Knowledge) -> None:
    """« Reprendre mes réponses » without a restart changes nothing and shows where we are."""
    talk = told(knowledge, NETWORK).take(Do("annuler"))
    assert talk.answers == NETWORK
    assert "Dans quelle région ?" in talk.text


def test_changing_an_answer_shows_it_and_the_options(knowledge: Knowledge) -> None:
    """A question asked again tells the present answer."""
    talk = told(knowledge, NETWORK).take(Change("statut"))
    assert "Réponse actuelle : une association." in talk.text
    assert talk.session.focus == "statut"


def test_a_question_that_does_not_exist_is_not_asked(knowledge: Knowledge) -> None:
    """An old button for a question that went away shows where we are."""
    talk = told(knowledge, NETWORK).take(Change("inconnu"))
    assert talk.text.startswith("Ce bouton ne correspond plus à rien.")


def test_a_question_of_another_region_is_not_asked(knowledge: Knowledge) -> None:
    """An old button for a question that makes no sense in the region does not ask it."""
    for region in ({"region": "53"}, {}):
        talk = told(knowledge, {**NETWORK, **region}).take(Change("paiement"))
        assert "980" not in talk.text


def test_a_department_is_not_asked_without_a_region(knowledge: Knowledge) -> None:
    """An old button for the département asks nothing that cannot be answered."""
    talk = told(knowledge, NETWORK).take(Change("departement"))
    assert "Dans quelle région ?" in talk.text


def test_the_recap_changes_an_answer(knowledge: Knowledge) -> None:
    """From the list of answers, one tap asks a question again and one more changes it."""
    talk = told(knowledge, NETWORK).take(Do("recapitulatif")).tap("Votre statut").tap("Mutuelle")
    assert talk.answers == {"statut": "mutuelle", "besoin": "reseau"}


def test_refining_needs_something_to_refine(knowledge: Knowledge) -> None:
    """« Préciser » lists what refines the result; before a result or without anything, where we are."""
    assert told(knowledge, REFINABLE).take(Do("preciser")).text.startswith("Préciser.")
    assert "Dans quelle région ?" in told(knowledge, NETWORK).take(Do("preciser")).text
    assert "Votre piste :" in told(knowledge, RESULT).take(Do("preciser")).text


def test_the_help_and_the_human_lead_back(knowledge: Knowledge) -> None:
    """The help and the human contact end with a button that goes on."""
    for act in ("aide", "humain"):
        talk = told(knowledge, NETWORK).take(Do(act))
        assert talk.labels == ("Continuer", "Mes réponses", "Recommencer")
        assert "Dans quelle région ?" in talk.tap("Continuer").text
        assert told(knowledge, RESULT).take(Do(act)).labels[0] == "Retour au résultat"


def test_a_human_is_named_in_every_situation(knowledge: Knowledge) -> None:
    """A human contact is one tap away: the CRESS of the region, or the national head."""
    assert "CRESS Bretagne" in told(knowledge, RESULT).take(Do("humain")).text
    assert "ESS France" in Talk(knowledge).take(Do("humain")).text


def test_under_a_result_its_own_contact_comes_first(knowledge: Knowledge) -> None:
    """« Qui appeler ? » under a result gives who is to be called for it, then the CRESS."""
    consolidating = {"statut": "association", "besoin": "consolider", "region": "93", "salaries": "oui"}
    talk = told(knowledge, {**consolidating, "departement": "13"})
    near = next(o for o in knowledge.regions["93"].operators("dla") if "13" in o.departments)
    chamber = "CRESS Provence-Alpes-Côte d'Azur"
    for text in ("qui appeler ?", "qui je contacte ?", "qui contacter", "qui est-ce que je contacte ?"):
        asked = told(knowledge, talk.answers).say(text).text
        assert asked.startswith("Pour votre piste, DLA, vous pouvez contacter :"), text
        assert asked.index(readable(near.name)) < asked.index(chamber), text
    assert told(knowledge, talk.answers).take(Do("humain")).text == asked
    assert told(knowledge, RESULT).say("qui appeler ?").text.startswith("Vous pouvez parler à une personne")


def test_a_programme_that_is_not_in_the_region(knowledge: Knowledge) -> None:
    """Details, sources and card of a programme of another region say so and show where we are."""
    for event in (Details("peps"), Sources("peps"), Card("peps")):
        talk = told(knowledge, RESULT).take(event)
        assert talk.text.startswith("PEPS (Inter-Made) : ce dispositif n'existe pas en Bretagne.")
        assert "Votre piste :" in talk.text


def test_a_programme_that_went_away(knowledge: Knowledge) -> None:
    """A button for a programme that no longer exists shows where we are."""
    for event in (Details("inconnu"), Sources("inconnu"), Card("inconnu"), Dates("inconnu")):
        assert told(knowledge, RESULT).take(event).text.startswith("Ce bouton ne correspond plus à rien.")


def test_the_card_is_of_somebody_reachable(knowledge: Knowledge) -> None:
    """For every programme and region, the contact card is of somebody who can be reached."""
    for region in knowledge.regions:
        for programme in knowledge.programmes.values():
            if programme.exists_in(region):
                (reply,) = told(knowledge, {"region": region}).take(Card(programme.id)).replies
                assert isinstance(reply, ContactCard)
                assert reply.contact.reachable


def test_who_is_not_content_is_told_sorry_first(knowledge: Knowledge) -> None:
    """« T'es nul » is answered by a sentence, then by somebody to talk to."""
    for text in ("t'es nul", "c'est n'importe quoi", "vous servez à rien"):
        said = Talk(knowledge).say(text).text
        assert said.startswith("Je n'y arrive pas, désolé. Une personne peut vous répondre."), text
        assert "ESS France" in said


def test_the_assistant_itself_is_free(knowledge: Knowledge) -> None:
    """Asked for a price before the result, both are told: the assistant is free, the support comes later."""
    text = Talk(knowledge).say("c'est gratuit ?").text
    assert text.startswith("Cet assistant est gratuit. Le prix de l'accompagnement, je vous le dirai")
    assert Talk(knowledge).say("quelle est la date limite ?").text.startswith("Je vous le dirai")


def test_what_is_asked_about_the_result_is_shown(knowledge: Knowledge) -> None:
    """The price, the dates and the source of a result are asked in words, as people do."""
    talk = told(knowledge, RESULT)
    name = talk.text.partition("Votre piste : ")[2].partition("\n")[0].rstrip(".")
    for text, shown in (
        ("combien ça coûte ?", "Pour le faire préciser :"),
        ("c'est payant ?", "Pour le faire préciser :"),
        ("quelles sont les conditions", "Pour qui :"),
        ("comment candidater", "La démarche :"),
        ("plus d'infos", "La démarche :"),
        ("quelle est la date limite ?", "Échéances :"),
        ("c'est quand", "Échéances :"),
        ("et les dates alors ?", "Échéances :"),
        ("d'où vient cette information ?", "D'où vient cette information :"),
    ):
        told_ = told(knowledge, RESULT).say(text)
        assert shown in told_.text, text
        assert name in told_.text, text
        assert "Votre piste :" in told_.tap("Retour au résultat").text


def test_what_is_asked_before_the_result_waits_for_it(knowledge: Knowledge) -> None:
    """Without a result there is no price and no date yet: it is said, and the question is still there."""
    for text in ("combien ça coûte ?", "quelle est la date limite", "plus d'infos"):
        talk = told(knowledge, NETWORK).say(text)
        first, *_ = talk.text.split("\n\n")
        assert "je vous le dirai avec votre piste." in first.lower(), text
        assert "Dans quelle région ?" in talk.text
        assert talk.answers == NETWORK


def test_who_answers_is_said(knowledge: Knowledge) -> None:
    """« Êtes-vous un robot ? » is answered honestly, and leads back."""
    for text in ("t'es un robot ?", "vous êtes qui", "je parle à qui"):
        talk = told(knowledge, NETWORK).say(text)
        assert talk.text.startswith("Je suis un assistant automatique."), text
        assert "Dans quelle région ?" in talk.tap("Continuer").text


def test_why_is_answered_where_one_is(knowledge: Knowledge) -> None:
    """« Pourquoi ? » shows the reasons of the result, or what the question on screen is for."""
    assert "Pour cette question :" in told(knowledge, NETWORK).say("pourquoi vous demandez ça ?").text
    assert "Pourquoi :" in told(knowledge, RESULT).say("pourquoi cette piste ?").text


def test_a_mistake_said_in_words_shows_the_answers_to_change(knowledge: Knowledge) -> None:
    """« Je me suis trompé », « changer de région »: each answer is a tap away."""
    for text in ("je me suis trompée", "changer de région", "modifier mes réponses"):
        talk = told(knowledge, RESULT).say(text)
        assert {"Votre statut", "Votre région"} <= {*talk.labels}, text


def test_yes_takes_the_only_answer_proposed(knowledge: Knowledge) -> None:
    """« Oui » to « Vouliez-vous dire ? » with one answer is that answer."""
    talk = Talk(knowledge).take(Start()).say("asso", "on est à Monpelier", "oui")
    assert talk.answers["region"] == "76"


def test_alerts_stop_in_the_words_of_their_button(knowledge: Knowledge) -> None:
    """« Arrête les alertes », « désabonne-moi », « ne m'envoyez plus rien » stop them."""
    for text in ("arrête les alertes", "désabonne-moi", "ne m'envoyez plus"):
        talk = told(knowledge, RESULT).take(Notify("53", "dla", "lundi")).say(text)
        assert talk.text.startswith("C'est fait. Vous ne recevrez plus"), text
        assert not talk.session.alerts


def test_answers_erased_in_words_are_erased(knowledge: Knowledge) -> None:
    """« Je veux effacer mes réponses » leaves nothing to take back."""
    talk = told(knowledge, RESULT).say("je veux effacer mes réponses")
    assert talk.answers == {}
    assert not talk.session.previous


def test_who_does_not_know_her_region_has_somebody_to_call(knowledge: Knowledge) -> None:
    """The region is needed: whoever cannot tell it is given the national head, each time."""
    talk = told(knowledge, NETWORK).say("je ne sais pas")
    assert "Pour cette question :" in talk.text
    assert "ESS France" in talk.text
