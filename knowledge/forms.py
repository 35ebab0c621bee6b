"""The form of each file of the content as a JSON Schema, for editors that complete and underline.

Made from the same models as the loading. What is written « oui » or « inconnu » is so in the schema too.
"""

from typing import Any

from pydantic import TypeAdapter

from knowledge.calls import Call
from knowledge.entry import Id, Text
from knowledge.examples import Examples
from knowledge.invariants import Invariant
from knowledge.load import Adjustments, National
from knowledge.programmes import Programme
from knowledge.questions import Question
from knowledge.regions import Region
from knowledge.renames import Rename
from knowledge.scenarios import Scenario
from knowledge.sources import Sources, Term
from knowledge.tree import Branch

FORMS: dict[str, tuple[str, Any]] = {
    "questions": ("questions.yaml", tuple[Question, ...]),
    "arbre": ("arbre/*.yaml", Branch),
    "ajustements": ("ajustements.yaml", Adjustments),
    "motifs": ("motifs.yaml", dict[Id, Text]),
    "dispositifs": ("dispositifs/*.yaml", Programme),
    "regions": ("regions/*.yaml", Region),
    "national": ("national.yaml", National),
    "appels": ("appels.yaml", tuple[Call, ...]),
    "glossaire": ("glossaire.yaml", tuple[Term, ...]),
    "textes": ("textes.yaml", dict[Id, Text]),
    "intentions": ("intentions.yaml", dict[Id, tuple[Text, ...]]),
    "mots": ("mots.yaml", dict[Id, tuple[Text, ...]]),
    "exemples": ("exemples.yaml", Examples),
    "renommages": ("renommages.yaml", tuple[Rename, ...]),
    "sources": ("sources.yaml", Sources),
    "invariants": ("invariants.yaml", tuple[Invariant, ...]),
    "scenarios": ("scenarios/*.yaml", tuple[Scenario, ...]),
}
"""Schema name: the files it is for, and their type."""


def schemas() -> dict[str, Any]:
    """Return the schema of each kind of file."""
    return {name: _said(TypeAdapter(kind).json_schema(by_alias=True)) for name, (_, kind) in FORMS.items()}


def _said(schema: Any) -> Any:
    """Write a schema as editors write: yes and no in French, the unknown as such, days as texts."""
    if isinstance(schema, list):
        return [_said(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    if schema.get("type") == "boolean":
        return {"enum": ["oui", "non"]}
    if schema.get("type") == "null":
        return {"const": "inconnu"}
    if schema.get("format") in ("date", "date-time"):
        return {"type": "string"}
    named = {"properties", "$defs"}
    strict: dict[str, Any] = {"additionalProperties": False} if "patternProperties" in schema else {}
    return strict | {
        key: {name: _said(part) for name, part in value.items()} if key in named else _said(value)
        for key, value in schema.items()
        if key not in {"default", "description"}
    }
