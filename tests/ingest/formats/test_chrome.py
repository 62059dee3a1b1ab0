"""What belongs to the site is told by where it stands and what it says, never by a tag's name alone."""

import pytest

from ingest.formats.html import read_html
from ingest.schema import Omission

TITLE = "青石县高龄津贴发放办法"
TEXT = "<p>80周岁以上老年人每人每月发放高龄津贴70元，由县财政负担。</p><p>每季度末月发放。</p>"
WORDS = ["80周岁以上老年人每人每月发放高龄津贴70元，由县财政负担。", "每季度末月发放。"]


def lines(before: str = "", after: str = "", *, text: str = TEXT) -> list[str]:
    page = f"<head><title>{TITLE}_青石县人民政府</title></head><body>{before}<h1>{TITLE}</h1>{text}{after}</body>"
    return [line.strip() for line in read_html(page).text.split("\n") if line.strip()]


@pytest.mark.parametrize(
    "menu",
    [
        "<nav><a href=/>首页</a><a href=/a>政务公开</a></nav>",
        "<div>首页 政务公开 办事服务</div>",
        "<div>您当前的位置：首页 &gt; 政务公开 &gt; 政策文件</div>",
        "<table><tr><td><a href=/>首 页</a></td><td><a href=/a>公开</a></td></tr></table>",
        "<ul><li><a href=/1>机构概况</a></li><li><a href=/2>政策文件</a></li></ul>",
        "<p>欢迎访问青石县人民政府门户网站！今天是2026年3月5日</p>",
        "<div class=box><p>热门搜索：社保 医保</p></div>",
    ],
)
def test_what_stands_before_the_title_is_the_sites(menu: str) -> None:
    assert lines(menu) == [TITLE, *WORDS]


@pytest.mark.parametrize(
    "end",
    [
        "<div>上一篇：关于公布2019年津贴标准每人每月20元的通知</div><div>下一篇：没有了</div>",
        "<div><h3>相关文章</h3><ul><li><a href=/1>图解：津贴最高800元</a><span>2025-05-27</span></li></ul></div>",
        "<div>打印本页 关闭窗口</div>",
        "<div><span>分享到：</span><i>微信</i><i>微博</i></div>",
        "<footer><p>主办单位：青石县人民政府办公室</p><p>京ICP备05083640号</p><p>网站标识码：3300000000</p></footer>",
        "<div>版权所有：青石县人民政府<br>建议使用IE9以上浏览器浏览</div>",
        "<p>浏览次数：1288</p>",
        "<div>扫一扫在手机打开当前页</div>",
        "<aside><h2>猜你喜欢</h2><a href=/2>解读办法</a></aside>",
    ],
)
def test_what_stands_behind_the_text_is_the_sites(end: str) -> None:
    assert lines(after=end) == [TITLE, *WORDS]


def test_a_page_within_a_form_a_title_in_a_header_and_notes_in_a_footer_stay() -> None:
    text = f"{TEXT}<footer><p>注：所称高龄老年人以户籍登记为准。</p></footer>"
    page = f"<body><form><div>首页 公开</div><article><header><h1>{TITLE}</h1></header>{text}</article></form></body>"
    found = [line for line in read_html(page).text.split("\n") if line]
    assert found == [TITLE, *WORDS, "注：所称高龄老年人以户籍登记为准。"]


def test_who_signs_and_what_is_attached_stays() -> None:
    end = "<p>青石县民政局</p><p>2026年3月5日</p><p>附件：<a href=a.docx>申请表.docx</a></p>"
    assert lines(text=TEXT + end)[3:] == ["青石县民政局", "2026年3月5日", "附件：申请表.docx"]


def test_links_within_a_sentence_stay() -> None:
    text = '<p>按照<a href="/x">《青石县老年人优待办法》</a>，每人每月发放70元。</p>'
    assert lines(text=text) == [TITLE, "按照《青石县老年人优待办法》，每人每月发放70元。"]


def test_an_event_may_have_a_host() -> None:
    text = f"<p>主办单位：青石县文化馆</p>{TEXT}"
    assert "主办单位：青石县文化馆" in lines(text=text)


def test_a_page_that_lists_others_keeps_its_list() -> None:
    items = "".join(f"<li><a href=/{n}>青石县第{n}批临时救助对象名单公示</a></li>" for n in range(3))
    text = read_html(f"<body><div><a href=/>首页</a></div><ul>{items}</ul><p>版权所有</p></body>").text
    assert text.count("临时救助对象名单公示") == 3 and "首页" not in text


def test_what_the_page_says_of_itself_is_no_text_but_kept() -> None:
    info = "<div>发布时间：2026-03-05 10:20　来源：县民政局　浏览次数：12　【字体：大 中 小】</div>"
    page = f"<head><title>{TITLE}</title></head><body><h1>{TITLE}</h1>{info}{TEXT}</body>"
    source = read_html(page)
    assert (source.meta["said_published"], source.meta["said_origin"]) == ("2026-03-05 10:20", "县民政局")
    assert [one.why for one in source.left_out] == [Omission.FIELD]


def test_a_table_of_numbers_and_dates_in_a_text_is_content() -> None:
    table = "<table><tr><td>文号</td><td>名称</td></tr><tr><td>青政发〔2026〕1号</td><td>办法</td></tr></table>"
    assert lines(text=table + TEXT)[1:3] == ["| 文号 | 名称 |", "| 青政发〔2026〕1号 | 办法 |"]


def test_a_title_in_two_lines_is_found() -> None:
    page = f"<head><title>{TITLE}（2026年修订）</title></head><body><div>首页</div><p>{TITLE}<br>（2026年修订）</p>{TEXT}</body>"
    source = read_html(page)
    assert source.meta["heading"] == f"{TITLE}（2026年修订）" and "首页" not in source.text
