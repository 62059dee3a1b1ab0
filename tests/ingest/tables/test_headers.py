"""The table of header names: complete, nothing twice in a role, nothing that nobody knows."""

import tomllib
from importlib.resources import files
from typing import get_args

import pytest
from pydantic import ValidationError

from ingest.schema import RowKind
from ingest.tables import headers
from ingest.tables.headers import (
    HEADERS,
    TABLE_KINDS,
    HeaderTable,
    Role,
    is_standard_header,
    standard_name,
    usual_names,
)

ROLES: tuple[Role, ...] = get_args(Role)
LOADED = tomllib.loads((files("ingest.tables") / "data" / "headers.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("role", ROLES)
def test_no_writing_stands_twice_in_a_role(role: Role) -> None:
    listed = [writing for header in HEADERS for writing in header.writings(role)]
    assert listed
    assert sorted(set(listed)) == sorted(listed)


def test_a_name_stands_once_and_has_a_role() -> None:
    names = [header.name for header in HEADERS]
    assert len(set(names)) == len(names)
    assert [header.name for header in HEADERS if not any(map(header.writings, ROLES))] == []


def test_writings_are_plain() -> None:
    assert [w for role in ROLES for w in usual_names(role) if w != headers.plain(w)] == []


def test_names_that_code_uses_are_in_the_table() -> None:
    used: tuple[str, ...] = (
        headers.NUMBER,
        headers.GROUP,
        headers.INDICATOR,
        headers.UNIT,
        headers.ATTRIBUTE,
        headers.SERVICE,
    )
    used += (headers.PROJECT, headers.CONTENT, headers.LEAD, headers.SUPPORTING)
    assert set(used) <= {header.name for header in HEADERS}


def test_kinds_of_tables_are_kinds_of_rows_and_named_by_known_columns() -> None:
    known = {writing for role in ROLES for writing in usual_names(role)}
    for one in TABLE_KINDS:
        assert RowKind(one.kind)
        assert one.columns <= known
        assert not one.named or one.named in one.columns


@pytest.mark.parametrize("place", ["header", "table", "parts"])
def test_unknown_keys_are_refused(place: str) -> None:
    entry = LOADED[place] if place == "parts" else LOADED[place][0]
    changed = {**entry, "colour": "red"}
    with pytest.raises(ValidationError, match="colour"):
        HeaderTable.model_validate({**LOADED, place: changed if place == "parts" else (changed, *LOADED[place][1:])})


@pytest.mark.parametrize(
    ("header", "name"), [("受益人群", "服务对象"), ("资金来源", "支出责任"), ("服务对象", "服务对象"), ("年龄", "年龄")]
)
def test_a_column_of_a_standards_table_has_a_usual_name(header: str, name: str) -> None:
    assert standard_name(header) == name


def test_a_header_may_be_set_with_blanks() -> None:
    assert is_standard_header("服务 对象")
    assert not is_standard_header("服务对象为老年人")


@pytest.mark.parametrize(
    ("header", "parts"),
    [
        ("2020年基期值", {"VALUE", "BASELINE", "DATED"}),
        ("2025年目标值", {"VALUE", "TARGET", "DATED", "BUILT"}),
        ("“十四五”年均增长", {"VALUE"}),
        ("2025年累计增长", {"VALUE"}),
        ("建设规模", {"BUILT"}),
    ],
)
def test_headers_are_told_by_a_part_of_them(header: str, parts: set[str]) -> None:
    every = ("VALUE", "BASELINE", "TARGET", "DATED", "BUILT")
    assert {part for part in every if getattr(headers, part).search(header)} == parts


def test_what_is_read_once_for_all_cannot_be_changed() -> None:
    with pytest.raises(ValidationError, match="frozen"):
        setattr(HEADERS[0], "name", "约")  # noqa: B010 (mypy knows that it cannot be assigned)
