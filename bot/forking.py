"""Work done by other processes of the same machine, which are forked: born with all that they need.

Only what they find is sent back. Where none can be forked, or there is one core, the work is done here.
"""

import gc
import multiprocessing
import os
import warnings
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from multiprocessing.pool import Pool
from typing import Any, TypeVar

SHARE = 8
"""Pieces handed out at once: enough to be worth it, few enough for no core to be left alone at the end."""
T = TypeVar("T")
R = TypeVar("R")
_born_with: list[tuple[Callable[..., Any], Sequence[Any]]] = []
"""The work of those that are being forked, and its cases."""


@contextmanager
def beside(work: Callable[[], R]) -> Iterator[Callable[[], R]]:
    """Begin some work; give what waits for its result, which is sent between processes."""
    if not _several():
        yield work
        return
    with _forked(1, lambda _case: work(), [None]) as pool:
        begun = pool.apply_async(_done, [0])
        yield begun.get


def each(work: Callable[[T], R], cases: Sequence[T]) -> Iterator[R]:
    """Yield what some work gives for each case, in order, on all the cores."""
    if not _several():
        yield from map(work, cases)
        return
    with _forked(os.cpu_count(), work, cases) as pool:
        yield from pool.imap(_done, range(len(cases)), SHARE)


def _several() -> bool:
    return "fork" in multiprocessing.get_all_start_methods() and os.cpu_count() != 1


@contextmanager
def _forked(processes: int | None, work: Callable[[T], object], cases: Sequence[T]) -> Iterator[Pool]:
    _born_with.append((work, cases))
    gc.freeze()  # or else looking for garbage would copy, in each process, what they share
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)  # of threads, which those processes never use
            pool = multiprocessing.get_context("fork").Pool(processes)
        with pool:
            yield pool
    finally:
        gc.unfreeze()
        _born_with.pop()


def _done(rank: int) -> Any:
    work, cases = _born_with[-1]
    return work(cases[rank])
