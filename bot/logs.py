"""The log: one event a line, without token and without personal data."""

import logging
import sys

import structlog


def configure(level: str) -> None:
    """Send the events of the program to standard error, and keep the libraries quiet.

    httpx writes every address it calls at INFO, and the address of the Bot API holds the token.
    """
    logging.basicConfig(level=logging.WARNING, format="%(message)s")
    for name in ("httpx", "httpcore"):
        logging.getLogger(name).setLevel(logging.WARNING)
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelNamesMapping()[level]),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )


log: structlog.typing.FilteringBoundLogger = structlog.get_logger()
