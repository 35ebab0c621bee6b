"""Wrong uses of the command line, and what stops it unforeseen, told in French."""

import tempfile
import traceback

from typer.exceptions import TyperException

HELP = "« cress-bot --help » donne la liste des commandes."


def in_french(error: TyperException) -> str:
    """Say what is wrong with a command line, and where to look.

    Typer keeps the kinds of its errors to itself: they are told apart by their names.
    """
    context = getattr(error, "ctx", None)
    where = f"« {context.command_path} --help » donne ses options." if context else HELP
    option, near = getattr(error, "option_name", ""), getattr(error, "possibilities", None)
    match type(error).__name__:
        case "NoSuchOption":
            meant = f" ; vouliez-vous « {near[0]} » ?" if near else ""
            told = f"l'option « {option} » n'existe pas{meant}"
        case "BadOptionUsage":
            told = f"l'option « {option} » attend une valeur"
        case "MissingParameter" | "BadParameter":
            told = f"la valeur de {_named(error)} manque ou ne convient pas"
        case _ if "No such command" in str(error):
            told = "cette commande n'existe pas"
        case _:
            told = "cette commande a reçu trop de mots"
    return f"{told} {where}" if told.endswith("?") else f"{told}. {where}"


def set_aside(error: Exception) -> str:
    """Keep what a developer needs in a file that only its owner reads; return what is said of it."""
    told = "Un imprévu arrête cette commande. L'erreur vient du programme, pas de vous."
    try:
        kept = _written(error)
    except OSError as reason:
        return f"{told}\nLe détail n'a pas pu être gardé : {reason.strerror}. Réparez, puis recommencez."
    return f"{told}\nTransmettez ce fichier à la personne qui s'occupe du programme : {kept}"


def _written(error: Exception) -> str:
    with tempfile.NamedTemporaryFile(
        "w", encoding="utf-8", prefix="cress-bot-incident-", suffix=".txt", delete=False
    ) as file:
        file.writelines(traceback.format_exception(error))
    return file.name


def _named(error: TyperException) -> str:
    param = getattr(error, "param", None)
    return f"« {param.opts[0]} »" if param else "l'option"
