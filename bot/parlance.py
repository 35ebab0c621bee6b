"""The command line speaks French: the words of its library, by the hooks and the catalog that it reads."""

import ast
import gettext
import inspect
import os
import sys
import textwrap
from collections.abc import Callable
from pathlib import Path
from typing import Any

import typer
from typer.core import TyperArgument, TyperCommand, TyperGroup, TyperOption

HELP = "Afficher cette aide."
VALUES = {"path": "CHEMIN", "str": "TEXTE", "int": "NOMBRE", "int range": "NOMBRE", "bool": ""}
"""What an option expects, in the place of the name of its type."""


def speak_french() -> None:
    """Have gettext read our catalog, whatever the language of the machine: people read French here."""
    os.environ["LANGUAGE"] = "fr"
    gettext.bindtextdomain("messages", str(Path(__file__).parent / "langue"))


def _unsaid(ctx: Any) -> None:
    """Say nothing of the type of a word: its help says what it is."""


class _French:
    """What a command and a group of commands say of themselves."""

    def format_usage(self, ctx: Any, formatter: Any) -> None:
        """Write how it is used."""
        formatter.write_usage(ctx.command_path, " ".join(self.collect_usage_pieces(ctx)), "Usage : ")  # type: ignore[attr-defined]

    def get_params(self, ctx: Any) -> list[Any]:
        """Return its options, each with what it expects said in French."""
        params: list[Any] = super().get_params(ctx)  # type: ignore[misc]
        for param in params:
            if isinstance(param, TyperOption) and param.metavar is None:
                param.metavar = VALUES.get(str(param.display_type(ctx)).strip("<>"))
            if isinstance(param, TyperArgument):
                param.display_type_rich = _unsaid  # type: ignore[method-assign]
            if param.name == "help":
                param.help = HELP
        return params


class Command(_French, TyperCommand):
    """One command."""


class Group(_French, TyperGroup):
    """A command that has others below it."""


class App(typer.Typer):
    """An application, or a group, whose commands speak French."""

    def __init__(self, **options: Any) -> None:
        super().__init__(cls=Group, subcommand_metavar="COMMANDE [MOTS]...", **options)

    def command(self, name: str | None = None, **options: Any) -> Callable[[Any], Any]:
        """Add a command."""
        add = super().command(name, cls=Command, **options)
        return lambda function: add(_documented(function))

    def callback(self, **options: Any) -> Callable[[Any], Any]:
        """Say what the group is, by a function that does what its commands have in common."""
        add = super().callback(**options)
        return lambda function: add(_documented(function))


def _documented(function: Any) -> Any:
    """Give a function its docstring, its help: a lean Python (`-OO`) leaves it in the source only."""
    if function.__doc__ is None and sys.flags.optimize > 1:
        (read,) = ast.parse(textwrap.dedent(inspect.getsource(function))).body
        assert isinstance(read, ast.FunctionDef)  # noqa: S101 - for the type checker
        function.__doc__ = ast.get_docstring(read)
    return function
