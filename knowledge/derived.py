"""What is worked out of a content once, and kept while that content is in use."""

from collections.abc import Callable, Generator
from functools import lru_cache, partial, wraps
from typing import Any, Concatenate, ParamSpec, TypeVar, cast

from knowledge.content import Knowledge

T = TypeVar("T")
P = ParamSpec("P")
CONTENTS = 4
"""Contents of which it is kept: the one that is served, one that is examined, a draft and the same one anew.

With fewer, a draft and a candidate would push out what is served: half a second of everybody's next turn.
"""

_UNKNOWN: Any = object()


def derived(make: Callable[[Knowledge], T]) -> Callable[[Knowledge], T]:
    """Make a function of a content alone be worked out once for each content.

    It is kept here and not in the content: what is worked out often holds its content, which would then be
    part of a cycle, and in the running bot garbage is not looked for in contents (`bot.examining.threaded`).
    """

    @wraps(make)
    def once(knowledge: Knowledge) -> T:
        kept = _kept(knowledge.mark)
        found: T = kept.get(make, _UNKNOWN)
        if found is _UNKNOWN:
            found = kept[make] = make(knowledge)
        return found

    return once


def remembered(
    size: int,
) -> Callable[[Callable[Concatenate[Knowledge, P], T]], Callable[Concatenate[Knowledge, P], T]]:
    """Make a function of a content and of other things remember so many of its last results."""

    def decorate(make: Callable[Concatenate[Knowledge, P], T]) -> Callable[Concatenate[Knowledge, P], T]:
        @derived
        def remembering(knowledge: Knowledge) -> Callable[P, T]:
            return cast("Callable[P, T]", lru_cache(size)(partial(make, knowledge)))

        @wraps(make)
        def of(knowledge: Knowledge, /, *given: P.args, **named: P.kwargs) -> T:
            return remembering(knowledge)(*given, **named)

        return of

    return decorate


@lru_cache(maxsize=CONTENTS)
def _kept(_mark: object) -> dict[Callable[[Knowledge], Any], Any]:
    """Return what was worked out so far of the content that has a mark."""
    return {}


def let_go(knowledge: Knowledge) -> Generator[None, None, None]:
    """Forget, piece by piece, what was worked out of a content that is used no more; all of it once closed.

    In one piece it would take as long as ten turns.
    """
    pieces = _kept(knowledge.mark)
    try:
        while pieces:
            pieces.popitem()
            yield
    finally:
        pieces.clear()
