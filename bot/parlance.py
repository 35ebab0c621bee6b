"""The command line speaks French: the words of its library, by the hooks and the catalog that it reads."""

import gettext
import os
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
        return super().command(name, cls=Command, **options)
