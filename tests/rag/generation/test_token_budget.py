"""Tokens of a day, shared by the programs of one home."""

from datetime import date
from pathlib import Path
from threading import Thread

import pytest

from rag.generation.token_budget import FILE, TokenBudget


def test_tokens_add_up_for_all_who_share_the_file(tmp_path: Path) -> None:
    threads = [Thread(target=TokenBudget(tmp_path).spend, args=(10,)) for _ in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert TokenBudget(tmp_path).spent() == 200


def test_a_new_day_begins_at_nothing(tmp_path: Path) -> None:
    TokenBudget(tmp_path, lambda: date(2026, 1, 1)).spend(50)
    later = TokenBudget(tmp_path, lambda: date(2026, 1, 2))
    assert later.spent() == 0
    later.spend(7)
    assert later.spent() == 7


@pytest.mark.parametrize("text", ["", "x", "[]", '{"day": 1}'])
def test_a_file_that_cannot_be_read_counts_as_nothing(tmp_path: Path, text: str) -> None:
    (tmp_path / FILE).write_text(text, encoding="utf-8")
    budget = TokenBudget(tmp_path)
    assert budget.spent() == 0
    budget.spend(3)
    assert budget.spent() == 3


def test_what_cannot_be_written_is_counted_and_written_later(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    (tmp_path / FILE).mkdir()  # in its place nothing can be written
    budget = TokenBudget(tmp_path)
    budget.spend(3)
    assert budget.spent() == 3 and "cannot keep count" in caplog.text
    (tmp_path / FILE).rmdir()
    budget.spend(4)
    assert budget.spent() == TokenBudget(tmp_path).spent() == 7
