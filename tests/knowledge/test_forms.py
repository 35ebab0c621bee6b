"""The JSON Schemas that help editors: fresh, true of what is shipped, and strict enough to underline."""

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from knowledge.forms import FORMS, schemas
from knowledge.load import SHIPPED
from knowledge.reader import read
from scripts.schemas import FOLDER, written

ROOT = Path(__file__).parents[2]
FILES = [(name, path) for name, (files, _) in FORMS.items() for path in sorted(SHIPPED.glob(files))]


def problems(name: str, data: Any) -> list[str]:
    """Return what a schema finds wrong in some data."""
    return [error.message for error in Draft202012Validator(schemas()[name]).iter_errors(data)]


def test_the_schemas_are_fresh() -> None:
    """What is in the repository is what the models give: `make schemas` changes nothing."""
    kept = {path.name: path.read_text(encoding="utf-8") for path in FOLDER.glob("*.json")}
    assert kept == written()


def test_every_file_of_the_content_has_a_schema() -> None:
    """No file is without a form, and editors are told which schema is for which files."""
    assert {path for _, path in FILES} == set(SHIPPED.rglob("*.yaml"))
    wired = json.loads((ROOT / ".vscode" / "settings.json").read_text(encoding="utf-8"))["yaml.schemas"]
    assert wired == {
        f"./knowledge/schemas/{name}.json": f"content/{files}" for name, (files, _) in FORMS.items()
    }


@pytest.mark.parametrize(("name", "path"), FILES, ids=[path.stem for _, path in FILES])
def test_the_shipped_content_has_the_form_of_its_schema(name: str, path: Path) -> None:
    """An editor sees no underlined line in what is right."""
    assert problems(name, read(path, path.name).data) == []


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("motifs", {"Motif": "x"}),
        ("textes", {"merci": ""}),
        ("questions", [{"question": "a", "texte": "b", "aide": "c", "nom": "d", "toujours": "yes"}]),
        ("appels", [{"appel": "a", "titre": "b", "dispositif": "c", "type": "rare", "regions": "partout"}]),
        ("arbre", {"branche": "a", "vers": "b", "couleur": "bleu"}),
    ],
)
def test_what_is_wrong_is_underlined(name: str, data: Any) -> None:
    """A wrong key, an empty text, « yes » or a type that does not exist are underlined while typing."""
    assert problems(name, data)
