"""A turn, whole: what is kept of it, and what is only remembered for a while."""

from collections.abc import Callable

import pytest

from bot import assistant as module
from bot.assistant import Assistant
from dialogs.events import Answer, Do, Event, Message, Say, Start
from dialogs.session import Session
from dialogs.text import flat

NOTICE = "/confidentialite dit tout"


def told(assistant: Assistant, event: Event, chat: int = 7) -> str:
    """Take an event of somebody, and return what is said."""
    return "\n".join(flat(reply.text) for reply in assistant.turn(chat, event) if isinstance(reply, Message))


def ask_for_all(assistant: Assistant) -> None:
    """Ask for all that is kept: there is nothing."""
    assert "Je ne garde rien de cette conversation" in told(assistant, Do("donnees"))


def leave(assistant: Assistant) -> None:
    """Block the bot."""
    assistant.met(7, present=False)


def test_what_is_kept_is_said_once(assistant: Assistant) -> None:
    """Above the first question, not above the second one too, and again to who had all erased."""
    assert NOTICE in told(assistant, Start())
    assert NOTICE not in told(assistant, Answer("statut", "association"))
    told(assistant, Do("supprimer"))
    assert NOTICE in told(assistant, Start())


def test_what_was_just_said_is_remembered_and_not_kept(assistant: Assistant) -> None:
    """Somebody who has answered nothing goes on about the same programme; the file holds nothing of her."""
    assert "Incubateur" in told(assistant, Say("que fait un incubateur ?"))
    assert "Incubateur" in told(assistant, Say("et c'est payant ?"))
    assert assistant.sessions.count() == 0


def test_few_are_remembered(assistant: Assistant) -> None:
    """The last who came: however many come and say nothing, memory stays as it is."""
    for chat in range(module.PASSING + 1):
        told(assistant, Start(), chat)
    assert NOTICE in told(assistant, Answer("statut", "association"), 0)
    assert NOTICE not in told(assistant, Answer("statut", "association"), module.PASSING)


@pytest.mark.parametrize("ending", [ask_for_all, leave], ids=lambda ending: ending.__name__)
def test_nothing_is_remembered_of_who_reads_that_nothing_is_kept(
    assistant: Assistant, ending: Callable[[Assistant], None]
) -> None:
    """It would not be true; nor of who blocks the bot, who may come back one day."""
    told(assistant, Say("que fait un incubateur ?"))
    assert assistant.session(7) != Session()
    ending(assistant)
    assert assistant.session(7) == Session()
