"""A real browser goes the whole way of a letter with two people, by mouse and by keyboard, in large text and on a phone."""

import io
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from docx import Document as open_word
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from rag.schema import Status
from rag.service import Service
from tests.builders.answers import answer
from tests.builders.desk import PASSWORD
from tests.serving import served
from ui.desk.accounts import Accounts, Role
from ui.desk.store import Store
from ui.inbox import Inbox
from ui.settings import ServerSettings

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
LETTER = """县长您好：我是金碧镇的村民，电话13887654321。
我孙子在大姚读初中住校，一年能领多少生活补助？
乡镇卫生院到2025年要做到什么？
再不答复我就去上访！"""
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine (Debian: apt-get install chromium)"),
]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield opened
        opened.close()


@pytest.fixture
def address(service: Service, tmp_path: Path) -> Iterator[str]:
    accounts = Accounts(Store(tmp_path))
    for name, shown, role in (
        ("wangli", "王丽", Role.DRAFTER),
        ("liming", "李明", Role.APPROVER),
        ("zhaoyi", "赵一", Role.DRAFTER),
        ("sunbian", "孙编", Role.EDITOR),
    ):
        accounts.add(name, PASSWORD, (role,), shown)
    with served(service, ServerSettings(desk_office="大姚县发展和改革局", inbox_days=30), home=tmp_path) as at:
        yield at


@pytest.fixture
def came(browser: Browser, address: str) -> Iterator["Came"]:
    opened = Came(browser, address)
    yield opened
    for context in opened.contexts:
        context.close()
    assert opened.hosts <= {address.split("/")[2]} and opened.wrong == []


class Came:
    """Browsers of staff. Nothing may be asked of another host, and nothing go wrong in a console."""

    def __init__(self, browser: Browser, address: str) -> None:
        self._browser, self._address = browser, address
        self.contexts: list[BrowserContext] = []
        self.hosts, self.wrong = set[str](), list[str]()

    def staff(self, name: str) -> Page:
        context = self._browser.new_context(
            locale="zh-CN", base_url=self._address, viewport={"width": 1280, "height": 900}
        )
        self.contexts.append(context)
        context.on("request", lambda request: self.hosts.add(request.url.split("/")[2]))
        context.on(
            "console",
            lambda told: (
                self.wrong.append(told.text) if told.type == "error" and "status of 4" not in told.text else None
            ),
        )
        context.on("weberror", lambda error: self.wrong.append(str(error.error)))
        page = context.new_page()
        page.goto("/staff")
        log_in(page, name)
        return page


def log_in(page: Page, name: str) -> None:
    page.get_by_label("账号").fill(name)
    page.get_by_label("密码").fill(PASSWORD)
    page.get_by_role("button", name="登录").click()


def registered(page: Page) -> None:
    page.get_by_role("link", name="登记来信").click()
    page.get_by_label("来信全文").fill(LETTER)
    page.get_by_role("button", name="登记并找出").click()
    expect(page.get_by_role("heading", name="要答复的问题")).to_be_visible()


def drafted(page: Page) -> None:
    registered(page)
    page.get_by_role("button", name="起草答复").click()
    expect(page.get_by_label("答复全文")).to_be_visible()


def accessible(page: Page) -> None:
    found = Axe().run(page).response["violations"]
    assert not found, [(one["id"], [node["html"][:150] for node in one["nodes"]]) for one in found]


def fits(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth <= innerWidth"))


def test_a_letter_goes_its_whole_way_with_two_people(came: Came) -> None:
    wang = came.staff("wangli")
    accessible(wang)
    registered(wang)
    expect(wang.get_by_text("提到上访").first).to_be_visible()
    assert wang.locator(".hm-matters li").count() == 2
    accessible(wang)
    wang.get_by_role("button", name="起草答复").click()
    text = wang.get_by_label("答复全文")
    expect(text).to_have_value(re.compile("1250元"))
    accessible(wang)
    right = text.input_value()
    # a wrong figure is told while it is typed, beside and under the text, and leads there
    text.fill(right.replace("1250元", "1350元"))
    finding = wang.locator("#findings .hm-f-contradicted button", has_text="1350元")
    expect(finding).to_be_visible()
    expect(wang.locator(".hm-backdrop mark.hm-f-contradicted", has_text="1350元")).to_have_count(1)
    expect(wang.locator("#check-said")).to_contain_text("1 处与依据不符")
    finding.focus()
    wang.keyboard.press("Enter")
    assert (
        wang.evaluate(
            "getSelection().toString() || document.activeElement.value.slice(document.activeElement.selectionStart, document.activeElement.selectionEnd)"
        )
        == "1350元"
    )
    wang.get_by_role("button", name="保存并提交审核").click()
    expect(wang.get_by_role("alert")).to_contain_text("与依据不符")
    accessible(wang)
    done = re.sub(r"【待补充[^】]*】", "规划没有写明，我局正在核实。", right)
    wang.get_by_label("答复全文").fill(done)
    wang.get_by_role("button", name="保存并提交审核").click()
    expect(wang.get_by_text("等另一位同事审核")).to_be_visible()
    # another person
    li = came.staff("liming")
    li.get_by_role("link", name=re.compile(r"^\d{8}-01$")).click()
    accessible(li)
    li.get_by_label("意见（退回时必须写）").fill("请写明由谁出钱")
    li.get_by_role("button", name="退回修改").click()
    wang.reload()
    expect(wang.get_by_text("请写明由谁出钱")).to_be_visible()
    wang.get_by_label("答复全文").fill(done.replace("感谢您的来信", "经费由财政承担。感谢您的来信"))
    wang.get_by_role("button", name="保存并提交审核").click()
    li.reload()
    li.get_by_role("button", name="批准").click()
    expect(li.get_by_role("heading", name=re.compile("已批准"))).to_be_visible()
    accessible(li)
    sent_out(wang)


def sent_out(wang: Page) -> None:
    """The corpus is of digests, which is asked about first."""
    wang.reload()
    wang.get_by_role("button", name="导出 Word").click()
    wang.get_by_label("我已对照原件核对过").check()
    accessible(wang)
    with wang.expect_download() as download:
        wang.get_by_role("button", name="导出").click()
    word = open_word(io.BytesIO(download.value.path().read_bytes()))
    shown = "\n".join(paragraph.text for paragraph in word.paragraphs)
    assert "1250元" in shown and "大姚县发展和改革局" in shown and "摘编" in shown and "（日期）" not in shown
    wang.goto("/staff/cases/1/history")
    expect(wang.locator(".hm-diff ins", has_text="经费由财政承担").first).to_be_attached()
    accessible(wang)
    wang.goto("/staff/replies")
    expect(wang.get_by_role("article")).to_have_count(2)
    accessible(wang)


def test_a_login_that_ran_out_loses_nothing(came: Came) -> None:
    wang = came.staff("wangli")
    drafted(wang)
    wang.get_by_label("答复全文").fill("写到一半的答复")
    wang.context.clear_cookies(name="huimin_desk")
    wang.get_by_role("button", name="保存", exact=True).click()
    expect(wang.get_by_text("您刚才写的内容还在")).to_be_visible()
    accessible(wang)
    log_in(wang, "wangli")
    wang.get_by_role("button", name="继续").click()
    expect(wang.get_by_label("答复全文")).to_have_value("写到一半的答复")


def test_the_second_of_two_is_told_and_both_texts_are_there(came: Came) -> None:
    wang, zhao = came.staff("wangli"), came.staff("zhaoyi")
    drafted(wang)
    zhao.goto("/staff/cases/1/reply")
    expect(zhao.locator("#others")).to_contain_text("王丽")
    zhao.get_by_label("答复全文").fill("赵一的答复")
    wang.get_by_label("答复全文").fill("王丽的答复")
    wang.get_by_role("button", name="保存", exact=True).click()
    zhao.get_by_role("button", name="保存", exact=True).click()
    expect(zhao.get_by_role("alert")).to_contain_text("没有丢")
    expect(zhao.get_by_label("答复全文")).to_have_value("赵一的答复")
    expect(zhao.locator(".hm-diff del")).to_have_text("王丽")
    accessible(zhao)


def test_evidence_is_found_and_added_without_losing_what_was_typed(came: Came) -> None:
    wang = came.staff("wangli")
    drafted(wang)
    wang.get_by_label("答复全文").fill("写到一半")
    wang.get_by_label("找别的依据").fill("营养膳食补助")
    wang.keyboard.press("Enter")
    found = wang.locator("#found .hm-evidence")
    expect(found.first).to_be_visible()
    accessible(wang)
    found.filter(has=wang.get_by_role("button", name="加为依据")).first.get_by_role("button").click()
    expect(wang.get_by_label("答复全文")).to_have_value("写到一半")
    document = wang.locator(".hm-evidence a").first.get_attribute("href") or ""
    wang.goto(document)
    expect(wang.locator("#cited")).to_be_attached()


def test_a_file_that_is_too_large_is_refused_kindly(came: Came, tmp_path: Path) -> None:
    wang = came.staff("wangli")
    wang.goto("/staff/cases/new")
    wang.locator("summary").click()
    large = tmp_path / "large.txt"
    large.write_bytes(b"a" * 20_000_000)
    wang.get_by_label("来信文件").set_input_files(large)
    assert "最多 10 MB" in wang.evaluate("document.getElementById('file').validationMessage")
    wang.evaluate("document.getElementById('file').setCustomValidity('')")
    wang.get_by_role("button", name="上传并登记").click()
    expect(wang.get_by_text("文件太大了")).to_be_visible()


@pytest.mark.parametrize("way", ["phone", "large", "dark"])
def test_the_desk_is_readable_on_a_phone_in_large_text_and_in_the_dark(came: Came, way: str) -> None:
    wang = came.staff("wangli")
    drafted(wang)
    if way == "phone":
        wang.set_viewport_size({"width": 360, "height": 740})
    else:
        wang.locator(f"[data-display={way}]").click()
    for path in ("/staff/cases", "/staff/cases/new", "/staff/cases/1", "/staff/cases/1/reply", "/staff/password"):
        wang.goto(path)
        assert fits(wang), path
        accessible(wang)


PLAN = """---
title: 青石县公共服务规划
region: 云南省/楚雄彝族自治州/大姚县
period: 2026-2030
---
# 第一章 教育

| 服务项目 | 服务对象 | 服务标准 |
|---|---|---|
| 校车补助 | 走读学生 | 每学期360元 |
"""


def test_an_editor_looks_at_plans_and_at_what_was_asked_in_vain(came: Came, tmp_path: Path) -> None:
    Inbox(tmp_path, 30).declined(answer(question="路灯坏了找谁修？", status=Status.NOT_FOUND), "")
    sun = came.staff("sunbian")
    accessible(sun)
    new = tmp_path / "新规划.md"
    new.write_text(PLAN, encoding="utf-8")
    sun.get_by_label(re.compile("^文件")).set_input_files(new)
    sun.get_by_role("button", name="预览").click()
    expect(sun.get_by_role("heading", name="青石县公共服务规划")).to_be_visible()
    accessible(sun)
    sun.goto("/staff/plans")
    sun.locator("table a").first.click()
    accessible(sun)
    with sun.expect_download() as download:
        sun.get_by_role("link", name="下载原文件").click()
    assert download.value.path().read_bytes()
    sun.get_by_role("link", name="没答上的问题").click()
    accessible(sun)
    sun.get_by_role("button", name=re.compile("处理好了")).click()
    expect(sun.get_by_text("现在没有要处理的问题")).to_be_visible()
