"""A real browser, as people live with the window: follow-ups, lists, speech, a slow line, the whole text on a phone."""

import re

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize, expect

from tests.test_browser import (
    ALLOWED,
    KEY,
    PHONE,
    address,
    ask,
    browser,
    context,
    fits,
    home,
    opened,
    page,
    pytestmark,
)

__all__ = ["address", "browser", "context", "home", "page", "pytestmark"]
SIZES: list[ViewportSize] = [
    {"width": width, "height": height} for width, height in ((360, 740), (390, 844), (768, 1024), (1280, 800))
]
TALKING = """
window.SpeechRecognition = class {
  start() { window.heard = this; }
  stop() { this.onend(); }
};
"""
KEYBOARD = """
Object.defineProperty(visualViewport, 'height', { value: 340, configurable: true });
visualViewport.dispatchEvent(new Event('resize'));
"""


# from one question to the next


def test_what_was_taken_from_the_question_before_is_shown_and_can_be_left_out(page: Page) -> None:
    ask(page, "义务教育家庭经济困难寄宿生初中一年补多少？")
    ask(page, "那小学呢？")
    turn = page.locator(".hm-turn[id]").last
    expect(turn.locator(".hm-follows")).to_contain_text("接着上一问")
    expect(turn.locator(".hm-key")).to_contain_text("1000元")
    turn.get_by_role("button", name="不接着问").click()
    expect(page.locator(".hm-follows")).to_have_count(0, timeout=20_000)
    expect(page.locator(".hm-turn[id]")).to_have_count(2, timeout=20_000)
    expect(page.locator(".hm-turn[id]").last).to_contain_text("那小学呢？")


def test_a_new_topic_starts_anew(page: Page) -> None:
    ask(page, "义务教育家庭经济困难寄宿生初中一年补多少？")
    ask(page, "低保的钱由谁出？")
    expect(page.locator(".hm-follows")).to_have_count(0)


def test_thanks_are_no_occasion_to_offer_anything(page: Page) -> None:
    ask(page, "谢谢")
    turn = page.locator(".hm-turn[id]")
    expect(turn.locator(".hm-lead")).to_contain_text("不客气")
    expect(turn.locator(".hm-follow, .hm-status, .hm-region")).to_have_count(0)


@pytest.mark.parametrize("large", [False, True], ids=["", "large text"])
def test_examples_of_a_life_event_come_into_sight_on_a_phone(context: BrowserContext, large: bool) -> None:
    page = opened(context, size=PHONE)
    if large:
        page.get_by_role("button", name="大字版").click()
    page.get_by_role("button", name="养老").click()
    example = page.locator(".hm-event:visible button").first
    expect(example).to_be_in_viewport()
    page.wait_for_timeout(700)  # it moves softly
    where, box = example.bounding_box(), page.locator("#hm-compose").bounding_box()
    assert where and box and where["y"] + where["height"] <= box["y"]


def test_life_events_without_an_example_in_the_region_are_not_shown(page: Page) -> None:
    page.select_option("#hm-region", label="云南省")
    for button in page.locator("[data-event]:visible").all():
        button.click()
        expect(page.locator(".hm-event:visible li:visible").first).to_be_visible()
    assert page.locator("[data-event]:visible").count() < page.locator("[data-event]").count()


# how answers look, at every size


@pytest.mark.parametrize("size", SIZES, ids=lambda size: str(size["width"]))
def test_regions_stand_side_by_side_and_what_is_near_comes_as_cards(
    context: BrowserContext, size: ViewportSize
) -> None:
    page = opened(context, size=size)
    ask(page, "大姚县和绵阳市的每千人口执业医师目标各是多少", region=None)
    expect(page.locator(".hm-sides dt")).to_have_text(["大姚县", "绵阳市"])
    ask(page, "困难家庭看病报销多少")
    turn = page.locator(".hm-near")
    first, buttons = turn.locator(".hm-source").first.bounding_box(), turn.locator(".hm-actions").bounding_box()
    assert first and buttons and (first["y"] < buttons["y"] or size["width"] == 1280)
    assert fits(page)


@pytest.mark.parametrize("size", SIZES, ids=lambda size: str(size["width"]))
def test_in_large_text_and_dark_the_question_the_box_and_the_notice_are_on_the_first_view(
    context: BrowserContext, size: ViewportSize
) -> None:
    page = opened(context, size=size)
    for name in ("大字版", "深色"):
        page.get_by_role("button", name=name).click()
    for seen in (".hm-greeting h2", "#hm-question textarea", "#hm-send", ".hm-footnote"):
        expect(page.locator(seen)).to_be_in_viewport(ratio=1)
    assert fits(page)


@pytest.mark.parametrize("large", [False, True], ids=["", "large text"])
def test_above_a_keyboard_the_box_and_what_is_written_stay_in_sight(context: BrowserContext, large: bool) -> None:
    page = opened(context, size=PHONE)
    if large:
        page.get_by_role("button", name="大字版").click()
    page.locator("#hm-question textarea").focus()
    page.evaluate(KEYBOARD)
    box = page.locator("#hm-question textarea").bounding_box()
    assert box and box["y"] > 0 and box["y"] + box["height"] <= 340
    ask(page)
    page.wait_for_function(  # it moves softly
        "() => { const { bottom } = document.querySelector('.hm-key').getBoundingClientRect(); return 0 < bottom && bottom <= 340; }"
    )


def test_the_feedback_form_and_the_last_chip_come_clear_of_the_box(context: BrowserContext) -> None:
    page = opened(context, size=PHONE)
    ask(page)
    page.get_by_role("button", name="没帮助").click()
    for last in (page.get_by_role("button", name="提交"), page.locator(".hm-follow button").last):
        last.focus()
        where, box = last.bounding_box(), page.locator("#hm-compose").bounding_box()
        assert where and box and where["y"] + where["height"] <= box["y"]


# while nothing is there yet


@pytest.mark.parametrize(("path", "said"), [("/", "正在打开"), ("/en/", "Opening")])
def test_on_a_slow_line_our_own_page_is_there_in_outline(browser: Browser, address: str, path: str, said: str) -> None:
    context = browser.new_context(base_url=address)
    page = context.new_page()
    page.route(re.compile(r"/assets/.*\.js"), lambda route: None)  # never answered
    page.goto(path, wait_until="commit")
    expect(page.locator("#hm-first")).to_contain_text(said)
    assert page.evaluate("document.documentElement.lang") == ("en" if "en" in path else "zh-CN")
    assert "radio" not in page.inner_text("body") + page.title()
    context.close()


def test_what_the_window_fetches_stands_in_its_head(browser: Browser, address: str) -> None:
    """Else it would be asked for only when the file before it has come."""
    context = browser.new_context(base_url=address)
    page = context.new_page()
    fetched = set[str]()
    page.on("request", lambda request: fetched.add(request.url.removeprefix(f"{address}/")))
    page.goto("/")
    page.wait_for_selector("#hm-question textarea")
    named = set(page.eval_on_selector_all("head [href], head [src]", "all => all.map(one => one.getAttribute('href'))"))
    parts = {name for name in fetched if name.startswith("assets/")}
    assert len(parts) > 20 and not {name for name in parts if not name.startswith("assets/index-")} - named
    context.close()


def test_without_scripts_it_is_said_what_to_do(browser: Browser, address: str) -> None:
    context = browser.new_context(base_url=address, java_script_enabled=False)
    page = context.new_page()
    page.goto("/")
    assert "12345" in page.inner_text("noscript")
    context.close()


# speaking and listening


def test_spoken_words_stand_in_the_box_to_be_checked(context: BrowserContext) -> None:
    context.add_init_script(TALKING)
    page = opened(context)
    button = page.get_by_role("button", name="说话输入")
    expect(page.locator(".hm-footnote")).to_contain_text("浏览器的厂商可能听到")
    button.click()
    expect(button).to_have_attribute("aria-pressed", "true")
    assert page.evaluate("window.heard.lang") == "zh-CN"
    page.evaluate("window.heard.onresult({ results: [[{ transcript: '低保的钱由谁出' }]] })")
    expect(page.locator("#hm-question textarea")).to_have_value("低保的钱由谁出")
    button.click()
    expect(page.locator("#hm-voice-said")).to_contain_text("看看写得对不对")
    expect(page.locator(".hm-turn")).to_have_count(0)
    page.click("#hm-send")
    expect(page.locator(".hm-turn[id]")).to_have_count(1, timeout=20_000)


def test_a_microphone_that_may_not_be_used_is_told(context: BrowserContext) -> None:
    context.add_init_script(TALKING)
    page = opened(context)
    page.get_by_role("button", name="说话输入").click()
    page.evaluate("window.heard.onerror({ error: 'not-allowed' }); window.heard.onend()")
    expect(page.locator("#hm-voice-said")).to_contain_text("没有用上麦克风")


def test_where_no_browser_listens_there_is_no_button(context: BrowserContext) -> None:
    context.add_init_script("delete window.SpeechRecognition; delete window.webkitSpeechRecognition;")
    page = opened(context)
    expect(page.locator("#hm-voice")).to_be_hidden()
    expect(page.locator("#hm-voice-privacy")).to_be_hidden()


def test_a_device_without_a_chinese_voice_says_so(page: Page) -> None:
    page.evaluate(
        "speechSynthesis.getVoices = () => [{ lang: 'en-US' }]; speechSynthesis.speak = () => { window.spoke = true; }; null"
    )
    ask(page)
    page.get_by_role("button", name="朗读").click()
    expect(page.locator(".hm-said")).to_contain_text("没有中文朗读的声音")
    assert page.evaluate("window.spoke") is None


def test_the_rows_of_cards_are_read_cell_after_cell(page: Page) -> None:
    page.evaluate(
        "speechSynthesis.getVoices = () => []; speechSynthesis.speak = (speech) => { window.spoken = speech.text; }; null"
    )
    ask(page, "困难家庭看病报销多少")
    page.get_by_role("button", name="朗读").click()
    spoken = page.evaluate("window.spoken")
    assert spoken.index("最相近") < spoken.index("服务项目：") < spoken.index("服务对象：")


# the whole text


def whole_text(context: BrowserContext, size: ViewportSize, *, large: bool) -> Page:
    """The whole text that an answer opens, in a view of a size."""
    talk = opened(context, size=size)
    if large:
        talk.get_by_role("button", name="大字版").click()
    ask(talk)
    with context.expect_page() as opening:
        talk.click(".hm-whole")
    text = opening.value
    text.set_viewport_size(size)
    text.wait_for_selector("#cited")
    return text


@pytest.mark.parametrize("size", SIZES, ids=lambda size: str(size["width"]))
@pytest.mark.parametrize("large", [False, True], ids=["", "large text"])
def test_the_whole_text_keeps_heads_words_and_the_way_back_in_reach(
    context: BrowserContext, size: ViewportSize, large: bool
) -> None:
    text = whole_text(context, size, large=large)
    expect(text.locator("#cited")).to_be_in_viewport()
    for seen in ("#hm-back", "#hm-find"):
        expect(text.locator(seen)).to_be_in_viewport(ratio=1)
    frame = text.locator(".hm-scroll").first
    frame.evaluate("frame => { frame.scrollTop = 200; frame.scrollLeft = 200; }")
    kept = frame.evaluate(
        "frame => frame.querySelector('th').getBoundingClientRect().top - frame.getBoundingClientRect().top"
    )
    assert 0 <= kept <= 2 and fits(text)


def test_words_are_found_in_the_whole_text_one_place_after_another(context: BrowserContext) -> None:
    talk = opened(context, size=PHONE)
    ask(talk)
    with context.expect_page() as opening:
        talk.click(".hm-whole")
    text = opening.value
    text.fill("#hm-find", "寄宿生")
    text.keyboard.press("Enter")
    told = re.compile(r"^第 (\d+) 处，共 (\d+) 处：.*寄宿生")
    expect(text.locator("#hm-found")).to_have_text(told)

    def place() -> int:
        found = told.match(text.locator("#hm-found").text_content() or "")
        assert found
        return int(found[1])

    first, last = place(), int((text.locator("#hm-found").text_content() or "").split("共 ")[1].split(" ")[0])
    assert text.evaluate("() => [...CSS.highlights.get('hm-here')][0].getBoundingClientRect().top") > 0
    text.get_by_role("button", name="下一处").click()
    assert place() == first % last + 1
    text.get_by_role("button", name="上一处").click()
    assert place() == first
    text.focus("#hm-find")
    text.keyboard.press("Enter")
    text.keyboard.press("Shift+Enter")
    assert place() == first
    covered = text.evaluate(
        """() => [...CSS.highlights.get('hm-here')].map((range) => {
            const kept = range.startContainer.parentElement.closest('tr')?.firstElementChild;
            return kept && !kept.contains(range.startContainer) && range.getBoundingClientRect().left < kept.getBoundingClientRect().right;
        })"""
    )
    assert covered == [False]
    text.fill("#hm-find", "火箭")
    text.keyboard.press("Enter")
    expect(text.locator("#hm-found")).to_have_text("没有找到")


def test_at_400_percent_words_to_find_stay_in_reach_and_the_way_to_the_quote_takes_the_focus(
    context: BrowserContext,
) -> None:
    talk = opened(context, size=PHONE)
    ask(talk)
    with context.expect_page() as opening:
        talk.click(".hm-whole")
    text = opening.value
    text.set_viewport_size({"width": 320, "height": 256})
    text.fill("#hm-find", "寄宿生")
    text.keyboard.press("Enter")
    for seen in ("#hm-find", "#hm-found", ".hm-jump"):
        expect(text.locator(seen)).to_be_in_viewport(ratio=1)
    assert fits(text)
    text.click(".hm-jump")
    expect(text.locator("#cited")).to_be_focused()
    expect(text.locator("#cited")).to_be_in_viewport()


@pytest.mark.parametrize("large", [False, True])
def test_the_column_that_stays_takes_a_third_of_its_frame_at_most(context: BrowserContext, large: bool) -> None:
    text = whole_text(context, PHONE, large=large)
    shares = text.evaluate(
        """() => [...document.querySelectorAll('.hm-scroll:has(.hm-named)')].map((frame) =>
            frame.querySelector('tbody th:first-child').offsetWidth / frame.clientWidth)"""
    )
    assert shares and max(shares) <= 0.35
    sticky = text.evaluate(
        """() => [...document.querySelectorAll('.hm-scroll table:not(.hm-named) tbody tr > :first-child')]
            .filter((cell) => getComputedStyle(cell).position === 'sticky').length"""
    )
    assert sticky == 0


def test_the_way_back_closes_the_text_and_the_talk_is_there(context: BrowserContext) -> None:
    talk = opened(context, size=PHONE)
    ask(talk)
    with context.expect_page() as opening:
        talk.click(".hm-whole")
    text = opening.value
    text.locator(".hm-outline a").nth(1).click()
    with text.expect_event("close"):
        text.locator("#hm-back").click()
    expect(talk.locator(".hm-key")).to_contain_text(KEY)


# in English


def test_on_the_english_page_only_chinese_words_are_marked_as_chinese(context: BrowserContext) -> None:
    page = opened(context, "/en/", size=PHONE)
    ask(page)
    assert (
        page.evaluate(
            """() => [...document.querySelectorAll('.hm-turn *')].filter((part) => part.checkVisibility() && !part.children.length)
            .filter((part) => /^[A-Za-z ().,:→;]{3,}$/.test(part.textContent) && part.closest('[lang]').lang === 'zh-CN')
            .map((part) => part.outerHTML)"""
        )
        == []
    )
    for chinese in (".hm-lead", ".hm-source h3 > span:last-child", ".hm-row", ".hm-follow ul"):
        assert page.locator(chinese).first.evaluate("part => part.closest('[lang]').lang") == "zh-CN"
    ask(page, "火箭发射补贴多少钱？")
    expect(page.locator(".hm-status")).to_have_text("Not found")


def test_what_axe_finds_in_the_new_states(context: BrowserContext) -> None:
    from axe_playwright_python.sync_playwright import Axe

    page = opened(context, size=PHONE)
    ask(page, "义务教育家庭经济困难寄宿生初中一年补多少？")
    ask(page, "那小学呢？")
    ask(page, "困难家庭看病报销多少")
    ask(page, "大姚县和绵阳市的每千人口执业医师目标各是多少")
    found = Axe().run(page).response["violations"]
    assert [
        (one["id"], one["nodes"][0]["target"]) for one in found if one["impact"] in ("serious", "critical")
    ] == ALLOWED
