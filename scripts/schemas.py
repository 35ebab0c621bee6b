"""Writes the JSON Schemas of the content, for editors that complete and underline: `make schemas`."""

import json
from pathlib import Path

from knowledge.forms import schemas

FOLDER = Path(__file__).resolve().parent.parent / "knowledge" / "schemas"


def written() -> dict[str, str]:
    """Return the text of each schema by file name."""
    return {
        f"{name}.json": json.dumps(schema, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
        for name, schema in schemas().items()
    }


def main() -> None:
    """Write them all."""
    FOLDER.mkdir(exist_ok=True)
    for name, text in written().items():
        (FOLDER / name).write_text(text, encoding="utf-8")
    print(f"{len(written())} schémas dans {FOLDER.name}")


if __name__ == "__main__":
    main()
