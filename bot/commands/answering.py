"""What the assistant makes of answers and of words, line by line, for scripts and tests."""

import json
import sys
from collections.abc import Callable, Iterator
from typing import Annotated

import typer

from bot import clock
from bot.answers import WrongInputError, meaning_json, meaning_text, orientation_json
from bot.cli import AsJson, Content, Day, app, clock_of, knowledge_of, say, say_json


@app.command()
def orienter(contenu: Content = None, date: Day = None, as_json: AsJson = False) -> None:  # noqa: FBT002
    """Orienter : un objet JSON de réponses par ligne en entrée, une orientation par ligne en sortie."""
    knowledge = knowledge_of(contenu)
    now = clock.local(knowledge, {}, clock_of(date)())
    _each_line(lambda data: orientation_json(knowledge, data, now), as_json, _orientation_text)


@app.command()
def comprendre(
    texte: Annotated[str | None, typer.Argument(help="Le texte ; sans lui, un objet JSON par ligne.")] = None,
    question: Annotated[str | None, typer.Option(help="La question à l'écran, par exemple statut.")] = None,
    contenu: Content = None,
    as_json: AsJson = False,  # noqa: FBT002
    trace: Annotated[bool, typer.Option("-v", "--trace", help="Dire aussi pourquoi.")] = False,  # noqa: FBT002
) -> None:
    """Comprendre : un texte, ou un objet JSON {texte, question} par ligne en entrée ; son sens en sortie."""
    knowledge = knowledge_of(contenu)
    given = [json.dumps({"texte": texte, "question": question})] if texte is not None else None
    _each_line(lambda data: meaning_json(knowledge, data, trace=trace), as_json, meaning_text, given)


def _each_line(
    answer: Callable[[object], dict[str, object]],
    as_json: bool,  # noqa: FBT001
    text: Callable[[dict[str, object]], str],
    given: list[str] | None = None,
) -> None:
    """Answer each line of standard input; a wrong line is answered by an error and the rest goes on."""
    wrong = False
    for line in given or _input():
        try:
            told = answer(json.loads(line))
        except json.JSONDecodeError:
            told = {"erreur": "cette ligne n'est pas du JSON"}
        except WrongInputError as error:
            told = {"erreur": str(error)}
        wrong = wrong or "erreur" in told
        if as_json or "erreur" in told:
            say_json(told)
        else:
            say(text(told))
    raise typer.Exit(2 if wrong else 0)


def _input() -> Iterator[str]:
    for line in sys.stdin:
        if line.strip():
            yield line


def _orientation_text(told: dict[str, object]) -> str:
    def names(entries: object) -> str:
        return ", ".join(str(entry["dispositif"]) for entry in entries) if isinstance(entries, list) else ""

    first = told["principal"]
    if not isinstance(first, dict):
        return f"il manque : {told['questions_restantes']}"
    roles = f"autres : {names(told['autres'])} ; ensuite : {names(told['ensuite'])}"
    return f"{first['dispositif']} ; {roles}\n  {first['motif']}"
