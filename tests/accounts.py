"""The account that a bot runs under: it may read no file of others."""

import codecs
import contextlib
import os
from collections.abc import Iterator


@contextlib.contextmanager
def nobody() -> Iterator[None]:
    """Be an account that may read no file of others, as the bot is; root may read them all."""
    codecs.lookup("utf-8-sig")  # what is loaded late could not be, from a Python that is root's
    before = os.geteuid()
    try:
        if before == 0:
            os.seteuid(65534)
        yield
    finally:
        if before == 0:
            os.seteuid(before)
