"""Two readings held against each other: rows that one side lacks, cells whose figures differ."""

from ingest.compare import Difference, differences
from ingest.schema import Row, RowKind
from tests.builders.reading import parsed

HEADER = "| 服务项目 | 服务对象 | 服务内容 | 服务标准 | 支出责任 |\n|---|---|---|---|---|\n"


def rows(*lines: str) -> tuple[Row, ...]:
    return parsed(HEADER + "\n".join(lines) + "\n").rows


MEALS = "| 营养午餐 | 小学生 | 提供午餐 | 每生每天4元 | 县财政 |"


def test_other_words_with_the_same_figures_are_no_difference() -> None:
    ours = rows("| 营养午餐 | 读小学的孩子 | 午餐由学校供应 | 每生每天按４元补助 | 由县财政承担 |")
    assert not list(differences(ours, rows(MEALS)))


def test_another_figure_names_row_and_column() -> None:
    ours = rows("| 营养午餐 | 小学生 | 提供午餐 | 每生每天5元 | 县财政 |")
    assert list(differences(ours, rows(MEALS))) == [
        Difference(kind=RowKind.STANDARD, name="营养午餐", column="服务标准", ours="每生每天5元", theirs="每生每天4元")
    ]


def test_a_row_of_one_side_only_is_told_on_both_sides() -> None:
    more = rows(MEALS, "| 高龄津贴 | 80岁以上老人 | 发放津贴 | 每人每月50元 | 县财政 |")
    assert [(one.name, one.ours) for one in differences(more, rows(MEALS))] == [("高龄津贴", "有")]
    assert [(one.name, one.ours) for one in differences(rows(MEALS), more)] == [("高龄津贴", "没有")]


def test_rows_of_one_name_are_paired_by_likeness() -> None:
    other = "| 营养午餐 | 小学生 | 提供午餐 | 每生每天6元 | 县财政 |"
    assert not list(differences(rows(MEALS, other), rows(other, MEALS)))


def test_marks_of_a_list_are_no_figures() -> None:
    ours = rows("| 体检 | 老人 | 体检 | 一般检查；血压检查 | 县财政 |")
    assert not list(differences(ours, rows("| 体检 | 老人 | 体检 | 1.一般检查；2.血压检查 | 县财政 |")))
