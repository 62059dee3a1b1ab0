"""The script of the region menu in a real browser, on a page of its own: searching, and the choice that is kept."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from playwright.sync_api import Page, Route, sync_playwright

from ui.window.greeting import regions_html
from ui.window.texts import words

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
SCRIPT = (Path(__file__).resolve().parent.parent / "ui" / "assets" / "region.js").read_text(encoding="utf-8")
REGIONS = (*(f"云南省/楚雄彝族自治州/{name}县" for name in "甲乙丙丁戊己庚辛"), "四川省/绵阳市", "四川省/德阳市")
PLACE = "http://huimin.example/"
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine (Debian: apt-get install chromium)"),
]


def menu() -> str:
    index: Any = SimpleNamespace(regions=REGIONS)
    return regions_html(index, words("zh"))


@pytest.fixture
def page() -> Iterator[Page]:
    body = f"<meta charset='utf-8'><div id='hm-compose'>{menu()}</div><script>{SCRIPT}region.attach()</script>"

    def answer(route: Route) -> None:
        route.fulfill(body=body, content_type="text/html; charset=utf-8")

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        opened = browser.new_page()
        opened.route(PLACE, answer)
        opened.goto(PLACE)
        yield opened
        browser.close()


def values(page: Page) -> list[str]:
    found: list[str] = page.eval_on_selector_all("#hm-region option", "all => all.map((one) => one.value)")
    return found


def test_the_last_choice_is_kept_also_in_a_menu_that_comes_anew(page: Page) -> None:
    page.select_option("#hm-region", REGIONS[2])
    page.reload()
    assert page.input_value("#hm-region") == REGIONS[2]
    page.evaluate("html => { document.getElementById('hm-compose').innerHTML = html; }", menu())
    page.wait_for_function("value => document.getElementById('hm-region').value === value", arg=REGIONS[2])


def test_a_name_a_province_or_a_part_finds_it_and_nothing_says_so(page: Page) -> None:
    page.fill("#hm-find-region", "四川")
    assert values(page) == ["", "四川省/绵阳市", "四川省/德阳市"]
    page.fill("#hm-find-region", "绵阳")
    assert page.input_value("#hm-region") == "四川省/绵阳市"  # the only one is chosen
    page.fill("#hm-find-region", "火星")
    assert values(page) == [""] and page.inner_text("#hm-region") == "没有这个地区"
    page.fill("#hm-find-region", "")
    assert values(page) == ["", *REGIONS]
