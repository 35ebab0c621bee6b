"""Measures places over all the communes of the official data: `python -m tests.understanding.territory [N]`.

Every name exactly, then with one and two random edits, « st » for « saint »; every postal code. N: how many
communes are drawn for the edits (all of them without N). A commune is its name in its département.
"""

import random
import sys
from collections import Counter
from collections.abc import Callable, Iterable

from dialogs.events import Answer, Answers
from dialogs.understanding import Understood, Unsure, understand
from dialogs.words import fold
from knowledge.content import Knowledge
from knowledge.load import load

ALPHABET = "abcdefghijklmnopqrstuvwxyz"
SEED = 20261124


def communes(knowledge: Knowledge) -> list[tuple[str, str, int]]:
    """List every commune of a region that has a CRESS: folded name, region, inhabitants."""
    regions = {code: region.code for region in knowledge.regions.values() for code in region.departments}
    return [
        (name, regions[place.department], place.people)
        for name in sorted(knowledge.gazetteer.communes)
        for place in knowledge.gazetteer.named(name)
        if place.department in regions
    ]


def edited(name: str, chance: random.Random, times: int) -> str:
    """Make random edits: a letter more, less, other, or two in the wrong order."""
    for _ in range(times):
        at = chance.randrange(len(name))
        letter = chance.choice(ALPHABET)
        name = {
            "more": name[:at] + letter + name[at:],
            "less": name[:at] + name[at + 1 :] if len(name) > 1 else name,
            "other": name[:at] + letter + name[at + 1 :],
            "swap": name[:at] + name[at + 1 : at + 2] + name[at : at + 1] + name[at + 2 :],
        }[chance.choice(("more", "less", "other", "swap"))]
    return name


def outcome(knowledge: Knowledge, text: str, region: str) -> str:
    """Say whether a text typed at the region question is right, asked, missed or wrong.

    Offered: a much larger place of that name is taken, and a button under what was understood corrects it.
    Region: the name is that of a region, which is taken, and nothing is said of hamlets.
    """
    meaning = understand(knowledge, "region", {}, text)
    if isinstance(meaning, Unsure):
        return "asked" if Answer("region", region) in meaning.choices else "missed"
    event = meaning.event if isinstance(meaning, Understood) else None
    given = event.answers if isinstance(event, Answers) else (event,)
    said = [answer.value for answer in given if isinstance(answer, Answer) and answer.question == "region"]
    if not said:
        return "missed"
    if said != [region] and isinstance(meaning, Understood) and Answer("region", region) in meaning.elsewhere:
        return "offered"
    regions = knowledge.regions.values()
    if said != [region] and any(fold(text) == fold(name) for r in regions for name in (r.name, *r.spellings)):
        return "region"
    return "right" if said == [region] else "wrong"


def measure(
    knowledge: Knowledge, entries: Iterable[tuple[str, str, int]], spoil: Callable[[str], str]
) -> Counter[str]:
    """Count the outcomes over some communes, each spelt its way."""
    return Counter(outcome(knowledge, spoil(name), region) for name, region, _ in entries)


def postal_codes(knowledge: Knowledge) -> Counter[str]:
    """Count the outcomes over every postal code of a region that has a CRESS."""
    regions = {code: region.code for region in knowledge.regions.values() for code in region.departments}
    found: Counter[str] = Counter()
    for code in sorted(knowledge.gazetteer.codes):
        held = {regions.get(place.department) for place in knowledge.gazetteer.posted(code)}
        found.update(outcome(knowledge, code, region) for region in held if region)
    return found


def rates(counts: Counter[str]) -> str:
    """Return the rates in words."""
    total = sum(counts.values())
    good = counts["right"] + counts["asked"] + counts["offered"]
    wrong = counts["wrong"] / total
    return f"{good / total:7.2%} justes, demandés ou proposés, {wrong:6.2%} à tort ({dict(counts)})"


def main() -> None:
    """Print the rates."""
    knowledge = load()
    entries = communes(knowledge)
    chance = random.Random(SEED)
    drawn = chance.sample(entries, int(sys.argv[1])) if len(sys.argv) > 1 else entries
    print(f"{len(entries)} communes, {len(drawn)} tirées pour les fautes")
    print("exact          ", rates(measure(knowledge, entries, str)))
    print("codes postaux  ", rates(postal_codes(knowledge)))
    saints = [entry for entry in entries if "saint" in entry[0]]
    print("st pour saint  ", rates(measure(knowledge, saints, lambda name: name.replace("saint", "st"))))
    print("une faute      ", rates(measure(knowledge, drawn, lambda name: edited(name, chance, 1))))
    print("deux fautes    ", rates(measure(knowledge, drawn, lambda name: edited(name, chance, 2))))


if __name__ == "__main__":
    main()
