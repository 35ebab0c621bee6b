"""The log: one event a line, without secrets and without personal data."""

import logging
import sys
import traceback
from collections.abc import Iterable, Iterator

import structlog

NAME = "cress_bot"
LIBRARIES = ("aiohttp", "asyncio", "apscheduler", "httpcore", "httpx", "telegram", "tornado")
TELLING = ("telegram.", "sqlite3", "aiohttp")
"""Modules whose errors say what they met without what people wrote; of the others, only the kind is told."""


class Template(logging.Handler):
    """Writes what a library has to say without the values in it, which may be a whole person."""

    def emit(self, record: logging.LogRecord) -> None:
        """Write the event, its words as they are in the library, and the kind of the error."""
        error = record.exc_info[1] if record.exc_info else None
        kind = type(error).__name__ if error else None
        log.log(record.levelno, "bibliotheque", source=record.name, dit=str(record.msg), erreur=kind)


HIDDEN = "[secret]"
SHORTEST = 4
"""The fewest characters of a secret; the settings take no shorter one."""


class Discreet(logging.Formatter):
    """Writes records with some words hidden, wherever they are: in a message, or in the trace of an error."""

    def __init__(self, secrets: Iterable[str] = ()) -> None:
        super().__init__("%(message)s")
        self._secrets = tuple(secrets)

    def format(self, record: logging.LogRecord) -> str:
        """Return the line of a record, without the secrets."""
        return hidden(super().format(record), self._secrets)


def hidden(text: str, secrets: Iterable[str]) -> str:
    """Return a text in which nothing secret can be read; what is shorter than a secret is in every word."""
    for secret in secrets:
        if len(secret) >= SHORTEST:
            text = text.replace(secret, HIDDEN)
    return text


def configure(level: str, secrets: Iterable[str] = ()) -> None:
    """Write the events of the program as JSON on standard error, and keep the libraries quiet.

    httpx writes every address it calls at INFO, and the address of the Bot API holds the token; the library
    writes it in an error when it is refused: what is given as secret is hidden in all that is written. What
    libraries do say is written without its values; traces, without what people said: see `_trace`.
    """
    logging.basicConfig(level=logging.WARNING)
    for name in LIBRARIES:
        library = logging.getLogger(name)
        library.setLevel(logging.WARNING)
        library.handlers, library.propagate = [Template()], False
    for handler in logging.getLogger().handlers:
        handler.setFormatter(Discreet(secrets))
    logging.getLogger(NAME).setLevel(level)
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            _traced,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.stdlib.LoggerFactory(),
    )


def _traced(_logger: object, _name: str, event: structlog.typing.EventDict) -> structlog.typing.EventDict:
    """Put the trace of an error in an event."""
    given = event.pop("exc_info", None)
    error = given if isinstance(given, BaseException) else sys.exc_info()[1] if given else None
    return {**event, "exception": "".join(_trace(error))} if error else event


def _trace(error: BaseException) -> Iterator[str]:
    """Yield the lines of the program, causes first, and of each error no more than is safe."""
    cause = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    if cause:
        yield from _trace(cause)
        yield "\n"
    yield from traceback.format_tb(error.__traceback__)
    kind = type(error)
    yield f"{kind.__name__}: {error}" if kind.__module__.startswith(TELLING) else kind.__name__


log: structlog.typing.FilteringBoundLogger = structlog.get_logger(NAME)
