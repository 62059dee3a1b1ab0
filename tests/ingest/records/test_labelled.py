"""Records whose fields carry labels in running text."""

import pytest

from ingest.records.find import listed_rows
from ingest.records.labelled import find_labelled
from ingest.records.listed import Listed
from ingest.schema import RowKind
from ingest.text.clean import Cleaned
from ingest.text.outline import outline


def found(text: str) -> list[Listed]:
    return list(find_labelled(text, outline(Cleaned(text=text, origin=((0, 0, len(text)),), headings=()), "d", "题")))


def pairs(one: Listed) -> dict[str, str]:
    return {cell.column: cell.text for cell in one.cells}


def test_a_numbered_service_with_bracketed_labels_is_a_standard() -> None:
    text = "一、幼有所育\n3.营养包发放。【服务对象】半岁到两岁的孩子。【服务标准】每月30包;\n每包12克。【牵头负责单位】县卫健局。\n"
    (one,) = found(text)
    assert (one.kind, one.name) == (RowKind.STANDARD, "营养包发放")
    assert pairs(one)["服务标准"] == "每月30包;\n每包12克。"
    assert pairs(one)["牵头单位"] == "县卫健局。"


def test_labels_with_colons_below_a_heading_take_its_name() -> None:
    (one,) = found("1.送餐补助\n服务对象:独居老人。\n服务标准:每餐3元。\n")
    assert (one.name, pairs(one)["服务标准"]) == ("送餐补助", "每餐3元。")


def test_a_labelled_name_opens_a_record_without_any_heading() -> None:
    text = "1\n服务名称：助浴\n服务对象：失能老人\n补贴标准：每次60元\n咨询电话：12345\n\n2\n服务名称：助餐\n服务对象：老人\n补贴标准：每餐2元\n"
    first, second = found(text)
    assert (first.name, second.name) == ("助浴", "助餐")
    assert pairs(first) == {"服务项目": "助浴", "服务对象": "失能老人", "服务标准": "每次60元", "联系电话": "12345"}


def test_the_lines_between_a_bare_number_and_the_first_label_are_the_name() -> None:
    record = "服务对象：孤儿\n服务内容：发放生活费\n服务标准：每月900元\n"
    text = f"（三）关爱服务\n7\n特殊儿童群体\n基本生活保障\n{record}8\n困境儿童保障\n{record}"
    assert [one.name for one in found(text)] == ["特殊儿童群体基本生活保障", "困境儿童保障"]


def test_a_sentence_above_the_first_label_is_no_name() -> None:
    (one,) = found("1.送餐补助\n为老年人送餐。\n服务对象:独居老人。\n服务标准:每餐3元。\n")
    assert one.name == "送餐补助"


def test_a_repeated_label_opens_the_next_record() -> None:
    text = "一、养老\n1.助餐。【服务对象】老人。【服务标准】每餐2元。\n2.助浴。【服务对象】失能老人。【服务标准】每次60元。\n"
    assert [(one.name, pairs(one)["服务标准"]) for one in found(text)] == [
        ("助餐", "每餐2元。"),
        ("助浴", "每次60元。"),
    ]


def test_departments_below_a_task_are_its_duty() -> None:
    text = "1.改造菜场。今年改造菜场3个。\n牵头单位:县商务局;配合单位:县城管局。完成时限:10月底前。\n"
    (one,) = found(text)
    assert (one.kind, one.name) == (RowKind.DUTY, "改造菜场")
    assert pairs(one) == {
        "事项": "改造菜场",
        "牵头单位": "县商务局",
        "配合单位": "县城管局。",
        "完成时限": "10月底前。",
    }


def test_a_task_with_its_content_labelled_is_a_project_and_a_duty() -> None:
    text = "2.新建公厕\n建设内容:新建公厕6座。\n责任单位:县住建局\n"
    assert [(one.kind, one.name) for one in found(text)] == [(RowKind.PROJECT, "新建公厕"), (RowKind.DUTY, "新建公厕")]


@pytest.mark.parametrize(
    "text",
    [
        "服务对象:老人。服务标准:每餐2元。\n",  # under no heading
        "一、养老\n(牵头单位:县民政局;配合单位:县财政局)\n",  # told by the brackets
        "一、养老\n按照服务标准执行,服务对象不变。\n",  # words, no labels
    ],
)
def test_what_is_no_labelled_record(text: str) -> None:
    assert found(text) == []


def test_an_item_of_a_box_with_labelled_fields_is_one_row() -> None:
    text = "专栏1 重点工程\n1.新建公厕 建设内容:公厕6座。\n2.食堂改造 建设内容:食堂9个。\n"
    sections = outline(Cleaned(text=text, origin=((0, 0, len(text)),), headings=()), "d", "题")
    ids = [row.id for row in listed_rows(text, sections)]
    assert len(ids) == len(set(ids)) == 2


def test_cells_are_cut_from_the_text() -> None:
    text = "1.助餐。【服务对象】 老人。【服务标准】 每餐2元。\n"
    (one,) = found(text)
    assert all(text[cell.start : cell.end] == cell.text for cell in one.cells)


def test_the_last_field_of_a_record_ends_where_the_next_record_of_its_line_begins() -> None:
    one, other = found(
        "【服务对象】老人【服务标准】每月50元【服务对象】儿童【服务标准】每月60元\n".join(["一、补贴\n", ""])
    )
    assert pairs(one)["服务标准"] == "每月50元"
    assert pairs(other)["服务标准"] == "每月60元"
