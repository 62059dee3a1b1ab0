"""Which documents hold on a day, and which another one ends."""

from datetime import date
from typing import Any

import pytest

from ingest.identity.standing import Standing, name_of, standing, with_replaced
from ingest.schema import Document
from tests.builders.documents import document

DAY = date(2026, 11, 29)


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"period": "2021-2025"}, "over"),
        ({"period": "2026-2030"}, "in force"),
        ({"period": "2027"}, "to come"),
        ({"period": ""}, "in force"),
        ({"period": "2021-2025", "ends": "2030-12-31"}, "in force"),
        ({"period": "", "ends": "2026-11-28"}, "over"),
        ({"period": "", "ends": "2026-11-29"}, "in force"),
        ({"period": "", "starts": "2026-11-30"}, "to come"),
        ({"period": "2027", "starts": "2026-11-01"}, "in force"),
        ({"period": "", "is_over": True}, "over"),
    ],
)
def test_a_document_holds_from_its_first_to_its_last_day(values: dict[str, Any], expected: Standing) -> None:
    assert standing(document(**values), DAY) == expected


def made(key: str, title: str, day: str, **values: Any) -> Document:
    return document(**{"id": key, "title": title, "date": day, "period": ""} | values)


def test_what_a_document_ends_holds_up_to_the_day_before() -> None:
    old = made("old", "青石县高龄津贴发放办法", "2024-03-01")
    new = made(
        "new", "关于调整高龄津贴标准的通知", "2027-01-05", starts="2027-01-01", repeals=("青石县高龄津贴发放办法",)
    )
    found = {one.id: one for one in with_replaced([old, new])}
    assert (found["old"].ends, found["old"].replaced_by) == ("2026-12-31", new.title)
    assert found["new"] == new


def test_of_two_documents_of_one_title_the_newer_holds() -> None:
    old, new = made("old", "青石县补助标准", "2024-03-01"), made("new", "《青石县补助标准》", "2025-03-01")
    assert [one.ends for one in with_replaced([new, old])] == ["", "2025-02-28"]


def test_other_regions_titles_and_days_end_nothing() -> None:
    held = [
        made("a", "补助标准", "2024-03-01", region="甲县"),
        made("b", "补助标准", "2025-03-01", region="乙县"),
        made("c", "另一标准", "2025-03-01", region="甲县"),
        made("d", "补助标准", "2024-03-01", region="甲县"),
        made("e", "新办法", "2020-01-01", region="甲县", repeals=("补助标准",)),
    ]
    assert with_replaced(held) == tuple(held)


def test_a_covering_notice_is_named_by_what_it_issues() -> None:
    assert name_of("青石县政府关于印发《青石县办法》的通知") == name_of("青石县办法")
