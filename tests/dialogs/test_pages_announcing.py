"""What is sent: on one screen, whatever the calls; nothing told twice, nothing forgotten."""

from datetime import datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.packing import pack
from dialogs.pages.announcing import LINES, SCREEN, Announcement
from dialogs.text import flat
from knowledge.announcing import Kind, Notice
from knowledge.calls import Call
from knowledge.content import Knowledge
from knowledge.windows import windows_of

NOW = datetime(2027, 3, 2, 10)
KINDS: tuple[Kind, ...] = ("correction", "rappel_3", "rappel_15", "ouverture", "ouvert", "connue", "a_venir")


def notice(rank: int, kind: Kind, length: int) -> Notice:
    """Return a notice of a made-up call whose note has a length."""
    written = {
        "appel": f"essai{rank}", "titre": f"Prix {rank} " + "x" * (length // 4), "dispositif": "club",
        "type": "ponctuel", "ouverture": "2027-02-01", "cloture": "2027-03-12", "regions": "partout",
        "source": "https://example.org", "note": "n" * (length + 1),
    }  # fmt: skip
    (window,) = windows_of(Call.model_validate(written), "Europe/Paris")
    return Notice(window, kind, "ouverture")


ONE = st.builds(notice, st.integers(0, 12), st.sampled_from(KINDS), st.integers(0, 399))
NOTICES = st.lists(ONE, min_size=1, max_size=20)


@settings(max_examples=60, deadline=None)
@given(notices=NOTICES, weekly=st.booleans())
def test_a_message_holds_on_one_screen(knowledge: Knowledge, notices: list[Notice], *, weekly: bool) -> None:
    """Each window told is told once and with all its notices; the others are left, and counted."""
    message, told = Announcement(knowledge, "53", NOW, weekly).of(notices)
    text, windows = flat(message.text), {notice.window.id for notice in told}
    assert pack(message)
    assert 1 <= len(windows) <= LINES
    assert len(text) <= SCREEN
    assert text.count("•") == len(windows)
    assert sorted(map(hash, told)) == sorted(hash(n) for n in notices if n.window.id in windows)
    left = len({notice.window.id for notice in notices}) - len(windows)
    assert (f"Et {left} de plus" in text) == bool(left)


def test_the_most_urgent_is_told_first(knowledge: Knowledge) -> None:
    """A change, then what ends, what is open, what is known now, what opens soon."""
    notices = [notice(rank, kind, 5) for rank, kind in enumerate(reversed(KINDS))]
    message, _ = Announcement(knowledge, "53", NOW, weekly=False).of(notices)
    titles = ["Changement", "Se termine bientôt", "Ouvert", "La date est maintenant connue", "Ouvre bientôt"]
    found = [flat(message.text).index(title) for title in titles]
    assert found == sorted(found)


def test_long_calls_are_fewer_on_a_screen(knowledge: Knowledge) -> None:
    """When eight lines are more than a screen, the last ones are left for another message."""
    notices = [notice(rank, "ouvert", 399) for rank in range(8)]
    _, told = Announcement(knowledge, "53", NOW, weekly=True).of(notices)
    assert 1 < len(told) < 8
