"""The house rules that no tool holds: sizes, names, and documents that tell the truth."""

import ast
import re
from configparser import RawConfigParser
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.__main__ import app
from bot.settings import PREFIX, Address, Settings, Webhook
from knowledge.content import Knowledge
from knowledge.texts import PLACEHOLDERS
from tests.bot.running import LEAN

ROOT = Path(__file__).resolve().parent.parent
PRODUCT = [
    path for room in ("bot", "dialogs", "knowledge", "storage") for path in (ROOT / room).rglob("*.py")
]
README = (ROOT / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("path", PRODUCT, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_file_fits_the_mind(path: Path) -> None:
    """A file has at most 300 lines, a function at most 40 without its docstring; no room is for leftovers."""
    source = path.read_text(encoding="utf-8")
    assert len(source.splitlines()) <= 300
    assert path.stem not in {"utils", "helpers", "manager", "service", "models", "common"}
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            first = node.body[1] if ast.get_docstring(node) and len(node.body) > 1 else node.body[0]
            length = (node.end_lineno or 0) - first.lineno + 1
            assert length <= 40, f"{node.name}: {length}"


def test_every_text_of_the_content_is_said(knowledge: Knowledge) -> None:
    """A text that no code says is dead; every key is used."""
    code = "\n".join(path.read_text(encoding="utf-8") for path in PRODUCT if path.name != "texts.py")
    built = {"bouton_", "commande_", "nature_", "rythme_", "table_"}
    for key in PLACEHOLDERS:
        stem = key.split("_")[0] + "_"
        assert f'"{key}"' in code or stem in built, key
    assert knowledge.texts.keys() == PLACEHOLDERS.keys()


def test_every_command_is_documented() -> None:
    """Each command has help, and stands in the README."""
    told = CliRunner().invoke(app, ["--help"]).output
    names = [
        command.name or str(getattr(command.callback, "__name__", "")) for command in app.registered_commands
    ]
    assert len(names) >= 9
    for name in names:
        assert name in told
        assert f"`{name}`" in README or f"cress-bot {name}" in README, name


def test_every_setting_is_documented() -> None:
    """Each setting stands in the README, and in the guide of operators."""
    operating = (ROOT / "docs" / "exploitation.md").read_text(encoding="utf-8")
    names = [name for name in Settings.model_fields if name not in {"webhook", "sante"}]
    grouped = [f"webhook_{name}" for name in Webhook.model_fields] + [
        f"sante_{n}" for n in Address.model_fields
    ]
    for name in [*names, *grouped]:
        assert f"{PREFIX}{name.upper()}" in README, name
        assert f"`{PREFIX}{name.upper()}`" in operating, name


def test_the_readme_conversation_is_a_golden_one() -> None:
    """The conversation shown in the README is said word for word by a golden transcript."""
    shown = re.findall(r"```text\n(.*?)```", README, re.DOTALL)[0]
    golden = (ROOT / "tests" / "conversations" / "bretagne.txt").read_text(encoding="utf-8")
    transcript = golden.replace("\u00a0", " ").replace("\u202f", " ")
    said = [line for line in shown.splitlines() if line.strip() and not line.startswith("…")]
    assert len(said) > 15
    for line in said:
        assert line in transcript.splitlines(), line


def test_what_formats_is_ours() -> None:
    """No text of a person is ever a format string: only texts of the content and constants are."""
    ours = re.compile(r"'.*'|\".*\"|[A-Z_]+|(self\.)?knowledge\.texts\[.*\]|super\(\)|local|place", re.DOTALL)
    found = set()
    for path in PRODUCT:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            called = node.func if isinstance(node, ast.Call) else None
            if isinstance(called, ast.Attribute) and called.attr in {"format", "format_map", "vformat"}:
                found.add(ast.unparse(called.value))
            if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mod):
                values = isinstance(node.right, ast.Tuple | ast.Dict)
                assert isinstance(node.left, ast.Constant) or not values, ast.unparse(node)
    assert len(found) > 5
    assert [receiver for receiver in found if not ours.fullmatch(receiver)] == []


def test_no_address_of_a_registry_in_the_locks() -> None:
    """Lock files hold versions and hashes, and no address."""
    for name in ("requirements.txt", "requirements-dev.txt", "benchmarks/requirements.txt"):
        text = (ROOT / name).read_text(encoding="utf-8")
        assert "://" not in text
        assert text.count("--hash=sha256:") > 30


def test_the_service_runs_our_command_and_keeps_to_its_folder() -> None:
    """The unit of systemd starts what the guide says, lean; what it writes is where it may write."""
    unit = RawConfigParser(strict=False)
    unit.optionxform = str  # type: ignore[assignment,method-assign]
    unit.read(ROOT / "cress-bot.service", encoding="utf-8")
    service = unit["Service"]
    assert service["ExecStart"] == "/opt/cress-bot/.venv/bin/cress-bot lancer"
    assert dict(setting.split("=") for setting in service["Environment"].split()) == {
        **LEAN,
        "CRESS_DONNEES": f"/var/lib/{service['StateDirectory']}/cress-bot.sqlite3",
        "PYTHONPYCACHEPREFIX": f"/var/cache/{service['CacheDirectory']}",
    }
    assert service["ProtectSystem"] == "strict"


def test_the_image_is_compiled_and_runs_as_lean_as_the_service() -> None:
    """Bytecode of another kind than the one that is run would be made anew at each start."""
    _, build, run = (ROOT / "Dockerfile").read_text(encoding="utf-8").split("\nFROM ")
    assert f"PYTHONOPTIMIZE={LEAN['PYTHONOPTIMIZE']}" in build
    for name, value in LEAN.items():
        assert f"{name}={value}" in run
