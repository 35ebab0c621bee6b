"""Judges mutations of a content on all the cores of the machine."""

import gc
import multiprocessing
import os
from collections.abc import Iterator, Sequence

from bot.mutating import Court, Verdict
from knowledge.mutations import Mutation

SHARE = 8
"""Mutations handed out at once: enough to be worth it, few enough for no core to be left alone at the end."""
_cases: list[tuple[Court, Mutation]] = []
"""What forked processes judge: they are born with it, it is never sent to them."""


def judged(court: Court, mutations: Sequence[Mutation]) -> Iterator[Verdict]:
    """Yield the verdict of each mutation, in order; by this process alone where none can be forked."""
    if "fork" not in multiprocessing.get_all_start_methods() or os.cpu_count() == 1:
        yield from map(court.judge, mutations)
        return
    court.get_ready()
    _cases[:] = ((court, mutation) for mutation in mutations)
    gc.freeze()  # or else looking for garbage would copy, in each process, what they share
    with multiprocessing.get_context("fork").Pool() as pool:
        fates = pool.imap(_judge, range(len(mutations)), SHARE)
        for mutation, (by, harmless) in zip(mutations, fates, strict=True):
            yield Verdict(mutation, by, harmless)
    gc.unfreeze()
    _cases.clear()


def _judge(rank: int) -> tuple[str | None, bool]:
    court, mutation = _cases[rank]
    verdict = court.judge(mutation)
    return verdict.by, verdict.harmless
