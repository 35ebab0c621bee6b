"""« Et l'incubateur ? »: what follows a result, about a programme that is named in whatever way."""

from dataclasses import replace

import pytest

from dialogs.calling import hinted, named
from dialogs.events import Answer, Details
from dialogs.pages.partly import audience_page
from dialogs.pages.result import others_page
from dialogs.text import flat
from knowledge.content import Knowledge
from tests.dialogs.talking import BRETON, NETWORK, readable, told

DEVELOPING = {**BRETON, "region": "93"}
"""Answers whose principal support is MPESS Développement, with the DLA and Starter beside."""


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("et l'incubateur ?", "Incubateur ESS de votre territoire"),
        ("l'incubateur du territoire", "Incubateur ESS de votre territoire"),
        ("et l'ESUS ?", "Agrément ESUS"),
        ("et l'agrément ?", "Agrément ESUS"),
        ("et la Fabrique à initiatives ?", "Fabrique à initiatives"),
        ("et la fabrique", "Fabrique à initiatives"),
        ("je peux candidater à La France s'engage ?", "Concours La France s'engage"),
        ("et l'adhésion ?", "Adhérer à la CRESS"),
        ("vous connaissez le prix cognacq jay ?", "Prix Fondation Cognacq-Jay"),
    ],
)
def test_a_programme_that_is_named_is_shown(knowledge: Knowledge, text: str, first: str) -> None:
    """By its button, a spelling of the glossary or the first word of its button; nothing is filled."""
    talk = told(knowledge, BRETON).say(text)
    assert talk.text.startswith(first)
    assert talk.answers == BRETON
    assert "Retour au résultat" in talk.labels


@pytest.mark.parametrize(("text", "first"), [("et la SCIC ?", "SCIC :"), ("et la SCOP", "SCOP :")])
def test_a_word_that_stands_alone_is_defined(knowledge: Knowledge, text: str, first: str) -> None:
    """What is no programme is said, where it is all that is asked."""
    talk = told(knowledge, BRETON).say(text)
    assert talk.text.startswith(first)
    assert talk.answers == BRETON


def test_what_is_asked_of_it_is_shown(knowledge: Knowledge) -> None:
    """« Les dates de l'incubateur » are its dates, and no more."""
    dates = told(knowledge, BRETON).say("et les dates de l'incubateur ?").text
    assert dates.startswith("Incubateur ESS de votre territoire\nÉchéances :")
    price = told(knowledge, BRETON).say("et le prix de l'incubateur ?").text
    assert price.startswith("Incubateur ESS de votre territoire\nCoût :")


def test_a_name_of_several_is_that_of_the_result(knowledge: Knowledge) -> None:
    """« Le MPESS » is the course that the result holds, « l'incubateur » the only one of an incubator."""
    talk = told(knowledge, DEVELOPING).say("combien coûte le MPESS ?")
    assert talk.text.startswith("Mon projet d'entreprise de l'ESS, Développement (MPESS)\nCoût : 980 €")
    talk = told(knowledge, DEVELOPING).say("et l'incubateur ?")
    assert talk.text.startswith("Incubateur Inter-Made, parcours Starter")
    assert named(told(knowledge, {"region": "93"}).turn, "le MPESS") is None


def test_a_word_of_every_day_names_nothing(knowledge: Knowledge) -> None:
    """« Le prix » is no prize, « le territoire » no incubator, « l'ESS » none of three."""
    turn = told(knowledge, BRETON).turn
    for text in ("quel est le prix", "les aides", "on travaille sur le territoire", "et l'ESS", "la région"):
        assert named(turn, text) is None, text
        assert hinted(turn, text) is None, text


def test_what_is_not_in_the_result_says_so(knowledge: Knowledge) -> None:
    """The sheet of another programme says that the answers do not lead to it, that of the result says why."""
    outside = "Vos réponses ne mènent pas à ce dispositif aujourd'hui."
    assert outside in told(knowledge, BRETON).say("et la Fabrique à initiatives ?").text
    assert outside not in told(knowledge, BRETON).say("et l'incubateur ?").text
    assert outside not in told(knowledge, NETWORK).say("c'est quoi le DLA ?").text


def test_a_long_message_that_names_one_in_passing_asks_nothing(knowledge: Knowledge) -> None:
    """A story in which a programme is named is not understood, rather than answered with its sheet."""
    story = "blabla on a vu hier soir un monsieur très gentil qui travaillait avec la fabrique à initiatives"
    assert told(knowledge, BRETON).say(story).text.startswith("Je n'ai pas compris.")


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("et la date ?", "Dispositif local d'accompagnement (DLA)\nÉchéances :"),
        ("personne ne répond", "Pour votre piste, DLA, vous pouvez contacter :"),
        ("et pour la formation ?", "Je n'ai pas compris. Votre résultat ne change pas."),
    ],
)
def test_what_names_nothing_is_of_the_result(knowledge: Knowledge, text: str, first: str) -> None:
    """A question without a name is about the result; what means nothing gets one line."""
    assert readable(told(knowledge, BRETON).say(text).text).startswith(first)


@pytest.mark.parametrize(
    "text",
    [
        "combien coûte le MPESS ?",
        "je suis éligible au MPESS ?",
        "c'est quoi le MPESS ?",
        "et le MPESS ?",
        "les dates du MPESS",
        "qui contacter pour le MPESS",
    ],
)
def test_what_is_of_another_region_is_told_so(knowledge: Knowledge, text: str) -> None:
    """In Brittany, the price of the MPESS is not that of the DLA: it is said not to be here, and no more."""
    talk = told(knowledge, BRETON).say(text)
    refusal, _, where = talk.text.partition(". ")
    assert refusal == "MPESS : ce dispositif n'existe pas en Bretagne"
    assert where == "Je le connais seulement en Provence-Alpes-Côte d'Azur."
    assert talk.labels == ("Retour au résultat", "Mes réponses", "Parler à quelqu'un")


def test_it_is_told_by_its_own_name(knowledge: Knowledge) -> None:
    """Its button is said, « Couveuse (Inter-Made) »: there are other ones; before the result too."""
    for answers in (BRETON, {**NETWORK, "region": "53"}):
        talk = told(knowledge, answers).say("combien coûte le club des entrepreneurs ?")
        assert talk.text.startswith("Club des entrepreneurs : ce dispositif n'existe pas en Bretagne.")
        talk = told(knowledge, answers).say("combien coûte la couveuse ?")
        assert talk.text.startswith("Couveuse (Inter-Made) : ce dispositif n'existe pas en Bretagne.")


def test_many_regions_are_not_listed(knowledge: Knowledge) -> None:
    """What exists in twelve regions says no list of them."""
    talk = told(knowledge, {**NETWORK, "region": "93"}).say("combien coûte l'incubateur du territoire ?")
    assert talk.text.startswith("Incubateur du territoire : ce dispositif n'existe pas en Provence")
    assert "Je le connais" not in talk.text


def test_what_is_here_too_is_told_of(knowledge: Knowledge) -> None:
    """Of two programmes, the one that exists where the person is counts."""
    talk = told(knowledge, BRETON).say("combien coûte le DLA, et le MPESS ?")
    assert talk.text.startswith("Dispositif local d'accompagnement (DLA)\nCoût :")


@pytest.mark.parametrize(
    "text",
    [
        "autre chose ?",
        "et sinon ?",
        "d'autres pistes ?",
        "une autre solution ?",
        "on a déjà fait un DLA, ils ont refusé",
        "on a déjà fait un DLA, autre chose ?",
        "on n'est pas éligible au DLA",
        "on n'en veut pas du DLA",
        "et à part le DLA ?",
        "ils ont refusé",
        "on l'a déjà fait",
    ],
)
def test_what_else_there_is(knowledge: Knowledge, text: str) -> None:
    """What is set aside, or else the first of the result, leaves the others, with their buttons."""
    talk = told(knowledge, BRETON).say(text)
    assert talk.text.startswith("Autre chose que : DLA\n• Incubateur du territoire : ")
    assert "Votre piste" not in talk.text
    assert talk.labels == (
        "Incubateur du territoire",
        "La CRESS",
        "Retour au résultat",
        "Parler à quelqu'un",
    )
    assert talk.answers == BRETON


def test_what_else_there_is_than_another_one(knowledge: Knowledge) -> None:
    """What is set aside may be another one than the first, which is then told with its reason."""
    talk = told(knowledge, BRETON).say("autre chose que l'incubateur")
    assert talk.text.startswith("Autre chose que : Incubateur du territoire\n• DLA : Vous employez")
    assert talk.labels[0] == "DLA"


@pytest.mark.parametrize(
    "text",
    [
        "on a déjà fait un DLA, on peut en refaire un ?",
        "le DLA peut être refusé ?",
        "le dla refuse les associations ?",
        "on n'a jamais fait de DLA",
    ],
)
def test_what_is_asked_about_it_sets_nothing_aside(knowledge: Knowledge, text: str) -> None:
    """A question about a programme is answered with its page."""
    talk = told(knowledge, BRETON).say(text)
    assert talk.text.startswith("Dispositif local d'accompagnement (DLA)")


def test_what_is_refused_elsewhere_sets_nothing_aside(knowledge: Knowledge) -> None:
    """A loan that was refused is no programme; a new answer in the message counts first."""
    assert told(knowledge, BRETON).say("ils ont refusé notre prêt").text.startswith("Je n'ai pas compris.")
    assert "Je change pour" in told(knowledge, BRETON).say("on veut pas de DLA, on est une scop").text


def test_nothing_else_is_said_with_who_can_tell(knowledge: Knowledge) -> None:
    """Where the result holds one programme, a person is named."""
    turn = told(knowledge, BRETON).turn
    assert turn.orientation is not None
    alone = replace(turn.orientation, others=(), later=())
    turn.__dict__["orientation"] = alone
    text = readable(flat(others_page(turn, alone.principal.programme).text))
    assert text.startswith("Autre chose que : DLA\nJe n'ai rien d'autre pour vos réponses.")
    assert "CRESS Bretagne" in text


def test_before_the_result_what_else_waits(knowledge: Knowledge) -> None:
    """« D'autres pistes ? » is answered with the result, once it is known."""
    talk = told(knowledge, NETWORK).say("d'autres pistes ?")
    assert talk.text.startswith("Je vous le dirai avec votre piste.")
    assert "Dans quelle région ?" in talk.text


@pytest.mark.parametrize(
    ("text", "told_first"),
    [
        ("combien de temps ça prend", "Durée : Pas de durée fixe publiée"),
        ("c'est long ?", "Durée : Pas de durée fixe publiée"),
        ("quels documents préparer", "À avoir sous la main :\n• Vos statuts"),
        ("comment faire la demande", "À avoir sous la main :\n• Vos statuts"),
        ("je suis éligible au DLA ?", "Pour qui : Une association"),
        ("quelles sont les conditions", "Pour qui : Une association"),
    ],
)
def test_one_thing_is_told_alone(knowledge: Knowledge, text: str, told_first: str) -> None:
    """How long, what to prepare, for whom: what is asked comes first, without the rest of the sheet."""
    talk = told(knowledge, BRETON).say(text)
    assert talk.text.startswith(f"Dispositif local d'accompagnement (DLA)\n{told_first}")
    assert "Cinq étapes" not in talk.text
    assert "CRESS Bretagne" in talk.text
    assert talk.labels == ("En savoir plus", "Retour au résultat", "Parler à quelqu'un")


def test_what_to_prepare_comes_with_the_steps(knowledge: Knowledge) -> None:
    """The steps follow, numbered; the price and the length do not."""
    text = told(knowledge, BRETON).say("quels documents préparer").text
    assert "La démarche :\n1. Dites-moi votre département : j'y connais" in text
    assert "Coût :" not in text
    assert "Durée :" not in text


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("je suis éligible au DLA ?", "Avec vos réponses, c'est votre piste."),
        ("on a droit à l'incubateur ?", "Avec vos réponses, c'est aussi possible maintenant."),
        ("je peux candidater à La France s'engage ?", "Vos réponses ne mènent pas à ce dispositif"),
    ],
)
def test_for_whom_it_is_says_as_what_it_is_in_the_result(knowledge: Knowledge, text: str, place: str) -> None:
    """Nobody decides here: it is said what the answers lead to, and that a person confirms it."""
    assert place in told(knowledge, BRETON).say(text).text


def test_what_comes_later_says_so(knowledge: Knowledge) -> None:
    """A programme among the later ones is said to be for later."""
    turn = told(knowledge, BRETON).turn
    assert turn.orientation is not None
    first, *others = turn.orientation.others
    turn.__dict__["orientation"] = replace(turn.orientation, others=tuple(others), later=(first,))
    text = readable(flat(audience_page(turn, first.programme).text))
    assert "Avec vos réponses, c'est pour ensuite." in text


def test_before_the_result_nothing_is_said_of_it(knowledge: Knowledge) -> None:
    """Without a result, for whom it is stands alone; where it exists is said to who gave no region."""
    text = told(knowledge, NETWORK).say("le PEPS c'est pour qui ?").text
    assert "Ce dispositif existe seulement en Provence" in text
    assert "Avec vos réponses" not in text
    assert "Vos réponses ne mènent pas" not in text


@pytest.mark.parametrize("answers", [BRETON, NETWORK])
def test_two_words_side_by_side_are_both_defined(knowledge: Knowledge, answers: dict[str, str]) -> None:
    """« Différence entre DLA et incubateur » gives both definitions; a word in passing is no second one."""
    for text in ("différence entre DLA et incubateur", "c'est quoi un DLA ou un incubateur ?"):
        talk = told(knowledge, answers).say(text)
        assert talk.text.startswith("DLA : Dispositif local d'accompagnement\n")
        assert "\n\nIncubateur\nÉquipe qui aide" in talk.text
    one = told(knowledge, answers).say("c'est quoi un changement d'échelle pour une association ?").text
    assert "loi 1901" not in one


def test_of_two_words_one_may_be_of_another_region(knowledge: Knowledge) -> None:
    """The one that is here is defined, the other one is said not to be here."""
    talk = told(knowledge, BRETON).say("quelle est la différence entre le DLA et le MPESS ?")
    assert talk.text.startswith("DLA : Dispositif local d'accompagnement\n")
    assert "MPESS : ce dispositif n'existe pas en Bretagne." in talk.text
    assert talk.labels[0] == "DLA"


def test_before_the_result_a_name_alone_asks_nothing(knowledge: Knowledge) -> None:
    """At a question, a programme that is named without a question about it is no answer."""
    for answers in (NETWORK, {**NETWORK, "region": "93"}):
        talk = told(knowledge, answers).say("et l'ESUS alors")
        assert talk.text.startswith("Je n'ai pas compris."), answers
        assert talk.answers == answers


def test_what_is_said_everywhere_is_of_no_region(knowledge: Knowledge) -> None:
    """« L'incubateur » is not refused where it bears another name."""
    talk = told(knowledge, {**NETWORK, "region": "93"}).say("combien coûte l'incubateur ?")
    assert "je vous le dirai avec votre piste." in talk.text.partition("\n")[0]


def test_a_name_far_in_a_long_message_is_found(knowledge: Knowledge) -> None:
    """However long the message is, what it asks for is looked for once by word."""
    text = "combien coûte " + "vraiment " * 60 + "le DLA ?"
    assert "Coût : Gratuit" in told(knowledge, BRETON).say(text).text


@pytest.mark.parametrize(
    ("sheet", "text", "first"),
    [
        ("et l'incubateur ?", "quelles conditions", "Incubateur ESS de votre territoire\nPour qui :"),
        ("et l'incubateur ?", "on est éligibles ?", "Incubateur ESS de votre territoire\nPour qui :"),
        ("La France s'engage ?", "c'est combien lui", "Concours La France s'engage\nCoût :"),
        ("La France s'engage ?", "et les dates ?", "Concours La France s'engage\nÉchéances :"),
        ("prix cognacq jay ?", "c'est quand le prix", "Prix Fondation Cognacq-Jay\nÉchéances :"),
        ("et l'incubateur ?", "pourquoi", "Incubateur ESS de votre territoire\nPourquoi : Utile"),
        ("La France s'engage ?", "c'est quoi leur numéro", "Pour le dispositif La France s'engage,"),
        ("et l'incubateur ?", "quels appels", "Les appels que je connais en Bretagne"),
    ],
)
def test_it_is_the_sheet_shown_last(knowledge: Knowledge, sheet: str, text: str, first: str) -> None:
    """What is asked without a name is of the sheet on screen, however many pages of it are asked for."""
    for between in ((), ("c'est long ?",)):
        assert readable(told(knowledge, BRETON).say(sheet, *between, text).text).startswith(first)


def test_it_is_the_result_once_back(knowledge: Knowledge) -> None:
    """Back at the result, « it » is its support; what is said aside meanwhile brings nothing back."""
    talk = told(knowledge, BRETON).say("et l'incubateur ?").tap("Retour au résultat")
    assert talk.session.about is None
    for before in ((), ("merci",)):
        price = talk.say(*before, "c'est combien").text
        assert price.startswith("Dispositif local d'accompagnement (DLA)\nCoût :")
    talk = told(knowledge, BRETON).say("et l'incubateur ?").take(Answer("region", "01")).say("merci")
    assert "Incubateur" not in talk.say("c'est combien").text


def test_a_sheet_that_is_tapped_is_the_one(knowledge: Knowledge) -> None:
    """As one that is asked for in words; what the content knows no more is nothing."""
    talk = told(knowledge, BRETON).take(Details("incubateur_local")).say("c'est pour qui")
    assert talk.text.startswith("Incubateur ESS de votre territoire\nPour qui :")
    talk.session = replace(talk.session, about="disparu")
    assert talk.say("c'est pour qui").text.startswith("Dispositif local d'accompagnement (DLA)")


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("combien", "Dispositif local d'accompagnement (DLA)\nCoût :"),
        ("quand ?", "Dispositif local d'accompagnement (DLA)\nÉchéances :"),
        ("qui", "Pour votre piste, DLA, vous pouvez contacter :"),
        ("où", "Pour votre piste, DLA, vous pouvez contacter :"),
        ("comment", "Dispositif local d'accompagnement (DLA)\nÀ avoir sous la main :"),
        ("comment faire", "Dispositif local d'accompagnement (DLA)\nÀ avoir sous la main :"),
        ("pk", "Dispositif local d'accompagnement (DLA)\nPourquoi : Vous employez"),
        ("POURQUOI", "Dispositif local d'accompagnement (DLA)\nPourquoi : Vous employez"),
        ("pq ?", "Dispositif local d'accompagnement (DLA)\nPourquoi : Vous employez"),
    ],
)
def test_one_word_asks_one_thing(knowledge: Knowledge, text: str, first: str) -> None:
    """It is told alone, without the whole result."""
    talk = told(knowledge, BRETON).say(text)
    assert talk.text.startswith(first)
    assert "Aussi possible maintenant" not in talk.text


@pytest.mark.parametrize("answers", [{}, {"statut": "association"}, NETWORK])
@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("combien", "Cet assistant est gratuit."),
        ("quand", "Je vous le dirai avec votre piste."),
        ("comment", "Je vous le dirai avec votre piste."),
        ("c'est combien de temps", "Je vous le dirai avec votre piste."),
        ("qui", "Dites-moi votre région"),
        ("où ?", "Dites-moi votre région"),
        ("comment faire", "Touchez un bouton"),
        ("pk", "Pour cette question :"),
        ("pourquoi ?", "Pour cette question :"),
    ],
)
def test_one_word_before_the_result_is_no_answer(
    knowledge: Knowledge, text: str, first: str, answers: dict[str, str]
) -> None:
    """It is answered as it would be in more words, whatever is asked, and nothing is filled."""
    talk = told(knowledge, answers).say(text)
    assert talk.text.startswith(first)
    assert talk.answers == answers


def test_a_word_that_asks_says_nothing_in_a_sentence(knowledge: Knowledge) -> None:
    """« Combien de salariés faut-il pour le DLA ? » asks no price."""
    text = told(knowledge, BRETON).say("combien de salariés faut-il pour le DLA ?").text
    assert "Pour qui :" in text


def test_a_prize_is_no_price(knowledge: Knowledge) -> None:
    """The words that name a programme ask nothing of it."""
    text = told(knowledge, BRETON).say("et le prix cognacq jay").text
    assert text.startswith("Prix Fondation Cognacq-Jay\nUn prix pour des projets solidaires")
    text = told(knowledge, BRETON).say("combien coûte le prix cognacq jay").text
    assert text.startswith("Prix Fondation Cognacq-Jay\nCoût :")


def test_a_programme_of_no_glossary_is_shown(knowledge: Knowledge) -> None:
    """« Le club, c'est quoi ? » shows its sheet, or says where it is."""
    for answers in ({}, DEVELOPING):
        talk = told(knowledge, answers).say("le club c'est quoi")
        assert talk.text.startswith("Club des entrepreneurs sociaux et solidaires"), answers
    text = told(knowledge, BRETON).say("le club c'est quoi").text
    assert text.startswith("Club des entrepreneurs : ce dispositif n'existe pas en Bretagne.")


def test_two_words_between_which_one_wonders_are_defined(knowledge: Knowledge) -> None:
    """« Asso ou SCIC ? » explains both, and changes nothing; said without wondering, it does not."""
    talk = told(knowledge, BRETON).say("asso ou scic ?")
    assert talk.text.startswith("Association loi 1901\n")
    assert "SCIC : Société coopérative" in talk.text
    assert talk.answers == BRETON
    assert "Parler à quelqu'un" in [readable(label) for label in talk.labels]
    for text in ("asso ou scic", "asso ou bidule ?", "asso ou scic ou scop ?"):
        assert not told(knowledge, BRETON).say(text).text.startswith("Association loi 1901"), text


def test_a_question_about_a_programme_is_answered_before_the_result(knowledge: Knowledge) -> None:
    """« Le DLA donne de l'argent ? » shows what it is, and is taken for no need of money."""
    talk = told(knowledge, {"statut": "association"}).say("le dla donne de l'argent ?")
    assert talk.text.startswith("Dispositif local d'accompagnement (DLA)\nUn accompagnement public gratuit")
    assert talk.answers == {"statut": "association"}
