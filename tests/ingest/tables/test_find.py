"""Tables of all layouts together: each once, none inside another."""

from ingest.tables.find import find_tables

PIPES = "| 指标 | 2020年 | 2025年 |\n| 入园率 | 90 | 95 |\n"
STANDARDS = "服务项目\n服务对象\n服务标准\n支出责任\n高龄津贴发放\n80周岁以上老年人\n每人每月50元。\n县财政负责。\n"
INDICATORS = "指标\n单位\n2020年\n2025年\n属性\n养老床位\n张\n60\n90\n预期性\n"
SPACED = "指标 单位 2020年 2025年 属性\n入园率 % 90 95 预期性\n"
GRID = "各乡镇村医情况表\n乡镇\n村医\n河口镇\n12\n石桥镇\n15\n青山乡\n9\n"


def test_every_layout_has_its_tables() -> None:
    found = find_tables("一、甲\n".join([PIPES, STANDARDS, INDICATORS, SPACED, GRID]))
    names = [[cell.text for cell in table.header] for table in found]
    assert ["指标", "2020年", "2025年"] in names
    assert ["服务项目", "服务对象", "服务标准", "支出责任"] in names
    assert ["序号", "分类", "指标", "单位", "2020年", "2025年", "属性"] in names
    assert ["乡镇", "村医"] in names
    assert len(found) == 5


def test_a_table_of_a_known_layout_is_no_other_besides() -> None:
    (table,) = find_tables(f"主要指标表\n{INDICATORS}")
    assert table.rows[0][2].text == "养老床位"


def test_a_sign_for_the_cell_above_counts_as_its_figure_where_a_unit_is_looked_for() -> None:
    (table,) = find_tables("表1 标准（单位：元）\n| 对象 | 补助标准 |\n| 低保 | 660 |\n| 特困 | 〃 |\n| 孤儿 | 〃 |\n")
    assert table.header[1].text == "补助标准（元）"
