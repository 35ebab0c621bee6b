"""Real editing mistakes: each is told on its line, and nearly always with the repair that mends it.

A mistake is a file, some words of it, what an editor made of them, on which line below the first of these
words it must be told (None: the whole file), and words of the repair.
"""

from typing import NamedTuple

import pytest

from tests.knowledge.conftest import Folder

DLA, CLUB, ESUS, CALLS = "dispositifs/dla.yaml", "dispositifs/club.yaml", "arbre/esus.yaml", "appels.yaml"
BRITTANY, CENTRE, TEXTS, WORDS = "regions/53.yaml", "regions/24.yaml", "textes.yaml", "mots.yaml"
NBSP = "\u00a0"


class Mistake(NamedTuple):
    """One mistake and what must be said of it."""

    file: str
    old: str
    new: str
    below: int
    repair: str


MISTAKES = {
    "tabulation en début de ligne": Mistake(DLA, "  - Vos statuts", "\t- Vos statuts", 0, "espaces"),
    "tabulation au milieu": Mistake(DLA, "zones: partout", "zones:\tpartout\n\tcontact: dla", 1, "espaces"),
    "deux-points dans une phrase": Mistake(
        DLA, "  - Vos statuts", "  - Statuts : signés : oui", 0, "guillemets"
    ),
    "deux-points dans une valeur": Mistake(DLA, "court: DLA", "court: DLA : le dispositif", 0, "guillemets"),
    "guillemet non refermé": Mistake(
        CLUB, 'verifie_le: "2026-11-23"', 'verifie_le: "2026-11-23', 0, "refermez"
    ),
    "apostrophe ouvrante": Mistake(CLUB, "contact: cress", "contact: 'cress", 0, "refermez"),
    "retrait de trop": Mistake(DLA, "  - Le nombre de salariés", "    - Le nombre de salariés", 0, "alignez"),
    "retrait en moins": Mistake(DLA, "  - Le nombre de salariés", " - Le nombre de salariés", 0, "alignez"),
    "clé en double": Mistake(DLA, "court: DLA", "court: DLA\ncourt: DLA", 1, "gardez-en une"),
    "région en double": Mistake(BRITTANY, '"29": Finistère', '"22": Finistère', 0, "gardez-en une"),
    "crochet oublié à la fin": Mistake(CLUB, "faits: [F300]", "faits: [F300", 1, "alignez"),
    "crochet oublié au début": Mistake(CLUB, "faits: [F300]", "faits: F300]", 0, "crochets"),
    "accolade oubliée": Mistake(CLUB, "par: cress}", "par: cress", 1, "alignez"),
    "virgule oubliée": Mistake(ESUS, "autres: [adhesion, dla]", "autres: [adhesion dla]", 0, "virgule"),
    "tiret sans espace": Mistake(DLA, "  - Vos statuts", "  -Vos statuts", 0, "« - texte »"),
    "deux-points sans espace": Mistake(DLA, "etat: ouvert", "etat:ouvert", 0, "clé: valeur"),
    "arobase": Mistake(DLA, "court: DLA", "court: @DLA", 0, "guillemets"),
    "pourcentage": Mistake(DLA, "court: DLA", "court: %DLA", 0, "guillemets"),
    "accent grave": Mistake(DLA, "court: DLA", "court: `DLA`", 0, "guillemets"),
    "esperluette": Mistake(DLA, "court: DLA", "court: &DLA", 0, "toutes lettres"),
    "étoile": Mistake(DLA, "court: DLA", "court: *DLA", 0, "toutes lettres"),
    "point d'exclamation": Mistake(DLA, "court: DLA", "court: !DLA", 0, "toutes lettres"),
    "conflit de fusion": Mistake(DLA, "etat: ouvert", "<<<<<<< HEAD\netat: ouvert", 0, "versions"),
    "fin de conflit": Mistake(DLA, "etat: ouvert", "etat: ouvert\n=======", 1, "versions"),
    "document coupé": Mistake(DLA, "etat: ouvert", "etat: ouvert\n---", 1, ""),
    "clé mal orthographiée": Mistake(DLA, "resume: Un", "resumé: Un", 0, "vouliez-vous « resume »"),
    "clé au pluriel": Mistake(DLA, "contact: dla", "contacts: dla", 0, "vouliez-vous « contact »"),
    "clé avec majuscule": Mistake(DLA, "duree:\n", "Duree:\n", 0, "vouliez-vous « duree »"),
    "clé inventée": Mistake(DLA, "etat: ouvert", "etat: ouvert\nzzz: bleu", 1, "retirez"),
    "clé avec espace insécable": Mistake(
        DLA, "etat: ouvert", f"etat{NBSP}: ouvert", 0, "vouliez-vous « etat »"
    ),
    "valeur accentuée": Mistake(BRITTANY, "zone: metropole", "zone: métropole", 0, "metropole"),
    "valeur majuscule": Mistake(BRITTANY, "zone: metropole", "zone: Metropole", 0, "metropole"),
    "type inconnu": Mistake(CALLS, "type: ponctuel", "type: ponctuelle", 0, "ponctuel"),
    "yes": Mistake("questions.yaml", "toujours: oui", "toujours: yes", 0, "oui, ou non"),
    "true": Mistake("questions.yaml", "toujours: oui", "toujours: true", 0, "oui, ou non"),
    "31 février": Mistake(
        CLUB, 'verifie_le: "2026-11-23"', "verifie_le: 31/02/2026", 0, "le mois et le jour"
    ),
    "mois en anglais": Mistake(CLUB, '"2026-11-23"', "23 november 2026", 0, "le mois et le jour"),
    "date sans année": Mistake(CLUB, '"2026-11-23"', "23 novembre", 0, "le mois et le jour"),
    "heure 25": Mistake(
        CALLS, 'cloture: "2026-01-29 18:00"', 'cloture: "2026-01-29 25:00"', 0, "le mois et le jour"
    ),
    "clôture avant ouverture": Mistake(
        CALLS, 'ouverture: "2025-01-07"', 'ouverture: "2026-01-07"', -4, "corrigez"
    ),
    "région 99": Mistake("dispositifs/mpess_crea.yaml", 'zones: ["93"]', 'zones: ["99"]', 0, "vouliez-vous"),
    "région sans guillemets": Mistake(
        "dispositifs/mpess_crea.yaml", 'zones: ["93"]', 'zones: "93"', 0, "crochets"
    ),
    "département d'ailleurs": Mistake(
        BRITTANY, 'departements: ["29"]', 'departements: ["92"]', 0, "déplacez"
    ),
    "département à un chiffre": Mistake(BRITTANY, '"22": Côtes', '"2": Côtes', 0, "2A ou 974"),
    "fait inexistant": Mistake(CLUB, "[F300]", "[F999]", 0, "sources.yaml"),
    "fait mal écrit": Mistake(CLUB, "[F300]", "[300]", 0, "F076"),
    "fait en minuscule": Mistake(CLUB, "[F300]", "[f300]", 0, "F076"),
    "faits vides": Mistake(ESUS, "faits: [F276, F280, F283, F318]", "faits: []", 0, "au moins une"),
    "faits sans crochets": Mistake(CLUB, "faits: [F300]", "faits: F300", 0, "crochets"),
    "lien sans http": Mistake(
        CALLS, "lien: https://fondationlafrancesengage.org/?p=23636", "lien: fondation.org", 0, "https"
    ),
    "lien avec espace": Mistake(CALLS, "lien: https://fondation", "lien: https:// fondation", 0, "espace"),
    "téléphone trop court": Mistake(CENTRE, '"02 54 36 58 66"', '"02 54 36 58"', 0, "dix chiffres"),
    "téléphone trop long": Mistake(CENTRE, '"02 54 36 58 66"', '"02 54 36 58 66 66"', 0, "dix chiffres"),
    "courriel sans arobase": Mistake(
        BRITTANY, '"cress@cress-bretagne.org"', '"cress.cress-bretagne.org"', -1, "nom@domaine"
    ),
    "branche inconnue": Mistake(ESUS, "vers: collectif", "vers: collectifs", 0, "vouliez-vous « collectif »"),
    "dispositif inconnu": Mistake(ESUS, "principal: esus", "principal: essus", 0, "vouliez-vous « esus »"),
    "motif inconnu": Mistake(ESUS, "motif: esus_demande", "motif: esus_demandé", 0, "sans accent"),
    "motif au pluriel": Mistake(
        ESUS, "motif: esus_demande", "motif: esus_demandes", 0, "vouliez-vous « esus_demande »"
    ),
    "réponse inconnue": Mistake(
        ESUS, "- si: [territoire]", "- si: [territoires]", 0, "vouliez-vous « territoire »"
    ),
    "réponse en double": Mistake(ESUS, "- si: [hors_ess]", "- si: [hors_ess, employeur]", 0, "gardez-en un"),
    "question inconnue": Mistake(ESUS, "question: classe", "question: classse", 0, "vouliez-vous « classe »"),
    "question absente": Mistake(ESUS, "question: classe\n", "", -1, ""),
    "deux façons de conclure": Mistake(
        ESUS, "    vers: collectif", "    vers: collectif\n    suppose: creer", -1, "corrigez"
    ),
    "trop d'autres choix": Mistake(ESUS, "[adhesion, dla]", "[adhesion, dla, cress, club]", 0, "gardez"),
    "le premier en autre choix": Mistake(ESUS, "[adhesion, dla]", "[adhesion, esus]", -2, "gardez-en un"),
    "contact inconnu": Mistake(CLUB, "contact: cress", "contact: cres", 0, "vouliez-vous « cress »"),
    "contact en liste": Mistake(CLUB, "contact: cress", "contact: [cress]", 0, "sans crochets"),
    "texte vide": Mistake(TEXTS, "merci: Avec plaisir. Je reste là si besoin.", "merci: ''", 0, "écrivez-le"),
    "texte inventé": Mistake(TEXTS, "merci: Avec", "mercis: Avec", 0, "vouliez-vous « merci »"),
    "accolade seule": Mistake(TEXTS, "vous êtes {region}.", "vous êtes {region.", 0, "fermez-la"),
    "mot entre accolades": Mistake(
        TEXTS, "vous êtes {region}.", "vous êtes {lieu}.", 0, "mots permis : region"
    ),
    "bouton trop long": Mistake(DLA, "court: DLA", f"court: {'très ' * 8}long", 0, "raccourcissez"),
    "appel en double": Mistake(CALLS, "- appel: lfse_2025", "- appel: lfse_2026", 0, "autre identifiant"),
    "appel sans date": Mistake(
        CALLS, '  ouverture: "2025-01-07"\n  cloture: "2025-01-30"\n', "", -4, "corrigez"
    ),
    "appel pour rien": Mistake(
        CALLS, "dispositif: la_france_s_engage", "dispositif: la_france_engage", 0, "la_france_s_engage"
    ),
    "nom de fiche changé": Mistake(DLA, "dispositif: dla", "dispositif: dlaa", 0, "nommez-le"),
    "remplacé par lui-même": Mistake(CLUB, "par: cress", "par: club", 0, "nommez-en un autre"),
    "fait sans page": Mistake(
        "sources.yaml", '    pages: [atelier]\n    moment: "00:42:08"', "    pages: []", -4, "pages"
    ),
    "page inconnue": Mistake("sources.yaml", "    pages: [P06]", "    pages: [P666]", 0, "vouliez-vous"),
    "liste de mots oubliée": Mistake(WORDS, "negation: [", "negations: [", 0, "vouliez-vous « negation »"),
    "intention inventée": Mistake("intentions.yaml", "\nstop:\n", "\nstopp:\n", 1, "vouliez-vous « stop »"),
    "définition sans texte": Mistake(
        "glossaire.yaml", '  definition: "Façon', '  definitions: "Façon', 0, "vouliez-vous « definition »"
    ),
}
UNREPAIRED = {"document coupé", "question absente"}
"""Mistakes told on the right line, whose repair is only general."""


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_is_told_on_its_line_with_its_repair(folder: Folder, name: str) -> None:
    """The first problem told is on the line of the mistake, in its file, and the repair mends it."""
    mistake = MISTAKES[name]
    line = folder.edit(mistake.file, mistake.old, mistake.new)
    issues = folder.issues()
    told = [issue for issue in issues if issue.file == mistake.file and issue.line == line + mistake.below]
    assert told, [str(issue) for issue in issues]
    assert any(mistake.repair in issue.repair for issue in told), [issue.repair for issue in told]
    assert all(" the " not in str(issue) for issue in issues)


def test_there_are_enough_mistakes_and_nearly_all_are_repaired() -> None:
    """At least 80 mistakes, nine in ten with their own repair."""
    assert len(MISTAKES) >= 80
    assert {name for name, mistake in MISTAKES.items() if not mistake.repair} == UNREPAIRED
    assert len(UNREPAIRED) / len(MISTAKES) <= 0.1
