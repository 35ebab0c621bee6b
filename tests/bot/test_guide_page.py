"""The guide page and the drawing, rendered by a real browser: Chromium, where there is one."""

import shutil
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Literal

import pytest
from axe_playwright_python.async_playwright import Axe  # type: ignore[import-untyped]
from playwright.async_api import Page, async_playwright

from knowledge.content import Knowledge
from knowledge.drawing_svg import as_svg

CHROMIUM = shutil.which("chromium")
QUIET = "--no-sandbox --disable-gpu --no-first-run --disable-background-networking"
ALONE = f"{QUIET} --disable-component-update --disable-sync".split()
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
WCAG = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]},
    "resultTypes": ["violations"],
}
SHORTEN = """document.querySelectorAll(
  'tbody tr:nth-child(n+4), main section > section:nth-of-type(n+3), .morceau:nth-child(n+3)'
).forEach(element => element.remove())"""
"""Keeps a few of each kind of thing: axe takes a minute on all the cells of the page, which are alike."""

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium: the guide page was not rendered")


class Seen:
    """A page in the browser, with what it asked for and what it complained of since it was opened."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.asked: list[str] = []
        self.complaints: list[str] = []
        page.on("request", lambda request: self.asked.append(request.url))
        page.on("console", lambda message: self.complaints.append(message.text))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))


@pytest.fixture
async def seen() -> AsyncIterator[Seen]:
    """Open a browser with one empty page, as wide as a small phone."""
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=ALONE)
        yield Seen(await browser.new_page(viewport={"width": 360, "height": 740}))
        await browser.close()


async def test_the_guide_is_one_accessible_page(guide: str, seen: Seen, tmp_path: Path) -> None:
    """It asks for nothing but itself, fits a phone, its links lead somewhere, it prints, axe is content."""
    file = tmp_path / "guide.html"
    file.write_text(guide, encoding="utf-8")
    assert file.stat().st_size < 1_500_000
    await seen.page.goto(file.as_uri())
    assert seen.asked == [file.as_uri()]
    assert seen.complaints == []
    assert await seen.page.evaluate("document.documentElement.scrollWidth") == 360
    assert await seen.page.evaluate(LOST) == []
    assert await seen.page.evaluate(OVERFLOWING) == []
    assert (
        await seen.page.evaluate("document.querySelectorAll('table:not(:has(caption + thead th))').length")
        == 0
    )
    assert (await seen.page.pdf()).count(b"/Type /Page\n") > 20
    await seen.page.evaluate(SHORTEN)
    for scheme in SCHEMES:
        await seen.page.emulate_media(color_scheme=scheme)
        found = await Axe().run(seen.page, options=WCAG)
        assert found.violations_count == 0, found.generate_report()


async def test_the_drawing_stands_alone(knowledge: Knowledge, seen: Seen, tmp_path: Path) -> None:
    """The SVG of the tree opens by itself, every text lies in its box, and links lead to branches."""
    file = tmp_path / "arbre.svg"
    file.write_text(as_svg(knowledge), encoding="utf-8")
    await seen.page.goto(file.as_uri())
    assert seen.asked == [file.as_uri()]
    assert seen.complaints == []
    assert await seen.page.evaluate(LOST) == []
    assert await seen.page.evaluate(OVERFLOWING) == []


LOST = """[...document.querySelectorAll('a[href^="#"]')].map(a => a.getAttribute('href').slice(1))
  .filter(id => !document.getElementById(id))"""
"""Targets of links within the page that do not exist."""

OVERFLOWING = """[...document.querySelectorAll('svg text')].filter(text => {
  const box = text.parentNode.querySelector('rect') && !text.classList.contains('si')
    ? text.parentNode.querySelector('rect').getBBox()
    : {x: 0, width: text.ownerSVGElement.viewBox.baseVal.width}
  const told = text.getBBox()
  return told.x < box.x || told.x + told.width > box.x + box.width
}).map(text => text.textContent)"""
"""Texts of drawings that leave their box, or the drawing."""
