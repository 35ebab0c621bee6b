"""Conditions and modifiers in words, for somebody who reads the content without its YAML."""

from collections.abc import Iterator, Mapping

from knowledge.adjustments import Action, Adjustment
from knowledge.content import Knowledge

ANY = "peu importe"
_ZONES = {
    "paca": "Provence-Alpes-Côte d'Azur",
    "metropole": "le reste de la métropole",
    "outre_mer": "l'outre-mer",
}


def conditions(knowledge: Knowledge, when: Mapping[str, tuple[str, ...]]) -> str:
    """Say a condition: « votre statut : Association ou Coopérative ; vos salariés : Oui »."""
    return " ; ".join(
        f"{_subject(knowledge, key)} : {answers(knowledge, key, values)}" for key, values in when.items()
    )


def _subject(knowledge: Knowledge, key: str) -> str:
    return knowledge.questions[key].name if key in knowledge.questions else f"la {key}"


def answers(knowledge: Knowledge, question: str, values: tuple[str, ...]) -> str:
    """Say some answers to a question, by their labels; all of them are « peu importe »."""
    if question not in knowledge.questions:
        return " ou ".join(_ZONES.get(value, value) for value in values)
    labels = {option.id: option.label for option in knowledge.questions[question].options}
    return ANY if labels and labels.keys() == set(values) else " ou ".join(labels.get(v, v) for v in values)


def names(knowledge: Knowledge, programmes: tuple[str, ...], joint: str = ", ") -> str:
    """Say some programmes by their short names."""
    return joint.join(knowledge.programmes[programme].short for programme in programmes)


def circumstances(knowledge: Knowledge, adjustment: Adjustment) -> list[str]:
    """Say when a modifier plays, one condition a line; all of them must hold."""
    told = [conditions(knowledge, {key: values}) for key, values in adjustment.when.items()]
    told += [f"sauf si {conditions(knowledge, {key: values})}" for key, values in adjustment.unless.items()]
    lists = (
        ("est premier ou autre choix", adjustment.among),
        ("est une étape suivante", adjustment.in_later),
        ("est premier", adjustment.principal),
        ("est proposé sans session connue", adjustment.pending),
    )
    told += [f"{names(knowledge, ids, ' ou ')} {role}" for role, ids in lists if ids]
    opened = adjustment.open_edition
    return told + ([f"un appel daté est ouvert : {names(knowledge, (opened,))}"] if opened else [])


def changes(knowledge: Knowledge, adjustment: Adjustment) -> list[str]:
    """Say what a modifier does, then what it shows, one change a line."""
    told = [line for action in adjustment.actions for line in _change(knowledge, action)]
    if adjustment.relief:
        told.append(f"si la première place se libère : {names(knowledge, adjustment.relief, ', à défaut ')}")
    if adjustment.contact_first:
        told.append("la personne à appeler s'affiche en premier")
    if adjustment.reason:
        told.append(f"motif : « {knowledge.reasons[adjustment.reason]} »")
    if adjustment.remark:
        under = names(knowledge, adjustment.remark_on, " ou ") or "le premier"
        told.append(f"remarque sous {under} : « {adjustment.remark} »")
    if adjustment.short_remark:
        told.append(f"avant le résultat : « {adjustment.short_remark} »")
    return told


def _change(knowledge: Knowledge, action: Action) -> Iterator[str]:
    single = (
        ("passe en premier", action.first),
        ("devient le premier autre choix", action.first_other),
        ("s'ajoute à la fin des autres choix", action.last_other),
        ("devient la première étape suivante", action.first_later),
        ("s'ajoute s'il y a moins de trois autres choix", action.if_room),
    )
    several = (
        ("retirer", action.remove),
        ("garder pour plus tard", action.postpone),
        ("échanger les places", action.swap),
    )
    yield from (f"{names(knowledge, (programme,))} {how}" for how, programme in single if programme)
    yield from (f"{how} : {names(knowledge, ids)}" for how, ids in several if ids)
    if action.after:
        marks = names(knowledge, action.after.marks, " ou ")
        yield f"{names(knowledge, (action.after.programme,))} se place juste après {marks}"
    if action.replace:
        others = names(knowledge, action.replace.others)
        principal = names(knowledge, (action.replace.principal,))
        yield f"tout est remplacé : {principal} en premier ; autres choix : {others}"
