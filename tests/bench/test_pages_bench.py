"""Pages held against labels."""

import json
from pathlib import Path

import pytest

from bench.pages import main

PAGE = """<head><title>青石县高龄津贴发放办法</title></head><body><div>首页 政务公开</div><h1>青石县高龄津贴发放办法</h1>
<p>青石县民政局负责。<del>每人每月50元。</del></p><table><tr><td>对象</td><td>标准</td></tr><tr><td>高龄老人</td><td>70元</td></tr></table>
</body>"""


def test_a_page_is_held_against_its_labels(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    label = {
        "title": "青石县高龄津贴发放办法",
        "issuer": None,
        "number": None,
        "date": "2026-01-01",
        "region": None,
        "rows": [{"对象": "高龄老人", "标准": "70元"}, {"对象": "孤儿", "标准": "9元"}],
        "paragraphs": ["青石县民政局负责。", "没有的一段。"],
        "chrome": ["首页 政务公开"],
        "deleted": ["每人每月50元。"],
    }
    (tmp_path / "a.html").write_text(PAGE, encoding="utf-8")
    (tmp_path / "a.json").write_text(json.dumps(label, ensure_ascii=False), encoding="utf-8")
    main([str(tmp_path), "--differences"])
    out = capsys.readouterr().out
    assert "identity                                4 of 5" in out
    assert "rows, words                             1 of 2" in out
    assert "没有的一段" in out and "date '' for '2026-01-01'" in out
    assert "passages without chrome (characters)" in out and "100.0 %" in out


HEADED = "<p>标准如下，由青石县民政局负责解释。</p><table><tr><td rowspan=2>乡镇</td><td colspan=2>面积（亩）</td></tr><tr><td>上半年</td><td>下半年</td></tr><tr><td>甲镇</td><td>10</td><td>12</td></tr></table>"
STANDARDS = "<table><tr><td>服务项目</td><td>补助标准（元/人·月）</td></tr><tr><td>津贴</td><td>100</td></tr><tr><td>补贴</td><td>80</td></tr></table>"
BESIDE = "<table><tr><td>办理部门</td><td>县民政局</td></tr><tr><td>办理时限</td><td>3日</td></tr></table>"


@pytest.mark.parametrize(
    ("table", "row", "held"),
    [
        (HEADED, {"乡镇": "甲镇", "面积（亩）/上半年": "10", "面积（亩）/下半年": "12"}, True),
        (HEADED, {"乡镇": "甲镇", "面积（亩/年）/上半年": "10"}, False),
        (HEADED, {"乡镇": "甲镇", "面积（亩）/下半年": "10"}, False),
        (STANDARDS, {"服务项目": "津贴", "补助标准（元/人·月）": "100"}, True),
        (STANDARDS, {"服务项目": "津贴", "补助标准（元/人）": "100"}, False),
        (STANDARDS, {"服务项目": "津贴", "补助对象（元/人·月）": "100"}, False),
        (BESIDE, {"列1": "办理时限", "列2": "3日"}, True),
        (BESIDE, {"列1": "办理时限", "列2": "5日"}, False),
    ],
)
def test_a_row_is_held_under_every_level_of_its_headers(
    table: str, row: dict[str, str], held: bool, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.html").write_text(PAGE.replace("</body>", f"{table}</body>"), encoding="utf-8")
    (tmp_path / "a.json").write_text(json.dumps({"rows": [row]}, ensure_ascii=False), encoding="utf-8")
    main([str(tmp_path)])
    assert f"rows, words under their headers {int(held)} of 1" in " ".join(capsys.readouterr().out.split())
