"""Markup that no parser should be given."""

import pytest

from ingest.formats.markup import LONG_TAG, MOST_OPEN, MOST_WORDS, check_markup


@pytest.mark.parametrize(
    "page",
    [
        "<div>" * (MOST_OPEN + 1),
        "<ul><li>" * (MOST_OPEN + 1),
        "<b>甲" * (MOST_OPEN + 1) + "</i>",
        "<p" + ' a="1234567890"' * (MOST_WORDS + 1) + ">",
        "<p" + " abcdefghijk" * (MOST_WORDS + 1),
    ],
)
def test_nobody_writes_so(page: str) -> None:
    with pytest.raises(ValueError, match="不像一份文件"):
        check_markup(page)


@pytest.mark.parametrize(
    "page",
    [
        "<div>" * MOST_OPEN,
        "<div>甲</div>" * (2 * MOST_OPEN),
        "<p>甲" * (2 * MOST_OPEN),
        "<BR>甲<li>乙" * (2 * MOST_OPEN),
        "<span/>" * (2 * MOST_OPEN),
        "</div>" * (2 * MOST_OPEN) + "<div>" * MOST_OPEN,
        "<script>" + "if(a<b){}" * (2 * MOST_OPEN) + "</SCRIPT><div>甲</div>",
        "<style>" + "a<b" * (2 * MOST_OPEN),
        "3 < 5，" * (2 * MOST_OPEN),
        "<p" + ' a="1234567890"' * MOST_WORDS + ">",
        '<img src="data:' + ("A" * 76 + "\n") * LONG_TAG + '">',
    ],
)
def test_sloppy_pages_and_pictures_pass(page: str) -> None:
    check_markup(page)
