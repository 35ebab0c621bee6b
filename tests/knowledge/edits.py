"""Fifty edits such as CRESS staff make, each with the situations in which it is looked at closely."""

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from knowledge.calls import Call
from knowledge.content import Knowledge
from knowledge.fringes import Version
from knowledge.load import SHIPPED, Adjustments, National
from knowledge.programmes import Programme
from knowledge.questions import Question
from knowledge.reader import read
from knowledge.regions import Region
from knowledge.tree import Branch


@dataclass(frozen=True)
class Edit:
    """Some words of a file replaced by others, and answers to which a close look is kept."""

    file: str
    old: str
    new: str
    within: dict[str, str]

    def __str__(self) -> str:
        return f"{self.file}: {self.old.splitlines()[0].strip()}"


def edited(version: Version, edit: Edit, folder: Path) -> Version:
    """Return the content after an edit; only the file concerned is read again."""
    text = (SHIPPED / edit.file).read_text(encoding="utf-8")
    assert edit.old in text, f"{edit.file} no longer says: {edit.old}"
    path = folder / "edited.yaml"
    path.write_text(text.replace(edit.old, edit.new, 1), encoding="utf-8")
    data = read(path, edit.file).data
    return Version(_with(version.knowledge, edit.file, data), {**version.data, edit.file: data})


def _with(knowledge: Knowledge, file: str, data: object) -> Knowledge:
    def valid(kind: Any) -> Any:
        return TypeAdapter(kind).validate_python(data)

    match file.split("/"):
        case ["arbre", name]:
            return replace(knowledge, tree={**knowledge.tree, name[:-5]: valid(Branch)})
        case ["dispositifs", name]:
            return replace(knowledge, programmes={**knowledge.programmes, name[:-5]: valid(Programme)})
        case ["regions", name]:
            return replace(knowledge, regions={**knowledge.regions, name[:-5]: valid(Region)})
        case ["ajustements.yaml"]:
            read_ = valid(Adjustments)
            return replace(knowledge, adjustments=read_.adjustments, contradictions=read_.contradictions)
        case ["questions.yaml"]:
            return replace(knowledge, questions={q.id: q for q in valid(tuple[Question, ...])})
        case ["appels.yaml"]:
            return replace(knowledge, calls=valid(tuple[Call, ...]))
        case ["national.yaml"]:
            return replace(knowledge, national=valid(National).contacts)
        case ["motifs.yaml"]:
            return replace(knowledge, reasons=valid(dict[str, str]))
        case ["textes.yaml"]:
            return replace(knowledge, texts=valid(dict[str, str]))
    raise ValueError(file)


def _e(file: str, old: str, new: str, status: str = "association", need: str = "developper") -> Edit:
    return Edit(file, old, new, {"statut": status, "besoin": need})


MODIFIERS, QUESTIONS, CALLS = "ajustements.yaml", "questions.yaml", "appels.yaml"
_LEAF = "          principal: mpess_developpement\n          autres: [dla, incubateur_starter]"
_M11 = "  - ajustement: m11\n    si: {paiement: [non]}\n"
_CALL = """- appel: essai_2026
  titre: Appel d'essai
  dispositif: {programme}
  type: ponctuel
  ouverture: "2026-11-01"
  cloture: "{closing}"
  regions: {regions}
  source: essai
"""
_FIRST_CALL = "- appel: lfse_2026"
_OPERATOR = """fabriques:
  - nom: Fabrique d'essai
    site: https://example.org
    source: https://example.org
    vu_le: "2026"
"""
_NEW_OPTION = """    - id: en_sommeil
      libelle: En sommeil
      phrase: une activité en sommeil
    - id: installe
"""
_NEW_QUESTION = """- question: local
  nom: votre local
  texte: Avez-vous un local ?
  aide: Un local loué ou prêté.
  defaut: oui
  posee_si:
    - {si: {stade: [defini]}}
  options:
    - {id: oui, libelle: Oui, phrase: un local}
    - {id: non, libelle: Non, phrase: pas de local}
- question: publics_fragiles
"""

EDITS = (
    # The tree.
    _e("arbre/developper.yaml", _LEAF, _LEAF.replace("mpess_developpement", "dla").replace("[dla", "[peps")),
    _e("arbre/developper.yaml", "autres: [dla, incubateur_starter]", "autres: [incubateur_starter, dla]", "societe_ess"),
    _e("arbre/developper.yaml", "motif: projet_a_developper", "motif: developper_activite"),
    _e("arbre/developper.yaml", "          ensuite: [mpess_developpement]\n", ""),
    _e("arbre/developper.yaml", "      - si: [defini]\n", "      - si: [defini, piste]\n"),
    _e("arbre/developper.yaml", "      - si: [piste]\n", "      - si: [en_sommeil]\n"),
    _e("arbre/reseau.yaml", "      - si: [pas_de_projet, piste]", "      - si: [pas_de_projet]", "collectif", "reseau"),
    _e("arbre/reseau.yaml", "      - si: [pas_de_projet, installe]\n        orientation:\n          principal: decouverte\n          autres: [cress]", "      - si: [pas_de_projet, installe]\n        orientation:\n          principal: cress\n          autres: [decouverte]", "sans_structure", "reseau"),
    _e("arbre/esus.yaml", "    ensuite: [esus]\n    complement: esus_apres_creation", "    complement: esus_apres_creation", "collectif", "esus"),
    _e("arbre/esus.yaml", "    complement: esus_apres_creation", "    complement: s_informer", "collectif", "esus"),
    _e("arbre/esus.yaml", "    vers: personne_seule", "    vers: collectif", "sans_structure", "esus"),
    _e("arbre/classe.yaml", "[association, siae, cooperative]", "[siae, cooperative]"),
    _e("arbre/classe_employeur.yaml", "  - si: [oui]", "  - si: [oui, bientot]"),
    _e("arbre/besoin.yaml", "    vers: developper\n", "    vers: consolider\n"),
    _e("arbre/besoin.yaml", "  vers: besoin_suppose", "  vers: reseau", "association", "ne_sait_pas"),
    _e("arbre/depart.yaml", "principal: cress", "principal: decouverte", "ne_sait_pas", "developper"),
    # The modifiers.
    _e(MODIFIERS, "    si: {paiement: [non]}\n    parmi: [dla]", "    si: {paiement: [oui]}\n    parmi: [dla]"),
    _e(MODIFIERS, _M11, _M11.replace("m11", "m11_bis")),
    _e(MODIFIERS, "      - premier_autre: dla\n    remarque: \"Gratuit", "      - dernier_autre: dla\n    remarque: \"Gratuit"),
    _e(MODIFIERS, "Gratuit : à demander", "Sans frais : à demander"),
    _e(MODIFIERS, "    releve: [cress]\n    motif: services_adherent", "    releve: [decouverte]\n    motif: services_adherent", "association", "reseau"),
    _e(MODIFIERS, "    motif: services_adherent\n", "", "association", "reseau"),
    _e(MODIFIERS, "    contact_en_tete: oui\n", "", "association", "consolider"),
    _e(MODIFIERS, "si: {urgence: [oui], classe: [employeur, esus_employeur]}", "si: {urgence: [oui], classe: [esus_employeur]}", "association", "consolider"),
    _e(MODIFIERS, "    alors:\n      - retirer: [incubateur_couveuse]\n    motif: sans_couveuse\n", "    remarque: \"À plein temps.\"\n", "sans_structure", "tester"),
    _e(MODIFIERS, "  - ajustement: m14\n    si: {adherent: [oui]}", "  - ajustement: m14\n    si: {adherent: [oui]}\n    sauf: {region: [\"53\"]}"),
    _e(MODIFIERS, "  - {statut: collectif, salaries: oui}\n", "", "collectif", "creer"),
    _e(MODIFIERS, "    edition_ouverte: prix_cognacq_jay", "    edition_ouverte: la_france_s_engage", "sans_structure", "creer"),
    # The programmes.
    _e("dispositifs/mpess_crea.yaml", "etat: inconnu", "etat: ouvert", "association", "creer"),
    _e("dispositifs/mpess_developpement.yaml", "etat: inconnu", "etat: arrete"),
    _e("dispositifs/dla.yaml", "etat: ouvert", "etat: arrete", "association", "consolider"),
    _e("dispositifs/mpess_crea.yaml", "par: incubateur_local, ensuite: incubateur_local", "par: dla", "association", "creer"),
    _e("dispositifs/fabrique_initiatives.yaml", ", sauf_operateur: oui", "", "collectivite", "besoin_local"),
    _e("dispositifs/incubateur_local.yaml", "en_autre:\n  texte: ", "en_autre:\n  texte: Nouveau. "),
    _e("dispositifs/dla.yaml", "court: ", "court: Le "),
    _e("dispositifs/dla.yaml", "contact: dla", "contact: cress", "association", "consolider"),
    _e("dispositifs/fabrique_initiatives.yaml", '  "02":\n    texte: Une entrée', '  "02":\n    texte: Une ancienne entrée', "collectivite", "besoin_local"),
    # The regions and the people.
    _e("regions/01.yaml", "zone: outre_mer", "zone: metropole", "association", "creer"),
    _e("regions/53.yaml", "nom: Bretagne Active", "nom: Bretagne Active (essai)", "association", "consolider"),
    _e("regions/53.yaml", "    valeur: \"cress@cress-bretagne.org\"", "    valeur: \"bonjour@cress-bretagne.org\""),
    _e("regions/01.yaml", "fabriques: []\n", _OPERATOR, "collectivite", "besoin_local"),
    _e("national.yaml", "site: https://www.info-dla.fr", "site: https://info-dla.fr", "association", "consolider"),
    # The calls.
    _e(CALLS, _FIRST_CALL, _CALL.format(programme="mpess_developpement", closing="2027-01-31", regions='["93"]') + _FIRST_CALL),
    _e(CALLS, _FIRST_CALL, _CALL.format(programme="prix_cognacq_jay", closing="2026-11-30", regions='["53", "93"]') + _FIRST_CALL, "sans_structure", "creer"),
    _e(CALLS, "- appel: dla\n", "- appel: dla_permanent\n", "association", "consolider"),
    _e(CALLS, 'cloture: "2026-01-29 18:00"', 'cloture: "2026-12-01 18:00"', "association", "changer_echelle"),
    # The questions, the words.
    _e(QUESTIONS, "    - id: installe\n", _NEW_OPTION),
    _e(QUESTIONS, "- question: publics_fragiles\n", _NEW_QUESTION),
    _e(QUESTIONS, "      vaut: {mention_ess: oui, esus_agree: oui}", "      vaut: {mention_ess: oui, esus_agree: non}", "societe_classique", "consolider"),
    _e(QUESTIONS, "- question: adherent\n", "- question: membre\n"),
    _e("motifs.yaml", 'projet_a_developper: "', 'projet_a_developper: "Bien. '),
    _e("textes.yaml", "merci: ", "merci: Oui. "),
)  # fmt: skip
