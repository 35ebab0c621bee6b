"""The vocabulary of a content, compiled once: whole answers, phrases, intentions, small words."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import chain

from dialogs.phrases import Phrase, Ranks, bare, compiled, ranked
from dialogs.words import Words, all_words, words
from knowledge.content import Knowledge
from knowledge.derived import derived
from knowledge.questions import Option

Sizes = Mapping[str, tuple[int, ...]]
"""Lengths of entries by first word, the longest first."""
ARTICLES = frozenset({"le", "la", "l", "les"})
ONE = ARTICLES | {"un", "une"}
MINE = frozenset({"ma", "mon", "mes", "notre", "nos"})
HAVE = frozenset({"a", "ai", "avons", "ont", "avait", "avions", "ete", "est", "sommes"})

_EMPTY = frozenset(
    {"je", "j", "on", "nous", "c", "est", "et", "que", "qui", "a", "ai", "il", "ca", "pour", "en", "dans"}
    | {"sur", "ce", "au", "aux", "avec", "y"}
)


INQUIRIES = frozenset(
    {"details", "prix", "sources", "echeances", "pourquoi", "presentation", "autres", "appels"}
    | {"duree", "eligibilite", "preparation", "adherer", "montant"}
)
"""What is asked about the result, in words that answers use too: « on ne sait pas à quels tarifs »."""


AS_TYPED = frozenset(
    {"detresse", "sans_detresse", "secours", "facon_de_parler", "colere", "louanges", "notes", "garder"}
    | {"prendre", "toutes_les_alertes", "rythme_lundi", "rythme_ouverture", "rythme_rappels", "rythme_connue"}
    | {"autour_d_un_rythme"}
    | {"detresse_proche", "epuisement", "sans_epuisement", "objections", "trop_cher", "accord"}
)
"""The lists of `mots.yaml` whose words put no other word right."""


@dataclass(frozen=True)
class Lexicon:
    """`phrases` mean an answer anywhere; `inside` holds their ranks, by first word and by a needed one.

    `wanted` holds the intentions of several words, of one too about the result, `near` is `whole`: both
    without light words. `singles` holds the entries of one word of `lists`, `sizes` the lengths of its
    entries by first word, the longest first.
    """

    whole: Mapping[str, Mapping[Words, tuple[str, ...]]]
    near: Mapping[str, Mapping[Words, tuple[str, ...]]]
    phrases: tuple[Phrase, ...]
    inside: Mapping[str, Mapping[str, Ranks]]
    intentions: Mapping[Words, str]
    wanted: Mapping[Words, str]
    terms: Mapping[Words, str]
    openings: Mapping[int, frozenset[Words]]
    lists: Mapping[str, frozenset[Words]]
    singles: Mapping[str, frozenset[str]]
    sizes: Mapping[str, Sizes]
    short_forms: Mapping[str, Words]
    nicknames: Mapping[Words, Words]
    known: frozenset[str]

    def small(self, name: str) -> frozenset[str]:
        """Return the single words of a list of `mots.yaml`."""
        return self.singles[name]

    def bare(self, said: Words) -> Words:
        """Return words without the light ones."""
        return bare(self.small("legers"), said)

    @cached_property
    def agreed(self) -> frozenset[Words]:
        """The ways of saying yes or no."""
        return self.lists["oui"] | self.lists["non"]

    def agreement(self, said: Words) -> str | None:
        """Read words that are a yes or a no and no more: « banco », « heureusement oui », « nous non »."""
        for value in ("oui", "non"):
            if said in self.lists[value] or said in self.lists[f"{value}_entier"]:
                return value
        last = said[-1] if said else ""
        around = {*said[:-1]}
        clear = around <= self.small("autour_de_oui") and len({"oui", "non"} & {*said}) == 1
        return last if last in ("oui", "non") and clear else None

    @cached_property
    def fillers(self) -> frozenset[str]:
        """The small words around an answer."""
        return self.small("remplissage") | self.small("politesse")

    @cached_property
    def hollow(self) -> frozenset[str]:
        """The words that say nothing by themselves, those of doubt included."""
        unsure = frozenset(word for entry in self.lists["hesitation"] for word in entry)
        return self.small("legers") | self.fillers | unsure

    @cached_property
    def empty(self) -> frozenset[str]:
        """The words that speak for nothing when they are alone."""
        return self.small("legers") | _EMPTY

    @cached_property
    def around_places(self) -> frozenset[str]:
        """The words that say nothing but where: those of `lieu`, and the hollow ones."""
        return self.hollow | self.small("lieu")

    @cached_property
    def designating(self) -> frozenset[str]:
        """The names of structures and of what they run: « la scic de Mulhouse », « la ressourcerie de… »."""
        return self.small("structure") | self.small("activite")

    @cached_property
    def untouched(self) -> frozenset[str]:
        """The words of which none is misspelt, nor short for another."""
        return self.known - self.short_forms.keys()

    @cached_property
    def near_sizes(self) -> Mapping[str, Sizes]:
        """The lengths of the entries of `near`, by question."""
        return {question: by_first(entries) for question, entries in self.near.items()}

    @cached_property
    def wanted_sizes(self) -> Sizes:
        """The lengths of the intentions of several words."""
        return by_first(self.wanted)

    @cached_property
    def asking(self) -> frozenset[str]:
        """The first words of what asks for a definition."""
        return frozenset(entry[0] for entries in self.openings.values() for entry in entries)

    @cached_property
    def closing(self) -> frozenset[str]:
        """The last words of the thanks after a message."""
        return frozenset(entry[-1] for entry in self.lists["fermeture"])

    @cached_property
    def polite(self) -> Mapping[int, frozenset[Words]]:
        """The polite words that are no yes, by number of words, the longest first."""
        return _by_size(self.lists["politesse"] - self.lists["oui"])

    @cached_property
    def polite_ends(self) -> frozenset[str]:
        """The first and the last words of the polite ones."""
        return frozenset(
            entry[end] for entries in self.polite.values() for entry in entries for end in (0, -1)
        )

    def says(self, name: str, said: Words) -> bool:
        """Tell whether an entry of a list of `mots.yaml` is somewhere in words."""
        if self.sizes[name].keys().isdisjoint(said):
            return False
        return next(self.found(name, said), None) is not None

    def found(self, name: str, said: Words) -> Iterator[tuple[int, int]]:
        """Yield where the entries of a list of `mots.yaml` are in words: start and end, the longest first."""
        entries, sizes = self.lists[name], self.sizes[name]
        if sizes.keys().isdisjoint(said):
            return
        for start, word in enumerate(said):
            for size in sizes.get(word, ()):
                if said[start : start + size] in entries and start + size <= len(said):
                    yield start, start + size
                    break

    def without(self, name: str, said: Words) -> Words:
        """Return words without the entries of a list of `mots.yaml`."""
        taken = {at for start, end in self.found(name, said) for at in range(start, end)}
        return tuple(word for at, word in enumerate(said) if at not in taken)


@derived
def lexicon(knowledge: Knowledge) -> Lexicon:
    """Compile the vocabulary of a content."""
    lists, short_forms = _lists(knowledge)
    singles = {name: _singles(entries) for name, entries in lists.items()}
    light = singles["legers"]
    whole = {
        question.id: _whole(knowledge.choices(question.id, {})) for question in knowledge.questions.values()
    }
    intents = {
        said: name
        for name, entries in knowledge.intentions.items()
        if name != "definition"
        for said in all_words(entries)
    }
    terms = _terms(knowledge)
    openings = frozenset(all_words(knowledge.intentions["definition"]))
    inside = compiled(knowledge, light)
    near = {question: _near(light, entries) for question, entries in whole.items()}
    wanted = _wanted(light, singles["remplissage"], singles["mots_seuls"], intents)
    read = (entries for name, entries in lists.items() if name not in AS_TYPED)
    entries = [*chain(*whole.values(), *read), *intents, *terms, *openings, *short_forms.values()]
    fits = {fits for phrase in inside for fits in phrase.places}
    known = frozenset(chain(*entries, *chain(*fits)))
    return Lexicon(
        whole,
        near,
        inside,
        ranked(inside),
        intents,
        wanted,
        terms,
        _by_size(openings),
        lists,
        singles,
        {name: by_first(entries) for name, entries in lists.items()},
        short_forms,
        _pairs(knowledge, "surnoms"),
        known,
    )


def _wanted(
    light: frozenset[str], small: frozenset[str], lonely: frozenset[str], intents: Mapping[Words, str]
) -> dict[Words, str]:
    """Return the intentions without light words; not what is left of « à vous aussi » without « aussi ».

    Nor a word that asks when it is `lonely` only: « combien ».
    """
    bared = ((bare(light, said), said, name) for said, name in intents.items())
    return {
        kept: name
        for kept, said, name in bared
        if len(kept) > (name not in INQUIRIES)
        and (kept == said or not {*kept} <= small)
        and not lonely.issuperset(kept)
    }


def _terms(knowledge: Knowledge) -> dict[Words, str]:
    """Return the terms of the glossary by their spellings."""
    return {
        said: term.id
        for term in knowledge.glossary.values()
        for said in all_words((term.label, term.name or "", *term.spellings))
        if said
    }


def _by_size(entries: frozenset[Words]) -> Mapping[int, frozenset[Words]]:
    """Return entries by number of words, the longest first."""
    sizes = sorted({len(entry) for entry in entries}, reverse=True)
    return {size: frozenset(entry for entry in entries if len(entry) == size) for size in sizes}


def by_first(entries: Iterable[Words]) -> dict[str, tuple[int, ...]]:
    """Return the lengths of entries by first word, the longest first."""
    found: dict[str, set[int]] = {}
    for entry in entries:
        found.setdefault(entry[0], set()).add(len(entry))
    return {first: tuple(sorted(sizes, reverse=True)) for first, sizes in found.items()}


def _singles(entries: Iterable[Words]) -> frozenset[str]:
    return frozenset(entry[0] for entry in entries if len(entry) == 1)


def _lists(knowledge: Knowledge) -> tuple[dict[str, frozenset[Words]], dict[str, Words]]:
    """Return the lists of words, and the short forms (« ke = que ») apart."""
    lists = {
        name: frozenset(all_words(entries))
        for name, entries in knowledge.words.items()
        if name not in {"abreviations", "surnoms"}
    }
    short_forms = _pairs(knowledge, "abreviations")
    return lists, {short: meant for (short, *_), meant in short_forms.items()}


def _pairs(knowledge: Knowledge, name: str) -> dict[Words, Words]:
    """Return what is written short, and what it means: « tlse = toulouse »."""
    pairs = (entry.split("=", 1) for entry in knowledge.words[name])
    return {words(short): words(meant) for short, meant in pairs}


def _whole(options: Iterable[Option]) -> dict[Words, tuple[str, ...]]:
    return _by_words(
        (said, option.id)
        for option in options
        for said in all_words((option.label, option.phrase, *option.synonyms))
    )


def _near(light: frozenset[str], entries: Mapping[Words, tuple[str, ...]]) -> dict[Words, tuple[str, ...]]:
    pairs = ((bare(light, said), value) for said, values in entries.items() for value in values)
    return _by_words((key, value) for key, value in pairs if key)


def _by_words(pairs: Iterable[tuple[Words, str]]) -> dict[Words, tuple[str, ...]]:
    """Gather the values of the same words, in order and once."""
    found: dict[Words, tuple[str, ...]] = {}
    for key, value in pairs:
        found[key] = tuple(dict.fromkeys((*found.get(key, ()), value)))
    return found
