"""An edited letter held against its sources: what is right is said to be, what was changed is found, by kind."""

import pytest

from rag.letter.live_check import Finding, FindingKind, check
from rag.schema import Citation, CitedCell
from tests.builders.answers import citation

CELLS = (
    ("服务项目", "高龄津贴"),
    ("服务对象", "80周岁及以上老年人"),
    ("服务标准", "80—89周岁每人每月110元，90周岁及以上每人每月200元"),
    ("牵头单位", "县民政局"),
)


def row(n: int, *cells: tuple[str, str]) -> Citation:
    quote = "，".join(words for _, words in cells)
    cut = tuple(CitedCell(column=column, quote=words, start=0, end=len(words)) for column, words in cells)
    return citation(quote, n=n, cells=cut)


SOURCES = (
    row(1, *CELLS),
    citation(
        "到2025年，养老床位达到1200张以上。由县卫生健康局负责，2023年6月1日起施行。", n=2, title="青石县养老服务规划"
    ),
)
LETTER = """尊敬的来信人：

　　您好！来信收悉。现将您反映的2个问题答复如下：

　　一、关于“高龄津贴是不是每月500元”
　　高龄津贴由县民政局牵头，80—89周岁每人每月110元[1]。

　　二、关于“养老床位”
　　到2025年，养老床位达到1200张以上[2]。

　　感谢您的来信。

　　（单位名称）
　　2026年11月30日

依据：
[1] 《规划》（2021-2025年）"""


def wrong(text: str) -> list[Finding]:
    return [one for one in check(text, SOURCES, told={2: "青政发〔2021〕5号"}) if one.kind is not FindingKind.SUPPORTED]


def test_a_letter_as_drafted_is_supported() -> None:
    found = check(LETTER, SOURCES)
    assert not wrong(LETTER)
    assert [(LETTER[one.start : one.end], one.source) for one in found if one.source == 1][-1] == ("110元", 1)
    assert ("1200张", 2) in [(LETTER[one.start : one.end], one.source) for one in found]


@pytest.mark.parametrize(
    ("said", "edited", "says"),
    [
        ("110元", "150元", "110元"),
        ("1200张", "1300张", "1200张"),
        ("每人每月110元", "每人每年110元", "每人每月"),
        ("80—89周岁每人每月110元", "90周岁以上每人每月110元", "110元"),
        ("到2025年", "到2027年", "2025"),
        ("1200张以上", "1200张以内", "1200张以上"),
        ("县民政局", "县财政局", "民政局"),
        ("110元", "110万元", "110元"),
    ],
)
def test_a_changed_letter_is_contradicted_with_the_words_of_the_source(said: str, edited: str, says: str) -> None:
    text = LETTER.replace(said, edited)
    found = wrong(text)
    assert found and all(said not in text[one.start : one.end] for one in found)
    assert any(says in one.says and one.kind is FindingKind.CONTRADICTED for one in found)


@pytest.mark.parametrize(
    ("added", "words"),
    [
        ("根据青政发〔2022〕18号文件，", "青政发〔2022〕18号"),
        ("自2023年7月1日起，", "2023年7月1日"),
        ("预计有35户家庭受益，", "35户"),
    ],
)
def test_what_no_source_says_is_found(added: str, words: str) -> None:
    text = LETTER.replace("到2025年，养老", f"{added}到2025年，养老")
    assert any(words in text[one.start : one.end] for one in wrong(text))


@pytest.mark.parametrize(
    ("text", "found"), [("规划已于2022年6月1日公布。", False), ("养老床位已于2022年6月1日建成。", True)]
)
def test_that_a_plan_is_published_is_no_aim_of_it(text: str, found: bool) -> None:
    source = citation("规划由县发展改革局发布，发布日期是2022年06月01日。要建成养老床位。")
    assert any(text[one.start : one.end] == "已" for one in check(text, (source,))) is found


@pytest.mark.parametrize("added", ["根据青政发〔2021〕5号文件，", "自2023年6月1日起，", "按照规划，"])
def test_what_is_known_of_a_source_is_supported(added: str) -> None:
    assert not wrong(LETTER.replace("到2025年，养老", f"{added}到2025年，养老"))


def test_without_marks_the_source_that_fits_best_is_taken() -> None:
    (one,) = check("80—89周岁每人每月110元。", SOURCES)[-1:]
    assert (one.kind, one.source) == (FindingKind.SUPPORTED, 1)
    (other,) = wrong("养老床位达到900张以上。")
    assert (other.kind, other.source) == (FindingKind.CONTRADICTED, 2) and "1200张" in other.says


@pytest.mark.parametrize("text", ["", "尊敬的来信人：", "感谢您的来信。", "【待补充：规划里没有写到2025年的标准】"])
def test_what_claims_nothing_has_no_findings(text: str) -> None:
    assert check(text, SOURCES) == ()


def test_without_sources_every_figure_is_unsupported() -> None:
    (one,) = check("每人每月110元。", ())
    assert (one.kind, one.source) == (FindingKind.UNSUPPORTED, None)


@pytest.mark.parametrize("office", ["我局", "本局", "我们单位", "相关部门"])
def test_an_office_that_speaks_of_itself_is_no_claim(office: str) -> None:
    found = check(f"规划没有写明，{office}正在核实。", SOURCES)
    assert [one for one in found if one.kind is not FindingKind.SUPPORTED] == []
