"""What no button of ours ever said: forged taps and deep links name only what the content has."""

from datetime import datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.buttons import decode
from dialogs.events import Event, Message, Start
from dialogs.session import Session
from dialogs.step import step
from dialogs.text import flat
from dialogs.words import fold
from knowledge.announcing import EVERY
from knowledge.content import Knowledge
from knowledge.entry import UNKNOWN
from knowledge.load import load

NOON = datetime(2026, 11, 24, 12)
MARK = "zqx"
SITUATION = {"statut": "association", "besoin": "developper", "region": "53"}


def names(knowledge: Knowledge) -> list[str]:
    """Return what a forger may know: the ids of the content, and words of her own."""
    options = [option.id for question in knowledge.questions.values() for option in question.options]
    others = ["lundi", "supprimer", "sans_alertes", "fin_essai", UNKNOWN, MARK, f"{{{MARK}}}", f"<{MARK}>"]
    return [*knowledge.questions, *options, *knowledge.programmes, *knowledge.regions, *others]


KNOWLEDGE = load()
NAME = st.sampled_from(names(KNOWLEDGE)) | st.text(max_size=8).map(lambda text: MARK + text)
DATA = st.tuples(st.sampled_from("acdsfiongx"), st.lists(NAME, min_size=1, max_size=3)).map(
    lambda drawn: ":".join((drawn[0], *drawn[1]))
)


def right(knowledge: Knowledge, session: Session) -> None:
    """Check that a session names only what the content has."""
    for question, value in session.answers.items():
        options = {option.id for option in knowledge.choices(question, session.answers)}
        assert value in {UNKNOWN, *options}, (question, value)
    for alert in session.alerts:
        assert alert.region in knowledge.regions
        assert alert.programme in {*knowledge.programmes, EVERY}


@settings(deadline=None, max_examples=400)
@given(st.sampled_from([{}, SITUATION]), DATA)
def test_a_forged_tap_names_only_what_is_known(answers: dict[str, str], data: str) -> None:
    """Whatever a tap says, the answers kept are answers of the content, and nothing of it is repeated."""
    event = decode(data)
    if event is not None:
        taken(answers, event)


@settings(deadline=None, max_examples=200)
@given(st.sampled_from([{}, SITUATION]), NAME | NAME.map("r{}".format))
def test_a_forged_link_names_only_what_is_known(answers: dict[str, str], payload: str) -> None:
    """A link to what does not exist is a link to the beginning."""
    taken(answers, Start(payload))


def taken(answers: dict[str, str], event: Event) -> None:
    """Take an event, and check what is kept and what is said."""
    session, replies = step(KNOWLEDGE, Session(answers=answers), event, NOON)
    right(KNOWLEDGE, session)
    assert replies
    for reply in replies:
        if isinstance(reply, Message):
            labels = " ".join(button.label for row in reply.rows for button in row)
            assert MARK not in fold(f"{flat(reply.text)} {labels}")
