"""Drafts: operators try on Telegram a content that is not published, by /essai.

A draft talks in a conversation of its own, kept in memory, while the real one waits untouched. Its buttons
bear a mark, so that those of one conversation mean nothing in the other.
"""

import asyncio
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from telegram import Update
from telegram.constants import ChatType, MessageLimit

from bot.assistant import Assistant
from bot.buttons import DRAFT, decode
from bot.clock import local
from bot.examining import released
from bot.inbound import STALE, UNKNOWN, Inbound
from bot.outbound import split
from dialogs.events import (
    Agenda,
    Button,
    ContactCard,
    Do,
    Document,
    Event,
    Message,
    Reply,
    Say,
    Start,
    noticed,
)
from dialogs.session import Session
from dialogs.step import step
from dialogs.text import Span, Text, flat, joined, rich, typeset
from knowledge.content import Knowledge
from knowledge.issues import Issue, KnowledgeError
from knowledge.load import load

END = Do("fin_essai")
REAL = (Do("sans_alertes"), Do("donnees"), Do("supprimer"))
"""What is always about what is kept for real, draft or not: its alerts, under what was sent, and its data."""
SHOWN = 3
"""Problems of a draft that are told; the others are counted."""
ROOM = MessageLimit.MAX_TEXT_LENGTH - 100
"""What a message may hold below its heading."""
_COMMAND = re.compile(r"/essai(?:@\w+)?(\s+fin)?", re.IGNORECASE)


@dataclass(frozen=True)
class Draft:
    """A content under trial, and what was said to it."""

    knowledge: Knowledge
    session: Session = field(default_factory=Session)


class Drafts:
    """The drafts under trial, by chat; only private chats of operators ever have one."""

    def __init__(
        self, assistant: Assistant, operators: tuple[int, ...] = (), folder: Path | None = None
    ) -> None:
        self._assistant = assistant
        self._operators = frozenset(operators)
        self._folder = folder
        self._drafts: dict[int, Draft] = {}

    def running(self, chat: int) -> bool:
        """Tell whether a chat talks with a draft."""
        return chat in self._drafts

    async def replies(self, update: Update, inbound: Inbound) -> tuple[Reply, ...] | None:
        """Return what is said back to an operator's command or to a draft, None for any other update."""
        chat = inbound.chat
        if chat not in self._operators or inbound.event in REAL:
            return None
        before = self._drafts.get(chat)
        said = await self._said(update, inbound)
        after = self._drafts.get(chat)
        if before and not (after and after.knowledge is before.knowledge):
            await released(before.knowledge)
        if said is None or not self.running(chat):
            return said
        return tuple(part for reply in said for part in self._headed(reply))

    async def _said(self, update: Update, inbound: Inbound) -> tuple[Reply, ...] | None:
        if command := self._command(update):
            return await self._commanded(inbound.chat, over=bool(command[1]))
        return self._talked(inbound.chat, _event(update, inbound))

    async def _commanded(self, chat: int, *, over: bool) -> tuple[Reply, ...]:
        if over:
            return self._ended(chat)
        return await self._tried(chat, self._folder) if self._folder else (self._told("essai_sans_dossier"),)

    def _talked(self, chat: int, event: Event) -> tuple[Reply, ...] | None:
        draft = self._drafts.get(chat)
        if draft is None:
            return None
        return self._ended(chat) if event == END else self._turn(chat, draft, event)

    def _command(self, update: Update) -> re.Match[str] | None:
        message = update.message
        if message is None or message.chat.type != ChatType.PRIVATE:
            return None
        return _COMMAND.fullmatch((message.text or "").strip())

    async def _tried(self, chat: int, folder: Path) -> tuple[Reply, ...]:
        """Load the draft anew, others being served meanwhile; what was said to the one before is kept."""
        try:
            knowledge = await asyncio.to_thread(self._loaded, folder)
        except KnowledgeError as error:
            return (self._refusal(error.issues),)
        except OSError:
            return (self._told("essai_illisible"),)
        before = self._drafts.get(chat)
        draft = replace(before, knowledge=knowledge) if before else Draft(knowledge)
        return noticed(self._say("essai_debut"), self._turn(chat, draft, Start()))

    def _loaded(self, folder: Path) -> Knowledge:
        """Load a draft, and what the first words would wait for: one that means nothing makes it all."""
        knowledge = load(folder)
        step(knowledge, Session(), Say(UNKNOWN), local(knowledge, {}, self._assistant.clock()))
        return knowledge

    def _turn(self, chat: int, draft: Draft, event: Event) -> tuple[Reply, ...]:
        now = local(draft.knowledge, draft.session.answers, self._assistant.clock())
        session, replies = step(draft.knowledge, draft.session, event, now)
        self._drafts[chat] = replace(draft, session=session)
        return replies

    def _ended(self, chat: int) -> tuple[Reply, ...]:
        if self._drafts.pop(chat, None) is None:
            return (self._told("essai_absent"),)
        return (self._assistant.here(chat, self._say("essai_fini")),)

    def _headed(self, reply: Reply) -> Iterator[Reply]:
        """Head a reply with the word BROUILLON, every part of it, and add the way out."""
        head = self._say("brouillon")
        if isinstance(reply, ContactCard):
            name = f"{flat(head)} {reply.contact.name}"
            yield ContactCard(reply.contact.model_copy(update={"name": name}))
            return
        if isinstance(reply, Document):
            yield reply
            return
        if isinstance(reply, Agenda):
            yield _drafted(reply, flat(head))
            return
        *parts, last = (joined([head, part]) for part in split(reply.text, ROOM))
        yield from map(Message, parts)
        way_out = Button(flat(self._say("bouton_fin_essai")), END)
        yield Message(last, (*reply.rows, (way_out,)))

    def _refusal(self, issues: tuple[Issue, ...]) -> Message:
        told = [_problem(issue) for issue in issues[:SHOWN]]
        more = len(issues) - SHOWN
        others = self._say("essai_autres_problemes", nombre=str(more)) if more > 0 else ()
        return Message(joined([self._say("essai_problemes"), *told, others]))

    def _told(self, key: str) -> Message:
        return Message(self._say(key))

    def _say(self, key: str, **values: str) -> Text:
        return rich(self._assistant.knowledge.texts[key], **values)


def _event(update: Update, inbound: Inbound) -> Event:
    """Return the event of an update for a draft; a button of the real conversation means nothing to it."""
    if update.callback_query is None:
        return inbound.event
    data = update.callback_query.data or ""
    return (decode(data.removeprefix(DRAFT)) if data.startswith(DRAFT) else None) or STALE


def _problem(issue: Issue) -> Text:
    """Say where a problem is, what it is and the repair; a line of 0 is the whole file."""
    place = f"{issue.file}:{issue.line}" if issue.line else issue.file
    repair = f"\n→ {issue.repair}" if issue.repair else ""
    return (Span(typeset(f"• {place} : {issue.message} [{issue.code}]{repair}")),)


def _drafted(agenda: Agenda, head: str) -> Agenda:
    """Return an agenda whose dates are headed, and are none of those that people keep."""
    dates = (replace(d, uid=f"brouillon-{d.uid}", title=f"{head} {d.title}") for d in agenda.dates)
    return replace(agenda, name=f"{head} {agenda.name}", dates=tuple(dates))
