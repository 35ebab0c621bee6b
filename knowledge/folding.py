"""Causes before consequences: findings about the same thing are told once, with the places of the others."""

from collections.abc import Iterable
from dataclasses import replace

from knowledge.issues import Finding, Issue

UNKNOWN_NAME, UNUSED, ABSENT = "CB-301", "CB-302", "CB-313"
SEVERAL = 2
"""From so many other places on, a name is not misspelt: what it names is gone."""
Told = tuple[Finding, Issue]


def folded(told: Iterable[Told]) -> tuple[Issue, ...]:
    """Return one issue a cause, in the order met.

    A definition that serves nowhere while names close to it do not exist is one mistake, not two: with one
    such name the name is wrong, with several the definition is what somebody has renamed. A text that is
    absent while one of a close name is not ours is misspelt.
    """
    groups: dict[object, list[Told]] = {}
    for rank, (finding, issue) in enumerate(told):
        groups.setdefault(finding.about or rank, []).append((finding, issue))
    for key, group in list(groups.items()):
        rival = groups.get(group[0][0].meant, []) if group[0][0].meant else []
        if rival and rival[0][0].code in {UNUSED, ABSENT}:
            groups[rival[0][0].about] = []
            if rival[0][0].code == UNUSED and len(group) > 1:
                groups[key] = [_renamed(rival[0], group[0][0]), *group]
    return tuple(_one(group) for group in groups.values() if group)


def _renamed(definition: Told, named: Finding) -> Told:
    finding, issue = definition
    repair = f"ailleurs, c'est « {named.value} » qui est nommé : rendez-lui ce nom"
    return finding, replace(issue, repair=repair)


def _one(group: list[Told]) -> Issue:
    """Tell a group by its cause: what is wrong where a thing is defined, rather than where it is named."""
    first = min(group, key=lambda told: told[0].code == UNKNOWN_NAME)
    places = dict.fromkeys(issue.place for finding, issue in group if finding is not first[0])
    places.pop(first[1].place, None)
    repair = _put_back(first[0]) if len(places) >= SEVERAL else ""
    return replace(first[1], others=tuple(places), repair=repair or first[1].repair)


def _put_back(named: Finding) -> str:
    """Say how to mend a name that many places use: it has been taken away rather than misspelt everywhere."""
    if named.code != UNKNOWN_NAME or not named.rests:
        return ""
    return f"remettez-le là où il se définit ({named.rests[-1]}), ou corrigez chaque endroit"
