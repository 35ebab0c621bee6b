"""The result."""

from dataclasses import replace
from datetime import date, datetime

from dialogs.events import Card, Details, Do, Follow, Sources
from dialogs.pages.parts import contacts, steps
from dialogs.pages.reading import details_page
from dialogs.pages.result import result_page
from dialogs.session import Session
from dialogs.text import NBSP, flat, joined, typeset
from dialogs.turn import Turn
from knowledge.calls import Call
from knowledge.content import Knowledge
from knowledge.entry import UNKNOWN
from knowledge.programmes import Variant
from tests.dialogs.talking import BRETON, NETWORK, REFINABLE, RESULT, told


def closing(programme: str, day: str, regions: object = "partout") -> Call:
    """Return an open call that closes on a day."""
    base = {"appel": "essai", "titre": "Concours", "type": "ponctuel", "faits": ["F076"]}
    return Call.model_validate({**base, "dispositif": programme, "cloture": day, "regions": regions})


def shown(knowledge: Knowledge, *calls: Call, answers: dict[str, str] = RESULT) -> str:
    """Return the result with these calls and no other."""
    return told(replace(knowledge, calls=calls), answers).take(Do("resultat")).text


def test_the_result_says_what_why_and_whom(knowledge: Knowledge) -> None:
    """The result holds what was said, the support, why, how, whom to call and the next deadline, in order."""
    text = told(knowledge, {**BRETON, "region": "93"}).take(Do("resultat")).text
    heads = (
        "Vous avez dit :",
        "Votre piste :",
        "Pourquoi :",
        "Durée : 12 mois",
        "Coût : 980 €",
        "Pour demander :",
        "À contacter :",
        "Prochaine échéance :",
        "Aussi possible maintenant :",
        "Cette piste n'est pas une décision.",
    )
    places = [text.index(head) for head in heads]
    assert places == sorted(places)
    assert "Il y a urgence" not in text


def test_an_emergency_puts_the_contact_first(knowledge: Knowledge) -> None:
    """In an emergency the result begins with somebody to talk to."""
    text = told(knowledge, REFINABLE).take(Do("resultat")).text
    assert text.startswith(
        "Il y a urgence : parlez d'abord à une personne.\nCRESS Provence-Alpes-Côte d'Azur"
    )


def test_an_emergency_says_a_contact_once(knowledge: Knowledge) -> None:
    """Who is told first is only named where the programme tells whom to contact."""
    answers = {"statut": "association", "besoin": "consolider", "region": "53", "salaries": "oui"}
    text = told(knowledge, {**answers, "urgence": "oui", "departement": "29"}).take(Do("resultat")).text
    assert text.count("cress@cress-bretagne.org") == 1
    assert "Coordonnées inconnues ici, demandez-les à :\nCRESS Bretagne : voyez plus haut\n" in text


def unpublished(knowledge: Knowledge, answers: dict[str, str]) -> tuple[str, list[str]]:
    """Return the line that tells together what is not published, and the other lines of what it may tell."""
    lines = told(knowledge, answers).take(Do("resultat")).text.splitlines()
    together = next((line for line in lines if line.startswith("Non publié :")), "")
    return together, [
        line for line in lines if line.startswith(("Durée :", "Coût :", "Prochaine échéance :"))
    ]


def test_what_is_not_published_is_told_together(knowledge: Knowledge) -> None:
    """Several unknown of length, price and deadline are one line, with whom to ask, at the end."""
    together, apart = unpublished(knowledge, RESULT)
    end = "la demande est possible dès maintenant."
    assert together == f"Non publié : durée, coût, échéance. Voyez avec votre CRESS : {end}"
    assert apart == []
    together, apart = unpublished(knowledge, BRETON)
    assert together == f"Non publié : durée, échéance. Voyez avec le chargé de mission : {end}"
    assert apart == ["Coût : Gratuit pour les structures employeuses de l'ESS"]
    text = told(knowledge, BRETON).take(Do("resultat")).text
    assert (
        text.index("À contacter :") < text.index("Non publié :") < text.index("Aussi possible maintenant :")
    )
    alone = {"statut": "sans_structure", "besoin": "creer", "stade": "defini", "region": "32"}
    together, apart = unpublished(knowledge, alone)
    assert together == "Non publié : durée, échéance. Voyez avec l'incubateur choisi."
    assert apart == ["Coût : À demander à l'incubateur. Gratuit dans ceux du réseau Le Kiif"]


def test_what_alone_is_not_published_keeps_its_words(knowledge: Knowledge) -> None:
    """One unknown keeps its line; in an emergency no deadline is told to be absent."""
    urgent = {
        "statut": "association",
        "besoin": "consolider",
        "region": "53",
        "salaries": "oui",
        "urgence": "oui",
    }
    together, apart = unpublished(knowledge, urgent)
    assert together == ""
    assert apart[0] == "Durée : Pas de durée fixe publiée, à voir avec le chargé de mission"
    assert apart[2] == "Prochaine échéance : N'attendez pas : joignez une personne dès aujourd'hui."
    together, apart = unpublished(knowledge, {**BRETON, "region": "93"})
    assert together == ""
    assert apart[2] == "Prochaine échéance : Date non publiée, à demander au contact indiqué ici."


def test_a_price_that_is_known_in_a_situation_is_told(knowledge: Knowledge) -> None:
    """What is unknown in general is told when somebody's own price, or date, is known."""
    contributing = knowledge.programmes["adhesion"]
    price = {"si": {"adherent": ["non"]}, "texte": "50 €", "faits": ["F320"]}
    own = contributing.model_copy(update={"costs": (Variant.model_validate(price),)})
    known = replace(knowledge, programmes={**knowledge.programmes, "adhesion": own})
    together, apart = unpublished(known, RESULT)
    assert together.startswith("Non publié : durée, échéance. Voyez avec votre CRESS")
    assert apart == ["Coût : 50 €"]
    together, apart = unpublished(replace(knowledge, calls=(closing("adhesion", "2026-12-01"),)), RESULT)
    assert together == "Non publié : durée, coût. Voyez avec votre CRESS."
    assert apart == ["Prochaine échéance : Concours : ouvert, clôt dans 7 jours, le mardi 1er décembre."]


def test_a_need_that_was_assumed_is_said(knowledge: Knowledge) -> None:
    """When the need was not given, what is assumed is said, and that it can be changed."""
    answers = {
        "statut": "association",
        "besoin": "ne_sait_pas",
        "region": "53",
        "salaries": "non",
        "stade": "defini",
        "porteur": "non",
    }
    text = told(knowledge, answers).take(Do("resultat")).text
    assert "Je suppose : développer une activité. Vous pouvez le changer." in text


def test_the_buttons_of_the_result(knowledge: Knowledge) -> None:
    """From the result, one tap gives details, the card, each alternative, the sources, a human, a restart."""
    talk = told(knowledge, RESULT).take(Do("resultat"))
    events = [button.event for button in talk.buttons]
    assert events[:2] == [Details("adhesion"), Card("adhesion")]
    assert Do("preciser") not in events
    last = [Sources("adhesion"), Do("recapitulatif"), Do("humain"), Do("recommencer")]
    assert events[-5:] == [Follow(talk.session.answers["region"], "adhesion"), *last]
    assert all(isinstance(event, Details) for event in events[2:-5])


def test_what_refines_is_offered_when_there_is_something(knowledge: Knowledge) -> None:
    """« Préciser » is there only when an answer would change what is shown."""
    assert "Préciser" in told(knowledge, REFINABLE).take(Do("resultat")).labels


def test_later_steps_are_apart(knowledge: Knowledge) -> None:
    """What comes later is told apart from what is possible now."""
    text = told(knowledge, REFINABLE).take(Do("resultat")).text
    assert text.index("Aussi possible maintenant :") < text.index("Ensuite :\n• MPESS Développement :")


def test_a_call_that_closes_soon_is_shown(knowledge: Knowledge) -> None:
    """A call of another programme that closes within fifteen days in the region is shown."""
    text = shown(knowledge, closing("decouverte", "2026-12-01"))
    assert (
        "Se termine bientôt dans votre région :\nConcours : ouvert, clôt dans 7 jours, le mardi 1er décembre."
        in text
    )


def test_other_calls_are_not_shown(knowledge: Knowledge) -> None:
    """A call too far, of another region or of the support shown above is not announced as closing soon."""
    far = closing("decouverte", "2026-12-31")
    elsewhere = closing("decouverte", "2026-12-01", ["93"])
    own = closing("adhesion", "2026-12-01")
    text = shown(knowledge, far, elsewhere, own)
    assert "Se termine bientôt" not in text
    assert "Prochaine échéance : Concours : ouvert, clôt dans 7 jours, le mardi 1er décembre." in text


def test_every_result_names_somebody(knowledge: Knowledge) -> None:
    """In every region, the result names somebody to contact."""
    for region in knowledge.regions:
        text = told(knowledge, {**NETWORK, "region": region, "adherent": "non"}).take(Do("resultat")).text
        assert "À contacter :\nCRES" in text, region


def test_an_old_sheet_is_said_to_be_confirmed(knowledge: Knowledge) -> None:
    """180 days after the sheet was checked nothing is said; the day after, one line; then for its region."""
    line = "Fiche vérifiée le 23/11/2026, pas relue depuis : à confirmer."

    def pages(known: Knowledge, day: str) -> list[str]:
        turn = Turn(known, Session(answers=RESULT), datetime.fromisoformat(day))
        assert turn.orientation is not None
        shown = (result_page(turn, turn.orientation), details_page(turn, "adhesion"))
        return [flat(page.text).replace(NBSP, " ") for page in shown]

    assert not any(
        "à confirmer." in page and "relue" in page for page in pages(knowledge, "2027-05-22T23:59")
    )
    assert all(page.count(line) == 1 for page in pages(knowledge, "2027-05-23T00:00"))
    region = knowledge.regions["53"].model_copy(update={"review": date(2026, 12, 1)})
    early = replace(knowledge, regions={**knowledge.regions, "53": region})
    contacts = "Contacts vérifiés le 23/11/2026, pas relus depuis : à confirmer."
    assert all(page.count(contacts) == 1 for page in pages(early, "2026-12-02T00:00"))
    assert not any(contacts in page for page in pages(early, "2026-12-01T23:59"))


def test_nobody_is_sent_to_an_operator_who_is_not_shown(knowledge: Knowledge) -> None:
    """Everywhere, the first step sends to an operator « indiqué ici » only when the result shows one."""
    for programme in ("dla", "incubateur_local", "fabrique_initiatives"):
        for code, region in knowledge.regions.items():
            for department in ("", *region.departments):
                facts = {"region": code, **({"departement": department} if department else {})}
                turn = told(knowledge, facts).turn
                listed = region.operators(knowledge.programmes[programme].contact)
                near = (c for c in listed if not c.departments or department in c.departments)
                names = {contact.name for contact in near if contact.supports}
                shown_here = flat(joined(contacts(turn, programme, nearest=True)))
                sent = "ici." in steps(turn, programme)[0]
                assert sent == any(typeset(name) in shown_here for name in names), (programme, facts)


def test_an_operator_who_is_not_known_is_said_to_be(knowledge: Knowledge) -> None:
    """Where no operator of the DLA is known, the result says so and where to find it; nor any incubator."""
    for facts in (BRETON, {**BRETON, "departement": "35"}, {**BRETON, "region": "44", "departement": "68"}):
        text = told(knowledge, facts).take(Do("resultat")).text
        assert "Cherchez votre opérateur DLA, inconnu ici, sur https://www.info-dla.fr ou demandez-le" in text
    wide = told(knowledge, BRETON).take(Do("resultat")).text
    nearer = "Pour demander : Dites-moi votre département : j'y connais peut-être quelqu'un."
    assert f"{nearer} Cherchez votre opérateur DLA" in wide
    lost = told(knowledge, {**BRETON, "departement": UNKNOWN}).take(Do("resultat")).text
    assert "Pour demander : Cherchez votre opérateur DLA" in lost  # she just said that she does not know it
    paris = told(knowledge, {**BRETON, "region": "11", "departement": "75"}).take(Do("resultat")).text
    assert "Adressez-vous à l'opérateur DLA indiqué ici." in paris
    unknown = "Coordonnées inconnues ici, demandez-les à :"
    assert f"{unknown}\nCRESS Île-de-France : voyez cressidf.org, téléphone et courriel inconnus ici" in paris
    assert "À contacter :\nFrance Active Île-de-France (" in paris
    alone = {"statut": "sans_structure", "besoin": "creer", "stade": "defini", "departement": "59"}
    lille = told(knowledge, {**alone, "region": "32"}).take(Do("resultat")).text
    assert "Demandez à la CRESS s'il y a un incubateur sur votre territoire" in lille
