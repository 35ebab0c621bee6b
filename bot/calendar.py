"""`appels`: what is open, what comes, what is usual, what is permanent, and what nobody knows."""

from datetime import datetime

from rich.table import Table

from dialogs.deadlines import said
from dialogs.text import flat
from knowledge.calls import Call, next_calls
from knowledge.content import Knowledge


def shown(knowledge: Knowledge, region: str | None, now: datetime) -> list[Call]:
    """Return the calls worth showing, by programme; past one-off calls are not.

    Without a region, the calls of every region.
    """
    regions = [region] if region else list(knowledge.regions)
    found: dict[str, Call] = {}
    for programme in knowledge.programmes:
        for code in regions:
            if knowledge.programmes[programme].exists_in(code):
                found.update({c.id: c for c in next_calls(knowledge.calls, programme, code, now)})
    return list(found.values())


def calls_json(knowledge: Knowledge, region: str | None, now: datetime) -> list[dict[str, object]]:
    """Return the calls in their stable shape."""
    return [
        {
            "appel": call.id,
            "dispositif": call.programme,
            "titre": call.title,
            "type": call.kind,
            "regions": call.regions if isinstance(call.regions, str) else list(call.regions),
            "ouverture": call.opens.isoformat() if call.opens else None,
            "cloture": call.closes.isoformat() if call.closes else None,
            "phrase": flat(said(knowledge, call, now)),
            "lien": call.link,
        }
        for call in shown(knowledge, region, now)
    ]


def calls_table(knowledge: Knowledge, region: str | None, now: datetime) -> Table:
    """Return the calls as a table."""
    table = Table("Dispositif", "Appel", "Type", "Échéance")
    for call in shown(knowledge, region, now):
        name = knowledge.programmes[call.programme].short
        table.add_row(name, call.title, call.kind, flat(said(knowledge, call, now)))
    return table
