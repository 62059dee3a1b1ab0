"""Pictures of every state of the window, for people to look at, in `var/screenshots`; none scrolls sideways."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright

from rag.service import Service
from tests.serving import served
from tests.test_browser import CHROMIUM, FLAGS, PHONE, QUESTION, ask, fits, opened, pytestmark
from ui.settings import ServerSettings

__all__ = ["pytestmark"]
FOLDER = Path(__file__).resolve().parent.parent / "var" / "screenshots"
DESKTOP: ViewportSize = {"width": 1280, "height": 860}


def _asked(question: str, region: str | None = "大姚县") -> Callable[[Page], None]:
    return lambda page: ask(page, question, region)


def _event(page: Page) -> None:
    page.get_by_role("button", name="上学").click()


def _large(page: Page) -> None:
    page.get_by_role("button", name="大字版").click()
    ask(page)


def _dark(page: Page) -> None:
    page.get_by_role("button", name="深色").click()
    ask(page)


def _feedback(page: Page) -> None:
    ask(page)
    page.get_by_role("button", name="没帮助").click()


STATES: dict[str, Callable[[Page], None]] = {
    "greeting": lambda _: None,
    "example": _event,
    "answer": _asked(QUESTION),
    "abstention": _asked("火箭发射补贴多少钱？"),
    "conflict": _asked("到2025年学前三年毛入园率的目标是多少？"),
    "which-region": _asked("九年义务教育巩固率要达到多少？", None),
    "crisis": _asked("我不想活了"),
    "feedback": _feedback,
    "large-text": _large,
    "dark": _dark,
}


@pytest.fixture(scope="module")
def window(service: Service) -> Iterator[tuple[Browser, str]]:
    with served(service, ServerSettings(questions_per_minute=1000)) as at, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser, at
        browser.close()


@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
@pytest.mark.parametrize("state", STATES)
def test_a_state_is_pictured(window: tuple[Browser, str], state: str, size: ViewportSize) -> None:
    browser, address = window
    context = browser.new_context(locale="zh-CN", base_url=address, viewport=size, reduced_motion="reduce")
    page = opened(context)
    STATES[state](page)
    page.wait_for_timeout(250)
    FOLDER.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=FOLDER / f"{state}-{'phone' if size is PHONE else 'desktop'}.png")
    assert fits(page)
    context.close()
