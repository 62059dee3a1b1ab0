"""A real browser does what four people did by accident: touch twice, reload, start over, lose the network, use keys."""

import re

import pytest
from playwright.sync_api import BrowserContext, Page, ViewportSize, expect

from tests.test_browser import (
    PHONE,
    QUESTION,
    ZOOMED,
    address,
    ask,
    browser,
    context,
    home,
    opened,
    page,
    pytestmark,
    traveller,
)
from tests.test_browser_living import KEYBOARD, SIZES

__all__ = ["address", "browser", "context", "home", "page", "pytestmark", "traveller"]
NEAR, OTHER = "困难家庭看病报销多少", "低保的钱由谁出？"
BOX = "#hm-question textarea"
LONG = "我家两个娃要交学费不，小学和初中都想问一下，还有住校的补助多少" * 3
# what text there is to see, and its size in px
TEXTS = """() => [...document.querySelectorAll('body *')]
    .filter((one) => one.checkVisibility() && !one.closest('.sr-only') && [...one.childNodes].some((part) => part.nodeType === 3 && part.data.trim()))
    .map((one) => [`${one.className}: ${one.textContent.trim().slice(0, 20)}`, parseFloat(getComputedStyle(one).fontSize)])"""
HEARING = """
window.heard = [];
document.addEventListener('DOMContentLoaded', () => new MutationObserver((changes) => {
  const region = (one) => (one.nodeType === 1 ? one : one.parentElement)?.closest('[role=status], [role=alert], [aria-live]');
  const changed = new Set(changes.flatMap(({ target, addedNodes }) => [target, ...addedNodes].map(region)));
  for (const one of changed) if (one?.checkVisibility() && one.textContent.trim()) window.heard.push(one.textContent.trim());
}).observe(document.body, { subtree: true, childList: true, characterData: true }));
"""
HOLD = """window.held = new Promise((done) => { window.release = done; });
const sent = window.fetch;
window.fetch = async (...all) => { if (String(all[0]).includes('queue/join')) await window.held; return sent(...all); };
null"""
ON_BODY = "document.activeElement === document.body"


def share(page: Page) -> float:
    """How much of the view's height the composer takes."""
    return float(page.evaluate("document.getElementById('hm-compose').offsetHeight / innerHeight"))


def is_clear(page: Page, selector: str) -> bool:
    """Whether it stands in sight, above the composer."""
    return bool(
        page.locator(selector).last.evaluate(
            """(one) => { const { top, bottom } = one.getBoundingClientRect();
                return top >= 0 && bottom <= document.getElementById('hm-compose').getBoundingClientRect().top; }"""
        )
    )


def rests(page: Page) -> float:
    """Where the page stands when it no longer moves."""
    before = -1.0
    while before != (now := float(page.evaluate("scrollY"))):
        before = now
        page.wait_for_timeout(150)
    return now


# large text, and a composer that leaves room


def test_all_text_grows_in_an_answer_a_kept_one_and_what_the_script_says(traveller: Page) -> None:
    page = traveller
    ask(page)
    ask(page, NEAR)
    page.reload()
    expect(page.locator(".hm-turn[id]")).to_have_count(2, timeout=30_000)
    page.context.set_offline(True)
    page.fill(BOX, OTHER)
    page.click("#hm-send")
    expect(page.locator(".hm-unsent")).to_be_visible()
    before = dict(page.evaluate(TEXTS))
    page.locator("[data-display=large]").click()
    page.wait_for_timeout(400)  # buttons change softly
    after = dict(page.evaluate(TEXTS))
    assert len(before.keys() & after.keys()) > 50
    assert [name for name in before.keys() & after.keys() if after[name] < 1.4 * before[name]] == []


@pytest.mark.parametrize("size", SIZES, ids=lambda size: str(size["width"]))
def test_in_large_text_the_composer_takes_two_rows_and_a_line(context: BrowserContext, size: ViewportSize) -> None:
    page = opened(context, size=size)
    page.get_by_role("button", name="大字版").click()
    assert share(page) <= 0.3
    tops = [page.locator(one).bounding_box() for one in ("#hm-region", BOX, "#hm-send")]
    assert tops[0] and tops[1] and tops[2] and tops[0]["y"] < tops[1]["y"] and abs(tops[1]["y"] - tops[2]["y"]) < 20
    expect(page.locator(".hm-footnote")).to_contain_text("身份证号")
    expect(page.locator(".hm-footnote")).to_be_in_viewport(ratio=1)


@pytest.mark.parametrize("large", [False, True], ids=["", "large text"])
def test_the_region_and_the_microphone_share_a_row(context: BrowserContext, large: bool) -> None:
    context.add_init_script("window.SpeechRecognition = class {};")
    page = opened(context, size=PHONE)
    if large:
        page.get_by_role("button", name="大字版").click()
    menu, button = page.locator("#hm-region").bounding_box(), page.locator("#hm-voice").bounding_box()
    assert menu and button and abs(menu["y"] - button["y"]) < 8 and button["x"] + button["width"] <= PHONE["width"]


@pytest.mark.parametrize(
    ("size", "most"), [(ZOOMED, 0.32), ({"width": 390, "height": 430}, 0.28)], ids=["400 %", "keyboard"]
)
def test_where_little_height_is_left_the_composer_is_low(
    context: BrowserContext, size: ViewportSize, most: float
) -> None:
    context.add_init_script("window.SpeechRecognition = class {};")
    page = opened(context, size=size)
    assert share(page) <= most
    expect(page.locator(".hm-footnote")).to_be_in_viewport(ratio=1)
    page.fill(BOX, LONG)
    assert share(page) <= most
    lines = page.locator(BOX).evaluate("box => box.clientHeight / parseFloat(getComputedStyle(box).lineHeight)")
    assert lines < 4
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Shift+Tab")
    expect(page.locator("#hm-region")).to_be_focused()
    where = page.locator("#hm-region").bounding_box()
    assert where and where["width"] > 40


def test_above_a_keyboard_only_the_box_is_left_until_the_region_is_wanted(context: BrowserContext) -> None:
    page = opened(context, size=PHONE)
    page.locator(BOX).focus()
    page.evaluate(KEYBOARD)
    seen = "document.getElementById('hm-region').closest('.block').offsetHeight > 5"
    assert not page.evaluate(seen)
    page.locator("#hm-region").focus()
    assert page.evaluate(seen)


# nothing is lost, and nothing surprises


@pytest.mark.parametrize("size", [PHONE, {"width": 1280, "height": 800}], ids=lambda size: str(size["width"]))
def test_a_second_touch_asks_nothing_and_complains_of_nothing(context: BrowserContext, size: ViewportSize) -> None:
    page = opened(context, size=size)
    page.select_option("#hm-region", label="大姚县")
    page.fill(BOX, QUESTION)
    page.dblclick("#hm-send")
    expect(page.locator(".hm-turn[id]")).to_have_count(1, timeout=20_000)
    page.wait_for_timeout(500)
    expect(page.get_by_role("alert")).to_have_count(0)
    expect(page.locator(".hm-lead")).to_be_in_viewport()


def test_what_was_missing_is_no_longer_said_when_one_writes_or_asks(page: Page) -> None:
    alert = page.get_by_role("alert")
    page.click("#hm-send")
    expect(alert).to_be_in_viewport(ratio=1)
    page.locator(BOX).press_sequentially("那")
    expect(alert).to_have_count(0)
    page.fill(BOX, "")
    page.click("#hm-send")
    expect(alert).to_have_count(1)
    page.get_by_role("button", name="养老").click()
    page.locator(".hm-event:visible button").first.click()
    expect(alert).to_have_count(0)


@pytest.mark.parametrize("size", [PHONE, {"width": 1280, "height": 800}], ids=lambda size: str(size["width"]))
def test_a_reload_and_the_way_back_lead_to_the_last_answer_and_keep_what_was_being_written(
    context: BrowserContext, size: ViewportSize
) -> None:
    page = opened(context, size=size)
    ask(page, NEAR)
    ask(page)
    page.fill(BOX, "我的电话13812345678，那小学呢")
    assert "13812345678" not in page.evaluate("JSON.stringify(sessionStorage)")
    for _ in range(2):
        page.reload()
        expect(page.locator(BOX)).to_have_value("我的电话〔号码〕，那小学呢", timeout=30_000)
        expect(page.locator(".hm-turn[id]")).to_have_count(2)
        rests(page)
        expect(page.locator(".hm-turn[id]").last.locator(".hm-key")).to_be_in_viewport()
    page.goto("/staff")
    page.go_back()
    expect(page.locator(".hm-turn[id]").last.locator(".hm-key")).to_be_in_viewport(timeout=30_000)
    page.fill(BOX, "")
    page.click("#hm-send")
    expect(page.get_by_role("alert")).to_be_in_viewport()
    expect(page.locator(".hm-greeting")).to_have_count(0)


def test_a_long_talk_says_that_its_beginning_is_gone(page: Page) -> None:
    ask(page)
    page.evaluate(
        """() => { const kept = JSON.parse(sessionStorage.getItem('hm-talk'));
            kept.html = Array.from({ length: 20 }, (_, n) => kept.html.replaceAll('turn-', `turn-${n}-`)).join('');
            sessionStorage.setItem('hm-talk', JSON.stringify(kept)); }"""
    )
    page.reload()
    expect(page.locator(".hm-turn[id]")).to_have_count(20, timeout=30_000)
    expect(page.locator("#hm-older")).to_be_empty()
    page.locator(BOX).fill("大姚县" + OTHER)
    page.locator(BOX).press("Enter")
    expect(page.locator("#hm-chat .hm-turn[id]")).to_have_count(1, timeout=20_000)
    page.locator(BOX).fill("谢谢")
    page.locator(BOX).press("Enter")
    expect(page.locator("#hm-older")).to_contain_text("最近 20 次")
    page.reload()
    expect(page.locator("#hm-older")).to_contain_text("最近 20 次", timeout=30_000)


def test_a_question_sent_while_another_waits_is_shown_at_once(context: BrowserContext) -> None:
    page = opened(context, size=PHONE)
    page.evaluate(HOLD)
    for question in (QUESTION, OTHER):
        page.fill(BOX, "大姚县" + question)
        page.click("#hm-send")
    last = page.locator(".hm-turn").last
    expect(last).to_contain_text(OTHER)
    expect(last).to_contain_text("上一个问题答完就查这个")
    rests(page)
    assert is_clear(page, ".hm-step")
    page.evaluate("release()")
    expect(page.locator(".hm-turn[id]")).to_have_count(2, timeout=30_000)


# starting over


def test_starting_over_can_be_taken_back_until_something_is_asked(page: Page) -> None:
    ask(page, NEAR)
    ask(page)
    page.click("#hm-again")
    expect(page.locator(".hm-turn")).to_have_count(0)
    expect(page.locator(".hm-greeting")).to_be_visible()
    expect(page.locator(BOX)).to_be_focused()
    expect(page.locator("#hm-live")).to_have_text("已重新开始。恢复刚才的对话")
    page.reload()
    page.get_by_role("button", name="恢复刚才的对话").click(timeout=30_000)
    expect(page.locator(".hm-turn[id]")).to_have_count(2)
    expect(page.locator(".hm-greeting, #hm-aside button")).to_have_count(0)
    expect(page.locator(".hm-turn[id]").last.locator(".hm-key")).to_be_in_viewport()
    page.click("#hm-again")
    ask(page, "那小学呢？")
    expect(page.locator(".hm-turn")).to_have_count(1)
    expect(page.locator(".hm-follows, #hm-aside button")).to_have_count(0)
    page.reload()
    expect(page.locator(".hm-turn[id]")).to_have_count(1, timeout=30_000)


def test_an_answer_that_comes_after_starting_over_is_not_shown(page: Page) -> None:
    page.evaluate(HOLD)
    page.fill(BOX, "大姚县" + QUESTION)
    page.click("#hm-send")
    expect(page.locator(".hm-turn")).to_have_count(1)
    page.click("#hm-again")
    page.evaluate("release()")
    ask(page, OTHER)
    expect(page.locator(".hm-turn")).to_have_count(1)
    expect(page.locator(".hm-turn")).to_contain_text(OTHER)


def test_starting_over_is_no_display_setting(page: Page) -> None:
    ask(page)
    assert page.get_by_role("group", name="显示设置").get_by_role("button").all_inner_texts() == ["大字版", "深色"]


# where the focus is


def focused_on(page: Page) -> tuple[str, str]:
    """Tag and words of what has the focus."""
    tag, words = page.evaluate("[document.activeElement.tagName, document.activeElement.innerText]")
    return str(tag), str(words)


@pytest.mark.parametrize("helped", [True, False])
def test_a_rating_keeps_the_focus_in_its_exchange(page: Page, helped: bool) -> None:
    ask(page)
    if helped:
        page.get_by_role("button", name="有帮助").press("Enter")
    else:
        page.get_by_role("button", name="没帮助").press("Enter")
        page.get_by_label("数字不对").check()
        page.get_by_role("button", name="提交").press("Enter")
    expect(page.locator(".hm-said")).to_be_focused()
    expect(page.locator(".hm-said")).to_contain_text("谢谢")


@pytest.mark.parametrize("way", ["Escape", "取消"])
def test_the_reply_form_can_be_left(page: Page, way: str) -> None:
    ask(page)
    button = page.get_by_role("button", name="没帮助")
    button.press("Enter")
    form = page.locator(".hm-why")
    expect(form).to_be_visible()
    if way == "Escape":
        form.get_by_role("textbox").press("Escape")
    else:
        form.get_by_role("button", name=way).click()
    expect(form).to_be_hidden()
    expect(button).to_be_focused()
    expect(button).to_have_attribute("aria-expanded", "false")


def test_the_reply_form_says_what_is_missing_only_when_it_is_sent(page: Page) -> None:
    ask(page)
    page.get_by_role("button", name="没帮助").press("Enter")
    assert page.locator(".hm-why :invalid").count() == 0
    page.get_by_role("button", name="提交").press("Enter")
    expect(page.locator(".hm-why").get_by_role("alert")).to_have_text("请先选一项，再按“提交”。")
    expect(page.locator(".hm-why input").first).to_be_focused()
    page.get_by_label("没看懂").check()
    expect(page.get_by_role("alert")).to_have_count(0)


@pytest.mark.parametrize("of", ["first", "last", "example", "alone", "region", "retry"])
def test_after_a_button_that_asks_the_focus_is_on_the_new_answer(traveller: Page, of: str) -> None:
    page = traveller
    if of in ("first", "last"):
        ask(page)
        ask(page, OTHER)
        turn = page.locator(".hm-turn[id]").first if of == "first" else page.locator(".hm-turn[id]").last
        button = turn.locator(".hm-follow button").first
    elif of == "example":
        page.get_by_role("button", name="养老").press("Enter")
        button = page.locator(".hm-event:visible button").first
    elif of == "alone":
        ask(page, "义务教育家庭经济困难寄宿生初中一年补多少？")
        ask(page, "那小学呢？")
        button = page.get_by_role("button", name="不接着问")
    elif of == "region":
        ask(page, "九年义务教育巩固率要达到多少？", region=None)
        button = page.locator(".hm-choices button", has_text="大姚县")
    else:
        page.context.set_offline(True)
        page.fill(BOX, "大姚县" + QUESTION)
        page.click("#hm-send")
        button = page.get_by_role("button", name="再试一次")
        expect(button).to_be_visible()
        page.context.set_offline(False)
    before = page.locator(".hm-turn[id]").last.get_attribute("id") if page.locator(".hm-turn[id]").count() else ""
    page.evaluate(
        f"window.lost = 0; addEventListener('blur', () => setTimeout(() => {{ if ({ON_BODY}) window.lost += 1; }}, 200), true); null"
    )
    button.press("Enter")
    page.wait_for_function(
        "(before) => { const last = [...document.querySelectorAll('.hm-turn[id]')].at(-1); return last && last.id !== before; }",
        arg=before,
        timeout=20_000,
    )
    page.wait_for_timeout(300)
    assert focused_on(page) == ("H2", "回答")
    assert page.evaluate(
        "document.activeElement.closest('.hm-turn') === [...document.querySelectorAll('.hm-turn[id]')].at(-1)"
    )
    assert not page.evaluate("window.lost")  # gradio may load the page anew after a lost network


@pytest.mark.parametrize("size", [PHONE, ZOOMED, {"width": 768, "height": 1024}], ids=lambda size: str(size["width"]))
def test_a_topic_stays_in_sight_with_its_examples_which_are_the_next_stop(
    context: BrowserContext, size: ViewportSize
) -> None:
    page = opened(context, size=size)
    tile = page.get_by_role("button", name="找工作")
    tile.press("Enter")
    rests(page)
    expect(tile).to_be_focused()
    assert is_clear(page, "[data-event][aria-expanded=true]")
    expect(page.locator(".hm-event:visible button").first).to_be_in_viewport()
    page.keyboard.press("Tab")
    expect(page.locator(".hm-event:visible li:visible button").first).to_be_focused()
    page.keyboard.press("Escape")
    expect(tile).to_be_focused()
    expect(page.locator(".hm-event:visible")).to_have_count(0)


# what is heard


@pytest.fixture
def listener(context: BrowserContext) -> Page:
    context.add_init_script(HEARING)
    return opened(context)


def heard(page: Page) -> list[str]:
    """What came into live regions that a screen reader sees, since it was last asked."""
    return list(page.evaluate("window.heard.splice(0)"))


def test_a_broken_connection_is_an_alert(traveller: Page) -> None:
    page = traveller
    page.context.set_offline(True)
    page.fill(BOX, QUESTION)
    page.click("#hm-send")
    expect(page.get_by_role("alert")).to_have_text("现在没有网络，这个问题还没有答。")
    rests(page)
    assert is_clear(page, ".hm-unsent button")


def test_a_search_that_takes_long_is_said_once(listener: Page) -> None:
    page = listener
    page.evaluate(HOLD)
    heard(page)
    page.fill(BOX, "大姚县" + QUESTION)
    page.click("#hm-send")
    page.wait_for_timeout(2_500)
    assert heard(page) == ["正在查找规划……"]
    page.evaluate("release()")
    expect(page.locator("#hm-live")).to_contain_text("2000元", timeout=20_000)


def test_only_what_the_window_itself_says_is_heard(listener: Page) -> None:
    page = listener
    page.wait_for_timeout(7_000)  # what gradio says it says late
    ask(page)
    page.wait_for_timeout(500)
    said = heard(page)
    assert [one for one in said if "Loading" in one or "common" in one] == []
    assert sum("2000元" in one for one in said) == 1


def test_near_places_are_counted_and_named(listener: Page) -> None:
    page = listener
    ask(page, NEAR)
    cards = page.locator(".hm-source")
    live = page.locator("#hm-live")
    expect(live).to_contain_text(f"共 {cards.count()} 处：{cards.first.locator('h3 > [lang]').inner_text()}")
    expect(live).to_contain_text("12345")
    page.evaluate(
        "speechSynthesis.getVoices = () => []; speechSynthesis.speak = (one) => { window.aloud = one.text; }; null"
    )
    page.locator("[data-do='speak']").last.click()
    for said in (live.inner_text(), page.evaluate("window.aloud")):
        assert "。。" not in said and "：。" not in said


def test_what_was_taken_from_the_question_before_is_heard_first(listener: Page) -> None:
    page = listener
    ask(page, "义务教育家庭经济困难寄宿生初中一年补多少？")
    ask(page, "那小学呢？")
    live = page.locator("#hm-live")
    expect(live).to_contain_text("1000元")
    assert live.inner_text().startswith("接着上一问")


def test_thanks_for_a_reply_are_not_heard_again(listener: Page) -> None:
    page = listener
    ask(page)
    page.get_by_role("button", name="有帮助").click()
    expect(page.locator(".hm-said")).to_be_focused()
    page.wait_for_timeout(200)
    heard(page)
    ask(page, OTHER)
    page.wait_for_timeout(300)
    assert [one for one in heard(page) if "谢谢" in one] == []


# where the page stands


def test_the_page_stands_still_while_one_types_and_goes_through_the_composer(page: Page) -> None:
    ask(page, NEAR)
    ask(page)
    page.evaluate("scrollTo(0, 300)")
    before = rests(page)
    page.locator(BOX).click()
    page.keyboard.type("abc")
    for key in ("Tab", "Shift+Tab", "Shift+Tab", "Tab"):
        page.keyboard.press(key)
        assert rests(page) == before


@pytest.mark.parametrize("size", [PHONE, ZOOMED, {"width": 1280, "height": 800}], ids=lambda size: str(size["width"]))
def test_what_is_said_below_an_answer_stands_clear_of_the_composer(context: BrowserContext, size: ViewportSize) -> None:
    page = opened(context, size=size)
    ask(page)
    page.evaluate("speechSynthesis.getVoices = () => [{ lang: 'en-US' }]; null")
    for name, said in (("复制", "已复制"), ("朗读", "没有中文朗读的声音")):
        page.get_by_role("button", name=name).click()
        expect(page.locator(".hm-said")).to_contain_text(said)
        rests(page)
        assert is_clear(page, ".hm-said")


@pytest.mark.parametrize("size", [*SIZES, ZOOMED], ids=lambda size: str(size["width"]))
def test_the_figure_of_a_new_answer_is_in_sight(context: BrowserContext, size: ViewportSize) -> None:
    page = opened(context, size=size)
    ask(page)
    rests(page)
    assert is_clear(page, ".hm-key")


def test_the_box_shows_its_focus_as_all_else_does_and_buttons_have_edges_in_forced_colours(page: Page) -> None:
    page.locator(BOX).focus()
    assert page.locator(BOX).evaluate("box => getComputedStyle(box).outline").endswith("solid 3px")
    page.emulate_media(forced_colors="active")
    assert page.locator("#hm-send").evaluate("one => getComputedStyle(one).borderTopWidth") == "1px"


# near cards by key, the bar of the whole text, a region that was chosen by its button


def test_what_is_in_a_near_card_is_reached_by_key(page: Page) -> None:
    ask(page, NEAR)
    page.locator(".hm-turn .hm-mark").first.click()
    expect(page.locator(".hm-source summary").first).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.locator(".hm-source .hm-whole").first).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.locator(".hm-source summary").nth(1)).to_be_focused()


def test_keys_within_the_bar_do_not_move_the_whole_text(page: Page) -> None:
    ask(page)
    with page.context.expect_page() as opening:
        page.locator(".hm-whole").first.click()
    text = opening.value
    text.wait_for_selector("#cited")
    text.evaluate("scrollTo(0, document.documentElement.scrollHeight / 2)")
    before = text.evaluate("scrollY")
    text.locator("#hm-back").focus()
    for _ in range(2):
        text.keyboard.press("Tab")
    assert before > 0 and abs(text.evaluate("scrollY") - before) <= 1


def test_a_region_chosen_by_its_button_is_remembered(page: Page) -> None:
    ask(page, "九年义务教育巩固率要达到多少？", None)
    page.locator(".hm-choices button", has_text="大姚县").click()
    expect(page.locator(".hm-turn[id]")).to_have_count(2, timeout=20_000)
    page.reload()
    expect(page.locator("#hm-region")).to_have_value(re.compile("大姚县"), timeout=20_000)
