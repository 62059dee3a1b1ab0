"""From when to when a document holds, and which others it ends."""

import pytest

from ingest.identity.validity import validity

TITLE = "青石县高龄津贴发放办法"


@pytest.mark.parametrize(
    ("text", "starts", "ends"),
    [
        ("本办法自2023年7月1日起施行，有效期至2025年6月30日。", "2023-07-01", "2025-06-30"),
        ("本办法自2025年7月1日起施行，有效期五年。", "2025-07-01", "2030-06-30"),
        ("本办法自 2025 年 3 月 1 日起执行，试行 2 年。", "2025-03-01", "2027-02-28"),
        ("本标准从2024年2月29日起实施，有效期1年。", "2024-02-29", "2025-02-27"),
        ("本通知自印发之日起施行，有效期十八个月。", "2024-05-06", "2025-11-05"),
        ("本规定自公布之日起30日后施行。", "2024-06-05", ""),
        ("本方案执行期至2027年12月31日。", "", "2027-12-31"),
        ("有效期自2025年1月1日至2026年12月31日。", "2025-01-01", "2026-12-31"),
        ("本办法执行时间为2025年1月至2026年6月。", "2025-01-01", "2026-06-30"),
        ("本办法自2025年7月起施行，有效期2年。", "2025-07-01", "2027-06-30"),
        ("本通知有效期至2027年底。", "", "2027-12-31"),
        ("本通知有效期至2028年2月底。", "", "2028-02-29"),
        ("本通知有效期至2028年13月。", "", ""),
        ("本办法自2025年2月30日起施行，有效期五年。", "", "2029-05-05"),
        (f"现将《{TITLE}》印发给你们，自2025年4月1日起执行。", "2025-04-01", ""),
        ("高龄津贴调整为每人每月100元，自2027年1月1日起执行。", "2027-01-01", ""),
        ("本办法自2025年7月1日起施行。《青石县补贴细则》自2019年1月1日起施行，有效期三年。", "2025-07-01", ""),
        ("民发〔2021〕70号自2021年10月1日起施行，继续有效。", "", ""),
        ("《青石县农房办法》（青政规〔2021〕3号，有效期至2026年5月31日）继续执行。", "", ""),
        ("每月10日前发放。", "", ""),
    ],
)
def test_a_document_says_from_when_to_when_it_holds(text: str, starts: str, ends: str) -> None:
    found = validity(TITLE, text, "2024-05-06", {})
    assert (found.starts, found.ends) == (starts, ends)


@pytest.mark.parametrize(
    ("text", "repeals"),
    [
        ("原《枫桥县高龄津贴发放办法》同时废止。", ("枫桥县高龄津贴发放办法",)),
        ("同时废止《关于公布2024年标准的公告》（青民〔2024〕29号）。", ("关于公布2024年标准的公告",)),
        (
            "《青石县甲办法》（青政〔2019〕1号）、《青石县乙办法（试行）》同时废止。",
            ("青石县甲办法", "青石县乙办法（试行）"),
        ),
        ("根据《青石县甲办法》制定本办法。", ()),
        ("《青石县甲办法》继续执行。", ()),
        (f"《{TITLE}》同时废止。", ()),
    ],
)
def test_what_a_document_ends_is_named(text: str, repeals: tuple[str, ...]) -> None:
    assert validity(TITLE, text, "", {}).repeals == repeals


def test_labels_go_before_the_text() -> None:
    said = {"effective": "2025年9月1日", "status": "有效（至2030年8月31日）"}
    found = validity(TITLE, "本办法自2025年7月1日起施行。", "", said)
    assert (found.starts, found.ends, found.is_over) == ("2025-09-01", "2030-08-31", False)
    assert validity(TITLE, "", "", {"status": "已失效"}).is_over


@pytest.mark.parametrize(
    ("title", "trial"), [("青石县办法（试行）", True), ("青石县暂行办法", True), ("青石县试行一站式服务", False)]
)
def test_a_trial_calls_itself_one(title: str, trial: bool) -> None:
    assert validity(title, "", "", {}).is_trial is trial
