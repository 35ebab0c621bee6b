"""Edits of what is said around: texts, reasons, glossary, sources."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from knowledge.mutations.edits import Documents, Edit, Kind, edited, exchanged, listed, removed

SOURCES = "sources.yaml"
TERMS = "glossaire.yaml"
NATURES = ("loi", "page", "oral", "deduction", "douteux")


def _texts_swapped(documents: Documents) -> Iterator[Edit]:
    for file in ("textes.yaml", "motifs.yaml"):
        keys = list(documents[file])
        for one, two in pairwise(keys):
            yield exchanged(
                documents, f"échangeait les textes « {one} » et « {two} »", (file, (one,)), (file, (two,))
            )


def _definitions_swapped(documents: Documents) -> Iterator[Edit]:
    terms = documents[TERMS]
    for rank, (one, two) in enumerate(pairwise(terms)):
        told = f"échangeait les définitions de « {one['terme']} » et de « {two['terme']} »"
        yield exchanged(documents, told, (TERMS, (rank, "definition")), (TERMS, (rank + 1, "definition")))


def _term_removed(documents: Documents) -> Iterator[Edit]:
    for rank, term in enumerate(documents[TERMS]):
        told = f"retirait « {term['terme']} » du glossaire"
        yield replace(removed(documents, told, TERMS, (rank,)), words=(term["terme"],))
        for place, word in enumerate(listed(term, "aussi")):
            told = f"retirait « {word} » de « {term['terme']} » dans le glossaire"
            yield replace(removed(documents, told, TERMS, (rank, "aussi", place)), words=(word,))


def _fact_changed(documents: Documents) -> Iterator[Edit]:
    pages = list(documents[SOURCES]["pages"])
    for number, fact in documents[SOURCES]["faits"].items():
        way = ("faits", number)
        for rank, page in enumerate(listed(fact, "pages")):
            other = pages[(pages.index(page) + 1) % len(pages)]
            told = f"écrivait la page « {other} » au lieu de « {page} » pour le fait {number}"
            yield edited(documents, told, SOURCES, (*way, "pages", rank), other)
        other = NATURES[(NATURES.index(fact["nature"]) + 1) % len(NATURES)]
        told = f"écrivait la nature « {other} » au lieu de « {fact['nature']} » pour le fait {number}"
        yield edited(documents, told, SOURCES, (*way, "nature"), other)


def _fact_moved(documents: Documents) -> Iterator[Edit]:
    for number, fact in documents[SOURCES]["faits"].items():
        where = fact.get("regions", "partout")
        other = ["93"] if where == "partout" else "partout"
        told = f"écrivait les régions « {other} » au lieu de « {where} » pour le fait {number}"
        yield Edit(
            told,
            SOURCES,
            ("faits", number),
            {
                SOURCES: edited(
                    documents, told, SOURCES, ("faits", number), {**fact, "regions": other}
                ).changes[SOURCES]
            },
        )


def _pages_swapped(documents: Documents) -> Iterator[Edit]:
    names = list(documents[SOURCES]["pages"])
    for one, two in pairwise(names):
        told = f"échangeait les pages « {one} » et « {two} »"
        yield exchanged(documents, told, (SOURCES, ("pages", one)), (SOURCES, ("pages", two)))


KINDS = (
    Kind("textes échangés", "textes", _texts_swapped),
    Kind("définitions échangées", "textes", _definitions_swapped),
    Kind("mot du glossaire retiré", "mots", _term_removed, 50),
    Kind("page ou nature d'un fait changées", "sources", _fact_changed, 60),
    Kind("régions d'un fait changées", "sources", _fact_moved, 60),
    Kind("pages de sources échangées", "sources", _pages_swapped, 30),
)
