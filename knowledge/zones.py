"""What a programme becomes where it does not exist (decision rules, section 5)."""

from knowledge.content import Knowledge
from knowledge.entry import Facts
from knowledge.lists import Lists
from knowledge.programmes import Elsewhere

HOME = "paca"
CHAMBER = "cress"


def transposed(knowledge: Knowledge, lists: Lists, facts: Facts) -> Lists:
    """Write the lists for the zone of the region; the CRESS joins the other choices outside PACA."""
    now = tuple(p for p in (here(knowledge, p, facts) for p in lists.now) if p) or (CHAMBER,)
    later = tuple(
        p for p in (here(knowledge, p, facts, later=True) for p in lists.later) if p and p != CHAMBER
    )
    moved = Lists(now[0], now[1:], later, lists.tied).tidy()
    if facts.get("zone", HOME) != HOME and CHAMBER not in moved.now:
        moved = moved.with_now((*moved.now, CHAMBER)).tidy()
    return moved


def here(knowledge: Knowledge, programme: str, facts: Facts, *, later: bool = False) -> str | None:
    """Return what stands for a programme in a zone: itself, another one, or None.

    One replacement may call for another: the local incubator that stands for a PACA one does not exist
    overseas, where the CRESS stands for it.
    """
    rule = rule_here(knowledge, programme, facts)
    if rule is None:
        return programme
    target = rule.later if later else rule.by
    return here(knowledge, target, facts, later=later) if target else None


def rule_here(knowledge: Knowledge, programme: str, facts: Facts) -> Elsewhere | None:
    """Return the rule that takes a programme away from a zone; None where it stays, or names the region."""
    entry = knowledge.programmes[programme]
    if entry.names(facts.get("region", "")):
        return None
    for rule in entry.elsewhere:
        if _applies(knowledge, rule, facts):
            return rule
    return None


def _applies(knowledge: Knowledge, rule: Elsewhere, facts: Facts) -> bool:
    if facts.get("zone", HOME) not in rule.zone or not rule.holds(facts):
        return False
    return not (rule.unless_operator and knowledge.regions[facts["region"]].factories)
