"""A real browser types a question into the window and reads the answer and its source."""

import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, sync_playwright
from serving import served

from rag.service import Service

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine (Debian: apt-get install chromium)"),
]


@pytest.fixture(scope="module")
def page(service: Service) -> Iterator[Page]:
    with served(service) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        opened = browser.new_page()
        opened.goto(address)
        opened.wait_for_selector("#hm-question textarea", timeout=30_000)
        yield opened
        browser.close()


def ask(page: Page, question: str) -> None:
    page.fill("#hm-question textarea", question)
    page.click("#hm-send")


def test_a_question_is_answered_with_its_source_beside_it(page: Page) -> None:
    ask(page, "我家娃在大姚读初中住校,一年能领多少生活补助?")
    page.wait_for_selector("#hm-chat .hm-answer:has-text('1250元')", timeout=20_000)
    source = page.locator("#hm-sources .hm-source")
    assert "摘编(非官方原文)" in source.inner_text()
    assert "公共教育服务体系" in source.inner_text()
    assert "1250元" in source.locator("mark", has_text="1250元").inner_text()


def test_markup_in_a_question_is_shown_as_words(page: Page) -> None:
    ask(page, "<img src=x onerror='document.title=1'>低保的钱谁出")
    page.wait_for_function("document.querySelectorAll('#hm-chat .hm-answer').length == 2", timeout=20_000)
    assert page.title() == "惠民问答"
    assert page.locator("#hm-chat img[src='x']").count() == 0


def test_an_empty_question_is_asked_for(page: Page) -> None:
    ask(page, "  ")
    page.wait_for_selector("#hm-chat :text('请先写下您想问的问题')", timeout=20_000)


def test_the_page_loads_nothing_from_elsewhere(page: Page) -> None:
    hosts: set[str] = set()
    page.on("request", lambda request: hosts.add(request.url.split("/")[2]))
    page.reload()
    page.wait_for_selector("#hm-question textarea", timeout=30_000)
    assert hosts == {page.url.split("/")[2]}
