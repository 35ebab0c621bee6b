"""The soak sees what it is there to see; see `tests.bot.soaking`."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.bot.soaking import MARGIN, SOCKETS, Evening, judged, wrong

ROOT = Path(__file__).resolve().parents[2]
FLAT = [Evening(200.0, 11, 40)] * 9
SEEN = {"deux fois": 0.0, "après un départ": 0.0, "pannes": 2.0, "reprises": 2.0}


@pytest.mark.parametrize(
    ("last", "amiss"),
    [
        (Evening(200.0 + MARGIN, 11, SOCKETS), False),
        (Evening(200.1 + MARGIN, 11, 40), True),
        (Evening(200.0, 12, 40), True),
        (Evening(200.0, 11, SOCKETS + 1), True),
    ],
)
def test_what_is_held_is_judged(last: Evening, *, amiss: bool) -> None:
    """Memory that grows, a file left open, connections without end."""
    assert wrong(SEEN, judged([*FLAT[:6], last, last, last])) == amiss


@pytest.mark.parametrize("name", SEEN)
def test_what_people_lived_is_judged(name: str) -> None:
    """Told twice, told after she left, an outage that does not end."""
    assert not wrong(SEEN, judged(FLAT))
    assert wrong(SEEN | {name: 1.0}, judged(FLAT))


def test_three_days_are_lived() -> None:
    """It runs, in a process of its own, whose memory it judges: people come, nothing is amiss."""
    command = [sys.executable, "-m", "tests.bot.soaking", "3"]
    told = subprocess.run(command, check=False, capture_output=True, text=True, cwd=ROOT)  # noqa: S603 - our own
    assert (told.returncode, told.stderr) == (0, "")
    assert "personnes             3.0" in told.stdout
