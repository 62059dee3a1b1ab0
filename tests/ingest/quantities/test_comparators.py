"""The table of comparators: no word twice for a reader, and what each reader makes of it."""

import re
from itertools import groupby

import pytest
from pydantic import ValidationError

from ingest.quantities.comparators import Comparator, Place, Reader, Word, any_word, words

KEYS = sorted((reader, one.place, one.word) for one in words() for reader in one.read_by)


def test_a_reader_knows_a_word_of_a_place_once() -> None:
    assert [key for key, same in groupby(KEYS) if len(list(same)) > 1] == []


def test_a_word_has_one_sign_in_a_place_and_somebody_reads_it() -> None:
    signs: dict[tuple[str, Place], set[Comparator]] = {}
    for one in words():
        assert one.read_by
        signs.setdefault((one.word, one.place), set()).add(one.sign)
    assert [key for key, found in signs.items() if len(found) > 1 or found == {Comparator.EXACT}] == []


def test_unknown_keys_are_refused() -> None:
    with pytest.raises(ValidationError, match="colour"):
        Word.model_validate({**words()[0].model_dump(), "colour": "red"})


@pytest.mark.parametrize(
    ("reader", "signs", "before", "bound"),
    [
        ("facts", (Comparator.AT_LEAST,), "面积不得少于", True),
        ("facts", (Comparator.AT_LEAST,), "年满", False),  # 年满60周岁 is a condition, no bound of an amount
        ("checks", (Comparator.AT_LEAST, Comparator.ABOVE), "年满", True),
        ("checks", (Comparator.AT_MOST, Comparator.BELOW), "不低于", False),
        ("checks", (Comparator.AT_LEAST, Comparator.ABOVE), "圆满", False),
        ("people", (Comparator.BELOW,), "未满", True),
    ],
)
def test_a_reader_knows_its_words(reader: Reader, signs: tuple[Comparator, ...], before: str, *, bound: bool) -> None:
    assert (re.search(any_word(reader, "before", *signs) + "$", before) is not None) is bound


def test_a_reader_without_words_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="subject"):
        any_word("subject", "after")


def test_what_is_read_once_for_all_cannot_be_changed() -> None:
    with pytest.raises(ValidationError, match="frozen"):
        setattr(words()[0], "word", "约")  # noqa: B010 (mypy knows that it cannot be assigned)
