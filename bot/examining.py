"""A content, examined aside: checked in another process, loaded in a thread, rehearsed.

Meanwhile conversations go on. Whatever breaks on the way is a refusal: a content never stops the bot.
"""

import asyncio
import gc
import json
import os
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, closing
from datetime import datetime
from pathlib import Path
from typing import ParamSpec, TypeVar

from bot.causes import cause
from bot.folder import Refused, unpacked
from bot.logs import log
from bot.rehearsing import rehearse
from bot.sweeping import unswept
from knowledge.content import Knowledge
from knowledge.derived import let_go
from knowledge.issues import KnowledgeError
from knowledge.load import load
from storage.versions import Snapshot

Check = Callable[[Path], Awaitable[tuple[str, ...]]]
"""Gives the problems of a folder, in French."""
T = TypeVar("T")

P = ParamSpec("P")
USUAL = sys.getswitchinterval()
BRIEF = USUAL / 10
"""Seconds after which a thread gives way to another one."""
PATIENT = 10
"""The niceness of a check: people who talk come first, on all cores."""
LONGEST = 120
"""Seconds after which a check is given up."""
BROKEN = "la vérification s'est arrêtée en route\n    → signalez-le à la personne qui gère l'assistant"
ROOM = "\n    → faites de la place là où vont les fichiers temporaires (/tmp, ou TMPDIR)"
UTF_8 = {"PYTHONIOENCODING": "utf-8:backslashreplace"}


async def examined(snapshot: Snapshot, check: Check, now: datetime) -> Knowledge:
    """Return what a snapshot says, ready to serve at a local time. Raises Refused with its problems.

    It is checked first, elsewhere: only what is right is read here, without its scenarios.
    """
    async with _laid(snapshot) as folder:
        if problems := await _whole(check(folder)):
            raise Refused(*problems)
        knowledge = await _whole(threaded(load, folder))
    if lost := await _whole(threaded(_lost, knowledge, now)):
        raise Refused(*lost)
    return knowledge


async def released(knowledge: Knowledge) -> None:
    """Let a content go that is used no more, with what was worked out of it; turns are taken meanwhile."""
    with closing(let_go(knowledge)) as pieces:
        for _ in pieces:
            await asyncio.sleep(0)


@asynccontextmanager
async def _laid(snapshot: Snapshot) -> AsyncIterator[Path]:
    """Lay a snapshot out aside, and pack it to be kept, in a thread: the disk may be slow.

    Raises Refused when it cannot be.
    """
    aside = unpacked(snapshot)
    try:
        folder = await threaded(aside.__enter__)
    except OSError as error:
        problem = f"le contenu ne peut pas être copié à part : {cause(error)}{ROOM}"
        raise Refused(problem) from error
    try:
        await threaded(lambda: snapshot.packed)
        yield folder
    finally:
        await threaded(aside.__exit__, None, None, None)


async def elsewhere(folder: Path, *others: str) -> tuple[str, ...]:
    """Check a folder as `verifier` does, in another process that gives way: it takes seconds of computing.

    That process does not load the command line: it would be told half a second later.
    """
    command = (sys.executable, "-m", "bot.verifying", str(folder), *others)
    pipe = asyncio.subprocess.PIPE
    process = await asyncio.create_subprocess_exec(
        *command, stdout=pipe, stderr=pipe, env={**os.environ, **UTF_8}, start_new_session=True
    )
    try:
        os.setpriority(os.PRIO_PROCESS, process.pid, PATIENT)
        async with asyncio.timeout(LONGEST):
            told, wrong = await process.communicate()
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
    if process.returncode not in {0, 1} or not told:
        log.error("verification_interrompue", code=process.returncode, erreur=wrong.decode(errors="replace"))
        raise Refused(BROKEN)
    return tuple(json.loads(told)["problemes"])


async def already(_folder: Path) -> tuple[str, ...]:
    """Check nothing: the content was checked when it was first served."""
    return ()


def _lost(knowledge: Knowledge, now: datetime) -> tuple[str, ...]:
    return tuple(
        f"une conversation d'essai n'arrive à aucun résultat ({said})" for said in rehearse(knowledge, now)
    )


async def threaded(work: Callable[P, T], *given: P.args, **named: P.kwargs) -> T:
    """Return what some work gives, done in a thread that people who talk meanwhile do not feel.

    The thread gives way every half millisecond: a turn asks for it several times. Garbage is not looked for
    meanwhile, nor ever in what is there at the end: it would hold everybody for a tenth of a second. What is
    served no longer goes without it: a content is part of no cycle. What is garbage before, among the little
    that came since the last time, goes first: it would stay for ever.
    """
    sys.setswitchinterval(BRIEF)
    gc.collect()
    with unswept():
        try:
            return await asyncio.to_thread(work, *given, **named)
        finally:
            gc.freeze()
            sys.setswitchinterval(USUAL)


async def _whole(work: Awaitable[T]) -> T:
    """Return what a piece of work gives. Raises Refused when it fails, however it fails."""
    (outcome,) = await asyncio.gather(work, return_exceptions=True)
    if isinstance(outcome, Refused):
        raise outcome
    if isinstance(outcome, KnowledgeError):
        raise Refused(*map(str, outcome.issues))
    if isinstance(outcome, BaseException):
        log.error("examen_interrompu", exc_info=outcome)
        raise Refused(BROKEN)
    return outcome
