"""The command line, in French for the people who use it.

Exit codes: 0 fine, 1 findings, 2 wrong usage.
"""

import gc
import signal
import sqlite3
import sys
import threading
from importlib import import_module

PROMPT = threading.current_thread() is threading.main_thread() and signal.getsignal(signal.SIGINT)
if PROMPT is signal.default_int_handler:
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # Ctrl-C while all this is read: no trace of it
gc.disable()  # nothing of what is imported is garbage; looking for some takes a tenth of the start

from typer.exceptions import Abort, TyperException

from bot.causes import cause
from bot.cli import app, complain
from bot.usage import in_french, set_aside
from storage.database import UnusableError, unusable

__all__ = ["app", "main"]

COMMANDS = (
    "talking", "launching", "checking", "comparing", "covering", "answering", "showing", "operating",
    "sending", "broadcasting", "foreseeing", "versioning", "backing",
)  # fmt: skip
"""Importing them is what adds them."""

OFTEN = {"discuter": "talking", "lancer": "launching", "verifier": "checking"}
"""The commands that start without what the others load: twice as fast, and lighter while the bot runs."""

for name in COMMANDS if (only := OFTEN.get("".join(sys.argv[1:2]))) is None else [only]:
    import_module(f"bot.commands.{name}")

if PROMPT is signal.default_int_handler:
    signal.signal(signal.SIGINT, PROMPT)
gc.freeze()
gc.enable()


def main() -> None:
    """Run the command line; a wrong use of it ends with code 2, in French; what nobody foresaw, with 1."""
    try:
        code = app(standalone_mode=False)
    except Abort:
        code = 1
    except TyperException as error:
        told = str(error) if type(error).__name__ == "NoArgsIsHelpError" else in_french(error)
        complain(told)
        code = 2
    except UnusableError as error:
        complain(str(error))
        code = 1
    except sqlite3.DatabaseError as error:
        if not unusable(error):
            raise
        told = f"Les données ne peuvent pas être lues ou écrites en ce moment : {cause(error)}. Réessayez."
        complain(told)
        code = 1
    except Exception as error:
        if not sys.stderr.isatty():
            raise  # a log wants it whole, a person must not see it
        complain(set_aside(error))
        code = 1
    sys.exit(code)


if __name__ == "__main__":
    main()
