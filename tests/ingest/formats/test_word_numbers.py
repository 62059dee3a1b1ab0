"""Labels of Word's lists, by the forms of ECMA-376."""

import pytest

from ingest.formats.word_numbers import Numbering, label


@pytest.mark.parametrize(
    ("form", "number", "words"),
    [
        ("chineseCounting", 1, "一"),
        ("chineseCountingThousand", 10, "十"),
        ("chineseCountingThousand", 12, "十二"),
        ("chineseCountingThousand", 20, "二十"),
        ("japaneseCounting", 105, "一百零五"),
        ("taiwaneseCountingThousand", 110, "一百一十"),
        ("chineseCounting", 1010, "一千零一十"),
        ("ideographDigital", 12, "一二"),
        ("chineseLegalSimplified", 13, "壹拾叁"),
        ("ideographTraditional", 11, "甲"),
        ("ideographZodiac", 2, "丑"),
        ("upperLetter", 28, "BB"),
        ("lowerLetter", 3, "c"),
        ("upperRoman", 14, "XIV"),
        ("lowerRoman", 9, "ix"),
        ("decimalEnclosedCircleChinese", 20, "⑳"),
        ("decimalEnclosedCircle", 21, "21"),
        ("decimalEnclosedParen", 2, "⑵"),
        ("decimalFullWidth", 12, "１２"),
        ("decimalZero", 7, "07"),
        ("decimal", 7, "7"),
        ("somethingElse", 7, "7"),
        ("bullet", 7, ""),
        ("chineseCounting", 0, "0"),
        ("chineseCounting", 10000, "10000"),
    ],
)
def test_a_number_is_written_in_its_form(form: str, number: int, words: str) -> None:
    assert label(number, form) == words


def test_a_list_that_is_not_there_has_no_labels() -> None:
    assert Numbering(None).next("1", 0) == ""
