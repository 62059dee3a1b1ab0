"""The words that bound a figure, in sentences: what a plan's facts make of them, and which other reader knows which."""

import re

import pytest

from ingest.quantities.comparators import Comparator, Place, Reader, any_word
from ingest.quantities.context import understand

BEFORE = {
    "≥": "不低于 不少于 不小于 不得低于 不得少于 至少 最少 ≥",
    "≤": "不超过 不高于 不大于 不多于 不得超过 不得高于 最多 ≤",
    ">": "超过 大于 高于 多于 突破 > ＞",
    "<": "低于 小于 少于 < ＜",
    "≈": "约 大约 大概 近 接近",
    "": "共 达到 年满 封顶 至多 不下",
}
AFTER = {"≥": "以上 及以上", "≤": "以下 以内 之内", ">": "余", "≈": "左右 上下", "": "整 封顶"}


@pytest.mark.parametrize(("sign", "word"), [(sign, word) for sign, words in BEFORE.items() for word in words.split()])
def test_a_word_before_a_figure_bounds_it(sign: str, word: str) -> None:
    (one,) = understand(f"全县床位{word}80张。")
    assert one.comparator == sign


@pytest.mark.parametrize(("sign", "word"), [(sign, word) for sign, words in AFTER.items() for word in words.split()])
def test_a_word_after_a_figure_bounds_it(sign: str, word: str) -> None:
    (one,) = understand(f"全县床位80张{word}。")
    assert one.comparator == sign


# who else reads such words: what each takes for a bound of its sign, and what it reads past
READ: dict[tuple[Reader, Place, str], tuple[str, str]] = {
    ("checks", "before", "≥"): (
        "不低于 不少于 不小于 不得低于 不得少于 不下 至少 最少 年满 满 ≥",
        "未满 不满 圆满 共 不高于 约",
    ),
    ("checks", "before", "≤"): (
        "不超过 不高于 不大于 不多于 不得超过 不得高于 最多 至多 最高 上限 封顶 ≤",
        "超过 高于 不低于 约",
    ),
    ("checks", "before", ">"): ("超过 大于 高于 多于 突破 >", "不超过 不大于 不高于 不多于 不得超过 不得高于 约"),
    ("checks", "before", "<"): ("低于 小于 少于 不足 未满 不满 <", "不低于 不小于 不少于 不得低于 不得少于 约"),
    ("checks", "after", "≥"): ("以上", "左右 余"),
    ("checks", "after", "≤"): ("以下 以内 之内 封顶 为限", "左右 余"),
    ("shown", "before", "≥"): ("不低于 不少于 至少 ≥", "满 突破 约"),
    ("shown", "before", "≤"): ("不超过 不高于 最多 ≤", "封顶 上限 约"),
    ("shown", "before", ">"): ("超过 > ＞", "突破 约"),
    ("shown", "before", "<"): ("低于 < ＜", "不足 约"),
    ("shown", "after", "≥"): ("以上", "余"),
    ("shown", "after", "≤"): ("以下 以内", "为限"),
    ("shown", "after", "≈"): ("左右", "上下"),
    ("people", "before", "≥"): ("满 年满 不低于 不小于", "未满 不满 至少"),
    ("people", "before", "<"): ("低于 小于 不足 未满 不满", "3小于 约 不低于 不得低于 不小于"),
    ("people", "after", "≥"): ("以上", "余"),
    ("people", "after", "≤"): ("以下 以内", "封顶"),
    ("subject", "before", "≥"): ("不低于", "至少"),
    ("subject", "before", "≤"): ("不超过", "最多"),
    ("subject", "before", "≈"): ("约", "近"),
    ("cell", "after", "≥"): ("以上", "余"),
    ("cell", "after", "≤"): ("以下 以内", "封顶"),
    ("cell", "after", "≈"): ("左右", "上下"),
}
WORDS = [
    (*reading, word, known)
    for reading, both in READ.items()
    for words, known in zip(both, (True, False), strict=True)
    for word in words.split()
]


@pytest.mark.parametrize(("reader", "place", "sign", "word", "known"), WORDS)
def test_a_reader_knows_a_bound_of_a_figure_or_reads_past_it(
    reader: Reader, place: Place, sign: str, word: str, *, known: bool
) -> None:
    bound = any_word(reader, place, Comparator(sign))
    pattern, sentence = (
        (bound + r"\d", f"床位{word}80张") if place == "before" else (r"\d张" + bound, f"床位80张{word}")
    )
    assert (re.search(pattern, sentence) is not None) is known


def test_a_reader_knows_a_word_in_its_place_alone() -> None:
    after, before = any_word("facts", "after"), any_word("facts", "before")
    assert re.fullmatch(after, "以上")
    assert not re.fullmatch(before, "以上")
    assert re.fullmatch(before, "至少")
    assert not re.fullmatch(after, "至少")


def test_a_reader_that_knows_words_of_other_signs_alone_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="cell"):
        any_word("cell", "after", Comparator.BELOW)
