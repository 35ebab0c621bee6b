"""The texts that the conversation needs (`textes.yaml`), and the words it puts into each."""

from string import Formatter

_NONE: frozenset[str] = frozenset()


def _with(*names: str) -> frozenset[str]:
    return frozenset(names)


PLACEHOLDERS: dict[str, frozenset[str]] = {
    "accueil": _NONE,
    "accueil_region": _with("region"),
    "nous_en_etions": _with("reponses"),
    "merci": _NONE,
    "on_recommence": _NONE,
    "vous_avez_dit": _with("reponses"),
    "reponse_actuelle": _with("reponse"),
    "touchez_ou_ecrivez": _NONE,
    "ecrivez_un_numero": _NONE,
    "compris": _with("reponses"),
    "pas_compris": _NONE,
    "pas_compris_humain": _NONE,
    "incoherence": _with("reponses"),
    "stop": _NONE,
    "supprime": _NONE,
    "vouliez_vous_dire": _NONE,
    "pas_sur": _NONE,
    "pas_de_texte": _NONE,
    "message_modifie": _NONE,
    "bouton_perime": _NONE,
    "reponses_laissees": _with("reponses"),
    "reponses_perdues": _with("questions"),
    "question_disparue": _NONE,
    "pas_dans_la_region": _with("dispositif", "region"),
    "seulement": _with("regions"),
    "mot_inconnu": _NONE,
    "autre_territoire": _NONE,
    "recapitulatif": _NONE,
    "recapitulatif_ligne": _with("question", "reponse"),
    "recapitulatif_vide": _NONE,
    "preciser": _NONE,
    "urgence": _NONE,
    "besoin_suppose": _with("besoin"),
    "piste": _with("dispositif"),
    "pourquoi": _with("motif"),
    "duree": _with("texte"),
    "cout": _with("texte"),
    "demander": _with("texte"),
    "appeler": _with("contact"),
    "echeance": _with("texte"),
    "aussi_possible": _NONE,
    "plus_tard": _NONE,
    "autre_ligne": _with("dispositif", "motif"),
    "bientot": _NONE,
    "un_humain_decide": _NONE,
    "appel_ouvert": _with("cloture", "reste", "titre"),
    "appel_a_venir": _with("cloture", "ouverture", "titre"),
    "cloture_inconnue": _NONE,
    "appel_recurrent": _with("habituel", "titre"),
    "appel_permanent": _NONE,
    "appel_inconnu": _NONE,
    "pour_qui": _with("texte"),
    "format": _with("texte"),
    "dans_votre_region": _NONE,
    "demarche": _NONE,
    "preparer_avant": _NONE,
    "qui_appeler": _NONE,
    "echeances": _NONE,
    "a_confirmer": _NONE,
    "sans_telephone": _NONE,
    "contact_sans_coordonnees": _NONE,
    "sources": _with("dispositif", "jour"),
    "sources_contacts": _NONE,
    "source_contact": _with("date", "nom", "page"),
    "source_pages": _with("nature", "pages"),
    "source_fait": _with("enonce", "numero"),
    "nature_loi": _NONE,
    "nature_page": _NONE,
    "nature_oral": _NONE,
    "nature_deduction": _NONE,
    "nature_douteux": _NONE,
    "aide": _NONE,
    "aide_question": _with("aide"),
    "humain_region": _NONE,
    "humain_national": _NONE,
    "bouton_retour": _NONE,
    "bouton_recommencer": _NONE,
    "bouton_reprendre": _NONE,
    "bouton_autre_reponse": _NONE,
    "bouton_aide": _NONE,
    "bouton_humain": _NONE,
    "bouton_recapitulatif": _NONE,
    "bouton_resultat": _NONE,
    "bouton_preciser": _NONE,
    "bouton_annuler": _NONE,
    "bouton_changer": _with("question"),
    "bouton_details": _NONE,
    "bouton_contact": _NONE,
    "bouton_sources": _NONE,
    "incident": _with("contact", "numero"),
    "description": _NONE,
    "description_courte": _NONE,
    "commande_start": _NONE,
    "commande_retour": _NONE,
    "commande_recommencer": _NONE,
    "commande_recap": _NONE,
    "commande_aide": _NONE,
    "commande_humain": _NONE,
    "au_revoir": _NONE,
    "au_revoir_ephemere": _NONE,
    "consigne_terminal": _NONE,
}

INTENTIONS = (
    "retour", "recommencer", "reprendre", "aide", "humain", "recapitulatif", "resultat", "preciser",
    "annuler", "bonjour", "merci", "stop", "supprimer", "ne_sait_pas", "definition",
)  # fmt: skip
"""What people may want at any moment; `intentions.yaml` gives the words of each."""

WORDS = (
    "ouverture", "fermeture", "politesse", "remplissage", "negation", "hesitation", "identite",
    "qualificatifs", "oui", "non", "nombres", "lieu", "courants", "territoires_sans_cress",
    "legers", "abreviations", "annulation", "autrefois", "citation", "correction", "jadis",
    "faux_amis", "proches", "avant_un_nom", "surnoms", "voisins_admis", "absence", "autrui",
    "nous", "creation", "structure", "activite", "aveu", "ignorance", "participes",
)  # fmt: skip
"""The lists of words that reading needs (`mots.yaml`)."""


def placeholders(text: str) -> frozenset[str]:
    """Return the names between braces in a text. Raises ValueError when a brace stands alone."""
    return frozenset(name for _, name, _, _ in Formatter().parse(text) if name is not None)
