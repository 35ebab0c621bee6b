"""What was not understood, kept for the editors without keeping who said it.

A text is written down only once five different people have said it at the same question: until then only
its digest is kept, with one byte of a digest for each person. So few values are shared by many people, and
two people who share one are counted as one: the text then waits a little longer.
"""

import hashlib
import secrets
from collections.abc import Iterator
from datetime import date
from functools import cached_property
from typing import NamedTuple

from sqlite_utils import Database

from storage.database import table

PEOPLE = 5
"""Different people who must have said a text before it can be read; no figure is told under it."""


class Miss(NamedTuple):
    """A text (folded) that was not understood at a question (None: at the result), and how often."""

    question: str | None
    text: str
    times: int


class Misses:
    """Counts the texts that were not understood; one note is one transaction."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self._misses = table(db, "misses")

    def note(self, question: str | None, text: str, chat: int, day: date) -> None:
        """Count a text (folded) said by a person on a day."""
        key = self._digest(f"{question}\n{text}").hex()
        person = self._digest(f"{key}\n{chat}")[:1].hex()
        with self._db.atomic():
            known = next(iter(self._misses.rows_where("key = ?", [key])), None)
            people = {person, *(str(known["people"]).split() if known else ())}
            readable = len(people) >= PEOPLE or (known is not None and known["text"] is not None)
            self._misses.upsert(
                {
                    "key": key,
                    "question": question,
                    "text": text if readable else None,
                    "times": (known["times"] if known else 0) + 1,
                    "people": "" if readable else " ".join(sorted(people)),
                    "day": day.isoformat(),
                },
                pk="key",
            )

    def readable(self, day: date) -> Iterator[Miss]:
        """Yield the texts said since a day that enough people have said, the most frequent first."""
        kept = "text is not null and times >= ? and day >= ?"
        for row in self._misses.rows_where(kept, [PEOPLE, day.isoformat()], order_by="times desc, text"):
            yield Miss(row["question"], row["text"], row["times"])

    def waiting(self) -> int | None:
        """Return how many texts too few people have said to be read; None when they are few too."""
        count = self._misses.count_where("text is null or times < ?", [PEOPLE])
        return count if count == 0 or count >= PEOPLE else None

    def purge(self, before: date) -> int:
        """Forget the texts last said before a day; return how many."""
        query = "delete from misses where day < ?"
        return self._db.execute(query, [before.isoformat()]).rowcount

    def _digest(self, text: str) -> bytes:
        return hashlib.blake2b(text.encode(), key=self._key, digest_size=16).digest()

    @cached_property
    def _key(self) -> bytes:
        """Return the key of this file, drawn the first time: digests mean nothing elsewhere."""
        keys = table(self._db, "keys")
        for row in keys.rows:
            return bytes.fromhex(row["key"])
        key = secrets.token_bytes(16)
        keys.insert({"key": key.hex()})
        return key
