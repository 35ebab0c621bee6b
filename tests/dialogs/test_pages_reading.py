"""Pages to read: a programme, its sources, a word, the people."""

from dialogs.deadlines import deadline
from dialogs.events import Card, Details, Do, Sources
from dialogs.pages.partly import price_page
from dialogs.pages.parts import contact_text, priced
from dialogs.session import Session
from dialogs.text import flat
from dialogs.turn import Turn
from knowledge.content import Knowledge
from knowledge.regions import Contact
from tests.dialogs.talking import BRETON, NETWORK, NOW, REFINABLE, RESULT, Talk, readable, told


def contact(knowledge: Knowledge, **more: str) -> str:
    """Return what is said of a contact."""
    made = Contact.model_validate({"nom": "Kiosque", **more})
    return readable(flat(contact_text(Turn(knowledge, Session(), NOW), made)))


def test_the_price_of_the_nearest_contact_is_told(knowledge: Knowledge) -> None:
    """Where the nearest contact asks for something, « gratuit » elsewhere is not told in its place."""
    answers = {"statut": "sans_structure", "besoin": "creer", "region": "53", "stade": "defini"}
    talk = told(knowledge, {**answers, "departement": "35"})
    assert (
        "Coût : 60 € par mois pour les projets suivis, à confirmer (TAg35)" in talk.take(Do("resultat")).text
    )
    price = talk.say("c'est payant ?").text
    assert "60 €" in price
    assert "TAg35 : https://" in price
    for page in (price, talk.take(Details("incubateur_local")).text):
        assert "Gratuit" not in page
    talk = told(knowledge, {**answers, "departement": "29"}).take(Do("resultat"))
    assert "Coût : À demander à l'incubateur" in talk.text


def test_a_programme_is_shown_whole(knowledge: Knowledge) -> None:
    """The page of a programme says for whom, how, how long, how much, who and when, in any region."""
    for programme in knowledge.programmes.values():
        text = Talk(knowledge).take(Details(programme.id)).text
        for head in ("Pour qui :", "Comment :", "Durée :", "Coût :", "La démarche :", "À contacter :"):
            assert head in text, programme.id
        home = next(iter(programme.zones)) if len(programme.zones) == 1 else None
        told_deadline = flat(deadline(knowledge, programme.id, home, NOW)[0])
        assert f"Échéances :\n{readable(told_deadline)}" in text


def test_a_programme_of_a_few_regions_says_so_to_who_gave_none(knowledge: Knowledge) -> None:
    """Where a programme exists is said as long as the region is unknown, never after."""
    only = "Ce dispositif existe seulement en Provence-Alpes-Côte d'Azur."
    assert only in Talk(knowledge).take(Details("mpess_crea")).text
    assert only not in told(knowledge, REFINABLE).take(Details("mpess_crea")).text
    assert "existe seulement" not in Talk(knowledge).take(Details("dla")).text


def test_a_suggested_programme_says_why(knowledge: Knowledge) -> None:
    """A programme of the result says on its page why it is there; another one does not pretend."""
    talk = told(knowledge, REFINABLE)
    assert "Pourquoi : Il y a urgence" in talk.take(Details("dla")).text
    assert "Pourquoi :" not in talk.take(Details("peps")).text
    assert "Pourquoi :" not in Talk(knowledge).take(Details("dla")).text


def test_what_is_proper_to_the_region_is_shown_there_only(knowledge: Knowledge) -> None:
    """What a programme has of its own in a region is shown in that region."""
    (programme, code) = next((p, code) for p in knowledge.programmes.values() for code in p.regional)
    head = "Dans votre région :"
    assert head in told(knowledge, {"region": code}).take(Details(programme.id)).text
    other = next(code for code in knowledge.regions if code not in programme.regional)
    assert head not in told(knowledge, {"region": other}).take(Details(programme.id)).text


def test_the_page_leads_back(knowledge: Knowledge) -> None:
    """From a page, the way back is the result when there is one, the waiting question otherwise."""
    assert told(knowledge, RESULT).take(Details("dla")).labels[-2] == "Retour au résultat"
    talk = Talk(knowledge).take(Details("dla"))
    assert [button.event for button in talk.buttons] == [
        Card("dla"),
        Sources("dla"),
        Do("reprendre"),
        Do("humain"),
    ]


def test_the_price_is_a_page_of_its_own(knowledge: Knowledge) -> None:
    """The price, known or not, comes with whom to ask and where it was read, and with nothing else."""
    for region in knowledge.regions:
        turn = Turn(knowledge, Session(answers={"region": region}), NOW)
        for programme in knowledge.programmes.values():
            if not programme.exists_in(region):
                continue
            text = readable(flat(price_page(turn, programme.id).text))
            local = priced(turn, programme.id)
            price = f"{local.price} ({local.name})" if local else programme.cost.text
            assert f"Coût : {readable(price)}\n\nPour le faire préciser :\n" in text
            facts = () if local else knowledge.shown(programme.cost.facts, region)
            assert all(f"({number}" in text for number in facts)
            assert local is None or f"• {readable(local.name)} : {local.source}" in text
            assert "La démarche :" not in text


def test_the_price_page_says_what_is_known(knowledge: Knowledge) -> None:
    """Free, with a price and who may pay it, or not published: each is said with whom to ask."""
    developing = {**REFINABLE, "besoin": "developper", "urgence": "non"}
    known = told(knowledge, developing).say("combien ça coûte ?")
    assert "Coût : 980 €, finançables par l'OPCO" in known.text
    assert "• L'OPCO peut prendre en charge la participation à MPESS Développement (F148" in known.text
    assert known.labels == ("En savoir plus", "Retour au résultat", "Parler à quelqu'un")
    unpublished = told(knowledge, RESULT).say("c'est gratuit ?")
    assert "Coût : Montant non publié, à demander\n\nPour le faire préciser :\nCRESS" in unpublished.text


def test_the_sources_name_facts_and_pages(knowledge: Knowledge) -> None:
    """The sources say when they were checked, then each fact by nature and number, then the contacts."""
    talk = told(knowledge, RESULT).take(Sources("dla"))
    assert talk.text.startswith("D'où vient cette information : Dispositif local d'accompagnement (DLA).")
    assert "Vérifiée le 23/11/2026." in talk.text
    assert "Texte officiel :" in talk.text
    assert "(F076)" in talk.text
    assert "Les contacts :\n•" in talk.text
    assert talk.labels == ("En savoir plus", "Retour au résultat", "Parler à quelqu'un")


def test_the_sources_of_the_suggestion_come_first(knowledge: Knowledge) -> None:
    """The facts behind the suggestion are cited before the others of the programme."""
    result = told(knowledge, REFINABLE)
    orientation = Turn(knowledge, result.session, NOW).orientation
    assert orientation is not None
    first = knowledge.shown(orientation.principal.facts, "93")[0]
    text = result.take(Sources(orientation.principal.programme)).text
    numbers = text.split("\n• ")[1]
    assert f"({first}" in numbers


def test_every_source_is_shown_in_its_region_only(knowledge: Knowledge) -> None:
    """A fact of some regions is not cited in the others."""
    facts = knowledge.sources.facts
    for programme in knowledge.programmes.values():
        if programme.exists_in("53"):
            text = told(knowledge, RESULT).take(Sources(programme.id)).text
            cited = [number for number in facts if f"({number}" in text]
            assert all(facts[number].concerns("53") for number in cited)


def test_a_contact_says_what_can_be_done(knowledge: Knowledge) -> None:
    """One calls a phone, writes to a mail, sees a site; nobody is told to call who has no phone here."""
    unknown = "téléphone et courriel inconnus ici"
    ways = {"telephone": "04 00 00 00 00", "courriel": "a@b.fr", "adresse": "1 rue C", "ville": "Gap"}
    called = contact(knowledge, **ways)
    assert called == "Kiosque (Gap) : appelez le 04 00 00 00 00 ou écrivez à a@b.fr, adresse : 1 rue C"
    phone = contact(knowledge, telephone="04 00 00 00 00", site="https://kiosque.fr")
    assert phone == "Kiosque : appelez le 04 00 00 00 00, kiosque.fr"
    mail = contact(knowledge, site="https://kiosque.fr", courriel="a@b.fr", territoire="Alpes")
    assert mail == "Kiosque (Alpes) : écrivez à a@b.fr, kiosque.fr"
    site = contact(knowledge, site="https://www.kiosque.fr/accueil", note="le mardi")
    assert site == f"Kiosque : voyez kiosque.fr, {unknown} (le mardi)"
    assert contact(knowledge, adresse="1 rue C") == f"Kiosque : {unknown}, adresse : 1 rue C"
    assert contact(knowledge) == "Kiosque : coordonnées inconnues ici"


def test_contacts_without_a_way_are_followed_by_who_can_tell(knowledge: Knowledge) -> None:
    """Contacts that cannot be reached are said, all of them, then who can give the way to them."""
    unknown = "Coordonnées inconnues ici, demandez-les à :\n"
    text = told(knowledge, RESULT).take(Details("droit_commun")).text
    assert "À contacter :\nCCI, CMA ou guichet de la Région (Chambre" in text
    assert f"{unknown}CRESS Bretagne : écrivez à" in text
    near = told(knowledge, {**RESULT, "departement": "29"}).take(Details("dla")).text
    before, _, after = near.partition(unknown)
    assert "Bretagne Active (pays de Brest seulement" in before
    assert near.lower().count("inconnues ici") == 1
    assert after.startswith("CRESS Bretagne : ")


def test_what_several_contacts_lack_is_said_once(knowledge: Knowledge) -> None:
    """One line after several contacts says that neither phone nor mail is known of them."""
    once = "Téléphone, courriel ou site non écrits : inconnus ici."
    south = told(knowledge, {**RESULT, "region": "76"}).take(Details("dla")).text
    assert "CRESS Occitanie : voyez cressoccitanie.org\n" in south
    assert f"{once}\n\nÉchéances :" in south
    assert "inconnus ici, " not in south
    assert south.count("inconnus ici") == 1
    text = told(knowledge, RESULT).take(Do("humain")).text
    assert once not in text
    lost = told(knowledge, NETWORK).say("je ne sais pas").text
    assert lost.count("inconnus ici") == 1


def test_nobody_is_told_to_call_a_phone_that_is_not_known(knowledge: Knowledge) -> None:
    """What is to be done never says to call or to write: what is known of the contact says it."""
    for programme in knowledge.programmes.values():
        said = (*(step.text for step in programme.steps), *(variant.text for variant in programme.variants))
        assert not [text for text in said if text.startswith(("Appelez", "Téléphonez", "Écrivez à"))]


def test_the_help_explains_the_question_on_screen(knowledge: Knowledge) -> None:
    """The help is about the question on screen, and about none when the result is there."""
    assert "Pour cette question : Choisissez ce qui est écrit" in Talk(knowledge).take(Do("aide")).text
    assert "Pour cette question" not in told(knowledge, RESULT).take(Do("aide")).text


def test_the_sources_are_those_of_what_is_shown(knowledge: Knowledge) -> None:
    """Under a result, short: how sure it is, what is to be confirmed, the facts behind the result, no more.

    Of a sheet that was opened, all of it; never what is said to somebody else.
    """
    talk = told(knowledge, BRETON).say("c'est sûr ?")
    head, bounds = "En bref : faits lus dans un texte officiel ou une page publique : 4 sur 7.", talk.text
    assert bounds.index(head) < bounds.index("À confirmer : Aucune durée nationale") < bounds.index("F076")
    assert "F098" in talk.text
    assert "F093" not in talk.text
    sheet = told(knowledge, BRETON).take(Details("dla")).say("c'est sûr ?").text
    assert "F093" in sheet
    for text in (talk.text, sheet):
        assert "fonds de dotation" not in text
        assert "F113" not in text
