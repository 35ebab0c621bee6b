"""Every update that python-telegram-bot knows, made from its own classes, and every way to spoil one.

An object of each class is made from the annotations of its constructor, so that a new version of the library
brings its new fields here by itself.
"""

import datetime as dtm
import inspect
import re
from collections.abc import Iterator
from typing import Any

import telegram
from telegram import TelegramObject, Update

Json = dict[str, Any]
DEEP = 2
"""How far the fields that may be absent are filled."""
ODD: tuple[object, ...] = (
    None, True, 0, -1, 2**70, 1.5, float("inf"), "", "x", "\ud800", "\x00", [], [[]], [None], {}, {"id": {}},
)  # fmt: skip
"""Values that no field expects all of."""
_PLAIN: dict[str, object] = {
    "int": 7,
    "str": "mot",
    "bool": True,
    "float": 1.5,
    "datetime": dtm.datetime(2026, 11, 24, tzinfo=dtm.UTC),
    "TimePeriod": 60,
    "timedelta": 60,
}


def kinds() -> list[str]:
    """Return the kinds of updates."""
    return [name for name in inspect.signature(Update.__init__).parameters if name not in _OTHERS]


_OTHERS = {"self", "update_id", "api_kwargs"}


def update(number: int, kind: str, *, full: bool) -> Json:
    """Return an update of a kind, with all that it may hold or with only what it must."""
    annotation = inspect.signature(Update.__init__).parameters[kind].annotation
    content = _value(str(annotation), DEEP if full else 0)
    told: Json = Update(number, **{kind: content}).to_dict()
    return told


def _value(annotation: str, depth: int) -> Any:
    """Return a value for an annotation, whose first known name decides."""
    found = next((name for name in re.findall(r"\w+", annotation) if name in _PLAIN or _class(name)), "str")
    known = _class(found)
    value = _made(known, depth) if known else _PLAIN[found]
    nested = len(re.findall(r"(?:Sequence|tuple)\[", annotation))
    for _ in range(nested):
        value = [value]
    return value


def _class(name: str) -> type[TelegramObject] | None:
    found = getattr(telegram, name, None)
    known = isinstance(found, type) and issubclass(found, TelegramObject) and found is not TelegramObject
    return found if known else None


def _made(cls: type[TelegramObject], depth: int) -> TelegramObject:
    """Return an object of a class: of its first kind, when it has several."""
    heirs = [heir for heir in cls.__subclasses__() if heir.__module__ == cls.__module__]
    chosen = heirs[0] if heirs and "telegram.Message" not in str(cls) else cls
    given = {
        name: _value(str(parameter.annotation), depth - 1)
        for name, parameter in inspect.signature(chosen.__init__).parameters.items()
        if name not in _OTHERS and _wanted(parameter, depth)
    }
    while True:
        try:
            return chosen(**given)
        except TypeError as error:  # required since a later version, though it has a default value
            name = re.findall(r"`(\w+)` is a required", str(error))[0]
            given[name] = _value(str(inspect.signature(chosen.__init__).parameters[name].annotation), 0)


def _wanted(parameter: inspect.Parameter, depth: int) -> bool:
    named = parameter.kind in {parameter.POSITIONAL_OR_KEYWORD, parameter.KEYWORD_ONLY}
    return named and (parameter.default is parameter.empty or depth > 0)


def paths(raw: Any, before: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """Yield where there is something in an update, from the outside to the inside."""
    inside = raw.items() if isinstance(raw, dict) else enumerate(raw) if isinstance(raw, list) else ()
    for key, value in inside:
        yield (*before, key)
        yield from paths(value, (*before, key))


def spoilt(raw: Json, path: tuple[str | int, ...]) -> Iterator[Json]:
    """Yield an update without what is at a path, then with each odd value there."""
    for value in (..., *ODD):
        yield _put(raw, path, value)


def _put(raw: Any, path: tuple[str | int, ...], value: object) -> Any:
    """Return a copy, along the path only, with another value at its end; `...` takes it away."""
    key, *rest = path
    other = raw.copy()
    if rest:
        other[key] = _put(raw[key], tuple(rest), value)
    elif value is ...:
        del other[key]
    else:
        other[key] = value
    return other
