"""What a column or a field is called, in small tables and records that have it: what plans write is understood."""

import pytest

from ingest.records.indicators import baseline, target
from ingest.records.labelled import find_labelled
from ingest.records.listed import Listed
from ingest.records.row_types import typed_rows
from ingest.schema import Cell, Row, RowKind
from ingest.tables import headers
from ingest.tables.flat_standards import find_flat_standards
from ingest.tables.pipes import find_pipe_tables
from ingest.tables.spaced_indicators import find_spaced_indicators
from ingest.text.clean import Cleaned
from ingest.text.outline import outline


def pairs(listed: dict[str, str]) -> list[tuple[str, str]]:
    """A name with each of the words listed for it."""
    return [(name, word) for name, words in listed.items() for word in words.split()]


def records(text: str) -> list[Listed]:
    return list(find_labelled(text, outline(Cleaned(text=text, origin=((0, 0, len(text)),), headings=()), "d", "题")))


def fields(one: Listed) -> dict[str, str]:
    return {cell.column: cell.text for cell in one.cells}


def value(cell: Cell | None) -> str:
    return cell.text if cell else ""


def rows(*lines: str) -> tuple[Row, ...]:
    text = "\n".join(f"| {line} |" for line in lines) + "\n"
    sections = outline(Cleaned(text=text, origin=((0, 0, len(text)),), headings=()), "d", "题")
    return typed_rows(find_pipe_tables(text), sections)


STANDARD_COLUMNS = {
    "序号": "序号 编号",
    "服务项目": "服务项目 项目名称 项目 服务事项 事项名称 服务名称 保障项目 服务项目名称",
    "服务对象": "服务对象 保障对象 对象 受益人群 服务人群 受益对象 享受对象 享受人群 适用对象 覆盖对象 补助对象 保障人群"
    " 覆盖人群",
    "服务内容": "服务内容 保障内容 内容 主要内容 服务内容及要求",
    "服务标准": "服务标准 标准 保障标准 补助标准 具体标准 实施标准 指导标准 服务指导标准 保障水平 服务内容及标准"
    " 服务内容和标准 服务内容与标准 内容及标准 内容和标准 保障内容及标准 保障内容和标准 服务标准及要求 服务标准和要求",
    "支出责任": "支出责任 资金来源 经费保障 支出责任划分 保障措施 经费来源 资金渠道 资金保障 支出责任及资金来源",
    "牵头单位": "牵头单位 牵头部门 责任单位 责任部门 牵头负责单位 牵头责任单位 主要责任单位 主管部门 负责部门 负责单位"
    " 实施部门 实施单位",
}


@pytest.mark.parametrize(("name", "writing"), pairs(STANDARD_COLUMNS))
def test_a_column_of_a_lost_standards_table_is_known_by_what_it_is_called(name: str, writing: str) -> None:
    others = [other for other in ("服务对象", "支出责任", "服务标准") if other != name][:2]
    (table,) = find_flat_standards("\n".join([writing, *others, "助餐", "老人", "县级财政负责。"]))
    assert [cell.text for cell in table.header] == [name, *others]


LABELS = {
    "服务项目": "服务名称 服务项目 服务事项 项目名称 事项名称 政策名称 补贴名称 补贴项目 救助项目",
    "服务对象": "服务对象 保障对象 补助对象 补贴对象 享受对象 发放对象 救助对象 适用对象 受益对象 申请条件 申领条件",
    "服务内容": "服务内容 保障内容 服务项目内容 补助内容 救助内容",
    "服务标准": "服务标准 保障标准 补助标准 补贴标准 发放标准 救助标准 资助标准 奖励标准 待遇标准 标准",
    "支出责任": "支出责任 支出责任划分 经费保障 资金保障 保障措施",
    "内容": "目标任务 工作目标 年度目标 目标 建设内容 主要内容 实施内容 工作内容 任务内容 建设任务 主要任务 工作任务"
    " 具体内容 建设规模 建设内容及规模",
    "资金来源": "资金来源 经费来源 资金安排 资金投入 投资规模 总投资 投资估算 计划投资 资金筹措 所需资金 项目投资 资金",
    "完成时限": "完成时限 完成时间 办结时限 办理时限 时限 时限要求 建设时间 建设期限 建设年限 建设周期 实施期限 时间要求"
    " 时间安排 进度安排 工作进度",
    "建设地点": "建设地点 实施地点 项目地点 地点 建设地址 实施范围",
    "牵头单位": "牵头单位 牵头部门 牵头负责单位 牵头责任单位 主要责任单位 责任单位 责任部门 责任主体 主管部门 主管单位"
    " 负责单位 负责部门 实施单位 承办单位 主办单位 牵头领导单位 主责部门 主责单位",
    "配合单位": "配合单位 配合部门 协办单位 协同单位 参与单位 协助单位 协同部门 参加单位",
    "办理方式": "办理方式 办理流程 办理渠道 申请方式 申请流程 申请程序 申领方式 申领流程 申报方式 申报流程 办理程序"
    " 享受方式",
    "申请材料": "申请材料 申报材料 办理材料 所需材料 提交材料 需提供材料 申领材料",
    "补贴期限": "补贴期限 补助期限 享受期限 发放期限 资助期限 贷款期限",
    "受理单位": "受理单位 受理部门 受理机构 受理地点 办理单位 办理部门 办理机构 办理地点 经办机构 经办单位 申请地点"
    " 受理窗口",
    "联系电话": "联系电话 咨询电话 服务电话 办公电话 受理电话 电话",
    "备注": "备注 说明 温馨提示",
}
ONE_LINE = {"服务项目", "完成时限", "建设地点", "牵头单位", "配合单位", "联系电话"}


@pytest.mark.parametrize(("name", "writing"), pairs(LABELS))
def test_a_field_of_a_record_is_known_by_its_label(name: str, writing: str) -> None:
    before, after = [other for other in ("服务对象", "服务标准", "支出责任") if other != name][:2]
    own = f"【{writing}】某事\n另起一行\n"
    others = f"【{before}】老人\n{'' if name == '服务项目' else own}【{after}】每餐2元\n"
    (one,) = records(f"1.助餐\n{own if name == '服务项目' else ''}{others}")
    words = "某事" if name in ONE_LINE else "某事\n另起一行"  # who, where and when is told on one line
    assert ({cell.column: cell.text for cell in one.cells} | {"服务项目": one.name})[name] == words


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("【服务对象】老人。【服务标准】每餐2元。", RowKind.STANDARD),
        ("【服务内容】送餐。【支出责任】县级财政。", RowKind.STANDARD),
        ("【建设内容】新建食堂。", RowKind.PROJECT),
        ("【资金来源】县级财政。", RowKind.PROJECT),
        ("【建设地点】城南。", RowKind.PROJECT),
        ("【责任单位】县民政局。【完成时限】年底。", RowKind.DUTY),
        ("【服务对象】老人。", None),
        ("【配合单位】县财政局。", None),
        ("【办理方式】到窗口办理。【申请材料】身份证。【补贴期限】一年。【受理单位】乡镇。【联系电话】12345。", None),
        ("【备注】全县通用。", None),
    ],
)
def test_the_fields_of_a_record_say_what_it_records(text: str, kind: RowKind | None) -> None:
    assert [one.kind for one in records(f"1.助餐。{text}\n")] == ([kind] if kind else [])


def test_a_labelled_name_opens_a_record_and_a_label_of_other_matters_does_not() -> None:
    text = "服务名称:助餐\n服务对象:老人\n服务标准:每餐2元\n{}:助浴\n保障对象:失能老人\n保障标准:每次60元\n"
    assert [one.name for one in records(text.format("服务名称"))] == ["助餐", "助浴"]
    assert [fields(one)["备注"] for one in records(text.format("备注"))[:1]] == ["助浴"]


OPENING = (
    "序号 分类 类别 指标 指标名称 单位 属性 指标属性 指标性质 服务领域 服务项目 服务对象 服务内容 服务标准 支出责任"
    " 项目名称 建设内容 完成时限 牵头单位 责任单位 配合单位 备注"
)


@pytest.mark.parametrize("writing", OPENING.split())
def test_two_known_headers_in_a_line_open_another_table_right_below(writing: str) -> None:
    other = "序号" if writing == "备注" else "备注"
    found = find_pipe_tables(f"|乡镇|床位|\n|青石镇|60|\n|{writing}|{other}|\n|甲|乙|\n")
    assert [table.header[0].text for table in found] == ["乡镇", writing]


def test_one_known_header_in_a_line_opens_no_table() -> None:
    assert len(find_pipe_tables("|乡镇|床位|\n|青石镇|60|\n|单位|甲|\n|甲|乙|\n")) == 1


@pytest.mark.parametrize(
    "header",
    [
        *(
            f"{first} 指标 2020年 2025年"
            for first in ["序号", "分类", "类别", "领域", "单位", "属性", "指标属性", "性质", "指标性质"]
        ),
        *(f"序号 {name} 2020年 2025年" for name in ["指标", "指标名称", "主要指标"]),
    ],
)
def test_a_header_of_an_indicator_table_is_known_by_its_words(header: str) -> None:
    (table,) = find_spaced_indicators(f"{header}\n1 床位 张 5 6 预期性\n")
    assert [cell.text for cell in table.rows[0]] == ["1", "", "床位", "张", "5", "6", "预期性"]


def test_of_the_columns_beside_the_values_only_the_attribute_answers_a_question() -> None:
    silent = {"序号", "分类", "类别", "领域", "指标", "指标名称", "主要指标", "单位"}
    assert silent <= headers.NOT_READ_OUT
    assert headers.NOT_READ_OUT.isdisjoint({"属性", "指标属性", "性质", "指标性质"})


@pytest.mark.parametrize("writing", ["序号", "编号", "分类", "类别", "领域", "类型"])
def test_a_column_that_counts_or_groups_names_no_record(writing: str) -> None:
    assert [row.name for row in rows(f"{writing} | 乡镇", "甲 | 青石镇", "乙 | 河口镇")] == ["青石镇", "河口镇"]


@pytest.mark.parametrize("writing", ["项目名称", "项目", "工程名称", "实事项目", "工程项目", "重点项目"])
def test_a_column_of_projects_names_them_where_another_tells_what_is_built(writing: str) -> None:
    (row,) = rows(f"乡镇 | {writing} | 建设规模", "青石镇 | 敬老院 | 床位60张")
    assert (row.kind, row.name) == (RowKind.PROJECT, "敬老院")
    (row,) = rows(f"乡镇 | {writing} | 电话", "青石镇 | 敬老院 | 12345")
    assert row.kind is RowKind.OTHER


@pytest.mark.parametrize(
    "built", ["建设性质", "总投资", "占地规模", "年度目标", "年度任务", "主要内容", "工作内容", "实施内容", "建设内容"]
)
def test_a_column_tells_what_a_project_builds_by_a_part_of_its_header(built: str) -> None:
    (row,) = rows(f"项目 | {built}", "敬老院 | 新建一所")
    assert row.kind is RowKind.PROJECT


@pytest.mark.parametrize(
    ("header", "kind", "name"),
    [
        ("服务项目 | 电话 | 服务标准", RowKind.STANDARD, "甲"),
        ("电话 | 服务项目 | 服务对象", RowKind.STANDARD, "乙"),
        ("电话 | 指标 | 备注", RowKind.INDICATOR, "乙"),
        ("电话 | 指标名称 | 备注", RowKind.INDICATOR, "乙"),
        ("电话 | 主要指标 | 备注", RowKind.INDICATOR, "乙"),
        ("服务项目 | 服务领域 | 电话", RowKind.SERVICE_LIST, "乙"),
        ("事情 | 牵头单位 | 电话", RowKind.DUTY, "甲"),
        ("事情 | 责任单位 | 电话", RowKind.DUTY, "甲"),
        ("责任单位 | 项目名称 | 建设内容", RowKind.PROJECT, "乙"),
    ],
)
def test_headers_together_make_a_kind_of_table(header: str, kind: RowKind, name: str) -> None:
    (row,) = rows(header, "甲 | 乙 | 丙")
    assert (row.kind, row.name) == (kind, name)


def told(header: str) -> set[str]:
    """The parts by which a header is told."""
    return {part for part in ("VALUE", "BASELINE", "TARGET", "DATED") if getattr(headers, part).search(header)}


@pytest.mark.parametrize(
    ("header", "parts"),
    [
        ("年均增长", {"VALUE"}),
        ("年均增速", {"VALUE"}),
        ("目标值", {"VALUE", "TARGET"}),
        ("规划目标", {"VALUE", "TARGET"}),
        ("目标说明", {"TARGET"}),
        ("规划值", {"TARGET"}),
        ("预期值", {"TARGET"}),
        ("基期数", {"VALUE", "BASELINE"}),
        ("现状值", {"VALUE", "BASELINE"}),
        ("基准值", {"VALUE", "BASELINE"}),
        ("实际值", {"BASELINE"}),
        ("完成值", {"BASELINE"}),
        ("现值", {"BASELINE"}),
        ("发展情况", {"BASELINE"}),
        ("2025年", {"VALUE", "DATED"}),
        ("2025", {"DATED"}),
        ("到2025年", {"VALUE"}),
        ("2021—2025年增长", {"VALUE"}),
        ("2025年增速", {"VALUE"}),
        ("2025年累计", {"VALUE"}),
        ("单位", set()),
    ],
)
def test_a_column_of_values_is_told_by_a_part_of_its_header(header: str, parts: set[str]) -> None:
    assert told(header) == parts


@pytest.mark.parametrize("header", ["现状值", "实际值", "完成值", "基期数", "基准数", "现值", "发展情况"])
def test_a_column_of_what_was_reached_holds_the_baseline_of_an_indicator(header: str) -> None:
    (row,) = rows(f"指标 | 2025年 | {header}", "床位 | 90 | 60")
    assert value(baseline(row)) == "60"


@pytest.mark.parametrize("header", ["目标", "规划值", "预期值"])
def test_a_column_of_what_is_aimed_at_holds_the_target_of_an_indicator(header: str) -> None:
    (row,) = rows(f"指标 | {header} | 2030年", "床位 | 90 | 120")
    assert value(target(row)) == "90"


@pytest.mark.parametrize("header", ["2026年增长", "2026年增速", "2026年累计", "到2026年", "年份"])
def test_growth_over_years_is_no_value_of_a_year(header: str) -> None:
    (row,) = rows(f"指标 | 2020年 | 2025年 | {header}", "床位 | 60 | 90 | 50%")
    assert (value(baseline(row)), value(target(row))) == ("60", "90")
