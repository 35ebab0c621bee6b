"""The log: one event a line, without token and without personal data."""

import logging

import structlog

NAME = "cress_bot"


def configure(level: str) -> None:
    """Write the events of the program as JSON on standard error, and keep the libraries quiet.

    httpx writes every address it calls at INFO, and the address of the Bot API holds the token. Traces
    are written without the values of variables, which may hold what people said.
    """
    logging.basicConfig(level=logging.WARNING, format="%(message)s")
    for name in ("httpx", "httpcore"):
        logging.getLogger(name).setLevel(logging.WARNING)
    logging.getLogger(NAME).setLevel(level)
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.stdlib.LoggerFactory(),
    )


log: structlog.typing.FilteringBoundLogger = structlog.get_logger(NAME)
