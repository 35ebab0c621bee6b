"""The command line, in French for the people who use it.

Exit codes: 0 fine, 1 findings, 2 wrong usage.
"""

import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Annotated, NoReturn

import typer
from rich.console import Console
from typer.exceptions import Abort, TyperException

from bot import clock
from bot.answers import WrongInputError, meaning_json, meaning_text, orientation_json
from bot.assistant import Assistant
from bot.calendar import calls_json, calls_table
from bot.misunderstood import proposals, utterances
from bot.settings import Places, SettingsError, settings
from bot.state import state
from bot.terminal import Talk
from bot.transcript import moment
from bot.usage import in_french
from bot.verifying import report
from dialogs.confusions import neighbours
from knowledge.content import Knowledge
from knowledge.drawing import as_mermaid, as_text
from knowledge.issues import KnowledgeError
from knowledge.load import load
from storage.database import MEMORY, open_database
from storage.misses import Misses
from storage.sessions import Sessions

app = typer.Typer(
    help="L'assistant d'orientation des CRESS.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
out = Console()
err = Console(stderr=True)

CORPUS = Path("tests/understanding")

Content = Annotated[Path | None, typer.Option("--contenu", help="Le dossier du contenu.")]
Day = Annotated[
    str | None, typer.Option("--date", help="Parler comme ce jour-là : 2026-11-24, ou « 2026-11-24 18:00 ».")
]
AsJson = Annotated[bool, typer.Option("--json", help="Répondre en JSON, forme stable.")]


@app.command()
def discuter(
    contenu: Content = None,
    date: Day = None,
    enregistrer: Annotated[Path | None, typer.Option(help="Écrire la conversation dans ce fichier.")] = None,
    donnees: Annotated[Path | None, typer.Option(help="Le fichier de données.")] = None,
    ephemere: Annotated[bool, typer.Option(help="Ne rien garder de la conversation.")] = False,  # noqa: FBT002
) -> None:
    """Parler avec l'assistant dans ce terminal."""
    path = MEMORY if ephemere else donnees or Places().donnees
    db = open_database(path)
    assistant = Assistant(_knowledge(contenu), Sessions(db), Misses(db), _clock(date))
    Talk(assistant, out, enregistrer).run(lambda: out.input("\n[bold]>[/bold] "))
    out.print(assistant.knowledge.texts["au_revoir_ephemere" if ephemere else "au_revoir"], highlight=False)


@app.command()
def lancer() -> None:
    """Lancer le bot Telegram (réglages : CRESS_TOKEN, CRESS_DONNEES, CRESS_CONTENU)."""
    from bot.application import run  # noqa: PLC0415 - the terminal does not need Telegram
    from bot.logs import configure  # noqa: PLC0415

    try:
        chosen = settings()
    except SettingsError as error:
        _refuse(str(error))
    configure(chosen.journal)
    db = open_database(chosen.donnees)
    run(
        Assistant(_knowledge(chosen.contenu), Sessions(db), Misses(db), clock.system),
        chosen.token.get_secret_value(),
        chosen.api,
    )


@app.command()
def verifier(contenu: Content = None, date: Day = None, as_json: AsJson = False) -> None:  # noqa: FBT002
    """Vérifier tout le contenu : forme, renvois, scénarios, et chaque situation possible."""
    found = report(contenu or Places().contenu, clock.wall(clock.MAINLAND, _clock(date)()))
    if as_json:
        print(json.dumps(found.as_json(), ensure_ascii=False))  # noqa: T201
    else:
        out.print(str(found), highlight=False, markup=False, soft_wrap=True)
    raise typer.Exit(0 if found.ok else 1)


@app.command()
def orienter(contenu: Content = None, date: Day = None, as_json: AsJson = False) -> None:  # noqa: FBT002
    """Orienter : un objet JSON de réponses par ligne en entrée, une orientation par ligne en sortie."""
    knowledge = _knowledge(contenu)
    now = clock.local(knowledge, {}, _clock(date)())
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
    knowledge = _knowledge(contenu)
    given = [json.dumps({"texte": texte, "question": question})] if texte is not None else None
    _each_line(lambda data: meaning_json(knowledge, data, trace=trace), as_json, meaning_text, given)


@app.command()
def voisins(contenu: Content = None) -> None:
    """Lister les mots de deux réponses qu'une seule faute fait confondre."""
    for pair in neighbours(_knowledge(contenu)):
        told = f"{pair.question} : {pair.word} ({pair.option}), {pair.other} ({pair.across})"
        out.print(told, highlight=False, markup=False, soft_wrap=True)


statistiques = typer.Typer(no_args_is_help=True)
app.add_typer(statistiques, name="statistiques")


@statistiques.callback()
def _statistics() -> None:
    """Ce que le bot a vécu, sans rien sur personne."""


@statistiques.command()
def incompris(
    contenu: Content = None,
    donnees: Annotated[Path | None, typer.Option(help="Le fichier de données.")] = None,
    corpus: Annotated[
        Path, typer.Option(help="Le dossier des phrases sur lesquelles prouver un nouveau synonyme.")
    ] = CORPUS,
    as_json: AsJson = False,  # noqa: FBT002
) -> None:
    """Lister ce qui n'a pas été compris d'au moins trois personnes, avec le synonyme à coller."""
    misses = Misses(open_database(donnees or Places().donnees))
    readable = list(misses.readable(clock.wall(clock.MAINLAND, clock.system()).date()))
    found = list(proposals(_knowledge(contenu), readable, utterances(corpus)))
    if as_json:
        told = {"incompris": [proposal.as_json() for proposal in found], "en_attente": misses.waiting()}
        print(json.dumps(told, ensure_ascii=False))  # noqa: T201
        return
    for proposal in found:
        out.print(str(proposal), highlight=False, markup=False, soft_wrap=True)
    waiting = f"{misses.waiting()} texte(s) de moins de trois personnes restent illisibles."
    out.print(f"{len(found)} texte(s) incompris. {waiting}", highlight=False, markup=False, soft_wrap=True)


@app.command()
def arbre(
    contenu: Content = None,
    mermaid: Annotated[bool, typer.Option(help="Écrire un schéma Mermaid.")] = False,  # noqa: FBT002
) -> None:
    """Dessiner l'arbre de décision, en texte ou en Mermaid."""
    knowledge = _knowledge(contenu)
    print((as_mermaid if mermaid else as_text)(knowledge), end="")  # noqa: T201


@app.command()
def appels(
    contenu: Content = None,
    date: Day = None,
    region: Annotated[str | None, typer.Option(help="Le code INSEE d'une région, par exemple 93.")] = None,
    as_json: AsJson = False,  # noqa: FBT002
) -> None:
    """Montrer les appels ouverts, à venir, habituels, permanents ou sans date."""
    knowledge = _knowledge(contenu)
    if region is not None and region not in knowledge.regions:
        _refuse(f"la région « {region} » n'existe pas ; codes : {', '.join(sorted(knowledge.regions))}")
    now = clock.local(knowledge, {"region": region or ""}, _clock(date)())
    if as_json:
        print(json.dumps(calls_json(knowledge, region, now), ensure_ascii=False))  # noqa: T201
    else:
        out.print(calls_table(knowledge, region, now))


@app.command()
def questions(contenu: Content = None, as_json: AsJson = False) -> None:  # noqa: FBT002
    """Compter les questions posées avant le résultat, pour toutes les combinaisons de réponses."""
    from knowledge.enumeration import lengths  # noqa: PLC0415 - a few seconds, for this command only

    found = lengths(_knowledge(contenu))
    counts = {str(number): found.counts[number] for number in sorted(found.counts)}
    if as_json:
        print(json.dumps({"mediane": found.median, "maximum": found.longest, "effectifs": counts}))  # noqa: T201
        return
    total = sum(found.counts.values())
    for number, count in counts.items():
        out.print(f"{number} questions : {count:>6} combinaisons ({count / total:.1%})", highlight=False)
    out.print(f"Médiane {found.median}, maximum {found.longest}, sur {total} combinaisons.", highlight=False)


@app.command()
def etat(as_json: AsJson = False) -> None:  # noqa: FBT002
    """Dire si tout est prêt : contenu lisible, données ouvertes (code 1 sinon)."""
    found = state(Places())
    if as_json:
        print(json.dumps(found.as_json(), ensure_ascii=False))  # noqa: T201
    else:
        out.print(str(found), highlight=False, markup=False, soft_wrap=True)
    raise typer.Exit(0 if found.ok else 1)


def _knowledge(folder: Path | None) -> Knowledge:
    """Load the content, or say all that is wrong with it and leave."""
    try:
        return load(folder or Places().contenu)
    except KnowledgeError as error:
        for issue in error.issues:
            err.print(str(issue), highlight=False, markup=False, soft_wrap=True)
        raise typer.Exit(1) from None


def _clock(date: str | None) -> clock.Clock:
    if date is None:
        return clock.system
    try:
        return clock.frozen(moment(date))
    except ValueError:
        _refuse("une date s'écrit 2026-11-24, ou « 2026-11-24 18:00 » avec l'heure")


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
            print(json.dumps(told, ensure_ascii=False), flush=True)  # noqa: T201
        else:
            out.print(text(told), highlight=False, markup=False, soft_wrap=True)
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


def _refuse(message: str) -> NoReturn:
    err.print(message, highlight=False, markup=False, soft_wrap=True)
    raise typer.Exit(2)


def main() -> None:
    """Run the command line; a wrong use of it ends with code 2, in French."""
    try:
        code = app(standalone_mode=False)
    except Abort:
        code = 1
    except TyperException as error:
        told = str(error) if type(error).__name__ == "NoArgsIsHelpError" else in_french(error)
        err.print(told, highlight=False, markup=False, soft_wrap=True)
        code = 2
    sys.exit(code)


if __name__ == "__main__":
    main()
