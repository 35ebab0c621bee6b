"""What is compared is comparable: the same words, by the same calls; a figure says whether it is met."""

from dataclasses import replace
from pathlib import Path

import pytest
from telegram import Update
from telegram.ext import ApplicationBuilder

from benchmarks.peers.library import built
from benchmarks.recording import recorded
from benchmarks.script import TOKEN, Noted, canned, checked, dumped, loaded
from benchmarks.table import Figure, shown
from benchmarks.transport import Instant


async def test_the_conversation_compared_asks_five_questions() -> None:
    """Four are answered by a button and one in words; the last page is the result."""
    script = await recorded()
    assert [step.tap for step in script] == [False, True, True, False, True, True]
    assert script[3].said == "en bretagne"
    assert "Votre piste" in script[-1].page.text.replace("\u00a0", " ")
    assert loaded(dumped(script))[-1].page.text == script[-1].page.text


@pytest.mark.parametrize("variant", ["plancher", "rien", "vide"])
async def test_the_usual_bots_say_the_same_by_the_same_calls(variant: str, tmp_path: Path) -> None:
    """`checked` raises at the first call or word that is not ours, and a call less is one."""
    script = await recorded()
    noted = Noted(maxlen=10)
    wire = Instant(canned(script), noted)
    app = await built(
        script, variant, tmp_path, ApplicationBuilder().token(TOKEN).request(wire).get_updates_request(wire)
    )
    await app.initialize()

    def parse(raw: dict[str, object]) -> Update:
        return Update.de_json(raw, app.bot)

    await checked(script, parse, app.process_update, noted)
    with pytest.raises(AssertionError):
        await checked(
            [replace(step, calls=step.calls[1:]) for step in script], parse, app.process_update, noted
        )


@pytest.mark.parametrize(
    ("figure", "met"),
    [
        (Figure("a", 1.4, "fois", "au plus", 1.4), True),
        (Figure("a", 1.41, "fois", "au plus", 1.4), False),
        (Figure("a", 80, "fois", "au moins", 80), True),
        (Figure("a", 79.9, "fois", "au moins", 80), False),
    ],
)
def test_a_figure_says_whether_it_is_met(figure: Figure, met: bool) -> None:  # noqa: FBT001
    """At most and at least include what is aimed at."""
    assert figure.met is met
    assert figure.row()[-1] == ("tenu" if met else "NON TENU")


@pytest.mark.parametrize(
    ("value", "told"), [(1234.5, "1\u202f234"), (12.34, "12,3"), (1.234, "1,23"), (5, "5")]
)
def test_figures_are_written_in_french(value: float, told: str) -> None:
    """Three digits that mean something, a comma, thousands apart."""
    assert shown(value) == told
