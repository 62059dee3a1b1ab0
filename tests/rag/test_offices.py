"""What an office fills in is read as it is written, or the first fault is named with its place."""

from pathlib import Path

import pytest

from ingest.errors import UsageError
from rag import offices
from rag.contacts import Entry
from rag.offices import own_offices, unknown_regions, write_down
from rag.service import Service

FILLED = """
[[contact]]
region = "浙江省/台州市/玉环市"
department = "市民政局"
phone = "0576-8722 0000"
bring = "身份证、户口簿"

[[contact]]
region = "浙江省/台州市/玉环市"
department = "市教育局"
"""


def written(home: Path, text: str) -> Path:
    (home / offices.FILE).write_text(text, encoding="utf-8")
    return home


def test_what_is_filled_in_is_read_and_the_rest_left_out(tmp_path: Path) -> None:
    (entry,) = own_offices(written(tmp_path, FILLED))
    assert (entry.department, entry.phone, entry.bring) == ("市民政局", "0576-8722 0000", "身份证、户口簿")


def test_without_a_file_there_is_none(tmp_path: Path) -> None:
    assert own_offices(tmp_path) == ()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (FILLED.replace("0576-8722 0000", "办公室一"), r"第 1 个 \[\[contact\]\]\(市民政局\)的 phone 只能写数字"),
        (FILLED + 'link = "www.x.cn"', r"第 2 个 .*\(市教育局\)的 link 要以 http"),
        (FILLED + 'fax = "1"', r"第 2 个 .*没有 fax 这一项"),
        (FILLED + "phone = 12345", r"第 2 个 .*的 phone 只能写数字和连字符"),
        ("[[contact]]\nphone = '1'\nregion = 'x'", r"第 1 个 .*要写 name（名称）或 department"),
        ("[[contact]]\nname = '民政局'\nphone = '1'", r"第 1 个 .*\(民政局\)的 region\(地区\)要写明"),
        ("[[contact]\n", r"contacts\.toml 读不了:.*line 1"),
        ("[office]\nname = '民政局'", r"只能有 \[\[contact\]\] 段,不能有 office"),
    ],
)
def test_a_fault_is_named_with_its_place(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(UsageError, match=said):
        own_offices(written(tmp_path, text))


def test_a_region_without_a_plan_is_noticed() -> None:
    own = [Entry(department="民政局", region=region, phone="1") for region in ("甲省/乙市", "甲省/丙市", "甲省/丙市")]
    assert unknown_regions(own, ["甲省/乙市"]) == ("甲省/丙市",)


def test_the_file_is_made_once_with_the_departments_that_plans_name(tmp_path: Path, service: Service) -> None:
    path = write_down(tmp_path, service.index)
    assert path is not None and 'department = "市民政局"' in path.read_text(encoding="utf-8")
    assert own_offices(tmp_path) == ()  # nothing of it is filled in
    path.write_text(path.read_text(encoding="utf-8").replace('phone = ""', 'phone = "1"', 1), encoding="utf-8")
    assert len(own_offices(tmp_path)) == 1
    assert write_down(tmp_path, service.index) is None
