"""PDF: what stands where becomes paragraphs, tables and pages; what nobody sees is out and told."""

import pytest

from ingest.errors import SourceError
from ingest.formats.read import read_source
from ingest.schema import Source
from tests.builders.pdf import HEIGHT, LEFT, RIGHT, WIDTH, Paper, pdf

PROSE = "到2025年，全县公共服务支出占一般公共预算支出的比重达到百分之十二，新增学位一千二百个，每个乡镇至少建成一所普惠托育机构"
STANDARDS = (
    ("服务项目", "服务对象", "服务标准"),
    ("高龄津贴", "80周岁以上老年人", "每人每月50元"),
    ("孤儿保障", "孤儿", "每人每月1980元"),
)
WIDTHS = (100, 150, 165)


def read(*pages, **options) -> Source:
    return read_source("plan.pdf", pdf(*pages, **options))


def lines(source: Source) -> list[str]:
    return [line for line in source.text.splitlines() if line]


def page_of(source: Source, words: str) -> int:
    at = source.text.index(words)
    return [number for start, number in source.pages if start <= at][-1]


def test_lines_of_a_paragraph_are_one() -> None:
    assert lines(read(lambda paper: (paper.paragraph(f"{PROSE}。"), paper.paragraph(f"{PROSE[8:]}。")))) == [
        f"{PROSE}。",
        f"{PROSE[8:]}。",
    ]


@pytest.mark.parametrize("heading", ["三、培训补助", "第三章 培训补助"])
def test_a_heading_behind_a_full_line_that_ends_its_sentence_begins_a_paragraph(heading: str) -> None:
    full = f"{(PROSE * 2)[:65]}。"  # a line set in by two characters, and a whole one
    assert lines(read(lambda paper: (paper.paragraph(full), paper.words(heading)))) == [full, heading]


def test_a_paragraph_goes_on_over_a_page_and_its_number() -> None:
    def first(paper: Paper) -> None:
        paper.words(f"　　{PROSE[:32]}3")
        paper.words("— 1 —", x=280, y=800)

    def second(paper: Paper) -> None:
        paper.words("20元，从今年起执行。")
        paper.words("— 2 —", x=280, y=800)

    source = read(first, second)
    assert lines(source) == [f"{PROSE[:32]}320元，从今年起执行。"]
    assert source.pages == ((0, 1), (source.text.index("20元"), 2))
    assert any("页码 2 处没有读" in note for note in source.notes)


def test_words_and_figures_of_other_letters_have_their_blanks() -> None:
    assert lines(read(lambda paper: paper.words("接入 WiFi 6 network of 2025年"))) == ["接入 WiFi 6 network of 2025年"]


def test_columns_are_read_one_after_the_other() -> None:
    def write(paper: Paper) -> None:
        paper.words("青石县简报", x=250, size=20)
        top = paper.y
        paper.paragraph(f"{PROSE}，左栏到此为止。", right=LEFT + 190)
        paper.y = top
        paper.paragraph(f"{PROSE}，右栏到此为止。", x=LEFT + 215, right=RIGHT)

    assert lines(read(write)) == ["青石县简报", f"{PROSE}，左栏到此为止。", f"{PROSE}，右栏到此为止。"]


def test_lines_that_run_along_all_pages_are_out() -> None:
    def page(number: int):
        def write(paper: Paper) -> None:
            paper.words("青石县公共服务规划", x=230, y=50, size=9)
            paper.paragraph(f"第{number}部分说的是{PROSE}。")
            paper.words(str(number), x=295, y=805, size=9)

        return write

    source = read(page(1), page(2), page(3))
    assert "青石县公共服务规划" not in source.text and len(lines(source)) == 3
    assert source.notes == ("页眉、页脚和页码 6 处没有读，如“青石县公共服务规划”",)


def test_a_number_alone_in_the_text_stays() -> None:
    assert "7" in lines(read(lambda paper: (paper.words("本月办结件数"), paper.words("7"), paper.words("件。"))))


def test_a_ruled_table_has_its_merged_cells_in_every_place() -> None:
    rows = (
        ("类别", "指标", "2025年"),
        ("养老", "床位", "36"),
        ("", "补贴", "每月200元以上，按实际入住天数发放，次月底前到账"),
    )
    source = read(lambda paper: paper.table(rows, (60, 100, 100), spans=[(1, 0, 2, 1)]))
    assert lines(source) == [
        "| 类别 | 指标 | 2025年 |",
        "| 养老 | 床位 | 36 |",
        "| 养老 | 补贴 | 每月200元以上，按实际入住天数发放，次月底前到账 |",
    ]


def test_a_header_over_two_columns_stands_over_both() -> None:
    rows = (("项目", "金额", ""), ("", "预算", "决算"), ("低保", "6,820.00", "6,774.31"))
    source = read(lambda paper: paper.table(rows, (80, 90, 90), spans=[(0, 0, 2, 1), (0, 1, 1, 2)]))
    assert lines(source)[:2] == ["| 项目 | 金额 | 金额 |", "| 项目 | 预算 | 决算 |"]


def test_a_table_without_lines_is_read_by_where_its_words_stand() -> None:
    source = read(lambda paper: (paper.table(STANDARDS, WIDTHS, ruled=False), paper.paragraph(f"{PROSE}。")))
    assert lines(source) == [f"| {' | '.join(row)} |" for row in STANDARDS] + [f"{PROSE}。"]


def test_more_room_below_the_header_alone_parts_no_rows_from_each_other() -> None:
    rows = (
        ("户别", "预算/元", "核减率"),
        ("甲户", "4,860.00", "7.15%"),
        ("乙户", "3,200.00", "—"),
        ("丙户", "5,000.00", "0.00%"),
    )

    def write(paper: Paper) -> None:
        for row, y in zip(rows, (100, 128, 146, 164), strict=True):
            for words, x in zip(row, (80, 200, 330), strict=True):
                paper.words(words, x=x, y=y)

    assert lines(read(write)) == [f"| {' | '.join(row)} |" for row in rows]


def test_what_stands_in_the_middle_above_a_table_is_the_title_where_no_size_tells_one() -> None:
    def write(paper: Paper) -> None:
        paper.words("青石县特困供养人员名册", x=240, y=60)
        paper.y = 100
        paper.table(STANDARDS, WIDTHS)

    assert read(write).meta["page_title"] == "青石县特困供养人员名册"


def test_a_table_goes_on_over_a_page_under_its_header_once() -> None:
    source = read(
        lambda paper: paper.table(STANDARDS[:2], WIDTHS),
        lambda paper: paper.table((STANDARDS[0], STANDARDS[2]), WIDTHS),
    )
    assert lines(source) == [f"| {' | '.join(row)} |" for row in STANDARDS]
    assert (page_of(source, "高龄"), page_of(source, "孤儿保障")) == (1, 2)


def test_a_row_that_a_page_cuts_is_one() -> None:
    cut = ("", "", "从申请当月起按季发放")
    source = read(
        lambda paper: paper.table(STANDARDS[:2], WIDTHS), lambda paper: paper.table((cut, STANDARDS[2]), WIDTHS)
    )
    assert lines(source)[1:] == [
        "| 高龄津贴 | 80周岁以上老年人 | 每人每月50元从申请当月起按季发放 |",
        "| 孤儿保障 | 孤儿 | 每人每月1980元 |",
    ]


def test_two_tables_with_words_between_them_stay_two() -> None:
    source = read(
        lambda paper: (paper.table(STANDARDS[:2], WIDTHS), paper.words("表二")),
        lambda paper: paper.table((STANDARDS[0], STANDARDS[2]), WIDTHS),
    )
    assert [line for line in lines(source) if line.startswith("| 服务项目")] == [
        "| 服务项目 | 服务对象 | 服务标准 |"
    ] * 2


def test_a_table_that_stands_beside_itself_is_one_below_the_other() -> None:
    rows = (("社区", "餐数", "社区", "餐数"), ("江燕", "410", "跃进", "88"))
    assert lines(read(lambda paper: paper.table(rows, (60, 60, 60, 60)))) == [
        "| 社区 | 餐数 |",
        "| 江燕 | 410 |",
        "| 跃进 | 88 |",
    ]


def test_a_box_of_one_cell_is_prose() -> None:
    source = read(lambda paper: paper.table((("专栏1 重点工程",), (PROSE[:20] + "。",)), (400,)))
    assert lines(source) == ["专栏1 重点工程", f"{PROSE[:20]}。"]


def test_headings_without_numbers_are_told_by_their_size() -> None:
    def write(paper: Paper) -> None:
        paper.words("青石县养老规划", x=200, size=22)
        for heading in ("发展基础", "第一章 总体要求"):
            paper.words(heading, size=15)
            paper.paragraph(f"{PROSE}。")

    source = read(write)
    assert [(source.text[at:].split("\n")[0], level) for at, level in source.headings] == [
        ("发展基础", 1),
        ("第一章 总体要求", 1),
    ]
    assert source.meta == {"page_title": "青石县养老规划"}


def test_notes_at_a_pages_foot_stand_at_the_end_with_their_page() -> None:
    def first(paper: Paper) -> None:
        paper.words(f"　　{PROSE[:33]}")
        paper.line(LEFT, 700, LEFT + 100, 700)
        paper.words("① 指常住人口。", y=715, size=9)

    source = read(first, lambda paper: paper.words("一般公共预算支出之外另行安排。"))
    assert lines(source) == [f"{PROSE[:33]}一般公共预算支出之外另行安排。", "① 指常住人口。"]
    assert page_of(source, "①") == 1


def test_a_table_of_contents_is_out() -> None:
    source = read(lambda paper: (paper.words(f"第一章 总体要求{'.' * 40}3"), paper.words("正文说明。")))
    assert lines(source) == ["正文说明。"] and any("目录 1 处" in note for note in source.notes)


@pytest.mark.parametrize("quarters", [90, 270])
def test_a_page_that_the_file_turns_is_read_as_it_is_seen(quarters: int) -> None:
    def write(paper: Paper) -> None:
        paper.canvas.setPageRotation(quarters)
        if quarters == 90:
            paper.canvas.rotate(90)
            paper.canvas.translate(0, -HEIGHT)
        else:
            paper.canvas.rotate(-90)
            paper.canvas.translate(-WIDTH, 0)
        paper.table(STANDARDS, WIDTHS)

    source = read(write)
    assert lines(source) == [f"| {' | '.join(row)} |" for row in STANDARDS] and not source.notes


def test_words_that_lie_across_a_page_are_turned_and_told() -> None:
    def write(paper: Paper) -> None:
        paper.canvas.rotate(90)
        paper.canvas.translate(0, -WIDTH)
        paper.height = WIDTH
        paper.table(STANDARDS, WIDTHS)

    source = read(write)
    assert lines(source) == [f"| {' | '.join(row)} |" for row in STANDARDS]
    assert source.notes == ("第 1 页的文字是横过来的，已转正后读取",)


def hidden(paper: Paper) -> None:
    paper.words("没有墨的字", mode=3)


def white(paper: Paper) -> None:
    paper.canvas.setFillColorRGB(1, 1, 1)
    paper.words("白纸上的白字")


def tiny(paper: Paper) -> None:
    paper.words("看不清的字", size=1.2)


def beside(paper: Paper) -> None:
    paper.words("纸外面的字", x=700)


def aslant(paper: Paper) -> None:
    paper.canvas.saveState()
    paper.canvas.rotate(45)
    paper.words("内部资料", x=600, y=500, size=40)
    paper.canvas.restoreState()


def large(paper: Paper) -> None:
    paper.canvas.setFillColorRGB(0.85, 0.85, 0.85)
    paper.words("征求意见稿", x=150, y=400, size=60)


@pytest.mark.parametrize("write", [hidden, white, tiny, beside, aslant, large])
def test_what_nobody_reads_is_out_and_told(write) -> None:
    source = read(lambda paper: (paper.words("正文说明。"), write(paper)))
    assert lines(source) == ["正文说明。"]
    assert len(source.notes) == 1 and "没有读，如“" in source.notes[0]


def test_white_words_on_dark_are_read() -> None:
    def write(paper: Paper) -> None:
        paper.canvas.rect(80, 700, 400, 80, fill=1)
        paper.canvas.setFillColorRGB(1, 1, 1)
        paper.words("深色底上的标题")

    assert lines(read(write)) == ["深色底上的标题"]


def test_pages_without_words_are_told_by_number() -> None:
    def scan(paper: Paper) -> None:
        paper.canvas.setFillColorRGB(0.5, 0.5, 0.5)
        paper.canvas.rect(0, 0, WIDTH, 842, fill=1)

    source = read(lambda paper: paper.words("正文说明。"), scan, scan, lambda paper: paper.words("完。"), scan)
    (note,) = source.notes
    assert note.startswith("第 2-3、5 页没有文字，多为扫描件或图片，没有读")
    with pytest.raises(SourceError, match="没有文字"):
        read(scan)


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (lambda: pdf(lambda paper: paper.words("密"), password="x"), "密码"),
        (lambda: b"%PDF-1.7\nnothing of a file", "不是完整的 PDF"),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_reason(data, why: str) -> None:
    with pytest.raises(SourceError, match=why):
        read_source("plan.pdf", data())


def test_a_pdf_is_told_by_its_content() -> None:
    assert "正文说明" in read_source("plan.docx", pdf(lambda paper: paper.words("正文说明。"))).text


def test_rows_between_rules_that_part_only_groups_are_rows() -> None:
    rows = (
        (0, ("对象", "档次", "城区", "村组")),
        (20, ("", "普通户", "8.0", "3.0")),
        (30, ("居民", "", "", "")),
        (40, ("", "低保户", "免", "免")),
        (60, ("", "50平米以下", "30", "15")),
        (80, ("经营户", "50至200平米", "68", "35")),
        (100, ("", "200平米以上", "120", "60")),
    )

    def write(paper: Paper) -> None:
        for y, cells in rows:
            for words, x in zip(cells, (90, 180, 320, 420), strict=True):
                paper.words(words, x=x, y=100 + y)
        for y in (-14, 5, 45, 106):
            paper.line(85, 100 + y, 460, 100 + y)

    assert lines(read(write)) == [
        "| 对象 | 档次 | 城区 | 村组 |",
        "| 居民 | 普通户 | 8.0 | 3.0 |",
        "| 居民 | 低保户 | 免 | 免 |",
        "| 经营户 | 50平米以下 | 30 | 15 |",
        "| 经营户 | 50至200平米 | 68 | 35 |",
        "| 经营户 | 200平米以上 | 120 | 60 |",
    ]


def test_a_figure_at_a_pages_end_is_not_glued_to_the_next_pages_one() -> None:
    rows = (("项目", "城区", "备注", "说明"), ("清运", "15", "按月", "现行"))
    rest = (("", "35", "", ""), ("减免", "20", "按年", "现行"))
    source = read(lambda paper: paper.table(rows, (90, 90, 90, 90)), lambda paper: paper.table(rest, (90, 90, 90, 90)))
    assert "1535" not in source.text and "| 35 |" in source.text


def test_what_is_filled_into_a_form_is_read_where_it_stands_and_told() -> None:
    def write(paper: Paper) -> None:
        paper.table((("经营面积", ""), ("补贴", "已领")), (100, 120))
        fields = paper.canvas.acroForm
        fields.textfield(name="area", value="160", x=LEFT + 104, y=HEIGHT - 106, width=80, height=14, fontSize=10)
        fields.textfield(name="old", value="7788", x=LEFT, y=600, width=80, height=14, annotationFlags="hidden")
        fields.checkbox(name="yes", checked=True, x=LEFT, y=500, size=12)
        fields.checkbox(name="no", checked=False, x=LEFT + 100, y=500, size=12)
        paper.words("贷款贴息", x=LEFT + 14, y=HEIGHT - 502)
        paper.words("直补到卡", x=LEFT + 114, y=HEIGHT - 502)

    source = read(write)
    assert "| 经营面积 | 160 |" in source.text
    assert "☑贷款贴息" in source.text and "□直补到卡" in source.text
    assert "7788" not in source.text
    assert source.notes == ("第 1 页有表单，填在栏里的内容已读", "隐藏的表单内容 1 处没有读，如“7788”")


def test_a_wide_sheet_is_called_by_the_larger_line_above_it() -> None:
    def write(paper: Paper) -> None:
        paper.words("青石县公益事业项目台账", size=16)
        paper.words("单位：万元、户", size=10)
        paper.table(STANDARDS, WIDTHS)

    assert read(write).meta["page_title"] == "青石县公益事业项目台账"
