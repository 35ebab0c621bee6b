"""Places in messages: what is one, what only looks like one, what must be asked."""

import pytest

from dialogs.events import Answer, Answers, Do
from dialogs.understanding import Understood, Unsure, understand
from knowledge.content import Knowledge
from knowledge.questions import DEPARTMENT, REGION
from tests.dialogs.talking import told
from tests.understanding.noise import filled as taken

AT_REGION = [
    ("34 Béziers", "76", "34"),
    ("Montreuil 93", "11", "93"),
    ("974 le Tampon", "04", "974"),
    ("Saint-Denis de la Réunion", "04", "974"),
    ("au Havre", "28", "76"),
    ("aux Herbiers", "52", "85"),
    ("tlse", "76", "31"),
    ("gwada", "01", "971"),
    ("le neuf-trois", "11", "93"),
    ("Sologne", "24", None),
    ("entre Blois et Vendôme", "24", "41"),
    ("pas loin de Quimper", "53", "29"),
    ("Montpellier, enfin non ça a changé : Nîmes", "76", "30"),
    ("st-étienne", "84", "42"),
    ("Pau, on est dans les Pyrénées", "75", "64"),
    ("pays d la loire", "52", None),
    ("dans la Loire", "84", "42"),
    ("ma fille est en Guadeloupe mais moi je suis en Martinique", "02", "972"),
    ("la réunion 974", "04", "974"),
    ("quelque part en Auvergne", "84", None),
    ("pas trop loin de Lyon", "84", "69"),
    ("Gironde 33", "75", "33"),
    ("77 Seine-et-Marne", "11", "77"),
    ("je bosse pour le département du 94 mais rien à voir", "11", "94"),
    ("pas Saint-Denis de la Réunion, Saint-Denis dans le 93", "11", "93"),
    ("pas Valence en Espagne, Valence dans la Drôme", "84", "26"),
]
AT_STATUS = [
    ("SARL, Le Mans", "52", "72"),
    ("asso, Toulon, deux salariés", "93", "83"),
    ("assoc caen", "28", "14"),
    ("une scop au Havre", "28", "76"),
    ("asso, Corse", "94", None),
    ("asso, 05000", "93", "05"),
    ("une asso du 30", "76", "30"),
    ("la paie du 30, urgent", None, None),
    ("asso sans salarié Paris, trésorerie", "11", "75"),
    ("mutuelle 2 salariés Corse gouvernance", "94", None),
    ("épicerie solidaire du 25", "27", "25"),
    ("association de La Réunion avec 3 salariés", "04", "974"),
    ("fondation d'entreprise, La Défense", "11", "92"),
    ("asso à Sophia Antipolis", "93", "06"),
    ("asso au Mirail", "76", "31"),
    ("association à la Croix-Rousse, 2 salariés", "84", "69"),
    ("association pour la défense des consommateurs, Poitiers", "75", "86"),
    ("association de la défense des animaux", None, None),
    ("Association pour la Défense des Locataires", None, None),
    ("asso de la Croix-Rouge", None, None),
    ("asso Le Havre 10 salariés", "28", "76"),
    ("asso le mans 3 salariés", "52", "72"),
    ("asso La Ciotat 3 salariés", "93", "13"),
    ("asso Le Havre de paix", None, None),
    ("asso à Nantes (Loire-Atlantique, 44), 3 salariés", "52", "44"),
    ("association St Denis 93", "11", "93"),
    ("on est 6 voisins de Crest (Drôme)", "84", "26"),
    ("SAS à Cognac (16), 2 temps pleins", "75", "16"),
    ("on est à Rennes asso 3 salariés", "53", "35"),
    ("on est à Bruxelles asso 3 salariés", "autre", None),
]


def placed(knowledge: Knowledge, question: str, text: str) -> tuple[str | None, str | None]:
    """Return the region and the département that a text fills."""
    meaning = understand(knowledge, question, {}, text)
    given = meaning.sure if isinstance(meaning, Unsure) else ()
    if isinstance(meaning, Understood):
        event = meaning.event
        given = event.answers if isinstance(event, Answers) else ()
        given = (event,) if isinstance(event, Answer) else given
    found = {answer.question: answer.value for answer in given}
    return found.get(REGION), found.get(DEPARTMENT)


def choices(knowledge: Knowledge, question: str, text: str) -> tuple[Answer, ...]:
    """Return what a text makes the bot ask, in order; nothing when it is understood, or lost."""
    meaning = understand(knowledge, question, {}, text)
    return meaning.choices if isinstance(meaning, Unsure) else ()


@pytest.mark.parametrize(("text", "region", "department"), AT_REGION, ids=[text for text, *_ in AT_REGION])
def test_a_place_at_the_question_of_the_region(
    knowledge: Knowledge, text: str, region: str, department: str | None
) -> None:
    """Numbers with towns, nicknames, « au » for « à Le », lists of one region, corrections."""
    assert placed(knowledge, "region", text) == (region, department)


@pytest.mark.parametrize(("text", "region", "department"), AT_STATUS, ids=[text for text, *_ in AT_STATUS])
def test_a_place_beside_other_answers(
    knowledge: Knowledge, text: str, region: str, department: str | None
) -> None:
    """A place is read as a clause of its own, after « à », or when it is large and nothing else."""
    found = placed(knowledge, "statut", text)
    assert found[0] == region
    assert department is None or found[1] == department


@pytest.mark.parametrize(
    "text",
    [
        "des voisins de la rue des Lilas",
        "je m'appelle Nancy",
        "Mme Vienne vous a téléphoné",
        "ma sœur vit à Brest",
        "notre comptable est à Lyon",
        "trouver 15000 € avant l'été",
        "20000 vues sur notre vidéo",
        "quelque part dans le sud",
        "je suis à l'hôpital",
        "on est partis à la montagne",
        "c'est le port de nos vêtements",
        "12 rue de Marseille",
        "pas à Paris en tout cas",
        "le garage de René",
        "le secrétaire c'est Marcel Bordeaux",
        "la trésorière Sylvie Paris est absente",
        "le notaire qui nous conseille est à Lyon",
        "on vend du savon de Marseille",
        "loin de Marseille",
        "la Croix nous a aidés",
        "assez loin de Lyon",
        "le train pour Rennes est annulé",
        "la préfecture de Lille nous a écrit",
        "quelqu'un de Toulouse m'a parlé de vous",
        "on se promène le long de la Marne",
    ],
)
@pytest.mark.parametrize("question", ["statut", "region"])
def test_what_only_looks_like_a_place(knowledge: Knowledge, question: str, text: str) -> None:
    """Streets, persons, others' towns, sums and everyday words fill no region."""
    assert placed(knowledge, question, text) == (None, None)


@pytest.mark.parametrize(
    ("text", "regions"),
    [
        ("Nantes ou Rennes", {"52", "53"}),
        ("Lot ou Dordogne selon le local", {"76", "75"}),
        ("soit à Lyon soit à Marseille", {"84", "93"}),
        ("Clermont", {"84", "32"}),
        ("Aix", {"93", "84"}),
        ("Loire", {"84", "52", "24"}),
        ("suisse", {"autre", "44"}),
        ("Montréal", {"autre", "76"}),
    ],
)
def test_two_places_are_asked(knowledge: Knowledge, text: str, regions: set[str]) -> None:
    """Alternatives, and short names of several large towns, are asked."""
    assert regions <= {choice.value for choice in choices(knowledge, "region", text)}


def test_a_short_name_of_several_towns_is_asked_in_a_sentence(knowledge: Knowledge) -> None:
    """« Aix » was read as nothing: it is in the name of a sweet."""
    assert {"93", "84"} <= {choice.value for choice in choices(knowledge, "statut", "asso à Aix 3 salariés")}


@pytest.mark.parametrize(
    "text",
    [
        "vous nous menez en bateau sur la loire",
        "on loue la salle à une coopérative de Nevers",
        "j'ai orange comme opérateur et ça coupe",
        "quel temps fait-il à Brest",
        "combien coûte un billet pour Rennes",
        "le marché de la Croix-Daurade",
        "on aimerait essaimer en Bretagne",
        "notre but c'est la même chose à Rennes",
    ],
)
def test_a_place_among_words_that_say_no_more_is_not_taken(knowledge: Knowledge, text: str) -> None:
    """A small letter in a message that says nothing else, or a town of somebody else, is asked at most."""
    assert placed(knowledge, "statut", text) == (None, None)


@pytest.mark.parametrize(
    ("text", "region"),
    [
        ("Monpelier", "76"),
        ("monpelié", "76"),
        ("clermon feran", "84"),
        ("Oxère", "27"),
        ("bordau", "75"),
        ("Kimper", "53"),
        ("valanse", "84"),
        ("martinik", "02"),
    ],
)
def test_a_large_town_written_as_it_is_heard_is_asked_first(
    knowledge: Knowledge, text: str, region: str
) -> None:
    """A village that is fewer letters away does not hide it, and it is never taken by its sound alone."""
    assert choices(knowledge, "region", text)[0] == Answer(REGION, region)


@pytest.mark.parametrize("text", ["Marcelle", "bon dos", "les marcels"])
def test_a_word_that_only_sounds_like_a_town_is_not_taken(knowledge: Knowledge, text: str) -> None:
    """A first name, ordinary words: asked at most."""
    assert placed(knowledge, "region", text) == (None, None)


@pytest.mark.parametrize(
    ("text", "region"),
    [
        ("une petite asso de Monpelier", "76"),
        ("asso de marseile", "93"),
        ("scop basée a strasbour avec 3 salariés", "44"),
    ],
)
def test_a_town_misspelt_in_a_sentence_is_asked(knowledge: Knowledge, text: str, region: str) -> None:
    """After « à », « de »: what the sentence says is kept, the place is asked and not taken."""
    assert Answer(REGION, region) in choices(knowledge, "statut", text)


@pytest.mark.parametrize(
    "text",
    [
        "une asso de bordures",
        "on cherche de machinistes",
        "asso de parents",
        "on en aura un en janvier",
        "asso suivie par l'ARS",
    ],
)
def test_a_word_near_a_town_is_no_town(knowledge: Knowledge, text: str) -> None:
    """A word of a sentence that does not sound like a town is no place."""
    assert placed(knowledge, "statut", text) == (None, None)
    assert not any(choice.question == REGION for choice in choices(knowledge, "statut", text))


def test_a_large_town_named_as_a_word_is_asked_alone_elsewhere(knowledge: Knowledge) -> None:
    """« Cannes », alone at another question, may be the town."""
    for text, region in (("Cannes", "93"), ("Lens", "32")):
        assert Answer(REGION, region) in choices(knowledge, "besoin", text), text


def test_polite_words_are_no_misspelt_place(knowledge: Knowledge) -> None:
    """« D'accord » at the question of the region proposes none."""
    assert not isinstance(understand(knowledge, "region", {}, "d'accord"), Unsure)


def test_the_misspelt_town_of_others_or_denied_is_not_asked(knowledge: Knowledge) -> None:
    """« Ma sœur vit à Monpelier », « pas à Monpelier »: nothing."""
    for text in ("ma sœur vit à Monpelier", "on n'est pas à Monpelier"):
        asked = choices(knowledge, "statut", text)
        assert not any(choice.question == REGION for choice in asked), text


@pytest.mark.parametrize(
    ("text", "regions"),
    [
        ("asso à aix", {"93", "84", "75"}),
        ("je suis à aix", {"93", "84", "75"}),
        ("asso a nice", {"93"}),
        ("je suis à saint denis", {"04", "11", "76"}),
        ("asso à valence", {"84", "76", "75"}),
        ("asso à guérande", {"52"}),
        ("asso à Guérande", {"52"}),
        ("asso à la crau, 3 salariés", {"93"}),
        ("on est à la flèche", {"52"}),
        ("scop au grau du roi", {"76"}),
        ("on est à la tour du pin", {"84"}),
        ("asso à moulins", {"84", "53", "32", "75"}),
        ("une asso à cognac", {"75"}),
        ("asso au tampon", {"04"}),
    ],
)
def test_a_town_after_a_preposition_needs_no_capital(
    knowledge: Knowledge, text: str, regions: set[str]
) -> None:
    """It is understood, or asked among those of its name."""
    meaning = understand(knowledge, "statut", {}, text)
    assert isinstance(meaning, Understood | Unsure)
    answers: tuple[Answer, ...]
    if isinstance(meaning, Unsure):
        answers = meaning.choices
    else:
        answers = meaning.event.answers if isinstance(meaning.event, Answers) else ()
    assert {answer.value for answer in answers if answer.question == REGION} == regions


def test_a_word_of_every_day_that_is_a_town_is_only_asked(knowledge: Knowledge) -> None:
    """« Asso à moulins » takes the status, and asks for the place; with its capital it is as before."""
    meaning = understand(knowledge, "statut", {}, "asso à cognac")
    assert meaning == Unsure((Answer(REGION, "75"),), (Answer("statut", "association"),))


@pytest.mark.parametrize(
    "text",
    [
        "asso à but non lucratif",
        "asso à plusieurs",
        "asso à deux",
        "scop à six, les statuts sont à écrire",
        "asso à but culturel",
        "asso à la garde d'enfants",
        "on est à la crèche",
        "asso à la montagne",
        "asso à l'arrêt",
        "on est à sec",
        "on vend des calissons d'aix",
        "asso qui vend du sel de guérande",
        "entreprise à mission",
    ],
)
def test_a_word_after_a_preposition_is_no_town(knowledge: Knowledge, text: str) -> None:
    """A word of every day, or one that belongs to something else, gives no place."""
    meaning = understand(knowledge, "statut", {}, text)
    answers = [*getattr(meaning, "choices", ()), *getattr(meaning, "sure", ())]
    event = getattr(meaning, "event", None)
    answers += event.answers if isinstance(event, Answers) else [event]
    assert not any(isinstance(answer, Answer) and answer.question == REGION for answer in answers)


@pytest.mark.parametrize(
    ("text", "region", "department"),
    [
        ("association nice", "93", "06"),
        ("asso de nice", "93", "06"),
        ("association Pau 2 salariés", "75", "64"),
        ("asso pau 64", "75", "64"),
        ("personne seule paca", "93", None),
        ("personne seule paca 06", "93", "06"),
    ],
)
def test_a_place_right_after_who_one_is_is_heard(
    knowledge: Knowledge, text: str, region: str, department: str | None
) -> None:
    """No preposition, no capital, a short name: it is asked at least, with its département."""
    meaning = understand(knowledge, "statut", {}, text)
    if isinstance(meaning, Unsure):
        assert Answer(REGION, region) in meaning.choices
        assert [answer.value for answer in meaning.within] == [department] * bool(department)
    else:
        found = {answer.question: answer.value for answer in taken(meaning)}
        assert (found.get(REGION), found.get(DEPARTMENT)) == (region, department)


@pytest.mark.parametrize(
    ("text", "region"),
    [
        ("asso paris 2 salariés…", "11"),
        ("asso Paris 2 salariés", "11"),
        ("Corse, Ajaccio 20000, coopérative, 3 salariés", "94"),
    ],
)
def test_a_number_beside_a_town_puts_it_in_no_doubt(knowledge: Knowledge, text: str, region: str) -> None:
    """What a number counts is no arrondissement, and the postal code of a town is no sum."""
    assert Answer(REGION, region) in taken(understand(knowledge, "statut", {}, text))


@pytest.mark.parametrize("question", ["statut", "besoin", "region"])
@pytest.mark.parametrize("text", ["Saint-Martin 97150", "98700", "asso Saint-Martin 97150", "98800"])
def test_a_postal_code_of_an_ocean_away_is_told_so(knowledge: Knowledge, text: str, question: str) -> None:
    """It names a territory without a CRESS, and no commune of that name elsewhere."""
    meaning = understand(knowledge, question, {}, text)
    if isinstance(meaning, Understood) and meaning.event == Do("ailleurs"):
        return
    assert Answer(REGION, "autre") in taken(meaning)


@pytest.mark.parametrize(
    ("text", "region", "department"), [("39", "27", "39"), ("2A", "94", "2A"), ("974", "04", "974")]
)
@pytest.mark.parametrize("question", ["besoin", None, "adherent"])
def test_a_department_alone_is_asked_anywhere(
    knowledge: Knowledge, text: str, region: str, department: str, question: str | None
) -> None:
    """Nothing else has that number: it is asked, and comes with its département."""
    meaning = understand(knowledge, question, {}, text)
    assert isinstance(meaning, Unsure)
    assert meaning.choices == (Answer(REGION, region),)
    assert meaning.within == (Answer("departement", department),)


def test_the_region_that_is_known_settles_a_name_that_many_have(knowledge: Knowledge) -> None:
    """« St Pierre » of somebody in La Réunion is there."""
    answers = {"statut": "association", "region": "04", "departement": "974", "besoin": "developper"}
    talk = told(knowledge, answers).say("st pierre")
    assert talk.answers == answers
    assert talk.session.choices == ()
