"""The words around a figure, one sentence each: what it is per, of which year, and what it says of the world."""

import pytest

from ingest.quantities.context import Role, looks_back, period_start, understand


def last_role(sentence: str, *, past: bool = False) -> Role:
    return understand(sentence, past=past)[-1].role


BASES = (
    "人均 生均 户均 年均 月均 年人均 每人 每生 每年 每月 每日 每天 每周 每季 每季度 每户 每学期 每孩次 每县 每县(市、区) 每学校"
    " 每个县 每千人口 每万居民 每百户 每千名老人 每百张床位 每万常住人口 每千老年人口 每个乡镇 每名学生 每名护理员 每所学校 每位老人"
    " 平均每人 每人每年 每人每月 每人每日 每人每天 每人每周 每人每次 每生每年 每生每学期 每户每季 每户每季度 每年每人 每年每生"
    " 每人每年每次"
)


@pytest.mark.parametrize("base", BASES.split())
def test_what_an_amount_is_per_stands_before_it(base: str) -> None:
    (one,) = understand(f"补助{base}80元。")
    assert one.base == base


@pytest.mark.parametrize("mark", "，,。；;")
def test_a_base_holds_within_its_clause(mark: str) -> None:
    assert understand(f"按每户另算{mark}补助80元")[0].base == ""


@pytest.mark.parametrize(
    ("between", "base"),
    [("、甲乙丙丁戊己庚辛壬癸子", "每户"), ("、甲乙丙丁戊己庚辛壬癸子丑", ""), ("；乙", ""), (";乙", "")],
)
def test_a_base_is_shared_by_what_follows_soon_in_its_list(between: str, base: str) -> None:
    assert understand(f"每户80元{between}90元")[1].base == base


def test_a_base_given_anew_holds_from_there_on() -> None:
    found = understand("每户80元，每人60元、70元")
    assert [one.base for one in found] == ["每户", "每人", "每人"]


PERIODS = [("十一五", 2010), ("十二五", 2015), ("十三五", 2020), ("十四五", 2025), ("十五五", 2030)]


@pytest.mark.parametrize(("period", "end"), PERIODS)
@pytest.mark.parametrize("quotes", ["{}", "“{}”", '"{}"'])
def test_a_period_stands_for_its_last_year(period: str, end: int, quotes: str) -> None:
    words = quotes.format(period)
    assert understand(f"{words}末，床位达到80张", plan_start=2021)[0].year == end
    assert period_start(f"{words}规划") == end - 4


@pytest.mark.parametrize(
    ("sentence", "year"),
    [
        ("1998年，床位80张", 1998),
        ("2025 年，床位80张", 2025),
        ("到2023年，力争2025年，床位80张", 2025),
        ("2015年以来，床位80张", None),
        ("2015年度以来，床位80张", None),
        ("2015年 以来，床位80张", None),
        ("床位80张", None),
        ("从2020年的60张", 2020),
        ("由2020年的60张", 2020),
        ("2025年，从业人员60人", 2025),
        ("2025年，由于扩建，床位60张", 2025),
        ("从2019年起，床位60张", 2019),
        ("自从2019年开始，床位60张", 2019),
        ("由2019年至今，床位60张", 2019),
        ("由2019年的下降转为上升，床位60张", None),
    ],
)
def test_the_last_year_before_a_figure_is_its_year(sentence: str, year: int | None) -> None:
    assert understand(sentence, plan_start=2021)[-1].year == year


@pytest.mark.parametrize(
    "words",
    [
        *(
            "服务标准为",
            "发放补助",
            "发放补贴",
            "给予资助",
            "给予奖励",
            "高龄津贴",
            "定期抚恤",
            "基准定额",
            "按低保线核定",
        ),
        *(
            "每人每月",
            "每生每天",
            "每户每年",
            "建筑面积不小于",
            "满60周岁发",
            "配备车辆",
            "配置车辆",
            "定期随访",
            "每学期开",
        ),
        *(
            "每季度开",
            "设置卫生院2所、",
            "服务半径",
            "响应时间",
            "反应时间",
            "等候时间",
            "每天运动不少于",
            "每日运动不低于",
        ),
        *("每周运动不少于", "享受产假", "每天在校园里参加体育活动都不少于"),
    ],
)
def test_what_is_due_to_somebody_is_a_standard(words: str) -> None:
    assert last_role(f"{words}80元") is Role.STANDARD


@pytest.mark.parametrize(
    "words",
    [
        *("标准化学校", "标准达标学校", "床位达到", "按上年水平和各乡镇的实有人数核定", "享受面达到"),
        *("享受低保的", "补助发放率", "补助占比", "补助比例", "补助比重", "补助覆盖面", "补助满意度", "津贴发放率达到"),
    ],
)
def test_what_a_plan_builds_or_counts_is_a_target(words: str) -> None:
    assert last_role(f"{words}80%") is Role.TARGET


@pytest.mark.parametrize(
    ("after", "role"),
    [
        *((f"的{word}建设", Role.STANDARD) for word in ("标准", "要求", "比例", "规格")),
        ("托位的标准建设", Role.STANDARD),
        ("托位和床位全都要有的标准建设", Role.TARGET),
        ("的标准化建设", Role.TARGET),
        ("，的标准", Role.TARGET),
    ],
)
def test_a_norm_stands_behind_its_figure(after: str, role: Role) -> None:
    assert last_role(f"新建10个{after}") is role


@pytest.mark.parametrize("than", ["高于", "低于", "超过", "高出", "优于", "比"])
@pytest.mark.parametrize("place", ["全国", "国家", "全省", "全市", "世界"])
def test_a_figure_of_elsewhere_is_said_for_comparison(than: str, place: str) -> None:
    assert last_role(f"寿命{than}{place}平均3年") is Role.OTHER


def test_a_comparison_holds_within_its_clause_and_near_the_figure() -> None:
    assert last_role("寿命高于全国，床位80张") is Role.TARGET
    assert last_role("寿命高于全国一二三四五六七八3年") is Role.OTHER
    assert last_role("寿命高于全国一二三四五六七八九3年") is Role.TARGET


@pytest.mark.parametrize(
    "verb", ["增长", "下降", "提高", "增加", "减少", "降低", "上升", "上调", "递增", "高出", "多出"]
)
@pytest.mark.parametrize("tail", ["", "了", "约", "率", " "])
def test_by_how_much_is_a_change(verb: str, tail: str) -> None:
    assert last_role(f"床位{verb}{tail}80张") is Role.CHANGE


@pytest.mark.parametrize("word", ["规划", "预定", "预期", "既定"])
def test_a_goal_is_a_target_though_the_sentence_looks_back(word: str) -> None:
    assert last_role(f"圆满完成{word}目标80张", past=True) is Role.TARGET
    assert last_role(f"圆满完成{word}的目标为80张", past=True) is Role.TARGET
    assert last_role(f"圆满完成{word}目标，建成80张", past=True) is Role.BASELINE


@pytest.mark.parametrize("word", ["从", "由"])
def test_where_a_change_begins_is_a_baseline(word: str) -> None:
    assert last_role(f"床位{word}年初的80张") is Role.BASELINE
    assert last_role(f"床位{word}{'某' * 14}80张") is Role.BASELINE
    assert last_role(f"床位{word}{'某' * 15}80张") is Role.TARGET
    assert last_role(f"床位{word}少到多，达到80张") is Role.TARGET


def test_a_trade_and_a_reason_are_no_beginning() -> None:
    assert last_role("从业人员80人") is Role.TARGET
    assert last_role("由于扩建床位80张") is Role.TARGET


@pytest.mark.parametrize(
    "words",
    [
        *(
            "截至去年底",
            "截止去年底",
            "已经开放",
            "春天以来",
            "现有",
            "共有",
            "同比",
            "过去五年",
            "连续举办",
            "平均水平",
        ),
        *("圆满收官", "已建床位", "已完成", "已达", "已全部开放", "已实施", "已有"),
    ],
)
def test_a_sentence_looks_back_by_its_words(words: str) -> None:
    assert looks_back(f"{words}80张。")
    assert last_role(f"{words}80张。") is Role.BASELINE


@pytest.mark.parametrize("words", ["已建成区80处", "已建成社区80处", "已建成居80处", "床位80张"])
def test_what_is_built_up_looks_at_nothing(words: str) -> None:
    assert not looks_back(words)


@pytest.mark.parametrize(
    "words",
    [
        *("到2025年", "力争", "争取", "将", "目标是", "确保", "努力", "计划", "要", "2025年底前", "2025年前"),
    ],
)
def test_a_sentence_that_looks_ahead_ends_the_account(words: str) -> None:
    assert not looks_back(f"{words}建床位80张。", before=True)


@pytest.mark.parametrize("words", ["重要", "主要", "需要", "必要", "2025年"])
def test_other_words_go_on_with_the_account(words: str) -> None:
    assert looks_back(f"{words}床位80张。", before=True)


@pytest.mark.parametrize(
    "title",
    [
        *("发展基础", "工作基础", "现实基础", "建设基础", "主要成效", "历史成就", "工作成绩", "设施现状", "工作回顾"),
        *("存在问题", "突出短板", "面临形势", "编制背景", "工作进展", "“十三五”时期"),
    ],
)
def test_below_a_heading_on_the_past_a_figure_is_a_baseline(title: str) -> None:
    (one,) = understand("床位80张。", path=("第一章", title))
    assert one.role is Role.BASELINE


@pytest.mark.parametrize("title", ["基础设施", "夯实基础", "主要任务"])
def test_other_headings_say_nothing_of_the_past(title: str) -> None:
    assert understand("床位80张。", path=(title,))[0].role is Role.TARGET


@pytest.mark.parametrize("dash", ["-", "—", "–", "~", "～", "至", "到", "——", " — "])
def test_two_figures_and_a_dash_are_a_range(dash: str) -> None:
    (one,) = understand(f"床位80{dash}90张")
    assert (one.low, one.high, one.text) == (80, 90, f"80{dash}90张")


@pytest.mark.parametrize(
    ("sentence", "low", "high"),
    [
        ("吸引3—5万人", 30_000, 50_000),
        ("吸引5—5万人", 5, 50_000),
        ("吸引30—5万人", 30, 50_000),
        ("吸引3—5百人", 300, 500),
        ("吸引3—5千人", 3_000, 5_000),
        ("吸引3—5亿元", 300_000_000, 500_000_000),
        ("吸引3—0人", 0, 3),
        ("吸引3—5人", 3, 5),
    ],
)
def test_the_scale_of_a_range_holds_for_both_ends_where_they_rise(sentence: str, low: int, high: int) -> None:
    (one,) = understand(sentence)
    assert (one.low, one.high) == (low, high)


def test_a_figure_behind_a_range_stands_for_itself() -> None:
    found = understand("床位80—90张、托位20个")
    assert [(one.low, one.high) for one in found] == [(80, 90), (20, 20)]


@pytest.mark.parametrize(
    "words",
    [
        *("2021-2025年", "2021—2025年", "2021–2025年", "2021~2025年", "2021～2025年", "2021至2025年", "1900—1950年"),
        *("2100—2100年", "2025年3月", "2025年3月5日", "2025年 3 月", "7号楼", "7.建设", "7、建设", "7)建设", "7）建设"),
        *(
            "〔7〕",
            "[7]",
            "7+",
            "7”",
            "7型",
            "7A",
            "7G",
            "7a",
            "〔7号",
            "(7",
            "（7",
            "“7",
            '"7',
            "第7",
            "第 7",
            "+7",
            "A7",
        ),
        *("a7", "·7"),
    ],
)
def test_a_date_or_the_number_of_a_thing_is_no_quantity(words: str) -> None:
    assert understand(f"见{words}") == ()


@pytest.mark.parametrize("share", ["12/10万", "12/ 10万", "12／10万", "12/十万"])
def test_the_base_of_a_share_is_no_quantity_of_its_own(share: str) -> None:
    assert [one.text for one in understand(f"死亡率{share}")] == ["12"]


@pytest.mark.parametrize(
    ("sentence", "texts"),
    [
        ("1899—1950张", ["1899—1950张"]),
        ("1901人—1950人", ["1901人—1950人"]),
        ("2101—2150张", ["2101—2150张"]),
        ("2025，80张", ["2025", "80张"]),
        ("床位7，", ["7"]),
        ("每周7日", ["7日"]),
        ("补助7月", ["7月"]),
        ("合计10万", ["10万"]),
        ("合计十万", []),
        ("9.7万/11万元", ["9.7万", "11万元"]),
    ],
)
def test_other_numbers_are_quantities(sentence: str, texts: list[str]) -> None:
    assert [one.text for one in understand(sentence)] == texts


def test_the_words_before_a_bound_may_tell_what_is_counted() -> None:
    bounds = [
        "及以上",
        "(含)以上",
        "（含）以上",
        "员工以上",
        "员工及以上",
        "服务点及以上",
        "服务点(含)以上",
        "服务点（含）以上",
    ]
    found = [understand(f"配备80名{bound}")[0].comparator for bound in [*bounds, "（含兼职）以上", "员工们都以上"]]
    assert found == ["≥"] * 9 + [""]


def test_a_share_of_a_thousand_keeps_both_ends_of_its_range() -> None:
    (one,) = understand("死亡率为4‰—5‰")
    assert (one.low, one.high, one.unit) == (4, 5, "‰")


def test_the_place_of_each_figure_is_its_own() -> None:
    sentence = "床位80张，床位80张"
    assert [(one.start, one.end) for one in understand(sentence)] == [(2, 5), (8, 11)]


def test_without_a_plan_a_year_says_nothing_of_the_past() -> None:
    assert understand("2019年，床位80张")[0].role is Role.TARGET
    assert understand("2021年，床位80张", plan_start=2021)[0].role is Role.TARGET
    assert understand("2020年，床位80张", plan_start=2021)[0].role is Role.BASELINE
