"""Plain text that somebody saved with its markup."""

import pytest

from ingest.formats.plain import read_text

ENDS = "</p>" * 5


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"甲\n乙{ENDS}", "甲\n乙\n"),
        (f"甲\n<table><tr><td>乙\n丙</td><td>戊</td></tr></table>\n丁{ENDS}", "甲\n| 乙 丙 | 戊 |\n丁\n"),
        (f"甲\n<TABLE><tr><td>乙\n丙</td><td>戊</td></tr></Table>\n丁{ENDS}", "甲\n| 乙 丙 | 戊 |\n丁\n"),
        (f"甲\n<table>乙\n丙{ENDS}", "甲\n乙\n丙\n"),
        (f"甲\n</table>乙\n丙{ENDS}", "甲\n乙\n丙\n"),
    ],
)
def test_lines_end_where_they_end_but_within_tables(text: str, expected: str) -> None:
    assert [*filter(None, read_text(text).text.split("\n"))] == [*filter(None, expected.split("\n"))]
