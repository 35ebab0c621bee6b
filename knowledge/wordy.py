"""What must hold of the texts and of the words of intentions."""

from collections.abc import Iterator

from knowledge.content import Knowledge
from knowledge.dates import day_of
from knowledge.issues import Finding, about, unknown
from knowledge.texts import INTENTIONS, PLACEHOLDERS, WORDS, placeholders


def wordy(knowledge: Knowledge) -> Iterator[Finding]:
    """Say which texts and intentions are missing, are not ours, or hold a wrong word between braces."""
    for key in sorted(PLACEHOLDERS.keys() - knowledge.texts.keys()):
        yield _absent("textes.yaml", "le texte", key, f"ajoutez « {key}: … »")
    for key, text in knowledge.texts.items():
        if key not in PLACEHOLDERS:
            yield unknown("textes.yaml", (key,), "le texte", key, PLACEHOLDERS)
        else:
            yield from _braces(key, text)
    yield from _edition(knowledge)
    for key in sorted(set(WORDS) - knowledge.words.keys()):
        yield _absent("mots.yaml", "la liste", key, f"ajoutez « {key}: […] »")
    for key in knowledge.words.keys() - set(WORDS):
        yield unknown("mots.yaml", (key,), "la liste", key, WORDS)
    for key in sorted(set(INTENTIONS) - knowledge.intentions.keys()):
        yield _absent("intentions.yaml", "l'intention", key, f"ajoutez « {key}: […] »")
    for key in knowledge.intentions.keys() - set(INTENTIONS):
        yield unknown("intentions.yaml", (key,), "l'intention", key, INTENTIONS)
    yield from _examples(knowledge)


def _examples(knowledge: Knowledge) -> Iterator[Finding]:
    """Say which sentences are under a question or an answer that does not exist."""
    for name, options in knowledge.examples.of.items():
        question = knowledge.questions.get(name)
        if question is None:
            yield unknown("exemples.yaml", ("questions", name), "la question", name, knowledge.questions)
            continue
        values = [option.id for option in question.options]
        for value in options.keys() - set(values):
            yield unknown("exemples.yaml", ("questions", name, value), "la réponse", value, values, name)
        for value, sentences in options.items():
            yield from _dashes(("questions", name, value), sentences)
    yield from _dashes(("autre_chose",), knowledge.examples.elsewhere)


def _dashes(path: tuple[str, ...], sentences: str) -> Iterator[Finding]:
    """Say which sentences are written as the items of a list: the dash would be learnt with them."""
    for rank, sentence in enumerate(sentences.splitlines(), 1):
        if sentence.startswith("-"):
            message = "une phrase d'exemple commence par un tiret"
            repair = "retirez le tiret : une phrase par ligne, telle qu'elle a été écrite"
            yield Finding("exemples.yaml", path, "CB-337", message, repair, below=rank)


def _edition(knowledge: Knowledge) -> Iterator[Finding]:
    """Check that the text on privacy says which one it is, since when: people may ask what changed."""
    number, day = (knowledge.texts.get(f"confidentialite_{name}") for name in ("numero", "jour"))
    if number is not None and not number.isdecimal():
        yield _unreadable("numero", number, "écrivez un nombre, un de plus à chaque changement du texte")
    if day is not None and not _is_day(day):
        yield _unreadable("jour", day, "écrivez un jour, comme 27/11/2026 ou 27 novembre 2026")


def _is_day(written: str) -> bool:
    """Tell whether a day is written as people read it."""
    try:
        return bool(day_of(written)) and "-" not in written
    except ValueError:
        return False


def _unreadable(name: str, written: str, repair: str) -> Finding:
    key = f"confidentialite_{name}"
    return Finding("textes.yaml", (key,), "CB-336", f"« {key} » ne peut pas être « {written} »", repair)


def _absent(file: str, what: str, key: str, repair: str) -> Finding:
    return Finding(file, (), "CB-313", f"{what} « {key} » manque", repair, about=about(what, key))


def _braces(key: str, text: str) -> Iterator[Finding]:
    """Check what stands between braces: a permitted word, and nothing else."""
    repair = f"mots permis : {', '.join(sorted(PLACEHOLDERS[key])) or 'aucun'}"
    try:
        wrong = placeholders(text) - PLACEHOLDERS[key]
    except ValueError:
        yield Finding("textes.yaml", (key,), "CB-314", "une accolade est seule", "fermez-la, ou retirez-la")
        return
    for name in sorted(wrong):
        yield Finding(
            "textes.yaml", (key,), "CB-315", f"le mot entre accolades « {name} » n'existe pas", repair
        )
