"""Records of running text: items of a list cell, glossary terms, projects of a box, duties."""

from collections.abc import Callable, Iterator

import pytest

from ingest.records.lists import Listed, find_duties, find_projects, find_terms, list_items
from ingest.schema import Cell, RowKind, Section
from tests.builders import documents
from tests.builders.reading import cleaned, sections_of

Finder = Callable[[str, tuple[Section, ...]], Iterator[Listed]]
AT = 40  # where the cells of these tests begin


def cell(words: str) -> Cell:
    return documents.cell(words, start=AT)


def found(find: Finder, text: str) -> list[Listed]:
    return list(find(cleaned(text).text, sections_of(text)))


def pairs(one: Listed) -> dict[str, str]:
    return {cell.column: cell.text for cell in one.cells}


# service lists


@pytest.mark.parametrize(
    ("words", "items", "stated"),
    [
        ("校车补助,早餐补助,助学金(共计3项)", ["校车补助", "早餐补助", "助学金"], 3),
        ("校车补助，早餐补助。（共2项）", ["校车补助", "早餐补助"], 2),
        ("校车补助；早餐补助", ["校车补助", "早餐补助"], None),
        ("理发、助餐和助浴,上门探访(共计2项)", ["理发、助餐和助浴", "上门探访"], 2),
        ("理发、助餐、助浴（共计3项）", ["理发", "助餐", "助浴"], 3),
        ("理发、助餐,助浴（共计3项）", ["理发", "助餐", "助浴"], 3),
        ("理发,助餐（含早餐，午餐）", ["理发", "助餐（含早餐，午餐）"], None),
        ("理发,“银龄，银发”行动", ["理发", "“银龄，银发”行动"], None),
        ("理发", ["理发"], None),
        ("", [], None),
    ],
)
def test_items_are_parted_by_the_mark_that_gives_the_stated_count(
    words: str, items: list[str], stated: int | None
) -> None:
    parted, count = list_items(cell(words))
    assert ([item.text for item in parted], count) == (items, stated)


def test_a_count_that_nothing_gives_is_kept() -> None:
    parted, count = list_items(cell("理发、助餐,助浴（共计5项）"))
    assert ([item.text for item in parted], count) == (["理发、助餐", "助浴"], 5)


def test_items_keep_their_places() -> None:
    words = "理发、助餐 , 理发,助浴（共计3项）"
    for item in list_items(cell(words))[0]:
        assert words[item.start - AT : item.end - AT] == item.text


# terms


def test_a_term_is_its_name_and_its_meaning() -> None:
    (term,) = found(find_terms, "名词解释\n〔1〕长者卡：老人乘车用的卡。\n")
    assert (term.kind, term.name) == (RowKind.TERM, "长者卡")
    assert pairs(term) == {"名词": "长者卡", "释义": "老人乘车用的卡。"}


@pytest.mark.parametrize("numbers", [("1", "1", "2"), ("19", "2", "21"), ("3", "3", "3")])
def test_numbers_doubled_or_out_of_order_cost_no_term(numbers: tuple[str, ...]) -> None:
    names = ["长者卡", "助餐点", "托育园"]
    lines = "".join(f"〔{number}〕{name}：释义。\n" for number, name in zip(numbers, names, strict=True))
    terms = found(find_terms, f"名词解释\n{lines}")
    assert [term.name for term in terms] == names
    assert len({term.key for term in terms}) == len(names)


@pytest.mark.parametrize("brackets", ["〔〕", "[]", "［］", "【】", "()", "（）"])
@pytest.mark.parametrize("colon", [":", "："])
def test_brackets_and_colons_of_either_width_mark_a_term(brackets: str, colon: str) -> None:
    left, right = list(brackets)
    (term,) = found(find_terms, f"名词解释\n{left}1{right}长者卡{colon}乘车用的卡。\n")
    assert term.name == "长者卡"


@pytest.mark.parametrize("heading", ["名词解释", "附录 名词解释", "附:名词解释"])
def test_a_glossary_numbered_like_a_list_has_terms(heading: str) -> None:
    terms = found(find_terms, f"{heading}\n\n1.长者卡:老人乘车用的卡。\n2.助餐点:老人吃饭的地方。\n")
    assert [term.name for term in terms] == ["长者卡", "助餐点"]


def test_a_numbered_line_outside_the_glossary_is_no_term() -> None:
    assert found(find_terms, "一、总体要求\n〔1〕长者卡：乘车用的卡。\n") == []


# projects

BOX = "第二章 教育\n正文。\n专栏2 重点工程|\n1.校车工程 购置校车30辆，更新12辆。 2.食堂改造 改造食堂9个。|\n"


def test_items_of_a_box_on_one_line_are_projects() -> None:
    assert [(one.kind, one.name, pairs(one)["内容"]) for one in found(find_projects, BOX)] == [
        (RowKind.PROJECT, "校车工程", "购置校车30辆，更新12辆。"),
        (RowKind.PROJECT, "食堂改造", "改造食堂9个。"),
    ]


def test_items_of_a_box_on_lines_of_their_own_are_projects() -> None:
    text = "专栏2 重点工程\n1.校车工程：购置校车30辆。\n2.食堂改造：改造食堂9个。\n第三章 养老\n"
    assert [one.name for one in found(find_projects, text)] == ["校车工程", "食堂改造"]


def test_items_on_the_line_of_the_box_itself_are_projects() -> None:
    text = "专栏2 重点工程 1.校车工程：购置校车30辆；2.食堂改造,改造食堂9个。\n第三章 养老\n"
    assert [one.name for one in found(find_projects, text)] == ["校车工程", "食堂改造"]


@pytest.mark.parametrize("text", ["一、任务\n1.校车工程：购置校车30辆。\n", "专栏2 重点工程\n正文。\n"])
def test_without_a_box_or_an_item_there_is_no_project(text: str) -> None:
    assert found(find_projects, text) == []


# duties


@pytest.mark.parametrize(
    ("line", "item", "lead"),
    [
        ("1.校车补助（县教育局、县财政局负责）", "校车补助", "县教育局、县财政局"),
        ("校车补助(县教育局负责)", "校车补助", "县教育局"),
        ("2.全科（助理）医师招录（县卫生健康局负责）", "全科（助理）医师招录", "县卫生健康局"),
        ("3.校车补助（县教育局（校车办）、县财政局负责）", "校车补助", "县教育局（校车办）、县财政局"),
    ],
)
def test_a_line_says_who_is_in_charge(line: str, item: str, lead: str) -> None:
    (duty,) = found(find_duties, f"专栏 部门责任分工\n{line}\n")
    assert (duty.kind, duty.name, pairs(duty)) == (RowKind.DUTY, item, {"事项": item, "牵头单位": lead})


@pytest.mark.parametrize("marks", ["；：", "，：", ";:", ",:"])
def test_a_bracket_names_who_leads_and_who_helps(marks: str) -> None:
    part, colon = list(marks)
    text = f"一、助餐\n建助餐点。（牵头单位{colon}县民政局{part}配合单位{colon}县财政局、县卫健局（老龄办））\n"
    (duty,) = found(find_duties, text)
    assert pairs(duty) == {"事项": "助餐", "牵头单位": "县民政局", "配合单位": "县财政局、县卫健局（老龄办）"}


def test_a_bracket_is_quoted_whole() -> None:
    text = "一、助餐\n建助餐点。（责任单位：县民政局）\n"
    (duty,) = found(find_duties, text)
    assert duty.span is not None
    assert cleaned(text).text[slice(*duty.span)] == "（责任单位：县民政局）"


def test_a_bracket_alone_on_its_line_speaks_for_the_chapter() -> None:
    text = "第一章 托育\n正文。\n第二章 养老\n一、助餐\n建助餐点。\n（牵头单位：县民政局）\n"
    assert [duty.name for duty in found(find_duties, text)] == ["养老"]


def test_a_bracket_behind_a_sentence_speaks_for_its_own_section() -> None:
    text = "第一章 托育\n正文。\n第二章 养老\n一、助餐\n建助餐点。（牵头单位：县民政局）\n二、助浴\n正文。\n"
    assert [duty.name for duty in found(find_duties, text)] == ["助餐"]


@pytest.mark.xfail(
    strict=True,
    reason="outline.py ends a title glued to its bracket behind （牵头单位, so the duty's name holds these words",
)
def test_a_bracket_behind_a_glued_heading_is_no_part_of_the_item() -> None:
    (duty,) = found(find_duties, "（一）扩大托育（牵头单位：县卫健局） 1.新建托位。新建12所。 2.培训人员。\n")
    assert duty.name == "扩大托育"


@pytest.mark.parametrize(
    ("bracket", "lead"),
    [
        ("（省教育厅、省体育局负责）", "省教育厅、省体育局"),
        ("（省委教育工委、团省委负责，列第一位者为牵头部门，下同）", "省委教育工委、团省委"),
        ("(县教育局、县慈善总会)", "县教育局、县慈善总会"),
        ("（县民政局牵头，县财政局配合）", "县民政局"),
    ],
)
def test_agencies_in_a_bracket_behind_a_sentence_lead_its_section(bracket: str, lead: str) -> None:
    (duty,) = found(find_duties, f"一、助餐\n建助餐点。{bracket}\n二、助浴\n正文。\n")
    assert (duty.name, pairs(duty)["牵头单位"]) == ("助餐", lead)


@pytest.mark.parametrize("bracket", ["（共同牵头）", "（含改造）", "（第5项由县医保局牵头）", "（见附件）"])
def test_other_brackets_behind_a_sentence_lead_nothing(bracket: str) -> None:
    assert found(find_duties, f"一、助餐\n建助餐点。{bracket}\n") == []


def test_prose_on_being_in_charge_is_no_duty() -> None:
    assert found(find_duties, "一、助餐\n县民政局负责助餐点建设（含改造）。\n") == []


@pytest.mark.parametrize(
    ("find", "text"),
    [
        (find_terms, "名词解释\n〔1〕 长者卡： 乘车用的卡。 \n"),
        (find_projects, BOX),
        (find_duties, "专栏 分工\n1.校车补助（县教育局负责）\n"),
        (find_duties, "一、助餐\n建助餐点。（牵头单位：县民政局；配合单位： 县财政局）\n"),
    ],
    ids=["terms", "projects", "line duties", "bracket duties"],
)
def test_cells_stand_in_the_text(find: Finder, text: str) -> None:
    words = cleaned(text).text
    cells = [cell for one in found(find, text) for cell in one.cells]
    assert cells
    assert [words[cell.start : cell.end] for cell in cells] == [cell.text for cell in cells]


@pytest.mark.parametrize(
    "text",
    [
        # nobody knows where the title ends
        "（一）办好乡村集市完善设施和管理，每个乡镇至少有一处固定的集市场地，方便群众就近买卖农副产品。（牵头单位：县商务局）\n",
        # the mark opens no heading that could be told
        "一、重点任务\n（一）办好、管好、用好乡村集市，每个乡镇至少有一处固定的集市场地，方便群众就近买卖农副产品。（牵头单位：县商务局）\n",
    ],
)
def test_no_duty_rather_than_one_with_a_guessed_name(text: str) -> None:
    assert not list(find_duties(text, sections_of(text)))


def test_a_duty_of_a_glued_heading_whose_end_is_sure() -> None:
    text = "（一）丰富乡村文艺到2025年每个乡镇建成一处舞台，每年演出不少于四场，让群众在家门口看到好戏。（牵头单位：县文化局）\n"
    assert [duty.name for duty in find_duties(text, sections_of(text))] == ["丰富乡村文艺"]


def test_the_bracket_is_no_part_of_the_name() -> None:
    text = "一、重点任务\n（一）办好乡村集市（牵头单位：县商务局）\n"
    assert [duty.name for duty in find_duties(text, sections_of(text))] == ["办好乡村集市"]


def test_a_line_with_its_department_is_quoted_whole() -> None:
    text = "18.电视综合覆盖率(融媒体中心负责)\n"
    (duty,) = found(find_duties, text)
    assert duty.span is not None and text[slice(*duty.span)] == "电视综合覆盖率(融媒体中心负责)"
