"""What weakens a sentence: it is asked, or says nothing; the plain way of saying it is taken."""

import pytest

from bot.answers import meaning_json
from knowledge.content import Knowledge

WEAK = (
    ("decision", "on aimerait bien que chacun ait une voix"),
    ("decision", "il paraît que ça dépend des parts"),
    ("decision", "c'est pas vraiment au prorata des parts"),
    ("decision", "ce point est capital"),
    ("decision", "une personne une voix, en théorie"),
    ("decision", "la mairie a une voix"),
    ("benefices", "il faudrait réinvestir les bénéfices"),
    ("benefices", "avant on distribuait les bénéfices"),
    ("fondation_entreprise", "on rêve que mon entreprise en ait une"),
    ("fondation_entreprise", "on a écrit à la fondation d'une entreprise"),
    ("plein_temps", "on a des bénévoles qui travaillent à plein temps"),
    ("plein_temps", "mon adjointe est à plein temps"),
    ("plein_temps", "je cherche un plein temps"),
    ("stade", "un jour on sera bien installés"),
    ("publics_fragiles", "je suis moi-même handicapé"),
    ("publics_fragiles", "j'ai un cousin handicapé"),
    ("esus_agree", "soi-disant on est agréés"),
    ("esus_agree", "vous dites qu'on est agréés ?"),
    ("paiement", "notre opco c'est lequel"),
    ("paiement", "on peut pas payer"),
    ("porteur", "un prêt a été demandé"),
    ("porteur", "du prêt à porter"),
    ("salaries", "la région a embauché deux médiateurs"),
    ("salaries", "une salariée de la mairie vient le lundi"),
    ("salaries", "un poste à pourvoir"),
    ("salaries", "on avait un contrat aidé"),
    ("salaries", "on aurait besoin de deux salariés"),
    ("salaries", "j'ai rencontré le directeur d'une boîte qui emploie 60 personnes"),
    ("salaries", "on a une stagiaire"),
    ("urgence", "le restaurant d'en face a déposé le bilan"),
    ("besoin", "on n'a pas besoin de l'agrément ESUS"),
    ("besoin", "hors de question de demander une subvention"),
    ("besoin", "l'an dernier on cherchait un financement"),
    ("statut", "j'ai fermé ma micro-entreprise"),
    ("statut", "nous venons de vendre notre SARL"),
    ("statut", "je viens de vendre ma boîte, une SAS"),
    ("statut", "notre coopérative a fermé"),
    ("statut", "mon club me dit de vous appeler"),
    ("statut", "l'association des commerçants nous laisse une salle"),
    ("statut", "on repeint des murs pour une fondation"),
    ("statut", "une asso de Lannion fait déjà ça"),
    ("statut", "une fondation a promis un camion"),
    ("statut", "la scop d'ici a pris le marché"),
    ("besoin", "la ligue veut nous faire essaimer"),
    ("statut", "j'ai longtemps présidé une association"),
    ("statut", "dissoute en juin, l'association"),
    ("statut", "une coopérative ? non merci"),
    ("statut", "notre rêve c'est une coopérative"),
    ("besoin", "on a reçu l'agrément ESUS"),
    ("besoin", "une cousine voulait développer la vente en ligne"),
    ("besoin", "je suis contre l'idée d'ouvrir ailleurs"),
    ("plein_temps", "elle est à plein temps à la poste"),
    ("plein_temps", "avant je bossais à temps plein"),
    ("porteur", "on est prêts à partir en vacances"),
    ("urgence", "leur trésorerie est à sec"),
    ("salaries", "on loge deux apprentis du boulanger"),
    ("salaries", "un salarié nous changerait la vie"),
    ("salaries", "je suis salariée chez un paysagiste"),
    ("benefices", "on distribue des repas chauds"),
    ("benefices", "on partage les locaux"),
    ("urgence", "réunion du conseil le 12"),
    ("criteres_concours", "la scic de Mulhouse remplit tout ça"),
    ("criteres_concours", "on ouvre à Rennes"),
    ("salaries", "la ressourcerie de Lannion emploie 8 personnes"),
    ("personne_morale", "groupe de rock"),
    ("paiement", "ça ira pas"),
    ("urgence", "ça tient plus"),
)
PLAIN = (
    ("decision", "chacun a une voix", {"decision": "voix"}),
    ("decision", "au prorata des parts", {"decision": "capital"}),
    ("decision", "celui qui a le plus de parts", {"decision": "capital"}),
    ("benefices", "on réinvestit les bénéfices", {"benefices": "non"}),
    ("plein_temps", "je travaille à plein temps ailleurs", {"plein_temps": "oui"}),
    ("stade", "on est bien installés", {"stade": "installe"}),
    ("porteur", "oui je suis prête", {"porteur": "oui"}),
    ("salaries", "une personne en CDI", {"salaries": "oui"}),
    ("salaries", "l'asso emploie deux animateurs", {"salaries": "oui", "statut": "association"}),
    ("salaries", "que des stagiaires", {"salaries": "non"}),
    ("urgence", "on a déposé le bilan", {"urgence": "oui"}),
    ("creation_trois_mois", "oui en janvier au plus tard", {"creation_trois_mois": "oui"}),
    ("besoin", "notre local est à Gap", {"region": "93", "departement": "05"}),
    ("besoin", "on a besoin de l'agrément ESUS", {"besoin": "esus"}),
    ("statut", "ma micro-entreprise", {"statut": "entreprise_individuelle"}),
    ("statut", "on est une asso, nous avons dix ans", {"statut": "association"}),
    ("benefices", "on distribue un peu", {"benefices": "oui"}),
    ("personne_morale", "groupe de voisins", {"statut": "collectif"}),
    ("statut", "une asso dans le 12", {"statut": "association", "region": "76", "departement": "12"}),
    ("besoin", "marre du patron, on voudrait monter une scop", {"besoin": "creer"}),
    ("paiement", "banco", {"paiement": "oui"}),
    ("adherent", "heureusement oui", {"adherent": "oui"}),
    ("esus_agree", "hélas pas encore", {"esus_agree": "non"}),
    ("adherent", "nous non", {"adherent": "non"}),
    ("decision", "faut voir avec l'avocate", {"decision": "ne_sait_pas"}),
)


@pytest.mark.parametrize(("question", "text"), WEAK, ids=[text for _, text in WEAK])
def test_what_is_weakened_fills_nothing(knowledge: Knowledge, question: str, text: str) -> None:
    """Wished, heard, over, to come, asked, or of somebody else: it is not taken."""
    assert meaning_json(knowledge, {"texte": text, "question": question})["reponses"] == {}


@pytest.mark.parametrize(("question", "text", "expected"), PLAIN, ids=[text for _, text, _ in PLAIN])
def test_what_is_plain_is_taken(
    knowledge: Knowledge, question: str, text: str, expected: dict[str, str]
) -> None:
    """Prudence does not ask again what is said plainly."""
    assert meaning_json(knowledge, {"texte": text, "question": question})["reponses"] == expected


PLACES = (
    "il y en a une à Tarbes",
    "j'ai quitté Nantes",
    "je rentre d'un colloque à Lyon",
    "on attend une réponse de Paris",
    "un journaliste de Nice est venu nous voir",
    "j'ai des cousins dans la Sarthe",
    "on a tout vu avec la Cress de Normandie",
    "les commerçants du centre",
    "on a 12000 de déficit",
    "une subvention de 30000",
    "nos tomates viennent du Lot-et-Garonne",
    "c'est tout l'inverse de Paris",
    "les Vosges me manquent",
    "le bilan est à rendre avant le 30",
    "la fédération, à Dijon, nous épaule",
)


@pytest.mark.parametrize("text", PLACES)
@pytest.mark.parametrize("question", ["besoin", "region"])
def test_a_place_where_nobody_says_to_be_is_not_taken(knowledge: Knowledge, question: str, text: str) -> None:
    """A place is taken where the person says to be, or beside what she says of herself."""
    told = meaning_json(knowledge, {"texte": text, "question": question})["reponses"]
    assert isinstance(told, dict)
    assert not {"region", "departement"} & {*told}


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("porteur", "moi j'y vais, je quitte mon poste en juillet"),
        ("adherent", "on l'était, on a laissé tomber en 2020"),
        ("adherent", "membres depuis le début, même au bureau"),
    ],
)
def test_what_one_tells_moves_nothing(knowledge: Knowledge, question: str, text: str) -> None:
    """« Je quitte mon poste » does not leave the conversation, « depuis le début » does not restart it."""
    assert "intention" not in meaning_json(knowledge, {"texte": text, "question": question})
