"""A real browser goes through the window as residents do: by mouse, by keyboard, on a phone, in large text."""

import json
import re
import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, ViewportSize, expect, sync_playwright

from ingest.pipeline import ingest
from ingest.settings import IngestSettings
from rag.service import Service
from rag.settings import AnswerSettings
from tests.serving import served
from ui.feedback import FILE
from ui.settings import ServerSettings

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
PHONE: ViewportSize = {"width": 360, "height": 740}
ZOOMED: ViewportSize = {"width": 320, "height": 256}  # 1280 × 1024 at 400 %
QUESTION, KEY = "普通高中助学金平均一年多少？", "2000元"
ALLOWED = json.loads((Path(__file__).parent / "axe_allowed.json").read_text(encoding="utf-8"))
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine (Debian: apt-get install chromium)"),
]
EVIL = """---
title: 青石县公共服务规划<script>document.title='run'</script>
region: 江南省/临湖市/青石县
---
# 第一章 养老<img src=x onerror="document.title='run'">

高龄津贴每月110元<script>document.title='run'</script>![图](https://evil.example/a.png)<img src=x onerror="document.title='run'">。

| 服务项目 | 服务对象 | 服务标准 |
|---|---|---|
| 校车补助<svg onload="document.title='run'"> | 走读学生 | 每学期360元[点](javascript:document.title='run') |
"""


LEFT = re.compile(r"^AbortError|Connection errored out")  # what gradio logs of a stream that a new page cut off


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield opened
        opened.close()


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("feedback")


@pytest.fixture(scope="module")
def address(service: Service, home: Path) -> Iterator[str]:
    with served(service, ServerSettings(questions_per_minute=1000), home=home) as at:
        yield at


@pytest.fixture
def context(browser: Browser, address: str) -> Iterator[BrowserContext]:
    """A visitor. At the end nothing may have been asked of another host, and nothing gone wrong in the console."""
    opened = browser.new_context(locale="zh-CN", base_url=address)
    hosts, wrong = set[str](), list[str]()
    opened.on("request", lambda request: hosts.add(request.url.split("/")[2]))
    opened.on("console", lambda message: wrong.append(message.text) if _is_fault(message) else None)
    opened.on("weberror", lambda error: wrong.append(str(error.error)))
    yield opened
    opened.close()
    assert hosts <= {address.split("/")[2]}
    assert wrong == []


def _is_fault(message: ConsoleMessage) -> bool:
    """Gradio says so too when a page is left while its stream is open; that is none. A stream that truly breaks leaves
    its test without an answer."""
    return message.type == "error" and not LEFT.search(message.text)


@pytest.fixture
def page(context: BrowserContext) -> Page:
    return opened(context)


def opened(context: BrowserContext, path: str = "/", size: ViewportSize | None = None) -> Page:
    page = context.new_page()
    if size:
        page.set_viewport_size(size)
    page.goto(path)
    expect(page.locator(".hm-greeting")).to_be_visible(timeout=30_000)
    expect(page.locator("#hm-question textarea")).to_be_editable()
    return page


def ask(page: Page, question: str = QUESTION, region: str | None = "大姚县") -> None:
    """Ask, and wait for the answer."""
    turns = page.locator(".hm-turn[id]")
    before = turns.count()
    if region:
        page.select_option("#hm-region", label=region)
    page.fill("#hm-question textarea", question)
    page.click("#hm-send")
    expect(turns).to_have_count(before + 1, timeout=20_000)


def fits(page: Page) -> bool:
    """Whether nothing needs scrolling sideways."""
    return page.evaluate("document.documentElement.scrollWidth <= innerWidth")


# asking and reading


def test_a_question_is_answered_with_the_figure_first(page: Page) -> None:
    ask(page)
    expect(page.locator(".hm-key")).to_have_text(f"每生每年{KEY}")
    expect(page.locator(".hm-lead strong")).to_have_text(KEY)
    source = page.locator(".hm-source")
    expect(source).to_contain_text("摘编(非官方原文)")
    expect(source).to_contain_text("已到期")
    expect(source.locator("mark").filter(has_text=KEY)).to_be_visible()


def test_a_question_that_is_too_long_stays_in_its_box_and_is_told_in_sight(page: Page) -> None:
    long = "😀" * 200 + "问" * 3_000
    page.locator("#hm-question textarea").fill(long)
    page.locator("#hm-send").click()
    notice = page.locator(".hm-notice")
    expect(notice).to_contain_text("3200")
    expect(notice).to_be_in_viewport()
    expect(page.locator("#hm-question textarea")).to_have_value(long)


def test_a_follow_up_is_offered_and_answered(page: Page) -> None:
    ask(page)
    page.locator(".hm-follow button").first.click()
    expect(page.locator(".hm-turn[id]")).to_have_count(2, timeout=20_000)
    expect(page.locator(".hm-turn").last.locator(".hm-status")).to_have_count(0)


def test_an_example_of_a_life_event_is_asked_by_a_touch(page: Page) -> None:
    page.get_by_role("button", name="养老").click()
    page.locator(".hm-event:visible button").first.click()
    expect(page.locator(".hm-turn[id] .hm-lead")).to_be_visible(timeout=20_000)


def test_examples_are_those_of_the_chosen_region(page: Page) -> None:
    page.select_option("#hm-region", label="绵阳市")
    page.get_by_role("button", name="看病").click()
    shown = page.locator(".hm-event:visible li:visible .hm-region").all_inner_texts()
    assert set(shown) == {"绵阳市"}


def test_a_region_is_chosen_by_a_button_where_none_was_named(page: Page) -> None:
    ask(page, "九年义务教育巩固率要达到多少？", region=None)
    page.locator(".hm-choices button", has_text="大姚县").click()
    expect(page.locator(".hm-turn[id]")).to_have_count(2, timeout=20_000)
    expect(page.locator(".hm-turn").last.locator(".hm-source").first).to_contain_text("大姚县")
    assert page.locator("#hm-region").evaluate("select => select.selectedOptions[0].label") == "大姚县"


def test_an_abstention_tells_where_to_turn(page: Page) -> None:
    ask(page, "火箭发射补贴多少钱？")
    expect(page.locator(".hm-follow")).to_have_count(0)  # nothing that we can answer is near to it
    ask(page, "高龄津贴一个月多少钱")
    expect(page.locator(".hm-turn").last.locator(".hm-status")).to_be_visible()
    expect(page.locator(".hm-turn").last.locator("a.hm-phone[href='tel:12345']")).to_be_visible()
    page.locator(".hm-follow button").first.click()
    expect(page.locator(".hm-turn[id]")).to_have_count(3, timeout=20_000)
    expect(page.locator(".hm-turn").last.locator(".hm-status")).to_have_count(0)


def test_a_mark_opens_its_source(page: Page) -> None:
    ask(page)
    page.click(".hm-sources summary")
    expect(page.locator(".hm-source")).to_be_hidden()
    page.click(".hm-mark")
    expect(page.locator(".hm-source")).to_be_focused()
    expect(page.locator(".hm-source")).to_be_visible()


def test_the_full_text_opens_at_the_cited_row(page: Page) -> None:
    ask(page)
    with page.context.expect_page() as opening:
        page.click(".hm-whole")
    document = opening.value
    expect(document.locator("#cited")).to_be_in_viewport()
    expect(document.locator("tr:has(#cited) mark", has_text=KEY)).to_be_visible()
    document.locator(".hm-outline a").first.click()
    expect(document.locator("main :is(h2, h3)").first).to_be_in_viewport()


def test_an_empty_question_is_asked_for_and_what_was_said_stays(page: Page) -> None:
    ask(page)
    page.fill("#hm-question textarea", " ")
    page.click("#hm-send")
    expect(page.get_by_role("alert")).to_contain_text("请先写下您想问的问题")
    expect(page.locator(".hm-key")).to_be_visible()


def test_markup_in_a_question_is_shown_as_words(page: Page) -> None:
    ask(page, "<img src=x onerror=\"document.title='run'\">低保的钱谁出")
    expect(page.locator(".hm-asked p")).to_contain_text("<img src=x")
    assert page.title() == "惠民问答"


def test_personal_numbers_are_masked_and_it_is_said(page: Page) -> None:
    ask(page, "我的电话13812345678，低保的钱由谁出？")
    expect(page.locator(".hm-asked")).to_contain_text("〔电话号码〕")
    assert "13812345678" not in page.content()


def test_starting_over_forgets_the_conversation(page: Page) -> None:
    ask(page)
    page.click("#hm-again")
    expect(page.locator(".hm-greeting")).to_be_visible(timeout=30_000)
    expect(page.locator(".hm-turn")).to_have_count(0)


def test_nothing_of_one_visitor_is_visible_to_another(browser: Browser, address: str, page: Page) -> None:
    ask(page)
    other = browser.new_context(base_url=address)
    neighbour = opened(other)
    ask(neighbour, "低保的钱由谁出？")
    expect(neighbour.locator(".hm-turn")).to_have_count(1)
    assert QUESTION not in neighbour.inner_text("#hm-chat .hm-asked")
    other.close()


# a talk that is lived with


def test_a_reload_and_the_other_language_keep_the_talk(page: Page) -> None:
    ask(page)
    page.reload()
    expect(page.locator(".hm-turn[id] .hm-key")).to_have_text(f"每生每年{KEY}", timeout=30_000)
    expect(page.locator(".hm-greeting")).to_have_count(0)
    page.get_by_role("link", name="English").click()
    expect(page.locator(".hm-turn[id] .hm-key")).to_be_visible(timeout=30_000)
    expect(page.locator("#hm-question textarea")).to_be_editable()
    ask(page, "低保的钱由谁出？")
    expect(page.locator(".hm-turn[id]")).to_have_count(2)


def test_two_quick_questions_are_answered_in_order(page: Page) -> None:
    box = page.locator("#hm-question textarea")
    page.select_option("#hm-region", label="大姚县")
    for question in (QUESTION, "低保的钱由谁出？"):
        box.fill(question)
        box.press("Enter")
        expect(box).to_have_value("")
    expect(page.locator(".hm-turn[id]")).to_have_count(2, timeout=30_000)
    asked = page.locator(".hm-turn[id] .hm-asked").all_inner_texts()
    assert QUESTION in asked[0] and "低保" in asked[1]


def test_a_question_typed_meanwhile_stays_in_the_box(page: Page) -> None:
    box = page.locator("#hm-question textarea")
    page.select_option("#hm-region", label="大姚县")
    box.fill(QUESTION)
    box.press("Enter")
    box.fill("还没写完")
    expect(page.locator(".hm-turn[id]")).to_have_count(1, timeout=30_000)
    expect(box).to_have_value("还没写完")


@pytest.fixture
def traveller(browser: Browser, address: str) -> Iterator[Page]:
    """A visitor whose network fails, of which the console speaks as well."""
    context = browser.new_context(locale="zh-CN", base_url=address)
    yield opened(context)
    context.close()


def test_without_a_network_the_question_waits_and_is_asked_again(traveller: Page) -> None:
    page, context = traveller, traveller.context
    context.set_offline(True)
    page.fill("#hm-question textarea", "大姚县" + QUESTION)
    page.click("#hm-send")
    expect(page.locator(".hm-unsent")).to_contain_text("现在没有网络")
    expect(page.locator(".hm-unsent")).to_contain_text(QUESTION)
    context.set_offline(False)
    page.get_by_role("button", name="再试一次").click()
    expect(page.locator(".hm-turn[id] .hm-key")).to_be_visible(timeout=30_000)
    expect(page.locator(".hm-unsent")).to_have_count(0)


def test_an_unanswered_question_outlives_a_reload(traveller: Page) -> None:
    page, context = traveller, traveller.context
    context.set_offline(True)
    page.fill("#hm-question textarea", "大姚县" + QUESTION)
    page.click("#hm-send")
    expect(page.locator(".hm-unsent")).to_be_visible()
    context.set_offline(False)
    page.reload()
    page.get_by_role("button", name="再试一次").click(timeout=30_000)
    expect(page.locator(".hm-turn[id] .hm-key")).to_be_visible(timeout=30_000)


def test_a_talk_that_is_kept_names_no_number_and_is_gone_after_half_an_hour(traveller: Page) -> None:
    page, context = traveller, traveller.context
    context.set_offline(True)
    page.fill("#hm-question textarea", "我电话138 1234 5678，大姚县补助1000000元吗")
    page.click("#hm-send")
    expect(page.locator(".hm-unsent")).to_be_visible()
    context.set_offline(False)
    kept = page.evaluate("sessionStorage.getItem('hm-talk')")
    assert "5678" not in kept and "〔号码〕" in kept and "1000000元" in kept
    page.reload()
    expect(page.locator(".hm-unsent")).to_be_visible(timeout=30_000)
    page.evaluate(
        "const one = JSON.parse(sessionStorage.getItem('hm-talk')); one.at -= 31 * 60_000;"
        "sessionStorage.setItem('hm-talk', JSON.stringify(one))"
    )
    page.reload()
    expect(page.locator(".hm-greeting")).to_be_visible(timeout=30_000)
    expect(page.locator(".hm-unsent")).to_have_count(0)
    assert page.evaluate("sessionStorage.getItem('hm-talk')") is None


def test_a_server_that_starts_anew_in_the_middle_costs_no_question(browser: Browser, service: Service) -> None:
    with served(service) as at:
        port = int(at.rsplit(":", 1)[1])
        context = browser.new_context(base_url=at)
        page = opened(context)
        ask(page)
    page.fill("#hm-question textarea", "低保的钱由谁出？")
    page.click("#hm-send")
    expect(page.locator(".hm-unsent")).to_contain_text("没有连上", timeout=30_000)
    expect(page.locator(".toast-wrap")).to_be_hidden()
    with served(service, port=port):
        page.get_by_role("button", name="再试一次").click()  # gradio may load the page anew in the middle of it
        expect(page.locator(".hm-turn[id]")).to_have_count(2, timeout=30_000)
        context.close()


@pytest.mark.parametrize("size", [(360, 740), (390, 844), (768, 1024), (1280, 800), (740, 360)])
@pytest.mark.parametrize("large", [False, True], ids=["", "large text"])
def test_the_box_is_always_in_reach(context: BrowserContext, size: tuple[int, int], large: bool) -> None:
    page = opened(context, size={"width": size[0], "height": size[1]})
    if large:
        page.get_by_role("button", name="大字版").click()
    expect(page.locator("#hm-send")).to_be_in_viewport(ratio=1)
    if size[1] > 400:
        expect(page.locator(".hm-footnote")).to_be_in_viewport()
    ask(page)
    expect(page.locator("#hm-question textarea")).to_be_in_viewport(ratio=1)
    expect(page.locator(".hm-lead")).to_be_in_viewport()
    taken = page.evaluate("document.getElementById('hm-compose').offsetHeight / innerHeight")
    assert taken < 0.4


# feedback, copy, print, read aloud


def test_a_reason_is_sent_and_stays_said(page: Page, home: Path) -> None:
    ask(page)
    page.get_by_role("button", name="没帮助").click()
    page.get_by_label("数字不对").check()
    page.get_by_label("想补充的话").fill("应为 3000 元，电话 13812345678")
    page.get_by_role("button", name="提交").click()
    expect(page.locator(".hm-said")).to_contain_text("谢谢")
    ask(page, "低保的钱由谁出？")
    expect(page.locator(".hm-turn").first.locator(".hm-said")).to_contain_text("谢谢")
    connection = sqlite3.connect(home / FILE)
    row = connection.execute("SELECT reason, words, evidence FROM feedback ORDER BY at DESC LIMIT 1").fetchone()
    connection.close()
    assert row[0] == "wrong_figure" and "〔电话号码〕" in row[1] and "13812345678" not in row[1]
    assert json.loads(row[2])["citations"][0]["cells"]


def test_a_copy_carries_the_sources(context: BrowserContext, page: Page) -> None:
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    ask(page)
    page.get_by_role("button", name="复制").click()
    expect(page.locator(".hm-said")).to_contain_text("已复制")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert QUESTION in copied and KEY in copied and "摘编(非官方原文)" in copied and "[1] 《" in copied


def test_a_print_holds_the_answer_and_its_sources_only(page: Page) -> None:
    ask(page)
    page.emulate_media(media="print")
    expect(page.locator(".hm-key")).to_be_visible()
    expect(page.locator(".hm-source")).to_be_visible()
    for hidden in ("#hm-compose", ".hm-actions", ".hm-follow", ".hm-tools"):
        expect(page.locator(hidden)).to_be_hidden()


def test_an_answer_is_read_aloud_without_its_marks(page: Page) -> None:
    page.evaluate("speechSynthesis.getVoices = () => []; null")
    page.evaluate("speechSynthesis.speak = (speech) => { window.spoken = speech; }")
    ask(page)
    button = page.get_by_role("button", name="朗读")
    button.click()
    assert page.evaluate("window.spoken.lang") == "zh-CN"
    spoken = page.evaluate("window.spoken.text")
    assert KEY in spoken and "[1]" not in spoken
    page.get_by_role("button", name="停止朗读").click()
    expect(page.get_by_role("button", name="朗读", exact=True)).to_be_visible()


# for everyone


def test_the_keyboard_is_enough(page: Page) -> None:
    page.keyboard.press("Tab")
    expect(page.locator(".hm-skip")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#hm-question textarea")).to_be_focused()
    page.keyboard.type("大姚县" + QUESTION)
    page.keyboard.press("Enter")
    expect(page.locator(".hm-key")).to_be_visible(timeout=20_000)
    page.locator(".hm-answer").focus()
    page.keyboard.press("Tab")
    expect(page.locator(".hm-mark")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator(".hm-source")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.locator(".hm-whole")).to_be_focused()


def test_a_screen_reader_hears_the_answer_once(page: Page) -> None:
    ask(page)
    live = page.get_by_role("status").first
    expect(live).to_contain_text(KEY)
    assert "[1]" not in live.inner_text() and page.evaluate("document.documentElement.lang") == "zh-CN"
    assert page.locator("#hm-chat [aria-live]").count() == 0


def test_large_text_is_larger_and_stays(page: Page) -> None:
    size = "Number.parseFloat(getComputedStyle(document.querySelector('#hm-question textarea')).fontSize)"
    before = page.evaluate(size)
    page.get_by_role("button", name="大字版").click()
    assert page.evaluate(size) >= 1.4 * before
    page.reload()
    expect(page.get_by_role("button", name="大字版")).to_have_attribute("aria-pressed", "true", timeout=30_000)
    ask(page)
    assert page.evaluate(size) >= 1.4 * before and fits(page)


def test_dark_is_dark_and_stays(page: Page) -> None:
    ground = "getComputedStyle(document.body).backgroundColor"
    light = page.evaluate(ground)
    page.get_by_role("button", name="深色").click()
    dark = page.evaluate(ground)
    page.reload()
    expect(page.get_by_role("button", name="深色")).to_have_attribute("aria-pressed", "true", timeout=30_000)
    assert light != dark == page.evaluate(ground)


@pytest.mark.parametrize("size", [PHONE, ZOOMED], ids=["phone", "zoom 400 %"])
@pytest.mark.parametrize("large", [False, True], ids=["", "large text"])
def test_everything_fits_on_a_small_screen(context: BrowserContext, size: ViewportSize, large: bool) -> None:
    page = opened(context, size=size)
    if large:
        page.get_by_role("button", name="大字版").click()
    page.get_by_role("button", name="上学").click()
    assert fits(page)
    ask(page)
    page.get_by_role("button", name="没帮助").click()
    assert fits(page)
    below = page.evaluate(
        "document.querySelector('.hm-source').getBoundingClientRect().top"
        " > document.querySelector('.hm-lead').getBoundingClientRect().bottom"
    )
    assert below


def test_targets_are_large_enough_to_hit(context: BrowserContext) -> None:
    page = opened(context, size=PHONE)
    ask(page)
    small = page.evaluate(
        """[...document.querySelectorAll('button, select, summary, .hm-tools a, .hm-whole, .hm-mark')]
            .filter((target) => target.checkVisibility())
            .filter((target) => { const box = target.getBoundingClientRect(); return box.width < 24 || box.height < 24; })
            .map((target) => target.outerHTML.slice(0, 80))"""
    )
    assert small == []


def test_the_interface_speaks_english_too(context: BrowserContext) -> None:
    page = opened(context)
    page.get_by_role("link", name="English").click()
    expect(page.locator(".hm-greeting")).to_contain_text("What would you like to know", timeout=30_000)
    ask(page)
    expect(page.locator(".hm-key")).to_have_text(f"每生每年{KEY}")
    expect(page.locator(".hm-source")).to_contain_text("digest (not the official text)")
    assert page.evaluate("document.documentElement.lang") == "en"


@pytest.mark.parametrize("state", ["greeting", "answer", "abstention", "large", "dark", "phone", "document", "english"])
def test_axe_finds_no_serious_issue(context: BrowserContext, state: str) -> None:
    page = opened(context, "/en/" if state == "english" else "/", PHONE if state == "phone" else None)
    if state in ("large", "dark"):
        page.locator(f"[data-display={state}]").click()
    if state == "greeting":
        page.get_by_role("button", name="上学").click()
    else:
        ask(page, "火箭发射补贴多少钱？" if state == "abstention" else QUESTION)
        page.locator("[data-do=unhelpful]").click()
    if state == "document":
        with context.expect_page() as opening:
            page.click(".hm-whole")
        page = opening.value
        page.wait_for_load_state()
    page.wait_for_timeout(300)  # colours change softly
    found = Axe().run(page).response["violations"]
    serious = {
        (issue["id"], node["target"][0])
        for issue in found
        if issue["impact"] in ("serious", "critical")
        for node in issue["nodes"]
    }
    assert serious <= {(one["rule"], one["selector"]) for one in ALLOWED}


def test_what_axe_is_allowed_to_find_may_not_grow() -> None:
    assert len(ALLOWED) == 0
    assert all(one.keys() == {"rule", "selector", "upstream"} for one in ALLOWED)


# documents that mean harm


@pytest.mark.parametrize("question", ["高龄津贴每月多少钱？", "校车补助标准是多少？"])
def test_nothing_of_a_document_runs_or_is_fetched(
    browser: Browser, settings: IngestSettings, tmp_path: Path, question: str
) -> None:
    (tmp_path / "evil.md").write_text(EVIL, encoding="utf-8")
    ingest(tmp_path / "index", settings, sources=[tmp_path / "evil.md"])
    service = Service(tmp_path / "index", settings, AnswerSettings(llm_base_url="", llm_model=""))
    asked = set[str]()
    with served(service) as at:
        context = browser.new_context(base_url=at)
        context.on("request", lambda request: asked.add(request.url))
        page = opened(context)
        ask(page, question, region=None)
        with context.expect_page() as opening:
            page.click(".hm-whole")
        opening.value.wait_for_load_state()
        assert page.title() == "惠民问答" and "青石县" in opening.value.title() and opening.value.title() != "run"
        assert page.locator("#hm-chat :is(script, img, svg, [onerror], [onload], a[href^=javascript])").count() == 0
        assert opening.value.locator("main :is(script, img, svg, [onerror], [onload], a)").count() == 0
        context.close()
    service.close()
    assert all(url.startswith(at) for url in asked) and not any("evil" in url or url.endswith("/x") for url in asked)
